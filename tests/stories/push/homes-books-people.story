# Programs are told of address books, homes and principals, too; of what, each of them says.
# draft-bitfire-webdav-push §2.1, §3.1, §5; RFC 8030 §5, RFC 3744 §3.1
user alice  alice@example.org
user bob  bob@example.org

alice MKCOL /dav/contacts/alice/friends/  new-book.xml
< 201
alice PROPFIND /dav/contacts/alice/friends/  ask.xml
> Depth: 0
< 207
< body book.xml
alice PROPFIND /dav/calendars/alice/  ask.xml
> Depth: 0
< 207
< body home.xml
alice PROPFIND /dav/contacts/alice/  ask.xml
> Depth: 0
< 207
< body books.xml
bob PROPFIND /dav/principals/alice/  ask.xml
> Depth: 0
< 207
< body person.xml

# The book of the house is made as it is read, and nothing is in an outbox: nobody is told of them.
alice PROPFIND /dav/contacts/alice/house/  ask.xml
> Depth: 0
< 207
< lacks web-push
alice PROPFIND /dav/calendars/alice/outbox/  ask.xml
> Depth: 0
< 207
< lacks web-push

# As DAVx5 writes it: neither encoding nor trigger.
alice POST /dav/contacts/alice/friends/  davx5.xml
< 204
< Location: https://cal.example.org/dav/push/*
alice POST /dav/calendars/alice/  deep.xml
< 204
alice POST /dav/contacts/alice/  deep.xml
< 204
# A principal has no members.
bob POST /dav/principals/alice/  deep.xml
< 403
< contains no-supported-trigger
bob POST /dav/principals/alice/  davx5.xml
< 204

# What is somebody else's, and what has nothing to tell.
bob POST /dav/calendars/alice/  deep.xml
< 403
bob POST /dav/contacts/alice/friends/  davx5.xml
< 403
alice POST /dav/contacts/alice/house/  davx5.xml
< 405
# Who adds a member adds a card.
alice POST /dav/contacts/alice/friends/?add-member  davx5.xml
< 403
< contains supported-address-data

-- new-book.xml --
<D:mkcol xmlns:D="DAV:" xmlns:CR="urn:ietf:params:xml:ns:carddav"><D:set><D:prop>
<D:resourcetype><D:collection/><CR:addressbook/></D:resourcetype></D:prop></D:set></D:mkcol>

-- ask.xml --
<D:propfind xmlns:D="DAV:" xmlns:P="https://bitfire.at/webdav-push"><D:prop><P:transports/><P:topic/><P:supported-triggers/></D:prop></D:propfind>

-- book.xml --
<D:multistatus xmlns:D="DAV:" xmlns:P="https://bitfire.at/webdav-push"><D:response><D:href>/dav/contacts/alice/friends/</D:href>
<D:propstat><D:prop>
<P:transports><P:web-push><P:vapid-public-key type="p256ecdsa">*</P:vapid-public-key></P:web-push></P:transports>
<P:topic>*</P:topic>
<P:supported-triggers><P:content-update><D:depth>1</D:depth></P:content-update><P:property-update><D:depth>0</D:depth></P:property-update></P:supported-triggers>
</D:prop><D:status>HTTP/1.1 200 OK</D:status></D:propstat></D:response></D:multistatus>

-- home.xml --
<D:multistatus xmlns:D="DAV:" xmlns:P="https://bitfire.at/webdav-push"><D:response><D:href>/dav/calendars/alice/</D:href>
<D:propstat><D:prop>
<P:transports><P:web-push><P:vapid-public-key type="p256ecdsa">*</P:vapid-public-key></P:web-push></P:transports>
<P:topic>*</P:topic>
<P:supported-triggers><P:content-update><D:depth>infinity</D:depth></P:content-update></P:supported-triggers>
</D:prop><D:status>HTTP/1.1 200 OK</D:status></D:propstat></D:response></D:multistatus>

-- books.xml --
<D:multistatus xmlns:D="DAV:" xmlns:P="https://bitfire.at/webdav-push"><D:response><D:href>/dav/contacts/alice/</D:href>
<D:propstat><D:prop>
<P:transports><P:web-push><P:vapid-public-key type="p256ecdsa">*</P:vapid-public-key></P:web-push></P:transports>
<P:topic>*</P:topic>
<P:supported-triggers><P:content-update><D:depth>1</D:depth></P:content-update></P:supported-triggers>
</D:prop><D:status>HTTP/1.1 200 OK</D:status></D:propstat></D:response></D:multistatus>

-- person.xml --
<D:multistatus xmlns:D="DAV:" xmlns:P="https://bitfire.at/webdav-push"><D:response><D:href>/dav/principals/alice/</D:href>
<D:propstat><D:prop>
<P:transports><P:web-push><P:vapid-public-key type="p256ecdsa">*</P:vapid-public-key></P:web-push></P:transports>
<P:topic>*</P:topic>
<P:supported-triggers><P:property-update><D:depth>0</D:depth></P:property-update></P:supported-triggers>
</D:prop><D:status>HTTP/1.1 200 OK</D:status></D:propstat></D:response></D:multistatus>

-- davx5.xml --
<push-register xmlns="https://bitfire.at/webdav-push"><subscription><web-push-subscription>
<push-resource>https://push.example/yohd4yai5Phiz1wi</push-resource>
<subscription-public-key type="p256dh">BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4</subscription-public-key>
<auth-secret>BTBZMqHH6r4Tts7J_aSIgg</auth-secret>
</web-push-subscription></subscription><expires>Thu, 05 Mar 2026 09:00:00 GMT</expires></push-register>

-- deep.xml --
<push-register xmlns="https://bitfire.at/webdav-push" xmlns:D="DAV:"><subscription><web-push-subscription>
<push-resource>https://push.example/yohd4yai5Phiz1wi</push-resource>
<content-encoding>aes128gcm</content-encoding>
<subscription-public-key type="p256dh">BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4</subscription-public-key>
<auth-secret>BTBZMqHH6r4Tts7J_aSIgg</auth-secret>
</web-push-subscription></subscription>
<trigger><content-update><D:depth>infinity</D:depth></content-update></trigger></push-register>
