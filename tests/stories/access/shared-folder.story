# Alice shares a folder with Bob: what lies below it is his to read, then to write, and nothing beside it; moved away from there it is hers alone again.
# RFC 3744 §5.5, §5.7, §7.1.1, §8.1, RFC 4918 §9.9
user alice  alice@example.org
user bob    bob@example.org
user carol  carol@example.org
alice MKCOL /dav/files/alice/club/
< 201
alice MKCOL /dav/files/alice/club/minutes/
< 201
alice PUT /dav/files/alice/club/minutes/may.txt  may.txt
< 201
alice PUT /dav/files/alice/diary.txt  may.txt
< 201

bob GET /dav/files/alice/club/minutes/may.txt
< 403
< contains need-privileges
alice ACL /dav/files/alice/club/  bob-reads.xml
< 200
bob GET /dav/files/alice/club/minutes/may.txt
< 200
< body may.txt
bob PROPFIND /dav/files/alice/club/  ask.xml
> Depth: 1
< 207
< body club.xml
carol GET /dav/files/alice/club/minutes/may.txt
< 403
bob GET /dav/files/alice/diary.txt
< 403
bob PROPFIND /dav/files/alice/  ask.xml
> Depth: 1
< 403
bob GET /dav/files/alice/nothing.txt
< 403
bob PUT /dav/files/alice/club/minutes/june.txt  may.txt
< 403
bob DELETE /dav/files/alice/club/minutes/may.txt
< 403
bob MKCOL /dav/files/alice/club/photos/
< 403
bob ACL /dav/files/alice/club/minutes/  bob-reads.xml
< 403
bob COPY /dav/files/alice/club/minutes/may.txt
> Destination: /dav/files/alice/club/minutes/copy.txt
< 403

alice ACL /dav/files/alice/club/minutes/  bob-writes.xml
< 200
alice PROPFIND /dav/files/alice/club/minutes/may.txt  acl.xml
> Depth: 0
< 207
< body acl-of-may.xml
bob PUT /dav/files/alice/club/minutes/june.txt  june.txt
< 201
bob PUT /dav/files/alice/club/minutes/may.txt  june.txt
< 204
bob PUT /dav/files/alice/club/rules.txt  june.txt
< 403
bob MOVE /dav/files/alice/club/minutes/june.txt
> Destination: /dav/files/alice/club/june.txt
< 403
bob MOVE /dav/files/alice/club/minutes/june.txt
> Destination: /dav/files/alice/club/minutes/july.txt
< 201
bob COPY /dav/files/alice/club/minutes/july.txt
> Destination: /dav/files/bob/july.txt
< 403
bob DELETE /dav/files/alice/club/minutes/july.txt
< 204
bob DELETE /dav/files/alice/club/minutes/
< 403

# A folder keeps its list where it goes, and loses what came from above.
alice MOVE /dav/files/alice/club/minutes/
> Destination: /dav/files/alice/minutes/
< 201
bob GET /dav/files/alice/minutes/may.txt
< 403
alice ACL /dav/files/alice/  bob-reads.xml
< 200
bob GET /dav/files/alice/diary.txt
< 200
bob PROPFIND /dav/files/  ask.xml
> Depth: 1
< 207
< contains <href>/dav/files/alice/</href>
alice ACL /dav/files/alice/  nobody.xml
< 200

# What is deleted takes its list with it: the next folder of this name is hers alone.
alice DELETE /dav/files/alice/club/
< 204
alice MKCOL /dav/files/alice/club/
< 201
bob PROPFIND /dav/files/alice/club/  ask.xml
> Depth: 0
< 403

-- may.txt --
May

-- june.txt --
June

-- ask.xml --
<D:propfind xmlns:D="DAV:"><D:prop><D:current-user-privilege-set/></D:prop></D:propfind>

-- club.xml --
<D:multistatus>
  <D:response><D:href>/dav/files/alice/club/</D:href>
    <D:propstat><D:prop><D:current-user-privilege-set><D:privilege><D:read/></D:privilege><D:privilege><D:read-current-user-privilege-set/></D:privilege></D:current-user-privilege-set></D:prop><D:status>HTTP/1.1 200 OK</D:status></D:propstat>
  </D:response>
  <D:response><D:href>/dav/files/alice/club/minutes/</D:href>
    <D:propstat><D:prop><D:current-user-privilege-set><D:privilege><D:read/></D:privilege><D:privilege><D:read-current-user-privilege-set/></D:privilege></D:current-user-privilege-set></D:prop><D:status>HTTP/1.1 200 OK</D:status></D:propstat>
  </D:response>
</D:multistatus>

-- bob-reads.xml --
<D:acl xmlns:D="DAV:"><D:ace><D:principal><D:href>/dav/principals/bob/</D:href></D:principal><D:grant><D:privilege><D:read/></D:privilege></D:grant></D:ace></D:acl>

-- bob-writes.xml --
<D:acl xmlns:D="DAV:"><D:ace><D:principal><D:href>/dav/principals/bob/</D:href></D:principal><D:grant><D:privilege><D:write/></D:privilege></D:grant></D:ace></D:acl>

-- nobody.xml --
<D:acl xmlns:D="DAV:"/>

-- acl.xml --
<D:propfind xmlns:D="DAV:"><D:prop><D:acl/><D:inherited-acl-set/></D:prop></D:propfind>

-- acl-of-may.xml --
<D:multistatus><D:response><D:href>/dav/files/alice/club/minutes/may.txt</D:href>
  <D:propstat><D:prop><D:acl>
    <D:ace><D:principal><D:property><D:owner/></D:property></D:principal><D:grant><D:privilege><D:all/></D:privilege></D:grant><D:protected/></D:ace>
    <D:ace><D:principal><D:href>/dav/principals/bob/</D:href></D:principal><D:grant><D:privilege><D:write/></D:privilege></D:grant></D:ace>
    <D:ace><D:principal><D:href>/dav/principals/bob/</D:href></D:principal><D:grant><D:privilege><D:read/></D:privilege></D:grant><D:inherited><D:href>/dav/files/alice/club/</D:href></D:inherited></D:ace>
  </D:acl><D:inherited-acl-set><D:href>/dav/files/alice/</D:href><D:href>/dav/files/alice/club/</D:href></D:inherited-acl-set></D:prop><D:status>HTTP/1.1 200 OK</D:status></D:propstat>
</D:response></D:multistatus>
