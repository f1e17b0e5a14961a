"""HTTP itself: header floods, ambiguous lengths, paths that climb, headers beyond measure."""

import http.client
import re

from hostile.target import MEGABYTE, SECONDS, WHEN
from lab import ics
from lab.raw import exchange


def http_bytes(target):
    """Requests no library sends. An answer of 4xx or 5xx counts as refused, and so does a closed connection."""
    credentials = target.alice.credentials()["Authorization"]
    lab = target.collection

    def refuse(name, *pieces, pause=0.0):
        with target.attempt(f"{name} is refused"):
            answer = exchange(target.server.http_port, *pieces, pause=pause)
            status = re.match(rb"HTTP/1\.[01] (\d{3})", answer)
            assert not answer or (status and status[1][:1] in b"45"), answer[:300]
            assert answer.count(b"HTTP/1.1 2") == 0 and b"root:" not in answer, answer[:600]

    def head(method, path, *more):
        lines = [f"{method} {path} HTTP/1.1", "Host: cal.example.org", f"Authorization: {credentials}", *more]
        return "\r\n".join(lines).encode("latin-1") + b"\r\n\r\n"

    event = ics.event("smuggled@lab", *WHEN).encode()
    refuse("a header of 1 MB", head("GET", target.canary, "X-Long: " + "x" * MEGABYTE))
    refuse("10,000 headers", head("GET", target.canary, *(f"X-{number}: x" for number in range(10_000))))
    refuse("a path of 1 MB", head("GET", "/dav/" + "a" * MEGABYTE))
    refuse("an endless request line", b"GET /" + b"a" * (4 * MEGABYTE))
    refuse("Content-Length twice", head("PUT", lab + "x.ics", "Content-Type: text/calendar", "Content-Length: 10", f"Content-Length: {len(event)}") + event)
    refuse("a negative Content-Length", head("PUT", lab + "x.ics", "Content-Length: -1") + event)
    refuse("a Content-Length that overflows", head("PUT", lab + "x.ics", "Content-Length: 99999999999999999999999") + event)
    refuse("a body announced as 10 GB", head("PUT", lab + "x.ics", "Content-Type: text/calendar", "Content-Length: 10000000000") + event)
    refuse("a chunk of more than 2^64 bytes", head("PUT", lab + "x.ics", "Transfer-Encoding: chunked") + b"FFFFFFFFFFFFFFFFFF\r\n" + event)
    refuse("chunks without end", head("PUT", lab + "x.ics", "Content-Type: text/calendar", "Transfer-Encoding: chunked"), *[b"10000\r\n" + b"x" * 0x10000 + b"\r\n"] * 512)
    refuse("a header with a bare LF and a second request in it", head("GET", "/dav/nothing", "X-Bad: a\nPUT " + lab + "x.ics HTTP/1.1\nX: y"))
    refuse("a header with a NUL", head("GET", target.canary, "X-Bad: a\0b"))
    refuse("a method of 100 kB", head("A" * 100_000, target.canary))
    refuse("bytes that are no HTTP", bytes(range(256)) * 64)
    with target.attempt("Content-Length and Transfer-Encoding together do not smuggle a request"):
        inner = head("PUT", lab + "smuggled.ics", "Content-Type: text/calendar", f"Content-Length: {len(event)}") + event
        exchange(target.server.http_port, head("POST", lab, f"Content-Length: {4 + len(inner)}", "Transfer-Encoding: chunked") + b"0\r\n\r\n" + inner, seconds=4)
        # RFC 9112 §6.1: refuse, or read as chunked and close; anything but storing what hid in the body.
    with target.attempt("odd credentials are refused with 401 or 400"):
        for value in ("Basic", "Basic !!!", "Basic " + "A" * 100_000, "Bearer x", "Basic YWxpY2U=", "Basic OjpAOg==", "Negotiate " + "x" * 4000):
            assert status_of(target, "PROPFIND", lab, {"Authorization": value}) in (400, 401, 431), value[:30]


def status_of(target, method, path, headers, body=b""):
    """The status of one request on a connection of its own; a closed connection counts as 400."""
    connection = http.client.HTTPConnection("127.0.0.1", target.server.http_port, timeout=SECONDS)
    try:
        connection.request(method, path, body, headers)
        return connection.getresponse().status
    except (http.client.HTTPException, OSError):
        return 400
    finally:
        connection.close()


def headers(target):
    credentials = target.alice.credentials()
    for name, value in (("Depth", "9" * 5000), ("Depth", "-1"), ("Depth", "1, infinity")):
        with target.attempt(f"PROPFIND with Depth {value[:12]} is refused"):
            assert status_of(target, "PROPFIND", target.collection, {**credentials, name: value}) == 400
    for name, value in (("If-Match", '"' + "x" * 60_000 + '"'), ("If-Match", ", ".join(f'"{n}"' for n in range(5000))), ("If-Match", '"unfinished'),
                        ("If", "(" * 10_000), ("If-Schedule-Tag-Match", '"' + "y" * 60_000 + '"')):
        with target.attempt(f"PUT with {name} {value[:14]} of {len(value)} bytes changes nothing"):
            status = status_of(target, "PUT", target.canary, {**credentials, name: value, "Content-Type": "text/calendar"}, ics.event("canary@lab", *WHEN, "SUMMARY:overwritten").encode())
            assert status in (400, 412, 431), status
    with target.attempt("a Destination elsewhere is refused"):
        for place in ("http://evil.example/x.ics", "file:///etc/x", "/../../etc/x", "\\\\evil\\x", "/dav/calendars/alice/lab/" + "d" * 5000 + ".ics"):
            status = status_of(target, "MOVE", target.canary, {**credentials, "Destination": place})
            assert status in (400, 403, 404, 405, 409, 412, 414, 431, 501, 502), f"{place[:40]}: {status}"


TRAVERSALS = ["/dav/../../../../etc/passwd", "/dav/%2e%2e/%2e%2e/%2e%2e/etc/passwd", "/dav/calendars/alice/..%2f..%2f..%2fetc%2fpasswd", "/dav/calendars/alice/..%5c..%5cwin.ini",
              "/assets/../../../../etc/passwd", "/assets/%2e%2e/%2e%2e/Cargo.toml", "/assets/..%2f..%2fCargo.toml", "/static/../rsvpd.toml", "/../rsvpd.toml", "//etc/passwd",
              "/dav/calendars/alice/lab/%00", "/dav/calendars/alice/lab/a%00.ics", "/dav/calendars/alice/lab/%c0%ae%c0%ae/x", "/dav/calendars/%ff%fe/lab/", "/%", "/dav/calendars/alice/lab/%zz.ics"]


def traversal(target):
    credentials = target.alice.credentials()["Authorization"]
    for path in TRAVERSALS:
        for method in ("GET", "PUT"):
            with target.attempt(f"{method} {path} leads nowhere"):
                body = ics.event("traversal@lab", *WHEN).encode() if method == "PUT" else b""
                request = f"{method} {path} HTTP/1.1\r\nHost: x\r\nAuthorization: {credentials}\r\nContent-Type: text/calendar\r\nContent-Length: {len(body)}\r\nConnection: close\r\n\r\n".encode() + body
                answer = exchange(target.server.http_port, request)
                assert re.match(rb"HTTP/1\.[01] (3|4)", answer), answer[:200]
                assert b"root:" not in answer and b"[package]" not in answer and b"smarthost" not in answer
