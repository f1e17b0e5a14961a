# Alice gives six dates of a series a title of their own at once. Each guest of the series is told in one mail, which has the
# series with all that differs, and who comes to these six alone in one with the six; then they are off for Hugo, in one mail.
# RFC 5546 §3.2.2, §3.2.5, RFC 6638 §3.2.1.2
user alice  alice@example.org
user bob    bob@example.org
alice PUT /dav/calendars/alice/calendar/daily.ics  daily.ics
< 201
bob edits /dav/calendars/bob/calendar/daily%40example.org.ics
> ATTENDEE;PARTSTAT=ACCEPTED:mailto:bob@example.org
< 204
ignore mail
alice PUT /dav/calendars/alice/calendar/daily.ics  titles.ics
< 204
mail to gina@else.example
< Subject: Updated invitation: Daily @ Tue 10 Mar 2026*
< text contains Tuesday, 17 March 2026, 12:00–13:00 (UTC), “Picnic”
< text/calendar; method=REQUEST to-gina.ics
mail to hugo@else.example
< Subject: Invitation: Picnic @ Thu 12 Mar 2026*
< text/calendar; method=REQUEST to-hugo.ics
< text contains Alice <alice@example.org> invites you to 6 dates of a series.
< text contains Tuesday, 17 March 2026
no mail
notices bob
< ...
< changed: Changed by alice@example.org: Daily / Changed: title.
bob GET /dav/calendars/bob/calendar/daily%40example.org.ics
< 200
< contains RECURRENCE-ID:20260317T120000Z
< lacks PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:bob@example.org
alice PUT /dav/calendars/alice/calendar/daily.ics  without-hugo.ics
< 204
mail to hugo@else.example
< Subject: Removed from guest list: Picnic*
< text/calendar; method=CANCEL off-for-hugo.ics
< text contains You were removed from the guest list of 6 dates.
no mail

