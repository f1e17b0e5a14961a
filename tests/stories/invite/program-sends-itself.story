# Alice's program mails invitations itself, so the server mails none; who is here is invited at once all the same.
# RFC 6638 §7.1; quirk: thunderbird-sends-by-itself
user alice  alice@example.org
user carol  carol@example.org
alice sends invitations

alice PUT /dav/calendars/alice/calendar/lunch.ics  lunch.ics
< 201
no mail
timeline lunch
< ...
< left-to-client: *
< ...
carol GET /dav/calendars/carol/calendar/
< 200
< contains SUMMARY:Lunch
alice GET /dav/calendars/alice/calendar/lunch.ics
< 200
< contains mailto:bob@else.example

# From the next change on the server does it, if the person wants it so.
alice leaves invitations to the server
alice PUT /dav/calendars/alice/calendar/lunch.ics  later.ics
< 204
mail to bob@else.example
< text/calendar; method=REQUEST

# And back: the end is the program's to tell, too.
alice sends invitations
alice DELETE /dav/calendars/alice/calendar/lunch.ics
< 204
no mail

-- lunch.ics --
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Test//EN
BEGIN:VEVENT
UID:lunch
DTSTAMP:20260301T120000Z
DTSTART:20260310T120000Z
DTEND:20260310T130000Z
SUMMARY:Lunch
ORGANIZER:mailto:alice@example.org
ATTENDEE:mailto:alice@example.org
ATTENDEE:mailto:carol@example.org
ATTENDEE:mailto:bob@else.example
END:VEVENT
END:VCALENDAR

-- later.ics --
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Test//EN
BEGIN:VEVENT
UID:lunch
DTSTAMP:20260301T120000Z
SEQUENCE:1
DTSTART:20260310T140000Z
DTEND:20260310T150000Z
SUMMARY:Lunch
ORGANIZER:mailto:alice@example.org
ATTENDEE:mailto:alice@example.org
ATTENDEE:mailto:carol@example.org
ATTENDEE:mailto:bob@else.example
END:VEVENT
END:VCALENDAR
