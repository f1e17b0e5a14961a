# Alice, who has no shell on the server, moves a meeting to the time that Bob proposes, and refuses the next one, on the page that her mail names. A proposal that is not there as she saw it is not decided.
# RFC 5546 §3.2.7, §3.2.8, RFC 9110 §9.2.1
user alice  alice@example.org
user carol  carol@example.org
alice PUT /dav/calendars/alice/calendar/lunch.ics  lunch.ics
< 201
mail to bob@else.example
set page from link
guest POST $page/proposal  start=2026-03-11T14:00&end=2026-03-11T15:30&comment=Not+before+%3Cb%3Etwo%3C/b%3E
< 200
mail to alice@example.org
< text contains Accept or refuse it: https://cal.example.org/waiting/

guest GET /waiting/
< 303
< Location: /sign-in?to=/waiting/
guest GET /sign-in?to=/waiting/
< Set-Cookie: __Host-rsvpd=$visit; *
< body sign-in.txt
guest POST /sign-in  form=$form&to=/waiting/&name=alice&password=alice
> Cookie: __Host-rsvpd=$visit
< 303
< Location: /waiting/
< Set-Cookie: __Host-rsvpd=$session; *
guest GET /settings/
> Cookie: __Host-rsvpd=$session
< contains Waiting for your decision: 1
guest GET /waiting/
> Cookie: __Host-rsvpd=$session
< 200
< Cache-Control: no-store
< contains One question waits for your decision.
< contains <h2 id="title-1" dir="auto">Lunch</h2>
< contains bob@else.example
< contains proposes another time.
< contains Tuesday, 10 March 2026, 12:00–13:00
< contains <dt>When (proposed)</dt>
< contains Wednesday, 11 March 2026, 14:00–15:30
< contains Not before &#60;b&#62;two
< lacks Nothing proves that this is theirs
< body first.txt

# Reading changes nothing, whatever the address says.
guest GET /waiting/accept?form=$token&id=$id&seen=$seen
> Cookie: __Host-rsvpd=$session
< 303
< Location: /waiting/
alice GET /dav/calendars/alice/calendar/lunch.ics
< contains DTSTART:20260310T120000Z

# Bob thinks of another time while Alice looks at the page: she said yes to the former one.
time +5m
guest POST $page/proposal  start=2026-03-12T14:00&end=2026-03-12T15:30
< 200
mail to alice@example.org
guest POST /waiting/accept  form=$token&id=$id&seen=$seen
> Cookie: __Host-rsvpd=$session
< 404
< contains That question is not there any more, or there is another version of it
< contains Thursday, 12 March 2026, 14:00–15:30
< body second.txt
alice GET /dav/calendars/alice/calendar/lunch.ics
< contains DTSTART:20260310T120000Z

guest POST /waiting/accept  form=$token&id=$id&seen=$later
> Cookie: __Host-rsvpd=$session
< 200
< contains The meeting is moved to the proposed time.
< contains Nothing waits for your decision.
alice GET /dav/calendars/alice/calendar/lunch.ics
< contains DTSTART:20260312T140000Z
< contains DTEND:20260312T153000Z
carol GET /dav/calendars/carol/calendar/lunch@example.org.ics
< contains DTSTART:20260312T140000Z
mail to bob@else.example
< text/calendar; method=REQUEST
guest POST /waiting/accept  form=$token&id=$id&seen=$later
> Cookie: __Host-rsvpd=$session
< 404
< contains Nothing was done now.

# The next one is refused, with a word.
time +5m
guest POST $page/proposal  start=2026-03-13T14:00&end=2026-03-13T15:30
< 200
mail to alice@example.org
guest GET /waiting/
> Cookie: __Host-rsvpd=$session
< body third.txt
guest POST /waiting/refuse  form=$token&id=$third&seen=$newest&comment=The+room+is+taken
> Cookie: __Host-rsvpd=$session
< 200
< contains The meeting stays as it is. Whoever proposed is told.
mail to bob@else.example
< Subject: Declined proposal: *
< text/calendar; method=DECLINECOUNTER
< text contains The room is taken
alice GET /dav/calendars/alice/calendar/lunch.ics
< contains DTSTART:20260312T140000Z
no mail

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
ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:carol@example.org
ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:bob@else.example
END:VEVENT
END:VCALENDAR

-- sign-in.txt --
...
<input type="hidden" name="form" value="$form">
<input type="hidden" name="to" value="/waiting/">
...

-- first.txt --
...
<form class="within" method="post" action="/waiting/accept">
<input type="hidden" name="form" value="$token">
<input type="hidden" name="id" value="$id">
<input type="hidden" name="seen" value="$seen">
...

-- second.txt --
...
<form class="within" method="post" action="/waiting/accept">
<input type="hidden" name="form" value="$token">
<input type="hidden" name="id" value="$id">
<input type="hidden" name="seen" value="$later">
...

-- third.txt --
...
<form class="within" method="post" action="/waiting/refuse" accept-charset="utf-8">
<input type="hidden" name="form" value="$token">
<input type="hidden" name="id" value="$third">
<input type="hidden" name="seen" value="$newest">
...
