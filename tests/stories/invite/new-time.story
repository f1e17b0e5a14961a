# Alice moves the lunch: Bob is told, his answer for the old time is void, and the mail belongs to the same thread.
# RFC 5546 §2.1.4, §3.2.2.1, RFC 6638 §3.2.8
user alice  alice@example.org

alice PUT /dav/calendars/alice/calendar/lunch.ics  invite.ics
< 201

mail to bob@else.example
< References: $thread
set organizer from calendar ORGANIZER

time +1h
lmtp bob@else.example -> $organizer accept.eml
< 250 *
ignore mail to alice@example.org

time +1h
alice PUT /dav/calendars/alice/calendar/lunch.ics  later.ics
< 204
mail to bob@else.example
< Subject: Updated*Lunch*
< text contains an earlier answer of yours no longer counts
< References: $thread
< text/calendar; method=REQUEST  request.ics
< Reply-To: *$organizer*
no mail

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

-- accept.eml --
From: Bob <bob@else.example>
To: $organizer
Subject: Accepted: Lunch
Date: Mon, 2 Mar 2026 10:30:00 +0000
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
DTSTAMP:20260302T103000Z
DTSTART:20260310T120000Z
SEQUENCE:0
SUMMARY:Lunch
ORGANIZER:mailto:$organizer
ATTENDEE;PARTSTAT=ACCEPTED:mailto:bob@else.example
END:VEVENT
END:VCALENDAR
--part--

-- later.ics --
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//Stories//EN
BEGIN:VEVENT
UID:lunch@example.org
DTSTAMP:20260302T090000Z
DTSTART:20260310T150000Z
DTEND:20260310T160000Z
SUMMARY:Lunch
ORGANIZER:mailto:alice@example.org
ATTENDEE;PARTSTAT=ACCEPTED:mailto:alice@example.org
ATTENDEE;PARTSTAT=ACCEPTED:mailto:bob@else.example
END:VEVENT
END:VCALENDAR

-- request.ics --
BEGIN:VCALENDAR
...
METHOD:REQUEST
BEGIN:VEVENT
UID:lunch@example.org
SEQUENCE:1
DTSTART:20260310T150000Z
ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE;*:mailto:bob@else.example
...
END:VEVENT
END:VCALENDAR

-- stored.ics --
BEGIN:VCALENDAR
...
BEGIN:VEVENT
SEQUENCE:1
DTSTART:20260310T150000Z
ATTENDEE;PARTSTAT=ACCEPTED:mailto:alice@example.org
ATTENDEE;PARTSTAT=NEEDS-ACTION;*:mailto:bob@else.example
...
END:VEVENT
END:VCALENDAR
