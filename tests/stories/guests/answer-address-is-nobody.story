# Mail programs show Gina the address for her answers as Alice's: where it comes back as that of a guest or an organizer, Alice is meant; and a guest who sends nobody else in her place stays a guest.
# RFC 5546 §3.2.2.3, RFC 6638 §2.4.1
user alice  alice@example.org
user bob    bob@example.org
user carol  carol@example.org
alice PUT /dav/calendars/alice/calendar/lunch.ics  invite.ics
< 201
mail to gina@else.example
set organizer from calendar ORGANIZER

time +1h
smtp gina@else.example -> $organizer to-the-organizer.eml
< 250 *
mail to alice@example.org
< Subject: gina@else.example wants to send somebody else: Lunch
< text contains Nobody else comes by that
no mail
alice GET /dav/calendars/alice/calendar/lunch.ics
< 200
< lacks DELEGATED
< lacks $organizer
bob PUT /dav/calendars/bob/calendar/lunch%40example.org.ics  to-alice.ics
< 403

alice PUT /dav/calendars/alice/calendar/copied.ics  copied.ics
< 201
no mail
alice GET /dav/calendars/alice/calendar/copied.ics
< 200
< body stored.ics
bob GET /dav/calendars/bob/calendar/copied%40example.org.ics
< 200
< contains ORGANIZER;CN=Alice:mailto:alice@example.org

-- invite.ics --
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//Stories//EN
BEGIN:VEVENT
UID:lunch@example.org
DTSTAMP:20260302T090000Z
DTSTART:20260310T120000Z
DTEND:20260310T130000Z
SUMMARY:Lunch
ORGANIZER:mailto:alice@example.org
ATTENDEE;PARTSTAT=ACCEPTED:mailto:alice@example.org
ATTENDEE:mailto:bob@example.org
ATTENDEE:mailto:carol@example.org
ATTENDEE:mailto:gina@else.example
END:VEVENT
END:VCALENDAR

-- to-the-organizer.eml --
From: gina@else.example
To: $organizer
Subject: Delegated: Lunch
Date: Mon, 2 Mar 2026 09:01:00 +0000
Message-ID: <g-1@else.example>
MIME-Version: 1.0
Content-Type: text/calendar; charset=utf-8; method=REPLY

BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//Stories//EN
METHOD:REPLY
BEGIN:VEVENT
UID:lunch@example.org
DTSTAMP:20260302T090100Z
DTSTART:20260310T120000Z
DTEND:20260310T130000Z
SUMMARY:Lunch
ORGANIZER:mailto:$organizer
ATTENDEE;PARTSTAT=DELEGATED;DELEGATED-TO="mailto:$organizer":mailto:gina@else.example
END:VEVENT
END:VCALENDAR

-- to-alice.ics --
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//Stories//EN
BEGIN:VEVENT
UID:lunch@example.org
DTSTAMP:20260302T090000Z
DTSTART:20260310T120000Z
DTEND:20260310T130000Z
SUMMARY:Lunch
ORGANIZER:mailto:alice@example.org
ATTENDEE;PARTSTAT=ACCEPTED:mailto:alice@example.org
ATTENDEE;PARTSTAT=DELEGATED;DELEGATED-TO="mailto:alice@example.org":mailto:bob@example.org
ATTENDEE:mailto:carol@example.org
ATTENDEE:mailto:gina@else.example
END:VEVENT
END:VCALENDAR

-- copied.ics --
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//Stories//EN
BEGIN:VEVENT
UID:copied@example.org
DTSTAMP:20260302T090000Z
DTSTART:20260310T120000Z
DTEND:20260310T130000Z
SUMMARY:Lunch
ORGANIZER;CN=Alice:mailto:$organizer
ATTENDEE;PARTSTAT=ACCEPTED:mailto:$organizer
ATTENDEE:mailto:alice@example.org
ATTENDEE:mailto:bob@example.org
END:VEVENT
END:VCALENDAR

-- stored.ics --
BEGIN:VCALENDAR
...
BEGIN:VEVENT
...
ORGANIZER;CN=Alice:mailto:alice@example.org
ATTENDEE;PARTSTAT=ACCEPTED:mailto:alice@example.org
ATTENDEE;*:mailto:bob@example.org
END:VEVENT
END:VCALENDAR
