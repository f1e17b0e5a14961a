# Carol moves her copy into another calendar: nobody hears of it, its Schedule-Tag is another, and Alice's next change reaches it there.
# RFC 6638 §3.2.3.4, §3.2.10, §3.2.10.2, §4.1
user alice  alice@example.org
user carol  carol@example.org
alice PUT /dav/calendars/alice/calendar/lunch.ics  invite.ics
< 201
carol MKCALENDAR /dav/calendars/carol/private/
< 201
carol GET /dav/calendars/carol/calendar/lunch@example.org.ics
< 200
< Schedule-Tag: $tag
carol MOVE /dav/calendars/carol/calendar/lunch@example.org.ics
> Destination: /dav/calendars/carol/private/lunch.ics
> If-Schedule-Tag-Match: $tag
< 201
< Schedule-Tag: $moved
carol GET /dav/calendars/carol/private/lunch.ics
< 200
< Schedule-Tag: $moved
carol MOVE /dav/calendars/carol/private/lunch.ics      # a program that did not see the move
> Destination: /dav/calendars/carol/calendar/lunch@example.org.ics
> If-Schedule-Tag-Match: $tag
< 412
no mail
time +1h
alice PUT /dav/calendars/alice/calendar/lunch.ics  later.ics
< 204
carol GET /dav/calendars/carol/private/lunch.ics
< 200
< body hers.ics
carol GET /dav/calendars/carol/calendar/lunch@example.org.ics
< 404
carol COPY /dav/calendars/carol/private/lunch.ics      # a second copy would answer twice
> Destination: /dav/calendars/carol/calendar/lunch@example.org.ics
< 40*
no mail

-- invite.ics --
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//Stories//EN
BEGIN:VEVENT
UID:lunch@example.org
DTSTAMP:20260302T090000Z
DTSTART:20260310T120000Z
DTEND:20260310T130000Z
SUMMARY:Lunch
ORGANIZER:mailto:alice@example.org
ATTENDEE;PARTSTAT=ACCEPTED:mailto:alice@example.org
ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:carol@example.org
END:VEVENT
END:VCALENDAR

-- later.ics --
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//Stories//EN
BEGIN:VEVENT
UID:lunch@example.org
DTSTAMP:20260302T090000Z
DTSTART:20260310T150000Z
DTEND:20260310T160000Z
SUMMARY:Lunch
ORGANIZER:mailto:alice@example.org
ATTENDEE;PARTSTAT=ACCEPTED:mailto:alice@example.org
ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:carol@example.org
END:VEVENT
END:VCALENDAR

-- hers.ics --
BEGIN:VCALENDAR
...
BEGIN:VEVENT
DTSTART:20260310T150000Z
ATTENDEE;PARTSTAT=NEEDS-ACTION;*:mailto:carol@example.org
...
END:VEVENT
END:VCALENDAR
