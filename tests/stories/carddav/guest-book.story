# Alice invites Bob and Carol by mail, and finds them in her guest book; what she writes there stays hers.
# RFC 6352 §6.3.2, RFC 6578 §3.2
user alice  alice@example.org
user dave   dave@example.org

alice PUT /dav/calendars/alice/calendar/lunch.ics  lunch.ics
< 201
ignore mail

alice REPORT /dav/contacts/alice/guests/  everybody.xml
< 207
< body both.xml

alice PUT /dav/calendars/alice/calendar/dinner.ics  dinner.ics    # they are known by now
< 201
ignore mail
alice REPORT /dav/contacts/alice/guests/  changed.xml
< 207
< body nothing.xml

dave REPORT /dav/contacts/dave/guests/  everybody.xml             # who is of the house is no guest
< 207
< lacks alice

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
ATTENDEE;PARTSTAT=ACCEPTED:mailto:alice@example.org
ATTENDEE;CN="Bob Stone":mailto:Bob@else.example
ATTENDEE:mailto:carol@other.example
ATTENDEE;CN=Dave:mailto:dave@example.org
END:VEVENT
END:VCALENDAR

-- dinner.ics --
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//Stories//EN
BEGIN:VEVENT
UID:dinner@example.org
DTSTAMP:20260302T090000Z
DTSTART:20260310T190000Z
DTEND:20260310T200000Z
SUMMARY:Dinner
ORGANIZER:mailto:alice@example.org
ATTENDEE;PARTSTAT=ACCEPTED:mailto:alice@example.org
ATTENDEE;CN=Robert:mailto:bob@else.example
END:VEVENT
END:VCALENDAR

-- everybody.xml --
<D:sync-collection xmlns:D="DAV:" xmlns:CR="urn:ietf:params:xml:ns:carddav">
  <D:sync-token/><D:sync-level>1</D:sync-level><D:prop><CR:address-data/></D:prop>
</D:sync-collection>

-- both.xml --
<D:multistatus>
  <D:response>
    <D:href>/dav/contacts/alice/guests/*.vcf</D:href>
    <D:propstat>
      <D:prop><CR:address-data>BEGIN:VCARD
VERSION:3.0
PRODID:*
UID:*
FN:Bob Stone
N:Stone;Bob;;;
EMAIL;TYPE=INTERNET:bob@else.example
REV:2026-03-02T09:00:00Z
END:VCARD</CR:address-data></D:prop>
      <D:status>HTTP/1.1 200 OK</D:status>
    </D:propstat>
  </D:response>
  <D:response>
    <D:href>/dav/contacts/alice/guests/*.vcf</D:href>
    <D:propstat>
      <D:prop><CR:address-data>BEGIN:VCARD
VERSION:3.0
PRODID:*
UID:*
FN:carol@other.example
N:;;;;
EMAIL;TYPE=INTERNET:carol@other.example
REV:2026-03-02T09:00:00Z
END:VCARD</CR:address-data></D:prop>
      <D:status>HTTP/1.1 200 OK</D:status>
    </D:propstat>
  </D:response>
  <D:sync-token>$token</D:sync-token>
</D:multistatus>

-- changed.xml --
<D:sync-collection xmlns:D="DAV:">
  <D:sync-token>$token</D:sync-token><D:sync-level>1</D:sync-level><D:prop><D:getetag/></D:prop>
</D:sync-collection>

-- nothing.xml --
<D:multistatus><D:sync-token>$token</D:sync-token></D:multistatus>
