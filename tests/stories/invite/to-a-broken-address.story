# Alice writes something that is no mail address: the event is stored, and she sees at that guest that nothing was sent.
# RFC 6638 §3.2.9
user alice  alice@example.org
alice PUT /dav/calendars/alice/calendar/lunch.ics  invite.ics
< 201
alice GET /dav/calendars/alice/calendar/lunch.ics
< 200
< body stored.ics
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
ATTENDEE;PARTSTAT=NEEDS-ACTION:urn:uuid:0b2e
ATTENDEE;PARTSTAT=NEEDS-ACTION:mailto:bob at else
END:VEVENT
END:VCALENDAR

-- stored.ics --
BEGIN:VCALENDAR
...
BEGIN:VEVENT
ATTENDEE;PARTSTAT=NEEDS-ACTION;SCHEDULE-STATUS=3.7;*:urn:uuid:0b2e
ATTENDEE;PARTSTAT=NEEDS-ACTION;SCHEDULE-STATUS=3.7;*:mailto:bob at else
...
END:VEVENT
END:VCALENDAR
