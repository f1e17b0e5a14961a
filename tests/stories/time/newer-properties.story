# What newer standards put into an event comes back as it was, and an event that counts in another calendar is still found; one that counts in a calendar nobody knows is refused, unless it is there already.
# RFC 7986 §5, RFC 7529 §4.2, §5, §10; RFC 9073, RFC 9074, RFC 9253
user alice  alice@example.org
alice PUT /dav/calendars/alice/calendar/rich.ics  rich.ics
< 201
< ETag: $etag
alice GET /dav/calendars/alice/calendar/rich.ics
< 200
< ETag: $etag
< body rich.ics
alice REPORT /dav/calendars/alice/calendar/  expanded.xml
> Depth: 1
< 207
< contains CONFERENCE;VALUE=URI;FEATURE=AUDIO,VIDEO:https://video.example/walk
< contains PROXIMITY:DEPART
< contains STRUCTURED-DATA;VALUE=TEXT

alice REPORT /dav/calendars/alice/calendar/  at-the-harbour.xml     # of whom somebody active is at the harbour
> Depth: 1
< 207
< contains rich.ics
alice REPORT /dav/calendars/alice/calendar/  in-novelty.xml
> Depth: 1
< 403
< contains supported-filter

alice PROPFIND /dav/calendars/alice/calendar/  scales.xml
> Depth: 0
< 207
< contains <C:supported-rscale>GREGORIAN</C:supported-rscale>
< contains <C:supported-rscale>BUDDHIST</C:supported-rscale>
< lacks HEBREW
alice PUT /dav/calendars/alice/calendar/new-year.ics  new-year.ics
< 201
alice GET /dav/calendars/alice/calendar/new-year.ics
< 200
< body new-year.ics
alice REPORT /dav/calendars/alice/calendar/  in-2030.xml
> Depth: 1
< 207
< contains new-year.ics
< lacks rich.ics
alice PUT /dav/calendars/alice/calendar/anniversary.ics  anniversary.ics     # a leap month
< 201
alice GET /dav/calendars/alice/calendar/anniversary.ics
< 200
< body anniversary.ics

# The Buddhist years are the Gregorian ones by another number.
alice PUT /dav/calendars/alice/calendar/songkran.ics  songkran.ics
< 201
alice REPORT /dav/calendars/alice/calendar/  april.xml
> Depth: 1
< 207
< contains RECURRENCE-ID;VALUE=DATE:20300413

alice PUT /dav/calendars/alice/calendar/elves.ics  elves.ics
< 403
< body supported-rscale.xml
alice GET /dav/calendars/alice/calendar/elves.ics
< 404
alice imports elves.ics
alice edits /dav/calendars/alice/calendar/elves@example.org.ics
> SUMMARY:Midsummer of the elves
< 204
alice edits /dav/calendars/alice/calendar/elves@example.org.ics
> RRULE:RSCALE=X-DWARVISH;FREQ=YEARLY
< 403
alice GET /dav/calendars/alice/calendar/elves@example.org.ics
< contains RRULE:RSCALE=X-ELVISH;FREQ=YEARLY

-- rich.ics --
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//Stories//EN
NAME:Walks
COLOR:turquoise
REFRESH-INTERVAL;VALUE=DURATION:P1W
SOURCE;VALUE=URI:https://example.org/walks.ics
BEGIN:VEVENT
UID:rich@example.org
DTSTAMP:20260302T090000Z
DTSTART:20260310T120000Z
DTEND:20260310T130000Z
SUMMARY:Walk
COLOR:crimson
IMAGE;VALUE=URI;DISPLAY=BADGE;FMTTYPE=image/png:https://example.org/walk.png
CONFERENCE;VALUE=URI;FEATURE=AUDIO,VIDEO:https://video.example/walk
STYLED-DESCRIPTION;VALUE=TEXT;FMTTYPE=text/html:<b>Walk</b>
STRUCTURED-DATA;VALUE=TEXT;FMTTYPE=application/ld+json;SCHEMA="https://schema.org/SportsEvent":{"@type": "SportsEvent"}
CONCEPT:https://example.org/concepts/walk
LINK;LINKREL=SOURCE;VALUE=URI:https://example.org/walks/1
REFID:walks-of-march
RELATED-TO;RELTYPE=FINISHTOSTART;GAP=PT15M:other@example.org
BEGIN:PARTICIPANT
UID:participant@example.org
PARTICIPANT-TYPE:ACTIVE
BEGIN:VLOCATION
UID:location@example.org
NAME:The harbour
END:VLOCATION
END:PARTICIPANT
BEGIN:VALARM
UID:alarm@example.org
ACTION:DISPLAY
DESCRIPTION:Walk
TRIGGER:-PT15M
ACKNOWLEDGED:20260302T090000Z
PROXIMITY:DEPART
BEGIN:VLOCATION
UID:alarm-location@example.org
URL:geo:40.443,-79.945;u=10
END:VLOCATION
END:VALARM
BEGIN:VALARM
UID:snooze@example.org
ACTION:DISPLAY
DESCRIPTION:Walk
TRIGGER;VALUE=DATE-TIME:20260310T115500Z
RELATED-TO;RELTYPE=SNOOZE:alarm@example.org
X-APPLE-DEFAULT-ALARM:TRUE
END:VALARM
END:VEVENT
END:VCALENDAR

