"""What the end-to-end runners share: running the program, counting cases side by side, showing a difference."""
import difflib
import multiprocessing
import multiprocessing.connection
import os
import re
import signal
import subprocess
import sys
import tempfile
import traceback
from pathlib import Path

TOP = Path(__file__).resolve().parent.parent
MOST = 6000  # characters that are shown of one fault


# What would change what a program says or does, and is nobody's business here but a test's own.
STRANGE = re.compile(r"ARSHJUL_.*|FAULTS.*|LC_.*|LANG|LANGUAGE|LOCPATH|TEXTDOMAIN.*|POSIXLY_CORRECT|NO_COLOR|SOURCE_DATE_EPOCH|JOURNAL_STREAM"
                     r"|NOTIFY_SOCKET|WATCHDOG_.*|INVOCATION_ID|XML_.*|DESTDIR|CPACK_.*|MAN.*|GROFF_.*|TMUX|CDPATH|BASH_ENV|ENV|.*SAN_OPTIONS")


def start_plainly():
    """
    Whoever starts the tests may have ignored or blocked signals, closed files or set variables, and children inherit
    all of it: from here on they are as a plain login has them.
    """
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT, signal.SIGCHLD, signal.SIGALRM, signal.SIGUSR1):
        signal.signal(number, signal.default_int_handler if number == signal.SIGINT else signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_SETMASK, ())
    while (fd := os.open("/dev/null", os.O_RDWR)) <= 2:
        os.set_inheritable(fd, True)
    os.close(fd)
    for name in [n for n in os.environ if STRANGE.fullmatch(n)]:
        del os.environ[name]
    os.environ["LC_ALL"] = "C.UTF-8"


start_plainly()


def shortened(text):
    """A fault as it is shown: its beginning and its end."""
    text = text.rstrip()
    if len(text) <= MOST:
        return text
    return f"{text[:MOST * 2 // 3]}\n… {len(text) - MOST} characters …\n{text[-MOST // 3:]}"


class Tally:
    """Counts cases; tells of each failure at once and of the sum at the end."""

    def __init__(self):
        self.passed = 0
        self.failed = 0

    def case(self, name, fault=None):
        """One case: `fault` is None, or what went wrong."""
        if fault is None:
            self.passed += 1
        else:
            self.failed += 1
            print(f"FAILED: {name}\n{shortened(fault)}", flush=True)
        return fault is None

    def close(self):
        if not self.passed + self.failed and "--renew" not in sys.argv:
            self.failed = 1
            print("FAILED: no case was run: is the name of one misspelt?")
        print(f"{self.passed} passed, {self.failed} failed")
        return 1 if self.failed else 0


def processors():
    """How many this process may use."""
    return len(os.sched_getaffinity(0))


class Part:
    """Some cases in a process of their own: what it prints is kept, and its counts come back through a pipe."""

    def __init__(self, name, work, arguments):
        self.name = name
        self.out = tempfile.TemporaryFile()
        self.counts, theirs = multiprocessing.Pipe(duplex=False)
        context = multiprocessing.get_context("fork")
        self.process = context.Process(target=self.perform, args=(theirs, work, arguments))
        sys.stdout.flush()
        self.process.start()
        theirs.close()

    def perform(self, counts, work, arguments):
        os.dup2(self.out.fileno(), 1)
        tally = Tally()
        try:
            work(tally, *arguments)
        except Exception:  # pylint: disable=broad-except
            tally.case(f"{self.name} ended early", traceback.format_exc())
        sys.stdout.flush()
        counts.send((tally.passed, tally.failed))

    def end(self, tally):
        """Waits for it, prints what it said, and adds its counts."""
        try:
            passed, failed = self.counts.recv()
        except EOFError:
            passed, failed = 0, 0
        self.process.join()
        self.out.seek(0)
        sys.stdout.buffer.write(self.out.read())
        sys.stdout.flush()
        self.out.close()
        tally.passed += passed
        tally.failed += failed
        if self.process.exitcode:
            tally.case(f"{self.name} ended early", f"its process ended with {self.process.exitcode}")


