"""The iTIP world: 100,000 random lives of a meeting, its copies and the mail between them."""
# Environment: LIVES=5000 is another number of lives, SEED=7 begins with the seventh.
#
# The lives are in src/itip/tests/world; `cargo test` lives the first few of them. Here they are built with optimization, into
# target/world: the first time that takes some minutes.

import os
import pathlib
import re
import shutil
import subprocess

from lab.checks import note, report, skip_suite

LIVES = "100000"
TEST = "itip::tests::world"
# Without link-time optimization, which costs more than these lives do.
BUILD = {"CARGO_PROFILE_RELEASE_LTO": "off", "CARGO_PROFILE_RELEASE_CODEGEN_UNITS": "16"}


def main():
    project = pathlib.Path(__file__).resolve().parents[2]
    if not shutil.which("cargo"):
        skip_suite("there is no cargo here")
    lives, seed = os.environ.get("LIVES", LIVES), os.environ.get("SEED", "1")
    settings = {**os.environ, **BUILD, "LIVES": lives, "SEED": seed, "RUST_BACKTRACE": "0",
                "CARGO_TARGET_DIR": str(pathlib.Path(os.environ.get("CARGO_TARGET_DIR", project / "target")) / "world")}
    command = ["cargo", "test", "--release", "--locked", "--lib", TEST, "--", "--nocapture"]
    said = []
    with subprocess.Popen(command, cwd=project, env=settings, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT) as process:
        for line in process.stdout:
            said.append(line.rstrip())
            if re.match(r"\d+ lives ", line):
                note(line.strip())
    ended = next((line for line in said if "all to the end" in line), None)
    name = f"world {lives} lives from {seed} on: all copies agree, SEQUENCE never falls, nobody hears of the own act, nothing is sent without a cause"
    if process.returncode == 0 and ended:
        report("PASS", name)
        return
    # The number of the life, what did not hold, and the shortest life that fails so.
    begin = next((number for number, line in enumerate(said) if line.startswith("SEED=")), max(0, len(said) - 20))
    for line in said[begin + 1:begin + 120]:
        note(line)
    report("FAIL", name, said[begin] if begin < len(said) else "cargo said nothing")


main()
