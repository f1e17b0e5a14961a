# Who may write and not read learns nothing of what is there: no answer to a write comes with the text.
# RFC 3744 §3.1, RFC 8144 §3, RFC 8607 §3.4
user alice  alice@example.org
user bob    bob@example.org
alice PUT /dav/calendars/alice/calendar/own.ics  own.ics
< 201
alice ACL /dav/calendars/alice/calendar/  bob-writes.xml
< 200
bob GET /dav/calendars/alice/calendar/own.ics
< 403
bob PUT /dav/calendars/alice/calendar/own.ics  other.ics
> Prefer: return=representation
> If-None-Match: *
< 412
< lacks Secret
bob PUT /dav/calendars/alice/calendar/own.ics  other.ics
> Prefer: return=representation
> If-Match: "old"
< 412
< lacks Secret
bob POST /dav/calendars/alice/calendar/own.ics?action=attachment-add  notes.txt
> Prefer: return=representation
< 201
< body is empty
bob PUT /dav/calendars/alice/calendar/new.ics  new.ics
> Prefer: return=representation
< 201
< body is empty

# Nor what one may take away: it could be read where it comes to lie.
bob MOVE /dav/calendars/alice/calendar/own.ics
> Destination: /dav/calendars/alice/calendar/his.ics
< 201
bob MOVE /dav/calendars/alice/calendar/his.ics
> Destination: /dav/calendars/bob/calendar/own.ics
< 403
< contains <read/>
alice MOVE /dav/calendars/alice/calendar/his.ics
> Destination: /dav/calendars/alice/calendar/own.ics
< 201

# Who may read is shown what is stored.
alice PUT /dav/calendars/alice/calendar/own.ics  other.ics
> Prefer: return=representation
> If-None-Match: *
< 412
< contains Secret

-- bob-writes.xml --
<D:acl xmlns:D="DAV:"><D:ace>
  <D:principal><D:href>/dav/principals/bob/</D:href></D:principal>
  <D:grant><D:privilege><D:bind/></D:privilege><D:privilege><D:unbind/></D:privilege><D:privilege><D:write-content/></D:privilege></D:grant>
</D:ace></D:acl>
-- own.ics --
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//Stories//EN
BEGIN:VEVENT
UID:own@example.org
DTSTAMP:20260302T090000Z
DTSTART:20260310T120000Z
SUMMARY:Secret
END:VEVENT
END:VCALENDAR
-- other.ics --
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//Stories//EN
BEGIN:VEVENT
UID:own@example.org
DTSTAMP:20260302T090000Z
DTSTART:20260310T120000Z
SUMMARY:Bob was here
END:VEVENT
END:VCALENDAR
-- new.ics --
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//Stories//EN
BEGIN:VEVENT
UID:new@example.org
DTSTAMP:20260302T090000Z
DTSTART:20260310T120000Z
SUMMARY:New
END:VEVENT
END:VCALENDAR
-- notes.txt --
Notes
