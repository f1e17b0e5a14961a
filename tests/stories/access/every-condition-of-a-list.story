# Each thing that an access list here cannot say is refused by its own name, and the list stays as it was.
# RFC 3744 §7.1.1, §8.1.1
user alice  alice@example.org
user bob    bob@example.org
alice ACL /dav/calendars/alice/calendar/  bob-reads.xml
< 200

alice ACL /dav/calendars/alice/calendar/  deny.xml
< 403
< body grant-only.xml
alice ACL /dav/calendars/alice/calendar/  invert.xml
< 403
< body no-invert.xml
alice ACL /dav/calendars/alice/calendar/  nobody.xml
< 403
< contains recognized-principal
alice ACL /dav/calendars/alice/calendar/  no-principal.xml
< 403
< contains recognized-principal
alice ACL /dav/calendars/alice/calendar/  myself.xml
< 403
< body allowed-principal.xml
alice ACL /dav/calendars/alice/calendar/  unsigned.xml
< 403
< body allowed-principal.xml
alice ACL /dav/calendars/alice/calendar/  another-property.xml
< 403
< body allowed-principal.xml
alice ACL /dav/calendars/alice/calendar/  unlock.xml
< 403
< body not-supported-privilege.xml
alice ACL /dav/calendars/alice/calendar/  invite.xml
< 403
< body not-supported-privilege.xml
alice ACL /dav/calendars/alice/calendar/  protected.xml
< 403
< body no-protected-ace-conflict.xml
alice ACL /dav/calendars/alice/calendar/  inherited.xml
< 403
< body no-inherited-ace-conflict.xml
alice ACL /dav/calendars/alice/calendar/  too-many.xml
< 403
< body limited-number-of-aces.xml
alice ACL /dav/principals/alice/  bob-reads.xml
< 403
< body no-ace-conflict.xml
bob ACL /dav/calendars/alice/calendar/  bob-reads.xml
< 403
< contains write-acl
alice ACL /dav/calendars/alice/calendar/  half.xml
< 400

bob PROPFIND /dav/calendars/alice/calendar/
> Depth: 0
< 207
alice PROPFIND /dav/calendars/alice/calendar/  ask.xml
> Depth: 0
< 207
< body as-it-was.xml

-- bob-reads.xml --
<D:acl xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav"><D:ace><D:principal><D:href>/dav/principals/bob/</D:href></D:principal><D:grant><D:privilege><D:read/></D:privilege></D:grant></D:ace></D:acl>

-- deny.xml --
<D:acl xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav"><D:ace><D:principal><D:href>/dav/principals/bob/</D:href></D:principal><D:deny><D:privilege><D:read/></D:privilege></D:deny></D:ace></D:acl>

-- invert.xml --
<D:acl xmlns:D="DAV:"><D:ace><D:invert><D:principal><D:href>/dav/principals/bob/</D:href></D:principal></D:invert><D:grant><D:privilege><D:read/></D:privilege></D:grant></D:ace></D:acl>

-- nobody.xml --
<D:acl xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav"><D:ace><D:principal><D:href>/dav/principals/nobody/</D:href></D:principal><D:grant><D:privilege><D:read/></D:privilege></D:grant></D:ace></D:acl>

-- no-principal.xml --
<D:acl xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav"><D:ace><D:principal><D:href>/dav/calendars/bob/</D:href></D:principal><D:grant><D:privilege><D:read/></D:privilege></D:grant></D:ace></D:acl>

-- myself.xml --
<D:acl xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav"><D:ace><D:principal><D:self/></D:principal><D:grant><D:privilege><D:read/></D:privilege></D:grant></D:ace></D:acl>

-- unsigned.xml --
<D:acl xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav"><D:ace><D:principal><D:unauthenticated/></D:principal><D:grant><D:privilege><D:read/></D:privilege></D:grant></D:ace></D:acl>

-- another-property.xml --
<D:acl xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav"><D:ace><D:principal><D:property><D:group/></D:property></D:principal><D:grant><D:privilege><D:read/></D:privilege></D:grant></D:ace></D:acl>

-- unlock.xml --
<D:acl xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav"><D:ace><D:principal><D:href>/dav/principals/bob/</D:href></D:principal><D:grant><D:privilege><D:unlock/></D:privilege></D:grant></D:ace></D:acl>

-- invite.xml --
<D:acl xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav"><D:ace><D:principal><D:href>/dav/principals/bob/</D:href></D:principal><D:grant><D:privilege><C:schedule-send-invite/></D:privilege></D:grant></D:ace></D:acl>

-- protected.xml --
<D:acl xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav"><D:ace><D:principal><D:href>/dav/principals/bob/</D:href></D:principal><D:grant><D:privilege><D:read/></D:privilege></D:grant><D:protected/></D:ace></D:acl>

-- inherited.xml --
<D:acl xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav"><D:ace><D:principal><D:href>/dav/principals/bob/</D:href></D:principal><D:grant><D:privilege><D:read/></D:privilege></D:grant><D:inherited><D:href>/dav/calendars/alice/</D:href></D:inherited></D:ace></D:acl>

-- too-many.xml --
<D:acl xmlns:D="DAV:">
@repeat 201 <D:ace><D:principal><D:href>/dav/principals/bob/</D:href></D:principal><D:grant><D:privilege><D:read/></D:privilege></D:grant></D:ace>
</D:acl>

-- half.xml --
<D:acl xmlns:D="DAV:"><D:ace><D:principal><D:all/></D:principal></D:ace></D:acl>

-- ask.xml --
<D:propfind xmlns:D="DAV:"><D:prop><D:acl/></D:prop></D:propfind>

-- as-it-was.xml --
<D:multistatus><D:response><D:href>/dav/calendars/alice/calendar/</D:href><D:propstat><D:prop><D:acl>
<D:ace><D:principal><D:property><D:owner/></D:property></D:principal><D:grant><D:privilege><D:all/></D:privilege></D:grant><D:protected/></D:ace>
<D:ace><D:principal><D:href>/dav/principals/bob/</D:href></D:principal><D:grant><D:privilege><D:read/></D:privilege></D:grant></D:ace>
...</D:acl></D:prop><D:status>HTTP/1.1 200 OK</D:status></D:propstat></D:response></D:multistatus>

-- grant-only.xml --
<D:error><D:grant-only>*</D:grant-only></D:error>

-- no-invert.xml --
<D:error><D:no-invert>*</D:no-invert></D:error>

-- allowed-principal.xml --
<D:error><D:allowed-principal>*</D:allowed-principal></D:error>

-- not-supported-privilege.xml --
<D:error><D:not-supported-privilege>*</D:not-supported-privilege></D:error>

-- no-protected-ace-conflict.xml --
<D:error><D:no-protected-ace-conflict>*</D:no-protected-ace-conflict></D:error>

-- no-inherited-ace-conflict.xml --
<D:error><D:no-inherited-ace-conflict>*</D:no-inherited-ace-conflict></D:error>

-- limited-number-of-aces.xml --
<D:error><D:limited-number-of-aces>*</D:limited-number-of-aces></D:error>

-- no-ace-conflict.xml --
<D:error><D:no-ace-conflict>*</D:no-ace-conflict></D:error>
