"""Tables of a million figures or rows, wide and long, with the sum or figure that a right reading of them yields."""


def wide(path, rows):
    """A row for each of many units, three years beside each other, and their totals. Gives what 2023 sums up to."""
    totals = [0, 0, 0]
    with open(path, "w", encoding="utf-8") as out:
        out.write("Belopp i tkr\nVerksamhet;Utfall 2022;Utfall 2023;Budget 2024\n")
        for i in range(rows):
            figures = [(i * 7919 + k * 31) % 100000 for k in range(3)]
            totals = [t + f for t, f in zip(totals, figures)]
            out.write(f"Enhet {i};{figures[0]};{figures[1]};{figures[2]}\n")
        out.write("Summa;" + ";".join(map(str, totals)) + "\n")
    return totals[1]


def long(path, rows):
    """A row for each figure: measures of 290 organisations in five years. Gives the first one's of 2024."""
    with open(path, "w", encoding="utf-8") as out:
        out.write("mått;enhet;period;organisation;värde\n")
        for i in range(rows):
            measure, rest = divmod(i, 290 * 5)
            organisation, year = divmod(rest, 5)
            out.write(f"Nyckeltal {measure:04d};tkr;{2020 + year};{1000 + organisation};{(i * 7919) % 100000}\n")
    return 4 * 7919 % 100000


REPORT = """<report kind="budget" status="utkast">
  <front><title>Prov</title><organisation>Storby kommun</organisation><decider>Kommunfullmäktige</decider></front>
  <data><source file="tal.csv" {source}/></data>
  <section><h1>Prov</h1><p>Det är <value of="{name}" period="{year}"/>.</p></section>
</report>
"""


def report(folder, kind, rows):
    """Writes a report of that kind of table; gives its folder, the bytes of the table, and the text it must show."""
    home = folder / kind / "rapport"
    home.mkdir(parents=True)
    table = home / "tal.csv"
    if kind == "wide":
        figure = wide(table, rows)
        text = REPORT.format(source="", name="Summa", year=2023)
    else:
        figure = long(table, rows)
        text = REPORT.format(source='organisation="1000"', name="Nyckeltal 0000", year=2024)
    (home / "report.xml").write_text(text, encoding="utf-8")
    return home, table.stat().st_size, f"{figure:,} tkr".replace(",", "\u00a0").replace(" tkr", "\u00a0tkr")
