# A query can be put to one object; a collection asked for itself alone has no answer, its members have.
# RFC 4791 §7.8
user alice  alice@example.org
alice PUT /dav/calendars/alice/calendar/walk.ics  walk.ics
< 201
alice REPORT /dav/calendars/alice/calendar/walk.ics  march.xml
> Depth: 0
< 207
< contains walk.ics
alice REPORT /dav/calendars/alice/calendar/walk.ics  april.xml
< 207
< lacks walk.ics
alice REPORT /dav/calendars/alice/calendar/  march.xml
> Depth: 0
< 207
< lacks walk.ics
alice REPORT /dav/calendars/alice/calendar/  march.xml
> Depth: 1
< 207
< contains walk.ics
alice REPORT /dav/calendars/alice/calendar/  march.xml          # clients that leave the header out mean the members
< 207
< contains walk.ics

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
END:VEVENT
END:VCALENDAR

-- march.xml --
<C:calendar-query xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav"><D:prop><D:getetag/></D:prop><C:filter><C:comp-filter name="VCALENDAR"><C:comp-filter name="VEVENT"><C:time-range start="20260301T000000Z" end="20260401T000000Z"/></C:comp-filter></C:comp-filter></C:filter></C:calendar-query>

-- april.xml --
<C:calendar-query xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav"><D:prop><D:getetag/></D:prop><C:filter><C:comp-filter name="VCALENDAR"><C:comp-filter name="VEVENT"><C:time-range start="20260401T000000Z" end="20260501T000000Z"/></C:comp-filter></C:comp-filter></C:filter></C:calendar-query>
