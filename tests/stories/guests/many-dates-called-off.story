# Alice calls off six dates of a series at once: each guest of the series is told in one mail, which has the series without
# them; and two dates later on are cancelled one by one, as ever.
# RFC 5546 §3.2.5, §3.2.2, RFC 6638 §3.2.1.2
user alice  alice@example.org
user bob    bob@example.org
alice PUT /dav/calendars/alice/calendar/daily.ics  daily.ics
< 201
bob edits /dav/calendars/bob/calendar/daily%40example.org.ics
> ATTENDEE;PARTSTAT=ACCEPTED:mailto:bob@example.org
< 204
ignore mail
alice edits /dav/calendars/alice/calendar/daily.ics
> +EXDATE:20260312T120000Z,20260313T120000Z,20260314T120000Z,20260315T120000Z,20260316T120000Z,20260317T120000Z
< 204
mail to gina@else.example
< Subject: Updated*
< text/calendar; method=REQUEST sent.ics
no mail
notices bob
< ...
< changed: Changed by alice@example.org: Daily / Changed: dates.
bob GET /dav/calendars/bob/calendar/daily%40example.org.ics
< 200
< contains PARTSTAT=ACCEPTED:mailto:bob@example.org
< contains EXDATE:20260312T120000Z
alice edits /dav/calendars/alice/calendar/daily.ics
> +EXDATE:20260318T120000Z,20260319T120000Z
< 204
mail to gina@else.example
< text/calendar; method=CANCEL
mail to gina@else.example
< text/calendar; method=CANCEL
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
-- sent.ics --
BEGIN:VCALENDAR
...
BEGIN:VEVENT
SEQUENCE:1
EXDATE:20260312T120000Z,20260313T120000Z,20260314T120000Z,20260315T120000Z,20260316T120000Z,20260317T120000Z
ATTENDEE;PARTSTAT=ACCEPTED;*:mailto:bob@example.org
...
END:VEVENT
END:VCALENDAR
