"""Guests and titles that try to write into the mails we send."""

import re
import time

from hostile.target import ORGANIZER, WHEN
from lab import ics

INJECTIONS = [
    ("CRLF in a CN by RFC 6868", "ATTENDEE;CN=Bob^nBcc: evil@evil.example^nX-Injected: yes:mailto:{0}"),
    ("CRLF in a CN, percent-encoded", "ATTENDEE;CN=Bob%0D%0AX-Injected: yes:mailto:{0}"),
    ("a quoted name in a CN", 'ATTENDEE;CN="Bob\' <evil@evil.example>, X":mailto:{0}'),
    ("CRLF in the address", "ATTENDEE:mailto:{0}%0D%0ARCPT%20TO:<evil@evil.example>"),
    ("a second address in the address", "ATTENDEE:mailto:{0},evil@evil.example"),
    ("headers in the mailto URI", "ATTENDEE:mailto:{0}?bcc=evil@evil.example&subject=X-Injected"),
    ("a display name in the address", "ATTENDEE:mailto:Evil%20%3Cevil@evil.example%3E"),
    ("SMTP parameters in the address", "ATTENDEE:mailto:{0}%3E%20NOTIFY=NEVER"),
    ("newlines in the title", "SUMMARY:Lunch\\nX-Injected: yes\\nBcc: evil@evil.example"),
]


def injection(target):
    for number, (name, line) in enumerate(INJECTIONS):
        person = f"inject{number}@guest.example"
        path = f"{target.collection}inject.ics"
        with target.attempt(f"{name} gets into no mail's envelope or header"):
            seen = len(target.sink.mails)
            lines = [line.format(person)] if "ATTENDEE" in line else [line, f"ATTENDEE:mailto:{person}"]
            if target.alice.put(path, ics.event(f"inject-{number}@lab", *WHEN, *ORGANIZER, *lines)).status == 201:
                time.sleep(1.5)
                target.alice.request("DELETE", path)
                time.sleep(1)
            for mail in target.sink.mails[seen:]:
                header = mail.raw.partition(b"\r\n\r\n")[0].decode("utf-8", "replace")
                assert "evil" not in mail.recipient and not re.search(r"[\s<>,?]", mail.recipient), mail.recipient
                assert not re.search(r"(?im)^(X-Injected|Bcc):", header), header
                addresses = [address.addr_spec for address in mail.message["To"].addresses]
                assert addresses == [mail.recipient], f"To is {addresses}, the envelope {mail.recipient}"
