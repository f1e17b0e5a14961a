# A calendar elsewhere grows beyond what Bob may store: he is told, what fits stays, and there is room left for his own.
# RFC 4331 §6
config small.txt
user alice  alice@example.org
user bob  bob@example.org

alice PUT /dav/calendars/alice/calendar/one.ics  one.ics
< 201
feed alice calendar events
bob MKCOL /dav/calendars/bob/hers/  subscribe.xml
< 201
subscriptions bob
< hers: fetched 2026-03-02T09:00:00Z;

alice PUT /dav/calendars/alice/calendar/long.ics  long.ics
< 201
time +6h
subscriptions bob
< hers: fetched 2026-03-02T09:00:00Z; at most 1800 bytes in 180000 objects and files
bob GET /dav/calendars/bob/hers/
< 200
< contains SUMMARY:One
< lacks SUMMARY:Long
bob PUT /dav/calendars/bob/calendar/own.ics  own.ics
< 201

# It shrinks again.
alice DELETE /dav/calendars/alice/calendar/long.ics
< 204
time +6h
subscriptions bob
< hers: fetched 2026-03-02T21:00:00Z;

-- small.txt --
[fetch]
private_addresses = true
plain_http = true
[limits]
quota_bytes = 2000

-- subscribe.xml --
<D:mkcol xmlns:D="DAV:" xmlns:CS="http://calendarserver.org/ns/" xmlns:A="http://apple.com/ns/ical/"><D:set><D:prop>
<D:resourcetype><D:collection/><CS:subscribed/></D:resourcetype>
<CS:source><D:href>$server$feed.ics</D:href></CS:source>
<A:refreshrate>PT6H</A:refreshrate>
</D:prop></D:set></D:mkcol>

-- one.ics --
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Test//EN
BEGIN:VEVENT
UID:one
DTSTAMP:20260301T120000Z
DTSTART:20260310T120000Z
SUMMARY:One
END:VEVENT
END:VCALENDAR

-- long.ics --
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Test//EN
BEGIN:VEVENT
UID:long
DTSTAMP:20260301T120000Z
DTSTART:20260310T140000Z
SUMMARY:Long
@repeat 30 CATEGORIES:0123456789012345678901234567890123456789
END:VEVENT
END:VCALENDAR

-- own.ics --
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Test//EN
BEGIN:VEVENT
UID:own
DTSTAMP:20260301T120000Z
DTSTART:20260311T120000Z
SUMMARY:Own
END:VEVENT
END:VCALENDAR
