# Each thing that CalDAV forbids is refused by its own name, which programs show or act on, and nothing is changed.
# RFC 4791 §1.3, §5.2.2, §5.3.1.1, §5.3.2.1, §7.1, §7.8, §7.9, §7.10; RFC 6638 §3.2.4, §4.3.1, §5.2; RFC 7809 §3.1.5; RFC 5689 §3.3
config limits.toml
user alice  alice@example.org
user bob    bob@example.org
alice PUT /dav/calendars/alice/calendar/walk.ics  walk.ics
< 201
< ETag: $walk
alice PUT /dav/calendars/alice/calendar/lunch.ics  lunch.ics
< 201
ignore mail

# Making a calendar (§5.3.1.1).
alice MKCALENDAR /dav/calendars/alice/calendar/
< 403
< body must-be-null.xml
alice MKCALENDAR /dav/calendars/alice/calendar/inner/
< 403
< body bad-place.xml
alice MKCALENDAR /dav/elsewhere/new/
< 403
< body bad-place.xml
alice MKCALENDAR /dav/calendars/alice/new/  make-bad-zone.xml
< 207
< contains valid-calendar-data
alice MKCALENDAR /dav/calendars/alice/new/  make-unknown-zone.xml
< 207
< contains valid-timezone
alice MKCALENDAR /dav/calendars/bob/new/
< 403
< contains need-privileges
alice MKCOL /dav/calendars/alice/new/  make-plain.xml
< 403
< contains valid-resourcetype
alice PROPFIND /dav/calendars/alice/new/
> Depth: 0
< 404
alice PROPPATCH /dav/calendars/alice/calendar/  bad-zone.xml
< 207
< contains valid-calendar-data

# Storing an object (§5.3.2.1).
alice PUT /dav/calendars/alice/calendar/new.ics  walk.ics
> Content-Type: text/plain
< 403
< body supported-data.xml
alice PUT /dav/calendars/alice/calendar/new.ics  no-end.ics
< 403
< body valid-data.xml
alice PUT /dav/calendars/alice/calendar/new.ics  method.ics
< 403
< body valid-object.xml
alice PUT /dav/calendars/alice/calendar/new.ics  task.ics
< 403
< body supported-component.xml
alice PUT /dav/calendars/alice/calendar/new.ics  walk.ics
< 409
< body uid-conflict.xml
alice PUT /dav/calendars/alice/calendar/walk.ics  other-uid.ics
< 409
< contains no-uid-conflict
alice PUT /dav/calendars/alice/calendar/new.ics  long.ics
< 403
< body max-size.xml
alice PUT /dav/calendars/alice/calendar/new.ics  old.ics
< 403
< body min-date.xml
alice PUT /dav/calendars/alice/calendar/new.ics  far.ics
< 403
< body max-date.xml
alice PUT /dav/calendars/alice/calendar/new.ics  often.ics
< 403
< body max-instances.xml
alice PUT /dav/calendars/alice/calendar/new.ics  crowd.ics
< 403
< body max-attendees.xml
alice PUT /dav/calendars/bob/calendar/new.ics  walk.ics
< 403
< body need-read.xml
alice PUT /dav/calendars/alice/none/new.ics  walk.ics
< 409
alice COPY /dav/calendars/alice/calendar/walk.ics
> Destination: /dav/calendars/alice/calendar/new.ics
< 409
< body uid-conflict.xml
alice COPY /dav/calendars/alice/calendar/walk.ics
> Destination: /dav/calendars/alice/tasks/new.ics
< 403
< body supported-component.xml
alice MOVE /dav/calendars/alice/calendar/walk.ics
> Destination: /dav/calendars/alice/tasks/new.ics
< 403
< body supported-component.xml
alice MOVE /dav/calendars/alice/tasks/
> Destination: /dav/calendars/alice/calendar/inner/
< 403
< body bad-place.xml
alice COPY /dav/calendars/alice/tasks/
> Destination: /dav/files/alice/tasks/
< 403
< body bad-place.xml

