"""A folder that is watched: what people and their programs do to files there, and what is built of it."""
import ctypes
import html
import os
import re
import shutil
import signal
import socket
import subprocess
import time
from pathlib import Path

from faults import SECONDS, TINY, Build, edit, organisation
from harness import TOP, check_pdf, difference, run

STEP = 0.02


class Watch:
    """A run of `arshjul watch in -o out` in a folder, whose output is read as it comes."""

    def __init__(self, program, folder, *options, faults=None, report=None, **env):
        self.folder = folder
        self.log = folder / "log"
        self.build = Build(program, folder)
        # A test must not see what the machine's own service manager would.
        env = {"NOTIFY_SOCKET": "", "WATCHDOG_USEC": "", **env}
        with open(self.log, "wb") as log:
            clean = {k: v for k, v in os.environ.items() if not k.startswith("ARSHJUL_") and k != "LANGUAGE"}
            clean.update({"NO_COLOR": "1", "LC_ALL": "C.UTF-8", "ASAN_OPTIONS": "detect_leaks=1", **env})
            if faults:
                clean.update({**self.build.loaded, "FAULTS": faults})
            if report:
                clean["FAULTS_REPORT"] = str(report)
            self.process = subprocess.Popen([program, "watch", "in", "-o", "out", *options], cwd=folder, env=clean,
                                            stdin=subprocess.DEVNULL, stdout=log, stderr=log)

    def said(self):
        return self.log.read_text(encoding="utf-8")

    def until(self, holds):
        """None when `holds` gives something true in time; else what the program has said."""
        end = time.monotonic() + SECONDS
        while time.monotonic() < end:
            try:
                if holds():
                    return None
            except (OSError, ValueError, UnicodeDecodeError):
                pass
            if self.process.poll() is not None:
                return f"it ended with {self.process.returncode}:\n{self.said()}"
            time.sleep(STEP)
        return f"in vain:\n{self.said()}"

    def page(self, name="budget", org="org"):
        """The text of a page of findings."""
        path = self.folder / f"out/{org}/{name}/{name}.fynd.html"
        body = path.read_text(encoding="utf-8").split("<body", 1)[1]
        return html.unescape(" ".join(re.sub(r"<[^>]*>", " ", body).split()))

    def pdf(self, name="budget", org="org"):
        return self.folder / f"out/{org}/{name}/{name}.pdf"

    def text(self, name="budget", org="org"):
        return run(["pdftotext", self.pdf(name, org), "-"]).out

    def end(self, number=signal.SIGTERM):
        """The exit status after a signal."""
        self.process.send_signal(number)
        try:
            return self.process.wait(SECONDS)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
            return "it does not end"


def replace(path, old, new):
    """Saves a file with some text replaced, as an editor that writes in place does."""
    text = path.read_text(encoding="utf-8")
    assert old in text, (path, old)
    path.write_text(text.replace(old, new), encoding="utf-8")


def save_in_two_steps(watch, path, text):
    """
    Half of a file, a pause that is longer than that after a save, and the rest within the second that is waited for it.
    Done again when the machine took longer, since half a report is rightly told of then. A fault, and what was said.
    """
    half, pause, most = len(text) // 2, 0.25, 0.8
    for attempt in range(20):
        words, told, before = f"Sparad i två steg, gång {attempt}", len(watch.said()), time.monotonic()
        path.write_text(text[:half], encoding="utf-8")
        time.sleep(pause)
        with open(path, "a", encoding="utf-8") as file:
            file.write(text[half:].replace("</p>", f" {words}.</p>", 1))
        in_time = time.monotonic() - before < most
        fault = watch.until(lambda: words in watch.text())
        if fault or in_time:
            break
    return fault, watch.said()[told:]


def listen():
    """A service manager's socket and its address; not a path, which may be too long for one."""
    server = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
    server.bind("")  # the kernel chooses an abstract name (unix(7))
    server.settimeout(SECONDS)
    return server, "@" + server.getsockname()[1:].decode()


