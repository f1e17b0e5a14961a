# A program that knows only a URL asks when Alice is busy.
# CalConnect CC/S 0903, RFC 5545 §3.6.4, RFC 4791 §6.1.1
user alice  alice@example.org
user bob  bob@example.org

alice PUT /dav/calendars/alice/calendar/today.ics  today.ics
< 201
alice PUT /dav/calendars/alice/calendar/all-day.ics  all-day.ics
< 201

# Six weeks from today on, unless the client says otherwise.
alice GET /dav/calendars/alice/freebusy
< 200
< Content-Type: text/calendar; charset=utf-8; component=vfreebusy
< body usual.ics
alice GET /dav/calendars/alice/freebusy/?start=2026-03-02T11:00:00%2B01:00&end=2026-03-02T11:30:00%2B01:00&token=x&user=alice
< 200
< body asked.ics
alice HEAD /dav/calendars/alice/freebusy
< 200
< body is empty
alice GET /dav/calendars/alice/freebusy?start=20260302
< 400
alice GET /dav/calendars/alice/freebusy?period=P1D&end=2026-03-03T00:00:00Z
< 400
alice GET /dav/calendars/alice/freebusy?format=text/html
< 406

bob GET /dav/calendars/alice/freebusy
< 403
guest GET /dav/calendars/alice/freebusy
< 401

# Bob may see when she is busy by one calendar: he is told of that one. With the home it is all of them.
alice MKCALENDAR /dav/calendars/alice/private/
< 201
alice PUT /dav/calendars/alice/private/doctor.ics  doctor.ics
< 201
alice ACL /dav/calendars/alice/calendar/  bob-asks.xml
< 200
bob GET /dav/calendars/alice/freebusy?start=2026-03-02T00:00:00Z&period=P2D&user=alice
< 200
< Content-Type: text/calendar; charset=utf-8; component=vfreebusy
< contains 20260302T100000Z/20260302T110000Z
< lacks 20260302T140000Z
< lacks Doctor
alice ACL /dav/calendars/alice/  bob-asks.xml
< 200
bob GET /dav/calendars/alice/freebusy?start=2026-03-02T00:00:00Z&period=P2D
< 200
< contains 20260302T140000Z/
# To see the resource is not to see the home.
bob PROPFIND /dav/calendars/alice/
> Depth: 1
< 403
bob GET /dav/calendars/alice/private/doctor.ics
< 403

# It is a resource of its own kind, and its name is taken.
alice PROPFIND /dav/calendars/alice/freebusy  ask.xml
> Depth: 0
< 207
< body kind.xml
alice OPTIONS /dav/calendars/alice/freebusy
< 200
< Allow: OPTIONS, GET, HEAD, PROPFIND, PROPPATCH, REPORT
alice DELETE /dav/calendars/alice/freebusy
< 405
alice MKCALENDAR /dav/calendars/alice/freebusy/
< 403

-- bob-asks.xml --
<D:acl xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav"><D:ace><D:principal><D:href>/dav/principals/bob/</D:href></D:principal>
<D:grant><D:privilege><C:read-free-busy/></D:privilege></D:grant></D:ace></D:acl>

-- doctor.ics --
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Test//EN
BEGIN:VEVENT
UID:doctor
DTSTAMP:20260301T120000Z
DTSTART:20260302T140000Z
DTEND:20260302T150000Z
SUMMARY:Doctor
END:VEVENT
END:VCALENDAR

-- today.ics --
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Test//EN
BEGIN:VEVENT
UID:today
DTSTAMP:20260301T120000Z
DTSTART:20260302T100000Z
DTEND:20260302T110000Z
SUMMARY:Today
END:VEVENT
END:VCALENDAR

-- all-day.ics --
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Test//EN
BEGIN:VEVENT
UID:all-day
DTSTAMP:20260301T120000Z
DTSTART;VALUE=DATE:20260303
SUMMARY:All day
END:VEVENT
END:VCALENDAR

-- usual.ics --
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//rsvpd//rsvpd//EN
METHOD:PUBLISH
BEGIN:VFREEBUSY
UID:*
ORGANIZER:mailto:alice@example.org
DTSTAMP:20260302T090000Z
DTSTART:20260302T000000Z
DTEND:20260413T000000Z
FREEBUSY;FBTYPE=BUSY:20260302T100000Z/20260302T110000Z,20260303T000000Z/20260304T000000Z
END:VFREEBUSY
END:VCALENDAR

-- asked.ics --
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//rsvpd//rsvpd//EN
METHOD:PUBLISH
BEGIN:VFREEBUSY
UID:*
ORGANIZER:mailto:alice@example.org
DTSTAMP:20260302T090000Z
DTSTART:20260302T100000Z
DTEND:20260302T103000Z
FREEBUSY;FBTYPE=BUSY:20260302T100000Z/20260302T103000Z
END:VFREEBUSY
END:VCALENDAR

-- ask.xml --
<D:propfind xmlns:D="DAV:"><D:prop><D:resourcetype/></D:prop></D:propfind>

-- kind.xml --
<D:multistatus xmlns:D="DAV:"><D:response><D:href>/dav/calendars/alice/freebusy</D:href>
<D:propstat><D:prop><D:resourcetype><CS:free-busy-url/></D:resourcetype></D:prop><D:status>HTTP/1.1 200 OK</D:status></D:propstat>
</D:response></D:multistatus>
