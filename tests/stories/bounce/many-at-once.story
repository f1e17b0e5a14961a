# Alice invites eight people at a company that does not exist any more: she gets a mail for each of the first five, and one for the rest; her notices have them all.
# RFC 6638 §3.2.9; nobody wants a mail for each wrong address of one meeting
relay relay.txt
user alice  alice@example.org
alice PUT /dav/calendars/alice/calendar/lunch.ics  lunch.ics
< 201
time +1m
mail to alice@example.org
< Subject: Not delivered to g*@else.example: Lunch
< text contains rsvpd mail suppressed remove g
mail to alice@example.org
< Subject: Not delivered to g*@else.example: Lunch
mail to alice@example.org
< Subject: Not delivered to g*@else.example: Lunch
mail to alice@example.org
< Subject: Not delivered to g*@else.example: Lunch
mail to alice@example.org
< Subject: Not delivered to g*@else.example: Lunch
no mail

time +11m
mail to alice@example.org
< Subject: Not delivered to more guests: Lunch
< text contains no such user
< text contains When: Tuesday, 10 March 2026, 12:00–13:00
no mail
notices alice
< bounced: Not delivered to g*@else.example: Lunch / *
< bounced: Not delivered to g*@else.example: Lunch / *
< bounced: Not delivered to g*@else.example: Lunch / *
< bounced: Not delivered to g*@else.example: Lunch / *
< bounced: Not delivered to g*@else.example: Lunch / *
< bounced: Not delivered to g*@else.example: Lunch / *
< bounced: Not delivered to g*@else.example: Lunch / *
< bounced: Not delivered to g*@else.example: Lunch / *

-- relay.txt --
g1@else.example 550 5.1.1 no such user
g2@else.example 550 5.1.1 no such user
g3@else.example 550 5.1.1 no such user
g4@else.example 550 5.1.1 no such user
g5@else.example 550 5.1.1 no such user
g6@else.example 550 5.1.1 no such user
g7@else.example 550 5.1.1 no such user
g8@else.example 550 5.1.1 no such user

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
ATTENDEE:mailto:g1@else.example
ATTENDEE:mailto:g2@else.example
ATTENDEE:mailto:g3@else.example
ATTENDEE:mailto:g4@else.example
ATTENDEE:mailto:g5@else.example
ATTENDEE:mailto:g6@else.example
ATTENDEE:mailto:g7@else.example
ATTENDEE:mailto:g8@else.example
END:VEVENT
END:VCALENDAR
