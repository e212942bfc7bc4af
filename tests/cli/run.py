"""
The command line from outside: usage and its faults, what is written and what is kept, and every bad input of
tests/bad, whose expected.txt holds the exit status and the whole of stderr.
"""
import argparse
import functools
import json
import os
import re
import shutil
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from harness import TOP, Tally, check_pdf, difference, in_folders, program_from_arguments, run, side_by_side  # noqa: E402
import attach  # noqa: E402
import units  # noqa: E402
import web  # noqa: E402
import wheel  # noqa: E402
import charts  # noqa: E402
import codes  # noqa: E402
import covers  # noqa: E402
import guide  # noqa: E402
import index  # noqa: E402
import languages  # noqa: E402
import new  # noqa: E402
import prepare  # noqa: E402
import progress  # noqa: E402
import propose  # noqa: E402
import themes  # noqa: E402

HERE = Path(__file__).resolve().parent
BAD = TOP / "tests/bad"
TINY = TOP / "tests/golden/tiny"

# name, arguments, exit status, the whole of stderr
USAGE = [
    ("no command", [], 2,
     "arshjul: error: no command is given [E0908]\n"
     "  hint: write arshjul build [REPORT...], or see arshjul --help\n"),
    ("a command misspelt", ["buidl"], 2,
     'arshjul: error: unknown command "buidl" [E0901]\n'
     '  hint: did you mean "build"? arshjul --help lists the commands\n'),
    ("a command unknown", ["frobnicate"], 2,
     'arshjul: error: unknown command "frobnicate" [E0902]\n'
     "  hint: the commands are build, check, due, calendar, watch, data, document, pages, explain, changes, index, specimen, new, help\n"),
    ("an option misspelt", ["build", "--forse"], 2,
     'arshjul: error: unknown option "--forse" [E0903]\n'
     '  hint: did you mean "--force"? arshjul help build lists the options\n'),
    ("a value where none belongs", ["build", "--force=yes"], 2,
     'arshjul: error: unknown option "--force=yes" [E0903]\n'
     '  hint: did you mean "--force"? arshjul help build lists the options\n'),
    ("a letter unknown", ["build", "-x"], 2,
     'arshjul: error: unknown option "-x" [E0904]\n'
     "  hint: arshjul help build lists the options\n"),
    ("an option that only another command has, misspelt", ["data", "--forse", "r"], 2,
     'arshjul: error: unknown option "--forse" [E0904]\n'
     "  hint: arshjul help data lists the options\n"),
    ("an option misspelt without a command", ["--versoin"], 2,
     'arshjul: error: unknown option "--versoin" [E0903]\n'
     '  hint: did you mean "--version"? arshjul --help lists the options\n'),
    ("a value missing", ["build", "-o"], 2,
     'arshjul: error: option "-o" lacks its value [E0905]\n'
     "  hint: write -o DIR\n"),
    ("a number that is none", ["build", "-j", "two"], 2,
     'arshjul: error: option "--jobs" cannot be "two" [E0938]\n'
     "  hint: write a whole number from 1 to 1024\n"),
    ("a shard beyond the last", ["build", "--shard", "9/8"], 2,
     'arshjul: error: option "--shard" cannot be "9/8" [E0860]\n'
     "  hint: write I/N for the part I of N, such as 3/8; I goes from 1 to N, and N is at most 10000\n"),
    ("a shard that is none", ["check", "--shard", "three of eight"], 2,
     'arshjul: error: option "--shard" cannot be "three of eight" [E0860]\n'
     "  hint: write I/N for the part I of N, such as 3/8; I goes from 1 to N, and N is at most 10000\n"),
    ("a number too large for any machine", ["check", "--memory-limit", "99999999999999999999999"], 2,
     'arshjul: error: option "--memory-limit" cannot be "99999999999999999999999" [E0938]\n'
     "  hint: write a whole number from 64 to 2147483647\n"),
    ("less memory than any report needs", ["check", "--memory-limit", "63"], 2,
     'arshjul: error: option "--memory-limit" cannot be "63" [E0938]\n'
     "  hint: write a whole number from 64 to 2147483647\n"),
    ("a value that is empty", ["build", "-o", "", "r"], 2,
     'arshjul: error: option "-o" lacks its value [E0905]\n'
     "  hint: write -o DIR\n"),
    ("a report whose name is empty", ["build", ""], 2,
     'arshjul: error: the command "build" lacks an argument [E0909]\n'
     "  hint: write arshjul build [REPORT...]\n"),
    ("an option of another command", ["data", "--force", "r"], 2,
     'arshjul: error: option "--force" does not go with the command "data" [E0906]\n'
     "  hint: arshjul help data lists its options\n"),
    ("every option of another command", ["pages", "--strict", "r"], 2,
     'arshjul: error: option "--strict" does not go with the command "pages" [E0906]\n'
     "  hint: arshjul help pages lists its options\n"),
    ("help on what is no command", ["help", "biuld"], 2,
     'arshjul: error: unknown command "biuld" [E0901]\n'
     '  hint: did you mean "build"? arshjul --help lists the commands\n'),
    ("a format unknown", ["check", "--format", "yaml"], 2,
     'arshjul: error: option "--format" cannot be "yaml" [E0907]\n'
     '  hint: for the command "check" it is one of text, json\n'),
    ("a report missing from the command", ["data"], 2,
     'arshjul: error: the command "data" lacks an argument [E0909]\n'
     "  hint: write arshjul data REPORT\n"),
    ("too many arguments", ["pages", "a", "b"], 2,
     'arshjul: error: too many arguments from "b" on [E0910]\n'
     "  hint: write arshjul pages REPORT\n"),
    ("no templates there", ["check", "-T", "nowhere", "r"], 2,
     'arshjul: error: no templates in "nowhere": it has no schema/report.rng [E0911]\n'
     "  hint: name the folder of templates with -T or ARSHJUL_TEMPLATES\n"),
    ("no report there", ["check", "nowhere/report.xml"], 1,
     "nowhere/report.xml: error: no report here: there is no such file [E0801]\n"
     "  hint: name a report.xml, or a folder that holds one\n"),
    ("no report at all", ["build"], 1,
     'arshjul: error: no report below "input" [E0913]\n'
     "  hint: put each report in a folder of its own, input/ORGANISATION/NAME/report.xml, or name a report\n"),
    ("a folder without reports", ["check", "empty"], 1,
     'arshjul: error: no report below "empty" [E0913]\n'
     "  hint: put each report in a folder of its own, empty/ORGANISATION/NAME/report.xml, or name a report\n"),
]


