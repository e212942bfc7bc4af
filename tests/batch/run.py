"""
Batches from outside: what is written when a build is killed, when the disk is full, when two run at once; what a
report may read and where it may print.
"""
import argparse
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from harness import Tally, program_from_arguments  # noqa: E402
import fresh  # noqa: E402
import names  # noqa: E402
import paths  # noqa: E402
import shards  # noqa: E402
import unread  # noqa: E402
import watch  # noqa: E402
import workers  # noqa: E402
import writing  # noqa: E402

# A file of cases each: check(tally, program, scratch)
SUBJECTS = {"fresh": fresh, "names": names, "paths": paths, "shards": shards, "unread": unread, "watch": watch, "workers": workers, "writing": writing}


def main():
    arguments = program_from_arguments(argparse.ArgumentParser(description=__doc__))
    tally = Tally()
    with tempfile.TemporaryDirectory() as name:
        for subject, cases in SUBJECTS.items():
            if not arguments.cases or subject in arguments.cases:
                folder = Path(name).resolve() / subject
                folder.mkdir()
                cases.check(tally, arguments.program, folder)
    return tally.close()


if __name__ == "__main__":
    sys.exit(main())
