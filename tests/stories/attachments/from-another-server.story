# Bob's server manages the menu of his dinner: Alice accepts and sets an alarm all the same, but may not refer to attachments that nobody gave her.
# RFC 8607 §3.9, §3.11, RFC 6638 §3.2.2
user alice  alice@example.org
alice PUT /dav/contacts/alice/guests/bob.vcf  bob.vcf
< 201

lmtp bob@else.example -> alice@example.org invitation.eml
< 250 *
alice GET /dav/calendars/alice/calendar/dinner@else.example.ics
< 200
< contains MANAGED-ID=theirs-1
alice PUT /dav/calendars/alice/calendar/dinner@else.example.ics  accepted.ics
< 204
mail to bob@else.example
< text/calendar; method=REPLY
alice GET /dav/calendars/alice/calendar/dinner@else.example.ics
< 200
< contains MANAGED-ID=theirs-1
< contains BEGIN:VALARM
alice PUT /dav/calendars/alice/calendar/dinner@else.example.ics  another.ics
< 403
< contains valid-managed-id
alice PUT /dav/calendars/alice/calendar/mine.ics  mine.ics
< 403
< contains valid-managed-id
alice GET /dav/calendars/alice/calendar/dinner@else.example.ics
< 200
< lacks theirs-2

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
Subject: Invitation: Dinner
Date: Mon, 2 Mar 2026 08:00:00 +0000
Message-ID: <dinner-1@else.example>
MIME-Version: 1.0
Content-Type: text/calendar; charset=utf-8; method=REQUEST

BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Else//Mail//EN
METHOD:REQUEST
BEGIN:VEVENT
UID:dinner@else.example
DTSTAMP:20260302T080000Z
DTSTART:20260311T190000Z
DTEND:20260311T210000Z
SUMMARY:Dinner
ATTACH;MANAGED-ID=theirs-1;FILENAME=menu.txt:https://cal.else.example/files/1
ORGANIZER;CN=Bob:mailto:bob@else.example
ATTENDEE;PARTSTAT=ACCEPTED:mailto:bob@else.example
ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:alice@example.org
END:VEVENT
END:VCALENDAR

-- accepted.ics --
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Else//Mail//EN
BEGIN:VEVENT
UID:dinner@else.example
DTSTAMP:20260302T080000Z
DTSTART:20260311T190000Z
DTEND:20260311T210000Z
SUMMARY:Dinner
ATTACH;MANAGED-ID=theirs-1;FILENAME=menu.txt:https://cal.else.example/files/1
ORGANIZER;CN=Bob:mailto:bob@else.example
ATTENDEE;PARTSTAT=ACCEPTED:mailto:bob@else.example
ATTENDEE;PARTSTAT=ACCEPTED:mailto:alice@example.org
BEGIN:VALARM
ACTION:DISPLAY
DESCRIPTION:Dinner
TRIGGER:-PT15M
END:VALARM
END:VEVENT
END:VCALENDAR

-- another.ics --
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Else//Mail//EN
BEGIN:VEVENT
UID:dinner@else.example
DTSTAMP:20260302T080000Z
DTSTART:20260311T190000Z
DTEND:20260311T210000Z
SUMMARY:Dinner
ATTACH;MANAGED-ID=theirs-1;FILENAME=menu.txt:https://cal.else.example/files/1
ATTACH;MANAGED-ID=theirs-2;FILENAME=more.txt:https://cal.else.example/files/2
ORGANIZER;CN=Bob:mailto:bob@else.example
ATTENDEE;PARTSTAT=ACCEPTED:mailto:bob@else.example
ATTENDEE;PARTSTAT=ACCEPTED:mailto:alice@example.org
END:VEVENT
END:VCALENDAR

-- mine.ics --
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//Stories//EN
BEGIN:VEVENT
UID:mine@example.org
DTSTAMP:20260302T080000Z
DTSTART:20260311T190000Z
DTEND:20260311T210000Z
SUMMARY:Mine
ATTACH;MANAGED-ID=theirs-1;FILENAME=menu.txt:https://cal.else.example/files/1
END:VEVENT
END:VCALENDAR
