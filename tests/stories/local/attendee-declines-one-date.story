# Carol declines one date of the weekly lunch in her program: Alice sees it at that date, and the others stay open.
# RFC 6638 §3.2.2.1, RFC 5546 §3.2.3
user alice  alice@example.org
user carol  carol@example.org
alice PUT /dav/calendars/alice/calendar/lunch.ics  weekly.ics
< 201
carol PUT /dav/calendars/carol/calendar/lunch@example.org.ics  not-then.ics
< 204
mail to alice@example.org
< Subject: carol@example.org declined: Lunch
< text contains 17 March 2026
alice GET /dav/calendars/alice/calendar/lunch.ics
< 200
< body stored.ics

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
ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:carol@example.org
END:VEVENT
END:VCALENDAR

-- not-then.ics --
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
ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:carol@example.org
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
ATTENDEE;PARTSTAT=DECLINED:mailto:carol@example.org
END:VEVENT
END:VCALENDAR

-- stored.ics --
BEGIN:VCALENDAR
...
BEGIN:VEVENT
RRULE:FREQ=WEEKLY;COUNT=4
ATTENDEE;PARTSTAT=NEEDS-ACTION;*:mailto:carol@example.org
...
END:VEVENT
BEGIN:VEVENT
RECURRENCE-ID:20260317T120000Z
ATTENDEE;PARTSTAT=DECLINED;*:mailto:carol@example.org
...
END:VEVENT
END:VCALENDAR
