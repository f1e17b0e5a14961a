"""Hostile and broken input by HTTP and SMTP: a clear refusal, nothing stored, bounded memory, a server that goes on."""
# needs-python: icalendar

import re

from hostile import documents, invitations, objects, requests, sessions, slow
from hostile.target import MEGABYTE, Target
from lab.checks import check, note, part
from lab.rsvpd import Rsvpd
from lab.sink import Sink

ATTACKS = (objects.bad_objects, objects.heavy_objects, documents.bad_xml, requests.http_bytes, requests.headers, requests.traversal, sessions.smtp, invitations.injection, slow.slow_clients)


def main():
    with Sink() as sink, Rsvpd(sink.port) as server:
        target = Target(server, server.add_user("alice"), sink)
        first = server.memory()
        for attack in ATTACKS:
            part(attack, target)
        note(f"resident memory: {first // MEGABYTE} MB at the start, {target.peak // MEGABYTE} MB at most after an attempt, {server.memory() // MEGABYTE} MB at the end")
        with check("no panic in the log"):
            log = server.log.read_text(errors="replace")
            assert "panicked" not in log, re.findall(r".*panicked.*", log)[:3]


main()