def side_by_side(tally, parts, more=0):
    """
    Does parts, each (name, function, arguments), in processes of their own: function(tally, *arguments). As many at
    once as there are processors, and `more` where they mostly wait. What they print comes in their order.
    """
    waiting, running, told = list(enumerate(parts)), {}, 0
    ended = {}
    while waiting or running:
        while waiting and len(running) < processors() + more:
            number, part = waiting.pop(0)
            running[number] = Part(*part)
        multiprocessing.connection.wait([part.counts for part in running.values()])
        for number in [n for n, part in running.items() if part.counts.poll()]:
            ended[number] = running.pop(number)
        while told in ended:
            ended.pop(told).end(tally)
            told += 1


def in_folders(scratch, program, parts):
    """Parts (name, function, more arguments) of function(tally, program, folder, *more), each with an empty folder of its own."""
    made = []
    for name, work, more in parts:
        folder = Path(scratch).resolve() / name.replace(" ", "-")
        folder.mkdir()
        made.append((name, work, [program, folder, *more]))
    return made


class Result:
    def __init__(self, done):
        self.status = done.returncode
        self.out = done.stdout.decode("utf-8", "replace")
        self.err = done.stderr.decode("utf-8", "replace")


def run(command, cwd=None, env=None, **more):
    """Runs a command without colour, with what `env` adds to a plain environment."""
    clean = {**os.environ, "NO_COLOR": "1", "ASAN_OPTIONS": "detect_leaks=1", **(env or {})}
    done = subprocess.run([str(c) for c in command], cwd=cwd, env=clean, stdin=subprocess.DEVNULL,
                          stdout=more.pop("stdout", subprocess.PIPE), stderr=subprocess.PIPE,
                          timeout=more.pop("timeout_seconds", 900),
                          check=False, **more)
    if done.stdout is None:
        done.stdout = b""
    return Result(done)


def difference(expected, got, name="expected"):
    """None when equal, else a readable difference of at most 60 lines."""
    if expected == got:
        return None
    lines = list(difflib.unified_diff(expected.splitlines(), got.splitlines(), name, "got", lineterm="", n=2))
    if not lines:
        lines = ["only line ends differ"]
    shown = [line if len(line) <= 400 else line[:400] + " …" for line in lines[:60]]
    if len(lines) > 60:
        shown.append(f"… and {len(lines) - 60} lines more")
    return "\n".join(shown)


def one_tag_a_line(xml):
    """XML with a line break between tags that touch, so that a difference is small."""
    return re.sub(r"><", ">\n<", xml)


def check_pdf(path):
    """What qpdf and pdftotext say against a PDF; None when nothing."""
    faults = []
    qpdf = run(["qpdf", "--check", path])
    if qpdf.status != 0 or "WARNING" in qpdf.out + qpdf.err or "No syntax or stream encoding errors" not in qpdf.out:
        faults.append("qpdf --check:\n" + qpdf.out + qpdf.err)
    text = run(["pdftotext", path, "-"])
    if text.status != 0 or text.err:
        faults.append("pdftotext:\n" + text.err)
    if not text.out.strip():
        faults.append("pdftotext finds no text")
    return "\n".join(faults) or None


def program_from_arguments(parser):
    parser.add_argument("--program", default=str(TOP / "build/dev/arshjul"), help="the program to test")
    parser.add_argument("--renew", action="store_true", help="write what comes out as what is expected")
    parser.add_argument("cases", nargs="*", help="only cases whose names start so")
    arguments = parser.parse_args()
    arguments.program = str(Path(arguments.program).resolve())
    if not os.access(arguments.program, os.X_OK):
        sys.exit(f"no program at {arguments.program}")
    return arguments
