# Bob deleted a meeting, which declined it, and then accepts it from his mail program: it is in his calendar again.
# RFC 6638 §4.2, RFC 5546 §3.2.3
dns records.txt
user alice  alice@example.org
user bob    bob@example.org
alice PUT /dav/calendars/alice/calendar/lunch.ics  lunch.ics
< 201
bob DELETE /dav/calendars/bob/calendar/lunch%40example.org.ics
< 204
ignore mail
time +1h
smtp bob@example.org -> alice@cal.example.org yes.eml
< 250 *
ignore mail
bob GET /dav/calendars/bob/calendar/lunch%40example.org.ics
< 200
< contains ATTENDEE;PARTSTAT=ACCEPTED:mailto:bob@example.org
alice GET /dav/calendars/alice/calendar/lunch.ics
< 200
< contains ATTENDEE;SCHEDULE-STATUS=2.0;PARTSTAT=ACCEPTED:mailto:bob@example.org

-- records.txt --
example.org TXT v=spf1 ip4:127.0.0.1 -all
_dmarc.example.org TXT v=DMARC1; p=reject

-- lunch.ics --
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//Stories//EN
BEGIN:VEVENT
UID:lunch@example.org
DTSTAMP:20260302T070000Z
DTSTART:20260310T120000Z
DTEND:20260310T130000Z
SUMMARY:Lunch
ORGANIZER:mailto:alice@example.org
ATTENDEE;PARTSTAT=ACCEPTED:mailto:alice@example.org
ATTENDEE:mailto:bob@example.org
END:VEVENT
END:VCALENDAR

-- yes.eml --
From: bob@example.org
To: alice@example.org
Subject: REPLY: Lunch
Date: Mon, 2 Mar 2026 10:00:00 +0000
Message-ID: <b-1@example.org>
MIME-Version: 1.0
Content-Type: text/calendar; charset=utf-8; method=REPLY

BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//Stories//EN
METHOD:REPLY
BEGIN:VEVENT
UID:lunch@example.org
DTSTAMP:20260302T100000Z
SEQUENCE:0
DTSTART:20260310T120000Z
ORGANIZER:mailto:alice@example.org
ATTENDEE;PARTSTAT=ACCEPTED:mailto:bob@example.org
END:VEVENT
END:VCALENDAR
