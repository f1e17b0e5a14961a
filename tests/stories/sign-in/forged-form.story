# A page of somebody else sends a form to the settings of Alice, who is signed in. Nothing happens.
# RFC 6265 §8.2, RFC 6454 §7
user alice  alice@example.org

guest GET /sign-in
< Set-Cookie: __Host-rsvpd=$visit; *
< body sign-in.txt
guest POST /sign-in  form=$form&name=alice&password=alice
> Cookie: __Host-rsvpd=$visit
> Sec-Fetch-Site: same-origin
< 303
< Set-Cookie: __Host-rsvpd=$session; *
guest GET /settings/
> Cookie: __Host-rsvpd=$session
< body settings.txt

# Without the token, with the one of another secret, and from elsewhere.
guest POST /settings/app-passwords  name=Evil&scope=everything&days=
> Cookie: __Host-rsvpd=$session
< 403
< lacks class="secret"
guest POST /settings/app-passwords  form=$form&name=Evil&scope=everything&days=
> Cookie: __Host-rsvpd=$session
< 403
guest POST /settings/app-passwords  form=$token&name=Evil&scope=everything&days=
> Cookie: __Host-rsvpd=$session
> Sec-Fetch-Site: cross-site
< 403
guest POST /settings/app-passwords  form=$token&name=Evil&scope=everything&days=
> Cookie: __Host-rsvpd=$session
> Origin: https://evil.example
< 403
guest POST /settings/apple  name=Evil
> Cookie: __Host-rsvpd=$session
< 403
guest GET /settings/apple
> Cookie: __Host-rsvpd=$session
< 303
guest POST /sign-in  form=$form&name=alice&password=alice
< 403
< Location: (none)
guest GET /settings/
> Cookie: __Host-rsvpd=$session
< lacks Evil
< contains There are none yet.

# CalDAV does not know the cookie.
guest PROPFIND /dav/
> Cookie: __Host-rsvpd=$session
< 401

# GET signs nobody out; the form does.
guest GET /sign-out
> Cookie: __Host-rsvpd=$session
< 303
guest GET /settings/
> Cookie: __Host-rsvpd=$session
< 200
guest POST /sign-out  form=$token
> Cookie: __Host-rsvpd=$session
< 303
< Set-Cookie: __Host-rsvpd=; *Max-Age=0
guest GET /settings/
> Cookie: __Host-rsvpd=$session
< 303

-- sign-in.txt --
...
<input type="hidden" name="form" value="$form">
...

-- settings.txt --
...
<input type="hidden" name="form" value="$token">
...
