# Alice calls a meeting off, deletes it and stores it again: the new invitation is above the cancellation, for everybody.
# RFC 5546 §2.1.4, §2.1.5, RFC 6638 §3.2.1.3
user alice  alice@example.org
user bob    bob@example.org

alice PUT /dav/calendars/alice/calendar/lunch.ics  invite.ics
< 201
ignore mail to gina@else.example
alice PUT /dav/calendars/alice/calendar/lunch.ics  off.ics
< 204
mail to gina@else.example
< text/calendar; method=CANCEL  cancel.ics
alice DELETE /dav/calendars/alice/calendar/lunch.ics
< 204
no mail
alice PUT /dav/calendars/alice/calendar/lunch.ics  invite.ics
< 201
mail to gina@else.example
< text/calendar; method=REQUEST  request.ics
bob GET /dav/calendars/bob/calendar/lunch%40example.org.ics
< contains SEQUENCE:2
< lacks STATUS:CANCELLED

# The same when it was no meeting for a while.
alice PUT /dav/calendars/alice/calendar/lunch.ics  alone.ics
< 204
mail to gina@else.example
< Subject: Removed from guest list*
alice PUT /dav/calendars/alice/calendar/lunch.ics  invite.ics
< 204
mail to gina@else.example
< text/calendar; method=REQUEST  again.ics
bob GET /dav/calendars/bob/calendar/lunch%40example.org.ics
< contains SEQUENCE:4
< lacks STATUS:CANCELLED

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
END:VEVENT
END:VCALENDAR

-- off.ics --
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
STATUS:CANCELLED
END:VEVENT
END:VCALENDAR

-- alone.ics --
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//Stories//EN
BEGIN:VEVENT
UID:lunch@example.org
DTSTAMP:20260302T090000Z
DTSTART:20260310T120000Z
DTEND:20260310T130000Z
SUMMARY:Lunch
END:VEVENT
END:VCALENDAR

-- cancel.ics --
BEGIN:VCALENDAR
METHOD:CANCEL
BEGIN:VEVENT
UID:lunch@example.org
SEQUENCE:1
...
END:VEVENT
...
END:VCALENDAR

-- request.ics --
BEGIN:VCALENDAR
METHOD:REQUEST
BEGIN:VEVENT
UID:lunch@example.org
SEQUENCE:2
...
END:VEVENT
...
END:VCALENDAR

-- again.ics --
BEGIN:VCALENDAR
METHOD:REQUEST
BEGIN:VEVENT
UID:lunch@example.org
SEQUENCE:4
...
END:VEVENT
...
END:VCALENDAR
