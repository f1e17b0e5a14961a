# Alice changes who is invited to her lunch: who comes is invited, who goes is told, and the others see it without a mail.
# RFC 5546 §3.2.2, §3.2.5, RFC 6638 §3.2.1.2, §7.1, §7.2
user alice  alice@example.org
user carol  carol@example.org
user dave   dave@example.org
user frank  frank@example.org
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
> +ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:erin@third.example
< 204
told a guest from outside is added
< alice: copy 0
< carol: copy 0 ACCEPTED
< dave: sees alice's copy 0
< room: copy 0 ACCEPTED
< erin@third.example: mail REQUEST 0
alice edits /dav/calendars/alice/calendar/lunch.ics
> +ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:frank@example.org
< 204
told an attendee here is added
< alice: copy 0
< carol: copy 0 ACCEPTED
< dave: sees alice's copy 0
< frank: copy 0 NEEDS-ACTION, inbox REQUEST 0, notice invited
< room: copy 0 ACCEPTED
alice edits /dav/calendars/alice/calendar/lunch.ics
> ATTENDEE;CN=Erin;ROLE=OPT-PARTICIPANT;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:erin@third.example
< 204
told a guest gets a name and need not come
< alice: copy 0
< carol: copy 0 ACCEPTED
< dave: sees alice's copy 0
< frank: copy 0 NEEDS-ACTION
< room: copy 0 ACCEPTED
alice edits /dav/calendars/alice/calendar/lunch.ics
> -mailto:erin@third.example
< 204
told a guest from outside is taken off
< alice: copy 1
< carol: copy 0 ACCEPTED
< dave: sees alice's copy 1
< frank: copy 0 NEEDS-ACTION
< room: copy 0 ACCEPTED
< erin@third.example: mail CANCEL 1
alice edits /dav/calendars/alice/calendar/lunch.ics
> -mailto:frank@example.org
< 204
told an attendee here is taken off
< alice: copy 2
< carol: copy 0 ACCEPTED
< dave: sees alice's copy 2
< frank: copy 2 NEEDS-ACTION cancelled, inbox CANCEL 2, notice removed
< room: copy 0 ACCEPTED
alice edits /dav/calendars/alice/calendar/lunch.ics
> +ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:erin@third.example
< 204
told who was taken off is invited again
< alice: copy 2
< carol: copy 0 ACCEPTED
< dave: sees alice's copy 2
< room: copy 0 ACCEPTED
< erin@third.example: mail REQUEST 2
alice edits /dav/calendars/alice/calendar/lunch.ics
> +ATTENDEE;SCHEDULE-AGENT=CLIENT;PARTSTAT=NEEDS-ACTION:mailto:gina@third.example
< 204
told a guest is added whom Alice's program tells itself
< alice: copy 2
< carol: copy 0 ACCEPTED
< dave: sees alice's copy 2
< room: copy 0 ACCEPTED
alice edits /dav/calendars/alice/calendar/lunch.ics
> +ATTENDEE;SCHEDULE-AGENT=NONE;PARTSTAT=NEEDS-ACTION:mailto:hank@third.example
< 204
told a guest is added whom nobody tells
< alice: copy 2
< carol: copy 0 ACCEPTED
< dave: sees alice's copy 2
< room: copy 0 ACCEPTED
alice edits /dav/calendars/alice/calendar/lunch.ics
> ATTENDEE;SCHEDULE-FORCE-SEND=REQUEST;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:bob@else.example
< 204
told Bob is sent the invitation again (SCHEDULE-FORCE-SEND)
< alice: copy 2
< dave: sees alice's copy 2
< bob@else.example: mail REQUEST 2
alice edits /dav/calendars/alice/calendar/lunch.ics
> ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:carol@example.org
< 204
told Carol is asked again (her answer is taken back)
< alice: copy 3
< carol: copy 3 NEEDS-ACTION, inbox REQUEST 3, notice changed
< dave: sees alice's copy 3
< room: copy 0 ACCEPTED
alice edits /dav/calendars/alice/calendar/lunch.ics
> -mailto:bob@else.example
> -mailto:carol@example.org
< 204
told Bob and Carol are taken off
< alice: copy 4
< carol: copy 4 NEEDS-ACTION cancelled, inbox CANCEL 4, notice removed
< dave: sees alice's copy 4
< room: copy 0 ACCEPTED
< bob@else.example: mail CANCEL 4
alice edits /dav/calendars/alice/calendar/lunch.ics
> -ATTENDEE
> -ORGANIZER
< 204
told everybody is taken off
< alice: copy 5
< dave: sees alice's copy 5
< room: copy 5 ACCEPTED cancelled, inbox CANCEL 5, notice removed
< erin@third.example: mail CANCEL 5

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
