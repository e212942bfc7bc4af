"""
Batches from outside: what is written when a build is killed, when the disk is full, when two run at once; what a
report may read and where it may print.
"""
import argparse
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from harness import Tally, in_folders, program_from_arguments, side_by_side  # noqa: E402
import again  # noqa: E402
import fresh  # noqa: E402
import names  # noqa: E402
import paths  # noqa: E402
import shards  # noqa: E402
import unread  # noqa: E402
import unwritable  # noqa: E402
import watch  # noqa: E402
import workers  # noqa: E402
import writing  # noqa: E402

# A file of cases each, in the parts that stand alone: check(tally, program, scratch). Those that wait most come first.
SUBJECTS = {"workers": workers.PARTS, "watch": watch.PARTS, "writing": writing.PARTS, "fresh": fresh.PARTS, "again": again.PARTS,
            "shards": [shards.check], "paths": [paths.check], "names": [names.check], "unread": [unread.check],
            "unwritable": [unwritable.check]}


def main():
    arguments = program_from_arguments(argparse.ArgumentParser(description=__doc__, epilog=f"subjects: {' '.join(SUBJECTS)}"))
    tally = Tally()
    with tempfile.TemporaryDirectory() as name:
        parts = [(f"{subject} {number}", part, []) for subject, parts in SUBJECTS.items() for number, part in enumerate(parts, 1)
                 if not arguments.cases or subject in arguments.cases]
        side_by_side(tally, in_folders(name, arguments.program, parts), more=2)
    return tally.close()


if __name__ == "__main__":
    sys.exit(main())
