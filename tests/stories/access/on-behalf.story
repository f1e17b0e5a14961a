# Bob invites for Alice, Dave accepts for Carol, and a secretary elsewhere for Gina: everybody sees who acted for whom, and answers still go to Alice.
# RFC 5545 §3.2.18, RFC 5546 §2.1.3, §3.2.2.5, §3.2.3, RFC 6638 §6.2.2, §6.2.3
user alice  alice@example.org
user bob    bob@example.org
user carol  carol@example.org
user dave   dave@example.org
alice PROPPATCH /dav/principals/alice/calendar-proxy-write/  bob.xml
< 207
carol PROPPATCH /dav/principals/carol/calendar-proxy-write/  dave.xml
< 207

bob PUT /dav/calendars/alice/calendar/lunch.ics  lunch.ics
< 201
notices carol
< invited: Invitation from alice@example.org: Lunch / Sent by bob@example.org on behalf of alice@example.org.
carol GET /dav/calendars/carol/calendar/lunch@example.org.ics
< 200
< body carols.ics
mail to gina@else.example
< From: Alice via *
< text contains Bob <bob@example.org> on behalf of Alice <alice@example.org> invites you
< text/calendar; method=REQUEST  request.ics
set wire from calendar ORGANIZER

dave PUT /dav/calendars/carol/calendar/lunch@example.org.ics  accepted.ics
< 204
time +1h
smtp sec@else.example -> $wire answer.eml
< 250 *
notices alice
< answered: carol@example.org accepted: Lunch / Sent by dave@example.org on behalf of carol@example.org.
< answered: gina@else.example accepted: Lunch / Sent by sec@else.example on behalf of gina@else.example.
alice GET /dav/calendars/alice/calendar/lunch.ics
< 200
< ETag: $etag
< body answered.ics
timeline lunch@example.org
< acted: bob for alice
< ...
< acted: dave for carol
< received: REPLY from carol@example.org: answered; sent by dave@example.org on behalf of carol@example.org
< ...
ignore mail

# Alice moves it herself: nobody acts for her any more, whatever her program writes, and an answer to the old time is nobody's.
alice PUT /dav/calendars/alice/calendar/lunch.ics  later.ics
> If-Match: $etag
< 204
mail to gina@else.example
< text lacks on behalf of
< text/calendar; method=REQUEST  moved.ics
alice GET /dav/calendars/alice/calendar/lunch.ics
< 200
< lacks dave@example.org
carol GET /dav/calendars/carol/calendar/lunch@example.org.ics
< 200
< contains 20260312T120000Z
< lacks SENT-BY

-- bob.xml --
<D:propertyupdate xmlns:D="DAV:"><D:set><D:prop><D:group-member-set>
  <D:href>/dav/principals/bob/</D:href>
</D:group-member-set></D:prop></D:set></D:propertyupdate>

-- dave.xml --
<D:propertyupdate xmlns:D="DAV:"><D:set><D:prop><D:group-member-set>
  <D:href>/dav/principals/dave/</D:href>
</D:group-member-set></D:prop></D:set></D:propertyupdate>

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
ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:gina@else.example
END:VEVENT
END:VCALENDAR

-- carols.ics --
BEGIN:VCALENDAR
...
BEGIN:VEVENT
ORGANIZER;SENT-BY="mailto:bob@example.org":mailto:alice@example.org
...
END:VEVENT
END:VCALENDAR

-- request.ics --
BEGIN:VCALENDAR
...
BEGIN:VEVENT
ORGANIZER;SENT-BY="mailto:bob@example.org";*:mailto:i-*@cal.example.org
...
END:VEVENT
END:VCALENDAR

-- accepted.ics --
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//Stories//EN
BEGIN:VEVENT
UID:lunch@example.org
DTSTAMP:20260302T090000Z
DTSTART:20260310T120000Z
DTEND:20260310T130000Z
SUMMARY:Lunch
ORGANIZER;SENT-BY="mailto:bob@example.org":mailto:alice@example.org
ATTENDEE;PARTSTAT=ACCEPTED:mailto:alice@example.org
ATTENDEE;PARTSTAT=ACCEPTED:mailto:carol@example.org
ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:gina@else.example
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
ATTENDEE;PARTSTAT=ACCEPTED;SENT-BY="mailto:sec@else.example":mailto:gina@else.example
END:VEVENT
END:VCALENDAR

-- answered.ics --
BEGIN:VCALENDAR
...
BEGIN:VEVENT
ATTENDEE;PARTSTAT=ACCEPTED;SENT-BY="mailto:dave@example.org";*:mailto:carol@example.org
ATTENDEE;PARTSTAT=ACCEPTED;SENT-BY="mailto:sec@else.example";*:mailto:gina@else.example
...
END:VEVENT
END:VCALENDAR

-- later.ics --
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//Stories//EN
BEGIN:VEVENT
UID:lunch@example.org
DTSTAMP:20260302T090000Z
SEQUENCE:1
DTSTART:20260312T120000Z
DTEND:20260312T130000Z
SUMMARY:Lunch
ORGANIZER;SENT-BY="mailto:ceo@corp.example":mailto:alice@example.org
ATTENDEE;PARTSTAT=ACCEPTED:mailto:alice@example.org
ATTENDEE;PARTSTAT=ACCEPTED;SENT-BY="mailto:dave@example.org":mailto:carol@example.org
ATTENDEE;PARTSTAT=ACCEPTED:mailto:gina@else.example
END:VEVENT
END:VCALENDAR

-- moved.ics --
BEGIN:VCALENDAR
...
BEGIN:VEVENT
DTSTART:20260312T120000Z
ORGANIZER;CN=Alice;EMAIL=alice@example.org:mailto:$wire
...
END:VEVENT
END:VCALENDAR
