"""
What is up to date is left alone, and what is not is built: by contents, whatever times and places say. What a build
reads is what its record tells of, so that nothing can change unseen.
"""
import ctypes
import json
import os
import shutil
import struct

from harness import TOP, difference, run

TINY = TOP / "tests/golden/tiny"
FONTS = "/usr/share/fonts/truetype"
THEME = """\
@import "templates/common/base.css";
@font-face { font-family: "Egen"; font-weight: 400; src: url("typsnitt/Egen.ttf"); }
:root { --text-face: "Egen"; --display-face: "Egen"; }
"""
PDF = "out/org/budget/budget.pdf"
RECORD = "out/org/budget/budget.json"
CHANGED = [
    # what is done, what --dry-run then says of the report, in English and in Swedish
    ("rm {pdf}", "it is not printed", "den är inte tryckt"),
    ("rm {record}", "its build record is missing", "dess byggprotokoll saknas"),
    ("truncate -s -9 {record}", "its build record is damaged, or an older program's", "dess byggprotokoll är skadat, eller ett äldre programs"),
    ("truncate -s 900 {record}", "its build record is damaged, or an older program's", "dess byggprotokoll är skadat, eller ett äldre programs"),
    ("sed -i 's#\"budget/report.xml\"#\"budget/rapport.xml\"#' {record}", "what stands there is another report, budget/rapport.xml",
     "det som ligger där är en annan rapport, budget/rapport.xml"),
    ("echo '{{}}' >out/org/budget/budget.failed.json", "the last attempt failed", "det senaste försöket misslyckades"),
    ("sed -i 's#\"sources\": \"#&0#' {record}", "it was printed by another arshjul", "den trycktes av en annan utgåva av arshjul"),
    ("sed -i 's#\"harfbuzz\": \"#&0#' {record}", "it was printed with another harfbuzz", "den trycktes med ett annat harfbuzz"),
    ("sed -i 's#\"strict\": false#\"strict\": true#' {record}", "it was printed with another choice of --strict",
     "den trycktes med ett annat val av --strict"),
    ("echo >>org/budget/report.xml", "budget/report.xml has changed", "budget/report.xml har ändrats"),
    ("echo >>org/data/resultatbudget.csv", "data/resultatbudget.csv has changed", "data/resultatbudget.csv har ändrats"),
    ("rm org/data/resultatbudget.csv", "data/resultatbudget.csv is gone", "data/resultatbudget.csv är borta"),
    ("echo >>templates/common/base.css", "templates/common/base.css has changed", "templates/common/base.css har ändrats"),
    ("rm templates/common/web.css", "templates/common/web.css is gone", "templates/common/web.css är borta"),
    ("cp templates/metrics/skuld.xml templates/metrics/egna.xml", "other files are called templates/metrics/*.xml",
     "andra filer heter templates/metrics/*.xml"),
    ("echo 'p {{ color: black }}' >org/tema/web.css", "tema/web.css was missing and is there now", "tema/web.css saknades och finns nu"),
    ("echo >>org/tema/theme.css", "tema/theme.css has changed", "tema/theme.css har ändrats"),
    (f"cp {FONTS}/lato/Lato-Light.ttf org/tema/typsnitt/Egen.ttf", "the font Egen.ttf is another", "typsnittet Egen.ttf är ett annat"),
    ("rm org/tema/typsnitt/Egen.ttf", "Egen.ttf is gone", "Egen.ttf är borta"),
    ("ln -sf annan.csv org/data/lank.csv", "data/lank.csv leads elsewhere", "data/lank.csv leder någon annanstans"),
    ("printf x >>{pdf}", "the PDF is not the one that was printed", "PDF:en är inte den som trycktes"),
    ("rm out/org/budget/budget.html", "its web page is missing", "dess webbsida saknas"),
    ("printf x >>out/org/budget/budget.html", "the web page is not the one that was printed", "webbsidan är inte den som trycktes"),
]


