# The server is stopped and started: what it acknowledged is still there, byte for byte.
# RFC 4791 §5.3.2
user alice  alice@example.org
alice PUT /dav/calendars/alice/calendar/lunch.ics  lunch.ics
< 201
< ETag: $etag
restart
alice GET /dav/calendars/alice/calendar/lunch.ics
< 200
< ETag: $etag
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
