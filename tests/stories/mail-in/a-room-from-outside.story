# A stranger asks for a room: its manager hears of it while it waits outside the calendar, and can let it in.
# RFC 5546 §3.2.2, §6.1.5
dns records.txt
user dave   dave@example.org
room hall   hall@example.org ask dave

smtp boss@else.example -> hall@cal.example.org ask.eml
< 250 *
mail to hall@example.org
mail to dave@example.org
< Subject: boss@else.example wants to invite Hall: Dinner
< text contains rsvpd meeting pending hall
notices dave
< offered: boss@else.example wants to invite Hall: Dinner / It is not in the calendar of Hall, *
hall accepts 1
mail to dave@example.org
< Subject: boss@else.example asks for Hall (hall): Dinner
dave PROPFIND /dav/calendars/hall/calendar/
> Depth: 1
< 207
< contains dinner@else.example.ics

-- records.txt --
else.example TXT v=spf1 ip4:127.0.0.1 -all
_dmarc.else.example TXT v=DMARC1; p=reject

-- ask.eml --
From: boss@else.example
To: hall@cal.example.org
Subject: REQUEST: Dinner
Date: Mon, 2 Mar 2026 07:00:00 +0000
Message-ID: <r-0@else.example>
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
ATTENDEE;CUTYPE=ROOM;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:hall@cal.example.org
END:VEVENT
END:VCALENDAR
