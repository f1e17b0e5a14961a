# Carol's program completes Alice's address from the book of the house, which everybody reads and nobody changes.
# RFC 6352 §5.2, §7.1.2, RFC 3744 §5.4
user alice  alice@example.org
user carol  carol@example.org

carol PROPFIND /dav/contacts/carol/house/  ask.xml
> Depth: 1
< 207
< body people.xml
carol GET /dav/contacts/carol/house/alice.vcf
< 200
< Content-Type: text/vcard; charset=utf-8
< body alice.vcf

carol PUT /dav/contacts/carol/house/alice.vcf  alice.vcf
< 405
carol PUT /dav/contacts/carol/house/dave.vcf  alice.vcf
< 405
carol DELETE /dav/contacts/carol/house/alice.vcf
< 405
carol DELETE /dav/contacts/carol/house/
< 405
carol PROPPATCH /dav/contacts/carol/house/  rename.xml
< 403
< contains need-privileges
carol COPY /dav/contacts/carol/house/alice.vcf
> Destination: /dav/contacts/carol/guests/alice.vcf
< 405

-- ask.xml --
<D:propfind xmlns:D="DAV:" xmlns:CS="http://calendarserver.org/ns/"><D:prop><D:resourcetype/><D:getetag/><CS:getctag/><D:current-user-privilege-set/></D:prop></D:propfind>

-- people.xml --
<D:multistatus>
  <D:response><D:href>/dav/contacts/carol/house/</D:href>
    <D:propstat><D:prop><D:resourcetype><D:collection/><CR:addressbook/></D:resourcetype><CS:getctag>*</CS:getctag><D:current-user-privilege-set>
      <D:privilege><D:read/></D:privilege>
      <D:privilege><D:read-current-user-privilege-set/></D:privilege><D:privilege><D:read-acl/></D:privilege>
    </D:current-user-privilege-set></D:prop><D:status>HTTP/1.1 200 OK</D:status></D:propstat>
    <D:propstat><D:prop><D:getetag/></D:prop><D:status>HTTP/1.1 404 Not Found</D:status></D:propstat>
  </D:response>
  <D:response><D:href>/dav/contacts/carol/house/alice.vcf</D:href>
    <D:propstat><D:prop><D:resourcetype/><D:getetag>*</D:getetag><D:current-user-privilege-set>...</D:current-user-privilege-set></D:prop><D:status>HTTP/1.1 200 OK</D:status></D:propstat>
    <D:propstat><D:prop><CS:getctag/></D:prop><D:status>HTTP/1.1 404 Not Found</D:status></D:propstat>
  </D:response>
  <D:response><D:href>/dav/contacts/carol/house/carol.vcf</D:href>
    <D:propstat><D:prop><D:resourcetype/><D:getetag>*</D:getetag><D:current-user-privilege-set>...</D:current-user-privilege-set></D:prop><D:status>HTTP/1.1 200 OK</D:status></D:propstat>
    <D:propstat><D:prop><CS:getctag/></D:prop><D:status>HTTP/1.1 404 Not Found</D:status></D:propstat>
  </D:response>
</D:multistatus>

-- alice.vcf --
BEGIN:VCARD
VERSION:3.0
PRODID:*
UID:house-*
FN:*
N:*
EMAIL;TYPE=INTERNET:alice@example.org
END:VCARD

-- rename.xml --
<D:propertyupdate xmlns:D="DAV:"><D:set><D:prop><D:displayname>Mine</D:displayname></D:prop></D:set></D:propertyupdate>