def check_saving(tally, program, folder):
    """Every way of saving, from the first look to the end."""
    organisation(folder / "in/org", ("budget", "plan"), "utkast")
    report, data = folder / "in/org/budget/report.xml", folder / "in/org/data/resultatbudget.csv"
    server, address = listen()
    watch = Watch(program, folder, NOTIFY_SOCKET=address, WATCHDOG_USEC="200000")
    case = lambda name, fault: tally.case(f"watch: {name}", fault)  # noqa: E731

    told = [server.recv(256).decode() for _ in range(2)]
    case("the service manager is told that all is well", None if told == ["READY=1", "WATCHDOG=1"] else str(told))
    case("what is not printed is built at once", watch.until(lambda: watch.pdf().exists() and watch.pdf("plan").exists()))
    case("a page of findings stands beside each", watch.until(lambda: "Klar: 3 sidor, inga anmärkningar." in watch.page()
         and "Klar:" in watch.page("plan") and "Öppna PDF:en" in watch.page()))
    case("its PDF is sound", check_pdf(watch.pdf()))

    replace(report, "</p>", " Sparad på plats.</p>")
    case("a report that is saved in place", watch.until(lambda: "Sparad på plats" in watch.text()))

    other = report.with_name("report.xml.new")
    other.write_text(report.read_text(encoding="utf-8").replace("på plats", "vid sidan av"), encoding="utf-8")
    os.replace(other, report)
    case("one that is written beside and renamed", watch.until(lambda: "Sparad vid sidan av" in watch.text()))

    text = report.read_text(encoding="utf-8")
    report.unlink()
    time.sleep(0.05)
    report.write_text(text.replace("vid sidan av", "på nytt"), encoding="utf-8")
    case("one that is deleted and written anew", watch.until(lambda: "Sparad på nytt" in watch.text()))

    fault, said = save_in_two_steps(watch, report, text)
    case("one that is saved in two steps", fault)
    case("half a report is not told of", None if "error" not in said else said)

    replace(report, 'of="Årets resultat" period="2022"', 'of="Årets överskott" period="2022"')
    case("a mistake is on the page, with its line and what to do", watch.until(
        lambda: "Utskriven med fel:" in watch.page() and "1 fel" in watch.page() and '"Årets överskott"' in watch.page()
        and "Gör så här:" in watch.page() and re.search(r"rad \d+, tecken \d+ i budget/report.xml", watch.page())))
    marked = re.search(r"<mark>(.*?)</mark>", watch.pdf().with_suffix(".fynd.html").read_text(encoding="utf-8"))
    case("and the place is marked", None if marked and marked[1].startswith("&lt;value of=") else str(marked))
    replace(report, "Årets överskott", "Årets resultat")
    case("a mistake that is mended is gone", watch.until(lambda: "inga anmärkningar" in watch.page()))

    aside = data.with_name("aside.csv")
    data.rename(aside)
    case("data that are gone concern those who read them", watch.until(lambda: "resultatbudget.csv" in watch.page() and
         "fel" in watch.page() and "fel" in watch.page("plan")))
    aside.rename(data)
    case("and data that come back", watch.until(lambda: "inga anmärkningar" in watch.page() and "inga anmärkningar" in watch.page("plan")))
    check_names(case, watch, folder)
    check_folders(case, watch, folder)
    check_statuses(case, watch, folder, program)

    status = watch.end()
    case("SIGTERM ends it well", None if status == 0 else f"{status}\n{watch.said()}")
    left = [str(p) for p in (folder / "out").rglob(".*")]
    case("nothing is left of what it was at", "\n".join(left) or None)
    server.close()


def check_names(case, watch, folder):
    """Files that programs leave, and copies beside a report."""
    budget = folder / "in/org/budget"
    missed = watch.pdf("plan").with_suffix(".fynd.html")
    missed.unlink()  # whatever has the report looked at has the page made anew
    for name in ("~$report.docx", ".~lock.report.xml#", "report.xml.swp", "report.xml~", "x.tmp", "Thumbs.db"):
        (budget.parent / "plan" / name).write_text("x", encoding="utf-8")
    copy = budget / "report (1).xml"
    shutil.copy(budget / "report.xml", copy)
    case("a copy of a report is told of on its page", watch.until(
        lambda: "Det finns kopior" in watch.page() and "budget/report (1).xml" in watch.page()))
    copy.unlink()
    case("and a copy that is gone is not", watch.until(lambda: "Det finns kopior" not in watch.page()))
    case("programs' own files are passed over", watch.said() if missed.exists() else None)
    (budget.parent / "plan/bild.png").write_bytes(b"x")
    case("and no others", watch.until(missed.exists))


