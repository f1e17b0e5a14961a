# Alice refuses the time Bob proposed. The next change is told against the invitation, not against that word, which holds no details; and neither names guests it does not know of.
# RFC 5546 §3.2.8
user alice  alice@example.org

alice PUT /dav/calendars/alice/calendar/lunch.ics  invite.ics
< 201
mail to bob@else.example
< text contains - Alice (organizer)
set page from link
guest POST $page/proposal start=2026-03-11T12:00&end=2026-03-11T13:00
< 200
mail to alice@example.org
alice refuses 1
mail to bob@else.example
< Subject: Declined proposal: Lunch @ Tue 10 Mar 2026 12:00 - 13:00 (UTC)
< text lacks Guests

time +1h
alice edits /dav/calendars/alice/calendar/lunch.ics
> LOCATION:Garden
< 204
mail to bob@else.example
< text contains Where: was: Kitchen
< text contains now: Garden
< text lacks Details: now:
< text contains Bring your own tea

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
LOCATION:Kitchen
DESCRIPTION:Bring your own tea
ORGANIZER:mailto:alice@example.org
ATTENDEE;PARTSTAT=ACCEPTED:mailto:alice@example.org
ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:bob@else.example
END:VEVENT
END:VCALENDAR
