# Carol answers in her calendar and Bob by mail: Alice is told, the others see it in their copies, and nobody else gets a mail.
# RFC 6638 §3.2.2, §3.2.8, §4.2, §8.1, RFC 5546 §3.2.2.3, §3.2.3, RFC 6047 §2
user alice  alice@example.org
user carol  carol@example.org
user dave   dave@example.org
room room   room@example.org
dave acts for alice
alice PUT /dav/calendars/alice/calendar/lunch.ics  lunch.ics
< 201
mail to bob@else.example
set organizer from calendar ORGANIZER
told
< ...
time +1h
carol edits /dav/calendars/carol/calendar/lunch@example.org.ics
> ATTENDEE;PARTSTAT=ACCEPTED:mailto:carol@example.org
< 204
told Carol accepts
< alice: copy 0, inbox REPLY 0, notice answered, mail “carol@example.org accepted: Lunch”
< carol: copy 0 ACCEPTED
< dave: sees alice's copy 0
< room: copy 0 ACCEPTED
carol edits /dav/calendars/carol/calendar/lunch@example.org.ics
> ATTENDEE;PARTSTAT=TENTATIVE:mailto:carol@example.org
< 204
told Carol is no longer sure
< alice: copy 0, inbox REPLY 0, notice answered, mail “carol@example.org may come: Lunch”
< carol: copy 0 TENTATIVE
< dave: sees alice's copy 0
< room: copy 0 ACCEPTED
time +1m
carol edits /dav/calendars/carol/calendar/lunch@example.org.ics
> +COMMENT:I may be late
< 204
told Carol says a word more
< alice: inbox REPLY 0, notice answered, mail “carol@example.org may come: Lunch”
< carol: copy 0 TENTATIVE
time +1h
lmtp bob@else.example -> $organizer accept.eml
< 250 *
told Bob accepts by mail
< alice: copy 0, inbox REPLY 0, notice answered, mail “bob@else.example accepted: Lunch”
< carol: copy 0 TENTATIVE
< dave: sees alice's copy 0
< room: copy 0 ACCEPTED
lmtp bob@else.example -> $organizer accept.eml
< 250 *
told the same mail comes again
lmtp bob@else.example -> $organizer decline.eml
< 250 *
told Bob declines by mail
< alice: copy 0, inbox REPLY 0, notice answered, mail “bob@else.example declined: Lunch”
< carol: copy 0 TENTATIVE
< dave: sees alice's copy 0
< room: copy 0 ACCEPTED
lmtp bob@else.example -> $organizer delegate.eml
< 250 *
told Bob sends Erin in his place
< alice: copy 0, inbox REPLY 0, notice answered, notice joined, mail “bob@else.example sends somebody else: Lunch”, mail “erin@third.example comes in place of bob@else.example: Lunch”
< carol: copy 0 TENTATIVE
< dave: sees alice's copy 0
< room: copy 0 ACCEPTED
< erin@third.example: mail REQUEST 0
alice edits /dav/calendars/alice/calendar/lunch.ics
> ATTENDEE;PARTSTAT=TENTATIVE:mailto:alice@example.org
< 204
told Alice changes her own answer
< alice: copy 0
< carol: copy 0 TENTATIVE
< dave: sees alice's copy 0
< room: copy 0 ACCEPTED
alice edits /dav/calendars/alice/calendar/lunch.ics
> ATTENDEE;PARTSTAT=ACCEPTED:mailto:carol@example.org
< 204
told Alice writes an answer in Carol's name
carol DELETE /dav/calendars/carol/calendar/lunch@example.org.ics
< 204
told Carol deletes her copy
< alice: copy 0, inbox REPLY 0, notice answered, mail “carol@example.org declined: Lunch”
< carol: copy gone
< dave: sees alice's copy 0
< room: copy 0 ACCEPTED
alice edits /dav/calendars/alice/calendar/lunch.ics
> LOCATION:Harbour
< 204
told the place changes for somebody who declined so
< alice: copy 1
< dave: sees alice's copy 1
< room: copy 1 ACCEPTED, inbox REQUEST 1, notice changed
< bob@else.example: mail REQUEST 1
< erin@third.example: mail REQUEST 1
alice edits /dav/calendars/alice/calendar/lunch.ics
> DTSTART:20260310T150000Z
> DTEND:20260310T160000Z
< 204
told the time changes for somebody who declined so
< alice: copy 2, inbox REPLY 2, notice answered
< carol: copy 2 NEEDS-ACTION, inbox REQUEST 2, notice invited
< dave: sees alice's copy 2
< room: copy 2 ACCEPTED, inbox REQUEST 2, notice changed
< bob@else.example: mail REQUEST 2
< erin@third.example: mail REQUEST 2
carol DELETE /dav/calendars/carol/calendar/lunch@example.org.ics
> Schedule-Reply: F
< 204
told Carol deletes her copy and wants nobody told
< carol: copy gone

-- lunch.ics --
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
ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:bob@else.example
ATTENDEE;CUTYPE=ROOM;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:room@example.org
END:VEVENT
END:VCALENDAR

-- accept.eml --
From: Bob <bob@else.example>
To: $organizer
Subject: Accepted: Lunch
Date: Mon, 2 Mar 2026 10:10:00 +0000
Message-ID: <answer-1@else.example>
MIME-Version: 1.0
Content-Type: text/calendar; charset=utf-8; method=REPLY

BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Else//Mail//EN
METHOD:REPLY
BEGIN:VEVENT
UID:lunch@example.org
DTSTAMP:20260302T101000Z
DTSTART:20260310T120000Z
SEQUENCE:0
SUMMARY:Lunch
ORGANIZER:mailto:$organizer
ATTENDEE;PARTSTAT=ACCEPTED:mailto:bob@else.example
END:VEVENT
END:VCALENDAR

-- decline.eml --
From: Bob <bob@else.example>
To: $organizer
Subject: Declined: Lunch
Date: Mon, 2 Mar 2026 10:30:00 +0000
Message-ID: <answer-3@else.example>
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
ATTENDEE;PARTSTAT=DECLINED:mailto:bob@else.example
END:VEVENT
END:VCALENDAR

-- delegate.eml --
From: Bob <bob@else.example>
To: $organizer
Subject: Delegated: Lunch
Date: Mon, 2 Mar 2026 10:50:00 +0000
Message-ID: <answer-5@else.example>
MIME-Version: 1.0
Content-Type: text/calendar; charset=utf-8; method=REPLY

BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Else//Mail//EN
METHOD:REPLY
BEGIN:VEVENT
UID:lunch@example.org
DTSTAMP:20260302T105000Z
DTSTART:20260310T120000Z
SEQUENCE:0
SUMMARY:Lunch
ORGANIZER:mailto:$organizer
ATTENDEE;PARTSTAT=DELEGATED;DELEGATED-TO="mailto:erin@third.example":mailto:bob@else.example
ATTENDEE;PARTSTAT=NEEDS-ACTION;DELEGATED-FROM="mailto:bob@else.example":mailto:erin@third.example
END:VEVENT
END:VCALENDAR
