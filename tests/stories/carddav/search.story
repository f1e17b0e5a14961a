# Alice types the beginning of a name, and her program finds whom she means, in every book, with what it needs to know.
# RFC 6352 §8.3, §8.4, §8.6, §8.6.2, §10.5
user alice  alice@example.org
alice PUT /dav/contacts/alice/guests/zoe.vcf  zoe.vcf
< 201
alice PUT /dav/contacts/alice/guests/max.vcf  max.vcf
< 201

alice REPORT /dav/contacts/alice/guests/  by-name.xml
> Depth: 1
< 207
< body zoe.xml
alice REPORT /dav/contacts/alice/guests/  without-phone.xml
> Depth: 1
< 207
< body max.xml
alice REPORT /dav/contacts/alice/guests/  only-one.xml
> Depth: 1
< 207
< body truncated.xml
alice REPORT /dav/contacts/alice/  by-address.xml             # in all books: she is of the house herself
> Depth: infinity
< 207
< body all-books.xml
# The book itself is no card; who does not say how far, as the RFC demands, means the cards in it.
alice REPORT /dav/contacts/alice/guests/  by-name.xml
> Depth: 0
< 207
< body nothing.xml
alice REPORT /dav/contacts/alice/  by-address.xml
> Depth: 0
< 207
< body nothing.xml
alice REPORT /dav/contacts/alice/guests/zoe.vcf  by-name.xml
> Depth: 0
< 207
< body zoe.xml
alice REPORT /dav/contacts/alice/guests/  by-name.xml
< 207
< body zoe.xml
alice REPORT /dav/contacts/alice/guests/  strange-collation.xml
> Depth: 1
< 403
< contains supported-collation
alice REPORT /dav/contacts/alice/guests/  strange-type.xml
> Depth: 1
< 403
< contains supported-address-data
alice REPORT /dav/calendars/alice/calendar/  by-name.xml
< 403
< contains supported-report

-- nothing.xml --
<D:multistatus/>

-- zoe.vcf --
BEGIN:VCARD
VERSION:3.0
UID:zoe
FN:Zoë Müller
N:Müller;Zoë;;;
EMAIL;TYPE=work:zoe@else.example
TEL;TYPE=cell:+1 555 1
NOTE:a long text
END:VCARD

-- max.vcf --
BEGIN:VCARD
VERSION:4.0
UID:urn:uuid:4fbe8971-0bc3-424c-9c26-36c3e1eff6b1
FN:Max Mustermann
EMAIL;PREF=1:max@else.example
END:VCARD

-- by-name.xml --
<CR:addressbook-query xmlns:D="DAV:" xmlns:CR="urn:ietf:params:xml:ns:carddav">
  <D:prop><CR:address-data><CR:prop name="FN"/><CR:prop name="EMAIL"/><CR:prop name="NOTE" novalue="yes"/></CR:address-data></D:prop>
  <CR:filter test="allof">
    <CR:prop-filter name="N"><CR:text-match match-type="starts-with">MÜL</CR:text-match></CR:prop-filter>
    <CR:prop-filter name="EMAIL"><CR:param-filter name="TYPE"><CR:text-match match-type="equals" collation="i;ascii-casemap">WORK</CR:text-match></CR:param-filter></CR:prop-filter>
  </CR:filter>
</CR:addressbook-query>

-- zoe.xml --
<D:multistatus><D:response><D:href>/dav/contacts/alice/guests/zoe.vcf</D:href><D:propstat><D:prop>
<CR:address-data>BEGIN:VCARD
VERSION:3.0
FN:Zoë Müller
EMAIL;TYPE=work:zoe@else.example
NOTE:
END:VCARD</CR:address-data>
</D:prop><D:status>HTTP/1.1 200 OK</D:status></D:propstat></D:response></D:multistatus>

-- without-phone.xml --
<CR:addressbook-query xmlns:D="DAV:" xmlns:CR="urn:ietf:params:xml:ns:carddav">
  <D:prop><D:getetag/></D:prop>
  <CR:filter><CR:prop-filter name="TEL"><CR:is-not-defined/></CR:prop-filter></CR:filter>
</CR:addressbook-query>

-- max.xml --
<D:multistatus><D:response><D:href>/dav/contacts/alice/guests/max.vcf</D:href><D:propstat><D:prop>
<D:getetag>*</D:getetag>
</D:prop><D:status>HTTP/1.1 200 OK</D:status></D:propstat></D:response></D:multistatus>

-- only-one.xml --
<CR:addressbook-query xmlns:D="DAV:" xmlns:CR="urn:ietf:params:xml:ns:carddav">
  <D:prop><D:getetag/></D:prop>
  <CR:filter/>
  <CR:limit><CR:nresults>1</CR:nresults></CR:limit>
</CR:addressbook-query>

-- truncated.xml --
<D:multistatus>
  <D:response><D:href>/dav/contacts/alice/guests/zoe.vcf</D:href><D:propstat><D:prop><D:getetag>*</D:getetag></D:prop><D:status>HTTP/1.1 200 OK</D:status></D:propstat></D:response>
  <D:response><D:href>/dav/contacts/alice/guests/</D:href><D:status>HTTP/1.1 507 Insufficient Storage</D:status><D:error><D:number-of-matches-within-limits/></D:error></D:response>
</D:multistatus>

-- by-address.xml --
<CR:addressbook-query xmlns:D="DAV:" xmlns:CR="urn:ietf:params:xml:ns:carddav">
  <D:prop><CR:address-data><CR:prop name="FN"/></CR:address-data></D:prop>
  <CR:filter test="anyof">
    <CR:prop-filter name="EMAIL"><CR:text-match>@example.org</CR:text-match></CR:prop-filter>
    <CR:prop-filter name="EMAIL"><CR:text-match match-type="starts-with">max@</CR:text-match></CR:prop-filter>
  </CR:filter>
</CR:addressbook-query>

-- all-books.xml --
<D:multistatus>
  <D:response><D:href>/dav/contacts/alice/guests/max.vcf</D:href><D:propstat><D:prop><CR:address-data>BEGIN:VCARD
VERSION:4.0
FN:Max Mustermann
END:VCARD</CR:address-data></D:prop><D:status>HTTP/1.1 200 OK</D:status></D:propstat></D:response>
  <D:response><D:href>/dav/contacts/alice/house/alice.vcf</D:href><D:propstat><D:prop><CR:address-data>BEGIN:VCARD
VERSION:3.0
FN:*
END:VCARD</CR:address-data></D:prop><D:status>HTTP/1.1 200 OK</D:status></D:propstat></D:response>
</D:multistatus>

-- strange-collation.xml --
<CR:addressbook-query xmlns:D="DAV:" xmlns:CR="urn:ietf:params:xml:ns:carddav">
  <D:prop><D:getetag/></D:prop>
  <CR:filter><CR:prop-filter name="FN"><CR:text-match collation="i;klingon">a</CR:text-match></CR:prop-filter></CR:filter>
</CR:addressbook-query>

-- strange-type.xml --
<CR:addressbook-query xmlns:D="DAV:" xmlns:CR="urn:ietf:params:xml:ns:carddav">
  <D:prop><CR:address-data content-type="application/vcard+json"/></D:prop>
  <CR:filter/>
</CR:addressbook-query>