# Searching (§7.8 to §7.10).
alice REPORT /dav/calendars/alice/calendar/  unknown.xml
> Depth: 1
< 403
< body supported-report.xml
alice REPORT /dav/calendars/alice/calendar/  query-json.xml
> Depth: 1
< 403
< body supported-data.xml
alice REPORT /dav/calendars/alice/calendar/  query-without-filter.xml
> Depth: 1
< 403
< body valid-filter.xml
alice REPORT /dav/calendars/alice/calendar/  query-task-in-event.xml
> Depth: 1
< 403
< body valid-filter.xml
alice REPORT /dav/calendars/alice/calendar/  query-new-component.xml
> Depth: 1
< 403
< body supported-filter.xml
alice REPORT /dav/calendars/alice/calendar/  query-bad-zone.xml
> Depth: 1
< 403
< body valid-data.xml
alice REPORT /dav/calendars/alice/calendar/  query-collation.xml
> Depth: 1
< 403
< body supported-collation.xml
alice REPORT /dav/calendars/alice/calendar/  multiget-json.xml
< 403
< body supported-data.xml
alice REPORT /dav/calendars/alice/calendar/walk.ics  free-busy.xml
< 403
< body supported-report.xml
bob REPORT /dav/calendars/alice/calendar/  free-busy.xml
> Depth: 1
< 404

# Scheduling (RFC 6638).
alice PUT /dav/calendars/alice/work/lunch.ics  lunch.ics
< 409
alice MKCALENDAR /dav/calendars/alice/work/
< 201
alice PUT /dav/calendars/alice/work/lunch.ics  lunch.ics
< 403
< body unique-object.xml
alice COPY /dav/calendars/alice/calendar/lunch.ics
> Destination: /dav/calendars/alice/work/lunch.ics
< 403
< body unique-object.xml
alice PUT /dav/calendars/alice/calendar/new.ics  two-organizers.ics
< 403
< body same-organizer.xml
alice PUT /dav/calendars/alice/calendar/lunch.ics  lunch-of-bob.ics
< 403
< body organizer-change.xml
alice DELETE /dav/calendars/alice/calendar/
< 403
< body default-needed.xml
alice PROPPATCH /dav/calendars/alice/inbox/  default-tasks.xml
< 207
< contains valid-schedule-default-calendar-URL
alice POST /dav/calendars/alice/outbox/  walk.ics
< 400
< body valid-message.xml
alice POST /dav/calendars/alice/outbox/  busy-for-bob.ics
< 403
< body valid-organizer.xml
alice POST /dav/calendars/alice/outbox/  walk.ics
> Content-Type: text/plain
< 403
< body supported-data.xml
alice POST /dav/calendars/bob/outbox/  busy-for-bob.ics
< 403
< contains need-privileges

# Nothing of all that has changed anything.
alice GET /dav/calendars/alice/calendar/walk.ics
< 200
< ETag: $walk
alice GET /dav/calendars/alice/calendar/new.ics
< 404
alice GET /dav/calendars/alice/tasks/new.ics
< 404
alice GET /dav/calendars/alice/work/lunch.ics
< 404
no mail

-- limits.toml --
[limits]
object_bytes = 4096
attendees = 3
instances = 100

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
END:VEVENT
END:VCALENDAR

-- other-uid.ics --
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//Stories//EN
BEGIN:VEVENT
UID:another@example.org
DTSTAMP:20260302T090000Z
DTSTART:20260310T120000Z
SUMMARY:Walk
END:VEVENT
END:VCALENDAR

-- no-end.ics --
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//Stories//EN
BEGIN:VEVENT
UID:new@example.org
DTSTAMP:20260302T090000Z
DTSTART:20260310T120000Z
SUMMARY:Walk

-- method.ics --
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//Stories//EN
METHOD:PUBLISH
BEGIN:VEVENT
UID:new@example.org
DTSTAMP:20260302T090000Z
DTSTART:20260310T120000Z
SUMMARY:Walk
END:VEVENT
END:VCALENDAR

-- task.ics --
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//Stories//EN
BEGIN:VTODO
UID:new@example.org
DTSTAMP:20260302T090000Z
SUMMARY:Walk
END:VTODO
END:VCALENDAR

-- long.ics --
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//Stories//EN
BEGIN:VEVENT
UID:new@example.org
DTSTAMP:20260302T090000Z
DTSTART:20260310T120000Z
SUMMARY:Walk
@repeat 100 COMMENT:This is said once more, and it gets no better by that.
END:VEVENT
END:VCALENDAR

-- old.ics --
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//Stories//EN
BEGIN:VEVENT
UID:new@example.org
DTSTAMP:20260302T090000Z
DTSTART:09990310T120000Z
SUMMARY:Walk
END:VEVENT
END:VCALENDAR

-- far.ics --
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//Stories//EN
BEGIN:VEVENT
UID:new@example.org
DTSTAMP:20260302T090000Z
DTSTART:30000310T120000Z
SUMMARY:Walk
END:VEVENT
END:VCALENDAR

