"""
The list of an archive of a thousand documents: how fast it is made of their records, how large it is, and, where there
is a Chromium, how long the page takes for a letter that is typed into its search.
"""
import argparse
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

TOP = Path(__file__).resolve().parent.parent.parent
sys.path[:0] = [str(TOP / "tests"), str(TOP / "tests/web")]
import records  # noqa: E402

DOCUMENTS, RUNS = 1000, 9
MADE_MS, PAGE_KB, LETTER_MS = 500, 700, 50  # what is expected of it
LETTERS = "omvarldsanalys malmo"

TYPE = """new Promise(done => {
  const field = document.getElementById("q"), start = performance.now();
  field.value = WORDS;
  field.dispatchEvent(new Event("input", { bubbles: true }));
  document.body.offsetHeight;
  done(performance.now() - start);
})"""


def made(program, folder):
    times = []
    for _ in range(RUNS):
        (folder / "index.html").unlink(missing_ok=True)
        start = time.monotonic()
        subprocess.run([program, "index", "-q", str(folder)], check=True)
        times.append((time.monotonic() - start) * 1000)
    return times


def typed(page):
    """Milliseconds of each letter, with the layout that follows."""
    from browser import Browser
    browser = Browser(shutil.which("chromium"))
    try:
        browser.open(page.as_uri(), 1280, 900)
        return [browser.call(TYPE.replace("WORDS", repr(LETTERS[:n + 1]))) for n in range(len(LETTERS))]
    finally:
        browser.close()


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--program", default=str(TOP / "build/release/arshjul"))
    program = str(Path(parser.parse_args().program).resolve())
    with tempfile.TemporaryDirectory() as scratch:
        folder = records.archive(Path(scratch) / "archive", DOCUMENTS)
        times, page = made(program, folder), folder / "index.html"
        print(f"archive: index.html of {DOCUMENTS} documents")
        print(f"  made           least {min(times):8.1f} ms  median {statistics.median(times):8.1f} ms   {statistics.median(times) / MADE_MS:5.2f} of {MADE_MS} ms")
        print(f"  page           {page.stat().st_size / 1000:14.1f} kB{'':26}{page.stat().st_size / 1000 / PAGE_KB:5.2f} of {PAGE_KB} kB")
        if shutil.which("chromium"):
            letters = typed(page)
            print(f"  a letter       median {statistics.median(letters):7.1f} ms  most   {max(letters):8.1f} ms   {max(letters) / LETTER_MS:5.2f} of {LETTER_MS} ms")


if __name__ == "__main__":
    main()
