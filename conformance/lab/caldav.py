"""A few CalDAV requests, over http.client and nothing else."""

import base64
import dataclasses
import http.client
import threading
import time
import xml.etree.ElementTree as ET

LARGEST = 64 << 20   # bytes of an answer; more than this is never right here
DAV = "{DAV:}"


@dataclasses.dataclass
class Answer:
    """What came back. Header names are lower case."""

    status: int
    headers: dict
    body: bytes

    @property
    def text(self):
        return self.body.decode("utf-8", "replace")

    def expect(self, *statuses):
        """This answer, if its status is one of those."""
        assert self.status in statuses, f"status {self.status}, not {' or '.join(map(str, statuses))}: {self.text[:300]}"
        return self


class Account:
    """Somebody's CalDAV account. Each thread keeps one connection alive."""

    def __init__(self, port, name, password):
        self.port, self.name, self.password = port, name, password
        self.home = f"/dav/calendars/{name}/"
        self._connections = threading.local()

    def request(self, method, path, body=None, headers=(), timeout=30):
        """One request; if the server has closed the kept connection meanwhile, once more on a new one."""
        kept = getattr(self._connections, "it", None)
        try:
            return self.request_once(method, path, body, headers, timeout)
        except (http.client.RemoteDisconnected, BrokenPipeError, ConnectionResetError):
            if not kept:
                raise
            return self.request_once(method, path, body, headers, timeout)

    def request_once(self, method, path, body=None, headers=(), timeout=30):
        """One request, never repeated: after an exception nobody knows whether the server did it."""
        connection = getattr(self._connections, "it", None)
        if connection is None:
            connection = self._connections.it = http.client.HTTPConnection("127.0.0.1", self.port, timeout=timeout)
        try:
            connection.request(method, path, body.encode() if isinstance(body, str) else body, {**self.credentials(), **dict(headers)})
            answer = connection.getresponse()
            body = answer.read(LARGEST + 1)
            assert len(body) <= LARGEST, f"status {answer.status} with a body of more than {LARGEST >> 20} MB"
            return Answer(answer.status, {k.lower(): v for k, v in answer.getheaders()}, body)
        except Exception:
            self.hang_up()
            raise

    def credentials(self):
        """The Authorization header."""
        return {"Authorization": "Basic " + base64.b64encode(f"{self.name}:{self.password}".encode()).decode()}

    def hang_up(self):
        """Closes this thread's connection."""
        connection = getattr(self._connections, "it", None)
        if connection:
            connection.close()
        self._connections.it = None

    def make_calendar(self, name):
        """MKCALENDAR; the path of the new calendar."""
        path = f"{self.home}{name}/"
        self.request("MKCALENDAR", path).expect(201)
        return path

    def put(self, path, ics, **headers):
        """PUT of a calendar object. Header names are written with underscores: If_Match."""
        headers = {name.replace("_", "-"): value for name, value in headers.items()}
        return self.request("PUT", path, ics, {"Content-Type": "text/calendar; charset=utf-8", **headers})

    def get(self, path):
        """GET that must find something."""
        return self.request("GET", path).expect(200)

    def wait_for(self, path, condition, seconds=20):
        """The object's text as soon as `condition(text)` holds."""
        deadline = time.monotonic() + seconds
        while True:
            text = self.get(path).text
            if condition(text):
                return text
            assert time.monotonic() < deadline, f"not seen within {seconds} s; last seen: {text}"
            time.sleep(0.2)

    def members(self, collection):
        """{path: ETag} of a collection's members."""
        body = '<propfind xmlns="DAV:"><prop><getetag/></prop></propfind>'
        answer = self.request("PROPFIND", collection, body, {"Depth": "1", "Content-Type": "application/xml"}).expect(207)
        etags = {}
        for response in ET.fromstring(answer.body).iter(DAV + "response"):
            path, etag = response.findtext(DAV + "href").strip(), response.findtext(f".//{DAV}getetag")
            if path != collection and etag:
                etags[path] = etag
        return etags

    def sync_token(self, collection):
        """The collection's DAV:sync-token."""
        body = '<propfind xmlns="DAV:"><prop><sync-token/></prop></propfind>'
        answer = self.request("PROPFIND", collection, body, {"Depth": "0", "Content-Type": "application/xml"}).expect(207)
        return ET.fromstring(answer.body).findtext(f".//{DAV}sync-token")

    def changes_since(self, collection, token):
        """{path: ETag, or None when it is gone} of what changed since the token (RFC 6578)."""
        body = (f'<sync-collection xmlns="DAV:"><sync-token>{token}</sync-token><sync-level>1</sync-level>'
                "<prop><getetag/></prop></sync-collection>")
        answer = self.request("REPORT", collection, body, {"Content-Type": "application/xml"}).expect(207)
        return {response.findtext(DAV + "href").strip(): response.findtext(f".//{DAV}getetag")
                for response in ET.fromstring(answer.body).iter(DAV + "response")}
