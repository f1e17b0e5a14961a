# Carol accepts while Alice edits the description in a program that has not seen it: with the Schedule-Tag the edit passes, and Carol's answer survives it.
# RFC 6638 §3.2.10, §8.3
user alice  alice@example.org
user carol  carol@example.org
alice PUT /dav/calendars/alice/calendar/lunch.ics  invite.ics
< 201
alice GET /dav/calendars/alice/calendar/lunch.ics
< ETag: $etag
< Schedule-Tag: $tag
carol PUT /dav/calendars/carol/calendar/lunch@example.org.ics  accepted.ics
< 204
ignore mail to alice@example.org

alice PUT /dav/calendars/alice/calendar/lunch.ics  described.ics
> If-Match: $etag
< 412
alice PUT /dav/calendars/alice/calendar/lunch.ics  described.ics
> If-Schedule-Tag-Match: $tag
< 204
alice GET /dav/calendars/alice/calendar/lunch.ics
< 200
< body stored.ics
carol GET /dav/calendars/carol/calendar/lunch@example.org.ics
< 200
< body hers.ics

-- invite.ics --
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//Stories//EN
BEGIN:VEVENT
UID:lunch@example.org
DTSTAMP:20260302T090000Z
DTSTART:20260310T120000Z
DTEND:20260310T130000Z
SUMMARY:Lunch
ORGANIZER:mailto:alice@example.org
ATTENDEE;PARTSTAT=ACCEPTED:mailto:alice@example.org
ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:carol@example.org
END:VEVENT
END:VCALENDAR

-- accepted.ics --
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//Stories//EN
BEGIN:VEVENT
UID:lunch@example.org
DTSTAMP:20260302T090000Z
DTSTART:20260310T120000Z
DTEND:20260310T130000Z
SUMMARY:Lunch
ORGANIZER:mailto:alice@example.org
ATTENDEE;PARTSTAT=ACCEPTED:mailto:alice@example.org
ATTENDEE;PARTSTAT=ACCEPTED:mailto:carol@example.org
END:VEVENT
END:VCALENDAR

-- described.ics --
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//Stories//EN
BEGIN:VEVENT
UID:lunch@example.org
DTSTAMP:20260302T090000Z
DTSTART:20260310T120000Z
DTEND:20260310T130000Z
SUMMARY:Lunch
DESCRIPTION:Bring the plans.
ORGANIZER:mailto:alice@example.org
ATTENDEE;PARTSTAT=ACCEPTED:mailto:alice@example.org
ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:carol@example.org
END:VEVENT
END:VCALENDAR

-- stored.ics --
BEGIN:VCALENDAR
...
BEGIN:VEVENT
DESCRIPTION:Bring the plans.
ATTENDEE;PARTSTAT=ACCEPTED;*:mailto:carol@example.org
...
END:VEVENT
END:VCALENDAR

-- hers.ics --
BEGIN:VCALENDAR
...
BEGIN:VEVENT
UID:lunch@example.org
ORGANIZER;*:mailto:alice@example.org
ATTENDEE;PARTSTAT=ACCEPTED;*:mailto:carol@example.org
DESCRIPTION:Bring the plans.
...
END:VEVENT
END:VCALENDAR
