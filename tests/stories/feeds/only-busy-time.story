# A feed of busy time tells colleagues when Alice is busy, and neither with whom nor why.
# RFC 5545 §3.6.4, §8.1; RFC 6638 §9.1; CalConnect CC/S 0903
user alice  alice@example.org

alice PUT /dav/calendars/alice/calendar/series.ics  series.ics
< 201
ignore mail
feed alice all busy

guest GET $feed.ics
< 200
< lacks bob@
< lacks alice@
< lacks Secret
< lacks series
< body shown.ics

guest GET $feed.ifb?start=2026-03-10T00:00:00Z&period=P3D
< 200
< Content-Type: text/calendar; charset=utf-8; component=vfreebusy
< lacks alice
< body busy.ics

guest GET $feed.ifb?start=2026-03-10
< 400

# What is not to count is not shown.
alice PROPPATCH /dav/calendars/alice/calendar/  transparent.xml
< 207
guest GET $feed.ics
< 200
< lacks VEVENT
guest GET $feed.ifb?start=2026-03-10T00:00:00Z&period=P3D
< 200
< lacks FREEBUSY;

-- series.ics --
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Test//EN
BEGIN:VEVENT
UID:series
DTSTAMP:20260301T120000Z
DTSTART:20260310T120000Z
DTEND:20260310T130000Z
RRULE:FREQ=DAILY;COUNT=3
SUMMARY:Secret
ORGANIZER:mailto:alice@example.org
ATTENDEE:mailto:alice@example.org
ATTENDEE:mailto:bob@else.example
END:VEVENT
BEGIN:VEVENT
UID:series
RECURRENCE-ID:20260311T120000Z
DTSTAMP:20260301T120000Z
DTSTART:20260311T120000Z
DTEND:20260311T130000Z
SUMMARY:Secret
TRANSP:TRANSPARENT
ORGANIZER:mailto:alice@example.org
ATTENDEE:mailto:alice@example.org
ATTENDEE:mailto:bob@else.example
END:VEVENT
END:VCALENDAR

-- shown.ics --
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//rsvpd//rsvpd//EN
NAME:for *
X-WR-CALNAME:for *
REFRESH-INTERVAL;VALUE=DURATION:PT1H
X-PUBLISHED-TTL:PT1H
BEGIN:VEVENT
UID:*
DTSTAMP:20260301T120000Z
DTSTART:20260310T120000Z
DTEND:20260310T130000Z
RRULE:FREQ=DAILY;COUNT=3
EXDATE:20260311T120000Z
SUMMARY:Busy
END:VEVENT
END:VCALENDAR

-- busy.ics --
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//rsvpd//rsvpd//EN
BEGIN:VFREEBUSY
UID:*
DTSTAMP:20260302T090000Z
DTSTART:20260310T000000Z
DTEND:20260313T000000Z
FREEBUSY;FBTYPE=BUSY:20260310T120000Z/20260310T130000Z,20260312T120000Z/20260312T130000Z
END:VFREEBUSY
END:VCALENDAR

-- transparent.xml --
<D:propertyupdate xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav">
<D:set><D:prop><C:schedule-calendar-transp><C:transparent/></C:schedule-calendar-transp></D:prop></D:set>
</D:propertyupdate>
