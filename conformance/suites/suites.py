"""Other people's test suites and client libraries, by the shared runners (RSVPD_SHARED/suites)."""
# needs-debian: litmus
# needs-python: icalendar vdirsyncer khal caldav-server-tester caldav pytest pytest-asyncio pytest-timeout pyfakefs pyyaml proxy.py manuel tzlocal vobject
# Environment: RSVPD_SUITES, a folder with unpacked suites: caldav (python-caldav). ONLY, the names of the runners to use.

import json
import os
import pathlib
import re
import shutil
import subprocess
import sys

from lab.checks import note, report, skip_suite
from lab.ports import free_port
from lab.rsvpd import Rsvpd, shared, unpacked

VENV = pathlib.Path(sys.executable).parent.parent
USERS = [f"user{number:02}" for number in range(1, 6)]


class Bench:
    """A running server with the users the runners expect: user01…, password = name, a calendar `calendar` and a list `tasks` each."""

    def __init__(self, server):
        self.base = f"http://127.0.0.1:{server.http_port}"

    def run(self, *command, seconds=1200, **environment):
        """Runs a runner; everything it printed."""
        done = subprocess.run([str(word) for word in command], capture_output=True, text=True, errors="replace", timeout=seconds, check=False,
                              env={**os.environ, **{name: str(value) for name, value in environment.items()}})
        return done.stdout + done.stderr


def verdicts(runner, output):
    """Runners that print `PASS name` and `FAIL name`."""
    found = re.findall(r"(?m)^(PASS|FAIL) (.+?)\s*$", output)
    for verdict, name in found:
        report(verdict, f"{runner} {name}", "" if verdict == "PASS" else complaint(output, name))
    if not found:
        report("FAIL", f"{runner} runs", output[-500:])


def complaint(output, name):
    """What a runner printed just before that failure."""
    lines = output.splitlines()
    at = next(number for number, line in enumerate(lines) if line.strip() == f"FAIL {name}")
    return lines[at - 1] if at and lines[at - 1].startswith("   ") else ""


def replay_clients(bench, runners):
    """What Thunderbird, Evolution, vdirsyncer, KDE and Outlook CalDav Synchronizer send."""
    output = bench.run(sys.executable, runners / "replay-clients.py", f"{bench.base}/", "user01", "user01")
    details = re.findall(r"(?m)^    (\S.*? #\d+ .*)$", output)
    for client, _, failed in re.findall(r"(?m)^(\S.*): (\d+) passed, (\d+) failed$", output):
        own = [line for line in details if line.startswith(client)]
        report("FAIL" if int(failed) else "PASS", f"replay-clients {client}", " | ".join(own))
    if "passed" not in output:
        report("FAIL", "replay-clients runs", output[-500:])


def vdirsyncer(bench, runners):
    """vdirsyncer and khal with the shared script."""
    verdicts("vdirsyncer", bench.run(sys.executable, runners / "run-vdirsyncer.py", f"{bench.base}/", "user02", "user02", "/dav/calendars/user02/", VENV / "bin"))


def tsdav(bench, runners):
    """The client library tsdav of npm."""
    folder = VENV.parent / "conformance-node"
    if not shutil.which("npm"):
        report("SKIP", "tsdav", "npm is not here")
        return
    if not (folder / "node_modules/tsdav").is_dir():
        folder.mkdir(exist_ok=True)
        bench.run("npm", "install", "--silent", "--no-audit", "--no-fund", "--prefix", folder, "tsdav")
    verdicts("tsdav", bench.run("node", runners / "run-tsdav.mjs", f"{bench.base}/", "user03", "user03", folder))


def litmus(bench, runners):
    """Plain WebDAV, among the plain files; locks are not announced (class 2), so litmus skips them."""
    output = bench.run("bash", runners / "run-litmus.sh", f"{bench.base}/dav/files/user04/", "user04", "user04")
    for block in re.split(r"(?m)^(?=litmus/)", output)[1:]:
        group, passed, failed = re.match(r"litmus/(\w+): (\d+) passed, (\d+) failed", block).groups()
        note(f"litmus/{group}: {passed} passed, {failed} failed")
        if failed == "0" and passed != "0":
            report("PASS", f"litmus {group}")
        for name, reason in re.findall(r"(?m)^ +\d+\. ([\w-]+)\.* *FAIL(.*)", block):
            report("FAIL", f"litmus {group} {name}", reason)
    if "litmus/" not in output:
        report("FAIL", "litmus runs", output[-500:])


def server_tester(bench, _runners):
    """caldav-server-tester: each feature that is not fully there is a failure."""
    path = VENV / "bin/caldav-server-tester"
    output = bench.run(path, "--caldav-url", f"{bench.base}/dav/calendars/user05/", "--caldav-username", "user05", "--caldav-password", "user05", "--format", "json")
    try:
        features = json.JSONDecoder().raw_decode(output[output.index("{"):])[0]
    except ValueError:
        report("FAIL", "server-tester runs", output[-500:])
        return
    for name, found in sorted(features.get("features", features).items()):
        support = found.get("support", "full") if isinstance(found, dict) else str(found)
        if support != "unknown":
            report("PASS" if support == "full" else "FAIL", f"server-tester {name}", "" if support == "full" else found)


def python_caldav(bench, runners):
    """python-caldav's own functional tests."""
    suite = unpacked("caldav", "python-caldav")
    if suite:
        people = [f"{bench.base}/dav/calendars/{name}/,{name},{name}" for name in USERS[:3]]
        output = bench.run("bash", runners / "run-python-caldav.sh", suite, f"{bench.base}/dav/calendars/user01/", "user01", "user01", VENV, SCHED_USERS=" ".join(people))
        for kind, name in re.findall(r"(?m)^(FAILED|ERROR) \S+?::(\S+)", output):
            report("FAIL", f"python-caldav {name}", kind)
        count(output, "python-caldav")


def count(output, runner):
    """The runner's own last line, and a failure when it has none."""
    line = next((line for line in reversed(output.splitlines()) if re.search(r"\d+ passed, \d+ failed", line)), None)
    if line and re.search(r"[1-9]\d* passed", line):
        report("PASS", f"{runner} runs")
        note(line)
    else:
        report("FAIL", f"{runner} runs", output[-500:])


RUNNERS = {"replay-clients": replay_clients, "vdirsyncer": vdirsyncer, "tsdav": tsdav, "litmus": litmus, "server-tester": server_tester,
           "python-caldav": python_caldav}


def main():
    folder = shared()
    if not folder or not (folder / "suites").is_dir():
        skip_suite("no shared suites here (RSVPD_SHARED)")
    for name in os.environ.get("ONLY", " ".join(RUNNERS)).split():
        with Rsvpd(free_port(), domain="example.com") as server:
            server.add_people(USERS, ("calendar", "tasks"))
            RUNNERS[name](Bench(server), folder / "suites")


main()
