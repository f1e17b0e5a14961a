# Bob is invited under another address of his, and Alice organizes under one of hers: neither is given up before the meeting is
# over, for what is said about it would go astray.
# RFC 6638 §2.4.1, §3.2.1
user alice  alice@example.org
user bob    bob@example.org
alice is also ally@example.org
< alice@example.org, ally@example.org, alice@cal.example.org
bob is also robert@example.org
< bob@example.org, robert@example.org, bob@cal.example.org
alice PUT /dav/calendars/alice/calendar/lunch.ics  lunch.ics
< 201
bob gives up robert@example.org
< robert@example.org is the address of meetings that are not over: Lunch (2026-03-10); *
alice gives up ally@example.org
< ally@example.org is the address of meetings that are not over: Lunch (2026-03-10); *
bob gives up bob@example.org
< bob@example.org is no alias of this account; its first address cannot be taken away
# Alice moves it: Bob hears of it still.
alice edits /dav/calendars/alice/calendar/lunch.ics
> DTSTART:20260311T120000Z
> DTEND:20260311T130000Z
< 204
bob GET /dav/calendars/bob/calendar/lunch%40example.org.ics
< 200
< contains DTSTART:20260311T120000Z
# What was called off, and what is over, needs no address.
alice DELETE /dav/calendars/alice/calendar/lunch.ics
< 204
bob gives up robert@example.org
< bob@example.org, bob@cal.example.org
alice PUT /dav/calendars/alice/calendar/tea.ics  tea.ics
< 201
mail to gina@else.example
alice gives up ally@example.org
< ally@example.org is the address of meetings that are not over: Tea (2026-03-12); *
time 2026-03-13T00:00:00Z
alice gives up ally@example.org
< alice@example.org, alice@cal.example.org

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
ORGANIZER:mailto:ally@example.org
ATTENDEE;PARTSTAT=ACCEPTED:mailto:ally@example.org
ATTENDEE:mailto:robert@example.org
END:VEVENT
END:VCALENDAR
-- tea.ics --
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//Stories//EN
BEGIN:VEVENT
UID:tea@example.org
DTSTAMP:20260302T090000Z
DTSTART:20260312T120000Z
DTEND:20260312T130000Z
SUMMARY:Tea
ORGANIZER:mailto:ally@example.org
ATTENDEE;PARTSTAT=ACCEPTED:mailto:ally@example.org
ATTENDEE:mailto:gina@else.example
END:VEVENT
END:VCALENDAR
