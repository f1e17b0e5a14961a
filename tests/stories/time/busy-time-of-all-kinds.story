# What Alice keeps as free-busy time and as availability in her calendars counts, and is found by its time.
# RFC 4791 §7.10, §9.9; RFC 7953 §4, §7.2.2, §7.2.3
user alice  alice@example.org
user carol  carol@example.org
alice PUT /dav/calendars/alice/calendar/told.ics  told.ics            # an ordinary calendar takes VFREEBUSY
< 201
alice PUT /dav/calendars/alice/calendar/hours.ics  hours.ics          # and no VAVAILABILITY
< 403
< contains supported-calendar-component
alice MKCALENDAR /dav/calendars/alice/hours/  only-availability.xml
< 201
alice PUT /dav/calendars/alice/hours/hours.ics  hours.ics
< 201
alice PUT /dav/calendars/alice/hours/trip.ics  trip.ics               # of a higher priority
< 201
alice GET /dav/calendars/alice/hours/trip.ics
< 200
< body trip.ics

alice REPORT /dav/calendars/alice/  tenth.xml
< 200
< body tenth.ics
carol POST /dav/calendars/carol/outbox/  question.ics
< 200
< contains FREEBUSY;FBTYPE=BUSY:20260310T090000Z/20260310T100000Z
< contains FREEBUSY;FBTYPE=BUSY-UNAVAILABLE:20260310T000000Z/20260310T080000Z

alice REPORT /dav/calendars/alice/hours/  availability-in-april.xml
< 207
< contains hours.ics
< lacks trip.ics
alice REPORT /dav/calendars/alice/calendar/  free-busy-in-march.xml
< 207
< contains told.ics
alice REPORT /dav/calendars/alice/calendar/  free-busy-in-april.xml
< 207
< lacks told.ics

-- told.ics --
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//Stories//EN
BEGIN:VFREEBUSY
UID:told@example.org
DTSTAMP:20260302T090000Z
FREEBUSY;FBTYPE=BUSY:20260310T090000Z/PT1H
FREEBUSY;FBTYPE=FREE:20260310T180000Z/PT1H
END:VFREEBUSY
END:VCALENDAR

-- hours.ics --
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//Stories//EN
BEGIN:VAVAILABILITY
UID:hours@example.org
DTSTAMP:20260302T090000Z
BEGIN:AVAILABLE
UID:office@example.org
DTSTAMP:20260302T090000Z
DTSTART:20260105T080000Z
DTEND:20260105T160000Z
RRULE:FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR
END:AVAILABLE
END:VAVAILABILITY
END:VCALENDAR

-- trip.ics --
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//Stories//EN
BEGIN:VAVAILABILITY
UID:trip@example.org
DTSTAMP:20260302T090000Z
PRIORITY:1
DTSTART:20260310T120000Z
DTEND:20260312T000000Z
END:VAVAILABILITY
END:VCALENDAR

-- only-availability.xml --
<C:mkcalendar xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav"><D:set><D:prop><C:supported-calendar-component-set><C:comp name="VAVAILABILITY"/></C:supported-calendar-component-set></D:prop></D:set></C:mkcalendar>

-- tenth.xml --
<C:free-busy-query xmlns:C="urn:ietf:params:xml:ns:caldav"><C:time-range start="20260310T000000Z" end="20260311T000000Z"/></C:free-busy-query>

-- tenth.ics --
BEGIN:VCALENDAR
...
BEGIN:VFREEBUSY
...
FREEBUSY;FBTYPE=BUSY:20260310T090000Z/20260310T100000Z
FREEBUSY;FBTYPE=BUSY-UNAVAILABLE:20260310T000000Z/20260310T080000Z,20260310T120000Z/20260311T000000Z
END:VFREEBUSY
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

-- availability-in-april.xml --
<C:calendar-query xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav"><D:prop><D:getetag/></D:prop><C:filter><C:comp-filter name="VCALENDAR"><C:comp-filter name="VAVAILABILITY"><C:time-range start="20260401T000000Z" end="20260501T000000Z"/></C:comp-filter></C:comp-filter></C:filter></C:calendar-query>

-- free-busy-in-march.xml --
<C:calendar-query xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav"><D:prop><D:getetag/></D:prop><C:filter><C:comp-filter name="VCALENDAR"><C:comp-filter name="VFREEBUSY"><C:time-range start="20260301T000000Z" end="20260401T000000Z"/></C:comp-filter></C:comp-filter></C:filter></C:calendar-query>

-- free-busy-in-april.xml --
<C:calendar-query xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav"><D:prop><D:getetag/></D:prop><C:filter><C:comp-filter name="VCALENDAR"><C:comp-filter name="VFREEBUSY"><C:time-range start="20260401T000000Z" end="20260501T000000Z"/></C:comp-filter></C:comp-filter></C:filter></C:calendar-query>
