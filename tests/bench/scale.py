"""
A batch of a thousand reports: is every good one printed and every broken one explained, how fast, are the processors
busy, does the memory of the workers stay level; then again, when nothing has changed; and with one process.
"""
import argparse
import json
import os
import shutil
import sys
import tempfile
import threading
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
import batch  # noqa: E402

TOP = Path(__file__).resolve().parent.parent.parent

BUSY, GROWTH, SKIPPED = 0.90, 1.10, 1000  # what is expected: of the processors, of a worker's memory, reports/s skipped


def children(pid):
    try:
        return [int(one) for one in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    except OSError:
        return []


def resident(pid):
    """Bytes of a process that are its own, or that it shares with others of the program."""
    try:
        return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, IndexError):
        return 0


def waited(pid):
    """Seconds that a process was ready to run while the processors were busy with others (proc(5), schedstat)."""
    try:
        return int(Path(f"/proc/{pid}/schedstat").read_text().split()[1]) / 1e9
    except (OSError, IndexError):
        return 0.0


class Run:
    """A command as it ran: exit status, wall and processor seconds, seconds that its processes waited for a processor,
    and (time, largest worker's memory in bytes)."""

    def __init__(self, status, wall, busy, queued, samples):
        self.status, self.wall, self.busy, self.queued, self.samples = status, wall, busy, queued, samples


def run(command, log, interval=0.02):
    start = time.monotonic()
    child = os.fork()
    if child == 0:
        out = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
        os.dup2(out, 1)
        os.dup2(out, 2)
        os.execv(command[0], [str(part) for part in command])
    samples, queued, ended = [], {}, threading.Event()

    def watch():
        while not ended.wait(interval):
            workers = children(child)
            queued.update({pid: waited(pid) for pid in workers} | {child: waited(child)})
            sizes = [resident(pid) for pid in workers]
            if sizes:
                samples.append((time.monotonic() - start, max(sizes)))

    watcher = threading.Thread(target=watch)
    watcher.start()
    _, status, usage = os.wait4(child, 0)
    wall = time.monotonic() - start
    ended.set()
    watcher.join()
    return Run(os.waitstatus_to_exitcode(status), wall, usage.ru_utime + usage.ru_stime, sum(queued.values()), samples)


def explained(manifest, folder, out):
    """What of a batch is not as its manifest says; the pages that were printed."""
    faults, pages, printed = [], 0, 0
    broken = {one["report"]: one["code"] for one in manifest["broken"]}
    for report in sorted((folder / "input").glob("*/*/report.xml")):
        home = out / report.parent.relative_to(folder / "input")
        pdf, record, failed = (home / (report.parent.name + end) for end in (".pdf", ".json", ".failed.json"))
        code = broken.pop(report.relative_to(folder).as_posix(), None)
        if code is None:
            if not pdf.exists() or not record.exists() or failed.exists():
                faults.append(f"{report}: not printed")
            else:
                printed += 1
                pages += json.loads(record.read_text(encoding="utf-8"))["counts"]["pages"]
        elif pdf.exists() or not failed.exists():
            faults.append(f"{report}: printed although broken")
        else:
            told = {one["code"] for one in json.loads(failed.read_text(encoding="utf-8"))["findings"] if one["severity"] == "error"}
            if told != {code}:
                faults.append(f"{report}: expected {code}, told {' '.join(sorted(told))}")
    return faults + [f"{report}: not found" for report in broken], printed, pages


def level(samples, wall):
    """The largest worker's memory when a tenth, half and all of the time has gone (the most of a twentieth of it)."""
    def around(part):
        near = [size for when, size in samples if abs(when / wall - part) <= 0.05]
        return max(near, default=0) / 1e6

    return around(0.10), around(0.50), around(0.95)


def verdict(right):
    return "" if right else "   NOT AS EXPECTED"


def measure(program, folder, jobs):
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    count, wrong = manifest["reports"], len(manifest["broken"])
    out = folder / "output"
    command = [program, "build", "-q", "-j", jobs, "-o", out, folder / "input"]
    print(f"batch: {count} reports, {wrong} of them broken, {jobs} processes")
    first = run(command, folder / "log")
    faults, printed, pages = explained(manifest, folder, out)
    print(f"  printed {printed} of {count - wrong}, explained {wrong - sum('expected' in f or 'although' in f for f in faults)} of {wrong}"
          f"{verdict(not faults and first.status == (1 if wrong else 0))}")
    print("".join(f"    {fault}\n" for fault in faults[:20]), end="")
    share, wanted = first.busy / first.wall / jobs, (first.busy + first.queued) / first.wall / jobs
    print(f"  first   {speed(first, count, pages)}   processors {100 * share:.0f} % of {jobs}, "
          f"{100 * wanted:.0f} % with what others took{verdict(share > BUSY)}")
    tenth, half, end = level(first.samples, first.wall)
    grown = end / tenth if tenth else 0
    print(f"  memory  the largest worker has {tenth:.1f}, {half:.1f}, {end:.1f} MB after 10, 50, 100 % of the time: {grown:.2f}"
          f"{verdict(0 < grown <= GROWTH)}")
    again = run(command, folder / "log")
    print(f"  again   {speed(again, count, pages)}   {again.wall / first.wall:.3f} of the first{verdict(count / again.wall >= SKIPPED)}")
    shutil.rmtree(out)
    command[command.index("-j") + 1] = 1
    alone = run(command, folder / "log")
    print(f"  alone   {speed(alone, count, pages)}   {alone.wall / first.wall:.2f} of {jobs} processes")


def speed(one, count, pages):
    return f"{one.wall:6.2f} s {count / one.wall:6.0f} reports/s {pages / one.wall:6.0f} pages/s, {one.busy:.2f} s of processor"


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--program", default=str(TOP / "build/release/arshjul"))
    parser.add_argument("--reports", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=len(os.sched_getaffinity(0)))
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        batch.make(folder, arguments.reports, arguments.seed)
        measure(str(Path(arguments.program).resolve()), folder, arguments.jobs)


if __name__ == "__main__":
    main()
