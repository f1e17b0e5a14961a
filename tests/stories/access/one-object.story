# An object has the access list of its calendar: it can be read at the object and sent back, but nothing can be added there.
# RFC 3744 §5.4, §5.5, §5.7, §8.1
user alice  alice@example.org
user bob    bob@example.org
alice ACL /dav/calendars/alice/calendar/  grant.xml
< 200
alice PUT /dav/calendars/alice/calendar/walk.ics  walk.ics
< 201
alice OPTIONS /dav/calendars/alice/calendar/walk.ics
< 200
< Allow: *ACL*
alice PROPFIND /dav/calendars/alice/calendar/walk.ics  list.xml
> Depth: 0
< 207
< body inherited.xml
bob PROPFIND /dav/calendars/alice/calendar/walk.ics  list.xml
> Depth: 0
< 207
< body bobs.xml
alice ACL /dav/calendars/alice/calendar/walk.ics  sent-back.xml
< 200
alice ACL /dav/calendars/alice/calendar/walk.ics  more.xml
< 403
< contains limited-number-of-aces
alice ACL /dav/calendars/alice/calendar/walk.ics  not-inherited.xml
< 403
< contains no-inherited-ace-conflict
bob ACL /dav/calendars/alice/calendar/walk.ics  sent-back.xml
< 403
< contains write-acl
bob PUT /dav/calendars/alice/calendar/walk.ics  walk.ics
< 403

-- grant.xml --
<D:acl xmlns:D="DAV:"><D:ace><D:principal><D:href>/dav/principals/bob/</D:href></D:principal>
  <D:grant><D:privilege><D:read/></D:privilege></D:grant></D:ace></D:acl>
-- list.xml --
<D:propfind xmlns:D="DAV:"><D:prop><D:acl/><D:current-user-privilege-set/><D:inherited-acl-set/></D:prop></D:propfind>
-- inherited.xml --
<D:multistatus><D:response><D:href>/dav/calendars/alice/calendar/walk.ics</D:href><D:propstat><D:prop>
  <D:acl>
    <D:ace><D:principal><D:property><D:owner/></D:property></D:principal>
      <D:grant><D:privilege><D:all/></D:privilege></D:grant><D:protected/></D:ace>
    <D:ace><D:principal><D:href>/dav/principals/bob/</D:href></D:principal>
      <D:grant><D:privilege><D:read/></D:privilege></D:grant>
      <D:inherited><D:href>/dav/calendars/alice/calendar/</D:href></D:inherited></D:ace>
    <D:ace><D:principal><D:href>/dav/principals/alice/calendar-proxy-read/</D:href></D:principal>...</D:ace>
    <D:ace><D:principal><D:href>/dav/principals/alice/calendar-proxy-write/</D:href></D:principal>...</D:ace>
  </D:acl>
  <D:current-user-privilege-set>...</D:current-user-privilege-set>
  <D:inherited-acl-set><D:href>/dav/calendars/alice/calendar/</D:href><D:href>/dav/calendars/alice/</D:href></D:inherited-acl-set>
</D:prop><D:status>HTTP/1.1 200 OK</D:status></D:propstat></D:response></D:multistatus>
-- bobs.xml --
<D:multistatus><D:response><D:href>/dav/calendars/alice/calendar/walk.ics</D:href><D:propstat><D:prop>
  <D:current-user-privilege-set><D:privilege><D:read/></D:privilege><D:privilege><C:read-free-busy/></D:privilege>
    <D:privilege><D:read-current-user-privilege-set/></D:privilege></D:current-user-privilege-set>
  <D:inherited-acl-set>...</D:inherited-acl-set>
</D:prop><D:status>HTTP/1.1 200 OK</D:status></D:propstat>
<D:propstat><D:prop><D:acl/></D:prop><D:status>HTTP/1.1 403 Forbidden</D:status>...</D:propstat></D:response></D:multistatus>
-- sent-back.xml --
<D:acl xmlns:D="DAV:">
  <D:ace><D:principal><D:property><D:owner/></D:property></D:principal>
    <D:grant><D:privilege><D:all/></D:privilege></D:grant><D:protected/></D:ace>
  <D:ace><D:principal><D:href>/dav/principals/bob/</D:href></D:principal><D:grant><D:privilege><D:read/></D:privilege></D:grant>
    <D:inherited><D:href>/dav/calendars/alice/calendar/</D:href></D:inherited></D:ace></D:acl>
-- more.xml --
<D:acl xmlns:D="DAV:"><D:ace><D:principal><D:href>/dav/principals/bob/</D:href></D:principal>
  <D:grant><D:privilege><D:write/></D:privilege></D:grant></D:ace></D:acl>
-- not-inherited.xml --
<D:acl xmlns:D="DAV:"><D:ace><D:principal><D:href>/dav/principals/bob/</D:href></D:principal>
  <D:grant><D:privilege><D:write-content/></D:privilege></D:grant>
  <D:inherited><D:href>/dav/calendars/alice/calendar/</D:href></D:inherited></D:ace></D:acl>
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
