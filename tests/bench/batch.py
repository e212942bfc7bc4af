"""
A batch of reports of Sweden's municipalities, as a federation prints them: drawn by lot, but the same for the same
seed on any machine. Some are broken, each in a way of its own; manifest.json tells which, and what must be said.

    batch.py make DIR --reports N --seed S     writes DIR/input and DIR/manifest.json
"""
import argparse
import json
import random
import re
import sys
import unicodedata
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
from batch_faults import FAULTS  # noqa: E402
from batch_reports import KINDS, NAMES, Report, municipalities, picture, words  # noqa: E402

FIRST_YEAR, YEARS = 2026, 12
COLOURS = ("#0f4c5c", "#5a1a3c", "#1f4d2b", "#2b2f77", "#5c3b0f")

THEME = """@import "templates/common/base.css";
@font-face {{ font-family: "Open Sans"; src: url("open-sans/OpenSans-Regular.ttf"); }}
@font-face {{ font-family: "Open Sans"; font-style: italic; src: url("open-sans/OpenSans-Italic.ttf"); }}
@font-face {{ font-family: "Open Sans"; font-weight: 600; src: url("open-sans/OpenSans-Semibold.ttf"); }}
@font-face {{ font-family: "Open Sans"; font-weight: 700; src: url("open-sans/OpenSans-Bold.ttf"); }}
:root {{ --brand: {0}; --accent: {0}; --on-brand: #ffffff; --chapter-ink: {0}; --text-size: {1}pt; --line: {2}pt; }}
"""


def slug(name):
    plain = unicodedata.normalize("NFD", name.lower()).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z]+", "-", plain).strip("-")


def chapters(dice):
    """How many chapters are added: most reports are short, some have 60 pages."""
    lot = dice.random()
    return dice.randint(0, 1) if lot < 0.60 else dice.randint(2, 5) if lot < 0.86 else dice.randint(6, 12) if lot < 0.97 else dice.randint(13, 24)


def spread(count, of):
    """`count` of the numbers 0 … of - 1, evenly among them."""
    return {(2 * i + 1) * of // (2 * count): i for i in range(count)} if count else {}


class Batch:
    def __init__(self, target, reports, broken, seed):
        self.target, self.count, self.seed = Path(target), reports, seed
        self.places = municipalities()
        self.broken = spread(broken, reports)
        self.pool = words()
        self.pictures = [picture(i) for i in range(4)]
        self.told = []

    def name_of(self, number):
        """Organisation, kind and year of a report: each municipality has one of a kind and year."""
        code, name = self.places[number % len(self.places)]
        turn = number // len(self.places)
        kind = KINDS[(turn + number) % len(KINDS)]
        return code, name, kind, FIRST_YEAR - turn // len(KINDS) % YEARS

    def one(self, number):
        dice = random.Random(f"{self.seed} {number}")
        code, name, kind, year = self.name_of(number)
        fault = FAULTS[self.broken[number] % len(FAULTS)] if number in self.broken else None
        if fault and fault.kind:
            kind = fault.kind
        status = "forslag" if fault else dice.choice(("utkast", "utkast", "forslag", "forslag", "antagen"))
        report = Report(dice, self.pool, name, kind, year, status)
        organisation = self.target / "input" / f"{code}-{slug(name)}"
        report.theme = dice.choice(("standard", "standard", "alingsas", "vanersborg", "../tema"))
        if report.theme == "../tema":
            self.write_theme(organisation, int(code))
        if dice.random() < 0.05:
            report.picture = dice.choice(self.pictures)
        report.write(chapters(dice))
        if fault:
            fault.spoil(report.files)
        folder = organisation / f"{NAMES.get(kind, kind)}-{year}"
        while folder.exists():  # a broken one was made another kind
            folder = folder.with_name(folder.name + "-b")
        for path, data in report.files.items():
            file = folder / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(data)
        if fault:
            self.told.append({"report": (folder / "report.xml").relative_to(self.target).as_posix(), "code": fault.code, "what": fault.what})

    def write_theme(self, organisation, number):
        theme = organisation / "tema/theme.css"
        if not theme.exists():
            theme.parent.mkdir(parents=True)
            size = 9.5 + number % 3 * 0.5
            theme.write_text(THEME.format(COLOURS[number % len(COLOURS)], size, round(size * 1.45, 1)), encoding="utf-8")

    def write(self):
        for number in range(self.count):
            self.one(number)
        manifest = {"seed": self.seed, "reports": self.count, "broken": sorted(self.told, key=lambda one: one["report"])}
        (self.target / "manifest.json").write_text(json.dumps(manifest, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        return manifest


def make(target, reports, seed=1, broken=None):
    """Writes a batch to the new folder `target`; two of a hundred are broken, unless `broken` says how many."""
    target = Path(target)
    if (target / "input").exists():
        raise FileExistsError(f"{target / 'input'} is there already")
    return Batch(target, reports, reports * 2 // 100 if broken is None else broken, seed).write()


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=["make"])
    parser.add_argument("dir")
    parser.add_argument("--reports", type=int, default=1000)
    parser.add_argument("--broken", type=int)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    if arguments.reports > len(municipalities()) * len(KINDS) * YEARS:
        parser.error(f"at most {len(municipalities()) * len(KINDS) * YEARS} reports")
    try:
        manifest = make(arguments.dir, arguments.reports, arguments.seed, arguments.broken)
    except FileExistsError as error:
        sys.exit(str(error))
    print(f"{manifest['reports']} reports, {len(manifest['broken'])} of them broken, in {arguments.dir}/input")


if __name__ == "__main__":
    main()
