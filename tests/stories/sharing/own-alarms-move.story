# Bob brings an event with an alarm into a calendar that Alice shares, and copies one of hers out: no alarm changes hands. When she moves the event to another calendar and back, or to one that she shares, too, it is there with his alarm.
# caldav-sharing §5.5.4, RFC 4918 §9.8, §9.9
user alice  alice@example.org
user bob    bob@example.org
alice POST /dav/calendars/alice/calendar/  share.xml
< 200
bob POST /dav/calendars/bob/  accept.xml
< 200
< body place.xml
bob PUT /dav/calendars/bob/calendar/walk.ics  walk.ics
< 201
bob MOVE /dav/calendars/bob/calendar/walk.ics
> Destination: $place/walk.ics
< 201
< ETag: $etag
bob GET $place/walk.ics
< 200
< ETag: $etag
< contains TRIGGER:-PT30M
alice GET /dav/calendars/alice/calendar/walk.ics
< 200
< lacks VALARM
< lacks TRANSP
bob MOVE $place/walk.ics                               # within the calendar it stays his
> Destination: $place/stroll.ics
< 201
bob GET $place/stroll.ics
< 200
< contains TRIGGER:-PT30M
alice PUT /dav/calendars/alice/calendar/run.ics  run.ics
< 201
bob COPY $place/run.ics
> Destination: /dav/calendars/bob/calendar/run.ics
< 201
bob GET /dav/calendars/bob/calendar/run.ics
< 200
< contains Run
< lacks VALARM
bob COPY $place/stroll.ics
> Destination: /dav/calendars/bob/calendar/stroll.ics
< 201
bob GET /dav/calendars/bob/calendar/stroll.ics
< 200
< contains TRIGGER:-PT30M
alice MKCALENDAR /dav/calendars/alice/two/
< 201
alice MOVE /dav/calendars/alice/calendar/stroll.ics
> Destination: /dav/calendars/alice/two/stroll.ics
< 201
alice GET /dav/calendars/alice/two/stroll.ics
< 200
< lacks VALARM
bob GET $place/stroll.ics
< 404
alice MOVE /dav/calendars/alice/two/stroll.ics
> Destination: /dav/calendars/alice/calendar/stroll.ics
< 201
bob GET $place/stroll.ics
< 200
< contains TRIGGER:-PT30M
alice POST /dav/calendars/alice/two/  share.xml
< 200
bob POST /dav/calendars/bob/  accept-two.xml
< 200
< body second.xml
alice MOVE /dav/calendars/alice/calendar/stroll.ics
> Destination: /dav/calendars/alice/two/stroll.ics
< 201
bob GET $second/stroll.ics
< 200
< contains TRIGGER:-PT30M
bob edits $second/stroll.ics                           # what he says there is what he says
> +TRANSP:TRANSPARENT
< 204
alice MOVE /dav/calendars/alice/two/stroll.ics
> Destination: /dav/calendars/alice/calendar/stroll.ics
< 201
bob GET $place/stroll.ics
< 200
< contains TRIGGER:-PT30M
< contains TRANSP:TRANSPARENT
alice GET /dav/calendars/alice/calendar/stroll.ics
< 200
< lacks VALARM
alice DELETE /dav/calendars/alice/two/
< 204
bob PUT $place/whole-day.ics  whole-day.ics            # a whole day keeps her free until she says otherwise
< 201
alice GET /dav/calendars/alice/calendar/whole-day.ics
< 200
< contains TRANSP:TRANSPARENT
bob GET $place/whole-day.ics
< 200
< contains TRANSP:OPAQUE

-- share.xml --
<CS:share xmlns:D="DAV:" xmlns:CS="http://calendarserver.org/ns/">
  <CS:set><D:href>mailto:bob@example.org</D:href><CS:read-write/></CS:set></CS:share>
-- accept.xml --
<CS:invite-reply xmlns:D="DAV:" xmlns:CS="http://calendarserver.org/ns/"><CS:invite-accepted/>
  <CS:hosturl><D:href>/dav/calendars/alice/calendar</D:href></CS:hosturl></CS:invite-reply>
-- accept-two.xml --
<CS:invite-reply xmlns:D="DAV:" xmlns:CS="http://calendarserver.org/ns/"><CS:invite-accepted/>
  <CS:hosturl><D:href>/dav/calendars/alice/two</D:href></CS:hosturl></CS:invite-reply>
-- second.xml --
<CS:shared-as><D:href>$second</D:href></CS:shared-as>
-- place.xml --
<CS:shared-as><D:href>$place</D:href></CS:shared-as>
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
TRANSP:TRANSPARENT
BEGIN:VALARM
ACTION:AUDIO
TRIGGER:-PT30M
END:VALARM
END:VEVENT
END:VCALENDAR
-- run.ics --
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//Stories//EN
BEGIN:VEVENT
UID:run@example.org
DTSTAMP:20260302T090000Z
DTSTART:20260311T120000Z
DTEND:20260311T130000Z
SUMMARY:Run
BEGIN:VALARM
ACTION:AUDIO
TRIGGER:-PT15M
END:VALARM
END:VEVENT
END:VCALENDAR
-- whole-day.ics --
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//Stories//EN
BEGIN:VEVENT
UID:offsite@example.org
DTSTAMP:20260302T090000Z
DTSTART;VALUE=DATE:20260312
SUMMARY:Offsite
TRANSP:OPAQUE
END:VEVENT
END:VCALENDAR
