# Erin elsewhere invites Alice, and Bob accepts for her: the answer comes from the address that was invited, and says that it was Bob.
# RFC 5545 §3.2.18, RFC 5546 §2.1.3, §3.2.3
user alice  alice@example.org
user bob    bob@example.org
alice PROPPATCH /dav/principals/alice/calendar-proxy-write/  bob.xml
< 207
alice PUT /dav/contacts/alice/guests/erin.vcf  erin.vcf
< 201
lmtp erin@else.example -> alice@example.org invitation.eml
< 250 *
bob PUT /dav/calendars/alice/calendar/dinner@else.example.ics  accepted.ics
< 204
mail to erin@else.example
< From: Alice <alice@example.org>
< text contains Bob <bob@example.org> on behalf of Alice <alice@example.org>
< text/calendar; method=REPLY  reply.ics

-- bob.xml --
<D:propertyupdate xmlns:D="DAV:"><D:set><D:prop><D:group-member-set>
  <D:href>/dav/principals/bob/</D:href>
</D:group-member-set></D:prop></D:set></D:propertyupdate>

-- invitation.eml --
From: Erin <erin@else.example>
To: alice@example.org
Subject: Dinner
Date: Mon, 2 Mar 2026 09:30:00 +0000
Message-ID: <dinner-1@else.example>
MIME-Version: 1.0
Content-Type: text/calendar; charset=utf-8; method=REQUEST

BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//Stories//EN
METHOD:REQUEST
BEGIN:VEVENT
UID:dinner@else.example
DTSTAMP:20260302T090000Z
SEQUENCE:0
DTSTART:20260310T120000Z
DTEND:20260310T130000Z
SUMMARY:Dinner
ORGANIZER;CN=Erin:mailto:erin@else.example
ATTENDEE;PARTSTAT=ACCEPTED:mailto:erin@else.example
ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:alice@example.org
END:VEVENT
END:VCALENDAR

-- accepted.ics --
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//Stories//EN
BEGIN:VEVENT
UID:dinner@else.example
DTSTAMP:20260302T090000Z
DTSTART:20260310T120000Z
DTEND:20260310T130000Z
SUMMARY:Dinner
ORGANIZER;CN=Erin:mailto:erin@else.example
ATTENDEE;PARTSTAT=ACCEPTED:mailto:erin@else.example
ATTENDEE;PARTSTAT=ACCEPTED:mailto:alice@example.org
END:VEVENT
END:VCALENDAR

-- reply.ics --
BEGIN:VCALENDAR
...
BEGIN:VEVENT
ORGANIZER;CN=Erin:mailto:erin@else.example
ATTENDEE;PARTSTAT=ACCEPTED;SENT-BY="mailto:bob@example.org":mailto:alice@example.org
...
END:VEVENT
END:VCALENDAR

-- erin.vcf --
BEGIN:VCARD
VERSION:3.0
UID:erin-1
FN:Erin
N:;Erin;;;
EMAIL:erin@else.example
END:VCARD
