# Bob's program lost the event and asks for it: it is sent again, and Alice is not bothered.
# RFC 5546 §3.2.6, RFC 3834 §5
user alice  alice@example.org

alice PUT /dav/calendars/alice/calendar/lunch.ics  invite.ics
< 201

mail to bob@else.example
set organizer from calendar ORGANIZER
time +1h
smtp bob@else.example -> $organizer refresh.eml
< 250 *
mail to bob@else.example
< Auto-Submitted: auto-replied
< text/calendar; method=REQUEST  request.ics
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

-- refresh.eml --
From: Bob <bob@else.example>
To: $organizer
Subject: Refresh: Lunch
Date: Mon, 2 Mar 2026 10:30:00 +0000
Message-ID: <answer-1@else.example>
MIME-Version: 1.0
Content-Type: multipart/alternative; boundary="part"

--part
Content-Type: text/plain; charset=utf-8

Bob answers.
--part
Content-Type: text/calendar; charset=utf-8; method=REFRESH

BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Else//Mail//EN
METHOD:REFRESH
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

-- request.ics --
BEGIN:VCALENDAR
...
METHOD:REQUEST
BEGIN:VEVENT
UID:lunch@example.org
SUMMARY:Lunch
...
END:VEVENT
END:VCALENDAR
