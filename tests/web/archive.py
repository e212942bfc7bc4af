"""
The list of an archive (output/index.html) in a browser: HTML and policy, screens of three widths, keyboard, axe-core;
search as it is typed, filters, order, the address; without scripts; on paper; a thousand documents.
"""
import base64
import hashlib
import re
import sys
from pathlib import Path
from urllib.parse import unquote

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from harness import run  # noqa: E402
import records  # noqa: E402
from valid import Page  # noqa: E402

HERE = Path(__file__).resolve().parent
MANY, MOST_BYTES = 1000, 700_000

SHOWN = """[...document.querySelectorAll('#lista tbody tr:not(.arc-group)')].filter(tr => tr.checkVisibility())
           .map(tr => tr.cells[1].firstElementChild.firstChild.data)"""


def make(folder):
    """An archive with something of everything."""
    put, of = records.put, {"whose": "Alingsås kommun"}
    put(folder, "alingsas", "budget-2021", "Budget 2021–2023", status="antagen", date="2020-11-25", body="Kommunfullmäktige",
        paragraph="§\u00a0198", number="KS 2020/391", size=1250000, **of)
    put(folder, "alingsas", "budget-2022", "Budget 2022–2024", status="antagen", date="2021-11-24", body="Kommunfullmäktige",
        paragraph="§\u00a0212", number="KS 2021/415", replaces=["Budget 2021–2023"], counts={"accepted": 13}, html=True, **of)
    put(folder, "alingsas", "budget-2023", "Budget 2023–2025", date="2022-11-23", body="Kommunfullmäktige", html=True,
        replaces=["Budget 2022–2024, antagen den 24 november 2021"], number="KS 2022/402", **of)
    put(folder, "alingsas", "omvarldsanalys-2023", "Omvärldsanalys 2023–2026", kind="omvarldsanalys", kind_name="Planeringsunderlag",
        status="utkast", body="Kommunstyrelsen", counts={"errors": 2, "warnings": 1}, **of)
    put(folder, "alingsas", "omvarldsanalys-2023", "", status="utkast", failed=True, counts={"errors": 3}, **of)
    put(folder, "amal", "plan", "Plan utan år", kind="handlingsplan", whose="Åmåls kommun", status="utkast", failed=True)
    put(folder, "orebro", "handlingsplan-2024", "Handlingsplan för tillgänglig information, delaktighet och inflytande i "
        "samhällsplaneringens alla skeden", kind="handlingsplan", whose="Örebro kommun", status="antagen", date="2024-03-05", pages=1,
        body="Samhällsbyggnads- och trafiknämnden", paragraph="§§\u00a034–36", number="SBN 2023-1187/4711-ÅÄÖ", size=49000)
    strange = folder / "tyreso"
    strange.mkdir()
    (strange / "skannad årsredovisning, inte vår.pdf").write_bytes(b"%PDF")
    return folder


def join(faults):
    return "\n".join(str(f) for f in faults[:12]) or None


def same(got, expected):
    return None if got == expected else f"{got}\ninstead of\n{expected}"


def check_source(tally, name, folder, program):
    made = run([program, "index", folder])
    path = folder / "index.html"
    if not tally.case(f"{name}: is made", None if path.is_file() else made.err):
        return None
    html = path.read_text(encoding="utf-8")
    page = Page(html, own=True)
    tally.case(f"{name}: HTML", join(page.faults))
    tally.case(f"{name}: it stands alone", join([f"{n} {k}={v}" for n, k, v in page.addresses
                                                 if not (v.startswith("#") or (n == "a" and re.fullmatch(r"[a-z][^:?#]*", v)))]))
    missing = [v for n, _, v in page.addresses if not v.startswith("#") and not (folder / unquote(v)).is_file()]
    tally.case(f"{name}: every link leads to a file", join(missing))
    policy = page.metas.get("Content-Security-Policy", "")
    for kind in ("style", "script"):
        text = re.search(f"<{kind}>(.*?)</{kind}>", html, re.DOTALL)
        digest = base64.b64encode(hashlib.sha256(text[1].encode()).digest()).decode() if text else ""
        tally.case(f"{name}: the one {kind} is allowed by its digest", None if html.count(f"<{kind}") == 1 and
                   f"{kind}-src 'sha256-{digest}';" in policy and policy.startswith("default-src 'none';") else policy)
    again = run([program, "index", folder])
    tally.case(f"{name}: the same anew", None if ", unchanged" in again.out and path.read_text(encoding="utf-8") == html else again.out)
    return path


