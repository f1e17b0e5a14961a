"""The server under attack, and what must be true of it after every attempt."""

import contextlib
import time

from lab import ics
from lab.checks import check

MEGABYTE = 1 << 20
# What one attempt may add to the server's resident memory, and how long it may take.
GROWTH, SECONDS = 64 * MEGABYTE, 10
ORGANIZER = ["ORGANIZER:mailto:alice@example.org", "ATTENDEE;PARTSTAT=ACCEPTED:mailto:alice@example.org"]
WHEN = ["DTSTART:20310301T100000Z", "DTEND:20310301T110000Z"]
XML = {"Content-Type": "application/xml", "Depth": "0"}


class Target:
    """The server, Alice's calendar in it, and the state that every attempt must leave alone."""

    def __init__(self, server, alice, sink):
        self.server, self.alice, self.sink = server, alice, sink
        self.collection = alice.make_calendar("lab")
        self.canary = self.collection + "canary.ics"
        self.peak = 0
        self.restore()

    def restore(self):
        """Puts the canary back, in case an earlier attempt got at it."""
        self.alice.put(self.canary, ics.event("canary@lab", *WHEN, "SUMMARY:still here")).expect(201, 204)

    @contextlib.contextmanager
    def attempt(self, name):
        """One check: the body may take SECONDS and GROWTH, and must leave no new object behind."""
        with check(name):
            self.restore()
            before, memory, started = self.alice.members(self.collection).keys(), self.server.memory(), time.monotonic()
            try:
                yield
                took = time.monotonic() - started
            finally:
                new = self.alice.members(self.collection).keys() - before
                for path in new:
                    self.alice.request("DELETE", path)
            assert self.server.is_alive(), f"the server is gone: {self.server.log_tail()}"
            grown = self.server.memory() - memory
            self.peak = max(self.peak, self.server.memory())
            assert took < SECONDS, f"took {took:.1f} s"
            assert grown < GROWTH, f"resident memory grew by {grown // MEGABYTE} MB"
            assert "still here" in self.alice.request("GET", self.canary, timeout=5).expect(200).text, "the canary was changed"
            assert not new, f"{len(new)} objects stored: {new}"
