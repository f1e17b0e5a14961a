# Alice names and colours her calendar; what the server keeps for itself she cannot set, and then nothing is set at all.
# RFC 4918 §9.2, RFC 4791 §5.2
user alice  alice@example.org

alice PROPPATCH /dav/calendars/alice/calendar/  paint.xml
< 207
< body painted.xml
alice PROPPATCH /dav/calendars/alice/calendar/  too-much.xml
< 207
< body refused.xml
alice PROPFIND /dav/calendars/alice/calendar/  ask.xml
> Depth: 0
< 207
< body answer.xml

-- paint.xml --
<?xml version="1.0" encoding="utf-8"?>
<D:propertyupdate xmlns:D="DAV:" xmlns:A="http://apple.com/ns/ical/">
  <D:set><D:prop><D:displayname>Mine</D:displayname><A:calendar-color>#FF8800FF</A:calendar-color></D:prop></D:set>
</D:propertyupdate>

-- painted.xml --
<D:multistatus>
  <D:response>
    <D:href>/dav/calendars/alice/calendar/</D:href>
    <D:propstat>
      <D:prop><D:displayname/><A:calendar-color/></D:prop>
      <D:status>HTTP/1.1 200 OK</D:status>
    </D:propstat>
  </D:response>
</D:multistatus>

-- too-much.xml --
<?xml version="1.0" encoding="utf-8"?>
<D:propertyupdate xmlns:D="DAV:">
  <D:set><D:prop><D:displayname>Other</D:displayname><D:getetag>"1"</D:getetag></D:prop></D:set>
</D:propertyupdate>

-- refused.xml --
<D:multistatus>
  <D:response>
    <D:href>/dav/calendars/alice/calendar/</D:href>
    <D:propstat>
      ...
      <D:prop><D:getetag/></D:prop>
      <D:status>HTTP/1.1 403 Forbidden</D:status>
    </D:propstat>
    <D:propstat>
      <D:prop><D:displayname/></D:prop>
      <D:status>HTTP/1.1 424 Failed Dependency</D:status>
    </D:propstat>
  </D:response>
</D:multistatus>

-- ask.xml --
<?xml version="1.0" encoding="utf-8"?>
<D:propfind xmlns:D="DAV:" xmlns:A="http://apple.com/ns/ical/">
  <D:prop><D:displayname/><A:calendar-color/></D:prop>
</D:propfind>

-- answer.xml --
<D:multistatus>
  <D:response>
    <D:href>/dav/calendars/alice/calendar/</D:href>
    <D:propstat>
      <D:prop><D:displayname>Mine</D:displayname><A:calendar-color>#FF8800FF</A:calendar-color></D:prop>
      <D:status>HTTP/1.1 200 OK</D:status>
    </D:propstat>
  </D:response>
</D:multistatus>
