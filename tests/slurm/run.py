"""
The packaged scripts of packaging/slurm under a real Slurm of this machine: a batch as an array job and its last job,
compared with a single run byte for byte; also when a task is killed, put back into the queue, told that its time is
near, or cancelled. Needs root and Debian's slurmctld, slurmd, slurm-client and munge.
"""
import argparse
import os
import re
import shutil
import signal
import sys
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent), str(HERE.parent / "bench")]
import batch  # noqa: E402
from cluster import Cluster  # noqa: E402
from harness import TOP, Tally, program_from_arguments, run  # noqa: E402

SCRIPTS = TOP / "packaging/slurm"
REPORTS, BROKEN = 400, 6


LIST = "index.html"  # of all documents: what the last job makes, and no shard


TEMPORARY = re.compile(r"\.arshjul-[0-9]+-[0-9]+\.tmp")


def files_of(folder):
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in Path(folder).rglob("*")
            if path.is_file() and path != Path(folder) / LIST}


def differing(whole, folder):
    """None when a folder holds exactly the files of the single run."""
    files = files_of(folder)
    names = sorted(name for name in whole.keys() | files.keys() if whole.get(name) != files.get(name))
    if not names:
        return None
    told = "".join(f"  {name}: {'missing' if name not in files else 'too many' if name not in whole else 'other bytes'}\n" for name in names[:20])
    return f"{len(names)} of {len(whole)} files are not as of a single run:\n{told}"


class Slurm:
    """One submission, and what may befall its tasks."""

    def __init__(self, cluster, program, scratch, name):
        self.cluster, self.program = cluster, program
        self.output, self.logs = scratch / f"out-{name}", scratch / f"logs-{name}"
        self.input = scratch / "batch/input"
        self.output.mkdir()
        self.logs.mkdir()

    def env(self):
        return {"ARSHJUL": self.program, "ARSHJUL_INPUT": str(self.input), "ARSHJUL_OUTPUT": str(self.output), "LC_ALL": "C.UTF-8"}

    def submit(self, shards):
        """Array and last job, as a user submits them."""
        told = self.cluster.call(str(SCRIPTS / "arshjul-submit.sh"), str(self.input), str(self.output), str(shards),
                                 "--cpus-per-task=1", "--mem=500M", cwd=self.logs, env=self.env())
        self.array, self.finish = told.split()

    def submit_alone(self, array):
        """The array without the last job, which would print what a task has left."""
        self.array = self.cluster.call("sbatch", "--parsable", f"--array={array}", "--cpus-per-task=1", "--mem=500M",
                                       str(SCRIPTS / "arshjul-array.sh"), cwd=self.logs, env=self.env())

    def wait(self, job):
        self.cluster.wait_for(f"job {job}", lambda: self.cluster.has_ended(job), 300)
        return self.cluster.states(job)

    def log(self, task):
        path = self.logs / f"arshjul-{self.array}_{task}.log"
        return path.read_text(errors="replace") if path.exists() else ""

    def processes(self, task, shards):
        """The program's first process of a task, by its command line."""
        found = []
        for entry in Path("/proc").iterdir():
            try:
                line = (entry / "cmdline").read_bytes().split(b"\0") if entry.name.isdigit() else []
            except OSError:
                continue
            if f"{task}/{shards}".encode() in line and str(self.output).encode() in line and line[0] == self.program.encode():
                found.append(int(entry.name))
        return sorted(found)[:1]

    def wait_until_printing(self, task, shards, least):
        """Until a task runs and something is printed, but long before all is."""
        self.cluster.wait_for("a task at work", lambda: len(list(self.output.rglob("*.pdf"))) >= least and self.processes(task, shards), 60)

    def requeued(self, task):
        return "start 2" in self.log(task)


def whole_batch(tally, slurm, whole, listed):
    """Four shards and the last job."""
    slurm.submit(4)
    states, last = slurm.wait(slurm.array), slurm.wait(slurm.finish)
    tally.case("an array of four: its union is that of a single run", differing(whole, slurm.output))
    found = slurm.output / LIST
    tally.case("the list of all documents is that of a single run", None if found.exists() and found.read_bytes() == listed else "it differs")
    ended = {state for state in states.values()}
    tally.case("tasks with broken reports have failed, the others not",
               None if len(states) == 4 and ended <= {"COMPLETED", "FAILED"} and "FAILED" in ended else f"{states}\n{slurm.log(1)}")
    report = (slurm.logs / f"arshjul-finish-{slurm.finish}.log").read_text(errors="replace")
    tally.case("the last job tells of them all",
               None if set(last.values()) == {"FAILED"} and f"{REPORTS - BROKEN} documents, {BROKEN} not printed" in report else f"{last}\n{report[-2000:]}")


