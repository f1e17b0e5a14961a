# Alice gives Carol a task: it is in Carol's task list, and Carol can say that she will do it.
# RFC 5546 §3.4.2, RFC 4791 §5.2.3, RFC 6638 §4.3
user alice  alice@example.org
user carol  carol@example.org
alice PUT /dav/calendars/alice/tasks/cake.ics  cake.ics
< 201
carol GET /dav/calendars/carol/tasks/cake@example.org.ics
< 200
carol PUT /dav/calendars/carol/tasks/cake@example.org.ics  accepted.ics
< 204
alice GET /dav/calendars/alice/tasks/cake.ics
< 200
< body stored.ics
ignore mail to alice@example.org

-- cake.ics --
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//Stories//EN
BEGIN:VTODO
UID:cake@example.org
DTSTAMP:20260302T090000Z
DUE:20260310T110000Z
SUMMARY:Bake a cake
ORGANIZER:mailto:alice@example.org
ATTENDEE;PARTSTAT=NEEDS-ACTION:mailto:carol@example.org
END:VTODO
END:VCALENDAR

-- accepted.ics --
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//Stories//EN
BEGIN:VTODO
UID:cake@example.org
DTSTAMP:20260302T090000Z
DUE:20260310T110000Z
SUMMARY:Bake a cake
ORGANIZER:mailto:alice@example.org
ATTENDEE;PARTSTAT=ACCEPTED:mailto:carol@example.org
END:VTODO
END:VCALENDAR

-- stored.ics --
BEGIN:VCALENDAR
...
BEGIN:VTODO
UID:cake@example.org
ATTENDEE;PARTSTAT=ACCEPTED;*:mailto:carol@example.org
...
END:VTODO
END:VCALENDAR
