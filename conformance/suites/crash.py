"""kill -9 under load: what was acknowledged is there, byte for byte, with its mail."""
# needs-python: icalendar
# Environment: KILLS, how often to kill (60); SEED, to repeat a run's timing.

import contextlib
import os
import pathlib
import random
import shutil
import smtplib
import sqlite3
import tempfile
import threading
import time

from lab import guest, ics
from lab.checks import check, note
from lab.rsvpd import Rsvpd
from lab.sink import Sink

KILLS = int(os.environ.get("KILLS", "60"))
WRITERS, ANSWERERS = 6, 2
EVENTS, GUESTS = 40, 25   # the meetings whose guests answer by SMTP during the load
ORGANIZER = ["ORGANIZER:mailto:alice@example.org", "ATTENDEE;PARTSTAT=ACCEPTED:mailto:alice@example.org"]
WHEN = ["DTSTART:20310301T100000Z", "DTEND:20310301T110000Z"]


class Ledger:
    """What the server has acknowledged, and what it may or may not have done when it died."""

    def __init__(self):
        self.lock = threading.Lock()
        self.acknowledged = {}   # path -> (ETag, body) of the last PUT answered with 2xx
        self.doubtful = {}       # path -> bodies of later PUTs that were never answered
        self.invited = set()     # outside guests of acknowledged PUTs
        self.answered = []       # (path, guest, answer address) of the answers SMTP took with 250
        self.puts = self.cut_off = 0


class Writer(threading.Thread):
    """PUTs new objects and new versions of old ones over a kept connection, forever."""

    def __init__(self, number, alice, ledger, over):
        super().__init__(daemon=True)
        self.number, self.alice, self.ledger, self.over = number, alice, ledger, over
        self.random = random.Random(number)
        self.mine, self.count = [], 0

    def run(self):
        while not self.over.is_set():
            self.count += 1
            if self.mine and self.random.random() < 0.3:
                self.put(self.random.choice(self.mine), [])
            elif self.random.random() < 0.3:
                address = f"guest-{self.number}-{self.count}@guest.example"
                self.put(f"{self.alice.home}lab/{self.number}-{self.count}-guest.ics", [*ORGANIZER, f"ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:{address}"], address)
            else:
                path = f"{self.alice.home}lab/{self.number}-{self.count}.ics"
                self.mine.append(path)
                self.put(path, [])

    def put(self, path, lines, address=None):
        name = path.rsplit("/", 1)[1]
        body = ics.event(f"{name}@lab", *WHEN, f"SUMMARY:version {self.count}", "DESCRIPTION:" + "x" * self.random.randrange(3000), *lines).encode()
        ledger = self.ledger
        try:
            answer = self.alice.request_once("PUT", path, body, {"Content-Type": "text/calendar"}, timeout=20)
        except Exception:  # the server died: nobody knows
            with ledger.lock:
                ledger.doubtful.setdefault(path, []).append(body)
                ledger.cut_off += 1
            time.sleep(0.05)
            return
        with ledger.lock:
            if answer.status in (200, 201, 204):
                ledger.puts += 1
                ledger.acknowledged[path] = (answer.headers.get("etag"), body, bool(address))
                ledger.doubtful.pop(path, None)
                ledger.invited.update({address} if address else ())
            else:
                ledger.doubtful.setdefault(path, []).append(body)
                print(f"     PUT {path}: {answer.status} {answer.text[:200]}", flush=True)


class Answerer(threading.Thread):
    """Sends the guests' answers by SMTP, each until it is taken with 250."""

    def __init__(self, port, answers, ledger, over):
        super().__init__(daemon=True)
        self.port, self.answers, self.ledger, self.over = port, answers, ledger, over

    def run(self):
        while not self.over.is_set():
            with self.ledger.lock:
                if not self.answers:
                    return
                path, person, address, mail = self.answers.pop()
            try:
                with smtplib.SMTP("127.0.0.1", self.port, local_hostname="pc.guest.example", timeout=20) as smtp:
                    smtp.sendmail(person, [address], mail)
            except Exception:  # not acknowledged: the sender's queue tries again, as any mail server would
                with self.ledger.lock:
                    self.answers.insert(0, (path, person, address, mail))
                time.sleep(0.05)
                continue
            with self.ledger.lock:
                self.ledger.answered.append((path, person, address))
            time.sleep(0.02)


def invite(server, alice):
    """Meetings whose mails go out while the sink still listens; the answers their guests will give."""
    answers = []
    people = [(f"{alice.home}lab/meeting-{event}.ics", f"answer-{event}-{number}@guest.example") for event in range(EVENTS) for number in range(GUESTS)]
    with server.sink as sink:
        for event in range(EVENTS):
            path = f"{alice.home}lab/meeting-{event}.ics"
            guests = [f"ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:{person}" for place, person in people if place == path]
            alice.put(path, ics.event(f"meeting-{event}@lab", *WHEN, f"SUMMARY:Meeting {event}", *ORGANIZER, *guests)).expect(201)
        for path, person in people:
            mail = sink.wait_for(person, seconds=120)
            reply = guest.calendar_mail(person, mail.answer_address, guest.answer(mail.calendar, person, "ACCEPTED"))
            answers.append((path, person, mail.answer_address, reply))
    random.Random(1).shuffle(answers)
    return answers


def kill_and_restart(server, timing):
    """Kills the server up to KILLS times under load; how often the database was whole."""
    whole = []
    for number in range(KILLS):
        time.sleep(timing.uniform(0.05, 0.9))
        assert server.is_alive(), f"the server died by itself before kill {number}: {server.log_tail()}"
        server.kill()
        whole.append(integrity(server.folder / "data"))
        server.start()
    return whole


