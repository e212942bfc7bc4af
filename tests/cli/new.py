"""arshjul new: what it writes builds at once, without a finding, as sound PDF; nothing is overwritten."""
import re
import sys

from harness import TOP, check_pdf, difference, run

# name, arguments, exit status, the whole of stderr
FAULTS = [
    ("a kind misspelt", ["new", "budgett", "x/y"], 2,
     'arshjul: error: there is nothing called "budgett" to begin with [E0915]\n'
     '  hint: did you mean "budget"? there is {kinds}; arshjul new --list tells what each is\n'),
    ("a path for a kind", ["new", "../budget", "x/y"], 2,
     'arshjul: error: there is nothing called "../budget" to begin with [E0915]\n'
     '  hint: {meant}there is {kinds}; arshjul new --list tells what each is\n'),
    ("no folder named", ["new", "budget"], 2,
     'arshjul: error: the command "new" lacks an argument [E0909]\n  hint: write arshjul new KIND DIR\n'),
    ("a folder without a name", ["new", "budget", ""], 2,
     'arshjul: error: the command "new" lacks an argument [E0909]\n  hint: write arshjul new KIND DIR\n'),
    ("a list of something", ["new", "--list", "budget"], 2,
     'arshjul: error: too many arguments from "budget" on [E0910]\n  hint: write arshjul new KIND DIR\n'),
    ("a report that is there already", ["new", "budget", "org/budget/"], 1,
     'arshjul: error: "org/budget/data/driftbudget.csv" is there already [E0916]\n'
     "  hint: name a folder that is not there yet; nothing is ever overwritten\n"),
    ("a folder that cannot be", ["new", "budget", "file/budget"], 1,
     'arshjul: error: cannot write "file/budget/data/driftbudget.csv": part of the path is not a folder [E0917]\n'
     "  hint: check that the folder may be written and that there is room\n"),
    ("a title without letters", ["new", "budget", "x/y", "--title", " "], 2,
     'arshjul: error: the value of "--title" cannot stand in a report [E0918]\n'
     "  hint: write a line of text of at most 200 characters\n"),
    ("an organisation of two lines", ["new", "budget", "x/y", "--organisation", "A\nB"], 2,
     'arshjul: error: the value of "--organisation" cannot stand in a report [E0918]\n'
     "  hint: write a line of text of at most 200 characters\n"),
]


def check_kind(tally, program, folder, kind):
    result = run([program, "new", kind, f"org/{kind}"], cwd=folder)
    written = sorted(str(p.relative_to(folder)) for p in (folder / "org" / kind).rglob("*") if p.is_file())
    told = result.out.splitlines()
    if not tally.case(f"new {kind}: writes and tells it", None if result.status == 0 and not result.err and told[:-1] == written
                      and told[-1].startswith("print it: arshjul ") else result.out + result.err):
        return
    again = run([program, "new", kind, f"org/{kind}"], cwd=folder)
    tally.case(f"new {kind}: overwrites nothing", None if again.status == 1 and "[E0916]" in again.err else again.err)
    result = run([program, *told[-1].split()[3:], "-o", "out"], cwd=folder)
    shown = "specimen/tema/tema" if kind == "tema" else f"org/{kind}/{kind}"
    pdf = folder / f"out/{shown}.pdf"
    if not tally.case(f"new {kind}: prints at once, without a finding", None if result.status == 0 and not result.err and pdf.exists()
                      else result.out + result.err):
        return
    if kind == "tema":
        return
    report = folder / "org" / kind / "report.xml"
    text = report.read_text(encoding="utf-8")
    tally.case(f"new {kind}: says that its figures are invented", None if "påhittade" in re.sub(r"<!--.*?-->", "", text, flags=re.DOTALL)
               and "<!--" in text else "no")
    report.write_text(text.replace('status="utkast"', 'status="forslag"'), encoding="utf-8")
    result = run([program, "build", f"org/{kind}", "-o", "out"], cwd=folder)
    tally.case(f"new {kind}: is good enough for a proposal", None if result.status == 0 and not result.err else result.err)
    tally.case(f"new {kind}: the PDF is sound", check_pdf(pdf))
    done = run([sys.executable, TOP / "tests/conformance/check.py", pdf])
    tally.case(f"new {kind}: conformance", None if done.status == 0 else done.out + done.err)


def check(tally, program, scratch):
    folder = scratch / "new"
    folder.mkdir()
    listed = run([program, "new", "--list"])
    kinds = re.findall(r"^(\S+)  +\S", listed.out, re.MULTILINE)
    there = sorted(p.parent.name for p in (TOP / "templates").glob("*/kind.xml"))
    tally.case("new --list: each kind with a line", difference("\n".join(there), "\n".join(kinds)))
    reports = {p.parent.name for p in (TOP / "templates").glob("*/report.xsl")} - {"andringar", "specimen"}
    tally.case("new --list: every kind of report has a beginning", None if reports <= set(kinds) else str(reports - set(kinds)))
    swedish = run([program, "new", "--list"], env={"LANGUAGE": "sv"}).out
    tally.case("new --list: in Swedish too", None if len(swedish.splitlines()) == len(kinds) and swedish != listed.out else swedish)
    for kind in kinds:
        check_kind(tally, program, folder, kind)
    (folder / "file").write_text("", encoding="utf-8")
    for name, arguments, status, err in FAULTS:
        result = run([program, *arguments], cwd=folder)
        meant = 'did you mean "budget"? ' if 'did you mean' in result.err else ""
        fault = difference(err.format(kinds=", ".join(kinds), meant=meant), result.err)
        tally.case(f"new: {name}", fault or (None if result.status == status else f"exit status {result.status}"))
    tally.case("new: a fault leaves nothing", None if not (folder / "x").exists() else "x is there")
    words = ["--title", "Budget & plan <2031>", "--organisation", "Örby & Söders kommun"]
    run([program, "new", "budget", "b/c/d", *words], cwd=folder)
    result = run([program, "build", "b/c/d", "-o", "out"], cwd=folder)
    text = run(["pdftotext", folder / "out/c/d/d.pdf", "-"]).out
    text = " ".join(text.split())
    good = result.status == 0 and "Budget & plan <2031>" in text and "Örby & Söders kommun" in text and "Exempelkommun" not in text
    tally.case("new: title and organisation as they are given", None if good else result.err + text[:400])
