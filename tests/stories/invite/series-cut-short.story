# Alice ends a weekly lunch early: Bob gets the shorter series, not a cancellation of every date.
# RFC 5546 §3.2.2, RFC 5545 §3.3.10
user alice  alice@example.org
alice PUT /dav/calendars/alice/calendar/lunch.ics  endless.ics
< 201
mail to bob@else.example
time +1h
alice PUT /dav/calendars/alice/calendar/lunch.ics  shorter.ics
< 204
mail to bob@else.example
< Subject: Updated*Lunch*
< text/calendar; method=REQUEST  request.ics
no mail

-- endless.ics --
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//Stories//EN
BEGIN:VEVENT
UID:lunch@example.org
DTSTAMP:20260302T090000Z
DTSTART:20260310T120000Z
DTEND:20260310T130000Z
SUMMARY:Lunch
RRULE:FREQ=WEEKLY
ORGANIZER:mailto:alice@example.org
ATTENDEE;PARTSTAT=ACCEPTED:mailto:alice@example.org
ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:bob@else.example
END:VEVENT
END:VCALENDAR

-- shorter.ics --
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//Stories//EN
BEGIN:VEVENT
UID:lunch@example.org
DTSTAMP:20260302T090000Z
DTSTART:20260310T120000Z
DTEND:20260310T130000Z
SUMMARY:Lunch
RRULE:FREQ=WEEKLY;UNTIL=20260324T120000Z
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
RRULE:FREQ=WEEKLY;UNTIL=20260324T120000Z
SEQUENCE:1
...
END:VEVENT
END:VCALENDAR
