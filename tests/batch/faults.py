"""Builds of a small organisation with a fault on order (tests/faults/faults.c), and what they leave."""
import json
import os
import shutil
import signal
import subprocess
from pathlib import Path

from harness import TOP, check_pdf

TINY = TOP / "tests/golden/tiny"
KEPT, TEMPORARY = ".arshjul-kept-", ".arshjul-"
SECONDS = 300  # no build of these tests takes a hundredth of it


def organisation(folder, names=("budget",), status="forslag", word=""):
    """An organisation with a report of each name, whose text differs by `word`."""
    for name in names:
        shutil.copytree(TINY / "budget", folder / name, ignore=shutil.ignore_patterns("expected"))
        edit(folder / name / "report.xml", status, word)
    shutil.copytree(TINY / "data", folder / "data")
    return folder


def edit(report, status="forslag", word=""):
    text = (TINY / "budget/report.xml").read_text(encoding="utf-8")
    text = text.replace('status="forslag"', f'status="{status}"').replace("</p>", f" {word}</p>", 1)
    report.write_text(text, encoding="utf-8")


def tree(folder):
    """The bytes of every file below a folder by name."""
    return {str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file() or p.is_symlink()}


def difference(expected, got):
    """How two trees differ; None when they do not."""
    names = [n for n in sorted(expected.keys() | got.keys()) if expected.get(n) != got.get(n)]
    told = [f"{n}: {'missing' if n not in got else 'too much' if n not in expected else 'other bytes'}" for n in names]
    return "\n".join(told) or None


def is_stray(name):
    return Path(name).name.startswith(TEMPORARY)


def partial(old, new, got):
    """What of a tree that a killed build left is neither an old file nor a new one, whole; None when all is."""
    wrong = []
    for name in sorted(old.keys() | new.keys() | {n for n in got if not is_stray(n)}):
        allowed = [t[name] for t in (old, new) if name in t]
        if name in got and got[name] not in allowed:
            wrong.append(f"{name}: neither old nor new")
        kept = str(Path(name).with_name(KEPT + Path(name).name))
        if name in old and name in new and name not in got and got.get(kept) != old[name]:
            wrong.append(f"{name}: lost")
    return "\n".join(wrong) or None


def unsound(folder):
    """What is wrong with the PDFs and records below a folder by themselves."""
    faults = [check_pdf(p) for p in sorted(folder.rglob("*.pdf"))]
    for path in folder.rglob("*.json"):
        try:
            json.loads(path.read_text(encoding="utf-8"))
        except ValueError as error:
            faults.append(f"{path}: {error}")
    return "\n".join(f for f in faults if f) or None


class Build:
    """Runs the program in a process group of its own, as a shell does, with the faults that are ordered."""

    def __init__(self, program, cwd):
        self.program = program
        self.cwd = cwd
        self.library = Path(program).parent / "tests/faults.so"
        # A path in LD_PRELOAD may have no spaces, a folder in the other may (ld.so(8)).
        self.loaded = {"LD_PRELOAD": self.library.name, "LD_LIBRARY_PATH": str(self.library.parent)}

    def start(self, *arguments, faults=None, below=None, name=None, report=None, hit=None, **env):
        clean = {k: v for k, v in os.environ.items() if not k.startswith("ARSHJUL_") and k != "LANGUAGE"}
        clean.update({"NO_COLOR": "1", "LC_ALL": "C.UTF-8", **env})
        if faults:
            clean.update({**self.loaded, "FAULTS": faults})
        for key, value in (("FAULTS_BELOW", below), ("FAULTS_NAME", name), ("FAULTS_REPORT", report), ("FAULTS_HIT", hit)):
            if value:
                clean[key] = str(value)
        return subprocess.Popen([self.program, *map(str, arguments)], cwd=self.cwd, env=clean, stdin=subprocess.DEVNULL,
                                stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True)

    def end(self, process):
        """Its status (negative: the signal), stdout and stderr; a build that does not end is killed, and None."""
        try:
            out, err = process.communicate(timeout=SECONDS)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            out, err = process.communicate()
            return None, out.decode(), err.decode()
        return process.returncode, out.decode(), err.decode()

    def __call__(self, *arguments, **faults):
        return self.end(self.start(*arguments, **faults))
