# An event whose only date is taken out by EXDATE takes no time: it is found at no time, and leaves its owner free. Another date taken out changes nothing.
# RFC 5545 §3.8.5.1, RFC 4791 §7.10, §9.9
user alice  alice@example.org
alice PUT /dav/calendars/alice/calendar/out.ics  out.ics
< 201
alice PUT /dav/calendars/alice/calendar/in.ics  in.ics
< 201
alice REPORT /dav/calendars/alice/calendar/  march.xml
< 207
< body one.xml
alice REPORT /dav/calendars/alice/calendar/  busy.xml
< 200
< body busy.ics

-- out.ics --
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//Stories//EN
BEGIN:VEVENT
UID:out@example.org
DTSTAMP:20260302T090000Z
DTSTART;TZID=Europe/Berlin:20260310T110000
DURATION:PT1H
EXDATE;TZID=Europe/Berlin:20260310T110000
SUMMARY:Out
END:VEVENT
END:VCALENDAR

-- in.ics --
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//Stories//EN
BEGIN:VEVENT
UID:in@example.org
DTSTAMP:20260302T090000Z
DTSTART;TZID=Europe/Berlin:20260311T110000
DURATION:PT1H
EXDATE;TZID=Europe/Berlin:20260310T110000
SUMMARY:In
END:VEVENT
END:VCALENDAR

-- march.xml --
<?xml version="1.0" encoding="utf-8"?>
<C:calendar-query xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav">
  <D:prop><D:getetag/></D:prop>
  <C:filter>
    <C:comp-filter name="VCALENDAR">
      <C:comp-filter name="VEVENT"><C:time-range start="20260301T000000Z" end="20260401T000000Z"/></C:comp-filter>
    </C:comp-filter>
  </C:filter>
</C:calendar-query>

-- one.xml --
<D:multistatus>
  <D:response>
    ...
    <D:href>/dav/calendars/alice/calendar/in.ics</D:href>
  </D:response>
</D:multistatus>

-- busy.xml --
<?xml version="1.0" encoding="utf-8"?>
<C:free-busy-query xmlns:C="urn:ietf:params:xml:ns:caldav">
  <C:time-range start="20260301T000000Z" end="20260401T000000Z"/>
</C:free-busy-query>

-- busy.ics --
BEGIN:VCALENDAR
VERSION:2.0
PRODID:*
BEGIN:VFREEBUSY
...
DTSTART:20260301T000000Z
DTEND:20260401T000000Z
FREEBUSY;*:20260311T100000Z/20260311T110000Z
END:VFREEBUSY
END:VCALENDAR
