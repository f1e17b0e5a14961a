# Bob makes an event of his own of Alice's meeting, with her menu, as Apple's programs do for "duplicate": the menu is his own then, and stays when hers goes. Whom he invites reads it and can answer.
# RFC 8607 §3.7, §3.10, §3.12.2, RFC 6638 §3.2.2.1
user alice  alice@example.org
user bob    bob@example.org
user carol  carol@example.org
alice PUT /dav/calendars/alice/calendar/lunch.ics  lunch.ics
< 201
alice POST /dav/calendars/alice/calendar/lunch.ics?action=attachment-add  menu.txt
> Content-Type: text/plain
> Content-Disposition: attachment; filename=menu.txt
< 201
< Cal-Managed-ID: $id
carol PUT /dav/calendars/carol/calendar/copy.ics  dinner.ics                       # she may not read it
< 403
< contains valid-managed-id

bob PUT /dav/calendars/bob/calendar/dinner.ics  dinner.ics
< 201
< ETag: (none)
bob GET /dav/calendars/bob/calendar/dinner.ics
< 200
< body his-own.ics
bob PUT /dav/calendars/bob/calendar/dinner.ics  dinner.ics                         # a program that has not read it anew
< 204
bob GET /dav/calendars/bob/calendar/dinner.ics
< 200
< body his-own.ics
carol GET /dav/attachments/$own/menu.txt
< 200
< body menu.txt
carol GET /dav/attachments/$id/menu.txt
< 404

alice DELETE /dav/calendars/alice/calendar/lunch.ics
< 204
bob GET /dav/attachments/$own/menu.txt
< 200
< body menu.txt
bob edits /dav/calendars/bob/calendar/dinner.ics
> SUMMARY:Supper
< 204
carol GET /dav/attachments/$own/menu.txt
< 200
carol REPORT /dav/calendars/carol/calendar/  all.xml
> Depth: 1
< 207
< body copies.xml
carol edits /dav/calendars/carol/calendar/$name
> ATTENDEE;PARTSTAT=ACCEPTED:mailto:carol@example.org
< 204
bob GET /dav/calendars/bob/calendar/dinner.ics
< 200
< contains PARTSTAT=ACCEPTED;SCHEDULE-STATUS=2.0:mailto:carol@example.org

bob DELETE /dav/calendars/bob/calendar/dinner.ics
< 204
bob GET /dav/attachments/$own/menu.txt
< 404
ignore mail to bob@example.org

-- menu.txt --
soup
bread

-- all.xml --
<D:sync-collection xmlns:D="DAV:"><D:sync-token/><D:sync-level>1</D:sync-level><D:prop/></D:sync-collection>

-- copies.xml --
<D:multistatus><D:response><D:href>/dav/calendars/carol/calendar/$name</D:href>...</D:response><D:sync-token>*</D:sync-token></D:multistatus>

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

-- dinner.ics --
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//Stories//EN
BEGIN:VEVENT
UID:dinner@example.org
DTSTAMP:20260302T090000Z
DTSTART:20260310T190000Z
DTEND:20260310T200000Z
SUMMARY:Dinner
ATTACH;MANAGED-ID=$id;FMTTYPE=text/plain;SIZE=11;FILENAME=menu.txt:https://cal.example.org/dav/attachments/$id/menu.txt
ORGANIZER:mailto:bob@example.org
ATTENDEE;PARTSTAT=ACCEPTED:mailto:bob@example.org
ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:carol@example.org
END:VEVENT
END:VCALENDAR

-- his-own.ics --
BEGIN:VCALENDAR
...
BEGIN:VEVENT
UID:dinner@example.org
ATTACH;MANAGED-ID=$own;FMTTYPE=text/plain;SIZE=11;FILENAME=menu.txt:https://cal.example.org/dav/attachments/$own/menu.txt
...
END:VEVENT
END:VCALENDAR
