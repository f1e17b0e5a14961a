# A program states two conditions at once: when the first fails, the second is not looked at.
# RFC 9110 §13.2.2
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
