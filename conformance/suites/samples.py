"""Answers as real programs send them, against events made from their own UID and attendee."""
# needs-python: icalendar

import email
import email.policy
import re
import smtplib
import time

from lab import guest, ics
from lab.checks import check, note, part, skip_suite
from lab.rsvpd import Rsvpd, shared
from lab.sink import Sink

# MANIFEST.md takes these two for failures, but they say that delivery is only delayed: the mail may still arrive.
DELAYED = ("sisimai__lhost-gmail-06.eml", "sisimai__rfc3464-07.eml")
# How long an answer may take to reach the event, and how long we watch an event that must not change.
PATIENCE, WATCH = 10, 0.7
# Samples whose calendar part does not say by itself what must happen. The value is what the guest's PARTSTAT must be afterwards.
UNCHANGED = "NEEDS-ACTION"
EXPECTED = {
    "mail/apple__reply_missing_organizer.eml": UNCHANGED,  # names no ATTENDEE: nothing to apply, a person has to read it
    "itip/rfc-examples__itip.ics": UNCHANGED,              # ATTENDEE without PARTSTAT answers nothing
    "pairs/cyrus__imip_reply_partycrasher.eml": UNCHANGED,
}


class Sample:
    """One real answer: the mail, its calendar text, and what it says."""

    def __init__(self, folder, path):
        self.name = f"{path.parent.name}/{path.name}"
        raw = path.read_bytes()
        if path.suffix == ".ics":
            self.text, self.raw = raw.decode("utf-8-sig", "replace"), None
        else:
            self.raw = re.sub(rb"\r?\n", b"\r\n", ahead(raw.decode("utf-8")).encode() if path.parent.name == "pairs" else raw)
            self.text = calendar_text(self.raw)
        self.local = path.with_suffix(".local.ics")
        method = re.search(r"(?im)^METHOD:\s*([\w-]+)", self.text)
        self.method = method[1].upper() if method else ""
        self.answers = [component for component in ics.components(self.text, "VEVENT", "VTODO", "VJOURNAL") if ics.first(component, "UID")]
        self.kind = next((kind for kind in ("VEVENT", "VTODO", "VJOURNAL") if f"BEGIN:{kind}" in self.text.upper()), "VEVENT")

    @property
    def is_answer(self):
        return self.method in ("REPLY", "COUNTER") and bool(self.answers)

    @property
    def uid(self):
        return ics.first(self.answers[0], "UID").value.strip()

    @property
    def guest(self):
        """Who answers; a sample that names nobody is taken to come from a guest of ours."""
        lines = [line for component in self.answers for line in component if line.name == "ATTENDEE"]
        return lines[0].email if lines else "somebody@guest.example"

    @property
    def has_method(self):
        """Whether a mail's calendar part says method=; without a token, one that does not is no iMIP (RFC 6047 §2.4)."""
        return self.raw is None or re.search(rb"(?i)text/calendar[^\r\n]*(\r\n[ \t][^\r\n]*)*method=", self.raw) is not None

    def wanted(self):
        """{RECURRENCE-ID value or None: PARTSTAT the guest must have there}."""
        if self.name in EXPECTED or self.method == "COUNTER":
            return {None: EXPECTED.get(self.name, UNCHANGED)}
        found = {}
        for component in self.answers:
            instance, line = ics.first(component, "RECURRENCE-ID"), ics.first(component, "ATTENDEE")
            found[instance.value if instance else None] = line.params.get("PARTSTAT", UNCHANGED).upper()
        return found

    def stored(self, organizer):
        """The event the organizer has: the sample's own pair if there is one, else one with that UID and attendee, years ahead."""
        if self.local.exists():
            return ours(ahead(self.local.read_text()), organizer)
        instances = [line for component in self.answers if (line := ics.first(component, "RECURRENCE-ID"))]
        if instances:
            start, rule = f"DTSTART:{instances[0].value}", ["RRULE:FREQ=DAILY"]
        else:
            start, rule = "DTSTART:20310301T100000Z", []
        end = {"VEVENT": ["DURATION:PT1H"], "VTODO": ["DURATION:PT1H"], "VJOURNAL": []}[self.kind]
        return ics.event(self.uid, start, *end, *rule, "SUMMARY:From a sample", f"ORGANIZER:mailto:{organizer}",
                         f"ATTENDEE;PARTSTAT=ACCEPTED:mailto:{organizer}", f"ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:{self.invited}", kind=self.kind)

    @property
    def invited(self):
        """The guest in the organizer's event; in the party crasher's pair that is another one than who answers."""
        if self.local.exists():
            lines = [line for component in ics.components(self.local.read_text(), "VEVENT") for line in component if line.name == "ATTENDEE"]
            return next(line.email for line in lines if line.email != "cassandane@example.com")
        return self.guest

    def mail(self, address):
        """The mail to send to the answer address: the sample's own, or one made around a bare .ics."""
        return self.raw or guest.calendar_mail(self.guest, address, self.text, self.method)


