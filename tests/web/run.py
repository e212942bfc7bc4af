"""
Web pages in a browser: every page of input/ and of the specimen in each theme, opened in headless Chromium at 360 and
1,280 px: nothing reaches beyond the screen (at 320 px and with wide spacing neither), the keyboard goes through in
order, nothing is asked for from elsewhere, and axe-core finds nothing. Their HTML, text and tables are checked too.
Ends with "N passed, N failed".
"""
import argparse
import json
import re
import shutil
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from harness import TOP, Tally, in_folders, program_from_arguments, run, side_by_side  # noqa: E402

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))
from archive import check_archive  # noqa: E402
from browser import Browser  # noqa: E402
from valid import Page, csv_of, text_fault  # noqa: E402
from findings import check_watch  # noqa: E402

NARROW, WIDE = (360, 740), (1280, 900)
TABS = 12
GROUPS = 3  # of pages, each with a browser


def axe_source():
    """axe-core by npm, of the version and digest in package-lock.json; kept below build/. None and what npm said when it fails."""
    folder = TOP / "build/npm"
    wanted = json.loads((HERE / "package.json").read_text())["devDependencies"]["axe-core"]
    package = folder / "node_modules/axe-core"

    def found():
        try:
            return json.loads((package / "package.json").read_text())["version"] == wanted
        except (OSError, ValueError):
            return False

    said = ""
    for _ in range(3):  # a network may falter
        if found():
            return (package / "axe.min.js").read_text(), None
        folder.mkdir(parents=True, exist_ok=True)
        for name in ("package.json", "package-lock.json"):
            shutil.copy(HERE / name, folder / name)
        said = run(["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--cache", folder / "cache"], cwd=folder,
                   env={"HOME": str(folder)}).err
    return None, f"axe-core cannot be had by npm:\n{said}"


def names_of_pages():
    """Every report of input/ and every theme: what is called so on the page, and where its report is; None: a specimen."""
    reports = sorted((TOP / "input").glob("*/*/report.xml"))
    themes = sorted(p.parent.name for p in (TOP / "templates/themes").glob("*/theme.css"))
    return [(f"{r.parent.parent.name}/{r.parent.name}", r.parent) for r in reports] + [(f"specimen {theme}", None) for theme in themes]


def print_page(program, folder, name, report):
    """The page, what "document" prints (None for a specimen), and what was said."""
    if report:
        made = run([program, "build", "--html", "-q", "-o", folder, report], cwd=TOP)
        return folder / name / f"{report.name}.html", run([program, "document", report], cwd=TOP).out, made.err
    theme = name.removeprefix("specimen ")
    made = run([program, "specimen", theme, "--html", "-q", "-o", folder], cwd=TOP)
    return folder / "specimen" / theme / f"{theme}.html", None, made.err


def join(faults):
    return "\n".join(str(f) for f in faults[:12]) or None


def check_tables(page):
    faults = []
    for link in page.links:
        if "download" not in link:
            continue
        try:
            rows = csv_of(link["href"])
        except ValueError as error:
            rows, faults = None, faults + [str(error)]
        if not rows or len({len(row) for row in rows}) != 1 or not re.fullmatch(r"[a-z0-9-]+\.csv", link["download"]):
            faults.append(f"{link['download']} is no table")
    return faults


def check_source(tally, name, path, document):
    html = path.read_text(encoding="utf-8")
    page = Page(html)
    tally.case(f"{name}: HTML", join(page.faults))
    strange = [f"{n} {k}={v[:60]}" for n, k, v in page.addresses
               if not (v.startswith(("#", "data:")) or n == "a" and re.match(r"https?://|mailto:|tel:|[^:/]+\.pdf$", v)
                       or n == "link" and re.fullmatch(r"[^:/]+\.pdf", v))]
    tally.case(f"{name}: it stands alone", join(strange))
    policy = page.metas.get("Content-Security-Policy", "")
    named = all(page.metas.get(k) for k in ("viewport", "dcterms.title", "dcterms.language")) and page.title
    tally.case(f"{name}: its head", None if "default-src 'none'" in policy and named and page.language else str(page.metas))
    pdf = [link for link in page.links if link.get("type") == "application/pdf"]
    there = all((path.parent / link["href"]).is_file() for link in pdf)
    tally.case(f"{name}: the PDF", None if pdf and there else "no link to it")
    tally.case(f"{name}: tables as CSV", join(check_tables(page)))
    if document:
        tally.case(f"{name}: the document's text", text_fault(document, page))


