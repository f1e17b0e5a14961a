# Bob, whom Alice knows, mails an invitation with the UID of an entry of her own: the entry stays, the mail is left in her mailbox, and she is told why. A second mail tells her nothing new.
# RFC 5546 §2.1.5, RFC 6047 §2.2.1
user alice  alice@example.org
alice PUT /dav/contacts/alice/guests/bob.vcf  bob.vcf
< 201
alice PUT /dav/calendars/alice/calendar/mine.ics  mine.ics
< 201

lmtp bob@else.example -> alice@example.org invitation.eml
< 250 *
time +1h
lmtp bob@else.example -> alice@example.org invitation.eml
< 250 *
notices alice
< uid-taken: bob@else.example wants to invite you: Dinner / It is not in your calendar: *
alice GET /dav/calendars/alice/calendar/mine.ics
< 200
< body mine.ics
alice GET /dav/calendars/alice/calendar/dinner@else.example.ics
< 404
mail to alice@example.org
< Subject: bob@else.example wants to invite you: Dinner
no mail

-- bob.vcf --
BEGIN:VCARD
VERSION:3.0
UID:bob
FN:Bob
N:Bob;;;;
EMAIL:bob@else.example
END:VCARD

-- mine.ics --
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//Stories//EN
BEGIN:VEVENT
UID:dinner@else.example
DTSTAMP:20260301T090000Z
DTSTART:20260311T080000Z
DTEND:20260311T090000Z
SUMMARY:Mine
ORGANIZER:mailto:alice@example.org
END:VEVENT
END:VCALENDAR

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
ORGANIZER;CN=Bob:mailto:bob@else.example
ATTENDEE;PARTSTAT=ACCEPTED:mailto:bob@else.example
ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:alice@example.org
END:VEVENT
END:VCALENDAR
