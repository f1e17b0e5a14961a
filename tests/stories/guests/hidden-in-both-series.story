# The guest list is hidden, and Alice's program, which does not know that, moves a date and all that follow: in the series that begins nobody sees it either.
# RFC 5545 §3.2.13, RFC 6638 §11.4
user alice  alice@example.org

alice PUT /dav/calendars/alice/calendar/lunch.ics  lunch.ics
< 201
mail to bob@else.example
ignore mail to erin@third.example
alice PUT /dav/calendars/alice/calendar/lunch.ics  later.ics
< 204
mail to bob@else.example
< text lacks erin@third.example
mail to bob@else.example
< Subject: Invitation: Lunch @ Tue 24 Mar 2026 15:00 - 16:00 (UTC), repeating
< text/calendar; method=REQUEST begun.ics
< text lacks erin@third.example
ignore mail to erin@third.example

-- lunch.ics --
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//Stories//EN
BEGIN:VEVENT
UID:lunch@example.org
DTSTAMP:20260302T090000Z
DTSTART:20260310T120000Z
DTEND:20260310T130000Z
RRULE:FREQ=WEEKLY;COUNT=5
SUMMARY:Lunch
X-RSVPD-GUEST-LIST:NOBODY
ORGANIZER:mailto:alice@example.org
ATTENDEE;PARTSTAT=ACCEPTED:mailto:alice@example.org
ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:bob@else.example
ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:erin@third.example
END:VEVENT
END:VCALENDAR

-- later.ics --
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//Stories//EN
BEGIN:VEVENT
UID:lunch@example.org
DTSTAMP:20260302T090000Z
DTSTART:20260310T120000Z
DTEND:20260310T130000Z
RRULE:FREQ=WEEKLY;COUNT=5
SUMMARY:Lunch
ORGANIZER:mailto:alice@example.org
ATTENDEE;PARTSTAT=ACCEPTED:mailto:alice@example.org
ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:bob@else.example
ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:erin@third.example
END:VEVENT
BEGIN:VEVENT
UID:lunch@example.org
DTSTAMP:20260302T090000Z
RECURRENCE-ID;RANGE=THISANDFUTURE:20260324T120000Z
DTSTART:20260324T150000Z
DTEND:20260324T160000Z
SUMMARY:Lunch
ORGANIZER:mailto:alice@example.org
ATTENDEE;PARTSTAT=ACCEPTED:mailto:alice@example.org
ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:bob@else.example
ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:erin@third.example
END:VEVENT
END:VCALENDAR

-- begun.ics --
BEGIN:VCALENDAR
CALSCALE:GREGORIAN
METHOD:REQUEST
VERSION:2.0
PRODID:*
BEGIN:VEVENT
UID:*
DTSTAMP:*
DTSTART:20260324T150000Z
DTEND:20260324T160000Z
RRULE:FREQ=WEEKLY;COUNT=3
SUMMARY:Lunch
SEQUENCE:0
RELATED-TO;RELTYPE=SIBLING:lunch@example.org
ORGANIZER;*:mailto:*
ATTENDEE;PARTSTAT=ACCEPTED;*:mailto:*@cal.example.org
ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:bob@else.example
X-MICROSOFT-CDO-BUSYSTATUS:BUSY
X-RSVPD-TOKEN:*
END:VEVENT
END:VCALENDAR