def check_keyboard(browser):
    faults = []
    for number in range(TABS):
        browser.press("Tab", 9)
        now = browser.call("webTest.focused()")
        if now["body"]:
            break
        if number == 0 and not now["skip"]:
            faults.append(f"the first stop is {now['what']}")
        if not now["after"]:
            faults.append(f"{now['what']} comes before the stop before it")
        if not now["outline"]:
            faults.append(f"{now['what']} does not show that it has the focus")
        if now["bottom"] <= 0 or now["top"] >= now["height"] or now["right"] <= 0 or now["left"] >= now["width"]:
            faults.append(f"{now['what']} is out of sight")
    return faults


def check_skip(browser):
    browser.press("Tab", 9)
    browser.press("Enter", 13)
    now = browser.call("webTest.led()")
    return [] if now["main"] else [f"the way past the contents leads to {now['what']}"]


def check_in_browser(tally, browser, name, path, axe):
    script = (HERE / "page.js").read_text(encoding="utf-8")
    for width, height in (NARROW, WIDE):
        at = f"{name} at {width} px"
        browser.open(path.as_uri(), width, height)
        browser.call(script)
        tally.case(f"{at}: the way past the contents", join(check_skip(browser)))
        browser.open(path.as_uri(), width, height)
        browser.call(script)
        tally.case(f"{at}: the keyboard", join(check_keyboard(browser)))
        asked = [r for r in browser.requests if not r.startswith(("data:", path.as_uri()))]
        tally.case(f"{at}: nothing asked for", join(asked))
        tally.case(f"{at}: its faces", join(browser.call("webTest.faces()")))
        browser.call("webTest.unfold()")
        tally.case(f"{at}: nothing beyond the screen", join(browser.call("webTest.overflow()")))
        tally.case(f"{at}: with wide spacing", join(browser.call("webTest.space()")))
        tally.case(f"{at}: targets", join(browser.call("webTest.targets()")))
        if width == NARROW[0]:
            tally.case(f"{name}: references", join(browser.call("webTest.references()")))
            browser.resize(320, 640)
            tally.case(f"{name} at 320 px", join(browser.call("webTest.overflow()")))
            tally.case(f"{name} at 320 px: words of headings", join(browser.call("webTest.brokenWords()")))
            browser.resize(width, height)
        else:
            tally.case(f"{name}: lines", join(browser.call("webTest.measure()")))
        browser.call(axe + ";1")
        tally.case(f"{at}: axe-core", join(browser.call("webTest.axeFaults()")))
        browser.prefer(forced_colors="active", prefers_color_scheme="dark")
        tally.case(f"{at}: drawings in forced colours", join(browser.call("webTest.drawn()")))


def check_pages(tally, program, folder, pages, arguments, axe):
    """Pages of reports and specimens, in a browser of their own."""
    with Browser(arguments.chromium) as browser:
        for name, report in pages:
            path, document, said = print_page(program, folder, name, report)
            if not tally.case(f"{name} is printed", None if path.is_file() else said):
                continue
            check_source(tally, name, path, document)
            check_in_browser(tally, browser, name, path, axe)
            if arguments.pictures:
                for size in (NARROW, WIDE):
                    browser.open(path.as_uri(), *size)
                    browser.picture(Path(arguments.pictures) / f"{name.replace('/', '-').replace(' ', '-')}-{size[0]}.png")


def check_own(tally, program, folder, check, arguments, axe):
    """Pages that the program makes for itself."""
    with Browser(arguments.chromium) as browser:
        check(tally, browser, axe, program, folder, check_keyboard, check_skip, arguments.pictures)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--chromium", default=shutil.which("chromium") or "chromium")
    parser.add_argument("--only", help="pages whose name holds this")
    parser.add_argument("--pictures", help="a folder for pictures of the pages, to look at")
    arguments = program_from_arguments(parser)
    tally = Tally()
    axe, fault = axe_source()
    if axe is None:
        tally.case("axe-core", fault)
        return tally.close()
    only = arguments.only or ""
    pages = [page for page in names_of_pages() if only in page[0]]
    parts = [(f"own pages, {name}", check_own, [check, arguments, axe]) for name, check in (("archive", check_archive), ("findings", check_watch))
             if only in name]
    parts += [(f"pages {n + 1}", check_pages, [pages[n::GROUPS], arguments, axe]) for n in range(GROUPS) if pages[n::GROUPS]]
    with tempfile.TemporaryDirectory() as folder:
        side_by_side(tally, in_folders(folder, arguments.program, parts))
    return tally.close()


if __name__ == "__main__":
    sys.exit(main())
