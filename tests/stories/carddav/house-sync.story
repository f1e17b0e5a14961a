# Carol's program follows the book of the people of the house by sync-token: nothing new, then somebody comes, and it begins anew; with a small limit it takes the book in parts.
# RFC 6578 §3.2, §3.6, §4, RFC 6352 §7
user alice  alice@example.org
user carol  carol@example.org

carol PROPFIND /dav/contacts/carol/house/  ask.xml
> Depth: 0
< 207
< body token.xml
carol REPORT /dav/contacts/carol/house/  first.xml
< 207
< body everybody.xml
carol REPORT /dav/contacts/carol/house/  again.xml
< 207
< body nothing.xml

user dave   dave@example.org
carol REPORT /dav/contacts/carol/house/  again.xml
< 403
< contains valid-sync-token
carol REPORT /dav/contacts/carol/house/  small.xml
< 207
< body part.xml
carol REPORT /dav/contacts/carol/house/  more.xml
< 207
< body rest.xml
carol REPORT /dav/contacts/carol/house/  strange.xml
< 403
< contains valid-sync-token

-- ask.xml --
<D:propfind xmlns:D="DAV:"><D:prop><D:sync-token/></D:prop></D:propfind>

-- token.xml --
<D:multistatus><D:response><D:href>/dav/contacts/carol/house/</D:href>
  <D:propstat><D:prop><D:sync-token>$token</D:sync-token></D:prop><D:status>HTTP/1.1 200 OK</D:status></D:propstat>
</D:response></D:multistatus>

-- first.xml --
<D:sync-collection xmlns:D="DAV:" xmlns:CR="urn:ietf:params:xml:ns:carddav"><D:sync-token/><D:sync-level>1</D:sync-level><D:prop><D:getetag/><CR:address-data/></D:prop></D:sync-collection>

-- everybody.xml --
<D:multistatus>
  <D:response><D:href>/dav/contacts/carol/house/alice.vcf</D:href>
    <D:propstat><D:prop><D:getetag>*</D:getetag><CR:address-data>BEGIN:VCARD
VERSION:3.0
FN:Alice
...
END:VCARD
</CR:address-data></D:prop><D:status>HTTP/1.1 200 OK</D:status></D:propstat>
  </D:response>
  <D:response><D:href>/dav/contacts/carol/house/carol.vcf</D:href>
    <D:propstat><D:prop><D:getetag>*</D:getetag><CR:address-data>BEGIN:VCARD
VERSION:3.0
FN:Carol
...
END:VCARD
</CR:address-data></D:prop><D:status>HTTP/1.1 200 OK</D:status></D:propstat>
  </D:response>
  <D:sync-token>$token</D:sync-token>
</D:multistatus>

-- again.xml --
<D:sync-collection xmlns:D="DAV:"><D:sync-token>$token</D:sync-token><D:sync-level>1</D:sync-level><D:prop><D:getetag/></D:prop></D:sync-collection>

-- nothing.xml --
<D:multistatus><D:sync-token>$token</D:sync-token></D:multistatus>

-- small.xml --
<D:sync-collection xmlns:D="DAV:"><D:sync-token/><D:sync-level>1</D:sync-level><D:limit><D:nresults>2</D:nresults></D:limit><D:prop><D:getetag/></D:prop></D:sync-collection>

-- part.xml --
<D:multistatus>
  <D:response><D:href>/dav/contacts/carol/house/alice.vcf</D:href>
    <D:propstat><D:prop><D:getetag>*</D:getetag></D:prop><D:status>HTTP/1.1 200 OK</D:status></D:propstat>
  </D:response>
  <D:response><D:href>/dav/contacts/carol/house/carol.vcf</D:href>
    <D:propstat><D:prop><D:getetag>*</D:getetag></D:prop><D:status>HTTP/1.1 200 OK</D:status></D:propstat>
  </D:response>
  <D:response><D:href>/dav/contacts/carol/house/</D:href><D:status>HTTP/1.1 507 Insufficient Storage</D:status>
    <D:error><D:number-of-matches-within-limits/></D:error>
  </D:response>
  <D:sync-token>$part</D:sync-token>
</D:multistatus>

-- more.xml --
<D:sync-collection xmlns:D="DAV:"><D:sync-token>$part</D:sync-token><D:sync-level>1</D:sync-level><D:prop><D:getetag/></D:prop></D:sync-collection>

-- rest.xml --
<D:multistatus>
  <D:response><D:href>/dav/contacts/carol/house/dave.vcf</D:href>
    <D:propstat><D:prop><D:getetag>*</D:getetag></D:prop><D:status>HTTP/1.1 200 OK</D:status></D:propstat>
  </D:response>
  <D:sync-token>*</D:sync-token>
</D:multistatus>

-- strange.xml --
<D:sync-collection xmlns:D="DAV:"><D:sync-token>$part.1</D:sync-token><D:sync-level>1</D:sync-level><D:prop><D:getetag/></D:prop></D:sync-collection>
