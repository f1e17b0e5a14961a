# Alice's program writes addresses in upper case and Bob twice: he is one guest and gets one mail, and Alice gets none.
# RFC 6638 §3.2.1, RFC 5545 §3.3.3, RFC 3986 §3.1
user alice  alice@example.org
alice PUT /dav/calendars/alice/calendar/lunch.ics  invite.ics
< 201
mail to bob@else.example
< text/calendar; method=REQUEST
no mail

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
ORGANIZER:MAILTO:Alice@Example.ORG
ATTENDEE;PARTSTAT=ACCEPTED:MAILTO:Alice@Example.ORG
ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:bob@else.example
ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:Mailto:BOB@Else.example
END:VEVENT
END:VCALENDAR
