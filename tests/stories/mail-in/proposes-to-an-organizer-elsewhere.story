# Bob, elsewhere, invites Alice; she accepts and then proposes another evening for one date of the series: both leave as mails to him, and when he keeps the time, she reads so.
# RFC 5546 §3.2.7, §3.2.8, RFC 6047 §2.4
user alice  alice@example.org
alice PUT /dav/contacts/alice/guests/bob.vcf  bob.vcf
< 201
lmtp bob@else.example -> alice@example.org invitation.eml
< 250 *

time +1h
alice edits /dav/calendars/alice/calendar/dinner@else.example.ics
> ATTENDEE;PARTSTAT=ACCEPTED:mailto:alice@example.org
< 204
alice POST /dav/calendars/alice/outbox/  counter.ics
< 200
< contains 1.0;It is mailed
mail to bob@else.example
< Subject: Accepted: Lunch*
mail to bob@else.example
< From: Alice <alice@example.org>
< Subject: New time proposed: Lunch*
< text contains proposes another time
< text contains 19 March 2026
< text/calendar; method=COUNTER  mailed.ics
alice GET /dav/calendars/alice/calendar/dinner@else.example.ics
< 200
< contains DTSTART;TZID=Europe/Berlin:20260311T190000

time +1h
lmtp bob@else.example -> alice@example.org declined.eml
< 250 *
notices alice
< ...
< proposal-declined: bob@else.example keeps the time: Lunch*
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
Subject: Invitation: Lunch
Date: Mon, 2 Mar 2026 08:00:00 +0000
Message-ID: <dinner-1@else.example>
MIME-Version: 1.0
Content-Type: text/calendar; charset=utf-8; method=REQUEST

BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//Stories//EN
METHOD:REQUEST
BEGIN:VEVENT
UID:dinner@else.example
DTSTAMP:20260302T090000Z
DTSTART;TZID=Europe/Berlin:20260311T190000
DTEND;TZID=Europe/Berlin:20260311T210000
SUMMARY:Lunch
RRULE:FREQ=WEEKLY;COUNT=3
ORGANIZER:mailto:bob@else.example
ATTENDEE;PARTSTAT=ACCEPTED:mailto:bob@else.example
ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:alice@example.org
END:VEVENT
END:VCALENDAR

-- counter.ics --
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//Stories//EN
METHOD:COUNTER
BEGIN:VEVENT
UID:dinner@else.example
DTSTAMP:20260302T090000Z
DTSTART:20260319T190000Z
DTEND:20260319T210000Z
SUMMARY:Lunch
RECURRENCE-ID:20260318T180000Z
ORGANIZER:mailto:bob@else.example
ATTENDEE;PARTSTAT=TENTATIVE:mailto:alice@example.org
END:VEVENT
END:VCALENDAR

-- mailed.ics --
BEGIN:VCALENDAR
...
BEGIN:VEVENT
UID:dinner@else.example
RECURRENCE-ID;TZID=Europe/Berlin:20260318T190000
DTSTART;TZID=Europe/Berlin:20260319T200000
DTEND;TZID=Europe/Berlin:20260319T220000
ORGANIZER:mailto:bob@else.example
ATTENDEE;PARTSTAT=TENTATIVE;*:mailto:alice@example.org
...
END:VEVENT
END:VCALENDAR

-- declined.eml --
From: Bob <bob@else.example>
To: alice@example.org
Subject: Declined proposal: Lunch
Date: Mon, 2 Mar 2026 10:00:00 +0000
Message-ID: <dinner-2@else.example>
MIME-Version: 1.0
Content-Type: text/calendar; charset=utf-8; method=DECLINECOUNTER

BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//Stories//EN
METHOD:DECLINECOUNTER
BEGIN:VEVENT
UID:dinner@else.example
DTSTAMP:20260302T090000Z
DTSTART:20260318T180000Z
DTEND:20260318T200000Z
SUMMARY:Lunch
RECURRENCE-ID:20260318T180000Z
ORGANIZER:mailto:bob@else.example
ATTENDEE;PARTSTAT=NEEDS-ACTION:mailto:alice@example.org
END:VEVENT
END:VCALENDAR
