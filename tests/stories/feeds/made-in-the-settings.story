# Alice makes a feed for her family on the settings page, and takes it back.
# RFC 9110 §9.2.1, RFC 5545 §8.1
user alice  alice@example.org
user bob    bob@example.org

alice PUT /dav/calendars/alice/calendar/walk.ics  walk.ics
< 201
guest GET /sign-in
< 200
< Set-Cookie: __Host-rsvpd=$visit; *
< body form.txt
guest POST /sign-in  form=$form&to=/settings/&name=alice&password=alice
> Cookie: __Host-rsvpd=$visit
< 303
< Set-Cookie: __Host-rsvpd=$session; *
guest GET /settings/
> Cookie: __Host-rsvpd=$session
< 200
< contains a secret address under which others read along
< body token.txt

guest POST /settings/feeds  form=$token&name=family&calendar=calendar&shows=events
> Cookie: __Host-rsvpd=$session
< 200
< contains The feed “family”
< body made.txt
guest GET $path
< 200
< contains SUMMARY:Walk

# The address is shown once; that it was read is told, once that is noted.
feeds alice
< Events: read on 2026-03-02
guest GET /settings/
> Cookie: __Host-rsvpd=$session
< 200
< contains the events of Calendar
< contains read last 2026-03-02
< lacks $path

# What is wrong is said, and changes nothing.
guest POST /settings/feeds  form=$token&name=family&calendar=&shows=busy
> Cookie: __Host-rsvpd=$session
< 400
< contains There is a feed called “family” already
guest POST /settings/feeds  form=$token&name=&calendar=&shows=busy
> Cookie: __Host-rsvpd=$session
< 400
guest POST /settings/feeds  form=$token&name=other&calendar=nowhere&shows=busy
> Cookie: __Host-rsvpd=$session
< 400
< contains There is no such calendar
guest POST /settings/feeds  form=$token&name=other&calendar=inbox&shows=busy
> Cookie: __Host-rsvpd=$session
< 400
guest POST /settings/feeds  form=$token&name=other&calendar=&shows=all
> Cookie: __Host-rsvpd=$session
< 400
guest POST /settings/feeds  form=forged&name=other&calendar=&shows=busy
> Cookie: __Host-rsvpd=$session
< 403
feeds alice
< Events: read on 2026-03-02

guest POST /settings/feeds/remove  form=$token&name=family
> Cookie: __Host-rsvpd=$session
< 200
< contains The feed is removed.
guest POST /settings/feeds/remove  form=$token&name=family
> Cookie: __Host-rsvpd=$session
< 404
guest GET $path
< 404
feeds alice

-- walk.ics --
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Test//EN
BEGIN:VEVENT
UID:walk
DTSTAMP:20260301T120000Z
DTSTART:20260310T120000Z
DTEND:20260310T130000Z
SUMMARY:Walk
END:VEVENT
END:VCALENDAR

-- form.txt --
...
<input type="hidden" name="form" value="$form">
...

-- token.txt --
...
<input type="hidden" name="form" value="$token">
...

-- made.txt --
...
<p class="secret"><code>https://cal.example.org$path</code></p>
...
