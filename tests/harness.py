"""What the end-to-end runners share: running the program, counting cases, showing a difference."""
import difflib
import os
import re
import subprocess
import sys
from pathlib import Path

TOP = Path(__file__).resolve().parent.parent


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
            print(f"FAILED: {name}\n{fault.rstrip()}", flush=True)
        return fault is None

    def close(self):
        print(f"{self.passed} passed, {self.failed} failed")
        return 1 if self.failed else 0


class Result:
    def __init__(self, done):
        self.status = done.returncode
        self.out = done.stdout.decode("utf-8", "replace")
        self.err = done.stderr.decode("utf-8", "replace")


def run(command, cwd=None, env=None, **more):
    """Runs a command without colour and without what the caller's environment would change."""
    strange = ("ARSHJUL_TEMPLATES", "ARSHJUL_LOCALE", "POSIXLY_CORRECT", "LANGUAGE", "LC_MESSAGES")
    clean = {k: v for k, v in os.environ.items() if k not in strange}
    clean.update({"NO_COLOR": "1", "ASAN_OPTIONS": "detect_leaks=1", "LC_ALL": "C.UTF-8"})
    clean.update(env or {})
    done = subprocess.run([str(c) for c in command], cwd=cwd, env=clean, stdin=subprocess.DEVNULL,
                          stdout=more.pop("stdout", subprocess.PIPE), stderr=subprocess.PIPE,
                          timeout=more.pop("timeout_seconds", 300),
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
