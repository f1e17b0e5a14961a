# A program follows Alice's whole home with one request: every event in every calendar, also of a calendar that is renamed.
# RFC 6578 §3.3, §3.5.2
user alice  alice@example.org
alice PUT /dav/calendars/alice/calendar/walk.ics  walk.ics
< 201
alice REPORT /dav/calendars/alice/  sync.xml
< 207
< body all.xml

alice PUT /dav/calendars/alice/calendar/swim.ics  swim.ics
< 201
alice DELETE /dav/calendars/alice/calendar/walk.ics
< 204
alice REPORT /dav/calendars/alice/  sync-1.xml
< 207
< body changes.xml

alice MKCALENDAR /dav/calendars/alice/club/
< 201
alice MOVE /dav/calendars/alice/calendar/swim.ics
> Destination: /dav/calendars/alice/club/swim.ics
< 201
alice MOVE /dav/calendars/alice/club/
> Destination: /dav/calendars/alice/sport/
< 201
alice REPORT /dav/calendars/alice/  sync-2.xml
< 207
< body renamed.xml

alice DELETE /dav/calendars/alice/sport/
< 204
alice REPORT /dav/calendars/alice/  sync-3.xml           # with the calendar goes what was in it
< 207
< body gone.xml

alice MKCALENDAR /dav/calendars/alice/sport/
< 201
alice REPORT /dav/calendars/alice/  sync-4.xml
< 207
< body made-again.xml
alice REPORT /dav/calendars/alice/  sync-3.xml           # who still has the old one's events must begin anew
< 403
< contains <valid-sync-token>
alice REPORT /dav/calendars/alice/sport/  sync.xml
> Depth: infinity
< 207

-- sync.xml --
<D:sync-collection xmlns:D="DAV:"><D:sync-token/><D:sync-level>infinite</D:sync-level><D:prop><D:getetag/></D:prop></D:sync-collection>
-- sync-1.xml --
<D:sync-collection xmlns:D="DAV:"><D:sync-token>$t1</D:sync-token><D:sync-level>infinite</D:sync-level><D:prop><D:getetag/></D:prop></D:sync-collection>
-- sync-2.xml --
<D:sync-collection xmlns:D="DAV:"><D:sync-token>$t2</D:sync-token><D:sync-level>infinite</D:sync-level><D:prop><D:getetag/></D:prop></D:sync-collection>
-- sync-3.xml --
<D:sync-collection xmlns:D="DAV:"><D:sync-token>$t3</D:sync-token><D:sync-level>infinite</D:sync-level><D:prop><D:getetag/></D:prop></D:sync-collection>
-- sync-4.xml --
<D:sync-collection xmlns:D="DAV:"><D:sync-token>$t4</D:sync-token><D:sync-level>infinite</D:sync-level><D:prop><D:getetag/></D:prop></D:sync-collection>

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

-- swim.ics --
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//Stories//EN
BEGIN:VEVENT
UID:swim@example.org
DTSTAMP:20260302T090000Z
DTSTART:20260310T120000Z
DTEND:20260310T130000Z
SUMMARY:Swim
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
-- changes.xml --
<D:multistatus>
  <D:response><D:href>/dav/calendars/alice/calendar/</D:href>...</D:response>
  <D:response><D:href>/dav/calendars/alice/calendar/swim.ics</D:href>...</D:response>
  <D:response><D:href>/dav/calendars/alice/calendar/walk.ics</D:href><D:status>HTTP/1.1 404 Not Found</D:status></D:response>
  <D:sync-token>$t2</D:sync-token>
</D:multistatus>
-- renamed.xml --
<D:multistatus>
  <D:response><D:href>/dav/calendars/alice/calendar/</D:href>...</D:response>
  <D:response><D:href>/dav/calendars/alice/calendar/swim.ics</D:href><D:status>HTTP/1.1 404 Not Found</D:status></D:response>
  <D:response><D:href>/dav/calendars/alice/club/</D:href><D:status>HTTP/1.1 404 Not Found</D:status></D:response>
  <D:response><D:href>/dav/calendars/alice/sport/</D:href>...</D:response>
  <D:response><D:href>/dav/calendars/alice/sport/swim.ics</D:href>...</D:response>
  <D:sync-token>$t3</D:sync-token>
</D:multistatus>
-- gone.xml --
<D:multistatus>
  <D:response><D:href>/dav/calendars/alice/sport/</D:href><D:status>HTTP/1.1 404 Not Found</D:status></D:response>
  <D:sync-token>$t4</D:sync-token>
</D:multistatus>
-- made-again.xml --
<D:multistatus>
  <D:response><D:href>/dav/calendars/alice/sport/</D:href>...</D:response>
  <D:sync-token>$t5</D:sync-token>
</D:multistatus>
