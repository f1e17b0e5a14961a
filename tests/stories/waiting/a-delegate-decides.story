# Bob acts for Alice: on his page he finds what waits for her, apart from his own, moves her meeting to a proposed time, keeps it another time and lets a guest in; guests read that he did it for her. Dave may only read for Alice and finds nothing, nor does Erin, who is nobody to her.
# RFC 5545 §3.2.18, RFC 5546 §2.1.3, §3.2.2.6, §3.2.7, §3.2.8
user alice  alice@example.org
user bob    bob@example.org
user dave   dave@example.org
user erin   erin@example.org
group office bob
member office bob
office acts for alice
dave reads for alice
alice PUT /dav/calendars/alice/calendar/lunch.ics  lunch.ics
< 201
mail to gina@else.example
set page from link
set organizer from calendar ORGANIZER
bob PUT /dav/calendars/bob/calendar/tea.ics  tea.ics
< 201
mail to gina@else.example
set tea from link
guest POST $page/proposal  start=2026-03-11T14:00&end=2026-03-11T15:30
< 200
guest POST $tea/proposal  start=2026-03-12T16:00&end=2026-03-12T17:00
< 200
ignore mail

guest GET /sign-in
< Set-Cookie: __Host-rsvpd=$visit; *
< body sign-in.txt
guest POST /sign-in  form=$form&to=/waiting/&name=bob&password=bob
> Cookie: __Host-rsvpd=$visit
< Set-Cookie: __Host-rsvpd=$bob; *
guest GET /settings/
> Cookie: __Host-rsvpd=$bob
< contains Waiting for your decision: 1; for others, for whom you act: 1
guest GET /waiting/
> Cookie: __Host-rsvpd=$bob
< contains One question waits for your decision.
< contains Tea
< lacks Lunch
< contains <a href="/waiting/?for=alice">Waiting for <span dir="auto">Alice</span>: 1</a>
guest GET /waiting/?for=alice
> Cookie: __Host-rsvpd=$bob
< 200
< contains One question waits for Alice.
< contains These are not yours: you act for <strong dir="auto">Alice</strong>.
< contains Lunch
< contains Wednesday, 11 March 2026, 14:00–15:30
< lacks Tea
< body alices.txt

# Dave, who may only read, and Erin are told nothing, and can do nothing with all that Bob's page says.
guest GET /sign-in
< Set-Cookie: __Host-rsvpd=$daves-visit; *
< body daves-sign-in.txt
guest POST /sign-in  form=$daves-form&to=/waiting/&name=dave&password=dave
> Cookie: __Host-rsvpd=$daves-visit
< Set-Cookie: __Host-rsvpd=$dave; *
guest GET /settings/
> Cookie: __Host-rsvpd=$dave
< contains Nothing waits for your decision
< lacks for whom you act
< body daves.txt
guest GET /waiting/
> Cookie: __Host-rsvpd=$dave
< lacks Lunch
< lacks Alice
guest GET /waiting/?for=alice
> Cookie: __Host-rsvpd=$dave
< 404
< contains You act for nobody of that name.
< lacks Lunch
< lacks gina
guest GET /waiting/?for=nobody
> Cookie: __Host-rsvpd=$dave
< 404
< contains You act for nobody of that name.
guest POST /waiting/accept  form=$daves-token&for=alice&id=$id&seen=$seen
> Cookie: __Host-rsvpd=$dave
< 404
< lacks Lunch
guest GET /sign-in
< Set-Cookie: __Host-rsvpd=$erins-visit; *
< body erins-sign-in.txt
guest POST /sign-in  form=$erins-form&to=/waiting/&name=erin&password=erin
> Cookie: __Host-rsvpd=$erins-visit
< Set-Cookie: __Host-rsvpd=$erin; *
guest GET /settings/
> Cookie: __Host-rsvpd=$erin
< body erins.txt
guest GET /waiting/?for=alice
> Cookie: __Host-rsvpd=$erin
< 404
< lacks Lunch
guest POST /waiting/refuse  form=$erins-token&for=alice&id=$id&seen=$seen
> Cookie: __Host-rsvpd=$erin
< 404
pending alice
< proposal of gina@else.example: lunch@example.org
no mail

# Bob moves it.
guest POST /waiting/accept  form=$token&for=alice&id=$id&seen=$seen
> Cookie: __Host-rsvpd=$bob
< 200
< contains The meeting is moved to the proposed time.
< contains Nothing waits for Alice.
mail to gina@else.example
< text contains Bob <bob@example.org> on behalf of Alice <alice@example.org>
< text/calendar; method=REQUEST  moved.ics
timeline lunch@example.org
< ...
< accepted: the proposal of gina@else.example
< acted: bob for alice
< ...
alice GET /dav/calendars/alice/calendar/lunch.ics
< contains DTSTART:20260311T140000Z
< lacks SENT-BY

