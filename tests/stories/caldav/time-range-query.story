# Alice looks at one week: she sees what takes place then, also the date of a series that began long before.
# RFC 4791 §7.8, §9.9
user alice  alice@example.org
alice PUT /dav/calendars/alice/calendar/walk.ics  walk.ics
< 201
alice PUT /dav/calendars/alice/calendar/choir.ics  choir.ics
< 201

alice REPORT /dav/calendars/alice/calendar/  march.xml     # both
< 207
< body both.xml
alice REPORT /dav/calendars/alice/calendar/  june.xml      # the walk is over, the choir sings on
< 207
< body choir-only.xml
alice REPORT /dav/calendars/alice/calendar/  skipped.xml   # the one Monday without choir
< 207
< body nothing.xml
alice REPORT /dav/calendars/alice/calendar/  touching.xml  # the walk ends when this begins
< 207
< body nothing.xml
alice REPORT /dav/calendars/alice/calendar/  backwards.xml
< 403
< contains valid-filter

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

-- choir.ics --
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//Stories//EN
BEGIN:VEVENT
UID:choir@example.org
DTSTAMP:20260302T090000Z
DTSTART:20250106T180000Z
DTEND:20250106T200000Z
SUMMARY:Choir
RRULE:FREQ=WEEKLY;BYDAY=MO
EXDATE:20260406T180000Z
END:VEVENT
END:VCALENDAR

-- march.xml --
<?xml version="1.0" encoding="utf-8"?>
<C:calendar-query xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav">
  <D:prop><D:getetag/></D:prop>
  <C:filter>
    <C:comp-filter name="VCALENDAR">
      <C:comp-filter name="VEVENT">
        <C:time-range start="20260309T000000Z" end="20260316T000000Z"/>
      </C:comp-filter>
    </C:comp-filter>
  </C:filter>
</C:calendar-query>

-- june.xml --
<?xml version="1.0" encoding="utf-8"?>
<C:calendar-query xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav">
  <D:prop><D:getetag/></D:prop>
  <C:filter>
    <C:comp-filter name="VCALENDAR">
      <C:comp-filter name="VEVENT">
        <C:time-range start="20260601T000000Z" end="20260608T000000Z"/>
      </C:comp-filter>
    </C:comp-filter>
  </C:filter>
</C:calendar-query>

-- skipped.xml --
<?xml version="1.0" encoding="utf-8"?>
<C:calendar-query xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav">
  <D:prop><D:getetag/></D:prop>
  <C:filter>
    <C:comp-filter name="VCALENDAR">
      <C:comp-filter name="VEVENT">
        <C:time-range start="20260406T000000Z" end="20260407T000000Z"/>
      </C:comp-filter>
    </C:comp-filter>
  </C:filter>
</C:calendar-query>

-- touching.xml --
<?xml version="1.0" encoding="utf-8"?>
<C:calendar-query xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav">
  <D:prop><D:getetag/></D:prop>
  <C:filter>
    <C:comp-filter name="VCALENDAR">
      <C:comp-filter name="VEVENT">
        <C:time-range start="20260310T130000Z" end="20260310T140000Z"/>
      </C:comp-filter>
    </C:comp-filter>
  </C:filter>
</C:calendar-query>

-- backwards.xml --
<?xml version="1.0" encoding="utf-8"?>
<C:calendar-query xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav">
  <D:prop><D:getetag/></D:prop>
  <C:filter>
    <C:comp-filter name="VCALENDAR">
      <C:comp-filter name="VEVENT">
        <C:time-range start="20260316T000000Z" end="20260309T000000Z"/>
      </C:comp-filter>
    </C:comp-filter>
  </C:filter>
</C:calendar-query>

-- both.xml --
<D:multistatus>
  <D:response>
    ...
    <D:href>/dav/calendars/alice/calendar/choir.ics</D:href>
  </D:response>
  <D:response>
    ...
    <D:href>/dav/calendars/alice/calendar/walk.ics</D:href>
  </D:response>
</D:multistatus>

-- choir-only.xml --
<D:multistatus>
  <D:response>
    ...
    <D:href>/dav/calendars/alice/calendar/choir.ics</D:href>
  </D:response>
</D:multistatus>

-- nothing.xml --
<D:multistatus/>
