# Alice moves a meeting from one of her calendars to another: it is the same meeting in another place, and no guest hears of it.
# RFC 4918 §9.9, RFC 6638 §3.2.3.4
user alice  alice@example.org

alice PUT /dav/calendars/alice/calendar/lunch.ics  invite.ics
< 201

mail to bob@else.example
set organizer from calendar ORGANIZER
alice MKCALENDAR /dav/calendars/alice/work/
< 201
alice MOVE /dav/calendars/alice/calendar/lunch.ics
> Destination: /dav/calendars/alice/work/lunch.ics
> Overwrite: F
< 201
no mail
alice GET /dav/calendars/alice/calendar/lunch.ics
< 404
alice GET /dav/calendars/alice/work/lunch.ics
< 200

time +1h
smtp bob@else.example -> $organizer answer.eml
< 250 *
mail to alice@example.org
< Subject: bob@else.example accepted: Lunch

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

-- answer.eml --
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
