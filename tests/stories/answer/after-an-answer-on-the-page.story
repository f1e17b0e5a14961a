# Bob accepts on the page and then, later, declines by mail: the later word holds, whichever way it came.
# RFC 5546 §2.1.5
user alice  alice@example.org

alice PUT /dav/calendars/alice/calendar/lunch.ics  invite.ics
< 201

mail to bob@else.example
set organizer from calendar ORGANIZER
set page from link
time +1h
guest POST $page answer=accept
< 200
mail to alice@example.org
< Subject: bob@else.example accepted: Lunch
time +1h
smtp bob@else.example -> $organizer older.eml       # written before he opened the page
< 250 *
no mail
smtp bob@else.example -> $organizer newer.eml
< 250 *
mail to alice@example.org
< Subject: bob@else.example declined: Lunch
alice GET /dav/calendars/alice/calendar/lunch.ics
< 200
< body stored.ics

-- invite.ics --
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//Stories//EN
BEGIN:VEVENT
UID:lunch@example.org
DTSTAMP:20260302T090000Z
DTSTART:20260310T120000Z
DTEND:20260310T130000Z
SUMMARY:Lunch
ORGANIZER:mailto:alice@example.org
ATTENDEE;PARTSTAT=ACCEPTED:mailto:alice@example.org
ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:bob@else.example
END:VEVENT
END:VCALENDAR

-- older.eml --
From: Bob <bob@else.example>
To: $organizer
Subject: Tentative: Lunch
Date: Mon, 2 Mar 2026 09:30:00 +0000
Message-ID: <answer-1@else.example>
MIME-Version: 1.0
Content-Type: multipart/alternative; boundary="part"

--part
Content-Type: text/plain; charset=utf-8

Bob answers.
--part
Content-Type: text/calendar; charset=utf-8; method=REPLY

BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Else//Mail//EN
METHOD:REPLY
BEGIN:VEVENT
UID:lunch@example.org
DTSTAMP:20260302T093000Z
DTSTART:20260310T120000Z
SEQUENCE:0
SUMMARY:Lunch
ORGANIZER:mailto:$organizer
ATTENDEE;PARTSTAT=TENTATIVE:mailto:bob@else.example
END:VEVENT
END:VCALENDAR
--part--

-- newer.eml --
From: Bob <bob@else.example>
To: $organizer
Subject: Declined: Lunch
Date: Mon, 2 Mar 2026 10:50:00 +0000
Message-ID: <answer-2@else.example>
MIME-Version: 1.0
Content-Type: multipart/alternative; boundary="part"

--part
Content-Type: text/plain; charset=utf-8

Bob answers.
--part
Content-Type: text/calendar; charset=utf-8; method=REPLY

BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Else//Mail//EN
METHOD:REPLY
BEGIN:VEVENT
UID:lunch@example.org
DTSTAMP:20260302T105000Z
DTSTART:20260310T120000Z
SEQUENCE:0
SUMMARY:Lunch
ORGANIZER:mailto:$organizer
ATTENDEE;PARTSTAT=DECLINED:mailto:bob@else.example
END:VEVENT
END:VCALENDAR
--part--

-- stored.ics --
BEGIN:VCALENDAR
...
BEGIN:VEVENT
ATTENDEE;PARTSTAT=DECLINED;*:mailto:bob@else.example
...
END:VEVENT
END:VCALENDAR
