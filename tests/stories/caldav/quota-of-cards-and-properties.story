# Cards and what clients keep as properties take space like everything else; what goes makes room again.
# RFC 4331 §4, §6, RFC 6352 §6.3.2.1, RFC 4918 §4.2
config small.toml
user alice  alice@example.org
user bob    bob@example.org
alice PUT /dav/contacts/alice/guests/a.vcf  card.vcf
< 201
alice PROPFIND /dav/contacts/alice/  quota.xml
> Depth: 0
< 207
< contains quota-used-bytes>1
< lacks 404
alice PROPFIND /dav/contacts/alice/guests/  quota.xml
> Depth: 0
< 207
< lacks 404
alice POST /dav/contacts/alice/guests/?add-member  another.vcf
< 507
< contains quota-not-exceeded
alice PUT /dav/contacts/alice/guests/b.vcf  another.vcf
< 507
< contains quota-not-exceeded
alice MKCOL /dav/contacts/alice/club/  club.xml
< 201
alice COPY /dav/contacts/alice/guests/a.vcf
> Destination: /dav/contacts/alice/club/a.vcf
< 507
alice COPY /dav/contacts/alice/guests/
> Destination: /dav/contacts/alice/second/
< 507
alice PROPFIND /dav/contacts/alice/
> Depth: 1
< 207
< lacks second

# Whoever may write her book fills her space, not more.
alice ACL /dav/contacts/alice/guests/  bob-writes.xml
< 200
bob PUT /dav/contacts/alice/guests/b.vcf  another.vcf
< 507

alice PROPPATCH /dav/contacts/alice/guests/a.vcf  note.xml
< 207
< contains quota-not-exceeded
alice PROPPATCH /dav/calendars/alice/  note.xml
< 207
< contains quota-not-exceeded
alice PROPPATCH /dav/principals/alice/  note.xml
< 207
< contains quota-not-exceeded
alice MKCALENDAR /dav/calendars/alice/noted/  noted.xml
< 507
alice GET /dav/calendars/alice/noted/
< 404
# What she says of a calendar takes space, too; a name is short in any case.
alice PROPPATCH /dav/calendars/alice/calendar/  description.xml
< 207
< contains quota-not-exceeded
alice PROPPATCH /dav/calendars/alice/calendar/  long-name.xml
< 207
< contains quota-not-exceeded
alice DELETE /dav/contacts/alice/guests/a.vcf
< 204
alice PROPPATCH /dav/calendars/alice/calendar/  description.xml
< 207
< contains 200 OK
alice PROPPATCH /dav/calendars/alice/calendar/  long-name.xml
< 207
< contains quota-not-exceeded
alice PROPPATCH /dav/calendars/alice/  note.xml
< 207
< contains quota-not-exceeded
alice PROPPATCH /dav/calendars/alice/calendar/  no-description.xml
< 207
alice PROPPATCH /dav/calendars/alice/  note.xml
< 207
< contains 200 OK
alice PUT /dav/contacts/alice/guests/b.vcf  another.vcf
< 507
alice PROPPATCH /dav/calendars/alice/  no-note.xml
< 207
alice PUT /dav/contacts/alice/guests/b.vcf  another.vcf
< 201

-- small.toml --
[limits]
quota_bytes = 3000

-- quota.xml --
<D:propfind xmlns:D="DAV:"><D:prop><D:quota-available-bytes/><D:quota-used-bytes/></D:prop></D:propfind>

-- club.xml --
<D:mkcol xmlns:D="DAV:" xmlns:CR="urn:ietf:params:xml:ns:carddav"><D:set><D:prop>
  <D:resourcetype><D:collection/><CR:addressbook/></D:resourcetype>
</D:prop></D:set></D:mkcol>

-- bob-writes.xml --
<D:acl xmlns:D="DAV:"><D:ace><D:principal><D:href>/dav/principals/bob/</D:href></D:principal><D:grant><D:privilege><D:read/></D:privilege><D:privilege><D:write/></D:privilege></D:grant></D:ace></D:acl>

-- description.xml --
<D:propertyupdate xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav"><D:set><D:prop><C:calendar-description>
@repeat 40 0123456789012345678901234567890123456789
</C:calendar-description></D:prop></D:set></D:propertyupdate>

-- no-description.xml --
<D:propertyupdate xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav"><D:remove><D:prop><C:calendar-description/></D:prop></D:remove></D:propertyupdate>

-- long-name.xml --
<D:propertyupdate xmlns:D="DAV:"><D:set><D:prop><D:displayname>
@repeat 40 0123456789012345678901234567890123456789
</D:displayname></D:prop></D:set></D:propertyupdate>

-- note.xml --
<D:propertyupdate xmlns:D="DAV:"><D:set><D:prop><n:note xmlns:n="urn:n">
@repeat 40 0123456789012345678901234567890123456789
</n:note></D:prop></D:set></D:propertyupdate>

-- no-note.xml --
<D:propertyupdate xmlns:D="DAV:"><D:remove><D:prop><n:note xmlns:n="urn:n"/></D:prop></D:remove></D:propertyupdate>

-- noted.xml --
<C:mkcalendar xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav"><D:set><D:prop><n:note xmlns:n="urn:n">
@repeat 40 0123456789012345678901234567890123456789
</n:note></D:prop></D:set></C:mkcalendar>

-- card.vcf --
BEGIN:VCARD
VERSION:3.0
UID:a-1
FN:Anna
N:Anna;;;;
@repeat 40 NOTE:0123456789012345678901234567890123456789
END:VCARD

-- another.vcf --
BEGIN:VCARD
VERSION:3.0
UID:b-1
FN:Berta
N:Berta;;;;
@repeat 40 NOTE:0123456789012345678901234567890123456789
END:VCARD