def check_usage(tally, program, scratch):
    folder = scratch / "usage"
    (folder / "empty").mkdir(parents=True)
    for name, arguments, status, err in USAGE:
        result = run([program, *arguments], cwd=folder)
        fault = difference(err, result.err)
        if result.status != status:
            fault = f"exit status {result.status}, not {status}\n" + (fault or "")
        tally.case(f"usage: {name}", fault)
    whole, same = (run([program, *words]) for words in (["--help"], ["help"]))
    tally.case("usage: --help and help are one", difference(whole.out, same.out) or (None if whole.status == 0 else "exit status"))
    for command in re.findall(r"^  ([a-z]+) +[A-Z\[]", whole.out, re.MULTILINE):
        one, other = (run([program, *words]) for words in (["help", command], [command, "--help"]))
        good = one.status == 0 and one.out.startswith(f"usage: arshjul {command} ") and max(map(len, one.out.split("\n"))) <= 80
        tally.case(f"usage: help {command}", difference(one.out, other.out) or (None if good else one.out + one.err))
    version = run([program, "--version"])
    tally.case("usage: --version", None if version.out.startswith("arshjul ") and version.status == 0 else version.out)


def check_alone(tally, program, scratch):
    """The program where no templates lie beside it, and none are named."""
    folder = scratch / "alone/bin"
    folder.mkdir(parents=True)
    shutil.copy(program, folder / "arshjul")
    result = run([folder / "arshjul", "check", "r"], cwd=folder)
    err = ("arshjul: error: no templates are found beside the program [E0912]\n"
           "  hint: name the folder of templates with -T or ARSHJUL_TEMPLATES\n")
    tally.case("usage: no templates beside the program", difference(err, result.err) or (
        None if result.status == 2 else f"exit status {result.status}"))


