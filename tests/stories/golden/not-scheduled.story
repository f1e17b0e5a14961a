# Files, moves and what is over are nobody's news; what changes afterwards is.
# RFC 6638 §3.2.1, §3.2.3.3, §3.2.4.1, §7.1; RFC 4791 §5.3.2
user alice  alice@example.org
user carol  carol@example.org
user dave   dave@example.org
room room   room@example.org
dave acts for alice
alice imports lunch.ics
told a meeting is imported
< alice: copy 0
< dave: sees alice's copy 0
alice imports later.ics
told it is imported again, changed
< alice: copy 0
< dave: sees alice's copy 0
alice edits /dav/calendars/alice/calendar/lunch@example.org.ics
> LOCATION:Harbour
< 204
told the place of an imported meeting changes
< alice: copy 1, inbox REPLY 1, notice answered
< carol: copy 1 NEEDS-ACTION, inbox REQUEST 1, notice invited
< dave: sees alice's copy 1
< room: copy 1 ACCEPTED, inbox REQUEST 1, notice invited
< bob@else.example: mail REQUEST 1
alice MKCALENDAR /dav/calendars/alice/work/
< 201
alice MOVE /dav/calendars/alice/calendar/lunch@example.org.ics
> Destination: /dav/calendars/alice/work/lunch.ics
< 201
told it moves to another calendar of Alice
alice COPY /dav/calendars/alice/work/lunch.ics
> Destination: /dav/calendars/alice/calendar/again.ics
< 403
told Alice wants a second copy of it
alice MOVE /dav/calendars/alice/work/
> Destination: /dav/calendars/alice/projects/
< 201
told its calendar gets another name
carol MOVE /dav/calendars/carol/calendar/lunch@example.org.ics
> Destination: /dav/calendars/carol/calendar/mine.ics
< 201
told Carol gives her copy another name
restart
told the server restarts
alice PUT /dav/calendars/alice/calendar/alone.ics  alone.ics
< 201
told an event without guests
< alice: copy 0
< dave: sees alice's copy 0
alice PUT /dav/calendars/alice/calendar/past.ics  past.ics
< 201
told a meeting that is over is entered
< alice: copy 0
< dave: sees alice's copy 0
alice edits /dav/calendars/alice/calendar/past.ics
> DTSTART:20260301T110000Z
> SUMMARY:Long lunch
< 204
told and corrected
< alice: copy 1
< dave: sees alice's copy 1
alice DELETE /dav/calendars/alice/calendar/past.ics
< 204
told and deleted
< alice: copy gone
< dave: sees alice's copy gone
alice PUT /dav/calendars/alice/calendar/past.ics  past.ics
< 201
told
< ...
alice edits /dav/calendars/alice/calendar/past.ics
> DTSTART:20260312T110000Z
> DTEND:20260312T120000Z
< 204
told a meeting that was over moves into the future
< alice: copy 3, inbox REPLY 3, notice answered
< carol: copy 3 NEEDS-ACTION, inbox REQUEST 3, notice invited
< dave: sees alice's copy 3
< room: copy 3 ACCEPTED, inbox REQUEST 3, notice invited
< bob@else.example: mail REQUEST 3
alice sends invitations
alice edits /dav/calendars/alice/calendar/past.ics
> LOCATION:Harbour
< 204
told Alice's program mails guests itself: the place changes
< alice: copy 4
< carol: copy 4 NEEDS-ACTION, inbox REQUEST 4, notice changed
< dave: sees alice's copy 4
< room: copy 4 ACCEPTED, inbox REQUEST 4, notice changed

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

-- later.ics --
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//Stories//EN
BEGIN:VEVENT
UID:lunch@example.org
DTSTAMP:20260302T090000Z
DTSTART:20260310T140000Z
DTEND:20260310T150000Z
SUMMARY:Lunch
ORGANIZER:mailto:alice@example.org
ATTENDEE;PARTSTAT=ACCEPTED:mailto:alice@example.org
ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:carol@example.org
ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:bob@else.example
ATTENDEE;CUTYPE=ROOM;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:room@example.org
END:VEVENT
END:VCALENDAR

-- alone.ics --
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//Stories//EN
BEGIN:VEVENT
UID:alone@example.org
DTSTAMP:20260302T090000Z
DTSTART:20260310T120000Z
DTEND:20260310T130000Z
SUMMARY:Walk
ORGANIZER:mailto:alice@example.org
ATTENDEE;PARTSTAT=ACCEPTED:mailto:alice@example.org
END:VEVENT
END:VCALENDAR

-- past.ics --
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//Stories//EN
BEGIN:VEVENT
UID:past@example.org
DTSTAMP:20260302T090000Z
DTSTART:20260301T120000Z
DTEND:20260301T130000Z
SUMMARY:Brunch
ORGANIZER:mailto:alice@example.org
ATTENDEE;PARTSTAT=ACCEPTED:mailto:alice@example.org
ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:carol@example.org
ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:bob@else.example
ATTENDEE;CUTYPE=ROOM;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:room@example.org
END:VEVENT
END:VCALENDAR
