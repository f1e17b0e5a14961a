# Alice moves one date of a weekly lunch and, later, takes that back in a program that only drops the date's own entry: Bob and Carol came at the other time, and are asked again for this date, while they stay with the series.
# RFC 6638 §3.2.8, §3.2.10.1, RFC 5546 §3.2.2
user alice  alice@example.org
user carol  carol@example.org

alice PUT /dav/calendars/alice/calendar/lunch.ics  invite.ics
< 201
ignore mail to bob@else.example
carol edits /dav/calendars/carol/calendar/lunch@example.org.ics
> ATTENDEE;PARTSTAT=ACCEPTED:mailto:carol@example.org
< 204
ignore mail to alice@example.org

time +1h
alice PUT /dav/calendars/alice/calendar/lunch.ics  moved.ics
< 204
ignore mail to bob@else.example
carol edits /dav/calendars/carol/calendar/lunch@example.org.ics at 20260317T120000Z
> ATTENDEE;PARTSTAT=ACCEPTED:mailto:carol@example.org
< 204
ignore mail to alice@example.org

time +1h
alice PUT /dav/calendars/alice/calendar/lunch.ics  back.ics
< 204
mail to bob@else.example
< text/calendar; method=REQUEST  request.ics
no mail
alice GET /dav/calendars/alice/calendar/lunch.ics
< 200
< body stored.ics
carol GET /dav/calendars/carol/calendar/lunch@example.org.ics
< 200
< body carols.ics

time +1h
alice PUT /dav/calendars/alice/calendar/lunch.ics  back.ics      # still without the entry for the date
< 204
no mail
alice GET /dav/calendars/alice/calendar/lunch.ics
< 200
< body stored.ics

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
RRULE:FREQ=WEEKLY;COUNT=4
ORGANIZER:mailto:alice@example.org
ATTENDEE;PARTSTAT=ACCEPTED:mailto:alice@example.org
ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:bob@else.example
ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:carol@example.org
END:VEVENT
END:VCALENDAR

-- moved.ics --
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//Stories//EN
BEGIN:VEVENT
UID:lunch@example.org
DTSTAMP:20260302T100000Z
DTSTART:20260310T120000Z
DTEND:20260310T130000Z
SUMMARY:Lunch
RRULE:FREQ=WEEKLY;COUNT=4
ORGANIZER:mailto:alice@example.org
ATTENDEE;PARTSTAT=ACCEPTED:mailto:alice@example.org
ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:bob@else.example
ATTENDEE;PARTSTAT=ACCEPTED:mailto:carol@example.org
END:VEVENT
BEGIN:VEVENT
UID:lunch@example.org
RECURRENCE-ID:20260317T120000Z
DTSTAMP:20260302T100000Z
DTSTART:20260317T150000Z
DTEND:20260317T160000Z
SUMMARY:Lunch
ORGANIZER:mailto:alice@example.org
ATTENDEE;PARTSTAT=ACCEPTED:mailto:alice@example.org
ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:bob@else.example
ATTENDEE;PARTSTAT=ACCEPTED:mailto:carol@example.org
END:VEVENT
END:VCALENDAR

-- back.ics --
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//Stories//EN
BEGIN:VEVENT
UID:lunch@example.org
DTSTAMP:20260302T110000Z
DTSTART:20260310T120000Z
DTEND:20260310T130000Z
SUMMARY:Lunch
RRULE:FREQ=WEEKLY;COUNT=4
ORGANIZER:mailto:alice@example.org
ATTENDEE;PARTSTAT=ACCEPTED:mailto:alice@example.org
ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:bob@else.example
ATTENDEE;PARTSTAT=ACCEPTED:mailto:carol@example.org
END:VEVENT
END:VCALENDAR

-- request.ics --
BEGIN:VCALENDAR
METHOD:REQUEST
...
BEGIN:VEVENT
RECURRENCE-ID:20260317T120000Z
DTSTART:20260317T120000Z
ATTENDEE;PARTSTAT=NEEDS-ACTION;*:mailto:bob@else.example
ATTENDEE;PARTSTAT=NEEDS-ACTION;*:mailto:carol@example.org
...
END:VEVENT
END:VCALENDAR

-- stored.ics --
BEGIN:VCALENDAR
...
BEGIN:VEVENT
RRULE:FREQ=WEEKLY;COUNT=4
ATTENDEE;PARTSTAT=ACCEPTED;*:mailto:carol@example.org
...
END:VEVENT
BEGIN:VEVENT
RECURRENCE-ID:20260317T120000Z
DTSTART:20260317T120000Z
ATTENDEE;PARTSTAT=NEEDS-ACTION;*:mailto:carol@example.org
...
END:VEVENT
END:VCALENDAR

-- carols.ics --
BEGIN:VCALENDAR
...
BEGIN:VEVENT
RRULE:FREQ=WEEKLY;COUNT=4
ATTENDEE;PARTSTAT=ACCEPTED;*:mailto:carol@example.org
...
END:VEVENT
BEGIN:VEVENT
RECURRENCE-ID:20260317T120000Z
DTSTART:20260317T120000Z
ATTENDEE;PARTSTAT=NEEDS-ACTION;*:mailto:carol@example.org
...
END:VEVENT
END:VCALENDAR
