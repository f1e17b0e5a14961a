# A program that asks for single dates gets tasks without a date, too: they match whatever time is asked for, and come as they are.
# RFC 4791 §9.6.5, §9.9, RFC 5545 §3.6
user alice  alice@example.org
alice PUT /dav/calendars/alice/tasks/someday.ics  someday.ics
< 201
alice PUT /dav/calendars/alice/tasks/done.ics  done.ics
< 201
alice REPORT /dav/calendars/alice/tasks/  march.xml
< 207
< body tasks.xml

-- someday.ics --
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//Stories//EN
BEGIN:VTODO
UID:someday@example.org
DTSTAMP:20260302T090000Z
SUMMARY:Learn to juggle
END:VTODO
END:VCALENDAR

-- done.ics --
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//Stories//EN
BEGIN:VTODO
UID:done@example.org
DTSTAMP:20260302T090000Z
CREATED:20260301T090000Z
COMPLETED:20260310T090000Z
SUMMARY:Water the plants
END:VTODO
END:VCALENDAR

-- march.xml --
<?xml version="1.0" encoding="utf-8"?>
<C:calendar-query xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav">
  <D:prop><C:calendar-data><C:expand start="20260305T000000Z" end="20260320T000000Z"/></C:calendar-data></D:prop>
  <C:filter>
    <C:comp-filter name="VCALENDAR">
      <C:comp-filter name="VTODO"><C:time-range start="20260305T000000Z" end="20260320T000000Z"/></C:comp-filter>
    </C:comp-filter>
  </C:filter>
</C:calendar-query>

-- tasks.xml --
<D:multistatus>
  <D:response>
    <D:href>/dav/calendars/alice/tasks/someday.ics</D:href>
    <D:propstat>
      <D:prop>
        <C:calendar-data>
BEGIN:VCALENDAR
VERSION:2.0
PRODID:*
BEGIN:VTODO
UID:someday@example.org
DTSTAMP:*
SUMMARY:Learn to juggle
END:VTODO
END:VCALENDAR
        </C:calendar-data>
      </D:prop>
      <D:status>HTTP/1.1 200 OK</D:status>
    </D:propstat>
  </D:response>
  <D:response>
    <D:href>/dav/calendars/alice/tasks/done.ics</D:href>
    <D:propstat>
      <D:prop>
        <C:calendar-data>
BEGIN:VCALENDAR
VERSION:2.0
PRODID:*
BEGIN:VTODO
UID:done@example.org
DTSTAMP:*
CREATED:20260301T090000Z
COMPLETED:20260310T090000Z
SUMMARY:Water the plants
END:VTODO
END:VCALENDAR
        </C:calendar-data>
      </D:prop>
      <D:status>HTTP/1.1 200 OK</D:status>
    </D:propstat>
  </D:response>
</D:multistatus>
