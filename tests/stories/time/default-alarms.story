# Apple's programs keep the alarms of new events on the calendar; all of Alice's devices find them there.
# RFC 4918 §4.1 (a property that the server does not understand), RFC 5545 §3.6.6
user alice  alice@example.org
alice PROPPATCH /dav/calendars/alice/calendar/  alarms.xml
< 207
< contains 200 OK
alice PROPFIND /dav/calendars/alice/calendar/  which.xml
> Depth: 0
< 207
< contains TRIGGER:-PT15M
< contains TRIGGER:-PT9H
alice PROPFIND /dav/calendars/alice/calendar/  everything.xml      # whatever is kept here
> Depth: 0
< 207
< contains default-alarm-vevent-date
alice PUT /dav/calendars/alice/calendar/walk.ics  walk.ics         # an event is given back as it came, without them
< 201
alice GET /dav/calendars/alice/calendar/walk.ics
< 200
< body walk.ics
alice PROPPATCH /dav/calendars/alice/calendar/  no-alarms.xml
< 207
alice PROPFIND /dav/calendars/alice/calendar/  which.xml
> Depth: 0
< 207
< lacks TRIGGER:-PT9H

-- alarms.xml --
<D:propertyupdate xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav"><D:set><D:prop><C:default-alarm-vevent-datetime><![CDATA[BEGIN:VALARM
UID:datetime@example.org
ACTION:DISPLAY
DESCRIPTION:Event reminder
TRIGGER:-PT15M
END:VALARM
]]></C:default-alarm-vevent-datetime><C:default-alarm-vevent-date><![CDATA[BEGIN:VALARM
UID:date@example.org
ACTION:DISPLAY
DESCRIPTION:Event reminder
TRIGGER:-PT9H
END:VALARM
]]></C:default-alarm-vevent-date></D:prop></D:set></D:propertyupdate>

-- no-alarms.xml --
<D:propertyupdate xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav"><D:remove><D:prop><C:default-alarm-vevent-date/></D:prop></D:remove></D:propertyupdate>

-- which.xml --
<D:propfind xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav"><D:prop><C:default-alarm-vevent-datetime/><C:default-alarm-vevent-date/></D:prop></D:propfind>

-- everything.xml --
<D:propfind xmlns:D="DAV:"><D:allprop/></D:propfind>

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
