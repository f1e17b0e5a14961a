# Alice copies a whole calendar: the events are there twice then, the meeting with Carol once, and Carol hears of nothing.
# RFC 4918 §9.8.3, §9.8.5, RFC 6638 §3.2.4.1
user alice  alice@example.org
user carol  carol@example.org
alice PUT /dav/calendars/alice/calendar/lunch.ics  lunch.ics
< 201
alice PUT /dav/calendars/alice/calendar/meeting.ics  meeting.ics
< 201

alice COPY /dav/calendars/alice/calendar/
> Destination: /dav/calendars/alice/copy/
< 207
< body left-out.xml
alice GET /dav/calendars/alice/copy/lunch.ics
< 200
< body lunch.ics
alice GET /dav/calendars/alice/copy/meeting.ics
< 404
alice GET /dav/calendars/alice/calendar/meeting.ics
< 200
alice COPY /dav/calendars/alice/calendar/
> Destination: /dav/calendars/alice/copy/
> Overwrite: F
< 412
alice MOVE /dav/calendars/alice/copy/           # the other copy goes, and this one takes its name
> Destination: /dav/calendars/alice/tasks/
< 204
alice GET /dav/calendars/alice/tasks/lunch.ics
< 200
no mail

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
END:VEVENT
END:VCALENDAR

-- meeting.ics --
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//Stories//EN
BEGIN:VEVENT
UID:meeting@example.org
DTSTAMP:20260302T090000Z
DTSTART:20260310T140000Z
DTEND:20260310T150000Z
SUMMARY:Meeting
ORGANIZER:mailto:alice@example.org
ATTENDEE;PARTSTAT=ACCEPTED:mailto:alice@example.org
ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:carol@example.org
END:VEVENT
END:VCALENDAR

-- left-out.xml --
<D:multistatus>
  <D:response>
    <D:href>/dav/calendars/alice/copy/meeting.ics</D:href>
    <D:status>HTTP/1.1 403 Forbidden</D:status>
    <D:error><C:unique-scheduling-object-resource/></D:error>
  </D:response>
</D:multistatus>
