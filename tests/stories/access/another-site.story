# A page of another site lets a browser that knows Alice's password ask for changes: none is made.
# RFC 9110 §17.9, RFC 6265 §8.2, caldav-sharing §5.3.2
user alice  alice@example.org
user bob    bob@example.org
alice POST /dav/calendars/alice/calendar/  share.xml
> Sec-Fetch-Site: cross-site
> Origin: https://evil.example
< 403
alice POST /dav/calendars/alice/calendar/  share.xml
> Content-Type: text/plain
< 415
alice POST /dav/calendars/alice/calendar/  share.xml
> Content-Type: application/x-www-form-urlencoded
< 415
alice POST /dav/calendars/alice/calendar/?add-member  own.ics
> Sec-Fetch-Site: cross-site
< 403
alice PUT /dav/calendars/alice/calendar/own.ics  own.ics
> Sec-Fetch-Site: cross-site
< 403
bob PROPFIND /dav/calendars/alice/calendar/
> Depth: 0
< 403

# A page of this server may, and so may a program, which sends no such header.
alice PUT /dav/calendars/alice/calendar/own.ics  own.ics
> Sec-Fetch-Site: same-origin
< 201
alice POST /dav/calendars/alice/calendar/  share.xml
> Content-Type: text/xml; charset=utf-8
< 200

-- share.xml --
<CS:share xmlns:D="DAV:" xmlns:CS="http://calendarserver.org/ns/"><CS:set><D:href>mailto:bob@example.org</D:href><CS:read/></CS:set></CS:share>
-- own.ics --
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//Stories//EN
BEGIN:VEVENT
UID:own@example.org
DTSTAMP:20260302T090000Z
DTSTART:20260310T120000Z
SUMMARY:Own
END:VEVENT
END:VCALENDAR
