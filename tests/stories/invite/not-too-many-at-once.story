# Somebody who knows Alice's password invites half the town: after the hourly number of mails the others wait for the next hour.
# RFC 6638 §9.1: a server guards against being used for unwanted mail
config careful.toml
user alice  alice@example.org
alice PUT /dav/calendars/alice/calendar/lunch.ics  invite.ics
< 201
alice PUT /dav/calendars/alice/calendar/two.ics  two.ics
< 201
mail to bob@else.example
mail to erin@third.example
mail to alice@example.org
< Subject: Mails are held for up to 1 h: Second lunch
no mail
restart
time +61m
mail to bob@else.example
< Subject: Invitation: Second lunch*
no mail
time +2h
alice PUT /dav/calendars/alice/calendar/picnic.ics  picnic.ics    # mails for three hours are one piece of news
< 201
mail to bob@else.example
mail to erin@third.example
mail to alice@example.org
< Subject: Mails are held for up to 2 h: Picnic
< text contains The others leave later, the last in 2 h
no mail
time +61m
mail to gina@fourth.example
mail to hugo@fifth.example
no mail
time +1h
mail to ida@sixth.example
no mail

-- careful.toml --
[limits]
mails_per_hour = 2

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
ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:erin@third.example
END:VEVENT
END:VCALENDAR

-- two.ics --
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//Stories//EN
BEGIN:VEVENT
UID:two@example.org
DTSTAMP:20260302T090000Z
DTSTART:20260310T120000Z
DTEND:20260310T130000Z
SUMMARY:Second lunch
ORGANIZER:mailto:alice@example.org
ATTENDEE;PARTSTAT=ACCEPTED:mailto:alice@example.org
ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:bob@else.example
END:VEVENT
END:VCALENDAR

-- picnic.ics --
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//Stories//EN
BEGIN:VEVENT
UID:picnic@example.org
DTSTAMP:20260302T090000Z
DTSTART:20260312T120000Z
DTEND:20260312T130000Z
SUMMARY:Picnic
ORGANIZER:mailto:alice@example.org
ATTENDEE;PARTSTAT=ACCEPTED:mailto:alice@example.org
ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:bob@else.example
ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:erin@third.example
ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:gina@fourth.example
ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:hugo@fifth.example
ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:ida@sixth.example
END:VEVENT
END:VCALENDAR
