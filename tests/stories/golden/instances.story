# Alice changes single dates of a weekly lunch: who hears of it hears of that date alone.
# RFC 5546 §2.1.4, §3.2.2, §3.2.5, RFC 6638 §3.2.6, §3.2.8
user alice  alice@example.org
user carol  carol@example.org
user dave   dave@example.org
room room   room@example.org
dave acts for alice
alice PUT /dav/calendars/alice/calendar/lunch.ics  lunch.ics
< 201
carol edits /dav/calendars/carol/calendar/lunch@example.org.ics
> ATTENDEE;PARTSTAT=ACCEPTED:mailto:carol@example.org
< 204
told
< ...
alice edits /dav/calendars/alice/calendar/lunch.ics at 20260317T120000Z
> DTSTART:20260317T150000Z
> DTEND:20260317T160000Z
< 204
told one date moves
< alice: copy 0 + 1, inbox REPLY 1 for one date, notice answered
< carol: copy 0 ACCEPTED + 1 NEEDS-ACTION, inbox REQUEST 1 for one date, notice changed
< dave: sees alice's copy 0 + 1
< room: copy 0 ACCEPTED + 1 ACCEPTED, inbox REQUEST 1 for one date, notice changed
< bob@else.example: mail REQUEST 1 for one date
alice edits /dav/calendars/alice/calendar/lunch.ics at 20260324T120000Z
> SUMMARY:Farewell lunch
< 204
told one date gets a title of its own
< alice: copy 0 + 1 + 0
< carol: copy 0 ACCEPTED + 1 NEEDS-ACTION + 0 ACCEPTED, inbox REQUEST 0 for one date, notice changed
< dave: sees alice's copy 0 + 1 + 0
< room: copy 0 ACCEPTED + 1 ACCEPTED + 0 ACCEPTED, inbox REQUEST 0 for one date, notice changed
< bob@else.example: mail REQUEST 0 for one date
alice edits /dav/calendars/alice/calendar/lunch.ics at 20260324T120000Z
> LOCATION:Harbour
< 204
told that date gets a place of its own
< alice: copy 0 + 1 + 1
< carol: copy 0 ACCEPTED + 1 NEEDS-ACTION + 1 ACCEPTED, inbox REQUEST 1 for one date, notice changed
< dave: sees alice's copy 0 + 1 + 1
< room: copy 0 ACCEPTED + 1 ACCEPTED + 1 ACCEPTED, inbox REQUEST 1 for one date, notice changed
< bob@else.example: mail REQUEST 1 for one date
alice edits /dav/calendars/alice/calendar/lunch.ics
> SUMMARY:Lunch with soup
< 204
told the title of the series changes
< alice: copy 0 + 1 + 1
< carol: copy 0 ACCEPTED + 1 NEEDS-ACTION + 1 ACCEPTED, inbox REQUEST 1, notice changed
< dave: sees alice's copy 0 + 1 + 1
< room: copy 0 ACCEPTED + 1 ACCEPTED + 1 ACCEPTED, inbox REQUEST 1, notice changed
< bob@else.example: mail REQUEST 1
alice edits /dav/calendars/alice/calendar/lunch.ics
> +EXDATE:20260407T120000Z
< 204
told one date is called off (EXDATE)
< alice: copy 1 + 1 + 1
< carol: copy 0 ACCEPTED + 1 NEEDS-ACTION + 1 ACCEPTED + 1 ACCEPTED cancelled, inbox CANCEL 1 for one date, notice cancelled
< dave: sees alice's copy 1 + 1 + 1
< room: copy 0 ACCEPTED + 1 ACCEPTED + 1 ACCEPTED + 1 ACCEPTED cancelled, inbox CANCEL 1 for one date, notice cancelled
< bob@else.example: mail CANCEL 1 for one date
alice edits /dav/calendars/alice/calendar/lunch.ics
> -EXDATE:20260407T120000Z
< 204
told and is on again
< alice: copy 2 + 2 + 2, inbox REPLY 2, notice answered
< carol: copy 2 NEEDS-ACTION + 2 NEEDS-ACTION + 2 ACCEPTED, inbox REQUEST 2, notice changed
< dave: sees alice's copy 2 + 2 + 2
< room: copy 2 ACCEPTED + 2 ACCEPTED + 2 ACCEPTED, inbox REQUEST 2, notice changed
< bob@else.example: mail REQUEST 2
alice edits /dav/calendars/alice/calendar/lunch.ics at 20260331T120000Z
> STATUS:CANCELLED
< 204
told one date is cancelled (STATUS)
< alice: copy 2 + 2 + 2 + 3 cancelled
< carol: copy 2 NEEDS-ACTION + 2 NEEDS-ACTION + 2 ACCEPTED + 3 NEEDS-ACTION cancelled, inbox CANCEL 3 for one date, notice cancelled
< dave: sees alice's copy 2 + 2 + 2 + 3 cancelled
< room: copy 2 ACCEPTED + 2 ACCEPTED + 2 ACCEPTED + 3 ACCEPTED cancelled, inbox CANCEL 3 for one date, notice cancelled
< bob@else.example: mail CANCEL 3 for one date
alice edits /dav/calendars/alice/calendar/lunch.ics at 20260331T120000Z
> -STATUS:
< 204
told and takes place again
< alice: copy 2 + 2 + 2 + 4, inbox REPLY 4 for one date, notice answered
< carol: copy 2 NEEDS-ACTION + 2 NEEDS-ACTION + 2 ACCEPTED + 4 NEEDS-ACTION, inbox REQUEST 4 for one date, notice changed
< dave: sees alice's copy 2 + 2 + 2 + 4
< room: copy 2 ACCEPTED + 2 ACCEPTED + 2 ACCEPTED + 4 ACCEPTED, inbox REQUEST 4 for one date, notice changed
< bob@else.example: mail REQUEST 4 for one date
alice edits /dav/calendars/alice/calendar/lunch.ics at 20260331T120000Z
> +ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:erin@third.example
< 204
told a guest is invited to one date alone
< alice: copy 2 + 2 + 2 + 4
< carol: copy 2 NEEDS-ACTION + 2 NEEDS-ACTION + 2 ACCEPTED + 4 NEEDS-ACTION
< dave: sees alice's copy 2 + 2 + 2 + 4
< room: copy 2 ACCEPTED + 2 ACCEPTED + 2 ACCEPTED + 4 ACCEPTED
< erin@third.example: mail REQUEST 4 for one date
alice edits /dav/calendars/alice/calendar/lunch.ics at 20260331T120000Z
> -mailto:erin@third.example
< 204
told and taken off it again
< alice: copy 2 + 2 + 2 + 5
< carol: copy 2 NEEDS-ACTION + 2 NEEDS-ACTION + 2 ACCEPTED + 4 NEEDS-ACTION
< dave: sees alice's copy 2 + 2 + 2 + 5
< room: copy 2 ACCEPTED + 2 ACCEPTED + 2 ACCEPTED + 4 ACCEPTED
< erin@third.example: mail CANCEL 5 for one date
alice edits /dav/calendars/alice/calendar/lunch.ics at 20260324T120000Z
> -mailto:bob@else.example
< 204
told Bob is taken off one date
< alice: copy 2 + 2 + 3 + 5
< carol: copy 2 NEEDS-ACTION + 2 NEEDS-ACTION + 2 ACCEPTED + 4 NEEDS-ACTION
< dave: sees alice's copy 2 + 2 + 3 + 5
< room: copy 2 ACCEPTED + 2 ACCEPTED + 2 ACCEPTED + 4 ACCEPTED
< bob@else.example: mail CANCEL 3 for one date
carol edits /dav/calendars/carol/calendar/lunch@example.org.ics at 20260324T120000Z
> ATTENDEE;PARTSTAT=DECLINED:mailto:carol@example.org
< 204
told Carol declines one date
< alice: copy 2 + 2 + 3 + 5, inbox REPLY 2 for one date, notice answered, mail “carol@example.org declined: Lunch with soup”
< carol: copy 2 NEEDS-ACTION + 2 NEEDS-ACTION + 2 DECLINED + 4 NEEDS-ACTION
< dave: sees alice's copy 2 + 2 + 3 + 5
< room: copy 2 ACCEPTED + 2 ACCEPTED + 2 ACCEPTED + 4 ACCEPTED
alice edits /dav/calendars/alice/calendar/lunch.ics
> SUMMARY:Lunch with bread
> +EXDATE:20260407T120000Z
< 204
told the title of the series changes, and one date is called off
< alice: copy 3 + 3 + 3 + 5
< carol: copy 3 NEEDS-ACTION + 3 NEEDS-ACTION + 3 DECLINED + 5 NEEDS-ACTION + 3 NEEDS-ACTION cancelled, inbox CANCEL 3 for one date, inbox REQUEST 5, notice cancelled, notice changed
< dave: sees alice's copy 3 + 3 + 3 + 5
< room: copy 3 ACCEPTED + 3 ACCEPTED + 3 ACCEPTED + 5 ACCEPTED + 3 ACCEPTED cancelled, inbox CANCEL 3 for one date, inbox REQUEST 5, notice cancelled, notice changed
< bob@else.example: mail CANCEL 3 for one date, mail REQUEST 5

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
RRULE:FREQ=WEEKLY;COUNT=5
ORGANIZER:mailto:alice@example.org
ATTENDEE;PARTSTAT=ACCEPTED:mailto:alice@example.org
ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:carol@example.org
ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:bob@else.example
ATTENDEE;CUTYPE=ROOM;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:room@example.org
END:VEVENT
END:VCALENDAR