def calendar_text(raw):
    """The first calendar part of a mail as text; empty when there is none."""
    message = email.message_from_bytes(raw, policy=email.policy.compat32)
    for piece in message.walk():
        if piece.get_content_type().lower() == "text/calendar":
            return (piece.get_payload(decode=True) or b"").decode("utf-8", "replace")
    return ""


def ahead(text):
    """The same meeting 28 years later, on the same weekdays: nobody is mailed about the past."""
    return re.sub(r"(?m)^((?:DTSTART|DTEND|RDATE|RECURRENCE-ID)[^:\n]*:)(\d{4})(?=\d{4}T\d{6}\s*$)", lambda line: f"{line[1]}{later(int(line[2]))}", text)


def later(year):
    """28 years on; the years before 2015 are those of VTIMEZONE rules and stay."""
    return year + 28 if year > 2015 else year


def ours(text, organizer):
    """A stored object of the organizer Cassandane, made somebody else's; what PUT may not hold is left out."""
    text = re.sub(r"\r?\n[ \t]", "", text)
    text = re.sub(r"(?i)mailto:\s*cassandane@example\.com", f"mailto:{organizer}", text).replace("EMAIL=cassandane@example.com", f"EMAIL={organizer}")
    text = re.sub(r"(?m)^RRULE:RSCALE.*\n", "", text)   # a second RRULE; RFC 5545 §3.8.5.3 asks for at most one
    return re.sub(r"\r?\n", "\r\n", text)


def load(folder):
    """All samples that answer something."""
    paths = [path for kind in ("mail", "itip", "pairs") for path in sorted((folder / "samples" / kind).glob("*")) if path.suffix in (".eml", ".ics") and not path.name.endswith(".local.ics")]
    return [sample for sample in (Sample(folder, path) for path in paths) if sample.is_answer]


def junk(folder):
    """Every other mail: invitations, bounces, tnef, mails that are no calendar mails. Each may arrive at an answer address; none may change the event."""
    answers = {sample.name for sample in load(folder)}
    paths = [path for kind in ("mail", "pairs", "dsn", "tnef") for path in sorted((folder / "samples" / kind).glob("*.eml"))]
    return [path for path in paths if f"{path.parent.name}/{path.name}" not in answers]


def send(port, sender, recipient, raw):
    """Hands the mail over as bytes; the server's reply to DATA."""
    with smtplib.SMTP("127.0.0.1", port, local_hostname="pc.guest.example", timeout=30) as smtp:
        smtp.sendmail(sender, [recipient], raw)


