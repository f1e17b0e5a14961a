"""vdirsyncer and vobject: an address book both ways, and guests and colleagues that come by themselves."""
# needs-python: vdirsyncer vobject

import os
import pathlib
import re
import subprocess
import sys
import tempfile

import vobject

from lab import ics
from lab.checks import check, note, part
from lab.ports import free_port
from lab.proxy import Recorder
from lab.rsvpd import Rsvpd

BIN = pathlib.Path(sys.executable).parent

CONFIG = """\
[general]
status_path = "{folder}/status/"
[pair lab]
a = "here"
b = "there"
collections = ["from b"]
conflict_resolution = "b wins"
[storage here]
type = "filesystem"
path = "{folder}/contacts/"
fileext = ".vcf"
[storage there]
type = "carddav"
url = "http://127.0.0.1:{port}/"
username = "alice"
password = "alices-password"
"""

MKCOL = ('<mkcol xmlns="DAV:" xmlns:CR="urn:ietf:params:xml:ns:carddav"><set><prop><resourcetype><collection/>'
         "<CR:addressbook/></resourcetype><displayname>Lab</displayname></prop></set></mkcol>")


class Client:
    """One person's computer with vdirsyncer on it."""

    def __init__(self, folder, port):
        self.folder = pathlib.Path(folder)
        (self.folder / "config").write_text(CONFIG.format(folder=folder, port=port))
        self.environment = {**os.environ, "VDIRSYNCER_CONFIG": str(self.folder / "config"), "HOME": folder, "LC_ALL": "C.UTF-8"}

    def vdirsyncer(self, *words):
        """Runs it; everything it printed. Conflicts and errors are failures."""
        done = subprocess.run([BIN / "vdirsyncer", *words], env=self.environment, capture_output=True, text=True, input="y\n" * 20, timeout=300, check=False)
        output = done.stdout + done.stderr
        assert done.returncode == 0 and "error" not in output.lower(), output[-800:]
        return output

    def book(self, name="lab"):
        return self.folder / "contacts" / name

    def files(self, name="lab"):
        """{file name: (bytes, modification time)} of a book here."""
        return {path.name: (path.read_bytes(), path.stat().st_mtime_ns) for path in self.book(name).glob("*.vcf")}

    def uids(self, name="lab"):
        """{UID: FN} of a book here."""
        return uids(data.decode() for data, _ in self.files(name).values())


def card(number, name, version="3.0"):
    """A card made by vobject in 3.0, by hand in 4.0; long notes and a photo of some kilobytes among them."""
    if version == "4.0":
        lines = ["BEGIN:VCARD", "VERSION:4.0", f"UID:card-{number}@lab", f"FN:{name} Größe {number}", f"EMAIL;PREF=1:p{number}@else.example", "END:VCARD"]
        return "".join(line + "\r\n" for line in lines)
    made = vobject.vCard()
    made.add("uid").value = f"card-{number}@lab"
    made.add("fn").value = f"{name} Größe {number}"
    made.add("n").value = vobject.vcard.Name(family=f"Größe; {number}", given=name)
    email = made.add("email")
    email.value, email.type_param = f"p{number}@else.example", "INTERNET"
    made.add("note").value = "line, one\nline; two " + "✓" * 60
    if number % 10 == 0:
        photo = made.add("photo")
        photo.value, photo.encoding_param, photo.type_param = bytes(range(256)) * 12, "b", "PNG"
    return made.serialize()


def uids(texts):
    return {re.search(r"(?m)^UID:(.*?)\r?$", text)[1]: vobject.readOne(text).fn.value for text in texts}


def put(alice, path, text, **headers):
    headers = {name.replace("_", "-"): value for name, value in headers.items()}
    return alice.request("PUT", path, text.encode(), {"Content-Type": "text/vcard; charset=utf-8", **headers})


def there(alice, book):
    return uids(alice.get(path).text for path in alice.members(book))


