# Bob declines a date of a series that has moved meanwhile, and proposes another place: nothing changes, and Alice gets both as mail.
# RFC 5546 §2.1.4, §3.2.3, §3.2.7
user alice  alice@example.org

alice PUT /dav/calendars/alice/calendar/lunch.ics  lunch.ics
< 201
mail to bob@else.example
set organizer from calendar ORGANIZER
time +1h
alice edits /dav/calendars/alice/calendar/lunch.ics
> DTSTART:20260310T150000Z
> DTEND:20260310T160000Z
< 204
mail to bob@else.example

smtp bob@else.example -> $organizer old-date.eml
< 250 *
mail to alice@example.org
< Subject: Declined: Lunch
< text contains Not on the 17th.

smtp bob@else.example -> $organizer other-place.eml
< 250 *
mail to alice@example.org
< Subject: Another place: Lunch
< text contains Could we meet at the lake?
alice GET /dav/calendars/alice/calendar/lunch.ics
< 200
< body unchanged.ics
pending alice

-- lunch.ics --
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//Stories//EN
BEGIN:VEVENT
UID:lunch@example.org
DTSTAMP:20260302T090000Z
DTSTART:20260310T120000Z
DTEND:20260310T130000Z
RRULE:FREQ=WEEKLY;COUNT=5
SUMMARY:Lunch
ORGANIZER:mailto:alice@example.org
ATTENDEE;PARTSTAT=ACCEPTED:mailto:alice@example.org
ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:bob@else.example
END:VEVENT
END:VCALENDAR

-- old-date.eml --
From: Bob <bob@else.example>
To: $organizer
Subject: Declined: Lunch
Date: Mon, 2 Mar 2026 09:30:00 +0000
Message-ID: <old-date@else.example>
MIME-Version: 1.0
Content-Type: multipart/alternative; boundary="part"

--part
Content-Type: text/plain; charset=utf-8

Not on the 17th.
--part
Content-Type: text/calendar; charset=utf-8; method=REPLY

BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Else//Mail//EN
METHOD:REPLY
BEGIN:VEVENT
UID:lunch@example.org
DTSTAMP:20260302T093000Z
RECURRENCE-ID:20260317T120000Z
SEQUENCE:0
ORGANIZER:mailto:$organizer
ATTENDEE;PARTSTAT=DECLINED:mailto:bob@else.example
END:VEVENT
END:VCALENDAR
--part--

-- other-place.eml --
From: Bob <bob@else.example>
To: $organizer
Subject: Another place: Lunch
Date: Mon, 2 Mar 2026 10:10:00 +0000
Message-ID: <other-place@else.example>
MIME-Version: 1.0
Content-Type: multipart/alternative; boundary="part"

--part
Content-Type: text/plain; charset=utf-8

Could we meet at the lake?
--part
Content-Type: text/calendar; charset=utf-8; method=COUNTER

BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Else//Mail//EN
METHOD:COUNTER
BEGIN:VEVENT
UID:lunch@example.org
DTSTAMP:20260302T101000Z
DTSTART:20260310T150000Z
DTEND:20260310T160000Z
RRULE:FREQ=WEEKLY;COUNT=5
LOCATION:Lake
SEQUENCE:1
ORGANIZER:mailto:$organizer
ATTENDEE;PARTSTAT=TENTATIVE:mailto:bob@else.example
END:VEVENT
END:VCALENDAR
--part--

-- unchanged.ics --
BEGIN:VCALENDAR
...
BEGIN:VEVENT
DTSTART:20260310T150000Z
DTEND:20260310T160000Z
ATTENDEE;PARTSTAT=NEEDS-ACTION;*:mailto:bob@else.example
...
END:VEVENT
END:VCALENDAR
