"""The server under test: one process, one fresh data folder, free loopback ports."""

import os
import pathlib
import re
import shutil
import signal
import subprocess
import sys
import tempfile

from lab import checks
from lab.caldav import Account
from lab.ports import free_port, wait_for_port

CONFIG = """\
data = "{folder}/data"
[http]
listen = ["127.0.0.1:{http}"]
public_url = "http://127.0.0.1:{http}"
[mail]
host = "cal.example.org"
domains = ["{domain}"]
organizer_address = "{organizer_address}"
[mail.out]
route = "smarthost"
smarthost = "smtp+plain://127.0.0.1:{smarthost}"
hold_seconds = 0
[mail.in]
smtp = ["127.0.0.1:{smtp}"]
lmtp = ["127.0.0.1:{lmtp}"]
unverified = "{unverified}"
[limits]
mails_per_hour = 100000
"""


BOOK = ('<mkcol xmlns="DAV:" xmlns:CR="urn:ietf:params:xml:ns:carddav"><set><prop><resourcetype><collection/>'
        "<CR:addressbook/></resourcetype></prop></set></mkcol>")


def shared():
    """The folder with samples and other people's suites, or None: RSVPD_SHARED, else `shared` beside the project."""
    project = pathlib.Path(__file__).resolve().parents[2]
    folder = pathlib.Path(os.environ.get("RSVPD_SHARED") or project.parent / "shared")
    return folder if folder.is_dir() else None


def unpacked(name, runner):
    """The folder of a suite that was unpacked in RSVPD_SUITES, or None and a SKIP line."""
    folder = pathlib.Path(os.environ.get("RSVPD_SUITES", "/nowhere")) / name
    if folder.is_dir():
        return folder
    checks.report("SKIP", f"{runner} {name}", "not unpacked here (RSVPD_SUITES)")
    return None


class Rsvpd:
    """`with Rsvpd(…) as server:` — serves inside the block; gone, with its folder, after it."""

    def __init__(self, smarthost, organizer_address="per-attendee", unverified="hold", domain="example.org", user=None, seed=None, extra=""):
        """`smarthost` is the loopback port all mail leaves to; `user` an unprivileged user to run as (needs root); `seed` a server that has stopped, whose data this one begins with.

        The other words are settings of the same name: how organizers appear to guests, what becomes of unproven answers, our people's domain;
        `extra` is more of the configuration file."""
        self.domain = domain
        self._failures_before = checks.failures
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="lab-"))
        self.http_port, self.smtp_port, self.lmtp_port = free_port(), free_port(), free_port()
        self.config = self.folder / "rsvpd.toml"
        self.config.write_text(CONFIG.format(folder=self.folder, http=self.http_port, smtp=self.smtp_port, lmtp=self.lmtp_port,
                                             smarthost=smarthost, organizer_address=organizer_address, unverified=unverified, domain=domain) + extra)
        self.log = self.folder / "rsvpd.log"
        self.binary = os.environ["RSVPD"]
        if seed:
            shutil.copytree(seed.folder / "data", self.folder / "data")
        self._user = user
        if user:
            self._let_in(user)
        self._process = None

    def __enter__(self):
        signal.signal(signal.SIGTERM, lambda *_: sys.exit("terminated"))   # so that __exit__ runs then, too
        self.start()
        return self

    def __exit__(self, *_):
        if self._process:
            self.stop()
        if checks.failures > self._failures_before:
            checks.note(f"the server's log ends: {self.log_tail(12)}")
        if os.environ.get("KEEP"):
            checks.note(f"kept: {self.folder}")
        else:
            shutil.rmtree(self.folder, ignore_errors=True)

    @property
    def pid(self):
        """The process id of the running server."""
        return self._process.pid

    def start(self, seconds=30):
        """Starts the server and returns when it answers on all its ports."""
        with open(self.log, "ab") as log:
            self._process = subprocess.Popen([self.binary, "serve", "--config", str(self.config)], stdin=subprocess.DEVNULL,
                                             stdout=log, stderr=log, user=self._user, start_new_session=True, cwd=self.folder)
        for port in (self.http_port, self.smtp_port, self.lmtp_port):
            try:
                wait_for_port(port, seconds)
            except AssertionError as error:
                raise AssertionError(f"{error}; the server's log ends: {self.log_tail()}") from None

    def stop(self):
        """Asks the server to stop; its exit code."""
        self._process.terminate()
        try:
            return self._process.wait(timeout=30)
        except subprocess.TimeoutExpired:
            self._process.kill()
            return self._process.wait()

    def kill(self):
        """kill -9, as a power cut would."""
        os.kill(self._process.pid, signal.SIGKILL)
        self._process.wait()

    def is_alive(self):
        """Whether the process that was started still runs."""
        return self._process.poll() is None

    def memory(self):
        """The server's resident memory in bytes."""
        status = pathlib.Path(f"/proc/{self.pid}/status").read_text()
        return int(re.search(r"VmRSS:\s+(\d+) kB", status)[1]) * 1024

    def command(self, *words, stdin=b"", check=True):
        """Runs `rsvpd WORDS… --config FILE`; the completed process, output as text."""
        done = subprocess.run([self.binary, *words, "--config", str(self.config)], input=stdin, capture_output=True, user=self._user, timeout=60, check=False, cwd=self.folder)
        done.stdout, done.stderr = done.stdout.decode(errors="replace"), done.stderr.decode(errors="replace")
        assert not check or done.returncode == 0, f"rsvpd {' '.join(words)} ended with {done.returncode}: {done.stdout} {done.stderr}"
        return done

    def add_user(self, name, password="alices-password", called="{} Example"):
        """A person with an account; the CalDAV account to use."""
        self.command("user", "add", name, "--email", f"{name}@{self.domain}", "--name", called.format(name.title()), "--password-stdin", stdin=password.encode() + b"\n")
        return Account(self.http_port, name, password)

    def add_people(self, names, calendars, called=lambda name: f"{name.title()} Example"):
        """People whose password is their name, with these calendars; `called` says what they are called."""
        for name in names:
            account = self.add_user(name, password=name, called=called(name))
            for calendar in calendars:
                account.request("MKCALENDAR", f"{account.home}{calendar}/").expect(201, 403, 405)  # a new account may have one already

    def make_books(self, names, book):
        """An address book of this name for people whose password is their name."""
        for name in names:
            Account(self.http_port, name, name).request("MKCOL", f"/dav/contacts/{name}/{book}/", BOOK, {"Content-Type": "application/xml"}).expect(201)

    def log_tail(self, lines=5):
        """The last lines of the server's log."""
        text = re.sub(r"\x1b\[[0-9;]*m", "", self.log.read_text(errors="replace"))
        return "\n       ".join(text.splitlines()[-lines:])

    def _let_in(self, user):
        """The folder, and a copy of the binary in it, belong to that user."""
        self.binary = shutil.copy(self.binary, self.folder / "rsvpd")
        shutil.chown(self.folder, user)
        self.folder.chmod(0o755)
