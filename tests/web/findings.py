"""
The pages of findings that `arshjul watch` leaves beside PDFs, in a browser: HTML and policy, screens of three widths,
keyboard, axe-core.
"""
import base64
import hashlib
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from harness import TOP  # noqa: E402
from valid import Page  # noqa: E402

HERE = Path(__file__).resolve().parent
TINY = TOP / "tests/golden/tiny"
SECONDS = 300


def put(folder, name, status, **changes):
    """A report of that name; `changes` of its text."""
    shutil.copytree(TINY / "budget", folder / name, ignore=shutil.ignore_patterns("expected"))
    report = folder / name / "report.xml"
    text = report.read_text(encoding="utf-8").replace('status="forslag"', f'status="{status}"')
    for old, new in changes.values():
        assert old in text, old
        text = text.replace(old, new)
    report.write_text(text, encoding="utf-8")
    return report


def make(program, folder):
    """Pages of every state, by name."""
    reports = folder / "in/ekbacka"
    reports.mkdir(parents=True)
    shutil.copytree(TINY / "data", reports / "data")
    put(reports, "klar", "utkast")
    long = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft" * 2
    put(reports, "fel", "utkast", figure=("Årets resultat", "Årets överskott"), lost=("resultatbudget.csv", "resultatbudgeten.csv"),
        title=("Budget 2022–2024", f"Budget {long}"), line=("planåren", f"planåren {long} " + "ord " * 80))
    put(reports, "hindrad", "forslag", figure=("Årets resultat", "Årets överskott"))
    put(reports, "antagen", "antagen")
    put(reports, "kopior", "utkast")
    put(reports, "borta", "utkast")
    shutil.copy(reports / "kopior/report.xml", reports / "kopior/report-DESKTOP-AB12.xml")
    shutil.copy(reports / "data/resultatbudget.csv", reports / "data/resultatbudget - Kopia.csv")
    log = folder / "log"
    with open(log, "wb") as out:
        process = subprocess.Popen([program, "watch", "in", "-o", "out", "--html"], cwd=folder, stdin=subprocess.DEVNULL, stdout=out,
                                   stderr=out, env={**os.environ, "LC_ALL": "C.UTF-8"})
    pages = {name: folder / f"out/ekbacka/{name}/{name}.fynd.html" for name in
             ("klar", "fel", "hindrad", "antagen", "kopior", "borta")}
    end = time.monotonic() + SECONDS
    while time.monotonic() < end and not all(p.exists() for p in pages.values()):
        time.sleep(0.05)
    shutil.rmtree(reports / "borta")
    while time.monotonic() < end and "finns inte längre" not in pages["borta"].read_text(encoding="utf-8"):
        time.sleep(0.05)
    process.send_signal(signal.SIGTERM)
    process.wait(SECONDS)
    return pages, log.read_text(encoding="utf-8")


SAYS = {"klar": "Klar:", "fel": "Utskriven med fel:", "hindrad": "Kunde inte skrivas ut:", "antagen": "Antagen.",
        "kopior": "Det finns kopior", "borta": "Rapporten finns inte längre."}


def join(faults):
    return "\n".join(str(f) for f in faults[:12]) or None


def check_source(tally, name, path):
    html = path.read_text(encoding="utf-8")
    page = Page(html, own=True)
    tally.case(f"{name}: HTML", join(page.faults))
    tally.case(f"{name}: it stands alone", join([f"{n} {k}={v}" for n, k, v in page.addresses
                                                 if not (v.startswith("#") or (n == "a" and re.fullmatch(r"\./[^:/?#]*", v)))]))
    tally.case(f"{name}: every link leads to a file", join([v for _, _, v in page.addresses
                                                            if not v.startswith("#") and not (path.parent / v).is_file()]))
    policy = page.metas.get("Content-Security-Policy", "")
    style = re.search("<style>(.*?)</style>", html, re.DOTALL)
    digest = base64.b64encode(hashlib.sha256(style[1].encode()).digest()).decode() if style else ""
    tally.case(f"{name}: nothing but its one style is allowed", None if html.count("<style") == 1 and "<script" not in html and
               policy.startswith("default-src 'none';") and f"style-src 'sha256-{digest}';" in policy else policy)
    tally.case(f"{name}: its state", None if SAYS[path.parent.name] in html and page.language else html[-4000:])


def check_watch(tally, browser, axe, program, folder, keyboard, skip, pictures):
    folder = folder / "watch"
    folder.mkdir()
    pages, said = make(program, folder)
    script = (HERE / "page.js").read_text(encoding="utf-8")
    for key, path in pages.items():
        name = f"findings, {key}"
        if not tally.case(f"{name}: is made", None if path.is_file() else said):
            continue
        check_source(tally, name, path)
        for width, height in ((320, 640), (360, 740), (1280, 900)):
            at = f"{name} at {width} px"
            browser.open(path.as_uri(), width, height)
            browser.call(script)
            tally.case(f"{at}: the way to the content", join(skip(browser)))
            browser.open(path.as_uri(), width, height)
            browser.call(script)
            tally.case(f"{at}: the keyboard", join(keyboard(browser)))
            tally.case(f"{at}: nothing asked for", join([r for r in browser.requests if not r.startswith(path.as_uri())]))
            tally.case(f"{at}: nothing beyond the screen", join(browser.call("webTest.overflow()")))
            tally.case(f"{at}: with wide spacing", join(browser.call("webTest.space()")))
            tally.case(f"{at}: targets", join(browser.call("webTest.targets()")))
            browser.call(axe + ";1")
            tally.case(f"{at}: axe-core", join(browser.call("webTest.axeFaults()")))
            if pictures:
                browser.picture(Path(pictures) / f"findings-{key}-{width}.png")
