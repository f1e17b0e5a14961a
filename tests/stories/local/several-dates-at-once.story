# Alice calls two dates of a series off in one edit: Carol, who is of this house, finds one message in her schedule inbox, and Bob elsewhere gets a mail for each date.
# RFC 6638 §3.2.1.2, §4.1, RFC 5546 §3.2.5
user alice  alice@example.org
user carol  carol@example.org
alice PUT /dav/calendars/alice/calendar/standup.ics  invite.ics
< 201
ignore mail
alice PUT /dav/calendars/alice/calendar/standup.ics  two-less.ics
< 204
carol REPORT /dav/calendars/carol/inbox/  cancelled.xml
< 207
< body one-message.xml
carol GET /dav/calendars/carol/calendar/standup@example.org.ics
< 200
< body carols.ics
mail to bob@else.example
< text/calendar; method=CANCEL
mail to bob@else.example
< text/calendar; method=CANCEL

-- invite.ics --
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//Stories//EN
BEGIN:VEVENT
UID:standup@example.org
DTSTAMP:20260302T090000Z
DTSTART:20260310T090000Z
DTEND:20260310T091500Z
RRULE:FREQ=DAILY;COUNT=5
SUMMARY:Stand-up
ORGANIZER:mailto:alice@example.org
ATTENDEE;PARTSTAT=ACCEPTED:mailto:alice@example.org
ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:carol@example.org
ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:bob@else.example
END:VEVENT
END:VCALENDAR

-- two-less.ics --
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//Stories//EN
BEGIN:VEVENT
UID:standup@example.org
DTSTAMP:20260302T090000Z
DTSTART:20260310T090000Z
DTEND:20260310T091500Z
RRULE:FREQ=DAILY;COUNT=5
EXDATE:20260311T090000Z,20260312T090000Z
SUMMARY:Stand-up
ORGANIZER:mailto:alice@example.org
ATTENDEE;PARTSTAT=ACCEPTED:mailto:alice@example.org
ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:carol@example.org
ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:bob@else.example
END:VEVENT
END:VCALENDAR

-- cancelled.xml --
<?xml version="1.0" encoding="utf-8"?>
<C:calendar-query xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav">
  <D:prop><C:calendar-data/></D:prop>
  <C:filter>
    <C:comp-filter name="VCALENDAR">
      <C:prop-filter name="METHOD"><C:text-match>CANCEL</C:text-match></C:prop-filter>
    </C:comp-filter>
  </C:filter>
</C:calendar-query>

-- one-message.xml --
<D:multistatus>
  <D:response>
    <D:href>/dav/calendars/carol/inbox/*.ics</D:href>
    <D:propstat>
      <D:prop>
        <C:calendar-data>
BEGIN:VCALENDAR
...
METHOD:CANCEL
BEGIN:VEVENT
RECURRENCE-ID:20260311T090000Z
STATUS:CANCELLED
...
END:VEVENT
BEGIN:VEVENT
RECURRENCE-ID:20260312T090000Z
STATUS:CANCELLED
...
END:VEVENT
END:VCALENDAR
        </C:calendar-data>
      </D:prop>
      <D:status>HTTP/1.1 200 OK</D:status>
    </D:propstat>
  </D:response>
</D:multistatus>

-- carols.ics --
BEGIN:VCALENDAR
...
BEGIN:VEVENT
UID:standup@example.org
RRULE:FREQ=DAILY;COUNT=5
...
END:VEVENT
BEGIN:VEVENT
RECURRENCE-ID:20260311T090000Z
STATUS:CANCELLED
...
END:VEVENT
BEGIN:VEVENT
RECURRENCE-ID:20260312T090000Z
STATUS:CANCELLED
...
END:VEVENT
END:VCALENDAR
