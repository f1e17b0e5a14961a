"""WebDAV Push: a program registers as DAVx5 does, and reads the encrypted messages with a library that we did not write."""
# needs-python: http-ece cryptography

import base64
import http.server
import json
import os
import re
import threading
import time

import http_ece
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, utils

from lab import ics
from lab.checks import check, note, part
from lab.ports import free_port
from lab.rsvpd import Rsvpd

REGISTER = """<?xml version="1.0" encoding="utf-8"?>
<push-register xmlns="https://bitfire.at/webdav-push" xmlns:D="DAV:"><subscription><web-push-subscription>
<push-resource>{endpoint}</push-resource><content-encoding>aes128gcm</content-encoding>
<subscription-public-key type="p256dh">{key}</subscription-public-key><auth-secret>{secret}</auth-secret>
</web-push-subscription></subscription><trigger>{trigger}</trigger></push-register>"""
CONTENT = "<content-update><D:depth>1</D:depth></content-update>"
BOTH = CONTENT + "<property-update><D:depth>0</D:depth></property-update>"


def unpadded(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def padded(text):
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


class PushService:
    """`with PushService() as service:` — takes messages at any path; answers with `statuses[path]`, else 201."""

    def __init__(self):
        self.messages, self.statuses = [], {}
        service = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"]))
                service.messages.append((time.monotonic(), self.path, dict(self.headers), body))
                self.send_response(service.statuses.get(self.path, 201))
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, *_):
                pass

        self._server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.origin = f"http://127.0.0.1:{self._server.server_address[1]}"

    def __enter__(self):
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_):
        self._server.shutdown()
        self._server.server_close()

    def at(self, path):
        return [message for message in self.messages if message[1] == path]

    def wait_for(self, path, count, seconds=30):
        """The messages at a path, as soon as there are so many."""
        deadline = time.monotonic() + seconds
        while len(self.at(path)) < count:
            assert time.monotonic() < deadline, f"{len(self.at(path))} of {count} messages at {path} within {seconds} s"
            time.sleep(0.05)
        return self.at(path)


class Program:
    """A program with keys of its own at one endpoint."""

    def __init__(self, service, path):
        self.path, self.endpoint = path, service.origin + path
        self.private, self.secret = ec.generate_private_key(ec.SECP256R1()), os.urandom(16)
        point = self.private.public_key().public_bytes(serialization.Encoding.X962, serialization.PublicFormat.UncompressedPoint)
        self.key = unpadded(point)

    def register(self, account, collection, trigger=CONTENT):
        """Registers; the answer."""
        body = REGISTER.format(endpoint=self.endpoint, key=self.key, secret=unpadded(self.secret), trigger=trigger)
        return account.request("POST", collection, body, {"Content-Type": 'application/xml; charset="utf-8"'})

    def read(self, body):
        """The text of a message."""
        return http_ece.decrypt(body, private_key=self.private, auth_secret=self.secret, version="aes128gcm").decode()


def property_text(account, collection, name):
    body = f'<propfind xmlns="DAV:" xmlns:P="https://bitfire.at/webdav-push"><prop><P:{name}/></prop></propfind>'
    return account.request("PROPFIND", collection, body, {"Depth": "0", "Content-Type": "application/xml"}).expect(207).text


def event(number):
    return ics.event(f"push-{number}@lab", "DTSTART:20310310T120000Z", "DTEND:20310310T130000Z", f"SUMMARY:{number}")


