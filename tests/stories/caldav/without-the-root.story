# A program wants the list of events without the calendar itself; where it asks for the calendar alone, that wish makes no sense and is passed over.
# RFC 8144 §4
user alice  alice@example.org
alice PUT /dav/calendars/alice/calendar/lunch.ics  lunch.ics
< 201
alice PROPFIND /dav/calendars/alice/calendar/
> Depth: 0
> Prefer: depth-noroot
< 207
< contains /dav/calendars/alice/calendar/
alice PROPFIND /dav/calendars/alice/calendar/
> Depth: 1
> Prefer: depth-noroot
< 207
< lacks <href>/dav/calendars/alice/calendar/</href>
< contains lunch.ics

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
