# The server says how far events may reach, and refuses what reaches further; a series without end is nothing special.
# RFC 4791 §5.2.6 to §5.2.8, §5.3.2.1
user alice  alice@example.org
alice PROPFIND /dav/calendars/alice/calendar/  which.xml
> Depth: 0
< 207
< contains 10000101T000000Z
< contains 29991231T235959Z
< contains >10000<
alice PUT /dav/calendars/alice/calendar/daily.ics  daily.ics
< 201
alice PUT /dav/calendars/alice/calendar/flood.ics  flood.ics
< 403
< contains max-instances
< contains line 8: RRULE takes place more than 10000 times in a year
alice PUT /dav/calendars/alice/calendar/romans.ics  romans.ics
< 403
< contains min-date-time
< contains line 7: DTSTART is before the year 1000
alice PUT /dav/calendars/alice/calendar/robots.ics  robots.ics
< 403
< contains max-date-time

-- which.xml --
<D:propfind xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav"><D:prop><C:min-date-time/><C:max-date-time/><C:max-instances/></D:prop></D:propfind>

-- daily.ics --
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//Stories//EN
BEGIN:VEVENT
UID:daily@example.org
DTSTAMP:20260302T090000Z
DTSTART:20260310T120000Z
RRULE:FREQ=DAILY;UNTIL=99991231T235959Z
END:VEVENT
END:VCALENDAR

-- flood.ics --
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//Stories//EN
BEGIN:VEVENT
UID:flood@example.org
DTSTAMP:20260302T090000Z
DTSTART:20260310T120000Z
RRULE:FREQ=SECONDLY;COUNT=20000
END:VEVENT
END:VCALENDAR

-- romans.ics --
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//Stories//EN
BEGIN:VEVENT
UID:romans@example.org
DTSTAMP:20260302T090000Z
DTSTART;VALUE=DATE:00990101
END:VEVENT
END:VCALENDAR

-- robots.ics --
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//Stories//EN
BEGIN:VEVENT
UID:robots@example.org
DTSTAMP:20260302T090000Z
DTSTART:30010101T000000Z
END:VEVENT
END:VCALENDAR
