"""
Reports of the municipalities, drawn by lot but always the same: budgets, delårsrapporter, genomlysningar,
omvärldsanalyser and handlingsplaner of 2 to 60 pages. Their figures add up and what they claim is true.
"""
import re
import struct
import zlib
from html import escape
from pathlib import Path

TOP = Path(__file__).resolve().parent.parent.parent

KINDS = ("budget", "uppfoljning", "genomlysning", "omvarldsanalys", "handlingsplan")
NAMES = {"uppfoljning": "delarsrapport"}
BODIES = ("Kommunstyrelsen", "Barn- och utbildningsnämnden", "Socialnämnden", "Kultur- och fritidsnämnden",
          "Samhällsbyggnadsnämnden", "Äldrenämnden", "Miljönämnden", "Arbetsmarknadsnämnden", "Överförmyndarnämnden")

# What is asked of the indicators: goal, short name, whole name, unit, which way is better, gender, the usual value.
INDICATORS = (
    (1, "Yrkesprogram", "Elever i årskurs 9 som är behöriga till yrkesprogram, andel (%)", "procent", "högre", "utrum", 85),
    (1, "Gymnasieexamen", "Gymnasieelever med examen inom fyra år, andel (%)", "procent", "högre", "utrum", 74),
    (2, "Företagsklimat", "Företagsklimat, index 1–100", "index 1–100", "högre", "neutrum", 72),
    (2, "Bygglov", "Handläggningstid för bygglov, antal dagar", "dagar", "lägre", "utrum", 31),
    (3, "Hemtjänst", "Brukare som är nöjda med hemtjänsten, andel (%)", "procent", "högre", "utrum", 87),
    (3, "E-tjänster", "Ärenden som inleds med en e-tjänst, andel (%)", "procent", "högre", "utrum", 52),
    (4, "Sjukfrånvaro", "Sjukfrånvaro bland anställda, andel (%)", "procent", "lägre", "utrum", 7),
    (4, "Utsläpp", "Utsläpp från kommunens fordon, ton", "ton", "lägre", "neutrum", 410),
)
GOALS = {1: ("Lärande", "Alla elever får den kunskap de behöver för att gå vidare"),
         2: ("Näringsliv", "Det är enkelt att driva företag i kommunen"),
         3: ("Omsorg", "Den som behöver stöd får det i rätt tid"),
         4: ("Hållbarhet", "Kommunen är en hållbar arbetsgivare och förvaltare")}
TRENDS = (("Fler äldre och färre i arbetsför ålder", "Demografi"), ("Automatisering av administrativt arbete", "Teknik"),
          ("Ett varmare klimat med kraftigare regn", "Klimat"), ("Hårdare konkurrens om kompetens", "Arbetsmarknad"),
          ("Ökad osäkerhet i omvärlden", "Säkerhet"), ("Högre krav på öppenhet", "Demokrati"),
          ("Stigande byggkostnader", "Ekonomi"), ("Digitala vanor i alla åldrar", "Teknik"),
          ("Nya sätt att resa", "Samhällsbyggnad"), ("Växande skillnader i hälsa", "Folkhälsa"))
ACTIONS = ("Samordna kommunens inköp", "Lämna lokaler som används lite", "Ersätt manuella moment i löneprocessen",
           "Se över avgifterna för uthyrning", "Planera bemanningen över enhetsgränser", "Minska matsvinnet i skolköken",
           "Byt till energisnål belysning", "Samla kundservice på ett ställe", "Avveckla system med samma funktion",
           "Förläng underhållsplanen för gator", "Pröva samverkan om räddningstjänst", "Flytta arkivet till en gemensam depå",
           "Låt fler resor gå med tåg", "Samordna skolskjutsar med kollektivtrafik", "Inför gemensam posthantering",
           "Gör om korttidsvikariat till fasta tjänster")


def municipalities():
    """(code, name) of each, in the order of the templates' list."""
    text = (TOP / "templates/municipalities.xml").read_text(encoding="utf-8")
    return re.findall(r'code="(\d+)" name="([^"]+)"', text)


