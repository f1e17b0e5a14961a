# Alice attaches the menu. Carol reads it from her copy, Bob, who has no account, by the link in his mail; who has neither gets nothing, and when the menu is taken off, it is gone.
# RFC 8607 §3.4, §3.6, §3.10
user alice  alice@example.org
user carol  carol@example.org
user dave   dave@example.org
alice PUT /dav/calendars/alice/calendar/lunch.ics  lunch.ics
< 201
ignore mail to bob@else.example

alice POST /dav/calendars/alice/calendar/lunch.ics?action=attachment-add  menu.txt
> Content-Type: text/plain
> Content-Disposition: attachment; filename=menu.txt
> Prefer: return=representation
< 201
< Cal-Managed-ID: $id
< Location: *$path
< contains MANAGED-ID=
mail to bob@else.example
< Subject: *
< text/calendar; method=REQUEST  request.ics

guest GET /a/$token/menu.txt
< 200
< Content-Disposition: attachment*
< X-Content-Type-Options: nosniff
< Content-Security-Policy: *sandbox*
< body menu.txt
guest POST /a/$token/menu.txt
< 405
guest GET /a/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa/menu.txt
< 404
alice GET /dav/attachments/$id/menu.txt
< 200
< body menu.txt
carol GET /dav/attachments/$id/menu.txt
< 200
< ETag: $bytes
< body menu.txt
carol GET /dav/attachments/$id/menu.txt
> If-None-Match: $bytes
< 304
dave GET /dav/attachments/$id/menu.txt
< 404
guest GET /dav/attachments/$id/menu.txt
< 401

alice POST /dav/calendars/alice/calendar/lunch.ics?action=attachment-remove&managed-id=$id
< 204
ignore mail to bob@else.example
carol GET /dav/attachments/$id/menu.txt
< 404
guest GET /a/$token/menu.txt
< 404

-- menu.txt --
soup
bread

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
ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:carol@example.org
ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:bob@else.example
END:VEVENT
END:VCALENDAR

-- request.ics --
BEGIN:VCALENDAR
METHOD:REQUEST
...
BEGIN:VEVENT
UID:lunch@example.org
ATTACH;FMTTYPE=text/plain;SIZE=11;FILENAME=menu.txt:*/a/$token/menu.txt
...
END:VEVENT
END:VCALENDAR
