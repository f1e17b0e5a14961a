# Eve, whom Alice has never heard of, sends an invitation that is really hers: it is a mail and a question, and not in the calendar. Dan's, a stranger as well, is let in, and he is no stranger the next time.
# RFC 5546 §6.1.5, RFC 6047 §2.2.1
dns records.txt
user alice  alice@example.org

smtp eve@evil.example -> alice@cal.example.org buy.eml
< 250 *
mail to alice@example.org
< Subject: REQUEST: BUY NOW
notices alice
< offered: eve@evil.example wants to invite you: BUY NOW / It is not in your calendar, *
smtp dan@else.example -> alice@cal.example.org dinner.eml
< 250 *
ignore mail to alice@example.org
pending alice
< invitation of eve@evil.example from eve@evil.example: buy@evil.example
< invitation of dan@else.example from dan@else.example: dinner@else.example
alice PROPFIND /dav/calendars/alice/calendar/
> Depth: 1
< 207
< lacks buy@evil.example
< lacks dinner@else.example

alice refuses 1
alice accepts 1
pending alice
alice GET /dav/calendars/alice/calendar/dinner@else.example.ics
< 200
< contains NEEDS-ACTION
alice GET /dav/calendars/alice/calendar/buy@evil.example.ics
< 404
smtp dan@else.example -> alice@cal.example.org supper.eml
< 250 *
alice GET /dav/calendars/alice/calendar/supper@else.example.ics
< 200

smtp eve@evil.example -> alice@cal.example.org again.eml
< 250 *
ignore mail to alice@example.org
pending alice
< invitation of eve@evil.example from eve@evil.example: again@evil.example
smtp eve@evil.example -> alice@cal.example.org taken-back.eml
< 250 *
ignore mail to alice@example.org
pending alice
no mail

-- records.txt --
evil.example TXT v=spf1 ip4:127.0.0.1 -all
_dmarc.evil.example TXT v=DMARC1; p=reject
else.example TXT v=spf1 ip4:127.0.0.1 -all
_dmarc.else.example TXT v=DMARC1; p=reject

-- buy.eml --
From: eve@evil.example
To: alice@example.org
Subject: REQUEST: BUY NOW
Date: Mon, 2 Mar 2026 07:00:00 +0000
Message-ID: <e-0@else.example>
MIME-Version: 1.0
Content-Type: text/calendar; charset=utf-8; method=REQUEST

BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Else//Mail//EN
METHOD:REQUEST
BEGIN:VEVENT
UID:buy@evil.example
DTSTAMP:20260302T070000Z
SEQUENCE:0
DTSTART:20260311T190000Z
DTEND:20260311T220000Z
SUMMARY:BUY NOW
ORGANIZER:mailto:eve@evil.example
ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:alice@example.org
END:VEVENT
END:VCALENDAR

-- dinner.eml --
From: dan@else.example
To: alice@example.org
Subject: REQUEST: Dinner
Date: Mon, 2 Mar 2026 07:00:00 +0000
Message-ID: <d-0@else.example>
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
ORGANIZER:mailto:dan@else.example
ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:alice@example.org
END:VEVENT
END:VCALENDAR

-- supper.eml --
From: dan@else.example
To: alice@example.org
Subject: REQUEST: Dinner
Date: Mon, 2 Mar 2026 07:00:00 +0000
Message-ID: <d-1@else.example>
MIME-Version: 1.0
Content-Type: text/calendar; charset=utf-8; method=REQUEST

BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Else//Mail//EN
METHOD:REQUEST
BEGIN:VEVENT
UID:supper@else.example
DTSTAMP:20260302T070000Z
SEQUENCE:0
DTSTART:20260311T190000Z
DTEND:20260311T220000Z
SUMMARY:Dinner
ORGANIZER:mailto:dan@else.example
ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:alice@example.org
END:VEVENT
END:VCALENDAR

-- again.eml --
From: eve@evil.example
To: alice@example.org
Subject: REQUEST: Dinner
Date: Mon, 2 Mar 2026 07:00:00 +0000
Message-ID: <e-1@else.example>
MIME-Version: 1.0
Content-Type: text/calendar; charset=utf-8; method=REQUEST

BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Else//Mail//EN
METHOD:REQUEST
BEGIN:VEVENT
UID:again@evil.example
DTSTAMP:20260302T070000Z
SEQUENCE:0
DTSTART:20260311T190000Z
DTEND:20260311T220000Z
SUMMARY:Dinner
ORGANIZER:mailto:eve@evil.example
ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:alice@example.org
END:VEVENT
END:VCALENDAR

-- taken-back.eml --
From: eve@evil.example
To: alice@example.org
Subject: CANCEL: Dinner
Date: Mon, 2 Mar 2026 08:00:00 +0000
Message-ID: <e-2@else.example>
MIME-Version: 1.0
Content-Type: text/calendar; charset=utf-8; method=CANCEL

BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Else//Mail//EN
METHOD:CANCEL
BEGIN:VEVENT
UID:again@evil.example
DTSTAMP:20260302T080000Z
SEQUENCE:1
DTSTART:20260311T190000Z
DTEND:20260311T220000Z
SUMMARY:Dinner
STATUS:CANCELLED
ORGANIZER:mailto:eve@evil.example
ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:alice@example.org
END:VEVENT
END:VCALENDAR
