# Dave answers for Carol, and later she says the same herself: the copy that Erin has shows who acted, though the answer did not change.
# RFC 5545 §3.2.18, RFC 6638 §4.2
user alice  alice@example.org
user carol  carol@example.org
user dave   dave@example.org
user erin   erin@example.org
dave acts for carol
alice PUT /dav/calendars/alice/calendar/lunch.ics  lunch.ics
< 201
dave edits /dav/calendars/carol/calendar/lunch@example.org.ics
> ATTENDEE;PARTSTAT=ACCEPTED:mailto:carol@example.org
< 204
erin GET /dav/calendars/erin/calendar/lunch@example.org.ics
< 200
< contains dave@example.org
time +1m
carol edits /dav/calendars/carol/calendar/lunch@example.org.ics
> +COMMENT:I do come
< 204
alice GET /dav/calendars/alice/calendar/lunch.ics
< 200
< lacks dave@example.org
erin GET /dav/calendars/erin/calendar/lunch@example.org.ics
< 200
< contains PARTSTAT=ACCEPTED
< lacks dave@example.org
ignore mail

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
ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:carol@example.org
ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:erin@example.org
END:VEVENT
END:VCALENDAR
