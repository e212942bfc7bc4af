"""What a report may read, and what --allow adds: links, "..", absolute paths; what findings and records call it."""
import json
import os
import shutil

from faults import TINY, Build, organisation
from harness import TOP, check_pdf
from harness import difference as text_difference

HINT = '  hint: move the file into "org" or below it; else whoever runs arshjul can allow its folder with --allow\n'
SECRET = "HEMLIG UPPGIFT"
TABLE = (TINY / "data/resultatbudget.csv").read_text(encoding="utf-8")
PICTURE = TOP / "tests/golden/parts"


class Bench:
    """An organisation beside a folder that it shares with others and one that is nobody's business."""

    def __init__(self, program, folder):
        folder.mkdir()
        self.folder = folder
        self.build = Build(program, folder)
        self.report = organisation(folder / "input/org") / "budget/report.xml"
        self.text = self.report.read_text(encoding="utf-8")
        self.table = folder / "input/org/data/resultatbudget.csv"
        (folder / "delat/gemensamt").mkdir(parents=True)
        (folder / "delat/gemensamt/resultat.csv").write_text(TABLE, encoding="utf-8")
        (folder / "annat").mkdir()
        (folder / "annat/resultat.csv").write_text(TABLE.replace("Skatteintäkter", SECRET), encoding="utf-8")

    def source(self, path):
        self.report.write_text(self.text.replace("../data/resultatbudget.csv", path), encoding="utf-8")

    def __call__(self, *more, command="build", **env):
        output = ["-o", "out"] if command == "build" else []
        return self.build(command, "input/org/budget", *output, *more, **env)

    def record(self):
        return json.loads((self.folder / "out/org/budget/budget.json").read_text(encoding="utf-8"))


def check_outside(tally, bench):
    """Every way out of the organisation's folder is told, and nothing of what is there."""
    link = bench.folder / "input/org/data/lank.csv"
    link.symlink_to(bench.folder / "annat/resultat.csv")
    (bench.folder / "input/org/ut").symlink_to("../../annat")
    for path in ("../../../annat/resultat.csv", str(bench.folder / "annat/resultat.csv"), "../data/lank.csv", "../ut/resultat.csv",
                 "../../../../../../../../etc/passwd", "/etc/passwd", "/proc/self/environ", "../../org2/resultat.csv"):
        bench.source(path)
        status, out, err = bench(command="check")
        shown = f'error: "{path}" is outside the organisation\'s folder [E0102]\n'
        good = status == 1 and shown in err and HINT in err and SECRET not in err + out and "root:" not in err + out
        tally.case(f"outside: {path if len(path) < 40 else 'an absolute path'}", None if good else err)
    link.unlink()
    (bench.folder / "input/org/ut").unlink()
    bench.source("../data/resultatbudget.csv")


def check_report_link(tally, bench):
    """A report that is a link leads to no other organisation's folder."""
    elsewhere = bench.folder / "annat/hemlig.xml"
    elsewhere.write_text(f"<report>{SECRET}", encoding="utf-8")
    bench.report.unlink()
    bench.report.symlink_to(elsewhere)
    status, out, err = bench(command="check")
    tally.case("a report that is a link to elsewhere", text_difference(
        f'input/org/budget/report.xml: error: "input/org/budget/report.xml" is outside the organisation\'s folder [E0102]\n{HINT}', err) or (
            None if status == 1 and SECRET not in out else out))
    bench.report.unlink()
    (bench.report.parent / "annan.xml").write_text(bench.text, encoding="utf-8")
    bench.report.symlink_to("annan.xml")
    status, out, err = bench()
    tally.case("a report that is a link in its folder", None if status == 0 and (bench.folder / "out/org/budget/budget.pdf").exists() else err)
    bench.report.unlink()
    (bench.report.parent / "annan.xml").unlink()
    bench.report.write_text(bench.text, encoding="utf-8")


