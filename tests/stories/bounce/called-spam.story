# Bob's provider reports that he calls the invitation spam: no more of them are mailed to him.
# RFC 5965 §2, RFC 6638 §3.2.9
user alice  alice@example.org
alice PUT /dav/calendars/alice/calendar/lunch.ics  invite.ics
< 201
mail to bob@else.example
set bounces from envelope
smtp <> -> $bounces report.eml
< 250 *
no mail
alice PUT /dav/calendars/alice/calendar/second.ics  second.ics
< 201
mail to alice@example.org
< text contains the guest has reported invitations as spam
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

-- second.ics --
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//Stories//EN
BEGIN:VEVENT
UID:second@example.org
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
From: feedback@else.example
To: $bounces
Subject: Complaint
Date: Mon, 2 Mar 2026 09:30:00 +0000
Message-ID: <arf-1@else.example>
MIME-Version: 1.0
Content-Type: multipart/report; report-type=feedback-report; boundary="part"

--part
Content-Type: text/plain

This is a report of unwanted mail.
--part
Content-Type: message/feedback-report

Feedback-Type: abuse
User-Agent: Else/1
Version: 1
--part
Content-Type: message/rfc822

From: invitations@cal.example.org
Subject: Invitation: Lunch

Lunch
--part--
