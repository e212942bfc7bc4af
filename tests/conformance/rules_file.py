"""Checks of the file, its metadata and its navigation. UA is ISO 14289-1, A is ISO 19005-2, PDF is ISO 32000-1."""
import re
import xml.etree.ElementTree as ET

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream

from reading import name_of, read_name_tree, read_number_tree, text_of
from rules import check

RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
DC = "{http://purl.org/dc/elements/1.1/}"
XMP = "{http://ns.adobe.com/xap/1.0/}"
ADOBE_PDF = "{http://ns.adobe.com/pdf/1.3/}"
PDFAID = "{http://www.aiim.org/pdfa/ns/id/}"
PDFUAID = "{http://www.aiim.org/pdfua/ns/id/}"
SCHEMA = "{http://www.aiim.org/pdfa/ns/schema#}"
PROPERTY = "{http://www.aiim.org/pdfa/ns/property#}"
LANGUAGE = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*\Z")


def xmp(document):
    """The XMP packet as a tree, or None."""
    stream = document.catalog.get("/Metadata")
    if not isinstance(stream, Stream):
        return None
    try:
        return ET.fromstring(stream.read_bytes())
    except ET.ParseError:
        return None


def xmp_text(document, tag):
    """A property's text: its own, or its items' joined."""
    tree = xmp(document)
    found = tree.find(".//" + tag) if tree is not None else None
    if found is None:
        return None
    items = [i.text or "" for i in found.iter(RDF + "li")]
    return ", ".join(items) if items else (found.text or "").strip()


@check("header", "A 6.1.2")
def header(d):
    """The file begins with %PDF-1.7 and a comment of four bytes above 127."""
    if not re.match(rb"%PDF-1\.7\r?\n%[\x80-\xff]{4}", d.bytes):
        yield "the file does not begin with %PDF-1.7 and a binary comment"


@check("end", "A 6.1.3")
def end(d):
    """Nothing follows the last %%EOF but one end of line."""
    if not re.search(rb"%%EOF(\r\n|\n|\r)?\Z", d.bytes):
        yield "something follows %%EOF"


@check("trailer-id", "A 6.1.3")
def trailer_id(d):
    """The trailer has an ID of two strings."""
    ids = d.pdf.trailer.get("/ID")
    if ids is None or len(ids) != 2 or any(len(bytes(i)) < 16 for i in ids):
        yield "the trailer has no ID of two strings"


@check("no-encryption", "A 6.1.3")
def no_encryption(d):
    """The file is not encrypted."""
    if "/Encrypt" in d.pdf.trailer:
        yield "the trailer has Encrypt"


@check("no-actions", "A 6.5.1")
def no_actions(d):
    """No JavaScript, no additional actions, nothing is opened or launched."""
    for key in ("/OpenAction", "/AA"):
        if key in d.catalog:
            yield f"the catalog has {key}"
    if "/JavaScript" in d.catalog.get("/Names", Dictionary()):
        yield "the catalog has JavaScript"
    for page, annotation in d.annotations:
        action = annotation.get("/A")
        if action is not None and name_of(action.get("/S")) not in ("GoTo", "URI"):
            yield f"page {page.index + 1}: an action of type {name_of(action.get('/S'))}"
        if "/AA" in annotation or "/AA" in page.obj:
            yield f"page {page.index + 1}: additional actions"


@check("no-attachments", "A 6.8")
def no_attachments(d):
    """No embedded files: PDF/A-2 allows PDF/A alone. PDF/A-3 (ISO 19005-3) allows any."""
    if xmp_text(d, PDFAID + "part") == "3":
        return
    if "/EmbeddedFiles" in d.catalog.get("/Names", Dictionary()) or "/AF" in d.catalog:
        yield "the catalog names embedded files"


