# Carol imported a copy of the lunch without its guests before Alice invited her: the invitation finds its way all the same, and so does her answer.
# RFC 6638 §3.2.4.1, §4.1
user alice  alice@example.org
user carol  carol@example.org
carol MKCALENDAR /dav/calendars/carol/imported/
< 201
carol PUT /dav/calendars/carol/imported/old.ics  imported.ics
< 201
time +1h
alice PUT /dav/calendars/alice/calendar/lunch.ics  invite.ics
< 201
carol GET /dav/calendars/carol/calendar/lunch@example.org.ics
< 200
< body copy.ics
carol PUT /dav/calendars/carol/calendar/lunch@example.org.ics  accepted.ics
< 204
mail to alice@example.org
< Subject: carol@example.org accepted: Lunch
carol GET /dav/calendars/carol/imported/old.ics
< 200
< body imported.ics

-- imported.ics --
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//Stories//EN
BEGIN:VEVENT
UID:lunch@example.org
DTSTAMP:20260302T090000Z
DTSTART:20260310T120000Z
DTEND:20260310T130000Z
SUMMARY:Lunch
END:VEVENT
END:VCALENDAR

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

-- copy.ics --
BEGIN:VCALENDAR
...
BEGIN:VEVENT
ATTENDEE;PARTSTAT=NEEDS-ACTION;*:mailto:carol@example.org
...
END:VEVENT
END:VCALENDAR

-- accepted.ics --
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
ATTENDEE;PARTSTAT=ACCEPTED:mailto:carol@example.org
END:VEVENT
END:VCALENDAR
