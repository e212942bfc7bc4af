"""
What an operator sees of a batch: lines that change on a terminal of any size, the same lines as ever elsewhere, a
stream of events for programs, a summary. What stands on a terminal in the end is what a log would hold.
"""
import json
import os
import re
import shutil
import signal
import socket
import subprocess
from pathlib import Path

from harness import TOP, difference, run
from terminal import Session

BAD = TOP / "tests/bad/claim-false"
BAR = re.compile(r"(?:[#\-━─]{6,}  )?(\d+)/(\d+)(?:  |$)")
WORKER = re.compile(r" *(?:\d+[.,]?\d* (?:s|min)|-)(?:  \S|$)")

# event: its members, each with the types it may have
TEXT, NUMBER, WHOLE, LIST, NONE = str, (int, float), int, list, type(None)
EVENTS = {
    "begin": {"version": TEXT, "output": TEXT, "reports": WHOLE, "jobs": WHOLE, "findings": LIST},
    "start": {"report": TEXT, "worker": WHOLE, "try": WHOLE},
    "retry": {"report": TEXT, "why": TEXT},
    "report": {"report": TEXT, "exit": WHOLE, "status": (TEXT, NONE), "outcome": TEXT, "why": (dict, NONE), "pdf": (TEXT, NONE), "html": (TEXT, NONE),
               "record": (TEXT, NONE), "pages": WHOLE, "seconds": NUMBER, "tries": WHOLE, "findings": LIST, "counts": dict},
    "end": {"exit": (WHOLE, NONE), "signal": (TEXT, NONE), "reports": WHOLE, "built": WHOLE, "unchanged": WHOLE, "skipped": WHOLE,
            "waiting": WHOLE, "failed": WHOLE, "left": WHOLE, "pages": WHOLE, "seconds": NUMBER},
}


def read_events(text):
    """The events of a stream and what is wrong with it: every line is one object of a known kind, with all its members."""
    events, faults, at = [], [], 0
    if text and not text.endswith("\n"):
        faults.append("the last line has no end")
    for line in text.splitlines():
        event = json.loads(line)
        events.append(event)
        known = EVENTS.get(event.get("event"))
        if known is None:
            faults.append(f"unknown event: {line}")
            continue
        if list(event)[:2] != ["event", "at"] or set(event) != {"event", "at", *known}:
            faults.append(f"members of {event['event']}: {list(event)}")
            continue
        faults += [f"{name} of {event['event']} is {event[name]!r}" for name, types in known.items()
                   if not isinstance(event[name], types) or isinstance(event[name], bool)]
        if event["at"] < at:
            faults.append(f"time runs backwards: {line}")
        at = event["at"]
    kinds = [event.get("event") for event in events]
    if kinds[:1] != ["begin"] or kinds[-1:] != ["end"] or kinds.count("begin") + kinds.count("end") != 2:
        faults.append(f"the stream is {kinds}")
    return events, faults


def make_batch(folder, copies):
    """Reports of several pages of organisations with Swedish names, one of them wrong and one a draft that is."""
    for i in range(copies):
        shutil.copytree(TOP / "input/alingsas", folder / f"in/älvsbyn-{i}")
    wrong = folder / "in/åmål/felaktig-rapport-med-ett-långt-namn-som-inte-får-plats"
    shutil.copytree(BAD, wrong)
    shutil.copytree(BAD, folder / "in/åmål/utkast")
    for name, status in ((wrong, "forslag"), (folder / "in/åmål/utkast", "utkast")):
        report = name / "report.xml"
        text = report.read_text(encoding="utf-8")
        report.write_text(re.sub(r'status="\w+"', f'status="{status}"', text), encoding="utf-8")
    return copies * 5 + 2


def same_times(lines):
    """Lines without what differs from run to run."""
    lines = [re.sub(r"( in | på )(\d+ h )?(\d+ min )?\d+([.,]\d)?( s|(?= h)|(?= min))?", r"\1T", line) for line in lines]
    return [re.sub(r", [\d.,]+ (a second|i sekunden)", r", N \1", line) for line in lines]


