# Alice deletes the lunch without telling; Carol, who is here, sees it, and Bob reads on his page that it is cancelled. When she has it after all, without Bob, he hears that it is off for him.
# RFC 6638 §3.2.1.3, RFC 5546 §3.2.5
user alice  alice@example.org
user carol  carol@example.org
alice PUT /dav/calendars/alice/calendar/lunch.ics  lunch.ics
< 201
mail to bob@else.example
set page from link
alice DELETE /dav/calendars/alice/calendar/lunch.ics
> X-RSVPD-Notify: none
< 204
no mail
notices carol
< ...
< cancelled: Cancelled by alice@example.org: Lunch
guest GET $page
< 410
< contains cancelled
timeline lunch@example.org
< ...
< untold: changed without telling bob@else.example: CANCEL
< ...

time +1h
alice PUT /dav/calendars/alice/calendar/lunch.ics  again.ics
< 201
mail to bob@else.example
< text/calendar; method=CANCEL
mail to gina@else.example
< text/calendar; method=REQUEST

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

-- again.ics --
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
ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:gina@else.example
END:VEVENT
END:VCALENDAR
