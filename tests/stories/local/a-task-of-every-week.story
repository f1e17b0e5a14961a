# Carol is given a task of every week; when one date of it is called off, the news speak of a task, not of an event.
# RFC 5546 §3.4.5, RFC 5545 §3.8.5
user alice  alice@example.org
user carol  carol@example.org
alice PUT /dav/calendars/alice/tasks/bins.ics  bins.ics
< 201
time +1h
alice edits /dav/calendars/alice/tasks/bins.ics
> +EXDATE:20260317T070000Z
< 204
notices carol
< invited: Invitation from alice@example.org: Put the bins out
< cancelled: Cancelled by alice@example.org: Put the bins out / Only the task of Tue 17 March 2026.

-- bins.ics --
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//Stories//EN
BEGIN:VTODO
UID:bins@example.org
DTSTAMP:20260302T090000Z
DTSTART:20260310T070000Z
DUE:20260310T080000Z
RRULE:FREQ=WEEKLY;COUNT=6
SUMMARY:Put the bins out
ORGANIZER:mailto:alice@example.org
ATTENDEE;PARTSTAT=NEEDS-ACTION:mailto:carol@example.org
END:VTODO
END:VCALENDAR
