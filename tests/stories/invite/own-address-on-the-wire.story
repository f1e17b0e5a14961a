# A server that gets all mail of its domain may show the guests Alice's own address; answers come to it and are found by it.
# RFC 6047 §2.1, §2.3, RFC 5546 §3.2.2
config native.toml
user alice  alice@example.org
alice PUT /dav/calendars/alice/calendar/lunch.ics  invite.ics
< 201
mail to bob@else.example
< text/calendar; method=REQUEST  request.ics
< Reply-To: Alice <alice@example.org>

-- native.toml --
[mail]
organizer_address = "native"

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

-- request.ics --
BEGIN:VCALENDAR
...
METHOD:REQUEST
BEGIN:VEVENT
ORGANIZER;*:mailto:alice@example.org
...
END:VEVENT
END:VCALENDAR
