# Alice signs in, makes a password for her phone, and takes it back when the phone is lost.
# RFC 7617 §2, RFC 6265 §4.1.2, RFC 9110 §15.4.4
user alice  alice@example.org

guest GET /settings/
< 303
< Location: /sign-in?to=/settings/
< Set-Cookie: (none)

guest GET /sign-in?to=/settings/
< 200
< Set-Cookie: __Host-rsvpd=$visit; Path=/; HttpOnly; SameSite=Lax; Secure
< Content-Security-Policy: default-src 'none'; style-src 'self'; form-action 'self'; *
< Cache-Control: no-store
< body sign-in.txt

guest POST /sign-in  form=$form&to=/settings/&name=alice&password=wrong
> Cookie: __Host-rsvpd=$visit
< 403
< Set-Cookie: (none)
< contains There is no account of this name with this password.

guest POST /sign-in  form=$form&to=https://evil.example/&name=alice&password=alice
> Cookie: __Host-rsvpd=$visit
< 303
< Location: /settings/
< Set-Cookie: __Host-rsvpd=$session; Path=/; HttpOnly; SameSite=Lax; Secure

guest GET /settings/
> Cookie: __Host-rsvpd=$session
< 200
< contains You are signed in at cal.example.org as
< contains the sign-in page
< body settings.txt

guest POST /settings/app-passwords  form=$token&name=Phone&scope=everything&days=
> Cookie: __Host-rsvpd=$session
< 200
< body made.txt

# The secret is shown once, and opens.
guest GET /settings/
> Cookie: __Host-rsvpd=$session
< 200
< contains Phone
< lacks $secret
alice:$secret PROPFIND /dav/calendars/alice/
> Depth: 0
< 207
alice@example.org:$secret OPTIONS /dav/
< 200

# It is no key to the settings, where it could make others like itself.
guest GET /settings/
> Cookie: __Host-rsvpd=$session
< contains app password “Phone”
< body phone.txt

guest POST /settings/app-passwords/remove  form=$token&id=$id
> Cookie: __Host-rsvpd=$session
< 200
< contains The app password is removed.
alice:$secret PROPFIND /dav/calendars/alice/
> Depth: 0
< 401

-- sign-in.txt --
...
<input type="hidden" name="form" value="$form">
<input type="hidden" name="to" value="/settings/">
...

-- settings.txt --
...
<input type="hidden" name="form" value="$token">
...

-- made.txt --
...
<p class="secret"><code>$secret</code></p>
...

-- phone.txt --
...
<input type="hidden" name="id" value="$id">
...
