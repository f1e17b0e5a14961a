# Somebody guesses links, or opens one whose event is gone: a page says so, and tells nothing else.
# RFC 9110 §15.5.5, §15.5.11
user alice  alice@example.org

alice PUT /dav/calendars/alice/calendar/lunch.ics  invite.ics
< 201

mail to bob@else.example
set page from link

guest GET /r/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa
< 404
< Content-Type: text/html; charset=utf-8
< lacks Lunch
guest POST /r/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa answer=accept
< 404
guest GET /r/
< 404

alice DELETE /dav/calendars/alice/calendar/lunch.ics
< 204
mail to bob@else.example
< Subject: Cancelled: *
guest GET $page
< 410
guest POST $page answer=accept
< 410
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
ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:bob@else.example
END:VEVENT
END:VCALENDAR
