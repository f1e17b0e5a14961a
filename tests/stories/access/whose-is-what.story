# Bob reads the access lists of places that are everybody's, but not that of Alice's calendar, though he reads it; and he finds what is his, principals and things, at any depth.
# RFC 3744 §3.6, §5.5, §9.3
user alice  alice@example.org
user bob    bob@example.org
bob PUT /dav/calendars/bob/calendar/walk.ics  walk.ics
< 201
bob MKCOL /dav/contacts/bob/friends/  book.xml
< 201
bob PUT /dav/contacts/bob/friends/erin.vcf  erin.vcf
< 201
bob MKCOL /dav/files/bob/notes/
< 201
bob PUT /dav/files/bob/notes/a.txt  hello
< 201
alice ACL /dav/calendars/alice/calendar/  bob-reads.xml
< 200
bob PROPFIND /dav/calendars/  acl.xml
> Depth: 0
< 207
< body everybodys.xml
bob PROPFIND /dav/contacts/bob/house/  acl.xml
> Depth: 0
< 207
< contains 200 OK
bob PROPFIND /dav/calendars/alice/calendar/  acl.xml
> Depth: 0
< 207
< body not-alices.xml

bob REPORT /dav/  owned.xml
< 207
< contains <href>/dav/calendars/bob/</href>
< contains <href>/dav/calendars/bob/calendar/walk.ics</href>
< contains <href>/dav/contacts/bob/friends/erin.vcf</href>
< contains <href>/dav/files/bob/notes/a.txt</href>
< lacks alice
bob REPORT /dav/calendars/bob/calendar/  owned.xml
< 207
< body in-the-calendar.xml
bob REPORT /dav/files/bob/notes/  owned.xml
< 207
< contains a.txt
bob REPORT /dav/calendars/alice/calendar/  owned.xml
< 207
< body nothing.xml
bob REPORT /dav/principals/  my-url.xml
< 207
< body myself.xml

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

-- book.xml --
<D:mkcol xmlns:D="DAV:" xmlns:CR="urn:ietf:params:xml:ns:carddav"><D:set><D:prop><D:resourcetype><D:collection/><CR:addressbook/></D:resourcetype></D:prop></D:set></D:mkcol>

-- erin.vcf --
BEGIN:VCARD
VERSION:3.0
UID:erin
FN:Erin
END:VCARD

-- bob-reads.xml --
<D:acl xmlns:D="DAV:"><D:ace><D:principal><D:href>/dav/principals/bob/</D:href></D:principal><D:grant><D:privilege><D:read/></D:privilege></D:grant></D:ace></D:acl>

-- acl.xml --
<D:propfind xmlns:D="DAV:"><D:prop><D:acl/><D:current-user-privilege-set/></D:prop></D:propfind>

-- everybodys.xml --
<D:multistatus><D:response><D:href>/dav/calendars/</D:href><D:propstat><D:prop>
  <D:acl><D:ace><D:principal><D:authenticated/></D:principal>
    <D:grant><D:privilege><D:read/></D:privilege><D:privilege><D:read-acl/></D:privilege></D:grant><D:protected/></D:ace></D:acl>
  <D:current-user-privilege-set>
    <D:privilege><D:read/></D:privilege>
    <D:privilege><D:read-current-user-privilege-set/></D:privilege>
    <D:privilege><D:read-acl/></D:privilege>
  </D:current-user-privilege-set>
</D:prop><D:status>HTTP/1.1 200 OK</D:status></D:propstat></D:response></D:multistatus>

-- not-alices.xml --
<D:multistatus><D:response><D:href>/dav/calendars/alice/calendar/</D:href>
  <D:propstat><D:prop><D:current-user-privilege-set>...</D:current-user-privilege-set></D:prop><D:status>HTTP/1.1 200 OK</D:status></D:propstat>
  <D:propstat><D:prop><D:acl/></D:prop><D:status>HTTP/1.1 403 Forbidden</D:status>...</D:propstat>
</D:response></D:multistatus>

-- owned.xml --
<D:principal-match xmlns:D="DAV:"><D:principal-property><D:owner/></D:principal-property></D:principal-match>

-- in-the-calendar.xml --
<D:multistatus>
  <D:response><D:href>/dav/calendars/bob/calendar/</D:href>...</D:response>
  <D:response><D:href>/dav/calendars/bob/calendar/walk.ics</D:href>...</D:response>
</D:multistatus>

-- nothing.xml --
<D:multistatus/>

-- my-url.xml --
<D:principal-match xmlns:D="DAV:"><D:principal-property><D:principal-URL/></D:principal-property></D:principal-match>

-- myself.xml --
<D:multistatus><D:response><D:href>/dav/principals/bob/</D:href>...</D:response></D:multistatus>