def organisation(folder):
    """A report in a theme of its organisation's own, whose figures are found through a link."""
    shutil.copytree(TINY, folder / "org", ignore=shutil.ignore_patterns("expected"))
    shutil.copytree(TOP / "templates", folder / "templates")
    theme = folder / "org/tema"
    (theme / "typsnitt").mkdir(parents=True)
    shutil.copy(f"{FONTS}/lato/Lato-Regular.ttf", theme / "typsnitt/Egen.ttf")
    (theme / "theme.css").write_text(THEME, encoding="utf-8")
    data = folder / "org/data"
    shutil.copy(data / "resultatbudget.csv", data / "annan.csv")
    (data / "lank.csv").symlink_to("resultatbudget.csv")
    report = folder / "org/budget/report.xml"
    text = report.read_text(encoding="utf-8").replace("<report ", '<report theme="../tema" ', 1)
    report.write_text(text.replace("resultatbudget.csv", "lank.csv"), encoding="utf-8")


def files_of(folder):
    return {path.relative_to(folder).as_posix(): (path.read_bytes(), path.stat().st_mtime_ns)
            for path in sorted(folder.rglob("*")) if path.is_file()}


class Bench:
    def __init__(self, program, folder):
        self.program, self.folder = program, folder
        self.locale = os.path.dirname(os.path.realpath(program)) + "/locale"

    def build(self, *more, env=None, cwd=None):
        return run([self.program, "build", "-T", "templates", "-o", "out", *(more or ["org"])], cwd=cwd or self.folder,
                   env=env)

    def dry(self, *more, **others):
        """The first line of --dry-run; a text that tells of it if it has written anything."""
        before = files_of(self.folder)
        result = self.build("--dry-run", *(more or ["--html", "org"]), **others)
        if files_of(self.folder) != before:
            return "it has written something"
        return (result.out + result.err).split("\n", maxsplit=1)[0]


def changes(tally, bench, folder):
    """Each reason, in both languages; then the build, after which there is none."""
    kept = folder.parent / "kept"
    shutil.copytree(folder, kept, symlinks=True)
    for command, english, swedish in CHANGED:
        shutil.rmtree(folder)
        shutil.copytree(kept, folder, symlinks=True)
        run(["sh", "-c", command.format(pdf=PDF, record=RECORD)], cwd=folder)
        tally.case(f"built: {english}", difference(f"{PDF}: would be built: {english}", bench.dry()))
        told = bench.dry("--html", "org", env={"LC_ALL": "C.UTF-8", "LANGUAGE": "sv", "ARSHJUL_LOCALE": bench.locale})
        tally.case(f"tryckt: {swedish}", difference(f"{PDF}: skulle tryckas: {swedish}", told))
    shutil.rmtree(folder)
    shutil.copytree(kept, folder, symlinks=True)
    shutil.rmtree(kept)


def nothing_changes(tally, bench, folder):
    """What touches no content."""
    up_to_date = f"{PDF}: up to date"
    for name, seconds in (("long ago", 0), ("in the future", 4_000_000_000)):
        for path in folder.rglob("*"):
            os.utime(path, (seconds, seconds), follow_symlinks=False)
        tally.case(f"files of {name}", difference(up_to_date, bench.dry()))
    before = files_of(folder / "out")
    result = bench.build("--html", "org")
    tally.case("nothing is written", None if files_of(folder / "out") == before and result.status == 0 else result.err)
    tally.case("a line tells so", difference(up_to_date, result.out.split("\n", maxsplit=1)[0]))
    moved = folder.parent / "any/where"
    moved.parent.mkdir()
    folder.rename(moved)
    other = Bench(bench.program, moved)
    tally.case("all has moved", difference(up_to_date, other.dry()))
    moved.rename(folder)
    told = bench.dry("--html", str(folder / "org/budget/report.xml"))
    tally.case("the report is named in full", difference(up_to_date, told))
    (folder / "org/data/ny.csv").write_text("A;B\n", encoding="utf-8")
    (folder / "templates/metrics/README").write_text("", encoding="utf-8")
    tally.case("files come that nobody looks for", difference(up_to_date, bench.dry()))
    tally.case("--force", difference(f"{PDF}: would be built: --force asks for it", bench.dry("--html", "--force", "org")))


