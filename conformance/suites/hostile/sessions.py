"""SMTP sessions: smuggled mails, broken commands, mails beyond measure."""

import contextlib
import time

from hostile.target import ORGANIZER, WHEN
from lab import guest, ics
from lab.raw import Dialogue, exchange


def invite(target, name):
    """A meeting with one guest of its own; (its path, the guest, the answer address, a good REPLY mail)."""
    person = f"{name}@guest.example"
    path = f"{target.collection}{name}.ics"
    target.alice.put(path, ics.event(f"{name}@lab", *WHEN, "SUMMARY:Dinner", *ORGANIZER, f"ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:{person}")).expect(201)
    mail = target.sink.wait_for(person)
    return path, person, mail.answer_address, guest.calendar_mail(person, mail.answer_address, guest.answer(mail.calendar, person, "ACCEPTED"))


def envelope(dialogue, sender, recipient):
    assert dialogue.say(f"MAIL FROM:<{sender}>\r\n".encode()).startswith("250")
    assert dialogue.say(f"RCPT TO:<{recipient}>\r\n".encode()).startswith("250")
    assert dialogue.say(b"DATA\r\n").startswith("354")


def smuggling(target, outer, victim):
    """CVE-2023-51764 and its relatives: an end of data that is none must not turn the rest into commands."""
    _, outer_person, outer_address, _ = outer
    path, person, address, reply = victim
    hidden = f"MAIL FROM:<{person}>\r\nRCPT TO:<{address}>\r\nDATA\r\n".encode() + reply
    for name, end in (("LF . LF", b"\n.\n"), ("LF . CRLF", b"\n.\r\n"), ("CRLF . LF", b"\r\n.\n"), ("CR . CR", b"\r.\r"), ("CRLF . CR", b"\r\n.\r"), ("CR . CRLF", b"\r.\r\n"), ("CRLF NUL . CRLF", b"\r\n\0.\r\n")):
        with target.attempt(f"SMTP data ended by {name} smuggles no second mail"):
            with Dialogue(target.server.smtp_port) as dialogue:
                envelope(dialogue, outer_person, outer_address)
                dialogue.send(f"From: {outer_person}\r\nSubject: hello\r\n\r\nhello".encode() + end + hidden + b"\r\n.\r\nQUIT\r\n")
                replies = dialogue.replies_within(1.5)
            assert len(replies) <= 2, f"each of the hidden commands was answered: {replies}"
            time.sleep(0.5)
            assert ics.partstat(target.alice.get(path).text, person) == "NEEDS-ACTION", "the hidden answer was taken"


def smtp(target):
    outer, victim = invite(target, "outer"), invite(target, "victim")
    _, person, address, reply = outer
    port = target.server.smtp_port
    smuggling(target, outer, victim)
    with target.attempt("SMTP data with bare LF is refused or read as it stands"):
        with Dialogue(port) as dialogue:
            envelope(dialogue, person, address)
            text = dialogue.say(reply.replace(b"\r\n", b"\n") + b"\r\n.\r\n")
        assert text[:1] in "25", text
    smtp_commands(target, port, person, address)
    smtp_sizes(target, port, person, address)
    with target.attempt("after all this an honest answer still arrives"):
        path, person, address, reply = victim
        with Dialogue(port) as dialogue:
            envelope(dialogue, person, address)
            assert dialogue.say(reply + b".\r\n").startswith("250")
        target.alice.wait_for(path, lambda text: ics.partstat(text, person) == "ACCEPTED")
    for path, *_ in (outer, victim):
        target.alice.request("DELETE", path, headers={"Schedule-Reply": "F"})


BAD_PATHS = ["<a@b\nRCPT TO:<c@d>>", "<a b@c>", "<@>", "<>", "no brackets", "<" + "a" * 5000 + "@cal.example.org>", "<a@" + "b." * 5000 + "example>", "<\"\r\n\"@x>", "<a@cal.example.org> SIZE",
             "<a\0b@cal.example.org>", "<../../etc/passwd@cal.example.org>", "<'; drop table outbox; --@cal.example.org>", "<alice@evil.example>", "<%s%s%n@cal.example.org>", "<alice%evil.example@cal.example.org>",
             "<evil.example!alice@cal.example.org>", "<@evil.example:alice@evil.example>"]


