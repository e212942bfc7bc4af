"""
The benchmark: the budget cold, one process a run; and many different budgets in one process. Times are of the
whole process, from outside; stages are as the program tells them with -v.
"""
import argparse
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
import large  # noqa: E402
import variants  # noqa: E402

TOP = Path(__file__).resolve().parent.parent.parent

COLD_MS, COLD_MB, WARM_PAGES = 50, 30, 1500  # what is expected of it


def measure(tool, runs, command, cwd=None):
    """(wall ms, cpu ms, peak MB) of each run."""
    done = subprocess.run([tool, str(runs), *map(str, command)], cwd=cwd, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        sys.exit(f"{' '.join(map(str, command))} failed")
    return [(int(w) / 1000, int(c) / 1000, int(m) / 1024) for w, c, m in (line.split() for line in done.stdout.splitlines())]


def told(program, arguments):
    """Pages and milliseconds by stage, summed over the reports, as the program tells them."""
    done = subprocess.run([program, "build", "-v", *map(str, arguments)], capture_output=True, text=True, check=False)
    pages = sum(int(n) for n in re.findall(r": (\d+) pages?", done.stdout))
    stages = {}
    for line in re.findall(r"^  ms:(.*)", done.stdout, re.MULTILINE):
        for name, ms in re.findall(r"([a-z][a-z ]*?) (\d+\.\d)", line):
            stages[name] = stages.get(name, 0) + float(ms)
    return pages, stages, done


def row(name, least, middle, unit, expected):
    print(f"  {name:<14} least {least:8.1f} {unit}  median {middle:8.1f} {unit}"
          + (f"   {least / expected:5.2f} and {middle / expected:5.2f} of {expected} {unit}" if expected else ""))


def cold(tool, program, report, runs, scratch):
    results = []
    for _ in range(runs):
        shutil.rmtree(scratch / "cold", ignore_errors=True)
        results += measure(tool, 1, [program, "build", report, "-o", scratch / "cold"])
    shutil.rmtree(scratch / "cold", ignore_errors=True)
    pages, stages, _ = told(program, [report, "-o", scratch / "cold"])
    start = measure(tool, runs, [program, "--version"])
    print(f"cold: {Path(report).name}, {pages} pages, {runs} runs of a process each")
    for name, column, unit, expected in (("wall", 0, "ms", COLD_MS), ("processor", 1, "ms", None), ("peak memory", 2, "MB", COLD_MB)):
        values = [r[column] for r in results]
        row(name, min(values), statistics.median(values), unit, expected)
    row("start alone", min(s[0] for s in start), statistics.median(s[0] for s in start), "ms", None)
    print("  stages, ms     " + "  ".join(f"{k} {v:.1f}" for k, v in stages.items()))


def warm(tool, program, report, count, scratch):
    def is_right(copy):
        return subprocess.run([program, "check", "-q", copy], capture_output=True, check=False).returncode == 0

    reports = variants.make_all(report, scratch / "variants", count, is_right)
    pages, stages, done = told(program, [*reports, "-o", scratch / "told"])
    printed = len(list((scratch / "told").rglob("*.pdf")))
    if printed != count:
        print("\n".join(line for line in done.stderr.splitlines() if ": error: " in line))
    print(f"warm: {count} different budgets in one process, {printed} printed, {pages} pages")
    best = min(measure(tool, 1, [program, "build", "-q", *reports, "-o", scratch / f"warm{i}"]) for i in range(3))
    wall, _, memory = best[0]
    speed = pages / wall * 1000
    print(f"  {speed:8.0f} pages/s   {speed / WARM_PAGES:5.2f} of {WARM_PAGES} pages/s   {wall:.0f} ms, peak memory {memory:.1f} MB")
    print("  stages, µs/page " + "  ".join(f"{k} {1000 * v / max(pages, 1):.0f}" for k, v in stages.items()))


def large_tables(tool, program, rows, scratch):
    """A million rows read and summed, a million figures sorted by what they are of."""
    print(f"large: a table of {rows} rows, a figure of it bound")
    for kind in ("wide", "long"):
        report, size, text = large.report(scratch / "large", kind, rows)
        done = subprocess.run([program, "data", "--format", "text", report], capture_output=True, text=True, check=False)
        right = text in done.stdout and ": error: " not in done.stderr
        wall, busy, memory = measure(tool, 1, [program, "data", report])[0]
        megabytes = size / 1e6
        print(f"  {kind}  {wall / 1000:6.2f} s, processor {busy / 1000:5.2f} s   {memory:6.0f} MB, {memory / megabytes:4.1f} of the file's {megabytes:.0f} MB"
              + ("" if right else f"   WRONG: no {text}\n{done.stderr[:400]}"))


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--program", default=str(TOP / "build/release/arshjul"))
    parser.add_argument("--report", default=str(TOP / "input/alingsas/budget-2022"))
    parser.add_argument("--runs", type=int, default=20)
    parser.add_argument("--variants", type=int, default=100)
    parser.add_argument("--rows", type=int, default=1000000)
    arguments = parser.parse_args()
    program = str(Path(arguments.program).resolve())
    with tempfile.TemporaryDirectory() as name:
        scratch = Path(name)
        tool = str(scratch / "measure")
        source = Path(__file__).resolve().parent / "measure.c"
        subprocess.run([os.environ.get("CC", "cc"), "-O2", "-o", tool, str(source)], check=True)
        cold(tool, program, arguments.report, arguments.runs, scratch)
        warm(tool, program, arguments.report, arguments.variants, scratch)
        if arguments.rows:
            large_tables(tool, program, arguments.rows, scratch)


if __name__ == "__main__":
    main()
