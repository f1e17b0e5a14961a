# A program sends a title with characters that XML cannot carry: they are left out, however the event is read, and the program is told to fetch it.
# RFC 4791 §5.3.4, RFC 9110 §8.8.3, XML 1.0 §2.2
user alice  alice@example.org
alice PUT /dav/calendars/alice/calendar/a.ics  odd.ics
< 201
< ETag: (none)
alice GET /dav/calendars/alice/calendar/a.ics
< 200
< ETag: $etag
< contains SUMMARY:Lunch
alice REPORT /dav/calendars/alice/calendar/  ask.xml
> Depth: 1
< 207
< contains SUMMARY:Lunch
alice PUT /dav/calendars/alice/calendar/b.ics  plain.ics
< 201
< ETag: *

-- odd.ics --
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//Stories//EN
BEGIN:VEVENT
UID:a@example.org
DTSTAMP:20260302T090000Z
DTSTART:20260310T120000Z
SUMMARY:Lun￾ch
END:VEVENT
END:VCALENDAR
-- plain.ics --
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//Stories//EN
BEGIN:VEVENT
UID:b@example.org
DTSTAMP:20260302T090000Z
DTSTART:20260310T120000Z
SUMMARY:Lünch ～
END:VEVENT
END:VCALENDAR
-- ask.xml --
<C:calendar-query xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav"><D:prop><C:calendar-data/></D:prop><C:filter><C:comp-filter name="VCALENDAR"/></C:filter></C:calendar-query>
