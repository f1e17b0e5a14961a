"""CalConnect's CalDAVTester, test by test, each file on a server of its own."""
# Environment: RSVPD_SUITES, a folder with unpacked caldavtester and ccs-pycalendar; PY2, a Python 2.7.
#              GROUP, names of the shared runner's groups or of our own; FILES, file names instead.
#              COMPARE, how texts are compared: `strict`, `relaxed` (without TRANSP, SEQUENCE and attendees' SCHEDULE-STATUS), `zoneless`
#              (without VTIMEZONE, too). `relaxed/` or `zoneless/` stands before such tests; which groups run how stands in COMPARISONS.
#              DETAILS, a folder for what each file printed, with requests and answers (the suite breaks off where they are no UTF-8).

import copy
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ET

from lab.checks import note, report, skip_suite
from lab.differences import kinds
from lab.ports import free_port
from lab.rsvpd import Rsvpd, shared, unpacked

USERS = [f"user{number:02}" for number in range(1, 41)]
PUBLIC = ["public01", "public02"]
GROUPS = ["dav-core", "discovery", "query", "access", "services", "sharing", "sched-basic", "sched-more", "sched-rooms", "attachments", "cards", "private"]
CARDS = ["ab-client", "aclreports", "add-member", "copymove", "current-user-principal", "errorcondition", "errors", "get", "limits", "mkcol",
         "nonascii", "propfind", "proppatch", "put", "reports", "sync-report", "well-known"]   # the shared runner has no group of them
# Groups beyond those of the shared runner. With them every file of the suite is run, but for pretest, which only warms a server
# up. Those of `private` ask for features that the profile does not name: the suite says so, and skips them.
MORE_GROUPS = {"sched-more": ["implicitscheduletag", "implicitscheduleagent", "implicitreschedule", "implicitrecur2", "implicitpartstatchange", "implicittodo",
                              "implicitscenario1", "implicitscenario2", "implicitscenario3", "implicitbadclients", "implicitacls", "implicitproxy",
                              "implicitprivateevents", "implicitdeletecalendar", "implicitgroup", "implicitcopymove", "implicitcancels", "implicitrecur1", "implicitattendeedelete",
                              "impliciterrors", "implicitsecurity", "implicitbatchrefresh", "implicitsharing"],
    "access": ["acl", "aclreports", "calendaruserproxy", "schedulepostacl"],
    "services": ["availability", "timezonestdservice", "webcal", "servertoserverincoming", "servertoserveroutgoing"],
    "private": ["bad-json", "bulk", "default-alarms", "depthreportsacl", "dropbox", "extended-freebusy", "implicit-traveltime", "implicitautogroup",
                "implicitautomodes", "implicitclienttranspfix", "implicitdropbox", "implicitpartstattimestamp", "implicitschedulechanges", "json",
                "partitioning-calendaruserproxy", "partitioning-scheduleimplicit", "partitioning-scheduleimplicitauto", "partitioning-simple",
                "polls", "privatecomments", "privateevents", "proxyauthz", "recurrence-splitting", "schedulepostmaskuid", "server-info",
                "timezoneservice", "trash", "trash-implicitgroup", "trash-sync-report"]
               + [f"CardDAV/{name}" for name in ("bulk", "default-addressbook", "directory", "directory-gateway", "sharing-access", "sharing-addressbooks",
                                                 "sharing-bulk", "sharing-feature", "sharing-groups", "sharing-peruser-properties", "sharing-put",
                                                 "sharing-replies", "sharing-sync", "sharing-unshare")],
    "sched-rooms": [f"implicitauto{name}" for name in ("1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12", "multiple", "past")],
    "sharing": [f"sharing-{name}" for name in (
        "feature", "create", "invites", "replies", "calendars", "errors", "unshare", "moves", "multiple", "cache", "direct", "freebusy",
        "notification-sync", "sync", "peruser-data", "peruser-properties", "proxies", "quota", "groups", "groups-changes",
        "unshare-groups", "traveltime", "webcal", "dropbox")]}
