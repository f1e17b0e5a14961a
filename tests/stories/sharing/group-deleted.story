# A group is deleted: with whom a calendar was shared by it, directly or because it was in another group, has it no more, is told, and has back the space that went into it.
# caldav-sharing §5.3.2, §6.7, RFC 6578 §3.5, RFC 4331 §4
user alice  alice@example.org
user bob    bob@example.org
user carol  carol@example.org
user dora   dora@example.org
group team
group crew
group house
member team bob
member team carol
member crew dora
member house crew
alice POST /dav/calendars/alice/calendar/  team.xml
< 200
alice POST /dav/calendars/alice/tasks/  house.xml
< 200
alice PROPFIND /dav/calendars/alice/calendar/  invite.xml
> Depth: 0
< 207
< body three.xml
alice PROPFIND /dav/calendars/alice/tasks/  invite.xml
> Depth: 0
< 207
< contains mailto:dora@example.org
carol POST /dav/calendars/carol/  accept.xml
< 200
carol PROPPATCH /dav/calendars/carol/shared-$carol/  note.xml
< 207
carol PROPFIND /dav/calendars/carol/  used.xml
> Depth: 0
< 207
< lacks <quota-used-bytes>0</quota-used-bytes>
carol REPORT /dav/calendars/carol/  first.xml
< 207
< body home.xml
bob PROPFIND /dav/calendars/bob/notification/  type.xml
> Depth: 1
< 207
< contains .xml

group team is deleted
carol GET /dav/calendars/carol/shared-$carol/
< 404
carol REPORT /dav/calendars/carol/  next.xml
< 207
< contains shared-$carol
< contains 404
carol GET /dav/calendars/carol/notification/$carol.xml
< 200
< contains invite-deleted
carol DELETE /dav/calendars/carol/notification/$carol.xml
< 204
carol PROPFIND /dav/calendars/carol/  used.xml
> Depth: 0
< 207
< contains <quota-used-bytes>0</quota-used-bytes>
bob PROPFIND /dav/calendars/bob/notification/  type.xml
> Depth: 1
< 207
< lacks .xml
carol GET /dav/calendars/alice/calendar/
< 403

group crew is deleted
dora PROPFIND /dav/calendars/dora/notification/  type.xml
> Depth: 1
< 207
< lacks .xml
alice PROPFIND /dav/calendars/alice/tasks/  invite.xml
> Depth: 0
< 207
< contains /dav/principals/house/
< lacks dora

-- team.xml --
<CS:share xmlns:D="DAV:" xmlns:CS="http://calendarserver.org/ns/">
  <CS:set><D:href>/dav/principals/team/</D:href><CS:summary>Team</CS:summary><CS:read/></CS:set></CS:share>

-- house.xml --
<CS:share xmlns:D="DAV:" xmlns:CS="http://calendarserver.org/ns/">
  <CS:set><D:href>/dav/principals/house/</D:href><CS:summary>House</CS:summary><CS:read/></CS:set></CS:share>

-- invite.xml --
<D:propfind xmlns:D="DAV:"><D:prop><CS:invite xmlns:CS="http://calendarserver.org/ns/"/></D:prop></D:propfind>

-- three.xml --
<D:multistatus><D:response><D:href>/dav/calendars/alice/calendar/</D:href><D:propstat><D:prop><CS:invite>
<CS:user><CS:uid>*</CS:uid><D:href>/dav/principals/team/</D:href><CS:common-name>*</CS:common-name>
  <CS:access><CS:read/></CS:access><CS:invite-accepted/></CS:user>
<CS:user><CS:uid>*</CS:uid><D:href>mailto:bob@example.org</D:href><CS:common-name>Bob</CS:common-name>
  <CS:access><CS:read/></CS:access><CS:invite-noresponse/></CS:user>
<CS:user><CS:uid>$carol</CS:uid><D:href>mailto:carol@example.org</D:href><CS:common-name>Carol</CS:common-name>
  <CS:access><CS:read/></CS:access><CS:invite-noresponse/></CS:user>
</CS:invite></D:prop><D:status>HTTP/1.1 200 OK</D:status></D:propstat></D:response></D:multistatus>

-- accept.xml --
<CS:invite-reply xmlns:D="DAV:" xmlns:CS="http://calendarserver.org/ns/"><D:href>mailto:carol@example.org</D:href>
  <CS:invite-accepted/><CS:in-reply-to>$carol</CS:in-reply-to></CS:invite-reply>

-- note.xml --
<D:propertyupdate xmlns:D="DAV:"><D:set><D:prop><n:note xmlns:n="urn:n">for work</n:note></D:prop></D:set></D:propertyupdate>

-- used.xml --
<D:propfind xmlns:D="DAV:"><D:prop><D:quota-used-bytes/></D:prop></D:propfind>

-- type.xml --
<D:propfind xmlns:D="DAV:"><D:prop><D:resourcetype/></D:prop></D:propfind>

-- first.xml --
<D:sync-collection xmlns:D="DAV:"><D:sync-token/><D:sync-level>1</D:sync-level><D:prop><D:resourcetype/></D:prop></D:sync-collection>

-- home.xml --
<D:multistatus>
<D:response><D:href>/dav/calendars/carol/outbox/</D:href>...</D:response>
<D:response><D:href>/dav/calendars/carol/calendar/</D:href>...</D:response>
<D:response><D:href>/dav/calendars/carol/tasks/</D:href>...</D:response>
<D:response><D:href>/dav/calendars/carol/inbox/</D:href>...</D:response>
<D:response><D:href>/dav/calendars/carol/notification/</D:href>...</D:response>
<D:response><D:href>/dav/calendars/carol/shared-$carol/</D:href>...</D:response>
<D:sync-token>$token</D:sync-token></D:multistatus>

-- next.xml --
<D:sync-collection xmlns:D="DAV:"><D:sync-token>$token</D:sync-token><D:sync-level>1</D:sync-level><D:prop><D:resourcetype/></D:prop></D:sync-collection>
