# A program stores a meeting in a zone that nobody knows and that it does not define: the guest gets the zone defined as it is understood here.
# RFC 5545 §3.6.5, RFC 5546 §3.1.2
config berlin.toml
user alice  alice@example.org
alice PUT /dav/calendars/alice/calendar/lunch.ics  invite.ics
< 201
mail to gina@else.example
< text contains 12:00
< text/calendar; method=REQUEST request.ics

-- berlin.toml --
[mail]
time_zone = "Europe/Berlin"

-- invite.ics --
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//Stories//EN
BEGIN:VEVENT
UID:lunch@example.org
DTSTAMP:20260302T090000Z
DTSTART;TZID=My/Zone:20260310T120000
DTEND;TZID=My/Zone:20260310T130000
SUMMARY:Lunch
ORGANIZER:mailto:alice@example.org
ATTENDEE;PARTSTAT=ACCEPTED:mailto:alice@example.org
ATTENDEE:mailto:gina@else.example
END:VEVENT
END:VCALENDAR

-- request.ics --
BEGIN:VCALENDAR
...
BEGIN:VTIMEZONE
TZID:My/Zone
...
END:VTIMEZONE
BEGIN:VEVENT
...
DTSTART;TZID=My/Zone:20260310T120000
END:VEVENT
END:VCALENDAR
