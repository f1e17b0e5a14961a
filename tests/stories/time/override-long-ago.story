# One date of an endless series was moved long ago. Who asks for a time since then, however long, does not find it by the words and the alarm of that date.
# RFC 4791 §9.7.1, §9.9
user alice  alice@example.org
alice PUT /dav/calendars/alice/calendar/daily.ics  daily.ics
< 201
alice REPORT /dav/calendars/alice/calendar/  special-since.xml
< 207
< body nothing.xml
alice REPORT /dav/calendars/alice/calendar/  rings-since.xml
< 207
< body nothing.xml
alice REPORT /dav/calendars/alice/calendar/  usual-since.xml
< 207
< body found.xml
alice REPORT /dav/calendars/alice/calendar/  special-always.xml
< 207
< body found.xml

-- daily.ics --
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//Stories//EN
BEGIN:VEVENT
UID:daily@example.org
DTSTAMP:20260302T090000Z
DTSTART:20200101T100000Z
DTEND:20200101T110000Z
RRULE:FREQ=DAILY
SUMMARY:Usual
END:VEVENT
BEGIN:VEVENT
UID:daily@example.org
DTSTAMP:20260302T090000Z
RECURRENCE-ID:20200105T100000Z
DTSTART:20200105T120000Z
DTEND:20200105T130000Z
SUMMARY:Special
BEGIN:VALARM
ACTION:DISPLAY
DESCRIPTION:Special
TRIGGER:-PT15M
END:VALARM
END:VEVENT
END:VCALENDAR

-- special-since.xml --
<?xml version="1.0" encoding="utf-8"?>
<C:calendar-query xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav">
  <D:prop><D:getetag/></D:prop>
  <C:filter>
    <C:comp-filter name="VCALENDAR">
      <C:comp-filter name="VEVENT"><C:time-range start="20260101T000000Z"/><C:prop-filter name="SUMMARY"><C:text-match>special</C:text-match></C:prop-filter></C:comp-filter>
    </C:comp-filter>
  </C:filter>
</C:calendar-query>

-- usual-since.xml --
<?xml version="1.0" encoding="utf-8"?>
<C:calendar-query xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav">
  <D:prop><D:getetag/></D:prop>
  <C:filter>
    <C:comp-filter name="VCALENDAR">
      <C:comp-filter name="VEVENT"><C:time-range start="20260101T000000Z"/><C:prop-filter name="SUMMARY"><C:text-match>usual</C:text-match></C:prop-filter></C:comp-filter>
    </C:comp-filter>
  </C:filter>
</C:calendar-query>

-- special-always.xml --
<?xml version="1.0" encoding="utf-8"?>
<C:calendar-query xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav">
  <D:prop><D:getetag/></D:prop>
  <C:filter>
    <C:comp-filter name="VCALENDAR">
      <C:comp-filter name="VEVENT"><C:time-range start="20200101T000000Z"/><C:prop-filter name="SUMMARY"><C:text-match>special</C:text-match></C:prop-filter></C:comp-filter>
    </C:comp-filter>
  </C:filter>
</C:calendar-query>

-- rings-since.xml --
<?xml version="1.0" encoding="utf-8"?>
<C:calendar-query xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav">
  <D:prop><D:getetag/></D:prop>
  <C:filter>
    <C:comp-filter name="VCALENDAR">
      <C:comp-filter name="VEVENT"><C:comp-filter name="VALARM"><C:time-range start="20260101T000000Z"/></C:comp-filter></C:comp-filter>
    </C:comp-filter>
  </C:filter>
</C:calendar-query>

-- found.xml --
<D:multistatus>
  <D:response>
    ...
    <D:href>/dav/calendars/alice/calendar/daily.ics</D:href>
  </D:response>
</D:multistatus>

-- nothing.xml --
<D:multistatus/>
