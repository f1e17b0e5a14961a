# Carol wants to meet Alice and asks when she is busy; she sees times and nothing else.
# RFC 6638 §5, RFC 5546 §3.3, RFC 4791 §7.10
user alice  alice@example.org
user carol  carol@example.org
alice PUT /dav/calendars/alice/calendar/walk.ics  walk.ics
< 201
alice PUT /dav/calendars/alice/calendar/perhaps.ics  perhaps.ics
< 201
alice PUT /dav/calendars/alice/calendar/birthday.ics  birthday.ics     # takes no time
< 201

carol POST /dav/calendars/carol/outbox/  question.ics
< 200
< body answer.xml
< lacks Walk

alice REPORT /dav/calendars/alice/calendar/  own.xml
< 200
< body own-times.ics

-- walk.ics --
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//Stories//EN
BEGIN:VEVENT
UID:walk@example.org
DTSTAMP:20260302T090000Z
DTSTART:20260310T120000Z
DTEND:20260310T130000Z
SUMMARY:Walk
LOCATION:Harbour
END:VEVENT
END:VCALENDAR

-- perhaps.ics --
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//Stories//EN
BEGIN:VEVENT
UID:perhaps@example.org
DTSTAMP:20260302T090000Z
DTSTART:20260310T150000Z
DTEND:20260310T160000Z
SUMMARY:Perhaps
STATUS:TENTATIVE
END:VEVENT
END:VCALENDAR

-- birthday.ics --
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//Stories//EN
BEGIN:VEVENT
UID:birthday@example.org
DTSTAMP:20260302T090000Z
DTSTART:20260310T170000Z
DTEND:20260310T180000Z
SUMMARY:Birthday
TRANSP:TRANSPARENT
END:VEVENT
END:VCALENDAR

-- question.ics --
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//Stories//EN
METHOD:REQUEST
BEGIN:VFREEBUSY
UID:question@example.org
DTSTAMP:20260302T090000Z
DTSTART:20260310T000000Z
DTEND:20260311T000000Z
ORGANIZER:mailto:carol@example.org
ATTENDEE:mailto:alice@example.org
ATTENDEE:mailto:bob@else.example
END:VFREEBUSY
END:VCALENDAR

-- answer.xml --
<C:schedule-response>
  <C:response>
    <C:recipient><D:href>mailto:alice@example.org</D:href></C:recipient>
    <C:request-status>2.0;*</C:request-status>
    <C:calendar-data>
BEGIN:VCALENDAR
...
METHOD:REPLY
BEGIN:VFREEBUSY
...
UID:question@example.org
DTSTART:20260310T000000Z
DTEND:20260311T000000Z
ORGANIZER:mailto:carol@example.org
ATTENDEE:mailto:alice@example.org
FREEBUSY;*:20260310T120000Z/20260310T130000Z
FREEBUSY;FBTYPE=BUSY-TENTATIVE:20260310T150000Z/20260310T160000Z
END:VFREEBUSY
END:VCALENDAR
    </C:calendar-data>
  </C:response>
  <C:response>
    <C:recipient><D:href>mailto:bob@else.example</D:href></C:recipient>
    <C:request-status>3.7;*</C:request-status>
  </C:response>
</C:schedule-response>

-- own.xml --
<?xml version="1.0" encoding="utf-8"?>
<C:free-busy-query xmlns:C="urn:ietf:params:xml:ns:caldav">
  <C:time-range start="20260310T000000Z" end="20260311T000000Z"/>
</C:free-busy-query>

-- own-times.ics --
BEGIN:VCALENDAR
...
BEGIN:VFREEBUSY
...
FREEBUSY;*:20260310T120000Z/20260310T130000Z
FREEBUSY;FBTYPE=BUSY-TENTATIVE:20260310T150000Z/20260310T160000Z
END:VFREEBUSY
END:VCALENDAR
