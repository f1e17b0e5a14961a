# Each thing that CardDAV forbids is refused by its own name, and nothing is changed.
# RFC 6352 §5.1.1.1, §6.3.1, §6.3.2.1, §8.3, §8.6, §8.7; RFC 5689 §3.3
config limits.toml
user alice  alice@example.org
user bob    bob@example.org
alice PUT /dav/contacts/alice/guests/zoe.vcf  zoe.vcf
< 201
< ETag: $zoe

# Making an address book.
alice MKCOL /dav/contacts/alice/guests/  make.xml
< 405
alice MKCOL /dav/contacts/alice/guests/inner/  make.xml
< 403
alice MKCOL /dav/contacts/alice/new/  make-plain.xml
< 403
< contains valid-resourcetype
alice MKCOL /dav/contacts/bob/new/  make.xml
< 403
< contains need-privileges
alice PROPFIND /dav/contacts/alice/new/
> Depth: 0
< 404

# Storing a card (§6.3.2.1).
alice PUT /dav/contacts/alice/guests/new.vcf  zoe.vcf
> Content-Type: text/calendar
< 403
< body supported-data.xml
alice PUT /dav/contacts/alice/guests/new.vcf  old-version.vcf
< 403
< body supported-data.xml
alice PUT /dav/contacts/alice/guests/new.vcf  no-end.vcf
< 403
< body valid-data.xml
alice PUT /dav/contacts/alice/guests/new.vcf  no-uid.vcf
< 403
< body valid-data.xml
alice PUT /dav/contacts/alice/guests/new.vcf  zoe.vcf
< 409
< body uid-conflict.xml
alice PUT /dav/contacts/alice/guests/zoe.vcf  other-uid.vcf
< 409
< contains no-uid-conflict
alice PUT /dav/contacts/alice/guests/new.vcf  long.vcf
< 403
< body max-size.xml
alice PUT /dav/contacts/alice/house/new.vcf  other-uid.vcf
< 405
alice PUT /dav/contacts/bob/guests/new.vcf  other-uid.vcf
< 403
< contains need-privileges
alice PUT /dav/contacts/alice/none/new.vcf  other-uid.vcf
< 409
alice COPY /dav/contacts/alice/guests/zoe.vcf
> Destination: /dav/contacts/alice/guests/new.vcf
< 409
< body uid-conflict.xml
alice COPY /dav/contacts/alice/guests/
> Destination: /dav/contacts/alice/guests/inner/
< 403
< body bad-place.xml
alice MOVE /dav/contacts/alice/guests/
> Destination: /dav/calendars/alice/guests/
< 403
< body bad-place.xml

# Searching (§8.3, §8.6, §8.7) and reading in another version (§5.1.1.1).
alice REPORT /dav/contacts/alice/guests/  unknown.xml
> Depth: 1
< 403
< body supported-report.xml
alice REPORT /dav/contacts/alice/guests/  query-json.xml
> Depth: 1
< 403
< body supported-data.xml
alice REPORT /dav/contacts/alice/guests/  query-collation.xml
> Depth: 1
< 403
< body supported-collation.xml
alice REPORT /dav/contacts/alice/guests/  query-without-filter.xml
> Depth: 1
< 400
alice REPORT /dav/contacts/alice/guests/  multiget-json.xml
> Depth: 0
< 403
< body supported-data.xml
alice GET /dav/contacts/alice/guests/zoe.vcf
> Accept: text/vcard;version=2.1
< 403
< body no-conversion.xml

# Nothing of all that has changed anything.
alice GET /dav/contacts/alice/guests/zoe.vcf
< 200
< ETag: $zoe
alice GET /dav/contacts/alice/guests/new.vcf
< 404

-- limits.toml --
[limits]
object_bytes = 4096

-- zoe.vcf --
BEGIN:VCARD
VERSION:4.0
UID:zoe
FN:Zoe
END:VCARD

-- other-uid.vcf --
BEGIN:VCARD
VERSION:4.0
UID:max
FN:Max
END:VCARD

-- old-version.vcf --
BEGIN:VCARD
VERSION:2.1
UID:max
N:Max
END:VCARD

-- no-end.vcf --
BEGIN:VCARD
VERSION:4.0
UID:max
FN:Max

-- no-uid.vcf --
BEGIN:VCARD
VERSION:4.0
FN:Max
END:VCARD

-- long.vcf --
BEGIN:VCARD
VERSION:4.0
UID:max
FN:Max
@repeat 100 NOTE:This is said once more, and it gets no better by that.
END:VCARD

-- make.xml --
<D:mkcol xmlns:D="DAV:" xmlns:CR="urn:ietf:params:xml:ns:carddav"><D:set><D:prop>
<D:resourcetype><D:collection/><CR:addressbook/></D:resourcetype></D:prop></D:set></D:mkcol>

-- make-plain.xml --
<D:mkcol xmlns:D="DAV:"><D:set><D:prop><D:resourcetype><D:collection/></D:resourcetype></D:prop></D:set></D:mkcol>

-- unknown.xml --
<X:dance xmlns:X="urn:x"/>

-- query-json.xml --
<CR:addressbook-query xmlns:D="DAV:" xmlns:CR="urn:ietf:params:xml:ns:carddav">
<D:prop><CR:address-data content-type="application/vcard+json" version="4.0"/></D:prop><CR:filter/></CR:addressbook-query>

-- query-collation.xml --
<CR:addressbook-query xmlns:D="DAV:" xmlns:CR="urn:ietf:params:xml:ns:carddav"><D:prop><D:getetag/></D:prop>
<CR:filter><CR:prop-filter name="FN"><CR:text-match collation="i;klingon">x</CR:text-match></CR:prop-filter></CR:filter></CR:addressbook-query>

-- query-without-filter.xml --
<CR:addressbook-query xmlns:D="DAV:" xmlns:CR="urn:ietf:params:xml:ns:carddav"><D:prop><D:getetag/></D:prop></CR:addressbook-query>

-- multiget-json.xml --
<CR:addressbook-multiget xmlns:D="DAV:" xmlns:CR="urn:ietf:params:xml:ns:carddav">
<D:prop><CR:address-data content-type="application/vcard+json" version="4.0"/></D:prop>
<D:href>/dav/contacts/alice/guests/zoe.vcf</D:href></CR:addressbook-multiget>

-- supported-data.xml --
<D:error><CR:supported-address-data>*</CR:supported-address-data></D:error>

-- valid-data.xml --
<D:error><CR:valid-address-data>*</CR:valid-address-data></D:error>

-- uid-conflict.xml --
<D:error><CR:no-uid-conflict><D:href>/dav/contacts/alice/guests/zoe.vcf</D:href></CR:no-uid-conflict></D:error>

-- max-size.xml --
<D:error><CR:max-resource-size>*</CR:max-resource-size></D:error>

-- bad-place.xml --
<D:error><CR:addressbook-collection-location-ok>*</CR:addressbook-collection-location-ok></D:error>

-- supported-report.xml --
<D:error><D:supported-report>*</D:supported-report></D:error>

-- supported-collation.xml --
<D:error><CR:supported-collation>*</CR:supported-collation></D:error>

-- no-conversion.xml --
<D:error><CR:supported-address-data-conversion>*</CR:supported-address-data-conversion></D:error>
