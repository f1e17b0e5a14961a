# Bob may see when Alice is busy, and nothing else; Carol asks by scheduling, until Alice says who may.
# RFC 4791 §6.1.1, §7.10, RFC 6638 §6.1.4
user alice  alice@example.org
user bob    bob@example.org
user carol  carol@example.org
alice PUT /dav/calendars/alice/calendar/walk.ics  walk.ics
< 201
alice ACL /dav/calendars/alice/calendar/  grant.xml
< 200
bob REPORT /dav/calendars/alice/calendar/  busy.xml
< 200
< contains FREEBUSY
< lacks Harbour
carol REPORT /dav/calendars/alice/calendar/  busy.xml
< 404
bob REPORT /dav/calendars/alice/  busy.xml
< 404
bob REPORT /dav/calendars/alice/calendar/  query.xml
< 403
bob GET /dav/calendars/alice/calendar/walk.ics
< 403
bob PROPFIND /dav/calendars/alice/calendar/
> Depth: 0
< 403

carol POST /dav/calendars/carol/outbox/  carols-question.ics
< 200
< contains 20260310T120000Z/
alice ACL /dav/calendars/alice/inbox/  nothing.xml
< 200
carol POST /dav/calendars/carol/outbox/  carols-question.ics
< 200
< contains 3.8;No authority
< lacks 20260310T120000Z/
bob POST /dav/calendars/bob/outbox/  bobs-question.ics          # of the calendar that he may see
< 200
< contains 20260310T120000Z/
carol POST /dav/calendars/alice/outbox/  carols-question.ics
< 403
< contains need-privileges
< lacks schedule-send-freebusy

-- walk.ics --
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//Stories//EN
BEGIN:VEVENT
UID:walk@example.org
DTSTAMP:20260302T090000Z
DTSTART:20260310T120000Z
DTEND:20260310T130000Z
SUMMARY:Walk
LOCATION:Harbour
END:VEVENT
END:VCALENDAR

-- grant.xml --
<D:acl xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav"><D:ace>
  <D:principal><D:href>/dav/principals/bob/</D:href></D:principal>
  <D:grant><D:privilege><C:read-free-busy/></D:privilege></D:grant>
</D:ace></D:acl>
-- nothing.xml --
<D:acl xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav"/>
-- busy.xml --
<C:free-busy-query xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav"><C:time-range start="20260310T000000Z" end="20260311T000000Z"/></C:free-busy-query>
-- query.xml --
<C:calendar-query xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav"><D:prop><C:calendar-data/></D:prop>
  <C:filter><C:comp-filter name="VCALENDAR"/></C:filter></C:calendar-query>
-- carols-question.ics --
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//Stories//EN
METHOD:REQUEST
BEGIN:VFREEBUSY
UID:question@example.org
DTSTAMP:20260302T090000Z
DTSTART:20260310T000000Z
DTEND:20260311T000000Z
ORGANIZER:mailto:carol@example.org
ATTENDEE:mailto:alice@example.org
END:VFREEBUSY
END:VCALENDAR
-- bobs-question.ics --
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//Stories//EN
METHOD:REQUEST
BEGIN:VFREEBUSY
UID:question@example.org
DTSTAMP:20260302T090000Z
DTSTART:20260310T000000Z
DTEND:20260311T000000Z
ORGANIZER:mailto:bob@example.org
ATTENDEE:mailto:alice@example.org
END:VFREEBUSY
END:VCALENDAR
