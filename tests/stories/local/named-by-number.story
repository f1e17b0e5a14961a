# Programs of Apple's servers name people by a number, and their mailbox in EMAIL: it is the person of that address who
# organizes, is invited and answers, with the checks that hold for this address, and nobody else by writing it.
# RFC 7986 §6.2, RFC 6638 §3.1, §3.2.4.3, RFC 6047 §2.2.1
dns dns.txt
user alice  alice@example.org
user carol  carol@example.org
user dave   dave@example.org
dave acts for alice
alice PUT /dav/calendars/alice/calendar/lunch.ics  lunch.ics
< 201
< ETag: (none)
alice GET /dav/calendars/alice/calendar/lunch.ics
< 200
< contains ORGANIZER:mailto:alice@example.org
< contains ATTENDEE;PARTSTAT=NEEDS-ACTION;SCHEDULE-STATUS=1.2:mailto:carol@example.org
mail to gina@else.example
set answers from header Reply-To
told Carol and Gina are invited
< alice: copy 0
< carol: copy 0 NEEDS-ACTION, inbox REQUEST 0, notice invited
< dave: sees alice's copy 0

# Carol's program writes back what it thinks of everybody; Gina's mail does, too.
carol PUT /dav/calendars/carol/calendar/lunch@example.org.ics  carols.ics
< 204
smtp gina@else.example -> $answers  ginas.eml
< 250 *
told both come
< alice: copy 0, inbox REPLY 0, inbox REPLY 0, notice answered, notice answered, *
< carol: copy 0 ACCEPTED
< dave: sees alice's copy 0

# A number makes nobody the organizer of what is another's.
dave PUT /dav/calendars/alice/calendar/other.ics  daves.ics
< 403
carol PUT /dav/calendars/carol/calendar/lunch@example.org.ics  hers.ics
< 403

# From outside the address in EMAIL is what the mail must come from.
smtp boss@corp.example -> alice@example.org  boss.eml
< 250 *
smtp eve@evil.example -> alice@example.org  eve.eml
< 250 *
pending alice
< invitation of boss@corp.example from boss@corp.example: from-boss@corp.example
ignore mail

