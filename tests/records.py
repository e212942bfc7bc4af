"""Build records as arshjul writes them, with the files they tell of: archives of any size for tests, without printing."""
import hashlib
import json
import re
from pathlib import Path

TOP = Path(__file__).resolve().parent.parent
KINDS = [("budget", "Budget och flerårsplan", "Budget {0}–{2}"), ("genomlysning", "Genomlysning", "Kommunstyrelsens genomlysning {0}–{1}"),
         ("handlingsplan", "Handlingsplan", "Handlingsplan för välfärdens finansiering"),
         ("omvarldsanalys", "Planeringsunderlag", "Omvärldsanalys {0}–{2}"), ("uppfoljning", "Delårsrapport", "Delårsrapport januari–augusti {0}")]


def municipalities():
    text = (TOP / "templates/municipalities.xml").read_text(encoding="utf-8")
    return re.findall(r'name="([^"]+)"', text)


def plain(name):
    return re.sub(r"[^a-z]+", "-", name.lower().translate(str.maketrans("åäöé", "aaoe"))).strip("-")


def put(folder, organisation, name, title, *, whose=None, kind="budget", kind_name="Budget", status="forslag", date=None, body=None,
        verb="antar", paragraph=None, number=None, replaces=(), counts=None, pages=24, html=False, failed=False, size=158000, valid_from=None):
    """One document, or with `failed` the attempt at one; returns its folder."""
    place = folder / organisation / name
    place.mkdir(parents=True, exist_ok=True)
    front = {"type": kind_name}
    front.update({"diarienummer": number} if number else {})
    front.update({"valid_from": valid_from} if valid_from else {})
    front["decisions"] = [{"body": body, "status": verb, "date": date, "paragraph": paragraph}] if body else []
    front.update({"replaces": list(replaces), "related": []})
    record = {"program": {"name": "arshjul", "version": "0.1.0"}, "report": f"{name}/report.xml", "organisation": organisation,
              "status": status, "printed": not failed, "title": title,
              "about": {"kind": kind, "organisation": whose or organisation, "date": date or ""}, "front": front,
              "counts": {"faults": 0, "errors": 0, "warnings": 0, "notes": 0, "accepted": 0, "pages": pages, **(counts or {})}}

    def file(end, length):
        content = (f"%PDF-1.7 {title}\n".encode() * (length // 16 + 1))[:length]
        (place / f"{name}.{end}").write_bytes(content)
        return {"file": f"{name}.{end}", "sha256": hashlib.sha256(content).hexdigest(), "bytes": length}

    record["pdf"] = None if failed else {**file("pdf", size), "pages": pages}
    if html:
        record["html"] = None if failed else file("html", size // 2)
    record.update({"options": {"html": html, "strict": False}, "inputs": [], "metrics": [], "content": None, "findings": []})
    end = "failed.json" if failed else "json"
    (place / f"{name}.{end}").write_text(json.dumps(record, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    return place


def archive(folder, count):
    """So many documents of Sweden's municipalities, the same each time; small files."""
    names = municipalities()
    for i in range(count):
        name, year = names[i % len(names)], 2019 + i // len(names) + i % 3
        kind, kind_name, title = KINDS[i % len(KINDS)]
        status = ("antagen", "antagen", "forslag", "utkast")[(i // 3) % 4]
        put(folder, plain(name), f"{kind}-{year}-{i // len(names)}", title.format(year, year + 1, year + 2), whose=f"{name} kommun",
            kind=kind, kind_name=kind_name, status=status, date=f"{year - 1}-{1 + i % 12:02}-{1 + i % 28:02}" if i % 5 else None,
            body=("Kommunfullmäktige", "Kommunstyrelsen", "Socialnämnden", "Barn- och utbildningsnämnden")[i % 4],
            paragraph=f"§\u00a0{1 + i % 240}" if status == "antagen" else None, number=f"KS {year - 1}/{100 + i % 900}" if i % 7 else None,
            counts={"errors": i % 3, "warnings": i % 4} if status == "utkast" else {"accepted": i % 6}, pages=3 + i % 60, html=i % 2 == 0,
            size=2000 + i % 7 * 100)
    return folder
