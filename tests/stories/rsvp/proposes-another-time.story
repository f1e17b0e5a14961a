# Bob proposes another time on the page, in the zone of the event: Alice is told as if he had done so by mail, and nothing moves.
# RFC 5546 §3.2.7
user alice  alice@example.org

alice PUT /dav/calendars/alice/calendar/lunch.ics  invite.ics
< 201
mail to bob@else.example
set page from link

time +1h
guest GET $page
< 200
< contains Propose another time
< contains Europe/Berlin
< contains value="2026-03-10T12:00"
guest GET $page/proposal
< 200
no mail
guest POST $page/proposal start=2026-03-11T15:00&end=2026-03-11T14:00
< 400
< contains It would end before it begins
< contains value="2026-03-11T15:00"
guest POST $page/proposal start=2026-03-01T15:00&end=2026-03-01T16:00
< 400
< contains still to come
guest POST $page/proposal start=2026-03-10T12:00&end=2026-03-10T13:00
< 400
< contains the time it has already
no mail

guest POST $page/proposal start=2026-03-11T15:00&end=2026-03-11T16:30&comment=The+dentist%21
< 200
< contains 11 March 2026
< contains The dentist!
mail to alice@example.org
< Subject: bob@else.example proposes a new time: Lunch
< text contains 11 March 2026 15:00
< text contains 16:30 Europe/Berlin
< text contains The dentist!
< text lacks Not verified
notices alice
< proposal: bob@else.example proposes a new time: Lunch / They wrote: The dentist! / Proposed: * / *
alice GET /dav/calendars/alice/calendar/lunch.ics
< 200
< contains 20260310T120000
< lacks 20260311
guest POST /r/abcdefghijklmnopqrstuvwxyz234567/proposal start=2026-03-11T15:00&end=2026-03-11T16:30
< 404

-- invite.ics --
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//Stories//EN
BEGIN:VEVENT
UID:lunch@example.org
DTSTAMP:20260302T090000Z
DTSTART;TZID=Europe/Berlin:20260310T120000
DTEND;TZID=Europe/Berlin:20260310T130000
SUMMARY:Lunch
ORGANIZER:mailto:alice@example.org
ATTENDEE;PARTSTAT=ACCEPTED:mailto:alice@example.org
ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:bob@else.example
END:VEVENT
END:VCALENDAR
