# Somebody sends more than the server takes: an event over its limit, a request over its limit, a guest list over its limit.
# RFC 4791 §5.3.2.1, RFC 9110 §15.5.14
config small.toml
user alice  alice@example.org

alice PUT /dav/calendars/alice/calendar/bad.ics  long.ics
< 403
< contains max-resource-size
alice PUT /dav/calendars/alice/calendar/bad.ics  very-long.ics
< 413
alice PUT /dav/calendars/alice/calendar/bad.ics  crowd.ics
< 403
< contains max-attendees-per-instance
alice GET /dav/calendars/alice/calendar/bad.ics
< 404
no mail

-- small.toml --
[limits]
object_bytes = 4096
request_bytes = 65536
attendees = 3

-- long.ics --
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//Stories//EN
BEGIN:VEVENT
UID:lunch@example.org
DTSTAMP:20260302T090000Z
DTSTART:20260310T120000Z
DTEND:20260310T130000Z
SUMMARY:Lunch
@repeat 100 COMMENT:This is said once more, and it gets no better by that.
END:VEVENT
END:VCALENDAR

-- very-long.ics --
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//Stories//EN
BEGIN:VEVENT
UID:lunch@example.org
DTSTAMP:20260302T090000Z
DTSTART:20260310T120000Z
DTEND:20260310T130000Z
SUMMARY:Lunch
@repeat 2000 COMMENT:This is said once more, and it gets no better by that.
END:VEVENT
END:VCALENDAR

-- crowd.ics --
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
ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:bob@else.example
@repeat 5 ATTENDEE:mailto:erin@third.example
END:VEVENT
END:VCALENDAR
