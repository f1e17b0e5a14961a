# Bob proposes two hours in place of a whole day, and later a whole day in place of the hours: accepted, the meeting is as he proposed it.
# RFC 5546 §3.2.7, RFC 5545 §3.8.2.2, §3.8.2.4
user alice  alice@example.org

alice PUT /dav/calendars/alice/calendar/trip.ics  invite.ics
< 201
mail to bob@else.example
set organizer from calendar ORGANIZER

time +1h
smtp bob@else.example -> $organizer hours.eml
< 250 *
mail to alice@example.org
< text contains Proposed: Wed 11 March 2026 14:00 – 16:00 UTC
alice accepts 1
alice GET /dav/calendars/alice/calendar/trip.ics
< 200
< body of-hours.ics
mail to bob@else.example
< text/calendar; method=REQUEST of-hours.ics

time +1h
smtp bob@else.example -> $organizer day.eml
< 250 *
mail to alice@example.org
< text contains Proposed: Thu 12 March 2026
alice accepts 1
alice GET /dav/calendars/alice/calendar/trip.ics
< 200
< body of-days.ics
mail to bob@else.example
< text/calendar; method=REQUEST of-days.ics

-- invite.ics --
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//Stories//EN
BEGIN:VEVENT
UID:trip@example.org
DTSTAMP:20260302T090000Z
DTSTART;VALUE=DATE:20260310
SUMMARY:Trip
ORGANIZER:mailto:alice@example.org
ATTENDEE;PARTSTAT=ACCEPTED:mailto:alice@example.org
ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:bob@else.example
END:VEVENT
END:VCALENDAR

-- hours.eml --
From: Bob <bob@else.example>
To: $organizer
Subject: New time proposed: Trip
Date: Mon, 2 Mar 2026 10:00:00 +0000
Message-ID: <hours@else.example>
MIME-Version: 1.0
Content-Type: text/calendar; charset=utf-8; method=COUNTER

BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Else//Mail//EN
METHOD:COUNTER
BEGIN:VEVENT
UID:trip@example.org
DTSTAMP:20260302T100000Z
DTSTART:20260311T140000Z
DTEND:20260311T160000Z
SEQUENCE:0
SUMMARY:Trip
ORGANIZER:mailto:$organizer
ATTENDEE;PARTSTAT=TENTATIVE:mailto:bob@else.example
END:VEVENT
END:VCALENDAR

-- of-hours.ics --
BEGIN:VCALENDAR
...
BEGIN:VEVENT
UID:trip@example.org
DTSTART:20260311T140000Z
DTEND:20260311T160000Z
SEQUENCE:1
...
END:VEVENT
END:VCALENDAR

-- day.eml --
From: Bob <bob@else.example>
To: $organizer
Subject: New time proposed: Trip
Date: Mon, 2 Mar 2026 11:00:00 +0000
Message-ID: <day@else.example>
MIME-Version: 1.0
Content-Type: text/calendar; charset=utf-8; method=COUNTER

BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Else//Mail//EN
METHOD:COUNTER
BEGIN:VEVENT
UID:trip@example.org
DTSTAMP:20260302T110000Z
DTSTART;VALUE=DATE:20260312
SEQUENCE:1
SUMMARY:Trip
ORGANIZER:mailto:$organizer
ATTENDEE;PARTSTAT=TENTATIVE:mailto:bob@else.example
END:VEVENT
END:VCALENDAR

-- of-days.ics --
BEGIN:VCALENDAR
...
BEGIN:VEVENT
UID:trip@example.org
DTSTART;VALUE=DATE:20260312
DTEND;VALUE=DATE:20260313
SEQUENCE:2
...
END:VEVENT
END:VCALENDAR
