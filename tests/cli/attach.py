"""Source tables in the PDF: attach="ja" makes it PDF/A-3a and puts in every table that was read, as it was read."""
import re
import sys

from harness import TOP, check_pdf, run

sys.path.insert(0, str(TOP / "tests/conformance"))
import check  # noqa: E402
from reading import Document, read_name_tree, text_of  # noqa: E402

TWICE = "Uppgift;Värde;Enhet;År\nInvånare i tätorten;1200;personer;2021\n"


def attached(path):
    """What is embedded, by file name: description and bytes."""
    found = {}
    for file in read_name_tree(Document(path).catalog.Names.EmbeddedFiles).values():
        found[text_of(file.UF)] = text_of(file.Desc), file.EF.UF.read_bytes()
    return found


def check_attach(tally, program, report, output):
    """`report` is a small report whose sources this may add to."""
    data = report.parent.parent / "data"
    expected = {}
    text = report.read_text(encoding="utf-8")
    text = text.replace("<report ", '<report attach="ja" ', 1)
    # Two files of one name, one of them in another encoding, are two attachments; one read twice is one.
    for name, encoding in (("data/ö/orter.csv", "utf-8"), ("data/orter.csv", "windows-1252")):
        path = report.parent.parent / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(TWICE.encode(encoding))
        for _ in range(2):
            text = text.replace("</data>", f'<source file="../{name}" name="Orter {encoding}"/></data>', 1)
        expected[name.replace("/", "-")] = f"Källtabell {name}", path.read_bytes()
    for name in re.findall(r'file="../data/([a-z-]+\.csv)"', text):
        if name != "orter.csv":
            expected[name] = f"Källtabell data/{name}", (data / name).read_bytes()
    report.write_text(text, encoding="utf-8")
    result = run([program, "build", report, "-o", output])
    data_document = run([program, "data", report])
    tally.case("attach: the data document is of its schema", None if data_document.status == 0 else data_document.err)
    made = sorted(output.rglob("*.pdf"))
    if not made:
        tally.case("attach: a PDF", result.err)
        return
    tally.case("attach: the PDF conforms", "\n".join(check.check_file(made[0])) or check_pdf(made[0]))
    tally.case("attach: XMP says PDF/A-3", None if b"<pdfaid:part>3<" in made[0].read_bytes() else "it does not")
    got = attached(made[0])
    tally.case("attach: the tables as they were read", None if got == expected else f"{got}\n{expected}")
