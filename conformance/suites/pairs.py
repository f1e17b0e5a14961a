"""Scheduling scenarios of other projects, step by step: what is stored, what a client or a mail does to it, and what must follow."""
# Environment: ONLY=PATTERN plays the scenarios whose names fit this regular expression.
#
# docs/pairs.md names every scenario and, where we do otherwise than it expects, the clause by which we do so.

import collections
import os
import pathlib
import re
import smtplib
import time

from lab import guest, ics
from lab.checks import check, note, part, report, skip_suite
from lab.rsvpd import Rsvpd, shared
from lab.sink import Sink

# How long a mail or its effect may take, and how long we watch that nothing comes.
PATIENCE, WATCH = 10, 0.6
KINDS = ("VEVENT", "VTODO", "VJOURNAL")
# What two versions are compared by. SEQUENCE is not among them: the projects count from 0 and from 1; it must not fall.
COMPARED = ("DTSTART", "DTEND", "DUE", "DURATION", "RRULE", "SUMMARY", "LOCATION", "DESCRIPTION", "STATUS", "PERCENT-COMPLETE")
DEFAULTS = {"STATUS": ("CONFIRMED", "NEEDS-ACTION"), "PERCENT-COMPLETE": ("0",)}


def seen(text):
    """{instance or "": {what is compared: value}} of a calendar object or message."""
    parts = {}
    for component in ics.components(text, *KINDS):
        instance = ics.first(component, "RECURRENCE-ID")
        found = {}
        for name in COMPARED:
            line = ics.first(component, name)
            if line and line.value.strip() and line.value.strip() not in DEFAULTS.get(name, ()):
                found[name] = (line.params.get("TZID", ""), ";".join(sorted(line.value.strip().split(";"))))
        organizer = ics.first(component, "ORGANIZER")
        found["ORGANIZER"] = organizer and organizer.email
        found["EXDATE"] = sorted(day for line in component if line.name == "EXDATE" for day in line.value.split(","))
        for line in component:
            if line.name == "ATTENDEE":
                found[f"ATTENDEE {line.email}"] = line.params.get("PARTSTAT", "NEEDS-ACTION").upper()
        parts[instance.value if instance else ""] = found
    return parts


def differences(wanted, ours):
    """In words, what two results of seen() differ in."""
    found = []
    for instance in sorted(wanted.keys() | ours.keys()):
        where = f" of {instance}" if instance else ""
        if instance not in ours or instance not in wanted:
            found.append(f"{instance or 'the master'} is {'missing' if instance in wanted else 'too many'}")
            continue
        for name in sorted(wanted[instance].keys() | ours[instance].keys()):
            theirs, own = wanted[instance].get(name), ours[instance].get(name)
            if theirs != own:
                found.append(f"{name}{where}: {own}, not {theirs}")
    return found


def method(text):
    found = re.search(r"(?im)^METHOD:\s*([\w-]+)", text)
    return found[1].upper() if found else ""


def sequences(text):
    return {(ics.first(part, "RECURRENCE-ID") or ics.Line("", {}, "")).value: int((ics.first(part, "SEQUENCE") or ics.Line("", {}, "0")).value)
            for part in ics.components(text, *KINDS)}


def unfolded(text):
    return re.sub(r"\r?\n[ \t]", "", text).replace("\r\n", "\n")


def wire(text):
    """As a client sends it, with the PRODID, VERSION and DTSTAMP that test files leave out."""
    text = unfolded(text).strip() + "\n"
    for name, value in (("PRODID", "-//rsvpd//conformance//EN"), ("VERSION", "2.0")):
        if not re.search(rf"(?m)^{name}:", text):
            text = text.replace("BEGIN:VCALENDAR\n", f"BEGIN:VCALENDAR\n{name}:{value}\n", 1)
    if "DTSTAMP" not in text:
        text = re.sub(r"(?m)^(BEGIN:(?:VEVENT|VTODO))$", r"\1\nDTSTAMP:20260301T080000Z", text)
    return text.replace("**ANY**", "20260301T080000Z").replace("\n", "\r\n")


