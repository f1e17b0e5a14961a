# Alice attaches the menu, changes and removes it without telling Bob, who is elsewhere; Carol, who is here, sees each at once. With the next change that is told Bob gets the lunch as it is.
# RFC 8607 §3.4, §3.5, §3.6, RFC 6638 §3.2.1
user alice  alice@example.org
user carol  carol@example.org
alice PUT /dav/calendars/alice/calendar/lunch.ics  lunch.ics
< 201
mail to bob@else.example

alice POST /dav/calendars/alice/calendar/lunch.ics?action=attachment-add  menu.txt
> Content-Type: text/plain
> X-RSVPD-Notify: perhaps
< 400
alice POST /dav/calendars/alice/calendar/lunch.ics?action=attachment-add  menu.txt
> Content-Type: text/plain
> Content-Disposition: attachment; filename=menu.txt
> X-RSVPD-Notify: none
< 201
< Cal-Managed-ID: $first
no mail
carol GET /dav/calendars/carol/calendar/lunch@example.org.ics
< 200
< contains MANAGED-ID=$first
alice POST /dav/calendars/alice/calendar/lunch.ics?action=attachment-update&managed-id=$first  menu.txt
> Content-Type: text/plain
> Content-Disposition: attachment; filename=menu.txt
> X-RSVPD-Notify: none
< 204
< Cal-Managed-ID: $second
no mail
carol GET /dav/calendars/carol/calendar/lunch@example.org.ics
< 200
< contains MANAGED-ID=$second
alice POST /dav/calendars/alice/calendar/lunch.ics?action=attachment-remove&managed-id=$second
> X-RSVPD-Notify: none
< 204
no mail
timeline lunch@example.org
< ...
< untold: changed without telling bob@else.example: REQUEST
< ...

alice POST /dav/calendars/alice/calendar/lunch.ics?action=attachment-add  menu.txt
> Content-Type: text/plain
> Content-Disposition: attachment; filename=menu.txt
> X-RSVPD-Notify: none
< 201
no mail
alice edits /dav/calendars/alice/calendar/lunch.ics
> SUMMARY:Long lunch
< 204
mail to bob@else.example
< Subject: Updated invitation: Long lunch*
< text/calendar; method=REQUEST  request.ics
no mail

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
...
BEGIN:VEVENT
UID:lunch@example.org
ATTACH;FILENAME=menu.txt;*:*/menu.txt
...
END:VEVENT
END:VCALENDAR
