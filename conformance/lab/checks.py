"""One check, one line: `PASS name`, `FAIL name :: reason`, `SKIP name :: reason`. tally.py reads these lines."""

import contextlib
import os
import sys
import traceback


failures = 0   # so far, in this suite


class Skip(Exception):
    """Raised inside a check that cannot be made here; the text says why."""


@contextlib.contextmanager
def check(name):
    """Runs its body as one check. Whatever goes wrong inside is that check's failure, and the suite goes on."""
    try:
        yield
    except Skip as reason:
        report("SKIP", name, reason)
    except Exception as error:  # a broken expectation of any kind is a result, not an accident
        report("FAIL", name, f"{_place(error)}{error!s}" if isinstance(error, AssertionError) and str(error) else f"{_place(error)}{error!r}")
    else:
        report("PASS", name)


def part(function, *arguments):
    """Runs one part of a suite; if it breaks off outside any check, that is one failure, and the next part still runs."""
    try:
        function(*arguments)
    except Exception as error:
        report("FAIL", f"the part {function.__name__} runs to its end", f"{_place(error)}{error!r}")


def report(verdict, name, reason=""):
    """Prints the line of one result."""
    global failures
    failures += verdict == "FAIL"
    text = " ".join(str(reason).split())[:700]
    print(f"{verdict} {name} :: {text}" if text else f"{verdict} {name}", flush=True)


def note(text):
    """Prints a figure or a remark that is no result."""
    print(f"     {text}", flush=True)


def skip_suite(reason):
    """Ends the suite because nothing of it can run here."""
    report("SKIP", os.path.splitext(os.path.basename(sys.argv[0]))[0], reason)
    sys.exit(0)


def _place(error):
    frames = [frame for frame in traceback.extract_tb(error.__traceback__) if "suites" in frame.filename]
    return f"line {frames[-1].lineno}: " if frames else ""
