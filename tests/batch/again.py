"""
A broken report is not built again while nothing that it is made of has changed: what was found is told from the record of
the attempt, word for word, with the same exit status and counts. What another build might find otherwise is tried again.
"""
import json
import os
import re
import shutil
from functools import partial

from fresh import Opened, told_by
from harness import TOP, difference, run

BAD = TOP / "tests/bad"
# A proposal with a warning, one that is accepted, and an error that stands in its way.
REPORT = """\
<?xml version="1.0" encoding="UTF-8"?>
<report kind="budget" status="forslag">
  <front><title>Budget 2023</title><organisation>Ekbacka</organisation><decider>Kommunfullmäktige</decider></front>
  <data><source file="../data/tal.csv"/><accept check="W0656" why="Bilden är gammal."/></data>
  <section id="ett"><h1>Ett</h1>
    <p>Invånarna är <value of="Folkmängd, antal" period="2023"/> och <value of="Okänt mått" period="2023"/>.</p>
    <figure><img src="torget.png" alt="Torget"/><figcaption>Torget.</figcaption></figure>
  </section>
</report>
"""
RIGHT = REPORT.replace(' och <value of="Okänt mått" period="2023"/>', "")
FAILED = "out/org/budget/budget.failed.json"


class Bench:
    def __init__(self, program, folder, out="out"):
        self.program, self.folder, self.out = program, folder, out
        self.locale = os.path.dirname(os.path.realpath(program)) + "/locale"

    def build(self, *more, swedish=False):
        env = {"LC_ALL": "C.UTF-8", "LANGUAGE": "sv", "ARSHJUL_LOCALE": self.locale} if swedish else None
        return run([self.program, "build", "-o", self.out, *more], cwd=self.folder, env=env)

    def why(self, *more):
        """Why the last report is, or would be, built: None when it is not."""
        lines = self.build("--format", "json", *more).out.splitlines()
        return [event["why"] for event in map(json.loads, lines) if event["event"] == "report"][-1]


def timeless(text):
    """Without what no two runs have alike."""
    text = re.sub(r'"(at|seconds)":[0-9.]+', r'"\1":0', text)
    text = re.sub(r'"why":(null|\{[^}]*\})', '"why":0', text)
    return re.sub(r"(\d+ rep\w+ (in|på)) [0-9.,]+ s", r"\1 0 s", text)


def said(result):
    return f"{result.status}\n{timeless(result.out)}\n{result.err}"


def told_of(result):
    """The events of reports and of the end, in an order that does not depend on who is done first."""
    lines = timeless(result.out).splitlines()
    return "\n".join(sorted(line for line in lines if '"event":"start"' not in line))


def organisation(folder, text=REPORT):
    home = folder / "org/budget"
    home.mkdir(parents=True)
    (home / "report.xml").write_text(text, encoding="utf-8")
    shutil.copy(BAD / "picture-coarse/torget.png", home)
    (folder / "org/data").mkdir()
    (folder / "org/data/tal.csv").write_text("Indikator;2022;2023\nFolkmängd, antal;1000;1001\n", encoding="utf-8")
    return home / "report.xml"


def every_fault(tally, program, folder, names):
    """Each broken report alone: built, told again, and built by force; in both languages, with its lines and without."""
    shutil.copytree(BAD, folder / "bad")
    # Their themes do not stand among the templates: what is wrong with those is told as well.
    shutil.copytree(TOP / "templates", folder / "templates")
    for theme in BAD.glob("*/theme*"):
        if theme.is_dir():
            shutil.copytree(theme, folder / "templates/themes", dirs_exist_ok=True)
    for name in names:
        bench, report = Bench(program, folder, f"out-{name}"), f"bad/{name}"
        first = bench.build("-T", "templates", report)
        printed = (folder / bench.out / "bad" / name / f"{name}.pdf").exists()
        if printed:
            continue
        options = [["-T", "templates", report], ["-T", "templates", "-q", report]]
        for more in options:
            built, again = bench.build("--force", *more), bench.build(*more)
            tally.case(f"again: {name} {' '.join(more[2:-1])}", difference(said(built), said(again)))
        tally.case(f"again: {name}, the first time", difference(said(bench.build("-T", "templates", report)), said(first)))
        forced, told = (bench.build("-T", "templates", *f, report, swedish=True) for f in (["--force"], []))
        tally.case(f"igen: {name}", difference(said(forced), said(told)))
        tally.case(f"again: {name} is not built", None if bench.why("-T", "templates", report) is None else "it is")


