# Alice moves the lunch, adds Hugo and takes Ida off without telling anybody; Carol, who is here, sees it at once. The next change tells each of them what they need to know.
# RFC 5546 §2.1.4, §2.1.5, §3.2.2, §3.2.5, RFC 6638 §3.2.1
user alice  alice@example.org
user carol  carol@example.org
alice PUT /dav/calendars/alice/calendar/lunch.ics  first.ics
> X-RSVPD-Notify: everybody
< 400
alice PUT /dav/calendars/alice/calendar/lunch.ics  first.ics
> X-RSVPD-Notify: all
< 201
mail to gina@else.example
set wire from calendar ORGANIZER
mail to ida@else.example
< text/calendar; method=REQUEST

alice PUT /dav/calendars/alice/calendar/lunch.ics  silent.ics
> X-RSVPD-Notify: none
< 204
no mail
carol GET /dav/calendars/carol/calendar/lunch@example.org.ics
< 200
< contains DTSTART:20260311T120000Z
< contains SEQUENCE:1
timeline lunch@example.org
< ...
< untold: changed without telling gina@else.example: REQUEST
< ...
< untold: changed without telling ida@else.example: CANCEL
< ...

# Gina answers for the time she knows, which no longer holds.
time +1h
smtp gina@else.example -> $wire answer.eml
< 250 *
mail to alice@example.org
< Subject: gina@else.example accepted the earlier time: Lunch

# Only who is invited by this change hears of it.
alice PUT /dav/calendars/alice/calendar/lunch.ics  joined.ics
> X-RSVPD-Notify: invited
< 204
mail to jo@else.example
< Subject: Invitation: Lunch*
no mail

time +1h
alice PUT /dav/calendars/alice/calendar/lunch.ics  loud.ics
< 204
mail to gina@else.example
< Subject: Updated invitation: Long lunch*
< text contains 11 March 2026
< text/calendar; method=REQUEST  whole.ics
mail to hugo@else.example
< Subject: Invitation: Long lunch*
mail to ida@else.example
< text/calendar; method=CANCEL  off.ics
mail to jo@else.example
< Subject: Updated invitation: Long lunch*
no mail

-- first.ics --
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
ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:carol@example.org
ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:gina@else.example
ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:ida@else.example
END:VEVENT
END:VCALENDAR

-- silent.ics --
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//Stories//EN
BEGIN:VEVENT
UID:lunch@example.org
DTSTAMP:20260302T090000Z
DTSTART:20260311T120000Z
DTEND:20260311T130000Z
SUMMARY:Lunch
ORGANIZER:mailto:alice@example.org
ATTENDEE;PARTSTAT=ACCEPTED:mailto:alice@example.org
ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:carol@example.org
ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:gina@else.example
ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:hugo@else.example
END:VEVENT
END:VCALENDAR

-- joined.ics --
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//Stories//EN
BEGIN:VEVENT
UID:lunch@example.org
DTSTAMP:20260302T090000Z
DTSTART:20260311T120000Z
DTEND:20260311T130000Z
SUMMARY:Lunch
ORGANIZER:mailto:alice@example.org
ATTENDEE;PARTSTAT=ACCEPTED:mailto:alice@example.org
ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:carol@example.org
ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:gina@else.example
ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:hugo@else.example
ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:jo@else.example
END:VEVENT
END:VCALENDAR

-- loud.ics --
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//Stories//EN
BEGIN:VEVENT
UID:lunch@example.org
DTSTAMP:20260302T090000Z
DTSTART:20260311T120000Z
DTEND:20260311T130000Z
SUMMARY:Long lunch
ORGANIZER:mailto:alice@example.org
ATTENDEE;PARTSTAT=ACCEPTED:mailto:alice@example.org
ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:carol@example.org
ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:gina@else.example
ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:hugo@else.example
ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:jo@else.example
END:VEVENT
END:VCALENDAR

-- answer.eml --
From: Gina <gina@else.example>
To: $wire
Subject: Accepted: Lunch
Date: Mon, 2 Mar 2026 09:30:00 +0000
Message-ID: <answer-1@else.example>
MIME-Version: 1.0
Content-Type: text/calendar; charset=utf-8; method=REPLY

BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//Stories//EN
METHOD:REPLY
BEGIN:VEVENT
UID:lunch@example.org
DTSTAMP:20260302T090000Z
SEQUENCE:0
DTSTART:20260310T120000Z
DTEND:20260310T130000Z
SUMMARY:Lunch
ORGANIZER:mailto:$wire
ATTENDEE;PARTSTAT=ACCEPTED:mailto:gina@else.example
END:VEVENT
END:VCALENDAR

-- whole.ics --
BEGIN:VCALENDAR
...
BEGIN:VEVENT
DTSTART:20260311T120000Z
SUMMARY:Long lunch
SEQUENCE:*
...
END:VEVENT
END:VCALENDAR

-- off.ics --
BEGIN:VCALENDAR
...
BEGIN:VEVENT
UID:lunch@example.org
ATTENDEE;*:mailto:ida@else.example
...
END:VEVENT
END:VCALENDAR
