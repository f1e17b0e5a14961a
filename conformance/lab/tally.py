"""Holds a suite's results, read from standard input, against expected/SUITE.txt.

usage: SUITE | python3 -m lab.tally NAME EXPECTED_FILE

Each line of the expected file is `name of the check :: why it fails`. A listed check that passes is a failure too: the list must be true.
"""

import pathlib
import sys


def expected_failures(path):
    """{name: reason} of the file; empty when there is none."""
    if not path.exists():
        return {}
    lines = [line.strip() for line in path.read_text(encoding="utf-8").splitlines()]
    pairs = [line.partition(" :: ") for line in lines if line and not line.startswith("#")]
    for name, _, reason in pairs:
        assert reason.strip(), f"{path.name}: no reason given for: {name}"
    return {name: reason.strip() for name, _, reason in pairs}


def main(suite, path):
    expected = expected_failures(pathlib.Path(path))
    seen, counts, ended = {}, dict(passed=0, failed=0, known=0, skipped=0), False
    for line in sys.stdin:
        verdict, _, rest = line.rstrip("\n").partition(" ")
        name, _, reason = rest.partition(" :: ")
        if verdict == "END":
            ended = rest == "0"
            continue
        if verdict not in ("PASS", "FAIL", "SKIP"):
            print(line, end="", flush=True)
            continue
        outcome = verdict_of(verdict, name, expected, name in seen)
        seen[name] = verdict
        counts[outcome[0]] += 1
        print(f"{outcome[1]} {name}" + (f" :: {outcome[2] or reason}" if outcome[2] or reason else ""), flush=True)
    counts["failed"] += closing_failures(expected, seen, ended, bool(counts["skipped"]))
    print(f"{suite}: {counts['passed']} passed, {counts['failed']} failed" + extras(counts))
    return 1 if counts["failed"] else 0


def verdict_of(verdict, name, expected, repeated):
    """(what to count, what to print, reason to print instead of the suite's own) of one line."""
    if repeated:
        return "failed", "FAIL", "this name was already used by another check"
    if verdict == "SKIP":
        return "skipped", "SKIP", ""
    if verdict == "FAIL" and name in expected:
        return "known", "KNOWN", expected[name]
    if verdict == "PASS" and name in expected:
        return "failed", "FAIL", f"passes, but is listed as a known failure ({expected[name]})"
    return ("passed" if verdict == "PASS" else "failed"), verdict, ""


def closing_failures(expected, seen, ended, some_skipped):
    """Prints and counts what only the end of the suite shows."""
    failures = []
    if not ended:
        failures.append("the suite itself broke off")
    if not seen:
        failures.append("the suite made no check")
    if not some_skipped:
        failures += [f"listed as a known failure, but never checked: {name}" for name in expected if name not in seen]
    for failure in failures:
        print(f"FAIL {failure}")
    return len(failures)


def extras(counts):
    """The rest of the last line: what was neither passed nor a surprise."""
    words = [f"{counts[key]} {word}" for key, word in (("known", "known to fail"), ("skipped", "skipped")) if counts[key]]
    return f" ({', '.join(words)})" if words else ""


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
