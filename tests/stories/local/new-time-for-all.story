# Alice moves the lunch: Carol's answer is void in both calendars, her own alarm stays, and she is asked again.
# RFC 6638 §3.2.8, §3.2.1.2
user alice  alice@example.org
user carol  carol@example.org
alice PUT /dav/calendars/alice/calendar/lunch.ics  invite.ics
< 201
carol PUT /dav/calendars/carol/calendar/lunch@example.org.ics  accepted.ics
< 204
ignore mail to alice@example.org
time +1h
alice PUT /dav/calendars/alice/calendar/lunch.ics  later.ics
< 204
carol GET /dav/calendars/carol/calendar/lunch@example.org.ics
< 200
< body hers.ics
alice GET /dav/calendars/alice/calendar/lunch.ics
< 200
< body stored.ics
notices carol
< invited: Invitation from alice@example.org: Lunch
< changed: Changed by alice@example.org: Lunch / Changed: time. / The time changed, so please answer again.
no mail

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
ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:carol@example.org
END:VEVENT
END:VCALENDAR

-- accepted.ics --
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
ATTENDEE;PARTSTAT=ACCEPTED:mailto:carol@example.org
BEGIN:VALARM
ACTION:DISPLAY
TRIGGER:-PT15M
DESCRIPTION:Lunch
END:VALARM
END:VEVENT
END:VCALENDAR

-- later.ics --
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//Stories//EN
BEGIN:VEVENT
UID:lunch@example.org
DTSTAMP:20260302T090000Z
DTSTART:20260310T150000Z
DTEND:20260310T160000Z
SUMMARY:Lunch
ORGANIZER:mailto:alice@example.org
ATTENDEE;PARTSTAT=ACCEPTED:mailto:alice@example.org
ATTENDEE;PARTSTAT=ACCEPTED:mailto:carol@example.org
END:VEVENT
END:VCALENDAR

-- hers.ics --
BEGIN:VCALENDAR
...
BEGIN:VEVENT
DTSTART:20260310T150000Z
ATTENDEE;PARTSTAT=NEEDS-ACTION;*:mailto:carol@example.org
BEGIN:VALARM
TRIGGER:-PT15M
...
END:VALARM
...
END:VEVENT
END:VCALENDAR

-- stored.ics --
BEGIN:VCALENDAR
...
BEGIN:VEVENT
SEQUENCE:1
ATTENDEE;PARTSTAT=NEEDS-ACTION;*:mailto:carol@example.org
...
END:VEVENT
END:VCALENDAR
