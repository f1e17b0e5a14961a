# Alice's space is small. What does not fit is refused and changes nothing, an invitation from Carol arrives all the same, and what she throws away makes room.
# RFC 4331 §3, §4, §6, RFC 8607 §3.12.1
config small.toml
user alice  alice@example.org
user carol  carol@example.org
alice PUT /dav/files/alice/a.txt  large.txt
< 201
alice PUT /dav/files/alice/b.txt  large.txt
< 507
< contains quota-not-exceeded
alice GET /dav/files/alice/b.txt
< 404
alice PUT /dav/calendars/alice/calendar/walk.ics  walk.ics
< 201
alice POST /dav/calendars/alice/calendar/walk.ics?action=attachment-add  large.txt
> Content-Type: text/plain
< 507
< contains quota-not-exceeded
alice GET /dav/calendars/alice/calendar/walk.ics
< 200
< lacks ATTACH
alice PROPFIND /dav/calendars/alice/calendar/  ask.xml
> Depth: 0
< 207
< contains quota-available-bytes
carol PUT /dav/calendars/carol/calendar/lunch.ics  lunch.ics
< 201
carol GET /dav/calendars/carol/calendar/lunch.ics
< 200
< contains SCHEDULE-STATUS=1.2
# Her space is full, and she answers all the same; more than an answer she cannot put there.
alice PUT /dav/calendars/alice/calendar/lunch@example.org.ics  yes.ics
< 204
carol GET /dav/calendars/carol/calendar/lunch.ics
< 200
< contains PARTSTAT=ACCEPTED;SCHEDULE-STATUS=2.0:mailto:alice@example.org
mail to carol@example.org
< Subject: alice@example.org accepted: Lunch
alice PUT /dav/calendars/alice/calendar/lunch@example.org.ics  long.ics
< 507
alice PUT /dav/calendars/alice/calendar/run.ics  run.ics
< 507
alice DELETE /dav/files/alice/a.txt
< 204
alice DELETE /dav/calendars/alice/calendar/walk.ics
< 204
alice PUT /dav/files/alice/b.txt  large.txt
< 201

-- small.toml --
[limits]
quota_bytes = 2700

-- large.txt --
@repeat 40 0123456789012345678901234567890123456789

-- ask.xml --
<D:propfind xmlns:D="DAV:"><D:prop><D:quota-available-bytes/><D:quota-used-bytes/></D:prop></D:propfind>

-- walk.ics --
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//Stories//EN
BEGIN:VEVENT
UID:walk@example.org
DTSTAMP:20260302T090000Z
DTSTART:20260310T150000Z
SUMMARY:Walk
END:VEVENT
END:VCALENDAR

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
ORGANIZER:mailto:carol@example.org
ATTENDEE;PARTSTAT=ACCEPTED:mailto:carol@example.org
ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:alice@example.org
END:VEVENT
END:VCALENDAR

-- yes.ics --
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//Stories//EN
BEGIN:VEVENT
UID:lunch@example.org
DTSTAMP:20260302T090000Z
DTSTART:20260310T120000Z
DTEND:20260310T130000Z
SUMMARY:Lunch
ORGANIZER:mailto:carol@example.org
ATTENDEE;PARTSTAT=ACCEPTED:mailto:carol@example.org
ATTENDEE;PARTSTAT=ACCEPTED:mailto:alice@example.org
BEGIN:VALARM
ACTION:DISPLAY
DESCRIPTION:Lunch
TRIGGER:-PT15M
END:VALARM
END:VEVENT
END:VCALENDAR

-- run.ics --
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//Stories//EN
BEGIN:VEVENT
UID:run@example.org
DTSTAMP:20260302T090000Z
DTSTART:20260310T150000Z
SUMMARY:Walk
END:VEVENT
END:VCALENDAR

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
ORGANIZER:mailto:carol@example.org
ATTENDEE;PARTSTAT=ACCEPTED:mailto:carol@example.org
ATTENDEE;PARTSTAT=ACCEPTED:mailto:alice@example.org
@repeat 60 X-NOTE:0123456789012345678901234567890123456789
END:VEVENT
END:VCALENDAR
