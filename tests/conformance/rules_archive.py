"""
Checks of what an archive asks besides: nothing that a later reader could show otherwise, or not at all. Our files
need little of PDF, so these say what may be there rather than all that may not.
"""
import re

from pikepdf import Array, Dictionary, Name, Stream

from reading import name_of
from rules import check
from rules_file import ADOBE_PDF, DC, PDFAID, PDFUAID, PROPERTY, RDF, SCHEMA, XMP, xmp

EXTENSION = "{http://www.aiim.org/pdfa/ns/extension/}"
TYPE = "{http://www.aiim.org/pdfa/ns/type#}"
FIELD = "{http://www.aiim.org/pdfa/ns/field#}"
KNOWN = {DC: "contributor coverage creator date description format identifier language publisher relation rights source "
             "subject title type", XMP: "CreateDate CreatorTool Identifier Label MetadataDate ModifyDate Rating",
         ADOBE_PDF: "Keywords PDFVersion Producer Trapped", PDFAID: "part amd conformance", EXTENSION: "schemas"}
PREFIXES = {PDFAID: "pdfaid", PDFUAID: "pdfuaid", EXTENSION: "pdfaExtension", SCHEMA: "pdfaSchema",
            PROPERTY: "pdfaProperty", TYPE: "pdfaType", FIELD: "pdfaField"}
BASE_TYPES = {"Text", "Integer", "Boolean", "Date", "URI", "URL", "Real", "ProperName", "Lang Alt"}
CATALOG = set("""Type Version Pages PageLabels Names ViewerPreferences PageLayout PageMode Outlines Metadata StructTreeRoot
MarkInfo Lang OutputIntents AF Extensions""".split())
OPERATORS = set("""b B b* B* BDC BI BMC BT BX c cm CS cs d d0 d1 Do DP EI EMC ET EX f F f* G g gs h i ID j J K k l m M MP n q Q
re RG rg ri s S SC sc SCN scn sh T* Tc Td TD Tf Tj TJ TL Tm Tr Ts Tw Tz v w W W* y ' " INLINE""".split())
STATES = {"/Type", "/ca", "/CA", "/BM", "/AIS", "/SMask", "/LW", "/LC", "/LJ", "/ML", "/D", "/SA"}
SPACES = {"DeviceRGB", "DeviceGray", "Pattern"}
INTENTS = {"RelativeColorimetric", "AbsoluteColorimetric", "Perceptual", "Saturation"}


@check("catalog", "A 6.4, 6.9 … 6.11, UA 7.10, 7.15")
def catalog(d):
    """The catalog has what a document needs: no forms, layers, permissions, requirements or other presentations."""
    for key in d.catalog.keys():
        if key[1:] not in CATALOG:
            yield f"the catalog has {key}"
    for key in d.catalog.get("/Names", Dictionary()).keys():
        if key not in ("/EmbeddedFiles", "/Dests"):
            yield f"the catalog names {key}"
    for page in d.pages:
        if "/PresSteps" in page.obj:
            yield f"page {page.index + 1}: PresSteps"


@check("operators", "A 6.2.2")
def operators(d):
    """Content has operators of PDF only."""
    for page in d.pages:
        for op in sorted(page.operators - OPERATORS):
            yield f"page {page.index + 1}: operator {op}"


@check("objects", "A 6.2.9, UA 7.20")
def objects(d):
    """What a page draws from elsewhere is a picture: content is in pages alone, where its tags are read."""
    for page in d.pages:
        for key, obj in page.obj.get("/Resources", Dictionary()).get("/XObject", Dictionary()).items():
            if name_of(obj.get("/Subtype")) != "Image":
                yield f"page {page.index + 1}: {key} is of type {obj.get('/Subtype')}"


def resources(page, kind):
    return page.obj.get("/Resources", Dictionary()).get(kind, Dictionary()).items()


