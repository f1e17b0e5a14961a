# Bob sees a meeting of Alice twice, in the calendar that she shares with him and in his own, and declines one date in hers: that is his answer.
# RFC 6638 §3.2.2.1, RFC 4918 §9.7
user alice  alice@example.org
user bob    bob@example.org
alice POST /dav/calendars/alice/calendar/  share.xml
< 200
bob POST /dav/calendars/bob/  accept.xml
< 200
< body place.xml
alice PUT /dav/calendars/alice/calendar/tea.ics  tea.ics
< 201
bob PUT $place/tea.ics  declined.ics
< 204
< ETag: (none)
mail to alice@example.org
< Subject: *declined*
bob GET $place/tea.ics
< 200
< contains PARTSTAT=DECLINED
bob REPORT /dav/calendars/bob/calendar/  all.xml
> Depth: 1
< 207
< contains ATTENDEE;PARTSTAT=DECLINED:mailto:bob@example.org
< contains RECURRENCE-ID:20260317T120000Z
alice GET /dav/calendars/alice/calendar/tea.ics
< 200
< body answered.ics

bob edits $place/tea.ics                                  # and of the whole series
> ATTENDEE;PARTSTAT=ACCEPTED:mailto:bob@example.org
< 204
mail to alice@example.org
< Subject: *accepted*
alice GET /dav/calendars/alice/calendar/tea.ics
< 200
< contains PARTSTAT=ACCEPTED;SCHEDULE-STATUS=2.0:mailto:bob@example.org

-- share.xml --
<CS:share xmlns:D="DAV:" xmlns:CS="http://calendarserver.org/ns/"><CS:set>
  <D:href>mailto:bob@example.org</D:href><CS:read-write/></CS:set></CS:share>
-- accept.xml --
<CS:invite-reply xmlns:D="DAV:" xmlns:CS="http://calendarserver.org/ns/"><CS:invite-accepted/>
  <CS:hosturl><D:href>/dav/calendars/alice/calendar</D:href></CS:hosturl></CS:invite-reply>
-- place.xml --
<CS:shared-as><D:href>$place</D:href></CS:shared-as>
-- all.xml --
<C:calendar-query xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav"><D:prop><C:calendar-data/></D:prop><C:filter><C:comp-filter name="VCALENDAR"/></C:filter></C:calendar-query>
-- tea.ics --
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//Stories//EN
BEGIN:VEVENT
UID:tea@example.org
DTSTAMP:20260302T090000Z
DTSTART:20260310T120000Z
DTEND:20260310T130000Z
RRULE:FREQ=WEEKLY;COUNT=3
SUMMARY:Tea
ORGANIZER:mailto:alice@example.org
ATTENDEE;PARTSTAT=ACCEPTED:mailto:alice@example.org
ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:bob@example.org
END:VEVENT
END:VCALENDAR
-- declined.ics --
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//Stories//EN
BEGIN:VEVENT
UID:tea@example.org
DTSTAMP:20260302T090000Z
DTSTART:20260310T120000Z
DTEND:20260310T130000Z
RRULE:FREQ=WEEKLY;COUNT=3
SUMMARY:Tea
ORGANIZER:mailto:alice@example.org
ATTENDEE;PARTSTAT=ACCEPTED:mailto:alice@example.org
ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:bob@example.org
END:VEVENT
BEGIN:VEVENT
UID:tea@example.org
RECURRENCE-ID:20260317T120000Z
DTSTAMP:20260302T090000Z
DTSTART:20260317T120000Z
DTEND:20260317T130000Z
SUMMARY:Tea
ORGANIZER:mailto:alice@example.org
ATTENDEE;PARTSTAT=ACCEPTED:mailto:alice@example.org
ATTENDEE;PARTSTAT=DECLINED:mailto:bob@example.org
END:VEVENT
END:VCALENDAR
-- answered.ics --
BEGIN:VCALENDAR
...
BEGIN:VEVENT
UID:tea@example.org
ATTENDEE;*:mailto:bob@example.org
ATTENDEE;PARTSTAT=ACCEPTED:mailto:alice@example.org
...
END:VEVENT
BEGIN:VEVENT
UID:tea@example.org
RECURRENCE-ID:20260317T120000Z
ATTENDEE;PARTSTAT=DECLINED;*:mailto:bob@example.org
...
END:VEVENT
END:VCALENDAR
