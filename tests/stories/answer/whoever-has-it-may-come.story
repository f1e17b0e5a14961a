# Whoever has the invitation may come: Erin, for whom her domain vouches, does. Eve writes in the name of somebody else, and Alice is asked.
# RFC 5546 §3.2.2.6, §6.1.4, RFC 6047 §2.2.1
dns records.txt
user alice  alice@example.org

alice PUT /dav/calendars/alice/calendar/lunch.ics  invite.ics
< 201
mail to bob@else.example

time +1h
smtp erin@third.example -> alice@cal.example.org erin.eml
< 250 *
mail to erin@third.example
< Subject: Invitation: Lunch*
ignore mail
smtp eve@evil.example -> alice@cal.example.org eve.eml
< 250 *
mail to alice@example.org
< Subject: ceo@corp.example *Lunch*
< text contains Not verified
no mail to ceo@corp.example
notices alice
< joined: erin@third.example joined the guests: Lunch
< answered: erin@third.example accepted: Lunch
< uninvited: ceo@corp.example accepted without an invitation: Lunch / Nothing was changed* / Not verified: nothing proves who sent this.
alice GET /dav/calendars/alice/calendar/lunch.ics
< 200
< contains mailto:erin@third.example
< lacks ceo@corp.example

-- records.txt --
third.example TXT v=spf1 ip4:127.0.0.1 -all
_dmarc.third.example TXT v=DMARC1; p=reject
evil.example TXT v=spf1 ip4:127.0.0.1 -all
_dmarc.evil.example TXT v=DMARC1; p=reject

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
X-RSVPD-FORWARDING:ALLOW
ORGANIZER:mailto:alice@example.org
ATTENDEE;PARTSTAT=ACCEPTED:mailto:alice@example.org
ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:bob@else.example
END:VEVENT
END:VCALENDAR

-- erin.eml --
From: Erin <erin@third.example>
To: alice@cal.example.org
Subject: Accepted: Lunch
Date: Mon, 2 Mar 2026 10:30:00 +0000
Message-ID: <answer-erin@else.example>
MIME-Version: 1.0
Content-Type: text/calendar; charset=utf-8; method=REPLY

BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Else//Mail//EN
METHOD:REPLY
BEGIN:VEVENT
UID:lunch@example.org
DTSTAMP:20260302T103000Z
DTSTART:20260310T120000Z
SEQUENCE:0
SUMMARY:Lunch
ORGANIZER:mailto:alice@example.org
ATTENDEE;PARTSTAT=ACCEPTED:mailto:erin@third.example
END:VEVENT
END:VCALENDAR

-- eve.eml --
From: Eve <eve@evil.example>
To: alice@cal.example.org
Subject: Accepted: Lunch
Date: Mon, 2 Mar 2026 10:30:00 +0000
Message-ID: <answer-eve@else.example>
MIME-Version: 1.0
Content-Type: text/calendar; charset=utf-8; method=REPLY

BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Else//Mail//EN
METHOD:REPLY
BEGIN:VEVENT
UID:lunch@example.org
DTSTAMP:20260302T103000Z
DTSTART:20260310T120000Z
SEQUENCE:0
SUMMARY:Lunch
ORGANIZER:mailto:alice@example.org
ATTENDEE;PARTSTAT=ACCEPTED:mailto:ceo@corp.example
END:VEVENT
END:VCALENDAR
