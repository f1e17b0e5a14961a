"""XML bodies: cut short, nested, with entities, with too much in them."""

from hostile.target import MEGABYTE, WHEN, XML
from lab import ics


LAUGHS = "<!DOCTYPE x [<!ENTITY a0 'ha'>" + "".join(f"<!ENTITY a{n} '{f'&a{n - 1};' * 10}'>" for n in range(1, 12)) + "]>"
OUTSIDE = "<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]>"
BAD_XML = [
    ("truncated XML", '<propfind xmlns="DAV:"><prop><getetag/>'),
    ("no XML at all", "getetag please"),
    ("an unknown namespace prefix", '<propfind xmlns="DAV:"><prop><z:getetag/></prop></propfind>'),
    ("XML in invalid UTF-8", b'<propfind xmlns="DAV:"><prop><x\xff\xc0/></prop></propfind>'),
    ("a billion laughs", f'{LAUGHS}<propfind xmlns="DAV:"><prop><x>&a11;</x></prop></propfind>'),
    ("an external entity", f'{OUTSIDE}<propfind xmlns="DAV:"><prop><x>&e;</x></prop></propfind>'),
    ("XML nested 100,000 deep", '<propfind xmlns="DAV:"><prop>' + "<a>" * 100_000 + "</a>" * 100_000 + "</prop></propfind>"),
]
MULTIGET = '<c:calendar-multiget xmlns="DAV:" xmlns:c="urn:ietf:params:xml:ns:caldav"><prop><getetag/><c:calendar-data/></prop>{0}</c:calendar-multiget>'


def bad_xml(target):
    for name, body in BAD_XML:
        with target.attempt(f"PROPFIND with {name} is refused"):
            answer = target.alice.request("PROPFIND", target.collection, body, XML)
            assert answer.status in (400, 403, 413, 415, 422), f"status {answer.status}: {answer.text[:300]}"
            assert "root:" not in answer.text and len(answer.body) < 10_000
    for method in ("REPORT", "PROPPATCH", "MKCALENDAR"):
        with target.attempt(f"{method} with truncated XML is refused"):
            path = target.alice.home + "new/" if method == "MKCALENDAR" else target.collection
            target.alice.request(method, path, '<x xmlns="DAV:"><prop', XML).expect(400)
        with target.attempt(f"{method} with an external entity tells nothing"):
            path = target.alice.home + "new/" if method == "MKCALENDAR" else target.collection
            body = f'{OUTSIDE}<propertyupdate xmlns="DAV:"><set><prop><displayname>&e;</displayname></prop></set></propertyupdate>'
            answer = target.alice.request(method, path, body, XML)
            assert 400 <= answer.status < 500 and "root:" not in answer.text, f"{answer.status} {answer.text[:300]}"
    with target.attempt("PROPFIND for 20,000 properties is answered or refused"):
        names = "".join(f"<p{number}/>" for number in range(20_000))
        answer = target.alice.request("PROPFIND", target.collection, f'<propfind xmlns="DAV:"><prop>{names}</prop></propfind>', {**XML, "Depth": "1"})
        assert answer.status in (207, 400, 403, 413), answer.status
    with target.attempt("PROPFIND with an element name of 1 MB is answered or refused"):
        answer = target.alice.request("PROPFIND", target.collection, f'<propfind xmlns="DAV:"><prop><{"n" * MEGABYTE}/></prop></propfind>', XML)
        assert answer.status in (207, 400, 403, 413) and len(answer.body) < 2 * MEGABYTE, answer.status
    with target.attempt("a multiget of 50,000 objects is answered or refused"):
        hrefs = "".join(f"<href>{target.collection}{number}.ics</href>" for number in range(50_000))
        answer = target.alice.request("REPORT", target.collection, MULTIGET.format(hrefs), XML)
        assert answer.status in (207, 400, 403, 413), answer.status
    with target.attempt("a multiget of one large object 20,000 times does not multiply it"):
        path = target.collection + "large.ics"
        target.alice.put(path, ics.event("large@lab", *WHEN, "DESCRIPTION:" + "x" * 900_000)).expect(201)
        try:
            answer = target.alice.request("REPORT", target.collection, MULTIGET.format(f"<href>{path}</href>" * 20_000), XML)
            assert answer.status in (207, 400, 403, 413) and len(answer.body) < 20 * MEGABYTE, f"{answer.status}, {len(answer.body) // MEGABYTE} MB"
        finally:
            target.alice.request("DELETE", path)
    with target.attempt("free-busy of 5,000 people is answered or refused"):
        request = ics.event("fb@lab", *WHEN, "ORGANIZER:mailto:alice@example.org", *(f"ATTENDEE:mailto:p{n}@example.org" for n in range(5000)), kind="VFREEBUSY").replace("VERSION:2.0", "VERSION:2.0\r\nMETHOD:REQUEST")
        answer = target.alice.request("POST", target.alice.home + "outbox/", request, {"Content-Type": "text/calendar"})
        assert answer.status in (200, 400, 403, 413), answer.status