def answered(server, sink, samples, has_token):
    """Each sample goes to the address its guest was given. Each has an organizer of its own, because many share their UID."""
    form = "the token address" if has_token else "the organizer's address, which proves nothing"
    for number, sample in enumerate(samples):
        with check(f"{sample.name} to {form}"):
            organizer = server.add_user(f"organizer{number}")
            path = organizer.make_calendar("lab") + "sample.ics"
            organizer.put(path, sample.stored(f"{organizer.name}@example.org")).expect(201)
            if sample.kind == "VJOURNAL":
                assert nobody_is_mailed(sink), "there are no invitations to journals (RFC 5546 §3.5)"
                continue
            address = sink.wait_for(sample.invited, condition=lambda mail, mine=(sample.uid, organizer.name): mail.invites_to(mine[0]) and f"{mine[1]}@" in mail.calendar).answer_address
            before = organizer.get(path).text
            send(server.smtp_port, sample.guest, address, sample.mail(address))
            see(organizer, path, sample, sample.wanted() if has_token or sample.has_method else {None: UNCHANGED}, before, delegates(sample) if has_token else set())


def nobody_is_mailed(sink):
    """Whether the sink stays silent for a while."""
    before = len(sink.mails)
    time.sleep(WATCH)
    return len(sink.mails) == before


def held(server, sink):
    """Without a token and with nothing else to prove the sender, an answer waits for a person."""
    alice, bob = server.add_user("alice"), "bob@guest.example"
    path = alice.make_calendar("lab") + "held.ics"
    alice.put(path, meeting("held@lab", alice, bob)).expect(201)
    with check("an answer that nothing proves is held, and the organizer is told"):
        invitation = sink.wait_for(bob)
        send(server.smtp_port, bob, invitation.answer_address, guest.calendar_mail(bob, invitation.answer_address, guest.answer(invitation.calendar, bob, "ACCEPTED")))
        told = sink.wait_for("alice@example.org")
        assert bob in told.message.get_body(("plain",)).get_content() and ics.partstat(alice.get(path).text, bob) == UNCHANGED
        assert bob in server.command("mail", "quarantine", "list").stdout


def bounced(server, sink, folder):
    """Each bounce goes to the envelope sender of an invitation; MANIFEST.md says which SCHEDULE-STATUS it means."""
    alice = server.add_user("bounced")
    collection = alice.make_calendar("lab")
    manifest = (folder / "samples/MANIFEST.md").read_text()
    for number, bounce in enumerate(sorted((folder / "samples/dsn").glob("*.eml"))):
        row = re.search(rf"(?m)^\| `{re.escape(bounce.name)}` \|.*$", manifest)[0]
        verdict = re.search(r"=> SCHEDULE-STATUS (\d\.\d)", row)
        wanted = "1.1" if bounce.name in DELAYED else verdict and verdict[1]
        person, path = f"bounce-{number}@guest.example", f"{collection}{number}.ics"
        with check(f"dsn/{bounce.name} to the bounce address" + (f" gives SCHEDULE-STATUS {wanted}" if wanted else " changes no answer")):
            alice.put(path, meeting(f"bounce-{number}@lab", alice, person)).expect(201)
            mail = sink.wait_for(person)
            alice.wait_for(path, lambda text, person=person: ics.schedule_status(text, person)[:3] == "1.1", PATIENCE)
            send(server.smtp_port, "", mail.sender, re.sub(rb"\r?\n", b"\r\n", bounce.read_bytes()))
            time.sleep(WATCH)
            text = alice.get(path).text
            assert ics.partstat(text, person) == UNCHANGED, "a bounce is no answer"
            assert not wanted or ics.schedule_status(text, person)[:3] == wanted, f"SCHEDULE-STATUS is {ics.schedule_status(text, person)}"


def meeting(uid, organizer, person):
    """A meeting of that account's owner with one guest."""
    return ics.event(uid, "DTSTART:20310301T100000Z", "DURATION:PT1H", "SUMMARY:Quiet please", f"ORGANIZER:mailto:{organizer.name}@example.org",
                     f"ATTENDEE;PARTSTAT=ACCEPTED:mailto:{organizer.name}@example.org", f"ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:{person}")


