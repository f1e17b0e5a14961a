# Carol's program has read the invitation and deletes it from her inbox; the event stays.
# RFC 6638 §2.2, §4.1
user alice  alice@example.org
user carol  carol@example.org
alice PUT /dav/calendars/alice/calendar/lunch.ics  invite.ics
< 201
carol PROPFIND /dav/calendars/carol/inbox/  ask.xml
> Depth: 1
< 207
< body box.xml
carol DELETE $item
< 204
carol PROPFIND /dav/calendars/carol/inbox/
> Depth: 1
< 207
< lacks .ics
carol PUT /dav/calendars/carol/inbox/mine.ics  invite.ics
< 40*
carol GET /dav/calendars/carol/calendar/lunch@example.org.ics
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
ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:carol@example.org
END:VEVENT
END:VCALENDAR

-- ask.xml --
<?xml version="1.0" encoding="utf-8"?>
<D:propfind xmlns:D="DAV:"><D:prop><D:getetag/></D:prop></D:propfind>

-- box.xml --
<D:multistatus>
  <D:response>
    ...
    <D:href>/dav/calendars/carol/inbox/</D:href>
  </D:response>
  <D:response>
    <D:href>$item</D:href>
    <D:propstat><D:prop><D:getetag>*</D:getetag></D:prop><D:status>HTTP/1.1 200 OK</D:status></D:propstat>
  </D:response>
</D:multistatus>
