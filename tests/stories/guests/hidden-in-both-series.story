# The guest list is hidden, and Alice's program, which does not know that, moves a date and all that follow: in the series that begins nobody sees it either.
# RFC 5545 §3.2.13, RFC 6638 §11.4
user alice  alice@example.org
user carol  carol@example.org

alice PUT /dav/calendars/alice/calendar/lunch.ics  lunch.ics
< 201
mail to bob@else.example
ignore mail to erin@third.example
alice PUT /dav/calendars/alice/calendar/lunch.ics  later.ics
< 204
# Two mails about two series, in whichever order they leave.
mail to bob@else.example
< Subject: *: Lunch @ Tue * Mar 2026 *, repeating
< text/calendar; method=REQUEST
< text lacks erin@third.example
< text contains bob@else.example (you, no answer yet)
mail to bob@else.example
< Subject: *: Lunch @ Tue * Mar 2026 *, repeating
< text/calendar; method=REQUEST
< text lacks erin@third.example
< text contains bob@else.example (you, no answer yet)
ignore mail to erin@third.example
carol REPORT /dav/calendars/carol/calendar/  both.xml
> Depth: 1
< 207
< contains UNTIL=20260324T115959Z
< contains RELTYPE=SIBLING:lunch@example.org
< lacks third.example
< lacks else.example

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
ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:carol@example.org
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
ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:carol@example.org
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
ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:carol@example.org
END:VEVENT
END:VCALENDAR

-- both.xml --
<C:calendar-query xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav"><D:prop><C:calendar-data/></D:prop><C:filter><C:comp-filter name="VCALENDAR"><C:comp-filter name="VEVENT"/></C:comp-filter></C:filter></C:calendar-query>