def check_allowed(tally, bench):
    """What is allowed is read, by its own name in findings and in the record, whatever the way to it."""
    shared = bench.folder / "delat/gemensamt"
    (bench.folder / "input/org/data/lank.csv").symlink_to(shared / "resultat.csv")
    (bench.folder / "genvag").symlink_to(shared)
    record = None
    ways = {"by ..": ("../../../delat/gemensamt/resultat.csv", "delat/gemensamt", {}),
            "by an absolute path": (str(shared / "resultat.csv"), "delat/gemensamt/", {}),
            "by a link": ("../data/lank.csv", str(shared), {}),
            "by ARSHJUL_ALLOW": ("../../../delat/gemensamt/resultat.csv", None, {"ARSHJUL_ALLOW": f"annat::{shared}"})}
    for name, (path, allow, env) in ways.items():
        bench.source(path)
        status, out, err = bench(*(["--allow", allow] if allow else []), **env)
        done = status == 0 and not err
        inputs = bench.record()["inputs"] if done else []
        good = done and {"kind": "allowed", "name": "gemensamt/resultat.csv"}.items() <= {
            k: v for i in inputs if i["kind"] == "allowed" for k, v in i.items()}.items() and str(bench.folder) not in json.dumps(inputs)
        tally.case(f"allowed: {name}", None if good else f"{status}\n{out}{err}\n{inputs}")
    bench.source("../../../genvag/resultat.csv")
    status, out, err = bench("--allow", "genvag")
    tally.case("allowed: a folder by a link is called by the link's name", None if status == 0 and any(
        i["name"] == "genvag/resultat.csv" or i["name"] == "gemensamt/resultat.csv" for i in bench.record()["inputs"]) else err)
    (shared / "resultat.csv").write_text(TABLE.replace(";", ";x", 3), encoding="utf-8")
    bench.source("../../../delat/gemensamt/resultat.csv")
    status, out, err = bench("--allow", "delat/gemensamt", command="check")
    tally.case("allowed: findings call it by the folder's name", None if status == 1 and "\ngemensamt/resultat.csv:" in "\n" + err
               and str(bench.folder) not in err else err)
    (shared / "resultat.csv").write_text(TABLE, encoding="utf-8")
    bench.source("../../../annat/resultat.csv")
    status, out, err = bench("--allow", "delat/gemensamt", command="check")
    tally.case("allowed: nothing else is", None if status == 1 and "[E0102]" in err and SECRET not in err else err)
    bench.source("../../../delat/gemensamt/resultet.csv")
    status, out, err = bench("--allow", "delat/gemensamt", command="check")
    tally.case("allowed: a file that is not there", None if status == 1 and "[E0101]" in err else err)


def check_changed(tally, bench):
    """A build knows again what it read there, and what it was refused."""
    shared = bench.folder / "delat/gemensamt/resultat.csv"
    bench.source("../../../delat/gemensamt/resultat.csv")
    shutil.rmtree(bench.folder / "out", ignore_errors=True)
    bench("--allow", "delat/gemensamt")
    first = bench.record()
    status, out, err = bench("--allow", "delat/gemensamt")
    tally.case("allowed: unchanged", None if status == 0 and bench.record() == first else err)
    (bench.folder / "flyttat").mkdir()
    os.rename(bench.folder / "delat/gemensamt", bench.folder / "flyttat/gemensamt")
    bench.source(str(bench.folder / "flyttat/gemensamt/resultat.csv"))
    bench("--allow", "flyttat/gemensamt")
    hashes = [{i["name"]: i.get("sha256") for i in r["inputs"] if i["kind"] == "allowed"} for r in (first, bench.record())]
    tally.case("allowed: the same name wherever the folder lies", None if hashes[0] == hashes[1] else str(hashes))
    os.rename(bench.folder / "flyttat/gemensamt", bench.folder / "delat/gemensamt")
    bench.source("../../../delat/gemensamt/resultat.csv")
    shared.write_text(TABLE.replace("Skatteintäkter;", "Skatteintäkter;1", 1), encoding="utf-8")
    status, out, err = bench("--allow", "delat/gemensamt")
    tally.case("allowed: a changed table is seen", None if "unchanged" not in out and "up to date" not in out else out)
    shared.write_text(TABLE, encoding="utf-8")
    bench.report.write_text(bench.report.read_text(encoding="utf-8").replace('status="forslag"', 'status="utkast"'), encoding="utf-8")
    refused = bench()
    status, out, err = bench("--allow", "delat/gemensamt")
    tally.case("a draft that was refused a file is built again when it is allowed", None if "[E0102]" in refused[2] and status == 0 else
               f"{refused}\n{out}{err}")


def check_faults(tally, bench):
    cases = [
        ("a folder that is not there", ["--allow", "borta"], 'arshjul: error: --allow names "borta", which cannot be allowed: there is no such'
         " folder [E0821]\n  hint: name a folder whose files reports may read\n"),
        ("a file", ["--allow", "input/org/budget/report.xml"], 'arshjul: error: --allow names "input/org/budget/report.xml", which cannot be'
         " allowed: part of the path is not a folder [E0821]\n  hint: name a folder whose files reports may read\n"),
        ("the root folder", ["--allow", "/"], 'arshjul: error: --allow names "/", which cannot be allowed: it is the root folder [E0821]\n'
         "  hint: name a folder whose files reports may read\n"),
        ("two of a name", ["--allow", "delat/gemensamt", "--allow", "tva/gemensamt"], 'arshjul: error: --allow names "tva/gemensamt", but a'
         " folder of that name is allowed already [E0822]\n  hint: files are known by the name of their allowed folder: rename one of the"
         " two, or name a link to it that is called otherwise\n"),
    ]
    (bench.folder / "tva/gemensamt").mkdir(parents=True)
    for name, more, told in cases:
        status, out, err = bench(*more, command="check")
        tally.case(f"--allow: {name}", text_difference(told, err) or (None if status == 2 else f"exit status {status}"))
    status, out, err = bench(command="check", ARSHJUL_ALLOW="borta")
    tally.case("ARSHJUL_ALLOW: a folder that is not there", None if status == 2 and err.startswith(
        'arshjul: error: ARSHJUL_ALLOW names "borta"') else err)


def check(tally, program, scratch):
    bench = Bench(program, scratch / "paths")
    check_outside(tally, bench)
    check_report_link(tally, bench)
    check_allowed(tally, bench)
    check_changed(tally, bench)
    check_faults(tally, bench)