@check("attachments", "ISO 19005-3 6.8")
def attachments(d):
    """Each embedded file has names, a type, a date or none, and is associated with the document by a relationship."""
    embedded = d.catalog.get("/Names", Dictionary()).get("/EmbeddedFiles")
    if embedded is None:
        return
    associated = [f.objgen for f in d.catalog.get("/AF", Array([]))]
    names = set()
    for key, file in read_name_tree(embedded).items():
        if file.objgen not in associated:
            yield f"{key}: the document is not associated with the file"
        if name_of(file.get("/AFRelationship")) not in ("Source", "Data", "Alternative", "Supplement", "Unspecified"):
            yield f"{key}: AFRelationship {file.get('/AFRelationship')}"
        if "/F" not in file or "/UF" not in file:
            yield f"{key}: F or UF is missing"
        name = str(file.get("/UF", ""))
        if name in names or "/" in name:
            yield f"{key}: the name {name} is not one of a file, or another file's"
        names.add(name)
        stream = file.get("/EF", Dictionary()).get("/UF")
        if not isinstance(stream, Stream) or not name_of(stream.get("/Subtype")):
            yield f"{key}: no stream, or one without a type"
        elif int(stream.get("/Params", Dictionary()).get("/Size", -1)) != len(stream.read_bytes()):
            yield f"{key}: its size is not what Params says"


@check("streams", "A 6.1.7")
def streams(d):
    """No stream lies in another file, none is compressed by LZW or encrypted."""
    for obj in d.pdf.objects:
        if not isinstance(obj, Stream):
            continue
        filters = obj.get("/Filter")
        filters = [name_of(f) for f in filters] if isinstance(filters, Array) else [name_of(filters)]
        if any(key in obj for key in ("/F", "/FFilter", "/FDecodeParms")):
            yield f"object {obj.objgen[0]}: the stream is external"
        if {"LZWDecode", "Crypt"} & set(filters):
            yield f"object {obj.objgen[0]}: filter {filters}"


@check("strings", "A 6.1.13")
def strings(d):
    """No string is longer than 32,767 bytes, no name than 127."""

    def walk(obj, depth):
        if isinstance(obj, pikepdf.String):
            if len(bytes(obj)) > 32767:
                yield f"a string of {len(bytes(obj))} bytes"
        elif isinstance(obj, Name):
            if len(str(obj)) > 128:
                yield f"a name of {len(str(obj)) - 1} bytes"
        elif depth < 30 and isinstance(obj, Array):
            for item in obj:
                if not getattr(item, "is_indirect", False):
                    yield from walk(item, depth + 1)
        elif depth < 30 and isinstance(obj, (Dictionary, Stream)):
            for key, item in (obj.stream_dict if isinstance(obj, Stream) else obj).items():
                if len(key) > 128:
                    yield f"a key of {len(key) - 1} bytes"
                if not getattr(item, "is_indirect", False):
                    yield from walk(item, depth + 1)

    for obj in d.pdf.objects:
        yield from walk(obj, 0)


@check("page-size", "A 6.1.13")
def page_size(d):
    """Pages measure from 3 to 14,400 units a side."""
    for page in d.pages:
        box = [float(v) for v in page.obj.get("/MediaBox", Array([0, 0, 0, 0]))]
        if not all(3 <= side <= 14400 for side in (box[2] - box[0], box[3] - box[1])):
            yield f"page {page.index + 1}: {box}"


@check("xmp", "A 6.6.2.1")
def xmp_there(d):
    """The catalog has XMP metadata: well-formed, not compressed."""
    stream = d.catalog.get("/Metadata")
    if not isinstance(stream, Stream) or xmp(d) is None:
        yield "no XMP that can be read"
    elif "/Filter" in stream or name_of(stream.get("/Subtype")) != "XML":
        yield "the XMP stream is compressed or of another type"


