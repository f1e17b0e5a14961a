# An address that leads to this machine or without TLS is not asked, and no file is one.
# RFC 9110 §4.2; CWE-918
user bob  bob@example.org

bob MKCALENDAR /dav/calendars/bob/near/  near.xml
< 201
subscriptions bob
< near: fetched never; 127.0.0.1 is not on the open Internet
bob MKCALENDAR /dav/calendars/bob/plain/  plain.xml
< 201
subscriptions bob
< near: fetched never; *
< plain: fetched never; addresses without TLS (http://) are not asked
bob MKCALENDAR /dav/calendars/bob/file/  file.xml
< 207
subscriptions bob
< near: *
< plain: *

-- near.xml --
<C:mkcalendar xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav" xmlns:CS="http://calendarserver.org/ns/"><D:set><D:prop>
<CS:source><D:href>webcal://127.0.0.1:9/a.ics</D:href></CS:source></D:prop></D:set></C:mkcalendar>

-- plain.xml --
<C:mkcalendar xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav" xmlns:CS="http://calendarserver.org/ns/"><D:set><D:prop>
<CS:source><D:href>http://127.0.0.1:9/a.ics</D:href></CS:source></D:prop></D:set></C:mkcalendar>

-- file.xml --
<C:mkcalendar xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav" xmlns:CS="http://calendarserver.org/ns/"><D:set><D:prop>
<CS:source><D:href>file:///etc/passwd</D:href></CS:source></D:prop></D:set></C:mkcalendar>
