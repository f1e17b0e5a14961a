# Somebody answers by mail as Carol, who has an account here; nothing proves it, and Alice lets it count. Carol's own calendar
# stays as it is, and Carol is told.
# RFC 6047 §2.2.1, RFC 5546 §6.1.2
dns records.txt
user alice  alice@example.org
user carol  carol@example.org
alice PUT /dav/calendars/alice/calendar/dinner.ics  dinner.ics
< 201
time +1h
smtp carol@example.org -> alice@cal.example.org  forged.eml
< 250 *
notices carol
< invited: *
pending alice
< answer of carol@example.org from *: dinner@example.org
alice accepts 1
alice GET /dav/calendars/alice/calendar/dinner.ics
< 200
< contains ATTENDEE;PARTSTAT=DECLINED;SCHEDULE-STATUS=2.0:mailto:carol@example.org
carol GET /dav/calendars/carol/calendar/dinner@example.org.ics
< 200
< contains ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:carol@example.org
notices carol
< invited: *
< answered-for-you: An answer in your name counts: Dinner / alice@example.org reads that carol@example.org declined. / It came by mail, and nothing proves who sent it; your calendar stays as it is. / If it was not you, or to have it there too, answer in your calendar.
mail to carol@example.org
< Subject: An answer in your name counts: Dinner
ignore mail

-- records.txt --
evil.example TXT v=spf1 -all
-- dinner.ics --
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//Stories//EN
BEGIN:VEVENT
UID:dinner@example.org
DTSTAMP:20260302T070000Z
DTSTART:20260311T190000Z
DTEND:20260311T220000Z
SUMMARY:Dinner
ORGANIZER:mailto:alice@example.org
ATTENDEE;PARTSTAT=ACCEPTED:mailto:alice@example.org
ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:carol@example.org
END:VEVENT
END:VCALENDAR
-- forged.eml --
From: Carol <carol@example.org>
To: alice@example.org
Subject: Declined: Dinner
Date: Mon, 2 Mar 2026 10:00:00 +0000
Message-ID: <forged.1@evil.example>
MIME-Version: 1.0
Content-Type: text/calendar; charset=utf-8; method=REPLY

BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//Stories//EN
METHOD:REPLY
BEGIN:VEVENT
UID:dinner@example.org
DTSTAMP:20260302T100000Z
SEQUENCE:0
ORGANIZER:mailto:alice@example.org
ATTENDEE;PARTSTAT=DECLINED:mailto:carol@example.org
END:VEVENT
END:VCALENDAR
