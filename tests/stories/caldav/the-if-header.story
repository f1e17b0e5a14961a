# A program states its condition in the If header of WebDAV: it is heeded, and nothing is overwritten.
# RFC 4918 §10.4, RFC 6578 §5
user alice  alice@example.org
alice PUT /dav/calendars/alice/calendar/lunch.ics  lunch.ics
< 201
< ETag: $etag
alice PUT /dav/calendars/alice/calendar/lunch.ics  lunch.ics
> If: (["0000"])
< 412
alice DELETE /dav/calendars/alice/calendar/lunch.ics
> If: (["0000"])
< 412
alice PUT /dav/calendars/alice/calendar/lunch.ics  later.ics
> If: (["0000"]) ([$etag])
< 204
< ETag: $later
alice PUT /dav/calendars/alice/calendar/lunch.ics  lunch.ics
> If: (Not [$later])
< 412
alice PUT /dav/calendars/alice/calendar/lunch.ics  lunch.ics
> If: ([$later] <DAV:no-lock>)
< 412
alice PUT /dav/calendars/alice/calendar/lunch.ics  lunch.ics
> If: ([$later] Not <DAV:no-lock>)
< 204
alice PUT /dav/calendars/alice/calendar/lunch.ics  lunch.ics
> If: ((
< 400
alice GET /dav/calendars/alice/calendar/lunch.ics
< 200
< body lunch.ics

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
