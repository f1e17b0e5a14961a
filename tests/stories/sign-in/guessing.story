# Somebody guesses Alice's password. It gets slow for them, and Alice notices nothing.
# RFC 6585 §4, RFC 9110 §10.2.3
config behind-a-proxy.txt
user alice  alice@example.org

alice:one OPTIONS /dav/
> X-Forwarded-For: 203.0.113.66
< 401
alice:two OPTIONS /dav/
> X-Forwarded-For: 203.0.113.66
< 401
alice:three OPTIONS /dav/
> X-Forwarded-For: 203.0.113.66
< 401
alice:four OPTIONS /dav/
> X-Forwarded-For: 203.0.113.66
< 401
alice:five OPTIONS /dav/
> X-Forwarded-For: 203.0.113.66
< 401

# From now on even the right one has to wait, so a guess tells nothing.
alice OPTIONS /dav/
> X-Forwarded-For: 203.0.113.66
< 429
< Retry-After: 1
alice OPTIONS /dav/
> X-Forwarded-For: 198.51.100.1, 203.0.113.66
< 429

# Alice is elsewhere.
alice OPTIONS /dav/
> X-Forwarded-For: 203.0.113.7
< 200

time +1s
alice:six OPTIONS /dav/
> X-Forwarded-For: 203.0.113.66
< 401
alice OPTIONS /dav/
> X-Forwarded-For: 203.0.113.66
< 429
< Retry-After: 2

time +1h
alice OPTIONS /dav/
> X-Forwarded-For: 203.0.113.66
< 200

-- behind-a-proxy.txt --
[http]
trusted_proxies = ["127.0.0.1"]
