"""
What it costs to show a batch on a terminal: the processor time of the process that draws, with lines that change and
without, as a part of the batch's. Less than a hundredth is expected.
"""
import argparse
import shutil
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent), str(HERE.parent / "cli")]
import batch  # noqa: E402
from terminal import Session  # noqa: E402

MOST = 0.01
TERMINALS = (("no lines that change", {"TERM": "dumb"}), ("lines that change", {"TERM": "xterm"}))


def own_seconds(pid):
    """Processor seconds of a process's first thread, without its children's."""
    return int(Path(f"/proc/{pid}/schedstat").read_text(encoding="ascii").split()[0]) / 1e9


def children_seconds(pid):
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rsplit(")", 1)[1].split()
    return (int(fields[13]) + int(fields[14])) / 100


class Pass:
    """A screen that nobody looks at, so that only the program's time counts."""

    def feed(self, text):
        pass


def measure(program, folder):
    taken = {}
    for name, env in TERMINALS:
        session = Session([program, "build", folder / "input", "-o", folder / "out"], 100, 30, env)
        session.screen = Pass()
        last = []

        def look(_, session=session, last=last):
            try:
                last[:] = [own_seconds(session.process.pid), children_seconds(session.process.pid)]
            except OSError:
                pass
        session.follow(look)
        shutil.rmtree(folder / "out")
        taken[name] = last
        print(f"  {name:24} {1000 * last[0]:6.1f} ms of {last[1]:.2f} s, {len(session.bytes) / 1000:.0f} kB written")
    (plain, _), (live, all_of_it) = taken.values()
    share = (live - plain) / all_of_it if all_of_it else 1
    print(f"  drawing takes {100 * max(share, 0):.2f} % of the batch{'' if share < MOST else '   NOT AS EXPECTED'}")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--program", default="build/release/arshjul")
    parser.add_argument("--reports", type=int, default=300)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        batch.make(folder, arguments.reports, 1)
        print(f"terminal: {arguments.reports} reports")
        measure(Path(arguments.program).resolve(), folder)


if __name__ == "__main__":
    main()
