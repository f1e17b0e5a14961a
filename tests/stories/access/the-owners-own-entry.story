# Alice's program writes the owner into the list of who may do what: it reads the entry back as it wrote it, and nothing is taken from her.
# RFC 3744 §5.5.1, §8.1
user alice  alice@example.org
user bob    bob@example.org
alice ACL /dav/calendars/alice/calendar/  grant.xml
< 200
alice PROPFIND /dav/calendars/alice/calendar/  ask.xml
> Depth: 0
< 207
< body acl.xml
restart
alice PROPFIND /dav/calendars/alice/calendar/  ask.xml
> Depth: 0
< 207
< body acl.xml
alice ACL /dav/calendars/alice/calendar/  grant.xml
< 200
bob PROPFIND /dav/calendars/alice/calendar/  ask.xml
> Depth: 0
< 207
< lacks <D:property>

-- grant.xml --
<D:acl xmlns:D="DAV:">
  <D:ace>
    <D:principal><D:property><D:owner/></D:property></D:principal>
    <D:grant><D:privilege><D:read/></D:privilege></D:grant>
  </D:ace>
  <D:ace>
    <D:principal><D:href>/dav/principals/bob/</D:href></D:principal>
    <D:grant><D:privilege><D:read/></D:privilege></D:grant>
  </D:ace>
</D:acl>
-- ask.xml --
<D:propfind xmlns:D="DAV:"><D:prop><D:acl/></D:prop></D:propfind>
-- acl.xml --
<D:multistatus>
  <D:response>
    <D:href>/dav/calendars/alice/calendar/</D:href>
    <D:propstat>
      <D:prop>
        <D:acl>
          <D:ace>
            <D:principal>
              <D:property>
                <D:owner/>
              </D:property>
            </D:principal>
            <D:grant>
              <D:privilege>
                <D:all/>
              </D:privilege>
            </D:grant>
            <D:protected/>
          </D:ace>
          <D:ace>
            <D:principal>
              <D:property>
                <D:owner/>
              </D:property>
            </D:principal>
            <D:grant>
              <D:privilege>
                <D:read/>
              </D:privilege>
            </D:grant>
          </D:ace>
          <D:ace>
            <D:principal>
              <D:href>/dav/principals/bob/</D:href>
            </D:principal>
            <D:grant>
              <D:privilege>
                <D:read/>
              </D:privilege>
            </D:grant>
          </D:ace>
          <D:ace>
            <D:principal>
              <D:href>/dav/principals/alice/calendar-proxy-read/</D:href>
            </D:principal>
            <D:grant>
              <D:privilege>
                <D:read/>
              </D:privilege>
            </D:grant>
            <D:protected/>
            <D:inherited>
              <D:href>/dav/calendars/alice/</D:href>
            </D:inherited>
          </D:ace>
          <D:ace>
            <D:principal>
              <D:href>/dav/principals/alice/calendar-proxy-write/</D:href>
            </D:principal>
            <D:grant>
              <D:privilege>
                <D:read/>
              </D:privilege>
              <D:privilege>
                <D:write/>
              </D:privilege>
            </D:grant>
            <D:protected/>
            <D:inherited>
              <D:href>/dav/calendars/alice/</D:href>
            </D:inherited>
          </D:ace>
        </D:acl>
      </D:prop>
      <D:status>HTTP/1.1 200 OK</D:status>
    </D:propstat>
  </D:response>
</D:multistatus>
