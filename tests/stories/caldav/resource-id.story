# A program knows a calendar and an event again under another name: what they are does not change with their URLs.
# RFC 5842 §3.1
user alice  alice@example.org
alice PUT /dav/calendars/alice/calendar/walk.ics  walk.ics
< 201
alice MKCALENDAR /dav/calendars/alice/club/
< 201
alice PROPFIND /dav/calendars/alice/club/  ask.xml
> Depth: 0
< 207
< body calendar.xml
alice PROPFIND /dav/calendars/alice/calendar/walk.ics  ask.xml
> Depth: 0
< 207
< body event.xml
alice MOVE /dav/calendars/alice/calendar/walk.ics
> Destination: /dav/calendars/alice/club/stroll.ics
< 201
alice MOVE /dav/calendars/alice/club/
> Destination: /dav/calendars/alice/society/
< 201
alice PROPFIND /dav/calendars/alice/society/  ask.xml
> Depth: 1
< 207
< body moved.xml
alice PUT /dav/files/alice/notes.txt  whatever
< 201
alice PROPFIND /dav/files/alice/notes.txt  ask.xml
> Depth: 0
< 207
< body file.xml
alice MKCOL /dav/files/alice/old/
< 201
alice MOVE /dav/files/alice/notes.txt
> Destination: /dav/files/alice/old/notes.txt
< 201
alice PUT /dav/files/alice/notes.txt  another
< 201
alice PROPFIND /dav/files/alice/notes.txt  ask.xml
> Depth: 0
< 207
< lacks $file
< contains urn:uuid:
alice PUT /dav/files/alice/old/notes.txt  changed
< 204
alice PROPFIND /dav/files/alice/old/notes.txt  ask.xml
> Depth: 0
< 207
< contains $file
alice PROPFIND /dav/calendars/alice/  ask.xml
> Depth: 0
< 207
< lacks 404
alice PROPFIND /dav/principals/alice/  ask.xml
> Depth: 0
< 207
< lacks $calendar
< contains urn:uuid:

-- file.xml --
<D:multistatus><D:response><D:href>/dav/files/alice/notes.txt</D:href><D:propstat><D:prop><D:resource-id><D:href>$file</D:href></D:resource-id></D:prop>
<D:status>HTTP/1.1 200 OK</D:status></D:propstat></D:response></D:multistatus>

-- ask.xml --
<D:propfind xmlns:D="DAV:"><D:prop><D:resource-id/></D:prop></D:propfind>

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

-- calendar.xml --
<D:multistatus>
  <D:response>
    <D:href>/dav/calendars/alice/club/</D:href>
    <D:propstat><D:prop><D:resource-id><D:href>$calendar</D:href></D:resource-id></D:prop><D:status>HTTP/1.1 200 OK</D:status></D:propstat>
  </D:response>
</D:multistatus>
-- event.xml --
<D:multistatus>
  <D:response>
    <D:href>/dav/calendars/alice/calendar/walk.ics</D:href>
    <D:propstat><D:prop><D:resource-id><D:href>$event</D:href></D:resource-id></D:prop><D:status>HTTP/1.1 200 OK</D:status></D:propstat>
  </D:response>
</D:multistatus>
-- moved.xml --
<D:multistatus>
  <D:response>
    <D:href>/dav/calendars/alice/society/</D:href>
    <D:propstat><D:prop><D:resource-id><D:href>$calendar</D:href></D:resource-id></D:prop><D:status>HTTP/1.1 200 OK</D:status></D:propstat>
  </D:response>
  <D:response>
    <D:href>/dav/calendars/alice/society/stroll.ics</D:href>
    <D:propstat><D:prop><D:resource-id><D:href>$event</D:href></D:resource-id></D:prop><D:status>HTTP/1.1 200 OK</D:status></D:propstat>
  </D:response>
</D:multistatus>
