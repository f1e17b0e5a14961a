# Bob proposes another day for one date of a weekly event of whole days; for the series as a whole nothing can be proposed.
# RFC 5546 §3.2.7, RFC 5545 §3.8.4.4
user alice  alice@example.org

alice PUT /dav/calendars/alice/calendar/lunch.ics  invite.ics
< 201
mail to bob@else.example
set page from link

guest GET $page
< 200
< contains type="date"
guest POST $page/proposal start=2026-03-18&end=2026-03-18
< 400
< contains choose one of the dates
guest POST $page/proposal instance=20260317T000000Z&start=2026-03-18&end=2026-03-19
< 200
< contains Wed 18 March 2026
mail to alice@example.org
< Subject: bob@else.example proposes a new time: Lunch
< text contains 17 March 2026
< text contains 18 March 2026

-- invite.ics --
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//Stories//EN
BEGIN:VEVENT
UID:lunch@example.org
DTSTAMP:20260302T090000Z
DTSTART;VALUE=DATE:20260310
DTEND;VALUE=DATE:20260311
SUMMARY:Lunch
RRULE:FREQ=WEEKLY;COUNT=4
ORGANIZER:mailto:alice@example.org
ATTENDEE;PARTSTAT=ACCEPTED:mailto:alice@example.org
ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:bob@else.example
END:VEVENT
END:VCALENDAR