def ahead(text):
    """The same some decades later, on the same weekdays: nobody is mailed about the past."""
    def later(match):
        years = lambda year: year if not 1990 <= int(year) < 2040 else str(int(year) + (56 if int(year) < 1998 else 28))
        return match[1] + re.sub(r"(?<!\d)(\d{4})(?=\d{4}(?:T|\b))", lambda year: years(year[1]), match[2])

    zones = r"(?s)(BEGIN:VTIMEZONE.*?END:VTIMEZONE)"
    dated = r"(?m)^((?:DTSTART|DTEND|DUE|RDATE|EXDATE|RECURRENCE-ID|COMPLETED|RRULE)[^\n]*?[:=])((?:[^:\n]*UNTIL=)?\d{8}[^\n]*)$"
    pieces = re.split(zones, unfolded(text))
    return "".join(piece if piece.startswith("BEGIN:VTIMEZONE") else re.sub(dated, later, piece) for piece in pieces)


def completed(text, stored):
    """What an attendee's program stores, with the lines that it leaves out and the organizer decides on: RFC 6638 §3.2.2.1 lets none of them go."""
    blocks = lambda text: re.findall(r"(?s)BEGIN:(?:VEVENT|VTODO)\n.*?END:(?:VEVENT|VTODO)\n", unfolded(text) + "\n")
    instance = lambda block: (re.search(r"(?m)^RECURRENCE-ID.*:(.*)$", block) or ["", ""])[1]
    known = {instance(block): block for block in blocks(stored)}
    for block in blocks(text):
        model = known.get(instance(block), known.get("", ""))
        names = {line.name for line in ics.lines(block)}
        people = {line.email for line in ics.lines(block) if line.name == "ATTENDEE"}
        missing = [raw for raw, line in zip(model.splitlines(), ics.lines(model)) if (line.email not in people if line.name == "ATTENDEE" else line.name not in names)
                   and not (line.name == "RRULE" and instance(block))]
        text = unfolded(text).replace(block, re.sub(r"(?m)^END:.*\n", lambda end: "".join(f"{raw}\n" for raw in missing) + end[0], block, count=1))
    return text


class Stage:
    """A server, its people, and what they were sent since one looked last."""

    def __init__(self, server, sink):
        self.server, self.sink = server, sink
        self.people, self._inboxes, self._mails = {}, {}, 0

    def person(self, name):
        """The account of that name, made when it is first asked for."""
        if name not in self.people:
            account = self.server.add_user(name)
            account.calendar = account.make_calendar("lab")
            self.people[name] = account
            self._inboxes[name] = set()
        return self.people[name]

    def sent(self, wanted, people):
        """{(recipient, METHOD): parts} of the messages since the last call, those to `people` here and all mails; waits for as many as are wanted."""
        deadline = time.monotonic() + (PATIENCE if wanted else WATCH)
        found = {}
        while True:
            for address, text in self._new(people):
                found.setdefault((address, method(text)), {}).update(seen(text))
            if wanted <= found.keys() and wanted or time.monotonic() > deadline:
                break
            time.sleep(0.1)
        if wanted:
            time.sleep(WATCH)
            for address, text in self._new(people):
                found.setdefault((address, method(text)), {}).update(seen(text))
        return found

    def _new(self, people):
        for name in people:
            account = self.people[name]
            inbox = account.home + "inbox/"
            for path in sorted(account.members(inbox).keys() - self._inboxes[name]):
                self._inboxes[name].add(path)
                yield f"{name}@{self.server.domain}", account.get(path).text
        mails, self._mails = self.sink.mails[self._mails:], len(self.sink.mails)
        for mail in mails:
            if mail.calendar:
                yield mail.recipient.lower(), mail.calendar


def compare(wanted, ours):
    """Holds the messages that were sent against those that were expected."""
    found = []
    for key in sorted(wanted.keys() | ours.keys()):
        if key not in ours or key not in wanted:
            found.append(f"{key[1]} to {key[0]} {'is missing' if key in wanted else 'is one too many'}")
        else:
            found += [f"{key[1]} to {key[0]}: {words}" for words in differences(wanted[key], ours[key])]
    assert not found, "; ".join(found)


