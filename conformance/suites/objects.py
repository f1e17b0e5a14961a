"""Real objects: what is stored comes back byte by byte and is found when it takes place; what is refused is refused in words."""
# needs-python: icalendar recurring-ical-events
# Environment: ONLY=PATTERN looks at the files whose names fit this regular expression.

import contextlib
import datetime
import io
import os
import re
import xml.etree.ElementTree as ET

import icalendar
import recurring_ical_events

from lab.checks import Skip, check, note, part, report, skip_suite
from lab.rsvpd import Rsvpd, shared
from lab.sink import Sink

# An instant a second wide; RFC 4791 §9.9 counts an event without length in the window that begins with it.
SECOND = datetime.timedelta(seconds=1)
DAY = datetime.timedelta(days=1)
UTC = datetime.timezone.utc
QUERY = """<C:calendar-query xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav"><D:prop><D:getetag/></D:prop><C:filter>
<C:comp-filter name="VCALENDAR"><C:comp-filter name="{kind}"><C:time-range start="{start}" end="{end}"/></C:comp-filter></C:comp-filter>
</C:filter></C:calendar-query>"""
# Objects that are made of one file with several UIDs.
MOST_PIECES = 12


def main():
    folder = shared()
    if folder is None:
        skip_suite("the samples are not here")
    files = sorted((folder / "samples" / "ics").glob("*.ics")) + sorted((folder / "samples" / "rrule").glob("*.ics"))
    files = [path for path in files if re.search(os.environ.get("ONLY", ""), path.name)]
    if not files:
        skip_suite("there are no objects among the samples")
    with Sink() as sink, Rsvpd(sink.port) as server:
        alice = server.add_user("alice")
        calendar = alice.make_calendar("objects")
        counts = {"stored": 0, "refused": 0, "queries": 0, "pieces": 0}
        for path in files:
            part(whole, alice, calendar, path, counts)
        note(f"{len(files)} files: {counts['stored']} stored, {counts['refused']} refused; {counts['pieces']} objects made of files with several UIDs; "
             f"{counts['queries']} queries compared")
        with check("server is alive"):
            assert server.is_alive(), server.log_tail()


def whole(alice, calendar, path, counts):
    """One file: stored as it is, or refused in words and looked at piece by piece."""
    raw = path.read_bytes()
    if stored(alice, calendar, path.name, raw, counts, "stored"):
        return
    for number, piece in enumerate(pieces(raw)[:MOST_PIECES], 1):
        stored(alice, calendar, f"{path.name}#{number}", piece, counts, "pieces")


def stored(alice, calendar, name, raw, counts, what):
    """PUT, GET, the queries and DELETE of one object; whether it was taken."""
    url = f"{calendar}{re.sub(r'[^A-Za-z0-9]', '-', name)}.ics"
    answer = alice.put(url, raw)
    if answer.status != 201:
        counts["refused"] += what == "stored"
        report("FAIL", f"stores {name}", f"{answer.status} {reason(answer)}")
        with check(f"refuses {name} in words"):
            element, words = condition(answer)
            assert answer.status in (403, 409) and element, f"{answer.status} {answer.text[:200]}"
            assert re.match(r"line \d+: ", words) or re.match(r"the text has no BEGIN:VCALENDAR", words), f"{element}: {words}"
        return False
    counts[what] += 1
    report("PASS", f"stores {name}")
    with check(f"returns {name} byte by byte"):
        found = alice.get(url).body
        assert found == raw, f"{len(raw)} bytes became {len(found)}; first difference at {difference(raw, found)}"
    with check(f"finds {name} when it takes place"):
        compared(alice, calendar, raw, counts)
    alice.request("DELETE", url).expect(204)
    return True


def condition(answer):
    """(the element's name, its text) of a DAV:error."""
    with contextlib.suppress(ET.ParseError):
        root = ET.fromstring(answer.body)
        if root.tag == "{DAV:}error" and len(root):
            return root[0].tag.rpartition("}")[2], "".join(root[0].itertext())
    return "", ""


def reason(answer):
    return " ".join(condition(answer)) or answer.text[:200]


def difference(one, other):
    return next((number for number, (a, b) in enumerate(zip(one, other)) if a != b), min(len(one), len(other)))