def check_screens(tally, browser, name, path, axe, keyboard, skip):
    script = (HERE / "page.js").read_text(encoding="utf-8")
    for width, height in ((320, 640), (360, 740), (1280, 900)):
        at = f"{name} at {width} px"
        browser.open(path.as_uri(), width, height)
        browser.call(script)
        tally.case(f"{at}: the way past the search", join(skip(browser)))
        browser.open(path.as_uri(), width, height)
        browser.call(script)
        tally.case(f"{at}: the keyboard", join(keyboard(browser)))
        tally.case(f"{at}: nothing asked for", join([r for r in browser.requests if not r.startswith(path.as_uri())]))
        browser.call("webTest.unfold()")
        browser.call(ALL)
        tally.case(f"{at}: nothing beyond the screen", join(browser.call("webTest.overflow()")))
        tally.case(f"{at}: with wide spacing", join(browser.call("webTest.space()")))
        tally.case(f"{at}: targets", join(browser.call("webTest.targets()")))
        tally.case(f"{at}: references", join(browser.call("webTest.references()")))
        browser.call(axe + ";1")
        tally.case(f"{at}: axe-core", join(browser.call("webTest.axeFaults()")))
        choose(browser, "ordna", "-beslut")
        tally.case(f"{at}: in one list, nothing beyond the screen", join(browser.call("webTest.overflow()")))
        tally.case(f"{at}: in one list, axe-core", join(browser.call("webTest.axeFaults()")))
        search(browser, "finns inte")
        tally.case(f"{at}: nothing found, axe-core", join(browser.call("webTest.axeFaults()")))


def search(browser, words):
    """Typed into the field letter by letter, after what stood there."""
    browser.call("document.getElementById('q').focus(); document.getElementById('q').select()")
    browser.press("Backspace", 8)
    for letter in words:
        browser.type(letter)


def choose(browser, name, value):
    browser.call(f"(e => {{ e.value = {value!r}; e.dispatchEvent(new Event('input', {{bubbles: true}})); }})"
                 f"(document.querySelector('select[name={name}]'))")


def said(browser):
    """What the status says when typing has rested."""
    return browser.call("new Promise(done => setTimeout(() => done(document.querySelector('[role=status]').textContent), 400))")


# What is out of sight is not laid out until it is seen: for what measures it, all is.
ALL = "for (const row of document.querySelectorAll('#lista tr')) row.style.contentVisibility = 'visible'"

SEARCHES = [  # what is typed, which documents
    ("budget", 3), ("BUDGET 2021-11", 1), ("omvarld", 1), ("Omvärld", 1), ("OMVÄRLDS", 1), ("omvårld", 0), ("amal", 1), ("åmål", 1), ("åmal", 0),
    ("orebro", 1), ("Kommunfullmäktige", 3), ("trafiknämnden", 1), ("ks 2021/415", 1), ("§ 212", 1), ("2021-11-24", 1), ("24 november 2021", 1),
    ("handlingsplan", 2), ("antagen", 3), ("utkast alingsås", 1), ("  budget   2021–2023 ", 1), ("<b>", 0), ("(", 0), ("kb", 0)]


