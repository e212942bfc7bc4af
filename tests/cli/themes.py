"""A theme of an organisation's own, outside the templates: found by its path, confined to the organisation's folder."""
import json
import shutil

from harness import TOP, check_pdf, difference, run

TINY = TOP / "tests/golden/tiny"
CSS = """\
@import "templates/common/base.css";
@import "rubriker.css";
@font-face { font-family: "Egen"; font-weight: 400; src: url("typsnitt/Egen.ttf"); }
@font-face { font-family: "Lato"; font-weight: 700; src: url("lato/Lato-Bold.ttf"); }
:root { --brand: #6b1d46; --text-face: "Egen"; --display-face: "Lato"; }
.cover .organisation::before { content: url("logo.svg") / ""; display: block; width: 18mm; margin: 0 0 6mm 0; }
"""
FACE = "/usr/share/fonts/truetype/lato/Lato-Regular.ttf"

# name, what to write anew, the whole of stderr
FAULTS = [
    ("a theme outside the organisation's folder", {"org/budget/report.xml": ("../tema", "../../tema")},
     'org/budget/report.xml:2:1: error: "../../tema/theme.css" is outside the organisation\'s folder [E0102]\n'
     '    <report theme="../../tema" kind="budget" status="forslag">\n    ^\n'
     '  hint: move the file into "org" or below it; else whoever runs arshjul can allow its folder with --allow\n'),
    ("a theme that is not there", {"org/budget/report.xml": ("../tema", "../temma")},
     'org/budget/report.xml:2:1: error: cannot read "../temma/theme.css": there is no such file [E0101]\n'
     '    <report theme="../temma" kind="budget" status="forslag">\n    ^\n'
     "  hint: check the name and the folder; the path is relative to the file that names it\n"),
    ("a fault in the theme", {"org/tema/theme.css": ("--brand:", "brand:")},
     'org/tema/theme.css:5:9: error: unknown property "brand" [E0523]\n'
     '    :root { brand: #6b1d46; --text-face: "Egen"; --display-face: "Lato"; }\n            ^\n'
     "  hint: templates/CSS.md lists the properties that there are\n"),
    ("an import that is not there", {"org/tema/theme.css": ("rubriker", "rubbriker")},
     'org/tema/theme.css:2:9: error: cannot read "tema/rubbriker.css": there is no such file [E0101]\n'
     '    @import "rubbriker.css";\n            ^\n'
     '  hint: did you mean "rubriker.css"? check the name and the folder; the path is relative to the file that names it\n'),
    ("a font of the machine", {"org/tema/theme.css": ("typsnitt/Egen.ttf", FACE)},
     f'org/tema/theme.css:3:58: error: "{FACE}" is outside the organisation\'s folder [E0102]\n'
     f'    @font-face {{ font-family: "Egen"; font-weight: 400; src: url("{FACE}"); }}\n' + 61 * " " + "^\n"
     '  hint: move the file into "org" or below it; else whoever runs arshjul can allow its folder with --allow\n'),
    ("a font outside the organisation's folder", {"org/tema/theme.css": ("typsnitt/Egen.ttf", "../../Egen.ttf")},
     'org/tema/theme.css:3:58: error: "../../Egen.ttf" is outside the organisation\'s folder [E0102]\n'
     '    @font-face { font-family: "Egen"; font-weight: 400; src: url("../../Egen.ttf"); }\n' + 61 * " " + "^\n"
     '  hint: move the file into "org" or below it; else whoever runs arshjul can allow its folder with --allow\n'),
    ("a font found by climbing from the system's", {"org/tema/theme.css": ("typsnitt/Egen.ttf", "../../../.." + FACE)},
     f'org/tema/theme.css:3:58: error: "../../../..{FACE}" is outside the organisation\'s folder [E0102]\n'
     f'    @font-face {{ font-family: "Egen"; font-weight: 400; src: url("../../../..{FACE}"); }}\n' + 61 * " " + "^\n"
     '  hint: move the file into "org" or below it; else whoever runs arshjul can allow its folder with --allow\n'),
    ("a value that does not fit where it is taken", {"org/tema/theme.css": ("--brand: #6b1d46", "--title-size: stor")},
     'org/tema/theme.css:5:9: error: font-size cannot be "stor", the value of --title-size [E0553]\n'
     '    :root { --title-size: stor; --text-face: "Egen"; --display-face: "Lato"; }\n            ^\n'
     '  hint: font-size takes <length> | <percentage> | small | medium | large | smaller | larger\n'),
    ("a property misspelt", {"org/tema/theme.css": ("--brand:", "--brnad:")},
     'org/tema/theme.css:5:9: warning: nothing uses the custom property "--brnad" [W0554]\n'
     '    :root { --brnad: #6b1d46; --text-face: "Egen"; --display-face: "Lato"; }\n            ^\n'
     '  hint: did you mean "--brand"? else take it away, or use it by var(--brnad) in a rule; common/base.css lists those that there are\n'),
    ("a contrast too low", {"org/tema/theme.css": ("--brand: #6b1d46", "--muted: #c0c0c0")},
     'org/tema/theme.css:5:9: error: text in #c0c0c0 on #ffffff has the contrast 1.81:1 [E0515]\n'
     '    :root { --muted: #c0c0c0; --text-face: "Egen"; --display-face: "Lato"; }\n            ^\n'
     '  hint: it must be 4.5:1 at least (WCAG 2.1, 1.4.3); make the text darker or its background lighter, or the other way round\n'),
    ("a background that its own text cannot be read on", {"org/tema/theme.css": ("--brand: #6b1d46", "--cover-head-fill: #cccccc")},
     'org/tema/theme.css:5:9: error: text in #dbe4ee on #cccccc has the contrast 1.24:1 [E0515]\n'
     '    :root { --cover-head-fill: #cccccc; --text-face: "Egen"; --display-face: "Lato"; }\n            ^\n'
     '  hint: it must be 4.5:1 at least (WCAG 2.1, 1.4.3); make the text darker or its background lighter, or the other way round\n'),
    ("a theme that imports itself", {"org/tema/rubriker.css": (":root", '@import "theme.css"; :root')},
     'org/tema/rubriker.css:1:9: error: "org/tema/theme.css" imports itself, or a file that imports it [E0552]\n'
     '    @import "theme.css"; :root { --heading-size: 15pt; }\n            ^\n'
     "  hint: take the @import away\n"),
]