def check_folders(case, watch, folder):
    """Folders that come, move and go, and a theme of one's own."""
    new = folder / "in/ny/bokslut"
    organisation(folder / "aside", ("bokslut",), "utkast", "Ny mapp.")
    (folder / "aside").rename(folder / "in/ny")
    case("a folder that is moved in", watch.until(lambda: "Ny mapp" in watch.text("bokslut", "ny")))
    replace(new / "report.xml", "Ny mapp.", "Ännu nyare.")
    case("and what is saved in it", watch.until(lambda: "Ännu nyare" in watch.text("bokslut", "ny")))

    theme = folder / "in/ny/tema"
    shutil.copytree(TOP / "templates/tema/start", theme)
    replace(new / "report.xml", "<report ", '<report theme="../tema" ')
    case("a theme of its own", watch.until(lambda: "tema" in watch.pdf("bokslut", "ny").with_suffix(".json").read_text()))
    bytes_before = watch.pdf("bokslut", "ny").read_bytes()
    with open(theme / "theme.css", "a", encoding="utf-8") as file:
        file.write("\np { color: #400000; }\n")
    case("and a change of it", watch.until(lambda: watch.pdf("bokslut", "ny").read_bytes() != bytes_before))

    new.rename(new.with_name("omdopt"))
    case("a folder that has another name", watch.until(lambda: "Ännu nyare" in watch.text("omdopt", "ny")))
    case("tells where it was", watch.until(lambda: "Rapporten finns inte längre." in watch.page("bokslut", "ny")
                                           and "står kvar" in watch.page("bokslut", "ny")))


def check_statuses(case, watch, folder, program):
    """A proposal that has errors, and a report that is adopted."""
    report = folder / "in/org/plan/report.xml"
    replace(report, 'status="utkast"', 'status="forslag"')
    case("a proposal is built", watch.until(lambda: "Klar:" in watch.page("plan") and "förslag" in watch.page("plan")))
    replace(report, "Årets resultat", "Årets överskott")
    case("one with errors leaves the earlier PDF, and says so", watch.until(
        lambda: re.search(r"Kunde inte skrivas ut: 2 fel.* Den tidigare PDF:en från .* står kvar", watch.page("plan"))))
    replace(report, "Årets överskott", "Årets resultat")
    case("until they are mended", watch.until(lambda: "Klar:" in watch.page("plan")))

    page, said = watch.pdf("plan").with_suffix(".fynd.html"), "in/org/plan/report.xml: note: "
    replace(report, 'status="forslag"', 'status="antagen"')
    case("an adopted report is left to build", watch.until(lambda: "Antagen." in watch.page("plan")))
    note = f'{said}an adopted report (status="antagen") is not printed by watch [N0833]; hint: print it with arshjul build\n'
    case("and that is told", watch.until(lambda: note in watch.said()))
    done = run([program, "build", "in/org/plan", "-o", "out", "-q"], cwd=folder)
    case("build takes its page away", None if done.status == 0 and not page.exists() else done.err + done.out)
    replace(report, 'status="antagen"', 'status="utkast"')
    case("a draft where an adopted document stands is not printed", watch.until(
        lambda: "Kunde inte skrivas ut" in watch.page("plan")))
    replace(report, 'status="utkast"', 'status="antagen"')
    case("and the adopted one needs no page", watch.until(lambda: not page.exists()))


