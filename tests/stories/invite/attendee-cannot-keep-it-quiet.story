# Only an organizer chooses whether guests are mailed: an attendee's answer to somebody elsewhere leaves as always.
# RFC 6638 §3.2.2, RFC 5546 §3.2.3
user alice  alice@example.org
alice PUT /dav/contacts/alice/guests/erin.vcf  erin.vcf
< 201
lmtp erin@else.example -> alice@example.org invitation.eml
< 250 *
alice PUT /dav/calendars/alice/calendar/dinner@else.example.ics  accepted.ics
> X-RSVPD-Notify: none
< 204
mail to erin@else.example
< text/calendar; method=REPLY

-- invitation.eml --
From: Erin <erin@else.example>
To: alice@example.org
Subject: Dinner
Date: Mon, 2 Mar 2026 09:30:00 +0000
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
SEQUENCE:0
DTSTART:20260310T120000Z
DTEND:20260310T130000Z
SUMMARY:Dinner
ORGANIZER;CN=Erin:mailto:erin@else.example
ATTENDEE;PARTSTAT=ACCEPTED:mailto:erin@else.example
ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:alice@example.org
END:VEVENT
END:VCALENDAR

-- accepted.ics --
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//Stories//EN
BEGIN:VEVENT
UID:dinner@else.example
DTSTAMP:20260302T090000Z
DTSTART:20260310T120000Z
DTEND:20260310T130000Z
SUMMARY:Dinner
ORGANIZER;CN=Erin:mailto:erin@else.example
ATTENDEE;PARTSTAT=ACCEPTED:mailto:erin@else.example
ATTENDEE;PARTSTAT=ACCEPTED:mailto:alice@example.org
END:VEVENT
END:VCALENDAR

-- erin.vcf --
BEGIN:VCARD
VERSION:3.0
UID:erin-1
FN:Erin
N:;Erin;;;
EMAIL:erin@else.example
END:VCARD
