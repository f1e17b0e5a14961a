# What a mail shows of others is what holds when it leaves, also of names without addresses and in a large meeting; and who
# is hidden before it leaves is not in it.
# RFC 5546 §3.2.2, RFC 6638 §3.2.6
config held.toml
user alice  alice@example.org
user bob    bob@example.org
room blue   blue@example.org
alice PUT /dav/calendars/alice/calendar/lunch.ics  names.ics
< 201
bob edits /dav/calendars/bob/calendar/lunch%40example.org.ics
> ATTENDEE;CN=Bob;PARTSTAT=ACCEPTED:mailto:bob@example.org
< 204
time +30s
ignore mail to alice@example.org
mail to gina@else.example
< text contains Bob (will come)
< text contains Blue (will come)
< text lacks bob@example.org
< text/calendar; method=REQUEST  by-name.ics

alice PUT /dav/calendars/alice/calendar/open.ics  open.ics
< 201
alice edits /dav/calendars/alice/calendar/open.ics
> +X-RSVPD-GUEST-LIST:NOBODY
< 204
time +30s
mail to gina@else.example
< text lacks bob@example.org
< text/calendar; method=REQUEST  hidden.ics

alice PUT /dav/calendars/alice/calendar/all.ics  all.ics
< 201
time +30s
mail to gina@else.example
< text/calendar; method=REQUEST  large.ics
ignore mail

-- held.toml --
[mail.out]
hold_seconds = 10

-- names.ics --
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//Stories//EN
BEGIN:VEVENT
UID:lunch@example.org
DTSTAMP:20260302T090000Z
DTSTART:20260310T120000Z
DTEND:20260310T130000Z
SUMMARY:Lunch
X-RSVPD-GUEST-LIST:NAMES
ORGANIZER:mailto:alice@example.org
ATTENDEE;PARTSTAT=ACCEPTED:mailto:alice@example.org
ATTENDEE;CN=Bob:mailto:bob@example.org
ATTENDEE:mailto:gina@else.example
ATTENDEE;CN=Blue;CUTYPE=ROOM:mailto:blue@example.org
END:VEVENT
END:VCALENDAR
-- by-name.ics --
BEGIN:VCALENDAR
...
BEGIN:VEVENT
ATTENDEE;CN=Bob;PARTSTAT=ACCEPTED:invalid:guest-1
ATTENDEE;CN=Blue;PARTSTAT=ACCEPTED;*:invalid:guest-2
ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE;*:mailto:gina@else.example
...
END:VEVENT
END:VCALENDAR
-- open.ics --
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//Stories//EN
BEGIN:VEVENT
UID:open@example.org
DTSTAMP:20260302T090000Z
DTSTART:20260311T120000Z
DTEND:20260311T130000Z
SUMMARY:Talk
ORGANIZER:mailto:alice@example.org
ATTENDEE;PARTSTAT=ACCEPTED:mailto:alice@example.org
ATTENDEE;CN=Bob:mailto:bob@example.org
ATTENDEE:mailto:gina@else.example
END:VEVENT
END:VCALENDAR
-- hidden.ics --
BEGIN:VCALENDAR
VERSION:2.0
...
BEGIN:VEVENT
UID:open@example.org
DTSTAMP:*
DTSTART:20260311T120000Z
DTEND:20260311T130000Z
SEQUENCE:0
SUMMARY:Talk
ORGANIZER;*:mailto:*
ATTENDEE;PARTSTAT=ACCEPTED;*:mailto:i-*@cal.example.org
ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE;*:mailto:gina@else.example
X-RSVPD-TOKEN:*
X-MICROSOFT-CDO-BUSYSTATUS:BUSY
END:VEVENT
END:VCALENDAR
-- all.ics --
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//Stories//EN
BEGIN:VEVENT
UID:all@example.org
DTSTAMP:20260302T090000Z
DTSTART:20260312T120000Z
DTEND:20260312T130000Z
SUMMARY:All hands
ORGANIZER:mailto:alice@example.org
ATTENDEE;PARTSTAT=ACCEPTED:mailto:alice@example.org
ATTENDEE:mailto:gina@else.example
ATTENDEE;CUTYPE=ROOM:mailto:blue@example.org
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
ATTENDEE:mailto:guest40@third.example
ATTENDEE:mailto:guest41@third.example
ATTENDEE:mailto:guest42@third.example
ATTENDEE:mailto:guest43@third.example
ATTENDEE:mailto:guest44@third.example
ATTENDEE:mailto:guest45@third.example
ATTENDEE:mailto:guest46@third.example
ATTENDEE:mailto:guest47@third.example
ATTENDEE:mailto:guest48@third.example
ATTENDEE:mailto:guest49@third.example
ATTENDEE:mailto:guest50@third.example
ATTENDEE:mailto:guest51@third.example
ATTENDEE:mailto:guest52@third.example
ATTENDEE:mailto:guest53@third.example
ATTENDEE:mailto:guest54@third.example
ATTENDEE:mailto:guest55@third.example
ATTENDEE:mailto:guest56@third.example
ATTENDEE:mailto:guest57@third.example
ATTENDEE:mailto:guest58@third.example
ATTENDEE:mailto:guest59@third.example
END:VEVENT
END:VCALENDAR
-- large.ics --
BEGIN:VCALENDAR
...
BEGIN:VEVENT
ATTENDEE;PARTSTAT=ACCEPTED;*:mailto:blue@example.org
ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE;*:mailto:gina@else.example
...
END:VEVENT
END:VCALENDAR
