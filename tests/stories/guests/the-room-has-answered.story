# The room accepts within the save that invites it, and Bob while the mail is held: Gina's invitation says so.
# RFC 5546 §3.2.2, RFC 6638 §3.2.1.2
config held.toml
user alice  alice@example.org
user bob    bob@example.org
room blue   blue@example.org
alice PUT /dav/calendars/alice/calendar/lunch.ics  invite.ics
< 201
bob edits /dav/calendars/bob/calendar/lunch%40example.org.ics
> ATTENDEE;PARTSTAT=ACCEPTED:mailto:bob@example.org
< 204
time +30s
ignore mail to alice@example.org
mail to gina@else.example
< text contains blue@example.org (will come)
< text contains bob@example.org (will come)
< text contains gina@else.example (you, no answer yet)
< text/calendar; method=REQUEST sent.ics

-- held.toml --
[mail.out]
hold_seconds = 10

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
ATTENDEE:mailto:bob@example.org
ATTENDEE:mailto:gina@else.example
ATTENDEE;CUTYPE=ROOM:mailto:blue@example.org
END:VEVENT
END:VCALENDAR
-- sent.ics --
BEGIN:VCALENDAR
...
BEGIN:VEVENT
ATTENDEE;PARTSTAT=ACCEPTED;*:mailto:blue@example.org
ATTENDEE;PARTSTAT=ACCEPTED;*:mailto:bob@example.org
ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE;*:mailto:gina@else.example
...
END:VEVENT
END:VCALENDAR
