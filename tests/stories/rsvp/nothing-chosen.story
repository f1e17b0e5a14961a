# Bob sends the form without an answer, or with nonsense in it: the page asks again and keeps his words.
# RFC 9110 §15.5.1
user alice  alice@example.org

alice PUT /dav/calendars/alice/calendar/lunch.ics  invite.ics
< 201

mail to bob@else.example
set page from link

guest POST $page comment=Who+comes%3F
< 400
< contains Please choose one of the three answers.
< contains Who comes?
guest POST $page answer=perhaps
< 400
guest POST $page answer=accept&instance=yesterday
< 400
guest POST $page junk.txt
> Content-Type: application/x-www-form-urlencoded
< 413
no mail
alice GET /dav/calendars/alice/calendar/lunch.ics
< 200
< body untouched.ics

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

-- untouched.ics --
BEGIN:VCALENDAR
...
BEGIN:VEVENT
UID:lunch@example.org
ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE;SCHEDULE-STATUS=1.1:mailto:bob@else.example
...
END:VEVENT
END:VCALENDAR

-- junk.txt --
@repeat 400 answer=accept&comment=aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa&
