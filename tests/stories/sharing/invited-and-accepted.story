# Alice shares a calendar with Bob, who accepts: it stands in his home with his own name and colour, and he writes in it.
# RFC 3744 §8.1, caldav-sharing §4, §5.2, §5.3.2, §5.4.1, §5.5.1, §5.5.3
user alice  alice@example.org
user bob    bob@example.org
user carol  carol@example.org
alice OPTIONS /dav/calendars/alice/calendar/
< 200
< DAV: *calendarserver-sharing, *
alice PROPFIND /dav/calendars/alice/calendar/  look.xml
> Depth: 0
< 207
< body not-shared.xml
bob POST /dav/calendars/alice/calendar/  share.xml
< 403
carol POST /dav/calendars/bob/  accept-any.xml
< 403
alice POST /dav/calendars/alice/calendar/  share.xml
< 200
bob PROPFIND /dav/principals/bob/  where.xml
> Depth: 0
< 207
< contains /dav/calendars/bob/notification/
bob PROPFIND /dav/calendars/bob/notification/  news.xml
> Depth: 1
< 207
< body one-notice.xml
bob GET /dav/calendars/bob/notification/$code.xml
< 200
< Content-Type: application/xml; charset=utf-8
< body invitation.xml
carol GET /dav/calendars/bob/notification/$code.xml
< 403
bob PUT /dav/calendars/bob/notification/$code.xml  accept.xml
< 405
bob PUT /dav/calendars/bob/notification/own.xml  accept.xml
< 405
alice PROPFIND /dav/calendars/alice/calendar/  look.xml
> Depth: 0
< 207
< contains invite-noresponse
< contains shared-owner

bob POST /dav/calendars/bob/  accept.xml
< 200
< body shared-as.xml
bob DELETE /dav/calendars/bob/notification/$code.xml
< 204
alice PROPFIND /dav/calendars/alice/notification/  news.xml
> Depth: 1
< 207
< contains invite-reply
alice GET /dav/calendars/alice/notification/reply-$code.xml
< 200
< body answer.xml
alice DELETE /dav/calendars/alice/notification/reply-$code.xml
< 204
alice PROPFIND /dav/calendars/alice/calendar/  look.xml
> Depth: 0
< 207
< body shared-owner.xml
bob PROPFIND /dav/calendars/bob/  look.xml
> Depth: 1
< 207
< contains Team
bob PROPFIND /dav/calendars/bob/shared-$code/  look.xml
> Depth: 0
< 207
< body shared.xml

bob PUT /dav/calendars/bob/shared-$code/walk.ics  walk.ics
< 201
alice GET /dav/calendars/alice/calendar/walk.ics
< 200
< contains Harbour
bob REPORT /dav/calendars/bob/shared-$code/  sync.xml
< 207
< contains /dav/calendars/bob/shared-$code/walk.ics
< lacks alice
bob REPORT /dav/calendars/bob/shared-$code/  query.xml
> Depth: 1
< 207
< contains /dav/calendars/bob/shared-$code/walk.ics
bob PROPPATCH /dav/calendars/bob/shared-$code/  rename.xml
< 207
< contains 200 OK
bob PROPFIND /dav/calendars/bob/shared-$code/  look.xml
> Depth: 0
< 207
< contains Alice's
alice PROPFIND /dav/calendars/alice/calendar/  look.xml
> Depth: 0
< 207
< contains Calendar
< lacks Alice's
bob MOVE /dav/calendars/bob/shared-$code/
> Destination: /dav/calendars/bob/other/
< 403
bob MKCALENDAR /dav/calendars/bob/shared-$code/
< 403

-- look.xml --
<D:propfind xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav" xmlns:CS="http://calendarserver.org/ns/"
  xmlns:A="http://apple.com/ns/ical/"><D:prop><D:resourcetype/><D:displayname/><D:owner/><CS:invite/>
  <CS:allowed-sharing-modes/><CS:shared-url/><C:schedule-calendar-transp/><A:calendar-color/></D:prop></D:propfind>
-- not-shared.xml --
<D:multistatus><D:response><D:href>/dav/calendars/alice/calendar/</D:href>
  <D:propstat><D:prop>
    <D:resourcetype><D:collection/><C:calendar/></D:resourcetype>
    <D:displayname>Calendar</D:displayname>
    <D:owner><D:href>/dav/principals/alice/</D:href></D:owner>
    <CS:allowed-sharing-modes><CS:can-be-shared/></CS:allowed-sharing-modes>
    <C:schedule-calendar-transp><C:opaque/></C:schedule-calendar-transp>
  </D:prop><D:status>HTTP/1.1 200 OK</D:status></D:propstat>
  <D:propstat><D:prop><CS:invite/><CS:shared-url/><A:calendar-color/></D:prop><D:status>HTTP/1.1 404 Not Found</D:status></D:propstat>
</D:response></D:multistatus>
-- share.xml --
<CS:share xmlns:D="DAV:" xmlns:CS="http://calendarserver.org/ns/"><CS:set>
  <D:href>mailto:Bob@example.org</D:href><CS:common-name>Bob</CS:common-name><CS:summary>Team</CS:summary><CS:read-write/>