@check("states", "A 6.2.5, 6.2.10")
def states(d):
    """Graphics states say how opaque something is and how lines are drawn; they blend as paper does."""
    for page in d.pages:
        for key, state in resources(page, "/ExtGState"):
            for entry in state.keys():
                if entry not in STATES:
                    yield f"page {page.index + 1}: {key} has {entry}"
            if name_of(state.get("/BM", Name.Normal)) != "Normal" or name_of(state.get("/SMask", Name("/None"))) != "None":
                yield f"page {page.index + 1}: {key} blends"
            clear = any(float(state.get(k, 1)) != 1 for k in ("/ca", "/CA"))
            if clear and "/CS" not in page.obj.get("/Group", Dictionary()):
                yield f"page {page.index + 1}: {key} lets through, and there is no group with CS"


@check("spaces", "A 6.2.4")
def spaces(d):
    """Colours, gradients and patterns are of RGB or grey, which the output intent covers."""
    for page in d.pages:
        for key, space in resources(page, "/ColorSpace"):
            if name_of(space) not in SPACES:
                yield f"page {page.index + 1}: colour space {key}"
        shadings = list(resources(page, "/Shading"))
        shadings += [(k, p["/Shading"]) for k, p in resources(page, "/Pattern") if "/Shading" in p]
        for key, shading in shadings:
            if name_of(shading.get("/ColorSpace")) not in SPACES:
                yield f"page {page.index + 1}: {key} has colour space {shading.get('/ColorSpace')}"


@check("picture-data", "A 6.2.6, 6.2.8.3")
def picture_data(d):
    """Pictures are JPEG or deflated, 1 to 16 bits a part, with no intent but PDF's."""
    for obj in d.pdf.objects:
        if not isinstance(obj, Stream) or name_of(obj.get("/Subtype")) != "Image":
            continue
        filters = obj.get("/Filter", Array([]))
        names = {name_of(f) for f in (filters if isinstance(filters, Array) else [filters])}
        if names - {"FlateDecode", "DCTDecode"}:
            yield f"image {obj.objgen[0]}: {sorted(names)}"
        if int(obj.get("/BitsPerComponent", 8)) not in (1, 2, 4, 8, 16):
            yield f"image {obj.objgen[0]}: {obj.get('/BitsPerComponent')} bits"
        if "/Intent" in obj and name_of(obj["/Intent"]) not in INTENTS:
            yield f"image {obj.objgen[0]}: intent {obj['/Intent']}"


@check("cmaps", "A 6.2.11.3, UA 7.21.3")
def cmaps(d):
    """A font's codes are its CIDs, or an embedded CMap says which, of the same collection and direction."""
    for font in d.fonts.values():
        encoding, cid = font.obj.get("/Encoding"), font.descendant
        if name_of(encoding) in ("Identity-H", "Identity-V") or cid is None:
            continue
        if not isinstance(encoding, Stream):
            yield f"{font.name()}: Encoding {encoding}"
            continue
        data, info = encoding.read_bytes(), encoding.get("/CIDSystemInfo", Dictionary())
        other = cid.get("/CIDSystemInfo", Dictionary())
        if any(str(info.get(k)) != str(other.get(k)) for k in ("/Registry", "/Ordering")):
            yield f"{font.name()}: CMap and font are of different collections"
        mode = re.search(rb"/WMode\s+(\d)", data)
        if int(encoding.get("/WMode", 0)) != int(mode[1] if mode else 0):
            yield f"{font.name()}: WMode differs"
        if "/UseCMap" in encoding or b"usecmap" in data:
            yield f"{font.name()}: its CMap needs another"


@check("cid-sets", "A 6.2.11.4.2, UA 7.21.4.2")
def cid_sets(d):
    """A CIDSet, which nobody needs, lists every CID that is shown."""
    for font in d.fonts.values():
        descriptor = font.descendant.get("/FontDescriptor", Dictionary()) if font.descendant is not None else Dictionary()
        if not isinstance(descriptor.get("/CIDSet"), Stream):
            continue
        bits = descriptor["/CIDSet"].read_bytes()
        for cid in sorted({font.cid(code) for code in font.used}):
            if cid // 8 >= len(bits) or not bits[cid // 8] & 0x80 >> cid % 8:
                yield f"{font.name()}: CID {cid} is not in CIDSet"


