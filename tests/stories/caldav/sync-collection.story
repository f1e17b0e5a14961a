# Alice's phone asks what has changed since it last asked, and hears of what is new and of what is gone.
# RFC 6578 §3.2, §3.5, §3.6
user alice  alice@example.org
alice PUT /dav/calendars/alice/calendar/walk.ics  walk.ics
< 201
alice PUT /dav/calendars/alice/calendar/swim.ics  swim.ics
< 201

alice REPORT /dav/calendars/alice/calendar/  first.xml
< 207
< body both.xml

alice DELETE /dav/calendars/alice/calendar/walk.ics
< 204
alice PUT /dav/calendars/alice/calendar/swim.ics  swim-later.ics
< 204

alice REPORT /dav/calendars/alice/calendar/  next.xml
< 207
< body changes.xml

alice REPORT /dav/calendars/alice/calendar/  last.xml      # nothing has happened since
< 207
< body nothing.xml

alice REPORT /dav/calendars/alice/calendar/  last.xml      # as Thunderbird says it; what counts is the level
> Depth: 1
< 207
< body nothing.xml

alice REPORT /dav/calendars/alice/calendar/  foreign.xml   # a token of some other server
< 403
< body refused.xml

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

-- swim-later.ics --
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//Stories//EN
BEGIN:VEVENT
UID:swim@example.org
DTSTAMP:20260302T090000Z
DTSTART:20260310T120000Z
DTEND:20260310T130000Z
SUMMARY:Swim later
END:VEVENT
END:VCALENDAR

-- first.xml --
<?xml version="1.0" encoding="utf-8"?>
<D:sync-collection xmlns:D="DAV:">
  <D:sync-token></D:sync-token>
  <D:sync-level>1</D:sync-level>
  <D:prop><D:getetag/></D:prop>
</D:sync-collection>

-- next.xml --
<?xml version="1.0" encoding="utf-8"?>
<D:sync-collection xmlns:D="DAV:">
  <D:sync-token>$token</D:sync-token>
  <D:sync-level>1</D:sync-level>
  <D:prop><D:getetag/></D:prop>
</D:sync-collection>

-- last.xml --
<?xml version="1.0" encoding="utf-8"?>
<D:sync-collection xmlns:D="DAV:">
  <D:sync-token>$later</D:sync-token>
  <D:sync-level>1</D:sync-level>
  <D:prop><D:getetag/></D:prop>
</D:sync-collection>

-- foreign.xml --
<?xml version="1.0" encoding="utf-8"?>
<D:sync-collection xmlns:D="DAV:">
  <D:sync-token>http://other.example/sync/1</D:sync-token>
  <D:sync-level>1</D:sync-level>
  <D:prop><D:getetag/></D:prop>
</D:sync-collection>

-- both.xml --
<D:multistatus>
  <D:response>
    <D:href>/dav/calendars/alice/calendar/swim.ics</D:href>
    <D:propstat><D:prop><D:getetag>$swim</D:getetag></D:prop><D:status>HTTP/1.1 200 OK</D:status></D:propstat>
  </D:response>
  <D:response>
    <D:href>/dav/calendars/alice/calendar/walk.ics</D:href>
    <D:propstat><D:prop><D:getetag>$walk</D:getetag></D:prop><D:status>HTTP/1.1 200 OK</D:status></D:propstat>
  </D:response>
  <D:sync-token>$token</D:sync-token>
</D:multistatus>

-- changes.xml --
<D:multistatus>
  <D:response>
    <D:href>/dav/calendars/alice/calendar/swim.ics</D:href>
    <D:propstat><D:prop><D:getetag>$swim-later</D:getetag></D:prop><D:status>HTTP/1.1 200 OK</D:status></D:propstat>
  </D:response>
  <D:response>
    <D:href>/dav/calendars/alice/calendar/walk.ics</D:href>
    <D:status>HTTP/1.1 404 Not Found</D:status>
  </D:response>
  <D:sync-token>$later</D:sync-token>
</D:multistatus>

-- nothing.xml --
<D:multistatus>
  <D:sync-token>$later</D:sync-token>
</D:multistatus>

-- refused.xml --
<D:error>
  <D:valid-sync-token>
    ...
  </D:valid-sync-token>
</D:error>
