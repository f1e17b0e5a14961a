# Alice's download broke off: her program asks for the rest, and gets the whole where the file has become another one.
# RFC 9110 §13.1.5, §14.2, §14.4, §15.5.17
user alice  alice@example.org
alice PUT /dav/files/alice/digits.txt  0123456789
> Content-Type: text/plain
< 201
< ETag: $etag
alice GET /dav/files/alice/digits.txt
< 200
< Accept-Ranges: bytes
< Content-Range: (none)
alice GET /dav/files/alice/digits.txt
> Range: bytes=4-
> If-Range: $etag
< 206
< Content-Range: bytes 4-9/10
< Content-Length: 6
< ETag: $etag
< Content-Type: text/plain
< X-Content-Type-Options: nosniff
< body rest.txt
alice GET /dav/files/alice/digits.txt
> Range: bytes=-2
< 206
< Content-Range: bytes 8-9/10
alice GET /dav/files/alice/digits.txt
> Range: bytes=10-
< 416
< Content-Range: bytes \*/10
alice GET /dav/files/alice/digits.txt                    # what is known is not sent in parts either
> Range: bytes=4-
> If-None-Match: $etag
< 304
alice HEAD /dav/files/alice/digits.txt
> Range: bytes=4-
< 200
< Content-Length: 10
alice PUT /dav/files/alice/digits.txt  abcdefghij
> Content-Type: text/plain
< 204
alice GET /dav/files/alice/digits.txt
> Range: bytes=4-
> If-Range: $etag
< 200
< body another.txt
alice PUT /dav/files/alice/digits.txt  0123
> Content-Range: bytes 0-3/10
< 400

-- rest.txt --
456789

-- another.txt --
abcdefghij