def plain_run(command, folder, env=None):
    """What a log holds: both streams in one file."""
    clean = {k: v for k, v in os.environ.items() if k not in ("LANGUAGE", "JOURNAL_STREAM", "NO_COLOR")}
    done = subprocess.run([str(c) for c in command], cwd=folder, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, timeout=300,
                          stderr=subprocess.STDOUT, env={**clean, "LC_ALL": "C.UTF-8", **(env or {})}, check=False)
    return done.returncode, done.stdout.decode("utf-8").splitlines()


class Watch:
    """What was seen of the lines that change: bars, the most workers at once, rows that are too wide."""

    def __init__(self, act=None):
        self.bars, self.workers, self.act = [], 0, act

    def __call__(self, screen):
        rows = screen.shown()
        bars = [row for row in rows if BAR.match(row)]
        if not bars:
            return
        self.bars.append(bars[-1])
        self.workers = max(self.workers, sum(bool(WORKER.match(row)) for row in rows))
        if len(bars) > 1:
            screen.faults.append(f"two bars: {bars}")
        if self.act:
            self.act(bars[-1])


def check_swedish(tally, program, folder, count):
    """The summary in good Swedish: of many and of two."""
    command = [program, "build", "-o", "out", "-j", "2"]
    _, many = plain_run([*command, "in"], folder, {"LANGUAGE": "sv"})
    _, two = plain_run([*command, "in/åmål/utkast", "in/älvsbyn-0/handlingsplan-2024", "--force"], folder, {"LANGUAGE": "sv"})
    shutil.rmtree(folder / "out")
    wrong = "in/åmål/felaktig-rapport-med-ett-långt-namn-som-inte-får-plats/report.xml"
    wanted = ["inte tryckt:", rf"  {wrong}: påståendet stämmer inte: .* \[E0312\]",
              rf"{count} rapporter på .*: {count - 1} tryckta, 1 inte tryckt; 1 tryckt med fel", r"\d+ sidor, [\d,]+ i sekunden"]
    good = all(re.fullmatch(pattern, line) for pattern, line in zip(wanted, many[-4:]))
    tally.case("progress: a Swedish summary", None if good else "\n".join(many[-4:]))
    good = re.fullmatch(r"2 rapporter på (?:\d+ min )?[\d,]+ s: 2 oförändrade; 1 tryckt med fel", two[-2])
    tally.case("progress: a Swedish summary of two", None if good else "\n".join(two[-2:]))


def check_terminals(tally, program, folder, count, log):
    """The last screen holds what a log holds, whatever the terminal."""
    cases = [("40 columns", 40, 24, {}), ("80 columns", 80, 24, {}), ("200 columns", 200, 50, {}), ("a low window", 80, 3, {}),
             ("no colour", 80, 24, {"NO_COLOR": "1"}), ("no UTF-8", 80, 24, {"LC_ALL": "C"}), ("one column", 1, 24, {}),
             ("one row", 80, 1, {}), ("Swedish", 80, 24, {"LANGUAGE": "sv"})]
    for name, columns, rows, env in cases:
        command = [program, "build", "in", "-o", f"out {name}", "-j", "2", "--brief"]
        session, watch = Session(command, columns, rows, env, cwd=folder), Watch()
        ended = session.follow(watch)
        screen = session.screen
        expected = log if "LANGUAGE" not in env else plain_run([*command[:4], f"log {name}", *command[5:]], folder, env)[1]
        expected = [line.replace("log ", "out ") for line in expected]
        lines = [line.replace(f"out {name}/", "out/") for line in same_times(screen.lines())]
        fault = "\n".join(screen.faults[:10]) or (None if ended and session.status == 1 else f"ended {ended}, status {session.status}")
        wanted = [line.replace(f"out {name}/", "out/") for line in same_times(expected)]
        tally.case(f"progress, {name}: the last screen is the log", fault or difference("\n".join(wanted), "\n".join(lines)))
        if columns >= 40 and rows > 1:
            good = watch.bars and all(f"/{count}" in bar for bar in watch.bars) and (1 <= watch.workers <= min(2, rows - 2) or rows < 4)
            tally.case(f"progress, {name}: a bar and a line a worker", None if good else f"{watch.bars} {watch.workers} workers")
            letters = "#" if env.get("LC_ALL") == "C" else "━"
            shows = any(letters in bar for bar in watch.bars) and not any("#━".replace(letters, "") in bar for bar in watch.bars)
            tally.case(f"progress, {name}: the bar's letters", None if shows else str(watch.bars))
        tally.case(f"progress, {name}: colour", None if ("NO_COLOR" in env) == (screen.colours == 0) else str(screen.colours))


