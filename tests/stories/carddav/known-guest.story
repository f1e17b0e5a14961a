# Bob is in Alice's own address book already: the invitation adds no second card and changes nothing of hers.
# RFC 6352 §6.3.2
user alice  alice@example.org
alice MKCOL /dav/contacts/alice/friends/  friends.xml
< 201
alice PUT /dav/contacts/alice/friends/bob.vcf  bob.vcf
< 201
< ETag: $etag

alice PUT /dav/calendars/alice/calendar/lunch.ics  lunch.ics
< 201
ignore mail
alice PROPFIND /dav/contacts/alice/guests/  etags.xml
> Depth: 1
< 207
< lacks vcf
alice GET /dav/contacts/alice/friends/bob.vcf
< 200
< ETag: $etag

-- friends.xml --
<D:mkcol xmlns:D="DAV:" xmlns:CR="urn:ietf:params:xml:ns:carddav"><D:set><D:prop>
  <D:resourcetype><D:collection/><CR:addressbook/></D:resourcetype>
</D:prop></D:set></D:mkcol>

-- bob.vcf --
BEGIN:VCARD
VERSION:3.0
UID:bob-1
FN:Bobby
N:;Bobby;;;
EMAIL:BOB@else.example
END:VCARD

-- lunch.ics --
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//Stories//EN
BEGIN:VEVENT
UID:lunch@example.org
DTSTAMP:20260302T090000Z
DTSTART:20260310T120000Z
DTEND:20260310T130000Z
SUMMARY:Lunch
ORGANIZER:mailto:alice@example.org
ATTENDEE;CN=Robert:mailto:bob@else.example
END:VEVENT
END:VCALENDAR

-- etags.xml --
<D:propfind xmlns:D="DAV:"><D:prop><D:getetag/></D:prop></D:propfind>
