"""arshjul check on a folder of tables that no report names yet."""
import json

from harness import difference, run

FILES = {
    "data/drift.csv": "Nämnd;Budget 2024;Plan 2025\nSocialnämnden;10;11\nKulturnämnden;5;5\nSumma kommunbidrag;15;16\n",
    "data/jamfor.csv": "kpi;municipality;period;gender;value\nN99001;1234;2023;T;71,5\nN99001;1234;2024;T;72\n"
                       "N99001;0000;2024;T;70\nN99001;1234;2024;K;74\n",
    "data/kostnad.csv": "Nettokostnad per område\nBelopp i mnkr\n\nOmråde;Budget 2024;Utfall 2023\nSkola;10;9\nVård;8;8\n"
                        "Summa;18;17\n\nKälla: ekonomisystemet\n",
    "data/trender.csv": "Id;Trend;Drivkraft\n1;Vattnet stiger;Klimat\n",
    "fel.csv": "Nyckeltal;Enhet;2024\nA;tkr;ett\n",
    "annat.csv": "Namn;Telefon\nAnna;växel\n",
    "läs mig.txt": "ingen tabell\n",
    "åtgärder.csv": "Åtgärd;Ansvar;Effekt (tkr per år);Läge\nFärre lokaler;Tekniska nämnden;400;pågår\n",
}

SHOWN = """\
annat.csv: cannot be read
<source file="data/drift.csv" unit="tkr"/>
  Driftbudget: statement, 3 rows, tkr; Budget 2024, Plan 2025
  the file does not say its unit: tkr is a guess
<source file="data/jamfor.csv" organisation="1234"/>
  jamfor: key figures, 2 rows, no unit; 2023, 2024; also of Riket
  the file does not say whose figures are the report's own: "1234" is a guess
<source file="data/kostnad.csv"/>
  kostnad: key figures, 3 rows, mnkr; Budget 2024, Utfall 2023
<source file="data/trender.csv"/>
  trender: trends, 1 row
<source file="fel.csv"/>
  fel: key figures, 1 row, tkr; 2024
<source file="åtgärder.csv"/>
  åtgärder: actions, 1 row
"""


def check(tally, program, scratch):
    folder = scratch / "propose"
    for name, text in FILES.items():
        path = folder / "siffror" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    result = run([program, "check", "siffror"], cwd=folder)
    fault = difference(SHOWN, result.out)
    if result.status != 1 or "[E0201]" not in result.err or "fel.csv:2:7: error: \"ett\" is not a number (A, 2024) [E0205]" not in result.err:
        fault = f"exit status {result.status}\n{result.err}" + (fault or "")
    tally.case("propose: a source for each table", fault)
    result = run([program, "check", "siffror", "--format", "json"], cwd=folder)
    answer = json.loads(result.out) if result.out else {"sources": []}
    told = {one["file"]: one for one in answer["sources"]}
    drift, other = told.get("data/drift.csv", {}), told.get("data/jamfor.csv", {})
    good = (len(told) == 7 and told["åtgärder.csv"]["tables"] == [{"name": "åtgärder", "kind": "actions", "rows": 1}]
            and told["data/trender.csv"]["tables"][0]["rows"] == 1 and answer["exit"] == 1 and answer["reports"] == [] and drift.get("unit") == "tkr"
            and drift["guesses"] == ["unit"] and drift["tables"][0]["kind"] == "statement"
            and other["guesses"] == ["organisation"] and other["tables"][0]["others"] == ["Riket"]
            and told["fel.csv"]["findings"][0]["code"] == "E0205")
    tally.case("propose: as JSON", None if good else result.out)
    result = run([program, "build", "siffror"], cwd=folder)
    tally.case("propose: build asks for a report", None if result.status == 1 and "[E0913]" in result.err else result.err)
