"""templates/CHARTS.md: each of its examples is drawn without a finding, on the data of the specimen."""
import re
import shutil

from harness import TOP, run

FENCE = re.compile(r"^```xml\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def check(tally, program, scratch):
    examples = FENCE.findall((TOP / "templates/CHARTS.md").read_text(encoding="utf-8"))
    specimen = TOP / "templates/specimen"
    sources = re.search(r"<data>.*?</data>", (specimen / "report.xml").read_text(encoding="utf-8"), re.DOTALL)[0]
    folder = scratch / "charts/rapport"
    shutil.copytree(specimen / "data", folder / "data")
    for number, example in enumerate(examples, 1):
        (folder / "report.xml").write_text(
            '<report kind="genomlysning" status="forslag"><front><title>Diagram</title>'
            f"<organisation>Mallkommunen</organisation></front>{sources}"
            f'<section id="d"><h1>Diagram</h1>\n{example}</section></report>\n', encoding="utf-8")
        result = run([program, "check", "rapport"], cwd=folder.parent)
        drawn = run([program, "document", "rapport"], cwd=folder.parent)
        kind = re.search(r'kind="(\w+)"', example)
        good = result.status == 0 and not re.search(r"(error|warning): ", result.err) and "data-chart" in drawn.out
        tally.case(f"chart: example {number}, {kind[1] if kind else 'in cells'}",
                   None if good else f"exit {result.status}\n{result.err}{example}")
    kinds = re.search(r'<define name="chart">.*?<attribute name="kind">.*?<choice>(.*?)</choice>',
                      (TOP / "templates/schema/report.rng").read_text(encoding="utf-8"), re.DOTALL)[1]
    shown = set(re.findall(r'kind="(\w+)"', "".join(examples)))
    missing = sorted(set(re.findall(r"<value>(\w+)</value>", kinds)) - shown)
    tally.case("chart: an example of each kind", "no example of " + ", ".join(missing) if missing else None)