def lay_out(folder):
    """An organisation with a report and a theme."""
    shutil.copytree(TINY, folder / "org", ignore=shutil.ignore_patterns("expected"))
    theme = folder / "org/tema"
    (theme / "typsnitt").mkdir(parents=True)
    shutil.copy(FACE, theme / "typsnitt/Egen.ttf")
    shutil.copy(FACE, folder / "Egen.ttf")
    shutil.copy(TOP / "templates/themes/alingsas/logo.svg", theme)
    (theme / "theme.css").write_text(CSS, encoding="utf-8")
    (theme / "rubriker.css").write_text(":root { --heading-size: 15pt; }\n", encoding="utf-8")
    report = folder / "org/budget/report.xml"
    text = report.read_text(encoding="utf-8").replace("<report ", '<report theme="../tema" ', 1)
    report.write_text(text, encoding="utf-8")
    shutil.copytree(report.parent, folder / "org/budget-2")


def check(tally, program, scratch):
    folder = scratch / "themes"
    lay_out(folder)
    result = run([program, "build", "org", "-o", "out"], cwd=folder)
    pdf = folder / "out/org/budget/budget.pdf"
    good = result.status == 0 and not result.err and pdf.exists()
    if not tally.case("themes: an organisation's own prints", None if good else result.out + result.err):
        return
    tally.case("themes: the PDF is sound", check_pdf(pdf))
    records = [json.loads((folder / f"out/org/{name}/{name}.json").read_text(encoding="utf-8")) for name in ("budget", "budget-2")]
    named = [[i["name"] for i in record["inputs"]] for record in records]
    tally.case("themes: its font is set", None if "Egen.ttf" in named[0] else str(named[0]))
    named = [[name for name in names if name.startswith(("budget", "data/", "~/")) and not name.endswith(".xsl")] for names in named]
    wanted = ["budget/report.xml", "data/resultatbudget.csv", "~/tema/logo.svg", "~/tema/rubriker.css", "~/tema/theme.css"]
    tally.case("themes: the record names its files from the organisation's folder", difference(str(wanted), str(named[0])))
    tally.case("themes: also of the second report", difference(str(wanted).replace("budget/", "budget-2/"), str(named[1])))
    result = run([program, "specimen", "org/tema", "-o", "out"], cwd=folder)
    good = result.status == 0 and not result.err and (folder / "out/specimen/tema/tema.pdf").exists()
    tally.case("themes: a specimen of it", None if good else result.out + result.err)
    result = run([program, "specimen", "org/tem", "-o", "out"], cwd=folder)
    tally.case("themes: a specimen of none", difference('arshjul: error: cannot read "org/tem/theme.css": there is no such file [E0101]\n'
               "  hint: check the name and the folder; the path is relative to the file that names it\n", result.err))
    run([program, "changes", "org/budget", "org/budget-2", "-o", "out"], cwd=folder)
    record = folder / "out/andringar/budget-2/budget-2.json"
    named = [i["name"] for i in json.loads(record.read_text(encoding="utf-8"))["inputs"]] if record.exists() else []
    tally.case("themes: a list of changes is set in it", None if "~/tema/theme.css" in named and "Egen.ttf" in named else str(named))
    for name, changes, err in FAULTS:
        kept = {}
        for file, (old, new) in changes.items():
            kept[file] = (folder / file).read_text(encoding="utf-8")
            (folder / file).write_text(kept[file].replace(old, new), encoding="utf-8")
        result = run([program, "check", "org/budget"], cwd=folder)
        tally.case(f"themes: {name}", difference(err, result.err) or (None if result.status == (": error: " in err) else f"exit status {result.status}"))
        for file, text in kept.items():
            (folder / file).write_text(text, encoding="utf-8")
    (folder / "org/tema/logo.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><g opacity="0.5">'
                                              '<rect width="9" height="9" fill="#fff"/></g></svg>', encoding="utf-8")
    result = run([program, "build", "org/budget", "-o", "seen-through"], cwd=folder)
    tally.case("themes: a mark that lets through stands on one page of several",
               result.err or check_pdf(folder / "seen-through/org/budget/budget.pdf"))
    secret = folder / "secret.css"
    secret.write_text("p { color: red; }\n", encoding="utf-8")
    (folder / "org/tema/rubriker.css").unlink()
    (folder / "org/tema/rubriker.css").symlink_to(secret)
    result = run([program, "check", "org/budget"], cwd=folder)
    tally.case("themes: a link that leads out of the organisation's folder", None if
               'org/tema/theme.css:2:9: error: "tema/rubriker.css" is outside the organisation\'s folder [E0102]' in result.err else result.err)
