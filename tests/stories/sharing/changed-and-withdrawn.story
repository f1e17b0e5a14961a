# Alice gives Bob less, then nothing; his copy follows, he is told, and his programs see it by asking his home once.
# RFC 3744 §8.1, RFC 6578 §3.5, caldav-sharing §5.3.2, §5.4.2, §6.7
user alice  alice@example.org
user bob    bob@example.org
alice POST /dav/calendars/alice/calendar/  write.xml
< 200
bob PROPFIND /dav/calendars/bob/notification/  type.xml
> Depth: 1
< 207
< body one.xml
bob POST /dav/calendars/bob/  accept.xml
< 200
bob DELETE /dav/calendars/bob/notification/$code.xml
< 204
bob REPORT /dav/calendars/bob/  first.xml
< 207
< body home.xml
alice PUT /dav/calendars/alice/calendar/walk.ics  walk.ics      # the owner's change is one in Bob's home
< 201
bob REPORT /dav/calendars/bob/  next.xml
< 207
< body changed.xml
bob REPORT /dav/calendars/bob/  deep.xml
< 207
< body deep-answer.xml
alice PROPFIND /dav/calendars/alice/  token.xml                  # but not the other way round
> Depth: 0
< 207
< body token-is.xml
bob PROPPATCH /dav/calendars/bob/shared-$code/  rename.xml
< 207
alice PROPFIND /dav/calendars/alice/  token.xml
> Depth: 0
< 207
< body token-is.xml

alice POST /dav/calendars/alice/calendar/  read.xml               # less than before
< 200
bob GET /dav/calendars/bob/notification/$code.xml
< 200
< contains invite-accepted
< lacks read-write
bob DELETE /dav/calendars/bob/notification/$code.xml
< 204
bob PUT /dav/calendars/bob/shared-$code/run.ics  run.ics
< 403
bob GET /dav/calendars/bob/shared-$code/walk.ics
< 200
bob PROPPATCH /dav/calendars/bob/shared-$code/  rename.xml
< 207
< contains 200 OK
alice POST /dav/calendars/alice/calendar/  read.xml               # the same again is no news
< 200
bob GET /dav/calendars/bob/notification/$code.xml
< 404

bob DELETE /dav/calendars/bob/shared-$code/                       # out of his home: declined
< 204
bob PROPFIND /dav/calendars/bob/shared-$code/
> Depth: 0
< 404
alice GET /dav/calendars/alice/calendar/walk.ics
< 200
alice GET /dav/calendars/alice/notification/reply-$code.xml
< 200
< contains invite-declined
bob GET /dav/calendars/alice/calendar/walk.ics                    # he may look at it where it is, and may think better of it
< 200
bob POST /dav/calendars/bob/  accept.xml
< 200

alice ACL /dav/calendars/alice/calendar/  nobody.xml              # the access list is what counts
< 200
bob GET /dav/calendars/bob/notification/$code.xml
< 200
< contains invite-deleted
bob PROPFIND /dav/calendars/bob/shared-$code/
> Depth: 0
< 404
alice PROPFIND /dav/calendars/alice/calendar/  type.xml
> Depth: 0
< 207
< lacks shared-owner
bob POST /dav/calendars/bob/  accept.xml
< 403
bob REPORT /dav/calendars/bob/  next.xml
< 207
< contains 404 Not Found

-- write.xml --
<CS:share xmlns:D="DAV:" xmlns:CS="http://calendarserver.org/ns/"><CS:set>
  <D:href>/dav/principals/bob/</D:href><CS:read-write/></CS:set></CS:share>
-- read.xml --
<CS:share xmlns:D="DAV:" xmlns:CS="http://calendarserver.org/ns/"><CS:set>
  <D:href>/dav/principals/bob/</D:href><CS:read/></CS:set></CS:share>
-- type.xml --
<D:propfind xmlns:D="DAV:"><D:prop><D:resourcetype/></D:prop></D:propfind>
-- one.xml --
<D:multistatus><D:response><D:href>/dav/calendars/bob/notification/</D:href>...</D:response>
<D:response><D:href>/dav/calendars/bob/notification/$code.xml</D:href>...</D:response></D:multistatus>
-- accept.xml --
<CS:invite-reply xmlns:D="DAV:" xmlns:CS="http://calendarserver.org/ns/"><CS:invite-accepted/>
  <CS:hosturl><D:href>/dav/calendars/alice/calendar/</D:href></CS:hosturl></CS:invite-reply>
-- first.xml --
<D:sync-collection xmlns:D="DAV:"><D:sync-token/><D:sync-level>1</D:sync-level><D:prop><D:resourcetype/></D:prop></D:sync-collection>
-- home.xml --
<D:multistatus>
<D:response><D:href>/dav/calendars/bob/outbox/</D:href>...</D:response>
<D:response><D:href>/dav/calendars/bob/calendar/</D:href>...</D:response>
<D:response><D:href>/dav/calendars/bob/tasks/</D:href>...</D:response>
<D:response><D:href>/dav/calendars/bob/inbox/</D:href>...</D:response>
<D:response><D:href>/dav/calendars/bob/notification/</D:href>...</D:response>
<D:response><D:href>/dav/calendars/bob/shared-$code/</D:href>...</D:response>
<D:sync-token>$token</D:sync-token></D:multistatus>
-- next.xml --
<D:sync-collection xmlns:D="DAV:"><D:sync-token>$token</D:sync-token><D:sync-level>1</D:sync-level><D:prop><D:resourcetype/></D:prop></D:sync-collection>
-- changed.xml --
<D:multistatus><D:response><D:href>/dav/calendars/bob/shared-$code/</D:href>...</D:response><D:sync-token>*</D:sync-token></D:multistatus>
-- deep.xml --
<D:sync-collection xmlns:D="DAV:"><D:sync-token>$token</D:sync-token><D:sync-level>infinite</D:sync-level><D:prop><D:resourcetype/></D:prop></D:sync-collection>
-- deep-answer.xml --
<D:multistatus><D:response><D:href>/dav/calendars/bob/shared-$code/</D:href><D:status>HTTP/1.1 403 Forbidden</D:status>
  <D:error><D:sync-traversal-supported/></D:error></D:response><D:sync-token>*</D:sync-token></D:multistatus>
-- token.xml --
<D:propfind xmlns:D="DAV:"><D:prop><D:sync-token/></D:prop></D:propfind>
-- token-is.xml --
<D:multistatus><D:response><D:href>/dav/calendars/alice/</D:href><D:propstat><D:prop>
<D:sync-token>$home</D:sync-token></D:prop><D:status>HTTP/1.1 200 OK</D:status></D:propstat></D:response></D:multistatus>
-- rename.xml --
<D:propertyupdate xmlns:D="DAV:"><D:set><D:prop><D:displayname>Ours</D:displayname></D:prop></D:set></D:propertyupdate>
-- nobody.xml --
<D:acl xmlns:D="DAV:"/>
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
-- run.ics --
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//Stories//EN
BEGIN:VEVENT
UID:run@example.org
DTSTAMP:20260302T090000Z
DTSTART:20260310T120000Z
DTEND:20260310T130000Z
SUMMARY:Run
END:VEVENT
END:VCALENDAR
