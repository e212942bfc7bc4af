"""
templates/GUIDE.md and OPERATOR.md are true: with the program as it is installed, its blocks are carried out in their order in an
empty folder. `sh` runs; a block after it marked `text` is what that prints ("…" on a line of its own: anything);
`xml`, `csv` and `css` with a file's name are written to it; with "+" before the name they are put in before the
end of its root element; `diff` with a name replaces its "-" lines by its "+" lines. --renew writes outputs and
pictures anew.
"""
import os
import re
import subprocess
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from harness import TOP, check_pdf, difference, run  # noqa: E402

GUIDE = TOP / "templates/GUIDE.md"
OPERATOR = TOP / "templates/OPERATOR.md"
# How many pages there are is the templates' matter, how fast the machine's.
COUNTS = [(r"\d+ sid(?:a|or)$", "N sidor"), (r"\d+ sid(?:a|or), [\d,]+ i sekunden$", "N sidor, N i sekunden"), (r"\bpå [\d,]+ s:", "på N s:")]
BLOCK = re.compile(r"^```(?P<kind>\w+)(?: (?P<name>[^\n]+))?\n(?P<body>.*?)^```$|^!\[[^\]]*\]\((?P<picture>[^)]+)\)$",
                   re.MULTILINE | re.DOTALL)
# picture: PDF, and what the page says that is drawn
PICTURES = {"omslag": ("output/exempelkommun/budget-2026/budget-2026.pdf", r"Budget 2026"),
            "egen": ("output/exempelkommun/min-budget/min-budget.pdf", r"Verksamhetens och årets resultat"),
            "prov": ("output/specimen/tema/tema.pdf", r"\d,\d\d:1"),
            "tema": ("output/exempelkommun/min-budget/min-budget.pdf", r"Budget 2026")}


class Scene:
    """The folder in which the guide is carried out, and its shell."""

    def __init__(self, program, folder):
        self.folder = folder / "arbete"
        self.folder.mkdir()
        prefix = folder / "installed"
        self.installed = run(["cmake", "--install", Path(program).parent, "--prefix", prefix])
        keep = {k: v for k, v in os.environ.items() if not k.startswith(("ARSHJUL_", "LC_", "LANG"))}
        self.env = {**keep, "PATH": f"{prefix}/bin:{keep['PATH']}", "LC_ALL": "C.UTF-8", "LANGUAGE": "sv", "NO_COLOR": "1",
                    "ASAN_OPTIONS": "detect_leaks=1"}

    def shell(self, commands):
        done = subprocess.run(["bash", "-c", commands], cwd=self.folder, env=self.env, stdin=subprocess.DEVNULL, timeout=600,
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)
        return done.stdout.decode("utf-8", "replace")

    def write(self, kind, name, text):
        """What is wrong with it, or None."""
        path = self.folder / name.lstrip("+")
        if kind == "diff":
            old, new = ("".join(line[1:] + "\n" for line in text.splitlines() if line.startswith(sign)) for sign in "-+")
            content = path.read_text(encoding="utf-8")
            if content.count(old) != 1 or not old:
                return f"{content.count(old)} times in {name}:\n{old}"
            path.write_text(content.replace(old, new), encoding="utf-8")
        elif name.startswith("+"):
            content = path.read_text(encoding="utf-8")
            at = content.rindex("</" if kind == "xml" else "}")
            path.write_text(content[:at] + text + content[at:], encoding="utf-8")
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        return None


def matches(expected, got):
    """None when got is as expected but for COUNTS; a line of "…" stands for any lines."""
    for count, name in COUNTS:
        expected, got = (re.sub(count, name, text, flags=re.MULTILINE) for text in (expected, got))
    parts = [re.escape(part) for part in re.split(r"^…\n", expected, flags=re.MULTILINE)]
    return None if re.fullmatch(r"(?:.*\n)*?".join(parts), got) else difference(expected, got, "the guide")


def draw(scene, picture):
    """Makes a picture of the guide anew, of what its example has printed by then."""
    pdf, words = PICTURES[picture.stem]
    pages = run(["pdftotext", scene.folder / pdf, "-"]).out.split("\f")
    page = next(n for n, text in enumerate(pages, 1) if re.search(words, text))
    picture.parent.mkdir(exist_ok=True)
    run(["pdftoppm", "-png", "-r", "64", "-f", page, "-l", page, "-singlefile", scene.folder / pdf, picture.with_suffix("")])


def check(tally, program, scratch, renew=False, guide=GUIDE):
    scene = Scene(program, scratch)
    if not tally.case(f"{guide.name}: the program installs", scene.installed.err if scene.installed.status else None):
        return
    text, said, out, end = guide.read_text(encoding="utf-8"), None, [], 0
    for block in BLOCK.finditer(text):
        kind, name, body = block["kind"], block["name"], block["body"]
        place = f"{guide.name}, line {text.count(chr(10), 0, block.start()) + 1}"
        if block["picture"]:
            if renew:
                draw(scene, guide.parent / block["picture"])
            tally.case(f"{place}: a picture", None if (guide.parent / block["picture"]).exists() else f"{block['picture']} is not there")
            continue
        if kind == "sh":
            said = scene.shell(body)
        elif kind == "text":
            tally.case(f"{place}: {kind}", matches(body, said or ""))
            if renew and "…\n" not in body:
                out.append(text[end:block.start("body")] + said)
                end = block.end("body")
        elif name:
            tally.case(f"{place}: {name}", scene.write(kind, name, body))
        else:
            tally.case(f"{place}: {kind}", "a block without a file's name is carried out by nobody")
    out.append(text[end:])
    if renew:
        guide.write_text("".join(out), encoding="utf-8")
    for pdf in sorted(scene.folder.glob("output/*/*/*.pdf")):
        tally.case(f"{guide.name}: {pdf.name} is sound", check_pdf(pdf))
        done = run([sys.executable, TOP / "tests/conformance/check.py", pdf])
        tally.case(f"{guide.name}: {pdf.name} conforms", None if done.status == 0 else done.out + done.err)
