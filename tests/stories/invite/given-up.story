# Bob's mail server is out of order for two days: then the server gives up, and Alice is told so that she can telephone.
# RFC 5321 §4.5.4.1, RFC 6638 §3.2.9
relay down.txt
user alice  alice@example.org
alice PUT /dav/calendars/alice/calendar/lunch.ics  invite.ics
< 201
no mail
time +24h
no mail
time +25h
mail to alice@example.org
< Subject: Not delivered to bob@else.example: Lunch
no mail
alice GET /dav/calendars/alice/calendar/lunch.ics
< 200
< body stored.ics
time +24h
no mail

-- down.txt --
bob@else.example 451 4.4.1 out of order
bob@else.example 451 4.4.1 out of order
bob@else.example 451 4.4.1 out of order
bob@else.example 451 4.4.1 out of order
bob@else.example 451 4.4.1 out of order
bob@else.example 451 4.4.1 out of order
bob@else.example 451 4.4.1 out of order
bob@else.example 451 4.4.1 out of order
bob@else.example 451 4.4.1 out of order
bob@else.example 451 4.4.1 out of order
bob@else.example 451 4.4.1 out of order
bob@else.example 451 4.4.1 out of order
bob@else.example 451 4.4.1 out of order
bob@else.example 451 4.4.1 out of order
bob@else.example 451 4.4.1 out of order
bob@else.example 451 4.4.1 out of order
bob@else.example 451 4.4.1 out of order
bob@else.example 451 4.4.1 out of order
bob@else.example 451 4.4.1 out of order
bob@else.example 451 4.4.1 out of order

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

-- stored.ics --
BEGIN:VCALENDAR
...
BEGIN:VEVENT
UID:lunch@example.org
ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE;SCHEDULE-STATUS=5.1:mailto:bob@else.example
...
END:VEVENT
END:VCALENDAR
