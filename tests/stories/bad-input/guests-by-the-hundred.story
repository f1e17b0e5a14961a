# A long guest list and a title of ten thousand letters: the mails go out all the same, and the title does not swallow them.
# RFC 5322 §2.1.1, RFC 5545 §3.1
config many.toml
user alice  alice@example.org
alice PUT /dav/calendars/alice/calendar/lunch.ics  invite.ics
< 201
mail to bob@else.example
< Subject: Invitation: Lunch Lunch*
< text/calendar; method=REQUEST
ignore mail

-- many.toml --
[limits]
mails_per_hour = 1000

-- invite.ics --
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//Stories//EN
BEGIN:VEVENT
UID:lunch@example.org
DTSTAMP:20260302T090000Z
DTSTART:20260310T120000Z
DTEND:20260310T130000Z
SUMMARY:Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch Lunch 
ORGANIZER:mailto:alice@example.org
ATTENDEE;PARTSTAT=ACCEPTED:mailto:alice@example.org
ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:bob@else.example
DESCRIPTION:Bring something. Bring something. Bring something. Bring something. Bring something. Bring something. Bring something. Bring something. Bring something. Bring something. Bring something. Bring something. Bring something. Bring something. Bring something. Bring something. Bring something. Bring something. Bring something. Bring something. Bring something. Bring something. Bring something. Bring something. Bring something. Bring something. Bring something. Bring something. Bring something. Bring something. Bring something. Bring something. Bring something. Bring something. Bring something. Bring something. Bring something. Bring something. Bring something. Bring something. 
ATTENDEE:mailto:guest0@third.example
ATTENDEE:mailto:guest1@third.example
ATTENDEE:mailto:guest2@third.example
ATTENDEE:mailto:guest3@third.example
ATTENDEE:mailto:guest4@third.example
ATTENDEE:mailto:guest5@third.example
ATTENDEE:mailto:guest6@third.example
ATTENDEE:mailto:guest7@third.example
ATTENDEE:mailto:guest8@third.example
ATTENDEE:mailto:guest9@third.example
ATTENDEE:mailto:guest10@third.example
ATTENDEE:mailto:guest11@third.example
ATTENDEE:mailto:guest12@third.example
ATTENDEE:mailto:guest13@third.example
ATTENDEE:mailto:guest14@third.example
ATTENDEE:mailto:guest15@third.example
ATTENDEE:mailto:guest16@third.example
ATTENDEE:mailto:guest17@third.example
ATTENDEE:mailto:guest18@third.example
ATTENDEE:mailto:guest19@third.example
ATTENDEE:mailto:guest20@third.example
ATTENDEE:mailto:guest21@third.example
ATTENDEE:mailto:guest22@third.example
ATTENDEE:mailto:guest23@third.example
ATTENDEE:mailto:guest24@third.example
ATTENDEE:mailto:guest25@third.example
ATTENDEE:mailto:guest26@third.example
ATTENDEE:mailto:guest27@third.example
ATTENDEE:mailto:guest28@third.example
ATTENDEE:mailto:guest29@third.example
ATTENDEE:mailto:guest30@third.example
ATTENDEE:mailto:guest31@third.example
ATTENDEE:mailto:guest32@third.example
ATTENDEE:mailto:guest33@third.example
ATTENDEE:mailto:guest34@third.example
ATTENDEE:mailto:guest35@third.example
ATTENDEE:mailto:guest36@third.example
ATTENDEE:mailto:guest37@third.example
ATTENDEE:mailto:guest38@third.example
ATTENDEE:mailto:guest39@third.example
END:VEVENT
END:VCALENDAR
