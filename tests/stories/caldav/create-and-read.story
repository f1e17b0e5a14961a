# Alice stores an event and reads back the very bytes she sent, and the name and tag the server gave them.
# RFC 4791 §5.3.2, RFC 9110 §8.8.3
user alice  alice@example.org

alice PUT /dav/calendars/alice/calendar/walk.ics  walk.ics
< 201
< ETag: $etag
< Schedule-Tag: (none)

alice GET /dav/calendars/alice/calendar/walk.ics
< 200
< ETag: $etag
< Content-Type: text/calendar;*
< X-Content-Type-Options: nosniff
< body walk.ics

alice HEAD /dav/calendars/alice/calendar/walk.ics
< 200
< ETag: $etag
< X-Content-Type-Options: nosniff
< body is empty

alice DELETE /dav/calendars/alice/calendar/walk.ics
< 204
alice GET /dav/calendars/alice/calendar/walk.ics
< 404
alice DELETE /dav/calendars/alice/calendar/walk.ics
< 404

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
LOCATION:Harbour
END:VEVENT
END:VCALENDAR
