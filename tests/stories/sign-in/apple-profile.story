# Alice presses one button on her phone and gets a profile with a password of its own; nobody else can fetch one.
# RFC 6764 §6, RFC 9562 §5.8
user alice  alice@example.org

guest GET /settings/apple
< 303
guest POST /settings/apple
< 303
guest GET /sign-in
< Set-Cookie: __Host-rsvpd=$visit; *
< body sign-in.txt
guest POST /sign-in  form=$form&name=alice&password=alice
> Cookie: __Host-rsvpd=$visit
< Set-Cookie: __Host-rsvpd=$session; *
guest GET /settings/
> Cookie: __Host-rsvpd=$session
< body settings.txt
guest POST /settings/apple  form=$token
> Cookie: __Host-rsvpd=$session
< 200
< Content-Type: application/x-apple-aspen-config; charset=utf-8
< Content-Disposition: attachment; *
< Cache-Control: no-store
< body profile.txt
alice:$secret PROPFIND /dav/principals/alice/
> Depth: 0
< 207

-- sign-in.txt --
...
<input type="hidden" name="form" value="$form">
...

-- settings.txt --
...
<input type="hidden" name="form" value="$token">
...

-- profile.txt --
...
<string>com.apple.caldav.account</string>
...
<key>CalDAVHostName</key>
<string>cal.example.org</string>
<key>CalDAVPort</key>
<integer>443</integer>
<key>CalDAVUseSSL</key>
<true/>
<key>CalDAVPrincipalURL</key>
<string>/dav/principals/alice/</string>
<key>CalDAVUsername</key>
<string>alice</string>
<key>CalDAVPassword</key>
<string>$secret</string>
...
