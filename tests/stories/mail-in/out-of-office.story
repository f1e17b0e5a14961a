# Bob's mailbox says that he is away: that is no answer, nothing changes and nobody is bothered.
# RFC 3834 §2, §5
user alice  alice@example.org

alice PUT /dav/calendars/alice/calendar/lunch.ics  invite.ics
< 201

mail to bob@else.example
set organizer from calendar ORGANIZER
set bounces from envelope

smtp <> -> $bounces away.eml
< 250 *
smtp bob@else.example -> $organizer away-too.eml
< 250 *
no mail
alice GET /dav/calendars/alice/calendar/lunch.ics
< 200
< body untouched.ics
notices alice

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

-- untouched.ics --
BEGIN:VCALENDAR
...
BEGIN:VEVENT
UID:lunch@example.org
ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE;SCHEDULE-STATUS=1.1:mailto:bob@else.example
...
END:VEVENT
END:VCALENDAR

-- away.eml --
From: Bob <bob@else.example>
To: $bounces
Subject: Out of office: Invitation: Lunch
Date: Mon, 2 Mar 2026 09:00:10 +0000
Message-ID: <away-1@else.example>
Auto-Submitted: auto-replied

I am away until Monday.

-- away-too.eml --
From: Bob <bob@else.example>
To: $organizer
Subject: Automatic reply: Invitation: Lunch
Date: Mon, 2 Mar 2026 09:00:20 +0000
Message-ID: <away-2@else.example>
Auto-Submitted: auto-replied

I am away until Monday.
