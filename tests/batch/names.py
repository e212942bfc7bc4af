"""
Folders of any name a file system takes: what is printed is found again, and what a name holds is said on one line,
without steering the terminal.
"""
import json
import os
import re
from pathlib import Path

from faults import Build, difference, organisation, tree
from harness import difference as text_difference

# What is below the input, as bytes: a name; how a line says it.
NAMES = [(b"a b", "a b"), (b"a\nb: error: x [E0001]", "a b: error: x [E0001]"), (b"a\tb", "a b"), (b"a\"b'c&<i>#?%41", "a\"b'c&<i>#?%41"),
         ("bo\u0308".encode(), "bo\u0308"), (b"budget-\xe5r", "budget-\ufffdr"), (b"-o", "-o"), (b"\x1b[31mred", "\ufffd[31mred"),
         (b"javascript:alert(1)", "javascript:alert(1)"), (b"x.failed", "x.failed"), (b"y" * 240, "y" * 240)]


def paths_of(out, ending):
    """The PDFs that lines with this ending tell of."""
    return "\n".join(sorted(re.sub(f": {ending}$", "", line) for line in out.splitlines() if re.search(f": {ending}$", line)))


def names(tally, program, folder):
    build = Build(program, folder)
    for name, _ in NAMES:
        organisation(folder / "made", ("r",))
        os.rename(os.fsencode(folder / "made/r"), os.fsencode(folder / "made") + b"/" + name)
        os.makedirs(os.fsencode(folder / "in"), exist_ok=True)
        os.rename(os.fsencode(folder / "made"), os.fsencode(folder / "in") + b"/" + name)
    told = sorted(f"out/{name}/{name}/{name}.pdf" for _, name in NAMES)
    status, out, err = build("build", "in", "-o", "out", "--html")
    tally.case("any name is printed", None if status == 0 and not err else f"{status} {err}")
    tally.case("and told of on one line", text_difference("\n".join(told), paths_of(out, r"\d+ pages?")))
    before = tree(folder / "out")
    status, out, err = build("build", "in", "-o", "out", "--html", "-v")
    tally.case("nothing is built again", text_difference("\n".join(told), paths_of(out, "up to date")))
    tally.case("nothing has changed", difference(before, tree(folder / "out")))
    status, out, err = build("index", "out")
    expected = f"out/index.html: {len(NAMES)} documents, unchanged\n"
    tally.case("the index finds each", text_difference(expected, out + err))
    status, out, err = build("build", "in", "-o", "out", "--force", "--format", "json")
    events = [json.loads(line) for line in out.splitlines()]
    count = sum(event["event"] == "report" and event["outcome"] == "unchanged" for event in events)
    tally.case("events are objects", None if count == len(NAMES) else f"{count} {err}")


TAKEN = ('org/x/{0}.xml: error: the files of a report called "{0}" could not be told from those of one called "{1}" [E0825]; hint: rename '
         "the report's file, so that its name does not end in .failed or .fynd, nor becomes its folder's by that\n")


