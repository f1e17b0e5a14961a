"""Invitations through a real mail system and back: Postfix, Dovecot, swaks, Python's email, PyPI icalendar."""
# needs-debian: postfix dovecot-imapd dovecot-lmtpd swaks
# needs-python: icalendar

import email
import email.policy
import os
import re
import shutil
import subprocess
import tempfile

import icalendar

from lab import guest, ics
from lab.checks import check, part, skip_suite
from lab.mailsystem import MailSystem
from lab.rsvpd import Rsvpd

BOB, ALICE = "bob@guest.example", "alice@example.org"
HOST = "cal.example.org"
BERLIN = """\
BEGIN:VTIMEZONE\r
TZID:Europe/Berlin\r
BEGIN:STANDARD\r
DTSTART:19701025T030000\r
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU\r
TZOFFSETFROM:+0200\r
TZOFFSETTO:+0100\r
TZNAME:CET\r
END:STANDARD\r
BEGIN:DAYLIGHT\r
DTSTART:19700329T020000\r
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU\r
TZOFFSETFROM:+0100\r
TZOFFSETTO:+0200\r
TZNAME:CEST\r
END:DAYLIGHT\r
END:VTIMEZONE\r
"""


def meeting(uid, *guests, start="20300514T100000", end="20300514T110000"):
    """What Alice's program puts: a zone, a guest list, and things that are nobody else's business."""
    text = ics.event(
        uid, f"DTSTART;TZID=Europe/Berlin:{start}", f"DTEND;TZID=Europe/Berlin:{end}", "SUMMARY:Grüße: the\\, first; meeting",
        "LOCATION:Room 4", "DESCRIPTION:Bring\\nyour own tea", "ORGANIZER;CN=Alice Example:mailto:alice@example.org",
        "ATTENDEE;CN=Alice Example;PARTSTAT=ACCEPTED:mailto:alice@example.org",
        *(f"ATTENDEE;PARTSTAT=NEEDS-ACTION;SCHEDULE-AGENT=SERVER:mailto:{address}" for address in guests),
        "X-MOZ-LASTACK:20300101T000000Z", "CATEGORIES:secret category",
        "BEGIN:VALARM", "ACTION:DISPLAY", "DESCRIPTION:secret alarm", "TRIGGER:-PT15M", "END:VALARM")
    return text.replace("BEGIN:VEVENT\r\n", BERLIN + "BEGIN:VEVENT\r\n", 1)


class Invitation:
    """A mail as Bob fetched it, taken apart."""

    def __init__(self, raw):
        self.raw = raw
        self.mail = email.message_from_bytes(raw, policy=email.policy.default)
        self.calendar = next(part for part in self.mail.walk() if part.get_content_type() == "text/calendar")
        self.bytes = self.calendar.get_payload(decode=True)
        self.ics = self.bytes.decode("utf-8")
        self.event = ics.components(self.ics, "VEVENT")[0]
        self.organizer = ics.first(self.event, "ORGANIZER")
        self.reply_to = self.mail["Reply-To"].addresses[0].addr_spec
        self.sequence = int(ics.first(self.event, "SEQUENCE").value)


def check_mail(invitation):
    """The mail around the calendar object: RFC 6047 §2.4."""
    mail = invitation.mail
    with check("Python's email package finds no defect in the invitation"):
        defects = [defect for part in mail.walk() for defect in part.defects]
        defects += [defect for part in mail.walk() for value in part.values() for defect in value.defects]
        assert not defects, defects
    with check("the parts are mixed(alternative(plain, html, calendar), application/ics)"):
        assert shape(mail) == "multipart/mixed(multipart/alternative(text/plain, text/html, text/calendar), application/ics)", shape(mail)
    with check("the calendar part says method=REQUEST, charset=UTF-8, and is no attachment"):
        params = {name: value.lower() for name, value in invitation.calendar["Content-Type"].params.items()}
        assert params.get("method") == "request" and params.get("charset") == "utf-8" and "name" not in params, params
        assert invitation.calendar["Content-Disposition"] is None
        assert invitation.calendar["Content-Transfer-Encoding"].lower() == "base64"
    with check("the attachment is a named .ics with the same bytes"):
        attachment = next(part for part in mail.walk() if part.get_content_type() == "application/ics")
        assert attachment.get_content_disposition() == "attachment" and attachment.get_filename().endswith(".ics")
        assert attachment.get_payload(decode=True) == invitation.bytes
    with check("From is an address of our mail host, To is Bob alone"):
        assert mail["From"].addresses[0].domain == HOST, mail["From"]
        assert [address.addr_spec for address in mail["To"].addresses] == [BOB] and mail["Cc"] is None
    with check("the mail says that a program sent it, and when"):
        assert mail["Auto-Submitted"] == "auto-generated" and mail["Date"].datetime.tzinfo and mail["Message-ID"], dict(mail)
    with check("plain text and HTML both name the meeting and who invites"):
        for kind in ("plain", "html"):
            text = mail.get_body((kind,)).get_content()
            assert "Grüße" in text and "Alice Example" in text and "Room 4" in text, text
    with check("the HTML loads nothing and runs nothing"):
        html = mail.get_body(("html",)).get_content()
        assert not re.search(r"<script|<img|<form|<iframe|url\(|\son\w+=", html, re.I), html
    with check("lines are at most 998 bytes and end in CRLF"):
        assert max(map(len, invitation.raw.split(b"\r\n"))) <= 998 and not re.search(rb"(?<!\r)\n", invitation.raw)
    with check("bounces go to an address of their own, which is not the answer address"):
        bounce = mail["Return-Path"].strip("<> ")
        assert re.fullmatch(rf"b-[a-z0-9-]+@{re.escape(HOST)}", bounce) and bounce != invitation.reply_to, bounce
    with check("the answer address is not in Message-ID, References or Subject"):
        token = invitation.reply_to.split("@")[0]
        assert not any(token in (mail[name] or "") for name in ("Message-ID", "References", "Subject", "Return-Path"))


