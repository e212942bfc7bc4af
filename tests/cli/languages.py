"""
The program's own words: every marked text has a Swedish one with the same placeholders, the locale chooses among
them as gettext does, and nothing that is printed, recorded or read by programs depends on it. And the man pages.
"""
import filecmp
import re
import shutil
from pathlib import Path

from harness import TOP, difference, run

PO = TOP / "src/po"
MARKS = re.compile(r"\b(?:aj_text|aj_text_n|AJ_TEXT)\(")
BAD = TOP / "tests/bad/claim-false"
TINY = TOP / "tests/golden/tiny"


def locales(scratch):
    """A folder with Swedish and Turkish, made for the tests; glibc finds them by LOCPATH."""
    folder = scratch / "locales"
    folder.mkdir()
    for name in ("sv_SE", "tr_TR"):
        run(["localedef", "-i", name, "-f", "UTF-8", folder / f"{name}.UTF-8"])
    return folder


def check_catalogue(tally, scratch):
    names = {str(p.relative_to(TOP)) for p in (TOP / "src").rglob("*.c") if MARKS.search(p.read_text(encoding="utf-8"))}
    used = sorted(names - {"src/base/text.c"})
    listed = (PO / "POTFILES").read_text(encoding="utf-8").split()
    tally.case("languages: src/po/POTFILES lists the files with marked texts", difference("\n".join(used), "\n".join(listed)))
    pot = scratch / "arshjul.pot"
    flags = [f"--flag={name}:{place}:pass-c-format" for name, place in (("aj_text", 1), ("aj_text_n", 1), ("aj_text_n", 2))]
    keys = ["--keyword=", "--keyword=aj_text", "--keyword=AJ_TEXT", "--keyword=aj_text_n:1,2"]
    made = run(["xgettext", "-f", PO / "POTFILES", *keys, *flags, "--from-code=UTF-8", "-L", "C", "-o", pot], cwd=TOP)
    tally.case("languages: the texts can be collected", made.err if made.status else None)
    shown = run(["msgfmt", "--check-format", "--check-domain", "--statistics", "-o", "/dev/null", PO / "sv.po"])
    done = re.fullmatch(r"\d+ translated messages?\.\n", shown.err)
    tally.case("languages: the Swedish texts are whole, with the same placeholders", None if shown.status == 0 and done else shown.err)
    compared = run(["msgcmp", PO / "sv.po", pot])
    tally.case("languages: every marked text has a Swedish one", compared.err if compared.status else None)
    unused = run(["msgcmp", pot, PO / "sv.po", "--use-untranslated"])
    tally.case("languages: no Swedish text is left over", unused.err if unused.status else None)


def environments(folder):
    """name, variables, whether Swedish is what they ask for."""
    found = {"LOCPATH": str(folder)}
    return [
        ("C", {"LC_ALL": "C"}, False),
        ("nothing", {"LC_ALL": ""}, False),
        ("an unknown one", {"LC_ALL": "xx_XX.UTF-8"}, False),
        ("C with LANGUAGE", {"LC_ALL": "C", "LANGUAGE": "sv"}, False),
        ("C.UTF-8 with LANGUAGE", {"LC_ALL": "C.UTF-8", "LANGUAGE": "sv"}, True),
        ("LANGUAGE in order", {"LC_ALL": "C.UTF-8", "LANGUAGE": "fi:sv:en"}, True),
        ("LANG", {**found, "LC_ALL": "", "LANG": "sv_SE.UTF-8"}, True),
        ("LC_MESSAGES before LANG", {**found, "LC_ALL": "", "LANG": "tr_TR.UTF-8", "LC_MESSAGES": "sv_SE.UTF-8"}, True),
        ("LC_ALL before LANG", {**found, "LC_ALL": "tr_TR.UTF-8", "LANG": "sv_SE.UTF-8"}, False),
        ("LANGUAGE before LC_ALL", {**found, "LC_ALL": "sv_SE.UTF-8", "LANGUAGE": "en"}, False),
        ("Swedish without catalogues", {**found, "LC_ALL": "sv_SE.UTF-8", "ARSHJUL_LOCALE": "/nonexistent"}, False),
    ]