def events(tally, bench):
    """What programs are told."""
    lines = [json.loads(line) for line in bench.build("--html", "--dry-run", "--format", "json", "org").out.splitlines()]
    told = [(e["outcome"], e["why"], e["pages"] > 0) for e in lines if e["event"] == "report"]
    tally.case("events: up to date", difference(str([("up to date", None, True)]), str(told)))
    lines = [json.loads(line) for line in bench.build("--dry-run", "--format", "json", "org").out.splitlines()]
    told = [(e["outcome"], e["why"]) for e in lines if e["event"] == "report"]
    tally.case("events: to be built", difference(str([("to be built", {"reason": "options", "name": "--html"})]), str(told)))


def drafts(tally, bench, folder):
    """A draft with an error prints, and is told of for as long as it stands there; so is one that failed (again.py)."""
    report = folder / "org/budget/report.xml"
    text = report.read_text(encoding="utf-8")
    report.write_text(text.replace('status="forslag"', 'status="utkast"').replace("lank.csv", "borta.csv"), encoding="utf-8")
    first, second = bench.build(), bench.build()
    tally.case("a draft with errors still gives exit status 1", None if (first.status, second.status) == (1, 1) else second.out)
    line = second.out.split("\n", maxsplit=1)[0]
    tally.case("its errors are counted", None if line.startswith(f"{PDF}: up to date, ") and " error" in line else line)
    shutil.copy(folder / "org/data/annan.csv", folder / "org/data/borta.csv")
    tally.case("what it lacked has come", difference(f"{PDF}: would be built: data/borta.csv was missing and is there now", bench.dry("org")))
    report.write_text(text.replace("lank.csv", "ingen.csv"), encoding="utf-8")
    results = [bench.build() for _ in range(2)]
    again = all("[E0101]" in r.err and r.status == 1 for r in results)
    tally.case("what failed is told again", None if again else results[1].out + results[1].err)
    report.write_text(text, encoding="utf-8")
    tally.case("until it is well", None if bench.build().status == 0 else "it fails")


def allowed(tally, bench, folder):
    """What lies outside the organisation's folder, where the operator allows it."""
    shared = folder / "gemensamt"
    shared.mkdir()
    shutil.move(folder / "org/tema", shared / "tema")
    shutil.copy(folder / "org/data/annan.csv", shared / "tal.csv")
    report = folder / "org/budget/report.xml"
    text = report.read_text(encoding="utf-8")
    report.write_text(text.replace("../data/lank.csv", "../../gemensamt/tal.csv").replace('theme="../tema"', 'theme="../../gemensamt/tema"'),
                      encoding="utf-8")
    with_it = ["--allow", "gemensamt", "org"]
    result = bench.build(*with_it)
    tally.case("allowed: it prints", None if result.status == 0 else result.err)
    tally.case("allowed: up to date", difference(f"{PDF}: up to date", bench.dry(*with_it)))
    refused = bench.dry("org")
    tally.case("allowed: not any more", None if "would be built" in refused else refused)
    for path, name in (("tal.csv", "gemensamt/tal.csv has changed"), ("tema/theme.css", "gemensamt/tema/theme.css has changed"),
                       ("tema/typsnitt/Egen.ttf", "the font Egen.ttf is another")):
        kept = (shared / path).read_bytes()
        (shared / path).write_bytes(kept + b"\n")
        tally.case(f"allowed: {path}", difference(f"{PDF}: would be built: {name}", bench.dry(*with_it)))
        (shared / path).write_bytes(kept)
    shutil.move(shared / "tema", folder / "org/tema")
    report.write_text(text, encoding="utf-8")


