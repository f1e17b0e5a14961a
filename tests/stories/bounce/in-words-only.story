# Another mail server reports in plain words, without any machine-readable part; the address it writes to says which mail it means.
# RFC 5321 §4.5.5, RFC 6638 §3.2.9
user alice  alice@example.org

alice PUT /dav/calendars/alice/calendar/lunch.ics  invite.ics
< 201

mail to bob@else.example
set organizer from calendar ORGANIZER
set bounces from envelope

smtp <> -> $bounces-upper report.eml
< 250 *
mail to alice@example.org
< Subject: Not delivered to bob@else.example: Lunch
alice GET /dav/calendars/alice/calendar/lunch.ics
< 200
< body marked.ics

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

-- report.eml --
From: postmaster@else.example
To: $bounces
Subject: failure notice
Date: Mon, 2 Mar 2026 09:05:00 +0000
Message-ID: <report-2@else.example>

Hi. This is the mail program at else.example.
I'm afraid I wasn't able to deliver your message to the following addresses.

<bob@else.example>:
Sorry, no mailbox here by that name. (#5.1.1)

-- marked.ics --
BEGIN:VCALENDAR
...
BEGIN:VEVENT
ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE;SCHEDULE-STATUS=3.7:mailto:bob@else.example
...
END:VEVENT
END:VCALENDAR
