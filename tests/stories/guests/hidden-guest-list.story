# Alice hides the guest list: each guest reads only of herself, and answers are counted all the same.
# RFC 5546 §3.2.2, RFC 6638 §3.2.6
user alice  alice@example.org
user carol  carol@example.org

alice PUT /dav/calendars/alice/calendar/lunch.ics  invite.ics
< 201
mail to bob@else.example
< text/calendar; method=REQUEST  to-bob.ics
< text lacks erin@third.example
set organizer from calendar ORGANIZER
set page from link
guest GET $page
< 200
< lacks erin@third.example
< lacks Erin
mail to erin@third.example
< text lacks bob@else.example

carol GET /dav/calendars/carol/calendar/lunch%40example.org.ics
< 200
< lacks bob@else.example

time +1h
smtp bob@else.example -> $organizer answer.eml
< 250 *
mail to alice@example.org
< Subject: bob@else.example accepted: Lunch
alice GET /dav/calendars/alice/calendar/lunch.ics
< 200
< contains PARTSTAT=ACCEPTED
< contains X-RSVPD-GUEST-LIST:NOBODY
carol GET /dav/calendars/carol/calendar/lunch%40example.org.ics
< 200
< lacks bob@else.example

# A program that does not know the property leaves it out: it stays.
alice PUT /dav/calendars/alice/calendar/lunch.ics  moved.ics
< 204
mail to bob@else.example
< text contains Roof
< text lacks erin@third.example
mail to erin@third.example
< text lacks bob@else.example
alice GET /dav/calendars/alice/calendar/lunch.ics
< 200
< contains X-RSVPD-GUEST-LIST:NOBODY

# Shown after all, and hidden again: of that the copies here take note at once, and nobody is mailed.
alice edits /dav/calendars/alice/calendar/lunch.ics
> X-RSVPD-GUEST-LIST:EVERYBODY
< 204
carol GET /dav/calendars/carol/calendar/lunch%40example.org.ics
< 200
< contains ATTENDEE;CN=Erin;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:erin@third.example
alice edits /dav/calendars/alice/calendar/lunch.ics
> X-RSVPD-GUEST-LIST:NOBODY
< 204
carol GET /dav/calendars/carol/calendar/lunch%40example.org.ics
< 200
< lacks erin@third.example
no mail

-- moved.ics --
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//Stories//EN
BEGIN:VEVENT
UID:lunch@example.org
DTSTAMP:20260302T100000Z
DTSTART:20260310T120000Z
DTEND:20260310T130000Z
SUMMARY:Lunch
LOCATION:Roof
ORGANIZER:mailto:alice@example.org
ATTENDEE;PARTSTAT=ACCEPTED:mailto:alice@example.org
ATTENDEE;PARTSTAT=ACCEPTED;RSVP=TRUE:mailto:bob@else.example
ATTENDEE;CN=Erin;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:erin@third.example
ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:carol@example.org
END:VEVENT
END:VCALENDAR

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
X-RSVPD-GUEST-LIST:NOBODY
ORGANIZER:mailto:alice@example.org
ATTENDEE;PARTSTAT=ACCEPTED:mailto:alice@example.org
ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:bob@else.example
ATTENDEE;CN=Erin;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:erin@third.example
ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:carol@example.org
END:VEVENT
END:VCALENDAR

-- to-bob.ics --
BEGIN:VCALENDAR
METHOD:REQUEST
...
BEGIN:VEVENT
UID:lunch@example.org
DTSTAMP:*
DTSTART:20260310T120000Z
DTEND:20260310T130000Z
SUMMARY:Lunch
SEQUENCE:0
ORGANIZER;*:mailto:$organizer
ATTENDEE;*:mailto:$organizer
ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE;*:mailto:bob@else.example
X-RSVPD-TOKEN:*
X-MICROSOFT-CDO-BUSYSTATUS:BUSY
END:VEVENT
END:VCALENDAR

-- answer.eml --
From: Bob <bob@else.example>
To: $organizer
Subject: Accepted: Lunch
Date: Mon, 2 Mar 2026 10:30:00 +0000
Message-ID: <answer-1@else.example>
MIME-Version: 1.0
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
