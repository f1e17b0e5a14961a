# Bob is invited with the team, in a second group, and by name. Each invitation that is taken back leaves him what the others grant.
# RFC 3744 §6, caldav-sharing §5.3.2, §6.9
user alice  alice@example.org
user bob    bob@example.org
group team
group crew
member team bob
member crew bob
alice POST /dav/calendars/alice/calendar/  team-reads.xml
< 200
alice PROPFIND /dav/calendars/alice/calendar/  invite.xml
> Depth: 0
< 207
< body first.xml
bob POST /dav/calendars/bob/  accept.xml
< 200
alice POST /dav/calendars/alice/calendar/  crew-writes.xml
< 200
bob GET /dav/calendars/bob/notification/$bob.xml          # he had accepted, and may write now
< 200
< contains invite-accepted
< contains read-write
bob PUT /dav/calendars/bob/shared-$bob/walk.ics  walk.ics
< 201
alice POST /dav/calendars/alice/calendar/  no-crew.xml
< 200
bob GET /dav/calendars/bob/notification/$bob.xml
< 200
< contains invite-accepted
< lacks read-write
bob PUT /dav/calendars/bob/shared-$bob/walk.ics  later.ics
< 403
alice POST /dav/calendars/alice/calendar/  bob-writes.xml
< 200
bob GET /dav/calendars/bob/notification/$bob.xml
< 200
< contains read-write
alice POST /dav/calendars/alice/calendar/  no-team.xml    # by name he is invited still
< 200
bob PUT /dav/calendars/bob/shared-$bob/walk.ics  later.ics
< 204
alice POST /dav/calendars/alice/calendar/  team-reads.xml
< 200
alice POST /dav/calendars/alice/calendar/  no-bob.xml     # and with the team when he is not any more
< 200
bob GET /dav/calendars/bob/shared-$bob/walk.ics
< 200
bob PUT /dav/calendars/bob/shared-$bob/walk.ics  walk.ics
< 403
alice POST /dav/calendars/alice/calendar/  no-team.xml
< 200
bob GET /dav/calendars/bob/shared-$bob/walk.ics
< 404
bob GET /dav/calendars/bob/notification/$bob.xml
< 200
< contains invite-deleted

-- team-reads.xml --
<CS:share xmlns:D="DAV:" xmlns:CS="http://calendarserver.org/ns/">
  <CS:set><D:href>/dav/principals/team/</D:href><CS:summary>Walks</CS:summary><CS:read/></CS:set></CS:share>
-- crew-writes.xml --
<CS:share xmlns:D="DAV:" xmlns:CS="http://calendarserver.org/ns/">
  <CS:set><D:href>/dav/principals/crew/</D:href><CS:summary>Walks</CS:summary><CS:read-write/></CS:set></CS:share>
-- bob-writes.xml --
<CS:share xmlns:D="DAV:" xmlns:CS="http://calendarserver.org/ns/">
  <CS:set><D:href>mailto:bob@example.org</D:href><CS:summary>Walks</CS:summary><CS:read-write/></CS:set></CS:share>
-- no-crew.xml --
<CS:share xmlns:D="DAV:" xmlns:CS="http://calendarserver.org/ns/">
  <CS:remove><D:href>/dav/principals/crew/</D:href></CS:remove></CS:share>
-- no-team.xml --
<CS:share xmlns:D="DAV:" xmlns:CS="http://calendarserver.org/ns/">
  <CS:remove><D:href>/dav/principals/team/</D:href></CS:remove></CS:share>
-- no-bob.xml --
<CS:share xmlns:D="DAV:" xmlns:CS="http://calendarserver.org/ns/">
  <CS:remove><D:href>mailto:bob@example.org</D:href></CS:remove></CS:share>
-- invite.xml --
<D:propfind xmlns:D="DAV:" xmlns:CS="http://calendarserver.org/ns/"><D:prop><CS:invite/></D:prop></D:propfind>
-- first.xml --
<D:multistatus><D:response><D:href>/dav/calendars/alice/calendar/</D:href><D:propstat><D:prop><CS:invite>
<CS:user><CS:uid>*</CS:uid><D:href>/dav/principals/team/</D:href><CS:common-name>*</CS:common-name>
  <CS:access><CS:read/></CS:access><CS:invite-accepted/></CS:user>
<CS:user><CS:uid>$bob</CS:uid><D:href>mailto:bob@example.org</D:href><CS:common-name>Bob</CS:common-name>
  <CS:access><CS:read/></CS:access><CS:invite-noresponse/></CS:user>
</CS:invite></D:prop><D:status>HTTP/1.1 200 OK</D:status></D:propstat></D:response></D:multistatus>
-- accept.xml --
<CS:invite-reply xmlns:D="DAV:" xmlns:CS="http://calendarserver.org/ns/"><D:href>mailto:bob@example.org</D:href>
  <CS:invite-accepted/><CS:in-reply-to>$bob</CS:in-reply-to></CS:invite-reply>
-- walk.ics --
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//Stories//EN
BEGIN:VEVENT
UID:walk@example.org
DTSTAMP:20260302T090000Z
DTSTART:20260310T170000Z
SUMMARY:Walk
END:VEVENT
END:VCALENDAR
-- later.ics --
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//Stories//EN
BEGIN:VEVENT
UID:walk@example.org
DTSTAMP:20260302T090000Z
DTSTART:20260310T180000Z
SUMMARY:Walk
END:VEVENT
END:VCALENDAR