# sabre/vobject: one scenario is a few files, named by their role.

def sabre(folder):
    """{scenario: {role: text}}"""
    scenarios = collections.defaultdict(dict)
    for path in sorted((folder / "samples/pairs/sabre").glob("*.ics")):
        name, role = re.fullmatch(r"sabre__(.*)\.(\w+)\.ics", path.name).groups()
        scenarios[name][role] = path.read_text()
    return scenarios


# Where the first message is what the organizer stores.
STORED_FIRST = ("NewEvent",)
# Of this one only that it is taken, for the organizer's address is written in two ways; its messages are not among the files.
UNSAID = ("NewEvent.CaseInsensitiveOrganizers",)
# What no server may store is repaired, lest the scenario end there.
REPAIRS = {
    "AttendeeReply.RecurringAllDay": (r"RRULE;|(?<=DTSTART;VALUE=DATE:20140724)(?=\nEND)", lambda found: "RRULE:" if found[0] else "\nRRULE:FREQ=DAILY"),  # RFC 5545 §3.1
    "AttendeeReply.RecurringReply": (r"RRULE;|(?<=Daily sprint)(?=\nEND)", lambda found: "RRULE:" if found[0] else "\nRRULE:FREQ=DAILY"),    # RFC 5545 §3.1
    "UpdateEvent.InviteChangeSignificantChange": (r"DTEND.*\n", ""),                                                                       # beside DURATION: RFC 5545 §3.6.1
}
# These begin with a copy that the sample leaves to the reader: the one after without what was added.
BEFORE = {"AttendeeReply.AddExdateWithoutPreviousExdate": lambda new: re.sub(r"(?m)^EXDATE.*\n", "", new.replace(";PARTSTAT=ACCEPTED", ""))}


def play_sabre(stage, number, name, files):
    """PUT or DELETE by one person here; everybody else is elsewhere and gets mail."""
    me = f"sabre{number}"
    actor = "one@example.org" if name.startswith(("AttendeeReply", "DeleteEvent.Attendee")) else "strunk@example.org"

    def ours(text):
        text = re.sub(*REPAIRS.get(name, (r"$^", "")), unfolded(text), flags=re.M)
        text = re.sub(rf"(?i){re.escape(actor)}", f"{me}@HERE", ahead(text))
        return re.sub(r"(?i)@example\.org", "@guest.example", text).replace("@HERE", "@example.org").replace("UID:foobar", f"UID:{me}")

    files = {role: ours(text) for role, text in files.items()}
    messages = [text for role, text in sorted(files.items()) if role.startswith("message")]
    old, new = files.get("old"), files.get("new")
    if name.startswith(STORED_FIRST):
        new, messages = messages[0], messages[1:]
    if name in BEFORE:
        old = BEFORE[name](new)
    wanted = {}
    invited = iter(guests(new or old))
    for text in messages:
        wanted.setdefault((next(invited) if method(text) == "REQUEST" else recipient(text), method(text)), {}).update(seen(text))
    account = stage.person(me)
    path = f"{account.calendar}it.ics"
    with check(f"sabre {name}: what was there before is stored"):
        if old:
            account.put(path, wire(old)).expect(201)
        stage.sent(set(), [])
    with check(f"sabre {name}: the messages"):
        if name.startswith("AttendeeReply.Recurring"):
            new = completed(new, old)
        answer = account.put(path, wire(new)) if new else account.request("DELETE", path)
        answer.expect(200, 201, 204)
        ours = stage.sent(set(wanted), [])
        if name not in UNSAID:
            compare(wanted, ours)
    if new and old:
        with check(f"sabre {name}: SEQUENCE does not fall"):
            rises(sequences(old), sequences(account.get(path).text))


def recipient(text):
    """Whom a REPLY or CANCEL is for."""
    component = ics.components(text, *KINDS)[0]
    return ics.first(component, "ORGANIZER" if method(text) == "REPLY" else "ATTENDEE").email