def check_object(invitation):
    """The calendar object in the mail: RFC 5546 §3.2.2, RFC 6047 §2.4 and §2.5."""
    with check("PyPI icalendar reads the invitation without complaint"):
        calendar = icalendar.Calendar.from_ical(invitation.bytes)
        errors = [error for component in calendar.walk() for error in component.errors]
        assert not errors and calendar["METHOD"] == "REQUEST", errors
        assert str(calendar.walk("VEVENT")[0]["SUMMARY"]) == "Grüße: the, first; meeting"
    with check("ORGANIZER is the Reply-To: lower case, at most 64 characters, no plus"):
        assert invitation.organizer.email == invitation.reply_to and invitation.organizer.value.startswith("mailto:")
        assert re.fullmatch(rf"[a-z0-9-]{{1,64}}@{re.escape(HOST)}", invitation.reply_to), invitation.reply_to
        assert invitation.organizer.params.get("CN") == "Alice Example" and invitation.organizer.params.get("EMAIL") == "alice@example.org", invitation.organizer
    with check("Bob is asked: PARTSTAT=NEEDS-ACTION, RSVP=TRUE"):
        bob = ics.attendee(invitation.ics, BOB)
        assert bob.params.get("PARTSTAT") == "NEEDS-ACTION" and bob.params.get("RSVP") == "TRUE", bob
    with check("the zone in the mail is a short one: rules only"):
        zones = [dict.fromkeys(line.name for line in part) for part in ics.components(invitation.ics, "STANDARD", "DAYLIGHT")]
        assert 2 <= len(zones) <= 4 and all("RRULE" in zone and "RDATE" not in zone for zone in zones), zones
        assert ics.first(invitation.event, "DTSTART").params == {"TZID": "Europe/Berlin"}
    with check("alarms, categories, X- and SCHEDULE- things of Alice stay at home"):
        for secret in ("VALARM", "secret", "X-MOZ", "SCHEDULE-"):
            assert secret not in invitation.ics, invitation.ics
    with check("lines of the object are folded at 75 octets"):
        assert max(map(len, invitation.bytes.split(b"\r\n"))) <= 75


def shape(part):
    """A MIME tree in one line."""
    inside = f"({', '.join(map(shape, part.iter_parts()))})" if part.is_multipart() else ""
    return part.get_content_type() + inside


