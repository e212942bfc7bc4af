"""What a build leaves that is killed at any of its file operations, meets a full disk, or is not alone."""
import fcntl
import os
import shutil
import signal
import subprocess

from faults import KEPT, Build, difference, edit, is_stray, organisation, partial, tree, unsound
from harness import difference as text_difference

HINT = "; hint: check that the folder may be written and that there is room, or choose another with -o\n"
MOST = 200  # file operations of a build, well above what there are

# A share whose renaming does not replace, and that has none of Linux's own ways.
SHARE = "renameat:1+:NOREPLACE,renameat2:1+:EINVAL,linkat:1+:EPERM"


class Bench:
    """An organisation, the output of its old text and of its new one, and an output folder to play with."""

    def __init__(self, program, folder, status="forslag"):
        folder.mkdir()
        self.folder = folder
        self.build = Build(program, folder)
        self.out = folder / "out"
        self.hit = folder / "hit"
        report = organisation(folder / "org", word="Gammal text.") / "budget/report.xml"
        self.build("build", "org", "-o", "old", "--html")
        edit(report, status, "Ny text.")
        shutil.copytree(folder / "old", folder / "new")
        self.build("build", "org", "-o", "new", "--html")
        self.old, self.new = tree(folder / "old"), tree(folder / "new")

    def reset(self, old=True):
        shutil.rmtree(self.out, ignore_errors=True)
        self.hit.unlink(missing_ok=True)
        if old:
            shutil.copytree(self.folder / "old", self.out)

    def run(self, faults=None, **more):
        return self.build("build", "org", "-o", "out", "--html", faults=faults, below=self.out, hit=self.hit, **more)

    def left(self):
        return tree(self.out) if self.out.exists() else {}


def check_killed(tally, bench, name, old, action="KILLALL", more=""):
    """Killed at each file operation: names hold old files or new ones, and the next run makes all as it is to be."""
    count, wrong = 0, []
    for n in range(1, MOST):
        bench.reset(old)
        status, out, err = bench.run(f"{more}*:{n}:{action}")
        if not bench.hit.exists() or f" {action}\n" not in bench.hit.read_text():
            break
        count += 1
        fault = partial(bench.old if old else {}, bench.new, bench.left())
        if fault:
            wrong.append(f"operation {n}, {bench.hit.read_text()}{fault}")
        if action == "KILLALL" and status != -signal.SIGKILL:
            wrong.append(f"operation {n}: exit status {status}")
        status, out, err = bench.run()
        fault = difference(bench.new, bench.left())
        if fault or status != 0:
            wrong.append(f"after operation {n}: exit status {status}\n{fault}\n{out}{err}")
    tally.case(f"killed: {name}, at each of {count} operations", "\n".join(wrong) or (None if count >= 12 else f"only {count} operations"))


def check_full(tally, bench, error, reason):
    """From the Nth call of a kind on the system refuses: one finding, and all as it was; or it went well otherwise."""
    count, wrong = 0, []
    for call in ("mkdirat", "openat", "write", "close", "fsync", "renameat", "renameat2"):
        for n in range(1, MOST):
            bench.reset()
            status, out, err = bench.run(f"{call}:{n}+:{error}")
            if not bench.hit.exists():
                break
            count += 1
            whole = {1: bench.old, 0: bench.new}.get(status)
            if status == 1 and err.startswith("out/index.html: "):  # the report stands, the list of documents is as it was
                whole = {**bench.new, "index.html": bench.old["index.html"]}
            fault = "exit status" if whole is None else difference(whole, bench.left())
            told = err.count("error: ") == 1 and f": {reason} [E0802]{HINT}" in err if status else not err
            if fault or not told:
                wrong.append(f"{call} {n}: {status}\n{fault}\n{out}{err}")
    tally.case(f"{error} at {count} operations", "\n".join(wrong) or (None if count >= 10 else f"only {count}"))


def check_share(tally, bench):
    """Where a renaming does not replace, and where a PDF is open in a viewer."""
    bench.reset()
    status, out, err = bench.run(SHARE)
    tally.case("a share: what stands is replaced", difference(bench.new, bench.left()) or (None if status == 0 and not err else err))
    for error, reason in (("EBUSY", "another program uses it"), ("EACCES", "permission denied")):
        bench.reset()
        status, out, err = bench.run(f"renameat:1+:{error},renameat2:1+:{error}", name=".pdf")
        path = "out/org/budget/budget.pdf"
        told = (f'{path}: error: "{path}" cannot be replaced: {reason} [E0817]; hint: the earlier one stands; close it where it is'
                " open (a PDF viewer on a Windows computer, say) and build again\n")
        tally.case(f"a PDF that is open elsewhere ({error})", difference(bench.old, bench.left()) or text_difference(told, err) or (
            None if status == 1 else f"exit status {status}"))
        bench.run()
        tally.case(f"closed again ({error})", difference(bench.new, bench.left()))