def check_build(tally, program, folder):
    """A later build keeps the page true."""
    organisation(folder / "in/org", ("budget",), "utkast")
    watch = Watch(program, folder)
    fault = watch.until(lambda: "Klar:" in watch.page())
    status = watch.end(signal.SIGINT)
    tally.case("watch: SIGINT ends it well", fault or (None if status == 0 else f"{status}"))
    report = folder / "in/org/budget/report.xml"
    replace(report, "Årets resultat", "Årets överskott")
    run([program, "build", "in", "-o", "out"], cwd=folder)
    tally.case("watch: build makes a page anew that is there", None if "2 fel" in watch.page() else watch.page())
    replace(report, "Årets överskott", "Årets resultat")
    shutil.copy(folder / "in/org/budget/report.xml", folder / "in/org/budget/report (1).xml")
    run([program, "build", "in", "-o", "out"], cwd=folder)
    tally.case("watch: with the copies there are", None if "Det finns kopior" in watch.page() else watch.page())
    (folder / "in/org/budget/report (1).xml").unlink()
    result = run([program, "build", "in", "-o", "out"], cwd=folder)
    there = watch.pdf().with_suffix(".fynd.html").exists()
    tally.case("watch: a page that is not of the present goes, where nothing is built",
               None if not there or "Det finns kopior" not in watch.page() else result.out + watch.page())
    plain = run([program, "build", "in", "-o", "plain"], cwd=folder)
    tally.case("watch: build makes none", None if plain.status == 0 and not list(folder.glob("plain/**/*.fynd.html")) else plain.err)


def check_again(tally, program, folder):
    """What was saved while nobody watched."""
    organisation(folder / "in/org", ("budget", "plan"), "utkast")
    watch = Watch(program, folder)
    fault = watch.until(lambda: "Klar:" in watch.page() and "Klar:" in watch.page("plan"))
    watch.process.kill()
    watch.process.wait()
    times = [watch.pdf(n).stat().st_mtime_ns for n in ("budget", "plan")]
    replace(folder / "in/org/budget/report.xml", "</p>", " Under tiden.</p>")
    (folder / "in/org/plan/report.xml").touch()
    watch = Watch(program, folder)
    fault = fault or watch.until(lambda: "Under tiden" in watch.text())
    now = [watch.pdf(n).stat().st_mtime_ns for n in ("budget", "plan")]
    tally.case("watch: what was saved meanwhile is built, and nothing else",
               fault or (None if now[0] != times[0] and now[1] == times[1] else watch.said()))

    # The folder goes away and comes back, changed.
    (folder / "in").rename(folder / "away")
    gone = ('arshjul: error: the folder "in" cannot be watched: it is not there [E0830]; '
            "hint: it is tried again and again; see that it is there and may be read, and that the share is mounted\n")
    fault = watch.until(lambda: gone in watch.said())
    (folder / "in").mkdir()
    time.sleep(0.1)
    (folder / "in").rmdir()
    replace(folder / "away/org/budget/report.xml", "Under tiden.", "Borta.")
    (folder / "away").rename(folder / "in")
    back = 'arshjul: note: the folder "in" is watched again [N0834]\n'
    fault = fault or watch.until(lambda: back in watch.said() and "Borta" in watch.text())
    told = watch.said().count("E0830")
    tally.case("watch: a folder that goes and comes back", fault or (None if told == 1 else watch.said()))
    page = watch.page("plan")
    tally.case("watch: its reports were not gone", None if "Klar:" in page else page)
    replace(folder / "in/org/plan/report.xml", "</p>", " Åter.</p>")
    tally.case("watch: and is heard of as before", watch.until(lambda: "Åter" in watch.text("plan")))
    tally.case("watch: it ends well then", None if watch.end() == 0 else watch.said())


