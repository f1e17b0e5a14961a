# Alice copies an address book, whole and as an empty one of the same kind; nothing is ever copied over another book.
# RFC 4918 §9.8.3, §9.8.4, RFC 6352 §5.2
user alice  alice@example.org
user bob    bob@example.org
alice PROPPATCH /dav/contacts/alice/guests/  called.xml
< 207
alice PUT /dav/contacts/alice/guests/gina.vcf  gina.vcf
< 201
< ETag: $etag
alice COPY /dav/contacts/alice/guests/
> Destination: /dav/contacts/alice/friends/
< 201
< Location: /dav/contacts/alice/friends/
alice GET /dav/contacts/alice/friends/gina.vcf
< 200
< ETag: $etag
alice PROPFIND /dav/contacts/alice/friends/  ask.xml
> Depth: 0
< 207
< contains Gina and others
< contains kept by a client
alice REPORT /dav/contacts/alice/friends/  query.xml
> Depth: 1
< 207
< contains gina.vcf
alice COPY /dav/contacts/alice/guests/
> Destination: /dav/contacts/alice/empty/
> Depth: 0
< 201
alice GET /dav/contacts/alice/empty/gina.vcf
< 404
alice PROPFIND /dav/contacts/alice/empty/  ask.xml
> Depth: 0
< 207
< contains Gina and others

alice COPY /dav/contacts/alice/guests/
> Destination: /dav/contacts/alice/friends/
> Overwrite: F
< 412
alice COPY /dav/contacts/alice/guests/
> Destination: /dav/contacts/alice/friends/
< 403
< contains addressbook-collection-location-ok
alice COPY /dav/contacts/alice/guests/
> Destination: /dav/contacts/alice/house/
< 403
alice COPY /dav/contacts/alice/guests/
> Destination: /dav/contacts/alice/other/
> Depth: 1
< 400
alice COPY /dav/contacts/alice/guests/
> Destination: /dav/contacts/bob/guests-of-alice/
< 403
bob COPY /dav/contacts/alice/guests/
> Destination: /dav/contacts/bob/stolen/
< 403
alice COPY /dav/contacts/alice/guests/
> Destination: /dav/calendars/alice/guests/
< 403

-- called.xml --
<D:propertyupdate xmlns:D="DAV:"><D:set><D:prop><D:displayname>Gina and others</D:displayname><n:note xmlns:n="urn:n">kept by a client</n:note></D:prop></D:set></D:propertyupdate>

-- ask.xml --
<D:propfind xmlns:D="DAV:"><D:prop><D:displayname/><n:note xmlns:n="urn:n"/></D:prop></D:propfind>

-- query.xml --
<CR:addressbook-query xmlns:D="DAV:" xmlns:CR="urn:ietf:params:xml:ns:carddav"><D:prop><D:getetag/></D:prop><CR:filter><CR:prop-filter name="EMAIL"><CR:text-match>gina</CR:text-match></CR:prop-filter></CR:filter></CR:addressbook-query>

-- gina.vcf --
BEGIN:VCARD
VERSION:3.0
UID:gina-1
FN:Gina
N:Gina;;;;
EMAIL:gina@else.example
END:VCARD
