# Requests that make no sense are answered, each with the status that says why.
# RFC 9110 §8.4, §9.3.7, §15.5, RFC 4918 §9, §9.7.1, RFC 4331 §6
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

# No collection could hold it there.
alice PUT /dav/calendars/alice/calendar/sub/lunch.ics  lunch.ics
< 409

# A name that is longer than names can be.
alice PUT /dav/calendars/alice/calendar/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa  lunch.ics
< 414

# A body that is encoded would be stored as something else than it is.
alice PUT /dav/files/alice/notes.txt  notes.txt
> Content-Encoding: gzip
< 415
< Accept-Encoding: identity
alice PUT /dav/files/alice/notes.txt  notes.txt
> Content-Encoding: identity
> Content-Type: no type at all
< 201
alice GET /dav/files/alice/notes.txt
< 200
< Content-Type: application/octet-stream
alice PUT /dav/calendars/alice/calendar/lunch.ics  lunch.ics
> Content-Encoding: br
< 415
alice REPORT /dav/calendars/alice/calendar/  many.xml
< 207

# What is about the server is told to everybody.
guest OPTIONS *
< 200
< DAV: 1, *

# A property that is too long, and one that is named twice.
alice PROPPATCH /dav/calendars/alice/calendar/  long.xml
< 207
< body too-long.xml
alice PROPPATCH /dav/calendars/alice/calendar/  twice.xml
< 207
< body once.xml

-- notes.txt --
It is not compressed.

-- many.xml --
<D:sync-collection xmlns:D="DAV:"><D:sync-token/><D:sync-level>1</D:sync-level><D:limit><D:nresults>99999999999999999999999</D:nresults></D:limit><D:prop/></D:sync-collection>

-- long.xml --
<D:propertyupdate xmlns:D="DAV:"><D:set><D:prop><x xmlns="urn:x">
@repeat 1600 0123456789012345678901234567890123456789
</x></D:prop></D:set></D:propertyupdate>

-- too-long.xml --
<D:multistatus><D:response><D:href>/dav/calendars/alice/calendar/</D:href><D:propstat><D:prop><x xmlns="urn:x"/></D:prop><D:status>HTTP/1.1 507 Insufficient Storage</D:status><D:error><D:quota-not-exceeded/></D:error></D:propstat></D:response></D:multistatus>

-- twice.xml --
<D:propertyupdate xmlns:D="DAV:"><D:set><D:prop><x xmlns="urn:x">1</x></D:prop></D:set><D:remove><D:prop><x xmlns="urn:x"/></D:prop></D:remove></D:propertyupdate>

-- once.xml --
<D:multistatus><D:response><D:href>/dav/calendars/alice/calendar/</D:href><D:propstat><D:prop><x xmlns="urn:x"/></D:prop><D:status>HTTP/1.1 200 OK</D:status></D:propstat></D:response></D:multistatus>

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
