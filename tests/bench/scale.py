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


def run(command, log, interval=0.02):
    """Runs a command; gives exit status, wall and processor seconds, its own peak in bytes, and (time, largest worker's
    memory in bytes) as it ran."""
    start = time.monotonic()
    child = os.fork()
    if child == 0:
        out = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
        os.dup2(out, 1)
        os.dup2(out, 2)
        os.execv(command[0], [str(part) for part in command])
    samples, ended = [], threading.Event()

    def watch():
        while not ended.wait(interval):
            sizes = [resident(pid) for pid in children(child)]
            if sizes:
                samples.append((time.monotonic() - start, max(sizes)))

    watcher = threading.Thread(target=watch)
    watcher.start()
    _, status, usage = os.wait4(child, 0)
    wall = time.monotonic() - start
    ended.set()
    watcher.join()
    return os.waitstatus_to_exitcode(status), wall, usage.ru_utime + usage.ru_stime, samples


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
    status, wall, busy, samples = run(command, folder / "log")
    faults, printed, pages = explained(manifest, folder, out)
    print(f"  printed {printed} of {count - wrong}, explained {wrong - sum('expected' in f or 'although' in f for f in faults)} of {wrong}"
          f"{verdict(not faults and status == (1 if wrong else 0))}")
    print("".join(f"    {fault}\n" for fault in faults[:20]), end="")
    share = busy / wall / jobs
    print(f"  first      {wall:6.2f} s {count / wall:7.0f} reports/s {pages / wall:7.0f} pages/s   processors {100 * share:.0f} % of {jobs}{verdict(share > BUSY)}")
    tenth, half, end = level(samples, wall)
    grown = end / tenth if tenth else 0
    print(f"  memory     the largest worker has {tenth:.1f}, {half:.1f}, {end:.1f} MB after 10, 50, 100 % of the time: {grown:.2f}"
          f"{verdict(0 < grown <= GROWTH)}")
    status, again, busy, _ = run(command, folder / "log")
    print(f"  again      {again:6.2f} s {count / again:7.0f} reports/s   {again / wall:.3f} of the first{verdict(count / again >= SKIPPED)}")
    shutil.rmtree(out)
    command[command.index("-j") + 1] = 1
    status, alone, _, _ = run(command, folder / "log")
    print(f"  alone      {alone:6.2f} s {count / alone:7.0f} reports/s {pages / alone:7.0f} pages/s   {alone / wall:.2f} of {jobs} processes")
    return folder / "log"


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
