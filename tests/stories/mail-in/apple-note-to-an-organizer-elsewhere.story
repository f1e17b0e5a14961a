# Bob declines in Apple's Calendar and writes why: the organizer, who is elsewhere, reads it, for it leaves as a comment.
# RFC 5546 §3.2.3, RFC 5545 §3.8.1.4
config take.toml
dns records.txt
user bob    bob@example.org
smtp boss@else.example -> bob@cal.example.org invite.eml
< 250 *
bob edits /dav/calendars/bob/calendar/dinner%40else.example.ics
> ATTENDEE;PARTSTAT=DECLINED:mailto:bob@example.org
> +X-CALENDARSERVER-PRIVATE-COMMENT:I am away\, sorry
< 204
mail to boss@else.example
< text contains I am away, sorry
< text/calendar; method=REPLY declined.ics

-- take.toml --
[mail.in]
strangers = "take"

-- records.txt --
else.example TXT v=spf1 ip4:127.0.0.1 -all
_dmarc.else.example TXT v=DMARC1; p=reject

-- invite.eml --
From: boss@else.example
To: bob@cal.example.org
Subject: REQUEST: Dinner
Date: Mon, 2 Mar 2026 07:00:00 +0000
Message-ID: <n-0@else.example>
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
ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:bob@example.org
END:VEVENT
END:VCALENDAR

-- declined.ics --
BEGIN:VCALENDAR
...
BEGIN:VEVENT
...
ATTENDEE;PARTSTAT=DECLINED;*:mailto:bob@example.org
COMMENT:I am away\, sorry
END:VEVENT
END:VCALENDAR
