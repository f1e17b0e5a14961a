# Alice's simple program asks for the single dates of a series in Berlin; they come in world time, also over the change to summer time.
# RFC 4791 §9.6.5, RFC 5545 §3.3.5
user alice  alice@example.org
alice PUT /dav/calendars/alice/calendar/choir.ics  choir.ics
< 201
alice REPORT /dav/calendars/alice/calendar/  expand.xml
< 207
< body dates.xml

-- choir.ics --
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//Stories//EN
BEGIN:VEVENT
UID:choir@example.org
DTSTAMP:20260302T090000Z
DTSTART;TZID=Europe/Berlin:20260310T190000
DTEND;TZID=Europe/Berlin:20260310T210000
SUMMARY:Choir
RRULE:FREQ=WEEKLY
END:VEVENT
END:VCALENDAR

-- expand.xml --
<?xml version="1.0" encoding="utf-8"?>
<C:calendar-query xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav">
  <D:prop><C:calendar-data><C:expand start="20260325T000000Z" end="20260409T000000Z"/></C:calendar-data></D:prop>
  <C:filter>
    <C:comp-filter name="VCALENDAR">
      <C:comp-filter name="VEVENT"><C:time-range start="20260325T000000Z" end="20260409T000000Z"/></C:comp-filter>
    </C:comp-filter>
  </C:filter>
</C:calendar-query>

-- dates.xml --
<D:multistatus>
  <D:response>
    <D:href>/dav/calendars/alice/calendar/choir.ics</D:href>
    <D:propstat>
      <D:prop>
        <C:calendar-data>
BEGIN:VCALENDAR
VERSION:2.0
PRODID:*
BEGIN:VEVENT
UID:choir@example.org
DTSTAMP:*
SUMMARY:Choir
RECURRENCE-ID:20260331T170000Z
DTSTART:20260331T170000Z
DTEND:20260331T190000Z
END:VEVENT
BEGIN:VEVENT
UID:choir@example.org
DTSTAMP:*
SUMMARY:Choir
RECURRENCE-ID:20260407T170000Z
DTSTART:20260407T170000Z
DTEND:20260407T190000Z
END:VEVENT
END:VCALENDAR
        </C:calendar-data>
      </D:prop>
      <D:status>HTTP/1.1 200 OK</D:status>
    </D:propstat>
  </D:response>
</D:multistatus>
