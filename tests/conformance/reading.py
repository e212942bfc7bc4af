"""A PDF as the checks see it: structure elements, marked content, fonts, text. pikepdf opens the file; what
things mean is read here, after ISO 32000-1."""
import re
from collections import defaultdict

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream

STANDARD = set("""Document Part Art Sect Div BlockQuote Caption TOC TOCI Index NonStruct Private P H H1 H2 H3 H4 H5 H6
L LI Lbl LBody Table TR TH TD THead TBody TFoot Span Quote Note Reference BibEntry Code Link Annot Ruby RB RT RP Warichu
WT WP Figure Formula Form""".split())
PAINTING = set("f F f* B B* b b* S s sh Do Tj TJ ' \" EI INLINE".split())
SHOWING = {"Tj", "TJ", "'", '"'}


def text_of(value):
    return "" if value is None else str(value)


def name_of(value):
    return str(value)[1:] if isinstance(value, Name) else ""


class Element:
    def __init__(self, obj, parent, roles):
        self.obj = obj
        self.parent = parent
        self.type = name_of(obj.get("/S"))
        seen = set()
        role = self.type
        while role not in STANDARD and "/" + role in roles and role not in seen:
            seen.add(role)
            role = name_of(roles["/" + role])
        self.role = role
        self.kids = []

    def elements(self):
        return [k for k in self.kids if isinstance(k, Element)]

    def marks(self):
        return [k for k in self.kids if isinstance(k, Mark)]

    def walk(self):
        yield self
        for kid in self.elements():
            yield from kid.walk()

    def attribute(self, owner, key):
        attributes = self.obj.get("/A")
        if attributes is None:
            return None
        for a in attributes if isinstance(attributes, Array) else [attributes]:
            if isinstance(a, Dictionary) and name_of(a.get("/O")) == owner and key in a:
                return a[key]
        return None

    def within(self, role):
        e = self.parent
        while e is not None and e.role != role:
            e = e.parent
        return e

    def path(self):
        return (self.parent.path() + "/" if self.parent else "") + self.type


class Mark:
    """A marked-content sequence as a structure element's K names it."""

    def __init__(self, page, mcid):
        self.page = page  # object number
        self.mcid = mcid


class Reference:
    """An annotation as a structure element's K names it."""

    def __init__(self, obj):
        self.obj = obj


class Font:
    def __init__(self, obj):
        self.obj = obj
        self.to_unicode = {}
        if isinstance(obj.get("/ToUnicode"), Stream):
            self.to_unicode = read_cmap(obj["/ToUnicode"].read_bytes(), "bf")
        encoding = obj.get("/Encoding")
        self.cids = None
        if isinstance(encoding, Stream):
            self.cids = read_cmap(encoding.read_bytes(), "cid")
        descendants = obj.get("/DescendantFonts")
        self.descendant = descendants[0] if descendants is not None and len(descendants) else None
        self.used = set()

    def name(self):
        return name_of(self.obj.get("/BaseFont"))

    def cid(self, code):
        return code if self.cids is None else self.cids.get(code, 0)

    def glyphs(self):
        """By CID, the glyph; None when CIDs are glyph numbers."""
        stream = self.descendant.get("/CIDToGIDMap") if self.descendant is not None else None
        if not isinstance(stream, Stream):
            return None
        data = stream.read_bytes()
        return [data[i] << 8 | data[i + 1] for i in range(0, len(data) - 1, 2)]

    def widths(self):
        """By CID, W's width in 1/1000 em."""
        widths = {}
        w = list(self.descendant.get("/W", Array([])))
        i = 0
        while i < len(w):
            first = int(w[i])
            if isinstance(w[i + 1], Array):
                for k, width in enumerate(w[i + 1]):
                    widths[first + k] = float(width)
                i += 2
            else:
                for cid in range(first, int(w[i + 1]) + 1):
                    widths[cid] = float(w[i + 2])
                i += 3
        return widths

    def program(self):
        descriptor = self.descendant.get("/FontDescriptor") if self.descendant is not None else None
        if descriptor is None:
            return None
        for key in ("/FontFile2", "/FontFile3"):
            if isinstance(descriptor.get(key), Stream):
                return descriptor[key].read_bytes()
        return None


