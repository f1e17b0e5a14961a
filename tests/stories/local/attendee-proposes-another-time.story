# Carol, who is invited, proposes another time with a message to her outbox: Alice keeps the time, and Carol reads so; the next proposal Alice accepts, and everybody's copy moves. Nobody proposes what makes no sense, or for somebody else without being allowed.
# RFC 5546 §3.2.7, §3.2.8, RFC 6638 §5, §6.2.3
user alice  alice@example.org
user carol  carol@example.org
user dave   dave@example.org
user erin   erin@example.org
alice PUT /dav/calendars/alice/calendar/lunch.ics  lunch.ics
< 201

carol POST /dav/calendars/carol/outbox/  counter.ics
> Content-Type: text/calendar; charset=utf-8; method=COUNTER
< 200
< body told.xml
notices alice
< proposal: carol@example.org proposes a new time: Lunch / They wrote: The dentist! / Proposed: Wed 11 March 2026 12:00 – 13:30 UTC / The event stays as it is until you move it. / Accept or refuse it: https://cal.example.org/waiting/ (on the server: rsvpd meeting pending alice)
pending alice
< proposal of carol@example.org: lunch@example.org
mail to alice@example.org
< Subject: carol@example.org proposes a new time: Lunch
alice GET /dav/calendars/alice/calendar/lunch.ics
< 200
< contains DTSTART:20260310T120000Z
< lacks PARTSTAT=TENTATIVE
alice refuses 1
notices carol
< ...
< proposal-declined: alice@example.org keeps the time: Lunch*

# Refused in the program, with a word.
carol POST /dav/calendars/carol/outbox/  counter.ics
< 200
alice POST /dav/calendars/alice/outbox/  decline.ics
< 200
< body declined.xml
notices carol
< ...
< proposal-declined: alice@example.org keeps the time: Lunch / They wrote: The room is taken
pending alice
alice POST /dav/calendars/alice/outbox/  decline.ics
< 400
< contains valid-scheduling-message

carol POST /dav/calendars/carol/outbox/  counter.ics
< 200
alice accepts 1
dave GET /dav/calendars/dave/calendar/lunch@example.org.ics
< 200
< contains DTSTART:20260311T120000Z
< contains DTEND:20260311T133000Z
ignore mail

# The time it has now, none of an invited person, none for a meeting of one's own, none in Carol's name.
carol POST /dav/calendars/carol/outbox/  counter.ics
< 400
< contains valid-scheduling-message
erin POST /dav/calendars/erin/outbox/  counter.ics
< 403
alice POST /dav/calendars/alice/outbox/  counter.ics
< 403
dave POST /dav/calendars/carol/outbox/  counter.ics
< 403
carol PROPPATCH /dav/principals/carol/calendar-proxy-write/  dave.xml
< 207
dave POST /dav/calendars/carol/outbox/  again.ics
< 200
notices alice
< ...
< proposal: carol@example.org proposes a new time: Lunch / Proposed: Thu 12 March 2026 12:00 – 13:00 UTC / The event stays as it is until you move it. / Accept or refuse it: https://cal.example.org/waiting/ (on the server: rsvpd meeting pending alice) / Sent by dave@example.org on behalf of carol@example.org.
ignore mail

-- lunch.ics --
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
ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:carol@example.org
ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:dave@example.org
END:VEVENT
END:VCALENDAR

-- counter.ics --
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//Stories//EN
METHOD:COUNTER
BEGIN:VEVENT
UID:lunch@example.org
DTSTAMP:20260302T090000Z
DTSTART:20260311T120000Z
DTEND:20260311T133000Z
SUMMARY:Lunch
COMMENT:The dentist!
LOCATION:Elsewhere
ORGANIZER:mailto:alice@example.org
ATTENDEE;PARTSTAT=TENTATIVE:mailto:carol@example.org
END:VEVENT
END:VCALENDAR

-- again.ics --
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//Stories//EN
METHOD:COUNTER
BEGIN:VEVENT
UID:lunch@example.org
DTSTAMP:20260302T090000Z
DTSTART:20260312T120000Z
DTEND:20260312T130000Z
SUMMARY:Lunch
ORGANIZER:mailto:alice@example.org
ATTENDEE;PARTSTAT=TENTATIVE:mailto:carol@example.org
END:VEVENT
END:VCALENDAR

-- decline.ics --
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//Stories//EN
METHOD:DECLINECOUNTER
BEGIN:VEVENT
UID:lunch@example.org
DTSTAMP:20260302T090000Z
DTSTART:20260310T120000Z
DTEND:20260310T130000Z
SUMMARY:Lunch
COMMENT:The room is taken
ORGANIZER:mailto:alice@example.org
ATTENDEE;PARTSTAT=NEEDS-ACTION:mailto:carol@example.org
END:VEVENT
END:VCALENDAR

-- told.xml --
<C:schedule-response><C:response><C:recipient><D:href>mailto:alice@example.org</D:href></C:recipient><C:request-status>2.0;Success</C:request-status></C:response></C:schedule-response>

-- declined.xml --
<C:schedule-response><C:response><C:recipient><D:href>mailto:carol@example.org</D:href></C:recipient><C:request-status>2.0;Success</C:request-status></C:response></C:schedule-response>

-- dave.xml --
<D:propertyupdate xmlns:D="DAV:"><D:set><D:prop><D:group-member-set>
  <D:href>/dav/principals/dave/</D:href>
</D:group-member-set></D:prop></D:set></D:propertyupdate>