def guests(text):
    """Who is invited, in the order in which sabre has its messages for them."""
    lines = [line for part in ics.components(text, *KINDS) for line in part]
    hosts = {line.email for line in lines if line.name == "ORGANIZER"}
    return list(dict.fromkeys(line.email for line in lines if line.name == "ATTENDEE" and line.email not in hosts))


def rises(before, after):
    for instance, number in after.items():
        assert number >= before.get(instance, 0), f"SEQUENCE fell from {before[instance]} to {number}"


def play_sabre_reply(stage, number, name, files):
    """An answer comes by mail to the address the guest was given."""
    me = f"answered{number}"

    def ours(text):
        text = ahead(unfolded(text)).replace("bar@example.org", f"{me}@HERE").replace("@example.org", "@guest.example")
        return text.replace("@HERE", "@example.org").replace("UID:foobar", f"UID:{me}")

    old, itip, expected = (ours(files[role]) if role in files else None for role in ("old", "itip", "expected"))
    if "DTSTART" not in old:   # RFC 5545 §3.6.1 asks for one
        old, itip, expected = (text and text.replace(f"UID:{me}", f"UID:{me}\nDTSTART:20420101T100000Z", 1) for text in (old, itip, expected))
    account = stage.person(me)
    path = f"{account.calendar}it.ics"
    answerer = ics.first(ics.components(itip, *KINDS)[0], "ATTENDEE").email
    with check(f"sabre {name}: what was there before is stored"):
        account.put(path, wire(old)).expect(201)
    with check(f"sabre {name}: the answer"):
        wanted = seen(expected or old)
        if any(f"ATTENDEE {answerer}" in found for found in seen(old).values()):
            address = stage.sink.wait_for(answerer, condition=lambda mail: f"UID:{me}" in mail.calendar).answer_address
        else:   # nobody invited them: a mail to the organizer's own address
            address = f"{me}@example.org"
        send(stage.server.smtp_port, answerer, address, guest.calendar_mail(answerer, address, wire(itip)))
        time.sleep(WATCH if expected is None else 0)
        text = account.wait_for(path, lambda text: not differences(wanted, seen(text)), PATIENCE / 2) if expected and answerer in str(seen(old)) else settled(account, path)
        assert not differences(wanted, seen(text)), "; ".join(differences(wanted, seen(text)))


def settled(account, path):
    time.sleep(2 * WATCH)
    return account.get(path).text


def send(port, sender, recipient, raw):
    """Hands a mail over; a refusal of the recipient is an answer, too."""
    with smtplib.SMTP("127.0.0.1", port, local_hostname="pc.guest.example", timeout=30) as smtp:
        try:
            smtp.sendmail(sender, [recipient], raw)
        except (smtplib.SMTPRecipientsRefused, smtplib.SMTPDataError) as error:
            note(f"{recipient}: {error}")


# Cyrus: a stored object and a mail.

