# Dave lets in the invitation that a stranger sent to the hall he manages, and lets an answer count that Bob sent from his other address. What is refused goes, and nobody hears of it.
# RFC 5546 §3.2.2, §6.1.2, §6.1.5
dns records.txt
user dave   dave@example.org
room hall   hall@example.org ask dave
dave PUT /dav/calendars/dave/calendar/dinner.ics  dinner.ics
< 201
ignore mail
time +1h
smtp boss@else.example -> hall@cal.example.org ask.eml
< 250 *
mail to hall@example.org
mail to dave@example.org
< text contains To have it there: https://cal.example.org/waiting/
smtp boss@else.example -> dave@cal.example.org buy.eml
< 250 *
ignore mail
smtp bob@evil.example -> dave@cal.example.org answer.eml
< 250 *
mail to dave@example.org
< text contains let it count: https://cal.example.org/waiting/

guest GET /sign-in
< Set-Cookie: __Host-rsvpd=$visit; *
< body sign-in.txt
guest POST /sign-in  form=$form&name=dave&password=dave
> Cookie: __Host-rsvpd=$visit
< Set-Cookie: __Host-rsvpd=$session; *
guest GET /waiting/
> Cookie: __Host-rsvpd=$session
< contains 3 questions wait for your decision, the oldest first.
< contains wants to invite Hall.
< contains wants to invite you.
< contains BUY &#60;i&#62;NOW
< contains is said to have answered.
< contains Nothing proves that this is theirs.
< contains <dt>Sent from</dt><dd dir="auto"><p>bob@evil.example</p>
< body waiting.txt

guest POST /waiting/accept  form=$token&id=$one&seen=$asks
> Cookie: __Host-rsvpd=$session
< contains The invitation is in the calendar
guest POST /waiting/refuse  form=$token&id=$two&seen=$buys
> Cookie: __Host-rsvpd=$session
< contains The invitation is not in the calendar. Nobody was told.
guest POST /waiting/accept  form=$token&id=$three&seen=$answers
> Cookie: __Host-rsvpd=$session
< contains The message counts as theirs now.
< contains Nothing waits for your decision.
mail to dave@example.org
< Subject: boss@else.example asks for Hall (hall): Dinner
dave PROPFIND /dav/calendars/hall/calendar/
> Depth: 1
< 207
< contains dinner@else.example.ics
dave PROPFIND /dav/calendars/dave/calendar/
> Depth: 1
< lacks buy@else.example
dave GET /dav/calendars/dave/calendar/dinner.ics
< contains PARTSTAT=ACCEPTED;SCHEDULE-STATUS=2.0:mailto:bob@else.example
ignore mail

-- records.txt --
else.example TXT v=spf1 ip4:127.0.0.1 -all
_dmarc.else.example TXT v=DMARC1; p=reject
evil.example TXT v=spf1 ip4:127.0.0.1 -all
_dmarc.evil.example TXT v=DMARC1; p=reject

-- dinner.ics --
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//Stories//EN
BEGIN:VEVENT
UID:dinner@example.org
DTSTAMP:20260302T070000Z
DTSTART:20260311T190000Z
DTEND:20260311T220000Z
SUMMARY:Dinner with Bob
ORGANIZER:mailto:dave@example.org
ATTENDEE;PARTSTAT=ACCEPTED:mailto:dave@example.org
ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:bob@else.example
END:VEVENT
END:VCALENDAR

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

-- buy.eml --
From: boss@else.example
To: dave@example.org
Subject: REQUEST: BUY NOW
Date: Mon, 2 Mar 2026 07:00:00 +0000
Message-ID: <r-1@else.example>
MIME-Version: 1.0
Content-Type: text/calendar; charset=utf-8; method=REQUEST

BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Else//Mail//EN
METHOD:REQUEST
BEGIN:VEVENT
UID:buy@else.example
DTSTAMP:20260302T070000Z
SEQUENCE:0
DTSTART:20260311T190000Z
DTEND:20260311T220000Z
SUMMARY:BUY <i>NOW
ORGANIZER:mailto:boss@else.example
ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:dave@example.org
END:VEVENT
END:VCALENDAR

-- answer.eml --
From: bob@evil.example
To: dave@example.org
Subject: REPLY: Dinner
Date: Mon, 2 Mar 2026 09:00:00 +0000
Message-ID: <g-1@evil.example>
MIME-Version: 1.0
Content-Type: text/calendar; charset=utf-8; method=REPLY

BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Else//Mail//EN
METHOD:REPLY
BEGIN:VEVENT
UID:dinner@example.org
DTSTAMP:20260302T091000Z
SEQUENCE:0
DTSTART:20260311T190000Z
DTEND:20260311T220000Z
SUMMARY:Dinner
ORGANIZER:mailto:dave@example.org
ATTENDEE;PARTSTAT=ACCEPTED:mailto:bob@else.example
END:VEVENT
END:VCALENDAR

-- sign-in.txt --
...
<input type="hidden" name="form" value="$form">
...

-- waiting.txt --
...
<form class="within" method="post" action="/waiting/accept">
<input type="hidden" name="form" value="$token">
<input type="hidden" name="id" value="$one">
<input type="hidden" name="seen" value="$asks">
...
<form class="within" method="post" action="/waiting/accept">
<input type="hidden" name="form" value="$token">
<input type="hidden" name="id" value="$two">
<input type="hidden" name="seen" value="$buys">
...
<form class="within" method="post" action="/waiting/accept">
<input type="hidden" name="form" value="$token">
<input type="hidden" name="id" value="$three">
<input type="hidden" name="seen" value="$answers">
...
