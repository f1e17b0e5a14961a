# A program that follows Alice's whole home one line at a time hears of what is gone, also where an answer breaks off in between.
# RFC 6578 §3.5.2, §3.6
user alice  alice@example.org
alice PUT /dav/calendars/alice/calendar/walk.ics  walk.ics
< 201
alice REPORT /dav/calendars/alice/  sync.xml
< 207
< body all.xml

alice DELETE /dav/calendars/alice/calendar/walk.ics
< 204
alice REPORT /dav/calendars/alice/  sync-1.xml
< 207
< body calendar.xml
alice REPORT /dav/calendars/alice/  sync-2.xml
< 207
< body gone.xml
alice REPORT /dav/calendars/alice/  sync-3.xml
< 207
< body nothing.xml

-- sync.xml --
<D:sync-collection xmlns:D="DAV:"><D:sync-token/><D:sync-level>infinite</D:sync-level><D:prop><D:getetag/></D:prop></D:sync-collection>
-- sync-1.xml --
<D:sync-collection xmlns:D="DAV:"><D:sync-token>$t1</D:sync-token><D:sync-level>infinite</D:sync-level><D:limit><D:nresults>1</D:nresults></D:limit><D:prop><D:getetag/></D:prop></D:sync-collection>
-- sync-2.xml --
<D:sync-collection xmlns:D="DAV:"><D:sync-token>$t2</D:sync-token><D:sync-level>infinite</D:sync-level><D:limit><D:nresults>1</D:nresults></D:limit><D:prop><D:getetag/></D:prop></D:sync-collection>
-- sync-3.xml --
<D:sync-collection xmlns:D="DAV:"><D:sync-token>$t3</D:sync-token><D:sync-level>infinite</D:sync-level><D:limit><D:nresults>1</D:nresults></D:limit><D:prop><D:getetag/></D:prop></D:sync-collection>

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
  <D:response><D:href>/dav/calendars/alice/calendar/walk.ics</D:href>...</D:response>
  <D:response><D:href>/dav/calendars/alice/tasks/</D:href>...</D:response>
  <D:response><D:href>/dav/calendars/alice/inbox/</D:href>...</D:response>
  <D:response><D:href>/dav/calendars/alice/notification/</D:href>...</D:response>
  <D:sync-token>$t1</D:sync-token>
</D:multistatus>
-- calendar.xml --
<D:multistatus>
  <D:response><D:href>/dav/calendars/alice/calendar/</D:href>...</D:response>
  <D:response><D:href>/dav/calendars/alice/</D:href><D:status>HTTP/1.1 507 Insufficient Storage</D:status>...</D:response>
  <D:sync-token>$t2</D:sync-token>
</D:multistatus>
-- gone.xml --
<D:multistatus>
  <D:response><D:href>/dav/calendars/alice/calendar/walk.ics</D:href><D:status>HTTP/1.1 404 Not Found</D:status></D:response>
  <D:sync-token>$t3</D:sync-token>
</D:multistatus>
-- nothing.xml --
<D:multistatus>
  <D:sync-token>$t3</D:sync-token>
</D:multistatus>
