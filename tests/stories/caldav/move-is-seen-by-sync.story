# Alice moves an event; her phone, which syncs both calendars, hears that it is gone here and new there.
# RFC 6578 §3.5, RFC 4918 §9.9
user alice  alice@example.org
alice MKCALENDAR /dav/calendars/alice/work/
< 201
alice PUT /dav/calendars/alice/calendar/lunch.ics  lunch.ics
< 201
alice REPORT /dav/calendars/alice/calendar/  begin.xml
< 207
< body here.xml
alice REPORT /dav/calendars/alice/work/  begin.xml
< 207
< body there.xml
alice MOVE /dav/calendars/alice/calendar/lunch.ics
> Destination: /dav/calendars/alice/work/lunch.ics
< 201
alice REPORT /dav/calendars/alice/calendar/  since-here.xml
< 207
< body gone.xml
alice REPORT /dav/calendars/alice/work/  since-there.xml
< 207
< body new.xml

-- lunch.ics --
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//Stories//EN
BEGIN:VEVENT
UID:lunch@example.org
DTSTAMP:20260302T090000Z
DTSTART:20260310T120000Z
DTEND:20260310T130000Z
SUMMARY:Lunch
END:VEVENT
END:VCALENDAR

-- begin.xml --
<?xml version="1.0" encoding="utf-8"?>
<D:sync-collection xmlns:D="DAV:">
  <D:sync-token></D:sync-token>
  <D:sync-level>1</D:sync-level>
  <D:prop><D:getetag/></D:prop>
</D:sync-collection>

-- since-here.xml --
<?xml version="1.0" encoding="utf-8"?>
<D:sync-collection xmlns:D="DAV:">
  <D:sync-token>$here</D:sync-token>
  <D:sync-level>1</D:sync-level>
  <D:prop><D:getetag/></D:prop>
</D:sync-collection>

-- since-there.xml --
<?xml version="1.0" encoding="utf-8"?>
<D:sync-collection xmlns:D="DAV:">
  <D:sync-token>$there</D:sync-token>
  <D:sync-level>1</D:sync-level>
  <D:prop><D:getetag/></D:prop>
</D:sync-collection>

-- here.xml --
<D:multistatus>
  ...
  <D:sync-token>$here</D:sync-token>
</D:multistatus>

-- there.xml --
<D:multistatus>
  <D:sync-token>$there</D:sync-token>
</D:multistatus>

-- gone.xml --
<D:multistatus>
  <D:response>
    <D:href>/dav/calendars/alice/calendar/lunch.ics</D:href>
    <D:status>HTTP/1.1 404 Not Found</D:status>
  </D:response>
  <D:sync-token>*</D:sync-token>
</D:multistatus>

-- new.xml --
<D:multistatus>
  <D:response>
    ...
    <D:href>/dav/calendars/alice/work/lunch.ics</D:href>
  </D:response>
  <D:sync-token>*</D:sync-token>
</D:multistatus>
