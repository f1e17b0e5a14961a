# Olga and Mallory have their mail at the same provider: that Mallory's mails are really Mallory's does not let him cancel Olga's dinner, and Olga herself may.
# RFC 6047 §2.2.1
dns records.txt
user bob  bob@example.org
bob PUT /dav/contacts/bob/guests/olga.vcf  olga.vcf
< 201
smtp olga@mailbox.example -> bob@cal.example.org invitation.eml
< 250 *
bob GET /dav/calendars/bob/calendar/dinner@mailbox.example.ics
< 200
smtp mallory@mailbox.example -> bob@cal.example.org mallory.eml
< 250 *
mail to bob@example.org
< From: mallory@mailbox.example
bob GET /dav/calendars/bob/calendar/dinner@mailbox.example.ics
< 200
< lacks CANCELLED
smtp olga@mailbox.example -> bob@cal.example.org olga.eml
< 250 *
bob GET /dav/calendars/bob/calendar/dinner@mailbox.example.ics
< 200
< contains STATUS:CANCELLED
no mail

-- olga.vcf --
BEGIN:VCARD
VERSION:3.0
UID:olga
FN:Olga
N:Olga;;;;
EMAIL:olga@mailbox.example
END:VCARD

-- records.txt --
mailbox.example TXT v=spf1 ip4:127.0.0.1 -all
_dmarc.mailbox.example TXT v=DMARC1; p=reject

-- invitation.eml --
From: olga@mailbox.example
To: bob@example.org
Subject: REQUEST: Dinner
Date: Mon, 2 Mar 2026 07:00:00 +0000
Message-ID: <o-0@else.example>
MIME-Version: 1.0
Content-Type: text/calendar; charset=utf-8; method=REQUEST

BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Else//Mail//EN
METHOD:REQUEST
BEGIN:VEVENT
UID:dinner@mailbox.example
DTSTAMP:20260302T070000Z
SEQUENCE:0
DTSTART:20260311T190000Z
DTEND:20260311T220000Z
SUMMARY:Dinner
ORGANIZER:mailto:olga@mailbox.example
ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:bob@example.org
END:VEVENT
END:VCALENDAR

-- mallory.eml --
From: mallory@mailbox.example
To: bob@example.org
Subject: CANCEL: Dinner
Date: Mon, 2 Mar 2026 08:00:00 +0000
Message-ID: <m-1@else.example>
MIME-Version: 1.0
Content-Type: text/calendar; charset=utf-8; method=CANCEL

BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Else//Mail//EN
METHOD:CANCEL
BEGIN:VEVENT
UID:dinner@mailbox.example
DTSTAMP:20260302T080000Z
SEQUENCE:1
DTSTART:20260311T190000Z
DTEND:20260311T220000Z
SUMMARY:Dinner
STATUS:CANCELLED
ORGANIZER:mailto:olga@mailbox.example
ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:bob@example.org
END:VEVENT
END:VCALENDAR

-- olga.eml --
From: olga@mailbox.example
To: bob@example.org
Subject: CANCEL: Dinner
Date: Mon, 2 Mar 2026 08:00:00 +0000
Message-ID: <o-1@else.example>
MIME-Version: 1.0
Content-Type: text/calendar; charset=utf-8; method=CANCEL

BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Else//Mail//EN
METHOD:CANCEL
BEGIN:VEVENT
UID:dinner@mailbox.example
DTSTAMP:20260302T080000Z
SEQUENCE:1
DTSTART:20260311T190000Z
DTEND:20260311T220000Z
SUMMARY:Dinner
STATUS:CANCELLED
ORGANIZER:mailto:olga@mailbox.example
ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:bob@example.org
END:VEVENT
END:VCALENDAR