@check("pdfa-id", "A 6.6.4")
def pdfa_id(d):
    """XMP says part 2 or 3, conformance A."""
    said = xmp_text(d, PDFAID + "part"), xmp_text(d, PDFAID + "conformance")
    if said not in (("2", "A"), ("3", "A")):
        yield f"pdfaid says {said}"


@check("pdfua-id", "UA 5")
def pdfua_id(d):
    """XMP says PDF/UA part 1."""
    if xmp_text(d, PDFUAID + "part") != "1":
        yield f"pdfuaid says {xmp_text(d, PDFUAID + 'part')}"


@check("extension-schema", "A 6.6.2.3")
def extension_schema(d):
    """XMP describes pdfuaid, which is no schema of PDF/A's own."""
    tree = xmp(d)
    for li in tree.iter(RDF + "li") if tree is not None else []:
        uri, names = li.find(SCHEMA + "namespaceURI"), [n.text for n in li.iter(PROPERTY + "name")]
        if uri is not None and uri.text == PDFUAID[1:-1]:
            prefix = li.find(SCHEMA + "prefix")
            if names == ["part"] and prefix is not None and prefix.text == "pdfuaid":
                return
            yield f"pdfuaid is described with {names}"
            return
    yield "no extension schema describes pdfuaid"


@check("title", "UA 7.1")
def title(d):
    """XMP has dc:title."""
    if not xmp_text(d, DC + "title"):
        yield "no dc:title"


@check("display-title", "UA 7.1")
def display_title(d):
    """The window shows the title, not the file's name."""
    if d.catalog.get("/ViewerPreferences", Dictionary()).get("/DisplayDocTitle") is not True:
        yield "DisplayDocTitle is not true"


@check("info", "A 6.6.3")
def info(d):
    """The information dictionary says what XMP says."""
    pairs = {"/Title": DC + "title", "/Author": DC + "creator", "/Subject": DC + "description",
             "/Keywords": ADOBE_PDF + "Keywords", "/Creator": XMP + "CreatorTool", "/Producer": ADOBE_PDF + "Producer",
             "/CreationDate": XMP + "CreateDate", "/ModDate": XMP + "ModifyDate"}
    entries = d.pdf.trailer.get("/Info", Dictionary())
    for key, tag in pairs.items():
        ours, theirs = entries.get(key), xmp_text(d, tag)
        if ours is None and theirs is None:
            continue
        ours = text_of(ours)
        if key.endswith("Date"):
            theirs = "D:" + re.sub(r"[-:T]", "", theirs or "")
        if ours != theirs:
            yield f"{key} is {ours!r}, XMP says {theirs!r}"


@check("language", "UA 7.2, A 6.7.4")
def language(d):
    """The catalog has a language tag, and every element's Lang is one."""
    if not LANGUAGE.match(text_of(d.catalog.get("/Lang"))):
        yield "the catalog has no language"
    for e in d.elements:
        if "/Lang" in e.obj and not LANGUAGE.match(text_of(e.obj["/Lang"])):
            yield f"{e.path()}: Lang {text_of(e.obj['/Lang'])!r}"


@check("marked", "UA 7.1, A 6.7.2")
def marked(d):
    """The catalog says that the document is tagged, and that it is sure of it."""
    mark = d.catalog.get("/MarkInfo", Dictionary())
    if mark.get("/Marked") is not True or mark.get("/Suspects") is True or d.tree is None:
        yield "MarkInfo does not say Marked, or there is no structure tree"


@check("output-intent", "A 6.2.3")
def output_intent(d):
    """One PDF/A output intent with an RGB display profile."""
    intents = [i for i in d.catalog.get("/OutputIntents", Array([])) if name_of(i.get("/S")) == "GTS_PDFA1"]
    if len(intents) != 1 or not isinstance(intents[0].get("/DestOutputProfile"), Stream):
        yield "no single PDF/A output intent with a profile"
        return
    stream = intents[0]["/DestOutputProfile"]
    data = stream.read_bytes()
    if int.from_bytes(data[:4], "big") != len(data) or data[36:40] != b"acsp":
        yield "the profile is no ICC profile"
    elif data[12:16] not in (b"mntr", b"prtr") or data[16:20] != b"RGB " or stream.get("/N") != 3 or data[8] > 4:
        yield "the profile is of another class, colour space or version"