def check_without(tally, program, folder, log):
    """No line changes where none can, or nobody asked for more than errors."""
    for name, env in (("TERM=dumb", {"TERM": "dumb"}), ("no TERM", {"TERM": None})):
        session = Session([program, "build", "in", "-o", f"out {name}", "-j", "2", "--brief"], 80, 24, env, cwd=folder)
        session.follow()
        text = session.bytes.decode("utf-8").replace("\r\n", "\n").replace(f"out {name}/", "out/")
        tally.case(f"progress, {name}: plain lines", "a sequence" if "\033" in text else
                   difference("\n".join(same_times(log)), "\n".join(same_times(text.splitlines()))))
    session = Session([program, "build", "in", "-o", "out quiet", "-j", "2", "-q"], 80, 24, {}, cwd=folder)
    session.follow()
    text = "\n".join(session.screen.lines())
    tally.case("progress -q: errors only", None if not session.screen.moves and ": error: " in text and "page" not in text
               and "warning" not in text else text)


def check_resize(tally, program, folder, log):
    """The window changes its size while lines are drawn, wider and narrower than what stands there."""
    sizes = [(120, 40), (60, 10), (33, 24), (90, 5), (200, 50), (40, 24)]

    def act(bar):
        if sizes:
            session.resize(*sizes.pop())
    session = Session([program, "build", "in", "-o", "out", "-j", "2", "--brief"], 80, 24, {}, cwd=folder)
    session.follow(Watch(act))
    shutil.rmtree(folder / "out")
    # what was above when the window grew narrower was cut off by the terminal: beginnings are compared
    got, wanted = same_times(session.screen.lines()), same_times(log)
    lost = [line for line in wanted if not any(g and line.startswith(g[:33]) for g in got)]
    more = [line for line in got if line and not any(w.startswith(line[:33]) for w in wanted)]
    tally.case("progress, resized midway: nothing lost, nothing left", "\n".join(session.screen.faults) or (
        None if not lost and not more and len(sizes) < 6 else f"lost {lost}\nleft {more}"))


def check_interrupted(tally, program, folder, log):
    """The lines that change go, what was done is told, and the signal ends the program."""
    for name, number in (("SIGINT", signal.SIGINT), ("SIGTERM", signal.SIGTERM), ("Ctrl-C", signal.SIGINT)):
        sent = []

        def act(bar):
            if not sent and int(BAR.match(bar)[1]) >= 2:
                sent.append(bar)
                if name == "Ctrl-C":
                    os.write(session.master, b"\x03")  # which the terminal shows as ^C
                else:
                    session.send(number)
        session = Session([program, "build", "in", "-o", f"out {name}", "-j", "2", "--brief"], 80, 24, {}, cwd=folder)
        session.follow(Watch(act))
        lines = [line.replace(f"out {name}/", "out/") for line in same_times(session.screen.lines())]
        fault = "\n".join(session.screen.faults) or (None if sent and session.status == -number else f"{sent}, status {session.status}")
        tally.case(f"progress, {name}: the signal ends the program", fault)
        told = [i for i, line in enumerate(lines) if re.match(r"interrupted: \d+ of \d+ reports in T", line)]
        left = [line for line in lines if BAR.match(line) or WORKER.match(line)]
        above = lines[:told[0]] if told else []
        strange = [line for line in above if line not in same_times(log) and not line.startswith("not printed:")]
        tally.case(f"progress, {name}: the lines that change are gone", None if told and not left and not strange else "\n".join(lines))


