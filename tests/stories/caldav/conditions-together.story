# A program states several conditions at once, and wishes that do not fit: each is taken for what it says.
# RFC 9110 §13.2.2, RFC 8144 §4
user alice  alice@example.org
alice PUT /dav/calendars/alice/calendar/lunch.ics  lunch.ics
< 201
< ETag: $etag
alice GET /dav/calendars/alice/calendar/lunch.ics                    # the first condition fails, so the second is not looked at
> If-Match: "other"
> If-None-Match: $etag
< 412
alice GET /dav/calendars/alice/calendar/lunch.ics
> If-Match: $etag
> If-None-Match: $etag
< 304
alice PROPFIND /dav/calendars/alice/calendar/
> Depth: 0
> Prefer: depth-noroot
< 207
< contains /dav/calendars/alice/calendar/
alice PROPFIND /dav/calendars/alice/calendar/
> Depth: 1
> Prefer: depth-noroot
< 207
< lacks <href>/dav/calendars/alice/calendar/</href>
< contains lunch.ics

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
