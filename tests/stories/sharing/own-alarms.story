# Alice shares a calendar with Bob, who may write, and with Carol, who may read: alarms and TRANSP are each person's own.
# caldav-sharing §5.5.4, §6.12, RFC 4791 §5.3.4, §9.9
user alice  alice@example.org
user bob    bob@example.org
user carol  carol@example.org
alice POST /dav/calendars/alice/calendar/  share.xml
< 200
bob POST /dav/calendars/bob/  accept.xml
< 200
< body bobs-place.xml
carol POST /dav/calendars/carol/  accept.xml
< 200
< body carols-place.xml
alice PUT /dav/calendars/alice/calendar/dentist.ics  alices.ics
< 201
< ETag: $hers
bob GET $bobs/dentist.ics                              # nothing of hers
< 200
< ETag: $seen
< body bare.ics
carol GET $carols/dentist.ics
< 200
< body bare.ics
bob PUT $bobs/dentist.ics  bobs.ics
> If-Match: $hers
< 412
bob PUT $bobs/dentist.ics  bobs.ics
> If-Match: $seen
< 204
bob GET $bobs/dentist.ics
< 200
< ETag: $his
< body bobs.ics
bob GET $bobs/dentist.ics
> If-None-Match: $his
< 304
alice GET /dav/calendars/alice/calendar/dentist.ics    # her object is the same as before
< 200
< ETag: $hers
< body alices.ics
carol PUT $carols/dentist.ics  renamed.ics             # she may not write …
< 403
< contains write-content
carol PUT $carols/dentist.ics  carols.ics              # … but have an alarm of her own
> Prefer: return=representation
< 200
< body carols.ics
carol PROPFIND $carols/dentist.ics  length.xml
> Depth: 0
< 207
< body length-of-carols.xml
carol PUT $carols/new.ics  carols.ics
< 403
< contains bind
carol DELETE $carols/dentist.ics
< 403
bob GET $bobs/dentist.ics
< 200
< ETag: $his
< body bobs.ics
bob edits $bobs/dentist.ics                            # what is not his own is everybody's
> SUMMARY:Dr. Tooth
alice GET /dav/calendars/alice/calendar/dentist.ics
< 200
< contains SUMMARY:Dr. Tooth
< contains TRIGGER:-PT15M
< contains TRANSP:TRANSPARENT
< lacks TRIGGER:-PT30M
carol GET $carols/dentist.ics
< 200
< contains SUMMARY:Dr. Tooth
< contains TRIGGER:-PT45M
< lacks TRIGGER:-PT15M
bob REPORT $bobs/  rings-at-0930.xml
> Depth: 1
< 207
< contains dentist.ics
carol REPORT $carols/  rings-at-0930.xml
> Depth: 1
< 207
< lacks dentist.ics
carol GET $carols/                                     # all of it as one text
< 200
< contains TRIGGER:-PT45M
< lacks TRIGGER:-PT15M
bob PROPPATCH $bobs/  counts.xml
< 207
carol PROPPATCH $carols/  counts.xml
< 207
bob REPORT $bobs/  busy.xml
> Depth: 1
< 200
< lacks 20260310T100000Z/
carol REPORT $carols/  busy.xml                        # nobody keeps her free but herself
> Depth: 1
< 200
< contains FREEBUSY;FBTYPE=BUSY:20260310T100000Z/20260310T110000Z
alice POST /dav/calendars/alice/calendar/  remove.xml  # Bob goes, and comes back: what was his is gone
< 200
bob GET $bobs/dentist.ics
< 404
alice POST /dav/calendars/alice/calendar/  share.xml
< 200
bob POST /dav/calendars/bob/  accept.xml
< 200
bob GET $bobs/dentist.ics
< 200
< contains Dr. Tooth
< lacks VALARM
< lacks TRANSP

-- share.xml --
<CS:share xmlns:D="DAV:" xmlns:CS="http://calendarserver.org/ns/">
  <CS:set><D:href>mailto:bob@example.org</D:href><CS:read-write/></CS:set>
  <CS:set><D:href>mailto:carol@example.org</D:href><CS:read/></CS:set></CS:share>
