# Where the administrator wants it so, nobody is put into an address book.
# RFC 6352 §6.3.2
config rsvpd.toml
user alice  alice@example.org
alice PUT /dav/calendars/alice/calendar/lunch.ics  lunch.ics
< 201
ignore mail
alice PROPFIND /dav/contacts/alice/guests/  etags.xml
> Depth: 1
< 207
< lacks vcf

-- rsvpd.toml --
[contacts]
guest_book = false

-- lunch.ics --
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
ATTENDEE;CN=Bob:mailto:bob@else.example
END:VEVENT
END:VCALENDAR

-- etags.xml --
<D:propfind xmlns:D="DAV:"><D:prop><D:getetag/></D:prop></D:propfind>
