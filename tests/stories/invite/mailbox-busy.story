# Bob's mail server is busy: the invitation waits and leaves a little later; until then Alice sees that it is under way.
# RFC 5321 §4.5.4.1, RFC 6638 §3.2.9
relay busy.txt
user alice  alice@example.org
alice PUT /dav/calendars/alice/calendar/lunch.ics  invite.ics
< 201
no mail
alice GET /dav/calendars/alice/calendar/lunch.ics
< 200
< body waiting.ics

time +2m
no mail
time +5m
mail to bob@else.example
< Subject: Invitation: Lunch*
alice GET /dav/calendars/alice/calendar/lunch.ics
< 200
< body sent.ics
timeline lunch@example.org
< queued: REQUEST to bob@else.example
< delayed: REQUEST to bob@else.example: *busy*
< delayed: REQUEST to bob@else.example: *still busy*
< sent: REQUEST to bob@else.example: 250 *

-- busy.txt --
bob@else.example 450 4.2.1 busy
bob@else.example 451 4.3.0 still busy

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

-- waiting.ics --
BEGIN:VCALENDAR
...
BEGIN:VEVENT
UID:lunch@example.org
ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE;SCHEDULE-STATUS=1.0:mailto:bob@else.example
...
END:VEVENT
END:VCALENDAR

-- sent.ics --
BEGIN:VCALENDAR
...
BEGIN:VEVENT
UID:lunch@example.org
ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE;SCHEDULE-STATUS=1.1:mailto:bob@else.example
...
END:VEVENT
END:VCALENDAR