def check_looking(tally, program, folder):
    """Where nothing tells of changes."""
    organisation(folder / "in/org", ("budget",), "utkast")
    watch = Watch(program, folder, "--poll=0.1", "--html")
    report = folder / "in/org/budget/report.xml"
    fault = watch.until(lambda: "Klar:" in watch.page() and "Öppna webbsidan" in watch.page())
    tally.case("watch --poll: it says so", fault or difference("watching in by looking at it, 1 report\n", watch.said().split("\n")[0] + "\n"))
    replace(report, "</p>", " Sedd.</p>")
    tally.case("watch --poll: what is saved", watch.until(lambda: "Sedd" in watch.text()))
    # A second save that leaves time and size as they were.
    info = report.stat()
    replace(report, "Sedd.", "Hörd.".ljust(len("Sedd.")))
    os.utime(report, ns=(info.st_atime_ns, info.st_mtime_ns))
    tally.case("watch --poll: and again within the same time", watch.until(lambda: "Hörd" in watch.text()))
    organisation(folder / "in/ny", ("plan",), "utkast", "Ny.")
    tally.case("watch --poll: a new folder", watch.until(lambda: "Ny." in watch.text("plan", "ny")))
    shutil.rmtree(folder / "in/ny")
    tally.case("watch --poll: a folder that is gone", watch.until(lambda: "finns inte längre" in watch.page("plan", "ny")))
    tally.case("watch --poll: the end", None if watch.end() == 0 else watch.said())
    for wrong in ("0", "x", "0.01", "3601", "1e3", "-1"):
        result = run([program, "watch", f"--poll={wrong}", "in"], cwd=folder)
        expected = (f'arshjul: error: option "--poll" cannot be "{wrong}" [E0832]\n'
                    "  hint: write seconds from 0.05 to 3600, such as --poll=2\n")
        tally.case(f"watch --poll={wrong}", difference(expected, result.err) or (None if result.status == 2 else f"{result.status}"))


def check_refused(tally, program, folder):
    """A system that watches no more folders."""
    if not Build(program, folder).library.exists():
        return  # no faults under the sanitizers
    organisation(folder / "in/org", ("budget",), "utkast")
    watch = Watch(program, folder, faults="inotify_add_watch:2+:ENOSPC")
    told = ('arshjul: warning: the system tells of changes in no more folders; "in" is looked at again and again instead [W0831]; '
            "hint: raise fs.inotify.max_user_watches (sysctl), or watch a smaller folder\n")
    fault = watch.until(lambda: "Klar:" in watch.page() and told in watch.said())
    replace(folder / "in/org/budget/report.xml", "</p>", " Ändå.</p>")
    fault = fault or watch.until(lambda: "Ändå" in watch.text())
    tally.case("watch: without the system's help", fault or (None if watch.said().count("W0831") == 1 else watch.said()))
    watch.end()


def check_unread(tally, program, folder):
    """A folder that cannot be read is told of, once; the others are watched."""
    if not Build(program, folder).library.exists():
        return  # no faults under the sanitizers
    organisation(folder / "in/org", ("budget",), "utkast")
    (folder / "in/stängd").mkdir()
    watch = Watch(program, folder, "--poll=0.1", faults="opendir:1+:EACCES", FAULTS_NAME="stängd")
    told = 'cannot be read: permission denied [E0823]; hint: let the user that runs arshjul read it; what it holds was passed over\n'
    fault = watch.until(lambda: "Klar:" in watch.page() and told in watch.said())
    replace(folder / "in/org/budget/report.xml", "</p>", " Ändå.</p>")
    fault = fault or watch.until(lambda: "Ändå" in watch.text())
    tally.case("watch: a folder that cannot be read", fault or (None if watch.said().count("E0823") == 1 else watch.said()))
    watch.end()


def check_unwritten(tally, program, folder):
    """What cannot be written, as when a PDF is open in a viewer, is written when it can, without being saved again."""
    organisation(folder / "in/org", ("budget",), "utkast")
    watch = Watch(program, folder)
    fault = watch.until(lambda: "Klar:" in watch.page())
    watch.pdf().chmod(0o444)
    replace(folder / "in/org/budget/report.xml", "</p>", " Till sist.</p>")
    tally.case("watch: a PDF that cannot be replaced", fault or watch.until(
        lambda: "[E0818]" in watch.said() and "Kunde inte skrivas ut" in watch.page()))
    watch.pdf().chmod(0o644)
    tally.case("watch: is replaced when it can", watch.until(lambda: "Till sist" in watch.text() and "Klar:" in watch.page()))
    tally.case("watch: which ends well too", None if watch.end() == 0 else watch.said())


