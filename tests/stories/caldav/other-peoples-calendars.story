# Carol is no guest in Alice's calendar: she cannot read it, write it or list it, and a wrong password opens nothing.
# RFC 3744 §7.1.1, RFC 9110 §15.5.2
user alice  alice@example.org
user carol  carol@example.org
alice PUT /dav/calendars/alice/calendar/walk.ics  walk.ics
< 201

carol GET /dav/calendars/alice/calendar/walk.ics
< 40*
< lacks Harbour
carol PUT /dav/calendars/alice/calendar/walk.ics  walk.ics
< 40*
carol DELETE /dav/calendars/alice/calendar/walk.ics
< 40*
carol PROPFIND /dav/calendars/alice/calendar/
> Depth: 1
< 40*
< lacks walk.ics

guest GET /dav/calendars/alice/calendar/walk.ics
< 401
guest GET /dav/calendars/alice/calendar/walk.ics
> Authorization: Basic YWxpY2U6Y2Fyb2w=
< 401
alice GET /dav/calendars/alice/calendar/walk.ics
< 200

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