def words():
    """The words of the sample reports' prose as often as they stand there, so that what is set is real Swedish."""
    found = []
    for report in sorted((TOP / "input").rglob("report.xml")):
        text = re.sub(r"<!--.*?-->|<[^>]*>", " ", report.read_text(encoding="utf-8"), flags=re.DOTALL)
        found += re.findall(r"(?<![\w&.-])[a-zåäöé]{2,28}(?![\w;.-])", text)
    return found


def amount(number):
    return f"{number:,}".replace(",", " ")


def decimal(number):
    return f"{number:.1f}".replace(".", ",")


def table(*rows):
    return "\n".join(";".join(map(str, row)) for row in rows) + "\n"


def picture(number):
    """A PNG of 1,000 by 500 in colour: hills of some waves, wide enough for print."""
    width, height, rows = 1000, 500, []
    for y in range(height):
        shade = bytes(((x // 5) * (number + 3) + (y // 4) * 7) // 9 % 97 + 90 for x in range(0, width, 5))
        row = bytearray(3 * width)
        for channel in range(3):
            row[channel::3] = b"".join(bytes((min(255, s + 20 * channel),)) * 5 for s in shade)
        rows.append(b"\0" + bytes(row))

    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"".join(rows), 6)) + chunk(b"IEND", b"")


class Report:
    """One report: its XML, and what lies beside it (bytes by path relative to its folder)."""

    def __init__(self, dice, pool, name, kind, year, status):
        self.dice, self.pool, self.name, self.kind, self.year, self.status = dice, pool, name, kind, year, status
        self.files, self.sources, self.counter = {}, [], 0
        self.rows = []  # (name, periods) that prose may speak of
        self.theme, self.picture, self.extra = "standard", None, ""

    # ---- words

    def phrase(self, count):
        return " ".join(self.dice.choice(self.pool) for _ in range(count)).capitalize()

    def sentence(self):
        return self.phrase(self.dice.randint(5, 19)) + "."

    def sentences(self, least=2, most=6):
        return " ".join(self.sentence() for _ in range(self.dice.randint(least, most)))

    def paragraph(self):
        lot, said = self.dice.random(), ""
        if lot < 0.15:
            said = f"<note>{self.phrase(self.dice.randint(4, 18))}.</note>"
        elif lot < 0.40 and self.rows:
            name, periods = self.dice.choice(self.rows)
            said = f' Utfallet är <value of="{name}" period="{self.dice.choice(periods)}"/>.'
        elif lot < 0.45:
            said = f" <em>{self.phrase(3)}</em> <strong>{self.phrase(2).lower()}</strong> {self.phrase(4).lower()}."
        return f"<p>{self.sentences()}{said}</p>"

    def items(self):
        kind = self.dice.choice(("ul", "ul", "ol"))
        return f"<{kind}>" + "".join(f"<li>{self.phrase(self.dice.randint(3, 16))}</li>" for _ in range(self.dice.randint(2, 7))) + f"</{kind}>"

    def own_table(self):
        columns = self.dice.randint(2, 4)
        head = "".join(f"<th>{self.phrase(1)}</th>" for _ in range(columns))
        body = "".join("<tr>" + "".join(f"<td>{self.phrase(self.dice.randint(1, 7))}</td>" for _ in range(columns)) + "</tr>"
                       for _ in range(self.dice.randint(2, 14)))
        return f"<table><caption>{self.phrase(4)}</caption><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"

    def chart(self):
        pairs = [row for row in self.rows if len(row[1]) > 2 and row[1] == self.rows[0][1]]
        if len(pairs) < 2:
            return self.paragraph()
        rows = "".join(f'<row of="{name}"/>' for name, _ in self.dice.sample(pairs, 2))
        span = f"{pairs[0][1][0]}–{pairs[0][1][-1]}"
        return f'<chart kind="{self.dice.choice(("bars", "lines"))}" period="{span}"><caption>{self.phrase(4)}</caption>{rows}</chart>'

    def chapter(self):
        """A chapter of one to four pages."""
        self.counter += 1
        parts = [f'<section id="kapitel-{self.counter}"{self.dice.choice(("", "", "", " class=" + chr(34) + "columns" + chr(34)))}>'
                 f"<h1>{self.phrase(self.dice.randint(1, 5))}</h1>", f'<p class="lead">{self.sentences(1, 2)}</p>']
        columns = "columns" in parts[0]
        for _ in range(self.dice.randint(1, 4)):
            parts.append(f"<h2>{self.phrase(self.dice.randint(2, 6))}</h2>")
            for _ in range(self.dice.randint(2, 7)):
                lot = self.dice.random()
                if lot < 0.70 or (columns and lot < 0.9):
                    parts.append(self.paragraph())
                elif lot < 0.80:
                    parts.append(self.items())
                elif lot < 0.86:
                    parts.append(f"<aside><h>{self.phrase(2)}</h><p>{self.sentences(1, 3)}</p></aside>")
                elif lot < 0.93 or columns:
                    parts.append(self.own_table() if not columns else self.paragraph())
                else:
                    parts.append(self.chart())
        return "\n".join(parts) + "</section>\n"

    # ---- figures

    def source(self, name, rows, attributes=""):
        self.files[f"data/{name}"] = table(*rows).encode()
        self.sources.append(f'<source file="data/{name}"{attributes}/>')

    def income(self, heads, size):
        """The rows of an income statement, one column a head: everything adds up and grows."""
        columns = []
        for i, part in enumerate(heads):
            grown = size * part * (1000 + 28 * i)
            taxes, grants = int(grown * 0.78) // 1000, int(grown * 0.24) // 1000
            wear = int(grown * 0.037) // 1000
            result = int(grown * self.dice.uniform(0.012, 0.02)) // 1000 + 40 * i
            net = taxes + grants - result
            gained, paid = int(grown * 0.006) // 1000, int(grown * 0.008) // 1000
            columns.append((-(net - wear), -wear, -net, taxes, grants, result, gained, -paid, result + gained - paid, result + gained - paid))
        labels = ("Verksamhetens nettokostnader exkl. avskrivningar", "Avskrivningar", "Verksamhetens nettokostnader", "Skatteintäkter",
                  "Generella statsbidrag och utjämning", "Verksamhetens resultat", "Finansiella intäkter", "Finansiella kostnader",
                  "Resultat efter finansiella poster", "Årets resultat")
        return [[label, *(amount(column[i]) for column in columns)] for i, label in enumerate(labels)], columns

    def bodies(self, columns):
        """Rows of some of the bodies and their sum, of so many columns."""
        chosen = BODIES[:3] + tuple(self.dice.sample(BODIES[3:], self.dice.randint(1, len(BODIES) - 3)))
        figures = [[self.dice.randint(20, 900) * 100 + 2000 * (len(BODIES) - i) for _ in range(columns)] for i in range(len(chosen))]
        return chosen, figures

    def goals(self, target, outcomes, most):
        """Tables of goals and indicators; the goals that they have."""
        count = self.dice.randint(2, most)
        rows, catalogue, seen = [], [], 0
        for goal, short, name, unit, better, gender, usual in INDICATORS:
            if goal > count:
                break
            values = [usual * self.dice.uniform(0.94, 1.06) for _ in outcomes]
            first = (GOALS[goal][0], f"{goal}. {GOALS[goal][1]}") if goal != seen else ("", "")
            rows.append((*first, name, decimal(usual * (1.02 if better == "högre" else 0.97)), *map(decimal, values)))
            catalogue.append((goal, short, name, unit, better, gender, "Räkneexempel"))
            seen = goal
        self.source("mal.csv", [("Fokusområde", "Prioriterat mål", "Styrande indikatorer", f"Delmål {target}", *(f"Utfall {y}" for y in outcomes)), *rows])
        self.source("indikatorer.csv", [("Mål", "Kortnamn", "Indikator", "Enhet", "Bäst", "Genus", "Källa"), *catalogue])
        self.rows += [(row[1], tuple(map(str, outcomes[::-1]))) for row in catalogue]
        return count

    # ---- the kinds

    def write_budget(self):
        y = self.year
        years = (y, y + 1, y + 2)
        span = f"{y}–{y + 2}"
        size = self.dice.randint(200, 9000)
        rows, _ = self.income((1000, 1000, 1000), size)
        self.source("resultatbudget.csv", [("Post", f"Budget {y}", f"Plan {y + 1}", f"Plan {y + 2}"), *rows], ' unit="tkr"')
        chosen, figures = self.bodies(3)
        total = [sum(column) for column in zip(*figures)]
        self.source("driftbudget.csv", [("Nämnd", f"Budget {y}", f"Plan {y + 1}", f"Plan {y + 2}"),
                                        *((name, *map(amount, row)) for name, row in zip(chosen, figures)),
                                        ("Summa kommunbidrag", *map(amount, total))], ' unit="tkr"')
        self.rows += [(row[0], tuple(map(str, years))) for row in rows if row[0] in ("Skatteintäkter", "Årets resultat", "Verksamhetens resultat")]
        goals = self.goals(y, (y - 2, y - 3, y - 4), 4)
        told = "".join(f'<goal no="{no}"><p>{self.sentences(1, 3)}</p><indicators outcomes="{y - 2} {y - 3} {y - 4}"/></goal>' for no in range(1, goals + 1))
        yield f"""<section id="beslut"><h1>Förslag till beslut</h1>
<proposal by="Kommunstyrelsen" to="kommunfullmäktige"><clause>anvisa nämnderna <value of="Summa kommunbidrag" period="{y}" unit="tkr"/> för {y}, samt</clause>
<clause>anta det finansiella målet och <count of="mål"/> för verksamheten.</clause></proposal>
<ul><li><target name="resultatmålet" that="Resultatandel minst 1 procent">Årets resultat ska motsvara <limit/> av skatter och bidrag.</target></li></ul>
<p>Resultatmålet <verdict of="resultatmålet" period="{span}"/>.</p></section>
<section id="analys"><h1>Finansiell analys</h1>
<metrics period="{span}"><caption>Resultat och dess andel av skatter och bidrag</caption><row of="Årets resultat"/><row of="Resultatandel"/></metrics>
<p>Resultatet är <value of="Årets resultat" period="{y}"/> och <trend of="Årets resultat" from="{y}" to="{y + 2}" form="väntas"/> till
<value of="Årets resultat" period="{y + 2}"/>. <claim that="Skatteintäkter ökar" period="{span}">Skatteintäkterna växer varje år.</claim> {self.sentences()}</p>
<chart kind="bars" period="{span}"><caption>Verksamhetens och årets resultat</caption><row of="Verksamhetens resultat"/><row of="Årets resultat"/></chart>
{self.items()}</section>
<section id="mal"><h1>Mål och indikatorer</h1>{told}</section>
"""
        yield '<section id="tabeller"><h1>Budgettabeller</h1><statement of="Resultatbudget"/><statement of="Driftbudget"/></section>\n'

    def write_uppfoljning(self):
        y, period = self.year, f"jan–aug {self.year}"
        size = self.dice.randint(200, 9000)
        head = (f"Utfall jan-aug {y}", f"Utfall jan-aug {y - 1}", f"Prognos {y}", f"Bokslut {y - 1}")
        rows, columns = self.income((667, 640, 1000, 960), size)
        budget, _ = self.income((1000,), size)
        self.source("resultatbudget.csv", [("Post", f"Budget {y}"), *budget], ' unit="tkr"')
        self.source("resultatrakning.csv", [("Post", *head), *rows], ' unit="tkr" name="Resultaträkning"')
        chosen, figures = self.bodies(1)
        drift = []
        for name, (whole,) in zip(chosen, figures):
            outcome, forecast = whole * self.dice.randint(630, 700) // 1000, whole * self.dice.randint(985, 1015) // 1000
            drift.append((name, whole, whole * 2 // 3, outcome, outcome * 97 // 100, forecast, whole - forecast))
        drift.append(("Summa kommunbidrag", *(sum(row[i] for row in drift) for i in range(1, 7))))
        self.source("driftredovisning.csv", [("Nämnd", f"Budget {y}", f"Budget jan-aug {y}", f"Utfall jan-aug {y}", f"Utfall jan-aug {y - 1}",
                                              f"Prognos helår {y}", "Avvikelse prognos"),
                                             *((row[0], *map(amount, row[1:])) for row in drift)], ' unit="tkr" name="Driftredovisning"')
        gains = [self.dice.randint(1, 9) * 10 for _ in range(3)]
        results = [columns[i][9] for i in (0, 2, 3)]
        adjusted = [result - gain for result, gain in zip(results, gains)]
        self.source("balanskrav.csv", [("Post", head[0], head[2], head[3]),
                                       ("Årets resultat enligt resultaträkningen", *map(amount, results)),
                                       ("Samtliga realisationsvinster", *(amount(-gain) for gain in gains)),
                                       ("Årets resultat efter balanskravsjusteringar", *map(amount, adjusted)),
                                       ("Balanskravsresultat", *map(amount, adjusted))], ' unit="tkr" name="Balanskravsutredning"')
        goals = self.goals(y, (y, y - 1, y - 2), 4)
        told = "".join(f'<goal no="{no}"><p>Målet <verdict of="Mål {no}" period="{y}"/>. {self.sentences()}</p><fulfilment period="{y}"/></goal>'
                       for no in range(1, goals + 1))
        claim = ""
        if adjusted[1] > 0:
            claim = f'<p><claim that="Balanskravsresultat över 0 mnkr" period="prognos {y}">Balanskravet väntas vara uppfyllt.</claim></p>'
        yield f"""<section id="sammanfattning"><h1>Sammanfattning</h1>
<p class="lead">Resultatet för perioden är <value of="Årets resultat" period="utfall {period}"/>. Prognosen för helåret är
<value of="Årets resultat" period="prognos {y}"/>, mot <value of="Årets resultat" period="budget {y}"/> i budgeten. Nämnderna visar
<value of="Prognosavvikelse / Summa kommunbidrag" period="{y}" show="words"/>.</p></section>
<section id="mal"><h1>Prioriterade mål</h1>
<p>Ett prioriterat mål är uppfyllt när <target name="Mål" every="mål" that="en majoritet av de mätta indikatorerna når delmålet"
partly="minst 1">en majoritet av de mätta indikatorerna når sitt delmål</target>.</p>
<fulfilment period="{y}"><caption>Prioriterade mål, samlad bedömning</caption></fulfilment>{told}</section>
"""
        yield f"""<section id="ekonomi"><h1>Ekonomi</h1>
<h2>Resultaträkning</h2><statement of="Resultaträkning" layout="resultat" period="{period}"/>
<h2>Driftredovisning</h2><statement of="Driftredovisning" layout="namnder" period="{period}"/>
<h2>Balanskravsutredning</h2><statement of="Balanskravsutredning" layout="balanskrav" period="{period}"/>{claim}</section>
"""

    def actions(self, count, heads, columns, name):
        chosen = self.dice.sample(ACTIONS, count)
        self.source("atgarder.csv", [heads, *(columns(what) for what in chosen)], f' name="{name}"')
        return chosen

    def write_genomlysning(self):
        y = self.year
        own = self.dice.randint(3000, 5000)
        self.source("jamforelse.csv", [("Nyckeltal", "Kortnamn", f"Kommunen {y - 1}", f"Liknande kommuner {y - 1}", f"Kommungenomsnitt {y - 1}"),
                                       ("Kostnad för administration, kr per invånare", "Administration", amount(own), amount(own + 270), amount(own + 390)),
                                       ("Svar på frågor via e-post inom två dagar, andel", "Svar på e-post", "88 %", "84 %", "82 %")],
                    ' name="Jämförelse" organisation="Kommunen"')
        years = tuple(range(y - self.dice.randint(3, 7), y))
        measures = (("Kontorets nettokostnad (mnkr)", "Nettokostnad", "utrum", "", 60), ("Kostnad för IT-tjänster (mnkr)", "IT-tjänster", "plural", "", 12),
                    ("Kostnad för lokaler (mnkr)", "Lokaler", "plural", "", 21), ("Sjukfrånvaro (%)", "Sjukfrånvaro", "utrum", "lägre", 6))
        self.source("over-tid.csv", [("Nyckeltal", "Kortnamn", "Genus", "Bäst", *(f"År {year}" for year in years)),
                                     *((*row[:4], *(decimal(row[4] * self.dice.uniform(0.85, 1.15)) for _ in years)) for row in measures)], ' name="Utveckling"')
        self.rows += [(row[1], tuple(map(str, years))) for row in measures[:3]]
        chosen = self.actions(self.dice.randint(3, 9), ("Avsnitt", "Åtgärd", "Möjlig effektivisering (tkr)", "Läge"),
                              lambda what: ("kort sikt", what, amount(self.dice.randint(2, 60) * 50), self.dice.choice(("pågår", "planeras", "utreds"))), "Åtgärder")
        told = "".join(f'<action name="{what}"><what><p>{self.sentences(1, 2)}</p></what><now><p>{self.sentence()}</p></now></action>' for what in chosen)
        yield f"""<section id="analys"><h1>Nuläge och analys</h1>
<h2>Jämförelse med andra kommuner</h2><statement of="Jämförelse"><caption>Nyckeltal i jämförelse</caption></statement>
<p>Administrationen kostar <value of="Administration" period="{y - 1}"/>, mot <value of="Administration / Liknande kommuner" period="{y - 1}"/> i liknande
kommuner. <claim that="Administration under Administration / Kommungenomsnitt" period="{y - 1}">Kostnaden är lägre än kommungenomsnittet.</claim></p>
<h2>Utveckling över tid</h2><statement of="Utveckling"><caption>Nyckeltal över tid</caption></statement>
<p>Sjukfrånvaron <trend of="Sjukfrånvaro" from="{years[0]}" to="{years[-1]}"/> till <value of="Sjukfrånvaro" period="{years[-1]}"/>. {self.sentences()}</p>
<chart kind="lines" period="{years[0]}–{years[-1]}"><caption>Nettokostnad och kostnad för IT-tjänster</caption><row of="Nettokostnad"/><row of="IT-tjänster"/></chart></section>
"""
        yield f"""<section id="atgarder"><h1>Åtgärder</h1><p>Genomlysningen pekar ut <count of="Åtgärder"/>, som kan frigöra <value of="Åtgärder" show="sum"/>.</p>
<actions of="kort sikt"><caption>Åtgärder på kort sikt</caption>{told}</actions></section>
"""

    def write_omvarldsanalys(self):
        y = self.year
        goals = self.goals(y, (y - 2, y - 3, y - 4), 4)
        chosen = self.dice.sample(TRENDS, self.dice.randint(3, len(TRENDS)))
        rows = []
        for i, (name, force) in enumerate(chosen, 1):
            goal, short = self.dice.choice([row[:2] for row in INDICATORS if row[0] <= goals])
            rows.append((i, name, force, "stor" if i == 1 else self.dice.choice(("liten", "medel", "stor")),
                         self.dice.choice(("liten", "medel", "stor")), self.dice.choice(("nu–10 år", "2–5 år", "5–10 år")), goal, short))
        self.source("trender.csv", [("Id", "Trend", "Drivkraft", "Effekt", "Sannolikhet", "Horisont", "Mål", "Indikatorer"), *rows])
        yield """<section id="trenderna"><h1>Trenderna tillsammans</h1>
<p>Analysen tar upp <count of="trender"/>. <count of="trender" effect="stor"/> bedöms få stor effekt: <list of="trender" effect="stor"/>.</p>
<matrix of="trendkarta"><caption>Trendernas effekt och hur sannolika de är</caption></matrix>
<h2>Den röda tråden</h2><matrix of="röda tråden"/></section>
"""
        for row in rows:
            name, (first, last) = row[7], (y - 4, y - 2)
            answers = "".join(f'<response responsible="{self.dice.choice(BODIES)}" time="{y}–{y + 1}"><h>{self.phrase(6)}</h><p>{self.sentences(1, 3)}</p></response>'
                              for _ in range(self.dice.randint(1, 3)))
            yield (f'<trend of="{row[0]}"><h1>{row[1]}</h1>\n<p>{self.sentences()} {name}: utfallet <trend of="{name}" from="{first}" to="{last}"/> till '
                   f'<value of="{name}" period="{last}"/>.</p>{self.paragraph()}<h2>Så kan kommunen möta utvecklingen</h2>{answers}</trend>\n')

    def write_handlingsplan(self):
        y = self.year
        chosen = self.actions(self.dice.randint(4, len(ACTIONS)), ("Åtgärd", "Ansvar", "Tidplan", "Effekt (tkr per år)", "Läge"),
                              lambda what: (what, self.dice.choice(BODIES), f"senast {y + self.dice.randint(0, 2)}", amount(self.dice.randint(1, 90) * 50),
                                            self.dice.choice(("pågår", "planeras", "genomförd", "utreds"))), "Handlingsplan")
        told = "".join(f'<action name="{what}"><what><p>{self.sentences(1, 4)}</p></what></action>\n' for what in chosen)
        yield f"""<section id="syfte"><h1>Syfte</h1><p>{self.sentences()}</p>
<p>Planen omfattar <count of="Handlingsplan"/>, som tillsammans bedöms ge <value of="Handlingsplan" show="sum"/>.</p>
<totals of="Handlingsplan" by="läge"><caption>Åtgärderna efter läge</caption></totals></section>
"""
        yield f"""<section id="atgarder"><h1>Åtgärder</h1>
<actions of="Handlingsplan" layout="text" show="beskrivning ansvar tidplan effektivisering läge">{told}</actions></section>
"""

    # ---- the whole

    def front(self):
        kinds = {"budget": "Budget", "uppfoljning": "Delårsrapport", "genomlysning": "Genomlysning", "omvarldsanalys": "Omvärldsanalys", "handlingsplan": "Handlingsplan"}
        day = f' date="{self.year - 1}-11-{self.dice.randint(10, 28)}" paragraph="{self.dice.randint(20, 300)}"' if self.status == "antagen" else ""
        verb = "antar" if self.kind in ("budget", "handlingsplan") else "godkänner"
        whole = escape(self.name) + " kommun"
        return (f"<front><title>{kinds[self.kind]} {self.year}</title><organisation>{whole}</organisation><type>{kinds[self.kind]}</type>"
                f'<decision body="Kommunfullmäktige"{day} status="{verb}"/>'
                f"<diarienummer>KS {self.year - 1}/{self.dice.randint(10, 900)}</diarienummer><responsible>Ekonomichefen</responsible>"
                f"<description>{kinds[self.kind]} {self.year}, {whole}, med påhittade siffror (räkneexempel).</description></front>")

    def write(self, chapters):
        """Fills `files`; `chapters` are added between what its kind has."""
        parts = list(getattr(self, f"write_{self.kind}")())
        middle = [self.chapter() for _ in range(chapters)]
        if self.picture:
            self.files["bild.png"] = self.picture
            middle.insert(0, f'<section id="bild"><h1>{self.phrase(2)}</h1><figure class="full"><img src="bild.png" alt="{self.phrase(6)}"/>'
                             f"<figcaption>{self.phrase(5)}</figcaption><credit>Bild: räkneexempel</credit></figure></section>\n")
        self.body = parts[0] + "".join(middle) + "".join(parts[1:])
        verdicts = ' verdicts="3"' if self.kind == "uppfoljning" else ""
        attach = ' attach="ja"' if self.dice.random() < 0.1 else ""
        self.files["report.xml"] = (f'<?xml version="1.0" encoding="UTF-8"?>\n<report kind="{self.kind}" status="{self.status}" theme="{self.theme}"{verdicts}{attach}>\n'
                                    f"{self.front()}\n<data>\n{chr(10).join(self.sources)}\n</data>\n{self.body}</report>\n").encode()
