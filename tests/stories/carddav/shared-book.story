# Alice shares her book of friends with Bob, who finds it from his own account, reads, and writes when he may; her other books and everybody else stay outside, and so do those who only keep her calendars.
# RFC 3744 §5.5, §7.1.1, §8.1, RFC 6352 §7, §7.1.1
user alice  alice@example.org
user bob    bob@example.org
user carol  carol@example.org
alice MKCOL /dav/contacts/alice/friends/  book.xml
< 201
alice MKCOL /dav/contacts/alice/secret/  book.xml
< 201
alice PUT /dav/contacts/alice/friends/gina.vcf  gina.vcf
< 201
alice PROPPATCH /dav/principals/alice/calendar-proxy-write/  carol-delegate.xml
< 207

bob PROPFIND /dav/contacts/alice/friends/  ask.xml
> Depth: 1
< 403
< contains need-privileges
bob PROPFIND /dav/principals/bob/  homes.xml
> Depth: 0
< 207
< lacks /dav/contacts/alice/

alice ACL /dav/contacts/alice/friends/  bob-reads.xml
< 200
bob PROPFIND /dav/principals/bob/  homes.xml
> Depth: 0
< 207
< body two-homes.xml
bob PROPFIND /dav/contacts/  ask.xml
> Depth: 1
< 207
< contains <href>/dav/contacts/alice/</href>
bob PROPFIND /dav/contacts/alice/  ask.xml
> Depth: 1
< 207
< body shared-home.xml
bob REPORT /dav/contacts/alice/  query.xml
> Depth: 1
< 207
< contains /dav/contacts/alice/friends/gina.vcf
< lacks /house/
bob REPORT /dav/contacts/alice/friends/gina.vcf  query.xml
< 207
< contains /dav/contacts/alice/friends/gina.vcf
bob REPORT /dav/contacts/alice/friends/  sync.xml
< 207
< contains gina.vcf
bob REPORT /dav/contacts/bob/guests/  multiget.xml
< 207
< contains FN:Gina
bob GET /dav/contacts/alice/friends/gina.vcf
< 200
< ETag: $etag

# He sees the home to find the book in it, and nothing that she keeps at the home itself.
alice PROPPATCH /dav/contacts/alice/  note.xml
< 207
alice PROPFIND /dav/contacts/alice/  note-asked.xml
> Depth: 0
< 207
< contains only for me
bob PROPFIND /dav/contacts/alice/  note-asked.xml
> Depth: 0
< 207
< lacks only for me
bob PROPFIND /dav/contacts/alice/
> Depth: 1
< 207
< lacks only for me
bob REPORT /dav/principals/bob/  note-expanded.xml
> Depth: 0
< 207
< contains /dav/contacts/alice/
< lacks only for me
alice ACL /dav/contacts/alice/  bob-reads.xml
< 200
bob PROPFIND /dav/contacts/alice/  note-asked.xml
> Depth: 0
< 207
< contains only for me
alice ACL /dav/contacts/alice/  nobody.xml
< 200

# Reading is not writing, and what is not shared is as if it were not there.
bob PUT /dav/contacts/alice/friends/gina.vcf  gina.vcf
< 403
< contains need-privileges
bob PUT /dav/contacts/alice/friends/hugo.vcf  hugo.vcf
< 403
bob DELETE /dav/contacts/alice/friends/gina.vcf
< 403
bob PROPPATCH /dav/contacts/alice/friends/  rename.xml
< 403
bob ACL /dav/contacts/alice/friends/  bob-reads.xml
< 403
bob PROPFIND /dav/contacts/alice/secret/  ask.xml
> Depth: 0
< 403
bob PROPFIND /dav/contacts/alice/nothing/  ask.xml
> Depth: 0
< 403
bob PROPFIND /dav/contacts/alice/house/  ask.xml
> Depth: 0
< 403
bob MKCOL /dav/contacts/alice/mine/  book.xml
< 403
carol PROPFIND /dav/contacts/alice/friends/  ask.xml
> Depth: 0
< 403
carol PROPFIND /dav/contacts/alice/  ask.xml
> Depth: 0
< 403

alice ACL /dav/contacts/alice/friends/  bob-writes.xml
< 200
alice PROPFIND /dav/contacts/alice/friends/  acl.xml
> Depth: 0
< 207
< body acl-of-friends.xml
bob PUT /dav/contacts/alice/friends/hugo.vcf  hugo.vcf
< 201
bob POST /dav/contacts/alice/friends/?add-member  ines.vcf
< 201
< Location: /dav/contacts/alice/friends/$name
bob DELETE /dav/contacts/alice/friends/$name
< 204
alice GET /dav/contacts/alice/friends/hugo.vcf
< 200
bob MOVE /dav/contacts/alice/friends/hugo.vcf
> Destination: /dav/contacts/bob/guests/hugo.vcf
< 403
bob DELETE /dav/contacts/alice/friends/
< 403

# A book that is deleted takes its list with it.
alice ACL /dav/contacts/alice/friends/  nobody.xml
< 200
bob GET /dav/contacts/alice/friends/gina.vcf
< 403
alice ACL /dav/contacts/alice/  bob-reads.xml
< 200
bob GET /dav/contacts/alice/friends/gina.vcf
< 200
bob PROPFIND /dav/contacts/alice/secret/  ask.xml
> Depth: 0
< 207
alice PROPFIND /dav/contacts/alice/secret/  acl.xml
> Depth: 0
< 207
< contains <inherited><href>/dav/contacts/alice/</href></inherited>
alice ACL /dav/contacts/alice/house/  bob-reads.xml
< 405

