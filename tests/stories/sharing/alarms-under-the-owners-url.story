# Alice lets Bob read her calendar and Carol write in it, by an access list, and Erin shares it: under Alice's own URL nobody but she, and Dave who acts for her, is called by her alarms, and nobody loses them for her.
# caldav-sharing §5.5.4, §6.12, caldav-proxy §5, RFC 4791 §7.8, §7.9, RFC 6578 §3.2
user alice  alice@example.org
user bob    bob@example.org
user carol  carol@example.org
user dave   dave@example.org
user erin   erin@example.org
dave reads for alice
alice POST /dav/calendars/alice/calendar/  share.xml
< 200
erin POST /dav/calendars/erin/  accept.xml
< 200
< body place.xml
alice ACL /dav/calendars/alice/calendar/  grant.xml
< 200
alice ACL /dav/calendars/alice/  grant-home.xml
< 200
alice PUT /dav/calendars/alice/calendar/swim.ics  alices.ics
< 201
< ETag: $hers

# Bob reads: whatever way he asks, there is no alarm, and when she is busy.
bob GET /dav/calendars/alice/calendar/swim.ics
< 200
< ETag: $seen
< body bobs.ics
bob GET /dav/calendars/alice/calendar/swim.ics
> If-None-Match: $hers
< 200
bob GET /dav/calendars/alice/calendar/swim.ics
> If-None-Match: $seen
< 304
bob GET /dav/calendars/alice/calendar/
< 200
< contains SUMMARY:Swim
< lacks VALARM
bob PROPFIND /dav/calendars/alice/calendar/swim.ics  length.xml
> Depth: 0
< 207
< body length-of-bobs.xml
bob REPORT /dav/calendars/alice/calendar/  multiget.xml
< 207
< contains SUMMARY:Swim
< lacks VALARM
bob REPORT /dav/calendars/alice/calendar/  rings.xml
> Depth: 1
< 207
< lacks swim.ics
bob REPORT /dav/calendars/alice/calendar/  swims.xml
> Depth: 1
< 207
< contains SUMMARY:Swim
< lacks VALARM
bob REPORT /dav/calendars/alice/  swims.xml
> Depth: 1
< 207
< contains SUMMARY:Swim
< lacks VALARM
bob REPORT /dav/calendars/alice/calendar/  first.xml
< 207
< body first-answer.xml
bob REPORT /dav/calendars/alice/  first-of-all.xml
< 207
< contains SUMMARY:Swim
< lacks VALARM
bob REPORT /dav/calendars/alice/calendar/  busy.xml
< 200
< lacks 20260310T100000Z/
bob COPY /dav/calendars/alice/calendar/swim.ics
> Destination: /dav/calendars/bob/calendar/swim.ics
< 201
bob GET /dav/calendars/bob/calendar/swim.ics
< 200
< body bobs.ics

# Who acts for her sees what she sees.
dave GET /dav/calendars/alice/calendar/swim.ics
< 200
< ETag: $hers
< body alices.ics
dave REPORT /dav/calendars/alice/calendar/  rings.xml
> Depth: 1
< 207
< contains swim.ics

# Carol writes what she sees, and alarms of hers: Alice keeps her own, of the series and of its second date.
carol edits /dav/calendars/alice/calendar/swim.ics
> SUMMARY:Dive
< 204
carol PUT /dav/calendars/alice/calendar/swim.ics  carols.ics
< 204
< ETag: (none)
carol GET /dav/calendars/alice/calendar/swim.ics
< 200
< ETag: $carols
< body carols-then.ics
alice GET /dav/calendars/alice/calendar/swim.ics
< 200
< ETag: $then
< body alices-then.ics
carol PUT /dav/calendars/alice/calendar/swim.ics  carols.ics      # nothing new
> If-Match: $carols
< 204
alice GET /dav/calendars/alice/calendar/swim.ics
> If-None-Match: $then
< 304
carol PUT /dav/calendars/alice/calendar/new.ics  new.ics
< 201
alice GET /dav/calendars/alice/calendar/new.ics
< 200
< contains TRANSP:TRANSPARENT
< lacks VALARM
carol PUT /dav/calendars/carol/calendar/brought.ics  brought.ics
< 201
carol MOVE /dav/calendars/carol/calendar/brought.ics
> Destination: /dav/calendars/alice/calendar/brought.ics
< 201
< ETag: $brought
carol GET /dav/calendars/alice/calendar/brought.ics
< 200
< ETag: $brought
alice GET /dav/calendars/alice/calendar/brought.ics
< 200
< contains SUMMARY:Brought
< contains TRANSP:TRANSPARENT
< lacks VALARM
carol MOVE /dav/calendars/alice/calendar/swim.ics                 # within her calendar it stays as it is
> Destination: /dav/calendars/alice/calendar/dive.ics
< 201
carol MOVE /dav/calendars/alice/calendar/dive.ics
> Destination: /dav/calendars/alice/calendar/swim.ics
< 201
alice GET /dav/calendars/alice/calendar/swim.ics
> If-None-Match: $then
< 304
bob REPORT /dav/calendars/alice/calendar/  next.xml
< 207
< contains SUMMARY:Dive
< contains new.ics
< lacks VALARM

