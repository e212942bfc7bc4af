"""An output folder that cannot be written is told once, however many reports print there; they are not built, and count as failed."""
import json

from faults import Build, organisation
from harness import difference

HINT = "hint: check that the folder may be written and that there is room, or choose another with -o\n"
NAMES = ("delar", "plan")


def told(path):
    return f'{path}: error: cannot write "{path}": part of the path is not a folder [E0802]; {HINT}'


def check(tally, program, scratch):
    build = Build(program, scratch)
    for name in ("a", "b"):
        organisation(scratch / "input" / name, NAMES)
    out = scratch / "output"

    def case(name, status, want_err, want_out, *more):
        end, said, err = build("build", *more)
        lines = "\n".join(line for line in said.splitlines() if "not printed" in line or "cannot write" in line)
        tally.case(f"unwritable: {name}", difference(want_err, err) or difference(want_out, lines) or (
            None if end == status else f"exit status {end}"))

    failed = {name: "\n".join(f"input/{name}/{report}/report.xml: not printed" for report in NAMES) for name in ("a", "b")}

    def summary(path, names, counts):
        named = "".join(f'\n  input/{name}/{report}/report.xml: cannot write "{path}": part of the path is not a folder [E0802]'
                        for name in names for report in NAMES)
        return f"\nnot printed:{named}\n{counts}"

    out.mkdir()
    (out / "a").write_text("a file", encoding="utf-8")
    end, said, err = build("build", "--format", "json", "--html")
    events = [event for event in map(json.loads, said.splitlines()) if event["event"] == "report"]
    codes = [[finding["code"] for finding in event["findings"]] for event in events if event["outcome"] == "not printed"]
    why = [event["why"]["reason"] for event in events]
    tally.case("unwritable: events", None if end == 1 and codes == [["E0802"]] * 2 and why == ["no-pdf"] * 4 and err == told("output/a") else said + err)
    end, said, err = build("build", "--dry-run")
    tally.case("unwritable: --dry-run", None if end == 0 and said.count("would be built: it is not printed") == 2 and not err else said + err)
    end, said, err = build("build", "--html")
    counts = said.splitlines()[-1].split(": ", 1)[1]
    want = failed["a"] + summary("output/a", "a", said.splitlines()[-1])
    tally.case("unwritable: an organisation's folder", difference(told("output/a"), err) or difference(want, "\n".join(said.splitlines()))
               or difference("2 up to date, 2 not printed", counts) or (None if end == 1 else f"exit status {end}"))
    case("silently but for that", 1, told("output/a"), "", "-q", "--html")
    for path in sorted(out.rglob("*"), reverse=True):
        path.unlink() if path.is_file() else path.rmdir()
    out.rmdir()
    out.write_text("a file", encoding="utf-8")
    end, said, err = build("build")
    want = failed["a"] + "\n" + failed["b"] + summary("output", "ab", said.splitlines()[-1])
    tally.case("unwritable: all of it", difference(told("output"), err) or difference(want, "\n".join(said.splitlines()))
               or (None if end == 1 and out.read_text(encoding="utf-8") == "a file" else f"exit status {end}"))
    out.unlink()
    end, said, err = build("build")
    tally.case("unwritable: not any more", None if end == 0 and not err and "4 printed" in said else said + err)