def both_ways(alice, client, proxy, book):
    """50 cards there, 50 here; a second run; edits on both sides."""
    with check("discover finds all three address books by the well-known address"):
        client.vdirsyncer("discover", "lab")
        assert {path.name for path in (client.folder / "contacts").iterdir()} == {"lab", "guests", "house"}
        assert ("GET" in proxy.methods() or "PROPFIND" in proxy.methods()), proxy.methods()
    for number in range(50):
        put(alice, f"{book}{number}.vcf", card(number, "there", "4.0" if number % 3 == 0 else "3.0")).expect(201)
        (client.book() / f"{100 + number}.vcf").write_bytes(card(100 + number, "here").encode())
    with check("the first sync brings 100 cards to both sides"):
        client.vdirsyncer("sync", "lab/lab")
        assert len(client.uids()) == 100 and client.uids() == there(alice, book), (len(client.uids()), len(there(alice, book)))
    with check("the server keeps what vdirsyncer uploaded, byte for byte"):
        theirs = [alice.get(path).body for path in alice.members(book)]
        changed = [number for number in range(100, 150) if card(number, "here").encode() not in theirs]
        assert not changed, changed[:5]
    with check("a second run changes nothing and downloads nothing"):
        before = alice.members(book), client.files()
        proxy.requests.clear()
        client.vdirsyncer("sync", "lab/lab")
        note(f"requests: {proxy.methods()}")
        assert (alice.members(book), client.files()) == before
        assert not {"PUT", "DELETE", "GET", "PROPPATCH"} & proxy.methods().keys(), proxy.methods()
    with check("edits and deletions on both sides meet"):
        put(alice, f"{book}1.vcf", card(1, "edited there")).expect(204)
        alice.request("DELETE", f"{book}2.vcf").expect(204)
        (client.book() / "101.vcf").write_bytes(card(101, "edited here").encode())
        (client.book() / "102.vcf").unlink()
        client.vdirsyncer("sync", "lab/lab")
        found = client.uids()
        assert found == there(alice, book) and len(found) == 98, len(found)
        assert found["card-1@lab"].startswith("edited there") and found["card-101@lab"].startswith("edited here")


def by_themselves(alice, client):
    """The guest book and the book of the house."""
    with check("an invited guest is in the guest book, in a card that vobject finds valid"):
        alice.put(alice.home + "calendar/lunch.ics", ics.event("lunch@lab", "DTSTART:20310101T100000Z", "DTEND:20310101T110000Z", "SUMMARY:Lunch",
                  "ORGANIZER:mailto:alice@example.org", 'ATTENDEE;CN="Bob Größe, Sr.":mailto:bob@else.example')).expect(201)
        client.vdirsyncer("sync", "lab/guests")
        (data, _), = client.files("guests").values()
        guest = vobject.readOne(data.decode())
        guest.validate(raiseException=True)
        assert (guest.fn.value, guest.email.value) == ("Bob Größe, Sr.", "bob@else.example"), guest
    with check("colleagues come down with the book of the house, in cards that vobject finds valid"):
        client.vdirsyncer("sync", "lab/house")
        colleagues = [vobject.readOne(data.decode()) for data, _ in client.files("house").values()]
        assert all(colleague.validate(raiseException=True) for colleague in colleagues)
        assert sorted(colleague.fn.value for colleague in colleagues) == ["Alice Example", "Carol Example"], colleagues


def versions(alice, book):
    """What the server converts, read by a program that it did not come from."""
    with check("each card is valid in 3.0, whatever it was put as, and keeps name, address and photo"):
        hrefs = "".join(f"<href>{path}</href>" for path in alice.members(book))
        body = (f'<CR:addressbook-multiget xmlns="DAV:" xmlns:CR="urn:ietf:params:xml:ns:carddav"><prop>'
                f'<CR:address-data content-type="text/vcard" version="3.0"/></prop>{hrefs}</CR:addressbook-multiget>')
        answer = alice.request("REPORT", book, body, {"Content-Type": "application/xml"}).expect(207)
        import xml.etree.ElementTree as ET
        texts = [element.text for element in ET.fromstring(answer.body).iter("{urn:ietf:params:xml:ns:carddav}address-data")]
        cards = [vobject.readOne(text) for text in texts]
        assert len(cards) == 98 and all(one.validate(raiseException=True) for one in cards)
        assert all(one.version.value == "3.0" and one.email.value.startswith("p") for one in cards)


def main():
    with tempfile.TemporaryDirectory(prefix="lab-") as folder, Rsvpd(free_port()) as server, Recorder(server.http_port) as proxy:
        alice = server.add_user("alice")
        server.add_user("carol")
        book = "/dav/contacts/alice/lab/"
        alice.request("MKCOL", book, MKCOL, {"Content-Type": "application/xml"}).expect(201)
        client = Client(folder, proxy.port)
        part(both_ways, alice, client, proxy, book)
        part(by_themselves, alice, client)
        part(versions, alice, book)


main()
