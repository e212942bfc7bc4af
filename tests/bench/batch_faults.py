"""Twenty mistakes that people make, each put into a report that was right, with the code of what must be said."""
import re


class Fault:
    def __init__(self, code, what, kind, spoil):
        self.code, self.what, self.kind, self.spoil = code, what, kind, spoil


def in_xml(old, new):
    """Replaces the first of `old`, which must be there."""

    def spoil(files):
        text = files["report.xml"].decode()
        assert old in text, old
        files["report.xml"] = text.replace(old, new, 1).encode()

    return spoil


def in_table(name, pattern, new):
    def spoil(files):
        text, count = re.subn(pattern, new, files[f"data/{name}"].decode(), count=1, flags=re.MULTILINE)
        assert count == 1, pattern
        files[f"data/{name}"] = text.encode()

    return spoil


def empty_report(files):
    files["report.xml"] = b""


def missing_table(files):
    del files["data/driftbudget.csv"]


def empty_table(files):
    files["data/driftbudget.csv"] = b""


def latin_report(files):
    files["report.xml"] = files["report.xml"].decode().encode("latin-1", "replace")


def wide_table(files):
    lines = files["data/driftbudget.csv"].decode().splitlines()
    files["data/driftbudget.csv"] = "\n".join(line + ";" * 5000 for line in lines).encode()


def huge_field(files):
    files["data/driftbudget.csv"] = files["data/driftbudget.csv"].replace(b"Kommunstyrelsen", b"Kommunstyrelsen " + b"x" * (2 << 20), 1)


ABOUT = 'alt="Torget en vinterdag"/><figcaption>Torget</figcaption><credit>Bild: räkneexempel</credit></figure>'
SOURCE = '<source file="data/driftbudget.csv" unit="tkr"/>'

# kind None: any kind of report
FAULTS = (
    Fault("E0123", "an end tag is wrong", None, in_xml("</h1>", "</h2>")),
    Fault("E0101", "a table is missing", "budget", missing_table),
    Fault("E0202", "a row is misspelt", "budget", in_table("resultatbudget.csv", "^Finansiella intäkter", "Finansiela inntäkter")),
    Fault("E0312", "a claim is false", "budget", in_xml('that="Skatteintäkter ökar"', 'that="Skatteintäkter minskar"')),
    Fault("E0103", "the report is not UTF-8", None, latin_report),
    Fault("E0206", "a sum does not foot", "budget", in_table("driftbudget.csv", r"^(Summa kommunbidrag;).*?;", r"\g<1>1 234;")),
    Fault("E0121", "elements too deep", None, in_xml("<p>", "<p>" + "<em>" * 300 + "djupt" + "</em>" * 300)),
    Fault("E0101", "a picture is missing", None, in_xml("</h1>", f'</h1><figure class="full"><img src="torget.png" {ABOUT}')),
    Fault("E0401", "the kind is unknown", "budget", in_xml('kind="budget"', 'kind="buget"')),
    Fault("E0551", "the theme is unknown", None, in_xml('theme="', 'theme="alingsos-')),
    Fault("E0102", "a path leads outside", "budget", in_xml(SOURCE, SOURCE.replace("data/", "../../../data/"))),
    Fault("E0134", "the file is empty", None, empty_report),
    Fault("E0611", "a field is huge", "budget", huge_field),
    Fault("E0120", "a DOCTYPE", None, in_xml("<report ", '<!DOCTYPE report [<!ENTITY a "b">]>\n<report ')),
    Fault("E0126", "an & stands alone", None, in_xml("</h1>", " mark & bygg</h1>")),
    Fault("E0410", "an element is misspelt", "budget", in_xml('<value of="Årets', '<valeu of="Årets')),
    Fault("E0301", "a figure is unknown", "budget", in_xml('<value of="Årets resultat"', '<value of="Årets resultater"')),
    Fault("E0205", "a figure is no number", "budget", in_table("driftbudget.csv", r"^(Kommunstyrelsen;)[^;]*", r"\1ca tusen")),
    Fault("E0110", "a quote is never closed", "budget", in_table("driftbudget.csv", "^Socialnämnden", '"Socialnämnden')),
    Fault("E0508", "a reference leads nowhere", None, in_xml("</p>", ' Se <ref to="qxz-qxz-qxz"/>.</p>')),
    # the first twenty are those of a batch of a thousand
    Fault("E0106", "a table is empty", "budget", empty_table),
    Fault("E0107", "a table has too many columns", "budget", wide_table),
    Fault("E0112", "a row is too short", "budget", in_table("resultatbudget.csv", r"^(Skatteintäkter;.*);[^;\n]*$", r"\1")),
    Fault("E0113", "a row is too long", "budget", in_table("resultatbudget.csv", r"^(Skatteintäkter;.*)$", r"\1;1")),
    Fault("E0204", "a row is missing", "budget", in_table("resultatbudget.csv", "^Finansiella kostnader;.*\n", "")),
    Fault("E0219", "the unit is not said", "budget", in_xml(SOURCE, SOURCE.replace(' unit="tkr"', ""))),
)
