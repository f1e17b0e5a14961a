"""Calendar objects no server should keep, and some it may keep if it can live with them."""

from hostile.target import MEGABYTE, ORGANIZER, SECONDS, WHEN, XML
from lab import ics


def nested(depth):
    inside = "".join(f"BEGIN:X-{n}\r\n" for n in range(depth)), "".join(f"END:X-{n}\r\n" for n in reversed(range(depth)))
    return ics.event("bad@lab", *WHEN).replace("END:VEVENT", f"{inside[0]}{inside[1]}END:VEVENT")


def refused_objects():
    """(name, body, what the answer must name) of objects that a PUT must not store."""
    plain = ics.event("bad@lab", *WHEN)
    attendees = [f"ATTENDEE:mailto:guest{number}@guest.example" for number in range(5000)]
    return [
        ("a 2 MB object", ics.event("bad@lab", *WHEN, "DESCRIPTION:" + "x" * 2 * MEGABYTE).encode(), "max-resource-size"),
        ("components nested 10,000 deep", nested(10_000).encode(), "valid-calendar-data"),
        ("components opened 10,000 times and never closed", plain.replace("END:VEVENT\r\nEND:VCALENDAR\r\n", "BEGIN:VALARM\r\n" * 10_000).encode(), "valid-calendar-data"),
        ("invalid UTF-8", ics.event("bad@lab", *WHEN, "SUMMARY:bad").encode().replace(b"bad\r", b"b\xff\xfe\xc0\xafd\r"), "valid-calendar-data"),
        ("5,000 attendees", ics.event("bad@lab", *WHEN, *ORGANIZER, *attendees).encode(), "max-attendees-per-instance"),
        ("a NUL byte", plain.replace("UID:bad@lab", "UID:bad\0@lab").encode(), "valid-calendar-data"),
        ("no end", plain.partition("END:VEVENT")[0].encode(), "valid-calendar-data"),
        ("an empty body", b"", "valid-calendar-data"),
        ("no UID", plain.replace("UID:bad@lab\r\n", "").encode(), "valid-calendar"),
        ("a UID of 100 kB", plain.replace("bad@lab", "u" * 100_000).encode(), "valid-calendar"),
        ("two UIDs", plain.replace("END:VCALENDAR", "BEGIN:VEVENT\r\nUID:other\r\nDTSTAMP:20260301T080000Z\r\nDTSTART:20310301T100000Z\r\nEND:VEVENT\r\nEND:VCALENDAR").encode(), "valid-calendar-object-resource"),
        ("a METHOD", plain.replace("VERSION:2.0", "VERSION:2.0\r\nMETHOD:REQUEST").encode(), "valid-calendar-object-resource"),
        ("only a zone", plain.replace("VEVENT", "VTIMEZONE").encode(), "valid-calendar"),
        ("a date that cannot be", plain.replace("20310301T100000Z", "99999999T999999Z").encode(), "valid-calendar-data"),
        ("an interval of nothing", ics.event("bad@lab", *WHEN, "RRULE:FREQ=DAILY;INTERVAL=0").encode(), "valid-calendar-data"),
        ("HTML", b"<html><body>no calendar</body></html>", "valid-calendar-data"),
    ]


def bad_objects(target):
    for name, body, precondition in refused_objects():
        with target.attempt(f"PUT of {name} is refused with CALDAV:{precondition}"):
            answer = target.alice.put(target.collection + "bad.ics", body)
            assert answer.status in (400, 403, 409, 413, 415), f"status {answer.status}: {answer.text[:300]}"
            assert precondition in answer.text or answer.status == 413, f"status {answer.status}: {answer.text[:300]}"


# Legal, but made to be expensive: the server may refuse it or keep it; it must not choke on it.
HEAVY = [
    ("FREQ=SECONDLY without end", ["RRULE:FREQ=SECONDLY"]),
    ("a rule that never comes true", ["RRULE:FREQ=SECONDLY;BYMONTH=2;BYMONTHDAY=30"]),
    ("every BY part at once", ["RRULE:FREQ=YEARLY;BYMONTH=1,2,3,4,5,6,7,8,9,10,11,12;BYMONTHDAY=" + ",".join(map(str, range(1, 32))) + ";BYHOUR=" + ",".join(map(str, range(24)))
                               + ";BYMINUTE=" + ",".join(map(str, range(60))) + ";BYSECOND=" + ",".join(map(str, range(60)))]),
    ("a count of 10^18", ["RRULE:FREQ=DAILY;COUNT=999999999999999999"]),
    ("an interval of 10^18", ["RRULE:FREQ=DAILY;INTERVAL=999999999999999999"]),
    ("10,000 EXDATEs", ["RRULE:FREQ=DAILY", *("EXDATE:20310302T100000Z" for _ in range(10_000))]),
    ("900 kB of text every day", ["RRULE:FREQ=DAILY", "DESCRIPTION:" + "x" * 900_000]),
    ("a duration of 10^12 weeks", ["DURATION:P999999999999W"]),
    ("an end before the start", ["DTEND:19000101T000000Z"]),
]


def heavy_objects(target):
    for name, lines in HEAVY:
        path = target.collection + "heavy.ics"
        with target.attempt(f"{name}, refused or stored and still quick to query"):
            when = WHEN[:1] if lines[0].startswith(("DURATION", "DTEND")) else WHEN
            if target.alice.put(path, ics.event("heavy@lab", *when, *lines)).expect(201, 400, 403).status == 201:
                try:
                    query(target)
                finally:
                    target.alice.request("DELETE", path)


QUERY = ('<c:calendar-query xmlns="DAV:" xmlns:c="urn:ietf:params:xml:ns:caldav"><prop><c:calendar-data><c:expand start="{0}" end="{1}"/></c:calendar-data></prop>'
         '<c:filter><c:comp-filter name="VCALENDAR"><c:comp-filter name="VEVENT"><c:time-range start="{0}" end="{1}"/></c:comp-filter></c:comp-filter></c:filter></c:calendar-query>')
FREE_BUSY = '<c:free-busy-query xmlns:c="urn:ietf:params:xml:ns:caldav"><c:time-range start="{0}" end="{1}"/></c:free-busy-query>'
SPANS = [("20310101T000000Z", "20320101T000000Z"), ("00010101T000000Z", "99991231T235959Z"), ("20500101T000000Z", "20500102T000000Z")]


def query(target):
    """Asks for the heavy object in every way that makes the server compute; "too much" is a good answer (RFC 4791 §7.8, RFC 3253 §1.6)."""
    for span in SPANS:
        for report in (QUERY, FREE_BUSY):
            answer = target.alice.request("REPORT", target.collection, report.format(*span), {**XML, "Depth": "1"}, timeout=SECONDS)
            assert answer.status in (200, 207, 400, 403, 507) and len(answer.body) < 20 * MEGABYTE, f"status {answer.status}, {len(answer.body)} bytes: {answer.text[:200]}"
