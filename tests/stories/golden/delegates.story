# Dave acts for Alice: what he does is done in her name, the guests hear of it from her, and he sees what she has.
# RFC 6638 §6.1, §6.2; caldav-proxy §3; RFC 3744 §6
user alice  alice@example.org
user carol  carol@example.org
user dave   dave@example.org
room room   room@example.org
user erin   erin@example.org
dave acts for alice
dave acts for carol
erin reads for alice
dave PUT /dav/calendars/alice/calendar/lunch.ics  lunch.ics
< 201
told Dave invites in Alice's name
< alice: copy 0, inbox REPLY 0, notice answered
< carol: copy 0 NEEDS-ACTION, inbox REQUEST 0, notice invited
< dave: sees alice's copy 0, sees carol's copy 0 NEEDS-ACTION
< erin: sees alice's copy 0
< room: copy 0 ACCEPTED, inbox REQUEST 0, notice invited
< bob@else.example: mail REQUEST 0
dave edits /dav/calendars/alice/calendar/lunch.ics
> DTSTART:20260310T150000Z
> DTEND:20260310T160000Z
< 204
told Dave moves it
< alice: copy 1, inbox REPLY 1, notice answered
< carol: copy 1 NEEDS-ACTION, inbox REQUEST 1, notice changed
< dave: sees alice's copy 1, sees carol's copy 1 NEEDS-ACTION
< erin: sees alice's copy 1
< room: copy 1 ACCEPTED, inbox REQUEST 1, notice changed
< bob@else.example: mail REQUEST 1
carol edits /dav/calendars/carol/calendar/lunch@example.org.ics
> ATTENDEE;PARTSTAT=ACCEPTED:mailto:carol@example.org
< 204
told Carol accepts
< alice: copy 1, inbox REPLY 1, notice answered, mail “carol@example.org accepted: Lunch”
< carol: copy 1 ACCEPTED
< dave: sees alice's copy 1, sees carol's copy 1 ACCEPTED
< erin: sees alice's copy 1
< room: copy 1 ACCEPTED
dave edits /dav/calendars/carol/calendar/lunch@example.org.ics
> ATTENDEE;PARTSTAT=DECLINED:mailto:carol@example.org
< 204
told Dave, who acts for Carol too, declines for her
< alice: copy 1, inbox REPLY 1, notice answered, mail “carol@example.org declined: Lunch”
< carol: copy 1 DECLINED
< dave: sees alice's copy 1, sees carol's copy 1 DECLINED
< erin: sees alice's copy 1
< room: copy 1 ACCEPTED
erin edits /dav/calendars/alice/calendar/lunch.ics
> SUMMARY:Dinner
< 403
told Erin, who only reads for Alice, wants to change it
dave edits /dav/calendars/alice/calendar/lunch.ics
> +ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:dave@example.org
< 204
told Dave is invited himself
< alice: copy 1
< carol: copy 1 DECLINED
< dave: copy 1 NEEDS-ACTION, inbox REQUEST 1, notice invited, sees alice's copy 1, sees carol's copy 1 DECLINED
< erin: sees alice's copy 1
< room: copy 1 ACCEPTED
dave edits /dav/calendars/dave/calendar/lunch@example.org.ics
> ATTENDEE;PARTSTAT=ACCEPTED:mailto:dave@example.org
< 204
told and accepts
< alice: copy 1, inbox REPLY 1, notice answered, mail “dave@example.org accepted: Lunch”
< carol: copy 1 DECLINED
< dave: copy 1 ACCEPTED, sees alice's copy 1, sees carol's copy 1 DECLINED
< erin: sees alice's copy 1
< room: copy 1 ACCEPTED
dave DELETE /dav/calendars/alice/calendar/lunch.ics
< 204
told Dave calls it off
< alice: copy gone
< carol: copy 2 DECLINED cancelled, inbox CANCEL 2, notice cancelled
< dave: copy 2 ACCEPTED cancelled, inbox CANCEL 2, notice cancelled, sees alice's copy gone, sees carol's copy 2 DECLINED cancelled
< erin: sees alice's copy gone
< room: copy 2 ACCEPTED cancelled, inbox CANCEL 2, notice cancelled
< bob@else.example: mail CANCEL 2

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
