"""vdirsyncer and khal: two thousand events both ways, and a second run that changes nothing."""
# needs-python: icalendar vdirsyncer khal

import os
import pathlib
import re
import subprocess
import sys
import tempfile

from lab import ics
from lab.checks import check, note, part
from lab.proxy import Recorder
from lab.rsvpd import Rsvpd
from lab.ports import free_port

HALF = 1000   # events that begin on each side
BIN = pathlib.Path(sys.executable).parent

CONFIG = """\
[general]
status_path = "{folder}/status/"
[pair lab]
a = "here"
b = "there"
collections = ["from b"]
conflict_resolution = "b wins"
metadata = ["displayname", "color"]
[storage here]
type = "filesystem"
path = "{folder}/calendars/"
fileext = ".ics"
[storage there]
type = "caldav"
url = "http://127.0.0.1:{port}/"
username = "alice"
password = "alices-password"
"""

KHAL = """\
[calendars]
[[lab]]
path = {folder}/calendars/lab
[locale]
local_timezone = Europe/Berlin
default_timezone = Europe/Berlin
timeformat = %H:%M
dateformat = %Y-%m-%d
longdateformat = %Y-%m-%d
datetimeformat = %Y-%m-%d %H:%M
longdatetimeformat = %Y-%m-%d %H:%M
[sqlite]
path = {folder}/khal.db
[default]
default_calendar = lab
"""


class Client:
    """One person's computer with vdirsyncer and khal on it."""

    def __init__(self, folder, port):
        self.folder = pathlib.Path(folder)
        self.calendar = self.folder / "calendars/lab"
        (self.folder / "config").write_text(CONFIG.format(folder=folder, port=port))
        (self.folder / "khal").write_text(KHAL.format(folder=folder))
        self.environment = {**os.environ, "VDIRSYNCER_CONFIG": str(self.folder / "config"), "HOME": folder, "LC_ALL": "C.UTF-8"}

    def vdirsyncer(self, *words):
        """Runs it; everything it printed. Conflicts and errors are failures."""
        done = subprocess.run([BIN / "vdirsyncer", *words], env=self.environment, capture_output=True, text=True, input="y\n" * 20, timeout=300, check=False)
        output = done.stdout + done.stderr
        assert done.returncode == 0 and "error" not in output.lower(), output[-800:]
        return output

    def khal(self, *words):
        """Runs it; what it printed."""
        done = subprocess.run([BIN / "khal", "-c", self.folder / "khal", *words], env=self.environment, capture_output=True, text=True, timeout=60, check=False)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def files(self):
        """{file name: (bytes, modification time)} of the calendar here."""
        return {path.name: (path.read_bytes(), path.stat().st_mtime_ns) for path in self.calendar.glob("*.ics")}

    def write(self, name, text):
        """Writes an item as a program would: whole, with CRLF."""
        (self.calendar / name).write_bytes(text.encode())


def event(number, title):
    """An event every day; every tenth recurs, every seventh is all day, some titles are not ASCII."""
    day = f"2031{1 + number % 12:02}{1 + number % 28:02}"
    when = [f"DTSTART;VALUE=DATE:{day}"] if number % 7 == 0 else [f"DTSTART:{day}T100000Z", f"DTEND:{day}T110000Z"]
    rule = ["RRULE:FREQ=WEEKLY;COUNT=10"] if number % 10 == 0 else []
    return ics.event(f"event-{number}@lab", *when, *rule, f"SUMMARY:{title} Größe ✓ {number}")


def uids(texts):
    return {re.search(r"(?m)^UID:(.*?)\r?$", text)[1]: re.search(r"(?m)^SUMMARY:(.*?)\r?$", text)[1] for text in texts}


def there(alice):
    """{UID: title} on the server."""
    collection = alice.home + "lab/"
    return uids(alice.get(path).text for path in alice.members(collection))


def here(client):
    """{UID: title} in the files."""
    return uids(data.decode() for data, _ in client.files().values())


def first_sync(alice, client):
    """Half of the events there, half here."""
    collection = alice.home + "lab/"
    with check("discover finds the calendar"):
        client.vdirsyncer("discover", "lab")
        assert client.calendar.is_dir(), list((client.folder / "calendars").iterdir())
    for number in range(HALF):
        alice.put(f"{collection}event-{number}.ics", event(number, "there")).expect(201)
        client.write(f"event-{HALF + number}.ics", event(HALF + number, "here"))
    with check("the first sync brings all events to both sides"):
        client.vdirsyncer("sync")
        assert len(here(client)) == 2 * HALF and here(client) == there(alice), (len(here(client)), len(there(alice)))
    with check("the server keeps what vdirsyncer uploaded, byte for byte"):
        theirs = [alice.get(path).body for path in alice.members(collection)]
        changed = [number for number in range(HALF, 2 * HALF) if event(number, "here").encode() not in theirs]
        assert not changed, changed[:5]


