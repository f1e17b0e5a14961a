# Bob answers by mail a meeting that nobody organizes here, and one to which Alice is only invited: his answers are mail for her, not lost and nothing to decide.
# RFC 6638 §4.2, RFC 6047 §2.2.1; a meeting that is organized elsewhere may be in Alice's mailbox for a reason
dns records.txt
user alice  alice@example.org
alice PUT /dav/contacts/alice/guests/carl.vcf  carl.vcf
< 201
smtp carl@else.example -> alice@cal.example.org invitation.eml
< 250 *
notices alice
< invited: *
smtp bob@else.example -> alice@cal.example.org unknown.eml
< 250 *
mail to alice@example.org
< Message-ID: b-1@else.example
smtp bob@else.example -> alice@cal.example.org attended.eml
< 250 *
mail to alice@example.org
< Message-ID: b-2@else.example
notices alice
< invited: *
no mail

-- carl.vcf --
BEGIN:VCARD
VERSION:3.0
UID:carl
FN:Carl
N:Carl;;;;
EMAIL:carl@else.example
END:VCARD

-- records.txt --
else.example TXT v=spf1 ip4:127.0.0.1 -all
_dmarc.else.example TXT v=DMARC1; p=reject

-- invitation.eml --
From: carl@else.example
To: alice@example.org
Subject: REQUEST: Dinner
Date: Mon, 2 Mar 2026 07:00:00 +0000
Message-ID: <c-0@else.example>
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
ORGANIZER:mailto:carl@else.example
ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:alice@example.org
ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:bob@else.example
END:VEVENT
END:VCALENDAR

-- unknown.eml --
From: bob@else.example
To: alice@example.org
Subject: REPLY: Dinner
Date: Mon, 2 Mar 2026 08:00:00 +0000
Message-ID: <b-1@else.example>
MIME-Version: 1.0
Content-Type: text/calendar; charset=utf-8; method=REPLY

BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Else//Mail//EN
METHOD:REPLY
BEGIN:VEVENT
UID:unheard-of@else.example
DTSTAMP:20260302T080000Z
SEQUENCE:0
DTSTART:20260311T190000Z
DTEND:20260311T220000Z
SUMMARY:Dinner
ORGANIZER:mailto:alice@example.org
ATTENDEE;PARTSTAT=ACCEPTED:mailto:bob@else.example
END:VEVENT
END:VCALENDAR

-- attended.eml --
From: bob@else.example
To: alice@example.org
Subject: REPLY: Dinner
Date: Mon, 2 Mar 2026 08:00:00 +0000
Message-ID: <b-2@else.example>
MIME-Version: 1.0
Content-Type: text/calendar; charset=utf-8; method=REPLY

BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Else//Mail//EN
METHOD:REPLY
BEGIN:VEVENT
UID:dinner@else.example
DTSTAMP:20260302T080000Z
SEQUENCE:0
DTSTART:20260311T190000Z
DTEND:20260311T220000Z
SUMMARY:Dinner
ORGANIZER:mailto:carl@else.example
ATTENDEE;PARTSTAT=ACCEPTED:mailto:bob@else.example
END:VEVENT
END:VCALENDAR
