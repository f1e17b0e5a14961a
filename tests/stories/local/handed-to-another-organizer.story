# Alice hands a meeting to Bob: he keeps his own category, travel time and TRANSP and gets nothing that was hers alone, the date he had
# declined takes place without him, Carol's copy shows him at once, and Alice becomes a guest who sees no more than guests may.
# RFC 5546 §3.2.2.4, RFC 6638 §3.2.2.1, §4.1
user alice  alice@example.org
user bob    bob@example.org
user carol  carol@example.org
alice PUT /dav/calendars/alice/calendar/team.ics  team.ics
< 201
bob edits /dav/calendars/bob/calendar/team%40example.org.ics
> TRANSP:TRANSPARENT
> +CATEGORIES:bobs
> +X-APPLE-TRAVEL-DURATION;VALUE=DURATION:PT45M
> ATTENDEE;PARTSTAT=ACCEPTED:mailto:bob@example.org
> +EXDATE:20260317T120000Z
< 204
ignore mail
alice hands team@example.org to bob
told
< alice: copy 1 ACCEPTED + 1 ACCEPTED, inbox REPLY 0, inbox REQUEST 1, notice answered, notice answered, notice transferred
< bob: copy 1 + 1, inbox REQUEST 0, notice invited
< carol: copy 1 NEEDS-ACTION + 1 NEEDS-ACTION, inbox REQUEST 0, inbox REQUEST 1, notice invited, notice transferred
< gina@else.example: mail REQUEST 1
bob GET /dav/calendars/bob/calendar/team%40example.org.ics
< 200
< body bobs.ics
alice GET /dav/calendars/alice/calendar/team.ics
< 200
< body alices.ics
carol GET /dav/calendars/carol/calendar/team%40example.org.ics
< 200
< body carols.ics
notices carol
< invited: Invitation from alice@example.org: Team
< transferred: Organized by bob@example.org from now on: Team
ignore mail
# What Bob changes reaches all of them.
bob edits /dav/calendars/bob/calendar/team%40example.org.ics
> SUMMARY:Team of Bob
< 204
alice GET /dav/calendars/alice/calendar/team.ics
< 200
< contains SUMMARY:Team of Bob
< contains CATEGORIES:secret
carol GET /dav/calendars/carol/calendar/team%40example.org.ics
< 200
< contains SUMMARY:Team of Bob
< lacks TRANSPARENT
ignore mail