def pieces(raw):
    """The objects of a file with several UIDs or a METHOD: its lines before the first component, its zones, the components of one UID."""
    lines = re.split(rb"(?<=\n)", raw)
    head, zones, parts, block, depth = [], [], {}, [], 0
    for line in lines:
        word = line.strip().upper()
        if word == b"BEGIN:VCALENDAR" or word == b"END:VCALENDAR":
            continue
        if word.startswith(b"BEGIN:"):
            depth += 1
        block.append(line)
        if word.startswith(b"END:"):
            depth -= 1
        if depth:
            continue
        if len(block) == 1:
            if not word.startswith(b"METHOD"):
                head += block
        elif block[0].strip().upper() == b"BEGIN:VTIMEZONE":
            zones += block
        else:
            uid = re.search(rb"(?im)^UID[^:\r\n]*:[ \t]*(.*?)[ \t\r]*$", b"".join(block))
            if uid:
                parts.setdefault((block[0].strip().upper(), uid[1]), []).extend(block)
        block = []
    if len(parts) < 2 and not re.search(rb"(?im)^METHOD:", raw):
        return []
    return [b"BEGIN:VCALENDAR\r\n" + b"".join(head + zones + part) + b"END:VCALENDAR\r\n" for part in parts.values()]


def compared(alice, calendar, raw, counts):
    """Asks for windows before, at, between and long after the dates that another library finds, and compares."""
    with other_library():
        # The other library moves floating times into this zone, which no RFC defines.
        tree = icalendar.Calendar.from_ical(re.sub(rb"(?im)^X-WR-TIMEZONE[^\n]*\n", b"", raw))
    kinds = [kind for kind in ("VEVENT", "VJOURNAL") if list(tree.walk(kind))]
    if not kinds:
        return
    wrong, starts = [], []
    with other_library():
        series = recurring_ical_events.of(tree, components=kinds)
        starts += [instant(component.get("DTSTART").dt) for component in tree.walk(kinds[0]) if component.get("DTSTART") is not None]
    if not starts:
        return
    for start, end in windows(series, min(starts)):
        with other_library():
            expected = any(overlaps(found, start, end) for found in series.between(start - 32 * DAY, end + DAY))
        found = is_found(alice, calendar, kinds[0], start, end)
        counts["queries"] += 1
        if found != expected:
            wrong.append(f"{start:%Y-%m-%dT%H:%M:%S} to {end:%Y-%m-%dT%H:%M:%S}: {'found' if found else 'not found'}")
    assert not wrong, "; ".join(wrong)


@contextlib.contextmanager
def other_library():
    """What the other library cannot read it cannot judge; what it prints is no result."""
    try:
        with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
            yield
    except Exception as error:
        raise Skip(f"the other library does not read it: {error!r}") from None


def windows(series, first):
    """A second at the first date and at some later ones, gaps between dates, the years before and long after."""
    first = max(first, datetime.datetime(1000, 1, 2, tzinfo=UTC))
    yield first - 400 * DAY, first - SECOND
    yield first, first + SECOND
    yield first + SECOND, first + 2 * SECOND
    with other_library():
        dates = sorted({instant(found["DTSTART"].dt) for found in series.between(first, first + 500 * DAY)})
    for number in (1, 2, 5, 17):
        if number < len(dates):
            yield dates[number], dates[number] + SECOND
            yield dates[number] - SECOND, dates[number]
    yield first + 400 * DAY, first + 401 * DAY
    if first.year < 2300:
        yield first + 7300 * DAY, first + 7666 * DAY
        yield datetime.datetime(2600, 1, 1, tzinfo=UTC), datetime.datetime(2600, 2, 1, tzinfo=UTC)


def instant(value):
    """A date or time in UTC; dates and floating times are times in UTC here, as the server is told."""
    if not isinstance(value, datetime.datetime):
        value = datetime.datetime(value.year, value.month, value.day)
    return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def overlaps(component, start, end):
    """The table for VEVENT and VJOURNAL in RFC 4791 §9.9."""
    begins = component["DTSTART"].dt
    is_date = not isinstance(begins, datetime.datetime)
    at = instant(begins)
    ends = instant(component["DTEND"].dt) if component.get("DTEND") is not None else None
    if component.name == "VJOURNAL":
        ends = at + DAY if is_date else at
    if ends is None:
        duration = component.get("DURATION")
        ends = at + (duration.dt if duration is not None else DAY if is_date else datetime.timedelta())
    if ends <= at:
        ends = at + DAY if is_date else at
    return start < ends and end > at if ends > at else start <= at < end


def is_found(alice, calendar, kind, start, end):
    body = QUERY.format(kind=kind, start=f"{start:%Y%m%dT%H%M%SZ}".rjust(16, "0"), end=f"{end:%Y%m%dT%H%M%SZ}".rjust(16, "0"))
    answer = alice.request("REPORT", calendar, body, {"Depth": "1", "Content-Type": "application/xml"}).expect(207)
    return b"<response>" in answer.body or b":response>" in answer.body


if __name__ == "__main__":
    main()
