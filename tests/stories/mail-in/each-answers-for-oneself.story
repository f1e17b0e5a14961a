# One letter to two people over LMTP: who has no mailbox refuses it, so that its sender hears of it, and the other gets it all the same; over SMTP there is one answer for both, and nothing is lost.
# RFC 2033 §4.2, RFC 5321 §4.2.5
user alice  alice@example.org
user carol  carol@cal.example.org

lmtp bob@else.example -> carol@cal.example.org, alice@cal.example.org letter.eml
< 550 5.7.1 *mailbox*
< 250 2.0.0 *
mail to alice@example.org
< Subject: Hello

smtp bob@else.example -> carol@cal.example.org, alice@cal.example.org again.eml
< 250 2.0.0 *
mail to alice@example.org
< Subject: Hello again

lmtp bob@else.example -> carol@cal.example.org, alice@example.org invitation.eml
< 250 2.0.0 *
< 250 2.0.0 *
no mail

-- letter.eml --
From: Bob <bob@else.example>
To: alice@cal.example.org, carol@cal.example.org
Subject: Hello
Date: Mon, 2 Mar 2026 09:30:00 +0000
Message-ID: <hello-1@else.example>

Hello, both of you.

-- again.eml --
From: Bob <bob@else.example>
To: alice@cal.example.org, carol@cal.example.org
Subject: Hello again
Date: Mon, 2 Mar 2026 09:40:00 +0000
Message-ID: <hello-2@else.example>

Hello again, both of you.

-- invitation.eml --
From: bob@else.example
To: alice@example.org, carol@cal.example.org
Subject: REQUEST: Dinner
Date: Mon, 2 Mar 2026 07:00:00 +0000
Message-ID: <d-0@else.example>
MIME-Version: 1.0
Content-Type: text/calendar; charset=utf-8; method=REQUEST

BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Else//Mail//EN
METHOD:REQUEST
BEGIN:VEVENT
UID:dinner@else.example
DTSTAMP:20260302T070000Z
SEQUENCE:0
DTSTART:20260311T190000Z
DTEND:20260311T220000Z
SUMMARY:Dinner
ORGANIZER:mailto:bob@else.example
ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:alice@example.org
ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:carol@cal.example.org
END:VEVENT
END:VCALENDAR