-- dns.txt --
else.example TXT v=spf1 ip4:127.0.0.1 -all
_dmarc.else.example TXT v=DMARC1; p=reject
corp.example TXT v=spf1 ip4:127.0.0.1 -all
_dmarc.corp.example TXT v=DMARC1; p=reject
evil.example TXT v=spf1 ip4:127.0.0.1 -all
_dmarc.evil.example TXT v=DMARC1; p=reject
-- lunch.ics --
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//Stories//EN
BEGIN:VEVENT
UID:lunch@example.org
DTSTAMP:20260302T090000Z
DTSTART:20260310T120000Z
DTEND:20260310T130000Z
SUMMARY:Lunch
ORGANIZER;EMAIL=alice@example.org:urn:uuid:10000000-0000-0000-0000-000000000001
ATTENDEE;PARTSTAT=ACCEPTED;EMAIL=alice@example.org:urn:uuid:10000000-0000-0000-0000-000000000001
ATTENDEE;PARTSTAT=NEEDS-ACTION;EMAIL=carol@example.org:urn:uuid:10000000-0000-0000-0000-000000000002
ATTENDEE;PARTSTAT=NEEDS-ACTION;EMAIL=gina@else.example:urn:uuid:10000000-0000-0000-0000-000000000003
END:VEVENT
END:VCALENDAR
-- carols.ics --
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//Stories//EN
BEGIN:VEVENT
UID:lunch@example.org
DTSTAMP:20260302T090000Z
DTSTART:20260310T120000Z
DTEND:20260310T130000Z
SUMMARY:Lunch
ORGANIZER;EMAIL=alice@example.org:urn:uuid:10000000-0000-0000-0000-000000000001
ATTENDEE;PARTSTAT=ACCEPTED;EMAIL=alice@example.org:urn:uuid:10000000-0000-0000-0000-000000000001
ATTENDEE;PARTSTAT=ACCEPTED;EMAIL=carol@example.org:urn:uuid:10000000-0000-0000-0000-000000000002
ATTENDEE;PARTSTAT=NEEDS-ACTION;EMAIL=gina@else.example:urn:uuid:10000000-0000-0000-0000-000000000003
END:VEVENT
END:VCALENDAR
-- hers.ics --
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//Stories//EN
BEGIN:VEVENT
UID:lunch@example.org
DTSTAMP:20260302T090000Z
DTSTART:20260310T120000Z
DTEND:20260310T130000Z
SUMMARY:Lunch
ORGANIZER;EMAIL=carol@example.org:urn:uuid:10000000-0000-0000-0000-000000000001
ATTENDEE;PARTSTAT=ACCEPTED:mailto:carol@example.org
END:VEVENT
END:VCALENDAR
-- daves.ics --
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//Stories//EN
BEGIN:VEVENT
UID:other@example.org
DTSTAMP:20260302T090000Z
DTSTART:20260311T120000Z
DTEND:20260311T130000Z
SUMMARY:Other
ORGANIZER;EMAIL=dave@example.org:urn:uuid:10000000-0000-0000-0000-000000000004
ATTENDEE;PARTSTAT=NEEDS-ACTION:mailto:carol@example.org
END:VEVENT
END:VCALENDAR
-- ginas.eml --
From: Gina <gina@else.example>
To: $answers
Subject: Accepted: Lunch
Date: Mon, 02 Mar 2026 09:05:00 +0000
Message-ID: <accept.1@else.example>
MIME-Version: 1.0
Content-Type: text/calendar; charset=utf-8; method=REPLY

BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//Stories//EN
METHOD:REPLY
BEGIN:VEVENT
UID:lunch@example.org
DTSTAMP:20260302T090500Z
SEQUENCE:0
ORGANIZER:mailto:$answers
ATTENDEE;PARTSTAT=ACCEPTED;EMAIL=gina@else.example:urn:uuid:30000000-0000-0000-0000-000000000003
END:VEVENT
END:VCALENDAR
-- boss.eml --
From: Boss <boss@corp.example>
To: alice@example.org
Subject: Meeting
Date: Mon, 02 Mar 2026 09:06:00 +0000
Message-ID: <meeting.1@corp.example>
MIME-Version: 1.0
Content-Type: text/calendar; charset=utf-8; method=REQUEST

BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//Stories//EN
METHOD:REQUEST
BEGIN:VEVENT
UID:from-boss@corp.example
DTSTAMP:20260302T090600Z
DTSTART:20260312T120000Z
DTEND:20260312T130000Z
SUMMARY:Meeting
ORGANIZER;EMAIL=boss@corp.example:urn:uuid:20000000-0000-0000-0000-000000000001
ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE;EMAIL=alice@example.org:urn:uuid:20000000-0000-0000-0000-000000000002
END:VEVENT
END:VCALENDAR
-- eve.eml --
From: Eve <eve@evil.example>
To: alice@example.org
Subject: Meeting
Date: Mon, 02 Mar 2026 09:07:00 +0000
Message-ID: <meeting.1@evil.example>
MIME-Version: 1.0
Content-Type: text/calendar; charset=utf-8; method=REQUEST

BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//Stories//EN
METHOD:REQUEST
BEGIN:VEVENT
UID:from-eve@corp.example
DTSTAMP:20260302T090700Z
DTSTART:20260313T120000Z
DTEND:20260313T130000Z
SUMMARY:Meeting
ORGANIZER;EMAIL=boss@corp.example:urn:uuid:20000000-0000-0000-0000-000000000001
ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE;EMAIL=alice@example.org:urn:uuid:20000000-0000-0000-0000-000000000002
END:VEVENT
END:VCALENDAR
