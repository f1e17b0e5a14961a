# Alice's program tries to keep the same meeting in two of her calendars, which would schedule it twice.
# RFC 6638 §3.2.4.1
user alice  alice@example.org
user carol  carol@example.org
alice MKCALENDAR /dav/calendars/alice/choir/
< 201
alice PUT /dav/calendars/alice/calendar/lunch.ics  invite.ics
< 201
alice PUT /dav/calendars/alice/choir/lunch.ics  invite.ics
< 403
< body refused.xml
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
ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:carol@example.org
END:VEVENT
END:VCALENDAR

-- refused.xml --
<D:error>
  <C:unique-scheduling-object-resource><D:href>/dav/calendars/alice/calendar/lunch.ics</D:href></C:unique-scheduling-object-resource>
</D:error>
