# Carol accepts, and writes Alice a word within the same second: it is told, and what is already known is not told again.
# RFC 5546 §2.1.5, §3.2.3, RFC 6638 §4.2
user alice  alice@example.org
user carol  carol@example.org
alice PUT /dav/calendars/alice/calendar/lunch.ics  invite.ics
< 201
carol edits /dav/calendars/carol/calendar/lunch@example.org.ics
> ATTENDEE;PARTSTAT=ACCEPTED:mailto:carol@example.org
< 204
carol edits /dav/calendars/carol/calendar/lunch@example.org.ics
> +COMMENT:I bring the cake
< 204
carol edits /dav/calendars/carol/calendar/lunch@example.org.ics
> +CATEGORIES:Food
< 204
notices alice
< answered: carol@example.org accepted: Lunch
< answered: carol@example.org accepted: Lunch / They wrote: I bring the cake
ignore mail to alice@example.org

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
ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:carol@example.org
END:VEVENT
END:VCALENDAR
