# Erin is invited to one date of the weekly lunch only: she hears of that date and of nothing else, also when it is over for her.
# RFC 6638 §3.2.6, RFC 5546 §3.2.2, §3.2.5
user alice  alice@example.org
alice PUT /dav/calendars/alice/calendar/lunch.ics  weekly.ics
< 201
mail to bob@else.example

time +1h
alice PUT /dav/calendars/alice/calendar/lunch.ics  with-erin.ics
< 204
mail to erin@third.example
< Subject: Invitation: Lunch @ Tue 17 Mar 2026*
< text/calendar; method=REQUEST  request.ics
ignore mail to bob@else.example
no mail

time +1h
alice PUT /dav/calendars/alice/calendar/lunch.ics  weekly.ics
< 204
mail to erin@third.example
< text/calendar; method=CANCEL  cancel.ics
ignore mail to bob@else.example

-- weekly.ics --
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//Stories//EN
BEGIN:VEVENT
UID:lunch@example.org
DTSTAMP:20260302T090000Z
DTSTART:20260310T120000Z
DTEND:20260310T130000Z
SUMMARY:Lunch
RRULE:FREQ=WEEKLY;COUNT=4
ORGANIZER:mailto:alice@example.org
ATTENDEE;PARTSTAT=ACCEPTED:mailto:alice@example.org
ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:bob@else.example
END:VEVENT
END:VCALENDAR

-- with-erin.ics --
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//Stories//EN
BEGIN:VEVENT
UID:lunch@example.org
DTSTAMP:20260302T090000Z
DTSTART:20260310T120000Z
DTEND:20260310T130000Z
SUMMARY:Lunch
RRULE:FREQ=WEEKLY;COUNT=4
ORGANIZER:mailto:alice@example.org
ATTENDEE;PARTSTAT=ACCEPTED:mailto:alice@example.org
ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:bob@else.example
END:VEVENT
BEGIN:VEVENT
UID:lunch@example.org
DTSTAMP:20260302T090000Z
DTSTART:20260317T120000Z
DTEND:20260317T130000Z
SUMMARY:Lunch
RECURRENCE-ID:20260317T120000Z
ORGANIZER:mailto:alice@example.org
ATTENDEE;PARTSTAT=ACCEPTED:mailto:alice@example.org
ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:bob@else.example
ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:erin@third.example
END:VEVENT
END:VCALENDAR

-- request.ics --
BEGIN:VCALENDAR
VERSION:2.0
PRODID:*
CALSCALE:GREGORIAN
METHOD:REQUEST
BEGIN:VEVENT
UID:lunch@example.org
RECURRENCE-ID:20260317T120000Z
DTSTART:20260317T120000Z
ATTENDEE;PARTSTAT=NEEDS-ACTION;*:mailto:erin@third.example
...
END:VEVENT
END:VCALENDAR

-- cancel.ics --
BEGIN:VCALENDAR
...
METHOD:CANCEL
BEGIN:VEVENT
RECURRENCE-ID:20260317T120000Z
ATTENDEE;*:mailto:erin@third.example
...
END:VEVENT
END:VCALENDAR
