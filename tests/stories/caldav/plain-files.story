# Alice keeps notes and pictures beside her calendars: in folders, copied, moved and thrown away as a whole, and nobody else reads them.
# RFC 4918 §9.3, §9.6, §9.7, §9.8, §9.9, RFC 5995 §3
user alice  alice@example.org
user carol  carol@example.org

alice OPTIONS /dav/files/alice/
< 200
< DAV: 1, 3, *
alice MKCOL /dav/files/alice/trip/
< 201
alice PUT /dav/files/alice/trip/list.txt  list.txt
> Content-Type: text/plain; charset=utf-8
< 201
< ETag: $etag
alice GET /dav/files/alice/trip/list.txt
< 200
< Content-Type: text/plain; charset=utf-8
< ETag: $etag
< X-Content-Type-Options: nosniff
< body list.txt
alice PUT /dav/files/alice/nowhere/list.txt  list.txt    # the folder must be there first
< 409
alice PUT /dav/files/alice/trip/list.txt  list.txt       # somebody else's change is not written over
> If-Match: "another"
< 412
alice MKCOL /dav/files/alice/trip/
< 405

alice COPY /dav/files/alice/trip/
> Destination: /dav/files/alice/next-trip/
< 201
alice MOVE /dav/files/alice/trip/list.txt
> Destination: /dav/files/alice/next-trip/list.txt
> Overwrite: F
< 412
alice DELETE /dav/files/alice/trip/
< 204
alice GET /dav/files/alice/trip/list.txt
< 404
alice GET /dav/files/alice/next-trip/list.txt
< 200
< body list.txt
alice POST /dav/files/alice/next-trip/?add-member  list.txt
> Slug: again.txt
< 201
< Location: /dav/files/alice/next-trip/again.txt
alice POST /dav/files/alice/next-trip/?add-member  list.txt
> Slug: caf%C3%A9.txt
< 201
< Location: /dav/files/alice/next-trip/caf%C3%A9.txt

carol GET /dav/files/alice/next-trip/list.txt
< 403
carol PROPFIND /dav/files/alice/
> Depth: 0
< 403
guest GET /dav/files/alice/next-trip/list.txt
< 401
alice LOCK /dav/files/alice/next-trip/list.txt           # locks are not announced
< 501
restart
alice GET /dav/files/alice/next-trip/again.txt
< 200
< body list.txt

-- list.txt --
tickets
socks
