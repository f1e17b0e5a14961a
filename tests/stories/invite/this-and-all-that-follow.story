# Alice's program moves a date and all that follow by one component: for the guest outside, for Carol and in the room a series ends, and another begins.
# RFC 5545 §3.2.13, §3.8.4.5, RFC 6638 §3.2.1.2
user alice  alice@example.org
user carol  carol@example.org
room blue   blue@example.org  automatic

alice PUT /dav/calendars/alice/calendar/lunch.ics  lunch.ics
< 201
mail to bob@else.example
carol edits /dav/calendars/carol/calendar/lunch@example.org.ics
> ATTENDEE;PARTSTAT=ACCEPTED:mailto:carol@example.org
< 204
mail to alice@example.org

alice PUT /dav/calendars/alice/calendar/lunch.ics  later.ics
< 204
< ETag: (none)
# Two mails about two meetings, in whichever order they leave.
mail to bob@else.example
< Subject: *: Lunch @ Tue * Mar 2026 *, repeating
< text/calendar; method=REQUEST
mail to bob@else.example
< Subject: *: Lunch @ Tue * Mar 2026 *, repeating
< text/calendar; method=REQUEST
no mail
alice REPORT /dav/calendars/alice/calendar/  from-24-march.xml
> Depth: 1
< 207
< body the-other.xml

# The answers to the dates that stay are kept; to the others everybody is asked anew.
alice GET /dav/calendars/alice/calendar/lunch.ics
< 200
< body ended-at-alice.ics
alice GET /dav/calendars/alice/calendar/$uid.ics
< 200
< body begun-at-alice.ics
carol GET /dav/calendars/carol/calendar/lunch@example.org.ics
< 200
< body ended.ics
carol GET /dav/calendars/carol/calendar/$uid.ics
< 200
< body begun.ics

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
ORGANIZER:mailto:alice@example.org
ATTENDEE;PARTSTAT=ACCEPTED:mailto:alice@example.org
ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:bob@else.example
ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:carol@example.org
ATTENDEE;CUTYPE=ROOM;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:blue@example.org
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
ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:carol@example.org
ATTENDEE;CUTYPE=ROOM;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:blue@example.org
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
ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:carol@example.org
ATTENDEE;CUTYPE=ROOM;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:blue@example.org
END:VEVENT
END:VCALENDAR

-- ended.ics --
BEGIN:VCALENDAR
...
BEGIN:VEVENT
DTSTART:20260310T120000Z
DTEND:20260310T130000Z
RRULE:FREQ=WEEKLY;UNTIL=20260324T115959Z
ATTENDEE;PARTSTAT=ACCEPTED;*:mailto:carol@example.org
ATTENDEE;PARTSTAT=NEEDS-ACTION;*:mailto:bob@else.example
...
END:VEVENT
END:VCALENDAR

-- begun.ics --
BEGIN:VCALENDAR
...
BEGIN:VEVENT
DTSTART:20260324T150000Z
DTEND:20260324T160000Z
RRULE:FREQ=WEEKLY;COUNT=3
RELATED-TO;RELTYPE=SIBLING:lunch@example.org
ATTENDEE;PARTSTAT=NEEDS-ACTION;*:mailto:carol@example.org
ATTENDEE;PARTSTAT=NEEDS-ACTION;*:mailto:bob@else.example
...
END:VEVENT
END:VCALENDAR

-- ended-at-alice.ics --
BEGIN:VCALENDAR
...
BEGIN:VEVENT
DTSTART:20260310T120000Z
DTEND:20260310T130000Z
RRULE:FREQ=WEEKLY;UNTIL=20260324T115959Z
ATTENDEE;PARTSTAT=ACCEPTED;*:mailto:carol@example.org
ATTENDEE;PARTSTAT=ACCEPTED;*:mailto:blue@example.org
...
END:VEVENT
END:VCALENDAR

-- begun-at-alice.ics --
BEGIN:VCALENDAR
...
BEGIN:VEVENT
DTSTART:20260324T150000Z
DTEND:20260324T160000Z
RRULE:FREQ=WEEKLY;COUNT=3
RELATED-TO;RELTYPE=SIBLING:lunch@example.org
ATTENDEE;PARTSTAT=NEEDS-ACTION;*:mailto:carol@example.org
ATTENDEE;PARTSTAT=ACCEPTED;*:mailto:blue@example.org
...
END:VEVENT
END:VCALENDAR

-- from-24-march.xml --
<C:calendar-query xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav"><D:prop><D:getetag/></D:prop><C:filter><C:comp-filter name="VCALENDAR"><C:comp-filter name="VEVENT"><C:time-range start="20260324T000000Z"/></C:comp-filter></C:comp-filter></C:filter></C:calendar-query>
-- the-other.xml --
<D:multistatus>
  <D:response><D:href>/dav/calendars/alice/calendar/$uid.ics</D:href>...</D:response>
</D:multistatus>