-- remove.xml --
<CS:share xmlns:D="DAV:" xmlns:CS="http://calendarserver.org/ns/"><CS:remove>
  <D:href>mailto:bob@example.org</D:href></CS:remove></CS:share>
-- accept.xml --
<CS:invite-reply xmlns:D="DAV:" xmlns:CS="http://calendarserver.org/ns/"><CS:invite-accepted/>
  <CS:hosturl><D:href>/dav/calendars/alice/calendar</D:href></CS:hosturl></CS:invite-reply>
-- bobs-place.xml --
<CS:shared-as><D:href>$bobs</D:href></CS:shared-as>
-- carols-place.xml --
<CS:shared-as><D:href>$carols</D:href></CS:shared-as>
-- length.xml --
<D:propfind xmlns:D="DAV:"><D:prop><D:getcontentlength/></D:prop></D:propfind>
-- length-of-carols.xml --
<D:multistatus><D:response><D:href>$carols/dentist.ics</D:href><D:propstat><D:prop>
<D:getcontentlength>277</D:getcontentlength></D:prop><D:status>HTTP/1.1 200 OK</D:status></D:propstat></D:response></D:multistatus>
-- rings-at-0930.xml --
<C:calendar-query xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav"><D:prop><D:getetag/></D:prop>
<C:filter><C:comp-filter name="VCALENDAR"><C:comp-filter name="VEVENT"><C:comp-filter name="VALARM">
<C:time-range start="20260310T092900Z" end="20260310T093100Z"/></C:comp-filter></C:comp-filter></C:comp-filter></C:filter></C:calendar-query>
-- counts.xml --
<D:propertyupdate xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav"><D:set><D:prop><C:schedule-calendar-transp><C:opaque/></C:schedule-calendar-transp></D:prop></D:set></D:propertyupdate>
-- busy.xml --
<C:free-busy-query xmlns:C="urn:ietf:params:xml:ns:caldav"><C:time-range start="20260310T000000Z" end="20260311T000000Z"/></C:free-busy-query>
-- alices.ics --
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//Stories//EN
BEGIN:VEVENT
UID:dentist@example.org
DTSTAMP:20260302T090000Z
DTSTART:20260310T100000Z
DTEND:20260310T110000Z
SUMMARY:Dentist
TRANSP:TRANSPARENT
BEGIN:VALARM
ACTION:AUDIO
TRIGGER:-PT15M
END:VALARM
END:VEVENT
END:VCALENDAR
-- bare.ics --
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//Stories//EN
BEGIN:VEVENT
UID:dentist@example.org
DTSTAMP:20260302T090000Z
DTSTART:20260310T100000Z
DTEND:20260310T110000Z
SUMMARY:Dentist
END:VEVENT
END:VCALENDAR
-- bobs.ics --
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//Stories//EN
BEGIN:VEVENT
UID:dentist@example.org
DTSTAMP:20260302T090000Z
DTSTART:20260310T100000Z
DTEND:20260310T110000Z
SUMMARY:Dentist
TRANSP:TRANSPARENT
BEGIN:VALARM
ACTION:AUDIO
TRIGGER:-PT30M
END:VALARM
END:VEVENT
END:VCALENDAR
-- carols.ics --
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//Stories//EN
BEGIN:VEVENT
UID:dentist@example.org
DTSTAMP:20260302T090000Z
DTSTART:20260310T100000Z
DTEND:20260310T110000Z
SUMMARY:Dentist
BEGIN:VALARM
ACTION:AUDIO
TRIGGER:-PT45M
END:VALARM
END:VEVENT
END:VCALENDAR
-- renamed.ics --
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//Stories//EN
BEGIN:VEVENT
UID:dentist@example.org
DTSTAMP:20260302T090000Z
DTSTART:20260310T100000Z
DTEND:20260310T110000Z
SUMMARY:Doctor
END:VEVENT
END:VCALENDAR
