# Two programs edit one event: nobody overwrites what he has not seen.
# RFC 9110 §13.1.1, §13.1.2, RFC 4791 §5.3.4
user alice  alice@example.org

alice PUT /dav/calendars/alice/calendar/walk.ics  walk.ics
> If-None-Match: *
< 201
< ETag: $first

alice PUT /dav/calendars/alice/calendar/walk.ics  walk.ics          # the other program thinks it is new
> If-None-Match: *
< 412

alice PUT /dav/calendars/alice/calendar/walk.ics  longer.ics
> If-Match: $first
< 204
< ETag: $second

alice PUT /dav/calendars/alice/calendar/walk.ics  walk.ics          # the other program has seen only the first
> If-Match: $first
< 412
alice DELETE /dav/calendars/alice/calendar/walk.ics
> If-Match: $first
< 412

alice GET /dav/calendars/alice/calendar/walk.ics
> If-None-Match: $second
< 304
alice GET /dav/calendars/alice/calendar/walk.ics
> If-None-Match: $first
< 200
< body longer.ics

alice DELETE /dav/calendars/alice/calendar/walk.ics
> If-Match: $second
< 204
alice PUT /dav/calendars/alice/calendar/walk.ics  walk.ics          # it is gone, so no tag fits
> If-Match: $second
< 412

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

-- longer.ics --
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//Stories//EN
BEGIN:VEVENT
UID:walk@example.org
DTSTAMP:20260302T090000Z
DTSTART:20260310T120000Z
DTEND:20260310T150000Z
SUMMARY:Walk
LOCATION:Harbour
END:VEVENT
END:VCALENDAR