def check_choice(tally, program, folder):
    for name, env, swedish in environments(folder):
        shown = run([program, "help", "check"], env=env).out
        told = run([program, "chek"], env=env).err
        wanted = ("så här: arshjul check [RAPPORT...]", 'arshjul: fel: okänt kommando "chek" [E0901]\n  tips: menade du "check"?') \
            if swedish else ("usage: arshjul check [REPORT...]", 'arshjul: error: unknown command "chek" [E0901]\n  hint: did you mean "check"?')
        tally.case(f"languages: chosen by {name}", None if shown.startswith(wanted[0]) and told.startswith(wanted[1]) else shown + told)


def check_swedish(tally, program, scratch, env):
    result = run([program, "check", BAD.name], cwd=BAD.parent, env=env)
    english = run([program, "check", BAD.name], cwd=BAD.parent).err
    heads = [re.findall(r"^(\S+:\d+:\d+): \w+: ", text, re.MULTILINE) for text in (result.err, english)]
    codes = [re.findall(r"\[(\w\d{4})\]", text) for text in (result.err, english)]
    good = heads[0] == heads[1] and codes[0] == codes[1] and ": fel: " in result.err and ": error: " not in result.err \
        and "hint:" not in result.err and re.search(r": \d+ sid(a|or), \d+ fel", result.out)
    tally.case("languages: findings in Swedish, at the same places", None if good else result.out + result.err)
    words = {"formel: ": "formula: ", "källa: ": "source: ", ": saknar \"": ": lacks \"", ": finns inte i någon tabell": ": is in no table"}
    for name, more, own, others in (("Swedish", env, words, words.values()), ("English", None, words.values(), words)):
        result = run([program, "explain", "tiny/budget", "Soliditet"], cwd=TINY.parent, env=more)
        good = all(word in result.out for word in own) and not any(word in result.out for word in others)
        tally.case(f"languages: an explanation in {name}", None if good else result.out + result.err)
    result = run([program, "changes", "tiny/budget", "tiny/budget"], cwd=TINY.parent, env=env)
    tally.case("languages: changes in Swedish", difference("inga ändringar\n", result.out))
    table = scratch / "tabeller/drift.csv"
    table.parent.mkdir()
    table.write_text("Nämnd;Budget 2024\nSocialnämnden;10\nSumma kommunbidrag;10\n", encoding="utf-8")
    result = run([program, "check", "tabeller"], cwd=scratch, env=env)
    tally.case("languages: proposals in Swedish", None if "2 rader, tkr" in result.out and "är en gissning" in result.out else result.out)


def same_files(one, two):
    """None when two folders hold the same files with the same bytes."""
    names = [sorted(str(p.relative_to(folder)) for p in folder.rglob("*") if p.is_file()) for folder in (one, two)]
    if names[0] != names[1] or not names[0]:
        return f"{names[0]}\n{names[1]}"
    _, unlike, wrong = filecmp.cmpfiles(one, two, names[0], shallow=False)
    return f"differ: {unlike + wrong}" if unlike or wrong else None


