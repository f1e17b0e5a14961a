# A client that says in which state it knows something changes nothing when it is in another: also calendars, whose state has no name.
# RFC 9110 §13.1.1, §13.1.4
user alice  alice@example.org
alice MKCALENDAR /dav/calendars/alice/club/
< 201
alice PUT /dav/calendars/alice/club/own.ics  own.ics
< 201
alice DELETE /dav/calendars/alice/club/
> If-Match: "x"
< 412
alice MOVE /dav/calendars/alice/club/
> Destination: /dav/calendars/alice/team/
> If-Match: "x"
< 412
alice COPY /dav/calendars/alice/club/
> Destination: /dav/calendars/alice/team/
> If-None-Match: *
< 412
alice PROPPATCH /dav/calendars/alice/club/own.ics  rename.xml
> If-Match: "x"
< 412
alice PROPPATCH /dav/calendars/alice/club/  rename.xml
> If-Match: "x"
< 412
alice ACL /dav/calendars/alice/club/  nobody.xml
> If-Match: "x"
< 412
alice MKCALENDAR /dav/calendars/alice/none/
> If-Match: *
< 412
alice MKCOL /dav/contacts/alice/none/  book.xml
> If-Match: *
< 412
alice MKCOL /dav/contacts/alice/friends/  book.xml
> If-None-Match: *
< 201
alice DELETE /dav/contacts/alice/friends/
> If-Match: "x"
< 412
alice GET /dav/calendars/alice/club/own.ics
< 200
< ETag: $etag
alice PROPPATCH /dav/calendars/alice/club/own.ics  rename.xml
> If-Match: $etag
< 207
alice DELETE /dav/contacts/alice/friends/
> If-Match: *
< 204

# Times count where there is no tag.
alice PUT /dav/calendars/alice/club/own.ics  own.ics
> If-Unmodified-Since: Sat, 01 Feb 2025 00:00:00 GMT
< 412
alice DELETE /dav/calendars/alice/club/own.ics
> If-Unmodified-Since: Sat, 01 Feb 2025 00:00:00 GMT
< 412
alice PUT /dav/calendars/alice/club/own.ics  own.ics
> If-Unmodified-Since: Mon, 02 Mar 2026 09:00:00 GMT
< 204
alice PUT /dav/calendars/alice/club/own.ics  own.ics
> If-Unmodified-Since: Sat, 01 Feb 2025 00:00:00 GMT
> If-Match: *
< 204
alice PUT /dav/files/alice/a.txt  a.txt
< 201
alice PUT /dav/files/alice/a.txt  a.txt
> If-Unmodified-Since: Sat, 01 Feb 2025 00:00:00 GMT
< 412
alice DELETE /dav/calendars/alice/club/
> If-Match: *
< 204

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
-- rename.xml --
<D:propertyupdate xmlns:D="DAV:"><D:set><D:prop><X:note xmlns:X="urn:example">Mine</X:note></D:prop></D:set></D:propertyupdate>
-- nobody.xml --
<D:acl xmlns:D="DAV:"/>
-- book.xml --
<D:mkcol xmlns:D="DAV:"><D:set><D:prop><D:resourcetype><D:collection/><CR:addressbook xmlns:CR="urn:ietf:params:xml:ns:carddav"/></D:resourcetype></D:prop></D:set></D:mkcol>
-- a.txt --
A
