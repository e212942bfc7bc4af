"""
A batch of sixty reports, three of them broken: every good one is printed and every broken one explained; in shards,
whose union is the batch, whatever is printed already and however its folder is named.
"""
import json
import os
import shutil
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "bench"))
import batch  # noqa: E402
import kubernetes  # noqa: E402
import scale  # noqa: E402
from harness import run  # noqa: E402

REPORTS, BROKEN = 60, 3


def records_of(folder):
    """Which reports were built, by their records."""
    return {path.relative_to(folder).as_posix().removesuffix(".failed.json").removesuffix(".json")
            for path in folder.rglob("*.json") if len(path.relative_to(folder).parts) == 3}


def files_of(folder):
    """Every file of the documents; the list of them all is another's to test."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*")
            if path.is_file() and len(path.relative_to(folder).parts) == 3}


def whole(tally, program, folder):
    """The batch in one run, against its manifest."""
    manifest = batch.make(folder, REPORTS, 3, BROKEN)
    done = run([program, "build", "-j", "2", "-o", folder / "output", folder / "input"])
    faults, printed, _ = scale.explained(manifest, folder, folder / "output")
    if done.status != 1 or printed != REPORTS - BROKEN:
        faults.append(f"exit {done.status}, {printed} printed\n{done.err[-2000:]}")
    tally.case("every good report is printed, every broken one explained", "\n".join(faults) or None)
    return files_of(folder / "output")


def again(tally, program, folder, files):
    run([program, "build", "-j", "2", "-o", folder / "output", folder / "input"])
    tally.case("a second run changes nothing", None if files_of(folder / "output") == files else "files differ")


def union(tally, program, folder, files, shards):
    out, seen, parts = folder / f"of-{shards}", set(), []
    for number in range(1, shards + 1):
        run([program, "build", "-q", "--shard", f"{number}/{shards}", "-o", out, folder / "input"])
        parts.append(records_of(out) - seen)
        seen |= parts[-1]
    fault = None
    if files_of(out) != files:
        fault = "the union differs from the batch in one run"
    elif shards <= 8 and min(map(len, parts)) == 0:
        fault = f"an empty shard: {[len(part) for part in parts]}"
    elif (out / "index.html").exists():
        fault = "a shard has written the list of all documents"
    tally.case(f"{shards} shards are the batch", fault)
    return parts


def is_fixed(tally, program, folder, parts):
    """The second of three shards is the same where all is printed, from elsewhere, and through a link."""
    def shard(out, source, cwd=None):
        run([program, "build", "-q", "--shard", "2/3", "-o", out, source], cwd=cwd)
        return records_of(Path(out))

    expected, faults = parts[1], []
    if shard(folder / "relative", "input", folder) != expected:
        faults.append("from the batch's own folder")
    link = folder / "link"
    os.symlink(folder / "input", link)
    if shard(folder / "linked", link) != expected:
        faults.append("through a link")
    half = folder / "half"
    shutil.copytree(folder / "of-3", half)
    for name in sorted(expected)[::2]:
        for path in half.glob(name + ".*"):
            path.unlink()
    shard(half, folder / "input")
    if files_of(half) != files_of(folder / "of-3"):
        faults.append("where the rest is printed already")
    tally.case("a shard is the same anywhere", "differs " + ", ".join(faults) if faults else None)


def checked(tally, program, folder, parts):
    """check takes shards too."""
    done = run([program, "check", "--format", "json", "--shard", "2/3", folder / "input"])
    told = {Path(one["report"]).parent.relative_to(folder / "input").as_posix() for one in json.loads(done.out)["reports"]}
    expected = {name.rpartition("/")[0] for name in parts[1]}
    tally.case("check takes the same shard", None if told == expected else f"{sorted(told ^ expected)[:9]}")


def check(tally, program, scratch):
    files = whole(tally, program, scratch)
    again(tally, program, scratch, files)
    parts = {shards: union(tally, program, scratch, files, shards) for shards in (1, 3, 8)}[3]
    is_fixed(tally, program, scratch, parts)
    checked(tally, program, scratch, parts)
    scene = scratch / "kubernetes"
    scene.mkdir()
    kubernetes.cases(tally, program, scratch / "input", scene)
