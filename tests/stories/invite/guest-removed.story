# Alice takes Erin off the list: only Erin hears of a cancellation, in words that do not say the lunch is off.
# RFC 5546 §3.2.5, RFC 6638 §3.2.1.2
user alice  alice@example.org
alice PUT /dav/calendars/alice/calendar/lunch.ics  invite.ics
< 201
mail to bob@else.example
mail to erin@third.example

time +1h
alice PUT /dav/calendars/alice/calendar/lunch.ics  without-erin.ics
< 204
mail to erin@third.example
< Subject: Removed from guest list: Lunch*
< text/calendar; method=CANCEL  cancel.ics
no mail to bob@else.example

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
ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:erin@third.example
END:VEVENT
END:VCALENDAR

-- without-erin.ics --
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

-- cancel.ics --
BEGIN:VCALENDAR
...
METHOD:CANCEL
BEGIN:VEVENT
UID:lunch@example.org
SEQUENCE:1
DTSTART:20260310T120000Z
SUMMARY:Lunch
ATTENDEE;*:mailto:erin@third.example
...
END:VEVENT
END:VCALENDAR
