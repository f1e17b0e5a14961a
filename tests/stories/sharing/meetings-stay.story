# A meeting stays with its organizer, and an invitation with the invited: neither can be dragged into somebody else's calendar.
# RFC 6638 §3.2.3.3, §3.2.3.4, §3.2.4.3, §3.2.4.4, caldav-sharing §5.5.5
user alice  alice@example.org
user bob    bob@example.org
alice POST /dav/calendars/alice/calendar/  share.xml
< 200
alice PROPFIND /dav/calendars/alice/calendar/  invite.xml
> Depth: 0
< 207
< body code.xml
bob POST /dav/calendars/bob/  accept.xml
< 200

bob PUT /dav/calendars/bob/calendar/lunch.ics  bobs.ics
< 201
mail to gina@else.example
bob MOVE /dav/calendars/bob/calendar/lunch.ics
> Destination: /dav/calendars/bob/shared-$code/lunch.ics
< 403
< contains allowed-organizer-scheduling-object-change
bob COPY /dav/calendars/bob/calendar/lunch.ics
> Destination: /dav/calendars/bob/shared-$code/lunch.ics
< 403
no mail
bob GET /dav/calendars/bob/calendar/lunch.ics
< 200

alice PUT /dav/calendars/alice/calendar/tea.ics  alices.ics          # Bob is invited: his copy, and hers that he sees
< 201
bob MOVE /dav/calendars/bob/shared-$code/tea.ics
> Destination: /dav/calendars/bob/tasks/tea.ics
< 403
bob MOVE /dav/calendars/bob/shared-$code/tea.ics
> Destination: /dav/calendars/bob/calendar/tea.ics
< 4*
bob MOVE /dav/calendars/bob/shared-$code/tea.ics                      # within her calendar it is the same meeting
> Destination: /dav/calendars/bob/shared-$code/tea-time.ics
< 201
alice GET /dav/calendars/alice/calendar/tea-time.ics
< 200
bob PUT /dav/calendars/bob/shared-$code/dinner.ics  for-alice.ics     # nor does he invite in her name
< 403
< contains schedule-send-invite
bob PUT /dav/calendars/bob/shared-$code/dinner.ics  in-his-name.ics
< 403
< contains allowed-organizer-scheduling-object-change
bob edits /dav/calendars/bob/shared-$code/tea-time.ics                # nor answer for her: the others would see it
> ATTENDEE;PARTSTAT=DECLINED:mailto:alice@example.org
< 403
< contains schedule-send-invite
bob edits /dav/calendars/bob/shared-$code/tea-time.ics                # what nobody hears of may be written
> +CATEGORIES:HOUSE
< 204
alice GET /dav/calendars/alice/calendar/tea-time.ics
< 200
< contains ATTENDEE;PARTSTAT=ACCEPTED:mailto:alice@example.org
bob PROPPATCH /dav/calendars/bob/inbox/  default.xml
< 207
< contains valid-schedule-default-calendar-URL
no mail

bob PUT /dav/calendars/bob/calendar/walk.ics  walk.ics                # what is no meeting moves
< 201
bob MOVE /dav/calendars/bob/calendar/walk.ics
> Destination: /dav/calendars/bob/shared-$code/walk.ics
< 201
alice GET /dav/calendars/alice/calendar/walk.ics
< 200
bob MOVE /dav/calendars/bob/shared-$code/walk.ics
> Destination: /dav/calendars/bob/calendar/walk.ics
< 201
alice GET /dav/calendars/alice/calendar/walk.ics
< 404

-- share.xml --
<CS:share xmlns:D="DAV:" xmlns:CS="http://calendarserver.org/ns/"><CS:set>
  <D:href>mailto:bob@example.org</D:href><CS:read-write/></CS:set></CS:share>
-- invite.xml --
<D:propfind xmlns:D="DAV:" xmlns:CS="http://calendarserver.org/ns/"><D:prop><CS:invite/></D:prop></D:propfind>
-- code.xml --
<D:multistatus><D:response><D:href>/dav/calendars/alice/calendar/</D:href><D:propstat><D:prop><CS:invite>
<CS:user><CS:uid>$code</CS:uid>...</CS:user></CS:invite></D:prop><D:status>HTTP/1.1 200 OK</D:status></D:propstat></D:response></D:multistatus>
-- accept.xml --
<CS:invite-reply xmlns:D="DAV:" xmlns:CS="http://calendarserver.org/ns/"><D:href>mailto:bob@example.org</D:href>
  <CS:invite-accepted/><CS:in-reply-to>$code</CS:in-reply-to></CS:invite-reply>
-- default.xml --
<D:propertyupdate xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav"><D:set><D:prop><C:schedule-default-calendar-URL>
<D:href>/dav/calendars/bob/shared-$code/</D:href></C:schedule-default-calendar-URL></D:prop></D:set></D:propertyupdate>
-- bobs.ics --
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//Stories//EN
BEGIN:VEVENT
UID:lunch@example.org
DTSTAMP:20260302T090000Z
DTSTART:20260310T120000Z
DTEND:20260310T130000Z
SUMMARY:Lunch
ORGANIZER:mailto:bob@example.org
ATTENDEE;PARTSTAT=ACCEPTED:mailto:bob@example.org
ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:gina@else.example
END:VEVENT
END:VCALENDAR
-- alices.ics --
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//Stories//EN
BEGIN:VEVENT
UID:tea@example.org
DTSTAMP:20260302T090000Z
DTSTART:20260310T120000Z
DTEND:20260310T130000Z
SUMMARY:Tea
ORGANIZER:mailto:alice@example.org
ATTENDEE;PARTSTAT=ACCEPTED:mailto:alice@example.org
ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:bob@example.org
END:VEVENT
END:VCALENDAR
-- for-alice.ics --
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//Stories//EN
BEGIN:VEVENT
UID:dinner@example.org
DTSTAMP:20260302T090000Z
DTSTART:20260310T120000Z
DTEND:20260310T130000Z
SUMMARY:Dinner
ORGANIZER:mailto:alice@example.org
ATTENDEE;PARTSTAT=ACCEPTED:mailto:alice@example.org
ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:gina@else.example
END:VEVENT
END:VCALENDAR
-- in-his-name.ics --
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//Stories//EN
BEGIN:VEVENT
UID:dinner2@example.org
DTSTAMP:20260302T090000Z
DTSTART:20260310T120000Z
DTEND:20260310T130000Z
SUMMARY:Dinner
ORGANIZER:mailto:bob@example.org
ATTENDEE;PARTSTAT=ACCEPTED:mailto:bob@example.org
ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:gina@else.example
END:VEVENT
END:VCALENDAR
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
END:VEVENT
END:VCALENDAR
