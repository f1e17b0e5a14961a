# Alice sets herself an alarm: nobody is told, and the alarm never leaves her calendar.
# RFC 6638 §3.2.1, RFC 5546 §3.2.2
user alice  alice@example.org

alice PUT /dav/calendars/alice/calendar/lunch.ics  invite.ics
< 201

mail to bob@else.example
set organizer from calendar ORGANIZER

time +1h
alice PUT /dav/calendars/alice/calendar/lunch.ics  with-alarm.ics
< 204
no mail

alice PUT /dav/calendars/alice/calendar/lunch.ics  renamed.ics
< 204
mail to bob@else.example
< text/calendar; method=REQUEST  request.ics

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

-- with-alarm.ics --
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
BEGIN:VALARM
ACTION:DISPLAY
TRIGGER:-PT15M
DESCRIPTION:Lunch
END:VALARM
END:VEVENT
END:VCALENDAR

-- renamed.ics --
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//Stories//EN
BEGIN:VEVENT
UID:lunch@example.org
DTSTAMP:20260302T090000Z
DTSTART:20260310T120000Z
DTEND:20260310T130000Z
SUMMARY:Long lunch
ORGANIZER:mailto:alice@example.org
ATTENDEE;PARTSTAT=ACCEPTED:mailto:alice@example.org
ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:bob@else.example
BEGIN:VALARM
ACTION:DISPLAY
TRIGGER:-PT15M
DESCRIPTION:Lunch
END:VALARM
END:VEVENT
END:VCALENDAR

-- request.ics --
BEGIN:VCALENDAR
METHOD:REQUEST
VERSION:2.0
PRODID:*
CALSCALE:GREGORIAN
BEGIN:VEVENT
SUMMARY:Long lunch
UID:*
DTSTAMP:*
DTSTART:*
DTEND:*
SEQUENCE:0
ORGANIZER;*:mailto:*
ATTENDEE;*:mailto:i-*
ATTENDEE;*:mailto:bob@else.example
X-RSVPD-TOKEN:*
X-MICROSOFT-CDO-BUSYSTATUS:BUSY
END:VEVENT
END:VCALENDAR
