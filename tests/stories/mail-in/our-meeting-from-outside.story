# Alice's meeting is cancelled by mail in her own name, by a colleague and by a stranger, and Eve takes its UID to get in first: who invites whom to a meeting of the house is said here, and never by mail.
# RFC 6047 §2.2.1, RFC 5546 §6.1.1
dns records.txt
user alice  alice@example.org
user bob  bob@example.org
user carol  carol@example.org
alice PUT /dav/calendars/alice/calendar/dinner.ics  dinner.ics
< 201

lmtp alice@example.org -> bob@example.org in-her-name.eml
< 250 *
smtp alice@example.org -> bob@cal.example.org in-her-name.eml
< 250 *
mail to bob@example.org
< Subject: CANCEL: Dinner
smtp mallory@example.org -> bob@cal.example.org colleague.eml
< 250 *
mail to bob@example.org
< From: mallory@example.org
smtp eve@evil.example -> carol@cal.example.org first.eml
< 250 *
mail to carol@example.org
< Subject: REQUEST: Dinner
smtp eve@evil.example -> carol@cal.example.org other-meeting.eml
< 250 *
mail to carol@example.org
< Subject: REQUEST: Dinner

bob GET /dav/calendars/bob/calendar/dinner@example.org.ics
< 200
< lacks CANCELLED
carol GET /dav/calendars/carol/calendar/dinner@example.org.ics
< 404
carol GET /dav/calendars/carol/calendar/in-alices-name@evil.example.ics
< 404
alice PUT /dav/calendars/alice/calendar/dinner.ics  with-carol.ics
< 204
carol GET /dav/calendars/carol/calendar/dinner@example.org.ics
< 200
< contains alice@example.org
< lacks evil.example
no mail

-- records.txt --
example.org TXT v=spf1 ip4:127.0.0.1 -all
_dmarc.example.org TXT v=DMARC1; p=reject
evil.example TXT v=spf1 ip4:127.0.0.1 -all
_dmarc.evil.example TXT v=DMARC1; p=reject

-- dinner.ics --
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//Stories//EN
BEGIN:VEVENT
UID:dinner@example.org
DTSTAMP:20260302T090000Z
DTSTART:20260311T190000Z
DTEND:20260311T220000Z
SUMMARY:Dinner
ORGANIZER:mailto:alice@example.org
ATTENDEE;PARTSTAT=ACCEPTED:mailto:alice@example.org
ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:bob@example.org
END:VEVENT
END:VCALENDAR

-- with-carol.ics --
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//Stories//EN
BEGIN:VEVENT
UID:dinner@example.org
DTSTAMP:20260302T090000Z
DTSTART:20260311T190000Z
DTEND:20260311T220000Z
SUMMARY:Dinner
ORGANIZER:mailto:alice@example.org
ATTENDEE;PARTSTAT=ACCEPTED:mailto:alice@example.org
ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:bob@example.org
ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:carol@example.org
END:VEVENT
END:VCALENDAR

-- in-her-name.eml --
From: alice@example.org
To: bob@example.org
Subject: CANCEL: Dinner
Date: Mon, 2 Mar 2026 10:00:00 +0000
Message-ID: <c-1@else.example>
MIME-Version: 1.0
Content-Type: text/calendar; charset=utf-8; method=CANCEL

BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Else//Mail//EN
METHOD:CANCEL
BEGIN:VEVENT
UID:dinner@example.org
DTSTAMP:20260302T100000Z
SEQUENCE:5
DTSTART:20260311T190000Z
DTEND:20260311T220000Z
SUMMARY:Dinner
STATUS:CANCELLED
ORGANIZER:mailto:alice@example.org
ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:bob@example.org
END:VEVENT
END:VCALENDAR

-- colleague.eml --
From: mallory@example.org
To: bob@example.org
Subject: CANCEL: Dinner
Date: Mon, 2 Mar 2026 10:00:00 +0000
Message-ID: <c-2@else.example>
MIME-Version: 1.0
Content-Type: text/calendar; charset=utf-8; method=CANCEL

BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Else//Mail//EN
METHOD:CANCEL
BEGIN:VEVENT
UID:dinner@example.org
DTSTAMP:20260302T100000Z
SEQUENCE:5
DTSTART:20260311T190000Z
DTEND:20260311T220000Z
SUMMARY:Dinner
STATUS:CANCELLED
ORGANIZER:mailto:alice@example.org
ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:bob@example.org
END:VEVENT
END:VCALENDAR

-- first.eml --
From: eve@evil.example
To: carol@example.org
Subject: REQUEST: Dinner
Date: Mon, 2 Mar 2026 10:00:00 +0000
Message-ID: <r-1@else.example>
MIME-Version: 1.0
Content-Type: text/calendar; charset=utf-8; method=REQUEST

BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Else//Mail//EN
METHOD:REQUEST
BEGIN:VEVENT
UID:dinner@example.org
DTSTAMP:20260302T100000Z
SEQUENCE:9
DTSTART:20260311T190000Z
DTEND:20260311T220000Z
SUMMARY:Dinner
ORGANIZER:mailto:eve@evil.example
ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:carol@example.org
END:VEVENT
END:VCALENDAR

-- other-meeting.eml --
From: eve@evil.example
To: carol@example.org
Subject: REQUEST: Dinner
Date: Mon, 2 Mar 2026 10:00:00 +0000
Message-ID: <r-2@else.example>
MIME-Version: 1.0
Content-Type: text/calendar; charset=utf-8; method=REQUEST

BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Else//Mail//EN
METHOD:REQUEST
BEGIN:VEVENT
UID:in-alices-name@evil.example
DTSTAMP:20260302T100000Z
SEQUENCE:0
DTSTART:20260311T190000Z
DTEND:20260311T220000Z
SUMMARY:Dinner
ORGANIZER:mailto:alice@example.org
ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:carol@example.org
END:VEVENT
END:VCALENDAR
