# Alice gives a calendar another URL: her events, their history and the link to Bob go with it. The old place is free again.
# RFC 4918 §9.9, RFC 6578 §5
user alice  alice@example.org

alice PUT /dav/calendars/alice/calendar/lunch.ics  invite.ics
< 201
mail to bob@else.example

alice MOVE /dav/calendars/alice/calendar/
> Destination: /dav/calendars/alice/meetings/
< 201
< Location: /dav/calendars/alice/meetings/
no mail
alice PROPFIND /dav/calendars/alice/calendar/
> Depth: 0
< 404
alice GET /dav/calendars/alice/meetings/lunch.ics
< 200

# A state that the calendar is not in any more, or never was.
alice DELETE /dav/calendars/alice/meetings/lunch.ics
> If: </dav/calendars/alice/meetings/> (<data:,0-0>)
< 412
alice DELETE /dav/calendars/alice/meetings/lunch.ics
> If: </dav/calendars/alice/meetings/> (<data:,0-0>
< 400
alice DELETE /dav/calendars/alice/meetings/lunch.ics
> If: </dav/calendars/alice/meetings/> (Not <data:,0-0>)
< 204
mail to bob@else.example
< Subject: Cancelled: Lunch*

-- invite.ics --
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
ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:bob@else.example
END:VEVENT
END:VCALENDAR
