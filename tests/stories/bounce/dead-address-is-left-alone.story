# Three mail servers refuse Alice's guests at once: at Bob's there is no Bob, at Gina's the mailbox is full, and Ida's does not like this server. Only Bob is not mailed again; Alice reads why when she invites him to something else, once for each meeting, and after 90 days he is tried again.
# RFC 6638 §3.2.9, RFC 3463 §3.2, RFC 5321 §4.2.3
relay relay.txt
user alice  alice@example.org

alice PUT /dav/calendars/alice/calendar/lunch.ics  lunch.ics
< 201
notices alice
< ...
< bounced: Not delivered to bob@else.example: Lunch / bob@else.example did not get your message about “Lunch”. / no such user here / Nothing more is mailed to this address before 31 May 2026, unless the guest answers or your administrator allows it (rsvpd mail suppressed remove bob@else.example).
< ...
ignore mail

alice PUT /dav/calendars/alice/calendar/dinner.ics  dinner.ics
< 201
mail to alice@example.org
< Subject: Not delivered to bob@else.example: Dinner
< text contains on 2 March 2026 nobody could be reached there (no such user here)
mail to gina@else.example
< Subject: Invitation: Dinner*
mail to ida@else.example
< Subject: Invitation: Dinner*
alice GET /dav/calendars/alice/calendar/dinner.ics
< 200
< contains SCHEDULE-STATUS=3.7
timeline dinner@example.org
< ...
< not-sent: bob@else.example: on 2 March 2026 nobody could be reached there (no such user here)
< ...

# The next change of the dinner says nothing more of it.
alice edits /dav/calendars/alice/calendar/dinner.ics
> SUMMARY:Late dinner
< 204
mail to gina@else.example
mail to ida@else.example
no mail

time +90d
alice PUT /dav/calendars/alice/calendar/summer.ics  summer.ics
< 201
mail to bob@else.example
< Subject: Invitation: Summer*
no mail

-- relay.txt --
bob@else.example 550 5.1.1 no such user here
gina@else.example 552 5.2.2 mailbox full
ida@else.example 550 5.7.1 your network is blocked

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
ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:bob@else.example
ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:gina@else.example
ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:ida@else.example
END:VEVENT
END:VCALENDAR

-- dinner.ics --
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//Stories//EN
BEGIN:VEVENT
UID:dinner@example.org
DTSTAMP:20260302T090000Z
DTSTART:20260320T120000Z
DTEND:20260320T130000Z
SUMMARY:Dinner
ORGANIZER:mailto:alice@example.org
ATTENDEE;PARTSTAT=ACCEPTED:mailto:alice@example.org
ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:bob@else.example
ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:gina@else.example
ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:ida@else.example
END:VEVENT
END:VCALENDAR

-- summer.ics --
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//Stories//EN
BEGIN:VEVENT
UID:summer@example.org
DTSTAMP:20260302T090000Z
DTSTART:20260701T120000Z
DTEND:20260701T130000Z
SUMMARY:Summer
ORGANIZER:mailto:alice@example.org
ATTENDEE;PARTSTAT=ACCEPTED:mailto:alice@example.org
ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:bob@else.example
END:VEVENT
END:VCALENDAR
