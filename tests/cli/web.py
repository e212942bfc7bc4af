"""The web page beside the PDF: when it is written and kept, what the build record tells of it."""
import hashlib
import json

from harness import run


def check_web(tally, program, report):
    """`report` is a small report that is proposed, in a folder of the name "budget"."""
    scratch = report.parents[2] / "made"
    folder = scratch / "html/org/budget"
    page, pdf, record = (folder / f"budget.{end}" for end in ("html", "pdf", "json"))
    text = report.read_text(encoding="utf-8")

    def build(*options):
        return run([program, "build", report, "-o", scratch / "html", *options])

    def case(name, **facts):
        wrong = [fact.replace("_", " ") for fact, true in facts.items() if not true]
        tally.case(f"web page: {name}", None if not wrong else "not: " + ", ".join(wrong))

    plain = build()
    first = pdf.read_bytes(), record.read_bytes()
    case("none without --html", exit_0=plain.status == 0, no_page=not page.exists(),
         not_in_the_record="html" not in json.loads(first[1]))
    both = build("--html")
    html = page.read_bytes() if page.exists() else b""
    told = json.loads(record.read_text(encoding="utf-8"))
    case("beside the PDF", exit_0=both.status == 0, page=html.startswith(b"<!doctype html>"), same_PDF=pdf.read_bytes() == first[0],
         told=told.pop("html", None) == {"file": "budget.html", "sha256": hashlib.sha256(html).hexdigest(), "bytes": len(html)},
         all_else_in_the_record={k: v for k, v in told.items() if k not in ("inputs", "options")} ==
         {k: v for k, v in json.loads(first[1]).items() if k not in ("inputs", "options")})
    case("its sheet is an input", told="common/web.css" in [i["name"] for i in told["inputs"]])
    before = page.stat().st_mtime_ns
    again = build("--html")
    case("up to date", told=": up to date" in again.out, same_file=page.stat().st_mtime_ns == before)
    other = run([program, "build", report, "--html", "-o", scratch / "other"],
                env={"TZ": "Pacific/Auckland", "LC_ALL": "sv_SE.UTF-8"})
    case("the same bytes wherever it is made", exit_0=other.status == 0,
         same=(scratch / "other/org/budget/budget.html").read_bytes() == html)
    page.write_bytes(b"old")
    changed = build("--html")
    case("written again when it alone differs", printed=", unchanged" not in changed.out, page=page.read_bytes() == html)
    report.write_text(text.replace("</p>", " Ny mening.</p>", 1), encoding="utf-8")
    older = build()
    told = f"{page}: warning: the web page beside the PDF is of an earlier edition [W0805]\n  hint: print with --html to renew it, or remove it\n"
    case("an older one is told of", exit_0=older.status == 0, page=page.read_bytes() == html, told=told in older.err,
         once="W0805" not in build().err)
    report.write_text(text.replace("</report>", "<nothing/></report>"), encoding="utf-8")
    failed = build("--html")
    case("kept when the report is wrong", exit_1=failed.status == 1, page=page.read_bytes() == html)
    page.unlink()
    page.mkdir()
    earlier = pdf.read_bytes(), record.read_bytes()
    report.write_text(text.replace("</p>", " En annan mening.</p>", 1), encoding="utf-8")
    refused = build("--html")
    page.rmdir()
    case("one that cannot be written leaves the earlier PDF and its record", exit_1=refused.status == 1, code="[E0802]" in refused.err,
         kept="the earlier PDF is kept" in refused.out and (pdf.read_bytes(), record.read_bytes()) == earlier)
    report.write_text(text.replace('status="forslag"', 'status="antagen"'), encoding="utf-8")
    adopted = build("--html")
    html = page.read_bytes()
    case("adopted", exit_0=adopted.status == 0, page=b"web-state\" aria" not in html)
    page.write_bytes(b"signed")
    kept = build("--html")
    case("an adopted one is kept", exit_1=kept.status == 1, page=page.read_bytes() == b"signed", code="[E0803]" in kept.err,
         named="budget.html" in kept.err)
    forced = build("--html", "--force")
    case("--force replaces it", exit_0=forced.status == 0, page=page.read_bytes() == html)
    told = json.loads(record.read_text(encoding="utf-8"))["html"]
    without = build("--force")
    case("an adopted one stays in the record of a run without pages", exit_0=without.status == 0 and "unchanged" in without.out, silent=not without.err,
         told=told and json.loads(record.read_text(encoding="utf-8")).get("html") == told)
    page.write_bytes(b"signed")
    without = build("--force")
    case("but not when it is another", exit_0=without.status == 0, untold="html" not in json.loads(record.read_text(encoding="utf-8")))
    page.write_bytes(html)
    refused = run([program, "check", "--html", report])
    case("check makes none", exit_2=refused.status == 2)
