# Alice's program names people by the URLs of their principals; they are invited all the same, and when it looks for another time the meeting itself does not count as busy.
# RFC 6638 §2.4.1, §3.2.4.3, §5; icalendar-maskuids §4.3
user alice  alice@example.org
user bob    bob@example.org
user dave   dave@example.org
dave acts for alice
alice PUT /dav/calendars/alice/calendar/lunch.ics  lunch.ics
< 201
< ETag: (none)
alice GET /dav/calendars/alice/calendar/lunch.ics
< 200
< contains ATTENDEE;PARTSTAT=NEEDS-ACTION;SCHEDULE-STATUS=1.2:mailto:bob@example.org
< contains ORGANIZER:mailto:alice@example.org
told Bob is invited
< alice: copy 0
< bob: copy 0 NEEDS-ACTION, inbox REQUEST 0, notice invited
< dave: sees alice's copy 0
alice POST /dav/calendars/alice/outbox/  busy.ics
> Content-Type: text/calendar
< 200
< contains /dav/principals/bob/
< contains 2.0;Success
< lacks FBTYPE
# Bob learns nothing by masking a meeting of Alice's.
bob POST /dav/calendars/bob/outbox/  probe.ics
> Content-Type: text/calendar
< 200
< contains FREEBUSY;FBTYPE=BUSY-TENTATIVE:20260310T120000Z/20260310T130000Z

# Dave's program does not know whose calendar it writes into.
dave PUT /dav/calendars/alice/calendar/other.ics  other.ics
< 403
told nobody is invited by Dave there

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
ORGANIZER:/dav/principals/alice/
ATTENDEE;PARTSTAT=ACCEPTED:/dav/principals/alice
ATTENDEE;PARTSTAT=NEEDS-ACTION:https://cal.example.org/dav/principals/bob/
END:VEVENT
END:VCALENDAR

-- busy.ics --
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//Stories//EN
METHOD:REQUEST
BEGIN:VFREEBUSY
UID:question
DTSTAMP:20260302T090000Z
DTSTART:20260310T000000Z
DTEND:20260311T000000Z
ORGANIZER:/dav/principals/alice/
ATTENDEE:/dav/principals/bob/
X-CALENDARSERVER-MASK-UID:lunch@example.org
END:VFREEBUSY
END:VCALENDAR

-- probe.ics --
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//Stories//EN
METHOD:REQUEST
BEGIN:VFREEBUSY
UID:question
DTSTAMP:20260302T090000Z
DTSTART:20260310T000000Z
DTEND:20260311T000000Z
ORGANIZER:mailto:bob@example.org
ATTENDEE:mailto:bob@example.org
X-CALENDARSERVER-MASK-UID:lunch@example.org
END:VFREEBUSY
END:VCALENDAR

-- other.ics --
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//Stories//EN
BEGIN:VEVENT
UID:other@example.org
DTSTAMP:20260302T090000Z
DTSTART:20260311T120000Z
DTEND:20260311T130000Z
SUMMARY:Other
ORGANIZER:mailto:dave@example.org
ATTENDEE;PARTSTAT=ACCEPTED:mailto:dave@example.org
ATTENDEE;PARTSTAT=NEEDS-ACTION:mailto:bob@example.org
END:VEVENT
END:VCALENDAR