-- team.ics --
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//Stories//EN
BEGIN:VEVENT
UID:team@example.org
DTSTAMP:20260302T090000Z
DTSTART:20260310T120000Z
DTEND:20260310T130000Z
RRULE:FREQ=WEEKLY;COUNT=5
SUMMARY:Team
CATEGORIES:secret
X-APPLE-TRAVEL-DURATION;VALUE=DURATION:PT15M
X-RSVPD-GUEST-LIST:NOBODY
ORGANIZER;CN=Alice:mailto:alice@example.org
ATTENDEE;PARTSTAT=ACCEPTED:mailto:alice@example.org
ATTENDEE:mailto:bob@example.org
ATTENDEE:mailto:carol@example.org
ATTENDEE:mailto:gina@else.example
BEGIN:VALARM
ACTION:DISPLAY
DESCRIPTION:Alice
TRIGGER:-PT10M
END:VALARM
END:VEVENT
END:VCALENDAR
-- bobs.ics --
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//Stories//EN
BEGIN:VEVENT
UID:team@example.org
DTSTAMP:20260302T090000Z
DTSTART:20260310T120000Z
DTEND:20260310T130000Z
RRULE:FREQ=WEEKLY;COUNT=5
SUMMARY:Team
X-RSVPD-GUEST-LIST:NOBODY
ORGANIZER;CN=Bob:mailto:bob@example.org
ATTENDEE;PARTSTAT=ACCEPTED;SCHEDULE-STATUS=1.2:mailto:alice@example.org
ATTENDEE;PARTSTAT=ACCEPTED:mailto:bob@example.org
ATTENDEE;SCHEDULE-STATUS=1.2:mailto:carol@example.org
ATTENDEE;SCHEDULE-STATUS=1.1:mailto:gina@else.example
CATEGORIES:bobs
X-APPLE-TRAVEL-DURATION;VALUE=DURATION:PT45M
SEQUENCE:1
TRANSP;X-RSVPD-OWN=OPAQUE:TRANSPARENT
END:VEVENT
BEGIN:VEVENT
UID:team@example.org
DTSTAMP:20260302T090000Z
DTSTART:20260317T120000Z
DTEND:20260317T130000Z
SUMMARY:Team
X-RSVPD-GUEST-LIST:NOBODY
ORGANIZER;CN=Bob:mailto:bob@example.org
ATTENDEE;PARTSTAT=ACCEPTED;SCHEDULE-STATUS=1.2:mailto:alice@example.org
ATTENDEE;PARTSTAT=DECLINED:mailto:bob@example.org
ATTENDEE;SCHEDULE-STATUS=1.2:mailto:carol@example.org
ATTENDEE;SCHEDULE-STATUS=1.1:mailto:gina@else.example
RECURRENCE-ID:20260317T120000Z
CATEGORIES:bobs
X-APPLE-TRAVEL-DURATION;VALUE=DURATION:PT45M
SEQUENCE:1
TRANSP;X-RSVPD-OWN=OPAQUE:TRANSPARENT
END:VEVENT
END:VCALENDAR
-- alices.ics --
BEGIN:VCALENDAR
PRODID:-//rsvpd//rsvpd//EN
VERSION:2.0
CALSCALE:GREGORIAN
BEGIN:VEVENT
UID:team@example.org
DTSTAMP:20260302T090000Z
DTSTART:20260310T120000Z
DTEND:20260310T130000Z
RRULE:FREQ=WEEKLY;COUNT=5
SUMMARY:Team
ORGANIZER;CN=Bob:mailto:bob@example.org
ATTENDEE;PARTSTAT=ACCEPTED:mailto:alice@example.org
ATTENDEE;PARTSTAT=ACCEPTED:mailto:bob@example.org
SEQUENCE:1
CATEGORIES:secret
X-APPLE-TRAVEL-DURATION;VALUE=DURATION:PT15M
TRANSP:OPAQUE
BEGIN:VALARM
ACTION:DISPLAY
DESCRIPTION:Alice
TRIGGER:-PT10M
END:VALARM
END:VEVENT
BEGIN:VEVENT
UID:team@example.org
DTSTAMP:20260302T090000Z
DTSTART:20260317T120000Z
DTEND:20260317T130000Z
SUMMARY:Team
ORGANIZER;CN=Bob:mailto:bob@example.org
ATTENDEE;PARTSTAT=ACCEPTED:mailto:alice@example.org
ATTENDEE;PARTSTAT=DECLINED:mailto:bob@example.org
RECURRENCE-ID:20260317T120000Z
SEQUENCE:1
CATEGORIES:secret
X-APPLE-TRAVEL-DURATION;VALUE=DURATION:PT15M
TRANSP:OPAQUE
BEGIN:VALARM
ACTION:DISPLAY
DESCRIPTION:Alice
TRIGGER:-PT10M
END:VALARM
END:VEVENT
END:VCALENDAR
-- carols.ics --
BEGIN:VCALENDAR
PRODID:-//rsvpd//rsvpd//EN
VERSION:2.0
CALSCALE:GREGORIAN
BEGIN:VEVENT
UID:team@example.org
DTSTAMP:20260302T090000Z
DTSTART:20260310T120000Z
DTEND:20260310T130000Z
RRULE:FREQ=WEEKLY;COUNT=5
SUMMARY:Team
ORGANIZER;CN=Bob:mailto:bob@example.org
ATTENDEE;PARTSTAT=ACCEPTED:mailto:bob@example.org
ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:carol@example.org
SEQUENCE:1
TRANSP:OPAQUE
END:VEVENT
BEGIN:VEVENT
UID:team@example.org
DTSTAMP:20260302T090000Z
DTSTART:20260317T120000Z
DTEND:20260317T130000Z
SUMMARY:Team
ORGANIZER;CN=Bob:mailto:bob@example.org
ATTENDEE;PARTSTAT=DECLINED:mailto:bob@example.org
ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:carol@example.org
RECURRENCE-ID:20260317T120000Z
SEQUENCE:1
TRANSP:OPAQUE
END:VEVENT
END:VCALENDAR
