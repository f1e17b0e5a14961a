# Carol accepts in her calendar program: Alice's calendar shows it and Alice is told; Alice's Schedule-Tag stays, and Carol's is another, lest a second program of hers undo the answer.
# RFC 6638 §3.2.2, §3.2.10, §4.2
user alice  alice@example.org
user carol  carol@example.org
alice PUT /dav/calendars/alice/calendar/lunch.ics  invite.ics
< 201
alice GET /dav/calendars/alice/calendar/lunch.ics
< 200
< Schedule-Tag: $tag
carol GET /dav/calendars/carol/calendar/lunch@example.org.ics
< 200
< Schedule-Tag: $carols-tag

time +1h
carol PUT /dav/calendars/carol/calendar/lunch@example.org.ics  accepted.ics
> If-Schedule-Tag-Match: $carols-tag
< 204
< Schedule-Tag: $carols-next
alice GET /dav/calendars/alice/calendar/lunch.ics
< 200
< Schedule-Tag: $tag
< body answered.ics
alice REPORT /dav/calendars/alice/inbox/  inbox.xml
< 207
< body message.xml
carol GET /dav/calendars/carol/calendar/lunch@example.org.ics
< 200
< Schedule-Tag: $carols-next
< body hers.ics
carol PUT /dav/calendars/carol/calendar/lunch@example.org.ics  accepted.ics
> If-Schedule-Tag-Match: $carols-tag
< 412

mail to alice@example.org
< Subject: carol@example.org accepted: Lunch
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

-- accepted.ics --
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
ATTENDEE;PARTSTAT=ACCEPTED:mailto:carol@example.org
END:VEVENT
END:VCALENDAR

-- answered.ics --
BEGIN:VCALENDAR
...
BEGIN:VEVENT
ATTENDEE;PARTSTAT=ACCEPTED;*:mailto:carol@example.org
ORGANIZER:mailto:alice@example.org
SUMMARY:Lunch
...
END:VEVENT
END:VCALENDAR

-- inbox.xml --
<?xml version="1.0" encoding="utf-8"?>
<C:calendar-query xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav">
  <D:prop><C:calendar-data/></D:prop>
  <C:filter><C:comp-filter name="VCALENDAR"/></C:filter>
</C:calendar-query>

-- message.xml --
<D:multistatus>
  <D:response>
    <D:href>/dav/calendars/alice/inbox/*.ics</D:href>
    <D:propstat>
      <D:prop>
        <C:calendar-data>
BEGIN:VCALENDAR
...
METHOD:REPLY
BEGIN:VEVENT
UID:lunch@example.org
ATTENDEE;PARTSTAT=ACCEPTED;*:mailto:carol@example.org
...
END:VEVENT
END:VCALENDAR
        </C:calendar-data>
      </D:prop>
      <D:status>HTTP/1.1 200 OK</D:status>
    </D:propstat>
  </D:response>
</D:multistatus>

-- hers.ics --
BEGIN:VCALENDAR
...
BEGIN:VEVENT
UID:lunch@example.org
ORGANIZER;*:mailto:alice@example.org
ATTENDEE;PARTSTAT=ACCEPTED;*:mailto:carol@example.org
...
END:VEVENT
END:VCALENDAR
