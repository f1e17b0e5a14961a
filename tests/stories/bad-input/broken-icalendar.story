# A program sends things that are no event: each is refused, with the line and what is wrong with it, and nothing is stored.
# RFC 4791 §5.3.2.1, RFC 5545 §3.1, §3.6, §3.7.1
user alice  alice@example.org

alice PUT /dav/calendars/alice/calendar/bad.ics  no-colon.ics
< 403
< body not-valid.xml
< contains line 10
alice PUT /dav/calendars/alice/calendar/bad.ics  half.ics
< 403
< body not-valid.xml
alice PUT /dav/calendars/alice/calendar/bad.ics  two-uids.ics
< 403
< contains valid-calendar-object-resource
alice PUT /dav/calendars/alice/calendar/bad.ics  with-method.ics
< 403
< contains valid-calendar-object-resource
alice PUT /dav/calendars/alice/calendar/bad.ics  bad-date.ics
< 403
< body not-valid.xml
< contains DTSTART
alice PUT /dav/calendars/alice/calendar/bad.ics  another-scale.ics
< 403
< body not-valid.xml
< contains GREGORIAN
alice PUT /dav/calendars/alice/calendar/bad.ics  words.txt
> Content-Type: text/calendar
< 403
< body not-valid.xml
alice PUT /dav/calendars/alice/calendar/bad.ics  words.txt
< 403
< contains supported-calendar-data
alice GET /dav/calendars/alice/calendar/bad.ics
< 404

-- another-scale.ics --
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//Stories//EN
CALSCALE:HEBREW
BEGIN:VEVENT
UID:lunch@example.org
DTSTAMP:20260302T090000Z
DTSTART:57860612T120000Z
SUMMARY:Lunch
END:VEVENT
END:VCALENDAR

-- no-colon.ics --
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//Stories//EN
BEGIN:VEVENT
UID:lunch@example.org
DTSTAMP:20260302T090000Z
DTSTART:20260310T120000Z
DTEND:20260310T130000Z
SUMMARY:Lunch
this is no line
END:VEVENT
END:VCALENDAR

-- half.ics --
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

-- two-uids.ics --
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
BEGIN:VEVENT
UID:other@example.org
DTSTAMP:20260302T090000Z
DTSTART:20260310T120000Z
END:VEVENT
END:VCALENDAR

-- with-method.ics --
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//Stories//EN
METHOD:REQUEST
BEGIN:VEVENT
UID:lunch@example.org
DTSTAMP:20260302T090000Z
DTSTART:20260310T120000Z
DTEND:20260310T130000Z
SUMMARY:Lunch
END:VEVENT
END:VCALENDAR

-- bad-date.ics --
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//Stories//EN
BEGIN:VEVENT
UID:lunch@example.org
DTSTAMP:20260302T090000Z
DTSTART:20261310T120000Z
DTEND:20260310T130000Z
SUMMARY:Lunch
END:VEVENT
END:VCALENDAR

-- words.txt --
Lunch on Tuesday?

-- not-valid.xml --
<D:error>
  <C:valid-calendar-data>*</C:valid-calendar-data>
</D:error>
