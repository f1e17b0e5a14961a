# Alice adds Bob to the lunch: Bob is invited, and Carol, to whom nobody says anything, sees him on the list.
# RFC 6638 §3.2.1.2, §4.2
user alice  alice@example.org
user bob  bob@example.org
user carol  carol@example.org
alice PUT /dav/calendars/alice/calendar/lunch.ics  invite.ics
< 201
carol GET /dav/calendars/carol/calendar/lunch@example.org.ics
< 200
< Schedule-Tag: $before

alice PUT /dav/calendars/alice/calendar/lunch.ics  with-bob.ics
< 204
bob GET /dav/calendars/bob/calendar/lunch@example.org.ics
< 200
carol GET /dav/calendars/carol/calendar/lunch@example.org.ics
< 200
< body carols.ics
notices carol
< invited: *

alice PUT /dav/calendars/alice/calendar/lunch.ics  invite.ics
< 204
carol GET /dav/calendars/carol/calendar/lunch@example.org.ics
< 200
< lacks bob@example.org
ignore mail

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

-- with-bob.ics --
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
ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:bob@example.org
END:VEVENT
END:VCALENDAR

-- carols.ics --
BEGIN:VCALENDAR
...
BEGIN:VEVENT
UID:lunch@example.org
ATTENDEE;PARTSTAT=NEEDS-ACTION;*:mailto:bob@example.org
ATTENDEE;PARTSTAT=NEEDS-ACTION;*:mailto:carol@example.org
...
END:VEVENT
END:VCALENDAR
