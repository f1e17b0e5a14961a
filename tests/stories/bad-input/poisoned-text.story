# Alice's title has line ends, angle brackets and a second recipient in it: in the mail it is a title and nothing else.
# RFC 5322 §2.2, RFC 5545 §3.3.11
user alice  alice@example.org
alice PUT /dav/calendars/alice/calendar/bad.ics  invite.ics
< 201
mail to bob@else.example
< Subject: *Lunch*Bcc: eve@else.example*
< Bcc: (none)
< X-Evil: (none)
< html lacks <script>
< html contains script
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
SUMMARY:Lunch\nBcc: eve@else.example\nX-Evil: yes <script>alert(1)</script>
ORGANIZER:mailto:alice@example.org
ATTENDEE;PARTSTAT=ACCEPTED:mailto:alice@example.org
ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:bob@else.example
END:VEVENT
END:VCALENDAR
