# Bob may write in Alice's calendar, but not invite in her name, nor change her other calendars or who may do what.
# RFC 3744 §3.2, RFC 6638 §6.2.2
user alice  alice@example.org
user bob    bob@example.org
alice ACL /dav/calendars/alice/calendar/  grant.xml
< 200
bob PUT /dav/calendars/alice/calendar/walk.ics  walk.ics
< 201
bob PUT /dav/calendars/alice/calendar/walk.ics  walk.ics
< 204
alice GET /dav/calendars/alice/calendar/walk.ics
< 200
< contains Harbour
bob PROPPATCH /dav/calendars/alice/calendar/  rename.xml
< 207
bob MOVE /dav/calendars/alice/calendar/walk.ics
> Destination: /dav/calendars/alice/calendar/stroll.ics
< 201
bob MOVE /dav/calendars/alice/calendar/stroll.ics
> Destination: /dav/calendars/alice/tasks/stroll.ics
< 403
bob PUT /dav/calendars/alice/calendar/lunch.ics  lunch.ics
< 403
< body no-invite.xml
no mail
alice ACL /dav/calendars/alice/outbox/  send.xml       # now he may
< 200
bob PUT /dav/calendars/alice/calendar/lunch.ics  lunch.ics
< 201
mail to gina@else.example
< From: Alice via *
timeline lunch@example.org
< acted: bob for alice
< ...
bob DELETE /dav/calendars/alice/calendar/stroll.ics
< 204
bob DELETE /dav/calendars/alice/calendar/
< 403
< contains unbind
bob MKCALENDAR /dav/calendars/alice/bobs/          # he does not see the home, so he is not told more
< 403
< contains read
< lacks bind
bob MOVE /dav/calendars/alice/calendar/
> Destination: /dav/calendars/alice/bobs/
< 403
bob PUT /dav/calendars/alice/tasks/x.ics  walk.ics
< 403

-- walk.ics --
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//Stories//EN
BEGIN:VEVENT
UID:walk@example.org
DTSTAMP:20260302T090000Z
DTSTART:20260310T120000Z
DTEND:20260310T130000Z
SUMMARY:Walk
LOCATION:Harbour
END:VEVENT
END:VCALENDAR

-- lunch.ics --
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//Stories//EN
BEGIN:VEVENT
UID:lunch@example.org
DTSTAMP:20260302T090000Z
DTSTART:20260311T120000Z
DTEND:20260311T130000Z
SUMMARY:Lunch
ORGANIZER:mailto:alice@example.org
ATTENDEE:mailto:alice@example.org
ATTENDEE:mailto:gina@else.example
END:VEVENT
END:VCALENDAR
-- grant.xml --
<D:acl xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav"><D:ace>
  <D:principal><D:href>/dav/principals/bob/</D:href></D:principal>
  <D:grant><D:privilege><D:read/></D:privilege><D:privilege><D:write/></D:privilege></D:grant>
</D:ace></D:acl>
-- send.xml --
<D:acl xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav"><D:ace>
  <D:principal><D:href>/dav/principals/bob/</D:href></D:principal>
  <D:grant><D:privilege><C:schedule-send/></D:privilege></D:grant>
</D:ace></D:acl>
-- rename.xml --
<D:propertyupdate xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav"><D:set><D:prop><D:displayname>Ours</D:displayname></D:prop></D:set></D:propertyupdate>
-- no-invite.xml --
<D:error><D:need-privileges><D:resource>
  <D:href>/dav/calendars/alice/outbox/</D:href><D:privilege><C:schedule-send-invite/></D:privilege>
</D:resource></D:need-privileges></D:error>
