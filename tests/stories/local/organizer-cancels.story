# Alice deletes the lunch: Carol's copy stays and says that it is cancelled; Carol deletes it, and nobody need hear of that.
# RFC 6638 §3.2.1.3, RFC 5546 §3.2.5
user alice  alice@example.org
user carol  carol@example.org
alice PUT /dav/calendars/alice/calendar/lunch.ics  invite.ics
< 201
time +1h
alice DELETE /dav/calendars/alice/calendar/lunch.ics
< 204
carol GET /dav/calendars/carol/calendar/lunch@example.org.ics
< 200
< body cancelled.ics
notices carol
< invited: Invitation from alice@example.org: Lunch
< cancelled: Cancelled by alice@example.org: Lunch
carol DELETE /dav/calendars/carol/calendar/lunch@example.org.ics
< 204
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
ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:carol@example.org
END:VEVENT
END:VCALENDAR

-- cancelled.ics --
BEGIN:VCALENDAR
...
BEGIN:VEVENT
UID:lunch@example.org
STATUS:CANCELLED
SUMMARY:Lunch
...
END:VEVENT
END:VCALENDAR
