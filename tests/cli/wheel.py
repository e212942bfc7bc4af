"""
The yearly wheel from outside: what is wrong in a kalender.xml, what is due, build --due, the wheel as text and as
iCalendar, read by a strict reader, and the nightly check that says nothing.
"""
import datetime
import json
import random
import re
import shutil
import subprocess
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from harness import TOP, difference, run  # noqa: E402
import guide  # noqa: E402
import ics  # noqa: E402

TINY = TOP / "tests/golden/tiny"
BODY = '<body name="Socialnämnden" short="SN" dispatch="7 dagar"/>'
DUE = '<report folder="budget-2027"><due for="underlag" date="2026-10-13"/></report>'

# name, the lines inside <calendar>, line, column, severity, message with its code, hint
FAULTS = [
    ("no such day", ['<report folder="budget-2027"><due for="underlag" date="2026-02-30"/></report>'], 2, 30, "error",
     "there is no day 2026-02-30 [E0841]", "the last day of that month is 2026-02-28"),
    ("no such month", ['<step date="2026-13-01"><title>A</title></step>'], 2, 1, "error",
     "there is no day 2026-13-01 [E0841]", "year, month and day are written in that order, such as 2026-08-31"),
    ("a year of no wheel", ['<step date="0026-03-01"><title>A</title></step>'], 2, 1, "error",
     "there is no day 0026-03-01 [E0841]", "the year is from 1900 to 2999"),
    ("a date that is not one", ['<step date="31/8"><title>A</title></step>'], 2, 1, "error",
     'attribute "date" of <step> cannot be "31/8" [E0415]', "write the day as year, month and day, such as 2026-08-31"),
    ("no such report", ['<report folder="budget-2072"><due for="underlag" date="2026-10-13"/></report>'], 2, 1, "error",
     'there is no report in the folder "budget-2072" [E0842]',
     'did you mean "budget-2027"? correct the name, or write planned="ja" until the report is begun'),
    ("no report of any year", ['<report folder="bokslut-{år}"><due for="underlag" date="2026-10-13"/></report>'], 2, 1, "error",
     'there is no report in the folder "bokslut-{år}" [E0842]',
     'correct the name, or write planned="ja" until the report is begun'),
    ("due after the meeting", ['<report folder="budget-2027"><due for="beredning" date="2026-10-14" body="KS" meeting="2026-10-13"/></report>'], 2, 30, "error",
     'date="2026-10-14" is after meeting="2026-10-13" [E0843]',
     "correct one of them, so that date comes first or is the same"),
    ("a step that ends before it begins", ['<step date="2026-10-14" to="2026-10-12"><title>A</title></step>'], 2, 1, "error",
     'date="2026-10-14" is after to="2026-10-12" [E0843]', "correct one of them, so that date comes first or is the same"),
    ("repeated until before it begins", ['<step date="2026-10-14" repeats="varje år" until="2025"><title>A</title></step>'], 2, 1, "error",
     'date="2026-10-14" is after until="2025" [E0843]', "correct one of them, so that date comes first or is the same"),
    ("two for one day", [DUE, '<report folder="budget-2027"><due for="beredning" body="KF" date="2026-10-13"/></report>'], 3, 30, "error",
     '"budget-2027" is due 2026-10-13 by line 2 too [E0844]', "remove one of the two, or say which body each is for"),
    ("two for one day, one of every year", [DUE, '<report folder="budget-{år+1}"><due for="underlag" date="2024-10-13" repeats="varje år"/></report>'], 3, 32, "error",
     '"budget-2025" is due 2024-10-13 by line 2 too [E0844]', "remove one of the two, or say which body each is for"),
    ("a report without a day", ['<step date="2026-10-14"><title>A</title></step>'], 1, 1, "note",
     'nothing says when the report "budget-2027" is due [N0845]', 'add <report folder="budget-2027"> with a <due>'),
    ("no such body", [BODY, '<report folder="budget-2027"><due for="beslut" body="Socialnämden" date="2026-10-13"/></report>'], 3, 30, "error",
     'unknown body "Socialnämden" [E0846]',
     'did you mean "Socialnämnden"? the bodies are Socialnämnden, Kommunfullmäktige, Kommunstyrelsen; another needs a '
     '<body name="Socialnämden"/> of its own'),
    ("no time", ['<meeting body="KS" date="2026-10-13" time="25:00"/>'], 2, 1, "error",
     '"25:00" is no time of day [E0847]',
     "write from 00:00 to 23:59, and an end that is after the beginning"),
    ("an end before its beginning", ['<meeting body="KS" date="2026-10-13" time="13:00–12:00"/>'], 2, 1, "error",
     '"13:00–12:00" is no time of day [E0847]', "write from 00:00 to 23:59, and an end that is after the beginning"),
    ("an exception from nothing", ['<step date="2026-10-14" except="2027"><title>A</title></step>'], 2, 1, "error",
     "except is for what comes back every year [E0848]", 'add repeats="varje år", or remove except'),
    ("an exception that is no year", ['<step date="2026-10-14" repeats="varje år" except="2027, 2028"><title>A</title></step>'], 2, 1, "error",
     'attribute "except" of <step> cannot be "2027, 2028" [E0415]',
     "write the years in which it does not come back, such as 2027 or 2027 2029"),
    ("a folder that leads elsewhere", ['<report folder="../budget-2027"><due for="underlag" date="2026-10-13"/></report>'], 2, 1, "error",
     '"../budget-2027" cannot be the folder of a report [E0849]',
     "write its name alone, as it stands beside kalender.xml; the year may be written {år}, {år+1} or {år-1}"),
    ("a folder with a year of its own", ['<report folder="budget-{ar}"><due for="underlag" date="2026-10-13"/></report>'], 2, 1, "error",
     '"budget-{ar}" cannot be the folder of a report [E0849]',
     "write its name alone, as it stands beside kalender.xml; the year may be written {år}, {år+1} or {år-1}"),
    ("one report every year", ['<report folder="budget-2027"><due for="underlag" date="2026-10-13" repeats="varje år"/></report>'], 2, 30, "error",
     'this comes back every year, but "budget-2027" is the folder of one report [E0850]',
     "write the year in the folder's name as {år}, {år+1} or {år-1}, such as budget-{år+1}"),
    ("a Saturday", ['<meeting body="KS" date="2026-10-17"/>'], 2, 1, "note",
     "2026-10-17 is a Saturday [N0851]",
     "correct the date if that is not meant"),
    ("not the last", ['<meeting body="KF" date="2026-10-19" repeats="varje år sista veckodagen"/>'], 2, 1, "error",
     "2026-10-19 is not the last such weekday of its month [E0852]", 'write 2026-10-26, or repeats="varje år samma veckodag"'),
    ("no such meeting", ['<meeting body="KS" date="2026-10-20"/>',
                         '<report folder="budget-2027"><due for="beredning" body="KS" meeting="2026-10-13"/></report>'], 3, 30, "warning",
     'the wheel has meetings of "Kommunstyrelsen", but none on 2026-10-13 [W0853]',
     'correct the date, or add <meeting body="Kommunstyrelsen" date="2026-10-13"/>'),
    ("another day on the front page", ['<report folder="budget-2027"><due for="beslut" body="KF" meeting="2026-11-25"/></report>'], 2, 30, "warning",
     'the front page of "budget-2027" tells of another day: Kommunfullmäktige, 2026-11-24 [W0854]',
     "write the same day in both; here it is 2026-11-25"),
    ("no day at all", ['<report folder="budget-2027"><due for="underlag"/></report>'], 2, 30, "error",
     "nothing says on what day the report is due [E0855]",
     'write date, such as date="2026-08-31", or meeting with the day when the body meets'),
    ("an element unknown", ['<moete date="2026-10-13"/>'], 2, 1, "error",
     "<moete> is not allowed in <calendar> [E0410]", "allowed here: <title>, <body>, <report>, <meeting>, <step>"),
]


