# A program registers to be told of changes of a calendar, renews that, and takes it back.
# draft-bitfire-webdav-push §2, §3; RFC 8291 §3.2; RFC 9110 §5.6.7
user alice  alice@example.org
user bob  bob@example.org

alice OPTIONS /dav/calendars/alice/calendar/
< 200
< DAV: *webdav-push*
alice PROPFIND /dav/calendars/alice/calendar/  ask.xml
> Depth: 0
< 207
< body can.xml

alice POST /dav/calendars/alice/calendar/  register.xml
< 204
< Location: https://cal.example.org/dav/push/$code
< Expires: Wed, 01 Apr 2026 09:00:00 GMT
# The same program again: the registration is the same.
alice POST /dav/calendars/alice/calendar/  soon.xml
< 204
< Location: https://cal.example.org/dav/push/$code
< Expires: Thu, 05 Mar 2026 09:00:00 GMT

alice POST /dav/calendars/alice/calendar/  no-key.xml
< 403
< contains invalid-subscription
alice POST /dav/calendars/alice/calendar/  near.xml
< 403
< contains invalid-subscription
alice POST /dav/calendars/alice/calendar/  no-trigger.xml
< 403
< contains no-supported-trigger
# Who may not read is not told; to be told, reading is enough.
bob POST /dav/calendars/alice/calendar/  register.xml
< 403
< contains <read/>
alice ACL /dav/calendars/alice/calendar/  bob-reads.xml
< 200
bob POST /dav/calendars/alice/calendar/  register.xml
< 204
bob POST /dav/calendars/alice/calendar/?add-member  register.xml
< 403
< contains <bind/>

# Only who registered takes it back, and only once.
bob DELETE /dav/push/$code
< 404
alice GET /dav/push/$code
< 405
alice DELETE /dav/push/$code
< 204
alice DELETE /dav/push/$code
< 404

-- bob-reads.xml --
<D:acl xmlns:D="DAV:"><D:ace><D:principal><D:href>/dav/principals/bob/</D:href></D:principal>
<D:grant><D:privilege><D:read/></D:privilege></D:grant></D:ace></D:acl>

-- ask.xml --
<D:propfind xmlns:D="DAV:" xmlns:P="https://bitfire.at/webdav-push"><D:prop><P:transports/><P:topic/><P:supported-triggers/></D:prop></D:propfind>

-- can.xml --
<D:multistatus xmlns:D="DAV:" xmlns:P="https://bitfire.at/webdav-push"><D:response><D:href>/dav/calendars/alice/calendar/</D:href>
<D:propstat><D:prop>
<P:transports><P:web-push><P:vapid-public-key type="p256ecdsa">*</P:vapid-public-key></P:web-push></P:transports>
<P:topic>*</P:topic>
<P:supported-triggers><P:content-update><D:depth>1</D:depth></P:content-update><P:property-update><D:depth>0</D:depth></P:property-update></P:supported-triggers>
</D:prop><D:status>HTTP/1.1 200 OK</D:status></D:propstat></D:response></D:multistatus>

-- register.xml --
<push-register xmlns="https://bitfire.at/webdav-push" xmlns:D="DAV:"><subscription><web-push-subscription>
<push-resource>https://push.example/yohd4yai5Phiz1wi</push-resource>
<content-encoding>aes128gcm</content-encoding>
<subscription-public-key type="p256dh">BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4</subscription-public-key>
<auth-secret>BTBZMqHH6r4Tts7J_aSIgg</auth-secret>
</web-push-subscription></subscription>
<trigger><content-update><D:depth>infinity</D:depth></content-update></trigger>
<expires>Wed, 20 Dec 2028 10:03:31 GMT</expires></push-register>

-- soon.xml --
<push-register xmlns="https://bitfire.at/webdav-push" xmlns:D="DAV:"><subscription><web-push-subscription>
<push-resource>https://push.example/yohd4yai5Phiz1wi</push-resource>
<content-encoding>aes128gcm</content-encoding>
<subscription-public-key type="p256dh">BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4</subscription-public-key>
<auth-secret>BTBZMqHH6r4Tts7J_aSIgg</auth-secret>
</web-push-subscription></subscription>
<trigger><property-update><D:depth>0</D:depth></property-update></trigger>
<expires>Thu, 05 Mar 2026 09:00:00 GMT</expires></push-register>

-- no-key.xml --
<push-register xmlns="https://bitfire.at/webdav-push" xmlns:D="DAV:"><subscription><web-push-subscription>
<push-resource>https://push.example/yohd4yai5Phiz1wi</push-resource>
<content-encoding>aes128gcm</content-encoding>
<subscription-public-key type="p256dh">BCVxsr7N</subscription-public-key>
<auth-secret>BTBZMqHH6r4Tts7J_aSIgg</auth-secret>
</web-push-subscription></subscription><trigger><content-update/></trigger></push-register>

-- near.xml --
<push-register xmlns="https://bitfire.at/webdav-push" xmlns:D="DAV:"><subscription><web-push-subscription>
<push-resource>http://127.0.0.1:9/</push-resource>
<content-encoding>aes128gcm</content-encoding>
<subscription-public-key type="p256dh">BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4</subscription-public-key>
<auth-secret>BTBZMqHH6r4Tts7J_aSIgg</auth-secret>
</web-push-subscription></subscription><trigger><content-update/></trigger></push-register>

-- no-trigger.xml --
<push-register xmlns="https://bitfire.at/webdav-push" xmlns:D="DAV:"><subscription><web-push-subscription>
<push-resource>https://push.example/yohd4yai5Phiz1wi</push-resource>
<content-encoding>aes128gcm</content-encoding>
<subscription-public-key type="p256dh">BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4</subscription-public-key>
<auth-secret>BTBZMqHH6r4Tts7J_aSIgg</auth-secret>
</web-push-subscription></subscription><trigger/></push-register>
