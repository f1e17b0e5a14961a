# A program names the weekday that a rule implies: nobody is mailed, no answer is lost, and a guest's answer in such words is taken.
# RFC 5545 §3.3.10, RFC 5546 §2.1.4, RFC 6638 §3.2.2.1, §3.2.8
user alice  alice@example.org
user bob    bob@example.org

alice PUT /dav/calendars/alice/calendar/team.ics  weekly.ics
< 201
ignore mail to gina@else.example
bob PUT /dav/calendars/bob/calendar/team%40example.org.ics  accepted.ics
< 204
alice GET /dav/calendars/alice/calendar/team.ics
< contains SCHEDULE-STATUS=2.0;PARTSTAT=ACCEPTED
ignore mail to alice@example.org

alice edits /dav/calendars/alice/calendar/team.ics
> RRULE:FREQ=WEEKLY;COUNT=5;BYDAY=TU;WKST=SU
< 204
no mail
alice GET /dav/calendars/alice/calendar/team.ics
< contains RRULE:FREQ=WEEKLY;COUNT=5;BYDAY=TU;WKST=SU
< contains SCHEDULE-STATUS=2.0;PARTSTAT=ACCEPTED
< lacks SEQUENCE:1

-- weekly.ics --
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//Stories//EN
BEGIN:VEVENT
UID:team@example.org
DTSTAMP:20260302T090000Z
DTSTART:20260310T120000Z
DTEND:20260310T130000Z
SUMMARY:Team
ORGANIZER:mailto:alice@example.org
ATTENDEE;PARTSTAT=ACCEPTED:mailto:alice@example.org
ATTENDEE:mailto:bob@example.org
ATTENDEE:mailto:gina@else.example
RRULE:FREQ=WEEKLY;COUNT=5
END:VEVENT
END:VCALENDAR

-- accepted.ics --
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//Stories//EN
BEGIN:VEVENT
UID:team@example.org
DTSTAMP:20260302T090000Z
DTSTART:20260310T120000Z
DTEND:20260310T130000Z
SUMMARY:Team
ORGANIZER:mailto:alice@example.org
ATTENDEE;PARTSTAT=ACCEPTED:mailto:alice@example.org
ATTENDEE;PARTSTAT=ACCEPTED:mailto:bob@example.org
ATTENDEE:mailto:gina@else.example
RRULE:FREQ=WEEKLY;UNTIL=20260410
END:VEVENT
END:VCALENDAR