def check_folders(tally, bench):
    path = "out/org/budget/budget.pdf"
    for call, error, reason in (("openat", "EROFS", "the file system is read-only"), ("openat", "EACCES", "permission denied")):
        bench.reset()
        status, out, err = bench.run(f"{call}:1+:{error},mkdirat:1+:{error}")
        tally.case(f"a folder that cannot be written ({error})", difference(bench.old, bench.left()) or text_difference(
            f'{path}: error: cannot write "{path}": {reason} [E0802]{HINT}', err) or (None if status == 1 else f"exit status {status}"))
    bench.reset()
    (bench.out / "org/budget/budget.pdf").chmod(0o444)
    status, out, err = bench.run()
    tally.case("a PDF that is write-protected", difference(bench.old, bench.left()) or text_difference(
        f'{path}: error: "{path}" is write-protected and is kept [E0818]'
        "; hint: take the protection away (chmod u+w) and build again, or print to another folder with -o\n", err) or (
            None if status == 1 else f"exit status {status}"))
    for link in ("org", "org/budget"):
        shutil.rmtree(bench.out)
        elsewhere = bench.folder / "elsewhere"
        shutil.rmtree(elsewhere, ignore_errors=True)
        elsewhere.mkdir()
        (bench.out / link).parent.mkdir(parents=True)
        (bench.out / link).symlink_to(elsewhere)
        status, out, err = bench.run()
        told = (f'{path}: error: "out/org/budget" leads out of the output folder by a link [E0819]'
                "; hint: put a folder in the link's place, or name the folder that it leads to with -o\n")
        tally.case(f"a link out of the output folder: {link}", text_difference(told, err) or (
            None if status == 1 and not any(elsewhere.iterdir()) else f"exit status {status}, or written there"))
        (bench.out / link).unlink()
    bench.reset(old=False)
    (bench.folder / "real").mkdir()
    bench.out.symlink_to("real")
    status, out, err = bench.run()
    tally.case("an output folder that is a link", difference(bench.new, tree(bench.folder / "real")) or (None if status == 0 else err))
    bench.out.unlink()
    bench.out.write_text("a file")
    status, out, err = bench.run()
    tally.case("an output folder that is a file", text_difference(
        f'{path}: error: cannot write "{path}": part of the path is not a folder [E0802]{HINT}', err) or (
            None if status == 1 and bench.out.read_text() == "a file" else f"exit status {status}"))
    bench.out.unlink()


def check_locked(tally, bench):
    """Another run that keeps the folder to itself; naps are passed over."""
    bench.reset()
    folder = os.open(bench.out / "org/budget", os.O_RDONLY)
    fcntl.flock(folder, fcntl.LOCK_EX)
    status, out, err = bench.run("nanosleep:1+:SKIP")
    os.close(folder)
    tally.case("another run holds the folder", difference(bench.old, bench.left()) or text_difference(
        'out/org/budget/budget.pdf: error: another run has been writing in "out/org/budget" for 20 seconds [E0820]'
        "; hint: wait until it has ended, or end it, and build again\n", err) or (None if status == 1 else f"exit status {status}"))
    bench.run()
    tally.case("and when it has let go", difference(bench.new, bench.left()))


def check_no_locks(tally, bench):
    """A file system without locks: only what is a day old is taken to be left, by its own clock."""
    folder = bench.out / "org/budget"
    bench.reset()
    for number, age in enumerate((0, 3600, 90000)):
        path = folder / f".arshjul-1-{number}.tmp"
        path.write_text("left")
        now = path.stat().st_mtime
        os.utime(path, (now - age, now - age))
    status, out, err = bench.run("flock:1+:ENOLCK")
    strays = [n for n in bench.left() if is_stray(n)]
    tally.case("without locks: builds, and sweeps what is old", difference(bench.new, {
        n: b for n, b in bench.left().items() if not is_stray(n)}) or (
            None if status == 0 and [s[-5:] for s in strays] == ["0.tmp", "1.tmp"] else f"{status} {strays}{err}"))


