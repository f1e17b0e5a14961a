# Bob subscribes to a calendar elsewhere; the server keeps it up to date, and nobody writes into it or is invited by it.
# Calendar Server's CS:source and CS:subscribed, RFC 3744 §7.1.1, RFC 9110 §13.1.2
config near.txt
user alice  alice@example.org
user bob  bob@example.org

alice PUT /dav/calendars/alice/calendar/lunch.ics  lunch.ics
< 201
ignore mail
feed alice calendar events

# Apple's programs make a collection that is subscribed and do not call it a calendar.
bob MKCOL /dav/calendars/bob/hers/  subscribe.xml
< 201
subscriptions bob
< hers: fetched 2026-03-02T09:00:00Z;
bob PROPFIND /dav/calendars/bob/hers/  ask.xml
> Depth: 0
< 207
< body kind.xml
bob GET /dav/calendars/bob/hers/
< 200
< contains SUMMARY:Lunch
< lacks VALARM

# It can be read and nothing else.
bob PUT /dav/calendars/bob/hers/own.ics  own.ics
< 403
< contains need-privileges
bob PUT /dav/calendars/bob/calendar/own.ics  own.ics
< 201
bob MOVE /dav/calendars/bob/calendar/own.ics
> Destination: /dav/calendars/bob/hers/own.ics
< 403
bob REPORT /dav/calendars/bob/hers/  sync.xml
< 207
< contains .ics

# Six hours later: nothing is new there, and nothing changes here.
time +6h
subscriptions bob
< hers: fetched 2026-03-02T15:00:00Z;

# What changes there changes here.
alice PUT /dav/calendars/alice/calendar/lunch.ics  later.ics
< 204
alice PUT /dav/calendars/alice/calendar/second.ics  own.ics
< 201
ignore mail
time +6h
subscriptions bob
< hers: fetched 2026-03-02T21:00:00Z;
bob GET /dav/calendars/bob/hers/
< 200
< contains 20260310T140000Z
< contains Own
alice DELETE /dav/calendars/alice/calendar/second.ics
< 204
time +6h
subscriptions bob
< hers: fetched 2026-03-03T03:00:00Z;
bob GET /dav/calendars/bob/hers/
< 200
< contains SUMMARY:Lunch
< lacks Own

# The address goes: what was fetched stays, the trouble is named, and the next look comes soon but not at once.
revoke alice
time +6h
subscriptions bob
< hers: fetched 2026-03-03T03:00:00Z; the server answered with 404 Not Found
bob GET /dav/calendars/bob/hers/
< 200
< contains SUMMARY:Lunch

# Others' guests hear nothing of it, also when it goes.
bob DELETE /dav/calendars/bob/hers/
< 204
subscriptions bob
no mail

-- near.txt --
[fetch]
private_addresses = true
plain_http = true

-- subscribe.xml --
<D:mkcol xmlns:D="DAV:" xmlns:CS="http://calendarserver.org/ns/" xmlns:A="http://apple.com/ns/ical/"><D:set><D:prop>
<D:resourcetype><D:collection/><CS:subscribed/></D:resourcetype>
<CS:source><D:href>$server$feed.ics</D:href></CS:source>
<A:refreshrate>PT6H</A:refreshrate>
<CS:subscribed-strip-alarms/>
</D:prop></D:set></D:mkcol>

-- ask.xml --
<D:propfind xmlns:D="DAV:" xmlns:CS="http://calendarserver.org/ns/" xmlns:A="http://apple.com/ns/ical/" xmlns:C="urn:ietf:params:xml:ns:caldav"><D:prop>
<D:resourcetype/><D:displayname/><CS:source/><A:refreshrate/><CS:subscribed-strip-alarms/><C:schedule-calendar-transp/>
</D:prop></D:propfind>

-- kind.xml --
<D:multistatus xmlns:D="DAV:"><D:response><D:href>/dav/calendars/bob/hers/</D:href>
<D:propstat><D:prop>
<D:resourcetype><D:collection/><C:calendar/><CS:subscribed/></D:resourcetype>
<D:displayname>Calendar</D:displayname>
<CS:source><D:href>$server$feed.ics</D:href></CS:source>
<A:refreshrate>PT6H</A:refreshrate>
<CS:subscribed-strip-alarms/>
<C:schedule-calendar-transp><C:transparent/></C:schedule-calendar-transp>
</D:prop><D:status>HTTP/1.1 200 OK</D:status></D:propstat>
</D:response></D:multistatus>

-- sync.xml --
<D:sync-collection xmlns:D="DAV:"><D:sync-token/><D:sync-level>1</D:sync-level><D:prop><D:getetag/></D:prop></D:sync-collection>

-- lunch.ics --
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Test//EN
BEGIN:VEVENT
UID:lunch
DTSTAMP:20260301T120000Z
DTSTART:20260310T120000Z
DTEND:20260310T130000Z
SUMMARY:Lunch
ORGANIZER:mailto:alice@example.org
ATTENDEE:mailto:alice@example.org
ATTENDEE:mailto:carol@else.example
END:VEVENT
END:VCALENDAR

-- later.ics --
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Test//EN
BEGIN:VEVENT
UID:lunch
DTSTAMP:20260301T120000Z
DTSTART:20260310T140000Z
DTEND:20260310T150000Z
SUMMARY:Lunch
ORGANIZER:mailto:alice@example.org
ATTENDEE:mailto:alice@example.org
ATTENDEE:mailto:carol@else.example
END:VEVENT
END:VCALENDAR

-- own.ics --
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Test//EN
BEGIN:VEVENT
UID:own
DTSTAMP:20260301T120000Z
DTSTART:20260311T120000Z
SUMMARY:Own
END:VEVENT
END:VCALENDAR
