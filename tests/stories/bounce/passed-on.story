# Bob's mail server has passed the invitation on to one that reports nothing: that it was sent is all that is known.
# RFC 3464 §2.3.3, RFC 6638 §3.2.9
user alice  alice@example.org

alice PUT /dav/calendars/alice/calendar/lunch.ics  invite.ics
< 201
mail to bob@else.example
set bounces from envelope
smtp <> -> $bounces report.eml
< 250 *
no mail
alice GET /dav/calendars/alice/calendar/lunch.ics
< 200
< contains SCHEDULE-STATUS=1.1

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
Action: relayed
Status: 2.1.9
--part--
