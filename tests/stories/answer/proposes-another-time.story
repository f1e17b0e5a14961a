# Bob proposes another time: the lunch stays where it is, and Alice reads the proposal.
# RFC 5546 §3.2.7
user alice  alice@example.org

alice PUT /dav/calendars/alice/calendar/lunch.ics  invite.ics
< 201

mail to bob@else.example
set organizer from calendar ORGANIZER

time +1h
smtp bob@else.example -> $organizer counter.eml
< 250 *
mail to alice@example.org
< Subject: bob@else.example proposes a new time: Lunch
< text contains 14:00
alice GET /dav/calendars/alice/calendar/lunch.ics
< 200
< body unchanged.ics

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

-- counter.eml --
From: Bob <bob@else.example>
To: $organizer
Subject: Tentative: Lunch
Date: Mon, 2 Mar 2026 10:30:00 +0000
Message-ID: <answer-1@else.example>
MIME-Version: 1.0
Content-Type: multipart/alternative; boundary="part"

--part
Content-Type: text/plain; charset=utf-8

Bob answers.
--part
Content-Type: text/calendar; charset=utf-8; method=COUNTER

BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Else//Mail//EN
METHOD:COUNTER
BEGIN:VEVENT
UID:lunch@example.org
DTSTAMP:20260302T103000Z
DTSTART:20260310T140000Z
DTEND:20260310T150000Z
SEQUENCE:0
SUMMARY:Lunch
ORGANIZER:mailto:$organizer
ATTENDEE;PARTSTAT=TENTATIVE:mailto:bob@else.example
END:VEVENT
END:VCALENDAR
--part--

-- unchanged.ics --
BEGIN:VCALENDAR
...
BEGIN:VEVENT
DTSTART:20260310T120000Z
DTEND:20260310T130000Z
SUMMARY:Lunch
...
END:VEVENT
END:VCALENDAR
