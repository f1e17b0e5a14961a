# The admin lets requests be longer than sixteen megabytes: such a body is heard out and judged by what it is, a longer one by its length alone.
# RFC 9110 §15.5.14, RFC 4791 §5.3.2.1
config large.toml
user alice  alice@example.org

alice PUT /dav/calendars/alice/calendar/long.ics  long.ics
< 403
< contains max-resource-size
alice PUT /dav/calendars/alice/calendar/long.ics  longer.ics
< 403
< contains max-resource-size
alice GET /dav/calendars/alice/calendar/long.ics
< 404

-- large.toml --
[limits]
request_bytes = 20971520

-- long.ics --
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//Stories//EN
BEGIN:VEVENT
UID:long@example.org
DTSTAMP:20260302T090000Z
DTSTART:20260310T120000Z
DTEND:20260310T130000Z
SUMMARY:Long
@repeat 300000 COMMENT:This is said once more, and it gets no better by that.
END:VEVENT
END:VCALENDAR

-- longer.ics --
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//Stories//EN
BEGIN:VEVENT
UID:long@example.org
DTSTAMP:20260302T090000Z
DTSTART:20260310T120000Z
DTEND:20260310T130000Z
SUMMARY:Long
@repeat 400000 COMMENT:This is said once more, and it gets no better by that.
END:VEVENT
END:VCALENDAR