def play_cyrus(stage, number, mail, folder):
    """The stored event is Cassandane's; the mail comes to the address the guest was given."""
    me = f"cyrus{number}"
    raw = mail.read_bytes().decode()
    local = mail.with_suffix(".local.ics")

    def ours(text):
        return re.sub(r"(?i)cassandane@example\.com", f"{me}@example.org", ahead(unfolded(text)))

    old = re.sub(r"(?m)^RRULE:RSCALE.*\n", "", ours(local.read_text()))   # a second RRULE; RFC 5545 §3.8.5.3 asks for at most one
    account = stage.person(me)
    path = f"{account.calendar}it.ics"
    calendar = ours(raw[re.search(r"BEGIN:VCALENDAR", raw).start():])
    answers = {(ics.first(part, "RECURRENCE-ID") or ics.Line("", {}, "")).value: ics.first(part, "ATTENDEE") for part in ics.components(calendar, *KINDS)}
    sender = re.search(r"(?im)^From:.*?([\w.+-]+@[\w.-]+)", raw)[1].lower()
    invited = [line.email for part in ics.components(old, *KINDS) for line in part if line.name == "ATTENDEE" and me not in line.email]
    with check(f"cyrus {mail.stem.removeprefix('cyrus__')}: what was there before is stored"):
        account.put(path, wire(old)).expect(201)
    with check(f"cyrus {mail.stem.removeprefix('cyrus__')}: the mail"):
        before = seen(account.get(path).text)
        address = stage.sink.wait_for(invited[0], condition=lambda found: f"{me}@example.org" in found.calendar).answer_address
        uid = ics.first(ics.components(old, *KINDS)[0], "UID").value
        assert uid == ics.first(ics.components(calendar, *KINDS)[0], "UID").value
        send(stage.server.smtp_port, sender, address, guest.calendar_mail(sender, address, wire(calendar), method(calendar)))
        applied = method(calendar) == "REPLY" and all(line.email in invited for line in answers.values())
        wanted = {instance: line.params["PARTSTAT"].upper() for instance, line in answers.items()} if applied else {}
        holds = lambda text: all(ics.partstat(text, answers[key].email, spelt(text, key)) == value for key, value in wanted.items())
        text = account.wait_for(path, holds, PATIENCE) if applied else settled(account, path)
        after = seen(text)
        assert applied or before == after, "; ".join(differences(before, after))
        for instance, found in before.items():
            kept = {name for name in found if not name.startswith("ATTENDEE")}
            assert all(after[instance][name] == found[name] for name in kept), "; ".join(differences(before, after))


def spelt(text, instance):
    """A RECURRENCE-ID as the stored object spells it, None for the master."""
    known = [ics.first(part, "RECURRENCE-ID").value for part in ics.components(text, *KINDS) if ics.first(part, "RECURRENCE-ID")]
    return next((other for other in known if other.rstrip("Z") == instance.rstrip("Z")), instance) or None


# Stalwart: scripts of steps.

def script(path):
    """The scenes of a script, each a list of (verb, words, text, comment)."""
    scenes, steps, comment = [], [], ""
    for line in path.read_text().splitlines():
        if line.startswith("#"):
            comment = line.strip("# ").strip()
        elif line.startswith("> reset"):
            scenes.append(steps)
            steps = []
        elif line.startswith("> "):
            verb, *words = line[2:].split()
            steps.append([verb, words, [], comment])
        elif steps:
            steps[-1][2].append(line)
    scenes.append(steps)
    return [[(verb, words, "\n".join(lines).strip(), comment) for verb, words, lines, comment in scene] for scene in scenes if scene]


