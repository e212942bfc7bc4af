"""How long it takes from an author's save to the PDF and its page, with `arshjul watch`: the budget of 33 pages."""
import argparse
import os
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

TOP = Path(__file__).resolve().parent.parent.parent
SAVES, WANTED, PATIENCE = 20, 1.0, 30  # seconds that a save may take, and that are waited


def wait(path, since):
    """Seconds until a file is newer than it was."""
    start = time.monotonic()
    while time.monotonic() - start < PATIENCE:
        if path.exists() and path.stat().st_mtime_ns != since:
            return time.monotonic() - start
        time.sleep(0.001)
    return PATIENCE


def measure(program, folder, *options):
    out = folder / f"out{len(options)}"
    report, page = folder / "in/alingsas/budget-2022/report.xml", out / "alingsas/budget-2022/budget-2022.fynd.html"
    process = subprocess.Popen([program, "watch", "in", "-o", out, "-q", *options], cwd=folder, stdin=subprocess.DEVNULL,
                               stdout=subprocess.DEVNULL, env={**os.environ, "LC_ALL": "C.UTF-8"})
    times = []
    try:
        wait(page, None)
        time.sleep(0.5)
        for n in range(SAVES):
            since = page.stat().st_mtime_ns
            text = report.read_text(encoding="utf-8")
            report.write_text(text.replace("</p>", f" {'abcdefghijklmnopqrst'[n % 20]}.</p>", 1), encoding="utf-8")
            times.append(wait(page, since))
            time.sleep(0.3)
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(PATIENCE)
    return times


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--program", required=True)
    program = Path(parser.parse_args().program).resolve()
    slow = False
    for what, options in (("told of by the system", []), ("seen by looking", ["--poll"])):
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            for part in ("budget-2022", "data"):
                shutil.copytree(TOP / "input/alingsas" / part, folder / "in/alingsas" / part)
            times = measure(program, folder, *options)
        slow |= statistics.median(times) > WANTED
        print(f"from save to PDF and page, {what}: median {statistics.median(times) * 1000:.0f} ms, longest {max(times) * 1000:.0f} ms")
    return 1 if slow else 0


if __name__ == "__main__":
    sys.exit(main())
