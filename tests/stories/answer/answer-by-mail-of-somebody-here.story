# Bob, who has an account here, answers from his mail program all the same: what he said is in his own calendar, too, for the
# series, for one date of it, and for a date that he had taken out of his calendar.
# RFC 6638 §4.2, RFC 5546 §3.2.3
dns records.txt
user alice  alice@example.org
user bob    bob@example.org
user carol  carol@example.org
alice PUT /dav/calendars/alice/calendar/team.ics  team.ics
< 201
bob edits /dav/calendars/bob/calendar/team%40example.org.ics
> +EXDATE:20260324T120000Z
< 204
ignore mail
bob GET /dav/calendars/bob/calendar/team%40example.org.ics
< 200
< Schedule-Tag: $before
time +1h
smtp bob@example.org -> alice@cal.example.org yes.eml
< 250 *
ignore mail
bob GET /dav/calendars/bob/calendar/team%40example.org.ics
< 200
< body bobs.ics
carol GET /dav/calendars/carol/calendar/team%40example.org.ics
< 200
< contains PARTSTAT=ACCEPTED:mailto:bob@example.org
< contains PARTSTAT=DECLINED:mailto:bob@example.org
# A program of his that has not seen it does not take it back.
bob PUT /dav/calendars/bob/calendar/team%40example.org.ics bobs.ics
> If-Schedule-Tag-Match: $before
< 412

-- records.txt --
example.org TXT v=spf1 ip4:127.0.0.1 -all
_dmarc.example.org TXT v=DMARC1; p=reject

-- team.ics --
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//Stories//EN
BEGIN:VEVENT
UID:team@example.org
DTSTAMP:20260302T070000Z
DTSTART:20260310T120000Z
DTEND:20260310T130000Z
RRULE:FREQ=WEEKLY;COUNT=5
SUMMARY:Team
ORGANIZER:mailto:alice@example.org
ATTENDEE;PARTSTAT=ACCEPTED:mailto:alice@example.org
ATTENDEE:mailto:bob@example.org
ATTENDEE:mailto:carol@example.org
END:VEVENT
END:VCALENDAR

-- yes.eml --
From: bob@example.org
To: alice@example.org
Subject: REPLY: Team
Date: Mon, 2 Mar 2026 10:00:00 +0000
Message-ID: <b-1@example.org>
MIME-Version: 1.0
Content-Type: text/calendar; charset=utf-8; method=REPLY

BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//Stories//EN
METHOD:REPLY
BEGIN:VEVENT
UID:team@example.org
DTSTAMP:20260302T100000Z
SEQUENCE:0
DTSTART:20260310T120000Z
ORGANIZER:mailto:alice@example.org
ATTENDEE;PARTSTAT=ACCEPTED:mailto:bob@example.org
END:VEVENT
BEGIN:VEVENT
UID:team@example.org
RECURRENCE-ID:20260317T120000Z
DTSTAMP:20260302T100000Z
SEQUENCE:0
DTSTART:20260317T120000Z
ORGANIZER:mailto:alice@example.org
ATTENDEE;PARTSTAT=DECLINED:mailto:bob@example.org
END:VEVENT
BEGIN:VEVENT
UID:team@example.org
RECURRENCE-ID:20260324T120000Z
DTSTAMP:20260302T100000Z
SEQUENCE:0
DTSTART:20260324T120000Z
ORGANIZER:mailto:alice@example.org
ATTENDEE;PARTSTAT=ACCEPTED:mailto:bob@example.org
END:VEVENT
END:VCALENDAR
-- bobs.ics --
BEGIN:VCALENDAR
PRODID:-//rsvpd//rsvpd//EN
VERSION:2.0
CALSCALE:GREGORIAN
BEGIN:VEVENT
UID:team@example.org
DTSTAMP:20260302T090000Z
DTSTART:20260310T120000Z
DTEND:20260310T130000Z
RRULE:FREQ=WEEKLY;COUNT=5
SUMMARY:Team
ORGANIZER;SCHEDULE-STATUS=1.2:mailto:alice@example.org
ATTENDEE;PARTSTAT=ACCEPTED:mailto:alice@example.org
ATTENDEE;PARTSTAT=ACCEPTED:mailto:bob@example.org
ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:carol@example.org
SEQUENCE:0
END:VEVENT
BEGIN:VEVENT
UID:team@example.org
DTSTAMP:20260302T090000Z
DTSTART:20260317T120000Z
DTEND:20260317T130000Z
SUMMARY:Team
ORGANIZER;SCHEDULE-STATUS=1.2:mailto:alice@example.org
ATTENDEE;PARTSTAT=ACCEPTED:mailto:alice@example.org
ATTENDEE;PARTSTAT=DECLINED:mailto:bob@example.org
ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:carol@example.org
SEQUENCE:0
RECURRENCE-ID:20260317T120000Z
END:VEVENT
BEGIN:VEVENT
UID:team@example.org
DTSTAMP:20260302T090000Z
DTSTART:20260324T120000Z
DTEND:20260324T130000Z
SUMMARY:Team
ORGANIZER;SCHEDULE-STATUS=1.2:mailto:alice@example.org
ATTENDEE;PARTSTAT=ACCEPTED:mailto:alice@example.org
ATTENDEE;PARTSTAT=ACCEPTED:mailto:bob@example.org
ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:carol@example.org
SEQUENCE:0
RECURRENCE-ID:20260324T120000Z
END:VEVENT
END:VCALENDAR
