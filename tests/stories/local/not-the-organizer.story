# Carol keeps a copy of an event that is said to be Alice's and to which Carol is not invited: it is hers to keep, and nobody is spoken to in Alice's name.
# RFC 6638 §3.1, §3.2.1
user alice  alice@example.org
user carol  carol@example.org
carol PUT /dav/calendars/carol/calendar/lunch.ics  copied.ics
< 201
< Schedule-Tag: (none)
no mail
carol DELETE /dav/calendars/carol/calendar/lunch.ics
< 204
no mail
alice PROPFIND /dav/calendars/alice/calendar/
> Depth: 1
< 207
< lacks .ics

-- copied.ics --
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
