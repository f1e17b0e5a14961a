# Sue, whom Alice knows and whose domain vouches for her, invites for her boss at another company (SENT-BY): it is in the calendar, and Alice reads who sent it. Eve, a stranger, says the same of Bob, whom Alice knows, and of herself nobody vouches: these wait or stay mail.
# RFC 5546 §2.1.3, RFC 6047 §2.2.1, §3, RFC 7489 §3.1
dns records.txt
user alice  alice@example.org
alice PUT /dav/contacts/alice/guests/sue.vcf  sue.vcf
< 201
alice PUT /dav/contacts/alice/guests/bob.vcf  bob.vcf
< 201
smtp sue@else.example -> alice@cal.example.org for-the-boss.eml
< 250 *
notices alice
< invited: Invitation from boss@corp.example: Dinner / Sent by sue@else.example on behalf of boss@corp.example.
alice GET /dav/calendars/alice/calendar/dinner@corp.example.ics
< 200
< contains SENT-BY
no mail

smtp eve@evil.example -> alice@cal.example.org for-bob.eml
< 250 *
pending alice
< invitation of bob@else.example from eve@evil.example: supper@evil.example
alice GET /dav/calendars/alice/calendar/supper@evil.example.ics
< 404
mail to alice@example.org
# Her own domain does not vouch for it: whoever it is says to be Sue.
smtp eve@nowhere.example -> alice@cal.example.org as-sue.eml
< *
alice GET /dav/calendars/alice/calendar/forged@corp.example.ics
< 404
ignore mail
pending alice
< invitation of bob@else.example from eve@evil.example: supper@evil.example

-- records.txt --
else.example TXT v=spf1 ip4:127.0.0.1 -all
_dmarc.else.example TXT v=DMARC1; p=reject
corp.example TXT v=spf1 ip4:127.0.0.1 -all
_dmarc.corp.example TXT v=DMARC1; p=reject
evil.example TXT v=spf1 ip4:127.0.0.1 -all
_dmarc.evil.example TXT v=DMARC1; p=reject

-- sue.vcf --
BEGIN:VCARD
VERSION:3.0
UID:sue
FN:Sue
N:Sue;;;;
EMAIL:sue@else.example
END:VCARD

-- bob.vcf --
BEGIN:VCARD
VERSION:3.0
UID:bob
FN:Bob
N:Bob;;;;
EMAIL:bob@else.example
END:VCARD

-- for-the-boss.eml --
From: sue@else.example
To: alice@example.org
Subject: REQUEST
Date: Mon, 2 Mar 2026 07:00:00 +0000
Message-ID: <d-0@else.example>
MIME-Version: 1.0
Content-Type: text/calendar; charset=utf-8; method=REQUEST

BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Else//Mail//EN
METHOD:REQUEST
BEGIN:VEVENT
UID:dinner@corp.example
DTSTAMP:20260302T070000Z
SEQUENCE:0
DTSTART:20260311T190000Z
DTEND:20260311T220000Z
SUMMARY:Dinner
ORGANIZER;SENT-BY="mailto:sue@else.example":mailto:boss@corp.example
ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:alice@example.org
END:VEVENT
END:VCALENDAR

-- for-bob.eml --
From: eve@evil.example
To: alice@example.org
Subject: REQUEST
Date: Mon, 2 Mar 2026 07:00:00 +0000
Message-ID: <d-1@evil.example>
MIME-Version: 1.0
Content-Type: text/calendar; charset=utf-8; method=REQUEST

BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Else//Mail//EN
METHOD:REQUEST
BEGIN:VEVENT
UID:supper@evil.example
DTSTAMP:20260302T070000Z
SEQUENCE:0
DTSTART:20260311T190000Z
DTEND:20260311T220000Z
SUMMARY:Dinner
ORGANIZER;SENT-BY="mailto:eve@evil.example":mailto:bob@else.example
ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:alice@example.org
END:VEVENT
END:VCALENDAR

-- as-sue.eml --
From: sue@nowhere.example
To: alice@example.org
Subject: REQUEST
Date: Mon, 2 Mar 2026 07:00:00 +0000
Message-ID: <d-2@else.example>
MIME-Version: 1.0
Content-Type: text/calendar; charset=utf-8; method=REQUEST

BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Else//Mail//EN
METHOD:REQUEST
BEGIN:VEVENT
UID:forged@corp.example
DTSTAMP:20260302T070000Z
SEQUENCE:0
DTSTART:20260311T190000Z
DTEND:20260311T220000Z
SUMMARY:Dinner
ORGANIZER;SENT-BY="mailto:sue@else.example":mailto:boss@corp.example
ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:alice@example.org
END:VEVENT
END:VCALENDAR
