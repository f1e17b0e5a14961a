# Alice lets Bob read one calendar; he reads that one, changes nothing, and learns nothing of the others.
# RFC 3744 §5.4, §5.5, §7.1.1, §8.1
user alice  alice@example.org
user bob    bob@example.org
alice PUT /dav/calendars/alice/calendar/walk.ics  walk.ics
< 201
bob GET /dav/calendars/alice/calendar/walk.ics
< 403
< lacks Harbour

alice ACL /dav/calendars/alice/calendar/  grant.xml
< 200
bob GET /dav/calendars/alice/calendar/walk.ics
< 200
< contains Harbour
bob PROPFIND /dav/calendars/alice/calendar/  which.xml
> Depth: 1
< 207
< body calendar.xml
bob REPORT /dav/calendars/alice/calendar/  sync.xml
< 207
< contains walk.ics

bob PUT /dav/calendars/alice/calendar/walk.ics  walk.ics       # there already: its content is to be written
< 403
< body no-write-content.xml
bob PUT /dav/calendars/alice/calendar/new.ics  walk.ics
< 403
< body no-bind.xml
bob DELETE /dav/calendars/alice/calendar/walk.ics
< 403
< body no-unbind.xml
bob PROPPATCH /dav/calendars/alice/calendar/  rename.xml
< 403
< body no-write-properties.xml
bob ACL /dav/calendars/alice/calendar/  grant.xml
< 403
< contains write-acl
bob COPY /dav/calendars/alice/calendar/walk.ics
> Destination: /dav/calendars/alice/calendar/copy.ics
< 403
< contains bind

# What is there and what is not there look the same to him.
bob GET /dav/calendars/alice/tasks/
< 403
bob GET /dav/calendars/alice/secret/
< 403
bob GET /dav/calendars/alice/tasks/x.ics
< 403
bob PROPFIND /dav/calendars/alice/
< 403
bob GET /dav/calendars/alice/calendar/nothing.ics
< 404

alice PROPFIND /dav/calendars/alice/calendar/  acl.xml
> Depth: 0
< 207
< body acl-now.xml
alice ACL /dav/calendars/alice/calendar/  nothing.xml          # she thinks better of it
< 200
bob GET /dav/calendars/alice/calendar/walk.ics
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
  <D:principal><D:href>/dav/principals/bob/</D:href></D:principal>
  <D:grant><D:privilege><D:read/></D:privilege></D:grant>
</D:ace></D:acl>
-- nothing.xml --
<D:acl xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav"/>
-- which.xml --
<D:propfind xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav"><D:prop><D:owner/><D:current-user-privilege-set/></D:prop></D:propfind>
-- calendar.xml --
<D:multistatus>
  <D:response><D:href>/dav/calendars/alice/calendar/</D:href>
    <D:propstat><D:prop>
      <D:owner><D:href>/dav/principals/alice/</D:href></D:owner>
      <D:current-user-privilege-set>
        <D:privilege><D:read/></D:privilege>
        <D:privilege><C:read-free-busy/></D:privilege>
        <D:privilege><D:read-current-user-privilege-set/></D:privilege>
      </D:current-user-privilege-set>
    </D:prop><D:status>HTTP/1.1 200 OK</D:status></D:propstat>
  </D:response>
  <D:response><D:href>/dav/calendars/alice/calendar/walk.ics</D:href>...</D:response>
</D:multistatus>
-- sync.xml --
<D:sync-collection xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav"><D:sync-token/><D:sync-level>1</D:sync-level><D:prop><D:getetag/></D:prop></D:sync-collection>
-- rename.xml --
<D:propertyupdate xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav"><D:set><D:prop><D:displayname>Mine</D:displayname></D:prop></D:set></D:propertyupdate>
-- no-write-content.xml --
<D:error><D:need-privileges><D:resource>
  <D:href>/dav/calendars/alice/calendar/walk.ics</D:href><D:privilege><D:write-content/></D:privilege>
</D:resource></D:need-privileges></D:error>
-- no-bind.xml --
<D:error><D:need-privileges><D:resource>
  <D:href>/dav/calendars/alice/calendar/</D:href><D:privilege><D:bind/></D:privilege>
</D:resource></D:need-privileges></D:error>
-- no-unbind.xml --
<D:error><D:need-privileges><D:resource>
  <D:href>/dav/calendars/alice/calendar/</D:href><D:privilege><D:unbind/></D:privilege>
</D:resource></D:need-privileges></D:error>
-- no-write-properties.xml --
<D:error><D:need-privileges><D:resource>
  <D:href>/dav/calendars/alice/calendar/</D:href><D:privilege><D:write-properties/></D:privilege>
</D:resource></D:need-privileges></D:error>
-- acl.xml --
<D:propfind xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav"><D:prop><D:acl/><D:acl-restrictions/><D:inherited-acl-set/></D:prop></D:propfind>
-- acl-now.xml --
<D:multistatus><D:response><D:href>/dav/calendars/alice/calendar/</D:href><D:propstat><D:prop>
  <D:acl>
    <D:ace><D:principal><D:property><D:owner/></D:property></D:principal>
      <D:grant><D:privilege><D:all/></D:privilege></D:grant><D:protected/></D:ace>
    <D:ace><D:principal><D:href>/dav/principals/bob/</D:href></D:principal>
      <D:grant><D:privilege><D:read/></D:privilege></D:grant></D:ace>
    <D:ace><D:principal><D:href>/dav/principals/alice/calendar-proxy-read/</D:href></D:principal>
      <D:grant><D:privilege><D:read/></D:privilege></D:grant><D:protected/>
      <D:inherited><D:href>/dav/calendars/alice/</D:href></D:inherited></D:ace>
    <D:ace><D:principal><D:href>/dav/principals/alice/calendar-proxy-write/</D:href></D:principal>
      <D:grant><D:privilege><D:read/></D:privilege><D:privilege><D:write/></D:privilege></D:grant><D:protected/>
      <D:inherited><D:href>/dav/calendars/alice/</D:href></D:inherited></D:ace>
  </D:acl>
  <D:acl-restrictions><D:grant-only/><D:no-invert/></D:acl-restrictions>
  <D:inherited-acl-set><D:href>/dav/calendars/alice/</D:href></D:inherited-acl-set>
</D:prop><D:status>HTTP/1.1 200 OK</D:status></D:propstat></D:response></D:multistatus>
