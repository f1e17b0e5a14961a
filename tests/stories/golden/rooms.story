# Rooms answer by themselves, and answer anew when the time changes; the organizer sees it in the event and gets no mail.
# RFC 6638 §3.2.2, §4.2; RFC 5545 §3.2.3
user alice  alice@example.org
user carol  carol@example.org
user dave   dave@example.org
room room   room@example.org
dave acts for alice
room hall   hall@example.org ask dave
alice PUT /dav/calendars/alice/calendar/lunch.ics  lunch.ics
< 201
told the room is free and accepts
< alice: copy 0, inbox REPLY 0, notice answered
< carol: copy 0 NEEDS-ACTION, inbox REQUEST 0, notice invited
< dave: sees alice's copy 0
< room: copy 0 ACCEPTED, inbox REQUEST 0, notice invited
< bob@else.example: mail REQUEST 0
carol PUT /dav/calendars/carol/calendar/talk.ics  talk.ics
< 201
told Carol wants it at the same time: it declines
< carol: copy 0, inbox REPLY 0, notice answered
< room: copy 0 DECLINED, inbox REQUEST 0, notice invited
alice edits /dav/calendars/alice/calendar/lunch.ics
> DTSTART:20260310T140000Z
> DTEND:20260310T150000Z
< 204
told Alice moves to another free time: the room answers anew
< alice: copy 1, inbox REPLY 1, notice answered
< carol: copy 1 NEEDS-ACTION, inbox REQUEST 1, notice changed
< dave: sees alice's copy 1
< room: copy 1 ACCEPTED, inbox REQUEST 1, notice changed
< bob@else.example: mail REQUEST 1
carol edits /dav/calendars/carol/calendar/talk.ics
> DTSTART:20260310T120000Z
> DTEND:20260310T133000Z
< 204
told Carol asks anew, for the time that is free now
< carol: copy 1, inbox REPLY 1, notice answered
< room: copy 1 ACCEPTED, inbox REQUEST 1, notice changed
alice edits /dav/calendars/alice/calendar/lunch.ics
> SUMMARY:Late lunch
< 204
told only the title changes
< alice: copy 1
< carol: copy 1 NEEDS-ACTION, inbox REQUEST 1, notice changed
< dave: sees alice's copy 1
< room: copy 1 ACCEPTED, inbox REQUEST 1, notice changed
< bob@else.example: mail REQUEST 1
alice edits /dav/calendars/alice/calendar/lunch.ics
> DTSTART:20260310T130000Z
> DTEND:20260310T140000Z
< 204
told Alice moves into Carol's talk: the room declines
< alice: copy 2, inbox REPLY 2, notice answered
< carol: copy 2 NEEDS-ACTION, inbox REQUEST 2, notice changed
< dave: sees alice's copy 2
< room: copy 2 DECLINED, inbox REQUEST 2, notice changed
< bob@else.example: mail REQUEST 2
alice edits /dav/calendars/alice/calendar/lunch.ics
> -mailto:room@example.org
< 204
told Alice gives the room back
< alice: copy 3
< carol: copy 2 NEEDS-ACTION
< dave: sees alice's copy 3
< room: copy 3 DECLINED cancelled, inbox CANCEL 3, notice removed
carol PUT /dav/calendars/carol/calendar/week.ics  week.ics
< 201
told a series of which one date is taken: all but that one
< carol: copy 0 + 0, inbox REPLY 0, notice answered, notice answered
< room: copy 0 ACCEPTED + 0 DECLINED, inbox REQUEST 0, notice invited
carol DELETE /dav/calendars/carol/calendar/talk.ics
< 204
told the talk is deleted: the room is free again
< carol: copy gone
< room: copy 2 ACCEPTED cancelled, inbox CANCEL 2, notice cancelled
alice edits /dav/calendars/alice/calendar/lunch.ics
> +ATTENDEE;CUTYPE=ROOM;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:room@example.org
< 204
told Alice asks for it again: it accepts
< alice: copy 4, inbox REPLY 4, notice answered
< carol: copy 2 NEEDS-ACTION
< dave: sees alice's copy 4
< room: copy 4 ACCEPTED, inbox REQUEST 4, notice invited
alice PUT /dav/calendars/alice/calendar/hall.ics  hall.ics
< 201
told a hall whose manager decides is asked
< alice: copy 0
< carol: copy 0 NEEDS-ACTION, inbox REQUEST 0, notice invited
< dave: notice room-asked, mail “alice@example.org asks for Hall (hall): Ball”, sees alice's copy 0, sees hall's copy 0 NEEDS-ACTION
< hall: copy 0 NEEDS-ACTION, inbox REQUEST 0, notice invited
< bob@else.example: mail REQUEST 0
dave edits /dav/calendars/hall/calendar/hall@example.org.ics
> ATTENDEE;CUTYPE=ROOM;PARTSTAT=ACCEPTED:mailto:hall@example.org
< 204
told its manager accepts
< alice: copy 0, inbox REPLY 0, notice answered, mail “hall@example.org accepted: Ball”
< carol: copy 0 NEEDS-ACTION
< dave: sees alice's copy 0, sees hall's copy 0 ACCEPTED
< hall: copy 0 ACCEPTED

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
ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:carol@example.org
ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:bob@else.example
ATTENDEE;CUTYPE=ROOM;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:room@example.org
END:VEVENT
END:VCALENDAR

-- talk.ics --
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//Stories//EN
BEGIN:VEVENT
UID:talk@example.org
DTSTAMP:20260302T090000Z
DTSTART:20260310T120000Z
DTEND:20260310T130000Z
SUMMARY:Talk
ORGANIZER:mailto:carol@example.org
ATTENDEE;PARTSTAT=ACCEPTED:mailto:carol@example.org
ATTENDEE;CUTYPE=ROOM;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:room@example.org
END:VEVENT
END:VCALENDAR

-- week.ics --
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//Stories//EN
BEGIN:VEVENT
UID:week@example.org
DTSTAMP:20260302T090000Z
DTSTART:20260309T120000Z
DTEND:20260309T130000Z
SUMMARY:Course
RRULE:FREQ=DAILY;COUNT=4
ORGANIZER:mailto:carol@example.org
ATTENDEE;PARTSTAT=ACCEPTED:mailto:carol@example.org
ATTENDEE;CUTYPE=ROOM;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:room@example.org
END:VEVENT
END:VCALENDAR

-- hall.ics --
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//Stories//EN
BEGIN:VEVENT
UID:hall@example.org
DTSTAMP:20260302T090000Z
DTSTART:20260313T120000Z
DTEND:20260313T130000Z
SUMMARY:Ball
ORGANIZER:mailto:alice@example.org
ATTENDEE;PARTSTAT=ACCEPTED:mailto:alice@example.org
ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:carol@example.org
ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:bob@else.example
ATTENDEE;CUTYPE=ROOM;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:hall@example.org
END:VEVENT
END:VCALENDAR
