# Requests that make no sense are answered, each with the status that says why.
# RFC 9110 §15.5, RFC 4918 §9
user alice  alice@example.org

alice GET /dav/calendars/alice/calendar/..%2f..%2fetc%2fpasswd
< 400
alice GET /dav/calendars/alice/%00/x.ics
< 400
alice GET /nowhere
< 404
alice PUT /dav/calendars/alice/none/lunch.ics  lunch.ics
< 409
alice PUT /dav/calendars/alice/calendar/  lunch.ics
< 405
alice PROPFIND /dav/calendars/alice/
> Depth: 7
< 400
alice REPORT /dav/calendars/alice/calendar/  unknown.xml
< 403
< contains supported-report
alice PUT /dav/calendars/alice/calendar/lunch.ics  lunch.ics
> If-Match: not-quoted"
< 400
alice PUT /dav/calendars/alice/calendar/lunch.ics  lunch.ics
> Content-Range: bytes 0-10/100
< 400
alice GET /dav/calendars/alice/calendar/lunch.ics
< 404

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

-- unknown.xml --
<?xml version="1.0"?>
<x:make-coffee xmlns:x="http://other.example/"/>
