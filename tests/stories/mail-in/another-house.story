# Dan's calendar server mails for all its people from one address, and gives each meeting an organizer address of its own: Alice lets the first invitation in, and the next one is in her calendar at once.
# RFC 6047 §2.2.1, RFC 5546 §6.1.5
dns records.txt
user alice  alice@example.org
smtp invitations@cal.else.example -> alice@cal.example.org dinner.eml
< 250 *
ignore mail to alice@example.org
pending alice
< invitation of * from invitations@cal.else.example: dinner@else.example
alice accepts 1
smtp invitations@cal.else.example -> alice@cal.example.org supper.eml
< 250 *
alice GET /dav/calendars/alice/calendar/supper@else.example.ics
< 200
< contains mailto:i-2@cal.else.example
pending alice

-- records.txt --
cal.else.example TXT v=spf1 ip4:127.0.0.1 -all
_dmarc.cal.else.example TXT v=DMARC1; p=reject

-- dinner.eml --
From: "Dan via Calendar" <invitations@cal.else.example>
To: alice@example.org
Subject: Invitation: Dinner
Date: Mon, 2 Mar 2026 07:00:00 +0000
Message-ID: <d-1@cal.else.example>
MIME-Version: 1.0
Content-Type: text/calendar; charset=utf-8; method=REQUEST

BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Else//Calendar//EN
METHOD:REQUEST
BEGIN:VEVENT
UID:dinner@else.example
DTSTAMP:20260302T070000Z
SEQUENCE:0
DTSTART:20260311T190000Z
DTEND:20260311T220000Z
SUMMARY:Dinner
ORGANIZER;EMAIL=dan@else.example:mailto:i-1@cal.else.example
ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:alice@example.org
END:VEVENT
END:VCALENDAR

-- supper.eml --
From: "Dan via Calendar" <invitations@cal.else.example>
To: alice@example.org
Subject: Invitation: Supper
Date: Mon, 2 Mar 2026 07:00:00 +0000
Message-ID: <d-2@cal.else.example>
MIME-Version: 1.0
Content-Type: text/calendar; charset=utf-8; method=REQUEST

BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Else//Calendar//EN
METHOD:REQUEST
BEGIN:VEVENT
UID:supper@else.example
DTSTAMP:20260302T070000Z
SEQUENCE:0
DTSTART:20260311T190000Z
DTEND:20260311T220000Z
SUMMARY:Supper
ORGANIZER;EMAIL=dan@else.example:mailto:i-2@cal.else.example
ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:alice@example.org
END:VEVENT
END:VCALENDAR
