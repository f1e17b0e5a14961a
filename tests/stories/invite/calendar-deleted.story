# Alice deletes a whole calendar: the guests of every meeting to come are told, those of past ones are not.
# RFC 6638 §3.2.1.3, RFC 4918 §9.6.1
user alice  alice@example.org
alice MKCALENDAR /dav/calendars/alice/work/
< 201
alice PUT /dav/calendars/alice/work/lunch.ics  lunch.ics
< 201
alice PUT /dav/calendars/alice/work/old.ics  old.ics
< 201
mail to bob@else.example
no mail

alice DELETE /dav/calendars/alice/work/
< 204
mail to bob@else.example
< Subject: Cancelled: Lunch*
no mail

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
END:VEVENT
END:VCALENDAR

-- old.ics --
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//Stories//EN
BEGIN:VEVENT
UID:old@example.org
DTSTAMP:20260302T090000Z
DTSTART:20260110T120000Z
DTEND:20260110T130000Z
SUMMARY:Old lunch
ORGANIZER:mailto:alice@example.org
ATTENDEE;PARTSTAT=ACCEPTED:mailto:alice@example.org
ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:bob@else.example
END:VEVENT
END:VCALENDAR
