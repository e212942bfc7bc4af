"""
Long reports of several shapes: the time and memory of a page must not grow with the number of pages. Texts, lists,
notes and tables are drawn by lot, but always the same.
"""
import argparse
import os
import random
import re
import sys
import tempfile
from pathlib import Path

TOP = Path(__file__).resolve().parent.parent.parent

MOST_GROWTH, MOST_KB = 1.20, 200  # what is expected: of a page's time, and its memory

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

    def sentences(self, least=1, most=6):
        return " ".join(self.words(self.dice.randint(5, 18)) + "." for _ in range(self.dice.randint(least, most)))

    def paragraph(self):
        note = f"<note>{self.words(14)}.</note>" if self.dice.random() < 0.15 else ""
        return f"<p>{self.sentences()}{note}</p>"

    def actions(self, least=2, most=9, long=(10, 60)):
        rows = []
        for _ in range(self.dice.randint(least, most)):
            what, now = self.words(self.dice.choice((5, *long))), self.words(self.dice.choice((5, *long)))
            rows.append(f'<action status="{self.dice.choice(("pågår", "testas"))}" saving="{self.dice.randint(1, 900)} tkr">'
                        f"<h>{self.words(3)}</h><what><p>{what}.</p></what><now><p>{now}.</p></now></action>")
        return f'<actions name="{self.words(5).lower()}"><caption>Åtgärder</caption>{"".join(rows)}</actions>'

    def items(self):
        return "<ul>" + "".join(f"<li>{self.words(self.dice.randint(3, 14))}</li>" for _ in range(self.dice.randint(2, 6))) + "</ul>"

    # ---- chapters, about five pages each

    def mixed(self, number):
        parts = [f'<section id="k{number}"><h1>{self.words(3)}</h1>']
        for _ in range(self.dice.randint(1, 4)):
            parts.append(f"<h2>{self.words(4)}</h2>")
            for _ in range(self.dice.randint(1, 7)):
                lot = self.dice.random()
                parts.append(self.paragraph() if lot < 0.7 else self.items() if lot < 0.85 else self.actions())
        return "\n".join(parts) + "</section>"

    def text(self, number, attributes=""):
        body = "\n".join(f"<p>{self.sentences(4, 12)}</p>" for _ in range(22))
        return f'<section id="k{number}"{attributes}><h1>{self.words(3)}</h1>{body}</section>'

    def columns(self, number):
        return self.text(number, ' class="columns"')

    def tables(self, number):
        body = "\n".join(f"<p>{self.words(12)}.</p>{self.actions(1, 3, (2, 4))}" for _ in range(20))
        return f'<section id="k{number}"><h1>{self.words(3)}</h1>{body}</section>'

    def notes(self, number):
        body = "\n".join(f'<p>{self.sentences()}<note key="n{number}-{i}">{self.words(9)}.</note> {self.words(8)}.'
                         f'<note key="n{number}-{i}"/> {self.words(6)}.<note key="n{max(number - 1, 0)}-{i}">sidan {i}</note></p>'
                         for i in range(20))
        return f'<section id="k{number}"><h1>{self.words(3)}</h1>{body}</section>'

    def headings(self, number):
        parts = [f'<section id="k{number}"><h1>{self.words(3)}</h1>']
        for i in range(15):
            parts.append(f'<h2 id="k{number}-{i}">{self.words(4)}</h2><p>Se <ref to="k{self.dice.randint(0, number)}-{self.dice.randint(0, i)}" page="ja"/>.</p>')
            parts.append(f"<h3>{self.words(5)}</h3><p>{self.words(20)}.</p><aside><h>{self.words(2)}</h><p>{self.words(9)}.</p></aside>")
        return "\n".join(parts) + "</section>"

    def rows(self, folder, count):
        """One table of so many rows, in a file."""
        figures = [[self.dice.randint(1, 9999) for _ in range(5)] for _ in range(count)]
        lines = [f"{self.words(3)} {i};" + ";".join(map(str, row)) for i, row in enumerate(figures)]
        total = "Summa investeringar;" + ";".join(str(sum(column)) for column in zip(*figures))
        (folder / "rader.csv").write_text("\n".join(["Nämnd;2022;2023;2024;2025;2026", *lines, total]) + "\n", encoding="utf-8")
        return ('<data><source file="rader.csv" unit="tkr" kind="investeringsbudget"/></data>\n'
                f'<section id="k"><h1>{self.words(3)}</h1><statement of="Investeringsbudget"/></section>')

    def write(self, shape, folder, size):
        kind, extra = ("budget", "") if shape == "rows" else ("genomlysning", "")
        if shape == "headings":
            extra = '<contents depth="3"/>'
        front = ("<front><title>En lång rapport</title><organisation>Ekbacka kommun</organisation>"
                 f"<decider>Kommunfullmäktige</decider>{extra}</front>")
        body = self.rows(folder, size) if shape == "rows" else "\n".join(getattr(self, shape)(n) for n in range(size))
        (folder / "report.xml").write_text('<?xml version="1.0" encoding="UTF-8"?>\n'
                                           f'<report kind="{kind}" status="forslag">\n{front}\n{body}</report>\n', encoding="utf-8")


