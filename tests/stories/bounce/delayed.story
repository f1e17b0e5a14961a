# Bob's mail server says that it is still trying: nothing has failed, and Alice is not alarmed.
# RFC 3464 §2.3.3
user alice  alice@example.org

alice PUT /dav/calendars/alice/calendar/lunch.ics  invite.ics
< 201

mail to bob@else.example
set organizer from calendar ORGANIZER
set bounces from envelope

smtp <> -> $bounces report.eml
< 250 *
no mail
alice GET /dav/calendars/alice/calendar/lunch.ics
< 200
< body unmarked.ics

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

-- report.eml --
From: Mail Delivery System <MAILER-DAEMON@else.example>
To: $bounces
Subject: Delayed mail
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
Action: delayed
Status: 4.4.1
Diagnostic-Code: smtp; connection timed out
--part--

-- unmarked.ics --
BEGIN:VCALENDAR
...
BEGIN:VEVENT
UID:lunch@example.org
ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE;SCHEDULE-STATUS=1.1:mailto:bob@else.example
...
END:VEVENT
END:VCALENDAR
