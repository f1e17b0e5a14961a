# Boss, who is elsewhere, invites a group of this house: everybody in it is invited and answers alone, also whom the mail reached by a list; later changes go the same way.
# RFC 5546 §3.2.2, RFC 5545 §3.2.3, §3.2.11
config take.toml
dns records.txt
user bob    bob@example.org
user carol  carol@example.org
user erin   erin@example.org
group staff
member staff bob
member staff carol

smtp boss@else.example -> staff@cal.example.org invite.eml
< 250 *
no mail
bob GET /dav/calendars/bob/calendar/dinner%40else.example.ics
< 200
< body bob.ics
carol GET /dav/calendars/carol/calendar/dinner%40else.example.ics
< 200
< contains mailto:carol@example.org
< lacks mailto:bob@example.org
erin GET /dav/calendars/erin/calendar/dinner%40else.example.ics
< 404
bob edits /dav/calendars/bob/calendar/dinner%40else.example.ics
> ATTENDEE;PARTSTAT=ACCEPTED;MEMBER="mailto:staff@cal.example.org":mailto:bob@example.org
< 204
mail to boss@else.example
< text/calendar; method=REPLY accepted.ics

smtp boss@else.example -> bob@cal.example.org other-title.eml
< 250 *
no mail
bob GET /dav/calendars/bob/calendar/dinner%40else.example.ics
< 200
< contains Supper
< contains PARTSTAT=ACCEPTED;MEMBER

smtp boss@else.example -> staff@cal.example.org off.eml
< 250 *
no mail
bob GET /dav/calendars/bob/calendar/dinner%40else.example.ics
< contains STATUS:CANCELLED
carol GET /dav/calendars/carol/calendar/dinner%40else.example.ics
< contains STATUS:CANCELLED

-- take.toml --
[mail.in]
strangers = "take"

-- records.txt --
else.example TXT v=spf1 ip4:127.0.0.1 -all
_dmarc.else.example TXT v=DMARC1; p=reject

-- invite.eml --
From: boss@else.example
To: staff@cal.example.org
Subject: REQUEST: Dinner
Date: Mon, 2 Mar 2026 07:00:00 +0000
Message-ID: <d-0@else.example>
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
ORGANIZER:mailto:boss@else.example
ATTENDEE;PARTSTAT=ACCEPTED:mailto:boss@else.example
ATTENDEE;CUTYPE=GROUP;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:staff@cal.example.org
END:VEVENT
END:VCALENDAR

-- other-title.eml --
From: boss@else.example
To: bob@cal.example.org
Subject: REQUEST: Supper
Date: Mon, 2 Mar 2026 08:00:00 +0000
Message-ID: <d-1@else.example>
MIME-Version: 1.0
Content-Type: text/calendar; charset=utf-8; method=REQUEST

BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Else//Mail//EN
METHOD:REQUEST
BEGIN:VEVENT
UID:dinner@else.example
DTSTAMP:20260302T080000Z
SEQUENCE:0
DTSTART:20260311T190000Z
DTEND:20260311T220000Z
SUMMARY:Supper
ORGANIZER:mailto:boss@else.example
ATTENDEE;PARTSTAT=ACCEPTED:mailto:boss@else.example
ATTENDEE;CUTYPE=GROUP;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:staff@cal.example.org
END:VEVENT
END:VCALENDAR

-- off.eml --
From: boss@else.example
To: staff@cal.example.org
Subject: CANCEL: Supper
Date: Mon, 2 Mar 2026 09:00:00 +0000
Message-ID: <d-2@else.example>
MIME-Version: 1.0
Content-Type: text/calendar; charset=utf-8; method=CANCEL

BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Else//Mail//EN
METHOD:CANCEL
BEGIN:VEVENT
UID:dinner@else.example
DTSTAMP:20260302T090000Z
SEQUENCE:1
DTSTART:20260311T190000Z
DTEND:20260311T220000Z
SUMMARY:Supper
ORGANIZER:mailto:boss@else.example
ATTENDEE;PARTSTAT=ACCEPTED:mailto:boss@else.example
ATTENDEE;CUTYPE=GROUP;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:staff@cal.example.org
END:VEVENT
END:VCALENDAR

-- bob.ics --
BEGIN:VCALENDAR
...
BEGIN:VEVENT
...
UID:dinner@else.example
SUMMARY:Dinner
ORGANIZER:mailto:boss@else.example
ATTENDEE;PARTSTAT=ACCEPTED:mailto:boss@else.example
ATTENDEE;CUTYPE=GROUP;*:mailto:staff@cal.example.org
ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE;MEMBER="mailto:staff@cal.example.org";*:mailto:bob@example.org
END:VEVENT
END:VCALENDAR

-- accepted.ics --
BEGIN:VCALENDAR
...
BEGIN:VEVENT
...
UID:dinner@else.example
ORGANIZER:mailto:boss@else.example
ATTENDEE;PARTSTAT=ACCEPTED;*:mailto:bob@example.org
END:VEVENT
END:VCALENDAR