# Chapters that fill about 200, 1,000 and more than 3,000 pages; of the last, rows of its one table.
SHAPES = {
    "mixed": (50, 240, 750),
    "text": (40, 200, 620),
    "columns": (40, 200, 620),
    "tables": (40, 200, 620),
    "notes": (50, 250, 750),
    "headings": (40, 200, 600),
    "rows": (2000, 10000, 50000),
}


def print_report(program, report, out):
    """Pages, milliseconds by stage, and peak memory in KB of one process."""
    log = out.with_suffix(".log")
    child = os.fork()
    if child == 0:
        target = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
        os.dup2(target, 1)
        os.dup2(target, 2)
        os.execv(program, [program, "build", "--force", "-v", str(report), "-o", str(out)])
    _, status, usage = os.wait4(child, 0)
    text = log.read_text(encoding="utf-8", errors="replace")
    if status != 0:
        sys.exit(text[-3000:])
    stages = {}
    for line in re.findall(r"^  ms:(.*)", text, re.MULTILINE):
        for name, ms in re.findall(r"([a-z][a-z ]*?) (\d+\.\d)", line):
            stages[name] = stages.get(name, 0) + float(ms)
    stages["processor"] = (usage.ru_utime + usage.ru_stime) * 1000
    return sum(int(n) for n in re.findall(r": (\d+) pages?", text)), stages, usage.ru_maxrss


def measure_shape(program, shape, runs):
    """For each size (pages, best µs a page by stage, KB a page); the runs of the sizes alternate."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        results = [[] for _ in SHAPES[shape]]
        for i, size in enumerate(SHAPES[shape]):
            (folder / f"{shape}-{i}").mkdir()
            Author(7).write(shape, folder / f"{shape}-{i}", size)
        for _ in range(runs):
            for i in range(len(results)):
                results[i].append(print_report(program, folder / f"{shape}-{i}", folder / f"out-{i}"))
    return [(got[0][0], {stage: min(r[1][stage] for r in got) * 1000 / got[0][0] for stage in got[0][1]},
             min(r[2] for r in got) / got[0][0]) for got in results]


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--program", default=str(TOP / "build/release/arshjul"))
    parser.add_argument("--shapes", nargs="+", default=list(SHAPES))
    parser.add_argument("--runs", type=int, default=2)
    arguments = parser.parse_args()
    program = str(Path(arguments.program).resolve())
    print(f"long: one report in one process; µs a page, the best of {arguments.runs} runs of each stage, \"processor\" of the whole "
          f"process;\n      expected of the longest: at most {MOST_GROWTH:.2f} of a page's time in shorter ones, and {MOST_KB} KB a page")
    right = True
    for shape in arguments.shapes:
        sizes = measure_shape(program, shape, arguments.runs)
        for size, (pages, best, memory) in zip(SHAPES[shape], sizes):
            what = f"{shape} of {size}" if shape == "rows" else shape
            print(f"  {what:<14} {pages:5} pages {memory:5.0f} KB  " + "  ".join(f"{k} {v:.0f}" for k, v in best.items()))
        short, middle, last = sizes
        growth = [last[1]["processor"] / size[1]["processor"] for size in (short, middle)]
        fits = max(growth) <= MOST_GROWTH and last[2] <= MOST_KB
        right = right and fits
        print(f"  {'':<14} processor time a page: {growth[0]:.2f} of the shortest's, {growth[1]:.2f} of the middle's; "
              f"{last[2]:.0f} KB   {'as expected' if fits else 'NOT AS EXPECTED'}")
    if not right:
        print("  at least one shape is not as expected")


if __name__ == "__main__":
    main()
