# A program that knows only the host, a name and a password finds Alice's calendars and her scheduling inbox.
# RFC 6764 §5, RFC 5397 §3, RFC 4791 §6.2.1, RFC 6638 §2
user alice  alice@example.org

guest PROPFIND /.well-known/caldav
< 301
< Location: *
guest PROPFIND /.well-known/caldav/
< 301
guest PROPFIND /dav/
< 401
< WWW-Authenticate: Basic realm=*

alice PROPFIND /dav/  who.xml
> Depth: 0
< 207
< body me.xml

alice PROPFIND $me  where.xml
> Depth: 0
< 207
< body home.xml

alice OPTIONS $home
< 200
< DAV: *calendar-access*
< DAV: *calendar-auto-schedule*

alice PROPFIND $home  what.xml
> Depth: 1
< 207
< body calendars.xml

-- who.xml --
<?xml version="1.0" encoding="utf-8"?>
<D:propfind xmlns:D="DAV:"><D:prop><D:current-user-principal/></D:prop></D:propfind>

-- me.xml --
<D:multistatus>
  <D:response>
    ...
    <D:propstat>
      <D:prop><D:current-user-principal><D:href>$me</D:href></D:current-user-principal></D:prop>
      <D:status>HTTP/1.1 200 OK</D:status>
    </D:propstat>
  </D:response>
</D:multistatus>

-- where.xml --
<?xml version="1.0" encoding="utf-8"?>
<D:propfind xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav">
  <D:prop><C:calendar-home-set/><C:schedule-inbox-URL/><C:schedule-outbox-URL/><C:calendar-user-address-set/></D:prop>
</D:propfind>

-- home.xml --
<D:multistatus>
  <D:response>
    <D:href>$me</D:href>
    <D:propstat>
      <D:prop>
        <C:calendar-home-set><D:href>$home</D:href></C:calendar-home-set>
        <C:schedule-inbox-URL><D:href>$inbox</D:href></C:schedule-inbox-URL>
        <C:schedule-outbox-URL><D:href>$outbox</D:href></C:schedule-outbox-URL>
        <C:calendar-user-address-set>
          ...
          <D:href preferred="1">mailto:alice@example.org</D:href>
        </C:calendar-user-address-set>
      </D:prop>
      <D:status>HTTP/1.1 200 OK</D:status>
    </D:propstat>
  </D:response>
</D:multistatus>

-- what.xml --
<?xml version="1.0" encoding="utf-8"?>
<D:propfind xmlns:D="DAV:"><D:prop><D:resourcetype/></D:prop></D:propfind>

-- calendars.xml --
<D:multistatus>
  ...
  <D:response>
    <D:href>/dav/calendars/alice/calendar/</D:href>
    <D:propstat>
      <D:prop><D:resourcetype><D:collection/><C:calendar/></D:resourcetype></D:prop>
      <D:status>HTTP/1.1 200 OK</D:status>
    </D:propstat>
  </D:response>
  <D:response>
    <D:href>$inbox</D:href>
    <D:propstat>
      <D:prop><D:resourcetype><D:collection/><C:schedule-inbox/></D:resourcetype></D:prop>
      <D:status>HTTP/1.1 200 OK</D:status>
    </D:propstat>
  </D:response>
</D:multistatus>
