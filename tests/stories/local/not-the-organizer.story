# Carol stores an event that Alice is said to organize, and to which Carol is not invited: nobody speaks in Alice's name.
# RFC 6638 §3.2.4.3, §3.2.4.4
user alice  alice@example.org
user carol  carol@example.org
carol PUT /dav/calendars/carol/calendar/lunch.ics  forged.ics
< 403
no mail
alice GET /dav/calendars/alice/calendar/lunch.ics
< 404

-- forged.ics --
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