def smtp_commands(target, port, person, address):
    for bad in BAD_PATHS:
        with target.attempt(f"RCPT TO:{bad[:40]!r} is refused"):
            with Dialogue(port) as dialogue:
                dialogue.say(f"MAIL FROM:<{person}>\r\n".encode())
                text = dialogue.say(f"RCPT TO:{bad}\r\n".encode())
                assert text[:1] in ("4", "5", ""), text
    with target.attempt("a MAIL FROM with CR, LF or NUL in it is refused"):
        for bad in (b"MAIL FROM:<a\rb@c.example>\r\n", b"MAIL FROM:<a@c.example\nRCPT TO:<x@y>>\r\n", b"MAIL FROM:<a\0@c.example>\r\n"):
            with Dialogue(port) as dialogue:
                text = dialogue.say(bad)
                assert text[:1] in ("4", "5", ""), (bad, text)
    with target.attempt("a command of 4 MB without line end is cut off"):
        answer = exchange(port, b"EHLO x\r\n", *[b"x" * 65536] * 64)
        assert answer.count(b"250 ") <= 1, answer[-300:]
    with target.attempt("10,000 unknown commands end the session"):
        answer = exchange(port, b"HELLO there\r\n" * 10_000)
        assert answer.count(b"\r\n") < 1000, f"{answer.count(bytes([13, 10]))} replies, the last {answer[-100:]!r}"
    with target.attempt("10,000 recipients are not all taken"):
        with Dialogue(port) as dialogue:
            dialogue.say(f"MAIL FROM:<{person}>\r\n".encode())
            taken = 0
            for _ in range(10_000):
                text = dialogue.say(f"RCPT TO:<{address}>\r\n".encode())
                if not text.startswith("250"):
                    break
                taken += 1
            assert taken < 1001, taken
    with target.attempt("commands sent together with the greeting or in the wrong order are refused"):
        for words in (b"DATA\r\n", b"RCPT TO:<x@y.example>\r\n", b"BDAT 10 LAST\r\n", b"AUTH PLAIN AGEAYg==\r\n", b"VRFY alice\r\n", b"EXPN all\r\n"):
            with Dialogue(port) as dialogue:
                text = dialogue.say(words)
                assert text[:1] == "5" or text.startswith("252"), (words, text)
    with target.attempt("the server relays nothing"):
        for recipient in ("someone@elsewhere.example", "alice@elsewhere.example", "someone@example.org.evil.example"):
            with Dialogue(port) as dialogue:
                dialogue.say(b"MAIL FROM:<alice@example.org>\r\n")
                assert dialogue.say(f"RCPT TO:<{recipient}>\r\n".encode()).startswith("5")


def smtp_sizes(target, port, person, address):
    with target.attempt("a mail announced as 10 GB is refused"):
        with Dialogue(port) as dialogue:
            text = dialogue.say(f"MAIL FROM:<{person}> SIZE=10000000000\r\n".encode())
            assert text[:3] in ("552", "501"), text
    with target.attempt("a mail of 40 MB is refused"):
        with Dialogue(port) as dialogue:
            envelope(dialogue, person, address)
            line = b"x" * 900 + b"\r\n"
            with contextlib.suppress(OSError):
                for _ in range(45):
                    dialogue.send(line * 1024)
            with contextlib.suppress(OSError):
                dialogue.send(b".\r\n")
            text = dialogue.reply()
            assert text[:3] in ("552", "554", "500", ""), text
    with target.attempt("a data line of 8 MB is refused, or kept within bounds"):
        with Dialogue(port) as dialogue:
            envelope(dialogue, person, address)
            with contextlib.suppress(OSError):
                for _ in range(128):
                    dialogue.send(b"y" * 65536)
                dialogue.send(b"\r\n.\r\n")
            assert dialogue.reply()[:1] in ("2", "4", "5", "")
    for name, body in deep_mails(person, address):
        with target.attempt(f"a mail with {name} is taken or refused, and changes nothing"):
            with Dialogue(port) as dialogue:
                envelope(dialogue, person, address)
                text = dialogue.say(body + b"\r\n.\r\n")
                assert text[:1] in "245", text
            time.sleep(0.5)


def deep_mails(person, address):
    """Mails that parsers choke on."""
    head = f"From: {person}\r\nTo: {address}\r\nSubject: x\r\nMIME-Version: 1.0\r\n".encode()
    parts = b"".join(b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n" % (n, n) for n in range(5000))
    many = b"Content-Type: multipart/mixed; boundary=b\r\n\r\n" + b"--b\r\nContent-Type: text/plain\r\n\r\nx\r\n" * 20_000 + b"--b--\r\n"
    bomb = b"Content-Type: text/calendar; method=REPLY\r\n\r\n" + b"BEGIN:VCALENDAR\r\n" * 50_000
    folds = b"Content-Type: text/calendar; method=REPLY\r\n\r\nBEGIN:VCALENDAR\r\nX:" + b"\r\n a" * 200_000
    return [("multiparts nested 5,000 deep", head + parts), ("20,000 parts", head + many), ("a calendar nested 50,000 deep", head + bomb), ("200,000 folds in one line", head + folds),
            ("100,000 headers", head + b"X-H: y\r\n" * 100_000 + b"\r\nbody"), ("a header of 5 MB", head + b"X-H: " + b"z" * 900 + b"\r\n " * 1 + (b"z" * 900 + b"\r\n ") * 5000 + b"\r\n\r\nbody"),
            ("no header at all", b"\r\njust text"), ("every byte there is", head + b"\r\n" + bytes(range(11, 13)) + bytes(range(14, 256)))]
