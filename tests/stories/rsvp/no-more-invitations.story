# Bob wants no more invitations from this server: a link in the mail asks him, a button does it, Alice hears of it the next time, and he may change his mind.
# RFC 6638 §3.2.9, RFC 9110 §9.2.1; nobody has to suffer a server's mails
user alice  alice@example.org
alice PUT /dav/calendars/alice/calendar/lunch.ics  invite.ics
< 201
mail to bob@else.example
set stop from stop

guest GET $stop
< 200
< contains No more invitations?
< contains bob@else.example
guest GET /stop/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa
< 404
guest GET $stop
< 200
< contains No more invitations?
guest POST $stop yes
< 200
< contains any more
alice PUT /dav/calendars/alice/calendar/second.ics  second.ics
< 201
mail to alice@example.org
< Subject: Not delivered to bob@else.example: Lunch
< text contains the guest wants no invitations from this server
no mail
alice GET /dav/calendars/alice/calendar/second.ics
< 200
< contains SCHEDULE-STATUS=5.3

guest POST $stop/again yes
< 200
< contains No more invitations?
alice PUT /dav/calendars/alice/calendar/third.ics  third.ics
< 201
mail to bob@else.example
no mail

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
END:VEVENT
END:VCALENDAR

-- second.ics --
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//Stories//EN
BEGIN:VEVENT
UID:second@example.org
DTSTAMP:20260302T090000Z
DTSTART:20260310T120000Z
DTEND:20260310T130000Z
SUMMARY:Lunch
ORGANIZER:mailto:alice@example.org
ATTENDEE;PARTSTAT=ACCEPTED:mailto:alice@example.org
ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:bob@else.example
END:VEVENT
END:VCALENDAR

-- third.ics --
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//Stories//EN
BEGIN:VEVENT
UID:third@example.org
DTSTAMP:20260302T090000Z
DTSTART:20260310T120000Z
DTEND:20260310T130000Z
SUMMARY:Lunch
ORGANIZER:mailto:alice@example.org
ATTENDEE;PARTSTAT=ACCEPTED:mailto:alice@example.org
ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:bob@else.example
END:VEVENT
END:VCALENDAR
