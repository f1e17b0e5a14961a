# Bob's mail scanner follows every link in the invitation: it sees a page, and nothing is answered.
# RFC 9110 §9.2.1
user alice  alice@example.org

alice PUT /dav/calendars/alice/calendar/lunch.ics  invite.ics
< 201

mail to bob@else.example
set page from link

guest GET $page
< 200
< Content-Type: text/html; charset=utf-8
< Content-Security-Policy: *default-src 'none'*
< Referrer-Policy: no-referrer
< Cache-Control: *no-store*
< contains Lunch
< contains alice@example.org
guest HEAD $page
< 200
guest GET $page?r=accepted
< 200
< contains <form
guest PUT $page
< 405

no mail
alice GET /dav/calendars/alice/calendar/lunch.ics
< 200
< body untouched.ics

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

-- untouched.ics --
BEGIN:VCALENDAR
...
BEGIN:VEVENT
UID:lunch@example.org
ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE;SCHEDULE-STATUS=1.1:mailto:bob@else.example
...
END:VEVENT
END:VCALENDAR
