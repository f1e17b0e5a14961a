# Alice invites Bob, who has no account: he gets a mail that every mail program understands, and Alice sees that it left.
# RFC 6638 §3.2.1, RFC 6047 §2, RFC 5546 §3.2.2
user alice  alice@example.org

alice PUT /dav/calendars/alice/calendar/lunch.ics  invite.ics
< 201

mail to bob@else.example
< From: Alice * <*@cal.example.org>
< To: bob@else.example
< Subject: Invitation: Lunch*
< Auto-Submitted: auto-generated
< Date: Mon, 2 Mar 2026 09:00:00 +0000
< text contains Lunch
< text contains alice@example.org
< html contains Lunch
< text/calendar; method=REQUEST; charset=UTF-8  request.ics
< application/ics; name=invite.ics
set organizer from calendar ORGANIZER
set answers from header Reply-To

alice GET /dav/calendars/alice/calendar/lunch.ics
< 200
< body stored.ics

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
LOCATION:Harbour
ORGANIZER:mailto:alice@example.org
ATTENDEE;PARTSTAT=ACCEPTED:mailto:alice@example.org
ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:bob@else.example
END:VEVENT
END:VCALENDAR

-- request.ics --
BEGIN:VCALENDAR
...
METHOD:REQUEST
BEGIN:VEVENT
UID:lunch@example.org
DTSTAMP:*
DTSTART:20260310T120000Z
DTEND:20260310T130000Z
SUMMARY:Lunch
LOCATION:Harbour
ORGANIZER;*:mailto:i-*@cal.example.org
ATTENDEE;PARTSTAT=ACCEPTED;*:mailto:i-*@cal.example.org
ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE;*:mailto:bob@else.example
...
END:VEVENT
END:VCALENDAR

-- stored.ics --
BEGIN:VCALENDAR
...
BEGIN:VEVENT
UID:lunch@example.org
SUMMARY:Lunch
ORGANIZER:mailto:alice@example.org
ATTENDEE;PARTSTAT=ACCEPTED:mailto:alice@example.org
ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE;SCHEDULE-STATUS=1.1:mailto:bob@else.example
...
END:VEVENT
END:VCALENDAR
