# Alice moves the lunch while the invitation still waits: Bob gets one invitation, to the new time.
# RFC 5546 §3.2.2, RFC 6638 §3.2.1.2
relay busy.txt
user alice  alice@example.org
alice PUT /dav/calendars/alice/calendar/lunch.ics  invite.ics
< 201
no mail
alice PUT /dav/calendars/alice/calendar/lunch.ics  later.ics
< 204
time +10m
mail to bob@else.example
< Subject: Invitation: Lunch*
< text/calendar; method=REQUEST  request.ics
no mail

-- busy.txt --
bob@else.example 450 4.2.1 busy

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

-- later.ics --
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//Stories//EN
BEGIN:VEVENT
UID:lunch@example.org
DTSTAMP:20260302T090000Z
DTSTART:20260310T150000Z
DTEND:20260310T160000Z
SUMMARY:Lunch
ORGANIZER:mailto:alice@example.org
ATTENDEE;PARTSTAT=ACCEPTED:mailto:alice@example.org
ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:bob@else.example
END:VEVENT
END:VCALENDAR

-- request.ics --
BEGIN:VCALENDAR
...
METHOD:REQUEST
BEGIN:VEVENT
DTSTART:20260310T150000Z
...
END:VEVENT
END:VCALENDAR