@check("spoken-language", "UA 7.2")
def spoken_language(d):
    """Lang in marked content and xml:lang in XMP are language tags."""
    form = re.compile(r"(x-default|[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*)\Z")
    for page in d.pages:
        for sequence, _ in page.sequences:
            if "/Lang" in sequence.properties and not form.match(str(sequence.properties["/Lang"])):
                yield f"page {page.index + 1}: Lang {sequence.properties['/Lang']}"
    tree = xmp(d)
    for element in tree.iter() if tree is not None else []:
        lang = element.get("{http://www.w3.org/XML/1998/namespace}lang")
        if lang is not None and not form.match(lang):
            yield f"XMP has xml:lang {lang!r}"


def described(tree):
    """By namespace, the property names that the file's extension schemas describe; and what is wrong with those."""
    found, wrong = {}, []
    for schema in tree.iterfind(f".//{EXTENSION}schemas/{RDF}Bag/{RDF}li"):
        uri, prefix = schema.findtext(SCHEMA + "namespaceURI"), schema.findtext(SCHEMA + "prefix")
        if not uri or not prefix or not schema.findtext(SCHEMA + "schema"):
            wrong.append(f"a schema without name, namespace or prefix: {uri}")
            continue
        own = {t.text for t in schema.iter(TYPE + "type")}
        for t in schema.iter(TYPE + "type"):
            if not t.text:
                wrong.append(f"{uri}: a type without a name")
        for item in schema.iterfind(f"{SCHEMA}property/{RDF}Seq/{RDF}li"):
            name, kind = item.findtext(PROPERTY + "name"), item.findtext(PROPERTY + "valueType") or ""
            plain = re.sub(r"^(bag|seq|alt) ", "", kind, flags=re.I)
            if plain not in BASE_TYPES | own or not item.findtext(PROPERTY + "description") or item.findtext(
                    PROPERTY + "category") not in ("internal", "external"):
                wrong.append(f"{uri}{name}: type {kind}, category or description")
            found.setdefault("{" + uri + "}", set()).add(name)
    return found, wrong


@check("xmp-schemas", "A 6.6.2.3, UA 5")
def xmp_schemas(d):
    """Every property of XMP is PDF/A's own or described in the file, under the prefix that its schema asks for."""
    tree = xmp(d)
    if tree is None:
        return
    schemas, wrong = described(tree)
    yield from wrong
    for description in tree.iter(RDF + "Description"):
        for element in description:
            space, name = re.match(r"(\{.*\})(.*)", element.tag).groups()
            if name not in KNOWN.get(space, "").split() and name not in schemas.get(space, ()):
                yield f"{space}{name} is described nowhere"
    data = d.catalog["/Metadata"].read_bytes().decode("utf-8", "replace")
    for space, prefix in PREFIXES.items():
        for used in set(re.findall(r'xmlns:(\w+)="%s"' % re.escape(space[1:-1]), data)):
            if used != prefix:
                yield f"{space} has the prefix {used}"


@check("xmp-packet", "A 6.6.2.1")
def xmp_packet(d):
    """XMP is a packet of UTF-8 whose header says neither bytes nor encoding."""
    stream = d.catalog.get("/Metadata")
    data = stream.read_bytes() if isinstance(stream, Stream) else b""
    head = re.match(rb"<\?xpacket ([^>]*)\?>", data)
    if not head or b"W5M0MpCehiHzreSzNTczkc9d" not in head[1] or re.search(rb"\b(bytes|encoding)=", head[1]):
        yield "the packet's header is not as it should be"
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        yield "XMP is not UTF-8"
