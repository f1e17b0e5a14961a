"""CalConnect's CalDAVTester, test by test, each file on a server of its own."""
# Environment: RSVPD_SUITES, a folder with unpacked caldavtester and ccs-pycalendar; PY2, a Python 2.7.
#              GROUP, names of the shared runner's groups; FILES, file names instead.
#              DETAILS, a folder for what each file printed, with requests and answers (the suite breaks off where they are no UTF-8).

import json
import os
import pathlib
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ET

from lab.checks import note, report, skip_suite
from lab.ports import free_port
from lab.rsvpd import Rsvpd, shared, unpacked

USERS = [f"user{number:02}" for number in range(1, 41)]
GROUPS = ["dav-core", "discovery", "query"]   # scheduling (sched-basic) has to be asked for: what fails there is not sorted yet
FEATURES = ["brief", "prefer-noroot", "sync-report-home", "split-calendars"]   # beyond those of the shared profile
SUBSTITUTIONS = {                                           # where our URLs differ
    "$add-member:": "?add-member",
    "$dropbox:": "[",                                       # the suite's way to write an empty list: our homes have no such collection
}
VERDICTS = {0: "PASS", 1: "FAIL", 2: "FAIL", 3: "SKIP"}   # the suite's own numbers: ok, failed, error, ignored


class Suite:
    """The unpacked suite and the shared runner that knows how to call it."""

    def __init__(self, folder, library, runners):
        self.folder, self.library, self.runners = folder, library, runners
        self.python = os.environ.get("PY2", "python2.7")

    def groups(self):
        """{group: [file, …]} to run."""
        if os.environ.get("FILES"):
            return {"chosen": os.environ["FILES"].split()}
        lines = subprocess.run([sys.executable, self.runners / "run-caldavtester.py", "-", "-", "-", "--list-groups"], capture_output=True, text=True, check=True).stdout
        known = {line.split()[0]: line.split()[2:] for line in lines.splitlines()}
        return {name: known[name] for name in os.environ.get("GROUP", " ".join(GROUPS)).split()}

    def run(self, name, server, folder):
        """Runs one file against the server; what the suite made of it as JSON, or None when it broke off, and everything it printed."""
        base, profile, info = f"http://127.0.0.1:{server.http_port}", folder / "profile.json", folder / "serverinfo.xml"
        profile.write_text(json.dumps(self.profile()))
        subprocess.run([sys.executable, self.runners / "gen-serverinfo.py", self.folder, profile, info, base], check=True, capture_output=True)
        details = os.environ.get("DETAILS")
        words = [self.python, "testcaldav.py", "-s", info, "--observer", "jsondump"] + ["--print-details-onfail"] * bool(details) + [f"CalDAV/{name}.xml"]
        try:
            done = subprocess.run(words, cwd=self.folder, env={**os.environ, "PYTHONPATH": str(self.library / "src"), "TZ": "UTC"}, capture_output=True, timeout=600, check=False)
            text = (done.stdout + b"\n" + done.stderr).decode(errors="replace")
        except subprocess.TimeoutExpired:
            text = "it took more than ten minutes"
        if details:
            (pathlib.Path(details) / f"{name}.json").write_text(text)
        line = next((line for line in text.splitlines() if line.startswith("[")), None)
        return (json.loads(line) if line else None), text

    def profile(self):
        """The shared profile of what we should be able to do, with what is different by now."""
        profile = json.loads((self.runners / "profiles/conformant.json").read_text())
        profile["features"] += FEATURES
        profile["subs"].update(SUBSTITUTIONS)
        return profile

    def tests_in(self, name):
        """How many tests a file has."""
        return sum(1 for _ in ET.parse(self.folder / f"scripts/tests/CalDAV/{name}.xml").getroot().iter("test"))


def results(found, where=""):
    """(name, the suite's number, details) of each test, and of each file whose start failed or that asks for a feature we do not have."""
    for part in found:
        inner = part.get("tests")
        if inner:
            yield from results(inner, part.get("name", where))
        elif part.get("result") is not None:
            yield " ".join(f"{where}/{part.get('name')}".split()), part["result"], part.get("details")


def one_file(suite, name, seed, folder):
    """Reports each test of a file; how many passed, failed and were skipped."""
    counts = {"PASS": 0, "FAIL": 0, "SKIP": 0}
    seen = {}
    with Rsvpd(free_port(), domain="example.com", seed=seed) as server:
        found, text = suite.run(name, server, folder)
    tests = list(results(found or []))
    total = suite.tests_in(name)
    if found is None:
        report("FAIL", f"{name} runs", f"hides {total} tests: {' '.join(text.splitlines()[-1:])}")
        return {**counts, "FAIL": total}
    for test, number, reason in tests:
        seen[test] = seen.get(test, 0) + 1
        again = f" #{seen[test]}" if seen[test] > 1 else ""
        verdict = VERDICTS.get(number, "FAIL")
        hides = total if len(tests) == 1 and total > 1 else 1   # only the file itself has a result: its start failed, or it needs a feature
        counts[verdict] += hides
        report(verdict, f"{name} {test}{again}", "" if verdict == "PASS" else f"hides {total} tests: {last_words(reason)}" if hides > 1 else last_words(reason))
    return counts


def last_words(details):
    """The verifiers' complaints in a test's details, without the request and response before them."""
    return " ".join(line.strip() for line in str(details).splitlines()[-12:])[-300:]


def main():
    folder = shared()
    if not folder or not (folder / "suites").is_dir():
        skip_suite("no shared suites here (RSVPD_SHARED)")
    unpacked_suite, library = unpacked("caldavtester", "caldavtester"), unpacked("ccs-pycalendar", "caldavtester")
    if not unpacked_suite or not library:
        return
    suite = Suite(unpacked_suite, library, folder / "suites")
    with tempfile.TemporaryDirectory(prefix="lab-") as scratch, Rsvpd(free_port(), domain="example.com") as seed:
        seed.add_people(USERS, ("calendar", "tasks"))
        seed.stop()
        for group, names in suite.groups().items():
            counts = [one_file(suite, name, seed, pathlib.Path(scratch)) for name in names]
            passed, failed, skipped = (sum(count[verdict] for count in counts) for verdict in ("PASS", "FAIL", "SKIP"))
            note(f"{group}: {passed} passed, {failed} failed, {skipped} skipped")


main()
