# Bob has an alarm on one date of a series that Alice shares with him: nobody else sees that date stand out.
# caldav-sharing §5.5.4, RFC 5545 §3.8.4.4
user alice  alice@example.org
user bob    bob@example.org
alice POST /dav/calendars/alice/calendar/  share.xml
< 200
bob POST /dav/calendars/bob/  accept.xml
< 200
< body place.xml
alice PUT /dav/calendars/alice/calendar/swim.ics  swim.ics
< 201
< ETag: $hers
bob PUT $place/swim.ics  with-tuesday.ics
< 204
alice GET /dav/calendars/alice/calendar/swim.ics
< 200
< ETag: $hers
< lacks RECURRENCE-ID
bob GET $place/swim.ics
< 200
< body with-tuesday.ics
alice edits /dav/calendars/alice/calendar/swim.ics     # the alarm goes along with what she changes
> LOCATION:Pool 2
bob GET $place/swim.ics
< 200
< body pool-2.ics
alice edits /dav/calendars/alice/calendar/swim.ics     # the date is gone, and the alarm with it
> +EXDATE:20260303T090000Z
bob GET $place/swim.ics
< 200
< lacks VALARM
< lacks RECURRENCE-ID

-- share.xml --
<CS:share xmlns:D="DAV:" xmlns:CS="http://calendarserver.org/ns/">
  <CS:set><D:href>mailto:bob@example.org</D:href><CS:read/></CS:set></CS:share>
-- accept.xml --
<CS:invite-reply xmlns:D="DAV:" xmlns:CS="http://calendarserver.org/ns/"><CS:invite-accepted/>
  <CS:hosturl><D:href>/dav/calendars/alice/calendar</D:href></CS:hosturl></CS:invite-reply>
-- place.xml --
<CS:shared-as><D:href>$place</D:href></CS:shared-as>
-- swim.ics --
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//Stories//EN
BEGIN:VEVENT
UID:swim@example.org
DTSTAMP:20260302T090000Z
DTSTART:20260302T090000Z
DTEND:20260302T100000Z
RRULE:FREQ=DAILY;COUNT=5
SUMMARY:Swim
LOCATION:Pool 1
END:VEVENT
END:VCALENDAR
-- with-tuesday.ics --
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//Stories//EN
BEGIN:VEVENT
UID:swim@example.org
DTSTAMP:20260302T090000Z
DTSTART:20260302T090000Z
DTEND:20260302T100000Z
RRULE:FREQ=DAILY;COUNT=5
SUMMARY:Swim
LOCATION:Pool 1
END:VEVENT
BEGIN:VEVENT
UID:swim@example.org
DTSTAMP:20260302T090000Z
RECURRENCE-ID:20260303T090000Z
DTSTART:20260303T090000Z
DTEND:20260303T100000Z
SUMMARY:Swim
LOCATION:Pool 1
BEGIN:VALARM
ACTION:AUDIO
TRIGGER:-PT30M
END:VALARM
END:VEVENT
END:VCALENDAR
-- pool-2.ics --
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//Stories//EN
BEGIN:VEVENT
UID:swim@example.org
DTSTAMP:20260302T090000Z
DTSTART:20260302T090000Z
DTEND:20260302T100000Z
RRULE:FREQ=DAILY;COUNT=5
SUMMARY:Swim
LOCATION:Pool 2
END:VEVENT
BEGIN:VEVENT
UID:swim@example.org
DTSTAMP:20260302T090000Z
RECURRENCE-ID:20260303T090000Z
DTSTART:20260303T090000Z
DTEND:20260303T100000Z
SUMMARY:Swim
LOCATION:Pool 2
BEGIN:VALARM
ACTION:AUDIO
TRIGGER:-PT30M
END:VALARM
END:VEVENT
END:VCALENDAR