def check_streams(tally, program, folder, log):
    """The lines that change stand on the terminal also when the answer goes to a file; and one report needs none."""
    with open(folder / "answer", "wb") as answer:
        session, watch = Session([program, "build", "in", "-o", "out", "-j", "2", "--brief"], 80, 24, {}, cwd=folder, stdout=answer), Watch()
        session.follow(watch)
    lines = (folder / "answer").read_text(encoding="utf-8").splitlines()
    shutil.rmtree(folder / "out")
    findings = [line for line in log if line not in lines]
    good = watch.bars and not session.screen.faults and set(same_times(lines)) <= set(same_times(log)) and len(lines) > 3
    both = sorted(same_times(session.screen.lines() + lines))
    tally.case("progress: the answer in a file, the rest on the terminal", None if good and both == sorted(same_times(log))
               else f"{watch.bars}\n{findings}\n" + "\n".join(lines))
    session = Session([program, "build", "in/älvsbyn-0/handlingsplan-2024", "-o", "one"], 80, 24, {}, cwd=folder)
    session.follow()
    lines = session.screen.lines()
    checked, look = Session([program, "check", "in", "-j", "2"], 80, 24, {}, cwd=folder), Watch()
    checked.follow(look)
    tally.case("progress: check shows its course too", None if look.bars and not checked.screen.faults and checked.status == 1
               and not any(BAR.match(line) for line in checked.screen.lines()) else f"{look.bars} {checked.screen.faults}")
    tally.case("progress: one report has its line only", None if "reports in" not in "\n".join(lines)
               and re.match(r"one/älvsbyn-0/handlingsplan-2024/handlingsplan-2024.pdf: 5 pages", lines[-1]) else "\n".join(lines))


def check_events(tally, program, folder, count):
    result = run([program, "build", "in", "-o", "events", "-j", "2", "--format", "json"], cwd=folder)
    events, faults = read_events(result.out)
    begin, end = events[0], events[-1]
    reports = [event for event in events if event["event"] == "report"]
    started = [event["report"] for event in events if event["event"] == "start"]
    order = {event["report"]: i for i, event in enumerate(events) if event["event"] == "start"}
    faults += [f"{event['report']} ends before it starts" for i, event in enumerate(events)
               if event["event"] == "report" and not order.get(event["report"], i) < i]
    failed = [event for event in reports if event["outcome"] == "not printed"]
    faults += [] if begin["reports"] == count == len(reports) == len(set(started)) and begin["jobs"] == 2 else [str(begin)]
    faults += [] if (end["built"], end["failed"], end["skipped"], end["left"]) == (count - 1, 1, 0, 0) else [str(end)]
    faults += [] if end["exit"] == result.status == 1 and end["pages"] == sum(event["pages"] for event in reports if event["pdf"]) else [str(end)]
    faults += [] if len(failed) == 1 and failed[0]["exit"] == 1 and failed[0]["pdf"] is None and any(
        finding["severity"] == "error" and finding["message"]["sv"] for finding in failed[0]["findings"]) else [str(failed)]
    for event in reports:
        told = [(finding["severity"] + "s", "accepted" in finding) for finding in event["findings"]]
        counts = {name: sum(name == severity and not accepted for severity, accepted in told) for name in
                  ("faults", "errors", "warnings", "notes")}
        if event["counts"] != {**counts, "accepted": sum(accepted for _, accepted in told)}:
            faults.append(f"counts of {event['report']}: {event['counts']}")
        if event["pdf"] and not (folder / event["pdf"]).is_file() or event["record"] and not (folder / event["record"]).is_file():
            faults.append(f"no such file: {event['pdf']}")
    tally.case("events: every one is known, all are there", "\n".join(faults) or None)
    again = run([program, "build", "in", "-o", "events", "-j", "2", "--format", "json", "-q"], cwd=folder)
    events, faults = read_events(again.out)
    end = events[-1]
    tally.case("events: a second run builds nothing new", "\n".join(faults) or (
        None if end["built"] == end["unchanged"] and end["skipped"] + end["unchanged"] == count - 1 else str(end)))


