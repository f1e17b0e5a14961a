# Alice deletes the lunch while the invitation still waits: Bob, who never heard of it, hears nothing.
# RFC 6638 §3.2.1.3; no clause asks for it, and a cancellation of something unknown confuses
relay busy.txt
user alice  alice@example.org
alice PUT /dav/calendars/alice/calendar/lunch.ics  invite.ics
< 201
no mail
alice DELETE /dav/calendars/alice/calendar/lunch.ics
< 204
time +10m
no mail
time +2h
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