def check_crash(tally, program, folder):
    """A report that brings its process down costs the others nothing."""
    if not Build(program, folder).library.exists():
        return  # no faults under the sanitizers
    organisation(folder / "in/org", ("budget", "plan"), "utkast")
    watch = Watch(program, folder, "--time-limit=60", faults="csv_parse:1:SEGV", report="in/org/plan")
    fault = watch.until(lambda: "Klar:" in watch.page() and "Kunde inte skrivas ut" in watch.page("plan"))
    tally.case("watch: a crash is on the page", fault or (None if "Fel i programmet" in watch.page("plan") else watch.page("plan")))
    replace(folder / "in/org/budget/report.xml", "</p>", " Vidare.</p>")
    tally.case("watch: and the others go on", watch.until(lambda: "Vidare" in watch.text()))
    tally.case("watch: which ends well", None if watch.end() == 0 else watch.said())
    watch = Watch(program, folder)
    tally.case("watch: and builds it when it can", watch.until(lambda: "Klar:" in watch.page("plan")))
    watch.end()


def check_templates(tally, program, folder):
    """Templates that change under way."""
    organisation(folder / "in/org", ("budget", "plan"), "utkast")
    shutil.copytree(TOP / "templates", folder / "templates")
    watch = Watch(program, folder, "-T", "templates")
    fault = watch.until(lambda: "Klar:" in watch.page() and "Klar:" in watch.page("plan"))
    before = [watch.pdf(n).read_bytes() for n in ("budget", "plan")]
    with open(folder / "templates/themes/standard/theme.css", "a", encoding="utf-8") as file:
        file.write("\np { color: #400000; }\n")
    fault = fault or watch.until(lambda: all(watch.pdf(n).read_bytes() != b for n, b in zip(("budget", "plan"), before)))
    tally.case("watch: a template concerns all", fault)
    watch.end()


def check_index(tally, program, folder):
    """An index.html that a build has made is kept true, and none is begun."""
    organisation(folder / "in/org", ("budget", "plan"), "utkast")
    index = folder / "out/index.html"
    watch = Watch(program, folder)
    fault = watch.until(lambda: "Klar:" in watch.page() and "Klar:" in watch.page("plan"))
    tally.case("watch: begins no index", fault or (None if not index.exists() else "it has"))
    watch.end()
    watch.build("build", "in", "-o", "out")
    before = index.read_text(encoding="utf-8")
    watch = Watch(program, folder)
    fault = watch.until(lambda: "watching in" in watch.said())
    replace(folder / "in/org/plan/report.xml", "</title>", " som är ny</title>")
    fault = fault or watch.until(lambda: "som är ny" in index.read_text(encoding="utf-8"))
    tally.case("watch: renews the index", fault or (None if "som är ny" not in before else before))
    replace(folder / "in/org/plan/report.xml", "</title>", "</titel>")
    tally.case("watch: and when a report fails", watch.until(lambda: "plan.fynd.html" in index.read_text(encoding="utf-8")))
    index.write_text("<title>Vår egen</title>", encoding="utf-8")
    replace(folder / "in/org/plan/report.xml", "</titel>", "</title>")
    fault = watch.until(lambda: "W0865" in watch.said())
    tally.case("watch: but no other's", fault or (None if "egen" in index.read_text(encoding="utf-8") else "it is replaced"))
    watch.end()


def check_allowed(tally, program, folder):
    """Data that the operator lets reports read elsewhere."""
    organisation(folder / "in/org", ("budget",), "utkast")
    (folder / "gemensamt").mkdir()
    data = folder / "gemensamt/resultatbudget.csv"
    shutil.move(folder / "in/org/data/resultatbudget.csv", data)
    replace(folder / "in/org/budget/report.xml", "../data/", f"{folder}/gemensamt/")
    watch = Watch(program, folder, "--allow", "gemensamt")
    fault = watch.until(lambda: "Klar:" in watch.page())
    before = watch.page()
    replace(data, "Årets resultat", "Årets eget resultat")
    fault = fault or watch.until(lambda: watch.page() != before and "fel" in watch.page())
    replace(data, "Årets eget resultat", "Årets resultat")
    tally.case("watch: data that are allowed elsewhere", fault or watch.until(lambda: "Klar:" in watch.page()))
    watch.end()


