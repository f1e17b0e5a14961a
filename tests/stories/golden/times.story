# Alice changes when and where her lunch is: what is agreed about a time is void when the time changes, and stands when only the place does.
# RFC 5546 §2.1.4, RFC 6638 §3.2.8
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
> DTSTART:20260310T150000Z
> DTEND:20260310T160000Z
< 204
told it begins later
< alice: copy 1, inbox REPLY 1, notice answered
< carol: copy 1 NEEDS-ACTION, inbox REQUEST 1, notice changed
< dave: sees alice's copy 1
< room: copy 1 ACCEPTED, inbox REQUEST 1, notice changed
< bob@else.example: mail REQUEST 1
carol edits /dav/calendars/carol/calendar/lunch@example.org.ics
> ATTENDEE;PARTSTAT=ACCEPTED:mailto:carol@example.org
< 204
told
< ...
alice edits /dav/calendars/alice/calendar/lunch.ics
> DTEND:20260310T163000Z
< 204
told it lasts longer
< alice: copy 2, inbox REPLY 2, notice answered
< carol: copy 2 NEEDS-ACTION, inbox REQUEST 2, notice changed
< dave: sees alice's copy 2
< room: copy 2 ACCEPTED, inbox REQUEST 2, notice changed
< bob@else.example: mail REQUEST 2
carol edits /dav/calendars/carol/calendar/lunch@example.org.ics
> ATTENDEE;PARTSTAT=ACCEPTED:mailto:carol@example.org
< 204
told
< ...
alice edits /dav/calendars/alice/calendar/lunch.ics
> DTSTART;TZID=Europe/Berlin:20260310T160000
> DTEND;TZID=Europe/Berlin:20260310T173000
< 204
told the same time, written in another zone
< alice: copy 2
< dave: sees alice's copy 2
alice edits /dav/calendars/alice/calendar/lunch.ics
> LOCATION:Harbour
< 204
told the place changes
< alice: copy 3
< carol: copy 3 ACCEPTED, inbox REQUEST 3, notice changed
< dave: sees alice's copy 3
< room: copy 3 ACCEPTED, inbox REQUEST 3, notice changed
< bob@else.example: mail REQUEST 3
alice edits /dav/calendars/alice/calendar/lunch.ics
> STATUS:TENTATIVE
< 204
told it is no longer certain
< alice: copy 4
< carol: copy 4 ACCEPTED, inbox REQUEST 4, notice changed
< dave: sees alice's copy 4
< room: copy 4 ACCEPTED, inbox REQUEST 4, notice changed
< bob@else.example: mail REQUEST 4
alice edits /dav/calendars/alice/calendar/lunch.ics
> STATUS:CONFIRMED
< 204
told it is certain
< alice: copy 5
< carol: copy 5 ACCEPTED, inbox REQUEST 5, notice changed
< dave: sees alice's copy 5
< room: copy 5 ACCEPTED, inbox REQUEST 5, notice changed
< bob@else.example: mail REQUEST 5
alice edits /dav/calendars/alice/calendar/lunch.ics
> DTSTART;VALUE=DATE:20260310
> DTEND;VALUE=DATE:20260311
< 204
told it takes all day
< alice: copy 6, inbox REPLY 6, notice answered
< carol: copy 6 NEEDS-ACTION, inbox REQUEST 6, notice changed
< dave: sees alice's copy 6
< room: copy 6 ACCEPTED, inbox REQUEST 6, notice changed
< bob@else.example: mail REQUEST 6
alice edits /dav/calendars/alice/calendar/lunch.ics
> RRULE:FREQ=WEEKLY;COUNT=4
< 204
told it becomes a series
< alice: copy 7, inbox REPLY 7, notice answered
< carol: copy 7 NEEDS-ACTION, inbox REQUEST 7, notice changed
< dave: sees alice's copy 7
< room: copy 7 ACCEPTED, inbox REQUEST 7, notice changed
< bob@else.example: mail REQUEST 7
carol edits /dav/calendars/carol/calendar/lunch@example.org.ics
> ATTENDEE;PARTSTAT=ACCEPTED:mailto:carol@example.org
< 204
told
< ...
alice edits /dav/calendars/alice/calendar/lunch.ics
> RRULE:FREQ=WEEKLY;COUNT=3
< 204
told the series ends sooner
< alice: copy 8
< carol: copy 8 ACCEPTED, inbox REQUEST 8, notice changed
< dave: sees alice's copy 8
< room: copy 8 ACCEPTED, inbox REQUEST 8, notice changed
< bob@else.example: mail REQUEST 8
alice edits /dav/calendars/alice/calendar/lunch.ics
> RRULE:FREQ=WEEKLY;COUNT=5
< 204
told the series goes on longer
< alice: copy 9, inbox REPLY 9, notice answered
< carol: copy 9 NEEDS-ACTION, inbox REQUEST 9, notice changed
< dave: sees alice's copy 9
< room: copy 9 ACCEPTED, inbox REQUEST 9, notice changed
< bob@else.example: mail REQUEST 9
alice edits /dav/calendars/alice/calendar/lunch.ics
> -RRULE
< 204
told the series becomes a single event
< alice: copy 10
< carol: copy 10 NEEDS-ACTION, inbox REQUEST 10, notice changed
< dave: sees alice's copy 10
< room: copy 10 ACCEPTED, inbox REQUEST 10, notice changed
< bob@else.example: mail REQUEST 10

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
