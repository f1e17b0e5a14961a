# Alice makes a meeting busy and confidential: so it is in Bob's copy, who never said otherwise; in Carol's, who did, it stays as
# she has it.
# RFC 5546 §3.2.2, RFC 6638 §3.2.2.1
user alice  alice@example.org
user bob    bob@example.org
user carol  carol@example.org

alice PUT /dav/calendars/alice/calendar/lunch.ics  invite.ics
< 201
carol edits /dav/calendars/carol/calendar/lunch%40example.org.ics
> CLASS:PRIVATE
< 204
alice edits /dav/calendars/alice/calendar/lunch.ics
> TRANSP:OPAQUE
> CLASS:CONFIDENTIAL
> SUMMARY:Secret lunch
< 204
bob GET /dav/calendars/bob/calendar/lunch%40example.org.ics
< contains TRANSP:OPAQUE
< contains CLASS:CONFIDENTIAL
carol GET /dav/calendars/carol/calendar/lunch%40example.org.ics
< contains TRANSP:OPAQUE
< contains CLASS;X-RSVPD-OWN=TRUE:PRIVATE
< contains SUMMARY:Secret lunch

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
ATTENDEE:mailto:bob@example.org
ATTENDEE:mailto:carol@example.org
TRANSP:TRANSPARENT
CLASS:PUBLIC
END:VEVENT
END:VCALENDAR
