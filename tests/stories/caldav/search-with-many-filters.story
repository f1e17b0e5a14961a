# A search with nearly as many filters as one request may have finds what it should.
# RFC 4791 §7.8, §9.7.5, RFC 4918 §20.2
user alice  alice@example.org
alice PUT /dav/calendars/alice/calendar/a.ics  a.ics
< 201
alice REPORT /dav/calendars/alice/calendar/  many.xml
> Depth: 1
< 207
< contains a.ics

-- a.ics --
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//Stories//EN
BEGIN:VEVENT
UID:a@example.org
DTSTAMP:20260302T090000Z
DTSTART:20260310T120000Z
SUMMARY:Müller
END:VEVENT
END:VCALENDAR
-- many.xml --
<C:calendar-query xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav"><D:prop><D:getetag/></D:prop>
<C:filter><C:comp-filter name="VCALENDAR"><C:comp-filter name="VEVENT">
@repeat 90 <C:prop-filter name="SUMMARY"><C:text-match collation="i;unicode-casemap">MÜLLER</C:text-match></C:prop-filter>
</C:comp-filter></C:comp-filter></C:filter></C:calendar-query>
