# Bob moves and copies events between his calendar and one of Alice's that he may write: it becomes hers, and counts in her quota.
# RFC 3744 appendix B, RFC 4331 §6, RFC 4791 §5.3.2.1, RFC 4918 §9.8, §9.9
config small.toml
user alice  alice@example.org
user bob    bob@example.org
user carol  carol@example.org
alice ACL /dav/calendars/alice/calendar/  write.xml
< 200
alice PUT /dav/calendars/alice/calendar/ski.ics  ski.ics
< 201
bob PUT /dav/calendars/bob/calendar/walk.ics  walk.ics
< 201
bob PUT /dav/calendars/bob/calendar/run.ics  run.ics
< 201
bob PUT /dav/calendars/bob/calendar/swim.ics  swim.ics
< 201
bob PROPFIND /dav/calendars/bob/  used.xml
> Depth: 0
< 207
< body all.xml
bob MOVE /dav/calendars/bob/calendar/walk.ics
> Destination: /dav/calendars/alice/calendar/walk.ics
< 201
< ETag: *
bob GET /dav/calendars/bob/calendar/walk.ics
< 404
alice GET /dav/calendars/alice/calendar/walk.ics
< 200
< contains Walk
bob PROPFIND /dav/calendars/bob/  used.xml
> Depth: 0
< 207
< body less.xml
bob COPY /dav/calendars/alice/calendar/walk.ics
> Destination: /dav/calendars/bob/calendar/walk-too.ics
< 201
bob MOVE /dav/calendars/bob/calendar/walk-too.ics                # the UID is there already
> Destination: /dav/calendars/alice/calendar/another.ics
< 409
< contains /dav/calendars/alice/calendar/walk.ics
bob COPY /dav/calendars/bob/calendar/walk-too.ics
> Destination: /dav/calendars/alice/calendar/walk.ics
< 204
bob COPY /dav/calendars/bob/calendar/run.ics
> Destination: /dav/calendars/alice/calendar/run.ics
< 201
bob COPY /dav/calendars/bob/calendar/swim.ics                     # Alice's space is full
> Destination: /dav/calendars/alice/calendar/swim.ics
< 507
< contains quota-not-exceeded
bob MOVE /dav/calendars/bob/calendar/swim.ics
> Destination: /dav/calendars/alice/tasks/swim.ics
< 403
carol COPY /dav/calendars/bob/calendar/run.ics
> Destination: /dav/calendars/carol/calendar/run.ics
< 403
carol MOVE /dav/calendars/alice/calendar/walk.ics
> Destination: /dav/calendars/carol/calendar/walk.ics
< 403
bob MOVE /dav/calendars/alice/calendar/run.ics
> Destination: /dav/calendars/bob/calendar/run-back.ics
< 409
bob DELETE /dav/calendars/bob/calendar/run.ics
< 204
bob MOVE /dav/calendars/alice/calendar/run.ics
> Destination: /dav/calendars/bob/calendar/run.ics
< 201
alice GET /dav/calendars/alice/calendar/run.ics
< 404
bob COPY /dav/calendars/alice/calendar/
> Destination: /dav/calendars/bob/hers/
< 403
bob MOVE /dav/calendars/alice/calendar/
> Destination: /dav/calendars/bob/hers/
< 403

-- small.toml --
[limits]
quota_objects = 3
-- write.xml --
<D:acl xmlns:D="DAV:"><D:ace><D:principal><D:href>/dav/principals/bob/</D:href></D:principal>
  <D:grant><D:privilege><D:read/></D:privilege><D:privilege><D:write/></D:privilege></D:grant></D:ace></D:acl>
-- used.xml --
<D:propfind xmlns:D="DAV:"><D:prop><D:quota-used-bytes/></D:prop></D:propfind>
-- all.xml --
<D:multistatus><D:response><D:href>/dav/calendars/bob/</D:href><D:propstat><D:prop>
<D:quota-used-bytes>643</D:quota-used-bytes></D:prop><D:status>HTTP/1.1 200 OK</D:status></D:propstat></D:response></D:multistatus>
-- less.xml --
<D:multistatus><D:response><D:href>/dav/calendars/bob/</D:href><D:propstat><D:prop>
<D:quota-used-bytes>428</D:quota-used-bytes></D:prop><D:status>HTTP/1.1 200 OK</D:status></D:propstat></D:response></D:multistatus>
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
-- ski.ics --
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//Stories//EN
BEGIN:VEVENT
UID:ski@example.org
DTSTAMP:20260302T090000Z
DTSTART:20260310T120000Z
DTEND:20260310T130000Z
SUMMARY:Ski
END:VEVENT
END:VCALENDAR
-- run.ics --
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//Stories//EN
BEGIN:VEVENT
UID:run@example.org
DTSTAMP:20260302T090000Z
DTSTART:20260310T120000Z
DTEND:20260310T130000Z
SUMMARY:Run
END:VEVENT
END:VCALENDAR
-- swim.ics --
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//Stories//EN
BEGIN:VEVENT
UID:swim@example.org
DTSTAMP:20260302T090000Z
DTSTART:20260310T120000Z
DTEND:20260310T130000Z
SUMMARY:Swim
END:VEVENT
END:VCALENDAR