def all_at_once(tally, program, folder):
    """A batch of all: its log, its events, its summary; nothing is written."""
    shutil.copytree(BAD, folder / "bad")
    bench = Bench(program, folder)
    bench.build("bad")
    bench.build("bad")
    before = {path: path.stat().st_mtime_ns for path in (folder / "out").rglob("*")}
    again, events = bench.build("bad"), bench.build("--format", "json", "bad")
    after = {path: path.stat().st_mtime_ns for path in (folder / "out").rglob("*")}
    tally.case("again: nothing is written", None if before == after and len(before) > 100 else "something is")
    reasons = [event["why"] for event in map(json.loads, events.out.splitlines()) if event["event"] == "report"]
    tally.case("again: nothing is built", None if reasons and not any(reasons) else str(reasons))
    for name in ("index.html",):
        (folder / "out" / name).unlink()
    for path in (folder / "out").rglob("*.failed.json"):
        path.unlink()
    built = bench.build("bad")
    tally.case("again: the log of a batch", difference(said(built), said(again)))
    for path in (folder / "out").rglob("*.failed.json"):
        path.unlink()
    built = bench.build("--format", "json", "bad")
    tally.case("again: the events of a batch", difference(told_of(built), told_of(events)))
    few = bench.build("--shard", "1/3", "bad"), bench.build("--shard", "1/3", "bad")
    tally.case("again: a shard", difference(said(few[0]), said(few[1])))


def inputs(tally, program, folder):
    """The record of an attempt tells of every file that it opened, as that of a printed report does."""
    shutil.copytree(TOP / "templates", folder / "templates")
    shutil.copytree(BAD, folder / "bad")
    bench = Bench(program, folder)
    checked = 0
    for report in sorted(path.parent for path in (folder / "bad").glob("*/report.xml")):
        opened = Opened([folder / "templates", folder / "bad"])
        bench.build("-T", "templates", "--html", "--shard", "1/1", str(report))  # which makes no index
        files, folders = opened.read()
        opened.close()
        path = folder / "out/bad" / report.name / f"{report.name}.failed.json"
        if not path.exists():
            continue
        checked += 1
        named, listed = told_by(json.loads(path.read_text(encoding="utf-8")), str(folder / "bad"), str(folder / "templates"))
        strange = files - named
        strange |= {f for f in folders - listed if f.startswith(str(folder / "templates"))}
        tally.case(f"again: what {report.name} was made of", "\n".join(sorted(strange)) or None)
    tally.case("again: what was made of what", None if checked > 40 else str(checked))


def until_it_changes(tally, program, folder):
    """What asks for another attempt, and what does not."""
    report = organisation(folder)
    bench = Bench(program, folder)
    line = "org/budget/report.xml: would not be built: nothing has changed since it failed, 1 error, 1 warning\n"
    first = bench.build("org/budget")
    tally.case("again: it fails", None if first.status == 1 and "Okänt mått" in first.err and "accepted: Bilden är gammal." in first.err else first.err)
    dry = bench.build("--dry-run", "org/budget")
    tally.case("again: --dry-run", difference(f"1\n{line}\n", said(dry)))
    dry = bench.build("--dry-run", "-q", "org/budget")
    tally.case("again: --dry-run -q", None if dry.status == 1 and not dry.out and "nothing has changed" in dry.err else said(dry))
    dry = bench.build("--dry-run", "org/budget", swedish=True)
    tally.case("igen: --dry-run", None if "skulle inte tryckas: inget har ändrats sedan det misslyckades, 1 fel, 1 varning\n" in dry.out else said(dry))
    talk = bench.build("-v", "org/budget")
    tally.case("again: -v", None if "\n  not built again: nothing that it is made of has changed\n" in talk.out and "read " not in talk.out else talk.out)
    tally.case("again: by force", difference("forced", (bench.why("--force", "org/budget") or {}).get("reason", "")))
    tally.case("again: other options", difference("options", (bench.why("--html", "org/budget") or {}).get("reason", "")))
    bench.build("org/budget")
    tally.case("again: named otherwise", difference("failed", (bench.why(str(report)) or {}).get("reason", "")))
    bench.build("org/budget")
    for change, reason in (("touch org/budget/report.xml org/data/tal.csv", None), ("echo >>org/data/tal.csv", "changed"),
                           ("rm org/budget/torget.png", "gone"), (f"cp '{BAD}/picture-coarse/torget.png' org/budget/", "came"),
                           ("sed -i 's#\"harfbuzz\": \"#&0#' {0}", "program"), ("echo '{{}}' >{0}", "failed"),
                           ("sed -i '/\"again\"/s/: .*/: null,/' {0}", "failed"), ("sed -i '/^  \"told\"/,$d' {0}", "failed"),
                           ("sed -i 's/^  \"told\": \\[/  \"sagt\": [/' {0}", "failed"), ("sed -i 's/\"E0302\"/\"E9999\"/' {0}", "failed"),
                           ("sed -i 's#budget/report.xml#budget/rapport.xml#' {0}", "failed"), ("rm {0}", "no-pdf")):
        run(["sh", "-c", change.format(FAILED)], cwd=folder)
        told = bench.why("org/budget")
        tally.case(f"again: {change}", difference(str(reason), str(told and told["reason"])))
        tally.case(f"again: {change}, and then not", None if bench.why("org/budget") is None else "it is built")


