# Bob's mail server delivers his invitation itself; his domain vouches for it, and Alice has him in an address book: so it is in her calendar without any doubt.
# RFC 6047 §2.2.1, RFC 7489 §3.1, RFC 7208 §2.6
dns records.txt
user alice  alice@example.org
alice PUT /dav/contacts/alice/guests/bob.vcf  bob.vcf
< 201
smtp bob@else.example -> alice@example.org invitation.eml
< 250 *
alice GET /dav/calendars/alice/calendar/dinner@else.example.ics
< 200
notices alice
< invited: Invitation from bob@else.example: Dinner
no mail

-- bob.vcf --
BEGIN:VCARD
VERSION:3.0
UID:bob
FN:Bob
N:Bob;;;;
EMAIL:bob@else.example
END:VCARD

-- records.txt --
else.example TXT v=spf1 ip4:127.0.0.1 -all
_dmarc.else.example TXT v=DMARC1; p=reject
evil.example TXT v=spf1 ip4:127.0.0.1 -all
_dmarc.evil.example TXT v=DMARC1; p=reject

-- invitation.eml --
From: Bob <bob@else.example>
To: alice@example.org
Subject: REQUEST: Dinner
Date: Mon, 2 Mar 2026 07:00:00 +0000
Message-ID: <dinner-0@else.example>
MIME-Version: 1.0
Content-Type: text/calendar; charset=utf-8; method=REQUEST

BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Else//Mail//EN
METHOD:REQUEST
BEGIN:VEVENT
UID:dinner@else.example
DTSTAMP:20260302T070000Z
SEQUENCE:0
DTSTART:20260311T190000Z
DTEND:20260311T220000Z
SUMMARY:Dinner
ORGANIZER;CN=Bob:mailto:bob@else.example
ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:alice@example.org
END:VEVENT
END:VCALENDAR
