# Alice's meeting is not to be passed on: Bob, who is here, cannot send Dave instead, and neither can Gina by mail.
# RFC 5546 §3.2.2.3, RFC 6638 §3.2.4.4
user alice  alice@example.org
user bob    bob@example.org
user dave   dave@example.org

alice PUT /dav/calendars/alice/calendar/lunch.ics  invite.ics
< 201
mail to gina@else.example
set organizer from calendar ORGANIZER
bob PUT /dav/calendars/bob/calendar/lunch%40example.org.ics  delegated.ics
< 403
smtp gina@else.example -> $organizer delegation.eml
< 250 *
mail to alice@example.org
< Subject: gina@else.example wants to send somebody else: Lunch
< text contains The event is not to be passed on
alice GET /dav/calendars/alice/calendar/lunch.ics
< lacks DELEGATED
< lacks dave@example.org
dave GET /dav/calendars/dave/calendar/lunch%40example.org.ics
< 404

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
ATTENDEE:mailto:bob@example.org
ATTENDEE:mailto:gina@else.example
X-RSVPD-FORWARDING:REFUSE
END:VEVENT
END:VCALENDAR

-- delegated.ics --
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
ATTENDEE;PARTSTAT=DELEGATED;DELEGATED-TO="mailto:dave@example.org":mailto:bob@example.org
ATTENDEE;DELEGATED-FROM="mailto:bob@example.org":mailto:dave@example.org
ATTENDEE:mailto:gina@else.example
END:VEVENT
END:VCALENDAR

-- delegation.eml --
From: gina@else.example
To: $organizer
Subject: Delegated
Date: Mon, 02 Mar 2026 10:00:00 +0000
Message-ID: <1@else.example>
MIME-Version: 1.0
Content-Type: text/calendar; method=REPLY; charset=UTF-8

BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//Stories//EN
METHOD:REPLY
BEGIN:VEVENT
UID:lunch@example.org
DTSTAMP:20260302T100000Z
SEQUENCE:0
ORGANIZER:mailto:$organizer
ATTENDEE;PARTSTAT=DELEGATED;DELEGATED-TO="mailto:dave@example.org":mailto:gina@else.example
END:VEVENT
END:VCALENDAR