-- often.ics --
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//Stories//EN
BEGIN:VEVENT
UID:new@example.org
DTSTAMP:20260302T090000Z
DTSTART:20260310T120000Z
RRULE:FREQ=DAILY
SUMMARY:Walk
END:VEVENT
END:VCALENDAR

-- crowd.ics --
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//Stories//EN
BEGIN:VEVENT
UID:new@example.org
DTSTAMP:20260302T090000Z
DTSTART:20260310T120000Z
SUMMARY:Walk
ORGANIZER:mailto:alice@example.org
ATTENDEE:mailto:alice@example.org
ATTENDEE:mailto:a@else.example
ATTENDEE:mailto:b@else.example
ATTENDEE:mailto:c@else.example
END:VEVENT
END:VCALENDAR

-- lunch.ics --
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//Stories//EN
BEGIN:VEVENT
UID:lunch@example.org
DTSTAMP:20260302T090000Z
DTSTART:20260312T120000Z
DTEND:20260312T130000Z
SUMMARY:Lunch
ORGANIZER:mailto:alice@example.org
ATTENDEE;PARTSTAT=ACCEPTED:mailto:alice@example.org
ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:dave@else.example
END:VEVENT
END:VCALENDAR

-- lunch-of-bob.ics --
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//Stories//EN
BEGIN:VEVENT
UID:lunch@example.org
DTSTAMP:20260302T090000Z
DTSTART:20260312T120000Z
DTEND:20260312T130000Z
SUMMARY:Lunch
ORGANIZER:mailto:bob@example.org
ATTENDEE;PARTSTAT=ACCEPTED:mailto:alice@example.org
ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:dave@else.example
END:VEVENT
END:VCALENDAR

-- two-organizers.ics --
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//Stories//EN
BEGIN:VEVENT
UID:new@example.org
DTSTAMP:20260302T090000Z
DTSTART:20260312T120000Z
RRULE:FREQ=WEEKLY;COUNT=3
SUMMARY:Lunch
ORGANIZER:mailto:alice@example.org
ATTENDEE:mailto:alice@example.org
ATTENDEE:mailto:dave@else.example
END:VEVENT
BEGIN:VEVENT
UID:new@example.org
DTSTAMP:20260302T090000Z
RECURRENCE-ID:20260319T120000Z
DTSTART:20260319T130000Z
SUMMARY:Lunch
ORGANIZER:mailto:bob@example.org
ATTENDEE:mailto:alice@example.org
ATTENDEE:mailto:dave@else.example
END:VEVENT
END:VCALENDAR

-- busy-for-bob.ics --
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//Stories//EN
METHOD:REQUEST
BEGIN:VFREEBUSY
UID:busy@example.org
DTSTAMP:20260302T090000Z
DTSTART:20260310T000000Z
DTEND:20260311T000000Z
ORGANIZER:mailto:bob@example.org
ATTENDEE:mailto:alice@example.org
END:VFREEBUSY
END:VCALENDAR

-- make-bad-zone.xml --
<C:mkcalendar xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav"><D:set><D:prop>
<C:calendar-timezone>no zone</C:calendar-timezone></D:prop></D:set></C:mkcalendar>

-- make-unknown-zone.xml --
<C:mkcalendar xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav"><D:set><D:prop>
<C:calendar-timezone-id>Europe/Nowhere</C:calendar-timezone-id></D:prop></D:set></C:mkcalendar>

-- make-plain.xml --
<D:mkcol xmlns:D="DAV:"><D:set><D:prop><D:resourcetype><D:collection/></D:resourcetype></D:prop></D:set></D:mkcol>

-- bad-zone.xml --
<D:propertyupdate xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav"><D:set><D:prop>
<C:calendar-timezone>no zone</C:calendar-timezone></D:prop></D:set></D:propertyupdate>

-- default-tasks.xml --
<D:propertyupdate xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav"><D:set><D:prop>
<C:schedule-default-calendar-URL><D:href>/dav/calendars/alice/tasks/</D:href></C:schedule-default-calendar-URL></D:prop></D:set></D:propertyupdate>

-- unknown.xml --
<X:dance xmlns:X="urn:x"/>

-- query-json.xml --
<C:calendar-query xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav">
<D:prop><C:calendar-data content-type="application/calendar+json" version="2.0"/></D:prop>
<C:filter><C:comp-filter name="VCALENDAR"/></C:filter></C:calendar-query>

-- query-without-filter.xml --
<C:calendar-query xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav"><D:prop><D:getetag/></D:prop></C:calendar-query>

