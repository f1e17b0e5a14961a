# Alice gives Carol a task: it is in Carol's task list, Carol can say that she will do it, and Alice hears how far it is done.
# RFC 5546 §3.4.2, §3.4.3, RFC 5545 §3.8.1.8, RFC 4791 §5.2.3, RFC 6638 §3.2.2.1, §4.3
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
mail to alice@example.org
< Subject: carol@example.org accepted: Bake a cake

time +1h
carol edits /dav/calendars/carol/tasks/cake@example.org.ics
> +PERCENT-COMPLETE:50
< 204
mail to alice@example.org
< text contains Done: 50 %.
time +1h
carol edits /dav/calendars/carol/tasks/cake@example.org.ics      # nobody's business but hers
> +CATEGORIES:Kitchen
< 204
no mail
carol edits /dav/calendars/carol/tasks/cake@example.org.ics
> PERCENT-COMPLETE:100
> +COMPLETED:20260302T110000Z
> ATTENDEE;PARTSTAT=COMPLETED:mailto:carol@example.org
< 204
mail to alice@example.org
< Subject: carol@example.org completed: Bake a cake
< text contains Done: 100 %.
alice GET /dav/calendars/alice/tasks/cake.ics
< 200
< contains PARTSTAT=COMPLETED
< lacks PERCENT-COMPLETE
no mail

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
