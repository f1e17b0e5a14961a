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
    def answer_address(self):
        """Where the guest's program sends the answer: ORGANIZER of the calendar part (RFC 6047 §2.3)."""
        calendar = next(part for part in self.message.walk() if part.get_content_type() == "text/calendar")
        text = re.sub(r"\r?\n[ \t]", "", calendar.get_payload(decode=True).decode())
        return re.search(r"(?im)^ORGANIZER[^\r\n]*:mailto:(\S+)", text)[1]


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

    def wait_for(self, recipient, count=1, seconds=15):
        """The `count`th mail to that address as soon as it is here."""
        deadline = time.monotonic() + seconds
        with self._arrived:
            while True:
                found = [mail for mail in self.mails if mail.recipient.lower() == recipient.lower()]
                if len(found) >= count:
                    return found[count - 1]
                assert self._arrived.wait(deadline - time.monotonic()) or time.monotonic() < deadline, f"{len(found)} mails to {recipient} within {seconds} s, not {count}"

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
