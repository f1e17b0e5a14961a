# Alice invites a group by its name at the mail host: its members are invited one by one, and nothing is mailed.
# RFC 5545 §3.2.3, RFC 6638 §3.2.1
user alice  alice@example.org
user bob    bob@example.org
user carol  carol@example.org
group staff
member staff bob
member staff carol
alice PUT /dav/calendars/alice/calendar/lunch.ics  invite.ics
< 201
no mail
alice GET /dav/calendars/alice/calendar/lunch.ics
< 200
< contains CUTYPE=GROUP
< contains mailto:bob@example.org
bob GET /dav/calendars/bob/calendar/lunch%40example.org.ics
< 200
carol GET /dav/calendars/carol/calendar/lunch%40example.org.ics
< 200

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
