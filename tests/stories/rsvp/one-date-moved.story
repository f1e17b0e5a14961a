# Alice moves one date of a weekly lunch. The links of that mail choose that date on the page: who presses one and sends the form answers for it alone.
# RFC 5546 §3.2.3, RFC 5545 §3.8.4.4
user alice  alice@example.org

alice PUT /dav/calendars/alice/calendar/lunch.ics  invite.ics
< 201
mail to bob@else.example
< text contains ?r=declined
< text lacks instance=
set page from link
guest POST $page answer=accept
< 200
ignore mail to alice@example.org

time +1h
alice edits /dav/calendars/alice/calendar/lunch.ics at 20260324T120000Z
> DTSTART:20260325T140000Z
> DTEND:20260325T150000Z
< 204
mail to bob@else.example
< text contains ?instance=20260324T120000Z&r=declined
< html contains instance=20260324T120000Z

guest GET $page?instance=20260324T120000Z&r=declined
< 200
< contains <option value="20260324T120000Z" selected>Wed 25 March 2026, 14:00</option>
< contains value="decline" required checked
< contains value="2026-03-25T14:00"
guest GET $page
< 200
< lacks selected
< contains value="2026-03-10T12:00"

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