def told(alice, collection, service):
    """A change, and what the program reads of it."""
    program = Program(service, "/one")
    with check("a registration is confirmed with its address and its end"):
        answer = program.register(alice, collection).expect(201, 204)
        assert "/dav/push/" in answer.headers["location"] and answer.headers["expires"].endswith("GMT"), answer.headers
    with check("a change is told within seconds, and http_ece reads the message"):
        begun = time.monotonic()
        alice.put(collection + "1.ics", event(1)).expect(201)
        at, _, headers, body = service.wait_for("/one", 1)[0]
        text = program.read(body)
        note(f"told after {at - begun:.1f} s: {text}")
        topic = re.search(r"<[^>]*topic>([^<]+)", property_text(alice, collection, "topic"))[1]
        assert f"<topic>{topic}</topic>" in text and alice.sync_token(collection) in text, text
    with check("the headers are those of RFC 8030 and RFC 8292"):
        headers = {name.lower(): value for name, value in headers.items()}
        assert headers["content-encoding"] == "aes128gcm" and int(headers["ttl"]) > 0 and len(headers["topic"]) <= 32, headers
        token, key = re.fullmatch(r"vapid t=([^,]+), ?k=(\S+)", headers["authorization"]).groups()
        assert key in property_text(alice, collection, "transports")
        signed, signature = token.rsplit(".", 1)
        raw = padded(signature)
        der = utils.encode_dss_signature(int.from_bytes(raw[:32], "big"), int.from_bytes(raw[32:], "big"))
        ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), padded(key)).verify(der, signed.encode(), ec.ECDSA(hashes.SHA256()))
        claims = json.loads(padded(signed.split(".")[1]))
        assert claims["aud"] == service.origin and 0 < claims["exp"] - time.time() <= 86400 and claims["sub"].startswith("mailto:"), claims
    with check("many changes are few messages, and the last one has the newest state"):
        before = len(service.at("/one"))
        for number in range(2, 32):
            alice.put(f"{collection}{number}.ics", event(number)).expect(201)
        deadline = time.monotonic() + 30
        while alice.sync_token(collection) not in program.read(service.wait_for("/one", before + 1)[-1][3]):
            assert time.monotonic() < deadline, "the newest state is not told"
            time.sleep(0.2)
        note(f"30 changes: {len(service.at('/one')) - before} messages")
        assert len(service.at("/one")) - before <= 4
    return program


def wishes(alice, collection, service, program):
    """Properties, own changes, and the end."""
    with check("a new name of the calendar is told to who asked for it, as a property update"):
        other = Program(service, "/both")
        other.register(alice, collection, BOTH).expect(201, 204)
        before = len(service.at("/one"))
        body = '<propertyupdate xmlns="DAV:"><set><prop><displayname>New</displayname></prop></set></propertyupdate>'
        alice.request("PROPPATCH", collection, body, {"Content-Type": "application/xml"}).expect(207)
        texts = [other.read(message[3]) for message in service.wait_for("/both", 1)]
        assert "<property-update" in texts[0] and "<content-update" not in texts[0], texts
        time.sleep(3)
        assert len(service.at("/one")) == before, "who asked for content only was told of properties"
    with check("Push-Dont-Notify spares the program that made the change, and only that"):
        address = program.register(alice, collection).headers["location"]
        time.sleep(6)
        before = len(service.at("/one")), len(service.at("/both"))
        alice.put(collection + "own.ics", event(99), Push_Dont_Notify=f'"{address}"').expect(201)
        service.wait_for("/both", before[1] + 1)
        time.sleep(3)
        assert len(service.at("/one")) == before[0], "it was told of its own change"
    with check("a program that took its registration back is not told any more"):
        alice.request("DELETE", address[address.index("/dav/push/"):]).expect(204)
        before = len(service.at("/one")), len(service.at("/both"))
        alice.put(collection + "after.ics", event(100)).expect(201)
        service.wait_for("/both", before[1] + 1)
        assert len(service.at("/one")) == before[0]
    with check("an endpoint that is gone is asked once and forgotten"):
        service.statuses["/both"] = 410
        time.sleep(6)
        before = len(service.at("/both"))
        for number in (101, 102):
            alice.put(f"{collection}{number}.ics", event(number)).expect(201)
            service.wait_for("/both", before + 1)
            time.sleep(8)
        assert len(service.at("/both")) == before + 1, len(service.at("/both")) - before