def check_search(tally, browser, path):
    name = "archive, search"
    browser.open(path.as_uri(), 1280, 900)
    everything = browser.call(SHOWN)
    tally.case(f"{name}: all at first", same(said(browser), f"Alla {len(everything)} dokument visas."))
    for words, count in SEARCHES:
        search(browser, words)
        tally.case(f"{name}: {words}", same(len(browser.call(SHOWN)), count))
    search(browser, "budget 2024")
    tally.case(f"{name}: told", same(said(browser), "1 av 6 dokument visas."))
    tally.case(f"{name}: the address keeps it", same(browser.call("location.search"), "?q=budget+2024"))
    tally.case(f"{name}: no empty groups", same(browser.call("[...document.querySelectorAll('#lista h2')].filter(h => h.checkVisibility()).map(h => h.textContent)"),
                                               ["Alingsås kommun"]))
    tally.case(f"{name}: so many of the group", same(browser.call("document.querySelector('.arc-group span').textContent"), "1 av 4 dokument"))
    tally.case(f"{name}: no way to groups that are not shown", same(browser.call(
        "[...document.querySelectorAll('.arc-contents a')].filter(a => a.checkVisibility()).length"), 0))
    search(browser, "finns inte")
    tally.case(f"{name}: nothing found is said", same([said(browser), browser.call("document.getElementById('inga').checkVisibility()")],
                                                     ["Inget dokument motsvarar sökningen.", True]))
    browser.press("Enter", 13)
    tally.case(f"{name}: Enter leads nowhere", same(browser.call("document.getElementById('q').value"), "finns inte"))
    browser.call("document.querySelector('[type=reset]').focus()")
    browser.press("Enter", 13)
    tally.case(f"{name}: cleared", same([said(browser), browser.call("document.activeElement.id"), browser.call(SHOWN), browser.call("location.search")],
                                       [f"Alla {len(everything)} dokument visas.", "q", everything, ""]))
    choose(browser, "status", "Antagen")
    choose(browser, "organisation", "Alingsås kommun")
    tally.case(f"{name}: filters", same(browser.call(SHOWN), ["Budget 2022–2024", "Budget 2021–2023"]))
    choose(browser, "ar", "2021")
    tally.case(f"{name}: filters together", same([browser.call(SHOWN), said(browser)], [["Budget 2021–2023"], "1 av 6 dokument visas."]))
    browser.call("document.getElementById('slag').focus()")
    browser.press("ArrowDown", 40)
    tally.case(f"{name}: a filter by the keyboard", same([browser.call("document.getElementById('slag').value"), browser.call(SHOWN)],
                                                        ["Budget", ["Budget 2021–2023"]]))
    choose(browser, "ar", "")
    choose(browser, "status", "")
    choose(browser, "organisation", "")
    choose(browser, "slag", "Omvärldsanalys")
    tally.case(f"{name}: a kind", same(browser.call(SHOWN), ["Omvärldsanalys 2023–2026"]))


def check_order(tally, browser, path):
    name = "archive, order"
    browser.open(path.as_uri(), 1280, 900)
    grouped = browser.call(SHOWN)
    tally.case(f"{name}: organisations as Swedish has them", same(browser.call("[...document.querySelectorAll('#lista h2')].map(h => h.textContent)"),
                                                                 ["Alingsås kommun", "Åmåls kommun", "Örebro kommun"]))
    button = "[...document.querySelectorAll('#lista thead button')].find(b => b.textContent === 'Beslut')"
    sorts = "[...document.querySelectorAll('#lista [aria-sort]')].map(th => th.textContent + ' ' + th.getAttribute('aria-sort'))"
    dates = ["Handlingsplan för", "Budget 2023–2025", "Budget 2022–2024", "Budget 2021–2023", "Omvärldsanalys 2023–2026", "Plan utan år"]
    for expected, sort, heard in (
            (dates, ["Beslut descending"], ", ordnade efter beslut, senaste först."),
            (dates[3::-1] + dates[4:], ["Beslut ascending"], ", ordnade efter beslut, äldsta först."), (None, [], ".")):
        browser.call(f"{button}.focus()")
        browser.press("Enter", 13)
        got = [title[:len(one)] for title, one in zip(browser.call(SHOWN), expected or grouped)]
        tally.case(f"{name}: {sort}", same([got, browser.call(sorts), said(browser)], [expected or grouped, sort, "Alla 6 dokument visas" + heard]))
        if sort:
            tally.case(f"{name}: {sort} names organisations", same(browser.call("[...document.querySelectorAll('#lista tbody u')].length"), 6))
    browser.call("location.hash = ''")
    choose(browser, "ordna", "titel")
    search(browser, "budget")
    tally.case(f"{name}: with a search", same([browser.call(SHOWN), browser.call("document.querySelector('#lista caption').textContent")],
                                             [["Budget 2021–2023", "Budget 2022–2024", "Budget 2023–2025"], "Dokument, ordnade efter titel, a–ö"]))
    said(browser)
    tally.case(f"{name}: the address keeps both", same(browser.call("location.search"), "?q=budget&ordna=titel"))


