# Only people of the house can share: a stranger among them and nobody is invited; a group is invited with everybody in it.
# RFC 3744 §8.1, caldav-sharing §5.3.2, §6.10
user alice  alice@example.org
user bob    bob@example.org
user carol  carol@example.org
group team
member team bob
member team carol
member team alice
alice POST /dav/calendars/alice/calendar/  stranger.xml
< 207
< body refused.xml
alice POST /dav/calendars/alice/calendar/  herself.xml
< 207
< contains invite-invalid
bob PROPFIND /dav/calendars/bob/notification/  type.xml
> Depth: 1
< 207
< lacks .xml
no mail
alice POST /dav/calendars/alice/inbox/  team.xml
< 403
alice POST /dav/calendars/alice/calendar/  team.xml
< 200
alice PROPFIND /dav/calendars/alice/calendar/  invite.xml
> Depth: 0
< 207
< body three.xml
carol PROPFIND /dav/calendars/carol/notification/  type.xml
> Depth: 1
< 207
< contains $carol.xml
carol POST /dav/calendars/carol/  accept.xml
< 200
carol GET /dav/calendars/carol/shared-$carol/
< 200
user dora   dora@example.org
member team dora                                          # who joins is asked, too
dora PROPFIND /dav/calendars/dora/notification/  type.xml
> Depth: 1
< 207
< contains .xml
bob POST /dav/calendars/bob/  carols.xml                  # nobody answers for another
< 403
alice POST /dav/calendars/alice/calendar/  no-team.xml
< 200
carol GET /dav/calendars/carol/shared-$carol/
< 404
carol GET /dav/calendars/alice/calendar/
< 403
bob PROPFIND /dav/calendars/bob/notification/  type.xml
> Depth: 1
< 207
< lacks .xml
alice POST /dav/calendars/alice/calendar/  nothing.xml
< 400
alice POST /dav/calendars/alice/calendar/  no-access.xml
< 400

-- stranger.xml --
<CS:share xmlns:D="DAV:" xmlns:CS="http://calendarserver.org/ns/">
  <CS:set><D:href>mailto:bob@example.org</D:href><CS:read/></CS:set>
  <CS:set><D:href>mailto:eve@else.example</D:href><CS:read/></CS:set></CS:share>
-- refused.xml --
<D:multistatus>
<D:response><D:href>mailto:bob@example.org</D:href><D:status>HTTP/1.1 424 Failed Dependency</D:status></D:response>
<D:response><D:href>mailto:eve@else.example</D:href><D:status>HTTP/1.1 403 Forbidden</D:status>
  <D:error><CS:invite-invalid/></D:error></D:response></D:multistatus>
-- herself.xml --
<CS:share xmlns:D="DAV:" xmlns:CS="http://calendarserver.org/ns/">
  <CS:set><D:href>mailto:alice@example.org</D:href><CS:read/></CS:set></CS:share>
-- team.xml --
<CS:share xmlns:D="DAV:" xmlns:CS="http://calendarserver.org/ns/">
  <CS:set><D:href>/dav/principals/team/</D:href><CS:summary>Team</CS:summary><CS:read/></CS:set></CS:share>
-- no-team.xml --
<CS:share xmlns:D="DAV:" xmlns:CS="http://calendarserver.org/ns/">
  <CS:remove><D:href>/dav/principals/team/</D:href></CS:remove></CS:share>
-- nothing.xml --
<CS:share xmlns:CS="http://calendarserver.org/ns/"/>
-- no-access.xml --
<CS:share xmlns:D="DAV:" xmlns:CS="http://calendarserver.org/ns/"><CS:set><D:href>mailto:bob@example.org</D:href></CS:set></CS:share>
-- type.xml --
<D:propfind xmlns:D="DAV:"><D:prop><D:resourcetype/></D:prop></D:propfind>
-- invite.xml --
<D:propfind xmlns:D="DAV:" xmlns:CS="http://calendarserver.org/ns/"><D:prop><CS:invite/></D:prop></D:propfind>
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
-- carols.xml --
<CS:invite-reply xmlns:D="DAV:" xmlns:CS="http://calendarserver.org/ns/"><D:href>mailto:bob@example.org</D:href>
  <CS:invite-accepted/><CS:in-reply-to>$carol</CS:in-reply-to></CS:invite-reply>