def elsewhere(alice, service):
    """Address books, homes, as DAVx5 asks for them, and the end of a calendar."""
    book = "/dav/contacts/alice/guests/"
    with check("DAVx5 names neither encoding nor trigger, and is told of new cards"):
        program = Program(service, "/book")
        body = REGISTER.format(endpoint=program.endpoint, key=program.key, secret=unpadded(program.secret), trigger="")
        body = body.replace("<trigger></trigger>", "").replace("<content-encoding>aes128gcm</content-encoding>", "")
        alice.request("POST", book, body, {"Content-Type": "application/xml"}).expect(204)
        card = "BEGIN:VCARD\r\nVERSION:3.0\r\nUID:1\r\nFN:Bob\r\nN:;Bob;;;\r\nEND:VCARD\r\n"
        alice.request("PUT", book + "1.vcf", card, {"Content-Type": "text/vcard"}).expect(201)
        text = program.read(service.wait_for("/book", 1)[0][3])
        assert "<content-update" in text and alice.sync_token(book) in text, text
    with check("a home tells of a new calendar, and of members only to who wants to hear of all"):
        shallow, deep = Program(service, "/shallow"), Program(service, "/deep")
        shallow.register(alice, alice.home).expect(204)
        deep.register(alice, alice.home, CONTENT.replace("1", "infinity")).expect(204)
        fresh = alice.make_calendar("fresh")
        for program in (shallow, deep):
            assert "<content-update" in program.read(service.wait_for(program.path, 1)[0][3])
        alice.put(fresh + "1.ics", event(200)).expect(201)
        service.wait_for("/deep", 2)
        time.sleep(3)
        assert len(service.at("/shallow")) == 1, len(service.at("/shallow"))
    with check("the end of a calendar is told to who watches it"):
        program = Program(service, "/end")
        program.register(alice, fresh).expect(204)
        topic = re.search(r"<[^>]*topic>([^<]+)", property_text(alice, fresh, "topic"))[1]
        alice.request("DELETE", fresh).expect(204)
        text = program.read(service.wait_for("/end", 1)[0][3])
        assert f"<topic>{topic}</topic>" in text and "<content-update" in text, text


SHARE = '<CS:share xmlns:D="DAV:" xmlns:CS="http://calendarserver.org/ns/"><CS:{0}><D:href>{1}</D:href><CS:read/></CS:{0}></CS:share>'
ACCEPT = """<CS:invite-reply xmlns:D="DAV:" xmlns:CS="http://calendarserver.org/ns/"><CS:invite-accepted/>
<CS:hosturl><D:href>{}</D:href></CS:hosturl></CS:invite-reply>"""


def shared(alice, bob, collection, service):
    """A calendar that somebody shares who may only read it."""
    xml = {"Content-Type": "application/xml"}
    with check("a sharee's program is told of the owner's changes, at the URL in the sharee's home"):
        alice.request("POST", collection, SHARE.format("set", "/dav/principals/bob/"), xml).expect(200)
        answer = bob.request("POST", bob.home, ACCEPT.format(collection), xml).expect(200)
        place = re.search(r"<href>([^<]+)</href>", answer.text)[1] + "/"
        program = Program(service, "/shared")
        program.register(bob, place).expect(201, 204)
        alice.put(collection + "shared.ics", event(300)).expect(201)
        text = program.read(service.wait_for("/shared", 1)[0][3])
        assert bob.sync_token(place) in text, text
    with check("who does not share it any more is not told any more"):
        alice.request("POST", collection, SHARE.format("remove", "/dav/principals/bob/"), xml).expect(200)
        time.sleep(6)
        before = len(service.at("/shared"))
        alice.put(collection + "alone.ics", event(301)).expect(201)
        time.sleep(4)
        assert len(service.at("/shared")) == before


def main():
    with PushService() as service, Rsvpd(free_port(), extra="[fetch]\nprivate_addresses = true\nplain_http = true\n") as server:
        alice = server.add_user("alice")
        collection = alice.home + "calendar/"
        program = told(alice, collection, service)
        part(wishes, alice, collection, service, program)
        part(elsewhere, alice, service)
        part(shared, alice, server.add_user("bob"), collection, service)


main()
