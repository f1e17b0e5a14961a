"""Holds a suite's results, read from standard input, against expected/SUITE.txt.

usage: SUITE | python3 -m lab.tally NAME EXPECTED_FILE

Each line of the expected file is `name of the check :: why it fails`; a `*` in the name stands for anything, and `{a,b}` for each of these
words, as several lines would. The list must be true: a check listed by its full name that passes is a failure too, and so is a line that
nothing fails by.
"""

import pathlib
import re
import sys


def expected_failures(path):
    """{name: reason} of the file; empty when there is none."""
    if not path.exists():
        return {}
    lines = [line.strip() for line in path.read_text(encoding="utf-8").splitlines()]
    pairs = [line.partition(" :: ") for line in lines if line and not line.startswith("#")]
    for name, _, reason in pairs:
        assert reason.strip(), f"{path.name}: no reason given for: {name}"
    return {each: reason.strip() for name, _, reason in pairs for each in spelled_out(name)}


def spelled_out(name):
    """The names that a name with `{a,b}` in it stands for."""
    words = re.search(r"\{([^{}]*,[^{}]*)\}", name)
    if not words:
        return [name]
    return [each for word in words[1].split(",") for each in spelled_out(name[: words.start()] + word + name[words.end() :])]


def reason_for(name, expected):
    """(line, reason) of the list that covers this name, or (None, "")."""
    for line, reason in expected.items():
        if line == name or ("*" in line and re.fullmatch(re.escape(line).replace(r"\*", ".*"), name)):
            return line, reason
    return None, ""


def main(suite, path):
    expected = expected_failures(pathlib.Path(path))
    seen, used, counts, ended = {}, set(), dict(passed=0, failed=0, known=0, skipped=0), False
    for line in sys.stdin:
        verdict, _, rest = line.rstrip("\n").partition(" ")
        name, _, reason = rest.partition(" :: ")
        if verdict == "END":
            ended = rest == "0"
        elif verdict not in ("PASS", "FAIL", "SKIP"):
            print(line, end="", flush=True)
        else:
            listed, why = reason_for(name, expected)
            count, word, said = judged(verdict, reason, listed == name, why, name in seen)
            seen[name] = verdict
            counts[count] += 1
            used.update({listed} if count == "known" or listed == name else ())
            print(f"{word} {name}" + (f" :: {said}" if said else ""), flush=True)
    counts["failed"] += closing_failures(expected.keys() - used, seen, ended)
    print(f"{suite}: {counts['passed']} passed, {counts['failed']} failed" + extras(counts))
    return 1 if counts["failed"] else 0


def judged(verdict, reason, is_named, why, is_repeated):
    """(what to count, what to print, the reason to print) of one result; `why` is the list's reason, if it has one."""
    if is_repeated:
        return "failed", "FAIL", "this name was already used by another check"
    if verdict == "FAIL" and why:
        return "known", "KNOWN", f"{why} — {reason}"
    if verdict == "PASS" and is_named:
        return "failed", "FAIL", f"passes, but is listed as a known failure ({why})"
    return {"PASS": "passed", "FAIL": "failed", "SKIP": "skipped"}[verdict], verdict, reason


def closing_failures(unused, seen, ended):
    """Prints and counts what only the end of the suite shows."""
    failures = []
    if not ended:
        failures.append("the suite itself broke off")
    if not seen:
        failures.append("the suite made no check")
    # A line is only stale if its kind of check, by the first word, was made this time: parts of a suite may be skipped or left out.
    made = {name.split()[0] for name, verdict in seen.items() if verdict != "SKIP"} - {name.split()[0] for name, verdict in seen.items() if verdict == "SKIP"}
    failures += [f"listed as a known failure, but nothing failed by that name: {line}" for line in sorted(unused) if line.split()[0] in made]
    for failure in failures:
        print(f"FAIL {failure}")
    return len(failures)


def extras(counts):
    """The rest of the last line: what was neither passed nor a surprise."""
    words = [f"{counts[key]} {word}" for key, word in (("known", "known to fail"), ("skipped", "skipped")) if counts[key]]
    return f" ({', '.join(words)})" if words else ""


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
