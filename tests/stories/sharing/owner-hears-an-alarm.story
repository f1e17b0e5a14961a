# Alice hears an alarm and sets another, which her program notes in the event: Bob, who shares the calendar, still has the same event, and what he is about to store is taken.
# caldav-sharing §5.5.4, RFC 9110 §8.8.1, §13.1.1, RFC 6578 §3.2
user alice  alice@example.org
user bob    bob@example.org
user carol  carol@example.org
user dave   dave@example.org
alice POST /dav/calendars/alice/calendar/  share.xml
< 200
alice ACL /dav/calendars/alice/calendar/  grant.xml
< 200
bob POST /dav/calendars/bob/  accept.xml
< 200
< body bobs-place.xml
alice PUT /dav/calendars/alice/calendar/swim.ics  swim.ics
< 201
< ETag: $hers
bob GET $bobs/swim.ics
< 200
< ETag: $seen
< body as-shared.ics
dave GET /dav/calendars/alice/calendar/swim.ics
< 200
< ETag: $daves
bob REPORT $bobs/  first.xml
< 207
< body first-answer.xml

time +5m
alice PUT /dav/calendars/alice/calendar/swim.ics  heard.ics
> If-Match: $hers
< 204
< ETag: $heard
alice PUT /dav/calendars/alice/calendar/swim.ics  heard-again.ics
> If-Match: $heard
< 204
bob GET $bobs/swim.ics
> If-None-Match: $seen
< 304
bob GET $bobs/swim.ics
< 200
< ETag: $seen
< body as-shared.ics
bob PROPFIND $bobs/swim.ics  what.xml
> Depth: 0
< 207
< body what-it-is.xml
bob REPORT $bobs/  next.xml                          # it may be told, and is no other text
< 207
< body next-answer.xml
bob REPORT $bobs/  query.xml
> Depth: 1
< 207
< contains $seen
< contains DTSTAMP:20260302T090000Z
dave GET /dav/calendars/alice/calendar/swim.ics      # who does not share it sees it as it is stored, without the alarm
> If-None-Match: $daves
< 200
< contains DTSTAMP:20260302T091500Z
< lacks VALARM

# Carol comes later, and sees what Bob sees.
carol POST /dav/calendars/carol/  accept.xml
< 200
< body carols-place.xml
carol GET $carols/swim.ics
< 200
< ETag: $seen
< body as-shared.ics

# What Bob stores is compared with what he has seen, and Alice keeps her new alarm.
bob PUT $bobs/swim.ics  with-alarm.ics
> If-Match: $seen
< 204
bob GET $bobs/swim.ics
< 200
< ETag: $his
< body with-alarm.ics
alice PUT /dav/calendars/alice/calendar/swim.ics  heard.ics
< 204
bob PUT $bobs/swim.ics  renamed.ics
> If-Match: $his
< 204
alice GET /dav/calendars/alice/calendar/swim.ics
< 200
< contains SUMMARY:Dive
< contains TRIGGER:-PT10M
< lacks TRIGGER:-PT30M
bob GET $bobs/swim.ics
< 200
< body renamed.ics

# What she changes for all is another event to all.
bob GET $bobs/swim.ics
< 200
< ETag: $his-then
alice edits /dav/calendars/alice/calendar/swim.ics
> SUMMARY:Dive deep
< 204
bob GET $bobs/swim.ics
> If-None-Match: $his-then
< 200
< contains SUMMARY:Dive deep
carol GET $carols/swim.ics
> If-None-Match: $seen
< 200
< contains SUMMARY:Dive deep

-- share.xml --
<CS:share xmlns:D="DAV:" xmlns:CS="http://calendarserver.org/ns/">
  <CS:set><D:href>mailto:bob@example.org</D:href><CS:read-write/></CS:set>
  <CS:set><D:href>mailto:carol@example.org</D:href><CS:read/></CS:set></CS:share>
-- accept.xml --
<CS:invite-reply xmlns:D="DAV:" xmlns:CS="http://calendarserver.org/ns/"><CS:invite-accepted/>
  <CS:hosturl><D:href>/dav/calendars/alice/calendar</D:href></CS:hosturl></CS:invite-reply>
-- bobs-place.xml --
<CS:shared-as><D:href>$bobs</D:href></CS:shared-as>
-- carols-place.xml --
<CS:shared-as><D:href>$carols</D:href></CS:shared-as>
-- grant.xml --
<D:acl xmlns:D="DAV:"><D:ace>
  <D:principal><D:href>/dav/principals/bob/</D:href></D:principal>
  <D:grant><D:privilege><D:read/></D:privilege><D:privilege><D:write/></D:privilege></D:grant></D:ace><D:ace>
  <D:principal><D:href>/dav/principals/carol/</D:href></D:principal>
  <D:grant><D:privilege><D:read/></D:privilege></D:grant></D:ace><D:ace>
  <D:principal><D:href>/dav/principals/dave/</D:href></D:principal>
  <D:grant><D:privilege><D:read/></D:privilege></D:grant></D:ace></D:acl>