def read_cmap(data, kind):
    """bfchar and bfrange give text by code, cidchar and cidrange a CID by code."""
    result = {}
    text = data.decode("latin-1")

    def value(token):
        if token.startswith("<"):
            raw = bytes.fromhex(token[1:-1])
            return raw.decode("utf-16-be", "replace") if kind == "bf" else int.from_bytes(raw, "big")
        return int(token)

    for block in re.findall(r"begin%schar(.*?)end%schar" % (kind, kind), text, re.S):
        tokens = re.findall(r"<[0-9A-Fa-f]*>|\d+", block)
        for code, target in zip(tokens[::2], tokens[1::2]):
            result[int(code[1:-1], 16)] = value(target)
    for block in re.findall(r"begin%srange(.*?)end%srange" % (kind, kind), text, re.S):
        tokens = re.findall(r"<[0-9A-Fa-f]*>|\d+", block)
        for first, last, target in zip(tokens[::3], tokens[1::3], tokens[2::3]):
            start = value(target)
            for k in range(int(last[1:-1], 16) - int(first[1:-1], 16) + 1):
                code = int(first[1:-1], 16) + k
                result[code] = start[:-1] + chr(ord(start[-1]) + k) if kind == "bf" else start + k
    return result


def advances(program):
    """The advance widths of an sfnt font program in 1/1000 em, by glyph."""
    tables = {}
    for i in range(int.from_bytes(program[4:6], "big")):
        record = program[12 + 16 * i:28 + 16 * i]
        offset, length = int.from_bytes(record[8:12], "big"), int.from_bytes(record[12:16], "big")
        tables[record[:4].decode("latin-1")] = program[offset:offset + length]
    upem = int.from_bytes(tables["head"][18:20], "big")
    count = int.from_bytes(tables["hhea"][34:36], "big")
    glyphs = int.from_bytes(tables["maxp"][4:6], "big")
    hmtx = tables["hmtx"]
    long = [int.from_bytes(hmtx[4 * i:4 * i + 2], "big") * 1000 / upem for i in range(count)]
    return long + [long[-1]] * (glyphs - count)


class Painted:
    """Something that a page paints, and the marked content it stands in."""

    def __init__(self, page, operator, stack):
        self.page = page
        self.operator = operator
        self.mcid = next((s.mcid for s in reversed(stack) if s.mcid is not None), None)
        self.artifact = any(s.tag == "Artifact" for s in stack)
        self.actual = any(s.actual is not None for s in stack)
        self.text = ""


class Sequence:
    """An open BMC or BDC."""

    def __init__(self, tag, properties):
        self.tag = tag
        self.properties = properties
        self.mcid = int(properties["/MCID"]) if "/MCID" in properties else None
        self.actual = text_of(properties["/ActualText"]) if "/ActualText" in properties else None


class Page:
    def __init__(self, document, index, obj):
        self.document = document
        self.index = index
        self.obj = obj
        self.number = obj.objgen[0]
        self.painted = []
        self.sequences = []  # (Sequence, those around it)
        self.texts = defaultdict(str)  # by MCID
        self.depth = 0
        self.faults = []
        self.uses_alpha = False
        self.operators = set()
        self.read()

    def fonts(self):
        return self.obj.get("/Resources", Dictionary()).get("/Font", Dictionary())

    def read(self):
        stack, saved, font = [], 0, None
        for instruction in pikepdf.parse_content_stream(self.obj):
            operands, op = instruction.operands, str(instruction.operator)
            self.operators.add(op)
            if op in ("BMC", "BDC"):
                self.open(stack, operands)
            elif op == "EMC":
                if not stack:
                    self.faults.append("EMC without a beginning")
                else:
                    self.close(stack)
            elif op == "q":
                saved += 1
                self.depth = max(self.depth, saved)
            elif op == "Q":
                saved -= 1
                if saved < 0:
                    self.faults.append("Q without q")
            elif op == "Tf":
                font = self.font(str(operands[0]))
            if op in PAINTING:
                self.paint(stack, op, operands, font)
        if stack:
            self.faults.append("marked content is not closed")
        if saved > 0:
            self.faults.append("q without Q")

    def open(self, stack, operands):
        properties = operands[1] if len(operands) > 1 else Dictionary()
        if isinstance(properties, Name):
            properties = self.obj.Resources.get("/Properties", Dictionary()).get(str(properties), Dictionary())
        sequence = Sequence(name_of(operands[0]), properties)
        self.sequences.append((sequence, list(stack)))
        stack.append(sequence)

    def close(self, stack):
        sequence = stack.pop()
        if sequence.actual is None or any(s.actual is not None for s in stack):
            return
        mcid = sequence.mcid
        if mcid is None:
            mcid = next((s.mcid for s in reversed(stack) if s.mcid is not None), None)
        if mcid is not None:
            self.texts[mcid] += sequence.actual

    def font(self, name):
        obj = self.fonts().get(name)
        return self.document.font(obj) if obj is not None else None

    def paint(self, stack, op, operands, font):
        painted = Painted(self, op, stack)
        if op in SHOWING and font is not None:
            parts = operands[-1] if isinstance(operands[-1], Array) else [operands[-1]]
            for part in parts:
                if not isinstance(part, pikepdf.String):
                    continue
                data = bytes(part)
                for i in range(0, len(data) - 1, 2):
                    code = data[i] << 8 | data[i + 1]
                    font.used.add(code)
                    painted.text += font.to_unicode.get(code, "")
        if op == "Do":
            image = self.obj.get("/Resources", Dictionary()).get("/XObject", Dictionary()).get(str(operands[0]))
            self.uses_alpha = self.uses_alpha or (image is not None and "/SMask" in image)
        self.painted.append(painted)
        if painted.mcid is not None and not painted.actual:
            self.texts[painted.mcid] += painted.text


