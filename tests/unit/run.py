"""
The unit tests: the Criterion programs of a build folder, side by side; with the sanitizers in, first faults on
purpose, which must fail. Ends with "N passed, N failed".
"""
import argparse
import os
import re
import subprocess
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from harness import TOP, Tally, side_by_side  # noqa: E402

SECONDS = 300  # for one test; none needs a hundredth of it
COUNTS = re.compile(r"Synthesis: Tested: (\d+) \| Passing: (\d+)")
# What Criterion says of a test that failed, after what the test itself has said.
FAILED = re.compile(r"\[FAIL\] (\S+::\w+)[^\n]*\n|[^\n]*`(\S+::\w+)` crashed during its setup or teardown[^\n]*\n")


def call(program, *options):
    """The status and output of a Criterion program, which nobody's variables change."""
    env = {name: value for name, value in os.environ.items() if not name.startswith("CRITERION_")}
    done = subprocess.run([program, "--timeout", str(SECONDS), *options], env={**env, "ASAN_OPTIONS": "detect_leaks=1"}, check=False,
                          stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    return done.returncode, done.stdout.decode("utf-8", "replace")


def run_program(tally, program):
    """Every test of a program is a case; so is its end, when no test explains it."""
    status, text = call(program)
    counts = COUNTS.search(text)
    if not counts:
        tally.case(program.name, f"ended with {status}, without saying how its tests went\n{text}")
        return
    tally.passed += int(counts[2])
    begin, faults = 0, {}
    for found in FAILED.finditer(text):
        # a test that failed may have leaked besides
        name = found[1] or found[2]
        faults[name] = faults.get(name, "") + text[begin:found.end()]
        begin = found.end()
    for name, fault in faults.items():
        tally.case(f"{program.name}: {name}", fault)
    failed = int(counts[1]) - int(counts[2])
    if len(faults) < failed or (status and not faults):
        tally.case(program.name, f"{failed} tests failed, it ended with {status}\n{text[begin:]}")


def run_canary(tally, program):
    """A leak, an overflow and undefined behaviour must fail; otherwise the sanitizers test nothing."""
    for test, passes in (("clean", True), ("leak", False), ("overflow", False), ("undefined", False)):
        status, text = call(program, "--filter", f"canary/{test}")
        right = (status == 0) == passes and COUNTS.search(text)
        tally.case(f"canary: {test}", None if right else f"it ended with {status}\n{text}")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--build", type=Path, default=TOP / "build/dev", help="the build folder")
    parser.add_argument("--sanitized", action="store_true", help="the sanitizers are in: faults on purpose must fail")
    parser.add_argument("names", nargs="*", help="only programs of these names, such as test_pool")
    arguments = parser.parse_args()
    tally = Tally()
    found = [p for p in sorted((arguments.build / "tests").glob("test_*")) if p.is_file() and os.access(p, os.X_OK)]
    parts = [(p.name, run_program, [p]) for p in found if p.name in arguments.names or not arguments.names]
    if not parts:
        tally.case("unit tests", f"no programs in {arguments.build}/tests")
    if arguments.sanitized:
        parts.insert(0, ("canary", run_canary, [arguments.build / "tests/canary"]))
    side_by_side(tally, parts)
    return tally.close()


if __name__ == "__main__":
    sys.exit(main())