</CS:set></CS:share>
-- where.xml --
<D:propfind xmlns:D="DAV:" xmlns:CS="http://calendarserver.org/ns/"><D:prop><CS:notification-URL/></D:prop></D:propfind>
-- news.xml --
<D:propfind xmlns:D="DAV:" xmlns:CS="http://calendarserver.org/ns/"><D:prop><D:resourcetype/><CS:notificationtype/></D:prop></D:propfind>
-- one-notice.xml --
<D:multistatus>
  <D:response><D:href>/dav/calendars/bob/notification/</D:href><D:propstat><D:prop>
    <D:resourcetype><D:collection/><CS:notification/></D:resourcetype>
  </D:prop><D:status>HTTP/1.1 200 OK</D:status></D:propstat>...</D:response>
  <D:response><D:href>/dav/calendars/bob/notification/$code.xml</D:href><D:propstat><D:prop><D:resourcetype/>
    <CS:notificationtype><CS:invite-notification shared-type="calendar"/></CS:notificationtype>
  </D:prop><D:status>HTTP/1.1 200 OK</D:status></D:propstat></D:response>
</D:multistatus>
-- invitation.xml --
<CS:notification><CS:dtstamp>20260302T090000Z</CS:dtstamp><CS:invite-notification shared-type="calendar">
  <CS:uid>$code</CS:uid><D:href>mailto:bob@example.org</D:href><CS:invite-noresponse/>
  <CS:access><CS:read-write/></CS:access>
  <CS:hosturl><D:href>/dav/calendars/alice/calendar</D:href></CS:hosturl>
  <CS:organizer><D:href>/dav/principals/alice/</D:href><CS:common-name>Alice</CS:common-name></CS:organizer>
  <CS:summary>Team</CS:summary>
  <C:supported-calendar-component-set><C:comp name="VEVENT"/><C:comp name="VFREEBUSY"/></C:supported-calendar-component-set>
</CS:invite-notification></CS:notification>
-- accept-any.xml --
<CS:invite-reply xmlns:D="DAV:" xmlns:CS="http://calendarserver.org/ns/"><CS:invite-accepted/></CS:invite-reply>
-- accept.xml --
<CS:invite-reply xmlns:D="DAV:" xmlns:CS="http://calendarserver.org/ns/"><D:href>mailto:bob@example.org</D:href>
  <CS:invite-accepted/><CS:hosturl><D:href>/dav/calendars/alice/calendar</D:href></CS:hosturl>
  <CS:in-reply-to>$code</CS:in-reply-to></CS:invite-reply>
-- shared-as.xml --
<CS:shared-as><D:href>/dav/calendars/bob/shared-$code</D:href></CS:shared-as>
-- answer.xml --
<CS:notification><CS:dtstamp>20260302T090000Z</CS:dtstamp><CS:invite-reply shared-type="calendar">
  <D:href>mailto:bob@example.org</D:href><CS:invite-accepted/>
  <CS:hosturl><D:href>/dav/calendars/alice/calendar</D:href></CS:hosturl>
  <CS:in-reply-to>$code</CS:in-reply-to><CS:common-name>Bob</CS:common-name>
</CS:invite-reply></CS:notification>
-- shared-owner.xml --
<D:multistatus><D:response><D:href>/dav/calendars/alice/calendar/</D:href>
  <D:propstat><D:prop>
    <D:resourcetype><D:collection/><C:calendar/><CS:shared-owner/></D:resourcetype>
    <D:displayname>Calendar</D:displayname>
    <D:owner><D:href>/dav/principals/alice/</D:href></D:owner>
    <CS:invite><CS:user><CS:uid>$code</CS:uid><D:href>mailto:bob@example.org</D:href><CS:common-name>Bob</CS:common-name>
      <CS:access><CS:read-write/></CS:access><CS:invite-accepted/></CS:user></CS:invite>
    <CS:allowed-sharing-modes><CS:can-be-shared/></CS:allowed-sharing-modes>
    <C:schedule-calendar-transp><C:opaque/></C:schedule-calendar-transp>
  </D:prop><D:status>HTTP/1.1 200 OK</D:status></D:propstat>...
</D:response></D:multistatus>
-- shared.xml --
<D:multistatus><D:response><D:href>/dav/calendars/bob/shared-$code/</D:href>
  <D:propstat><D:prop>
    <D:resourcetype><D:collection/><C:calendar/><CS:shared/></D:resourcetype>
    <D:displayname>Team</D:displayname>
    <D:owner><D:href>/dav/principals/alice/</D:href></D:owner>
    <CS:invite><CS:organizer><D:href>/dav/principals/alice/</D:href><CS:common-name>Alice</CS:common-name></CS:organizer>
      <CS:user><CS:uid>$code</CS:uid><D:href>mailto:bob@example.org</D:href><CS:common-name>Bob</CS:common-name>
      <CS:access><CS:read-write/></CS:access><CS:invite-accepted/></CS:user></CS:invite>
    <CS:shared-url><D:href>/dav/calendars/alice/calendar</D:href></CS:shared-url>
    <C:schedule-calendar-transp><C:transparent/></C:schedule-calendar-transp>
  </D:prop><D:status>HTTP/1.1 200 OK</D:status></D:propstat>...
</D:response></D:multistatus>
-- sync.xml --
<D:sync-collection xmlns:D="DAV:"><D:sync-token/><D:sync-level>1</D:sync-level><D:prop><D:getetag/></D:prop></D:sync-collection>
-- query.xml --
<C:calendar-query xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav"><D:prop><D:getetag/></D:prop>
<C:filter><C:comp-filter name="VCALENDAR"/></C:filter></C:calendar-query>
-- rename.xml --
<D:propertyupdate xmlns:D="DAV:" xmlns:A="http://apple.com/ns/ical/" xmlns:X="urn:x"><D:set><D:prop>
  <D:displayname>Alice's</D:displayname><A:calendar-color>#00FF00FF</A:calendar-color><X:mine>1</X:mine>
</D:prop></D:set></D:propertyupdate>
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
