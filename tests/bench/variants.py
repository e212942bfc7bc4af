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

NUMBER = re.compile(r"(?<![\w,.])([-\u2212]?)(\d{1,3}(?:[ \u00a0]\d{3})+|\d{5,})(?![\w,.])")


def scaled(text, permille):
    """Every amount of five digits or of thousands, times permille/1000."""

    def one(match):
        value = int(re.sub(r"[ \u00a0]", "", match.group(2))) * permille // 1000
        return match.group(1) + f"{value:,}".replace(",", " ")

    return NUMBER.sub(one, text)


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


def make(report, target, number):
    """Writes variant `number` of the organisation that holds `report` (a folder); returns its report's folder."""
    dice = random.Random(number)
    source = report.parent
    name = NAMES[number % len(NAMES)]
    organisation = target / f"{number:03d}-{name.lower()}"
    shutil.copytree(source, organisation)
    copy = organisation / report.name
    for table in organisation.rglob("*.csv"):
        table.write_text(scaled(table.read_text(encoding="utf-8-sig"), 700 + 7 * number), encoding="utf-8")
    tree = ET.parse(copy / "report.xml")
    own = (tree.getroot().findtext("front/organisation") or "").replace(" kommun", "").strip()
    reordered(tree.getroot(), dice)
    text = ET.tostring(tree.getroot(), encoding="unicode")
    if own:
        text = text.replace(own, name)
    (copy / "report.xml").write_text('<?xml version="1.0" encoding="UTF-8"?>\n' + text, encoding="utf-8")
    return copy


def make_all(report, target, count):
    return [make(Path(report).resolve(), Path(target), number) for number in range(count)]