def adopted(tally, bench, folder):
    """Printed once, for good: only its own data may ask for it again, and then it is refused."""
    report = folder / "org/budget/report.xml"
    text = report.read_text(encoding="utf-8").replace('status="forslag"', 'status="antagen"')
    report.write_text(text, encoding="utf-8")
    printed = bench.build().status == 0
    before = (folder / PDF).read_bytes()
    kept = f"{PDF}: adopted, and kept"
    with open(folder / "templates/common/base.css", "a", encoding="utf-8") as sheet:
        sheet.write("h1 { margin-top: 9pt; }\n")
    result = bench.build()
    tally.case("adopted: whatever templates are now", None if printed and result.status == 0 and result.out.startswith(kept) else result.out + result.err)
    report.write_text(text.replace("<p>", "<p>Ett nytt ord. ", 1), encoding="utf-8")
    want = f"{PDF}: would be built: budget/report.xml has changed; it is adopted, and is replaced by other bytes only with --force"
    tally.case("adopted: its data are changed, and --dry-run", difference(want, bench.dry()))
    result = bench.build()
    tally.case("adopted: its data are changed", None if result.status == 1 and "[E0803]" in result.err else result.out + result.err)
    report.write_text(text, encoding="utf-8")
    result = bench.build()
    left = (folder / "out/org/budget/budget.failed.json").exists()
    tally.case("adopted: and are what they were", None if result.status == 0 and not left and result.out.startswith(kept) else result.out + result.err)
    tally.case("adopted: the PDF was never touched", None if (folder / PDF).read_bytes() == before else "it is another")


class Opened:
    """What processes open below folders, as the kernel tells (inotify)."""
    OPEN, IS_FOLDER, OVERFLOW = 0x20, 0x40000000, 0x4000

    def __init__(self, folders):
        self.libc = ctypes.CDLL(None, use_errno=True)
        self.fd = self.libc.inotify_init1(os.O_NONBLOCK | os.O_CLOEXEC)
        if self.fd < 0:
            raise OSError(ctypes.get_errno(), "no inotify: are too many of this user's in use (fs.inotify.max_user_instances)?")
        self.names = {}
        for top in folders:
            for folder, _, _ in os.walk(top):
                number = self.libc.inotify_add_watch(self.fd, os.fsencode(folder), self.OPEN)
                self.names[number] = folder
        self.read()  # what the walk itself has opened

    def read(self):
        """Files and folders that were opened since."""
        files, folders = set(), set()
        while True:
            try:
                data = os.read(self.fd, 1 << 20)
            except BlockingIOError:
                return files, folders
            while data:
                number, mask, _, length = struct.unpack_from("iIII", data)
                name = os.fsdecode(data[16:16 + length].rstrip(b"\0"))
                assert not mask & self.OVERFLOW
                path = os.path.join(self.names[number], name) if name else self.names[number]
                (folders if mask & self.IS_FOLDER else files).add(path)
                data = data[16 + length:]

    def close(self):
        os.close(self.fd)


def told_by(record, root, templates):
    """The files and folders that a record tells of."""
    files, folders = set(), set()
    for told in record["inputs"]:
        name, kind = told["name"], told["kind"]
        base, rest = (root, name[2:]) if name.startswith("~/") else (templates, name)
        if kind == "data":
            files.add(f"{root}/{name}")
        elif kind == "template":
            files.add(f"{base}/{rest}")
        elif kind == "font" and told["folder"].startswith("~/"):
            files.add(os.path.normpath(f"{root}/{told['folder'][2:]}{told['src']}"))
        elif kind == "folder":
            folders.add(os.path.normpath(f"{base}/{rest[:rest.rindex('*')]}"))
    return files, folders


def is_whole(tally, program, folder):
    """Every file and folder of templates and data that a build opens is one that its record tells of."""
    shutil.copytree(TOP / "templates", folder / "templates")
    shutil.copytree(TOP / "input", folder / "input")
    organisation(folder / "own")
    shutil.rmtree(folder / "own/templates")
    shutil.move(folder / "own/org", folder / "input/org")
    reports = sorted(path.parent for path in (folder / "input").glob("*/*/report.xml"))
    bench = Bench(program, folder)
    alone = {}
    for report in reports:
        root = report.parent
        opened = Opened([folder / "templates", root])
        result = bench.build("--html", "-j", "1", str(report))
        files, folders = opened.read()
        opened.close()
        record = folder / f"out/{root.name}/{report.name}/{report.name}.json"
        if not record.exists():
            tally.case(f"whole: {report.name}", result.out + result.err)
            continue
        alone |= documents(folder / "out", record.parent)
        named, listed = told_by(json.loads(record.read_text(encoding="utf-8")), str(root), str(folder / "templates"))
        # the list of all that was printed is made at the end of a build, of templates of its own
        strange = {f for f in files - named if not f.startswith(str(folder / "templates/archive"))}
        strange |= {f for f in folders - listed if f.startswith(str(folder / "templates"))}
        tally.case(f"whole: {root.name}/{report.name}", "\n".join(sorted(strange)) or None)
        tally.case(f"whole: {root.name}/{report.name}, and it has read something", None if len(files) > 20 else str(files))
    # what one worker has read for others is told of for each
    shutil.rmtree(folder / "out")
    bench.build("--html", "-j", "1", "input")
    together = documents(folder / "out")
    strange = [name for name in alone if alone[name] != together.get(name)]
    tally.case("whole: alone and in a batch", None if alone and not strange else str(strange))


