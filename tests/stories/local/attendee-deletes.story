# Carol deletes her copy, which declines; Dave deletes his and asks for silence, and nobody is told. Only another time asks them again.
# RFC 6638 §3.2.2.3, §3.2.8, §4.1, §8.1
user alice  alice@example.org
user carol  carol@example.org
user dave  dave@example.org
alice PUT /dav/calendars/alice/calendar/lunch.ics  invite.ics
< 201

carol DELETE /dav/calendars/carol/calendar/lunch@example.org.ics
< 204
mail to alice@example.org
< Subject: carol@example.org declined: Lunch
dave DELETE /dav/calendars/dave/calendar/lunch@example.org.ics
> Schedule-Reply: F
< 204
no mail
alice GET /dav/calendars/alice/calendar/lunch.ics
< 200
< body stored.ics
carol GET /dav/calendars/carol/calendar/lunch@example.org.ics
< 404
told
< alice: copy 0, inbox REPLY 0, notice answered
< carol: inbox REQUEST 0, notice invited
< dave: inbox REQUEST 0, notice invited

alice edits /dav/calendars/alice/calendar/lunch.ics                 # what does not come back is no news, in no inbox either
> SUMMARY:Brunch
< 204
told
< alice: copy 0
alice edits /dav/calendars/alice/calendar/lunch.ics
> DTSTART:20260310T130000Z
> DTEND:20260310T140000Z
< 204
told
< alice: copy 1
< carol: copy 1 NEEDS-ACTION, inbox REQUEST 1, notice invited
< dave: copy 1 NEEDS-ACTION, inbox REQUEST 1, notice invited

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
ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:dave@example.org
END:VEVENT
END:VCALENDAR

-- stored.ics --
BEGIN:VCALENDAR
...
BEGIN:VEVENT
ATTENDEE;PARTSTAT=DECLINED;*:mailto:carol@example.org
ATTENDEE;PARTSTAT=NEEDS-ACTION;*:mailto:dave@example.org
...
END:VEVENT
END:VCALENDAR