def check_untouched(tally, program, scratch, environments_by_name):
    """What is printed and recorded, and what other programs read, is the same for everybody."""
    work = scratch / "untouched"
    shutil.copytree(TINY, work / "org", ignore=shutil.ignore_patterns("expected"))
    faulty = work / "fel/budget"
    shutil.copytree(BAD, faulty)
    report = faulty / "report.xml"
    text = report.read_text(encoding="utf-8")
    report.write_text(re.sub(r'status="\w+"', 'status="utkast"', text), encoding="utf-8")
    answers = [("check", "org", "fel", "--format", "json"), ("explain", "org/budget", "Årets resultat", "--format", "json"),
               ("data", "fel/budget"), ("data", "org/budget", "--format", "text"), ("document", "fel/budget"),
               ("pages", "fel/budget"), ("pages", "fel/budget", "--structure"),
               ("changes", "org/budget", "fel/budget", "--format", "json")]
    first = None
    for name, env in environments_by_name:
        out = work / f"out {name}"
        run([program, "build", "org", "fel", "-o", out], cwd=work, env=env)
        run([program, "changes", "org/budget", "fel/budget", "-o", out], cwd=work, env=env)
        said = [run([program, *command], cwd=work, env=env).out for command in answers]
        if first is None:
            first = (out, said)
            continue
        tally.case(f"languages: PDFs and records are the same in {name}", same_files(first[0], out))
        faults = [difference(one, two, command[0]) for command, one, two in zip(answers, first[1], said)]
        tally.case(f"languages: data, pages and JSON are the same in {name}", "\n".join(filter(None, faults)) or None)


def man_page(language):
    return TOP / ("src/cli/arshjul.1" if language == "en" else f"src/cli/arshjul.{language}.1")


def check_man_pages(tally, program, swedish):
    """Each page is clean, has what the help has, and both have the same sections, options and examples."""
    shapes = []
    for language, env in (("en", {"LC_ALL": "C.UTF-8"}), ("sv", swedish)):
        page = man_page(language)
        formatted = run(["man", "--warnings", "-E", "UTF-8", "-l", "-Tutf8", "-Z", page], env={"MANWIDTH": "80", **env})
        tally.case(f"man {language}: no warning", formatted.err or None if formatted.status == 0 else "cannot be formatted")
        text = page.read_text(encoding="utf-8").replace("\\-", "-")
        overview = run([program, "--help"], env=env).out
        options = re.findall(r"^(?:  (-.), |      )(--[a-z-]+)", overview, re.MULTILINE)
        commands = re.findall(r"^  ([a-z]+) +[A-Z\[]", overview, re.MULTILINE)
        section = text[text.index(".SH OPTIONS" if language == "en" else ".SH FLAGGOR"):]
        section = section[:section.index(".SH ", 4)]
        told = re.findall(r"^\.(?:B|BR) (?:(-\w) \", \" )?(--[a-z-]+)", section, re.MULTILINE)
        tally.case(f"man {language}: the options are those of --help", difference("\n".join(map(str, options)), "\n".join(map(str, told))))
        named = re.findall(r"^\.TP\n\.B ([a-z]+)$", text, re.MULTILINE)
        tally.case(f"man {language}: the commands are those of --help", difference("\n".join(commands), "\n".join(
            c for c in named if c in commands)))
        usages = [re.search(rf"^\.B arshjul {command}$", text, re.MULTILINE) for command in commands]
        tally.case(f"man {language}: each command has a synopsis", None if all(usages) else str(commands))
        examples = text[text.rindex("\n.nf"):]
        shapes.append((len(re.findall(r"^\.SH ", text, re.MULTILINE)), len(re.findall(r"^\.TP", text, re.MULTILINE)), examples))
    tally.case("man: both languages tell the same", difference(str(shapes[0]).replace("\\n", "\n"), str(shapes[1]).replace("\\n", "\n")))


def check(tally, program, scratch):
    folder = locales(scratch)
    swedish = {"LOCPATH": str(folder), "LC_ALL": "sv_SE.UTF-8"}
    turkish = {"LOCPATH": str(folder), "LC_ALL": "tr_TR.UTF-8"}
    tally.case("languages: locales for the tests", None if (folder / "sv_SE.UTF-8").exists() and (folder / "tr_TR.UTF-8").exists()
               else "localedef made none")
    check_catalogue(tally, scratch)
    check_choice(tally, program, folder)
    check_swedish(tally, program, scratch, swedish)
    check_untouched(tally, program, scratch, [("C", {"LC_ALL": "C"}), ("sv_SE", swedish), ("tr_TR", turkish)])
    check_man_pages(tally, program, swedish)
