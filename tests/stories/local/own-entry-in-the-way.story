# Alice's invitation has the UID of an entry of Carol's own: Carol's entry stays as it is, she is told, and Alice sees that the invitation was not taken. Once the entry is gone, the next change brings the invitation.
# RFC 6638 §3.2.4.1, §3.2.9, RFC 5546 §2.1.5, RFC 4791 §5.3.2.1
user alice  alice@example.org
user carol  carol@example.org
user dave  dave@example.org
user erin  erin@example.org
carol PUT /dav/calendars/carol/calendar/dentist.ics  dentist.ics
< 201
dave PUT /dav/calendars/dave/calendar/review.ics  review.ics
< 201
# Erin has something else under the name that the invitation would get.
erin PUT /dav/calendars/erin/calendar/lunch@example.org.ics  errand.ics
< 201

alice PUT /dav/calendars/alice/calendar/lunch.ics  invite.ics
< 201
alice GET /dav/calendars/alice/calendar/lunch.ics
< 200
< body invited.ics
carol GET /dav/calendars/carol/calendar/dentist.ics
< 200
< body dentist.ics
dave GET /dav/calendars/dave/calendar/review.ics
< 200
< body review.ics
erin GET /dav/calendars/erin/calendar/lunch@example.org.ics
< 200
< body errand.ics
notices carol
< uid-taken: alice@example.org wants to invite you: Lunch / It is not in your calendar: another entry there has the same UID, and is left as it is. / To have the invitation, delete that entry, and ask to be invited again.
notices erin
< invited: Invitation from alice@example.org: Lunch
mail to carol@example.org
< Subject: alice@example.org wants to invite you: Lunch
mail to dave@example.org
< Subject: alice@example.org wants to invite you: Lunch

carol DELETE /dav/calendars/carol/calendar/dentist.ics
< 204
alice edits /dav/calendars/alice/calendar/lunch.ics
> LOCATION:Canteen
< 204
carol GET /dav/calendars/carol/calendar/lunch@example.org.ics
< 200
< contains LOCATION:Canteen
# Dave has been told already.
dave GET /dav/calendars/dave/calendar/review.ics
< 200
< body review.ics
no mail

-- dentist.ics --
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//Stories//EN
BEGIN:VEVENT
UID:lunch@example.org
DTSTAMP:20260301T090000Z
DTSTART:20260311T080000Z
DTEND:20260311T090000Z
SUMMARY:Dentist
END:VEVENT
END:VCALENDAR

-- review.ics --
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//Stories//EN
BEGIN:VEVENT
UID:lunch@example.org
DTSTAMP:20260301T090000Z
DTSTART:20260311T080000Z
DTEND:20260311T090000Z
SUMMARY:Review
ORGANIZER:mailto:olga@else.example
ATTENDEE:mailto:paul@else.example
END:VEVENT
END:VCALENDAR

-- errand.ics --
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//Stories//EN
BEGIN:VEVENT
UID:errand@example.org
DTSTAMP:20260301T090000Z
DTSTART:20260311T080000Z
DTEND:20260311T090000Z
SUMMARY:Errand
END:VEVENT
END:VCALENDAR

-- invite.ics --
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
ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:erin@example.org
END:VEVENT
END:VCALENDAR

-- invited.ics --
BEGIN:VCALENDAR
...
BEGIN:VEVENT
ATTENDEE;SCHEDULE-STATUS=5.3;*:mailto:carol@example.org
ATTENDEE;SCHEDULE-STATUS=5.3;*:mailto:dave@example.org
ATTENDEE;SCHEDULE-STATUS=1.2;*:mailto:erin@example.org
...
END:VEVENT
END:VCALENDAR