-- new-year.ics --
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//Stories//EN
BEGIN:VEVENT
UID:new-year@example.org
DTSTAMP:20260302T090000Z
DTSTART;VALUE=DATE:20260217
RRULE:RSCALE=CHINESE;FREQ=YEARLY
SUMMARY:Chinese New Year
END:VEVENT
END:VCALENDAR

-- anniversary.ics --
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//Stories//EN
BEGIN:VEVENT
UID:anniversary@example.org
DTSTAMP:20260302T090000Z
DTSTART;VALUE=DATE:20140208
RRULE:RSCALE=HEBREW;FREQ=YEARLY;BYMONTH=5L;BYMONTHDAY=8;SKIP=FORWARD
SUMMARY:Anniversary
END:VEVENT
END:VCALENDAR

-- songkran.ics --
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//Stories//EN
BEGIN:VEVENT
UID:songkran@example.org
DTSTAMP:20260302T090000Z
DTSTART;VALUE=DATE:20260413
RRULE:RSCALE=BUDDHIST;FREQ=YEARLY
SUMMARY:Songkran
END:VEVENT
END:VCALENDAR

-- elves.ics --
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//Stories//EN
BEGIN:VEVENT
UID:elves@example.org
DTSTAMP:20260302T090000Z
DTSTART;VALUE=DATE:20260621
RRULE:RSCALE=X-ELVISH;FREQ=YEARLY
SUMMARY:Midsummer
END:VEVENT
END:VCALENDAR

-- supported-rscale.xml --
<D:error><C:supported-rscale>*</C:supported-rscale></D:error>

-- april.xml --
<C:calendar-query xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav"><D:prop><C:calendar-data><C:expand start="20300401T000000Z" end="20300501T000000Z"/></C:calendar-data></D:prop><C:filter><C:comp-filter name="VCALENDAR"><C:comp-filter name="VEVENT"><C:time-range start="20300401T000000Z" end="20300501T000000Z"/></C:comp-filter></C:comp-filter></C:filter></C:calendar-query>

-- expanded.xml --
<C:calendar-query xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav"><D:prop><C:calendar-data><C:expand start="20260301T000000Z" end="20260401T000000Z"/></C:calendar-data></D:prop><C:filter><C:comp-filter name="VCALENDAR"><C:comp-filter name="VEVENT"><C:time-range start="20260301T000000Z" end="20260401T000000Z"/></C:comp-filter></C:comp-filter></C:filter></C:calendar-query>

-- in-2030.xml --
<C:calendar-query xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav"><D:prop><D:getetag/></D:prop><C:filter><C:comp-filter name="VCALENDAR"><C:comp-filter name="VEVENT"><C:time-range start="20300201T000000Z" end="20300301T000000Z"/></C:comp-filter></C:comp-filter></C:filter></C:calendar-query>

-- scales.xml --
<D:propfind xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav"><D:prop><C:supported-rscale-set/></D:prop></D:propfind>

-- at-the-harbour.xml --
<C:calendar-query xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav"><D:prop><D:getetag/></D:prop><C:filter><C:comp-filter name="VCALENDAR"><C:comp-filter name="VEVENT"><C:comp-filter name="PARTICIPANT"><C:prop-filter name="PARTICIPANT-TYPE"><C:text-match>active</C:text-match></C:prop-filter><C:comp-filter name="VLOCATION"><C:prop-filter name="NAME"><C:text-match>harbour</C:text-match></C:prop-filter></C:comp-filter></C:comp-filter></C:comp-filter></C:comp-filter></C:filter></C:calendar-query>

-- in-novelty.xml --
<C:calendar-query xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav"><D:prop><D:getetag/></D:prop><C:filter><C:comp-filter name="VCALENDAR"><C:comp-filter name="VEVENT"><C:comp-filter name="NOVELTY"/></C:comp-filter></C:comp-filter></C:filter></C:calendar-query>
