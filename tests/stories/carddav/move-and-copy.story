# Alice sorts Bob's card into another book; the books tell of it, and a UID is in a book once.
# RFC 6352 §6.3.2.1, RFC 4918 §9.8, §9.9, RFC 6578 §3.5
user alice  alice@example.org
alice MKCOL /dav/contacts/alice/club/  club.xml
< 201
alice PUT /dav/contacts/alice/guests/bob.vcf  bob.vcf
< 201
< ETag: $etag
alice REPORT /dav/contacts/alice/guests/  first.xml
< 207
< body one.xml

alice COPY /dav/contacts/alice/guests/bob.vcf
> Destination: /dav/contacts/alice/guests/second.vcf
< 409
< contains no-uid-conflict
alice COPY /dav/contacts/alice/guests/bob.vcf
> Destination: /dav/contacts/alice/club/robert.vcf
< 201
< ETag: $etag
< Location: /dav/contacts/alice/club/robert.vcf
alice MOVE /dav/contacts/alice/guests/bob.vcf
> Destination: /dav/contacts/alice/club/robert.vcf
> Overwrite: F
< 412
alice MOVE /dav/contacts/alice/guests/bob.vcf
> Destination: /dav/contacts/alice/club/robert.vcf
< 204
alice MOVE /dav/contacts/alice/club/robert.vcf
> Destination: /dav/contacts/alice/club/bob.vcf
< 201
alice MOVE /dav/contacts/alice/club/bob.vcf
> Destination: /dav/calendars/alice/calendar/bob.ics
< 403
alice MOVE /dav/contacts/alice/club/bob.vcf
> Destination: /dav/contacts/alice/house/bob.vcf
< 403
alice MOVE /dav/contacts/alice/club/bob.vcf
> Destination: /dav/contacts/alice/nowhere/bob.vcf
< 409

alice GET /dav/contacts/alice/club/bob.vcf
< 200
< ETag: $etag
alice REPORT /dav/contacts/alice/guests/  next.xml
< 207
< body gone.xml

-- club.xml --
<D:mkcol xmlns:D="DAV:" xmlns:CR="urn:ietf:params:xml:ns:carddav"><D:set><D:prop>
  <D:resourcetype><D:collection/><CR:addressbook/></D:resourcetype>
</D:prop></D:set></D:mkcol>

-- bob.vcf --
BEGIN:VCARD
VERSION:3.0
UID:bob-1
FN:Bob Stone
N:Stone;Bob;;;
END:VCARD

-- first.xml --
<D:sync-collection xmlns:D="DAV:"><D:sync-token/><D:sync-level>1</D:sync-level><D:prop><D:getetag/></D:prop></D:sync-collection>

-- one.xml --
<D:multistatus>
  <D:response><D:href>/dav/contacts/alice/guests/bob.vcf</D:href><D:propstat><D:prop><D:getetag>$etag</D:getetag></D:prop><D:status>HTTP/1.1 200 OK</D:status></D:propstat></D:response>
  <D:sync-token>$token</D:sync-token>
</D:multistatus>

-- next.xml --
<D:sync-collection xmlns:D="DAV:"><D:sync-token>$token</D:sync-token><D:sync-level>1</D:sync-level><D:prop><D:getetag/></D:prop></D:sync-collection>

-- gone.xml --
<D:multistatus>
  <D:response><D:href>/dav/contacts/alice/guests/bob.vcf</D:href><D:status>HTTP/1.1 404 Not Found</D:status></D:response>
  <D:sync-token>*</D:sync-token>
</D:multistatus>
