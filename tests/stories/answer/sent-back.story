# Bob sends Erin in his place, and she sends him back: Bob is asked again, or nobody would come and nobody would know.
# RFC 5546 §3.2.2.3, §4.2.5
user alice  alice@example.org

alice PUT /dav/calendars/alice/calendar/lunch.ics  invite.ics
< 201
mail to bob@else.example
set organizer from calendar ORGANIZER
time +1h
smtp bob@else.example -> $organizer sends.eml
< 250 *
mail to erin@third.example
set erins from calendar ORGANIZER
ignore mail to alice@example.org
time +1h
smtp erin@third.example -> $erins back.eml
< 250 *
mail to bob@else.example
< Subject: Invitation: Lunch *
< text/calendar; method=REQUEST
mail to alice@example.org
< Subject: erin@third.example sends somebody else: Lunch

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

-- sends.eml --
From: Bob <bob@else.example>
To: $organizer
Subject: Delegated: Lunch
Date: Mon, 2 Mar 2026 10:30:00 +0000
Message-ID: <sends.eml@else.example>
MIME-Version: 1.0
Content-Type: text/calendar; charset=utf-8; method=REPLY

BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Else//Mail//EN
METHOD:REPLY
BEGIN:VEVENT
UID:lunch@example.org
DTSTAMP:20260302T100000Z
SEQUENCE:0
ORGANIZER:mailto:$organizer
ATTENDEE;PARTSTAT=DELEGATED;DELEGATED-TO="erin@third.example":mailto:bob@else.example
END:VEVENT
END:VCALENDAR

-- back.eml --
From: Erin <erin@third.example>
To: $erins
Subject: Delegated: Lunch
Date: Mon, 2 Mar 2026 10:30:00 +0000
Message-ID: <back.eml@else.example>
MIME-Version: 1.0
Content-Type: text/calendar; charset=utf-8; method=REPLY

BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Else//Mail//EN
METHOD:REPLY
BEGIN:VEVENT
UID:lunch@example.org
DTSTAMP:20260302T110000Z
SEQUENCE:0
ORGANIZER:mailto:$erins
ATTENDEE;PARTSTAT=DELEGATED;DELEGATED-TO="mailto:bob@else.example":mailto:erin@third.example
END:VEVENT
END:VCALENDAR
