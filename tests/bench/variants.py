"""
Different budgets out of one: other municipalities, other figures (every table scaled and rounded afresh), the
prose in another order. What they share is the program's caches of templates, faces and words, nothing else.
"""
import random
import re
import shutil
import xml.etree.ElementTree as ET
from pathlib import Path

NAMES = """Ale Alvesta Aneby Arboga Arjeplog Arvika Askersund Avesta Bengtsfors Berg Bjurholm Bjuv Boden Bollebygd
Bollnäs Borgholm Borlänge Borås Botkyrka Boxholm Bromölla Bräcke Burlöv Båstad Danderyd Degerfors Dorotea Eda Ekerö
Eksjö Emmaboda Enköping Eskilstuna Eslöv Essunga Fagersta Falkenberg Falköping Falun Filipstad Finspång Flen Forshaga
Färgelanda Gagnef Gislaved Gnesta Gnosjö Grums Grästorp Gullspång Gällivare Gävle Göteborg Götene Habo Hagfors
Hallsberg Hallstahammar Halmstad Hammarö Haninge Haparanda Heby Hedemora Helsingborg Herrljunga Hjo Hofors Huddinge
Hudiksvall Hultsfred Hylte Hällefors Härjedalen Härnösand Härryda Hässleholm Håbo Höganäs Högsby Hörby Höör Jokkmokk
Järfälla Jönköping Kalix Kalmar Karlsborg Karlshamn Karlskoga Karlskrona Karlstad Katrineholm Kil Kinda Kiruna
Klippan Knivsta Kramfors Kristianstad Kristinehamn Krokom Kumla Kungsbacka Kungsör Kungälv""".split()

NUMBER = re.compile(r"^([-\u2212]?)(\d[\d \u00a0]*)$")


def scaled(table, permille):
    """Every whole number of a statement but its headings and labels, times permille/1000, rounded."""

    def one(cell):
        match = NUMBER.match(cell)
        if not match:
            return cell
        value = (int(re.sub(r"[ \u00a0]", "", match.group(2))) * permille + 500) // 1000
        return match.group(1) + f"{value:,}".replace(",", " ")

    head, *rows = [line.split(";") for line in table.splitlines()]
    return "\n".join(";".join(row) for row in [head] + [[row[0]] + [one(cell) for cell in row[1:]] for row in rows]) + "\n"


def reordered(element, dice):
    """Shuffles each run of neighbouring paragraphs, and the items of each list."""
    for parent in element.iter():
        children = list(parent)
        start = 0
        while start < len(children):
            end = start
            while end < len(children) and children[end].tag == children[start].tag and children[end].tag in ("p", "li"):
                end += 1
            if end - start > 1:
                group = children[start:end]
                dice.shuffle(group)
                children[start:end] = group
            start = max(end, start + 1)
        parent[:] = children


def make(report, target, number, permille):
    """Writes variant `number` of the organisation that holds `report` (a folder); returns its report's folder."""
    dice = random.Random(number)
    name = NAMES[number % len(NAMES)]
    organisation = target / f"{number:03d}-{name.lower()}"
    shutil.rmtree(organisation, ignore_errors=True)
    shutil.copytree(report.parent, organisation)
    copy = organisation / report.name
    tree = ET.parse(copy / "report.xml")
    own = (tree.getroot().findtext("front/organisation") or "").replace(" kommun", "").strip() or name
    statements = {Path(source.get("file", "")).name for source in tree.iter("source") if source.get("unit")}
    for table in organisation.rglob("*.csv"):
        text = table.read_text(encoding="utf-8-sig").replace(own, name)
        table.write_text(scaled(text, permille) if table.name in statements else text, encoding="utf-8")
    reordered(tree.getroot(), dice)
    text = ET.tostring(tree.getroot(), encoding="unicode").replace(own, name)
    (copy / "report.xml").write_text('<?xml version="1.0" encoding="UTF-8"?>\n' + text, encoding="utf-8")
    return copy


def make_all(report, target, count, is_right):
    """`count` variants that are right: tables that no longer foot when rounded afresh are scaled otherwise."""
    copies = []
    for number in range(count):
        permille = 700 + 7 * number
        copy = make(Path(report).resolve(), Path(target), number, permille)
        while not is_right(copy) and permille < 700 + 7 * number + 50:
            permille += 1
            copy = make(Path(report).resolve(), Path(target), number, permille)
        copies.append(copy)
    return copies