-- query-task-in-event.xml --
<C:calendar-query xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav"><D:prop><D:getetag/></D:prop>
<C:filter><C:comp-filter name="VCALENDAR"><C:comp-filter name="VEVENT"><C:comp-filter name="VTODO"/></C:comp-filter></C:comp-filter></C:filter></C:calendar-query>

-- query-new-component.xml --
<C:calendar-query xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav"><D:prop><D:getetag/></D:prop>
<C:filter><C:comp-filter name="VCALENDAR"><C:comp-filter name="VDANCE"/></C:comp-filter></C:filter></C:calendar-query>

-- query-bad-zone.xml --
<C:calendar-query xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav"><D:prop><D:getetag/></D:prop>
<C:filter><C:comp-filter name="VCALENDAR"/></C:filter><C:timezone>no zone</C:timezone></C:calendar-query>

-- query-collation.xml --
<C:calendar-query xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav"><D:prop><D:getetag/></D:prop>
<C:filter><C:comp-filter name="VCALENDAR"><C:comp-filter name="VEVENT"><C:prop-filter name="SUMMARY">
<C:text-match collation="i;klingon">x</C:text-match></C:prop-filter></C:comp-filter></C:comp-filter></C:filter></C:calendar-query>

-- multiget-json.xml --
<C:calendar-multiget xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav">
<D:prop><C:calendar-data content-type="application/calendar+json" version="2.0"/></D:prop>
<D:href>/dav/calendars/alice/calendar/walk.ics</D:href></C:calendar-multiget>

-- free-busy.xml --
<C:free-busy-query xmlns:C="urn:ietf:params:xml:ns:caldav"><C:time-range start="20260310T000000Z" end="20260311T000000Z"/></C:free-busy-query>

-- must-be-null.xml --
<D:error><D:resource-must-be-null>*</D:resource-must-be-null></D:error>

-- bad-place.xml --
<D:error><C:calendar-collection-location-ok>*</C:calendar-collection-location-ok></D:error>

-- supported-data.xml --
<D:error><C:supported-calendar-data>*</C:supported-calendar-data></D:error>

-- valid-data.xml --
<D:error><C:valid-calendar-data>*</C:valid-calendar-data></D:error>

-- valid-object.xml --
<D:error><C:valid-calendar-object-resource>*</C:valid-calendar-object-resource></D:error>

-- supported-component.xml --
<D:error><C:supported-calendar-component>*</C:supported-calendar-component></D:error>

-- uid-conflict.xml --
<D:error><C:no-uid-conflict><D:href>/dav/calendars/alice/calendar/walk.ics</D:href></C:no-uid-conflict></D:error>

-- max-size.xml --
<D:error><C:max-resource-size>*</C:max-resource-size></D:error>

-- min-date.xml --
<D:error><C:min-date-time>*</C:min-date-time></D:error>

-- max-date.xml --
<D:error><C:max-date-time>*</C:max-date-time></D:error>

-- max-instances.xml --
<D:error><C:max-instances>*</C:max-instances></D:error>

-- max-attendees.xml --
<D:error><C:max-attendees-per-instance>*</C:max-attendees-per-instance></D:error>

-- need-read.xml --
<D:error><D:need-privileges><D:resource><D:href>/dav/calendars/bob/calendar/new.ics</D:href><D:privilege><D:read/></D:privilege></D:resource></D:need-privileges></D:error>

-- supported-report.xml --
<D:error><D:supported-report>*</D:supported-report></D:error>

-- valid-filter.xml --
<D:error><C:valid-filter>*</C:valid-filter></D:error>

-- supported-filter.xml --
<D:error><C:supported-filter><C:comp-filter name="VDANCE"/></C:supported-filter></D:error>

-- supported-collation.xml --
<D:error><C:supported-collation>*</C:supported-collation></D:error>

-- unique-object.xml --
<D:error><C:unique-scheduling-object-resource><D:href>/dav/calendars/alice/calendar/lunch.ics</D:href></C:unique-scheduling-object-resource></D:error>

-- same-organizer.xml --
<D:error><C:same-organizer-in-all-components>*</C:same-organizer-in-all-components></D:error>

-- organizer-change.xml --
<D:error><C:allowed-organizer-scheduling-object-change>*</C:allowed-organizer-scheduling-object-change></D:error>

-- default-needed.xml --
<D:error><C:default-calendar-needed>*</C:default-calendar-needed></D:error>

-- valid-message.xml --
<D:error><C:valid-scheduling-message>*</C:valid-scheduling-message></D:error>

-- valid-organizer.xml --
<D:error><C:valid-organizer>*</C:valid-organizer></D:error>
