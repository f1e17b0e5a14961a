# Answers that count for their token alone say so to Alice: one that Eve has mailed, and one from a domain that vouches for nothing. A good one says nothing of the kind.
# RFC 6047 §2.2.1, RFC 5546 §6.1.2
dns records.txt
user alice  alice@example.org
alice PUT /dav/calendars/alice/calendar/dinner.ics  dinner.ics
< 201
mail to gina@open.example
set ginas from calendar ORGANIZER
mail to bob@else.example
set organizer from calendar ORGANIZER
time +1h

smtp bob@else.example -> $organizer good.eml
< 250 *
mail to alice@example.org
< text lacks another address
< text lacks vouch
smtp eve@evil.example -> $organizer eves.eml
< 250 *
mail to alice@example.org
< text contains It was sent from eve@evil.example, another address than the one you invited.
smtp gina@open.example -> $ginas ginas.eml
< 250 *
mail to alice@example.org
< text contains the sender's domain does not vouch for the mail
no mail

-- records.txt --
evil.example TXT v=spf1 ip4:127.0.0.1 -all
_dmarc.evil.example TXT v=DMARC1; p=reject
else.example TXT v=spf1 ip4:127.0.0.1 -all
_dmarc.else.example TXT v=DMARC1; p=reject

-- dinner.ics --
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//Stories//EN
BEGIN:VEVENT
UID:dinner@example.org
DTSTAMP:20260302T070000Z
DTSTART:20260311T190000Z
DTEND:20260311T220000Z
SUMMARY:Dinner
ORGANIZER:mailto:alice@example.org
ATTENDEE;PARTSTAT=ACCEPTED:mailto:alice@example.org
ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:bob@else.example
ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:gina@open.example
END:VEVENT
END:VCALENDAR

-- good.eml --
From: bob@else.example
To: $organizer
Subject: REPLY: Dinner
Date: Mon, 2 Mar 2026 09:00:00 +0000
Message-ID: <g-1@else.example>
MIME-Version: 1.0
Content-Type: text/calendar; charset=utf-8; method=REPLY

BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Else//Mail//EN
METHOD:REPLY
BEGIN:VEVENT
UID:dinner@example.org
DTSTAMP:20260302T091000Z
SEQUENCE:0
DTSTART:20260311T190000Z
DTEND:20260311T220000Z
SUMMARY:Dinner
ORGANIZER:mailto:$organizer
ATTENDEE;PARTSTAT=ACCEPTED:mailto:bob@else.example
END:VEVENT
END:VCALENDAR

-- eves.eml --
From: eve@evil.example
To: $organizer
Subject: REPLY: Dinner
Date: Mon, 2 Mar 2026 09:00:00 +0000
Message-ID: <g-2@else.example>
MIME-Version: 1.0
Content-Type: text/calendar; charset=utf-8; method=REPLY

BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Else//Mail//EN
METHOD:REPLY
BEGIN:VEVENT
UID:dinner@example.org
DTSTAMP:20260302T091100Z
SEQUENCE:0
DTSTART:20260311T190000Z
DTEND:20260311T220000Z
SUMMARY:Dinner
ORGANIZER:mailto:$organizer
ATTENDEE;PARTSTAT=DECLINED:mailto:bob@else.example
END:VEVENT
END:VCALENDAR

-- ginas.eml --
From: gina@open.example
To: $ginas
Subject: REPLY: Dinner
Date: Mon, 2 Mar 2026 09:00:00 +0000
Message-ID: <g-3@else.example>
MIME-Version: 1.0
Content-Type: text/calendar; charset=utf-8; method=REPLY

BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Else//Mail//EN
METHOD:REPLY
BEGIN:VEVENT
UID:dinner@example.org
DTSTAMP:20260302T091200Z
SEQUENCE:0
DTSTART:20260311T190000Z
DTEND:20260311T220000Z
SUMMARY:Dinner
ORGANIZER:mailto:$ginas
ATTENDEE;PARTSTAT=ACCEPTED:mailto:gina@open.example
END:VEVENT
END:VCALENDAR
