# Nobody has set up how mail leaves: Alice is told that Bob is not invited, and Carol, who is here, is.
# RFC 6638 §3.2.9, RFC 5546 §3.6
config no-way.toml
user alice  alice@example.org
user carol  carol@example.org
alice PUT /dav/calendars/alice/calendar/lunch.ics  invite.ics
< 201
no mail
notices alice
< bounced: Not delivered to bob@else.example: Lunch / * / This server sends no mail yet: *
alice GET /dav/calendars/alice/calendar/lunch.ics
< 200
< contains RSVP=TRUE;SCHEDULE-STATUS=5.1:mailto:bob@els
carol GET /dav/calendars/carol/calendar/lunch%40example.org.ics
< 200

-- no-way.toml --
[mail.out]
route = "none"

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
ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:bob@else.example
ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:carol@example.org
END:VEVENT
END:VCALENDAR
