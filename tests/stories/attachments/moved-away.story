# Bob moves an event with a menu out of a calendar that Alice shares with him: the menu goes with it and takes his space, not hers. One that he copies keeps it when she deletes hers. Those whom she invites take nothing off her meeting.
# RFC 8607 §3.7, §3.12.2, RFC 4918 §9.8, §9.9, RFC 4331 §4
user alice  alice@example.org
user bob    bob@example.org
alice POST /dav/calendars/alice/calendar/  share.xml
< 200
bob POST /dav/calendars/bob/  accept.xml
< 200
< body place.xml
alice PROPFIND /dav/calendars/alice/calendar/  space.xml
> Depth: 0
< 207
< body before.xml
alice PUT /dav/calendars/alice/calendar/walk.ics  walk.ics
< 201
alice POST /dav/calendars/alice/calendar/walk.ics?action=attachment-add  map.txt
> Content-Type: text/plain
> Content-Disposition: attachment; filename=map.txt
< 201
< Cal-Managed-ID: $map
bob COPY $place/walk.ics
> Destination: /dav/calendars/bob/calendar/copy.ics
< 201
bob MOVE $place/walk.ics
> Destination: /dav/calendars/bob/tasks/walk.ics
< 403
bob DELETE /dav/calendars/bob/calendar/copy.ics
< 204
bob MOVE $place/walk.ics
> Destination: /dav/calendars/bob/calendar/walk.ics
< 201
bob GET /dav/calendars/bob/calendar/walk.ics
< 200
< contains MANAGED-ID=$map
bob GET /dav/attachments/$map/map.txt
< 200
< body map.txt
alice GET /dav/attachments/$map/map.txt
< 404
alice PROPFIND /dav/calendars/alice/calendar/  space.xml
> Depth: 0
< 207
< body before.xml

# Back again, a copy, and then hers goes.
bob MOVE /dav/calendars/bob/calendar/walk.ics
> Destination: $place/walk.ics
< 201
bob COPY $place/walk.ics
> Destination: /dav/calendars/bob/calendar/copy.ics
< 201
alice DELETE /dav/calendars/alice/calendar/walk.ics
< 204
bob GET /dav/attachments/$map/map.txt
< 200
alice PROPFIND /dav/calendars/alice/calendar/  space.xml
> Depth: 0
< 207
< body before.xml

bob edits /dav/calendars/bob/calendar/copy.ics
> SUMMARY:Hike
< 204
bob GET /dav/attachments/$map/map.txt
< 200

# What Bob puts into her calendar with a map of his is hers there.
bob PUT $place/put.ics  put.ics
< 201
alice GET /dav/calendars/alice/calendar/put.ics
< 200
< body hers.ics
alice GET /dav/attachments/$hers/map.txt
< 200

# Only the organizer changes the attachments of a meeting.
alice PUT /dav/calendars/alice/calendar/lunch.ics  lunch.ics
< 201
alice POST /dav/calendars/alice/calendar/lunch.ics?action=attachment-add  map.txt
> Content-Type: text/plain
> Content-Disposition: attachment; filename=map.txt
< 201
< Cal-Managed-ID: $menu
bob REPORT /dav/calendars/bob/calendar/  all.xml
< 207
< body copies.xml
bob POST /dav/calendars/bob/calendar/$name?action=attachment-remove&managed-id=$menu
< 403
< contains allowed-attendee-scheduling-object-change
bob POST /dav/calendars/bob/calendar/$name?action=attachment-update&managed-id=$menu  map.txt
< 403
< contains allowed-attendee-scheduling-object-change
bob GET /dav/calendars/bob/calendar/$name
< 200
< contains MANAGED-ID=$menu

-- map.txt --
left
right

-- share.xml --
<CS:share xmlns:D="DAV:" xmlns:CS="http://calendarserver.org/ns/"><CS:set>
  <D:href>mailto:bob@example.org</D:href><CS:read-write/></CS:set></CS:share>

-- accept.xml --
<CS:invite-reply xmlns:D="DAV:" xmlns:CS="http://calendarserver.org/ns/"><CS:invite-accepted/>
  <CS:hosturl><D:href>/dav/calendars/alice/calendar</D:href></CS:hosturl></CS:invite-reply>

-- place.xml --
<CS:shared-as><D:href>$place</D:href></CS:shared-as>

-- space.xml --
<D:propfind xmlns:D="DAV:"><D:prop><D:quota-used-bytes/></D:prop></D:propfind>

-- before.xml --
<D:multistatus>
  <D:response><D:href>/dav/calendars/alice/calendar/</D:href>
    <D:propstat><D:prop><D:quota-used-bytes>$used</D:quota-used-bytes></D:prop><D:status>HTTP/1.1 200 OK</D:status></D:propstat>
  </D:response>
</D:multistatus>

-- all.xml --
<D:sync-collection xmlns:D="DAV:"><D:sync-token/><D:sync-level>1</D:sync-level><D:prop/></D:sync-collection>

-- copies.xml --
<D:multistatus>
<D:response><D:href>/dav/calendars/bob/calendar/copy.ics</D:href>...</D:response>
<D:response><D:href>/dav/calendars/bob/calendar/$name</D:href>...</D:response><D:sync-token>*</D:sync-token></D:multistatus>

-- walk.ics --
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//Stories//EN
BEGIN:VEVENT
UID:walk@example.org
DTSTAMP:20260302T090000Z
DTSTART:20260310T120000Z
DTEND:20260310T130000Z
SUMMARY:Walk
END:VEVENT
END:VCALENDAR

-- put.ics --
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//Stories//EN
BEGIN:VEVENT
UID:put@example.org
DTSTAMP:20260302T090000Z
DTSTART:20260310T120000Z
DTEND:20260310T130000Z
SUMMARY:Put
ATTACH;MANAGED-ID=$map:https://cal.example.org/dav/attachments/$map/map.txt
END:VEVENT
END:VCALENDAR

-- hers.ics --
BEGIN:VCALENDAR
...
BEGIN:VEVENT
UID:put@example.org
ATTACH;MANAGED-ID=$hers;FMTTYPE=text/plain;SIZE=11;FILENAME=map.txt:https://cal.example.org/dav/attachments/$hers/map.txt
...
END:VEVENT
END:VCALENDAR

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
ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:bob@example.org
END:VEVENT
END:VCALENDAR