class Document:
    def __init__(self, path):
        with open(path, "rb") as file:
            self.bytes = file.read()
        self.pdf = pikepdf.open(path)
        self.catalog = self.pdf.Root
        self.fonts = {}
        self.pages = [Page(self, i, p.obj) for i, p in enumerate(self.pdf.pages)]
        self.page_by_number = {p.number: p for p in self.pages}
        self.tree = self.catalog.get("/StructTreeRoot")
        self.roles = self.tree.get("/RoleMap", Dictionary()) if self.tree is not None else Dictionary()
        self.top = self.read_kids(self.tree, None, None) if self.tree is not None else []
        self.elements = [e for t in self.top if isinstance(t, Element) for e in t.walk()]
        self.annotations = [(p, a) for p in self.pages for a in p.obj.get("/Annots", Array([]))]

    def font(self, obj):
        key = obj.objgen
        if key not in self.fonts:
            self.fonts[key] = Font(obj)
        return self.fonts[key]

    def read_kids(self, obj, parent, page):
        kids = []
        value = obj.get("/K")
        if value is None:
            return kids
        page = obj["/Pg"].objgen[0] if "/Pg" in obj else page
        for kid in value if isinstance(value, Array) else [value]:
            if isinstance(kid, int):
                kids.append(Mark(page, kid))
            elif isinstance(kid, Dictionary) and name_of(kid.get("/Type")) == "MCR":
                kids.append(Mark(kid["/Pg"].objgen[0] if "/Pg" in kid else page, int(kid["/MCID"])))
            elif isinstance(kid, Dictionary) and name_of(kid.get("/Type")) == "OBJR":
                kids.append(Reference(kid["/Obj"]))
            elif isinstance(kid, Dictionary):
                element = Element(kid, parent, self.roles)
                element.kids = self.read_kids(kid, element, page)
                kids.append(element)
        return kids

    def parents(self):
        """The ParentTree as a dict."""
        return read_number_tree(self.tree.get("/ParentTree")) if self.tree is not None else {}

    def text(self):
        """The document's text through the structure tree: a block a line, without figures' insides."""
        out = []
        for top in self.top:
            if isinstance(top, Element):
                self.add_text(top, out)
        text = "".join(out).replace("\u00ad", "").replace("\u200b", "")
        return "\n".join(line for line in (" ".join(part.split()) for part in text.split("\n")) if line)

    def text_within(self, element):
        out = []
        self.add_text(element, out)
        return "".join(out)

    INLINE = {"Span", "Quote", "Link", "Reference", "Code", "Annot", "BibEntry", "Lbl", "LBody", "TH", "TD"}
    APART = {"Lbl": " ", "TH": "\t", "TD": "\t"}  # what follows them in a row or list item

    def add_text(self, element, out):
        if element.role == "Figure":
            return
        block = element.role not in self.INLINE
        out.append("\n" if block else "")
        if "/ActualText" in element.obj:
            out.append(text_of(element.obj["/ActualText"]))
        else:
            for kid in element.kids:
                if isinstance(kid, Element):
                    self.add_text(kid, out)
                elif isinstance(kid, Mark) and kid.page in self.page_by_number:
                    out.append(self.page_by_number[kid.page].texts.get(kid.mcid, ""))
        if element.role != "Lbl" or (element.parent and element.parent.role == "LI"):
            out.append("\n" if block else self.APART.get(element.role, ""))


def read_number_tree(node, depth=0):
    result = {}
    if node is None or depth > 20:
        return result
    numbers = node.get("/Nums", Array([]))
    for i in range(0, len(numbers) - 1, 2):
        result[int(numbers[i])] = numbers[i + 1]
    for kid in node.get("/Kids", Array([])):
        result.update(read_number_tree(kid, depth + 1))
    return result


def read_name_tree(node, depth=0):
    result = {}
    if node is None or depth > 20:
        return result
    names = node.get("/Names", Array([]))
    for i in range(0, len(names) - 1, 2):
        result[bytes(names[i])] = names[i + 1]
    for kid in node.get("/Kids", Array([])):
        result.update(read_name_tree(kid, depth + 1))
    return result
