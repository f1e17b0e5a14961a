# The house counts answers that nothing proves and says so. That is not for answers that the guest's domain disowns, nor for proposals of another time.
# RFC 6047 §2.2.1, RFC 7489 §6.3
config flag.toml
dns records.txt
user alice  alice@example.org
alice PUT /dav/calendars/alice/calendar/dinner.ics  dinner.ics
< 201
ignore mail

smtp bob@strict.example -> alice@cal.example.org disowned.eml
< 250 *
notices alice
< unverified: An answer of bob@strict.example was not counted: Dinner / Reason: the sender's domain says it is not theirs. *
smtp gina@open.example -> alice@cal.example.org proposal.eml
< 250 *
notices alice
< unverified: *
< unverified: An answer of gina@open.example was not counted: Dinner / Reason: nothing proves who sent it. *
smtp gina@open.example -> alice@cal.example.org plain.eml
< 250 *
alice GET /dav/calendars/alice/calendar/dinner.ics
< 200
< body after.ics
ignore mail to alice@example.org

-- flag.toml --
[mail.in]
unverified = "flag"

-- records.txt --
strict.example TXT v=spf1 -all
_dmarc.strict.example TXT v=DMARC1; p=reject

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
ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:bob@strict.example
ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:gina@open.example
END:VEVENT
END:VCALENDAR

-- after.ics --
BEGIN:VCALENDAR
...
BEGIN:VEVENT
UID:dinner@example.org
ATTENDEE;PARTSTAT=NEEDS-ACTION;*:mailto:bob@strict.example
ATTENDEE;PARTSTAT=DECLINED;*:mailto:gina@open.example
...
END:VEVENT
END:VCALENDAR

-- disowned.eml --
From: bob@strict.example
To: alice@example.org
Subject: REPLY: Dinner
Date: Mon, 2 Mar 2026 08:00:00 +0000
Message-ID: <d-1@else.example>
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
ATTENDEE;PARTSTAT=DECLINED:mailto:bob@strict.example
END:VEVENT
END:VCALENDAR

-- proposal.eml --
From: gina@open.example
To: alice@example.org
Subject: COUNTER: Dinner
Date: Mon, 2 Mar 2026 08:00:00 +0000
Message-ID: <g-1@else.example>
MIME-Version: 1.0
Content-Type: text/calendar; charset=utf-8; method=COUNTER

BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Else//Mail//EN
METHOD:COUNTER
BEGIN:VEVENT
UID:dinner@example.org
DTSTAMP:20260302T091000Z
SEQUENCE:0
DTSTART:20260311T200000Z
DTEND:20260311T220000Z
SUMMARY:Dinner
ORGANIZER:mailto:alice@example.org
ATTENDEE;PARTSTAT=TENTATIVE:mailto:gina@open.example
END:VEVENT
END:VCALENDAR

-- plain.eml --
From: gina@open.example
To: alice@example.org
Subject: REPLY: Dinner
Date: Mon, 2 Mar 2026 08:00:00 +0000
Message-ID: <g-2@else.example>
MIME-Version: 1.0
Content-Type: text/calendar; charset=utf-8; method=REPLY

BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Else//Mail//EN
METHOD:REPLY
BEGIN:VEVENT
UID:dinner@example.org
DTSTAMP:20260302T092000Z
SEQUENCE:0
DTSTART:20260311T190000Z
DTEND:20260311T220000Z
SUMMARY:Dinner
ORGANIZER:mailto:alice@example.org
ATTENDEE;PARTSTAT=DECLINED:mailto:gina@open.example
END:VEVENT
END:VCALENDAR
