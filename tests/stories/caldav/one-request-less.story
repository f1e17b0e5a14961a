# Alice's phone saves data: it wants the stored event in the answer to its PUT, and the current one in a refusal.
# RFC 8144 §3, RFC 7240 §4.2
user alice  alice@example.org
alice PUT /dav/calendars/alice/calendar/lunch.ics  lunch.ics
> Prefer: return=representation
< 201
< ETag: $etag
< body lunch.ics
alice PUT /dav/calendars/alice/calendar/lunch.ics  later.ics
> Prefer: return=representation
> If-Match: "other"
< 412
< ETag: $etag
< body lunch.ics
alice PROPFIND /dav/calendars/alice/calendar/  ask.xml
> Depth: 0
> Prefer: return=minimal
< 207
< lacks 404

-- lunch.ics --
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//Stories//EN
BEGIN:VEVENT
UID:lunch@example.org
DTSTAMP:20260302T090000Z
DTSTART:20260310T120000Z
DTEND:20260310T130000Z
SUMMARY:Lunch
END:VEVENT
END:VCALENDAR

-- later.ics --
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//Stories//EN
BEGIN:VEVENT
UID:lunch@example.org
DTSTAMP:20260302T090000Z
DTSTART:20260310T150000Z
DTEND:20260310T160000Z
SUMMARY:Lunch
END:VEVENT
END:VCALENDAR

-- ask.xml --
<?xml version="1.0" encoding="utf-8"?>
<D:propfind xmlns:D="DAV:"><D:prop><D:displayname/><D:no-such-thing/></D:prop></D:propfind>
