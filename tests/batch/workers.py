"""
A report whose worker crashes, hangs or grows in a given stage costs no other report anything; a batch that is killed
or stopped in any stage leaves each file old or new, and the next run finishes it.
"""
import json
import re
import signal

from faults import Build, difference, is_stray, organisation, partial, tree, unsound
from harness import difference as text_difference

NAMES = ("alfa", "beta", "gamma", "delta")
SPOILT = "beta"

# The first calls of libraries that mark the stages of a report, in their order.
STAGES = {"source": "xmlCtxtReadMemory", "tables": "csv_parse", "metric": "__gmpq_div", "compose": "xsltApplyStylesheetUser",
          "document": "hb_face_create", "typeset": "hb_shape", "pdf": "HPDF_NewEx", "compressing": "libdeflate_zlib_compress",
          "saving": "HPDF_Free", "web": "hb_subset_or_fail", "writing": "openat"}

CRASH = ('input/org/{0}/report.xml: fault: the process that worked on this report crashed, twice (signal {1}) [F0806]; '
         "hint: this is a fault of arshjul; please report it with the files of this report\n")
# The other reports need none of these seconds, on a slow machine either; the builds that wait for them do so at once.
LIMIT = 10
HANG = (f"input/org/{{0}}/report.xml: error: not done after {LIMIT} s, twice [E0807]; "
        "hint: divide the report, or allow it more with --time-limit\n")
GROWTH = ("input/org/{0}/report.xml: error: needs more than 200 MiB of memory, twice [E0808]; "
          "hint: divide the report or its tables, or allow it more with --memory-limit\n")


class Bench:
    def __init__(self, program, folder):
        folder.mkdir()
        self.folder = folder
        self.build = Build(program, folder)
        organisation(folder / "input/org", NAMES)
        self.build("build", "-o", "whole", "--html")
        self.whole = {n: b for n, b in tree(folder / "whole").items() if n != "index.html"}

    def start(self, out, stage, action, *more):
        """A build into a folder of its own, with a fault in a stage of one of the reports."""
        call = STAGES[stage]
        faults = f"{call}:{action}"
        # A file is written below the report's own folder; a library is called while the report is read last.
        below = self.folder / out / "org" / SPOILT if call == "openat" else None
        return self.build.start("build", "-o", out, "--html", "-j", "2", *more, faults=faults, below=below,
                                report=f"org/{SPOILT}/", hit=self.folder / f"{out}.hit", FAULTS_WORKERS="1")

    def left(self, out):
        """What is below an output folder but its index."""
        found = tree(self.folder / out) if (self.folder / out).exists() else {}
        return {n: b for n, b in found.items() if n != "index.html"}

    def others(self, files):
        return {n: b for n, b in files.items() if not n.startswith(f"org/{SPOILT}/")}

    def was_hit(self, out):
        return (self.folder / f"{out}.hit").exists()


def check_spoilt(tally, bench, name, cases):
    """One report comes to harm twice: it is told of, all others are printed, and the next run prints it."""
    started = []
    for out, stage, action, more, status, told in cases:
        started.append((bench.start(out, stage, f"1:{action}", *more), out, stage, action, status, told))
        if name == "crash":
            started[-1] = (bench.build.end(started[-1][0]), *started[-1][1:])
    for process, out, stage, action, status, told in started:
        end, said, err = process if isinstance(process, tuple) else bench.build.end(process)
        left = bench.left(out)
        own = sorted(n for n in left if n.startswith(f"org/{SPOILT}/"))
        fault = difference(bench.others(bench.whole), bench.others(left)) or text_difference(told.format(SPOILT), err)
        if action == "GROW" and end == 0:
            # It needed no more: then it is printed as ever, and nothing is to be told.
            fault, told, own = difference(bench.whole, left), "", [f"org/{SPOILT}/{SPOILT}.failed.json"]
            end = status if not fault and not err else 0
        if not bench.was_hit(out) or end != status or own != [f"org/{SPOILT}/{SPOILT}.failed.json"]:
            fault = f"hit: {bench.was_hit(out)}, exit status {end}, left {own}\n{fault}\n{said}"
        tally.case(f"{name} while {stage} ({action})", fault)
        again = bench.build("build", "-o", out, "--html")
        tally.case(f"{name} while {stage} ({action}): the next run", difference(bench.whole, bench.left(out)) or (
            None if again[0] == 0 else again[2]))