def check_again(tally, program, folder, count):
    """What is up to date goes without saying in a batch, unless it has errors, or somebody asks."""
    build = [program, "build", "in", "-o", "again", "-j", "2"]
    run(build, cwd=folder)
    again, more, errors = run(build, cwd=folder), run([*build, "-v"], cwd=folder), run([*build, "-q"], cwd=folder)
    lines = [line for line in again.out.splitlines() if line.startswith("again/")]
    told = [line for line in more.out.splitlines() if line.startswith("again/")]
    good = len(lines) == 1 and lines[0].startswith("again/åmål/utkast/utkast.pdf: up to date, 1 error") and again.status == 1 \
        and re.search(rf"^{count} reports in .*: {count - 1} up to date, 1 not printed; 1 printed with errors$", again.out, re.MULTILINE)
    tally.case("progress: what is up to date goes without saying", None if good else again.out)
    tally.case("progress -v: what is up to date is told", None if len(told) == count - 1 else more.out)
    tally.case("progress -q: errors of what is up to date are told", None if errors.err.endswith(
        "again/åmål/utkast/utkast.pdf: up to date, 1 error\n") and errors.err.count("up to date") == 1 and not errors.out
        and errors.status == 1 else errors.out + errors.err)
    one = run([program, "build", "in/älvsbyn-0/budget-2022", "-o", "again"], cwd=folder)
    tally.case("progress: one that is up to date has its line", difference(
        "again/älvsbyn-0/budget-2022/budget-2022.pdf: up to date\n", one.out))
    session = Session([*build, "--format", "json"], 80, 24, {}, cwd=folder)
    session.follow()
    tally.case("events on a terminal: no line changes", "\n".join(session.screen.faults) or (
        "drawn" if session.screen.moves else "\n".join(read_events("".join(
            line + "\n" for line in session.screen.lines() if line.startswith("{")))[1]) or None))


def follow_events(command, folder, act):
    """Runs a build with events; `act` is called with the process and each event as it comes."""
    clean = {**os.environ, "LC_ALL": "C.UTF-8", "ASAN_OPTIONS": "detect_leaks=1"}
    process = subprocess.Popen([str(c) for c in command], cwd=folder, env=clean, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                               stderr=subprocess.DEVNULL)
    text = ""
    for line in process.stdout:
        text += line.decode("utf-8")
        act(process, json.loads(line))
    return process.wait(300), *read_events(text)


def children(process):
    with open(f"/proc/{process.pid}/task/{process.pid}/children", encoding="ascii") as file:
        return [int(pid) for pid in file.read().split()]


def check_stopped_events(tally, program, folder):
    """A signal, and a worker that is killed, as events tell of them."""
    def stop(process, event):
        if event["event"] == "report":
            process.send_signal(signal.SIGTERM)
    status, events, faults = follow_events([program, "build", "in", "-o", "stopped", "-j", "2", "--format", "json"], folder, stop)
    end = events[-1]
    done = sum(event["event"] == "report" for event in events)
    good = status == -signal.SIGTERM and end["exit"] is None and end["signal"] == "SIGTERM" and 0 < end["left"] == end["reports"] - done
    tally.case("events: a signal", "\n".join(faults) or (None if good else f"{status} {done} {end}"))
    killed = []

    def kill(process, event):
        if event["event"] == "start" and not killed:
            killed.extend(children(process))
            for pid in killed:
                os.kill(pid, signal.SIGKILL)
    status, events, faults = follow_events([program, "build", "in", "-o", "killed", "-j", "1", "--format", "json"], folder, kill)
    tried = [event for event in events if event["event"] == "retry"]
    again = [event for event in events if event["event"] == "report" and event["tries"] == 2]
    good = len(tried) == len(again) == 1 and tried[0]["why"] == "crashed" and tried[0]["report"] == again[0]["report"] \
        and again[0]["exit"] == 0 and "W0809" in [finding["code"] for finding in again[0]["findings"]]
    tally.case("events: a worker that is killed", "\n".join(faults) or (None if good and events[-1]["left"] == 0 else f"{tried}\n{again}"))
    (folder / "blocked/index.html").mkdir(parents=True)
    result = run([program, "build", "in/älvsbyn-0/handlingsplan-2024", "-o", "blocked", "--format", "json"], cwd=folder)
    end = json.loads(result.out.splitlines()[-1])
    tally.case("events: the end comes last, when the list of what was printed is told of", None if end["event"] == "end"
               and end["built"] == 1 and end["exit"] == result.status == 0 and "blocked/index.html: warning: " in result.err
               else f"{result.status} {end}\n{result.err}")
    (folder / "inget").mkdir()
    result = run([program, "build", "inget", "in/åmål/utkast", "-o", "begin", "--format", "json"], cwd=folder)
    events, faults = read_events(result.out)
    tally.case("events: findings about the command", "\n".join(faults) or (
        None if [finding["code"] for finding in events[0]["findings"]] == ["E0913"] and events[-1]["exit"] == 1 else str(events[0])))


