# Alice's client knows the world's time zones itself: it neither sends nor wants their descriptions. Another one still does.
# RFC 7809 §3.1.1, §3.1.3 to §3.1.6
user alice  alice@example.org
alice OPTIONS /dav/calendars/alice/
< 200
< DAV: *calendar-no-timezone*
alice PUT /dav/calendars/alice/calendar/berlin.ics  berlin.ics
< 201
< ETag: $etag

alice GET /dav/calendars/alice/calendar/berlin.ics             # as it was stored, unless something else is wanted
< 200
< lacks VTIMEZONE
< Vary: CalDAV-Timezones
alice GET /dav/calendars/alice/calendar/berlin.ics
> CalDAV-Timezones: T
< 200
< ETag: W/$etag
< contains TZID:Europe/Berlin
< contains TZNAME:CEST
alice GET /dav/calendars/alice/calendar/berlin.ics             # the same object in other bytes has a weak tag
> CalDAV-Timezones: T
> If-None-Match: W/$etag
< 304
< ETag: W/$etag
< Vary: CalDAV-Timezones
alice GET /dav/calendars/alice/calendar/berlin.ics             # nothing is to be left out
> CalDAV-Timezones: F
< 200
< ETag: $etag
alice REPORT /dav/calendars/alice/calendar/  all.xml
> Depth: 1
> CalDAV-Timezones: T
< 207
< contains TZNAME:CEST

alice PUT /dav/calendars/alice/calendar/both.ics  both.ics
< 201
alice GET /dav/calendars/alice/calendar/both.ics               # nobody else knows the zone of the office
> CalDAV-Timezones: F
< 200
< body without-berlin.ics
alice GET /dav/calendars/alice/calendar/both.ics
< 200
< body both.ics

alice PROPPATCH /dav/calendars/alice/calendar/  tokyo.xml
< 207
< contains 200 OK
alice PROPFIND /dav/calendars/alice/calendar/  zones.xml
> Depth: 0
< 207
< contains >Asia/Tokyo<
< contains TZOFFSETTO:+0900
alice PROPPATCH /dav/calendars/alice/calendar/  nowhere.xml
< 207
< contains valid-timezone
alice PROPPATCH /dav/calendars/alice/calendar/  office.xml       # the other way round
< 207
< contains 200 OK
alice PROPFIND /dav/calendars/alice/calendar/  zones.xml
> Depth: 0
< 207
< contains >Office<
alice PROPFIND /dav/calendars/alice/  services.xml
> Depth: 0
< 207
< contains /tz<

alice PUT /dav/calendars/alice/calendar/day.ics  day.ics         # 4 July, wherever the reader is
< 201
alice REPORT /dav/calendars/alice/calendar/  in-auckland.xml
> Depth: 1
< 207
< contains day.ics
alice REPORT /dav/calendars/alice/calendar/  in-berlin.xml
> Depth: 1
< 207
< lacks day.ics
alice REPORT /dav/calendars/alice/calendar/  in-atlantis.xml
> Depth: 1
< 403
< contains valid-timezone

-- berlin.ics --
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//Stories//EN
BEGIN:VEVENT
UID:berlin@example.org
DTSTAMP:20260302T090000Z
DTSTART;TZID=Europe/Berlin:20260310T120000
DTEND;TZID=Europe/Berlin:20260310T130000
SUMMARY:Walk
END:VEVENT
END:VCALENDAR

-- both.ics --
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//Stories//EN
BEGIN:VTIMEZONE
TZID:Europe/Berlin
BEGIN:STANDARD
DTSTART:19701025T030000
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:19700329T020000
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
END:DAYLIGHT
END:VTIMEZONE
BEGIN:VTIMEZONE
TZID:Office
BEGIN:STANDARD
DTSTART:19700101T000000
TZOFFSETFROM:+0130
TZOFFSETTO:+0130
END:STANDARD
END:VTIMEZONE
BEGIN:VEVENT
UID:both@example.org
DTSTAMP:20260302T090000Z
DTSTART;TZID=Europe/Berlin:20260311T120000
DTEND;TZID=Office:20260311T140000
SUMMARY:Call
END:VEVENT
END:VCALENDAR

-- without-berlin.ics --
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//Stories//EN
BEGIN:VTIMEZONE
TZID:Office
BEGIN:STANDARD
DTSTART:19700101T000000
TZOFFSETFROM:+0130
TZOFFSETTO:+0130
END:STANDARD
END:VTIMEZONE
BEGIN:VEVENT
UID:both@example.org
DTSTAMP:20260302T090000Z
DTSTART;TZID=Europe/Berlin:20260311T120000
DTEND;TZID=Office:20260311T140000
SUMMARY:Call
END:VEVENT
END:VCALENDAR

-- day.ics --
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//Stories//EN
BEGIN:VEVENT
UID:day@example.org
DTSTAMP:20260302T090000Z
DTSTART;VALUE=DATE:20260704
SUMMARY:Picnic
END:VEVENT
END:VCALENDAR

-- all.xml --
<C:calendar-query xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav"><D:prop><C:calendar-data/></D:prop><C:filter><C:comp-filter name="VCALENDAR"><C:comp-filter name="VEVENT"/></C:comp-filter></C:filter></C:calendar-query>

-- tokyo.xml --
<D:propertyupdate xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav"><D:set><D:prop><C:calendar-timezone-id>Asia/Tokyo</C:calendar-timezone-id></D:prop></D:set></D:propertyupdate>

-- nowhere.xml --
<D:propertyupdate xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav"><D:set><D:prop><C:calendar-timezone-id>Nowhere/Land</C:calendar-timezone-id></D:prop></D:set></D:propertyupdate>

-- office.xml --
<D:propertyupdate xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav"><D:set><D:prop><C:calendar-timezone>BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//Stories//EN
BEGIN:VTIMEZONE
TZID:Office
BEGIN:STANDARD
DTSTART:19700101T000000
TZOFFSETFROM:+0130
TZOFFSETTO:+0130
END:STANDARD
END:VTIMEZONE
END:VCALENDAR
</C:calendar-timezone></D:prop></D:set></D:propertyupdate>

-- zones.xml --
<D:propfind xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav"><D:prop><C:calendar-timezone/><C:calendar-timezone-id/></D:prop></D:propfind>

-- services.xml --
<D:propfind xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav"><D:prop><C:timezone-service-set/></D:prop></D:propfind>

-- in-auckland.xml --
<C:calendar-query xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav"><D:prop><D:getetag/></D:prop><C:filter><C:comp-filter name="VCALENDAR"><C:comp-filter name="VEVENT"><C:time-range start="20260703T120000Z" end="20260703T200000Z"/></C:comp-filter></C:comp-filter></C:filter><C:timezone-id>Pacific/Auckland</C:timezone-id></C:calendar-query>

-- in-berlin.xml --
<C:calendar-query xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav"><D:prop><D:getetag/></D:prop><C:filter><C:comp-filter name="VCALENDAR"><C:comp-filter name="VEVENT"><C:time-range start="20260703T120000Z" end="20260703T200000Z"/></C:comp-filter></C:comp-filter></C:filter><C:timezone-id>Europe/Berlin</C:timezone-id></C:calendar-query>

-- in-atlantis.xml --
<C:calendar-query xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav"><D:prop><D:getetag/></D:prop><C:filter><C:comp-filter name="VCALENDAR"><C:comp-filter name="VEVENT"/></C:comp-filter></C:filter><C:timezone-id>Atlantis/Centre</C:timezone-id></C:calendar-query>
