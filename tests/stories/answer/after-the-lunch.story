# Bob answers long after the lunch: it is too late for that, and his old answer stays.
# RFC 5546 §2.1.5
user alice  alice@example.org

alice PUT /dav/calendars/alice/calendar/lunch.ics  invite.ics
< 201

mail to bob@else.example
set organizer from calendar ORGANIZER
time +120d
smtp bob@else.example -> $organizer answer.eml
< 250 *
ignore mail to alice@example.org
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

-- answer.eml --
From: Bob <bob@else.example>
To: $organizer
Subject: Accepted: Lunch
Date: Mon, 29 Jun 2026 10:30:00 +0000
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
DTSTAMP:20260629T103000Z
DTSTART:20260310T120000Z
SEQUENCE:0
SUMMARY:Lunch
ORGANIZER:mailto:$organizer
ATTENDEE;PARTSTAT=ACCEPTED:mailto:bob@else.example
END:VEVENT
END:VCALENDAR
--part--

-- unchanged.ics --
BEGIN:VCALENDAR
...
BEGIN:VEVENT
ATTENDEE;PARTSTAT=NEEDS-ACTION;*:mailto:bob@else.example
...
END:VEVENT
END:VCALENDAR
