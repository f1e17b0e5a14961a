# The lunch is in Berlin time; Bob's program names the date it answers in world time, and Erin's as a bare date: both mean the same lunch.
# RFC 5545 §3.8.4.4, RFC 5546 §3.2.3
user alice  alice@example.org
alice PUT /dav/calendars/alice/calendar/lunch.ics  weekly.ics
< 201
mail to bob@else.example
set organizer from calendar ORGANIZER
mail to erin@third.example
set other from calendar ORGANIZER
time +3h
smtp bob@else.example -> $organizer not-then.eml
< 250 *
mail to alice@example.org
< Subject: bob@else.example declined: Lunch
smtp erin@third.example -> $other nor-i.eml
< 250 *
mail to alice@example.org
< Subject: erin@third.example declined: Lunch
alice GET /dav/calendars/alice/calendar/lunch.ics
< 200
< body stored.ics

-- weekly.ics --
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//Stories//EN
BEGIN:VEVENT
UID:lunch@example.org
DTSTAMP:20260302T090000Z
DTSTART;TZID=Europe/Berlin:20260310T130000
DTEND;TZID=Europe/Berlin:20260310T140000
SUMMARY:Lunch
RRULE:FREQ=WEEKLY;COUNT=4
ORGANIZER:mailto:alice@example.org
ATTENDEE;PARTSTAT=ACCEPTED:mailto:alice@example.org
ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:bob@else.example
ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:erin@third.example
END:VEVENT
END:VCALENDAR

-- not-then.eml --
From: Bob <bob@else.example>
To: $organizer
Subject: Declined: Lunch
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
RECURRENCE-ID:20260317T120000Z
DTSTART:20260317T120000Z
SEQUENCE:0
SUMMARY:Lunch
ORGANIZER:mailto:$organizer
ATTENDEE;PARTSTAT=DECLINED:mailto:bob@else.example
END:VEVENT
END:VCALENDAR
--part--

-- nor-i.eml --
From: Erin <erin@third.example>
To: $other
Subject: Declined: Lunch
Date: Mon, 2 Mar 2026 10:30:00 +0000
Message-ID: <answer-2@third.example>
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
RECURRENCE-ID;TZID=Europe/Berlin:20260317T130000
DTSTART;TZID=Europe/Berlin:20260317T130000
SEQUENCE:0
SUMMARY:Lunch
ORGANIZER:mailto:$other
ATTENDEE;PARTSTAT=DECLINED:mailto:erin@third.example
END:VEVENT
END:VCALENDAR
--part--

-- stored.ics --
BEGIN:VCALENDAR
...
BEGIN:VEVENT
RRULE:FREQ=WEEKLY;COUNT=4
DTSTART;TZID=Europe/Berlin:20260310T130000
ATTENDEE;PARTSTAT=NEEDS-ACTION;*:mailto:bob@else.example
...
END:VEVENT
BEGIN:VEVENT
RECURRENCE-ID;TZID=Europe/Berlin:20260317T130000
ATTENDEE;PARTSTAT=DECLINED;*:mailto:bob@else.example
ATTENDEE;PARTSTAT=DECLINED;*:mailto:erin@third.example
...
END:VEVENT
END:VCALENDAR
