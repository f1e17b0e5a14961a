# Alice renames an event, copies it and moves it about; what is in the way stays unless she says otherwise, and other people's calendars are out of reach.
# RFC 4918 §9.8, §9.9, §10.3, §10.6, RFC 4791 §5.3.2.1
user alice  alice@example.org
user carol  carol@example.org
alice MKCALENDAR /dav/calendars/alice/work/
< 201
alice PUT /dav/calendars/alice/calendar/lunch.ics  lunch.ics
< 201
alice PUT /dav/calendars/alice/work/other.ics  other.ics
< 201

alice MOVE /dav/calendars/alice/calendar/lunch.ics                                       # another name in the same calendar
> Destination: /dav/calendars/alice/calendar/noon.ics
< 201
alice GET /dav/calendars/alice/calendar/lunch.ics
< 404
alice GET /dav/calendars/alice/calendar/noon.ics
< 200
< body lunch.ics

alice MOVE /dav/calendars/alice/calendar/noon.ics    # something is in the way
> Destination: /dav/calendars/alice/work/other.ics
> Overwrite: F
< 412
alice GET /dav/calendars/alice/work/other.ics
< 200
< body other.ics
alice COPY /dav/calendars/alice/calendar/noon.ics    # the same UID twice in one calendar
> Destination: /dav/calendars/alice/calendar/again.ics
< 409
< contains no-uid-conflict
alice COPY /dav/calendars/alice/calendar/noon.ics    # in another calendar it is another event
> Destination: /dav/calendars/alice/work/noon.ics
< 201
alice GET /dav/calendars/alice/work/noon.ics
< 200
< body lunch.ics
alice GET /dav/calendars/alice/calendar/noon.ics
< 200

alice MOVE /dav/calendars/alice/calendar/noon.ics
> Destination: /dav/calendars/carol/calendar/noon.ics
< 403
alice MOVE /dav/calendars/alice/calendar/noon.ics
> Destination: /dav/calendars/alice/none/noon.ics
< 409
alice MOVE /dav/calendars/alice/calendar/noon.ics
> Destination: https://elsewhere.example/dav/calendars/alice/work/n.ics
< 50*
alice MOVE /dav/calendars/alice/calendar/noon.ics
< 400
alice MOVE /dav/calendars/alice/calendar/none.ics
> Destination: /dav/calendars/alice/work/none.ics
< 404
carol MOVE /dav/calendars/alice/calendar/noon.ics
> Destination: /dav/calendars/carol/calendar/noon.ics
< 40*
alice GET /dav/calendars/alice/calendar/noon.ics
< 200
no mail

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

-- other.ics --
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//Stories//EN
BEGIN:VEVENT
UID:other@example.org
DTSTAMP:20260302T090000Z
DTSTART:20260310T120000Z
DTEND:20260310T130000Z
SUMMARY:Other
END:VEVENT
END:VCALENDAR
