# Alice keeps Bob's card: it comes back as she wrote it, and nothing of it is overwritten unseen.
# RFC 6352 §5.1, §6.3.2, RFC 9110 §13.1
user alice  alice@example.org
user carol  carol@example.org

alice PUT /dav/contacts/alice/guests/bob.vcf  bob.vcf
> If-None-Match: *
< 201
< ETag: $etag

alice GET /dav/contacts/alice/guests/bob.vcf
< 200
< ETag: $etag
< Content-Type: text/vcard; charset=utf-8
< body bob.vcf

alice GET /dav/contacts/alice/guests/bob.vcf
> If-None-Match: $etag
< 304

alice PROPFIND /dav/contacts/alice/guests/  ask.xml           # a card is no collection, the book is one
> Depth: 1
< 207
< body members.xml

alice PUT /dav/contacts/alice/guests/bob.vcf  bob.vcf
> If-None-Match: *
< 412
alice PUT /dav/contacts/alice/guests/bob.vcf  bob-moved.vcf
> If-Match: "somebody-elses"
< 412
alice PUT /dav/contacts/alice/guests/bob.vcf  bob-moved.vcf
> If-Match: $etag
< 204
< ETag: $moved

alice PUT /dav/contacts/alice/guests/second.vcf  bob.vcf     # the same UID a second time
< 409
< body conflict.xml

alice PUT /dav/contacts/alice/nowhere/bob.vcf  bob.vcf
< 409
carol GET /dav/contacts/alice/guests/bob.vcf
< 403
carol PUT /dav/contacts/alice/guests/carol.vcf  bob.vcf
< 403

alice DELETE /dav/contacts/alice/guests/bob.vcf
> If-Match: $etag
< 412
alice DELETE /dav/contacts/alice/guests/bob.vcf
> If-Match: $moved
< 204
alice GET /dav/contacts/alice/guests/bob.vcf
< 404

-- bob.vcf --
BEGIN:VCARD
VERSION:3.0
UID:bob-1
FN:Bob Stone
N:Stone;Bob;;;
item1.EMAIL;type=INTERNET;type=pref:bob@else.example
item1.X-ABLabel:Office
X-SOMETHING;X-P="a,b":kept\, as it is
END:VCARD

-- bob-moved.vcf --
BEGIN:VCARD
VERSION:3.0
UID:bob-1
FN:Bob Stone
N:Stone;Bob;;;
EMAIL:bob@new.example
END:VCARD

-- conflict.xml --
<D:error><CR:no-uid-conflict><D:href>/dav/contacts/alice/guests/bob.vcf</D:href></CR:no-uid-conflict></D:error>

-- ask.xml --
<D:propfind xmlns:D="DAV:"><D:prop><D:resourcetype/><D:getcontenttype/><D:getetag/></D:prop></D:propfind>

-- members.xml --
<D:multistatus>
  <D:response><D:href>/dav/contacts/alice/guests/</D:href>
    <D:propstat><D:prop><D:resourcetype><D:collection/><CR:addressbook/></D:resourcetype></D:prop><D:status>HTTP/1.1 200 OK</D:status></D:propstat>
    <D:propstat><D:prop><D:getcontenttype/><D:getetag/></D:prop><D:status>HTTP/1.1 404 Not Found</D:status></D:propstat>
  </D:response>
  <D:response><D:href>/dav/contacts/alice/guests/bob.vcf</D:href>
    <D:propstat><D:prop><D:resourcetype/><D:getcontenttype>text/vcard; charset=utf-8</D:getcontenttype><D:getetag>$etag</D:getetag></D:prop><D:status>HTTP/1.1 200 OK</D:status></D:propstat>
  </D:response>
</D:multistatus>