def check_strict(tally, program, scratch):
    """A typed number is told with --strict, and only then."""
    report = copy_tiny(scratch / "strict")
    text = report.read_text(encoding="utf-8")
    report.write_text(text.replace("</p>", " Drygt 98765 sidor.</p>", 1), encoding="utf-8")
    plain, strict = (run([program, "check", report, *more]) for more in ([], ["--strict"]))
    tally.case("check --strict tells a typed number", None if "[W0350]" in strict.err and "98765" in strict.err
               and "[W0350]" not in plain.err else strict.err)


def check_attach(tally, program, scratch):
    report = copy_tiny(scratch / "attach")
    attach.check_attach(tally, program, report, scratch / "attach/out")


def check_codes(tally, _program, _scratch):
    lacking = codes.untested()
    tally.case("every code is tested with its place and hint", f"not: {', '.join(lacking)}" if lacking else None)
    wrong = codes.in_the_wrong_language()
    tally.case("messages take arguments in their own language", ", ".join(wrong) if wrong else None)


def copy_tiny(folder, status=None):
    """A copy of the tiny organisation, its report perhaps with another status."""
    shutil.copytree(TINY, folder, ignore=shutil.ignore_patterns("expected"))
    report = folder / "budget/report.xml"
    if status:
        set_status(report, status)
    return report


def set_status(report, status):
    text = report.read_text(encoding="utf-8")
    for word in ("utkast", "forslag", "antagen"):
        text = text.replace(f'status="{word}"', f'status="{status}"')
    report.write_text(text, encoding="utf-8")


def spoil(report):
    """Puts an error into a report: a figure that does not exist."""
    text = report.read_text(encoding="utf-8")
    report.write_text(text.replace('of="Årets resultat" period="2022"', 'of="Årets överskott" period="2022"'),
                      encoding="utf-8")


def change(report):
    """Changes a report's text without an error."""
    text = report.read_text(encoding="utf-8")
    report.write_text(text.replace("budgeterar", "räknar med"), encoding="utf-8")


def expect(result, conditions):
    """None, or the names of the conditions that do not hold and what the program said."""
    broken = [name for name, holds in conditions.items() if not holds]
    return f"not so: {', '.join(broken)}\n{result.out}{result.err}" if broken else None


def check_statuses(tally, program, scratch):
    folder = scratch / "statuses"
    report = copy_tiny(folder / "org", "forslag")
    pdf, record, failed = (folder / "output/org/budget/budget").with_suffix(".pdf"), None, None
    record, failed = pdf.with_suffix(".json"), pdf.with_suffix(".failed.json")

    def build(*more):
        return run([program, "build", "org/budget", *more], cwd=folder)

    result = build()
    first = pdf.read_bytes() if pdf.exists() else b""
    tally.case("status: a proposal prints", expect(result, {
        "exit 0": result.status == 0, "PDF": first.startswith(b"%PDF-"), "record": record.exists(),
        "summary": result.out.startswith("output/org/budget/budget.pdf: ")}))
    told = json.loads(record.read_text(encoding="utf-8")) if record.exists() else {}
    tally.case("status: the record tells", expect(result, {
        "keys": list(told) == ["program", "report", "organisation", "status", "printed", "title", "about", "front", "counts", "pdf",
                               "options", "inputs", "metrics", "content", "findings"],
        "report": told.get("report") == "budget/report.xml",
        "inputs": {"data", "template", "font", "folder", "environment"} == {i["kind"] for i in told.get("inputs", [])},
        "metrics": bool(told.get("metrics")), "no machine path": str(scratch) not in json.dumps(told)}))
    result = build()
    tally.case("status: a second build changes nothing", expect(result, {
        "exit 0": result.status == 0, "same": pdf.exists() and pdf.read_bytes() == first, "told": "up to date" in result.out}))
    result = build("--force")
    tally.case("status: nor does one that is forced", expect(result, {
        "exit 0": result.status == 0, "same": pdf.exists() and pdf.read_bytes() == first, "told": "unchanged" in result.out}))

    good_record = record.read_bytes() if record.exists() else b""
    text = report.read_text(encoding="utf-8")
    spoil(report)
    result = build()
    tally.case("status: a proposal with an error leaves its PDF", expect(result, {
        "exit 1": result.status == 1, "same PDF": pdf.exists() and pdf.read_bytes() == first,
        "same record": record.exists() and record.read_bytes() == good_record, "record of the failure": failed.exists(),
        "told": "the earlier PDF is kept" in result.out}))

    set_status(report, "utkast")
    result = build("-o", "draft")
    draft = folder / "draft/org/budget/budget.pdf"
    shown = run(["pdftotext", draft, "-"]).out if draft.exists() else ""
    tally.case("status: a draft with an error prints", expect(result, {
        "exit 1": result.status == 1, "PDF": draft.exists(), "marked": "UTKAST" in shown.upper(),
        "its open points listed": "Öppna punkter" in shown}))

    report.write_text(text, encoding="utf-8")
    set_status(report, "antagen")
    result = build()
    adopted = pdf.read_bytes() if pdf.exists() else b""
    tally.case("status: adopting replaces the proposal", expect(result, {
        "exit 0": result.status == 0, "new PDF": adopted != first, "failure forgotten": not failed.exists()}))
    change(report)
    result = build()
    tally.case("status: an adopted PDF is kept", expect(result, {
        "exit 1": result.status == 1, "same PDF": pdf.exists() and pdf.read_bytes() == adopted,
        "code": "[E0803]" in result.err, "hint": "--force" in result.err,
        "place": result.err.startswith("output/org/budget/budget.pdf: error: ")}))
    set_status(report, "utkast")
    result = build()
    tally.case("status: also against a draft", expect(result, {
        "exit 1": result.status == 1, "same PDF": pdf.exists() and pdf.read_bytes() == adopted}))
    set_status(report, "antagen")
    result = build("--force")
    tally.case("status: --force replaces it", expect(result, {
        "exit 0": result.status == 0, "new PDF": pdf.exists() and pdf.read_bytes() != adopted}))
    record.unlink(missing_ok=True)
    report.write_text(text, encoding="utf-8")
    set_status(report, "antagen")
    result = build()
    tally.case("status: a PDF without a record counts as adopted", expect(result, {"exit 1": result.status == 1}))


