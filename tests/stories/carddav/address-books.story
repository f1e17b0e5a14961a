# Alice makes an address book of her own, names it, gives it a colour, renames it and throws it away.
# RFC 6352 §6.3.1, §6.2.1, RFC 5689 §3, RFC 4918 §9.2, §9.6, §9.9
user alice  alice@example.org

alice MKCOL /dav/contacts/alice/club/  club.xml
< 201
alice MKCOL /dav/contacts/alice/club/  club.xml             # it is there already
< 405
alice MKCOL /dav/contacts/alice/house/  club.xml
< 405
alice MKCOL /dav/contacts/alice/cal/  calendar.xml          # a calendar has its own home
< 403
< contains valid-resourcetype
alice MKCOL /dav/calendars/alice/club/  club.xml            # and so has an address book
< 403
< contains valid-resourcetype
alice MKCOL /dav/contacts/alice/both/  both.xml
< 403
alice MKCOL /dav/contacts/alice/club/within/  club.xml      # nothing but cards is in a book
< 403

alice PROPPATCH /dav/contacts/alice/club/  change.xml
< 207
alice PROPFIND /dav/contacts/alice/club/  ask.xml
> Depth: 0
< 207
< body changed.xml

alice PUT /dav/contacts/alice/club/bob.vcf  bob.vcf
< 201
alice MOVE /dav/contacts/alice/club/
> Destination: /dav/contacts/alice/guests/
< 403
< contains addressbook-collection-location-ok
alice MOVE /dav/contacts/alice/club/
> Destination: /dav/calendars/alice/club/
< 403
< contains addressbook-collection-location-ok
alice MOVE /dav/contacts/alice/club/
> Destination: /dav/contacts/alice/friends/
< 201
alice GET /dav/contacts/alice/friends/bob.vcf
< 200
alice GET /dav/contacts/alice/friends/                      # for programs that read files
< 200
< Content-Type: text/vcard; charset=utf-8
< body bob.vcf

alice DELETE /dav/contacts/alice/friends/
< 204
alice GET /dav/contacts/alice/friends/bob.vcf
< 404
alice DELETE /dav/contacts/alice/guests/                    # the next guest would bring it back
< 403
alice MOVE /dav/contacts/alice/guests/
> Destination: /dav/contacts/alice/people/
< 403

-- club.xml --
<D:mkcol xmlns:D="DAV:" xmlns:CR="urn:ietf:params:xml:ns:carddav"><D:set><D:prop>
  <D:resourcetype><D:collection/><CR:addressbook/></D:resourcetype>
  <D:displayname>Rowing Club</D:displayname>
</D:prop></D:set></D:mkcol>

-- calendar.xml --
<D:mkcol xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav"><D:set><D:prop>
  <D:resourcetype><D:collection/><C:calendar/></D:resourcetype>
</D:prop></D:set></D:mkcol>

-- both.xml --
<D:mkcol xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav" xmlns:CR="urn:ietf:params:xml:ns:carddav"><D:set><D:prop>
  <D:resourcetype><D:collection/><C:calendar/><CR:addressbook/></D:resourcetype>
</D:prop></D:set></D:mkcol>

-- change.xml --
<D:propertyupdate xmlns:D="DAV:" xmlns:CR="urn:ietf:params:xml:ns:carddav" xmlns:A="http://apple.com/ns/ical/"><D:set><D:prop>
  <CR:addressbook-description>Who rows with us</CR:addressbook-description>
  <A:calendar-color>#ff0000ff</A:calendar-color>
  <I:addressbook-color xmlns:I="http://inf-it.com/ns/ab/">#ff0000ff</I:addressbook-color>
</D:prop></D:set></D:propertyupdate>

-- ask.xml --
<D:propfind xmlns:D="DAV:" xmlns:CR="urn:ietf:params:xml:ns:carddav" xmlns:A="http://apple.com/ns/ical/" xmlns:CS="http://calendarserver.org/ns/"><D:prop>
  <D:displayname/><CR:addressbook-description/><A:calendar-color/>
  <I:addressbook-color xmlns:I="http://inf-it.com/ns/ab/"/>
  <CS:getctag/><D:sync-token/><CR:supported-collation-set/><D:supported-report-set/>
</D:prop></D:propfind>

-- changed.xml --
<D:multistatus><D:response><D:href>/dav/contacts/alice/club/</D:href><D:propstat><D:prop>
  <D:displayname>Rowing Club</D:displayname>
  <CR:addressbook-description>Who rows with us</CR:addressbook-description>
  <A:calendar-color>#ff0000ff</A:calendar-color>
  <I:addressbook-color xmlns:I="http://inf-it.com/ns/ab/">#ff0000ff</I:addressbook-color>
  <CS:getctag>*</CS:getctag><D:sync-token>*</D:sync-token>
  <CR:supported-collation-set>
    <CR:supported-collation>i;ascii-casemap</CR:supported-collation>
    <CR:supported-collation>i;unicode-casemap</CR:supported-collation>
    <CR:supported-collation>i;octet</CR:supported-collation>
  </CR:supported-collation-set>
  <D:supported-report-set>
    <D:supported-report><D:report><CR:addressbook-query/></D:report></D:supported-report>
    <D:supported-report><D:report><CR:addressbook-multiget/></D:report></D:supported-report>
    <D:supported-report><D:report><D:sync-collection/></D:report></D:supported-report>
    ...
  </D:supported-report-set>
</D:prop><D:status>HTTP/1.1 200 OK</D:status></D:propstat></D:response></D:multistatus>

-- bob.vcf --
BEGIN:VCARD
VERSION:3.0
UID:bob-1
FN:Bob Stone
N:Stone;Bob;;;
END:VCARD
