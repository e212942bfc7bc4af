"""The list of what was printed, DIR/index.html: when it is made, when it is left alone, what it compares."""
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from harness import TOP, run  # noqa: E402

TINY = TOP / "tests/golden/tiny"


def expected(name, **facts):
    wrong = [fact.replace("_", " ") for fact, true in facts.items() if not true]
    return f"index: {name}", None if not wrong else "not: " + ", ".join(wrong)


def check_index(tally, program, scratch):
    scratch.mkdir()
    shutil.copytree(TINY / "budget", scratch / "input/org/budget-2024", ignore=shutil.ignore_patterns("expected"))
    shutil.copytree(TINY / "data", scratch / "input/org/data")
    index, report = scratch / "output/index.html", scratch / "input/org/budget-2024/report.xml"

    def arshjul(*arguments, **more):
        return run([program, *arguments], cwd=scratch, **more)

    def case(name, **facts):
        tally.case(*expected(name, **facts))

    for command in (["build", "--dry-run"], ["check"]):
        arshjul(*command)
        case(f"none by {' '.join(command)}", none=not (scratch / "output").exists())
    first = arshjul("build")
    html = index.read_text(encoding="utf-8") if index.exists() else ""
    case("by a build", exit_0=first.status == 0, quiet_about_it="index" not in first.out + first.err,
         document='<a href="org/budget-2024/budget-2024.pdf" type="application/pdf">PDF, 3' in html, no_machine_path=str(scratch) not in html)
    before = index.stat().st_mtime_ns
    arshjul("build")
    arshjul("build", "--force", env={"LC_ALL": "sv_SE.UTF-8", "TZ": "Asia/Tokyo"})
    made = arshjul("index")
    case("not made anew without reason", same_file=index.stat().st_mtime_ns == before, exit_0=made.status == 0,
         told=made.out == "output/index.html: 1 document, unchanged\n", nothing_else=not made.err)
    index.unlink()
    again = arshjul("build", "-q")
    case("when it is missing, though all is up to date", made=index.read_text(encoding="utf-8") == html, nothing_said=not again.out + again.err)
    os.utime(index, ns=(0, 0))
    os.utime(scratch / "output/org/budget-2024/budget-2024.json")
    index.write_text(html.replace("Dokumentarkiv", "Gammalt"), encoding="utf-8")
    os.utime(scratch / "output/org/budget-2024/budget-2024.json")
    arshjul("build")
    case("when a record has changed since, though all is up to date", made=index.read_text(encoding="utf-8") == html)
    elsewhere = arshjul("build", "input/org/budget-2024", "-o", "privat", env={"LC_ALL": "sv_SE.UTF-8"})
    case("in a folder of one's own, the same", exit_0=elsewhere.status == 0, same=(scratch / "privat/index.html").read_text(encoding="utf-8") == html)
    arshjul("build", "input", "-o", "delar", "--shard", "1/1")
    case("none by a part of a batch", none=not (scratch / "delar/index.html").exists(), printed=(scratch / "delar/org").exists())
    arshjul("index", "delar")
    case("by the command afterwards, the same", same=(scratch / "delar/index.html").read_text(encoding="utf-8") == html)

    foreign = "<!doctype html><title>Kommunens egen startsida</title>"
    index.write_text(foreign, encoding="utf-8")
    hint = "  hint: move or rename it and run arshjul index, or print to another folder with -o\n"
    told = "output/index.html: warning: this index.html is not one that arshjul has made, and is kept [W0865]\n" + hint
    report.write_text(report.read_text(encoding="utf-8").replace("</p>", " Ny mening.</p>", 1), encoding="utf-8")
    built, made = arshjul("build"), arshjul("index")
    case("of others is kept", build_exit_0=built.status == 0, told_by_build=told.replace("\n  hint", "; hint") in built.err, kept=index.read_text(encoding="utf-8") == foreign,
         index_exit_1=made.status == 1, told=made.err == told, no_answer=not made.out)
    index.unlink()
    nowhere = arshjul("index", "saknas")
    case("of no folder", exit_1=nowhere.status == 1, none_made=not (scratch / "saknas").exists(),
         told=nowhere.err == 'arshjul: error: no archive in "saknas": there is no such file [E0866]\n'
         "  hint: name the folder that reports are printed to; without a name it is output\n")
    (scratch / "tom").mkdir()
    empty = arshjul("index", "tom")
    case("of a folder without documents", exit_1=empty.status == 1, none_made=not any((scratch / "tom").iterdir()), no_answer=not empty.out,
         told=empty.err == 'arshjul: error: no document in "tom" [E0870]\n'
         "  hint: name the folder that reports are printed to; without a name it is output, and arshjul build prints there\n")
    shutil.copy(scratch / "privat/index.html", scratch / "tom")
    empty = arshjul("index", "tom")
    case("of a folder whose documents are gone", exit_0=empty.status == 0, told=empty.out == "tom/index.html: 0 documents\n" and not empty.err)
    report.write_text(report.read_text(encoding="utf-8").replace("</report>", "<nothing/></report>"), encoding="utf-8")
    failed = arshjul("build")
    html = index.read_text(encoding="utf-8")
    case("tells that a report was not printed anew", exit_1=failed.status == 1,
         told=re.search(r"Kunde inte skrivas ut på nytt: 1 fel. Den tidigare utgåvan( från [^<]*)? står kvar", html))
    pdf = scratch / "output/org/budget-2024/budget-2024.pdf"
    whole = pdf.read_bytes()
    pdf.write_bytes(whole[:-2] + b"\n\n")
    wrong = arshjul("index")
    case("compares files with their records", exit_1=wrong.status == 1,
         told=wrong.err == 'output/org/budget-2024/budget-2024.pdf: error: not the file that its build record "org/budget-2024/budget-2024.json" '
         "tells of: its bytes are others [E0867]\n  hint: restore it from a backup, or print its report anew\n",
         answer=wrong.out == "output/index.html: 1 document, 1 not printed, 1 file does not agree\n",
         on_the_page="är inte den fil som byggprotokollet" in index.read_text(encoding="utf-8"))
    pdf.write_bytes(whole)
    many = [subprocess.Popen([program, "index", "-q"], cwd=scratch, stdout=subprocess.PIPE, stderr=subprocess.STDOUT) for _ in range(8)]
    said = [p.communicate()[0] for p in many]
    case("several at once", whole=index.read_text(encoding="utf-8") == html, no_trouble=not b"".join(said),
         nothing_left=[p.name for p in (scratch / "output").iterdir() if p.is_file()] == ["index.html"])