-- first.xml --
<D:sync-collection xmlns:D="DAV:"><D:sync-token/><D:sync-level>1</D:sync-level><D:prop><D:getetag/></D:prop></D:sync-collection>
-- first-answer.xml --
<D:multistatus><D:response><D:href>$bobs/swim.ics</D:href><D:propstat><D:prop><D:getetag>$seen</D:getetag></D:prop>
<D:status>HTTP/1.1 200 OK</D:status></D:propstat></D:response><D:sync-token>$token</D:sync-token></D:multistatus>
-- next.xml --
<D:sync-collection xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav"><D:sync-token>$token</D:sync-token><D:sync-level>1</D:sync-level><D:prop><D:getetag/><C:calendar-data/></D:prop></D:sync-collection>
-- next-answer.xml --
<D:multistatus><D:response><D:href>$bobs/swim.ics</D:href><D:propstat><D:prop><D:getetag>$seen</D:getetag><C:calendar-data>BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//Stories//EN
BEGIN:VEVENT
UID:swim@example.org
DTSTAMP:20260302T090000Z
LAST-MODIFIED:20260302T090000Z
DTSTART:20260310T100000Z
DURATION:PT1H
SUMMARY:Swim
END:VEVENT
END:VCALENDAR
</C:calendar-data></D:prop><D:status>HTTP/1.1 200 OK</D:status></D:propstat></D:response><D:sync-token>*</D:sync-token></D:multistatus>
-- query.xml --
<C:calendar-query xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav"><D:prop><D:getetag/><C:calendar-data/></D:prop>
<C:filter><C:comp-filter name="VCALENDAR"><C:comp-filter name="VEVENT"/></C:comp-filter></C:filter></C:calendar-query>
-- what.xml --
<D:propfind xmlns:D="DAV:"><D:prop><D:getetag/><D:getcontentlength/></D:prop></D:propfind>
-- what-it-is.xml --
<D:multistatus><D:response><D:href>$bobs/swim.ics</D:href><D:propstat><D:prop><D:getetag>$seen</D:getetag>
<D:getcontentlength>238</D:getcontentlength></D:prop><D:status>HTTP/1.1 200 OK</D:status></D:propstat></D:response></D:multistatus>
-- as-shared.ics --
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//Stories//EN
BEGIN:VEVENT
UID:swim@example.org
DTSTAMP:20260302T090000Z
LAST-MODIFIED:20260302T090000Z
DTSTART:20260310T100000Z
DURATION:PT1H
SUMMARY:Swim
END:VEVENT
END:VCALENDAR
-- swim.ics --
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//Stories//EN
BEGIN:VEVENT
UID:swim@example.org
DTSTAMP:20260302T090000Z
LAST-MODIFIED:20260302T090000Z
DTSTART:20260310T100000Z
DURATION:PT1H
SUMMARY:Swim
BEGIN:VALARM
ACTION:AUDIO
TRIGGER:-PT15M
END:VALARM
END:VEVENT
END:VCALENDAR
-- heard.ics --
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//Stories//EN
BEGIN:VEVENT
UID:swim@example.org
DTSTAMP:20260302T090500Z
LAST-MODIFIED:20260302T090500Z
X-MOZ-LASTACK:20260302T090500Z
DTSTART:20260310T100000Z
DURATION:PT1H
SUMMARY:Swim
BEGIN:VALARM
ACTION:AUDIO
TRIGGER:-PT10M
END:VALARM
END:VEVENT
END:VCALENDAR
-- heard-again.ics --
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//Stories//EN
BEGIN:VEVENT
UID:swim@example.org
DTSTAMP:20260302T091500Z
LAST-MODIFIED:20260302T091500Z
X-MOZ-LASTACK:20260302T091500Z
DTSTART:20260310T100000Z
DURATION:PT1H
SUMMARY:Swim
BEGIN:VALARM
ACTION:AUDIO
TRIGGER:-PT10M
END:VALARM
END:VEVENT
END:VCALENDAR
-- with-alarm.ics --
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//Stories//EN
BEGIN:VEVENT
UID:swim@example.org
DTSTAMP:20260302T090000Z
LAST-MODIFIED:20260302T090000Z
DTSTART:20260310T100000Z
DURATION:PT1H
SUMMARY:Swim
BEGIN:VALARM
ACTION:AUDIO
TRIGGER:-PT30M
END:VALARM
END:VEVENT
END:VCALENDAR
-- renamed.ics --
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//Stories//EN
BEGIN:VEVENT
UID:swim@example.org
DTSTAMP:20260302T092000Z
LAST-MODIFIED:20260302T092000Z
DTSTART:20260310T100000Z
DURATION:PT1H
SUMMARY:Dive
BEGIN:VALARM
ACTION:AUDIO
TRIGGER:-PT30M
END:VALARM
END:VEVENT
END:VCALENDAR
