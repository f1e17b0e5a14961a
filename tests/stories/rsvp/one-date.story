# Bob declines one date of a weekly lunch on the page.
# RFC 5546 §3.2.3, RFC 5545 §3.8.4.4
user alice  alice@example.org

alice PUT /dav/calendars/alice/calendar/lunch.ics  invite.ics
< 201

mail to bob@else.example
set page from link

time +1h
guest GET $page
< 200
< contains 17 March 2026
guest POST $page answer=decline&instance=20260317T120000Z
< 200
mail to alice@example.org
< Subject: bob@else.example declined: Lunch
< text contains 17 March 2026
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
END:VEVENT
END:VCALENDAR

-- stored.ics --
BEGIN:VCALENDAR
...
BEGIN:VEVENT
RRULE:FREQ=WEEKLY;COUNT=4
ATTENDEE;PARTSTAT=NEEDS-ACTION;*:mailto:bob@else.example
...
END:VEVENT
BEGIN:VEVENT
RECURRENCE-ID:20260317T120000Z
ATTENDEE;PARTSTAT=DECLINED;*:mailto:bob@else.example
...
END:VEVENT
END:VCALENDAR
