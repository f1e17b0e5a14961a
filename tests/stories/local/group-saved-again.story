# A program that trusts the Schedule-Tag stores its own text again, which knows a group only: its members stay invited. And a group
# that was invited to one date is opened again when it joins the series.
# RFC 5545 §3.2.11, RFC 6638 §3.2.10
user alice  alice@example.org
user bob    bob@example.org
group staff
member staff bob

alice PUT /dav/calendars/alice/calendar/lunch.ics  invite.ics
< 201
< Schedule-Tag: $tag
alice PUT /dav/calendars/alice/calendar/lunch.ics  renamed.ics
> If-Schedule-Tag-Match: $tag
< 204
bob GET /dav/calendars/bob/calendar/lunch%40example.org.ics
< contains SUMMARY:Brunch
< lacks CANCELLED
# Who has seen the members may take them off.
alice edits /dav/calendars/alice/calendar/lunch.ics
> -mailto:bob@example.org
< 204
bob GET /dav/calendars/bob/calendar/lunch%40example.org.ics
< contains CANCELLED

alice PUT /dav/calendars/alice/calendar/team.ics  one-date.ics
< 201
bob GET /dav/calendars/bob/calendar/team%40example.org.ics
< lacks RRULE
alice edits /dav/calendars/alice/calendar/team.ics
> +ATTENDEE:mailto:staff@cal.example.org
< 204
bob GET /dav/calendars/bob/calendar/team%40example.org.ics
< contains RRULE

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
ATTENDEE:mailto:staff@cal.example.org
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
SUMMARY:Brunch
ORGANIZER:mailto:alice@example.org
ATTENDEE;PARTSTAT=ACCEPTED:mailto:alice@example.org
ATTENDEE:mailto:staff@cal.example.org
END:VEVENT
END:VCALENDAR

-- one-date.ics --
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//Stories//EN
BEGIN:VEVENT
UID:team@example.org
DTSTAMP:20260302T090000Z
DTSTART:20260310T120000Z
DTEND:20260310T130000Z
SUMMARY:Team
ORGANIZER:mailto:alice@example.org
ATTENDEE;PARTSTAT=ACCEPTED:mailto:alice@example.org
RRULE:FREQ=WEEKLY;COUNT=5
END:VEVENT
BEGIN:VEVENT
UID:team@example.org
DTSTAMP:20260302T090000Z
DTSTART:20260317T120000Z
DTEND:20260317T130000Z
SUMMARY:Team
ORGANIZER:mailto:alice@example.org
ATTENDEE;PARTSTAT=ACCEPTED:mailto:alice@example.org
ATTENDEE:mailto:staff@cal.example.org
RECURRENCE-ID:20260317T120000Z
END:VEVENT
END:VCALENDAR
