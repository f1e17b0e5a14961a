# Alice lets Carol read and Bob act for her: Bob invites in her name, the guest sees Alice, the timeline remembers Bob.
# caldav-proxy §5.2, §5.3, §5.4, RFC 6638 §6.2, RFC 4791 §6.2.1
user alice  alice@example.org
user bob    bob@example.org
user carol  carol@example.org
alice OPTIONS /dav/calendars/alice/
< 200
< DAV: *calendar-proxy*
bob PROPPATCH /dav/principals/alice/calendar-proxy-write/  bob.xml
< 403
< contains write-properties
alice PROPPATCH /dav/principals/alice/calendar-proxy-write/  bob.xml
< 207
< contains 200 OK
alice PROPPATCH /dav/principals/alice/calendar-proxy-read/  carol.xml
< 207
alice PROPFIND /dav/principals/alice/  type.xml
> Depth: 1
< 207
< body proxies.xml
bob PROPFIND /dav/principals/bob/  for.xml
> Depth: 0
< 207
< body bobs.xml

carol GET /dav/calendars/alice/calendar/
< 200
carol PUT /dav/calendars/alice/calendar/lunch.ics  lunch.ics
< 403
bob PUT /dav/calendars/alice/calendar/lunch.ics  lunch.ics
< 201
mail to gina@else.example
< From: Alice via *
timeline lunch@example.org
< acted: bob for alice
< ...
alice GET /dav/calendars/alice/calendar/lunch.ics
< 200
< contains ORGANIZER
bob MKCALENDAR /dav/calendars/alice/travel/
< 201
carol MKCALENDAR /dav/calendars/alice/more/
< 403

alice PROPPATCH /dav/principals/alice/calendar-proxy-write/  nobody.xml
< 207
bob GET /dav/calendars/alice/calendar/lunch.ics
< 403
alice PROPPATCH /dav/principals/alice/calendar-proxy-write/  herself.xml
< 207
< contains 409 Conflict

-- bob.xml --
<D:propertyupdate xmlns:D="DAV:"><D:set><D:prop><D:group-member-set>
  <D:href>/dav/principals/bob/</D:href>
</D:group-member-set></D:prop></D:set></D:propertyupdate>
-- carol.xml --
<D:propertyupdate xmlns:D="DAV:"><D:set><D:prop><D:group-member-set>
  <D:href>/dav/principals/carol/</D:href>
</D:group-member-set></D:prop></D:set></D:propertyupdate>
-- nobody.xml --
<D:propertyupdate xmlns:D="DAV:"><D:set><D:prop><D:group-member-set/></D:prop></D:set></D:propertyupdate>
-- herself.xml --
<D:propertyupdate xmlns:D="DAV:"><D:set><D:prop><D:group-member-set>
  <D:href>/dav/principals/alice/</D:href>
</D:group-member-set></D:prop></D:set></D:propertyupdate>
-- type.xml --
<D:propfind xmlns:D="DAV:"><D:prop><D:resourcetype/><D:group-member-set/></D:prop></D:propfind>
-- proxies.xml --
<D:multistatus>
  <D:response><D:href>/dav/principals/alice/</D:href>...</D:response>
  <D:response><D:href>/dav/principals/alice/calendar-proxy-read/</D:href><D:propstat><D:prop>
    <D:resourcetype><D:collection/><D:principal/><CS:calendar-proxy-read/></D:resourcetype>
    <D:group-member-set><D:href>/dav/principals/carol/</D:href></D:group-member-set>
  </D:prop><D:status>HTTP/1.1 200 OK</D:status></D:propstat></D:response>
  <D:response><D:href>/dav/principals/alice/calendar-proxy-write/</D:href><D:propstat><D:prop>
    <D:resourcetype><D:collection/><D:principal/><CS:calendar-proxy-write/></D:resourcetype>
    <D:group-member-set><D:href>/dav/principals/bob/</D:href></D:group-member-set>
  </D:prop><D:status>HTTP/1.1 200 OK</D:status></D:propstat></D:response>
</D:multistatus>
-- for.xml --
<D:propfind xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav" xmlns:CS="http://calendarserver.org/ns/"><D:prop>
  <CS:calendar-proxy-write-for/><CS:calendar-proxy-read-for/><D:group-membership/><C:calendar-home-set/>
</D:prop></D:propfind>
-- bobs.xml --
<D:multistatus><D:response><D:href>/dav/principals/bob/</D:href><D:propstat><D:prop>
  <CS:calendar-proxy-write-for><D:href>/dav/principals/alice/</D:href></CS:calendar-proxy-write-for>
  <CS:calendar-proxy-read-for/>
  <D:group-membership><D:href>/dav/principals/alice/calendar-proxy-write/</D:href></D:group-membership>
  <C:calendar-home-set>
    <D:href>/dav/calendars/bob/</D:href><D:href>/dav/calendars/alice/</D:href>
  </C:calendar-home-set>
</D:prop><D:status>HTTP/1.1 200 OK</D:status></D:propstat></D:response></D:multistatus>
-- lunch.ics --
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//Stories//EN
BEGIN:VEVENT
UID:lunch@example.org
DTSTAMP:20260302T090000Z
DTSTART:20260311T120000Z
DTEND:20260311T130000Z
SUMMARY:Lunch
ORGANIZER:mailto:alice@example.org
ATTENDEE:mailto:alice@example.org
ATTENDEE:mailto:gina@else.example
END:VEVENT
END:VCALENDAR
