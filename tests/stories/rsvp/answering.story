# Bob answers on the page, with a word to Alice, and later changes his mind there.
# RFC 5546 §3.2.3, RFC 6638 §3.2.1
user alice  alice@example.org

alice PUT /dav/calendars/alice/calendar/lunch.ics  invite.ics
< 201

mail to bob@else.example
set page from link

time +1h
guest POST $page answer=accept&comment=I+bring+cake
< 200
alice GET /dav/calendars/alice/calendar/lunch.ics
< 200
< body accepted.ics
mail to alice@example.org
< Subject: bob@else.example accepted: Lunch
< text contains I bring cake

time +1h
guest GET $page
< 200
guest POST $page answer=decline
< 200
alice GET /dav/calendars/alice/calendar/lunch.ics
< 200
< body declined.ics
mail to alice@example.org
< Subject: bob@else.example declined: Lunch
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
ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:bob@else.example
END:VEVENT
END:VCALENDAR

-- accepted.ics --
BEGIN:VCALENDAR
...
BEGIN:VEVENT
ATTENDEE;PARTSTAT=ACCEPTED;*:mailto:bob@else.example
...
END:VEVENT
END:VCALENDAR

-- declined.ics --
BEGIN:VCALENDAR
...
BEGIN:VEVENT
ATTENDEE;PARTSTAT=DECLINED;*:mailto:bob@else.example
...
END:VEVENT
END:VCALENDAR
