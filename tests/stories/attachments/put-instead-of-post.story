# Alice's program writes the menu of one date its own way: the server puts right what it says of the attachment, Carol's copy too. A copy of the event shares the menu, and what nothing refers to any more is gone and takes no space.
# RFC 8607 §3.3.2, §3.7, §3.8, §3.9, RFC 4791 §5.3.4, RFC 4331 §4
user alice  alice@example.org
user carol  carol@example.org
alice PROPFIND /dav/calendars/alice/calendar/  space.xml
> Depth: 0
< 207
< body before.xml
alice PUT /dav/calendars/alice/calendar/lunch.ics  series.ics
< 201

alice POST /dav/calendars/alice/calendar/lunch.ics?action=attachment-add&rid=20260317T120000Z  menu.txt
> Content-Type: text/plain
> Content-Disposition: attachment; filename="the; menu.txt"
< 201
< Cal-Managed-ID: $id
alice GET /dav/calendars/alice/calendar/lunch.ics
< 200
< body with-menu.ics

# Another name, another address, no size: all of that is the server's to say. The object is not what was sent, so there is no entity tag.
alice PUT /dav/calendars/alice/calendar/lunch.ics  changed.ics
< 204
< ETag: (none)
alice GET /dav/calendars/alice/calendar/lunch.ics
< 200
< body with-menu.ics
alice PUT /dav/calendars/alice/calendar/lunch.ics  without-parameters.ics
< 204
< ETag: (none)
alice GET /dav/calendars/alice/calendar/lunch.ics
< 200
< body with-menu.ics
carol REPORT /dav/calendars/carol/calendar/  all.xml
> Depth: 1
< 207
< contains MANAGED-ID=$id
< contains SIZE=11
< lacks elsewhere.example

# Carol is invited, so she reads it.
carol GET /dav/attachments/$id/menu
< 200
< body menu.txt

alice PUT /dav/calendars/alice/calendar/note.ics  note.ics
< 201
< ETag: (none)
alice PUT /dav/calendars/alice/calendar/lunch.ics  series.ics
< 204
alice GET /dav/attachments/$id/menu
< 200
carol GET /dav/attachments/$id/menu
< 404
alice DELETE /dav/calendars/alice/calendar/note.ics
< 204
alice GET /dav/attachments/$id/menu
< 404
alice DELETE /dav/calendars/alice/calendar/lunch.ics
< 204
alice PROPFIND /dav/calendars/alice/calendar/  space.xml
> Depth: 0
< 207
< body before.xml

# The event is put back, and the menu with it. A URL of ours that means nothing to her is a URL.
alice PUT /dav/calendars/alice/calendar/note.ics  note.ics
< 201
< ETag: (none)
alice GET /dav/attachments/$id/menu
< 200
alice PUT /dav/calendars/alice/calendar/link.ics  link.ics
< 201
< ETag: *

-- menu.txt --
soup
bread

-- space.xml --
<D:propfind xmlns:D="DAV:"><D:prop><D:quota-used-bytes/></D:prop></D:propfind>

-- before.xml --
<D:multistatus>
  <D:response><D:href>/dav/calendars/alice/calendar/</D:href>
    <D:propstat><D:prop><D:quota-used-bytes>$used</D:quota-used-bytes></D:prop><D:status>HTTP/1.1 200 OK</D:status></D:propstat>
  </D:response>
</D:multistatus>

-- all.xml --
<C:calendar-query xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav"><D:prop><C:calendar-data/></D:prop><C:filter><C:comp-filter name="VCALENDAR"/></C:filter></C:calendar-query>

-- series.ics --
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//Stories//EN
BEGIN:VEVENT
UID:lunch@example.org
DTSTAMP:20260302T090000Z
DTSTART:20260310T120000Z
DTEND:20260310T130000Z
RRULE:FREQ=WEEKLY;COUNT=3
SUMMARY:Lunch
ORGANIZER:mailto:alice@example.org
ATTENDEE;PARTSTAT=ACCEPTED:mailto:alice@example.org
ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:carol@example.org
END:VEVENT
END:VCALENDAR

-- with-menu.ics --
BEGIN:VCALENDAR
...
BEGIN:VEVENT
UID:lunch@example.org
RRULE:FREQ=WEEKLY;COUNT=3
...
END:VEVENT
BEGIN:VEVENT
UID:lunch@example.org
RECURRENCE-ID:20260317T120000Z
ATTACH;MANAGED-ID=$id;FMTTYPE=text/plain;SIZE=11;FILENAME="the; menu.txt":https://cal.example.org/dav/attachments/$id/the%3B%20menu.txt
...
END:VEVENT
END:VCALENDAR

-- changed.ics --
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//Stories//EN
BEGIN:VEVENT
UID:lunch@example.org
DTSTAMP:20260302T090000Z
DTSTART:20260310T120000Z
DTEND:20260310T130000Z
RRULE:FREQ=WEEKLY;COUNT=3
SUMMARY:Lunch
ORGANIZER:mailto:alice@example.org
ATTENDEE;PARTSTAT=ACCEPTED:mailto:alice@example.org
ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:carol@example.org
END:VEVENT
BEGIN:VEVENT
UID:lunch@example.org
DTSTAMP:20260302T090000Z
RECURRENCE-ID:20260317T120000Z
DTSTART:20260317T120000Z
DTEND:20260317T130000Z
SUMMARY:Lunch
ATTACH;MANAGED-ID=$id;FMTTYPE=image/png;FILENAME=party.png:https://elsewhere.example/party.png
ORGANIZER:mailto:alice@example.org
ATTENDEE;PARTSTAT=ACCEPTED:mailto:alice@example.org
ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:carol@example.org
END:VEVENT
END:VCALENDAR

-- without-parameters.ics --
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//Stories//EN
BEGIN:VEVENT
UID:lunch@example.org
DTSTAMP:20260302T090000Z
DTSTART:20260310T120000Z
DTEND:20260310T130000Z
RRULE:FREQ=WEEKLY;COUNT=3
SUMMARY:Lunch
ORGANIZER:mailto:alice@example.org
ATTENDEE;PARTSTAT=ACCEPTED:mailto:alice@example.org
ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:carol@example.org
END:VEVENT
BEGIN:VEVENT
UID:lunch@example.org
DTSTAMP:20260302T090000Z
RECURRENCE-ID:20260317T120000Z
DTSTART:20260317T120000Z
DTEND:20260317T130000Z
SUMMARY:Lunch
ATTACH:https://cal.example.org/dav/attachments/$id/the%3B%20menu.txt
ORGANIZER:mailto:alice@example.org
ATTENDEE;PARTSTAT=ACCEPTED:mailto:alice@example.org
ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:carol@example.org
END:VEVENT
END:VCALENDAR

-- note.ics --
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//Stories//EN
BEGIN:VEVENT
UID:note@example.org
DTSTAMP:20260302T090000Z
DTSTART:20260310T150000Z
DTEND:20260310T160000Z
SUMMARY:Note
ATTACH;MANAGED-ID=$id:https://cal.example.org/dav/attachments/$id
END:VEVENT
END:VCALENDAR

-- link.ics --
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//Stories//EN
BEGIN:VEVENT
UID:link@example.org
DTSTAMP:20260302T090000Z
DTSTART:20260310T150000Z
DTEND:20260310T160000Z
SUMMARY:Link
ATTACH:https://cal.example.org/dav/attachments/aaaaaaaaaaaaaaaa/the%3B%20menu.txt
END:VEVENT
END:VCALENDAR
