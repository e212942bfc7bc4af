"""
Conformance: our checks over a report with everything in it and over documents of any shape; each check shown to
fail on a file damaged for it. Ends with "N passed, N failed". The golden tests put them to real reports.
"""
import argparse
import os
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from harness import Tally, check_pdf, program_from_arguments, run, side_by_side  # noqa: E402

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))
import check  # noqa: E402
import test_damage  # noqa: E402
from reading import Document  # noqa: E402
from rules import faults  # noqa: E402

# In documents of any shape, what an author must see to: tables with cells that nothing heads, figures around text.
AUTHORS = {"headers", "figure-captions"}
SEEDS = range(1, 41)


def whole_sample(tally, sample, folder):
    """A report with everything in it; each check shown to fail on one damaged for it."""
    whole = folder / "report.pdf"
    made = run([sample, whole])
    tally.case("a sample report", made.err if made.status else check_pdf(whole))
    again = folder / "again.pdf"
    run([sample, again], env={"TZ": "Pacific/Auckland", "LC_ALL": "sv_SE.UTF-8"})
    tally.case("the same bytes again", None if again.read_bytes() == whole.read_bytes() else "they differ")
    for name, fault in test_damage.cases(whole.read_bytes(), str(folder)):
        tally.case(name, fault)


def any_shapes(tally, sample, folder, seeds):
    for seed in seeds:
        path = folder / f"any-{seed}.pdf"
        made = run([sample, path, seed])
        found = [made.err] if made.status else []
        if not found:
            found = [f"[{c.name}] {f}" for c, f in faults(Document(path)) if c.name not in AUTHORS]
            qpdf = run(["qpdf", "--check", path])
            found += [qpdf.out + qpdf.err] if qpdf.status else []
        tally.case(f"a document of any shape, seed {seed}", "\n".join(found) or None)


def main():
    arguments = program_from_arguments(argparse.ArgumentParser(description=__doc__))
    sample = Path(arguments.program).parent / "tests/pdf_sample"
    tally = Tally()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        parts = [(f"any shape {seeds[0]}", any_shapes, [sample, folder, seeds]) for seeds in (SEEDS[i:i + 10] for i in range(0, len(SEEDS), 10))]
        if os.access(sample, os.X_OK):
            side_by_side(tally, [("a sample report", whole_sample, [sample, folder]), *parts])
        else:
            tally.case("pdf_sample", f"{sample} is not built")
    return tally.close()


if __name__ == "__main__":
    sys.exit(main())