@check("colours", "A 6.2.4.3")
def colours(d):
    """No CMYK, which the output intent does not cover, in content or images."""
    for page in d.pages:
        if {"k", "K"} & page.operators:
            yield f"page {page.index + 1}: CMYK in its content"
    for obj in d.pdf.objects:
        if isinstance(obj, Stream) and name_of(obj.get("/Subtype")) == "Image":
            if obj.get("/ColorSpace") not in (Name.DeviceRGB, Name.DeviceGray):
                yield f"image {obj.objgen[0]}: colour space {obj.get('/ColorSpace')}"


@check("images", "A 6.2.8")
def images(d):
    """Images are not interpolated and have no alternates or OPI data."""
    for obj in d.pdf.objects:
        if isinstance(obj, Stream) and name_of(obj.get("/Subtype")) == "Image":
            if obj.get("/Interpolate") is True or "/Alternates" in obj or "/OPI" in obj:
                yield f"image {obj.objgen[0]}"


@check("transparency", "A 6.2.10")
def transparency(d):
    """A page that uses a soft mask says in which colour space it blends."""
    for page in d.pages:
        group = page.obj.get("/Group", Dictionary())
        if page.uses_alpha and "/CS" not in group:
            yield f"page {page.index + 1}: a soft mask, and no group with CS"


@check("tabs", "UA 7.18.3")
def tabs(d):
    """Every page is gone through in structure order."""
    for page in d.pages:
        if page.obj.get("/Tabs") != Name.S:
            yield f"page {page.index + 1}: Tabs is not S"


@check("page-labels", "PDF 12.4.2")
def page_labels(d):
    """Page labels from the first page on."""
    labels = read_number_tree(d.catalog.get("/PageLabels"))
    if 0 not in labels:
        yield "no page labels from page index 0"
    for index, label in labels.items():
        if not 0 <= index < len(d.pages) or (label.get("/S") is None and label.get("/P") is None):
            yield f"label {index} is empty or of no page"


def outline_items(node, depth=0):
    item = node.get("/First")
    for _ in range(100000):
        if item is None:
            return
        yield item, depth
        if depth < 20:
            yield from outline_items(item, depth + 1)
        item = item.get("/Next")


@check("outline", "PDF 12.3.3")
def outline(d):
    """Every chapter is in the outline (the theme says what else); its items have titles and lead to pages of this document."""
    headings = [e for e in d.elements if e.role == "H1" and d.text_within(e).strip()]
    root = d.catalog.get("/Outlines")
    items = list(outline_items(root)) if root is not None else []
    if len(items) < len(headings):
        yield f"{len(headings)} headings, {len(items)} items"
    for item, _ in items:
        if not text_of(item.get("/Title")).strip():
            yield "an item without a title"
        target = item.get("/Dest")
        if target is None or target[0].objgen[0] not in d.page_by_number:
            yield f"{text_of(item.get('/Title'))!r} leads to no page"


@check("names", "PDF 14.7.2")
def names(d):
    """Every element with an ID is in the IDTree under it, and nothing else is."""
    tree = {k: v.objgen for k, v in read_name_tree(d.tree.get("/IDTree") if d.tree is not None else None).items()}
    ids = {}
    for e in d.elements:
        if "/ID" in e.obj:
            key = bytes(e.obj["/ID"])
            if key in ids:
                yield f"two elements have the ID {key!r}"
            ids[key] = e.obj.objgen
    for key in sorted(set(ids) | set(tree)):
        if ids.get(key) != tree.get(key):
            yield f"{key!r}: the IDTree and the element do not agree"