def check_content(tally, program, folder):
    """Logs hold names and findings, and nothing else of what reports say."""
    secret = "Hemligstämplat"
    report = folder / "hemligt/org/plan/report.xml"
    shutil.copytree(BAD, report.parent)
    text = report.read_text(encoding="utf-8")
    text = re.sub(r"<p>", f"<p>{secret} ", text)
    report.write_text(re.sub(r"<title>.*?</title>", f"<title>{secret} titel</title>", text), encoding="utf-8")
    said = run([program, "build", "hemligt", "-o", "secret"], cwd=folder)
    alone = run([program, "build", report.parent.relative_to(folder), "-o", "secret"], cwd=folder)
    seen = secret in alone.err and "\n    " in alone.err
    tally.case("logs: no content of a folder of reports", None if seen and secret not in said.err + said.out and "[E0" in said.err
               else f"{alone.err}\n{said.err}")
    for name, more in (("--brief", ["--brief"]), ("--format json", ["--format", "json"]), ("--brief -v", ["--brief", "-v"])):
        result = run([program, "build", "hemligt", "-o", "secret", *more], cwd=folder)
        short = [line for line in result.err.splitlines() if not re.match(r"\S+: (error|warning|note): .*\[\w\d{4}\]", line)]
        tally.case(f"logs: no content with {name}", None if seen and secret not in result.out + result.err and not short
                   and "[E0" in result.err else result.out + result.err)


def check_journal(tally, program, folder):
    """Findings are short in the journal of systemd, which JOURNAL_STREAM tells by device and inode."""
    for name, shift, short in (("the journal", 0, True), ("a stream that is another", 1, False)):
        ours, theirs = socket.socketpair()
        status = os.fstat(theirs.fileno())
        env = {**os.environ, "LC_ALL": "C.UTF-8", "JOURNAL_STREAM": f"{status.st_dev}:{status.st_ino + shift}"}
        with ours, theirs:
            subprocess.run([str(program), "check", "in/åmål/utkast"], cwd=folder, env=env, stderr=theirs, stdout=subprocess.DEVNULL, check=False)
            theirs.shutdown(socket.SHUT_WR)
            text = b"".join(iter(lambda: ours.recv(65536), b"")).decode("utf-8")
        tally.case(f"logs: {name}", None if ("\n    " not in text) == short and "[E0" in text else text)


class Batch:
    """A folder with a batch, how many reports it has, and what a log of it holds."""

    def __init__(self, program, folder):
        self.folder = folder
        # The sanitizers make everything slower: fewer reports are at work for as long.
        sanitized = not (Path(program).parent / "tests/faults.so").exists()
        self.count = make_batch(folder, 2 if sanitized else 4)
        self.status, self.log = plain_run([program, "build", "in", "-o", "out", "-j", "2"], folder)
        shutil.rmtree(folder / "out")


def on_terminals(tally, program, scratch):
    batch = Batch(program, scratch)
    tally.case("progress: a plain run", None if batch.status == 1 and any(re.match(rf"{batch.count} reports in ", line) for line in batch.log) and
               "\033" not in "\n".join(batch.log) else f"{batch.status}\n" + "\n".join(batch.log))
    check_terminals(tally, program, scratch, batch.count, batch.log)


def otherwise(tally, program, scratch):
    batch = Batch(program, scratch)
    check_swedish(tally, program, scratch, batch.count)
    check_without(tally, program, scratch, batch.log)
    check_resize(tally, program, scratch, batch.log)
    check_interrupted(tally, program, scratch, batch.log)
    check_streams(tally, program, scratch, batch.log)


def as_events(tally, program, scratch):
    count = Batch(program, scratch).count
    check_events(tally, program, scratch, count)
    check_again(tally, program, scratch, count)
    check_stopped_events(tally, program, scratch)
    check_content(tally, program, scratch)
    check_journal(tally, program, scratch)
