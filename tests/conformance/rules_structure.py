"""Checks of the structure tree: which types hold which, tables, lists, headings, figures, notes."""
import re

from pikepdf import Array

from reading import STANDARD, Element, name_of, read_name_tree, text_of
from rules import check

GROUPING = {"Document", "Part", "Art", "Sect", "Div", "BlockQuote", "TOC", "TOCI", "Index", "L", "LI", "Table", "THead",
            "TBody", "TFoot", "TR"}


def only(d, parent, kids):
    """Elements of a type hold nothing but elements of these types."""
    for e in d.elements:
        if e.role != parent:
            continue
        for kid in e.kids:
            role = kid.role if isinstance(kid, Element) else "content"
            if role not in kids:
                yield f"{e.path()} holds {role}"


def under(d, role, parents):
    for e in d.elements:
        if e.role == role and (e.parent.role if e.parent else "") not in parents:
            yield f"{e.path()}: {role} is out of place"


@check("root", "PDF 14.8.4.2")
def root(d):
    """The tree's one top element is the Document."""
    if len(d.top) != 1 or not isinstance(d.top[0], Element) or d.top[0].role != "Document":
        yield "the structure tree does not begin with one Document"


@check("types", "UA 7.1")
def types(d):
    """Every structure type is a standard one, or mapped to one; standard ones are not mapped."""
    for e in d.elements:
        if e.role not in STANDARD:
            yield f"{e.path()}: {e.type} is no standard type"
    for key in d.roles:
        if key[1:] in STANDARD:
            yield f"{key} is standard and mapped"


@check("grouping", "PDF 14.8.4.2")
def grouping(d):
    """Grouping elements hold elements, not content."""
    for e in d.elements:
        if e.role in GROUPING and e.marks():
            yield f"{e.path()} holds content itself"


@check("empty", "UA 7.1")
def empty(d):
    """Every element has content, but for cells, their rows, and what ActualText speaks for."""
    for e in d.elements:
        if not e.kids and e.role not in ("Document", "TD", "TH", "TR") and not ({"/ActualText", "/Alt"} & set(e.obj.keys())):
            yield f"{e.path()} is empty"


@check("tables", "UA 7.2")
def tables(d):
    """Tables, row groups and rows hold what they may, and stand where they may."""
    yield from only(d, "Table", {"TR", "THead", "TBody", "TFoot", "Caption"})
    for group in ("THead", "TBody", "TFoot"):
        yield from only(d, group, {"TR"})
        yield from under(d, group, {"Table"})
    yield from only(d, "TR", {"TH", "TD"})
    yield from under(d, "TR", {"Table", "THead", "TBody", "TFoot"})
    yield from under(d, "TH", {"TR"})
    yield from under(d, "TD", {"TR"})
    for e in (e for e in d.elements if e.role == "Table"):
        roles = [k.role for k in e.elements()]
        if roles.count("THead") > 1 or roles.count("TFoot") > 1:
            yield f"{e.path()}: two heads or feet"
        if ("THead" in roles or "TFoot" in roles) and "TBody" not in roles:
            yield f"{e.path()}: a head or foot without a body"


@check("captions", "UA 7.2")
def captions(d):
    """A table or list has one caption, first (a table's may be last)."""
    for e in d.elements:
        if e.role not in ("Table", "L", "TOC"):
            continue
        places = [i for i, k in enumerate(e.elements()) if k.role == "Caption"]
        last = len(e.elements()) - 1
        if len(places) > 1 or (places and places[0] != 0 and not (e.role == "Table" and places[0] == last)):
            yield f"{e.path()}: captions at {places}"


def rows_of(table):
    """The rows with the group each stands in."""
    for kid in table.elements():
        if kid.role == "TR":
            yield kid, table
        elif kid.role != "Caption":
            for row in kid.elements():
                if row.role == "TR":
                    yield row, kid


def lay_out(table):
    """(cell, row, column, rows, columns) for each cell, the grid as a dict, and faults."""
    cells, grid, found = [], {}, []
    rows = list(rows_of(table))
    for r, (row, _) in enumerate(rows):
        c = 0
        for cell in row.elements():
            while (r, c) in grid:
                c += 1
            height = int(cell.attribute("Table", "/RowSpan") or 1)
            width = int(cell.attribute("Table", "/ColSpan") or 1)
            cells.append((cell, r, c, height, width))
            for rr in range(r, r + height):
                for cc in range(c, c + width):
                    if (rr, cc) in grid:
                        found.append(f"{cell.path()}: cells meet at row {rr + 1}, column {cc + 1}")
                    grid[rr, cc] = cell
            c += width
    widths = {r: sum(1 for (rr, _) in grid if rr == r) for r in range(len(rows))}
    if len(set(widths.values())) > 1:
        found.append(f"{table.path()}: rows of {sorted(set(widths.values()))} columns")
    if any(r >= len(rows) for r, _ in grid):
        found.append(f"{table.path()}: a cell spans rows that are not there")
    return cells, grid, found


