# Bob answers from his other address, to Alice's own: the answer is held, Alice lets it count, and from then on that address is Bob's as well.
# RFC 6047 §2.2.1, RFC 5546 §6.1.2
dns records.txt
user alice  alice@example.org
alice PUT /dav/calendars/alice/calendar/dinner.ics  dinner.ics
< 201
ignore mail
time +1h

smtp bob@evil.example -> alice@cal.example.org first.eml
< 250 *
mail to alice@example.org
< Subject: An answer of bob@else.example was not counted: Dinner
pending alice
< answer of bob@else.example from bob@evil.example: dinner@example.org
alice accepts 1
pending alice
alice GET /dav/calendars/alice/calendar/dinner.ics
< 200
< contains PARTSTAT=ACCEPTED;SCHEDULE-STATUS=2.0:mailto:bob@else.example
ignore mail to alice@example.org
smtp bob@evil.example -> alice@cal.example.org second.eml
< 250 *
mail to alice@example.org
< Subject: bob@else.example declined: Dinner
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

-- first.eml --
From: bob@evil.example
To: alice@example.org
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
ORGANIZER:mailto:alice@example.org
ATTENDEE;PARTSTAT=ACCEPTED:mailto:bob@else.example
END:VEVENT
END:VCALENDAR

-- second.eml --
From: bob@evil.example
To: alice@example.org
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
ORGANIZER:mailto:alice@example.org
ATTENDEE;PARTSTAT=DECLINED:mailto:bob@else.example
END:VEVENT
END:VCALENDAR
