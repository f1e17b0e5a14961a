# Alice lets all staff read; Bob is in it by way of the office, until the office leaves. Who manages a group says who is in it.
# RFC 3744 §4.3, §4.4, §9.3
user alice  alice@example.org
user bob    bob@example.org
user carol  carol@example.org
group staff carol
group office
member staff office
member office bob
alice PUT /dav/calendars/alice/calendar/walk.ics  walk.ics
< 201
alice ACL /dav/calendars/alice/  grant.xml              # the home, and so each calendar in it
< 200
bob GET /dav/calendars/alice/calendar/walk.ics
< 200
bob PROPFIND /dav/calendars/alice/
> Depth: 1
< 207
< contains /dav/calendars/alice/tasks/
bob PROPFIND /dav/calendars/alice/tasks/nothing.ics     # who reads the home may know what is not there
< 404
carol GET /dav/calendars/alice/calendar/walk.ics
< 403

bob PROPFIND /dav/principals/staff/  group.xml
> Depth: 0
< 207
< body staff.xml
bob REPORT /dav/principals/  mine.xml
< 207
< body bobs.xml
bob REPORT /dav/principals/  search.xml
< 207
< body found.xml
bob PROPPATCH /dav/principals/staff/  members.xml
< 403
< contains write-properties
carol PROPPATCH /dav/principals/staff/  members.xml
< 207
< contains 200 OK
bob GET /dav/calendars/alice/calendar/walk.ics
< 403
carol GET /dav/calendars/alice/calendar/walk.ics
< 200
carol PROPPATCH /dav/principals/staff/  nobody.xml
< 207
< contains 409 Conflict
carol PROPPATCH /dav/principals/staff/  itself.xml
< 207
< contains 409 Conflict
carol PROPFIND /dav/calendars/staff/
< 403

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

-- grant.xml --
<D:acl xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav"><D:ace>
  <D:principal><D:href>/dav/principals/staff/</D:href></D:principal>
  <D:grant><D:privilege><D:read/></D:privilege></D:grant>
</D:ace></D:acl>
-- group.xml --
<D:propfind xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav"><D:prop><D:group-member-set/><C:calendar-user-type/><C:calendar-home-set/></D:prop></D:propfind>
-- staff.xml --
<D:multistatus><D:response><D:href>/dav/principals/staff/</D:href>
  <D:propstat><D:prop>
    <D:group-member-set><D:href>/dav/principals/office/</D:href></D:group-member-set>
    <C:calendar-user-type>GROUP</C:calendar-user-type>
  </D:prop><D:status>HTTP/1.1 200 OK</D:status></D:propstat>
  <D:propstat><D:prop><C:calendar-home-set/></D:prop><D:status>HTTP/1.1 404 Not Found</D:status></D:propstat>
</D:response></D:multistatus>
-- mine.xml --
<D:principal-match xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav"><D:self/><D:prop><D:group-membership/></D:prop></D:principal-match>
-- bobs.xml --
<D:multistatus>
  <D:response><D:href>/dav/principals/bob/</D:href><D:propstat><D:prop>
    <D:group-membership><D:href>/dav/principals/office/</D:href></D:group-membership>
  </D:prop><D:status>HTTP/1.1 200 OK</D:status></D:propstat></D:response>
  <D:response><D:href>/dav/principals/staff/</D:href>...</D:response>
  <D:response><D:href>/dav/principals/office/</D:href>...</D:response>
</D:multistatus>
-- search.xml --
<D:principal-property-search xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav">
  <D:property-search><D:prop><C:calendar-user-type/></D:prop><D:match>GROUP</D:match></D:property-search>
  <D:prop><D:displayname/></D:prop>
</D:principal-property-search>
-- found.xml --
<D:multistatus>
  <D:response><D:href>/dav/principals/office/</D:href>...</D:response>
  <D:response><D:href>/dav/principals/staff/</D:href>...</D:response>
</D:multistatus>
-- members.xml --
<D:propertyupdate xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav"><D:set><D:prop><D:group-member-set>
  <D:href>/dav/principals/carol/</D:href>
</D:group-member-set></D:prop></D:set></D:propertyupdate>
-- nobody.xml --
<D:propertyupdate xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav"><D:set><D:prop><D:group-member-set>
  <D:href>/dav/principals/nobody/</D:href>
</D:group-member-set></D:prop></D:set></D:propertyupdate>
-- itself.xml --
<D:propertyupdate xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav"><D:set><D:prop><D:group-member-set>
  <D:href>/dav/principals/staff/</D:href>
</D:group-member-set></D:prop></D:set></D:propertyupdate>
