# One date of a weekly rehearsal takes the whole evening: it is said as a period beside the rule, and counts as long as that, once.
# RFC 5545 §5 (2), §3.8.4.4, §3.8.5.2, RFC 4791 §7.10
user alice  alice@example.org
alice PUT /dav/calendars/alice/calendar/rehearsal.ics  rehearsal.ics
< 201
alice REPORT /dav/calendars/alice/calendar/  busy.xml
< 200
< body busy.ics

-- rehearsal.ics --
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//Stories//EN
BEGIN:VEVENT
UID:rehearsal@example.org
DTSTAMP:20260302T090000Z
DTSTART:20260303T190000Z
DTEND:20260303T200000Z
RRULE:FREQ=WEEKLY;COUNT=3
RDATE;VALUE=PERIOD:20260310T190000Z/PT4H,20260320T190000Z/PT4H
SUMMARY:Rehearsal
END:VEVENT
BEGIN:VEVENT
UID:rehearsal@example.org
DTSTAMP:20260302T090000Z
RECURRENCE-ID;RANGE=THISANDFUTURE:20260317T190000Z
DTSTART:20260317T200000Z
DTEND:20260317T210000Z
SUMMARY:Rehearsal\, later
END:VEVENT
END:VCALENDAR

-- busy.xml --
<?xml version="1.0" encoding="utf-8"?>
<C:free-busy-query xmlns:C="urn:ietf:params:xml:ns:caldav">
  <C:time-range start="20260301T000000Z" end="20260401T000000Z"/>
</C:free-busy-query>

-- busy.ics --
BEGIN:VCALENDAR
VERSION:2.0
PRODID:*
BEGIN:VFREEBUSY
...
DTSTART:20260301T000000Z
DTEND:20260401T000000Z
FREEBUSY;*:20260303T190000Z/20260303T200000Z,20260310T190000Z/20260310T230000Z,20260317T200000Z/20260317T210000Z,20260320T200000Z/20260321T000000Z
END:VFREEBUSY
END:VCALENDAR
