# A phone with little memory takes its calendars in small parts; what is deleted between two parts does not stay on it.
# RFC 6578 §3.6, §3.7
user alice  alice@example.org
alice PUT /dav/calendars/alice/calendar/one.ics  one.ics
< 201
alice PUT /dav/calendars/alice/calendar/two.ics  two.ics
< 201
alice REPORT /dav/calendars/alice/calendar/  sync.xml
< 207
< body first-part.xml
alice DELETE /dav/calendars/alice/calendar/one.ics
< 204
alice REPORT /dav/calendars/alice/calendar/  sync-1.xml
< 207
< body second-part.xml
alice REPORT /dav/calendars/alice/calendar/  sync-2.xml
< 207
< body last-part.xml

alice REPORT /dav/calendars/alice/  home.xml
< 207
< body home-part.xml
alice REPORT /dav/calendars/alice/  home-1.xml
< 207
< body home-rest.xml
alice REPORT /dav/calendars/alice/  home-2.xml
< 207
< body home-nothing.xml
alice REPORT /dav/calendars/alice/  none.xml
< 400

-- sync.xml --
<D:sync-collection xmlns:D="DAV:"><D:sync-token/><D:sync-level>1</D:sync-level><D:limit><D:nresults>1</D:nresults></D:limit><D:prop><D:getetag/></D:prop></D:sync-collection>
-- sync-1.xml --
<D:sync-collection xmlns:D="DAV:"><D:sync-token>$t1</D:sync-token><D:sync-level>1</D:sync-level><D:limit><D:nresults>1</D:nresults></D:limit><D:prop><D:getetag/></D:prop></D:sync-collection>
-- sync-2.xml --
<D:sync-collection xmlns:D="DAV:"><D:sync-token>$t2</D:sync-token><D:sync-level>1</D:sync-level><D:limit><D:nresults>1</D:nresults></D:limit><D:prop><D:getetag/></D:prop></D:sync-collection>
-- home.xml --
<D:sync-collection xmlns:D="DAV:"><D:sync-token/><D:sync-level>infinite</D:sync-level><D:limit><D:nresults>2</D:nresults></D:limit><D:prop><D:getetag/></D:prop></D:sync-collection>
-- home-1.xml --
<D:sync-collection xmlns:D="DAV:"><D:sync-token>$h1</D:sync-token><D:sync-level>infinite</D:sync-level><D:limit><D:nresults>5</D:nresults></D:limit><D:prop><D:getetag/></D:prop></D:sync-collection>
-- home-2.xml --
<D:sync-collection xmlns:D="DAV:"><D:sync-token>$h2</D:sync-token><D:sync-level>infinite</D:sync-level><D:limit><D:nresults>2</D:nresults></D:limit><D:prop><D:getetag/></D:prop></D:sync-collection>
-- none.xml --
<D:sync-collection xmlns:D="DAV:"><D:sync-token/><D:sync-level>1</D:sync-level><D:limit><D:nresults>0</D:nresults></D:limit><D:prop><D:getetag/></D:prop></D:sync-collection>

-- one.ics --
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//Stories//EN
BEGIN:VEVENT
UID:one@example.org
DTSTAMP:20260302T090000Z
DTSTART:20260310T120000Z
DTEND:20260310T130000Z
SUMMARY:One
END:VEVENT
END:VCALENDAR

-- two.ics --
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//Stories//EN
BEGIN:VEVENT
UID:two@example.org
DTSTAMP:20260302T090000Z
DTSTART:20260310T120000Z
DTEND:20260310T130000Z
SUMMARY:Two
END:VEVENT
END:VCALENDAR

-- first-part.xml --
<D:multistatus>
  <D:response><D:href>/dav/calendars/alice/calendar/one.ics</D:href>...</D:response>
  <D:response>
    <D:href>/dav/calendars/alice/calendar/</D:href>
    <D:status>HTTP/1.1 507 Insufficient Storage</D:status>
    <D:error><D:number-of-matches-within-limits/></D:error>
  </D:response>
  <D:sync-token>$t1</D:sync-token>
</D:multistatus>
-- second-part.xml --
<D:multistatus>
  <D:response><D:href>/dav/calendars/alice/calendar/two.ics</D:href>...</D:response>
  <D:response>
    <D:href>/dav/calendars/alice/calendar/</D:href>
    <D:status>HTTP/1.1 507 Insufficient Storage</D:status>
    <D:error><D:number-of-matches-within-limits/></D:error>
  </D:response>
  <D:sync-token>$t2</D:sync-token>
</D:multistatus>
-- last-part.xml --
<D:multistatus>
  <D:response><D:href>/dav/calendars/alice/calendar/one.ics</D:href><D:status>HTTP/1.1 404 Not Found</D:status></D:response>
  <D:sync-token>$t3</D:sync-token>
</D:multistatus>
-- home-part.xml --
<D:multistatus>
  <D:response><D:href>/dav/calendars/alice/outbox/</D:href>...</D:response>
  <D:response><D:href>/dav/calendars/alice/*/</D:href>...</D:response>
  <D:response>
    <D:href>/dav/calendars/alice/</D:href>
    <D:status>HTTP/1.1 507 Insufficient Storage</D:status>
    <D:error><D:number-of-matches-within-limits/></D:error>
  </D:response>
  <D:sync-token>$h1</D:sync-token>
</D:multistatus>
-- home-rest.xml --
<D:multistatus>
  <D:response><D:href>/dav/calendars/alice/*/</D:href>...</D:response>
  <D:response><D:href>/dav/calendars/alice/notification/</D:href>...</D:response>
  <D:response><D:href>/dav/calendars/alice/calendar/two.ics</D:href>...</D:response>
  <D:response><D:href>/dav/calendars/alice/calendar/</D:href>...</D:response>
  <D:sync-token>$h2</D:sync-token>
</D:multistatus>
-- home-nothing.xml --
<D:multistatus><D:sync-token>$h2</D:sync-token></D:multistatus>
