# Eve's domain vouches for her mails, and she sends one that cancels Bob's dinner and one that invites in his name: a good name of her own does not make her Bob.
# RFC 6047 §2.2.1, RFC 5546 §6.1.1
dns records.txt
user alice  alice@example.org
alice PUT /dav/contacts/alice/guests/bob.vcf  bob.vcf
< 201
smtp bob@else.example -> alice@example.org invitation.eml
< 250 *
smtp eve@evil.example -> alice@example.org cancel.eml
< 250 *
smtp eve@evil.example -> alice@example.org move.eml
< 250 *
alice GET /dav/calendars/alice/calendar/dinner@else.example.ics
< 200
< lacks CANCELLED
< lacks evil.example
< body stored.ics
ignore mail to alice@example.org

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

-- cancel.eml --
From: Eve <eve@evil.example>
To: alice@example.org
Subject: CANCEL: Dinner
Date: Mon, 2 Mar 2026 08:00:00 +0000
Message-ID: <dinner-1@else.example>
MIME-Version: 1.0
Content-Type: text/calendar; charset=utf-8; method=CANCEL

BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Else//Mail//EN
METHOD:CANCEL
BEGIN:VEVENT
UID:dinner@else.example
DTSTAMP:20260302T080000Z
SEQUENCE:1
DTSTART:20260311T190000Z
DTEND:20260311T220000Z
SUMMARY:Dinner
STATUS:CANCELLED
ORGANIZER;CN=Bob:mailto:bob@else.example
ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:alice@example.org
END:VEVENT
END:VCALENDAR

-- move.eml --
From: Eve <eve@evil.example>
To: alice@example.org
Subject: REQUEST: Dinner
Date: Mon, 2 Mar 2026 09:00:00 +0000
Message-ID: <dinner-2@else.example>
MIME-Version: 1.0
Content-Type: text/calendar; charset=utf-8; method=REQUEST

BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Else//Mail//EN
METHOD:REQUEST
BEGIN:VEVENT
UID:dinner@else.example
DTSTAMP:20260302T090000Z
SEQUENCE:2
DTSTART:20260311T190000Z
DTEND:20260311T220000Z
SUMMARY:Dinner
LOCATION:Evil Street
ORGANIZER;CN=Bob:mailto:bob@else.example
ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:alice@example.org
END:VEVENT
END:VCALENDAR

-- stored.ics --
BEGIN:VCALENDAR
...
BEGIN:VEVENT
UID:dinner@else.example
SUMMARY:Dinner
ORGANIZER;CN=Bob:mailto:bob@else.example
...
END:VEVENT
END:VCALENDAR