# Files whose first requests are tests, too: when one of them fails, the suite runs no test of the file.
STARTS = ["acl", "schedulepostacl", "implicitcopymove"]
# Files whose suites of tests have nothing to do with one another, and that do not clean up after all of them.
ALONE = ["implicitcancels", "implicitrecur1", "implicitattendeedelete", "impliciterrors", "implicitsecurity", "implicitbatchrefresh"]
# Files about meetings of these days, which are moved by so many days: nobody is told of what is over.
MOVED = {"implicitcancels": 11}
# Files in which a suite of tests needs nothing of the one before: each has UIDs of its own, so that what is cancelled in one raises no SEQUENCE
# in the next (RFC 5546 §2.1.4).
NEW_UIDS = [*ALONE, "implicitfreebusy", "implicitcompatibility", "implicitsequence", "implicitallday", "implicitreschedule", "implicitpartstatchange",
            "implicitbadclients", "implicittodo", "implicitscheduleagent", "implicitprivateevents", "implicitdeletecalendar", "implicitcopymove"]
# How the files of scheduling groups compare texts; all others do so strictly. Where nothing but well-known things
# differs, these stand behind the name of the test in brackets (see lab/differences.py).
COMPARISONS = {"sched-basic": ["strict", "relaxed"], "sched-more": ["strict", "relaxed", "zoneless"], "sched-rooms": ["zoneless"], "chosen": ["strict"]}
PROFILES = {"strict": "conformant", "relaxed": "conformant-relaxed", "zoneless": "conformant-relaxed"}
FEATURES = ["auto-accept", "brief", "prefer-noroot", "sync-report-home", "split-calendars", "carddav", "multiple-addressbooks",
            "external-sharees-disallowed", "shared-no-scheduling", "shared-properties-mod", "quota", "quota-on-resources", "this-and-future",
            "disallow-propfind-depth-infinite", "propfind-no-dav-header", "timezone-std-service", "vavailability",
            "webcal", "rscale", "group-attendee-expansion", "share-calendars-to-groups"]   # beyond those of the shared profile
# Zones go by their IANA names here (RFC 7809), and the VTIMEZONEs of messages are made anew; with this feature the suite does not look at them.
BY_REFERENCE = ["timezones-by-reference"]
# What some files ask for: not in all they do, or not where they compare texts.
FILE_FEATURES = {"implicitcopymove": ["regular-collection"], "aclreports": ["extended-principal-search"],
                 **{name: BY_REFERENCE for name in ("errors", "reports", "timezones", "timezonestdservice")}}
# Properties that some files do not expect: NAME (RFC 7986 §5.1) is the calendar's in the text of a whole calendar.
FILTERS = {"webcal": ["NAME"], "sharing-webcal": ["NAME"]}
# Rooms and resources that the files name. implicitauto1 signs in as the first of them with the password of user01, who decides for it in
# other files, too.
THINGS = {"resource01": "resource", "resource02": "resource", "resource03": "resource", "resource08": "resource",
          "location01": "room", "location02": "room", "location03": "room"}
PASSWORDS = {"resource01": "user01"}   # those of all others are their names
MEMBERS = {"group01": [], "group02": ["user06", "user07"], "group03": ["user08", "user09"], "group04": ["group02", "group03", "user10"],
           "group05": ["group06", "user20"], "group06": ["user21"], "group07": ["user22", "user23", "user24"]}   # as in the directory that the suite wants
