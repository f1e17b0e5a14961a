# Alice shows names alone, and her program wrote addresses where it knew no names: no guest reads the address of another one.
# RFC 5546 §3.2.2, RFC 6638 §11.4, RFC 5545 §3.2.2
user alice  alice@example.org
user carol  carol@example.org

alice PUT /dav/calendars/alice/calendar/lunch.ics  invite.ics
< 201
mail to bob@else.example
< text/calendar; method=REQUEST  to-bob.ics
< text lacks erin@third.example
< text contains Guest
< text contains Frank Third
< html lacks erin@third.example
set page from link
guest GET $page
< 200
< lacks @third.example
< lacks carol@example.org
ignore mail to erin@third.example
ignore mail to frank@third.example
carol GET /dav/calendars/carol/calendar/lunch@example.org.ics
< 200
< lacks @third.example
< lacks bob@else.example

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
X-RSVPD-GUEST-LIST:NAMES
ORGANIZER:mailto:alice@example.org
ATTENDEE;PARTSTAT=ACCEPTED:mailto:alice@example.org
ATTENDEE;CN=Bob;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:bob@else.example
ATTENDEE;CN="erin@third.example";PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:erin@third.example
ATTENDEE;CN="Frank Third (frank@third.example)";PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:frank@third.example
ATTENDEE;CN=Carol;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:carol@example.org
END:VEVENT
END:VCALENDAR

-- to-bob.ics --
BEGIN:VCALENDAR
...
BEGIN:VEVENT
ATTENDEE;CN=Bob;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:bob@else.example
ATTENDEE;CN=Guest;PARTSTAT=NEEDS-ACTION:invalid:guest-1
ATTENDEE;CN=Frank Third;PARTSTAT=NEEDS-ACTION:invalid:guest-2
ATTENDEE;CN=Carol;PARTSTAT=NEEDS-ACTION:invalid:guest-3
...
END:VEVENT
END:VCALENDAR