def organisation(folder, names=("budget-2027",), status="forslag", decision='<decision body="Kommunfullmäktige" date="2026-11-24"/>'):
    """An organisation's folder with small reports in it."""
    folder.mkdir(parents=True)
    shutil.copytree(TINY / "data", folder / "data")
    text = (TINY / "budget/report.xml").read_text(encoding="utf-8")
    text = re.sub(r'status="\w+"', f'status="{status}"', text, count=1)
    text = re.sub(r"<decision [^>]*/>|<(decider|date|paragraph)>.*?</\1>", "", text)
    text = text.replace("</organisation>", f"</organisation>{decision}", 1)
    for name in names:
        (folder / name).mkdir()
        (folder / name / "report.xml").write_text(text, encoding="utf-8")


def wheel(folder, lines, attributes=""):
    inside = "\n".join(lines)
    (folder / "kalender.xml").write_text(f"<calendar{attributes}>\n{inside}\n</calendar>\n", encoding="utf-8")


def check_faults(tally, program, scratch):
    folder = scratch / "wheel-faults"
    organisation(folder / "org")
    for name, lines, line, column, severity, message, hint in FAULTS:
        code = message[-6:-1]
        more = [] if code == "N0845" or any("budget-2027" in text for text in lines) else [DUE]
        wheel(folder / "org", [*lines, *more])
        shown = "<calendar>" if line == 1 else lines[line - 2]
        want = f"org/kalender.xml:{line}:{column}: {severity}: {message}\n    {shown}\n    {' ' * (column - 1)}^\n  hint: {hint}\n"
        result = run([program, "check", "org/kalender.xml"], cwd=folder)
        fault = None if want in result.err else difference(want, result.err)
        status = 1 if severity == "error" else 0
        if result.status != status:
            fault = f"exit status {result.status}, not {status}\n{result.err}"
        extra = [c for c in re.findall(r"\[([EWN]\d{4})\]", result.err) if c != code]
        if code not in ("E0842", "E0849", "E0855", "E0841", "E0850") and extra:
            fault = f"also {extra}\n{result.err}"
        tally.case(f"calendar: {name}", fault)
    wheel(folder / "org", [DUE, '<step date="2026-10-12"><title>A&#x9b;31mB</title></step>'])
    result = run([program, "calendar", "org"], cwd=folder)
    tally.case("calendar: words do not steer the terminal", None if "12 Mon  A\ufffd31mB\n" in result.out else repr(result.out))
    many = ['<step date="2026-01-01" repeats="varje år"><title>A</title></step>'] * 200
    wheel(folder / "org", [DUE, *many])
    result = run([program, "calendar", "org", "--date", "2026-01-01"], cwd=folder)
    tally.case("calendar: many steps", None if result.status == 0 and result.out.count("  A\n") == 200 else result.err)
    wheel(folder / "org", [DUE, *['<step date="2026-01-01"><title>A</title></step>'] * 10001])
    result = run([program, "check", "org/kalender.xml"], cwd=folder)
    want = ("org/kalender.xml:10002:1: error: too many entries: at most 10,000 are read [E0856]\n"
            '    <step date="2026-01-01"><title>A</title></step>\n    ^\n  hint: divide the wheel, or let less come back every year\n')
    tally.case("calendar: too many entries", difference(want, result.err))


USAGE = [
    ("no such day", ["due", "--date", "2026-02-30"], 2,
     'arshjul: error: option "--date" cannot be "2026-02-30" [E0857]\n  hint: write a day such as 2026-08-31\n'),
    ("no number of days", ["due", "--within", "snart"], 2,
     'arshjul: error: option "--within" cannot be "snart" [E0938]\n  hint: write a whole number from 0 to 3660\n'),
    ("a day of a calendar of every year", ["calendar", "--ics", "--date", "2026-02-20"], 2,
     'arshjul: error: option "--date" means nothing with "--ics", which has every year [E0858]\n  hint: leave one of the two out\n'),
    ("a day without --due", ["build", "--date", "2026-02-20", "org"], 2,
     'arshjul: error: option "--date" needs "--due" with the command "build" [E0859]\n'
     '  hint: write arshjul build --due --date …, or leave "--date" out\n'),
    ("no wheel", ["due", "none"], 1,
     'arshjul: error: no kalender.xml below "none" [E0840]\n'
     "  hint: put one in each organisation's folder, beside the folders of its reports: none/ORGANISATION/kalender.xml\n"),
    ("no such folder", ["due", "saknas"], 1,
     'arshjul: error: no kalender.xml below "saknas" [E0840]\n'
     "  hint: it is not there: correct the name, or name an organisation's folder\n"),
    ("no wheel, of one organisation", ["due", "bare/"], 1,
     'arshjul: error: no kalender.xml below "bare" [E0840]\n'
     "  hint: put it in the organisation's folder, beside the folders of its reports: bare/kalender.xml\n"),
    ("no wheel, of a report", ["due", "bare/budget"], 1,
     'arshjul: error: no kalender.xml below "bare/budget" [E0840]\n'
     "  hint: put it in the organisation's folder, beside the folders of its reports: bare/kalender.xml\n"),
    ("no wheel, of several organisations", ["due", "."], 1,
     'arshjul: error: no kalender.xml below "." [E0840]\n'
     "  hint: put one in each organisation's folder, beside the folders of its reports: ./ORGANISATION/kalender.xml\n"),
    ("no wheel to build by", ["build", "--due", "none"], 1,
     'arshjul: error: no kalender.xml below "none" [E0840]; '
     "hint: put one in each organisation's folder, beside the folders of its reports: none/ORGANISATION/kalender.xml\n"),
]


