# Alice marks one date of the weekly lunch as cancelled instead of removing it: Bob hears the same.
# RFC 5546 §3.2.5, RFC 5545 §3.8.1.11
user alice  alice@example.org
alice PUT /dav/calendars/alice/calendar/lunch.ics  weekly.ics
< 201
mail to bob@else.example
time +1h
alice PUT /dav/calendars/alice/calendar/lunch.ics  called-off.ics
< 204
mail to bob@else.example
< Subject: Cancelled: Lunch @ Tue 17 Mar 2026*
< text/calendar; method=CANCEL  cancel.ics
no mail

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

-- called-off.ics --
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
STATUS:CANCELLED
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
RECURRENCE-ID:20260317T120000Z
STATUS:CANCELLED
ATTENDEE;*:mailto:bob@else.example
...
END:VEVENT
END:VCALENDAR