def all_other_mails(server, sink, alice, paths):
    """Mails that answer nothing, all to one answer address."""
    path, bob = alice.home + "lab/junk.ics", "bob@guest.example"
    alice.put(path, meeting("junk@lab", alice, bob)).expect(201)
    address = sink.wait_for(bob).answer_address
    objects, refused = alice.members(alice.home + "lab/").keys(), 0
    for mail in paths:
        with check(f"{mail.parent.name}/{mail.name} to an answer address is taken or refused"):
            try:
                send(server.smtp_port, bob, address, re.sub(rb"\r?\n", b"\r\n", mail.read_bytes()))
            except smtplib.SMTPDataError as error:
                assert 500 <= error.smtp_code < 600, error
                refused += 1
    note(f"{len(paths)} other mails, {refused} refused")
    with check("none of the other mails changed anything"):
        time.sleep(PATIENCE / 2)
        assert ics.partstat(alice.get(path).text, bob) == UNCHANGED and alice.members(alice.home + "lab/").keys() == objects


def delegates(sample):
    """Whom the guest sends instead: with a proof of who answers they are invited (RFC 5546 §3.2.2.3)."""
    unfolded = re.sub(r"\r?\n[ \t]", "", sample.text)
    found = re.findall(r'DELEGATED-TO="?(?:mailto:)?([^";:]+)"?', unfolded, re.IGNORECASE)
    return set() if sample.kind == "VJOURNAL" else {address.lower() for address in found}


def see(organizer, path, sample, wanted, before, joined):
    """The guest's PARTSTAT became what is wanted, and nothing else of the event changed but that those in joined are guests."""
    if set(wanted.values()) == {UNCHANGED}:
        time.sleep(WATCH)
    seen = organizer.wait_for(path, lambda text: all(ics.partstat(text, sample.invited, instance) == value for instance, value in wanted_in(text, wanted).items()), PATIENCE)
    assert set(guests(seen)) == set(guests(before)) | joined, f"guest list changed: {guests(before)} -> {guests(seen)}"
    for name in ("SUMMARY", "DTSTART", "DTEND", "DURATION", "RRULE", "ORGANIZER"):
        assert value(seen, name) == value(before, name), f"{name} changed: {value(before, name)} -> {value(seen, name)}"


def wanted_in(text, wanted):
    """The wanted answers, each RECURRENCE-ID spelt as the stored override spells it if it is the same local time."""
    spelt = {}
    for instance, partstat in wanted.items():
        stored = [line.value for component in ics.components(text, "VEVENT", "VTODO") if (line := ics.first(component, "RECURRENCE-ID"))]
        spelt[next((other for other in stored if instance and other.rstrip("Z") == instance.rstrip("Z")), instance)] = partstat
    return spelt


def guests(text):
    return sorted({line.email for component in ics.components(text, "VEVENT", "VTODO", "VJOURNAL") for line in component if line.name == "ATTENDEE"})


def value(text, name):
    """That property of the master."""
    master = next(component for component in ics.components(text, "VEVENT", "VTODO", "VJOURNAL") if not ics.first(component, "RECURRENCE-ID"))
    line = ics.first(master, name)
    return line and (line.params, line.value)


def main():
    folder = shared()
    if not folder or not (folder / "samples").is_dir():
        skip_suite("no samples here (RSVPD_SHARED)")
    samples = load(folder)
    note(f"{len(samples)} answers")
    with Sink() as sink, Rsvpd(sink.port) as server:
        alice = server.add_user("alice")
        alice.make_calendar("lab")
        part(answered, server, sink, samples, True)
        part(bounced, server, sink, folder)
        part(all_other_mails, server, sink, alice, junk(folder))
        with check("the server is still there"):
            assert server.is_alive(), server.log_tail()
    with Sink() as sink, Rsvpd(sink.port, organizer_address="per-organizer") as server:
        part(held, server, sink)
    with Sink() as sink, Rsvpd(sink.port, organizer_address="per-organizer", unverified="flag") as server:
        part(answered, server, sink, samples, False)


main()
