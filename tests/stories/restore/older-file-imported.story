# Alice imports an older file of a meeting that was moved since; nobody hears of that, but with her next change all have what she has, also Bob, who had accepted the other time.
# RFC 5546 §2.1.4, RFC 5546 §2.1.5
user alice  alice@example.org
user bob    bob@example.org
alice PUT /dav/calendars/alice/calendar/lunch.ics  lunch.ics
< 201
mail to gina@else.example
alice edits /dav/calendars/alice/calendar/lunch.ics
> DTSTART:20260320T120000Z
> DTEND:20260320T130000Z
mail to gina@else.example
bob edits /dav/calendars/bob/calendar/lunch%40example.org.ics
> ATTENDEE;PARTSTAT=ACCEPTED:mailto:bob@example.org
ignore mail
alice imports lunch.ics
no mail

time +1m
alice edits /dav/calendars/alice/calendar/lunch.ics
> SUMMARY:Dinner
mail to gina@else.example
< text/calendar; method=REQUEST dinner.ics
ignore mail
bob GET /dav/calendars/bob/calendar/lunch%40example.org.ics
< body dinner.ics

-- lunch.ics --
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
ATTENDEE;PARTSTAT=NEEDS-ACTION:mailto:bob@example.org
ATTENDEE;PARTSTAT=NEEDS-ACTION:mailto:gina@else.example
END:VEVENT
END:VCALENDAR

-- dinner.ics --
BEGIN:VCALENDAR
...
BEGIN:VEVENT
...
SUMMARY:Dinner
DTSTART:20260310T120000Z
SEQUENCE:2
ATTENDEE;PARTSTAT=NEEDS-ACTION;*:mailto:bob@example.org
END:VEVENT
END:VCALENDAR
