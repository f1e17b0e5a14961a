# Alice makes a calendar for her choir, sees it in her home, and removes it again.
# RFC 4791 §5.3.1, RFC 5689 §3, RFC 4918 §9.1
user alice  alice@example.org

alice MKCALENDAR /dav/calendars/alice/choir/  make.xml
< 201
alice MKCALENDAR /dav/calendars/alice/choir/
< 403
< contains resource-must-be-null

alice PROPFIND /dav/calendars/alice/choir/  ask.xml
> Depth: 0
< 207
< body answer.xml

alice PUT /dav/calendars/alice/choir/walk.ics  walk.ics
< 201
alice PUT /dav/calendars/alice/choir/task.ics  task.ics        # it was made for events only
< 403
< contains supported-calendar-component

alice DELETE /dav/calendars/alice/choir/
< 204
alice GET /dav/calendars/alice/choir/walk.ics
< 404
alice MKCOL /dav/calendars/alice/folder/                        # only calendars can be made here
< 403

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

-- make.xml --
<?xml version="1.0" encoding="utf-8"?>
<C:mkcalendar xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav">
  <D:set><D:prop>
    <D:displayname>Chor &amp; Orchester</D:displayname>
    <C:supported-calendar-component-set><C:comp name="VEVENT"/></C:supported-calendar-component-set>
  </D:prop></D:set>
</C:mkcalendar>

-- ask.xml --
<?xml version="1.0" encoding="utf-8"?>
<D:propfind xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav">
  <D:prop><D:displayname/><D:resourcetype/><C:supported-calendar-component-set/><D:no-such-thing/></D:prop>
</D:propfind>

-- answer.xml --
<D:multistatus>
  <D:response>
    <D:href>/dav/calendars/alice/choir/</D:href>
    <D:propstat>
      <D:prop>
        <D:displayname>Chor &amp; Orchester</D:displayname>
        <D:resourcetype><D:collection/><C:calendar/></D:resourcetype>
        <C:supported-calendar-component-set><C:comp name="VEVENT"/></C:supported-calendar-component-set>
      </D:prop>
      <D:status>HTTP/1.1 200 OK</D:status>
    </D:propstat>
    <D:propstat>
      <D:prop><D:no-such-thing/></D:prop>
      <D:status>HTTP/1.1 404 Not Found</D:status>
    </D:propstat>
  </D:response>
</D:multistatus>

-- task.ics --
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//Stories//EN
BEGIN:VTODO
UID:task@example.org
DTSTAMP:20260302T090000Z
SUMMARY:Buy music
END:VTODO
END:VCALENDAR