def check_many(tally, program, scratch):
    folder = scratch / "many"
    copy_tiny(folder / "input/ett", "forslag")
    spoil(copy_tiny(folder / "input/två", "forslag"))
    copy_tiny(folder / "input/tre", "forslag")
    result = run([program, "build"], cwd=folder)
    tally.case("many: one that fails does not stop the others", expect(result, {
        "exit 1": result.status == 1, "first": (folder / "output/ett/budget/budget.pdf").exists(),
        "second not": not (folder / "output/två/budget/budget.pdf").exists(),
        "third": (folder / "output/tre/budget/budget.pdf").exists()}))
    result = run([program, "check", "input", "--format", "json"], cwd=folder)
    try:
        answer = json.loads(result.out)
    except ValueError:
        answer = {"reports": []}
    codes = [f["code"] for r in answer["reports"] for f in r["findings"]]
    tally.case("many: findings as JSON", expect(result, {
        "three reports": len(answer["reports"]) == 3, "exit": answer.get("exit") == 1 == result.status,
        "an error": any(c.startswith("E") for c in codes), "nothing written": not (folder / "out").exists()}))
    copy_tiny(folder / "a/ett", "forslag")
    result = run([program, "build", "input/ett/budget", "a/ett/budget", "-o", "same"], cwd=folder)
    tally.case("many: two reports for one PDF", expect(result, {
        "exit 1": result.status == 1, "code": "[E0804]" in result.err,
        "place": result.err.startswith("a/ett/budget/report.xml: error: ")}))


