# Alice hands a meeting of last year to Bob: it is his from then on, and no guest elsewhere is mailed about the past.
# RFC 5546 §3.2.2.4
user alice  alice@example.org
user bob    bob@example.org
alice PUT /dav/calendars/alice/calendar/lunch.ics  lunch.ics
< 201
alice hands lunch@example.org to bob
bob GET /dav/calendars/bob/calendar/lunch%40example.org.ics
< 200
< contains ORGANIZER;CN=Bob:mailto:bob@example.org
no mail

-- lunch.ics --
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//Stories//EN
BEGIN:VEVENT
UID:lunch@example.org
DTSTAMP:20250302T090000Z
DTSTART:20250310T120000Z
DTEND:20250310T130000Z
SUMMARY:Lunch
ORGANIZER:mailto:alice@example.org
ATTENDEE;PARTSTAT=ACCEPTED:mailto:alice@example.org
ATTENDEE:mailto:bob@example.org
ATTENDEE:mailto:gina@else.example
END:VEVENT
END:VCALENDAR
