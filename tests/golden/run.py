"""
Golden files: what each report of tests/golden/ORGANISATION/REPORT gives at every stage, compared with its
expected/ folder, and of each report of input/ its text; their PDFs under the checkers; the same bytes wherever
and whenever they are printed.
"""
import argparse
import os
import re
import shutil
import sys
import tempfile
import xml.etree.ElementTree as ET
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from harness import TOP, Tally, check_pdf, difference, one_tag_a_line, program_from_arguments, run, side_by_side  # noqa: E402

HERE = Path(__file__).resolve().parent
INPUT = TOP / "input"
CONFORMANCE = TOP / "tests/conformance/check.py"
ELSEWHERE = "andra mappen åäö"


def numbered_places(xml):
    """A tag a line, the places numbered as they come: theirs depend on how much the templates declare."""
    numbers = {}
    return re.sub(r' at="(\d+)"', lambda m: f' at="{numbers.setdefault(m[1], len(numbers) + 1)}"', one_tag_a_line(xml))


STAGES = {
    "data.xml": (["data"], numbered_places),
    "text.txt": (["data", "--format", "text"], str),
    "document.xhtml": (["document"], one_tag_a_line),
    "pages.txt": (["pages"], str),
    "structure.txt": (["pages", "--structure"], str),
}


def base(case):
    """The folder that a case's organisation lies in."""
    return HERE if (HERE / case / "report.xml").exists() else INPUT


def compare_stages(tally, program, case, renew):
    folder = HERE / case / "expected"
    names = [n for n in STAGES if (folder / n).exists()] or (list(STAGES) if base(case) == HERE else ["text.txt"])
    for name in names:
        command, shape = STAGES[name]
        result = run([program, command[0], case, *command[1:], "-q"], cwd=base(case))
        got = shape(result.out)
        if renew and result.status == 0:
            folder.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text(got, encoding="utf-8", newline="")
        expected = (folder / name).read_text(encoding="utf-8") if (folder / name).exists() else ""
        fault = difference(expected, got, f"{case}/expected/{name}")
        if result.status != 0 or result.err:
            fault = f"exit status {result.status}\n{result.err}" + (fault or "")
        tally.case(f"{case}: {name}", fault)


def words(text):
    """The text as it is read: no white space, no hyphens that only a line's end asked for."""
    return "".join(text.replace("\u00ad", "").split())


def document_text(xhtml):
    """The text of a document dump: what is generated counts, leaders and drawings do not."""

    def gather(element):
        if element.tag.endswith("}svg") or "leader" in element.get("class", "").split():
            return ""
        return (element.text or "") + "".join(gather(child) + (child.tail or "") for child in element)

    return gather(ET.fromstring(xhtml).find("{*}body"))


def compare_text(program, case, pdf):
    """None, or how the text through the PDF's structure tree differs from the document's."""
    expected = words(document_text(run([program, "document", case, "-q"], cwd=base(case)).out))
    got = words(run([sys.executable, CONFORMANCE, "--print-text", pdf]).out)
    if got == expected:
        return None
    at = next((i for i, (a, b) in enumerate(zip(expected, got)) if a != b), min(len(expected), len(got)))
    return f"document: …{expected[max(0, at - 40):at + 40]}…\nPDF:      …{got[max(0, at - 40):at + 40]}…"


def printed(program, case, folder, **how):
    """Prints a case to a folder; the PDF, its record, and the result."""
    result = run([program, "build", case, "-o", folder, "-q"], **how)
    stem = Path(folder) / case / Path(case).name
    return stem.with_suffix(".pdf"), stem.with_suffix(".json"), result


def check_print(tally, program, case, scratch):
    pdf, _, result = printed(program, case, scratch / "out", cwd=base(case))
    fault = None if pdf.exists() and result.status == 0 else f"exit status {result.status}\n{result.err}"
    if tally.case(f"{case}: prints", fault):
        tally.case(f"{case}: the PDF is sound", check_pdf(pdf))
        done = run([sys.executable, CONFORMANCE, pdf])
        tally.case(f"{case}: conformance", None if done.status == 0 else done.out + done.err)
        tally.case(f"{case}: the structure tree gives the document's text", compare_text(program, case, pdf))


def swedish_locale(scratch):
    """A folder with sv_SE.UTF-8 compiled, or None where localedef or its sources are missing."""
    folder = scratch / "locale"
    folder.mkdir()
    if not shutil.which("localedef") or not Path("/usr/share/i18n/locales/sv_SE").exists():
        return None
    run(["localedef", "-i", "sv_SE", "-f", "UTF-8", folder / "sv_SE.UTF-8"])
    return folder if (folder / "sv_SE.UTF-8").exists() else None


def copy_elsewhere(program, scratch):
    """All that is printed, in a folder where any user may look: the checkout may lie in a home of mode 700."""
    other = scratch / ELSEWHERE
    for source in (HERE, INPUT):
        shutil.copytree(source, other / source.name, ignore=shutil.ignore_patterns("expected", "__pycache__"))
    shutil.copytree(TOP / "templates", other / "templates")
    shutil.copy(program, other / "arshjul")
    for path in [scratch, other, *other.rglob("*")]:
        path.chmod(0o777 if path.is_dir() or path.name == "arshjul" else 0o644)


def become_nobody():
    os.umask(0o077)
    if os.getuid() == 0:
        os.setgid(65534)
        os.setuid(65534)


def check_reproducible(tally, program, case, scratch, locale):
    """The same bytes from another folder, user, umask, locale, time zone and working folder."""
    first, first_record, _ = printed(program, case, scratch / "here", cwd=base(case))
    other = scratch / ELSEWHERE
    env = {"TZ": "Pacific/Kiritimati", "HOME": "/nonexistent", "LC_ALL": "C"}
    if locale:
        env.update({"LOCPATH": str(locale), "LC_ALL": "sv_SE.UTF-8", "LANG": "sv_SE.UTF-8"})
    out = other / f"out {case.replace('/', ' ')}"
    result = run([other / "arshjul", "build", other / base(case).name / case, "-o", out, "-q", "-T", other / "templates"], cwd="/",
                 env=env, preexec_fn=become_nobody)
    stem = out / case / Path(case).name
    for one, two in ((first, stem.with_suffix(".pdf")), (first_record, stem.with_suffix(".json"))):
        if not one.exists() or not two.exists():
            fault = f"not printed: exit status {result.status}\n{result.err}"
        else:
            fault = None if one.read_bytes() == two.read_bytes() else f"{one} and {two} differ"
        tally.case(f"{case}: the same {one.suffix[1:]} elsewhere", fault)


def check_case(tally, program, case, scratch, locale, renew):
    compare_stages(tally, program, case, renew)
    check_print(tally, program, case, scratch)
    check_reproducible(tally, program, case, scratch, locale)


def main():
    arguments = program_from_arguments(argparse.ArgumentParser(description=__doc__))
    tally = Tally()
    cases = sorted(str(p.parent.relative_to(folder)) for folder in (HERE, INPUT) for p in folder.rglob("report.xml"))
    with tempfile.TemporaryDirectory() as name:
        scratch = Path(name)
        locale = swedish_locale(scratch)
        copy_elsewhere(arguments.program, scratch)
        side_by_side(tally, [(case, check_case, [arguments.program, case, scratch, locale, arguments.renew]) for case in cases
                             if not arguments.cases or case.startswith(tuple(arguments.cases))])
    return tally.close()


if __name__ == "__main__":
    sys.exit(main())
