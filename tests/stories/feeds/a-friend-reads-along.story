# Whoever has the secret address reads the calendar, but not what is private, until the address is revoked.
# RFC 5545 §3.8.1.3, RFC 7986 §5.7, RFC 9110 §13.1.2
user alice  alice@example.org

alice PUT /dav/calendars/alice/calendar/plan.ics  plan.ics
< 201
alice PUT /dav/calendars/alice/calendar/doctor.ics  doctor.ics
< 201
feed alice calendar events
feeds alice
< Events: never read

guest GET $feed.ics
< 200
< Content-Type: text/calendar; charset=utf-8
< Cache-Control: private, no-cache
< X-Content-Type-Options: nosniff
< ETag: $etag
< Last-Modified: Mon, 02 Mar 2026 09:00:00 GMT
< X-Robots-Tag: noindex
< body shown.ics
feeds alice
< Events: read on 2026-03-02

# Nothing changed, so nothing is sent.
guest GET $feed.ics
> If-None-Match: $etag
< 304
< ETag: $etag
< body is empty
guest HEAD $feed.ics
< 200
< ETag: $etag
< body is empty

# A change is seen, and a deletion too.
time +1d
alice DELETE /dav/calendars/alice/calendar/plan.ics
< 204
guest GET $feed.ics
> If-None-Match: $etag
< 200
< lacks Planning
< contains Busy
feeds alice
< Events: read on 2026-03-03

# It can be read and nothing else, and near misses are nothing.
guest PUT $feed.ics  plan.ics
< 405
< Allow: GET, HEAD
guest GET $feed
< 404
guest GET $feed.txt
< 404
guest GET /feed/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.ics
< 404
guest GET /feed/
< 404

revoke alice
guest GET $feed.ics
< 404

-- plan.ics --
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Test//EN
BEGIN:VEVENT
UID:plan
DTSTAMP:20260301T120000Z
DTSTART:20260310T120000Z
DTEND:20260310T130000Z
SUMMARY:Planning
LOCATION:Room 2
BEGIN:VALARM
ACTION:DISPLAY
TRIGGER:-PT15M
DESCRIPTION:Planning
END:VALARM
END:VEVENT
END:VCALENDAR

-- doctor.ics --
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Test//EN
BEGIN:VEVENT
UID:doctor
DTSTAMP:20260301T120000Z
DTSTART:20260311T120000Z
DTEND:20260311T130000Z
CLASS:CONFIDENTIAL
SUMMARY:Doctor
DESCRIPTION:knee
END:VEVENT
END:VCALENDAR

-- shown.ics --
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//rsvpd//rsvpd//EN
NAME:Calendar
X-WR-CALNAME:Calendar
REFRESH-INTERVAL;VALUE=DURATION:PT1H
X-PUBLISHED-TTL:PT1H
BEGIN:VEVENT
UID:plan
DTSTAMP:20260301T120000Z
DTSTART:20260310T120000Z
DTEND:20260310T130000Z
SUMMARY:Planning
LOCATION:Room 2
END:VEVENT
BEGIN:VEVENT
UID:*
DTSTAMP:20260301T120000Z
DTSTART:20260311T120000Z
DTEND:20260311T130000Z
SUMMARY:Busy
END:VEVENT
END:VCALENDAR