def taken(tally, program, folder):
    """Reports of one folder never print to each other's records and pages of findings."""
    build = Build(program, folder)
    organisation(folder / "org", ("x",))
    good = (folder / "org/x/report.xml").read_bytes()
    broken = good.replace(b"</title>", b"</titel>")
    for name in ("x.failed", "x.FYND", "y"):
        (folder / f"org/x/{name}.xml").write_bytes(good)
    os.rename(folder / "org/x/report.xml", folder / "org/x/x.xml")
    (folder / "org/x/x.xml").write_bytes(broken)
    names = [f"org/x/{name}.xml" for name in ("x.failed", "x.FYND", "y", "x")]
    for _ in range(2):
        status, out, err = build("build", *names, "-o", "out")
        told = "".join(line + "\n" for line in err.splitlines() if "E0825" in line)
        tally.case("names that others' files have", text_difference(TAKEN.format("x.failed", "x") + TAKEN.format("x.FYND", "x"), told))
        left = sorted(n for n in tree(folder / "out") if n != "index.html")
        tally.case("and what is printed", None if status == 1 and left == ["org/x/x.failed.json", "org/x/y.json", "org/x/y.pdf"] else str(left))
    status, out, err = build("build", "--dry-run", *names, "-o", "out")
    want = "out/org/x/x.failed.pdf: would be built: it must not be called so"
    tally.case("such a name, and --dry-run", None if status == 1 and want in out else out + err)
    status, out, err = build("check", names[0])
    tally.case("such a name, and check", None if status == 1 and "[E0825]" in err else err)
    os.rename(folder / "org/x", folder / "org/x.failed")
    status, out, err = build("check", "org/x.failed/x.xml")
    tally.case("a folder that makes it such a name", None if status == 1 and 'called "x" could not be told from those of one called "x.failed"' in err else err)


def findings(tally, program, folder):
    """A finding in a file of such a name, and the summary of what failed."""
    build = Build(program, folder)
    organisation(folder / "in", ("a\nin/b: error: x [E0001]\x1b[2J", "c"))
    os.unlink(folder / "in/data/resultatbudget.csv")
    status, out, err = build("build", "in", "-o", "out")
    name = "in/a in/b: error: x [E0001]\ufffd[2J/report.xml"
    starts = [line for line in err.splitlines() if line.startswith("in/")]
    tally.case("a finding's place is on one line", None if starts and all(s.startswith((name, "in/c/")) for s in starts) else err)
    told = [line for line in out.splitlines() if line.startswith(f"  {name}: ")]
    tally.case("a failed one is told of on one line", None if status == 1 and told and "\x1b" not in out + err else out)


WHEEL = """<calendar><title>Hjul&#10;et</title><body name="K&#10;S"/>
<report folder="r&#10;late"><due for="beslut" body="K S" date="2026-11-20"/></report><meeting body="K S" date="2026-11-30"/></calendar>
"""


def wheel(tally, program, folder):
    """What a kalender.xml says stays on its line too."""
    build = Build(program, folder)
    organisation(folder / "in", ("x",))
    (folder / "in/kalender.xml").write_text(WHEEL, encoding="utf-8")
    _, out, err = build("due", "in", "--date", "2026-11-21")
    tally.case("what is due is on one line", None if "in/r late  " in out and "\nlate  " in out else out + err)
    odd = os.fsencode(folder / "odd") + b"\n\x1b[2J\xe5"
    os.rename(folder / "in", odd)
    status, out, err = build("check", odd.decode(errors="surrogateescape"))
    tally.case("a wheel's file is on one line", None if "/odd \ufffd[2J\ufffd/kalender.xml: 2 entries" in out else f"{status} {out} {err}")
    _, out, err = build("due", odd.decode(errors="surrogateescape"), "--date", "2026-11-21")
    tally.case("a report that is due is on one line", None if "/odd \ufffd[2J\ufffd/r late  " in out else out + err)
    os.rename(odd, folder / "in")
    _, out, err = build("calendar", "in")
    tally.case("a body's name is on one line", None if "  30 Mon  K S " in out and "20 Fri  r late: " in out else out + err)


def waiting(tally, program, folder):
    """A pipe where a page of findings should be does not keep a build waiting."""
    build = Build(program, folder)
    organisation(folder / "in", ("x",))
    build("build", "in", "-o", "out")
    os.mkfifo(folder / "out/in/x/x.fynd.html")
    status, _, err = build("build", "in", "-o", "out", "--time-limit", "5")
    tally.case("a pipe is not waited for", None if status == 0 and not err else f"{status} {err}")


def check(tally, program, folder):
    for cases in (names, taken, findings, wheel, waiting):
        (folder / cases.__name__).mkdir()
        cases(tally, program, Path(folder / cases.__name__))