def interrupted(tally, slurm, whole, name, interrupt):
    """Two shards without a last job; something happens to the first, which must make up for it."""
    slurm.submit_alone("1-2")
    slurm.wait_until_printing(1, 2, 20)
    before = len(list(slurm.output.rglob("*.pdf")))
    interrupt(slurm)
    time.sleep(1)
    states = slurm.wait(slurm.array)
    fault = differing(whole, slurm.output)
    if before > REPORTS * 8 // 10:
        fault = f"{before} reports were printed already"
    if not slurm.requeued(1) or not set(states.values()) <= {"COMPLETED", "FAILED"}:
        fault = f"the task was not started again: {states}"
    tally.case(f"{name} after {before} reports: its union is that of a single run", fault and f"{fault}\n{slurm.log(1)[-3000:]}")


def kill_program(slurm):
    for process in slurm.processes(1, 2):
        os.kill(process, signal.SIGKILL)


def requeue(slurm):
    slurm.cluster.call("scontrol", "requeue", f"{slurm.array}_1")


def time_is_near(slurm):
    slurm.cluster.call("scancel", "--batch", "--signal=USR1", f"{slurm.array}_1")


def cancelled(tally, slurm, whole):
    """What is cancelled stays so, and leaves whole files only."""
    slurm.submit_alone("1-2")
    slurm.wait_until_printing(1, 2, 20)
    slurm.cluster.call("scancel", slurm.array)
    states = slurm.wait(slurm.array)
    time.sleep(1)
    files = files_of(slurm.output)
    # Slurm kills what takes its time; what a killed run was writing bears no document's name, and the next run takes it away.
    strange = sorted(name for name, data in files.items() if whole.get(name) != data and not TEMPORARY.fullmatch(Path(name).name))
    half = sorted(name for name in files if name.endswith(".pdf") and name[:-4] + ".json" not in files)
    fault = None
    if set(states.values()) != {"CANCELLED"} or slurm.requeued(1):
        fault = f"states {states}"
    elif strange or half or len(files) == len(whole):
        fault = f"left behind: {strange[:9]} {half[:9]}, {len(files)} of {len(whole)} files"
    tally.case("a cancelled array is not started again and leaves whole documents only", fault)
    run([slurm.program, "build", "-q", "-o", slurm.output, slurm.input])
    tally.case("the next run finishes the rest", differing(whole, slurm.output))


def wrong_array(tally, slurm):
    """Tasks 2 and 3 alone are no batch."""
    slurm.submit_alone("2-3")
    states = slurm.wait(slurm.array)
    log = slurm.log(2)
    right = set(states.values()) == {"FAILED"} and "the array is not 1-N" in log and not files_of(slurm.output)
    tally.case("an array that is not 1-N is refused", None if right else f"{states}\n{log}")


def main():
    arguments = program_from_arguments(argparse.ArgumentParser(description=__doc__))
    tally = Tally()
    for sign in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(sign, lambda number, _: sys.exit(128 + number))  # the daemons are stopped on the way out
    with tempfile.TemporaryDirectory(prefix="arshjul-slurm-") as name:
        scratch = Path(name)
        batch.make(scratch / "batch", REPORTS, 7, BROKEN)
        run([arguments.program, "build", "-q", "-j", "2", "-o", scratch / "whole", scratch / "batch/input"])
        run([arguments.program, "index", scratch / "whole"])
        whole, listed = files_of(scratch / "whole"), (scratch / "whole" / LIST).read_bytes()
        shutil.rmtree(scratch / "whole")
        tally.case("a single run prints the batch", None if sum(n.endswith(".pdf") for n in whole) == REPORTS - BROKEN else f"{len(whole)} files")
        with Cluster(scratch / "slurm", 2) as cluster:
            def slurm(what):
                return Slurm(cluster, arguments.program, scratch, what)

            whole_batch(tally, slurm("array"), whole, listed)
            interrupted(tally, slurm("killed"), whole, "a program killed by signal 9", kill_program)
            interrupted(tally, slurm("requeued"), whole, "a task put back into the queue", requeue)
            interrupted(tally, slurm("limit"), whole, "a task whose time is near", time_is_near)
            cancelled(tally, slurm("cancelled"), whole)
            wrong_array(tally, slurm("wrong"))
        left = [one.args[0] for one in cluster.daemons]
        tally.case("no daemon is left", None if not left else " ".join(left))
    return tally.close()


if __name__ == "__main__":
    sys.exit(main())
