# A program that asks for single dates learns how long each of them is, and that what holds for one and all later ones is one of them.
# RFC 4791 §9.6.5, RFC 5545 §3.2.13, §3.3.6, §3.8.5.2
user alice  alice@example.org
alice PUT /dav/calendars/alice/calendar/rehearsal.ics  rehearsal.ics
< 201
alice REPORT /dav/calendars/alice/calendar/  march.xml
< 207
< body dates.xml

-- rehearsal.ics --
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//Stories//EN
BEGIN:VEVENT
UID:rehearsal@example.org
DTSTAMP:20260302T090000Z
DTSTART;TZID=Europe/Berlin:20260306T190000
DURATION:PT1H
RRULE:FREQ=WEEKLY;COUNT=3
RDATE;VALUE=PERIOD;TZID=Europe/Berlin:20260308T110000/PT3H
SUMMARY:Rehearsal
END:VEVENT
BEGIN:VEVENT
UID:rehearsal@example.org
DTSTAMP:20260302T090000Z
RECURRENCE-ID;TZID=Europe/Berlin;RANGE=THISANDFUTURE:20260313T190000
DTSTART;TZID=Europe/Berlin:20260313T200000
DURATION:PT2H
SUMMARY:Rehearsal\, later
END:VEVENT
END:VCALENDAR

-- march.xml --
<?xml version="1.0" encoding="utf-8"?>
<C:calendar-query xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav">
  <D:prop><C:calendar-data><C:expand start="20260301T000000Z" end="20260401T000000Z"/></C:calendar-data></D:prop>
  <C:filter>
    <C:comp-filter name="VCALENDAR">
      <C:comp-filter name="VEVENT"><C:time-range start="20260301T000000Z" end="20260401T000000Z"/></C:comp-filter>
    </C:comp-filter>
  </C:filter>
</C:calendar-query>

-- dates.xml --
<D:multistatus>
  <D:response>
    <D:href>/dav/calendars/alice/calendar/rehearsal.ics</D:href>
    <D:propstat>
      <D:prop>
        <C:calendar-data>
BEGIN:VCALENDAR
VERSION:2.0
PRODID:*
BEGIN:VEVENT
UID:rehearsal@example.org
DTSTAMP:*
DTSTART:20260306T180000Z
DURATION:PT1H
SUMMARY:Rehearsal
END:VEVENT
BEGIN:VEVENT
UID:rehearsal@example.org
DTSTAMP:*
RECURRENCE-ID:20260308T100000Z
DTSTART:20260308T100000Z
DTEND:20260308T130000Z
SUMMARY:Rehearsal
END:VEVENT
BEGIN:VEVENT
UID:rehearsal@example.org
DTSTAMP:*
RECURRENCE-ID:20260313T180000Z
DTSTART:20260313T190000Z
DURATION:PT2H
SUMMARY:Rehearsal\, later
END:VEVENT
BEGIN:VEVENT
UID:rehearsal@example.org
DTSTAMP:*
RECURRENCE-ID:20260320T180000Z
DTSTART:20260320T190000Z
DURATION:PT2H
SUMMARY:Rehearsal\, later
END:VEVENT
END:VCALENDAR
        </C:calendar-data>
      </D:prop>
      <D:status>HTTP/1.1 200 OK</D:status>
    </D:propstat>
  </D:response>
</D:multistatus>
