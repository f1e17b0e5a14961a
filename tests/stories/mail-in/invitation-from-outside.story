# Bob, who is among Alice's contacts, invites her by mail, which the company's mail server hands over: it is in her calendar; she accepts there, and Bob gets her answer by mail.
# RFC 6047 §2, RFC 5546 §3.2.2, §3.2.3, RFC 6638 §3.2.2
user alice  alice@example.org
alice PUT /dav/contacts/alice/guests/bob.vcf  bob.vcf
< 201

lmtp bob@else.example -> alice@example.org invitation.eml
< 250 *
notices alice
< invited: Invitation from bob@else.example: Dinner / Not verified: nothing proves who sent this.
alice GET /dav/calendars/alice/calendar/dinner@else.example.ics
< 200
< body copy.ics

time +1h
alice PUT /dav/calendars/alice/calendar/dinner@else.example.ics  accepted.ics
< 204
mail to bob@else.example
< Subject: Accepted: Dinner*
< From: Alice <alice@example.org>
< text/calendar; method=REPLY  reply.ics
no mail

-- bob.vcf --
BEGIN:VCARD
VERSION:3.0
UID:bob
FN:Bob
N:Bob;;;;
EMAIL:bob@else.example
END:VCARD

-- invitation.eml --
From: Bob <bob@else.example>
To: alice@example.org
Subject: Invitation: Dinner
Date: Mon, 2 Mar 2026 08:00:00 +0000
Message-ID: <dinner-1@else.example>
MIME-Version: 1.0
Content-Type: text/calendar; charset=utf-8; method=REQUEST

BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Else//Mail//EN
METHOD:REQUEST
BEGIN:VEVENT
UID:dinner@else.example
DTSTAMP:20260302T080000Z
DTSTART:20260311T190000Z
DTEND:20260311T210000Z
SUMMARY:Dinner
ORGANIZER;CN=Bob:mailto:bob@else.example
ATTENDEE;PARTSTAT=ACCEPTED:mailto:bob@else.example
ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:alice@example.org
END:VEVENT
END:VCALENDAR

-- copy.ics --
BEGIN:VCALENDAR
...
BEGIN:VEVENT
UID:dinner@else.example
SUMMARY:Dinner
ORGANIZER;CN=Bob:mailto:bob@else.example
ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:alice@example.org
...
END:VEVENT
END:VCALENDAR

-- accepted.ics --
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Else//Mail//EN
BEGIN:VEVENT
UID:dinner@else.example
DTSTAMP:20260302T080000Z
DTSTART:20260311T190000Z
DTEND:20260311T210000Z
SUMMARY:Dinner
ORGANIZER;CN=Bob:mailto:bob@else.example
ATTENDEE;PARTSTAT=ACCEPTED:mailto:bob@else.example
ATTENDEE;PARTSTAT=ACCEPTED:mailto:alice@example.org
END:VEVENT
END:VCALENDAR

-- reply.ics --
BEGIN:VCALENDAR
...
METHOD:REPLY
BEGIN:VEVENT
UID:dinner@else.example
SEQUENCE:0
DTSTART:20260311T190000Z
SUMMARY:Dinner
ORGANIZER;*:mailto:bob@else.example
ATTENDEE;PARTSTAT=ACCEPTED;*:mailto:alice@example.org
...
END:VEVENT
END:VCALENDAR
