# Alice invites Carol, who has an account here: with the answer to Alice's request the event is in Carol's calendar and the message in her inbox; no mail is sent.
# RFC 6638 §3.2.1, §4.1
user alice  alice@example.org
user carol  carol@example.org
alice PUT /dav/calendars/alice/calendar/lunch.ics  invite.ics
< 201

carol GET /dav/calendars/carol/calendar/lunch@example.org.ics
< 200
< Schedule-Tag: *
< body copy.ics
carol REPORT /dav/calendars/carol/inbox/  inbox.xml
< 207
< body message.xml
alice GET /dav/calendars/alice/calendar/lunch.ics
< 200
< body stored.ics
notices carol
< invited: Invitation from alice@example.org: Lunch
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

-- copy.ics --
BEGIN:VCALENDAR
...
BEGIN:VEVENT
UID:lunch@example.org
ORGANIZER;*:mailto:alice@example.org
ATTENDEE;PARTSTAT=NEEDS-ACTION;*:mailto:carol@example.org
SUMMARY:Lunch
ATTENDEE;PARTSTAT=ACCEPTED:mailto:alice@example.org
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
    <D:href>/dav/calendars/carol/inbox/*.ics</D:href>
    <D:propstat>
      <D:prop>
        <C:calendar-data>
BEGIN:VCALENDAR
...
METHOD:REQUEST
BEGIN:VEVENT
UID:lunch@example.org
SUMMARY:Lunch
...
END:VEVENT
END:VCALENDAR
        </C:calendar-data>
      </D:prop>
      <D:status>HTTP/1.1 200 OK</D:status>
    </D:propstat>
  </D:response>
</D:multistatus>

-- stored.ics --
BEGIN:VCALENDAR
...
BEGIN:VEVENT
UID:lunch@example.org
ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE;SCHEDULE-STATUS=1.2:mailto:carol@example.org
...
END:VEVENT
END:VCALENDAR
