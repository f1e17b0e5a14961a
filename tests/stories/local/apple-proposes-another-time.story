# Carol's program proposes another time as Apple's do, in her own line of the copy: Alice gets it as a proposal, once; Carol's later answer takes it back instead of proposing again, until she proposes anew together with an answer.
# RFC 5546 §3.2.7, RFC 6638 §3.2.2.1
user alice  alice@example.org
user carol  carol@example.org
user dave   dave@example.org
alice PUT /dav/calendars/alice/calendar/lunch.ics  lunch.ics
< 201
carol edits /dav/calendars/carol/calendar/lunch@example.org.ics
> ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE;TO-ALL-PROPOSED-NEW-TIME="DTSTART:20260311T140000Z;STATUS:;":mailto:carol@example.org
< 204
notices alice
< proposal: carol@example.org proposes a new time: Lunch / Proposed: Wed 11 March 2026 14:00 – 15:00 UTC / The event stays as it is until you move it. / Accept or refuse it: https://cal.example.org/waiting/ (on the server: rsvpd meeting pending alice)
pending alice
< proposal of carol@example.org: lunch@example.org
carol edits /dav/calendars/carol/calendar/lunch@example.org.ics
> ATTENDEE;PARTSTAT=TENTATIVE;RSVP=TRUE;TO-ALL-PROPOSED-NEW-TIME="DTSTART:20260311T140000Z;STATUS:;":mailto:carol@example.org
< 204
notices alice
< proposal: *
< answered: carol@example.org may come: Lunch
pending alice
carol edits /dav/calendars/carol/calendar/lunch@example.org.ics
> ATTENDEE;PARTSTAT=DECLINED;RSVP=TRUE;TO-ALL-PROPOSED-NEW-TIME="DTSTART:20260311T160000Z;STATUS:;":mailto:carol@example.org
< 204
pending alice
< proposal of carol@example.org: lunch@example.org
alice accepts 1
dave GET /dav/calendars/dave/calendar/lunch@example.org.ics
< 200
< contains DTSTART:20260311T160000Z
< contains DTEND:20260311T170000Z
< lacks TO-ALL-PROPOSED
ignore mail

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
ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:dave@example.org
END:VEVENT
END:VCALENDAR
