# Alice chooses the calendar that new invitations go into; there is always one, so she cannot take it away.
# RFC 6638 §9.2, §4.3.1.1, §4.3.1.2
user alice  alice@example.org
user bob    bob@example.org
bob MKCALENDAR /dav/calendars/bob/club/
< 201
bob PROPPATCH /dav/calendars/bob/inbox/  choose-club.xml
< 207
< contains HTTP/1.1 200 OK
bob PROPFIND /dav/calendars/bob/inbox/  ask.xml
> Depth: 0
< 207
< contains <href>/dav/calendars/bob/club/</href>

alice PUT /dav/calendars/alice/calendar/lunch.ics  lunch.ics
< 201
bob PROPFIND /dav/calendars/bob/club/  names.xml
> Depth: 1
< 207
< contains .ics
bob DELETE /dav/calendars/bob/club/
< 403
< contains <C:default-calendar-needed>

bob PROPPATCH /dav/calendars/bob/inbox/  choose-nothing.xml
< 207
< body needed.xml
bob PROPPATCH /dav/calendars/bob/inbox/  choose-tasks.xml
< 207
< body invalid.xml
bob PROPPATCH /dav/calendars/bob/inbox/  choose-alices.xml
< 207
< body invalid.xml
bob MOVE /dav/calendars/bob/club/
> Destination: /dav/calendars/bob/society/
< 201
bob PROPFIND /dav/calendars/bob/inbox/  ask.xml
> Depth: 0
< 207
< contains <href>/dav/calendars/bob/society/</href>
bob MKCALENDAR /dav/calendars/bob/team/
< 201
bob MOVE /dav/calendars/bob/team/
> Destination: /dav/calendars/bob/society/
> Overwrite: T
< 204
mail to alice@example.org
< Subject: bob@example.org declined: Lunch
bob PROPFIND /dav/calendars/bob/inbox/  ask.xml
> Depth: 0
< 207
< contains <href>/dav/calendars/bob/society/</href>

-- choose-club.xml --
<D:propertyupdate xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav"><D:set><D:prop>
  <C:schedule-default-calendar-URL><D:href>/dav/calendars/bob/club/</D:href></C:schedule-default-calendar-URL>
</D:prop></D:set></D:propertyupdate>
-- choose-nothing.xml --
<D:propertyupdate xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav"><D:remove><D:prop>
  <C:schedule-default-calendar-URL/>
</D:prop></D:remove></D:propertyupdate>
-- choose-tasks.xml --
<D:propertyupdate xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav"><D:set><D:prop>
  <C:schedule-default-calendar-URL><D:href>/dav/calendars/bob/tasks/</D:href></C:schedule-default-calendar-URL>
</D:prop></D:set></D:propertyupdate>
-- choose-alices.xml --
<D:propertyupdate xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav"><D:set><D:prop>
  <C:schedule-default-calendar-URL><D:href>/dav/calendars/alice/calendar/</D:href></C:schedule-default-calendar-URL>
</D:prop></D:set></D:propertyupdate>
-- ask.xml --
<D:propfind xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav"><D:prop><C:schedule-default-calendar-URL/></D:prop></D:propfind>
-- names.xml --
<D:propfind xmlns:D="DAV:"><D:prop><D:getetag/></D:prop></D:propfind>

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
ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:bob@example.org
END:VEVENT
END:VCALENDAR

-- needed.xml --
<D:multistatus>
  <D:response>
    <D:href>/dav/calendars/bob/inbox/</D:href>
    <D:propstat>
      <D:prop><C:schedule-default-calendar-URL/></D:prop>
      <D:status>HTTP/1.1 403 Forbidden</D:status>
      <D:error><C:default-calendar-needed/></D:error>
    </D:propstat>
  </D:response>
</D:multistatus>
-- invalid.xml --
<D:multistatus>
  <D:response>
    <D:href>/dav/calendars/bob/inbox/</D:href>
    <D:propstat>
      <D:prop><C:schedule-default-calendar-URL/></D:prop>
      <D:status>HTTP/1.1 403 Forbidden</D:status>
      <D:error><C:valid-schedule-default-calendar-URL/></D:error>
    </D:propstat>
  </D:response>
</D:multistatus>