def check_streams(tally, program, scratch):
    folder = scratch / "streams"
    copy_tiny(folder / "org")
    with open("/dev/full", "wb") as full:
        result = run([program, "data", "org/budget"], cwd=folder, stdout=full)
    tally.case("streams: a full device is told", expect(result, {
        "exit 1": result.status == 1, "code": "arshjul: error: cannot write the answer: no space is left [E0914]" in result.err}))
    reader, writer = os.pipe()
    os.close(reader)
    result = run([program, "pages", "org/budget"], cwd=folder, stdout=writer)
    os.close(writer)
    tally.case("streams: a reader that leaves is no fault", expect(result, {"exit 0": result.status == 0, "silent": not result.err}))
    result = run(["sh", "-c", f'"{program}" build org/budget >&-; echo $?'], cwd=folder)
    pdf = folder / "output/org/budget/budget.pdf"
    tally.case("streams: a closed stdout does not land in the PDF", expect(result, {
        "told": "[E0914]" in result.err, "PDF": pdf.exists() and pdf.read_bytes().startswith(b"%PDF-")}))
    blocked = folder / "blocked"
    blocked.write_text("a file", encoding="utf-8")
    result = run([program, "build", "org/budget", "-o", "blocked"], cwd=folder)
    tally.case("streams: an output folder that cannot be written", expect(result, {"exit 1": result.status == 1}) or difference(
        'blocked/org/budget/budget.pdf: error: cannot write "blocked/org/budget/budget.pdf": part of the path is not a folder'
        " [E0802]\n  hint: check that the folder may be written and that there is room, or choose another with -o\n",
        result.err))


def check_explain(tally, program, _scratch):
    result = run([program, "explain", "tiny/budget", "Årets resultat"], cwd=TINY.parent)
    tally.case("explain: down to file and cell", expect(result, {
        "exit 0": result.status == 0, "file": "resultatbudget.csv" in result.out}))
    result = run([program, "explain", "tiny/budget", "Årets resultet"], cwd=TINY.parent)
    tally.case("explain: an unknown name", expect(result, {
        "exit 1": result.status == 1, "meant": "Årets resultat" in result.err}))


def check_changes(tally, program, scratch):
    """Two editions, as reports and as a build record; the list of changes as text, JSON and a PDF."""
    folder = scratch / "editions"
    for name in ("old", "new"):
        shutil.copytree(TINY / "budget", folder / "tiny" / name, ignore=shutil.ignore_patterns("expected"))
    shutil.copytree(TINY / "data", folder / "tiny/data")
    report = folder / "tiny/new/report.xml"
    words = report.read_text(encoding="utf-8")
    report.write_text(words.replace("</h1>", "</h1>\n<p>Ett stycke som inte fanns förut.</p>", 1), encoding="utf-8")
    run([program, "build", "tiny/old", "-o", "out", "-q"], cwd=folder)
    record = "out/tiny/old/old.json"
    result = run([program, "changes", record, "tiny/new"], cwd=folder)
    tally.case("changes: a new paragraph since a build record", expect(result, {
        "exit 0": result.status == 0, "told": "Text\n  new: " in result.out and "Ett stycke som inte fanns förut." in result.out}))
    result = run([program, "changes", "tiny/old", record], cwd=folder)
    tally.case("changes: none", expect(result, {"exit 0": result.status == 0, "none": result.out == "no changes\n"}))
    result = run([program, "changes", record, "tiny/new", "--format", "json", "-o", "out"], cwd=folder)
    pdf = folder / "out/andringar/new/new.pdf"
    done = tally.case("changes: JSON and a PDF", expect(result, {
        "exit 0": result.status == 0, "one": len(json.loads(result.out)["paragraphs"]) == 1, "pdf": pdf.exists()}))
    if done:
        tally.case("changes: the PDF is sound", check_pdf(pdf))
        checked = run([sys.executable, TOP / "tests/conformance/check.py", pdf])
        tally.case("changes: conformance", None if checked.status == 0 else checked.out + checked.err)
    (folder / "other.json").write_text("{}", encoding="utf-8")
    result = run([program, "changes", "other.json", "tiny/new"], cwd=folder)
    tally.case("changes: no build record", expect(result, {
        "exit 1": result.status == 1, "told": result.err == (
            'other.json: error: "other.json" is no build record that tells what the report said [E0810]\n'
            "  hint: name a record that this version of arshjul has written beside a PDF, or the report itself\n")}))
    result = run([program, "changes", record, "tiny/nowhere"], cwd=folder)
    tally.case("changes: no report", expect(result, {
        "exit 1": result.status == 1, "told": result.err == (
            'tiny/nowhere: error: "tiny/nowhere" cannot be compared: no report here: there is no such file [E0811]\n'
            "  hint: arshjul check tells all that is wrong with it\n")}))


