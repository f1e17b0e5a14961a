# Alice may not see what Bob has: whatever she asks for, the answer does not say whether there is something.
# RFC 3744 §7.1.1, RFC 4918 §20.1
user alice  alice@example.org
user bob    bob@example.org
bob PUT /dav/calendars/bob/calendar/own.ics  own.ics
< 201
bob PUT /dav/files/bob/own.txt  own.txt
< 201

# What is there, and what is not.
alice PUT /dav/calendars/bob/calendar/own.ics  own.ics
< 403
< body own-object.xml
alice PUT /dav/calendars/bob/calendar/none.ics  own.ics
< 403
< body no-object.xml
alice DELETE /dav/calendars/bob/calendar/own.ics
< 403
< body own-object.xml
alice DELETE /dav/calendars/bob/calendar/none.ics
< 403
< body no-object.xml
alice POST /dav/calendars/bob/calendar/own.ics?action=attachment-add  own.txt
< 403
< body own-object.xml
alice POST /dav/calendars/bob/calendar/none.ics?action=attachment-add  own.txt
< 403
< body no-object.xml
alice PROPPATCH /dav/calendars/bob/calendar/own.ics  rename.xml
< 403
< body own-object.xml
alice PROPPATCH /dav/calendars/bob/calendar/none.ics  rename.xml
< 403
< body no-object.xml
alice MKCALENDAR /dav/calendars/bob/calendar/
< 403
< body own-calendar.xml
alice MKCALENDAR /dav/calendars/bob/none/
< 403
< body no-calendar.xml
alice PUT /dav/files/bob/own.txt  own.txt
< 403
< body own-file.xml
alice PUT /dav/files/bob/none.txt  own.txt
< 403
< body no-file.xml

# A place to put something, and somebody's home.
alice PUT /dav/calendars/alice/calendar/mine.ics  own.ics
< 201
alice COPY /dav/calendars/alice/calendar/mine.ics
> Destination: /dav/calendars/bob/calendar/own.ics
< 403
< body own-object.xml
alice COPY /dav/calendars/alice/calendar/mine.ics
> Destination: /dav/calendars/bob/calendar/none.ics
< 403
< body no-object.xml
alice PROPPATCH /dav/calendars/bob/  rename.xml
< 403
< body bob.xml
alice PROPPATCH /dav/calendars/nobody/  rename.xml
< 403
< body nobody.xml

-- own.ics --
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//Stories//EN
BEGIN:VEVENT
UID:own@example.org
DTSTAMP:20260302T090000Z
DTSTART:20260310T120000Z
SUMMARY:Own
END:VEVENT
END:VCALENDAR
-- own.txt --
Own
-- rename.xml --
<D:propertyupdate xmlns:D="DAV:"><D:set><D:prop><D:displayname>Mine</D:displayname></D:prop></D:set></D:propertyupdate>
-- own-object.xml --
<D:error><D:need-privileges><D:resource>
  <D:href>/dav/calendars/bob/calendar/own.ics</D:href><D:privilege><D:read/></D:privilege>
</D:resource></D:need-privileges></D:error>
-- no-object.xml --
<D:error><D:need-privileges><D:resource>
  <D:href>/dav/calendars/bob/calendar/none.ics</D:href><D:privilege><D:read/></D:privilege>
</D:resource></D:need-privileges></D:error>
-- own-calendar.xml --
<D:error><D:need-privileges><D:resource>
  <D:href>/dav/calendars/bob/calendar/</D:href><D:privilege><D:read/></D:privilege>
</D:resource></D:need-privileges></D:error>
-- no-calendar.xml --
<D:error><D:need-privileges><D:resource>
  <D:href>/dav/calendars/bob/none/</D:href><D:privilege><D:read/></D:privilege>
</D:resource></D:need-privileges></D:error>
-- own-file.xml --
<D:error><D:need-privileges><D:resource>
  <D:href>/dav/files/bob/own.txt</D:href><D:privilege><D:read/></D:privilege>
</D:resource></D:need-privileges></D:error>
-- no-file.xml --
<D:error><D:need-privileges><D:resource>
  <D:href>/dav/files/bob/none.txt</D:href><D:privilege><D:read/></D:privilege>
</D:resource></D:need-privileges></D:error>
-- bob.xml --
<D:error><D:need-privileges><D:resource>
  <D:href>/dav/calendars/bob/</D:href><D:privilege><D:read/></D:privilege>
</D:resource></D:need-privileges></D:error>
-- nobody.xml --
<D:error><D:need-privileges><D:resource>
  <D:href>/dav/calendars/nobody/</D:href><D:privilege><D:read/></D:privilege>
</D:resource></D:need-privileges></D:error>
