# Two programs edit one event: nobody overwrites what he has not seen.
# RFC 9110 §8.8.2, §13.1.1 to §13.1.4, RFC 4791 §5.3.4
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

# A program that reads the whole calendar is not sent again what it has; the collection itself has no tag to hold a change against.
alice GET /dav/calendars/alice/calendar/
< 200
< ETag: $all
< contains BEGIN:VEVENT
alice GET /dav/calendars/alice/calendar/
> If-None-Match: $all
< 304
< ETag: $all
< body is empty
alice DELETE /dav/calendars/alice/calendar/
> If-Match: $all
< 412
alice PUT /dav/calendars/alice/calendar/run.ics  run.ics
< 201
alice GET /dav/calendars/alice/calendar/
> If-None-Match: $all
< 200
< contains run@example.org
alice GET /dav/contacts/alice/guests/
< 200
< ETag: $cards
alice HEAD /dav/contacts/alice/guests/
> If-None-Match: $cards
< 304
alice GET /dav/contacts/alice/house/
< 200
< ETag: $house
alice GET /dav/contacts/alice/house/
> If-None-Match: $house
< 304

# A script that knows no tags asks by the time; while another change may still fall into that second, it is told none.
alice GET /dav/calendars/alice/calendar/walk.ics
< 200
< Last-Modified: (none)
time +1m
alice GET /dav/calendars/alice/calendar/walk.ics
< 200
< Last-Modified: $time
alice GET /dav/calendars/alice/calendar/walk.ics
> If-Modified-Since: $time
< 304
< ETag: $second
alice HEAD /dav/calendars/alice/calendar/walk.ics
> If-Modified-Since: $time
< 304
alice GET /dav/calendars/alice/calendar/walk.ics
> If-Modified-Since: Mon, 02 Mar 2026 08:59:59 GMT
< 200
alice GET /dav/calendars/alice/calendar/walk.ics                    # a tag says more than a time
> If-Modified-Since: $time
> If-None-Match: $first
< 200
alice PROPFIND /dav/calendars/alice/calendar/walk.ics
> If-Modified-Since: $time
> Depth: 0
< 207
alice DELETE /dav/calendars/alice/calendar/walk.ics
> If-Unmodified-Since: Mon, 02 Mar 2026 08:59:59 GMT
< 412

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

-- run.ics --
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//Stories//EN
BEGIN:VEVENT
UID:run@example.org
DTSTAMP:20260302T090000Z
DTSTART:20260311T120000Z
DTEND:20260311T130000Z
SUMMARY:Run
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
