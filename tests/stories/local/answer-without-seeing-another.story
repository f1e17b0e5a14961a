# Carol takes one date of a series off while Bob accepts the series in a program that has not seen it: Bob comes to every date, and Carol's answer stays in his copy.
# RFC 6638 §3.2.10.1, §4.2
user alice  alice@example.org
user bob  bob@example.org
user carol  carol@example.org
alice PUT /dav/calendars/alice/calendar/standup.ics  invite.ics
< 201
bob GET /dav/calendars/bob/calendar/standup@example.org.ics
< 200
< Schedule-Tag: $bobs-tag
carol PUT /dav/calendars/carol/calendar/standup@example.org.ics  carol-comes-but-once.ics
< 204

bob PUT /dav/calendars/bob/calendar/standup@example.org.ics  bob-comes.ics
> If-Schedule-Tag-Match: $bobs-tag
< 204
bob GET /dav/calendars/bob/calendar/standup@example.org.ics
< 200
< body bobs.ics
alice GET /dav/calendars/alice/calendar/standup.ics
< 200
< body alices.ics
ignore mail

-- invite.ics --
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//Stories//EN
BEGIN:VEVENT
UID:standup@example.org
DTSTAMP:20260302T090000Z
DTSTART:20260310T090000Z
DTEND:20260310T091500Z
RRULE:FREQ=DAILY;COUNT=5
SUMMARY:Stand-up
ORGANIZER:mailto:alice@example.org
ATTENDEE;PARTSTAT=ACCEPTED:mailto:alice@example.org
ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:bob@example.org
ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:carol@example.org
END:VEVENT
END:VCALENDAR

-- carol-comes-but-once.ics --
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//Stories//EN
BEGIN:VEVENT
UID:standup@example.org
DTSTAMP:20260302T090000Z
DTSTART:20260310T090000Z
DTEND:20260310T091500Z
RRULE:FREQ=DAILY;COUNT=5
SUMMARY:Stand-up
ORGANIZER:mailto:alice@example.org
ATTENDEE;PARTSTAT=ACCEPTED:mailto:alice@example.org
ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:bob@example.org
ATTENDEE;PARTSTAT=ACCEPTED:mailto:carol@example.org
END:VEVENT
BEGIN:VEVENT
UID:standup@example.org
RECURRENCE-ID:20260311T090000Z
DTSTAMP:20260302T090000Z
DTSTART:20260311T090000Z
DTEND:20260311T091500Z
SUMMARY:Stand-up
ORGANIZER:mailto:alice@example.org
ATTENDEE;PARTSTAT=ACCEPTED:mailto:alice@example.org
ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:bob@example.org
ATTENDEE;PARTSTAT=DECLINED:mailto:carol@example.org
END:VEVENT
END:VCALENDAR

-- bob-comes.ics --
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//Stories//EN
BEGIN:VEVENT
UID:standup@example.org
DTSTAMP:20260302T090000Z
DTSTART:20260310T090000Z
DTEND:20260310T091500Z
RRULE:FREQ=DAILY;COUNT=5
SUMMARY:Stand-up
ORGANIZER:mailto:alice@example.org
ATTENDEE;PARTSTAT=ACCEPTED:mailto:alice@example.org
ATTENDEE;PARTSTAT=ACCEPTED:mailto:bob@example.org
ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:carol@example.org
END:VEVENT
END:VCALENDAR

-- bobs.ics --
BEGIN:VCALENDAR
...
BEGIN:VEVENT
UID:standup@example.org
RRULE:FREQ=DAILY;COUNT=5
ATTENDEE;PARTSTAT=ACCEPTED;*:mailto:bob@example.org
ATTENDEE;PARTSTAT=ACCEPTED;*:mailto:carol@example.org
...
END:VEVENT
BEGIN:VEVENT
UID:standup@example.org
RECURRENCE-ID:20260311T090000Z
ATTENDEE;PARTSTAT=ACCEPTED;*:mailto:bob@example.org
ATTENDEE;PARTSTAT=DECLINED;*:mailto:carol@example.org
...
END:VEVENT
END:VCALENDAR

-- alices.ics --
BEGIN:VCALENDAR
...
BEGIN:VEVENT
UID:standup@example.org
RRULE:FREQ=DAILY;COUNT=5
ATTENDEE;PARTSTAT=ACCEPTED;*:mailto:bob@example.org
ATTENDEE;PARTSTAT=ACCEPTED;*:mailto:carol@example.org
...
END:VEVENT
BEGIN:VEVENT
UID:standup@example.org
RECURRENCE-ID:20260311T090000Z
ATTENDEE;PARTSTAT=ACCEPTED;*:mailto:bob@example.org
ATTENDEE;PARTSTAT=DECLINED;*:mailto:carol@example.org
...
END:VEVENT
END:VCALENDAR
