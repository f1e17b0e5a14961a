# Alice calls meetings off in every way there is: each guest gets one cancellation, of whatever is still to come.
# RFC 5546 §3.2.5, RFC 6638 §3.2.1.3
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
alice edits /dav/calendars/alice/calendar/lunch.ics
> STATUS:CANCELLED
< 204
told Alice cancels it (STATUS)
< alice: copy 1 cancelled
< carol: copy 1 ACCEPTED cancelled, inbox CANCEL 1, notice cancelled
< dave: sees alice's copy 1 cancelled
< room: copy 1 ACCEPTED cancelled, inbox CANCEL 1, notice cancelled
< bob@else.example: mail CANCEL 1
alice edits /dav/calendars/alice/calendar/lunch.ics
> -STATUS:
< 204
told and it takes place after all
< alice: copy 2, inbox REPLY 2, notice answered
< carol: copy 2 NEEDS-ACTION, inbox REQUEST 2, notice invited
< dave: sees alice's copy 2
< room: copy 2 ACCEPTED, inbox REQUEST 2, notice invited
< bob@else.example: mail REQUEST 2
alice edits /dav/calendars/alice/calendar/lunch.ics
> STATUS:CANCELLED
< 204
told it is cancelled once more
< alice: copy 3 cancelled
< carol: copy 3 NEEDS-ACTION cancelled, inbox CANCEL 3, notice cancelled
< dave: sees alice's copy 3 cancelled
< room: copy 3 ACCEPTED cancelled, inbox CANCEL 3, notice cancelled
< bob@else.example: mail CANCEL 3
alice DELETE /dav/calendars/alice/calendar/lunch.ics
< 204
told and Alice deletes what was cancelled
< alice: copy gone
< dave: sees alice's copy gone
alice PUT /dav/calendars/alice/calendar/dinner.ics  dinner.ics
< 201
told
< ...
alice DELETE /dav/calendars/alice/calendar/dinner.ics
< 204
told Alice deletes a meeting
< alice: copy gone
< carol: copy 1 NEEDS-ACTION cancelled, inbox CANCEL 1, notice cancelled
< dave: sees alice's copy gone
< room: copy 1 ACCEPTED cancelled, inbox CANCEL 1, notice cancelled
< bob@else.example: mail CANCEL 1
alice PUT /dav/calendars/alice/calendar/dinner.ics  dinner.ics
< 201
told and stores it again
< alice: copy 2, inbox REPLY 2, notice answered
< carol: copy 2 NEEDS-ACTION, inbox REQUEST 2, notice invited
< dave: sees alice's copy 2
< room: copy 2 ACCEPTED, inbox REQUEST 2, notice invited
< bob@else.example: mail REQUEST 2
alice MKCALENDAR /dav/calendars/alice/work/
< 201
alice PUT /dav/calendars/alice/work/supper.ics  supper.ics
< 201
told
< ...
alice DELETE /dav/calendars/alice/work/
< 204
told Alice deletes the calendar with a meeting in it
< alice: copy gone
< carol: copy 1 NEEDS-ACTION cancelled, inbox CANCEL 1, notice cancelled
< dave: sees alice's copy gone
< room: copy 1 ACCEPTED cancelled, inbox CANCEL 1, notice cancelled
< bob@else.example: mail CANCEL 1
alice PUT /dav/calendars/alice/calendar/week.ics  week.ics
< 201
told
< ...
time 2026-03-18T09:00:00Z
alice DELETE /dav/calendars/alice/calendar/week.ics
< 204
told Alice deletes a series of which two dates are over
< alice: copy gone
< carol: copy 1 NEEDS-ACTION cancelled, inbox CANCEL 1, notice cancelled
< dave: sees alice's copy gone
< room: copy 1 ACCEPTED cancelled, inbox CANCEL 1, notice cancelled
< bob@else.example: mail CANCEL 1

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

-- dinner.ics --
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//Stories//EN
BEGIN:VEVENT
UID:dinner@example.org
DTSTAMP:20260302T090000Z
DTSTART:20260311T120000Z
DTEND:20260311T130000Z
SUMMARY:Dinner
ORGANIZER:mailto:alice@example.org
ATTENDEE;PARTSTAT=ACCEPTED:mailto:alice@example.org
ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:carol@example.org
ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:bob@else.example
ATTENDEE;CUTYPE=ROOM;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:room@example.org
END:VEVENT
END:VCALENDAR

-- supper.ics --
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//Stories//EN
BEGIN:VEVENT
UID:supper@example.org
DTSTAMP:20260302T090000Z
DTSTART:20260312T120000Z
DTEND:20260312T130000Z
SUMMARY:Supper
ORGANIZER:mailto:alice@example.org
ATTENDEE;PARTSTAT=ACCEPTED:mailto:alice@example.org
ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:carol@example.org
ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:bob@else.example
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
DTSTART:20260310T120000Z
DTEND:20260310T130000Z
SUMMARY:Review
RRULE:FREQ=WEEKLY;COUNT=3
ORGANIZER:mailto:alice@example.org
ATTENDEE;PARTSTAT=ACCEPTED:mailto:alice@example.org
ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:carol@example.org
ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:bob@else.example
ATTENDEE;CUTYPE=ROOM;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:room@example.org
END:VEVENT
END:VCALENDAR
