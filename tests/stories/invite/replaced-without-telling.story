# Alice moves things over her meetings and wants nobody elsewhere told: neither the lunch that an entry of her own replaces nor the dinner of a replaced calendar is called off by mail.
# RFC 4918 §9.8.4, §9.9.3, RFC 6638 §3.2.1.3
user alice  alice@example.org
alice PUT /dav/calendars/alice/calendar/lunch.ics  lunch.ics
< 201
mail to bob@else.example
alice MKCALENDAR /dav/calendars/alice/own/
< 201
alice PUT /dav/calendars/alice/own/lunch.ics  own.ics
< 201
alice MOVE /dav/calendars/alice/own/lunch.ics
> Destination: /dav/calendars/alice/calendar/lunch.ics
> X-RSVPD-Notify: somebody
< 400
alice MOVE /dav/calendars/alice/own/lunch.ics
> Destination: /dav/calendars/alice/calendar/lunch.ics
> X-RSVPD-Notify: none
< 204
no mail
timeline lunch@example.org
< ...
< untold: changed without telling bob@else.example: CANCEL
< ...

# A whole calendar.
alice MKCALENDAR /dav/calendars/alice/work/
< 201
alice PUT /dav/calendars/alice/work/dinner.ics  dinner.ics
< 201
mail to bob@else.example
alice COPY /dav/calendars/alice/own/
> Destination: /dav/calendars/alice/work/
> X-RSVPD-Notify: none
< 204
no mail
timeline dinner@example.org
< ...
< untold: changed without telling bob@else.example: CANCEL
< ...

# Without the header the guest hears of it.
alice MKCALENDAR /dav/calendars/alice/home/
< 201
alice PUT /dav/calendars/alice/home/dinner.ics  tea.ics
< 201
mail to bob@else.example
alice MOVE /dav/calendars/alice/own/
> Destination: /dav/calendars/alice/home/
< 204
mail to bob@else.example
< text/calendar; method=CANCEL

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
ORGANIZER:mailto:alice@example.org
ATTENDEE;PARTSTAT=ACCEPTED:mailto:alice@example.org
ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:bob@else.example
END:VEVENT
END:VCALENDAR

-- own.ics --
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//Stories//EN
BEGIN:VEVENT
UID:lunch@example.org
DTSTAMP:20260302T090000Z
DTSTART:20260310T120000Z
DTEND:20260310T130000Z
SUMMARY:Lunch alone
END:VEVENT
END:VCALENDAR

-- dinner.ics --
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//Stories//EN
BEGIN:VEVENT
UID:dinner@example.org
DTSTAMP:20260302T090000Z
DTSTART:20260310T190000Z
DTEND:20260310T200000Z
SUMMARY:Dinner
ORGANIZER:mailto:alice@example.org
ATTENDEE;PARTSTAT=ACCEPTED:mailto:alice@example.org
ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:bob@else.example
END:VEVENT
END:VCALENDAR

-- tea.ics --
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//Stories//EN
BEGIN:VEVENT
UID:tea@example.org
DTSTAMP:20260302T090000Z
DTSTART:20260310T160000Z
DTEND:20260310T170000Z
SUMMARY:Tea
ORGANIZER:mailto:alice@example.org
ATTENDEE;PARTSTAT=ACCEPTED:mailto:alice@example.org
ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:bob@else.example
END:VEVENT
END:VCALENDAR
