# Alice's program asks the server to send the invitation once more: it does, and does not keep the wish.
# RFC 6638 §7.2
user alice  alice@example.org

alice PUT /dav/calendars/alice/calendar/lunch.ics  invite.ics
< 201

mail to bob@else.example
set organizer from calendar ORGANIZER
time +1h
alice PUT /dav/calendars/alice/calendar/lunch.ics  once-more.ics
< 204
mail to bob@else.example
< text/calendar; method=REQUEST  request.ics
no mail
alice GET /dav/calendars/alice/calendar/lunch.ics
< 200
< lacks FORCE-SEND

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
END:VEVENT
END:VCALENDAR

-- once-more.ics --
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
ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE;SCHEDULE-FORCE-SEND=REQUEST:mailto:bob@else.example
END:VEVENT
END:VCALENDAR

-- request.ics --
BEGIN:VCALENDAR
...
METHOD:REQUEST
BEGIN:VEVENT
ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE;*:mailto:bob@else.example
...
END:VEVENT
END:VCALENDAR