# Erin has alarms of her own, here as in her own home.
erin GET /dav/calendars/alice/calendar/swim.ics
< 200
< lacks VALARM
< lacks TRANSP
erin REPORT /dav/calendars/alice/calendar/  first.xml
< 207
< body erins-first.xml
erin edits $place/swim.ics
> +BEGIN:VALARM
> +ACTION:AUDIO
> +TRIGGER:-PT45M
> +END:VALARM
< 204
erin REPORT /dav/calendars/alice/calendar/  erins-next.xml
< 207
< contains TRIGGER:-PT45M
< lacks TRIGGER:-PT15M
erin PUT /dav/calendars/alice/calendar/new.ics  erins.ics
< 204
erin GET $place/new.ics
< 200
< contains TRIGGER:-PT40M
alice GET /dav/calendars/alice/calendar/new.ics
< 200
< lacks VALARM
alice GET /dav/calendars/alice/calendar/swim.ics
> If-None-Match: $then
< 304

# Bob comes to act for Alice, too: all of it is new to him.
bob reads for alice
bob REPORT /dav/calendars/alice/calendar/  next.xml
< 403
< contains valid-sync-token
bob GET /dav/calendars/alice/calendar/swim.ics
< 200
< ETag: $then
< contains TRIGGER:-PT15M

-- share.xml --
<CS:share xmlns:D="DAV:" xmlns:CS="http://calendarserver.org/ns/">
  <CS:set><D:href>mailto:erin@example.org</D:href><CS:read-write/></CS:set></CS:share>
-- accept.xml --
<CS:invite-reply xmlns:D="DAV:" xmlns:CS="http://calendarserver.org/ns/"><CS:invite-accepted/>
  <CS:hosturl><D:href>/dav/calendars/alice/calendar</D:href></CS:hosturl></CS:invite-reply>
-- place.xml --
<CS:shared-as><D:href>$place</D:href></CS:shared-as>
-- grant.xml --
<D:acl xmlns:D="DAV:"><D:ace>
  <D:principal><D:href>/dav/principals/bob/</D:href></D:principal>
  <D:grant><D:privilege><D:read/></D:privilege></D:grant></D:ace><D:ace>
  <D:principal><D:href>/dav/principals/erin/</D:href></D:principal>
  <D:grant><D:privilege><D:read/></D:privilege><D:privilege><D:write/></D:privilege></D:grant></D:ace><D:ace>
  <D:principal><D:href>/dav/principals/carol/</D:href></D:principal>
  <D:grant><D:privilege><D:read/></D:privilege><D:privilege><D:write/></D:privilege></D:grant></D:ace></D:acl>
-- grant-home.xml --
<D:acl xmlns:D="DAV:"><D:ace>
  <D:principal><D:href>/dav/principals/bob/</D:href></D:principal>
  <D:grant><D:privilege><D:read/></D:privilege></D:grant></D:ace></D:acl>
