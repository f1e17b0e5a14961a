# A friend writes to Alice's own address, and his mail server finds the calendar server there: it has no mailbox for her and says so at once, so that the friend hears of it. Her invitations it takes.
# RFC 5321 §4.2.5, §6.1
user alice  alice@example.org
user carol  carol@cal.example.org
smtp bob@else.example -> alice@example.org letter.eml
< 550 5.7.1 *mailbox*
smtp bob@else.example -> carol@cal.example.org letter.eml
< 550 5.7.1 *mailbox*
smtp bob@else.example -> alice@cal.example.org letter.eml
< 250 *
mail to alice@example.org
< Subject: Hello
lmtp bob@else.example -> alice@example.org letter.eml
< 250 *
smtp bob@else.example -> alice@example.org invitation.eml
< 250 *
no mail

-- letter.eml --
From: Bob <bob@else.example>
To: alice@example.org
Subject: Hello
Date: Mon, 2 Mar 2026 09:30:00 +0000
Message-ID: <hello-1@else.example>

How are you?

-- invitation.eml --
From: bob@else.example
To: alice@example.org
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
END:VEVENT
END:VCALENDAR
