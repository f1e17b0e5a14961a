# Bob is in the choir and on the staff, and Alice invites both: he is invited once, as a member of both. He leaves the choir, and later Alice takes the choir off with a program that knows of groups alone: he stays invited, for the staff still has him; Carol, who came with the choir, does not.
# RFC 5545 §3.2.11, RFC 6638 §3.2.10
user alice  alice@example.org
user bob    bob@example.org
user carol  carol@example.org
user dave   dave@example.org
group choir dave
group staff dave
member choir bob
member choir carol
member staff bob
member staff dave
alice PUT /dav/calendars/alice/calendar/party.ics  both.ics
< 201
< Schedule-Tag: $tag
alice GET /dav/calendars/alice/calendar/party.ics
< body invited.ics

# Who leaves a group stays invited to what the group was invited to.
dave PROPPATCH /dav/principals/choir/  only-carol.xml
< 207
< contains 200 OK
alice PUT /dav/calendars/alice/calendar/party.ics  without-the-choir.ics
> If-Schedule-Tag-Match: $tag
< 204
alice GET /dav/calendars/alice/calendar/party.ics
< body still-invited.ics
bob GET /dav/calendars/bob/calendar/party%40example.org.ics
< lacks CANCELLED
carol GET /dav/calendars/carol/calendar/party%40example.org.ics
< contains CANCELLED
notices bob
< invited: *
no mail

-- both.ics --
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//Stories//EN
BEGIN:VEVENT
UID:party@example.org
DTSTAMP:20260302T090000Z
DTSTART:20260310T190000Z
DTEND:20260310T230000Z
SUMMARY:Party
ORGANIZER:mailto:alice@example.org
ATTENDEE;PARTSTAT=ACCEPTED:mailto:alice@example.org
ATTENDEE:mailto:staff@cal.example.org
ATTENDEE:mailto:choir@cal.example.org
END:VEVENT
END:VCALENDAR

-- invited.ics --
BEGIN:VCALENDAR
...
BEGIN:VEVENT
ATTENDEE;MEMBER="mailto:choir@cal.example.org","mailto:staff@cal.example.org";*:mailto:bob@example.org
ATTENDEE;MEMBER="mailto:choir@cal.example.org";*:mailto:carol@example.org
ATTENDEE;MEMBER="mailto:staff@cal.example.org";*:mailto:dave@example.org
...
END:VEVENT
END:VCALENDAR

-- without-the-choir.ics --
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//Stories//EN
BEGIN:VEVENT
UID:party@example.org
DTSTAMP:20260302T090000Z
DTSTART:20260310T190000Z
DTEND:20260310T230000Z
SUMMARY:Party
ORGANIZER:mailto:alice@example.org
ATTENDEE;PARTSTAT=ACCEPTED:mailto:alice@example.org
ATTENDEE:mailto:staff@cal.example.org
END:VEVENT
END:VCALENDAR

-- still-invited.ics --
BEGIN:VCALENDAR
...
BEGIN:VEVENT
ATTENDEE;MEMBER="mailto:staff@cal.example.org";*:mailto:bob@example.org
ATTENDEE;MEMBER="mailto:staff@cal.example.org";*:mailto:dave@example.org
ATTENDEE;PARTSTAT=ACCEPTED:mailto:alice@example.org
ATTENDEE;*:mailto:staff@cal.example.org
ORGANIZER;*:mailto:alice@example.org
UID:*
DTSTAMP:*
DTSTART:*
DTEND:*
SUMMARY:*
SEQUENCE:*
END:VEVENT
END:VCALENDAR

-- only-carol.xml --
<D:propertyupdate xmlns:D="DAV:"><D:set><D:prop><D:group-member-set><D:href>/dav/principals/carol/</D:href></D:group-member-set></D:prop></D:set></D:propertyupdate>