def beside_what_was_printed(tally, program, folder):
    """An earlier PDF stands as it did, and comes back into its own."""
    report = organisation(folder, RIGHT)
    bench = Bench(program, folder)
    good = bench.build("org/budget").status == 0
    kept = {name: (folder / f"out/org/budget/{name}").read_bytes() for name in ("budget.pdf", "budget.json")}
    report.write_text(REPORT, encoding="utf-8")
    built, again = bench.build("org/budget"), bench.build("org/budget")
    tally.case("again: the earlier PDF is kept", None if good and "the earlier PDF is kept" in again.out else again.out)
    tally.case("again: beside an earlier PDF", difference(said(built), said(again)))
    same = all((folder / f"out/org/budget/{name}").read_bytes() == content for name, content in kept.items())
    tally.case("again: nothing of it changes", None if same else "it has changed")
    report.write_text(RIGHT, encoding="utf-8")
    tally.case("again: it is well", difference("changed", (bench.why("org/budget") or {}).get("reason", "")))
    tally.case("again: and nothing is left", None if not (folder / FAILED).exists() else "the failed record is")
    # An adopted document stands for good: what fails beside it is told of again, what is refused is tried again.
    report.write_text(RIGHT.replace("forslag", "antagen"), encoding="utf-8")
    adopted = bench.build("org/budget").status == 0
    report.write_text(REPORT.replace("forslag", "antagen"), encoding="utf-8")
    built = bench.build("org/budget")
    tally.case("again: beside an adopted one", difference(said(built), said(bench.build("org/budget"))) if adopted else "it is not adopted")
    tally.case("again: beside an adopted one, not built", None if bench.why("org/budget") is None else "it is")
    report.write_text(RIGHT.replace("forslag", "antagen").replace("Invånarna", "De boende"), encoding="utf-8")
    refused = [bench.why("org/budget") for _ in range(2)]
    tally.case("again: what an adopted document refuses", None if all(refused) else str(refused))


def with_a_page(tally, program, folder):
    """The page of findings that watch has left stays as it is, and is made anew when it tells of something else."""
    report = organisation(folder)
    bench = Bench(program, folder)
    bench.build("org/budget")
    page = folder / "out/org/budget/budget.fynd.html"
    page.write_text("<html><head><title>An older page</title></head></html>", encoding="utf-8")
    tally.case("again: a page that is stale", difference("failed", (bench.why("org/budget") or {}).get("reason", "")))
    made = page.read_bytes()
    tally.case("again: is made anew", None if b"Ok\xc3\xa4nt m\xc3\xa5tt" in made else made.decode())
    tally.case("again: and stays", None if bench.why("org/budget") is None and page.read_bytes() == made else "it does not")
    report.unlink()


def some_faults(tally, program, folder, *, number, of):
    names = sorted(path.parent.name for path in BAD.glob("*/report.xml"))
    every_fault(tally, program, folder, names[number::of])


PARTS = [partial(some_faults, number=0, of=2), partial(some_faults, number=1, of=2), all_at_once, inputs, until_it_changes,
         beside_what_was_printed, with_a_page]
