# An address book program that knows only the host finds Alice's address books.
# RFC 6764 §5, RFC 6352 §6.1, §6.2, §7.1
user alice  alice@example.org

guest GET /.well-known/carddav
< 301
< Location: /dav/

alice OPTIONS /dav/contacts/alice/
< 200
< DAV: *addressbook*

alice PROPFIND /dav/principals/alice/  ask-principal.xml
> Depth: 0
< 207
< body principal.xml

alice PROPFIND /dav/contacts/alice/  ask-home.xml
> Depth: 1
< 207
< body home.xml

alice PROPFIND /dav/calendars/alice/  ask-home.xml        # no address book is among the calendars
> Depth: 1
< 207
< lacks guests

-- ask-principal.xml --
<D:propfind xmlns:D="DAV:" xmlns:CR="urn:ietf:params:xml:ns:carddav">
  <D:prop><CR:addressbook-home-set/><CR:principal-address/></D:prop>
</D:propfind>

-- principal.xml --
<D:multistatus>
  <D:response>
    <D:href>/dav/principals/alice/</D:href>
    <D:propstat>
      <D:prop>
        <CR:addressbook-home-set><D:href>/dav/contacts/alice/</D:href></CR:addressbook-home-set>
        <CR:principal-address><D:href>/dav/contacts/alice/house/alice.vcf</D:href></CR:principal-address>
      </D:prop>
      <D:status>HTTP/1.1 200 OK</D:status>
    </D:propstat>
  </D:response>
</D:multistatus>

-- ask-home.xml --
<D:propfind xmlns:D="DAV:" xmlns:CR="urn:ietf:params:xml:ns:carddav">
  <D:prop><D:resourcetype/><D:displayname/><CR:supported-address-data/><CR:max-resource-size/></D:prop>
</D:propfind>

-- home.xml --
<D:multistatus>
  <D:response>
    <D:href>/dav/contacts/alice/</D:href>
    <D:propstat>
      <D:prop><D:resourcetype><D:collection/></D:resourcetype></D:prop>
      <D:status>HTTP/1.1 200 OK</D:status>
    </D:propstat>
    <D:propstat>
      <D:prop><D:displayname/><CR:supported-address-data/><CR:max-resource-size/></D:prop>
      <D:status>HTTP/1.1 404 Not Found</D:status>
    </D:propstat>
  </D:response>
  <D:response>
    <D:href>/dav/contacts/alice/guests/</D:href>
    <D:propstat>
      <D:prop>
        <D:resourcetype><D:collection/><CR:addressbook/></D:resourcetype>
        <D:displayname>Guests</D:displayname>
        <CR:supported-address-data>
          <CR:address-data-type content-type="text/vcard" version="3.0"/>
          <CR:address-data-type content-type="text/vcard" version="4.0"/>
        </CR:supported-address-data>
        <CR:max-resource-size>1048576</CR:max-resource-size>
      </D:prop>
      <D:status>HTTP/1.1 200 OK</D:status>
    </D:propstat>
  </D:response>
  <D:response>
    <D:href>/dav/contacts/alice/house/</D:href>
    <D:propstat>
      <D:prop>
        <D:resourcetype><D:collection/><CR:addressbook/></D:resourcetype>
        <D:displayname>House</D:displayname>
        <CR:supported-address-data>...</CR:supported-address-data>
        <CR:max-resource-size>1048576</CR:max-resource-size>
      </D:prop>
      <D:status>HTTP/1.1 200 OK</D:status>
    </D:propstat>
  </D:response>
</D:multistatus>
