# Somebody sends more than the server takes: an event over its limit, a request over its limit, a guest list over its limit.
# RFC 4791 §5.3.2.1, RFC 6352 §6.3.2.1, RFC 6638 §5.2, RFC 9110 §15.5.14
config small.toml
user alice  alice@example.org
user bob    bob@example.org

alice PUT /dav/calendars/alice/calendar/bad.ics  long.ics
< 403
< body event-too-large.xml
# What is too large to be held at all is refused in the same words.
alice PUT /dav/calendars/alice/calendar/bad.ics  very-long.ics
< 403
< body event-too-large.xml
alice POST /dav/calendars/alice/calendar/?add-member  very-long.ics
< 403
< body event-too-large.xml
alice PUT /dav/contacts/alice/guests/bad.vcf  very-long.vcf
< 403
< body card-too-large.xml
alice POST /dav/contacts/alice/guests/?add-member  very-long.vcf
< 403
< body card-too-large.xml
alice POST /dav/calendars/alice/outbox/  long.ics
< 403
< body event-too-large.xml
alice POST /dav/calendars/alice/outbox/  very-long.ics
< 403
< body event-too-large.xml
# Elsewhere a body that is too large is only that; and whoever may do nothing there does not hear of sizes.
alice PROPFIND /dav/calendars/alice/  very-long.xml
< 413
alice POST /dav/calendars/alice/calendar/  very-long.xml
< 413
alice PUT /dav/calendars/bob/calendar/bad.ics  very-long.ics
< 403
< contains need-privileges
alice PUT /dav/calendars/alice/calendar/bad.ics  crowd.ics
< 403
< contains max-attendees-per-instance
alice GET /dav/calendars/alice/calendar/bad.ics
< 404
alice GET /dav/contacts/alice/guests/bad.vcf
< 404
no mail

-- small.toml --
[limits]
object_bytes = 4096
request_bytes = 65536
attendees = 3

-- long.ics --
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//Stories//EN
BEGIN:VEVENT
UID:lunch@example.org
DTSTAMP:20260302T090000Z
DTSTART:20260310T120000Z
DTEND:20260310T130000Z
SUMMARY:Lunch
@repeat 100 COMMENT:This is said once more, and it gets no better by that.
END:VEVENT
END:VCALENDAR

-- very-long.ics --
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//Stories//EN
BEGIN:VEVENT
UID:lunch@example.org
DTSTAMP:20260302T090000Z
DTSTART:20260310T120000Z
DTEND:20260310T130000Z
SUMMARY:Lunch
@repeat 2000 COMMENT:This is said once more, and it gets no better by that.
END:VEVENT
END:VCALENDAR

-- very-long.vcf --
BEGIN:VCARD
VERSION:4.0
UID:dave
FN:Dave
@repeat 2000 NOTE:This is said once more, and it gets no better by that.
END:VCARD

-- very-long.xml --
<D:propfind xmlns:D="DAV:"><D:allprop/></D:propfind>
@repeat 2000 <!-- This is said once more, and it gets no better by that. -->

-- event-too-large.xml --
<D:error>
  <C:max-resource-size>*</C:max-resource-size>
</D:error>

-- card-too-large.xml --
<D:error>
  <CR:max-resource-size>*</CR:max-resource-size>
</D:error>

-- crowd.ics --
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
ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:bob@else.example
@repeat 5 ATTENDEE:mailto:erin@third.example
END:VEVENT
END:VCALENDAR