-- length.xml --
<D:propfind xmlns:D="DAV:"><D:prop><D:getcontentlength/></D:prop></D:propfind>
-- length-of-bobs.xml --
<D:multistatus><D:response><D:href>/dav/calendars/alice/calendar/swim.ics</D:href><D:propstat><D:prop>
<D:getcontentlength>252</D:getcontentlength></D:prop><D:status>HTTP/1.1 200 OK</D:status></D:propstat></D:response></D:multistatus>
-- multiget.xml --
<C:calendar-multiget xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav"><D:prop><D:getetag/><C:calendar-data/></D:prop>
<D:href>/dav/calendars/alice/calendar/swim.ics</D:href></C:calendar-multiget>
-- rings.xml --
<C:calendar-query xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav"><D:prop><D:getetag/></D:prop>
<C:filter><C:comp-filter name="VCALENDAR"><C:comp-filter name="VEVENT"><C:comp-filter name="VALARM">
<C:time-range start="20260310T094400Z" end="20260310T094600Z"/></C:comp-filter></C:comp-filter></C:comp-filter></C:filter></C:calendar-query>
-- swims.xml --
<C:calendar-query xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav"><D:prop><D:getetag/><C:calendar-data/></D:prop>
<C:filter><C:comp-filter name="VCALENDAR"><C:comp-filter name="VEVENT"/></C:comp-filter></C:filter></C:calendar-query>
-- first.xml --
<D:sync-collection xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav"><D:sync-token/><D:sync-level>1</D:sync-level><D:prop><D:getetag/></D:prop></D:sync-collection>
-- first-answer.xml --
<D:multistatus><D:response><D:href>/dav/calendars/alice/calendar/swim.ics</D:href><D:propstat><D:prop><D:getetag>$seen</D:getetag></D:prop>
<D:status>HTTP/1.1 200 OK</D:status></D:propstat></D:response><D:sync-token>$token</D:sync-token></D:multistatus>
-- first-of-all.xml --
<D:sync-collection xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav"><D:sync-token/><D:sync-level>infinite</D:sync-level><D:prop><D:getetag/><C:calendar-data/></D:prop></D:sync-collection>
-- next.xml --
<D:sync-collection xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav"><D:sync-token>$token</D:sync-token><D:sync-level>1</D:sync-level><D:prop><D:getetag/><C:calendar-data/></D:prop></D:sync-collection>
-- erins-first.xml --
<D:multistatus>...<D:sync-token>$erins</D:sync-token></D:multistatus>
-- erins-next.xml --
<D:sync-collection xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav"><D:sync-token>$erins</D:sync-token><D:sync-level>1</D:sync-level><D:prop><D:getetag/><C:calendar-data/></D:prop></D:sync-collection>
-- busy.xml --
<C:free-busy-query xmlns:C="urn:ietf:params:xml:ns:caldav"><C:time-range start="20260310T000000Z" end="20260311T000000Z"/></C:free-busy-query>
-- alices.ics --
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//Stories//EN
BEGIN:VEVENT
UID:swim@example.org
DTSTAMP:20260302T090000Z
DTSTART:20260310T100000Z
DURATION:PT1H
RRULE:FREQ=DAILY;COUNT=3
SUMMARY:Swim
TRANSP:TRANSPARENT
X-MOZ-LASTACK:20260302T080000Z
BEGIN:VALARM
ACTION:AUDIO
TRIGGER:-PT15M
END:VALARM
END:VEVENT
BEGIN:VEVENT
UID:swim@example.org
RECURRENCE-ID:20260311T100000Z
DTSTAMP:20260302T090000Z
DTSTART:20260311T100000Z
DURATION:PT1H
SUMMARY:Swim
TRANSP:TRANSPARENT
BEGIN:VALARM
ACTION:AUDIO
TRIGGER:-PT5M
END:VALARM
END:VEVENT
END:VCALENDAR
-- bobs.ics --
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//Stories//EN
BEGIN:VEVENT
UID:swim@example.org
DTSTAMP:20260302T090000Z
DTSTART:20260310T100000Z
DURATION:PT1H
RRULE:FREQ=DAILY;COUNT=3
SUMMARY:Swim
TRANSP:TRANSPARENT
END:VEVENT
END:VCALENDAR
-- carols.ics --
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//Stories//EN
BEGIN:VEVENT
UID:swim@example.org
DTSTAMP:20260302T090000Z
DTSTART:20260310T100000Z
DURATION:PT1H
RRULE:FREQ=DAILY;COUNT=3
SUMMARY:Dive
TRANSP:OPAQUE
BEGIN:VALARM
ACTION:AUDIO
TRIGGER:-PT55M
END:VALARM
END:VEVENT
END:VCALENDAR
-- carols-then.ics --
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//Stories//EN
BEGIN:VEVENT
UID:swim@example.org
DTSTAMP:20260302T090000Z
DTSTART:20260310T100000Z
DURATION:PT1H
RRULE:FREQ=DAILY;COUNT=3
SUMMARY:Dive
TRANSP:OPAQUE
END:VEVENT
END:VCALENDAR
-- alices-then.ics --
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//Stories//EN
BEGIN:VEVENT
UID:swim@example.org
DTSTAMP:20260302T090000Z
DTSTART:20260310T100000Z
DURATION:PT1H
RRULE:FREQ=DAILY;COUNT=3
SUMMARY:Dive
TRANSP:OPAQUE
X-MOZ-LASTACK:20260302T080000Z
BEGIN:VALARM
ACTION:AUDIO
TRIGGER:-PT15M
END:VALARM
END:VEVENT
BEGIN:VEVENT
UID:swim@example.org
RECURRENCE-ID:20260311T100000Z
DTSTAMP:20260302T090000Z
DTSTART:20260311T100000Z
DURATION:PT1H
SUMMARY:Dive
TRANSP:OPAQUE
BEGIN:VALARM
ACTION:AUDIO
TRIGGER:-PT5M
END:VALARM
END:VEVENT
END:VCALENDAR
-- new.ics --
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//Stories//EN
BEGIN:VEVENT
UID:new@example.org
DTSTAMP:20260302T090000Z
DTSTART:20260312T100000Z
DURATION:PT1H
SUMMARY:New
TRANSP:TRANSPARENT
BEGIN:VALARM
ACTION:AUDIO
TRIGGER:-PT55M
END:VALARM
END:VEVENT
END:VCALENDAR
-- brought.ics --
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//Stories//EN
BEGIN:VEVENT
UID:brought@example.org
DTSTAMP:20260302T090000Z
DTSTART:20260313T100000Z
DURATION:PT1H
SUMMARY:Brought
TRANSP:TRANSPARENT
BEGIN:VALARM
ACTION:AUDIO
TRIGGER:-PT55M
END:VALARM
END:VEVENT
END:VCALENDAR
-- erins.ics --
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//Stories//EN
BEGIN:VEVENT
UID:new@example.org
DTSTAMP:20260302T090000Z
DTSTART:20260312T100000Z
DURATION:PT1H
SUMMARY:New
BEGIN:VALARM
ACTION:AUDIO
TRIGGER:-PT40M
END:VALARM
END:VEVENT
END:VCALENDAR
