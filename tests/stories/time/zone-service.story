# Anybody can read the time zones that the server knows: all of them, one, or when its clocks change.
# RFC 7808 §4.2.1.3, §5, §6
guest GET /.well-known/timezone
< 301
< Location: /tz
guest GET /tz/capabilities
< 200
< Content-Type: application/json; charset=utf-8
< contains "version":1
guest GET /tz/zones
< 200
< contains "tzid":"America/New_York"
< contains "US/Eastern"
guest GET /tz/zones?pattern=*new%20york*
< 200
< contains "tzid":"America/New_York"
< lacks Europe
guest GET /tz/zones/Europe%2FBerlin
< 200
< Content-Type: text/calendar; charset=utf-8
< Cache-Control: max-age=86400
< ETag: $etag
< contains TZID:Europe/Berlin
guest GET /tz/zones/Europe%2FBerlin
> If-None-Match: $etag
< 304
< body is empty
guest HEAD /tz/zones/Europe%2FBerlin
< 200
< ETag: $etag
guest GET /tz/zones/America%2FNew_York/observances?start=2008-01-01T00:00:00Z&end=2009-01-01T00:00:00Z
< 200
< contains "onset":"2008-03-09T07:00:00Z"
guest GET /tz/leapseconds
< 200
< contains "onset":"2017-01-01"
guest GET /tz/zones/America%2FPittsburgh
< 404
< Content-Type: application/problem+json; charset=utf-8
< contains urn:ietf:params:tzdist:error:tzid-not-found
guest DELETE /tz/zones/Europe%2FBerlin
< 405
