"""
Long reports: the time and memory of a page must not grow with the number of pages. Chapters of prose, lists,
notes and tables of actions with rows of text, drawn by lot but always the same.
"""
import argparse
import os
import random
import re
import sys
import tempfile
from pathlib import Path

TOP = Path(__file__).resolve().parent.parent.parent

WORDS = """kommunen budgeten för av och i investeringsvolymen nettokostnadsutvecklingen verksamheten ska
fastighetsunderhållet på under året åtgärder en verksamhetsberättelse skolan förskolan äldreomsorgen de som kommer att
planperioden samhällsbyggnadsnämnden kompetensförsörjningen det är viktigt med god ekonomisk hushållning långsiktigt
hållbar utveckling kvalitet medarbetare digitaliseringen trygghet samverkan näringslivet föreningslivet resurser
effektivisering uppföljning vården omsorgen kulturen fritiden miljön bygglovshandläggningen medborgarservice behoven
ökar minskar tillsammans arbetet inom ramen""".split()


class Author:
    def __init__(self, seed):
        self.dice = random.Random(seed)

    def words(self, count):
        return " ".join(self.dice.choice(WORDS) for _ in range(count)).capitalize()

    def paragraph(self):
        text = " ".join(self.words(self.dice.randint(5, 18)) + "." for _ in range(self.dice.randint(1, 6)))
        note = f"<note>{self.words(14)}.</note>" if self.dice.random() < 0.15 else ""
        return f"<p>{text}{note}</p>"

    def actions(self):
        rows = []
        for _ in range(self.dice.randint(2, 9)):
            what, now = self.words(self.dice.choice((5, 20, 40))), self.words(self.dice.choice((5, 10, 60)))
            rows.append(f'<action status="{self.dice.choice(("pågår", "testas"))}" saving="{self.dice.randint(1, 900)} tkr">'
                        f"<h>{self.words(3)}</h><what><p>{what}.</p></what><now><p>{now}.</p></now></action>")
        return f'<actions name="{self.words(5).lower()}"><caption>Åtgärder</caption>{"".join(rows)}</actions>'

    def items(self):
        return "<ul>" + "".join(f"<li>{self.words(self.dice.randint(3, 14))}</li>" for _ in range(self.dice.randint(2, 6))) + "</ul>"

    def chapter(self, number):
        parts = [f'<section id="k{number}"><h1>{self.words(3)}</h1>']
        for _ in range(self.dice.randint(1, 4)):
            parts.append(f"<h2>{self.words(4)}</h2>")
            for _ in range(self.dice.randint(1, 7)):
                lot = self.dice.random()
                parts.append(self.paragraph() if lot < 0.7 else self.items() if lot < 0.85 else self.actions())
        return "\n".join(parts) + "</section>"

    def report(self, chapters):
        front = "<front><title>En lång rapport</title><organisation>Ekbacka kommun</organisation><decider>Kommunfullmäktige</decider></front>"
        return ('<?xml version="1.0" encoding="UTF-8"?>\n<report kind="genomlysning" status="utkast">\n' + front
                + "\n".join(self.chapter(number) for number in range(chapters)) + "</report>\n")


def print_report(program, folder, chapters):
    """Pages, milliseconds by stage, and peak memory in KB of one process."""
    report = folder / f"lang-{chapters}"
    report.mkdir()
    (report / "report.xml").write_text(Author(7).report(chapters), encoding="utf-8")
    log = folder / "log"
    child = os.fork()
    if child == 0:
        out = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
        os.dup2(out, 1)
        os.dup2(out, 2)
        os.execv(program, [program, "build", "-v", str(report), "-o", str(folder / "out")])
    _, status, usage = os.wait4(child, 0)
    text = log.read_text(encoding="utf-8", errors="replace")
    if status != 0:
        sys.exit(text[-3000:])
    stages = {}
    for line in re.findall(r"^  ms:(.*)", text, re.MULTILINE):
        for name, ms in re.findall(r"([a-z][a-z ]*?) (\d+\.\d)", line):
            stages[name] = stages.get(name, 0) + float(ms)
    return sum(int(n) for n in re.findall(r": (\d+) pages?", text)), stages, usage.ru_maxrss


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--program", default=str(TOP / "build/release/arshjul"))
    parser.add_argument("--chapters", type=int, nargs="+", default=[50, 200, 900])
    parser.add_argument("--runs", type=int, default=3)
    arguments = parser.parse_args()
    program = str(Path(arguments.program).resolve())
    print("long: one report in one process, the best of each stage; µs a page")
    first = None
    for chapters in arguments.chapters:
        runs = []
        for _ in range(arguments.runs):
            with tempfile.TemporaryDirectory() as name:
                runs.append(print_report(program, Path(name), chapters))
        pages, memory = runs[0][0], min(r[2] for r in runs)
        best = {stage: min(r[1][stage] for r in runs) * 1000 / pages for stage in runs[0][1]}
        first = first or best
        print(f"  {pages:5} pages, {memory / pages:5.0f} KB a page  " + "  ".join(f"{k} {v:.0f}" for k, v in best.items()))
    for stage in ("typeset", "in all"):
        print(f"  {stage}: a page of the longest takes {best[stage] / first[stage]:.2f} of one of the shortest; expected at most 1.20")


if __name__ == "__main__":
    main()
