# A wall display may read Alice's calendars and change nothing; her main password opens the pages only.
# RFC 7617 §2, RFC 3744 §7.1
user alice  alice@example.org

guest GET /sign-in
< Set-Cookie: __Host-rsvpd=$visit; *
< body sign-in.txt
guest POST /sign-in  form=$form&name=alice&password=alice
> Cookie: __Host-rsvpd=$visit
< Set-Cookie: __Host-rsvpd=$session; *
guest GET /settings/
> Cookie: __Host-rsvpd=$session
< body settings.txt

guest POST /settings/app-passwords  form=$token&name=Wall&scope=read-only&days=30
> Cookie: __Host-rsvpd=$session
< body wall.txt
guest POST /settings/app-passwords  form=$token&name=Address+book&scope=contacts&days=
> Cookie: __Host-rsvpd=$session
< body book.txt
guest POST /settings/app-passwords  form=$token&name=Phone&scope=calendars&days=
> Cookie: __Host-rsvpd=$session
< body phone.txt

alice:$wall PROPFIND /dav/calendars/alice/calendar/
> Depth: 1
< 207
alice:$wall PUT /dav/calendars/alice/calendar/a.ics  a.ics
< 403
alice:$wall DELETE /dav/calendars/alice/calendar/
< 403
alice:$book PROPFIND /dav/principals/alice/
> Depth: 0
< 207
alice:$book PROPFIND /dav/calendars/alice/calendar/
> Depth: 0
< 403
alice:$book GET /dav/%63alendars/alice/calendar/
< 403
alice:$book PROPFIND /dav/contacts/alice/
> Depth: 1
< 207
alice:$book PROPPATCH /dav/principals/alice/calendar-proxy-write/
< 403
alice:$phone PROPFIND /dav/contacts/alice/
> Depth: 0
< 403
alice:$phone PUT /dav/calendars/alice/calendar/phone.ics  a.ics
< 201

# What a report names, or finds elsewhere, is not opened by the place it is sent to.
alice PUT /dav/contacts/alice/guests/bert.vcf  bert.vcf
< 201
alice:$phone REPORT /dav/calendars/alice/calendar/  both.xml
< 207
< contains Lunch
< lacks Bert
alice:$book REPORT /dav/contacts/alice/guests/  both-cards.xml
< 207
< contains Bert
< lacks Lunch
alice:$book REPORT /dav/  mine.xml
> Depth: 0
< 207
< contains bert.vcf
< lacks phone.ics
alice:$phone REPORT /dav/  mine.xml
> Depth: 0
< 207
< contains phone.ics
< lacks bert.vcf
alice:$book REPORT /dav/principals/alice/  homes.xml
> Depth: 0
< 207
< contains /dav/contacts/alice/
< lacks quota-used-bytes>
alice:$phone DELETE /dav/calendars/alice/calendar/phone.ics
< 204

time +30d
alice:$wall PROPFIND /dav/calendars/alice/calendar/
> Depth: 1
< 401

# The main password for the pages only.
alice PUT /dav/calendars/alice/calendar/a.ics  a.ics
< 201
guest POST /sign-in  form=$form&name=alice&password=alice
> Cookie: __Host-rsvpd=$visit
< Set-Cookie: __Host-rsvpd=$again; *
guest GET /settings/
> Cookie: __Host-rsvpd=$again
< body again.txt
guest POST /settings/main-password  form=$fresh&opens=pages
> Cookie: __Host-rsvpd=$again
< 200
< contains The main password opens these pages only.
alice OPTIONS /dav/
< 401
alice:$book OPTIONS /dav/
< 200
guest POST /settings/app-passwords  form=$fresh&name=&scope=everything&days=
> Cookie: __Host-rsvpd=$again
< 400
guest POST /settings/app-passwords  form=$fresh&name=x&scope=doors&days=
> Cookie: __Host-rsvpd=$again
< 400
guest POST /settings/app-passwords/remove  form=$fresh&id=77
> Cookie: __Host-rsvpd=$again
< 404

-- sign-in.txt --
...
<input type="hidden" name="form" value="$form">
...

-- settings.txt --
...
<input type="hidden" name="form" value="$token">
...

-- again.txt --
...
<input type="hidden" name="form" value="$fresh">
...

-- wall.txt --
...
<p class="secret"><code>$wall</code></p>
...

-- book.txt --
...
<p class="secret"><code>$book</code></p>
...

-- phone.txt --
...
<p class="secret"><code>$phone</code></p>
...

-- a.ics --
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//EN
BEGIN:VEVENT
UID:a
DTSTAMP:20260302T090000Z
DTSTART:20260303T090000Z
DTEND:20260303T100000Z
SUMMARY:Lunch
END:VEVENT
END:VCALENDAR

-- bert.vcf --
BEGIN:VCARD
VERSION:3.0
UID:bert
FN:Bert
N:;Bert;;;
END:VCARD

-- both.xml --
<C:calendar-multiget xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav" xmlns:CR="urn:ietf:params:xml:ns:carddav"><D:prop><D:getetag/><C:calendar-data/><CR:address-data/></D:prop><D:href>/dav/calendars/alice/calendar/phone.ics</D:href><D:href>/dav/contacts/alice/guests/bert.vcf</D:href></C:calendar-multiget>

-- both-cards.xml --
<CR:addressbook-multiget xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav" xmlns:CR="urn:ietf:params:xml:ns:carddav"><D:prop><C:calendar-data/><CR:address-data/></D:prop><D:href>/dav/calendars/alice/calendar/phone.ics</D:href><D:href>/dav/contacts/alice/guests/bert.vcf</D:href></CR:addressbook-multiget>

-- mine.xml --
<D:principal-match xmlns:D="DAV:"><D:principal-property><D:owner/></D:principal-property><D:prop><D:getetag/></D:prop></D:principal-match>

-- homes.xml --
<D:expand-property xmlns:D="DAV:"><D:property name="calendar-home-set" namespace="urn:ietf:params:xml:ns:caldav"><D:property name="quota-used-bytes"/></D:property><D:property name="addressbook-home-set" namespace="urn:ietf:params:xml:ns:carddav"><D:property name="resourcetype"/></D:property></D:expand-property>
