# Alice turns an event into a task: Bob's copy goes to the calendar that takes tasks, for no program shows one among events.
# RFC 4791 §5.3.2.1, RFC 6638 §4.1
user alice  alice@example.org
user bob    bob@example.org

alice MKCALENDAR /dav/calendars/alice/all/  all.xml
< 201
alice PUT /dav/calendars/alice/all/x.ics  event.ics
< 201
bob GET /dav/calendars/bob/calendar/x%40example.org.ics
< 200
alice PUT /dav/calendars/alice/all/x.ics  task.ics
< 204
bob GET /dav/calendars/bob/calendar/x%40example.org.ics
< 404
bob GET /dav/calendars/bob/tasks/x%40example.org.ics
< 200
< contains BEGIN:VTODO

-- event.ics --
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//Stories//EN
BEGIN:VEVENT
UID:x@example.org
DTSTAMP:20260302T090000Z
DTSTART:20260310T120000Z
DTEND:20260310T130000Z
SUMMARY:Lunch
ORGANIZER:mailto:alice@example.org
ATTENDEE;PARTSTAT=ACCEPTED:mailto:alice@example.org
ATTENDEE:mailto:bob@example.org
END:VEVENT
END:VCALENDAR

-- task.ics --
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//Stories//EN
BEGIN:VTODO
UID:x@example.org
DTSTAMP:20260302T090000Z
DTSTART:20260310T120000Z
DUE:20260310T130000Z
SUMMARY:Lunch
ORGANIZER:mailto:alice@example.org
ATTENDEE;PARTSTAT=ACCEPTED:mailto:alice@example.org
ATTENDEE:mailto:bob@example.org
END:VTODO
END:VCALENDAR

-- all.xml --
<C:mkcalendar xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav"><D:set><D:prop>
<C:supported-calendar-component-set><C:comp name="VEVENT"/><C:comp name="VTODO"/></C:supported-calendar-component-set>
</D:prop></D:set></C:mkcalendar>
