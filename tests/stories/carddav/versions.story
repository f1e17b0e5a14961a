# DAVx5 asks for version 4.0, an old phone for 3.0: each gets all cards in its own version, and a write replaces nothing else.
# RFC 6352 §5.1.1, §8.7, §10.4, RFC 6350 §A.2
user alice  alice@example.org
alice PUT /dav/contacts/alice/guests/old.vcf  old.vcf
< 201
alice PUT /dav/contacts/alice/guests/new.vcf  new.vcf
< 201

alice REPORT /dav/contacts/alice/guests/  as-four.xml
< 207
< body four.xml
alice REPORT /dav/contacts/alice/guests/  as-three.xml
< 207
< body three.xml
alice GET /dav/contacts/alice/guests/new.vcf
< 200
< body new.vcf

-- old.vcf --
BEGIN:VCARD
VERSION:3.0
UID:old-1
FN:Bob Stone
N:Stone;Bob;;;
EMAIL;TYPE=INTERNET,pref:bob@else.example
PHOTO;ENCODING=b;TYPE=PNG:iVBORw0KGgo=
X-OWN:kept
END:VCARD

-- new.vcf --
BEGIN:VCARD
VERSION:4.0
UID:urn:uuid:4fbe8971-0bc3-424c-9c26-36c3e1eff6b1
FN:Rowers
KIND:group
MEMBER:urn:uuid:03a0e51f-d1aa-4385-8a53-e29025acd8af
END:VCARD

-- as-four.xml --
<CR:addressbook-multiget xmlns:D="DAV:" xmlns:CR="urn:ietf:params:xml:ns:carddav">
  <D:prop><D:getetag/><CR:address-data content-type="text/vcard" version="4.0"/></D:prop>
  <D:href>/dav/contacts/alice/guests/old.vcf</D:href>
  <D:href>/dav/contacts/alice/guests/new.vcf</D:href>
  <D:href>/dav/contacts/alice/guests/gone.vcf</D:href>
</CR:addressbook-multiget>

-- four.xml --
<D:multistatus>
  <D:response><D:href>/dav/contacts/alice/guests/old.vcf</D:href><D:propstat><D:prop><D:getetag>*</D:getetag><CR:address-data>BEGIN:VCARD
VERSION:4.0
UID;VALUE=text:old-1
FN:Bob Stone
N:Stone;Bob;;;
EMAIL;PREF=1:bob@else.example
PHOTO:data:image/png;base64,iVBORw0KGgo=
X-OWN:kept
END:VCARD</CR:address-data></D:prop><D:status>HTTP/1.1 200 OK</D:status></D:propstat></D:response>
  <D:response><D:href>/dav/contacts/alice/guests/new.vcf</D:href><D:propstat><D:prop><D:getetag>*</D:getetag><CR:address-data>BEGIN:VCARD
VERSION:4.0
UID:urn:uuid:4fbe8971-0bc3-424c-9c26-36c3e1eff6b1
FN:Rowers
KIND:group
MEMBER:urn:uuid:03a0e51f-d1aa-4385-8a53-e29025acd8af
END:VCARD</CR:address-data></D:prop><D:status>HTTP/1.1 200 OK</D:status></D:propstat></D:response>
  <D:response><D:href>/dav/contacts/alice/guests/gone.vcf</D:href><D:status>HTTP/1.1 404 Not Found</D:status></D:response>
</D:multistatus>

-- as-three.xml --
<CR:addressbook-multiget xmlns:D="DAV:" xmlns:CR="urn:ietf:params:xml:ns:carddav">
  <D:prop><CR:address-data content-type="text/vcard" version="3.0"/></D:prop>
  <D:href>/dav/contacts/alice/guests/new.vcf</D:href>
</CR:addressbook-multiget>

-- three.xml --
<D:multistatus>
  <D:response><D:href>/dav/contacts/alice/guests/new.vcf</D:href><D:propstat><D:prop><CR:address-data>BEGIN:VCARD
VERSION:3.0
UID:urn:uuid:4fbe8971-0bc3-424c-9c26-36c3e1eff6b1
FN:Rowers
N:;Rowers;;;
X-ADDRESSBOOKSERVER-KIND:group
X-ADDRESSBOOKSERVER-MEMBER:urn:uuid:03a0e51f-d1aa-4385-8a53-e29025acd8af
END:VCARD</CR:address-data></D:prop><D:status>HTTP/1.1 200 OK</D:status></D:propstat></D:response>
</D:multistatus>
