# Alice invites to a lunch in Berlin time with a long title in Greek: the guest's copy has the zone with it and every letter intact.
# RFC 5545 §3.1, §3.6.5, RFC 6047 §2.4
user alice  alice@example.org
alice PUT /dav/calendars/alice/calendar/lunch.ics  invite.ics
< 201
mail to bob@else.example
< text/calendar; method=REQUEST  request.ics
< text contains 13:00

-- invite.ics --
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//Stories//EN
BEGIN:VEVENT
UID:lunch@example.org
DTSTAMP:20260302T090000Z
DTSTART;TZID=Europe/Berlin:20260710T130000
DTEND;TZID=Europe/Berlin:20260710T140000
SUMMARY:Μεσημεριανό γεύμα στο λιμάνι με όλους τους φίλους από το παλιό σχολείο\, στις μία
ORGANIZER:mailto:alice@example.org
ATTENDEE;PARTSTAT=ACCEPTED:mailto:alice@example.org
ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:bob@else.example
END:VEVENT
END:VCALENDAR

-- request.ics --
BEGIN:VCALENDAR
...
METHOD:REQUEST
BEGIN:VTIMEZONE
TZID:Europe/Berlin
...
END:VTIMEZONE
BEGIN:VEVENT
DTSTART;TZID=Europe/Berlin:20260710T130000
DTEND;TZID=Europe/Berlin:20260710T140000
SUMMARY:Μεσημεριανό γεύμα στο λιμάνι με όλους τους φίλους από το παλιό σχολείο\, στις μία
...
END:VEVENT
END:VCALENDAR
