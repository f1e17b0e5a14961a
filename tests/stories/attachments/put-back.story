# Alice deletes an event with a menu and puts it back: undo, or a program that moves events by DELETE and PUT. So does Bob with her invitation. The menu is there again; what is gone for somebody else is a mere address to them.
# RFC 8607 §3.7, §3.12.5, §3.12.7, RFC 6638 §3.2.2.1
user alice  alice@example.org
user bob    bob@example.org
alice PUT /dav/calendars/alice/calendar/lunch.ics  lunch.ics
< 201
alice POST /dav/calendars/alice/calendar/lunch.ics?action=attachment-add  menu.txt
> Content-Type: text/plain
> Content-Disposition: attachment; filename=menu.txt
< 201
< Cal-Managed-ID: $id
bob REPORT /dav/calendars/bob/calendar/  all.xml
< 207
< body copies.xml
bob edits /dav/calendars/bob/calendar/$name
> ATTENDEE;PARTSTAT=ACCEPTED:mailto:bob@example.org
< 204
bob DELETE /dav/calendars/bob/calendar/$name
< 204
bob PUT /dav/calendars/bob/calendar/again.ics  invitation.ics
< 201
bob GET /dav/attachments/$id/menu.txt
< 200
bob DELETE /dav/calendars/bob/calendar/again.ics
< 204

alice DELETE /dav/calendars/alice/calendar/lunch.ics
< 204
alice GET /dav/attachments/$id/menu.txt
< 404
bob PUT /dav/calendars/bob/calendar/mine.ics  note.ics                   # nobody's any more, and never Bob's: a mere address
< 201
bob GET /dav/calendars/bob/calendar/mine.ics
< 200
< lacks MANAGED-ID
alice PUT /dav/calendars/alice/calendar/note.ics  note.ics
< 201
alice GET /dav/attachments/$id/menu.txt
< 200
< body menu.txt
bob GET /dav/attachments/$id/menu.txt
< 404
alice DELETE /dav/calendars/alice/calendar/note.ics
< 204
alice PUT /dav/calendars/alice/calendar/elsewhere.ics  invented.ics      # nobody gave her that
< 403
< contains valid-managed-id
ignore mail to alice@example.org

-- menu.txt --
soup
bread

-- all.xml --
<D:sync-collection xmlns:D="DAV:"><D:sync-token/><D:sync-level>1</D:sync-level><D:prop/></D:sync-collection>

-- copies.xml --
<D:multistatus><D:response><D:href>/dav/calendars/bob/calendar/$name</D:href>...</D:response><D:sync-token>*</D:sync-token></D:multistatus>

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
ORGANIZER:mailto:alice@example.org
ATTENDEE;PARTSTAT=ACCEPTED:mailto:alice@example.org
ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:bob@example.org
END:VEVENT
END:VCALENDAR

-- invitation.ics --
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//Stories//EN
BEGIN:VEVENT
UID:lunch@example.org
DTSTAMP:20260302T090000Z
DTSTART:20260310T120000Z
DTEND:20260310T130000Z
SUMMARY:Lunch
ATTACH;MANAGED-ID=$id;FMTTYPE=text/plain;SIZE=11;FILENAME=menu.txt:https://cal.example.org/dav/attachments/$id/menu.txt
ORGANIZER:mailto:alice@example.org
ATTENDEE;PARTSTAT=ACCEPTED:mailto:alice@example.org
ATTENDEE;PARTSTAT=ACCEPTED:mailto:bob@example.org
END:VEVENT
END:VCALENDAR

-- note.ics --
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//Stories//EN
BEGIN:VEVENT
UID:note@example.org
DTSTAMP:20260302T090000Z
DTSTART:20260310T150000Z
DTEND:20260310T160000Z
SUMMARY:Note
ATTACH;MANAGED-ID=$id:https://cal.example.org/dav/attachments/$id/menu.txt
END:VEVENT
END:VCALENDAR

-- invented.ics --
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//Stories//EN
BEGIN:VEVENT
UID:invented@example.org
DTSTAMP:20260302T090000Z
DTSTART:20260310T150000Z
DTEND:20260310T160000Z
SUMMARY:Invented
ATTACH;MANAGED-ID=abcdef:https://else.example/menu.txt
END:VEVENT
END:VCALENDAR
