"""What a report may read, and what --allow adds: links, "..", absolute paths; what findings and records call it."""
import json
import os
import shutil
import struct
import zlib

from faults import TINY, Build, organisation
from harness import TOP, check_pdf, run
from harness import difference as text_difference

HINT = '  hint: move the file into "org" or below it; else whoever runs arshjul can allow its folder with --allow\n'
SECRET = "HEMLIG UPPGIFT"
TABLE = (TINY / "data/resultatbudget.csv").read_text(encoding="utf-8")


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


def png(width=24, height=16):
    """A small picture."""
    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
    rows = b"".join(b"\0" + bytes([y * 15 % 256, 90, 99] * width) for y in range(height))
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
            + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b""))


def check_pictures(tally, bench):
    """Pictures and a theme from an allowed folder, one called as one of the organisation's own."""
    shared, own = bench.folder / "delat/gemensamt", bench.folder / "input/org/gemensamt"
    own.mkdir()
    (shared / "bild.png").write_bytes(png())
    (own / "bild.png").write_bytes(png(40, 10))
    (shared / "bild.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><rect width="9" height="9"/></svg>')
    paths = ("../../../delat/gemensamt/bild.png", "../gemensamt/bild.png", "../../../delat/gemensamt/bild.svg")
    figures = "".join(f'<figure><img src="{p}" alt="En bild"/><figcaption>Bild</figcaption></figure>' for p in paths)
    bench.report.write_text(bench.text.replace("<statement", figures + "<statement", 1), encoding="utf-8")
    status, out, err = bench("--allow", "delat/gemensamt", "--html")
    pdf = bench.folder / "out/org/budget/budget.pdf"
    images = run(["pdfimages", "-list", pdf]).out if pdf.exists() else ""
    good = status == 0 and "error" not in err and "  24    16 " in images and "  40    10 " in images
    tally.case("allowed: pictures", (check_pdf(pdf) if good else f"{status}\n{out}{err}\n{images}"))
    (shared / "bild.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><image href="../../annat/resultat.csv"'
                                     ' width="9" height="9"/></svg>')
    status, out, err = bench("--allow", "delat/gemensamt", command="check")
    tally.case("a drawing names no other file", None if status == 1 and "gemensamt/bild.svg:1:" in err and SECRET not in err else err)
    shutil.rmtree(own)


def check_theme(tally, bench):
    """A theme that organisations share: by its path, and by a link in the organisation's folder."""
    theme = bench.folder / "delat/gemensamt/tema"
    (theme / "typsnitt").mkdir(parents=True)
    shutil.copy("/usr/share/fonts/truetype/lato/Lato-Regular.ttf", theme / "typsnitt/Egen.ttf")
    shutil.copy(TOP / "templates/themes/alingsas/logo.svg", theme)
    (theme / "theme.css").write_text("""@import "templates/common/base.css";
@import "farger.css";
@font-face { font-family: "Egen"; font-weight: 400; src: url("typsnitt/Egen.ttf"); }
:root { --text-face: "Egen"; --display-face: "Egen"; }
.cover .organisation::before { content: url("logo.svg") / ""; display: block; width: 18mm; }
""", encoding="utf-8")
    (theme / "farger.css").write_text(":root { --brand: #6b1d46; }\n", encoding="utf-8")
    (theme / "web.css").write_text("p { color: #111111; }\n", encoding="utf-8")
    (bench.folder / "input/org/tema").symlink_to(theme)
    made = {}
    for path in ("../../../delat/gemensamt/tema", "../tema"):
        bench.report.write_text(bench.text.replace("<report ", f'<report theme="{path}" ', 1), encoding="utf-8")
        shutil.rmtree(bench.folder / "out", ignore_errors=True)
        status, out, err = bench("--allow", "delat/gemensamt", "--html")
        pdf = bench.folder / "out/org/budget/budget.pdf"
        made[path] = pdf.read_bytes() if pdf.exists() else None
        good = status == 0 and not err and pdf.exists()
        names = {i["name"] for i in bench.record()["inputs"]} if good else set()
        start = "~gemensamt/tema/" if "delat" in path else "~/tema/"
        lacking = [n for n in ("theme.css", "farger.css", "web.css", "logo.svg") if start + n not in names]
        tally.case(f"allowed: a theme by {path}", None if good and not lacking and "Egen.ttf" in names and str(bench.folder) not in str(names)
                   else f"{status} {lacking}\n{out}{err}\n{sorted(names)}")
        status, out, err = bench("--allow", "delat/gemensamt", "--html", "-v")
        tally.case(f"allowed: a theme by {path}, up to date", None if "up to date" in out else out + err)
        (theme / "farger.css").write_text(f":root {{ --brand: #6b1d4{len(made)}; }}\n", encoding="utf-8")
        status, out, err = bench("--allow", "delat/gemensamt", "--html")
        tally.case(f"allowed: a theme by {path}, changed", None if pdf.read_bytes() != made[path] and status == 0 else out + err)
        (theme / "farger.css").write_text(":root { --brand: #6b1d46; }\n", encoding="utf-8")
        status, out, err = bench(command="check")
        tally.case(f"a theme by {path}, not allowed", None if status == 1 and "theme.css\" is outside" in err else err)
    tally.case("allowed: the theme is one and the same", None if len(set(made.values())) == 1 else "two PDFs")
    bench.source("../data/resultatbudget.csv")


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
    check_pictures(tally, bench)
    check_theme(tally, bench)
    check_faults(tally, bench)
