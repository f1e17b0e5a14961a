# A program names its files with blanks, umlauts and plus signs; they are found under the names it gave them.
# RFC 3986 §2.1, RFC 4918 §8.3
user alice  alice@example.org
alice PUT /dav/calendars/alice/calendar/Mein%20Spazier%2Bgang%20%C3%BCber%20Land.ics  lunch.ics
< 201
alice PROPFIND /dav/calendars/alice/calendar/  ask.xml
> Depth: 1
< 207
< body list.xml
alice GET $href
< 200
< body lunch.ics
alice GET /dav/calendars/alice/calendar/Mein%20Spazier+gang%20%c3%bcber%20Land.ics
< 200
alice PROPFIND /dav/calendars/alice/calendar        # without the slash at its end
> Depth: 0
< 207

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
END:VEVENT
END:VCALENDAR

-- ask.xml --
<?xml version="1.0" encoding="utf-8"?>
<D:propfind xmlns:D="DAV:"><D:prop><D:getetag/></D:prop></D:propfind>

-- list.xml --
<D:multistatus>
  <D:response>
    ...
    <D:href>/dav/calendars/alice/calendar/</D:href>
  </D:response>
  <D:response>
    <D:href>$href</D:href>
    <D:propstat><D:prop><D:getetag>*</D:getetag></D:prop><D:status>HTTP/1.1 200 OK</D:status></D:propstat>
  </D:response>
</D:multistatus>
