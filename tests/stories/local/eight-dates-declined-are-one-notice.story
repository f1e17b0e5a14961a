# Bob takes eight dates of a series out of his calendar at once, and says of one more that he may come: Alice gets one mail for
# the eight, which names them, and one for the other.
# RFC 6638 §3.2.2.1, RFC 5546 §3.2.3
user alice  alice@example.org
user bob    bob@example.org
alice PUT /dav/calendars/alice/calendar/daily.ics  daily.ics
< 201
bob edits /dav/calendars/bob/calendar/daily%40example.org.ics
> +EXDATE:20260312T120000Z,20260313T120000Z,20260314T120000Z,20260315T120000Z
> +EXDATE:20260316T120000Z,20260317T120000Z,20260318T120000Z,20260319T120000Z
< 204
notices alice
< answered: bob@example.org declined: Daily / Only the events of Thu 12 March 2026, Fri 13 March 2026, Sat 14 March 2026, Sun 15 March 2026, Mon 16 March 2026, Tue 17 March 2026, Wed 18 March 2026, Thu 19 March 2026.
mail to alice@example.org
< Subject: bob@example.org declined: Daily
< text contains Only the events of Thu 12 March 2026, Fri 13 March 2026
no mail
bob edits /dav/calendars/bob/calendar/daily%40example.org.ics at 20260321T120000Z
> ATTENDEE;PARTSTAT=TENTATIVE:mailto:bob@example.org
< 204
mail to alice@example.org
< Subject: bob@example.org may come: Daily
< text contains Only the event of Sat 21 March 2026.
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
END:VEVENT
END:VCALENDAR
