# An invitation waited when the backup was made that is restored: Alice is told that it is held back and sees it in her copy; released, it leaves.
# RFC 6638 §3.2.9
relay relay.txt
user alice  alice@example.org
alice PUT /dav/calendars/alice/calendar/lunch.ics  lunch.ics
< 201
alice PUT /dav/calendars/alice/calendar/walk.ics  walk.ics
< 201
no mail
backup
restore
time +3h
# Two mails, in whichever order they leave.
mail to alice@example.org
< Subject: Perhaps not sent: *
< text contains gina@else.example (number
< text contains rsvpd mail release
mail to alice@example.org
< Subject: Perhaps not sent: *
no mail
alice GET /dav/calendars/alice/calendar/lunch.ics
< body marked.ics
notices alice
< held: Perhaps not sent: Lunch / * / Held back: gina@else.example (number 1). / *
< held: Perhaps not sent: Walk / * / Held back: gina@else.example (number 2). / *

# A change says the same anew, and takes the place of what is held.
alice edits /dav/calendars/alice/calendar/walk.ics
> SUMMARY:Hike
mail to gina@else.example
< text contains Hike

release held mails
mail to gina@else.example
< text contains Lunch
no mail
alice GET /dav/calendars/alice/calendar/lunch.ics
< contains SCHEDULE-STATUS=1.1

-- relay.txt --
gina@else.example 450 4.2.1 busy
gina@else.example 450 4.2.1 busy

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
ATTENDEE:mailto:gina@else.example
END:VEVENT
END:VCALENDAR

-- walk.ics --
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//Stories//EN
BEGIN:VEVENT
UID:walk@example.org
DTSTAMP:20260302T090000Z
DTSTART:20260310T120000Z
DTEND:20260310T130000Z
SUMMARY:Walk
ORGANIZER:mailto:alice@example.org
ATTENDEE;PARTSTAT=ACCEPTED:mailto:alice@example.org
ATTENDEE:mailto:gina@else.example
END:VEVENT
END:VCALENDAR

-- marked.ics --
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
ATTENDEE;SCHEDULE-STATUS=5.1:mailto:gina@else.example
END:VEVENT
END:VCALENDAR
