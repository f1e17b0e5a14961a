"""What a guest's mail program makes of an invitation: the answer, as a mail."""

import email.message
import email.utils
import time

from lab import ics

_last_second = 0


def answer(invitation, guest, partstat):
    """The REPLY (RFC 5546 §3.2.3) of `guest` to the text of an invitation."""
    asked = ics.components(invitation, "VEVENT")[0]
    organizer = ics.first(asked, "ORGANIZER").value
    kept = {name: ics.first(asked, name).value for name in ("UID", "SEQUENCE")}
    stamp = time.strftime("%Y%m%dT%H%M%SZ", time.gmtime(_next_second()))
    return "\r\n".join([
        "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//guest.example//conformance//EN", "METHOD:REPLY", "BEGIN:VEVENT",
        f"UID:{kept['UID']}", f"SEQUENCE:{kept['SEQUENCE']}", f"DTSTAMP:{stamp}", f"ORGANIZER:{organizer}",
        f"ATTENDEE;PARTSTAT={partstat}:mailto:{guest}", "END:VEVENT", "END:VCALENDAR", ""])


def _next_second():
    """The time, but later than at the last call: DTSTAMP orders the answers of a guest (RFC 5546 §2.1.5)."""
    global _last_second
    _last_second = max(int(time.time()), _last_second + 1)
    return _last_second


def calendar_mail(sender, recipient, text, method="REPLY"):
    """alternative(plain, calendar), as most programs send it; the bytes to hand to SMTP."""
    mail = email.message.EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = sender, recipient, "About your invitation"
    mail["Date"], mail["Message-ID"] = email.utils.formatdate(), email.utils.make_msgid(domain="guest.example")
    mail.set_content("The answer is in the calendar part.\n")
    mail.add_alternative(text.encode(), maintype="text", subtype="calendar", cte="base64", params={"charset": "utf-8", "method": method})
    del mail.get_payload()[1]["Content-Disposition"]
    return mail.as_bytes(policy=mail.policy.clone(linesep="\r\n"))
