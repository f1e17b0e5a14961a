# Bob's program registers at the calendar that he shares and may only read; when Alice takes it back, the registration goes.
# draft-bitfire-webdav-push §4.1, RFC 3744 §3.1, caldav-sharing §5.4
user alice  alice@example.org
user bob    bob@example.org
alice POST /dav/calendars/alice/calendar/  share.xml
< 200
bob POST /dav/calendars/bob/  accept.xml
< 200
< body shared-as.xml
bob PROPFIND $place/  topic.xml
> Depth: 0
< 207
< contains vapid-public-key
bob POST $place/  register.xml
< 204
< Location: https://cal.example.org/dav/push/$code
bob POST /dav/calendars/bob/notification/  register.xml          # what he is told of is followed in the same way
< 204
< Location: https://cal.example.org/dav/push/$news
bob POST $place/?add-member  walk.ics
< 403
< contains bind
alice POST /dav/calendars/alice/calendar/  remove.xml
< 200
bob DELETE /dav/push/$code
< 404
bob DELETE /dav/push/$news
< 204

-- share.xml --
<CS:share xmlns:D="DAV:" xmlns:CS="http://calendarserver.org/ns/"><CS:set>
  <D:href>mailto:bob@example.org</D:href><CS:read/></CS:set></CS:share>
-- remove.xml --
<CS:share xmlns:D="DAV:" xmlns:CS="http://calendarserver.org/ns/"><CS:remove>
  <D:href>mailto:bob@example.org</D:href></CS:remove></CS:share>
-- accept.xml --
<CS:invite-reply xmlns:D="DAV:" xmlns:CS="http://calendarserver.org/ns/"><CS:invite-accepted/>
  <CS:hosturl><D:href>/dav/calendars/alice/calendar</D:href></CS:hosturl></CS:invite-reply>
-- shared-as.xml --
<CS:shared-as><D:href>$place</D:href></CS:shared-as>
-- topic.xml --
<D:propfind xmlns:D="DAV:" xmlns:P="https://bitfire.at/webdav-push"><D:prop><P:transports/><P:topic/></D:prop></D:propfind>
-- register.xml --
<push-register xmlns="https://bitfire.at/webdav-push" xmlns:D="DAV:"><subscription><web-push-subscription>
<push-resource>https://push.example/yohd4yai5Phiz1wi</push-resource>
<content-encoding>aes128gcm</content-encoding>
<subscription-public-key type="p256dh">BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4</subscription-public-key>
<auth-secret>BTBZMqHH6r4Tts7J_aSIgg</auth-secret>
</web-push-subscription></subscription>
<trigger><content-update><D:depth>infinity</D:depth></content-update></trigger>
<expires>Wed, 20 Dec 2028 10:03:31 GMT</expires></push-register>
-- walk.ics --
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//Stories//EN
BEGIN:VEVENT
UID:walk@example.org
DTSTAMP:20260302T090000Z
DTSTART:20260310T120000Z
DTEND:20260310T130000Z
SUMMARY:Walk
END:VEVENT
END:VCALENDAR
