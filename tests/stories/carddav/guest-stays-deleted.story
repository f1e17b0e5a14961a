# Alice throws Bob's card away: a new time of the old meeting does not bring it back, a new invitation does.
# RFC 6352 §6.3.2, RFC 5546 §3.2.2
user alice  alice@example.org

alice PUT /dav/calendars/alice/calendar/lunch.ics  lunch.ics
< 201
ignore mail
alice REPORT /dav/contacts/alice/guests/  everybody.xml
< 207
< body bob.xml
alice DELETE $card
< 204

alice PUT /dav/calendars/alice/calendar/lunch.ics  later.ics
< 204
ignore mail
alice REPORT /dav/contacts/alice/guests/  everybody.xml
< 207
< lacks Bob

alice PUT /dav/calendars/alice/calendar/dinner.ics  dinner.ics
< 201
ignore mail
alice REPORT /dav/contacts/alice/guests/  everybody.xml
< 207
< contains FN:Bob

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
ATTENDEE;CN=Bob:mailto:bob@else.example
END:VEVENT
END:VCALENDAR

-- later.ics --
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//Stories//EN
BEGIN:VEVENT
UID:lunch@example.org
DTSTAMP:20260302T090000Z
DTSTART:20260311T120000Z
DTEND:20260311T130000Z
SEQUENCE:1
SUMMARY:Lunch
ORGANIZER:mailto:alice@example.org
ATTENDEE;CN=Bob:mailto:bob@else.example
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
ATTENDEE;CN=Bob:mailto:bob@else.example
END:VEVENT
END:VCALENDAR

-- everybody.xml --
<D:sync-collection xmlns:D="DAV:" xmlns:CR="urn:ietf:params:xml:ns:carddav">
  <D:sync-token/><D:sync-level>1</D:sync-level><D:prop><CR:address-data/></D:prop>
</D:sync-collection>

-- bob.xml --
<D:multistatus>
  <D:response><D:href>$card</D:href><D:propstat><D:prop><CR:address-data>BEGIN:VCARD
FN:Bob
...
END:VCARD</CR:address-data></D:prop><D:status>HTTP/1.1 200 OK</D:status></D:propstat></D:response>
  <D:sync-token>*</D:sync-token>
</D:multistatus>