# The next proposal he refuses, with a word, and somebody whom Gina told of it is let in.
time +5m
guest POST $page/proposal  start=2026-03-13T14:00&end=2026-03-13T15:30
< 200
ignore mail
guest GET /waiting/?for=alice
> Cookie: __Host-rsvpd=$bob
< body second.txt
guest POST /waiting/refuse  form=$token&for=alice&id=$second&seen=$second-seen&comment=Alice+is+away
> Cookie: __Host-rsvpd=$bob
< 200
< contains The meeting stays as it is.
mail to gina@else.example
< text contains Alice is away
< text/calendar; method=DECLINECOUNTER  stays.ics
smtp hugo@third.example -> $organizer answer.eml
< 250 *
ignore mail
guest GET /waiting/?for=alice
> Cookie: __Host-rsvpd=$bob
< contains hugo@third.example
< body third.txt
guest POST /waiting/accept  form=$token&for=alice&id=$third&seen=$third-seen
> Cookie: __Host-rsvpd=$bob
< 200
< contains They are on the guest list now, with their answer.
mail to hugo@third.example
< text/calendar; method=REQUEST  welcome.ics
ignore mail
pending bob
< proposal of gina@else.example: tea@example.org

# Alice has other people now.
alice PROPPATCH /dav/principals/alice/calendar-proxy-write/  nobody.xml
< 207
time +5m
guest POST $page/proposal  start=2026-03-14T14:00&end=2026-03-14T15:30
< 200
ignore mail
guest GET /waiting/?for=alice
> Cookie: __Host-rsvpd=$bob
< 404
< lacks Lunch

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
ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:gina@else.example
END:VEVENT
END:VCALENDAR

-- tea.ics --
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//Stories//EN
BEGIN:VEVENT
UID:tea@example.org
DTSTAMP:20260302T090000Z
DTSTART:20260312T150000Z
DTEND:20260312T160000Z
SUMMARY:Tea
ORGANIZER:mailto:bob@example.org
ATTENDEE;PARTSTAT=ACCEPTED:mailto:bob@example.org
ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:gina@else.example
END:VEVENT
END:VCALENDAR

-- moved.ics --
BEGIN:VCALENDAR
...
BEGIN:VEVENT
DTSTART:20260311T140000Z
ORGANIZER;SENT-BY="mailto:bob@example.org";*:mailto:i-*@cal.example.org
...
END:VEVENT
END:VCALENDAR

-- stays.ics --
BEGIN:VCALENDAR
...
BEGIN:VEVENT
ORGANIZER;SENT-BY="mailto:bob@example.org";*:mailto:i-*@cal.example.org
...
END:VEVENT
END:VCALENDAR

-- welcome.ics --
BEGIN:VCALENDAR
...
BEGIN:VEVENT
ORGANIZER;SENT-BY="mailto:bob@example.org";*:mailto:i-*@cal.example.org
...
END:VEVENT
END:VCALENDAR

-- nobody.xml --
<D:propertyupdate xmlns:D="DAV:"><D:set><D:prop><D:group-member-set/></D:prop></D:set></D:propertyupdate>

-- answer.eml --
From: Hugo <hugo@third.example>
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
DTSTART:20260311T140000Z
SEQUENCE:1
SUMMARY:Lunch
ORGANIZER:mailto:$organizer
ATTENDEE;CN=Hugo;PARTSTAT=ACCEPTED:mailto:hugo@third.example
END:VEVENT
END:VCALENDAR

-- sign-in.txt --
...
<input type="hidden" name="form" value="$form">
...

-- daves-sign-in.txt --
...
<input type="hidden" name="form" value="$daves-form">
...

-- erins-sign-in.txt --
...
<input type="hidden" name="form" value="$erins-form">
...

-- daves.txt --
...
<input type="hidden" name="form" value="$daves-token">
...

-- erins.txt --
...
<input type="hidden" name="form" value="$erins-token">
...

-- alices.txt --
...
<form class="within" method="post" action="/waiting/accept">
<input type="hidden" name="form" value="$token">
<input type="hidden" name="for" value="alice">
<input type="hidden" name="id" value="$id">
<input type="hidden" name="seen" value="$seen">
...

-- second.txt --
...
<form class="within" method="post" action="/waiting/refuse" accept-charset="utf-8">
<input type="hidden" name="form" value="$token">
<input type="hidden" name="for" value="alice">
<input type="hidden" name="id" value="$second">
<input type="hidden" name="seen" value="$second-seen">
...

-- third.txt --
...
<form class="within" method="post" action="/waiting/accept">
<input type="hidden" name="form" value="$token">
<input type="hidden" name="for" value="alice">
<input type="hidden" name="id" value="$third">
<input type="hidden" name="seen" value="$third-seen">
...
