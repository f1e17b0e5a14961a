# Alice's phone follows her home: it hears which calendars are new, changed and gone, and then looks only into those.
# RFC 6578 §3.3, §3.5.1, §3.5.2
user alice  alice@example.org
alice OPTIONS /dav/calendars/alice/
< 200
< DAV: *calendarserver-home-sync*
alice REPORT /dav/calendars/alice/  sync.xml
< 207
< body all.xml

alice PUT /dav/calendars/alice/calendar/walk.ics  walk.ics
< 201
alice REPORT /dav/calendars/alice/  sync-1.xml
< 207
< body calendar-changed.xml

alice MKCALENDAR /dav/calendars/alice/club/
< 201
alice PROPPATCH /dav/calendars/alice/tasks/  renamed.xml
< 207
alice REPORT /dav/calendars/alice/  sync-2.xml
< 207
< body new-and-renamed.xml

alice DELETE /dav/calendars/alice/club/
< 204
alice REPORT /dav/calendars/alice/  sync-3.xml
< 207
< body gone.xml
alice REPORT /dav/calendars/alice/  sync-2.xml         # between, it came and went: gone is all that counts
< 207
< contains <href>/dav/calendars/alice/club/</href><status>HTTP/1.1 404 Not Found</status>
alice REPORT /dav/calendars/alice/  sync-4.xml
< 207
< body nothing.xml

alice PROPFIND /dav/calendars/alice/  ask.xml
> Depth: 0
< 207
< contains $t4
alice PROPPATCH /dav/calendars/alice/tasks/  renamed.xml
> If: </dav/calendars/alice/> (<$t3>)
< 412
alice REPORT /dav/calendars/alice/  level-2.xml
< 400
alice REPORT /dav/calendars/alice/  sync-foreign.xml
< 403
< contains <valid-sync-token>

-- sync.xml --
<D:sync-collection xmlns:D="DAV:"><D:sync-token/><D:sync-level>1</D:sync-level><D:prop><D:displayname/></D:prop></D:sync-collection>
-- sync-1.xml --
<D:sync-collection xmlns:D="DAV:"><D:sync-token>$t1</D:sync-token><D:sync-level>1</D:sync-level><D:prop><D:displayname/></D:prop></D:sync-collection>
-- sync-2.xml --
<D:sync-collection xmlns:D="DAV:"><D:sync-token>$t2</D:sync-token><D:sync-level>1</D:sync-level><D:prop><D:displayname/></D:prop></D:sync-collection>
-- sync-3.xml --
<D:sync-collection xmlns:D="DAV:"><D:sync-token>$t3</D:sync-token><D:sync-level>1</D:sync-level><D:prop><D:displayname/></D:prop></D:sync-collection>
-- sync-4.xml --
<D:sync-collection xmlns:D="DAV:"><D:sync-token>$t4</D:sync-token><D:sync-level>1</D:sync-level><D:prop><D:displayname/></D:prop></D:sync-collection>
-- level-2.xml --
<D:sync-collection xmlns:D="DAV:"><D:sync-token/><D:sync-level>2</D:sync-level><D:prop/></D:sync-collection>
-- sync-foreign.xml --
<D:sync-collection xmlns:D="DAV:"><D:sync-token>data:,1-1</D:sync-token><D:sync-level>1</D:sync-level><D:prop/></D:sync-collection>
-- ask.xml --
<D:propfind xmlns:D="DAV:"><D:prop><D:sync-token/></D:prop></D:propfind>
-- renamed.xml --
<D:propertyupdate xmlns:D="DAV:"><D:set><D:prop><D:displayname>Chores</D:displayname></D:prop></D:set></D:propertyupdate>

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

-- all.xml --
<D:multistatus>
  <D:response><D:href>/dav/calendars/alice/outbox/</D:href>...</D:response>
  <D:response><D:href>/dav/calendars/alice/calendar/</D:href>...</D:response>
  <D:response><D:href>/dav/calendars/alice/tasks/</D:href>...</D:response>
  <D:response><D:href>/dav/calendars/alice/inbox/</D:href>...</D:response>
  <D:response><D:href>/dav/calendars/alice/notification/</D:href>...</D:response>
  <D:sync-token>$t1</D:sync-token>
</D:multistatus>
-- calendar-changed.xml --
<D:multistatus>
  <D:response><D:href>/dav/calendars/alice/calendar/</D:href>...</D:response>
  <D:sync-token>$t2</D:sync-token>
</D:multistatus>
-- new-and-renamed.xml --
<D:multistatus>
  <D:response><D:href>/dav/calendars/alice/club/</D:href>...</D:response>
  <D:response><D:href>/dav/calendars/alice/tasks/</D:href>
    <D:propstat><D:prop><D:displayname>Chores</D:displayname></D:prop><D:status>HTTP/1.1 200 OK</D:status></D:propstat>
  </D:response>
  <D:sync-token>$t3</D:sync-token>
</D:multistatus>
-- gone.xml --
<D:multistatus>
  <D:response><D:href>/dav/calendars/alice/club/</D:href><D:status>HTTP/1.1 404 Not Found</D:status></D:response>
  <D:sync-token>$t4</D:sync-token>
</D:multistatus>
-- nothing.xml --
<D:multistatus><D:sync-token>$t4</D:sync-token></D:multistatus>