-- book.xml --
<D:mkcol xmlns:D="DAV:" xmlns:CR="urn:ietf:params:xml:ns:carddav"><D:set><D:prop><D:resourcetype><D:collection/><CR:addressbook/></D:resourcetype></D:prop></D:set></D:mkcol>

-- carol-delegate.xml --
<D:propertyupdate xmlns:D="DAV:"><D:set><D:prop><D:group-member-set><D:href>/dav/principals/carol/</D:href></D:group-member-set></D:prop></D:set></D:propertyupdate>

-- ask.xml --
<D:propfind xmlns:D="DAV:"><D:prop><D:resourcetype/></D:prop></D:propfind>

-- homes.xml --
<D:propfind xmlns:D="DAV:" xmlns:CR="urn:ietf:params:xml:ns:carddav"><D:prop><CR:addressbook-home-set/></D:prop></D:propfind>

-- two-homes.xml --
<D:multistatus><D:response><D:href>/dav/principals/bob/</D:href>
  <D:propstat><D:prop><CR:addressbook-home-set><D:href>/dav/contacts/bob/</D:href><D:href>/dav/contacts/alice/</D:href></CR:addressbook-home-set></D:prop><D:status>HTTP/1.1 200 OK</D:status></D:propstat>
</D:response></D:multistatus>

-- shared-home.xml --
<D:multistatus>
  <D:response><D:href>/dav/contacts/alice/</D:href>
    <D:propstat><D:prop><D:resourcetype><D:collection/></D:resourcetype></D:prop><D:status>HTTP/1.1 200 OK</D:status></D:propstat>
  </D:response>
  <D:response><D:href>/dav/contacts/alice/friends/</D:href>
    <D:propstat><D:prop><D:resourcetype><D:collection/><CR:addressbook/></D:resourcetype></D:prop><D:status>HTTP/1.1 200 OK</D:status></D:propstat>
  </D:response>
</D:multistatus>

-- query.xml --
<CR:addressbook-query xmlns:D="DAV:" xmlns:CR="urn:ietf:params:xml:ns:carddav"><D:prop><D:getetag/></D:prop><CR:filter/></CR:addressbook-query>

-- sync.xml --
<D:sync-collection xmlns:D="DAV:"><D:sync-token/><D:sync-level>1</D:sync-level><D:prop><D:getetag/></D:prop></D:sync-collection>

-- multiget.xml --
<CR:addressbook-multiget xmlns:D="DAV:" xmlns:CR="urn:ietf:params:xml:ns:carddav"><D:prop><CR:address-data/></D:prop><D:href>/dav/contacts/alice/friends/gina.vcf</D:href></CR:addressbook-multiget>

-- bob-reads.xml --
<D:acl xmlns:D="DAV:"><D:ace><D:principal><D:href>/dav/principals/bob/</D:href></D:principal><D:grant><D:privilege><D:read/></D:privilege></D:grant></D:ace></D:acl>

-- bob-writes.xml --
<D:acl xmlns:D="DAV:"><D:ace><D:principal><D:href>/dav/principals/bob/</D:href></D:principal><D:grant><D:privilege><D:read/></D:privilege><D:privilege><D:write/></D:privilege></D:grant></D:ace></D:acl>

-- nobody.xml --
<D:acl xmlns:D="DAV:"/>

-- acl.xml --
<D:propfind xmlns:D="DAV:"><D:prop><D:acl/></D:prop></D:propfind>

-- acl-of-friends.xml --
<D:multistatus><D:response><D:href>/dav/contacts/alice/friends/</D:href>
  <D:propstat><D:prop><D:acl>
    <D:ace><D:principal><D:property><D:owner/></D:property></D:principal><D:grant><D:privilege><D:all/></D:privilege></D:grant><D:protected/></D:ace>
    <D:ace><D:principal><D:href>/dav/principals/bob/</D:href></D:principal><D:grant><D:privilege><D:read/></D:privilege><D:privilege><D:write/></D:privilege></D:grant></D:ace>
  </D:acl></D:prop><D:status>HTTP/1.1 200 OK</D:status></D:propstat>
</D:response></D:multistatus>

-- rename.xml --
<D:propertyupdate xmlns:D="DAV:"><D:set><D:prop><D:displayname>Ours</D:displayname></D:prop></D:set></D:propertyupdate>

-- gina.vcf --
BEGIN:VCARD
VERSION:3.0
UID:gina
FN:Gina
N:Gina;;;;
END:VCARD

-- hugo.vcf --
BEGIN:VCARD
VERSION:3.0
UID:hugo
FN:Hugo
N:Hugo;;;;
END:VCARD

-- ines.vcf --
BEGIN:VCARD
VERSION:3.0
UID:ines
FN:Ines
N:Ines;;;;
END:VCARD

-- note.xml --
<D:propertyupdate xmlns:D="DAV:"><D:set><D:prop><n:note xmlns:n="urn:n">only for me</n:note></D:prop></D:set></D:propertyupdate>

-- note-asked.xml --
<D:propfind xmlns:D="DAV:"><D:prop><n:note xmlns:n="urn:n"/></D:prop></D:propfind>

-- note-expanded.xml --
<D:expand-property xmlns:D="DAV:"><D:property name="addressbook-home-set" namespace="urn:ietf:params:xml:ns:carddav"><D:property name="note" namespace="urn:n"/></D:property></D:expand-property>

-- nobody.xml --
<D:acl xmlns:D="DAV:"/>
