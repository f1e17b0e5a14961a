# Alice's program saves three times while she edits: Bob gets one mail, with what came of it; what she takes back in time he never hears of.
# RFC 6638 §3.2.1.1
config hold.toml
user alice  alice@example.org

alice PUT /dav/calendars/alice/calendar/lunch.ics  first.ics
< 201
time +3s
alice PUT /dav/calendars/alice/calendar/lunch.ics  second.ics
< 204
no mail to bob@else.example
time +10s
mail to bob@else.example
< Subject: Invitation: Dinner *
< text/calendar; method=REQUEST invited.ics

time +1m
alice PUT /dav/calendars/alice/calendar/mistake.ics  mistake.ics
< 201
time +3s
alice DELETE /dav/calendars/alice/calendar/mistake.ics
< 204
time +30s
no mail to bob@else.example

-- hold.toml --
[mail]
host = "cal.example.org"
domains = ["example.org"]
[mail.out]
hold_seconds = 10

-- invited.ics --
BEGIN:VCALENDAR
...
BEGIN:VEVENT
...
SUMMARY:Dinner
ORGANIZER;*:mailto:i-*@cal.example.org
END:VEVENT
END:VCALENDAR

-- first.ics --
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

-- second.ics --
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//Stories//EN
BEGIN:VEVENT
UID:lunch@example.org
DTSTAMP:20260302T090000Z
DTSTART:20260310T180000Z
DTEND:20260310T190000Z
SUMMARY:Dinner
ORGANIZER:mailto:alice@example.org
ATTENDEE;PARTSTAT=ACCEPTED:mailto:alice@example.org
ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:bob@else.example
END:VEVENT
END:VCALENDAR

-- mistake.ics --
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//Stories//EN
BEGIN:VEVENT
UID:mistake@example.org
DTSTAMP:20260302T090000Z
DTSTART:20260311T120000Z
DTEND:20260311T130000Z
SUMMARY:Mistake
ORGANIZER:mailto:alice@example.org
ATTENDEE;PARTSTAT=ACCEPTED:mailto:alice@example.org
ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:bob@else.example
END:VEVENT
END:VCALENDAR