-- daily.ics --
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//Stories//EN
BEGIN:VEVENT
UID:daily@example.org
DTSTAMP:20260302T090000Z
DTSTART:20260310T120000Z
DTEND:20260310T130000Z
RRULE:FREQ=DAILY;COUNT=20
SUMMARY:Daily
ORGANIZER:mailto:alice@example.org
ATTENDEE;PARTSTAT=ACCEPTED:mailto:alice@example.org
ATTENDEE:mailto:bob@example.org
ATTENDEE:mailto:gina@else.example
END:VEVENT
END:VCALENDAR
-- titles.ics --
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//Stories//EN
BEGIN:VEVENT
UID:daily@example.org
DTSTAMP:20260302T090000Z
DTSTART:20260310T120000Z
DTEND:20260310T130000Z
RRULE:FREQ=DAILY;COUNT=20
SUMMARY:Daily
ORGANIZER:mailto:alice@example.org
ATTENDEE;PARTSTAT=ACCEPTED:mailto:alice@example.org
ATTENDEE:mailto:bob@example.org
ATTENDEE:mailto:gina@else.example
END:VEVENT
BEGIN:VEVENT
UID:daily@example.org
DTSTAMP:20260302T090000Z
RECURRENCE-ID:20260312T120000Z
DTSTART:20260312T120000Z
DTEND:20260312T130000Z
SUMMARY:Picnic
ORGANIZER:mailto:alice@example.org
ATTENDEE;PARTSTAT=ACCEPTED:mailto:alice@example.org
ATTENDEE:mailto:bob@example.org
ATTENDEE:mailto:gina@else.example
ATTENDEE:mailto:hugo@else.example
END:VEVENT
BEGIN:VEVENT
UID:daily@example.org
DTSTAMP:20260302T090000Z
RECURRENCE-ID:20260313T120000Z
DTSTART:20260313T120000Z
DTEND:20260313T130000Z
SUMMARY:Picnic
ORGANIZER:mailto:alice@example.org
ATTENDEE;PARTSTAT=ACCEPTED:mailto:alice@example.org
ATTENDEE:mailto:bob@example.org
ATTENDEE:mailto:gina@else.example
ATTENDEE:mailto:hugo@else.example
END:VEVENT
BEGIN:VEVENT
UID:daily@example.org
DTSTAMP:20260302T090000Z
RECURRENCE-ID:20260314T120000Z
DTSTART:20260314T120000Z
DTEND:20260314T130000Z
SUMMARY:Picnic
ORGANIZER:mailto:alice@example.org
ATTENDEE;PARTSTAT=ACCEPTED:mailto:alice@example.org
ATTENDEE:mailto:bob@example.org
ATTENDEE:mailto:gina@else.example
ATTENDEE:mailto:hugo@else.example
END:VEVENT
BEGIN:VEVENT
UID:daily@example.org
DTSTAMP:20260302T090000Z
RECURRENCE-ID:20260315T120000Z
DTSTART:20260315T120000Z
DTEND:20260315T130000Z
SUMMARY:Picnic
ORGANIZER:mailto:alice@example.org
ATTENDEE;PARTSTAT=ACCEPTED:mailto:alice@example.org
ATTENDEE:mailto:bob@example.org
ATTENDEE:mailto:gina@else.example
ATTENDEE:mailto:hugo@else.example
END:VEVENT
BEGIN:VEVENT
UID:daily@example.org
DTSTAMP:20260302T090000Z
RECURRENCE-ID:20260316T120000Z
DTSTART:20260316T120000Z
DTEND:20260316T130000Z
SUMMARY:Picnic
ORGANIZER:mailto:alice@example.org
ATTENDEE;PARTSTAT=ACCEPTED:mailto:alice@example.org
ATTENDEE:mailto:bob@example.org
ATTENDEE:mailto:gina@else.example
ATTENDEE:mailto:hugo@else.example
END:VEVENT
BEGIN:VEVENT
UID:daily@example.org
DTSTAMP:20260302T090000Z
RECURRENCE-ID:20260317T120000Z
DTSTART:20260317T120000Z
DTEND:20260317T130000Z
SUMMARY:Picnic
ORGANIZER:mailto:alice@example.org
ATTENDEE;PARTSTAT=ACCEPTED:mailto:alice@example.org
ATTENDEE:mailto:bob@example.org
ATTENDEE:mailto:gina@else.example
ATTENDEE:mailto:hugo@else.example
END:VEVENT
END:VCALENDAR
-- without-hugo.ics --
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//Stories//EN
BEGIN:VEVENT
UID:daily@example.org
DTSTAMP:20260302T090000Z
DTSTART:20260310T120000Z
DTEND:20260310T130000Z
RRULE:FREQ=DAILY;COUNT=20
SUMMARY:Daily
ORGANIZER:mailto:alice@example.org
ATTENDEE;PARTSTAT=ACCEPTED:mailto:alice@example.org
ATTENDEE:mailto:bob@example.org
ATTENDEE:mailto:gina@else.example
END:VEVENT
BEGIN:VEVENT
UID:daily@example.org
DTSTAMP:20260302T090000Z
RECURRENCE-ID:20260312T120000Z
DTSTART:20260312T120000Z
DTEND:20260312T130000Z
SUMMARY:Picnic
ORGANIZER:mailto:alice@example.org
ATTENDEE;PARTSTAT=ACCEPTED:mailto:alice@example.org
ATTENDEE:mailto:bob@example.org
ATTENDEE:mailto:gina@else.example
END:VEVENT
BEGIN:VEVENT
UID:daily@example.org
DTSTAMP:20260302T090000Z
RECURRENCE-ID:20260313T120000Z
DTSTART:20260313T120000Z
DTEND:20260313T130000Z
SUMMARY:Picnic
ORGANIZER:mailto:alice@example.org
ATTENDEE;PARTSTAT=ACCEPTED:mailto:alice@example.org
ATTENDEE:mailto:bob@example.org
ATTENDEE:mailto:gina@else.example
END:VEVENT
BEGIN:VEVENT
UID:daily@example.org
DTSTAMP:20260302T090000Z
RECURRENCE-ID:20260314T120000Z
DTSTART:20260314T120000Z
DTEND:20260314T130000Z
SUMMARY:Picnic
ORGANIZER:mailto:alice@example.org
ATTENDEE;PARTSTAT=ACCEPTED:mailto:alice@example.org
ATTENDEE:mailto:bob@example.org
ATTENDEE:mailto:gina@else.example
END:VEVENT
BEGIN:VEVENT
UID:daily@example.org
DTSTAMP:20260302T090000Z
RECURRENCE-ID:20260315T120000Z
DTSTART:20260315T120000Z
DTEND:20260315T130000Z
SUMMARY:Picnic
ORGANIZER:mailto:alice@example.org
ATTENDEE;PARTSTAT=ACCEPTED:mailto:alice@example.org
ATTENDEE:mailto:bob@example.org
ATTENDEE:mailto:gina@else.example
END:VEVENT
BEGIN:VEVENT
UID:daily@example.org
DTSTAMP:20260302T090000Z
RECURRENCE-ID:20260316T120000Z
DTSTART:20260316T120000Z
DTEND:20260316T130000Z
SUMMARY:Picnic
ORGANIZER:mailto:alice@example.org
ATTENDEE;PARTSTAT=ACCEPTED:mailto:alice@example.org
ATTENDEE:mailto:bob@example.org
ATTENDEE:mailto:gina@else.example
END:VEVENT
BEGIN:VEVENT
UID:daily@example.org
DTSTAMP:20260302T090000Z
RECURRENCE-ID:20260317T120000Z
DTSTART:20260317T120000Z
DTEND:20260317T130000Z
SUMMARY:Picnic
ORGANIZER:mailto:alice@example.org
ATTENDEE;PARTSTAT=ACCEPTED:mailto:alice@example.org
ATTENDEE:mailto:bob@example.org
ATTENDEE:mailto:gina@else.example
END:VEVENT
END:VCALENDAR
-- to-gina.ics --
BEGIN:VCALENDAR
...
BEGIN:VEVENT
SEQUENCE:0
SUMMARY:Daily
RRULE:FREQ=DAILY;COUNT=20
...
END:VEVENT
BEGIN:VEVENT
RECURRENCE-ID:20260312T120000Z
SUMMARY:Picnic
SEQUENCE:0
...
END:VEVENT
BEGIN:VEVENT
RECURRENCE-ID:20260313T120000Z
SUMMARY:Picnic
SEQUENCE:0
...
END:VEVENT
BEGIN:VEVENT
RECURRENCE-ID:20260314T120000Z
SUMMARY:Picnic
SEQUENCE:0
...
END:VEVENT
BEGIN:VEVENT
RECURRENCE-ID:20260315T120000Z
SUMMARY:Picnic
SEQUENCE:0
...
END:VEVENT
BEGIN:VEVENT
RECURRENCE-ID:20260316T120000Z
SUMMARY:Picnic
SEQUENCE:0
...
END:VEVENT
BEGIN:VEVENT
RECURRENCE-ID:20260317T120000Z
SUMMARY:Picnic
SEQUENCE:0
...
END:VEVENT
END:VCALENDAR
-- to-hugo.ics --
BEGIN:VCALENDAR
...
BEGIN:VEVENT
RECURRENCE-ID:20260312T120000Z
SUMMARY:Picnic
SEQUENCE:0
...
END:VEVENT
BEGIN:VEVENT
RECURRENCE-ID:20260313T120000Z
SUMMARY:Picnic
SEQUENCE:0
...
END:VEVENT
BEGIN:VEVENT
RECURRENCE-ID:20260314T120000Z
SUMMARY:Picnic
SEQUENCE:0
...
END:VEVENT
BEGIN:VEVENT
RECURRENCE-ID:20260315T120000Z
SUMMARY:Picnic
SEQUENCE:0
...
END:VEVENT
BEGIN:VEVENT
RECURRENCE-ID:20260316T120000Z
SUMMARY:Picnic
SEQUENCE:0
...
END:VEVENT
BEGIN:VEVENT
RECURRENCE-ID:20260317T120000Z
SUMMARY:Picnic
SEQUENCE:0
...
END:VEVENT
END:VCALENDAR
-- off-for-hugo.ics --
BEGIN:VCALENDAR
...
BEGIN:VEVENT
RECURRENCE-ID:20260312T120000Z
SEQUENCE:1
ATTENDEE:mailto:hugo@else.example
...
END:VEVENT
BEGIN:VEVENT
RECURRENCE-ID:20260313T120000Z
SEQUENCE:1
ATTENDEE:mailto:hugo@else.example
...
END:VEVENT
BEGIN:VEVENT
RECURRENCE-ID:20260314T120000Z
SEQUENCE:1
ATTENDEE:mailto:hugo@else.example
...
END:VEVENT
BEGIN:VEVENT
RECURRENCE-ID:20260315T120000Z
SEQUENCE:1
ATTENDEE:mailto:hugo@else.example
...
END:VEVENT
BEGIN:VEVENT
RECURRENCE-ID:20260316T120000Z
SEQUENCE:1
ATTENDEE:mailto:hugo@else.example
...
END:VEVENT
BEGIN:VEVENT
RECURRENCE-ID:20260317T120000Z
SEQUENCE:1
ATTENDEE:mailto:hugo@else.example
...
END:VEVENT
END:VCALENDAR