class Scene:
    """People of one scene have accounts of their own; who has an address elsewhere gets mail."""

    def __init__(self, stage, title, number):
        self.stage, self.title, self.number, self.step = stage, title, number, 0
        self.names, self.paths, self.waiting = set(), {}, {}
        self.answer = None

    def ours(self, text):
        """Addresses of this scene, dates ahead; `T2100000Z` is a slip of the pen in RFC 5546's own example (§4.1.2)."""
        text = ahead(unfolded(text)).replace("T2100000Z", "T210000Z")
        return re.sub(r"\b([a-z]+)@(?:example|gmail)\.com\b", lambda found: f"{self.named(found[1])}@example.com", text)

    def named(self, letter):
        name = f"{letter}{self.number}"
        self.names.add(name)
        return name

    def play(self, verb, words, text, comment):
        self.step += 1
        name = f"stalwart {self.title} {self.number}.{self.step}: {comment or verb}"
        if verb in ("put", "delete"):
            person = self.stage.person(self.named(words[0].split("@")[0]))
            body = re.sub(r"(?m)^METHOD:.*\n", "", self.ours(text))   # RFC 4791 §4.1
            [self.stage.person(other) for other in sorted(self.names)]
            self.people = sorted(self.names)
            path = self.paths.get(person.name) or self.found(person, self.ours(words[1])) or f"{person.calendar}it.ics"
            self.paths[person.name] = path
            before = person.request("GET", path)
            if self.title.endswith("todo") and before.status == 200 and words[0][0] != "a":
                body = completed(body, before.text)
            self.stage.sent(set(), self.people)
            self.answer = person.put(path, wire(body)) if verb == "put" else person.request("DELETE", path)
            self.did = name
            if before.status == 200 and self.answer.status < 300 and verb == "put":
                with check(f"{name}: SEQUENCE does not fall"):
                    rises(sequences(before.text), sequences(person.get(path).text))
        elif verb == "expect":
            self.expect(f"{self.did}: the messages", text)
        elif verb == "get":
            with check(f"{name} ({words[0]})"):
                person = self.stage.person(self.named(words[0].split("@")[0]))
                path = self.paths.get(person.name) or self.found(person, self.ours(words[1]))
                assert path, "there is no such object"
                found = differences(seen(self.ours(text)), seen(person.get(path).text))
                assert not found, "; ".join(found)

    def found(self, person, uid):
        """The object of that UID in any of a person's calendars."""
        for calendar in (f"{person.home}calendar/", f"{person.home}tasks/", person.calendar):
            for path in person.members(calendar):
                if f"UID:{uid}" in unfolded(person.get(path).text):
                    return path
        return None

    def expect(self, name, text):
        errors = {"NothingToSend": (200, 201, 204), "NoSchedulingInfo": (200, 201, 204), "OtherSchedulingAgent": (200, 201, 204)}
        with check(name):
            wanted = {}
            if re.fullmatch(r"\w+", text):
                if text not in errors:
                    assert 400 <= self.answer.status < 500, f"{self.answer.status}, where {text} is expected"
            else:
                for message in text.split("================================"):
                    to = [address.strip() for address in re.search(r"(?m)^to: (.*)$", message)[1].split(",")]
                    body = self.ours(message[message.index("BEGIN:VCALENDAR"):])
                    for address in to:
                        wanted.setdefault((self.ours(address), method(body)), {}).update(seen(body))
            if not (re.fullmatch(r"\w+", text) and text not in errors):
                self.answer.expect(200, 201, 204)
            compare(wanted, self.stage.sent(set(wanted), self.people))


def play_stalwart(stage, path):
    title = path.stem.split("__")[1]
    for scene in script(path):
        stage.scenes += 1
        playing = Scene(stage, title, stage.scenes)
        for step in scene:
            try:
                playing.play(*step)
            except AssertionError as error:
                report("FAIL", f"stalwart {title} {playing.number}.{playing.step}: {step[3] or step[0]} can be played", error)


def main():
    folder = shared()
    if not folder or not (folder / "samples/pairs").is_dir():
        skip_suite("no samples here (RSVPD_SHARED)")
    wanted = lambda name: re.search(os.environ.get("ONLY", ""), name)
    scenarios = {name: files for name, files in sabre(folder).items() if wanted(f"sabre {name}")}
    mails = [path for path in sorted((folder / "samples/pairs").glob("cyrus__*.eml")) if wanted(path.stem)]
    scripts = [path for path in sorted((folder / "samples/pairs").glob("*.txt")) if wanted(f"stalwart {path.stem}")]
    note(f"{len(scenarios)} scenarios of sabre/vobject, {len(mails)} mails of Cyrus, {len(scripts)} scripts of Stalwart")
    with Sink() as sink, Rsvpd(sink.port, organizer_address="native") as server:
        stage = Stage(server, sink)
        for number, (name, files) in enumerate(scenarios.items()):
            if not name.startswith("ProcessReply"):
                part(play_sabre, stage, number, name, files)
    with Sink() as sink, Rsvpd(sink.port) as server:
        stage = Stage(server, sink)
        for number, (name, files) in enumerate(scenarios.items()):
            if name.startswith("ProcessReply"):
                part(play_sabre_reply, stage, number, name, files)
        for number, path in enumerate(mails):
            part(play_cyrus, stage, number, path, folder)
    with Sink() as sink, Rsvpd(sink.port, organizer_address="native", domain="example.com") as server:
        stage = Stage(server, sink)
        stage.scenes = 0
        for path in scripts:
            part(play_stalwart, stage, path)


main()
