# Alice's invitation of Bob comes back: she is told once that nobody is there and that nothing more is mailed to him, also when she moves the lunch. When Bob is heard of he gets mail again, and when he is lost again she is told again.
# RFC 6638 §3.2.9, RFC 3464 §2.3
user alice  alice@example.org

alice PUT /dav/calendars/alice/calendar/lunch.ics  invite.ics
< 201
mail to bob@else.example
set organizer from calendar ORGANIZER
set bounces from envelope
smtp <> -> $bounces report.eml
< 250 *
mail to alice@example.org
< Subject: Not delivered to bob@else.example: Lunch
< text contains no such user here
< text contains Nothing more is mailed to this address before 31 May 2026
smtp <> -> $bounces report.eml
< 250 *
no mail
time +1m
alice PUT /dav/calendars/alice/calendar/lunch.ics  moved.ics
< 204
no mail
alice GET /dav/calendars/alice/calendar/lunch.ics
< 200
< contains SCHEDULE-STATUS=3.7

time +1m
smtp bob@else.example -> $organizer answer.eml
< 250 *
mail to alice@example.org
< Subject: bob@else.example accepted the earlier time: Lunch
time +1m
alice PUT /dav/calendars/alice/calendar/lunch.ics  moved-again.ics
< 204
mail to bob@else.example
set bounces from envelope
smtp <> -> $bounces report.eml
< 250 *
mail to alice@example.org
< Subject: Not delivered to bob@else.example: Lunch
no mail

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

-- moved.ics --
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//Stories//EN
BEGIN:VEVENT
UID:lunch@example.org
SEQUENCE:1
DTSTAMP:20260302T090000Z
DTSTART:20260311T120000Z
DTEND:20260311T130000Z
SUMMARY:Lunch
ORGANIZER:mailto:alice@example.org
ATTENDEE;PARTSTAT=ACCEPTED:mailto:alice@example.org
ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:bob@else.example
END:VEVENT
END:VCALENDAR

-- moved-again.ics --
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//Stories//EN
BEGIN:VEVENT
UID:lunch@example.org
SEQUENCE:2
DTSTAMP:20260302T090000Z
DTSTART:20260312T120000Z
DTEND:20260312T130000Z
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
Date: Mon, 2 Mar 2026 09:02:00 +0000
Message-ID: <answer-1@else.example>
MIME-Version: 1.0
Content-Type: text/calendar; charset=utf-8; method=REPLY

BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Else//Mail//EN
METHOD:REPLY
BEGIN:VEVENT
UID:lunch@example.org
DTSTAMP:20260302T090200Z
SEQUENCE:0
ORGANIZER:mailto:$organizer
ATTENDEE;PARTSTAT=ACCEPTED:mailto:bob@else.example
END:VEVENT
END:VCALENDAR

-- report.eml --
From: Mail Delivery System <MAILER-DAEMON@else.example>
To: $bounces
Subject: Undelivered mail
Date: Mon, 2 Mar 2026 09:05:00 +0000
Message-ID: <report-1@else.example>
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="part"

--part
Content-Type: text/plain

Your mail could not be delivered.
--part
Content-Type: message/delivery-status

Reporting-MTA: dns; mail.else.example

Final-Recipient: rfc822; bob@else.example
Action: failed
Status: 5.1.1
Diagnostic-Code: smtp; 550 5.1.1 no such user here
--part--