def check_usage(tally, program, scratch):
    folder = scratch / "wheel-usage"
    (folder / "none").mkdir(parents=True)
    shutil.copytree(TINY / "budget", folder / "bare/budget", ignore=shutil.ignore_patterns("expected"))
    for name, words, status, err in USAGE:
        result = run([program, *words], cwd=folder)
        fault = difference(err, result.err)
        tally.case(f"calendar: usage: {name}", fault or (None if result.status == status else f"exit status {result.status}"))


WHEEL = [
    BODY,
    '<report folder="budget-2027" responsible="Ekonomichefen">',
    '<due for="underlag" date="2026-09-01"/>',
    '<due for="beredning" body="SN" meeting="2026-10-13"/>',
    '<due for="beslut" body="KF" meeting="2026-11-24"/>',
    "</report>",
    '<report folder="delår-{år}" planned="ja"><title>Delårsrapport</title>',
    '<due for="underlag" date="2026-09-30" repeats="varje år"/></report>',
    '<meeting body="Socialnämnden" date="2026-10-13" time="13:00–16:00"/>',
]


def states(result):
    """{(date, for): state} of due --format json, and whether the rest agrees with the text."""
    return {(one["date"], one["for"]): one["state"] for one in json.loads(result.out)["due"]}


def check_due(tally, program, scratch):
    folder = scratch / "wheel-due"
    organisation(folder / "input/org", status="utkast")
    wheel(folder / "input/org", WHEEL)

    def due(day, *more):
        return run([program, "due", "--date", day, *more], cwd=folder)

    got = due("2026-09-30")
    want = ("state   day         body           report                 for        printed as\n"
            "late    2026-09-01  -              input/org/budget-2027  underlag   not printed\n"
            "due     2026-09-30  -              input/org/delår-2026   underlag   not begun\n"
            "coming  2026-10-06  Socialnämnden  input/org/budget-2027  beredning  not printed\n"
            "2026-09-30: 1 late, 1 due, 1 coming, 0 stale, 0 done\n")
    tally.case("calendar: due as a table", difference(want, got.out) or (None if got.status == 1 and not got.err else got.err))
    quiet = due("2026-09-30", "-q")
    want = "late  2026-09-01  -  input/org/budget-2027  underlag  not printed\n"
    tally.case("calendar: due -q tells what is late only", difference(want, quiet.out))
    early = due("2026-08-01", "--within", "3")
    good = early.status == 0 and early.out == "2026-08-01: nothing is due within 3 days\n"
    tally.case("calendar: nothing due", None if good else early.out)
    none = run([program, "due", "--date", "2026-08-01", "--within", "3", "-q"], cwd=folder)
    tally.case("calendar: nothing due and -q: no word", None if none.status == 0 and not none.out + none.err else none.out + none.err)
    swedish = run([program, "due", "--date", "2026-09-30"], cwd=folder, env={"LC_ALL": "C.UTF-8", "LANGUAGE": "sv"})
    want = ("läge      dag         organ          rapport                till       tryckt som\n"
            "försenat  2026-09-01  -              input/org/budget-2027  underlag   inte tryckt\n")
    tally.case("calendar: due in Swedish", None if swedish.out.startswith(want) else difference(want, swedish.out))
    # build --due builds what is late, today's, and with --within what is to come; nothing that is not begun
    nothing = run([program, "build", "--due", "--date", "2026-08-31", "-q"], cwd=folder)
    said = run([program, "build", "--due", "--date", "2026-08-31"], cwd=folder)
    good = (nothing.status == 0 and not nothing.out + nothing.err and not (folder / "output/org").exists()
            and said.out == "2026-08-31: nothing that is due needs to be built\n")
    tally.case("calendar: build --due builds nothing before its day", None if good else nothing.out + nothing.err)
    built = run([program, "build", "--due", "--date", "2026-09-01"], cwd=folder)
    good = built.status == 0 and (folder / "output/org/budget-2027/budget-2027.pdf").exists()
    tally.case("calendar: build --due", None if good else built.out + built.err)
    after = due("2026-09-30", "--format", "json")
    want = {("2026-09-01", "underlag"): "done", ("2026-09-30", "underlag"): "due", ("2026-10-06", "beredning"): "coming"}
    whole = json.loads(after.out)
    first = whole["due"][0]
    good = (states(after) == want and after.status == 0 and whole["exit"] == 0 and whole["within"] == 30 and first["printed"] == "utkast"
            and first["wants"] == "utkast" and first["report"] == "input/org/budget-2027" and first["organisation"] == "org"
            and first["responsible"] == "Ekonomichefen" and first["meeting"] is None and first["begun"] is True
            and whole["due"][2]["meeting"] == "2026-10-13" and whole["due"][2]["body"] == "Socialnämnden"
            and whole["calendars"][0]["entries"] == 5 and whole["calendars"][0]["findings"] == [])
    tally.case("calendar: due as JSON: a draft does for underlag", None if good else after.out)
    late = due("2026-10-07")
    good = late.status == 1 and "late   2026-10-06  Socialnämnden  input/org/budget-2027  beredning  utkast, is to be forslag\n" in late.out
    tally.case("calendar: a draft is late for beredning", None if good else late.out)
    check_course(tally, program, folder, due)