@check("grid", "UA 7.2")
def grid_is_regular(d):
    """Rows are of equal length, cells do not meet, spans end in the table."""
    for e in d.elements:
        if e.role == "Table":
            yield from lay_out(e)[2]


@check("scope", "UA 7.5")
def scope(d):
    """Every header cell says what it heads."""
    for e in d.elements:
        if e.role == "TH" and name_of(e.attribute("Table", "/Scope")) not in ("Row", "Column", "Both"):
            yield f"{e.path()}: a TH without Scope"


@check("headers", "UA 7.5")
def headers(d):
    """Every data cell with content below a table's head has a header: by Headers, or by the Scope of its row or
    column; and what Headers names is a header of the table."""
    ids = {bytes(e.obj["/ID"]): e for e in d.elements if "/ID" in e.obj}
    for table in (e for e in d.elements if e.role == "Table"):
        cells, grid, _ = lay_out(table)
        columns = {c + i for cell, _, c, _, w in cells for i in range(w)
                   if cell.role == "TH" and name_of(cell.attribute("Table", "/Scope")) in ("Column", "Both")}
        rows = {r + i for cell, r, _, h, _ in cells for i in range(h)
                if cell.role == "TH" and name_of(cell.attribute("Table", "/Scope")) in ("Row", "Both")}
        for cell, r, c, _, _ in cells:
            named = cell.attribute("Table", "/Headers")
            for name in named if isinstance(named, Array) else []:
                header = ids.get(bytes(name))
                if header is None or header.role != "TH" or header.within("Table") is not table:
                    yield f"{cell.path()}: Headers names {bytes(name)!r}, no header of this table"
            bare = cell.role == "TD" and cell.kids and not cell.within("THead") and (rows or columns)
            if bare and named is None and r not in rows and c not in columns:
                yield f"{cell.path()} at row {r + 1}, column {c + 1} has no header"


@check("lists", "UA 7.6")
def lists(d):
    """Lists hold items, items hold a label and a body; what numbers them is said."""
    yield from only(d, "L", {"L", "LI", "Caption"})
    yield from only(d, "LI", {"Lbl", "LBody"})
    yield from under(d, "LI", {"L"})
    yield from under(d, "LBody", {"LI"})
    for e in d.elements:
        labels = any(k.role == "Lbl" for item in e.elements() for k in item.elements())
        if e.role == "L" and labels and e.attribute("List", "/ListNumbering") is None:
            yield f"{e.path()}: labels, and no ListNumbering"


@check("contents", "PDF 14.8.4.2")
def contents(d):
    """Tables of contents hold entries, entries hold references."""
    yield from only(d, "TOC", {"TOC", "TOCI", "Caption"})
    yield from only(d, "TOCI", {"Lbl", "Reference", "NonStruct", "P", "TOC"})
    yield from under(d, "TOCI", {"TOC"})


@check("headings", "UA 7.4.2")
def headings(d):
    """Headings begin at H1 and skip no level; none is without a level."""
    level = 0
    for e in d.elements:
        if e.role == "H":
            yield f"{e.path()}: no level"
        match = re.fullmatch(r"H([1-6])", e.role)
        if match and int(match[1]) > level + 1:
            yield f"{e.path()} after level {level}"
        level = int(match[1]) if match else level


@check("figure-words", "UA 7.3")
def figure_words(d):
    """A figure or formula has an alternative text."""
    for e in d.elements:
        if e.role in ("Figure", "Formula") and not (text_of(e.obj.get("/Alt")) or text_of(e.obj.get("/ActualText"))):
            yield f"{e.path()}: no Alt"


@check("figure-boxes", "PDF 14.8.5.4.3")
def figure_boxes(d):
    """A figure says where on its page it is."""
    for e in d.elements:
        box = e.attribute("Layout", "/BBox") if e.role == "Figure" else None
        if e.role == "Figure" and (box is None or len(box) != 4 or box[0] > box[2] or box[1] > box[3]):
            yield f"{e.path()}: no BBox"


@check("figure-captions", "UA 7.3")
def figure_captions(d):
    """No caption lies in a figure, whose alternative text would stand in its place."""
    for e in d.elements:
        if e.role == "Caption" and e.within("Figure"):
            yield f"{e.path()}: hidden by Alt"


@check("notes", "UA 7.9")
def notes(d):
    """A note has an ID of its own."""
    seen = set()
    tree = read_name_tree(d.tree.get("/IDTree") if d.tree is not None else None)
    for e in d.elements:
        if e.role != "Note":
            continue
        key = bytes(e.obj["/ID"]) if "/ID" in e.obj else b""
        if not key or key in seen or key not in tree:
            yield f"{e.path()}: ID {key!r}"
        seen.add(key)
