# Erin, to whom Bob passed his invitation on, is let in by Alice on her page. Dave cannot see or decide it, nor can anybody without a sign-in or from a page of another site.
# RFC 5546 §3.2.2.6, RFC 6454 §7
user alice  alice@example.org
user dave   dave@example.org
alice PUT /dav/calendars/alice/calendar/lunch.ics  lunch.ics
< 201
mail to bob@else.example
set organizer from calendar ORGANIZER
time +1h
smtp erin@third.example -> $organizer answer.eml
< 250 *
mail to alice@example.org
< Subject: erin@third.example *Lunch*
< text contains Nothing was changed. Accept it, and the address is on the guest list with this answer.
< text contains Accept or refuse it: https://cal.example.org/waiting/

guest GET /sign-in
< Set-Cookie: __Host-rsvpd=$visit; *
< body sign-in.txt
guest POST /sign-in  form=$form&to=/waiting/&name=alice&password=alice
> Cookie: __Host-rsvpd=$visit
< Set-Cookie: __Host-rsvpd=$session; *
guest GET /waiting/
> Cookie: __Host-rsvpd=$session
< contains erin@third.example
< contains answered without an invitation.
< contains <dt>Answer</dt><dd dir="auto"><p>will come</p>
< body waiting.txt

# Dave is signed in, knows everything that Alice's page says, and is told that there is no such question.
guest GET /sign-in
< Set-Cookie: __Host-rsvpd=$other-visit; *
< body other-sign-in.txt
guest POST /sign-in  form=$other-form&name=dave&password=dave
> Cookie: __Host-rsvpd=$other-visit
< Set-Cookie: __Host-rsvpd=$dave; *
guest GET /waiting/
> Cookie: __Host-rsvpd=$dave
< 200
< contains Nothing waits for your decision.
< lacks erin
< lacks Lunch
guest GET /settings/
> Cookie: __Host-rsvpd=$dave
< contains Nothing waits for your decision
< body daves.txt
guest POST /waiting/accept  form=$daves-token&id=$id&seen=$seen
> Cookie: __Host-rsvpd=$dave
< 404
< contains That question is not there any more
< lacks Lunch
guest POST /waiting/refuse  form=$daves-token&id=$id&seen=$seen
> Cookie: __Host-rsvpd=$dave
< 404

# Without a sign-in, without the token, with that of another session, and from elsewhere.
guest GET /waiting/
< 303
< lacks erin
guest POST /waiting/accept  form=$token&id=$id&seen=$seen
< 403
< lacks erin
guest POST /waiting/accept  id=$id&seen=$seen
> Cookie: __Host-rsvpd=$session
< 403
< contains This form is no longer good.
guest POST /waiting/accept  form=$daves-token&id=$id&seen=$seen
> Cookie: __Host-rsvpd=$session
< 403
guest POST /waiting/refuse  form=$token&id=$id&seen=$seen
> Cookie: __Host-rsvpd=$session
> Sec-Fetch-Site: cross-site
< 403
guest POST /waiting/accept  form=$token&id=$id&seen=$seen
> Cookie: __Host-rsvpd=$session
> Origin: https://evil.example
< 403
guest POST /waiting/accept  form=$token&id=1000&seen=$seen
> Cookie: __Host-rsvpd=$session
< 404
pending alice
< newcomer erin@third.example: lunch@example.org
alice GET /dav/calendars/alice/calendar/lunch.ics
< lacks erin@
no mail

guest POST /waiting/accept  form=$token&id=$id&seen=$seen
> Cookie: __Host-rsvpd=$session
> Sec-Fetch-Site: same-origin
< 200
< contains They are on the guest list now, with their answer.
pending alice
alice GET /dav/calendars/alice/calendar/lunch.ics
< contains ATTENDEE;PARTSTAT=ACCEPTED;CN=Erin
< contains erin@third.ex
ignore mail

-- lunch.ics --
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

-- answer.eml --
From: Erin <erin@third.example>
To: $organizer
Subject: Accepted: Lunch
Date: Mon, 2 Mar 2026 10:30:00 +0000
Message-ID: <answer-1@third.example>
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
ORGANIZER:mailto:$organizer
ATTENDEE;CN=Erin;PARTSTAT=ACCEPTED:mailto:erin@third.example
END:VEVENT
END:VCALENDAR

-- sign-in.txt --
...
<input type="hidden" name="form" value="$form">
...

-- other-sign-in.txt --
...
<input type="hidden" name="form" value="$other-form">
...

-- waiting.txt --
...
<form class="within" method="post" action="/waiting/accept">
<input type="hidden" name="form" value="$token">
<input type="hidden" name="id" value="$id">
<input type="hidden" name="seen" value="$seen">
...

-- daves.txt --
...
<input type="hidden" name="form" value="$daves-token">
...
