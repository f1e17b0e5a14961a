# Bob answers in his own words instead of with a button: his mail reaches Alice's mailbox as he wrote it.
# RFC 6047 §2.1; no clause asks for it, and losing a person's mail is the worst that a calendar can do
user alice  alice@example.org

alice PUT /dav/calendars/alice/calendar/lunch.ics  invite.ics
< 201

mail to bob@else.example
set organizer from calendar ORGANIZER

smtp bob@else.example -> $organizer letter.eml
< 250 *
mail to alice@example.org
< From: Bob <bob@else.example>
< Subject: Re: Invitation: Lunch
< text contains May I bring my sister?
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
ORGANIZER:mailto:alice@example.org
ATTENDEE;PARTSTAT=ACCEPTED:mailto:alice@example.org
ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:bob@else.example
END:VEVENT
END:VCALENDAR

-- letter.eml --
From: Bob <bob@else.example>
To: $organizer
Subject: Re: Invitation: Lunch
Date: Mon, 2 Mar 2026 09:30:00 +0000
Message-ID: <letter-1@else.example>
Content-Type: text/plain; charset=utf-8

May I bring my sister?
.
That line was a single dot.
