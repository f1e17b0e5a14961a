# Alice deletes the lunch: both guests get a cancellation, and an answer that crosses it is of no harm.
# RFC 5546 §3.2.5, RFC 6638 §3.2.1.3
user alice  alice@example.org

alice PUT /dav/calendars/alice/calendar/lunch.ics  invite.ics
< 201

mail to bob@else.example
set organizer from calendar ORGANIZER
mail to erin@third.example

time +1h
alice DELETE /dav/calendars/alice/calendar/lunch.ics
< 204
mail to bob@else.example
< Subject: Cancelled: Lunch*
< text/calendar; method=CANCEL  cancel.ics
< text lacks /r/
mail to erin@third.example
< Subject: Cancelled: Lunch*

lmtp bob@else.example -> $organizer accept.eml
< 250 *
ignore mail to alice@example.org
alice GET /dav/calendars/alice/calendar/lunch.ics
< 404

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
ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:erin@third.example
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

-- cancel.ics --
BEGIN:VCALENDAR
...
METHOD:CANCEL
BEGIN:VEVENT
UID:lunch@example.org
SEQUENCE:1
STATUS:CANCELLED
DTSTART:20260310T120000Z
ATTENDEE;*:mailto:bob@else.example
...
END:VEVENT
END:VCALENDAR
