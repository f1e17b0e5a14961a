# A program that knows no sync tokens looks at the calendar's tag: it changes when something changes, and only then.
# CalendarServer CTag (caldav-ctag), RFC 6578 §4
user alice  alice@example.org
alice PROPFIND /dav/calendars/alice/calendar/  ask.xml
> Depth: 0
< 207
< body tags.xml
alice PUT /dav/calendars/alice/calendar/lunch.ics  lunch.ics
< 201
alice PROPFIND /dav/calendars/alice/calendar/  ask.xml
> Depth: 0
< 207
< lacks $ctag
< body new-tags.xml
alice PROPFIND /dav/calendars/alice/calendar/  ask.xml
> Depth: 0
< 207
< body new-tags.xml

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
<D:propfind xmlns:D="DAV:"><D:prop><CS:getctag xmlns:CS="http://calendarserver.org/ns/"/></D:prop></D:propfind>

-- tags.xml --
<D:multistatus>
  <D:response>
    <D:href>/dav/calendars/alice/calendar/</D:href>
    <D:propstat><D:prop><CS:getctag>$ctag</CS:getctag></D:prop><D:status>HTTP/1.1 200 OK</D:status></D:propstat>
  </D:response>
</D:multistatus>

-- new-tags.xml --
<D:multistatus>
  <D:response>
    <D:href>/dav/calendars/alice/calendar/</D:href>
    <D:propstat><D:prop><CS:getctag>$new-ctag</CS:getctag></D:prop><D:status>HTTP/1.1 200 OK</D:status></D:propstat>
  </D:response>
</D:multistatus>