def check_beside(tally, program, folder):
    """PDFs beside the reports, in the watched folder itself; two reports that would print to one file."""
    organisation(folder / "in/org", ("budget",), "utkast")
    watch = Watch(program, folder, "-o", "in")
    page = folder / "in/org/budget/budget.fynd.html"
    fault = watch.until(lambda: "Klar:" in page.read_text(encoding="utf-8"))
    replace(folder / "in/org/budget/report.xml", "</p>", " Bredvid.</p>")
    fault = fault or watch.until(lambda: "Bredvid" in run(["pdftotext", page.with_name("budget.pdf"), "-"]).out)
    fault = fault or watch.until(lambda: watch.said().count("budget.pdf: ") >= 2)
    said = watch.said()
    time.sleep(0.5)  # what it writes there itself would have it build again and again
    tally.case("watch: PDFs beside the reports", fault or difference(said, watch.said()))
    watch.end()
    organisation(folder / "in/2022/org", ("budget",), "utkast", "Ett annat.")
    watch = Watch(program, folder)
    fault = watch.until(lambda: watch.said().count("E0804") == 1 and "Ett annat" in watch.text())
    tally.case("watch: two reports for one file", fault)
    watch.end()


def check_one_report(tally, program, folder):
    """A report's own folder may be named; its data lie beside it."""
    organisation(folder / "org", ("budget", "plan"), "utkast")
    (folder / "in").symlink_to("org/budget")
    watch = Watch(program, folder)
    fault = watch.until(lambda: "Klar:" in watch.page())
    replace(folder / "org/data/resultatbudget.csv", "Årets resultat", "Årets resultat ")
    fault = fault or watch.until(lambda: "stavas" in watch.page() or watch.said().count("budget.pdf") > 1)
    tally.case("watch: the folder of one report", fault or (None if not watch.pdf("plan").exists() else watch.said()))
    watch.end()


def refuse_huge_pages():
    """The kernel would round memory up to 2 MiB when it finds time to; said of this process and those it starts."""
    ctypes.CDLL(None).prctl(41, 1, 0, 0, 0)  # PR_SET_THP_DISABLE


def memory_of(process):
    return int(re.search(r"VmRSS:\s+(\d+)", Path(f"/proc/{process.pid}/status").read_text())[1])


def check_soak(tally, program, folder):
    """Hundreds of saves leave no trace in the memory of the process that watches."""
    organisation(folder / "in/org", ("budget",), "utkast")
    refuse_huge_pages()
    watch = Watch(program, folder, "-q")
    report = folder / "in/org/budget/report.xml"
    text = report.read_text(encoding="utf-8")
    fault = watch.until(lambda: "Klar:" in watch.page())
    sizes = []
    for part in range(3):
        for n in range(100):
            (folder / f"in/org/budget/{part}-{n}.txt").write_text("x" * n, encoding="utf-8")
            report.write_text(text.replace("</p>", f" Nr {part}-{n}.</p>", 1), encoding="utf-8")
            (folder / f"in/org/budget/{part}-{n}.txt").unlink()
        fault = fault or watch.until(lambda: f"Nr {part}-99" in watch.text())
        sizes.append(memory_of(watch.process))
    grown = sizes[2] - sizes[0]
    most = 512 if Build(program, folder).library.exists() else 4096  # a sanitizer keeps what was freed for a while
    tally.case("watch: memory stays as it is", fault or (None if grown < most else f"{sizes} kB"))
    tally.case("watch -q: nothing to tell", None if watch.said() == "" else watch.said())
    watch.end()


PARTS = [check_saving, check_build, check_again, check_looking, check_refused, check_unread, check_unwritten, check_crash, check_templates,
         check_index, check_allowed, check_beside, check_one_report, check_soak]
