"""Cover titles: in every shipped theme a long word is set smaller rather than parted."""
import re
import shutil

from harness import TOP, run

TINY = TOP / "tests/golden/tiny/budget"
WORD = re.compile(r'^  text header/div/p .* "(.*)"$')
TITLES = [
    "Omvärldsanalys 2021–2023",
    "Kommunbudgeten 2022–2024",
    "Genomlysningen och handlingsplanen",
    "Kommunstyrelsens genomlysning 2025–2026",
    "Delårsrapport januari–augusti 2022",
    "Samhällsbyggnadsnämndens verksamhetsplan",
    "Arbetsmarknadsverksamheternas årsplan",
    "Plan för Överförmyndarverksamheten och kommunstyrelsen under 2022",
]


def check(tally, program, scratch):
    for theme in sorted(path.name for path in (TOP / "templates/themes").iterdir()):
        for number, title in enumerate(TITLES):
            report = scratch / "covers" / theme / str(number)
            shutil.copytree(TINY, report, ignore=shutil.ignore_patterns("expected"))
            shutil.copytree(TINY.parent / "data", report.parent / "data", dirs_exist_ok=True)
            xml = (report / "report.xml").read_text()
            xml = re.sub(r"<title[^>]*>[^<]*</title>", f"<title>{title}</title>", xml, count=1)
            (report / "report.xml").write_text(xml.replace("<report ", f'<report theme="{theme}" ', 1))
            pages = run([program, "pages", report / "report.xml"])
            cover = pages.out.split("\n page 2 ")[0].split("\n")
            printed = [word for line in cover if (found := WORD.match(line)) for word in found.group(1).split()]
            missing = [word for word in title.split() if word not in printed]
            tally.case(f"covers: {theme}, {title}", f"parted: {missing}\n{printed}{pages.err}" if missing else None)
