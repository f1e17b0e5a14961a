# Gina's program knows newer versions of a meeting than the backup that is restored; what she is sent afterwards is above them, be it a change, another time or the cancellation.
# RFC 5546 §2.1.5, RFC 5546 §2.1.4
user alice  alice@example.org
alice PUT /dav/calendars/alice/calendar/lunch.ics  lunch.ics
< 201
alice PUT /dav/calendars/alice/calendar/walk.ics  walk.ics
< 201
mail to gina@else.example
mail to gina@else.example
backup
time +1h
alice edits /dav/calendars/alice/calendar/lunch.ics
> DTSTART:20260311T120000Z
> DTEND:20260311T130000Z
mail to gina@else.example
< text/calendar; method=REQUEST moved.ics
restore

alice GET /dav/calendars/alice/calendar/lunch.ics
< lacks SEQUENCE
alice edits /dav/calendars/alice/calendar/lunch.ics
> SUMMARY:Dinner
mail to gina@else.example
< text/calendar; method=REQUEST again.ics
alice edits /dav/calendars/alice/calendar/lunch.ics
> DTSTART:20260312T120000Z
> DTEND:20260312T130000Z
mail to gina@else.example
< text/calendar; method=REQUEST later.ics
alice DELETE /dav/calendars/alice/calendar/walk.ics
< 204
mail to gina@else.example
< text/calendar; method=CANCEL off.ics

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
ORGANIZER:mailto:alice@example.org
ATTENDEE;PARTSTAT=ACCEPTED:mailto:alice@example.org
ATTENDEE:mailto:gina@else.example
END:VEVENT
END:VCALENDAR

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
ORGANIZER:mailto:alice@example.org
ATTENDEE;PARTSTAT=ACCEPTED:mailto:alice@example.org
ATTENDEE:mailto:gina@else.example
END:VEVENT
END:VCALENDAR

-- moved.ics --
BEGIN:VCALENDAR
...
BEGIN:VEVENT
...
DTSTART:20260311T120000Z
SEQUENCE:1
END:VEVENT
END:VCALENDAR

-- again.ics --
BEGIN:VCALENDAR
...
BEGIN:VEVENT
...
SUMMARY:Dinner
DTSTART:20260310T120000Z
SEQUENCE:87001
END:VEVENT
END:VCALENDAR

-- later.ics --
BEGIN:VCALENDAR
...
BEGIN:VEVENT
...
DTSTART:20260312T120000Z
SEQUENCE:87002
END:VEVENT
END:VCALENDAR

-- off.ics --
BEGIN:VCALENDAR
...
BEGIN:VEVENT
...
SUMMARY:Walk
SEQUENCE:87001
END:VEVENT
END:VCALENDAR