def swaks(port, sender, recipient, message, folder):
    """Sends with swaks; what it printed."""
    path = os.path.join(folder, "message.eml")
    with open(path, "wb") as file:
        file.write(message.replace(b"\r\n", b"\n"))
    done = subprocess.run(["swaks", "--server", f"127.0.0.1:{port}", "--helo", "pc.guest.example", "--from", sender, "--to", recipient, "--data", f"@{path}"],
                          capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stdout[-600:] + done.stderr
    return done.stdout


def first_mail_and_answer(server, mails, alice, folder):
    """Alice invites, Bob accepts with swaks, Alice moves the meeting, then cancels it."""
    calendar = alice.home + "lab/"
    path = calendar + "lunch.ics"
    with check("PUT of a meeting with an outside guest is stored"):
        alice.put(path, meeting("lunch-1@lab", BOB), If_None_Match="*").expect(201)
    with check("the invitation reaches Bob's mailbox"):
        invitation = Invitation(mails.wait_for_mails(BOB, 1)[0])
    check_mail(invitation)
    check_object(invitation)
    with check("CalDAV keeps Alice's own address and says that the mail went out"):
        text = alice.wait_for(path, lambda text: ics.schedule_status(text, BOB)[:3] in ("1.1", "1.2"))
        assert "mailto:alice@example.org" in text and HOST not in text, text
    token = alice.sync_token(calendar)
    with check("swaks delivers Bob's answer to the token address"):
        reply = guest.calendar_mail(BOB, invitation.reply_to, guest.answer(invitation.ics, BOB, "ACCEPTED"))
        swaks(server.smtp_port, BOB, invitation.reply_to, reply, folder)
    with check("GET shows PARTSTAT=ACCEPTED"):
        text = alice.wait_for(path, lambda text: ics.partstat(text, BOB) == "ACCEPTED")
        assert ics.schedule_status(text, BOB)[:3] == "2.0", text
    with check("sync-collection names the meeting, with the ETag that GET gives"):
        assert alice.changes_since(calendar, token) == {path: alice.get(path).headers["etag"]}
    with check("Alice is told by mail, at her own address, from an address of our mail host"):
        notice = email.message_from_bytes(mails.wait_for_mails(ALICE, 1)[0], policy=email.policy.default)
        assert notice["From"].addresses[0].domain == HOST and notice["Auto-Submitted"] == "auto-generated", dict(notice)
        assert "Grüße" in notice["Subject"] and BOB in notice.get_body(("plain",)).get_content(), notice["Subject"]
        assert not [part for part in notice.walk() if part.get_content_type() == "text/calendar"], "a notice is no scheduling message"
    with check("the answer lies in Alice's schedule inbox"):
        inbox = [alice.get(item).text for item in alice.members(alice.home + "inbox/")]
        assert any("METHOD:REPLY" in text and "lunch-1@lab" in text for text in inbox), inbox
    part(update_and_cancel, mails, alice, path, invitation)


def update_and_cancel(mails, alice, path, invitation):
    """The second and the third mail of a meeting."""
    with check("another time brings a second mail: same UID and ORGANIZER, higher SEQUENCE"):
        old = alice.get(path)
        moved = old.text.replace("20300514T10", "20300515T14").replace("20300514T11", "20300515T15")
        alice.put(path, moved, If_Match=old.headers["etag"]).expect(200, 204)
        update = Invitation(mails.wait_for_mails(BOB, 2)[1])
        assert ics.first(update.event, "UID").value == "lunch-1@lab" and update.sequence > invitation.sequence
        assert update.organizer.email == invitation.organizer.email
        assert ics.first(update.event, "DTSTART").value == "20300515T140000"
    with check("and Bob is asked again"):
        assert ics.partstat(alice.get(path).text, BOB) == "NEEDS-ACTION"
        assert ics.partstat(update.ics, BOB) == "NEEDS-ACTION"
    with check("the second mail belongs to the thread of the first"):
        assert update.mail["References"] and update.mail["References"] == invitation.mail["References"]
        assert update.mail["Message-ID"] != invitation.mail["Message-ID"]
    with check("an answer to the old time does not count as ACCEPTED"):
        mails.submit(BOB, invitation.reply_to, guest.calendar_mail(BOB, invitation.reply_to, guest.answer(invitation.ics, BOB, "ACCEPTED")))
        mails.wait_for_mails(ALICE, 2)   # she is told of it
        assert ics.partstat(alice.get(path).text, BOB) == "NEEDS-ACTION"
    with check("DELETE brings METHOD:CANCEL, STATUS:CANCELLED and a higher SEQUENCE"):
        alice.request("DELETE", path).expect(204)
        cancel = Invitation(mails.wait_for_mails(BOB, 3)[2])
        names = {line.name: line.value for line in cancel.event}
        assert "METHOD:CANCEL" in cancel.ics and names["STATUS"] == "CANCELLED" and cancel.sequence > update.sequence, cancel.ics
        assert cancel.calendar["Content-Type"].params["method"].upper() == "CANCEL"
        assert {"DTSTART", "DTEND", "SUMMARY", "LOCATION"} <= names.keys(), names
        assert shape(cancel.mail) == shape(invitation.mail)


def bounces(mails, alice):
    """Guests who do not exist."""
    calendar = alice.home + "lab/"
    with check("a guest whom Postfix accepts and bounces gets SCHEDULE-STATUS 3.7 or 5.x"):
        alice.put(calendar + "nobody.ics", meeting("nobody@lab", "nobody@guest.example")).expect(201)
        text = alice.wait_for(calendar + "nobody.ics", lambda text: ics.schedule_status(text, "nobody@guest.example")[:2] in ("3.", "5."))
        assert ics.schedule_status(text, "nobody@guest.example")[:3] in ("3.7", "5.1"), text
        assert ics.partstat(text, "nobody@guest.example") == "NEEDS-ACTION"
    with check("a guest whom Postfix refuses at once gets SCHEDULE-STATUS 3.7"):
        alice.put(calendar + "refused.ics", meeting("refused@lab", "refused@guest.example")).expect(201)
        alice.wait_for(calendar + "refused.ics", lambda text: ics.schedule_status(text, "refused@guest.example")[:3] == "3.7")
    with check("one unknown guest does not keep the mail from the other"):
        before = len(mails.mails(BOB))
        alice.put(calendar + "both.ics", meeting("both@lab", "nobody2@guest.example", BOB)).expect(201)
        text = alice.wait_for(calendar + "both.ics", lambda text: ics.schedule_status(text, "nobody2@guest.example")[:2] in ("3.", "5."))
        assert Invitation(mails.wait_for_mails(BOB, before + 1)[-1]) and ics.schedule_status(text, BOB)[:2] == "1.", text


def other_doors(server, mails, alice, routes):
    """Bob's program hands the answer to Postfix, which delivers it by LMTP or through a pipe."""
    calendar = alice.home + "lab/"
    for door, transport, partstat in (("LMTP", f"lmtp:inet:[127.0.0.1]:{server.lmtp_port}", "TENTATIVE"), ("a pipe to mail ingest", "rsvpd:", "DECLINED"),
                                      ("SMTP", f"smtp:[127.0.0.1]:{server.smtp_port}", "ACCEPTED")):
        with check(f"Postfix delivers an answer by {door}"):
            count = len(mails.mails(BOB))
            path = f"{calendar}{partstat}.ics"
            alice.put(path, meeting(f"{partstat}@lab", BOB)).expect(201)
            invitation = Invitation(mails.wait_for_mails(BOB, count + 1)[-1])
            mails.route([f"{invitation.reply_to} {transport}", *routes])
            mails.submit(BOB, invitation.reply_to, guest.calendar_mail(BOB, invitation.reply_to, guest.answer(invitation.ics, BOB, partstat)))
            alice.wait_for(path, lambda text, wanted=partstat: ics.partstat(text, BOB) == wanted)
    with check("mail ingest takes a message from standard input"):
        invitation = Invitation(mails.mails(BOB)[-1])
        message = guest.calendar_mail(BOB, invitation.reply_to, guest.answer(invitation.ics, BOB, "TENTATIVE"))
        server.command("mail", "ingest", "--rcpt", invitation.reply_to, stdin=message)
        alice.wait_for(calendar + "ACCEPTED.ics", lambda text: ics.partstat(text, BOB) == "TENTATIVE")
    with check("mail to an address nobody was given is refused at RCPT by SMTP and LMTP, and by mail ingest"):
        forged = f"i-{'a' * 32}@{HOST}"
        for protocol, port in (("SMTP", server.smtp_port), ("LMTP", server.lmtp_port)):
            done = subprocess.run(["swaks", "--protocol", protocol, "--server", f"127.0.0.1:{port}", "--from", BOB, "--to", forged], capture_output=True, text=True, timeout=60, check=False)
            assert re.search(r"RCPT TO.*\n<\*\* +550", done.stdout), done.stdout
        assert server.command("mail", "ingest", "--rcpt", forged, stdin=message, check=False).returncode != 0


def main():
    if os.geteuid() != 0:
        skip_suite("Postfix and Dovecot start as root")
    folder = tempfile.mkdtemp(prefix="lab-")
    mails = MailSystem(folder, (BOB, ALICE))
    try:
        with Rsvpd(mails.smtp_port, user="nobody") as server:
            alice = server.add_user("alice")
            alice.make_calendar("lab")
            routes = [f"{HOST} smtp:[127.0.0.1]:{server.smtp_port}"]
            mails.start(routes, ingest=f"{server.binary} mail ingest --config {server.config} --rcpt")
            part(first_mail_and_answer, server, mails, alice, folder)
            part(bounces, mails, alice)
            part(other_doors, server, mails, alice, routes)
            with check("the server is still there and stops when asked"):
                assert server.is_alive() and server.stop() == 0, server.log_tail()
    finally:
        mails.stop()
        shutil.rmtree(folder, ignore_errors=True)


main()
