# Alarms, colours and notes are everybody's own: nobody else hears of them, and what is not an attendee's to change stays.
# RFC 6638 §3.2.1, §3.2.2.1, RFC 9074 §3; docs/significance.md
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
> +BEGIN:VALARM
> +ACTION:DISPLAY
> +DESCRIPTION:Lunch
> +TRIGGER:-PT15M
> +END:VALARM
< 204
told Alice sets an alarm
< alice: copy 0
< dave: sees alice's copy 0
carol edits /dav/calendars/carol/calendar/lunch@example.org.ics
> +BEGIN:VALARM
> +ACTION:DISPLAY
> +DESCRIPTION:Lunch
> +TRIGGER:-PT15M
> +END:VALARM
< 204
told Carol sets an alarm
< carol: copy 0 ACCEPTED
carol edits /dav/calendars/carol/calendar/lunch@example.org.ics
> TRANSP:TRANSPARENT
< 204
told Carol stays free
< carol: copy 0 ACCEPTED
carol edits /dav/calendars/carol/calendar/lunch@example.org.ics
> CATEGORIES:FOOD
> X-MOZ-LASTACK:20260302T100000Z
< 204
told Carol sorts it, and her program notes something
< carol: copy 0 ACCEPTED
carol edits /dav/calendars/carol/calendar/lunch@example.org.ics
> CLASS:PRIVATE
< 204
told Carol keeps it private
< carol: copy 0 ACCEPTED
carol edits /dav/calendars/carol/calendar/lunch@example.org.ics
> DESCRIPTION:My own words
< 204
told Carol writes another description
< carol: copy 0 ACCEPTED
carol edits /dav/calendars/carol/calendar/lunch@example.org.ics
> SUMMARY:My lunch
< 403
told Carol writes another title
carol edits /dav/calendars/carol/calendar/lunch@example.org.ics
> DTSTART:20260310T140000Z
< 403
told Carol writes another time
carol edits /dav/calendars/carol/calendar/lunch@example.org.ics
> +ATTENDEE:mailto:erin@third.example
< 403
told Carol writes another guest into it
alice edits /dav/calendars/alice/calendar/lunch.ics
> X-MOZ-GENERATION:2
> COLOR:red
< 204
told Alice's program notes something
< alice: copy 0
< dave: sees alice's copy 0

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
