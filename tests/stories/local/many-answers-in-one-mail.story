# Eight people answer within ten minutes: Alice gets a mail for each of the first five, and one for the rest; her notices have them all.
# RFC 6638 §4.2; nobody wants a hundred mails for one meeting
user alice  alice@example.org
user p1  p1@example.org
user p2  p2@example.org
user p3  p3@example.org
user p4  p4@example.org
user p5  p5@example.org
user p6  p6@example.org
user p7  p7@example.org
user p8  p8@example.org
alice PUT /dav/calendars/alice/calendar/lunch.ics  lunch.ics
< 201
p1 edits /dav/calendars/p1/calendar/lunch@example.org.ics
> ATTENDEE;PARTSTAT=ACCEPTED:mailto:p1@example.org
< 204
mail to alice@example.org
< Subject: p1@example.org accepted: Lunch
p2 edits /dav/calendars/p2/calendar/lunch@example.org.ics
> ATTENDEE;PARTSTAT=ACCEPTED:mailto:p2@example.org
< 204
mail to alice@example.org
< Subject: p2@example.org accepted: Lunch
p3 edits /dav/calendars/p3/calendar/lunch@example.org.ics
> ATTENDEE;PARTSTAT=ACCEPTED:mailto:p3@example.org
< 204
mail to alice@example.org
< Subject: p3@example.org accepted: Lunch
p4 edits /dav/calendars/p4/calendar/lunch@example.org.ics
> ATTENDEE;PARTSTAT=ACCEPTED:mailto:p4@example.org
< 204
mail to alice@example.org
< Subject: p4@example.org accepted: Lunch
p5 edits /dav/calendars/p5/calendar/lunch@example.org.ics
> ATTENDEE;PARTSTAT=ACCEPTED:mailto:p5@example.org
< 204
mail to alice@example.org
< Subject: p5@example.org accepted: Lunch
p6 edits /dav/calendars/p6/calendar/lunch@example.org.ics
> ATTENDEE;PARTSTAT=ACCEPTED:mailto:p6@example.org
< 204
no mail
p7 edits /dav/calendars/p7/calendar/lunch@example.org.ics
> ATTENDEE;PARTSTAT=DECLINED:mailto:p7@example.org
< 204
no mail
p8 edits /dav/calendars/p8/calendar/lunch@example.org.ics
> ATTENDEE;PARTSTAT=ACCEPTED:mailto:p8@example.org
< 204
no mail

time +11m
mail to alice@example.org
< Subject: More answers: Lunch
< text contains p6@example.org accepted: Lunch
< text contains p7@example.org declined: Lunch
< text contains p8@example.org accepted: Lunch
< text lacks p5@example.org
no mail
notices alice
< answered: p1@example.org accepted: Lunch
< ...
< answered: p8@example.org accepted: Lunch
time +1h
p1 edits /dav/calendars/p1/calendar/lunch@example.org.ics
> ATTENDEE;PARTSTAT=DECLINED:mailto:p1@example.org
< 204
mail to alice@example.org
< Subject: p1@example.org declined: Lunch

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
ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:p1@example.org
ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:p2@example.org
ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:p3@example.org
ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:p4@example.org
ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:p5@example.org
ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:p6@example.org
ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:p7@example.org
ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:p8@example.org
END:VEVENT
END:VCALENDAR
