"""What CalDAVTester's calendarDataMatch found different, where that is of a known kind and nothing else."""

import collections
import re

MARK = "does not exactly match file data---"
OWN = ";X-RSVPD-OWN=TRUE"


def kinds(details):
    """The kinds of difference, such as {"TRANSP", "VTIMEZONE"}, in what a test said; None if it failed by anything else.

    VTIMEZONE   any line of a zone
    TRANSP      TRANSPARENT is wanted and not there
    OWN         TRANSP is the same, but for the mark at what is an attendee's own
    SEQUENCE:0  is there and not wanted
    SEQUENCE<   is lower than wanted, or left out
    SEQUENCE>   is higher than wanted"""
    words = str(details)
    if words.count("Failed Verifier") != 1 or MARK not in words:
        return None
    found = set()
    for hunk in re.split(r"^@@ .* @@$", words.split(MARK)[1], flags=re.M)[1:]:
        found |= of_hunk([line.rstrip("\r") for line in hunk.split("\n")])
    return None if None in found or not found else found


def of_hunk(lines):
    """The kinds in one piece of a unified diff; None among them for any other difference."""
    wanted, got = (unfolded([line[1:] for line in lines if line[:1] in (" ", sign)]) for sign in "-+")
    wanted_zone, wanted_rest = parted(wanted)
    got_zone, got_rest = parted(got)
    missing, extra = wanted_rest - got_rest, got_rest - wanted_rest
    found = {"VTIMEZONE"} if wanted_zone != got_zone else set()
    if missing.pop("TRANSP:TRANSPARENT", 0):
        found.add("OWN" if extra.pop(f"TRANSP{OWN}:TRANSPARENT", 0) else "TRANSP")
    found |= of_sequences(*(sorted(int(line[9:]) for line in side.elements() if line.startswith("SEQUENCE:")) for side in (missing, extra)))
    return found | ({None} if any(not line.startswith("SEQUENCE:") for line in missing + extra) else set())


def of_sequences(wanted, got):
    """How the numbers differ that SEQUENCE has in the components of a piece; where it is left out it is 0."""
    spelled_out = max(len(got) - len(wanted), 0)
    pairs = zip([0] * spelled_out + wanted, [0] * (len(wanted) - len(got)) + got)
    return {"SEQUENCE<" if mine < theirs else "SEQUENCE>" if mine > theirs else "SEQUENCE:0" for theirs, mine in pairs}


def unfolded(lines):
    """The content lines (RFC 5545 §3.1); the first may be the rest of one that is the same on both sides."""
    whole = []
    for line in lines:
        if line.startswith(" ") and whole:
            whole[-1] += line[1:]
        else:
            whole.append(line)
    return whole


def parted(lines):
    """Counts of the lines inside a VTIMEZONE, and of all others."""
    markers = [line for line in lines if line.startswith(("BEGIN:", "END:"))]
    inside = bool(markers) and markers[0] in ("BEGIN:DAYLIGHT", "BEGIN:STANDARD", "END:DAYLIGHT", "END:STANDARD", "END:VTIMEZONE")
    zone, rest = collections.Counter(), collections.Counter()
    for line in lines:
        inside = inside or line == "BEGIN:VTIMEZONE"
        (zone if inside else rest)[line] += 1
        inside = inside and line != "END:VTIMEZONE"
    return zone, rest