def check_addresses(tally, browser, path):
    for address, expected in (("?q=omvarld", 1), ("?status=Antagen&ordna=-titel", 3), ("?organisation=%C3%85m%C3%A5ls+kommun", 1), ("?slag=Budget&ar=2022", 1),
                              ("?status=Nix&ordna=zz&x=1&q=", 6), ("?q=%3Cscript%3Ealert(1)%3C/script%3E", 0), ("?constructor=1&length=2", 6)):
        browser.open(path.as_uri() + address, 1280, 900)
        tally.case(f"archive, address {address}", same([len(browser.call(SHOWN)), browser.call("document.getElementById('arc-search').checkVisibility()")],
                                                      [expected, True]))


def check_without(tally, browser, path):
    """Without scripts, and on paper."""
    browser.open(path.as_uri(), 1280, 900, script=False)
    tally.case("archive without scripts: everything is listed", same(len(browser.call(SHOWN)), 6))
    tally.case("archive without scripts: no search that does nothing", same(browser.call(
        "[document.getElementById('arc-search').checkVisibility(), document.querySelectorAll('#lista button').length]"), [False, 0]))
    browser.open(path.as_uri(), 1280, 900)
    browser.send("Emulation.setEmulatedMedia", media="print")
    tally.case("archive on paper: the list alone", same(browser.call(
        "['arc-search', 'lista'].map(id => document.getElementById(id).checkVisibility())"), [False, True]))
    pdf = base64.b64decode(browser.send("Page.printToPDF", preferCSSPageSize=True)["data"])
    tally.case("archive on paper: it prints", None if pdf.startswith(b"%PDF") else "no PDF")
    browser.send("Emulation.setEmulatedMedia", media="")


def check_many(tally, browser, folder, program):
    path = check_source(tally, f"archive of {MANY}", records.archive(folder, MANY), program)
    if not path:
        return
    size = path.stat().st_size
    tally.case(f"archive of {MANY}: its size", None if size < MOST_BYTES else f"{size} bytes")
    browser.open(path.as_uri(), 1280, 900)
    tally.case(f"archive of {MANY}: all are listed", same(len(browser.call(SHOWN)), MANY))
    search(browser, "malmo")
    tally.case(f"archive of {MANY}: one is found", same([len(browser.call(SHOWN)), said(browser)], [4, f"4 av 1\u00a0000 dokument visas."]))


def check_archive(tally, browser, axe, program, folder, keyboard, skip, pictures=None):
    path = check_source(tally, "archive", make(folder / "archive"), program)
    if not path:
        return
    check_screens(tally, browser, "archive", path, axe, keyboard, skip)
    check_search(tally, browser, path)
    check_order(tally, browser, path)
    check_addresses(tally, browser, path)
    check_without(tally, browser, path)
    check_many(tally, browser, folder / "many", program)
    for width in (320, 360, 1280) if pictures else ():
        browser.open(path.as_uri(), width, 900)
        browser.call(ALL)
        browser.picture(Path(pictures) / f"archive-{width}.png")
