# A date that lasted for two days was moved away. Who asks for the second of them gets the override, too, and does not show the date where it is no more.
# RFC 4791 §9.6.6, RFC 5545 §3.8.5.2
user alice  alice@example.org
alice PUT /dav/calendars/alice/calendar/fair.ics  fair.ics
< 201
alice REPORT /dav/calendars/alice/calendar/fair.ics  second-day.xml
< 207
< contains RECURRENCE-ID:20260308T100000Z
alice REPORT /dav/calendars/alice/calendar/fair.ics  day-after.xml
< 207
< contains SUMMARY:Fair
< lacks RECURRENCE-ID

-- fair.ics --
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//Stories//EN
BEGIN:VEVENT
UID:fair@example.org
DTSTAMP:20260302T090000Z
DTSTART:20260306T100000Z
DURATION:PT1H
RDATE;VALUE=PERIOD:20260308T100000Z/PT30H
SUMMARY:Fair
END:VEVENT
BEGIN:VEVENT
UID:fair@example.org
DTSTAMP:20260302T090000Z
RECURRENCE-ID:20260308T100000Z
DTSTART:20260315T100000Z
DURATION:PT1H
SUMMARY:Fair
END:VEVENT
END:VCALENDAR

-- second-day.xml --
<?xml version="1.0" encoding="utf-8"?>
<C:calendar-query xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav">
  <D:prop><C:calendar-data><C:limit-recurrence-set start="20260309T000000Z" end="20260309T100000Z"/></C:calendar-data></D:prop>
  <C:filter>
    <C:comp-filter name="VCALENDAR">
      <C:comp-filter name="VEVENT"></C:comp-filter>
    </C:comp-filter>
  </C:filter>
</C:calendar-query>

-- day-after.xml --
<?xml version="1.0" encoding="utf-8"?>
<C:calendar-query xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav">
  <D:prop><C:calendar-data><C:limit-recurrence-set start="20260310T000000Z" end="20260311T000000Z"/></C:calendar-data></D:prop>
  <C:filter>
    <C:comp-filter name="VCALENDAR">
      <C:comp-filter name="VEVENT"></C:comp-filter>
    </C:comp-filter>
  </C:filter>
</C:calendar-query>
