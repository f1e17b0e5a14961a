# Alice asks Bob, who is elsewhere, to write a report. A task is something to do: neither the mail nor the page asks whether he comes.
# RFC 5546 §3.4.2, §3.4.3
user alice  alice@example.org

alice PUT /dav/calendars/alice/tasks/report.ics  report.ics
< 201
mail to bob@else.example
< text/calendar; method=REQUEST
< text contains Will you do it?
< text lacks come
set page from link

guest GET $page
< 200
< contains Will you do it?
< contains Yes, I will do it
< lacks I will come
guest POST $page answer=accept
< 200
< contains Yes, I will do it
mail to alice@example.org
< Subject: bob@else.example accepted: Write the report
< text contains Due: Tuesday, 10 March 2026

guest GET $page
< 200
< contains you will do it
< contains (you, will do it)

-- report.ics --
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//Stories//EN
BEGIN:VTODO
UID:report@example.org
DTSTAMP:20260302T090000Z
DUE;VALUE=DATE:20260310
SUMMARY:Write the report
ORGANIZER:mailto:alice@example.org
ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:bob@else.example
END:VTODO
END:VCALENDAR
