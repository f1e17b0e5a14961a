# Alice asks Bob and Dora, who are elsewhere, to write a report, changes it, takes Dora off and calls it off: mails and pages speak of a task, not of an event.
# RFC 5546 §3.4.2, §3.4.5
user alice  alice@example.org

alice PUT /dav/calendars/alice/tasks/report.ics  report.ics
< 201
mail to bob@else.example
< text contains asks you to do a task.
< text contains on the guest list of this task.
< text lacks event
set page from link
mail to dora@else.example
set doras from link

time +1h
alice edits /dav/calendars/alice/tasks/report.ics
> DUE;VALUE=DATE:20260312
> -dora@
< 204
mail to bob@else.example
< text contains changed a task you are asked to do.
< text lacks event
< html lacks event
mail to dora@else.example
< text contains The task itself may still be done by others.
< text lacks event
guest GET $doras
< 410
< contains For the others it may still stand.
< lacks event

time +1h
alice DELETE /dav/calendars/alice/tasks/report.ics
< 204
mail to bob@else.example
< text contains Cancelled: this task is not to be done.
< text lacks event
guest GET $page
< 410
< contains This was cancelled
< contains The organizer called it off.
< lacks event

-- report.ics --
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//Stories//EN
BEGIN:VTODO
UID:report@example.org
DTSTAMP:20260302T090000Z
DUE;VALUE=DATE:20260310
SUMMARY:Write the report
ORGANIZER:mailto:alice@example.org
ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:bob@else.example
ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:dora@else.example
END:VTODO
END:VCALENDAR
