# Bob's other device learns of the alarm that he set in a calendar that Alice shares; neither hers nor Carol's does.
# caldav-sharing §5.5.4, RFC 6578 §3.2
user alice  alice@example.org
user bob    bob@example.org
user carol  carol@example.org
alice POST /dav/calendars/alice/calendar/  share.xml
< 200
bob POST /dav/calendars/bob/  accept.xml
< 200
< body bobs-place.xml
carol POST /dav/calendars/carol/  accept.xml
< 200
< body carols-place.xml
alice PUT /dav/calendars/alice/calendar/walk.ics  walk.ics
< 201
alice REPORT /dav/calendars/alice/calendar/  first.xml
< 207
< body alice-first.xml
bob REPORT $bobs/  first.xml
< 207
< body bob-first.xml
carol REPORT $carols/  first.xml
< 207
< body carol-first.xml
bob PUT $bobs/walk.ics  with-alarm.ics
< 204
alice REPORT /dav/calendars/alice/calendar/  alice-next.xml
< 207
< body alice-nothing.xml
carol REPORT $carols/  carol-next.xml
< 207
< body carol-nothing.xml
bob REPORT $bobs/  bob-next.xml
< 207
< body bob-changed.xml
bob REPORT $bobs/  bob-last.xml
< 207
< lacks walk.ics
alice DELETE /dav/calendars/alice/calendar/walk.ics
< 204
bob REPORT $bobs/  bob-last.xml
< 207
< contains 404

-- share.xml --
<CS:share xmlns:D="DAV:" xmlns:CS="http://calendarserver.org/ns/">
  <CS:set><D:href>mailto:bob@example.org</D:href><CS:read/></CS:set>
  <CS:set><D:href>mailto:carol@example.org</D:href><CS:read/></CS:set></CS:share>
-- accept.xml --
<CS:invite-reply xmlns:D="DAV:" xmlns:CS="http://calendarserver.org/ns/"><CS:invite-accepted/>
  <CS:hosturl><D:href>/dav/calendars/alice/calendar</D:href></CS:hosturl></CS:invite-reply>
-- bobs-place.xml --
<CS:shared-as><D:href>$bobs</D:href></CS:shared-as>
-- carols-place.xml --
<CS:shared-as><D:href>$carols</D:href></CS:shared-as>
-- first.xml --
<D:sync-collection xmlns:D="DAV:"><D:sync-token/><D:sync-level>1</D:sync-level><D:prop><D:getetag/></D:prop></D:sync-collection>
-- alice-first.xml --
<D:multistatus>...<D:sync-token>$alice</D:sync-token></D:multistatus>
-- bob-first.xml --
<D:multistatus>...<D:sync-token>$bob</D:sync-token></D:multistatus>
-- carol-first.xml --
<D:multistatus>...<D:sync-token>$carol</D:sync-token></D:multistatus>
-- alice-next.xml --
<D:sync-collection xmlns:D="DAV:"><D:sync-token>$alice</D:sync-token><D:sync-level>1</D:sync-level><D:prop><D:getetag/></D:prop></D:sync-collection>
-- carol-next.xml --
<D:sync-collection xmlns:D="DAV:"><D:sync-token>$carol</D:sync-token><D:sync-level>1</D:sync-level><D:prop><D:getetag/></D:prop></D:sync-collection>
-- bob-next.xml --
<D:sync-collection xmlns:D="DAV:"><D:sync-token>$bob</D:sync-token><D:sync-level>1</D:sync-level><D:prop><D:getetag/></D:prop></D:sync-collection>
-- bob-last.xml --
<D:sync-collection xmlns:D="DAV:"><D:sync-token>$bob2</D:sync-token><D:sync-level>1</D:sync-level><D:prop><D:getetag/></D:prop></D:sync-collection>
-- alice-nothing.xml --
<D:multistatus><D:sync-token>$alice</D:sync-token></D:multistatus>
-- carol-nothing.xml --
<D:multistatus><D:sync-token>$carol</D:sync-token></D:multistatus>
-- bob-changed.xml --
<D:multistatus><D:response><D:href>$bobs/walk.ics</D:href><D:propstat><D:prop><D:getetag>*</D:getetag></D:prop>
<D:status>HTTP/1.1 200 OK</D:status></D:propstat></D:response><D:sync-token>$bob2</D:sync-token></D:multistatus>
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
-- with-alarm.ics --
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//Stories//EN
BEGIN:VEVENT
UID:walk@example.org
DTSTAMP:20260302T090000Z
DTSTART:20260310T120000Z
DTEND:20260310T130000Z
SUMMARY:Walk
BEGIN:VALARM
ACTION:AUDIO
TRIGGER:-PT30M
END:VALARM
END:VEVENT
END:VCALENDAR
