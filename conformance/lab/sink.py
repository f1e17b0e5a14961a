"""An SMTP server inside the suite: accepts everything and keeps it, envelope and all."""

import dataclasses
import email
import email.policy
import re
import socketserver
import threading
import time


@dataclasses.dataclass
class Mail:
    """One mail that reached the sink."""

    sender: str
    recipient: str
    raw: bytes

    @property
    def message(self):
        """The mail as Python's email package reads it."""
        return email.message_from_bytes(self.raw, policy=email.policy.default)

    @property
    def calendar(self):
        """The text of the calendar part, unfolded; empty when there is none."""
        for part in self.message.walk():
            if part.get_content_type() == "text/calendar":
                return re.sub(r"\r?\n[ \t]", "", part.get_payload(decode=True).decode("utf-8", "replace"))
        return ""

    @property
    def answer_address(self):
        """Where the guest's program sends the answer: ORGANIZER of the calendar part (RFC 6047 §2.3)."""
        return re.search(r"(?im)^ORGANIZER[^\r\n]*:mailto:(\S+)", self.calendar)[1]

    def invites_to(self, uid):
        """Whether this is a METHOD:REQUEST about that meeting."""
        return "METHOD:REQUEST" in self.calendar and any(line.strip() == f"UID:{uid}" for line in self.calendar.splitlines())


class Sink:
    """`with Sink() as sink:` — listens on sink.port; sink.mails grows."""

    def __init__(self):
        self.mails = []
        self._arrived = threading.Condition()
        sink = self

        class Session(socketserver.StreamRequestHandler):
            def handle(self):
                sink._converse(self.rfile, self.wfile)

        self._server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), Session, bind_and_activate=False)
        self._server.allow_reuse_address = self._server.daemon_threads = True
        self._server.request_queue_size = 128
        self._server.server_bind()
        self._server.server_activate()
        self.port = self._server.server_address[1]

    def __enter__(self):
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_):
        self._server.shutdown()
        self._server.server_close()

    def wait_for(self, recipient, since=0, condition=lambda mail: True, seconds=15):
        """The first mail to that address for which the condition holds, as soon as it is here; `since` mails are passed over."""
        deadline = time.monotonic() + seconds
        with self._arrived:
            while True:
                for mail in self.mails[since:]:
                    if mail.recipient.lower() == recipient.lower() and condition(mail):
                        return mail
                left = deadline - time.monotonic()
                assert left > 0, f"no such mail to {recipient} within {seconds} s; {len(self.mails) - since} others came"
                self._arrived.wait(left)

    def _converse(self, lines, out):
        def say(text):
            out.write(text.encode() + b"\r\n")

        say("220 sink.example ESMTP")
        sender, recipients = "", []
        while line := lines.readline(4096):
            verb = line.decode("utf-8", "replace").strip()
            word = verb.upper()
            if word.startswith("EHLO"):
                say("250-sink.example\r\n250-8BITMIME\r\n250-SMTPUTF8\r\n250-PIPELINING\r\n250-ENHANCEDSTATUSCODES\r\n250 DSN")
            elif word.startswith("MAIL"):
                sender, recipients = _path(verb), []
                say("250 2.1.0 Ok")
            elif word.startswith("RCPT"):
                recipients.append(_path(verb))
                say("250 2.1.5 Ok")
            elif word == "DATA":
                say("354 Go on")
                self._keep(sender, recipients, _data(lines))
                say("250 2.0.0 Kept")
            elif word == "QUIT":
                say("221 2.0.0 Bye")
                return
            else:
                say("250 2.0.0 Ok")

    def _keep(self, sender, recipients, raw):
        with self._arrived:
            self.mails += [Mail(sender, recipient, raw) for recipient in recipients]
            self._arrived.notify_all()


def _path(verb):
    return re.search(r"<([^>]*)>", verb)[1]


def _data(lines):
    body = []
    while (line := lines.readline()) not in (b".\r\n", b""):
        body.append(line[1:] if line.startswith(b".") else line)
    return b"".join(body)
