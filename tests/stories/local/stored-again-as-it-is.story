# Bob deletes his copy without a word and stores it again: with another time it is refused, as it is it comes back with his answer.
# RFC 6638 §3.2.2.1, §3.2.4.4
user alice  alice@example.org
user bob    bob@example.org

alice PUT /dav/calendars/alice/calendar/lunch.ics  invite.ics
< 201
bob DELETE /dav/calendars/bob/calendar/lunch%40example.org.ics
> Schedule-Reply: F
< 204
bob PUT /dav/calendars/bob/calendar/mine.ics  moved.ics
< 403
bob PUT /dav/calendars/bob/calendar/mine.ics  accepted.ics
< 201
alice GET /dav/calendars/alice/calendar/lunch.ics
< contains SCHEDULE-STATUS=2.0;PARTSTAT=ACCEPTED
mail to alice@example.org
< Subject: bob@example.org accepted: Lunch

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
END:VEVENT
END:VCALENDAR

-- moved.ics --
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//Stories//EN
BEGIN:VEVENT
UID:lunch@example.org
DTSTAMP:20260302T090000Z
DTSTART:20260310T100000Z
DTEND:20260310T110000Z
SUMMARY:Lunch
ORGANIZER:mailto:alice@example.org
ATTENDEE;PARTSTAT=ACCEPTED:mailto:alice@example.org
ATTENDEE;PARTSTAT=ACCEPTED:mailto:bob@example.org
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
ORGANIZER:mailto:alice@example.org
ATTENDEE;PARTSTAT=ACCEPTED:mailto:alice@example.org
ATTENDEE;PARTSTAT=ACCEPTED:mailto:bob@example.org
END:VEVENT
END:VCALENDAR
