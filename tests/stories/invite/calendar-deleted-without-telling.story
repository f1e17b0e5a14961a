# Alice deletes a whole calendar and wants nobody elsewhere told: Bob gets no mail, Carol, who is here, sees that the lunch is off, and Carol's own meeting, of which Alice had a copy there, hears no answer (Schedule-Reply).
# RFC 6638 §3.2.1.3, §8.1, RFC 4918 §9.6.1
user alice  alice@example.org
user carol  carol@example.org
alice MKCALENDAR /dav/calendars/alice/work/
< 201
alice PUT /dav/calendars/alice/work/lunch.ics  lunch.ics
< 201
mail to bob@else.example
set page from link
alice DELETE /dav/calendars/alice/work/
> X-RSVPD-Notify: somebody
< 400
alice DELETE /dav/calendars/alice/work/
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

# A copy of somebody else's meeting goes quietly, too.
alice MKCALENDAR /dav/calendars/alice/work/
< 201
carol PUT /dav/calendars/carol/calendar/dinner.ics  dinner.ics
< 201
alice MOVE /dav/calendars/alice/calendar/dinner@example.org.ics
> Destination: /dav/calendars/alice/work/dinner.ics
< 201
alice DELETE /dav/calendars/alice/work/
> Schedule-Reply: F
< 204
carol GET /dav/calendars/carol/calendar/dinner.ics
< 200
< lacks DECLINED

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

-- dinner.ics --
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//Stories//EN
BEGIN:VEVENT
UID:dinner@example.org
DTSTAMP:20260302T090000Z
DTSTART:20260310T120000Z
DTEND:20260310T130000Z
SUMMARY:Dinner
ORGANIZER:mailto:carol@example.org
ATTENDEE;PARTSTAT=ACCEPTED:mailto:carol@example.org
ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:alice@example.org
END:VEVENT
END:VCALENDAR
