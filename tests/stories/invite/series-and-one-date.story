# Alice changes the title of a weekly lunch and calls one date of it off, in one save or in two before the mail has left: each
# guest hears of both, by a CANCEL for the date and by the series without it; of a date that is on again in time, nothing.
# RFC 5546 §3.2.5, RFC 6638 §3.2.1.2, §3.2.6
config hold.toml
user alice  alice@example.org
user carol  carol@example.org
alice PUT /dav/calendars/alice/calendar/lunch.ics  weekly.ics
< 201
time +20s
mail to bob@else.example
alice edits /dav/calendars/alice/calendar/lunch.ics
> SUMMARY:Soup
> +EXDATE:20260317T120000Z
< 204
time +20s
mail to bob@else.example
< Subject: Cancelled: Lunch @ Tue 17 Mar 2026*
< text/calendar; method=CANCEL  off.ics
mail to bob@else.example
< Subject: Updated invitation: Soup @ *
< text/calendar; method=REQUEST  without.ics
no mail to bob@else.example
notices carol
< ...
< cancelled: Cancelled by alice@example.org: *
< changed: Changed by alice@example.org: Soup / Changed: title.
carol GET /dav/calendars/carol/calendar/lunch@example.org.ics
< 200
< body carols.ics

# The same as a cancelled date of its own, and in two saves.
alice PUT /dav/calendars/alice/calendar/lunch.ics  called-off.ics
< 204
time +3s
alice edits /dav/calendars/alice/calendar/lunch.ics
> SUMMARY:Salad
< 204
time +20s
mail to bob@else.example
< text/calendar; method=CANCEL
mail to bob@else.example
< text/calendar; method=REQUEST
no mail to bob@else.example

# Off and on again before a mail leaves.
alice edits /dav/calendars/alice/calendar/lunch.ics
> +EXDATE:20260331T120000Z
< 204
time +3s
alice edits /dav/calendars/alice/calendar/lunch.ics
> -EXDATE:20260331
< 204
time +20s
mail to bob@else.example
< text/calendar; method=REQUEST
no mail to bob@else.example

# Off without a word, which is owed to whoever hears of something later.
alice PUT /dav/calendars/alice/calendar/lunch.ics  off-again.ics
> X-RSVPD-Notify: none
< 204
time +20s
no mail to bob@else.example
alice edits /dav/calendars/alice/calendar/lunch.ics
> SUMMARY:Stew
< 204
time +20s
mail to bob@else.example
< text/calendar; method=CANCEL
mail to bob@else.example
< text/calendar; method=REQUEST
no mail to bob@else.example
ignore mail

-- hold.toml --
[mail]
host = "cal.example.org"
domains = ["example.org"]
[mail.out]
hold_seconds = 10
-- weekly.ics --
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//Stories//EN
BEGIN:VEVENT
UID:lunch@example.org
DTSTAMP:20260302T090000Z
DTSTART:20260310T120000Z
DTEND:20260310T130000Z
SUMMARY:Lunch
RRULE:FREQ=WEEKLY;COUNT=5
ORGANIZER:mailto:alice@example.org
ATTENDEE;PARTSTAT=ACCEPTED:mailto:alice@example.org
ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:carol@example.org
ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:bob@else.example
END:VEVENT
END:VCALENDAR
-- off.ics --
BEGIN:VCALENDAR
...
BEGIN:VEVENT
RECURRENCE-ID:20260317T120000Z
STATUS:CANCELLED
SEQUENCE:1
...
END:VEVENT
END:VCALENDAR
-- without.ics --
BEGIN:VCALENDAR
...
BEGIN:VEVENT
SUMMARY:Soup
EXDATE:20260317T120000Z
SEQUENCE:1
...
END:VEVENT
END:VCALENDAR
-- carols.ics --
BEGIN:VCALENDAR
...
BEGIN:VEVENT
SUMMARY:Soup
RRULE:FREQ=WEEKLY;COUNT=5
SEQUENCE:1
UID:lunch@example.org
...
END:VEVENT
BEGIN:VEVENT
RECURRENCE-ID:20260317T120000Z
STATUS:CANCELLED
SEQUENCE:1
...
END:VEVENT
END:VCALENDAR
-- called-off.ics --
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//Stories//EN
BEGIN:VEVENT
UID:lunch@example.org
DTSTAMP:20260302T090000Z
DTSTART:20260310T120000Z
DTEND:20260310T130000Z
SUMMARY:Soup
RRULE:FREQ=WEEKLY;COUNT=5
EXDATE:20260317T120000Z
ORGANIZER:mailto:alice@example.org
ATTENDEE;PARTSTAT=ACCEPTED:mailto:alice@example.org
ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:carol@example.org
ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:bob@else.example
END:VEVENT
BEGIN:VEVENT
UID:lunch@example.org
DTSTAMP:20260302T090000Z
RECURRENCE-ID:20260324T120000Z
DTSTART:20260324T120000Z
DTEND:20260324T130000Z
SUMMARY:Soup
STATUS:CANCELLED
ORGANIZER:mailto:alice@example.org
ATTENDEE;PARTSTAT=ACCEPTED:mailto:alice@example.org
ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:carol@example.org
ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:bob@else.example
END:VEVENT
END:VCALENDAR
-- off-again.ics --
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//Stories//EN
BEGIN:VEVENT
UID:lunch@example.org
DTSTAMP:20260302T090000Z
DTSTART:20260310T120000Z
DTEND:20260310T130000Z
SUMMARY:Salad
RRULE:FREQ=WEEKLY;COUNT=5
EXDATE:20260317T120000Z,20260324T120000Z,20260331T120000Z
ORGANIZER:mailto:alice@example.org
ATTENDEE;PARTSTAT=ACCEPTED:mailto:alice@example.org
ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:carol@example.org
ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:bob@else.example
END:VEVENT
END:VCALENDAR
