"""Folders that cannot be read: what they hold is not passed over without a word."""
from faults import Build, organisation
from harness import difference

HINT = "  hint: let the user that runs arshjul read it; what it holds was passed over\n"
WHEEL = '<calendar><report folder="budget"><due for="underlag" date="2026-08-28"/></report></calendar>\n'


def told(folder, hint=HINT):
    return f'arshjul: error: the folder "{folder}" cannot be read: permission denied [E0823]\n{hint}'


def check(tally, program, scratch):
    build = Build(program, scratch)
    for name in ("a", "b"):
        organisation(scratch / "input" / name)
        (scratch / "input" / name / "kalender.xml").write_text(WHEEL, encoding="utf-8")
    (scratch / "input/lost+found").mkdir()

    def case(name, words, folder, want, printed=None):
        status, out, err = build(*words, faults="opendir:1+:EACCES", name=folder)
        wrong = difference(want, err.replace("; hint: ", "\n  hint: ")) or (None if status == (1 if want else 0) else f"exit status {status}")
        tally.case(f"a folder that cannot be read: {name}", wrong or (None if not printed or printed in out else out))

    case("its reports are missed by build, the others are printed", ["build", "-j1"], "input/b", told("input/b"),
         "output/a/budget/budget.pdf: ")
    case("one report", ["build"], "input/b/budget", told("input/b/budget"))
    case("by check -q, once", ["check", "-q"], "input/b", told("input/b"))
    case("all of it", ["check"], "input", told("input"))
    case("its wheel is missed by due", ["due", "--date", "2026-08-01"], "input/b", told("input/b"), "input/a/budget")
    case("by build --due", ["build", "--due", "--date", "2026-08-28"], "input/b", told("input/b"))
    case("by calendar", ["calendar"], "input/b", told("input/b"), "2026")
    case("the documents in it by index", ["index"], "output/a", told("output/a"))
    case("but not one that is the file system's own", ["check", "-q"], "lost+found", "")
    check_names(tally, program, scratch / "names")


def check_names(tally, program, scratch):
    """A report whose file is nearly called report.xml is told of; the others are printed."""
    build = Build(program, scratch)
    for org, name in (("a", "report.xml"), ("b", "Report.xml"), ("c", "report.xml.txt"), ("d", "tables.xml")):
        organisation(scratch / "input" / org)
        (scratch / "input" / org / "budget/report.xml").rename(scratch / "input" / org / "budget" / name)
    (scratch / "input/a/budget/REPORT.XML").write_text("a copy", encoding="utf-8")

    def missed(path):
        hint = f"rename {path.rpartition('/')[2]} to report.xml, in small letters"
        return f'arshjul: error: "{path}" is passed over: a report is called report.xml [E0826]; hint: {hint}\n'

    both = missed("input/b/budget/Report.xml") + missed("input/c/budget/report.xml.txt")
    for words, want in (("build -j1", both), ("check -q", both), ("check -q input/b/budget", missed("input/b/budget/Report.xml")),
                        ("check -q input/a", "")):
        status, out, err = build(*words.split())
        wrong = difference(want, err.replace("\n  hint: ", "; hint: ")) or (None if status == (1 if want else 0) else f"exit status {status}")
        printed = words[0] != "b" or "output/a/budget/budget.pdf: " in out
        tally.case(f"a report of another name: {words}", wrong or (None if printed else out))
