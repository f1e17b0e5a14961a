# Bob's mail server knows no Bob and says so at once: Alice sees it at the guest and is told; Erin gets her mail.
# RFC 5321 §4.2.1, RFC 6638 §3.2.9
relay nobody.txt
user alice  alice@example.org
alice PUT /dav/calendars/alice/calendar/lunch.ics  invite.ics
< 201
mail to erin@third.example
mail to alice@example.org
< Subject: Not delivered to bob@else.example: Lunch
< text contains no Bob here
no mail
alice GET /dav/calendars/alice/calendar/lunch.ics
< 200
< body stored.ics

-- nobody.txt --
bob@else.example 550 5.1.1 there is no Bob here

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

-- stored.ics --
BEGIN:VCALENDAR
...
BEGIN:VEVENT
ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE;SCHEDULE-STATUS=3.7:mailto:bob@else.example
ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE;SCHEDULE-STATUS=1.1:mailto:erin@third.example
...
END:VEVENT
END:VCALENDAR
