# Bob accepts before he reads that the lunch is called off: nothing changes, and Alice reads why the answer does not count.
# RFC 5546 §2.1.4, §3.2.5
user alice  alice@example.org

alice PUT /dav/calendars/alice/calendar/lunch.ics  invite.ics
< 201
mail to bob@else.example
set organizer from calendar ORGANIZER
time +1h
alice edits /dav/calendars/alice/calendar/lunch.ics
> STATUS:CANCELLED
< 204
mail to bob@else.example
< text/calendar; method=CANCEL

smtp bob@else.example -> $organizer answer.eml
< 250 *
mail to alice@example.org
< Subject: bob@else.example accepted: Lunch
< text contains It is called off, so the answer does not count.
alice GET /dav/calendars/alice/calendar/lunch.ics
< 200
< body called-off.ics

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
Date: Mon, 2 Mar 2026 09:30:00 +0000
Message-ID: <answer@else.example>
MIME-Version: 1.0
Content-Type: text/calendar; charset=utf-8; method=REPLY

BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Else//Mail//EN
METHOD:REPLY
BEGIN:VEVENT
UID:lunch@example.org
DTSTAMP:20260302T093000Z
SEQUENCE:0
ORGANIZER:mailto:$organizer
ATTENDEE;PARTSTAT=ACCEPTED:mailto:bob@else.example
END:VEVENT
END:VCALENDAR

-- called-off.ics --
BEGIN:VCALENDAR
...
BEGIN:VEVENT
STATUS:CANCELLED
ATTENDEE;PARTSTAT=NEEDS-ACTION;*:mailto:bob@else.example
...
END:VEVENT
END:VCALENDAR