def nothing_changes(alice, client, proxy, when):
    """A run without edits: no writes, no downloads, no new files."""
    with check(f"a run {when} changes nothing"):
        before = alice.members(alice.home + "lab/"), client.files(), status(client)
        proxy.requests.clear()
        client.vdirsyncer("sync")
        note(f"requests: {proxy.methods()}")
        assert (alice.members(alice.home + "lab/"), client.files(), status(client)) == before
    with check(f"a run {when} asks little: no PUT, no DELETE, no download, at most 20 requests"):
        assert not {"PUT", "DELETE", "GET", "PROPPATCH"} & proxy.methods().keys() and len(proxy.requests) <= 20, proxy.requests
        assert proxy.methods().get("REPORT", 0) <= 2, proxy.requests


def status(client):
    """What vdirsyncer remembers of each item: identical rows mean it saw no change."""
    done = subprocess.run([sys.executable, "-c", "import sqlite3,sys,glob\nfor f in sorted(glob.glob(sys.argv[1]+'/status/lab/*.items')):\n"
                           " print(sorted(sqlite3.connect(f).execute('select * from status')))", client.folder], capture_output=True, text=True, check=True)
    return done.stdout


def edits(alice, client):
    """Changes, additions and deletions on both sides at once."""
    collection = alice.home + "lab/"
    by_uid = {uid: path for path in alice.members(collection) for uid in uids([alice.get(path).text])}
    files = {uid: name for name, (data, _) in client.files().items() for uid in uids([data.decode()])}
    with check("edits on both sides meet without a conflict"):
        for number in range(0, 10):
            path = by_uid[f"event-{number}@lab"]
            alice.put(path, event(number, "edited there"), If_Match=alice.members(collection)[path]).expect(200, 204)
            client.write(files[f"event-{HALF + number}@lab"], event(HALF + number, "edited here"))
        for number in range(10, 15):
            alice.request("DELETE", by_uid[f"event-{number}@lab"]).expect(200, 204)
            (client.calendar / files[f"event-{HALF + number}@lab"]).unlink()
            alice.put(f"{collection}new-{number}.ics", event(2 * HALF + number, "new there")).expect(201)
            client.write(f"new-{number}-here.ics", event(3 * HALF + number, "new here"))
        output = client.vdirsyncer("sync")
        assert "conflict" not in output.lower(), output
    with check("after that both sides are the same, and right"):
        ours = here(client)
        assert ours == there(alice) and len(ours) == 2 * HALF, (len(ours), len(there(alice)))
        assert ours["event-3@lab"].startswith("edited there") and ours[f"event-{HALF + 3}@lab"].startswith("edited here")
        assert "event-12@lab" not in ours and f"event-{HALF + 12}@lab" not in ours and f"event-{3 * HALF + 12}@lab" in ours
    with check("the same event edited on both sides: the server's version wins, as configured"):
        path = by_uid["event-50@lab"]
        alice.put(path, event(50, "server wins")).expect(200, 204)
        client.write(files["event-50@lab"], event(50, "client loses"))
        client.vdirsyncer("sync")
        assert here(client)["event-50@lab"].startswith("server wins") and there(alice) == here(client)


def metadata(alice, client):
    """Name and colour of the calendar."""
    with check("metasync carries a new name and colour to the server"):
        client.vdirsyncer("metasync")
        (client.calendar / "displayname").write_text("Lab calendar")
        (client.calendar / "color").write_text("#336699")
        client.vdirsyncer("metasync")
        body = '<propfind xmlns="DAV:"><prop><displayname/><a:calendar-color xmlns:a="http://apple.com/ns/ical/"/></prop></propfind>'
        text = alice.request("PROPFIND", alice.home + "lab/", body, {"Depth": "0", "Content-Type": "application/xml"}).expect(207).text
        assert "Lab calendar" in text and "#336699" in text, text


def khal(alice, client):
    """A calendar program on top of the files."""
    with check("khal shows a synced event in local time"):
        alice.put(alice.home + "lab/khal.ics", ics.event("khal@lab", "DTSTART:20320401T100000Z", "DTEND:20320401T110000Z", "SUMMARY:from the server")).expect(201)
        client.vdirsyncer("sync")
        listed = client.khal("list", "2032-04-01", "1d")
        assert "12:00" in listed and "from the server" in listed, listed
    with check("an event made with khal reaches the server"):
        client.khal("new", "-r", "weekly", "2032-04-05", "09:00", "10:00", "made with khal")
        client.vdirsyncer("sync")
        assert "made with khal" in there(alice).values()


def main():
    with tempfile.TemporaryDirectory(prefix="lab-") as folder, Rsvpd(free_port()) as server, Recorder(server.http_port) as proxy:
        alice = server.add_user("alice")
        alice.make_calendar("lab")
        client = Client(folder, proxy.port)
        part(first_sync, alice, client)
        nothing_changes(alice, client, proxy, "right after the first")
        part(edits, alice, client)
        nothing_changes(alice, client, proxy, "after the edits")
        part(metadata, alice, client)
        part(khal, alice, client)


main()
