# A session ends when nobody uses it, and when the password changes; the browser that changed it stays.
# RFC 6265 §7.3, RFC 9110 §15.4.4
user alice  alice@example.org

guest GET /sign-in
< Set-Cookie: __Host-rsvpd=$visit; *
< body sign-in.txt
guest POST /sign-in  form=$form&name=Alice@Example.org&password=alice
> Cookie: __Host-rsvpd=$visit
< 303
< Set-Cookie: __Host-rsvpd=$one; *
guest POST /sign-in  form=$form&name=alice&password=alice
> Cookie: __Host-rsvpd=$visit
< 303
< Set-Cookie: __Host-rsvpd=$other; *
guest GET /settings/
> Cookie: __Host-rsvpd=$one
< 200
< body settings.txt

time +11h
guest GET /settings/
> Cookie: __Host-rsvpd=$one
< 200
time +2h
guest GET /settings/
> Cookie: __Host-rsvpd=$other
< 303
guest GET /settings/
> Cookie: __Host-rsvpd=$one
< 200

guest POST /sign-in  form=$form&name=alice&password=alice
> Cookie: __Host-rsvpd=$visit
< 303
< Set-Cookie: __Host-rsvpd=$third; *
guest POST /settings/password  form=$token&current=wrong&new=longer-than-ten
> Cookie: __Host-rsvpd=$one
< 403
guest POST /settings/password  form=$token&current=alice&new=short
> Cookie: __Host-rsvpd=$one
< 400
guest POST /settings/password  form=$token&current=alice&new=longer-than-ten
> Cookie: __Host-rsvpd=$one
< 303
< Set-Cookie: __Host-rsvpd=$new; *
guest GET /settings/
> Cookie: __Host-rsvpd=$third
< 303
guest GET /settings/
> Cookie: __Host-rsvpd=$one
< 303
guest GET /settings/
> Cookie: __Host-rsvpd=$new
< 200
alice OPTIONS /dav/
< 401
alice:longer-than-ten OPTIONS /dav/
< 200

-- sign-in.txt --
...
<input type="hidden" name="form" value="$form">
...

-- settings.txt --
...
<input type="hidden" name="form" value="$token">
...
