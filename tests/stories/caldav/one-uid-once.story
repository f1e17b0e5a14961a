# A program stores the same event under a second name; the server says where it is already.
# RFC 4791 §5.3.2.1
user alice  alice@example.org
alice PUT /dav/calendars/alice/calendar/walk.ics  walk.ics
< 201
alice PUT /dav/calendars/alice/calendar/again.ics  walk.ics
< 409
< body error.xml

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

-- error.xml --
<D:error>
  <C:no-uid-conflict><D:href>/dav/calendars/alice/calendar/walk.ics</D:href></C:no-uid-conflict>
</D:error>