QUOTA = 104857600                                           # in bytes, of each person, as the suite expects
SUBSTITUTIONS = {                                           # where our URLs differ
    "$add-member:": "?add-member",
    "$timezonestdservice:": "/tz",
    "$addressbooks:": "/dav/contacts/",
    "$addressbooks_uids:": "/dav/contacts/",
    "$addressbooks_users:": "/dav/contacts/",
    "$calendar_home_items_initial_sync:": "[$calendar:/,$tasks:/,$inbox:/,$outbox:/,$notification:/]",
    "$dropbox:": "[",                                       # the suite's way to write an empty list: our homes have no such collection
    "$resourceguid%d:": "resource%02d",                     # principals go by name, and calendar users by mail address
    "$rcuaddrurn%d:": "mailto:resource%02d@example.com",
    "$locationguid%d:": "location%02d",
    "$publicuserguid%d:": "public%02d",
    "$groupguid%d:": "group%02d",
    "$gcuaddrurn%d:": "mailto:group%02d@example.com",
    "$lcuaddrurn%d:": "mailto:location%02d@example.com",
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
        known = {line.split()[0]: line.split()[2:] for line in lines.splitlines()} | MORE_GROUPS
        known["cards"] = [f"CardDAV/{name}" for name in CARDS]
        return {name: known[name] for name in os.environ.get("GROUP", " ".join(GROUPS)).split()}

    def run(self, name, comparison, server, folder):
        """Runs one file against the server; what the suite made of it as JSON, or None when it broke off, and everything it printed."""
        base, profile, info = f"http://127.0.0.1:{server.http_port}", folder / "profile.json", folder / "serverinfo.xml"
        profile.write_text(json.dumps(self.profile(name, comparison)))
        subprocess.run([sys.executable, self.runners / "gen-serverinfo.py", self.folder, profile, info, base], check=True, capture_output=True)
        info.write_text(re.sub(r'<repeat count="[23]"', '<repeat count="11"', info.read_text()))   # files name more resources and groups
        details = os.environ.get("DETAILS")
        words = [self.python, "testcaldav.py", "-s", info, "--observer", "jsondump"] + ["--print-details-onfail"] * bool(details) + [self.script(name, folder)]
        try:
            done = subprocess.run(words, cwd=self.folder, env={**os.environ, "PYTHONPATH": str(self.library / "src"), "TZ": "UTC"}, capture_output=True, timeout=600, check=False)
            text = (done.stdout + b"\n" + done.stderr).decode(errors="replace").replace(f"{folder}/", "")
        except subprocess.TimeoutExpired:
            text = "it took more than ten minutes"
        if details:
            (pathlib.Path(details) / f"{name.replace('/', '-')}.{comparison}.json").write_text(text)
        line = next((line for line in text.splitlines() if line.startswith("[")), None)
        return (json.loads(line) if line else None), text

    def script(self, name, folder):
        """The file to run: the suite's own, changed where one test would spoil the next."""
        tree = ET.parse(self.folder / "scripts/tests" / path(name))
        if name in STARTS:
            start_as_tests(tree)
        if name.startswith("CardDAV/"):
            keep_collections(tree)
        else:
            empty_for_certain(tree, name in ALONE)
            if name in NEW_UIDS:
                rename_each(tree)
            if name in MORE_GROUPS["sched-rooms"]:
                let_time_pass(tree)
            if name in MOVED:
                move(tree, MOVED[name], self.folder, folder)
            compare_xml(tree, self.folder, folder)
        changed = folder / path(name)
        changed.parent.mkdir(exist_ok=True)
        tree.write(changed)
        return str(changed)

    def profile(self, name, comparison):
        """The shared profile of what we should be able to do, with what is different by now."""
        profile = json.loads((self.runners / f"profiles/{PROFILES[comparison]}.json").read_text())
        profile["features"] += FEATURES + FILE_FEATURES.get(name, []) + (BY_REFERENCE if comparison == "zoneless" else [])
        profile["subs"].update(SUBSTITUTIONS)
        profile.setdefault("filters", []).extend(FILTERS.get(name, []))
        return profile

    def tests_in(self, name):
        """How many tests a file has."""
        return sum(1 for _ in ET.parse(self.folder / "scripts/tests" / path(name)).getroot().iter("test"))


def start_as_tests(tree):
    """Makes a suite of tests of what must go well before all others, a test of each request."""
    start = tree.find("start")
    suite = ET.Element("test-suite", name="Start")
    for number, request in enumerate(start.findall("request"), 1):
        start.remove(request)
        request.attrib.pop("end-delete", None)   # would be done at the end of that test
        if request.find("verify") is None:
            ET.SubElement(ET.SubElement(request, "verify"), "callback").text = "statusCode"
        ET.SubElement(suite, "test", name=str(number)).append(request)
    tree.getroot().insert(list(tree.getroot()).index(start) + 1, suite)


def keep_collections(tree):
    """Some files begin by deleting the one address book that Apple's server makes anew: here it is emptied."""
    for method in tree.iterfind("start/request/method"):
        if method.text == "DELETE":
            method.text = "DELETEALL"


def empty_for_certain(tree, alone):
    """What a test empties at its end is emptied before the next test once more: a test breaks off at the first failure and leaves the
    rest, and the tests after it would count that. Where suites of tests stand alone, each begins with nothing in any calendar and inbox."""
    texts = {element.text for element in tree.iter("ruri")}
    people = [number for number in range(1, 11) if {f"$calendarpath{number}:/", f"$inboxpath{number}:/"} & texts]
    left = []
    for suite in tree.iter("test-suite"):
        if alone:
            left = [delete_all(f"$calendarpath{number}:/", number) for number in people] + [delete_all(f"$inboxpath{number}:/", number) for number in people]
        for test in suite.iter("test"):
            for place, request in enumerate(left):
                test.insert(place + 1, request)   # after its description
            left = emptied_at_the_end(test)


def rename_each(tree):
    """New UIDs for each suite of tests."""
    for suite in tree.iter("test-suite"):
        suite.set("change-uid", "yes")


def let_time_pass(tree):
    """Begins each suite of tests with a new second: what is new in a calendar, the suite knows by Last-Modified."""
    for test in tree.iterfind(".//test-suite/test[1]"):
        request = ET.Element("request")
        ET.SubElement(request, "method").text = "DELAY"
        ET.SubElement(request, "ruri").text = "1"
        test.insert(1, request)


def move(tree, days, suite, folder):
    """Moves what is said in days from today, in all files that a script names."""
    moved = lambda text: re.sub(rb"\$now\.(-?\d+):", lambda match: b"$now.%d:" % (int(match[1]) + days), text)
    for element in tree.iter():
        if (element.text or "").startswith("Resource/"):
            name_changed(element, moved, suite, folder)


def compare_xml(tree, suite, folder):
    """The suite compares XML byte for byte. Blanks between elements are no difference; nor are the components of calendars that were made
    without a word about them: with the suite's own server these are for events alone, here for all (RFC 4791 §5.2.3)."""
    for verify in tree.iter("verify"):
        if verify.findtext("callback") == "xmlDataMatch":
            arguments = {argument.findtext("name"): argument for argument in verify.iter("arg")}
            name_changed(arguments["filepath"].find("value"), with_our_blanks, suite, folder)
            if "filter" in arguments:
                ET.SubElement(arguments["filter"], "value").text = "{urn:ietf:params:xml:ns:caldav}supported-calendar-component-set"


def with_our_blanks(text):
    """XML with blanks where we have them: line ends in a multistatus."""
    return re.sub(rb"(<response>|</multistatus>)", rb"\n\1", re.sub(rb">\s+<", b"><", text))


def name_changed(element, change, suite, folder):
    """Lets an element of a script name a changed copy of the file that it names."""
    copied = folder / element.text
    copied.parent.mkdir(parents=True, exist_ok=True)
    copied.write_bytes(change((suite / element.text).read_bytes()))
    element.text = str(copied)


def delete_all(collection, number):
    """The request of the user of that number that deletes what is in a collection."""
    request = ET.Element("request", user=f"$userid{number}:", pswd=f"$pswd{number}:")
    ET.SubElement(request, "method").text = "DELETEALL"
    ET.SubElement(request, "ruri").text = collection
    return request


def emptied_at_the_end(test):
    """A request that deletes all, for each at the end of this test that does so."""
    found = []
    for request in reversed(test.findall("request")):
        method = request.findtext("method").split()[0]
        if method in ("DELETEALL", "WAITDELETEALL"):
            found.insert(0, copy.deepcopy(request))
            found[0].find("method").text = "DELETEALL"
        elif method != "WAITCOUNT":
            break
    return found


def path(name):
    """The file of a script among the suite's tests; those of calendars are named without their folder."""
    return f"{name if '/' in name else f'CalDAV/{name}'}.xml"


def results(found, where=""):
    """(name, the suite's number, details) of each test, and of each file whose start failed or that asks for a feature we do not have."""
    for part in found:
        inner = part.get("tests")
        if inner:
            yield from results(inner, part.get("name", where))
        elif part.get("result") is not None:
            yield " ".join(f"{where}/{part.get('name')}".split()), part["result"], part.get("details")


def comparisons(group):
    """How the files of a group compare texts."""
    asked = os.environ.get("COMPARE")
    return asked.split() if asked else COMPARISONS.get(group, ["strict"])


def needs_house(group):
    """Whether a group has to do with rooms, resources and delegates; chosen files are treated as if they did."""
    return group in COMPARISONS or group == "access"


def called(name):
    """How the suite calls somebody."""
    return f"{name[:-2].title()} {name[-2:]}"


def add_house(server):
    """Rooms and resources that answer by themselves, and an account that acts for everybody: the suite looks into calendars by it."""
    for name, kind in THINGS.items():
        server.command("user", "add", name, "--email", f"{name}@{server.domain}", "--name", called(name), "--kind", kind, "--password-stdin", stdin=PASSWORDS.get(name, name).encode() + b"\n")
    server.command("delegate", "add", "resource01", "user01", "--write")
    server.command("delegate", "add", "resource01", "user03")
    for name in USERS + list(THINGS):
        server.command("delegate", "add", name, "admin", "--write")


def add_directory(server):
    """The people of the suite, its groups, and an account by which it asks about them."""
    server.add_people(USERS + PUBLIC, ("calendar", "tasks"), called)
    server.add_user("admin", password="admin")
    for name in MEMBERS:
        server.command("group", "add", name, "--name", called(name))
        server.command("user", "set", name, "--alias", f"{name}@{server.domain}")
    for name, members in MEMBERS.items():
        for member in members:
            server.command("group", "member", "add", name, member)


def one_file(suite, name, comparison, seed, folder):
    """Reports each test of a file; how many passed, failed and were skipped."""
    name_of = lambda test: f"{name} {test}" if comparison == "strict" else f"{comparison}/{name} {test}"
    counts = {"PASS": 0, "FAIL": 0, "SKIP": 0}
    seen = {}
    with Rsvpd(free_port(), domain="example.com", seed=seed, extra=f"quota_bytes = {QUOTA}\n") as server:
        found, text = suite.run(name, comparison, server, folder)
    tests = list(results(found or []))
    total = suite.tests_in(name)
    if found is None:
        report("FAIL", name_of("runs"), f"hides {total} tests: {' '.join(text.splitlines()[-1:])}")
        return {**counts, "FAIL": total}
    for test, number, reason in tests:
        seen[test] = seen.get(test, 0) + 1
        again = f" #{seen[test]}" if seen[test] > 1 else ""
        verdict = VERDICTS.get(number, "FAIL")
        hides = total if len(tests) == 1 and total > 1 else 1   # only the file itself has a result: its start failed, or it needs a feature
        counts[verdict] += hides
        report(verdict, name_of(f"{test}{again}{mark(reason) if verdict == 'FAIL' else ''}"), "" if verdict == "PASS" else f"hides {total} tests: {last_words(reason)}" if hides > 1 else last_words(reason))
    return counts


def mark(details):
    """What stands behind the name of a test that found texts different in nothing but well-known things: which."""
    found = kinds(details)
    return f" [{' '.join(sorted(found))}]" if found else ""


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
    with tempfile.TemporaryDirectory(prefix="lab-") as scratch, Rsvpd(free_port(), domain="example.com") as people, Rsvpd(free_port(), domain="example.com") as house:
        add_directory(people)
        people.make_books(USERS[:5], "addressbook")
        people.stop()
        add_directory(house)
        add_house(house)
        house.stop()
        for group, names in suite.groups().items():
            seed = house if needs_house(group) else people
            for comparison in comparisons(group):
                counts = [one_file(suite, name, comparison, seed, pathlib.Path(scratch)) for name in names]
                passed, failed, skipped = (sum(count[verdict] for count in counts) for verdict in ("PASS", "FAIL", "SKIP"))
                note(f"{group}, {comparison}: {passed} passed, {failed} failed, {skipped} skipped")


main()