def check_once(tally, bench):
    """Harm that does not come again: the second try prints the report, and says so."""
    for stage, action in (("compose", "SEGV"), ("pdf", "KILL"), ("writing", "KILL")):
        out = f"once-{stage}"
        status, said, err = bench.build.end(bench.start(out, stage, f"1!:{action}"))
        told = f"input/org/{SPOILT}/report.xml: warning: the first try at this report crashed; the second, alone, went well [W0809]\n"
        tally.case(f"crashed once while {stage}", difference(bench.whole, bench.left(out)) or text_difference(told, err) or (
            None if status == 0 and bench.was_hit(out) else f"exit status {status}"))


def check_event(tally, bench):
    """The event of a report that is lost says why it was to be built, as others do."""
    status, said, err = bench.build.end(bench.start("lost", "compose", "1:KILL", "--format", "json"))
    reports = [event for event in map(json.loads, said.splitlines()) if event["event"] == "report"]
    lost = [event for event in reports if "F0806" in [finding["code"] for finding in event["findings"]]]
    good = status == 3 and len(lost) == 1 and lost[0]["tries"] == 2 and all(event["why"] == lost[0]["why"] for event in reports)
    tally.case("the event of a report that is lost", None if good and lost[0]["why"]["reason"] else f"{status}\n{said}\n{err}")


def check_stopped(tally, bench):
    """Killed or stopped in every stage: nothing half, and the next run makes the rest."""
    for action, ends in (("KILLALL", (-signal.SIGKILL,)), ("KILLMAIN", (-signal.SIGKILL,)),
                         ("INTALL", (-signal.SIGINT, 128 + signal.SIGINT)), ("TERMMAIN", (-signal.SIGTERM, 128 + signal.SIGTERM))):
        wrong = []
        for stage in STAGES:
            out = f"{action}-{stage}"
            status, said, err = bench.build.end(bench.start(out, stage, f"1:{action}"))
            left = bench.left(out)
            strays = [n for n in left if is_stray(n)] if not action.startswith("KILL") else []
            fault = partial({}, bench.whole, left) or unsound_names(left)
            if status not in ends or not bench.was_hit(out) or fault or strays:
                wrong.append(f"{stage}: exit status {status}, hit {bench.was_hit(out)}\n{fault}\n{strays}\n{err}")
            again = bench.build("build", "-o", out, "--html")
            fault = difference(bench.whole, bench.left(out))
            if fault or again[0] != 0:
                wrong.append(f"{stage}, the next run: {again[0]}\n{fault}\n{again[1]}{again[2]}")
        tally.case(f"{action} in each of {len(STAGES)} stages", "\n".join(wrong) or None)


def unsound_names(left):
    """A stopped run leaves no name but those of whole files and temporaries."""
    strange = [n for n in left if not re.search(r"\.(pdf|html|json)$", n) and not is_stray(n)]
    return ", ".join(strange) or None


def crashes(tally, program, scratch):
    bench = Bench(program, scratch / "workers")
    tally.case("what these tests compare with is sound", unsound(bench.folder / "whole") or (
        None if len(bench.whole) == 3 * len(NAMES) else str(bench.whole.keys())))
    check_spoilt(tally, bench, "crash", [(f"crash-{stage}-{action}", stage, action, (), 3, CRASH.format("{0}", number)) for stage, action, number in
                 [(s, "KILL", 9) for s in STAGES] + [("metric", "ABORT", 6), ("typeset", "SEGV", 11), ("pdf", "EXIT", 0)]])
    check_once(tally, bench)
    check_event(tally, bench)


def hangs(tally, program, scratch):
    check_spoilt(tally, Bench(program, scratch / "workers"), "hang", [
        (f"hang-{stage}", stage, "HANG", ("--time-limit", str(LIMIT)), 1, HANG) for stage in STAGES])


def growth(tally, program, scratch):
    check_spoilt(tally, Bench(program, scratch / "workers"), "growth", [
        (f"grow-{stage}", stage, "GROW", ("--memory-limit", "200"), 1, GROWTH) for stage in STAGES])


def stops(tally, program, scratch):
    check_stopped(tally, Bench(program, scratch / "workers"))


PARTS = [hangs, growth, crashes, stops]
