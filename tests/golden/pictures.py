"""
Golden pictures: a page of each kind as it looks, small, compared with tests/golden/pictures/NAME.png block by
block. What the page golden files say in numbers is seen here as ink: a colour, a box, a chart that moves or goes.
"""
import argparse
import subprocess
import sys
import tempfile
from pathlib import Path

from PIL import Image, ImageChops

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from harness import TOP, Tally, program_from_arguments, run, side_by_side  # noqa: E402

HERE = Path(__file__).resolve().parent
PICTURES = HERE / "pictures"
RESOLUTION = 36
LEVELS = 24  # stored per channel: fewer than printed, for small files
BLOCK = 4  # pixels: 2.8 mm, less than a line
# Another version of Poppler draws edges otherwise, which changes a block's mean by this much at most and the
# page's by little; a line that moves by half its height, a missing rule or another tint change more.
BLOCK_MOST, PAGE_MOST = 32, 1.5

# name, what prints it (a report, or the theme of a specimen), words that stand on the page alone
PAGES = [
    ("cover-alingsas", "input/alingsas/budget-2022", "Dokumenttyp"),
    ("cover-vanersborg", "input/vanersborg/omvarldsanalys-2021", "Dokumenttyp"),
    ("columns-boxes", "input/alingsas/budget-2022", "Konkreta åtgärder för gymnasium"),
    ("columns-chart-notes", "input/vanersborg/omvarldsanalys-2021", "Saxen som öppnar sig"),
    ("indicators", "input/alingsas/budget-2022", "2. I Alingsås"),
    ("statements", "input/alingsas/budget-2022", "Kassaflödesbudget"),
    ("table-turned", "tests/golden/parts/tabeller", "Tabell 1. Resultatbudget"),
    ("side-by-side", "tests/golden/parts/bredvid", "1.1. Resultat Kommunen"),
    ("organisation", "tests/golden/parts/bredvid", "1.4. Organisation"),
    ("pictures", "tests/golden/parts/bilder", "1. Bilder"),
    ("charts", "tests/golden/parts/bilder", "2. Diagram"),
    ("colours-standard", "standard", "Text på papper"),
    ("colours-alingsas", "alingsas", "Text på papper"),
    ("colours-vanersborg", "vanersborg", "Text på papper"),
]


def print_pdf(program, source, folder):
    """The PDF of a report or specimen, or what was said instead."""
    command = ["build", TOP / source] if "/" in source else ["specimen", source]
    result = run([program, *command, "-q", "-o", folder], cwd=TOP)
    pdfs = list(Path(folder).rglob("*.pdf"))
    return pdfs[0] if pdfs else f"exit status {result.status}\n{result.err}"


def page_with(pdf, words):
    """The number of the last page that has the words: contents come before, and name them too. 0: none."""
    pages = run(["pdftotext", pdf, "-"]).out.split("\f")
    return max((n for n, text in enumerate(pages, 1) if words in " ".join(text.split())), default=0)


def render(pdf, page, folder):
    out = Path(folder) / "page"
    subprocess.run(["pdftoppm", "-r", str(RESOLUTION), "-f", str(page), "-l", str(page), "-singlefile", pdf, out], check=True)
    step = 255 / (LEVELS - 1)
    with Image.open(out.with_suffix(".ppm")) as picture:
        return picture.point(lambda v: round(round(v / step) * step))


def blocks(picture):
    """The mean of each block, as a picture."""
    return picture.reduce(BLOCK)


def compare(expected, got):
    """None, or how two pictures of a page differ and where on it, from its upper left corner."""
    if expected.size != got.size:
        return f"the page is {got.size[0]} × {got.size[1]} pixels, not {expected.size[0]} × {expected.size[1]}"
    apart = ImageChops.difference(blocks(expected), blocks(got))
    worst = [max(pixel) for pixel in apart.getdata()]
    mean = sum(worst) / len(worst)
    over = [i for i, value in enumerate(worst) if value > BLOCK_MOST]
    if not over and mean <= PAGE_MOST:
        return None
    mm = BLOCK * 25.4 / RESOLUTION
    told = [f"{len(over)} of {len(worst)} blocks differ by more than {BLOCK_MOST} (most: {max(worst)}), "
            f"the page by {mean:.2f} (allowed: {PAGE_MOST})"]
    if over:
        columns, rows = [i % apart.width for i in over], [i // apart.width for i in over]
        told.append(f"between {min(columns) * mm:.0f} and {(max(columns) + 1) * mm:.0f} mm from the left, "
                    f"{min(rows) * mm:.0f} and {(max(rows) + 1) * mm:.0f} mm from the top")
    return "\n".join(told)


def check_page(name, pdf, words, scratch, renew):
    """None, or what is wrong with one picture."""
    if not isinstance(pdf, Path):
        return pdf
    page = page_with(pdf, words)
    if not page:
        return f"no page has the words \"{words}\""
    got, path = render(pdf, page, scratch), PICTURES / f"{name}.png"
    expected = None
    if path.exists():
        with Image.open(path) as stored:
            expected = stored.convert("RGB")
    fault = compare(expected, got) if expected else f"{path.relative_to(TOP)} is missing"
    if renew and fault:
        PICTURES.mkdir(exist_ok=True)
        got.quantize(64, dither=Image.Dither.NONE).save(path, optimize=True)
        with Image.open(path) as stored:
            fault = compare(stored.convert("RGB"), got)
    if fault:
        seen = TOP / "build" / f"picture-{name}.png"
        seen.parent.mkdir(exist_ok=True)
        got.save(seen)
        fault += f"\npage {page} of {pdf.name}; as it is now: {seen.relative_to(TOP)}"
    return fault


def check_source(tally, program, source, pages, scratch, renew):
    """The pages of one document."""
    folder = scratch / source.replace("/", "-")
    pdf = print_pdf(program, source, folder)
    for name, words in pages:
        tally.case(f"picture: {name}", check_page(name, pdf, words, folder, renew))


def main():
    arguments = program_from_arguments(argparse.ArgumentParser(description=__doc__))
    tally = Tally()
    sources = {}
    for name, source, words in PAGES:
        if not arguments.cases or name.startswith(tuple(arguments.cases)):
            sources.setdefault(source, []).append((name, words))
    with tempfile.TemporaryDirectory() as scratch:
        side_by_side(tally, [(source, check_source, [arguments.program, source, pages, Path(scratch), arguments.renew])
                             for source, pages in sources.items()])
    known = {f"{name}.png" for name, _, _ in PAGES}
    left = sorted(p.name for p in PICTURES.glob("*") if p.name not in known)
    tally.case("pictures: none is left over", f"no page is called {', '.join(left)}" if left else None)
    return tally.close()


if __name__ == "__main__":
    sys.exit(main())
