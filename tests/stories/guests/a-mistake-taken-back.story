# Alice changes the place and takes it back before the mail has left: Bob hears nothing. A time that was moved and moved back asks him again, for an answer to what he has would not count; and a date that was called off and is on again is told.
# RFC 5546 §3.2.2, §3.2.2.2, RFC 6638 §3.2.8, §3.2.9
config hold.toml
user alice  alice@example.org
alice PUT /dav/calendars/alice/calendar/lunch.ics  lunch.ics
< 201
time +11s
mail to bob@else.example
set organizer from calendar ORGANIZER

alice edits /dav/calendars/alice/calendar/lunch.ics
> LOCATION:Roof
< 204
alice edits /dav/calendars/alice/calendar/lunch.ics
> LOCATION:Canteen
< 204
time +11s
no mail
alice GET /dav/calendars/alice/calendar/lunch.ics
< 200
< contains SCHEDULE-STATUS=1.1:mailto:bob
smtp bob@else.example -> $organizer accepted.eml
< 250 *
mail to alice@example.org
< Subject: bob@else.example accepted: Lunch

alice edits /dav/calendars/alice/calendar/lunch.ics
> LOCATION:Roof
< 204
time +11s
mail to bob@else.example
< text contains Roof

alice edits /dav/calendars/alice/calendar/lunch.ics
> DTSTART:20260310T110000Z
< 204
alice edits /dav/calendars/alice/calendar/lunch.ics
> DTSTART:20260310T120000Z
< 204
time +11s
mail to bob@else.example
< Subject: Updated invitation: Lunch *

alice edits /dav/calendars/alice/calendar/lunch.ics
> +EXDATE:20260317T120000Z
< 204
time +11s
mail to bob@else.example
< text/calendar; method=CANCEL
alice edits /dav/calendars/alice/calendar/lunch.ics
> -EXDATE
< 204
time +11s
mail to bob@else.example
< text/calendar; method=REQUEST

-- hold.toml --
[mail.out]
hold_seconds = 10

-- lunch.ics --
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//Stories//EN
BEGIN:VEVENT
UID:lunch@example.org
DTSTAMP:20260302T090000Z
DTSTART:20260310T120000Z
DTEND:20260310T130000Z
RRULE:FREQ=WEEKLY;COUNT=4
SUMMARY:Lunch
LOCATION:Canteen
ORGANIZER:mailto:alice@example.org
ATTENDEE;PARTSTAT=ACCEPTED:mailto:alice@example.org
ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:bob@else.example
END:VEVENT
END:VCALENDAR

-- accepted.eml --
From: Bob <bob@else.example>
To: $organizer
Subject: Accepted: Lunch
Date: Mon, 2 Mar 2026 09:00:30 +0000
Message-ID: <accepted@else.example>
MIME-Version: 1.0
Content-Type: text/calendar; charset=utf-8; method=REPLY

BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Else//Mail//EN
METHOD:REPLY
BEGIN:VEVENT
UID:lunch@example.org
DTSTAMP:20260302T090030Z
SEQUENCE:0
ORGANIZER:mailto:$organizer
ATTENDEE;PARTSTAT=ACCEPTED:mailto:bob@else.example
END:VEVENT
END:VCALENDAR