def check_specimen(tally, program, scratch):
    themes = sorted(p.name for p in (TOP / "templates/themes").iterdir())
    listed = run([program, "specimen", "--list"])
    tally.case("specimen --list: every theme", difference("".join(f"{name}\n" for name in themes), listed.out) or listed.err or None)
    for theme in themes:
        result = run([program, "specimen", theme, "-o", scratch / "specimen"])
        pdf = scratch / f"specimen/specimen/{theme}/{theme}.pdf"
        done = tally.case(f"specimen {theme}: prints", expect(result, {
            "exit 0": result.status == 0, "pdf": pdf.exists(), "no finding": result.err == ""}))
        if done:
            tally.case(f"specimen {theme}: the PDF is sound", check_pdf(pdf))
            text = run([sys.executable, TOP / "tests/conformance/check.py", "--print-text", pdf]).out
            ratios = [float(f"{m[0]}.{m[1]}") for m in re.findall(r"(\d+),(\d\d):1", text)]
            tally.case(f"specimen {theme}: ratios in print", expect(result, {
                "ratios": len(ratios) >= 25 and min(ratios) >= 3}))
            tally.case(f"specimen {theme}: faces in print", expect(result, {
                "faces": len(re.findall(r"\w+(?:-\w+)? \d+(?:,\d)?/\d+(?:,\d)?\s?pt", text)) >= 9}))
    result = run([program, "specimen", "standart", "-o", scratch / "specimen"])
    tally.case("specimen: an unknown theme", expect(result, {
        "exit 1": result.status == 1, "meant": 'did you mean "standard"?' in result.err}))


def bad_cases(only):
    """The inputs of tests/bad, in four parts."""
    cases = [p.parent.name for p in sorted(BAD.glob("*/report.xml"))]
    cases = [case for case in cases if not only or case.startswith(tuple(only))]
    size = -(-len(cases) // 4) or 1
    return [cases[i:i + size] for i in range(0, len(cases), size)]


def check_bad(tally, program, scratch, cases, renew):
    for case in cases:
        folder = BAD / case
        templates = prepare.templates_for(folder, TOP / "templates", scratch / f"templates {case}")
        more = ["-T", templates] if templates else []
        result = run([program, "check", case, *more], cwd=BAD)
        got = f"exit {result.status}\n{result.err}"
        path = folder / "expected.txt"
        if renew:
            path.write_text(got, encoding="utf-8")
        expected = path.read_text(encoding="utf-8") if path.exists() else ""
        tally.case(f"bad: {case}", difference(expected, got, f"bad/{case}/expected.txt"))


def check_index(tally, program, scratch):
    index.check_index(tally, program, scratch / "index")


def check_page(tally, program, scratch):
    web.check_web(tally, program, copy_tiny(scratch / "page/org", "forslag"))


# The longest first; each in a process and a folder of its own.
SUBJECTS = {"terminals": progress.on_terminals, "progress": progress.otherwise, "events": progress.as_events,
            "guide": guide.check, "operator": functools.partial(guide.check, guide=guide.OPERATOR), "wheel": wheel.check,
            "statuses": check_statuses, "specimen": check_specimen, "themes": themes.check, "languages": languages.check, "new": new.check,
            "changes": check_changes, "units": units.check, "index": check_index, "attach": check_attach, "usage": check_usage,
            "alone": check_alone, "page": check_page, "strict": check_strict, "codes": check_codes, "many": check_many,
            "propose": propose.check, "streams": check_streams, "explain": check_explain, "charts": charts.check,
            "covers": covers.check}


def main():
    arguments = program_from_arguments(argparse.ArgumentParser(description=__doc__, epilog=f"subjects besides bad inputs: {' '.join(SUBJECTS)}"))
    only = arguments.cases
    tally = Tally()
    with tempfile.TemporaryDirectory() as name:
        parts = [(subject, check, [arguments.renew] if subject in ("guide", "operator") else [])
                 for subject, check in SUBJECTS.items() if not only or subject in only]
        inputs = [o for o in only if o not in SUBJECTS]
        if inputs or not only:
            parts += [(f"bad inputs {n}", check_bad, [cases, arguments.renew]) for n, cases in enumerate(bad_cases(inputs), 1)]
        side_by_side(tally, in_folders(Path(name), arguments.program, parts))
    return tally.close()


if __name__ == "__main__":
    sys.exit(main())