def documents(out, below=None):
    """The files of the documents printed: {name: bytes}."""
    return {path.relative_to(out).as_posix(): path.read_bytes() for path in (below or out).rglob("*")
            if path.is_file() and len(path.relative_to(out).parts) == 3}


STEPS = [
    "echo >>org/data/resultatbudget.csv",
    "sed -i 's#Nettokostnad#Nettokostnader#' org/data/resultatbudget.csv",
    "echo 'p { text-indent: 1em }' >>templates/common/base.css",
    "cp org/data/annan.csv org/data/resultatbudget.csv",
    "echo 'p { color: #222 }' >org/tema/web.css",
    f"cp {FONTS}/lato/Lato-Light.ttf org/tema/typsnitt/Egen.ttf",
    "rm org/data/resultatbudget.csv",
    "cp org/data/annan.csv org/data/resultatbudget.csv",
    "rm org/tema/web.css",
    "rm -r out/org/budget-2",
    "sed -i 's#status=\"forslag\"#status=\"utkast\"#' org/*/report.xml",
    "ln -sf borta.csv org/data/lank.csv",
    "cp org/data/annan.csv org/data/borta.csv",
    "printf x >>out/org/budget/budget.html",
    "rm out/org/budget/budget.json",
    "cp templates/metrics/skuld.xml templates/metrics/egna.xml",
    "rm templates/metrics/egna.xml",
    "mv org/budget-2 org/budget-3",
]


def as_if_anew(tally, program, folder):
    """Whatever happens between two builds, the second leaves what one into an empty folder would."""
    organisation(folder)
    shutil.copytree(folder / "org/budget", folder / "org/budget-2")
    bench = Bench(program, folder)
    bench.build("--html", "org")
    editions = set()
    for step in STEPS:
        run(["sh", "-c", step], cwd=folder)
        status = bench.build("--html", "org").status
        grown = documents(folder / "out")
        editions.add(grown.get("org/budget/budget.pdf"))
        (folder / "out").rename(folder / "kept")
        anew = bench.build("--html", "org").status
        fresh = documents(folder / "out")
        # what failed leaves what was printed before
        strange = [name for name in fresh if grown.get(name) != fresh[name]]
        fault = f"{status}, anew {anew}; {strange}" if strange or status != anew else None
        tally.case(f"as if built anew: {step}", fault)
        shutil.rmtree(folder / "out")
        (folder / "kept").rename(folder / "out")
    tally.case("as if built anew: of different editions", None if len(editions) >= 5 else str(len(editions)))


def in_turn(tally, program, scratch):
    folder = scratch / "one"
    folder.mkdir()
    organisation(folder)
    bench = Bench(program, folder)
    tally.case("nothing is there yet", difference(f"{PDF}: would be built: it is not printed", bench.dry()))
    tally.case("and no folder is made", None if not (folder / "out").exists() else "out is there")
    first = bench.build("--html", "-v", "org")
    tally.case("a build tells why with -v", None if "\n  because it is not printed\n" in first.out else first.out + first.err)
    changes(tally, bench, folder)
    nothing_changes(tally, bench, folder)
    events(tally, bench)
    drafts(tally, bench, folder)
    allowed(tally, bench, folder)
    adopted(tally, bench, folder)


PARTS = [in_turn, is_whole, as_if_anew]
