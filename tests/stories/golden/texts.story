# Alice changes what her lunch is called and what is said about it: everybody is told, nobody is asked again.
# RFC 5546 §2.1.4, RFC 6638 §3.2.1.2, §3.2.8; docs/significance.md
user alice  alice@example.org
user carol  carol@example.org
user dave   dave@example.org
room room   room@example.org
dave acts for alice
alice PUT /dav/calendars/alice/calendar/lunch.ics  lunch.ics
< 201
told an invitation
< alice: copy 0, inbox REPLY 0, notice answered
< carol: copy 0 NEEDS-ACTION, inbox REQUEST 0, notice invited
< dave: sees alice's copy 0
< room: copy 0 ACCEPTED, inbox REQUEST 0, notice invited
< bob@else.example: mail REQUEST 0
carol edits /dav/calendars/carol/calendar/lunch@example.org.ics
> ATTENDEE;PARTSTAT=ACCEPTED:mailto:carol@example.org
< 204
told
< ...
alice edits /dav/calendars/alice/calendar/lunch.ics
> SUMMARY:Late lunch
< 204
told the title changes
< alice: copy 0
< carol: copy 0 ACCEPTED, inbox REQUEST 0, notice changed
< dave: sees alice's copy 0
< room: copy 0 ACCEPTED, inbox REQUEST 0, notice changed
< bob@else.example: mail REQUEST 0
alice edits /dav/calendars/alice/calendar/lunch.ics
> DESCRIPTION:Bring an umbrella.
< 204
told the description changes
< alice: copy 0
< carol: copy 0 ACCEPTED, inbox REQUEST 0, notice changed
< dave: sees alice's copy 0
< room: copy 0 ACCEPTED, inbox REQUEST 0, notice changed
< bob@else.example: mail REQUEST 0
alice edits /dav/calendars/alice/calendar/lunch.ics
> URL:https://example.org/menu
< 204
told a link is added
< alice: copy 0
< carol: copy 0 ACCEPTED, inbox REQUEST 0, notice changed
< dave: sees alice's copy 0
< room: copy 0 ACCEPTED, inbox REQUEST 0, notice changed
< bob@else.example: mail REQUEST 0
alice edits /dav/calendars/alice/calendar/lunch.ics
> ATTACH:https://example.org/menu.pdf
< 204
told an attachment elsewhere is added
< alice: copy 0
< carol: copy 0 ACCEPTED, inbox REQUEST 0, notice changed
< dave: sees alice's copy 0
< room: copy 0 ACCEPTED, inbox REQUEST 0, notice changed
< bob@else.example: mail REQUEST 0
alice edits /dav/calendars/alice/calendar/lunch.ics
> CONFERENCE;VALUE=URI;FEATURE=VIDEO:https://meet.example.org/1
< 204
told a conference is added
< alice: copy 0
< carol: copy 0 ACCEPTED, inbox REQUEST 0, notice changed
< dave: sees alice's copy 0
< room: copy 0 ACCEPTED, inbox REQUEST 0, notice changed
< bob@else.example: mail REQUEST 0
alice edits /dav/calendars/alice/calendar/lunch.ics
> PRIORITY:1
< 204
told the priority changes
< alice: copy 0
< dave: sees alice's copy 0
alice edits /dav/calendars/alice/calendar/lunch.ics
> CATEGORIES:FOOD
< 204
told the categories change
< alice: copy 0
< dave: sees alice's copy 0
alice edits /dav/calendars/alice/calendar/lunch.ics
> COMMENT:At last
< 204
told a comment is added
< alice: copy 0
< dave: sees alice's copy 0
alice edits /dav/calendars/alice/calendar/lunch.ics
> CLASS:PRIVATE
< 204
told it becomes private
< alice: copy 0
< dave: sees alice's copy 0
alice edits /dav/calendars/alice/calendar/lunch.ics
< 204
told the same is stored again

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