def check_together(tally, bench):
    """Two runs at once, from nothing, over an old edition, and with one of them killed."""
    wrong = []
    for n in range(12):
        bench.reset(old=n % 2 == 0)
        killed = f"*:{n + 1}:KILLALL" if n >= 4 else None
        first = bench.build.start("build", "org", "-o", "out", "--html", faults=killed, below=bench.out, hit=bench.hit)
        second = bench.build.start("build", "org", "-o", "out", "--html")
        ends = [bench.build.end(p) for p in (first, second)]
        statuses = [e[0] for e in ends]
        fault = partial(bench.old if n % 2 == 0 else {}, bench.new, bench.left())
        if statuses[1] != 0 or (not killed and statuses[0] != 0) or fault:
            wrong.append(f"round {n}: {statuses} {fault}\n{ends}")
        bench.run()
        fault = difference(bench.new, bench.left())
        if fault:
            wrong.append(f"round {n}: in the end\n{fault}")
    tally.case("two runs at once", "\n".join(wrong) or None)


def check_small_disk(tally, bench):
    """A file system of 64 KiB, where the machine lets one be mounted."""
    bench.reset(old=False)
    bench.out.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=64k", "none", bench.out], capture_output=True, check=False).returncode:
        print("   (no mounting here: the disk that is really full is left out)")
        return
    try:
        status, out, err = bench.run()
        told = status == 1 and err.count("error: ") == 1 and "no space is left [E0802]" in err
        tally.case("a small disk: told, and nothing left", None if told and not bench.left() else f"{status}\n{bench.left().keys()}\n{err}")
        subprocess.run(["mount", "-o", "remount,size=4m", bench.out], check=True)
        bench.run()
        tally.case("a larger one: printed", difference(bench.new, bench.left()))
    finally:
        subprocess.run(["umount", bench.out], check=True)


def check_new(tally, program, folder):
    """arshjul new writes all files or none, and can be called again."""
    folder.mkdir()
    build = Build(program, folder)
    build("new", "budget", "whole/budget")
    whole = tree(folder / "whole/budget")
    wrong, count = [], 0
    for call, error in (("openat", "ENOSPC"), ("write", "ENOSPC"), ("mkdirat", "EROFS"), ("renameat2", "EIO"), ("*", "KILLALL")):
        for n in (1, 2, 3, 5, 8, 13, 21):
            out, hit = folder / f"{call}{n}".replace("*", "any"), folder / "hit"
            hit.unlink(missing_ok=True)
            status, said, err = build("new", "budget", out / "org/budget", faults=f"{call}:{n}{'' if call == '*' else '+'}:{error}",
                                      below=out, hit=hit)
            if not hit.exists():
                continue
            count += 1
            left = tree(out) if out.exists() else {}
            clean = error == "KILLALL" or (status == 1 and "[E0917]" in err and err.count("error: ") == 1 and not out.exists())
            fault = partial({}, {f"org/budget/{n}": b for n, b in whole.items()}, left)
            if not clean or fault:
                wrong.append(f"{call} {n}: {status} {fault} {list(left)}\n{err}")
            if error == "KILLALL" and any(not is_stray(name) for name in left):
                continue  # some have their names: the next call refuses, as it does for files of the user's own
            status, said, err = build("new", "budget", out / "org/budget")
            strays = [n for n in tree(folder) if is_stray(n)]
            fault = difference(whole, tree(out / "org/budget")) or (f"left: {strays}" if strays else None)
            if status != 0 or fault:
                wrong.append(f"after {call} {n}: {status}\n{fault}\n{err}")
    tally.case(f"new: all or nothing, at {count} operations", "\n".join(wrong) or (None if count >= 12 else f"only {count}"))
    status, said, err = build("new", "budget", "med blank's/budget")
    tally.case("new: how to print it, as a shell takes it", None if status == 0 and said.splitlines()[-1] ==
               "print it: arshjul build 'med blank'\\''s/budget'" else said + err)


def killed(tally, program, scratch):
    bench = Bench(program, scratch / "report")
    tally.case("what these tests compare with is sound", unsound(bench.folder / "old") or unsound(bench.folder / "new") or (
        None if len(bench.new) == 4 and bench.old != bench.new and not any(is_stray(n) for n in bench.new) else f"{bench.new.keys()}"))
    check_killed(tally, bench, "nothing stood before", old=False)
    check_killed(tally, bench, "an old edition stands", old=True)
    check_killed(tally, bench, "on a share", old=True, more=SHARE + ",")


def folders(tally, program, scratch):
    bench = Bench(program, scratch / "report")
    check_share(tally, bench)
    check_folders(tally, bench)
    check_locked(tally, bench)
    check_no_locks(tally, bench)
    check_together(tally, bench)
    check_small_disk(tally, bench)
    check_new(tally, program, scratch / "new")


def adopted(tally, program, scratch):
    bench = Bench(program, scratch / "adopted", status="antagen")
    check_full(tally, bench, "ENOSPC", "no space is left")
    check_killed(tally, bench, "an adopted one", old=True)


PARTS = [killed, adopted, folders]