def check_allowed(tally, program, folder):
    """Data from a folder that is allowed is the report's too, as far as it is allowed."""
    report, shared = folder / "input/org/budget-2027/report.xml", folder / "delat/gemensamt/resultatbudget.csv"
    text = report.read_text(encoding="utf-8")
    shared.parent.mkdir(parents=True)
    shutil.copy(folder / "input/org/data/resultatbudget.csv", shared)
    report.write_text(text.replace("../data/resultatbudget.csv", "../../../delat/gemensamt/resultatbudget.csv"), encoding="utf-8")
    allow = ("--allow", "delat/gemensamt")

    def state(*arguments):
        result = run([program, "due", "--date", "2026-10-07", "--format", "json", *arguments], cwd=folder)
        return states(result).get(("2026-10-06", "beredning"))

    built = run([program, "build", *allow], cwd=folder)
    first = state(*allow)
    shared.write_bytes(shared.read_bytes() + b"\n")
    told = (built.status, first, state(*allow), state())
    tally.case("calendar: what was printed before a file in an allowed folder was changed is stale",
               None if told == (0, "done", "stale", "done") else f"{told}\n{built.err}")
    shutil.rmtree(folder / "delat")
    report.write_text(text, encoding="utf-8")
    run([program, "build"], cwd=folder)


