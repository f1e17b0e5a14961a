# Bob accepts the weekly lunch and then declines one date of it; the other dates stay as they are.
# RFC 5546 §3.2.3, RFC 5545 §3.8.4.4
user alice  alice@example.org

alice PUT /dav/calendars/alice/calendar/lunch.ics  invite.ics
< 201

mail to bob@else.example
set organizer from calendar ORGANIZER

time +3h
smtp bob@else.example -> $organizer accept.eml
< 250 *
mail to alice@example.org
< Subject: bob@else.example accepted: Lunch
smtp bob@else.example -> $organizer not-then.eml
< 250 *
mail to alice@example.org
< Subject: bob@else.example declined: Lunch
< text contains 17 March 2026

alice GET /dav/calendars/alice/calendar/lunch.ics
< 200
< body stored.ics

smtp bob@else.example -> $organizer no-such-date.eml      # there is no lunch on that day
< 250 *
ignore mail to alice@example.org
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
RRULE:FREQ=WEEKLY;COUNT=4
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

-- not-then.eml --
From: Bob <bob@else.example>
To: $organizer
Subject: Declined: Lunch
Date: Mon, 2 Mar 2026 11:30:00 +0000
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
DTSTAMP:20260302T113000Z
RECURRENCE-ID:20260317T120000Z
DTSTART:20260317T120000Z
SEQUENCE:0
SUMMARY:Lunch
ORGANIZER:mailto:$organizer
ATTENDEE;PARTSTAT=DECLINED:mailto:bob@else.example
END:VEVENT
END:VCALENDAR
--part--

-- no-such-date.eml --
From: Bob <bob@else.example>
To: $organizer
Subject: Declined: Lunch
Date: Mon, 2 Mar 2026 11:40:00 +0000
Message-ID: <answer-3@else.example>
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
DTSTAMP:20260302T114000Z
RECURRENCE-ID:20260318T120000Z
DTSTART:20260318T120000Z
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
RRULE:FREQ=WEEKLY;COUNT=4
ATTENDEE;PARTSTAT=ACCEPTED;*:mailto:bob@else.example
...
END:VEVENT
BEGIN:VEVENT
RECURRENCE-ID:20260317T120000Z
DTSTART:20260317T120000Z
ATTENDEE;PARTSTAT=DECLINED;*:mailto:bob@else.example
...
END:VEVENT
END:VCALENDAR
