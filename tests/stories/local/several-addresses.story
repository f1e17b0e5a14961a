# Carol is invited at the mail host, where everybody has an address too: she is one person, and nothing is mailed.
# RFC 6638 §2.4.1, §3.2.1
user alice  alice@example.org
user carol  carol@example.org
carol PROPFIND /dav/principals/carol/  which.xml
> Depth: 0
< 207
< contains mailto:carol@example.org
< contains mailto:carol@cal.example.org
alice PUT /dav/calendars/alice/calendar/lunch.ics  invite.ics
< 201
no mail
carol GET /dav/calendars/carol/calendar/lunch%40example.org.ics
< 200
< contains ATTENDEE

-- which.xml --
<?xml version="1.0"?>
<D:propfind xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav"><D:prop><C:calendar-user-address-set/></D:prop></D:propfind>

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
ORGANIZER:mailto:alice@cal.example.org
ATTENDEE;PARTSTAT=ACCEPTED:mailto:alice@cal.example.org
ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:carol@cal.example.org
END:VEVENT
END:VCALENDAR