def check_course(tally, program, folder, due):
    """One report on its way to being adopted."""
    report = folder / "input/org/budget-2027/report.xml"
    table = folder / "input/org/data/resultatbudget.csv"

    def become(status):
        report.write_text(re.sub(r'status="\w+"', f'status="{status}"', report.read_text(encoding="utf-8"), count=1), encoding="utf-8")
        return run([program, "build", "--due", "--date", "2026-11-24"], cwd=folder)

    result = become("forslag")
    tally.case("calendar: a proposal for beredning is done", None if result.status == 0 and
               states(due("2026-10-07", "--format", "json"))[("2026-10-06", "beredning")] == "done" else result.err)
    text = report.read_text(encoding="utf-8")
    report.write_text(text.replace("</title>", " </title>", 1), encoding="utf-8")
    stale = due("2026-10-07", "--format", "json")
    got = states(stale)
    tally.case("calendar: what was printed before its report was changed is stale, not late",
               None if got[("2026-10-06", "beredning")] == "stale" else stale.out)
    later = due("2027-03-01", "--format", "json")
    tally.case("calendar: stale it is however long ago its day was",
               None if states(later).get(("2026-10-06", "beredning")) == "stale" else later.out)
    record = folder / "output/org/budget-2027/budget-2027.json"
    before = record.read_bytes()
    run([program, "build", "--due", "--date", "2026-10-20"], cwd=folder)
    tally.case("calendar: build --due builds what is stale", None if record.read_bytes() != before else "not built")
    report.write_text(text, encoding="utf-8")
    run([program, "build", "--due", "--date", "2026-10-20"], cwd=folder)
    again = states(due("2026-10-07", "--format", "json"))
    tally.case("calendar: changed back it is done", None if again[("2026-10-06", "beredning")] == "done" else str(again))
    check_allowed(tally, program, folder)
    result = become("antagen")
    done = states(due("2026-11-25", "--within", "100", "--format", "json"))
    good = [done[key] for key in (("2026-09-01", "underlag"), ("2026-10-06", "beredning"), ("2026-11-24", "beslut"))] == ["done"] * 3
    tally.case("calendar: adopted it is done for all", None if good and result.status == 0 else f"{done}\n{result.err}")
    table.write_text(table.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    done = states(due("2026-11-25", "--within", "100", "--format", "json"))
    tally.case("calendar: adopted it stays done", None if done[("2026-11-24", "beslut")] == "done" else str(done))
    years = due("2030-01-01", "--format", "json")
    late = [one["date"] for one in json.loads(years.out)["due"] if one["state"] == "late"]
    tally.case("calendar: what comes back every year is late every year",
               None if late == [f"{year}-09-30" for year in range(2026, 2030)] else str(late))
    shutil.rmtree(folder / "output")
    gone = states(due("2026-11-25", "--within", "100", "--format", "json"))
    tally.case("calendar: without its PDF it is late", None if gone[("2026-11-24", "beslut")] == "late" else str(gone))


def check_asked(tally, program, scratch):
    folder = scratch / "wheel-asked"
    for name in ("a", "b"):
        organisation(folder / "input" / name, ("budget-2027", "budget-2028"), decision="")
        wheel(folder / "input" / name, ['<report folder="budget-{år+1}"><due for="beredning" date="2026-10-06" repeats="varje år"/></report>'])

    def built(*words):
        shutil.rmtree(folder / "output", ignore_errors=True)
        result = run([program, "build", "--due", "--date", *words], cwd=folder)
        return sorted(str(p.parent.relative_to(folder / "output")) for p in (folder / "output").rglob("*.pdf")), result

    for name, words, want in [
        ("every organisation", ["2026-10-06"], ["a/budget-2027", "b/budget-2027"]),
        ("within some days", ["2027-09-30", "--within", "6"], ["a/budget-2027", "a/budget-2028", "b/budget-2027", "b/budget-2028"]),
        ("one organisation", ["2027-10-06", "input/b"], ["b/budget-2027", "b/budget-2028"]),
        ("one report", ["2027-10-06", "input/b/budget-2028"], ["b/budget-2028"]),
        ("a report's file", ["2027-10-06", "input/b/budget-2028/report.xml"], ["b/budget-2028"]),
        ("a wheel", ["2027-10-06", "input/a/kalender.xml"], ["a/budget-2027", "a/budget-2028"]),
        ("a report that is not due", ["2026-10-06", "input/b/budget-2028"], []),
        ("named in other ways", ["2027-10-06", "./input/../input/b/", "."], ["a/budget-2027", "a/budget-2028", "b/budget-2027", "b/budget-2028"]),
    ]:
        got, result = built(*words)
        tally.case(f"calendar: build --due: {name}", None if got == want and result.status == 0 else f"{got}\n{result.err}")
    wheel(folder / "input/a", ['<report folder="budget-2027"><due for="beredning" date="2026-10-06"/></report>', '<step date="2026-02-30"><title>A</title></step>'])
    got, result = built("2026-10-06")
    good = got == ["a/budget-2027", "b/budget-2027"] and result.status == 1 and "[E0841]" in result.err
    tally.case("calendar: build --due: a fault in the wheel stops nothing else", None if good else f"{got} {result.status}\n{result.err}")
    (folder / "input/a/budget-2027/report.xml").write_text("<report", encoding="utf-8")
    got, result = built("2026-10-06")
    tally.case("calendar: build --due: a report that fails", None if got == ["b/budget-2027"] and result.status == 1 else f"{got}\n{result.err}")


def check_nightly(tally, program, scratch):
    folder = scratch / "wheel-night"
    organisation(folder / "input/org")
    wheel(folder / "input/org", WHEEL)
    quiet = run([program, "check", "-q"], cwd=folder)
    tally.case("calendar: a night without faults has no word", None if quiet.status == 0 and not quiet.out + quiet.err else quiet.out + quiet.err)
    told = run([program, "check"], cwd=folder)
    good = told.status == 0 and told.out.endswith("input/org/kalender.xml: 5 entries\n")
    tally.case("calendar: check tells of the wheel", None if good else told.out + told.err)
    (folder / "input/org/annat").mkdir()
    shutil.copy(folder / "input/org/budget-2027/report.xml", folder / "input/org/annat")
    for name, words, want in [("one report is checked without the rest of the wheel", ["check", "input/org/budget-2027"], (False, False)),
                              ("an organisation is checked whole", ["check", "input/org"], (True, True)),
                              ("a wheel is checked whole", ["check", "input/org/kalender.xml"], (True, True))]:
        result = run([program, *words], cwd=folder)
        got = "kalender.xml: 5 entries" in result.out, "[N0845]" in result.err
        tally.case(f"calendar: {name}", None if got == want and result.status == 0 else result.out + result.err)
    for name, words in [("the folder above", ["input"]), ("twice", ["input/org", "./input/org/kalender.xml"]), ("none", [])]:
        result = run([program, "check", *words], cwd=folder)
        good = result.out.count("kalender.xml: 5 entries") == 1 and result.err.count("[N0845]") == 1
        tally.case(f"calendar: a wheel is checked once: {name}", None if good else result.out + result.err)
    result = run([program, "check", "."], cwd=folder / "input")
    tally.case("calendar: a wheel is checked once: the folder itself",
               None if result.out.count("kalender.xml: 5 entries") == 1 and result.err.count("[N0845]") == 1 else result.out + result.err)
    shutil.rmtree(folder / "input/org/annat")
    planned = folder / "input/ny"
    planned.mkdir()
    wheel(planned, ['<step date="2026-02-30"><title>A</title></step>'])
    result = run([program, "check", "-q"], cwd=folder)
    tally.case("calendar: the wheel of an organisation without reports is checked", None if "ny/kalender.xml:2:1: error" in result.err else result.err)
    shutil.rmtree(planned)
    wheel(folder / "input/org", [*WHEEL, '<step date="2026-02-30"><title>A</title></step>'])
    wrong = run([program, "check", "-q"], cwd=folder)
    want = ('input/org/kalender.xml:11:1: error: there is no day 2026-02-30 [E0841]; '
            "hint: the last day of that month is 2026-02-28\n")
    good = wrong.status == 1 and not wrong.out
    tally.case("calendar: a fault in the wheel wakes somebody", difference(want, wrong.err) or (None if good else wrong.out))
    answer = run([program, "check", "--format", "json"], cwd=folder)
    whole = json.loads(answer.out)
    good = (whole["exit"] == 1 and len(whole["reports"]) == 1 and whole["calendars"][0]["file"] == "input/org/kalender.xml"
            and whole["calendars"][0]["findings"][0]["code"] == "E0841")
    tally.case("calendar: check as JSON", None if good else answer.out)


def calendar_of(program, folder, *words, env=None):
    done = run([program, "calendar", *words], cwd=folder, env=env)
    return done, done.out.replace("\r\n", "\n")


# A whole budget process as a municipality has it: day, what, sort of step, body.
PROCESS = [
    ("2026-03-12", "Budgetåret börjar: tidplan och anvisningar", "Budgetberedning", None),
    ("2026-03-20", "Nämndernas förslag till investeringsbudget, sista dag", "Deadline", None),
    ("2026-04-10", "Budgetberedning i april, första dagen", "Budgetberedning", "Kommunstyrelsen"),
    ("2026-04-17", "Budgetberedning i april, andra dagen", "Budgetberedning", "Kommunstyrelsen"),
    ("2026-04-24", "Budgetberedning i april, tredje dagen", "Budgetberedning", "Kommunstyrelsen"),
    ("2026-06-15", "Beslut om investerings- och exploateringsbudget", "KF-beslut", "Kommunfullmäktige"),
    ("2026-06-30", "Nämndernas förslag till driftbudget, sista dag", "Deadline", None),
    ("2026-08-13", "Budgetberedning i augusti, första dagen", "Budgetberedning", "Kommunstyrelsen"),
    ("2026-08-14", "Budgetberedning i augusti, andra dagen", "Budgetberedning", "Kommunstyrelsen"),
    ("2026-08-24", "Budgetberedning i augusti, tredje dagen", "Budgetberedning", "Kommunstyrelsen"),
    ("2026-08-28", "Budgetberedning i augusti, fjärde dagen", "Budgetberedning", "Kommunstyrelsen"),
    ("2026-09-25", "Förslag till taxor, sista dag", "Deadline", None),
    ("2026-09-28", "Förhandling enligt MBL", "Budgetberedning", None),
    ("2026-10-05", "Reservdag för förhandling enligt MBL", "Budgetberedning", None),
    ("2026-10-26", "Beslut om skattesats, ramar och taxor", "KF-beslut", "Kommunfullmäktige"),
    ("2027-01-15", "Nämndernas internbudget, sista dag", "Deadline", None),
]

# How another program writes an event: bare line ends, blank lines between, neither UID nor DTSTAMP.
FOREIGN = """BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//exempel//exempel//SV

BEGIN:VEVENT
DTSTART;VALUE=DATE:20260320
SUMMARY:Sista dag – Investeringsbudget
CATEGORIES:Deadline
BEGIN:VALARM
TRIGGER:-P7D
ACTION:DISPLAY
DESCRIPTION:Om en vecka
END:VALARM
END:VEVENT

END:VCALENDAR
"""


def read_ics(program, folder, *words, env=None):
    """The calendar, the faults of its form, and its bytes."""
    # bytes, not text: line ends are what is tested
    done = subprocess.run([program, "calendar", "--ics", *words], cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=False,
                          env={"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "ASAN_OPTIONS": "detect_leaks=1", **(env or {})})
    calendar, faults = ics.read(done.stdout)
    return calendar, faults + ([done.stderr.decode()] if done.stderr else []), done.stdout


def check_title(tally, program, scratch):
    """A title over several lines is one line in a list."""
    folder = scratch / "wheel-title"
    organisation(folder / "org", decision="")
    report = folder / "org/budget-2027/report.xml"
    report.write_text(report.read_text(encoding="utf-8").replace("<title>Budget ", "<title>\n    Budget\n\t ", 1), encoding="utf-8")
    wheel(folder / "org", [DUE])
    event = read_ics(program, folder, "org")[0].find("VEVENT")[0].one("SUMMARY")
    shown = run([program, "calendar", "org"], cwd=folder).out
    tally.case("calendar: a title over several lines", None if event == "Budget 2022–2024: underlag" and f"  {event}\n" in shown else f"{event}\n{shown}")


def one_event(program, folder, line, attributes=' revised="2026-01-15"'):
    wheel(folder / "org", [BODY.replace("/>", ' place="Rådhuset, sal 2" contact="sn@exempel.se"/>'), line], attributes)
    calendar, faults, data = read_ics(program, folder, "org")
    events = calendar.find("VEVENT") if calendar else []
    return (events[0] if events else None), faults, data


DAY = datetime.date
# name, line of the wheel, and what its (first) event must say
EVENTS = [
    ("a due date", '<report folder="budget-2027" responsible="Ekonomichefen"><due for="beredning" body="SN" meeting="2026-10-13"/></report>',
     {"DTSTART": DAY(2026, 10, 6), "SUMMARY": "Budget 2022–2024: beredning, Socialnämnden", "CATEGORIES": "Beredning", "TRANSP": "TRANSPARENT",
      "DESCRIPTION": "Sammanträde 2026-10-13.\nAnsvarig: Ekonomichefen.\nRapport: budget-2027.", "DTEND": None, "LOCATION": None}),
    ("a meeting", '<meeting body="SN" date="2026-10-13" time="13.00-16:30"/>',
     {"DTSTART": datetime.datetime(2026, 10, 13, 13), "DTEND": datetime.datetime(2026, 10, 13, 16, 30), "LOCATION": "Rådhuset, sal 2",
      "SUMMARY": "Socialnämnden sammanträder", "ORGANIZER": "mailto:sn@exempel.se", "TRANSP": "OPAQUE", "CATEGORIES": "Sammanträde"}),
    ("words that must be escaped", '<step date="2026-03-12" category="A; B, C" place="a\\b"><title>Å, ö; \\ och "citat": slut</title>'
     "<description>Rad ett,\n   rad två; slut</description></step>",
     {"SUMMARY": 'Å, ö; \\ och "citat": slut', "DESCRIPTION": "Rad ett, rad två; slut", "CATEGORIES": "A; B, C", "LOCATION": "a\\b"}),
    ("several days", '<step date="2026-04-10" to="2026-04-12"><title>Beredning</title></step>', {"DTSTART": DAY(2026, 4, 10), "DTEND": DAY(2026, 4, 13)}),
    ("long words", "<step date=\"2026-04-10\"><title>" + "åäö🗓" * 60 + "</title></step>", {"SUMMARY": "åäö🗓" * 60}),
]

# name, attributes of a step, the days that it must have from 2024 to 2031
YEARLY = [
    ("every year", 'date="2026-03-12" repeats="varje år"', [DAY(y, 3, 12) for y in range(2026, 2032)]),
    ("the last day of February", 'date="2024-02-29" repeats="varje år"', [DAY(y, 2, 29 if y in (2024, 2028) else 28) for y in range(2024, 2032)]),
    ("until a year", 'date="2026-03-12" repeats="varje år" until="2028"', [DAY(y, 3, 12) for y in range(2026, 2029)]),
    ("but some years", 'date="2026-03-12" repeats="varje år" except="2027 2029"', [DAY(y, 3, 12) for y in (2026, 2028, 2030, 2031)]),
    ("but the first year", 'date="2026-03-12" repeats="varje år" except="2026"', [DAY(y, 3, 12) for y in range(2027, 2032)]),
    ("the second Tuesday", 'date="2026-10-13" repeats="varje år samma veckodag" until="2029"',
     [DAY(2026, 10, 13), DAY(2027, 10, 12), DAY(2028, 10, 10), DAY(2029, 10, 9)]),
    ("the fifth Thursday, which is the last", 'date="2026-10-29" repeats="varje år samma veckodag" until="2028"',
     [DAY(2026, 10, 29), DAY(2027, 10, 28), DAY(2028, 10, 26)]),
    ("the last Monday", 'date="2026-10-26" repeats="varje år sista veckodagen" until="2028"', [DAY(2026, 10, 26), DAY(2027, 10, 25), DAY(2028, 10, 30)]),
    ("at a time", 'date="2026-03-12" time="08:00" repeats="varje år" until="2027" except="2027"', [DAY(2026, 3, 12)]),
]


def check_events(tally, program, folder):
    for name, line, want in EVENTS:
        event, faults, _ = one_event(program, folder, line)
        got = {key: event.one(key) for key in want} if event else {}
        tally.case(f"calendar: iCalendar: {name}", None if got == want and not faults else f"{got}\n{faults}")
    for name, attributes, want in YEARLY:
        event, faults, _ = one_event(program, folder, f"<step {attributes}><title>Steg</title></step>")
        got = ics.days(event, 2024, 2031) if event else []
        shown = run([program, "due", "org", "--date", "2031-12-31"], cwd=folder)
        texts = [run([program, "calendar", "org", "--date", f"{year}-01-01"], cwd=folder).out for year in range(2024, 2032)]
        told = [f"{y}: {d}" for y, text in zip(range(2024, 2032), texts) for d in re.findall(r"^ +(\d+) \w+  Steg", text, re.MULTILINE)]
        fault = None if got == want and not faults and shown.status in (0, 1) else f"{got}\n{faults}"
        tally.case(f"calendar: iCalendar: {name}", fault or difference("\n".join(f"{d.year}: {d.day}" for d in want), "\n".join(told)))


def any_step(dice, number):
    """A step of the wheel whose title is its number, repeated or not."""
    first = DAY(2024, 1, 1) + datetime.timedelta(dice.randrange(1000))
    repeats = dice.choice(["", "", "varje år", "varje år samma veckodag", "varje år sista veckodagen"])
    if repeats.endswith("veckodagen"):
        while (first + datetime.timedelta(7)).month == first.month:
            first += datetime.timedelta(7)
    more = f' repeats="{repeats}"' if repeats else ""
    if repeats and dice.random() < 0.4:
        more += f' until="{first.year + dice.randrange(8)}"'
    if repeats and dice.random() < 0.4:
        more += f' except="{" ".join(str(first.year + dice.randrange(9)) for _ in range(dice.randrange(1, 4)))}"'
    if dice.random() < 0.3:
        more += f' time="{dice.randrange(24):02}:{dice.randrange(60):02}"'
    words = "".join(dice.choice("aå€🗓 ;,\\:\"'") for _ in range(dice.randrange(120)))
    return f'<step date="{first}"{more}><title>S{number}</title><description>x{words.replace("<", "")}</description></step>'


def check_random(tally, program, scratch):
    """Wheels by lot: what calendar programs would show is what the wheel shows as text."""
    folder = scratch / "wheel-random"
    organisation(folder / "org", ())
    dice = random.Random(20260831)
    steps = [any_step(dice, number) for number in range(300)]
    wheel(folder / "org", steps)
    calendar, faults, _ = read_ics(program, folder, "org")
    shown = {(event.one("SUMMARY"), day) for event in calendar.find("VEVENT") for day in ics.days(event, 2024, 2036)}
    told, months = set(), "January February March April May June July August September October November December".split()
    for year in range(2024, 2037):
        month = 0
        for line in run([program, "calendar", "org", "--date", f"{year}-06-01"], cwd=folder).out.splitlines():
            if re.fullmatch(r"\w+ \d{4}", line):
                month = months.index(line.split()[0]) + 1
            elif match := re.match(r" +(\d+) \w+  (S\d+)", line):
                told.add((match[2], DAY(year, month, int(match[1]))))
    tally.case("calendar: wheels by lot, as iCalendar and as text", None if shown == told and len(told) > 1000 and not faults
               else f"{faults[:5]}\n{sorted(shown ^ told)[:10]}\n{len(told)}")


def check_today(tally, program, scratch):
    """Without --date it is today, where the program runs: these two places never have the same date."""
    folder = scratch / "wheel-today"
    organisation(folder / "org", ())
    far = datetime.date.today() + datetime.timedelta(days=200)
    wheel(folder / "org", [f'<step date="{far}"><title>A</title></step>'])
    for zone, hours in (("<+14>-14", 14), ("<-12>+12", -12)):
        place = datetime.timezone(datetime.timedelta(hours=hours))
        before = datetime.datetime.now(place).date()
        result = run([program, "due", "org"], cwd=folder, env={"TZ": zone})
        after = datetime.datetime.now(place).date()
        want = [f"{day}: nothing is due within 30 days\n" for day in (before, after)]
        tally.case(f"calendar: today at {hours} hours from Greenwich", None if result.out in want else result.out)


def check_ics(tally, program, scratch):
    folder = scratch / "wheel-ics"
    organisation(folder / "org", decision="")
    check_events(tally, program, folder)
    event, faults, _ = one_event(program, folder, '<step date="2026-03-12" remind="30 dagar och 2 veckor"><title>A</title></step>')
    triggers = [alarm.one("TRIGGER") for alarm in event.find("VALARM")]
    tally.case("calendar: iCalendar: reminders", None if triggers == ["-P30D", "-P14D"] and not faults else f"{triggers} {faults}")
    event, _, _ = one_event(program, folder, '<step date="2026-03-12"><title>A</title></step>')
    tally.case("calendar: iCalendar: a reminder a week before", None if [a.one("TRIGGER") for a in event.find("VALARM")] == ["-P7D"] else "other")
    event, _, _ = one_event(program, folder, '<step date="2026-03-12" remind="nej"><title>A</title></step>')
    tally.case("calendar: iCalendar: no reminder", None if not event.find("VALARM") else "there is one")
    first, _, data = one_event(program, folder, '<step date="2026-03-12"><title>A</title></step>')
    moved, _, _ = one_event(program, folder, '<step date="2026-03-19" time="09:00"><title>A</title></step>', ' revised="2026-02-01"')
    stamps = [e.properties[1][2] for e in (first, moved)]
    good = first.one("UID") == moved.one("UID") and [s.strftime("%Y%m%d") for s in stamps] == ["20260115", "20260201"]
    tally.case("calendar: iCalendar: a moved day keeps its name and has another stamp", None if good else f"{stamps}")
    again, _, same = one_event(program, folder, '<step date="2026-03-12"><title>A</title></step>')
    tally.case("calendar: iCalendar: the same wheel gives the same bytes", None if same == data else "they differ")
    wheel(folder / "org", ['<step date="2026-03-12"><title>A</title></step>'] * 2)
    calendar, faults, _ = read_ics(program, folder, "org")
    tally.case("calendar: iCalendar: two of one name are two", None if not faults and len(calendar.find("VEVENT")) == 2 else str(faults))
    for name, env, want in [("the wheel's first year", {}, "20260101T000000"), ("the environment", {"SOURCE_DATE_EPOCH": "1700000000"}, "20231114T221320"),
                            ("an environment of no sense", {"SOURCE_DATE_EPOCH": "99999999999999999999"}, "20260101T000000")]:
        calendar, faults, _ = read_ics(program, folder, "org", env=env)
        got = calendar.find("VEVENT")[0].one("DTSTAMP").strftime("%Y%m%dT%H%M%S")
        tally.case(f"calendar: iCalendar: the stamp is of {name}", None if got == want and not faults else f"{got} {faults}")


def check_samples(tally, program, scratch):
    """The wheels of input/, and a real calendar by the same reader, to which it is written anew."""
    calendar, faults, data = read_ics(program, TOP, "input")
    names = {value for part in calendar.find("VEVENT") for value in part.all("SUMMARY")}
    good = not faults and any("Delårsbokslut" in name for name in names) and calendar.one("X-WR-CALNAME") == "Årshjul"
    tally.case("calendar: the sample wheels as iCalendar", None if good else "\n".join(faults) or str(names))
    checked = run([program, "check", *sorted(str(p.relative_to(TOP)) for p in (TOP / "input").glob("*/kalender.xml"))], cwd=TOP)
    tally.case("calendar: the sample wheels have no fault", None if checked.status == 0 and not checked.err else checked.err)
    folder = scratch / "wheel-real"
    organisation(folder / "org", ())
    steps = []
    for day, what, sort, body in PROCESS:
        whose = f' body="{body}"' if body else ""
        steps.append(f'<step date="{day}" category="{sort}"{whose}><title>{what}</title></step>')
    wheel(folder / "org", steps)
    ours, faults, _ = read_ics(program, folder, "org")
    got = [(e.one("DTSTART").isoformat(), e.one("SUMMARY"), e.one("CATEGORIES"), (e.one("DESCRIPTION") or "").removeprefix("Gäller: ")[:-1] or None)
           for e in ours.find("VEVENT")]
    tally.case("calendar: a whole budget process", None if got == PROCESS and not faults else f"{faults}\n{got}")
    alarms = [alarm.one("TRIGGER") for event in ours.find("VEVENT") for alarm in event.find("VALARM")]
    tally.case("calendar: each step with its reminder", None if alarms == ["-P7D"] * len(PROCESS) else str(alarms))
    text = run([program, "calendar", "org"], cwd=folder).out
    good = re.findall(r"^\w+ 202\d$", text, re.MULTILINE) == [f"{m} 2026" for m in ("March", "April", "June", "August", "September", "October")] + ["January 2027"]
    tally.case("calendar: a whole budget process by month", None if good and "\n  26 Mon  Beslut om skattesats, ramar och taxor\n" in text else text)
    other, faults = ics.read(FOREIGN.encode())
    event = other.find("VEVENT")[0]
    good = event.one("SUMMARY") == "Sista dag – Investeringsbudget" and event.find("VALARM")[0].one("TRIGGER") == "-P7D"
    good = good and any("no UID" in f for f in faults) and any("no DTSTAMP" in f for f in faults) and any("is empty" in f for f in faults)
    tally.case("calendar: what another program writes is read, and its faults are told", None if good else str(faults))


def check_reader(tally, _program, _scratch):
    """The reader itself refuses what it must."""
    event = "UID:1\r\nDTSTAMP:20260101T000000Z\r\nDTSTART;VALUE=DATE:20260101\r\n"
    whole = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nBEGIN:VEVENT\r\n%sEND:VEVENT\r\nEND:VCALENDAR\r\n"
    tally.case("calendar: the reader takes what is right", "\n".join(ics.read((whole % event).encode())[1]) or None)
    for name, text, want in [
        ("a bare line end", (whole % event).replace("PRODID:x\r\n", "PRODID:x\n"), "does not end in CR LF"),
        ("a long line", whole % (event + f"SUMMARY:{'a' * 68}\r\n"), "76 octets"),
        ("no UID", whole % event.replace("UID:1\r\n", ""), "no UID"),
        ("no stamp", whole % event.replace("DTSTAMP:20260101T000000Z\r\n", ""), "no DTSTAMP"),
        ("a comma", whole % (event + "SUMMARY:a,b\r\n"), "not escaped"),
        ("no such day", whole % event.replace("20260101\r", "20260230\r"), "no date"),
        ("a date that is a time", whole % event.replace(";VALUE=DATE", ""), "not of the type"),
        ("an end before", whole % (event + "DTEND;VALUE=DATE:20260101\r\n"), "not after DTSTART"),
        ("a rule of nothing", whole % (event + "RRULE:FREQ=OFTEN\r\n"), "no part of a rule"),
        ("a zone unknown", whole % event.replace(";VALUE=DATE:20260101", ";TZID=Europe/Stockholm:20260101T120000"), "VTIMEZONE"),
        ("an empty line", (whole % event).replace("PRODID", "\r\nPRODID"), "is empty"),
        ("not ended", (whole % event).replace("END:VEVENT\r\n", ""), "is open"),
    ]:
        faults = ics.read(text.encode())[1]
        tally.case(f"calendar: the reader refuses {name}", None if any(want in fault for fault in faults) else str(faults))
    split = (whole % (event + "SUMMARY:" + "a" * 66 + "\xc3\r\n \xa5\r\n")).encode("latin-1")
    tally.case("calendar: the reader refuses a split character", None if any("splits" in f for f in ics.read(split)[1]) else "it does not")


def check_manual(tally, program, scratch):
    """templates/CALENDAR.md is true: its blocks are carried out as the guide's are."""
    (scratch / "manual").mkdir()
    scene = guide.Scene(program, scratch / "manual")
    text, said = (TOP / "templates/CALENDAR.md").read_text(encoding="utf-8"), None
    for block in guide.BLOCK.finditer(text):
        kind, body = block["kind"], block["body"]
        place = f"CALENDAR.md, line {text.count(chr(10), 0, block.start()) + 1}"
        if kind == "sh":
            said = scene.shell(body)
        elif kind == "text":
            tally.case(f"{place}: {kind}", guide.matches(body, said or ""))
        elif kind == "cron":
            commands = body.split(None, 5)[5].replace("/srv/arshjul", "input").replace("/var/lib/arshjul", "output")
            result = scene.shell(commands)
            tally.case(f"{place}: what cron would mail", None if "[E0841]" in result and "[E09" not in result else result)
        elif block["name"]:
            tally.case(f"{place}: {block['name']}", scene.write(kind, block["name"], body))


def check(tally, program, scratch):
    for part in (check_reader, check_usage, check_faults, check_due, check_asked, check_nightly, check_ics, check_title, check_random, check_today, check_samples, check_manual):
        part(tally, program, scratch)