def integrity(data):
    """What SQLite says of a copy of the data folder; the server recovers the original itself."""
    with tempfile.TemporaryDirectory(prefix="lab-") as copy:
        shutil.copytree(data, copy, dirs_exist_ok=True)
        results = []
        for path in (path for path in pathlib.Path(copy).rglob("*") if path.is_file() and path.open("rb").read(15) == b"SQLite format 3"):
            with contextlib.closing(sqlite3.connect(path)) as database:
                results += [row[0] for row in database.execute("PRAGMA integrity_check")] + [str(row) for row in database.execute("PRAGMA foreign_key_check")]
        return " ".join(results) or "no database found"


def compare(alice, ledger):
    """The acknowledged PUTs that are not there as they were acknowledged."""
    lost, changed, no_etag = [], [], 0
    for path, (etag, body, has_guest) in ledger.acknowledged.items():
        answer = alice.request("GET", path)
        if answer.status != 200:
            lost.append(path)
        elif answer.body in ledger.doubtful.get(path, ()):
            continue  # a later version, acknowledged to nobody, got in before the kill: allowed
        elif has_guest:
            # The server writes SCHEDULE-STATUS into these, so only Alice's own words are compared.
            if words(answer.text) != words(body.decode()):
                changed.append(path)
        elif answer.body != body or (etag and answer.headers.get("etag") != etag):
            changed.append(path)
        no_etag += not etag and not has_guest
    return lost, changed, no_etag


def words(text):
    """UID, title and description of an event."""
    component = ics.components(text, "VEVENT")[0]
    return [ics.first(component, name).value for name in ("UID", "SUMMARY", "DESCRIPTION")]


def verify(server, alice, ledger):
    """Everything acknowledged, after the last restart."""
    lost, changed, no_etag = compare(alice, ledger)
    with check("every acknowledged PUT is there"):
        assert not lost, f"{len(lost)} of {len(ledger.acknowledged)} lost: {lost[:5]}"
    with check("with the bytes and the ETag that were acknowledged"):
        assert not changed and not no_etag, f"{len(changed)} changed: {changed[:5]}; {no_etag} PUTs got no ETag"
    with check("every acknowledged PUT with an outside guest has its mail in the outbox"):
        queued = column(server.folder / "data", "SELECT recipient FROM outbox")
        missing = [address for address in ledger.invited if address not in queued]
        assert not missing, f"{len(missing)} of {len(ledger.invited)} are lost: {missing[:5]}"
    with check("mail queue shows what waits"):
        assert "@guest.example" in server.command("mail", "queue").stdout
    with check("every answer that SMTP took with 250 is in the spool"):
        spooled = column(server.folder / "data", "SELECT recipient FROM spool")
        missing = [address for _, _, address in ledger.answered if address.lower() not in spooled]
        assert not missing, f"{len(missing)} of {len(ledger.answered)} answers are lost: {missing[:5]}"
    with check("and is in its event within a minute of the restart"):
        late = unanswered(alice, ledger)
        assert not late, f"{len(late)} of {len(ledger.answered)} answers are still to be read: {late[:5]}"
    with check("sync-collection and PROPFIND agree on what there is"):
        collection = alice.home + "lab/"
        assert alice.changes_since(collection, "") == alice.members(collection)


def column(data, query):
    """The lower-case values that a query finds in the server's database."""
    path = next(path for path in data.rglob("*") if path.is_file() and path.open("rb").read(15) == b"SQLite format 3")
    with contextlib.closing(sqlite3.connect(path)) as database:
        return {row[0].lower() for row in database.execute(query)}


def unanswered(alice, ledger, seconds=60):
    """Answers not seen in their events after a while."""
    deadline = time.monotonic() + seconds
    while True:
        texts = {path: alice.get(path).text for path in {path for path, _, _ in ledger.answered}}
        late = [person for path, person, _ in ledger.answered if ics.partstat(texts[path], person) != "ACCEPTED"]
        if not late or time.monotonic() > deadline:
            return late
        time.sleep(1)


def main():
    seed = int(os.environ.get("SEED", time.time_ns() % 10**6))
    note(f"SEED={seed} KILLS={KILLS}")
    ledger, over, sink = Ledger(), threading.Event(), Sink()
    with Rsvpd(sink.port) as server:
        server.sink = sink   # closed after the invitations: from then on the smarthost refuses, and mail stays in the outbox
        alice = server.add_user("alice")
        alice.make_calendar("lab")
        answers = invite(server, alice)
        threads = [Writer(number, alice, ledger, over) for number in range(WRITERS)] + [Answerer(server.smtp_port, answers, ledger, over) for _ in range(ANSWERERS)]
        for thread in threads:
            thread.start()
        with check(f"the server comes back after each of {KILLS} kills, its database whole"):
            whole = kill_and_restart(server, random.Random(seed))
            assert set(whole) == {"ok"}, [text for text in whole if text != "ok"][:3]
        time.sleep(1)
        over.set()
        for thread in threads:
            thread.join(timeout=40)
        note(f"{ledger.puts} PUTs acknowledged ({len(ledger.acknowledged)} objects, {len(ledger.invited)} outside guests), {ledger.cut_off} cut off by a kill; "
             f"{len(ledger.answered)} answers taken by SMTP")
        with check("there was load: at least 500 PUTs acknowledged, at least 20 cut off, at least 100 answers taken"):
            assert ledger.puts >= 500 and ledger.cut_off >= 20 and len(ledger.answered) >= 100
        verify(server, alice, ledger)


main()
