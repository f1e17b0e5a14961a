# A program asks what the server can do before it knows a password, and is asked for one when it wants more.
# RFC 6764 §6, RFC 9110 §9.3.7, RFC 7617 §2
user alice  alice@example.org

guest OPTIONS /
< 200
< DAV: *calendar-access*
< Allow: *PROPFIND*
< WWW-Authenticate: (none)
guest PROPFIND /
> Depth: 0
< 401
< WWW-Authenticate: Basic realm="rsvpd", charset="UTF-8"
guest OPTIONS /dav/calendars/alice/
< 401
guest GET /.well-known/caldav
< 301
alice PROPFIND /
> Depth: 0
< 207

# Browsers ask for an icon by themselves: nobody is asked for a password because of it.
guest GET /favicon.ico
< 200
< Content-Type: image/svg+xml
< WWW-Authenticate: (none)
