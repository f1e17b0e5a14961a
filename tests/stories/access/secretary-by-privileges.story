# Sue may write in Alice's calendar by an access list; with each scheduling privilege on the outbox she may do one thing more in Alice's name, and everybody reads that it was her: invite, answer, and not ask for busy times.
# RFC 6638 §6.2.1 to §6.2.4, RFC 5545 §3.2.18, RFC 3744 §8.1
user alice  alice@example.org
user sue    sue@example.org
user carol  carol@example.org
alice ACL /dav/calendars/alice/calendar/  write.xml
< 200
carol PUT /dav/calendars/carol/calendar/tea.ics  tea.ics
< 201
sue PUT /dav/calendars/alice/calendar/lunch.ics  lunch.ics
< 403
< contains schedule-send-invite
sue edits /dav/calendars/alice/calendar/tea@example.org.ics
> ATTENDEE;PARTSTAT=ACCEPTED:mailto:alice@example.org
< 403
< contains schedule-send-reply
no mail

alice ACL /dav/calendars/alice/outbox/  invite.xml
< 200
sue PUT /dav/calendars/alice/calendar/lunch.ics  lunch.ics
< 201
mail to gina@else.example
< text contains Sue <sue@example.org> on behalf of Alice <alice@example.org> invites you
< text/calendar; method=REQUEST  request.ics
notices carol
< invited: Invitation from alice@example.org: Lunch / Sent by sue@example.org on behalf of alice@example.org.
sue edits /dav/calendars/alice/calendar/tea@example.org.ics
> ATTENDEE;PARTSTAT=ACCEPTED:mailto:alice@example.org
< 403
sue POST /dav/calendars/alice/outbox/  busy.ics
< 403
sue POST /dav/calendars/alice/outbox/  counter.ics
< 403

alice ACL /dav/calendars/alice/outbox/  reply.xml
< 200
sue edits /dav/calendars/alice/calendar/tea@example.org.ics
> ATTENDEE;PARTSTAT=ACCEPTED:mailto:alice@example.org
< 204
notices carol
< ...
< answered: alice@example.org accepted: Lunch / Sent by sue@example.org on behalf of alice@example.org.
sue POST /dav/calendars/alice/outbox/  counter.ics
< 200
notices carol
< ...
< proposal: alice@example.org proposes a new time: Lunch / * / Sent by sue@example.org on behalf of alice@example.org.
sue POST /dav/calendars/alice/outbox/  busy.ics
< 403
sue edits /dav/calendars/alice/calendar/lunch.ics
> SUMMARY:Long lunch
< 403
< contains schedule-send-invite

# Alice confirms in person what Sue answered for her: the others see that, though the answer is the same.
alice edits /dav/calendars/alice/calendar/tea@example.org.ics
> +COMMENT:I do come
< 204
carol GET /dav/calendars/carol/calendar/tea.ics
< 200
< lacks sue@example.org
ignore mail

-- write.xml --
<D:acl xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav"><D:ace>
  <D:principal><D:href>/dav/principals/sue/</D:href></D:principal>
  <D:grant><D:privilege><D:read/></D:privilege><D:privilege><D:write/></D:privilege></D:grant>
</D:ace></D:acl>

-- invite.xml --
<D:acl xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav"><D:ace>
  <D:principal><D:href>/dav/principals/sue/</D:href></D:principal>
  <D:grant><D:privilege><D:read/></D:privilege><D:privilege><C:schedule-send-invite/></D:privilege></D:grant>
</D:ace></D:acl>

-- reply.xml --
<D:acl xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav"><D:ace>
  <D:principal><D:href>/dav/principals/sue/</D:href></D:principal>
  <D:grant><D:privilege><D:read/></D:privilege><D:privilege><C:schedule-send-reply/></D:privilege></D:grant>
</D:ace></D:acl>

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
SUMMARY:Lunch
ORGANIZER:mailto:carol@example.org
ATTENDEE;PARTSTAT=ACCEPTED:mailto:carol@example.org
ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:alice@example.org
END:VEVENT
END:VCALENDAR

-- counter.ics --
BEGIN:VCALENDAR
VERSION:2.0
METHOD:COUNTER
PRODID:-//Example//Stories//EN
BEGIN:VEVENT
UID:tea@example.org
DTSTAMP:20260302T090000Z
DTSTART:20260312T170000Z
DTEND:20260312T180000Z
SUMMARY:Lunch
ORGANIZER:mailto:carol@example.org
ATTENDEE;PARTSTAT=TENTATIVE:mailto:alice@example.org
END:VEVENT
END:VCALENDAR

-- busy.ics --
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//Stories//EN
METHOD:REQUEST
BEGIN:VFREEBUSY
UID:busy@example.org
DTSTAMP:20260302T090000Z
DTSTART:20260310T000000Z
DTEND:20260311T000000Z
ORGANIZER:mailto:alice@example.org
ATTENDEE:mailto:carol@example.org
END:VFREEBUSY
END:VCALENDAR

-- request.ics --
BEGIN:VCALENDAR
...
BEGIN:VEVENT
UID:lunch@example.org
ORGANIZER;SENT-BY="mailto:sue@example.org";*:*
...
END:VEVENT
END:VCALENDAR
