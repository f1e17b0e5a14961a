# Bob's Exchange server cancels the dinner and leaves out the organizer: Alice's own copy knows who that is.
# RFC 5546 §3.2.5 asks for ORGANIZER, and Exchange leaves it out
user alice  alice@example.org
alice PUT /dav/contacts/alice/guests/bob.vcf  bob.vcf
< 201
lmtp bob@else.example -> alice@example.org invitation.eml
< 250 *
lmtp bob@else.example -> alice@example.org cancelled.eml
< 250 *
alice GET /dav/calendars/alice/calendar/dinner@else.example.ics
< 200
< body cancelled.ics
ignore mail

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
Date: Mon, 2 Mar 2026 07:00:00 +0000
Message-ID: <dinner-0@else.example>
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
ORGANIZER;CN=Bob:mailto:bob@else.example
ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:alice@example.org
END:VEVENT
END:VCALENDAR

-- cancelled.eml --
From: Bob <bob@else.example>
To: alice@example.org
Subject: Cancelled: Dinner
Date: Mon, 2 Mar 2026 08:00:00 +0000
Message-ID: <dinner-1@else.example>
MIME-Version: 1.0
Content-Type: text/calendar; charset=utf-8; method=CANCEL

BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Else//Mail//EN
METHOD:CANCEL
BEGIN:VEVENT
UID:dinner@else.example
DTSTAMP:20260302T080000Z
SEQUENCE:1
DTSTART:20260311T190000Z
DTEND:20260311T220000Z
SUMMARY:Dinner
STATUS:CANCELLED
ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:alice@example.org
END:VEVENT
END:VCALENDAR

-- cancelled.ics --
BEGIN:VCALENDAR
...
BEGIN:VEVENT
UID:dinner@else.example
STATUS:CANCELLED
...
END:VEVENT
END:VCALENDAR
