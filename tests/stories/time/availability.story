# Alice says when she is to be had at all; Carol, who asks when Alice is busy, learns that she is unavailable at other times.
# RFC 7953 §5, §7.2.1, §7.2.4, §7.2.5; RFC 6638 §5
user alice  alice@example.org
user carol  carol@example.org
alice OPTIONS /dav/calendars/alice/inbox/
< 200
< DAV: *calendar-availability*
alice PROPFIND /dav/calendars/alice/inbox/  which.xml      # nothing yet
> Depth: 0
< 207
< contains 404 Not Found
alice PROPPATCH /dav/calendars/alice/inbox/  no-calendar.xml
< 207
< contains 403 Forbidden
< contains valid-calendar-data
alice PROPPATCH /dav/calendars/alice/inbox/  an-event.xml
< 207
< contains 403 Forbidden
alice PROPPATCH /dav/calendars/alice/inbox/  hours.xml
< 207
< contains 200 OK
alice PROPFIND /dav/calendars/alice/inbox/  which.xml      # under Apple's name, too
> Depth: 0
< 207
< contains <C:calendar-availability>BEGIN:VCALENDAR
< contains <CS:calendar-availability>BEGIN:VCALENDAR
< contains UID:hours@example.org
< lacks 404 Not Found
alice PUT /dav/calendars/alice/calendar/walk.ics  walk.ics
< 201

carol POST /dav/calendars/carol/outbox/  question.ics
< 200
< contains FREEBUSY;FBTYPE=BUSY:20260310T120000Z/20260310T130000Z
< contains FREEBUSY;FBTYPE=BUSY-UNAVAILABLE:20260310T000000Z/20260310T080000Z
< contains T160000Z/20260311T000000Z
< lacks Office

alice REPORT /dav/calendars/alice/calendar/  own.xml       # asks about the calendar alone
< 200
< contains BUSY:20260310T120000Z/20260310T130000Z
< lacks UNAVAILABLE

alice PROPPATCH /dav/calendars/alice/inbox/  no-hours.xml
< 207
carol POST /dav/calendars/carol/outbox/  question.ics
< 200
< lacks UNAVAILABLE

-- which.xml --
<D:propfind xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav" xmlns:CS="http://calendarserver.org/ns/"><D:prop><C:calendar-availability/><CS:calendar-availability/></D:prop></D:propfind>

-- no-calendar.xml --
<D:propertyupdate xmlns:D="DAV:" xmlns:CS="http://calendarserver.org/ns/"><D:set><D:prop><CS:calendar-availability>This is not a calendar!</CS:calendar-availability></D:prop></D:set></D:propertyupdate>

-- an-event.xml --
<D:propertyupdate xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav"><D:set><D:prop><C:calendar-availability>BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//Stories//EN
BEGIN:VEVENT
UID:event@example.org
DTSTAMP:20260302T090000Z
DTSTART:20260310T120000Z
END:VEVENT
END:VCALENDAR
</C:calendar-availability></D:prop></D:set></D:propertyupdate>

-- hours.xml --
<D:propertyupdate xmlns:D="DAV:" xmlns:CS="http://calendarserver.org/ns/"><D:set><D:prop><CS:calendar-availability>BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//Stories//EN
BEGIN:VAVAILABILITY
UID:hours@example.org
DTSTAMP:20260302T090000Z
DTSTART;TZID=Europe/Berlin:20260101T000000
BEGIN:AVAILABLE
UID:office@example.org
DTSTAMP:20260302T090000Z
SUMMARY:Office
DTSTART;TZID=Europe/Berlin:20260105T090000
DTEND;TZID=Europe/Berlin:20260105T170000
RRULE:FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR
END:AVAILABLE
END:VAVAILABILITY
END:VCALENDAR
</CS:calendar-availability></D:prop></D:set></D:propertyupdate>

-- no-hours.xml --
<D:propertyupdate xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav"><D:remove><D:prop><C:calendar-availability/></D:prop></D:remove></D:propertyupdate>

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
END:VFREEBUSY
END:VCALENDAR

-- own.xml --
<C:free-busy-query xmlns:C="urn:ietf:params:xml:ns:caldav"><C:time-range start="20260310T000000Z" end="20260311T000000Z"/></C:free-busy-query>
