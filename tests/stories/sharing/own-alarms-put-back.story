# Alice deletes an event in which Bob, who shares the calendar, has an alarm, and puts it back: his alarm is there again, also when it comes back by another way.
# caldav-sharing §5.5.4, RFC 4918 §9.6, §9.9
user alice  alice@example.org
user bob    bob@example.org
user carol  carol@example.org
alice MKCALENDAR /dav/calendars/alice/two/
< 201
alice POST /dav/calendars/alice/calendar/  share.xml
< 200
alice POST /dav/calendars/alice/two/  share.xml
< 200
bob POST /dav/calendars/bob/  accept.xml
< 200
< body bobs-place.xml
bob POST /dav/calendars/bob/  accept-two.xml
< 200
< body bobs-second.xml
carol POST /dav/calendars/carol/  accept.xml
< 200
< body carols-place.xml
alice PUT /dav/calendars/alice/calendar/walk.ics  walk.ics
< 201
bob PUT $bobs/walk.ics  bobs.ics
< 204
bob REPORT $bobs/  first.xml
< 207
< body first-answer.xml

# Undone under the old name: nobody else has his alarm, and his programs hear of it.
alice DELETE /dav/calendars/alice/calendar/walk.ics
< 204
alice PUT /dav/calendars/alice/calendar/walk.ics  walk.ics
< 201
bob GET $bobs/walk.ics
< 200
< body bobs.ics
alice GET /dav/calendars/alice/calendar/walk.ics
< 200
< body walk.ics
carol GET $carols/walk.ics
< 200
< body walk.ics
bob REPORT $bobs/  next.xml
< 207
< contains TRIGGER:-PT30M

# Under another name, in another calendar that he shares, too, and back by MOVE.
alice DELETE /dav/calendars/alice/calendar/walk.ics
< 204
alice PUT /dav/calendars/alice/two/stroll.ics  walk.ics
< 201
bob GET $second/stroll.ics
< 200
< body bobs.ics
alice MOVE /dav/calendars/alice/two/stroll.ics
> Destination: /dav/calendars/alice/calendar/stroll.ics
< 201
bob GET $bobs/stroll.ics
< 200
< body bobs.ics

# Over it comes a copy from another calendar of hers.
alice MKCALENDAR /dav/calendars/alice/three/
< 201
alice PUT /dav/calendars/alice/three/stroll.ics  walk.ics
< 201
alice COPY /dav/calendars/alice/three/stroll.ics
> Destination: /dav/calendars/alice/calendar/stroll.ics
< 204
bob GET $bobs/stroll.ics
< 200
< body bobs.ics

# What he says of it when he puts it back himself counts, and what he took back does not come again.
alice DELETE /dav/calendars/alice/calendar/stroll.ics
< 204
bob PUT $bobs/again.ics  walk.ics
< 201
bob GET $bobs/again.ics
< 200
< lacks VALARM
alice DELETE /dav/calendars/alice/calendar/again.ics
< 204
alice PUT /dav/calendars/alice/calendar/walk.ics  walk.ics
< 201
bob GET $bobs/walk.ics
< 200
< lacks VALARM

# Who leaves, leaves it for good.
bob PUT $bobs/walk.ics  bobs.ics
< 204
alice DELETE /dav/calendars/alice/calendar/walk.ics
< 204
bob DELETE $bobs/
< 204
bob POST /dav/calendars/bob/  accept.xml
< 200
alice PUT /dav/calendars/alice/calendar/walk.ics  walk.ics
< 201
bob GET $bobs/walk.ics
< 200
< lacks VALARM

-- share.xml --
<CS:share xmlns:D="DAV:" xmlns:CS="http://calendarserver.org/ns/">
  <CS:set><D:href>mailto:bob@example.org</D:href><CS:read-write/></CS:set>
  <CS:set><D:href>mailto:carol@example.org</D:href><CS:read/></CS:set></CS:share>
-- accept.xml --
<CS:invite-reply xmlns:D="DAV:" xmlns:CS="http://calendarserver.org/ns/"><CS:invite-accepted/>
  <CS:hosturl><D:href>/dav/calendars/alice/calendar</D:href></CS:hosturl></CS:invite-reply>
-- accept-two.xml --
<CS:invite-reply xmlns:D="DAV:" xmlns:CS="http://calendarserver.org/ns/"><CS:invite-accepted/>
  <CS:hosturl><D:href>/dav/calendars/alice/two</D:href></CS:hosturl></CS:invite-reply>
-- bobs-place.xml --
<CS:shared-as><D:href>$bobs</D:href></CS:shared-as>
-- bobs-second.xml --
<CS:shared-as><D:href>$second</D:href></CS:shared-as>
-- carols-place.xml --
<CS:shared-as><D:href>$carols</D:href></CS:shared-as>
-- first.xml --
<D:sync-collection xmlns:D="DAV:"><D:sync-token/><D:sync-level>1</D:sync-level><D:prop><D:getetag/></D:prop></D:sync-collection>
-- first-answer.xml --
<D:multistatus>...<D:sync-token>$token</D:sync-token></D:multistatus>
-- next.xml --
<D:sync-collection xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav"><D:sync-token>$token</D:sync-token><D:sync-level>1</D:sync-level><D:prop><D:getetag/><C:calendar-data/></D:prop></D:sync-collection>
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
-- bobs.ics --
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//Stories//EN
BEGIN:VEVENT
UID:walk@example.org
DTSTAMP:20260302T090000Z
DTSTART:20260310T120000Z
DTEND:20260310T130000Z
SUMMARY:Walk
BEGIN:VALARM
ACTION:AUDIO
TRIGGER:-PT30M
END:VALARM
END:VEVENT
END:VCALENDAR
