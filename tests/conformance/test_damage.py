#!/usr/bin/python3
"""
Every check of check.py is shown to fail on a file that was damaged for just that check, and to pass on the whole
file: test_damage.py FILE, where FILE is what pdf_sample writes. Ends with "N passed, N failed".
"""
import os
import re
import sys
import tempfile

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

import pikepdf  # noqa: E402
from pikepdf import Array, Dictionary, Name, Stream, String  # noqa: E402

import check  # noqa: E402
from reading import Document, name_of  # noqa: E402
from rules import CHECKS, faults  # noqa: E402

DAMAGES = {}  # check, or check/way for a further way: (function, other checks that the same damage must trip)


def damage(name, *also):
    def register(function):
        DAMAGES[name] = (function, set(also))
        return function

    return register


# --- finding one's way ---


def elements(pdf, role):
    """The structure elements of a type, in the tree's order."""

    def walk(obj):
        if isinstance(obj, Dictionary) and "/S" in obj and "/P" in obj:
            if name_of(obj["/S"]) == role:
                yield obj
            for kid in obj.get("/K", Array([])):
                yield from walk(kid)

    return list(walk(pdf.Root.StructTreeRoot.K[0]))


def links(pdf):
    return [a for p in pdf.pages for a in p.obj.get("/Annots", Array([]))]


def fonts(pdf):
    return [f for _, f in sorted(pdf.pages[0].Resources.Font.items())]


def pictures(pdf):
    return [o for o in pdf.objects if isinstance(o, Stream) and name_of(o.get("/Subtype")) == "Image"]


def edit(pdf, page, old, new, count=1):
    """Replaces in a page's content, which must hold it."""
    content = pdf.pages[page].Contents.read_bytes()
    assert re.search(old, content), (page, old)
    pdf.pages[page].Contents = pdf.make_stream(re.sub(old, new, content, count=count))


def edit_stream(stream, old, new):
    data = stream.read_bytes()
    assert old in data, old
    stream.write(data.replace(old, new, 1))


def xmp(pdf, old, new):
    edit_stream(pdf.Root.Metadata, old, new)


def new_element(pdf, parent, role, **more):
    element = pdf.make_indirect(Dictionary(S=Name("/" + role), P=parent, **more))
    parent.K.append(element)
    return element


# --- the file ---


@damage("header")
def _(data):
    return data.replace(b"%PDF-1.7", b"%PDF-1.4", 1)


@damage("end")
def _(data):
    return data + b"mer\n"


@damage("trailer-id")
def _(data):
    return data.replace(b"/ID[", b"/IX[", 1)


@damage("no-encryption")
def _(pdf):
    return {"encryption": pikepdf.Encryption(owner="x", user="", metadata=False)}


@damage("no-actions", "catalog")
def _(pdf):
    pdf.Root.OpenAction = Array([pdf.pages[0].obj, Name.Fit])


@damage("no-attachments")
def _(pdf):
    pdf.Root.Names = Dictionary(EmbeddedFiles=Dictionary(Names=Array([])))


@damage("attachments")
def _(pdf):
    stream = pdf.make_stream(b"a;b\n", Type=Name.EmbeddedFile, Subtype=Name("/text/csv"), Params=Dictionary(Size=4))
    xmp(pdf, b"<pdfaid:part>2<", b"<pdfaid:part>3<")
    file = pdf.make_indirect(Dictionary(Type=Name.Filespec, F="a.csv", EF=Dictionary(F=stream, UF=stream)))
    pdf.Root.Names = Dictionary(EmbeddedFiles=Dictionary(Names=Array([String("a.csv"), file])))


@damage("streams")
def _(pdf):
    pdf.Root.OutputIntents[0].DestOutputProfile.FFilter = Name.FlateDecode


@damage("strings", "catalog")
def _(pdf):
    pdf.Root.Extra = String("x" * 32768)


@damage("page-size")
def _(pdf):
    pdf.pages[-1].obj.MediaBox = Array([0, 0, 600, 14401])


@damage("xmp")
def _(pdf):
    pdf.Root.Metadata.Subtype = Name.Text


@damage("pdfa-id")
def _(pdf):
    xmp(pdf, b"<pdfaid:conformance>A<", b"<pdfaid:conformance>B<")


@damage("pdfua-id")
def _(pdf):
    xmp(pdf, b"<pdfuaid:part>1<", b"<pdfuaid:part>2<")


@damage("extension-schema", "xmp-schemas")
def _(pdf):
    xmp(pdf, b"<pdfaProperty:name>part<", b"<pdfaProperty:name>del<")


@damage("title", "info")
def _(pdf):
    xmp(pdf, b"dc:title>", b"dc:rights>")
    xmp(pdf, b"dc:title>", b"dc:rights>")


@damage("display-title")
def _(pdf):
    pdf.Root.ViewerPreferences.DisplayDocTitle = False


@damage("info")
def _(pdf):
    pdf.trailer.Info.Author = String("Någon annan")


@damage("language")
def _(pdf):
    pdf.Root.Lang = String("sv_SE")


@damage("marked")
def _(pdf):
    pdf.Root.MarkInfo.Suspects = True


@damage("output-intent")
def _(pdf):
    pdf.Root.OutputIntents[0].DestOutputProfile.N = 4


@damage("colours")
def _(pdf):
    edit(pdf, 0, rb"\A", b"0 0 0 1 k\n")


@damage("images")
def _(pdf):
    pictures(pdf)[0].Interpolate = True


@damage("transparency")
def _(pdf):
    for page in pdf.pages:
        if "/Group" in page.obj:
            del page.obj["/Group"]


@damage("tabs")
def _(pdf):
    pdf.pages[1].obj.Tabs = Name.R


@damage("page-labels")
def _(pdf):
    pdf.Root.PageLabels.Nums[0] = 1


@damage("outline")
def _(pdf):
    del pdf.Root.Outlines.First["/Dest"]


@damage("names")
def _(pdf):
    tree = pdf.Root.StructTreeRoot.IDTree.Names
    tree[0] = String("h0")


# --- for the archive ---


@damage("catalog")
def _(pdf):
    pdf.Root.AcroForm = Dictionary(Fields=Array([]))


@damage("operators")
def _(pdf):
    edit(pdf, 0, rb"\Z", b"12 Tq\n")


@damage("objects")
def _(pdf):
    form = pdf.make_stream(b"", Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 1, 1]))
    pdf.pages[0].Resources.XObject = Dictionary(X9=form)


@damage("states")
def _(pdf):
    pdf.pages[0].Resources.ExtGState = Dictionary(G9=Dictionary(BM=Name.Multiply))


@damage("states/clear")
def _(pdf):
    for page in pdf.pages:
        if "/Group" not in page.obj:
            page.Resources.ExtGState = Dictionary(G9=Dictionary(ca=0.5))
            return
    raise AssertionError("every page has a group")


@damage("spaces/gradient")
def _(pdf):
    pdf.pages[0].Resources.Shading = Dictionary(H9=Dictionary(ShadingType=2, ColorSpace=Name.DeviceCMYK))


@damage("catalog/layers")
def _(pdf):
    pdf.Root.OCProperties = Dictionary(D=Dictionary(), OCGs=Array([]))


@damage("catalog/presentations")
def _(pdf):
    pdf.Root.Names = Dictionary(AlternatePresentations=Dictionary(Names=Array([])))


@damage("spaces")
def _(pdf):
    pdf.pages[0].Resources.ColorSpace = Dictionary(C9=Name.DeviceCMYK)


@damage("picture-data")
def _(pdf):
    pictures(pdf)[0].Intent = Name.Egen


@damage("cmaps")
def _(pdf):
    fonts(pdf)[0].Encoding = Name("/UniGB-UCS2-H")


@damage("cmaps/direction")
def _(pdf):
    cmap = pdf.make_stream(b"/CIDInit /ProcSet findresource begin begincmap /WMode 1 def 1 begincidrange <0000> <ffff> 0 "
                           b"endcidrange endcmap", Type=Name.CMap, CMapName=Name.Egen, WMode=0)
    cmap.CIDSystemInfo = fonts(pdf)[0].DescendantFonts[0].CIDSystemInfo
    fonts(pdf)[0].Encoding = cmap


@damage("cid-sets")
def _(pdf):
    fonts(pdf)[0].DescendantFonts[0].FontDescriptor.CIDSet = pdf.make_stream(b"\x80")


@damage("spoken-language")
def _(pdf):
    xmp(pdf, b'xml:lang="x-default"', b'xml:lang="x_default"')


@damage("spoken-language/content")
def _(pdf):
    edit(pdf, 0, rb"<</MCID 0>>", b"<</MCID 0/Lang(sv_SE)>>")


@damage("xmp-schemas/prefix")
def _(pdf):
    data = pdf.Root.Metadata.read_bytes()
    pdf.Root.Metadata.write(data.replace(b"pdfuaid:", b"ua:").replace(b"xmlns:pdfuaid=", b"xmlns:ua="))


@damage("xmp-schemas/type")
def _(pdf):
    xmp(pdf, b"<pdfaProperty:valueType>Integer<", b"<pdfaProperty:valueType>Heltal<")


@damage("xmp-schemas")
def _(pdf):
    xmp(pdf, b"<pdf:Producer>", b"<pdf:Okand>x</pdf:Okand><pdf:Producer>")


@damage("xmp-packet")
def _(pdf):
    xmp(pdf, b"<?xpacket begin", b'<?xpacket bytes="9" begin')


# --- fonts ---


@damage("embedded")
def _(pdf):
    del fonts(pdf)[0].DescendantFonts[0].FontDescriptor["/FontFile2"]


@damage("font-names")
def _(pdf):
    fonts(pdf)[0].DescendantFonts[0].FontDescriptor.FontName = Name("/ABCDEF+Other")


@damage("cid-to-gid", "widths")
def _(pdf):
    del fonts(pdf)[0].DescendantFonts[0]["/CIDToGIDMap"]


@damage("to-unicode")
def _(pdf):
    edit_stream(fonts(pdf)[0].ToUnicode, b"<0001><", b"<F001><")


@damage("private-use")
def _(pdf):
    edit_stream(fonts(pdf)[0].ToUnicode, b"<0001><", b"<0001><E001")


@damage("notdef", "widths")
def _(pdf):
    stream = fonts(pdf)[0].DescendantFonts[0].CIDToGIDMap
    data = stream.read_bytes()
    stream.write(data[:2] + b"\0\0" + data[4:])


@damage("widths")
def _(pdf):
    fonts(pdf)[0].DescendantFonts[0].W[1][0] = 1234


# --- content ---


@damage("all-marked")
def _(pdf):
    edit(pdf, 0, rb"\Z", b"0 0 9 9 re f\n")


@damage("artifacts-apart")
def _(pdf):
    edit(pdf, 0, rb"(<</MCID 0>>BDC\n)", rb"\1/Artifact<</Type/Layout>>BDC\nEMC\n")


@damage("artifact-types")
def _(pdf):
    edit(pdf, 2, rb"/Type/Background", b"/Type/Bakgrund")


@damage("balance")
def _(pdf):
    edit(pdf, 0, rb"\Z", b"q\n")


@damage("mcids", "content-in-structure")
def _(pdf):
    edit(pdf, 0, rb"<</MCID 1>>", b"<</MCID 0>>")


@damage("content-in-structure")
def _(pdf):
    for p in elements(pdf, "P"):
        if len(p.K) > 3:
            del p.K[0]
            return
    raise AssertionError("no paragraph in parts")


@damage("parent-tree")
def _(pdf):
    entry = pdf.Root.StructTreeRoot.ParentTree.Nums[1]
    first, second = entry[0], entry[1]
    entry[0], entry[1] = second, first


@damage("parents")
def _(pdf):
    elements(pdf, "H2")[0].P = pdf.Root.StructTreeRoot


@damage("page-keys")
def _(pdf):
    pdf.Root.StructTreeRoot.ParentTreeNextKey = 1


@damage("link-words")
def _(pdf):
    del links(pdf)[0]["/Contents"]


@damage("link-structure")
def _(pdf):
    key = int(links(pdf)[0].StructParent)
    numbers = pdf.Root.StructTreeRoot.ParentTree.Nums
    for i in range(0, len(numbers), 2):
        if int(numbers[i]) == key:
            numbers[i + 1] = elements(pdf, "P")[0]


@damage("link-elements")
def _(pdf):
    del pdf.pages[0].obj.Annots[0]


@damage("link-flags")
def _(pdf):
    links(pdf)[0].F = 0


@damage("link-places")
def _(pdf):
    links(pdf)[0].Rect = Array([9000, 9000, 9100, 9010])


@damage("link-targets")
def _(pdf):
    links(pdf)[0].Dest[0] = pdf.Root


# --- structure ---


@damage("root")
def _(pdf):
    tree = pdf.Root.StructTreeRoot
    tree.K.append(pdf.make_indirect(Dictionary(S=Name.Document, P=tree)))


@damage("types")
def _(pdf):
    elements(pdf, "P")[1].S = Name.Stycke


@damage("grouping")
def _(pdf):
    elements(pdf, "P")[1].S = Name.Div


@damage("empty")
def _(pdf):
    new_element(pdf, elements(pdf, "Sect")[1], "P")


@damage("tables")
def _(pdf):
    elements(pdf, "TBody")[0].S = Name.Sect


@damage("captions")
def _(pdf):
    kids = elements(pdf, "Table")[0].K
    first, second = kids[0], kids[1]
    kids[0], kids[1] = second, first


@damage("grid")
def _(pdf):
    elements(pdf, "TD")[5].A = Dictionary(O=Name.Table, ColSpan=2)


@damage("scope")
def _(pdf):
    elements(pdf, "TH")[6].A = Dictionary(O=Name.Table)


@damage("headers")
def _(pdf):
    cell = next(td for td in elements(pdf, "TD") if "/A" in td and "/Headers" in td.A)
    cell.A.Headers[0] = String("finns-inte")


@damage("lists")
def _(pdf):
    elements(pdf, "LBody")[0].S = Name.P


@damage("contents")
def _(pdf):
    elements(pdf, "TOCI")[0].S = Name.P


@damage("headings")
def _(pdf):
    elements(pdf, "H2")[0].S = Name.H3


@damage("figure-words")
def _(pdf):
    del elements(pdf, "Figure")[0]["/Alt"]


@damage("figure-words/formula")
def _(pdf):
    figure = elements(pdf, "Figure")[0]
    figure.S = Name.Formula
    del figure["/Alt"]


@damage("headings/unnumbered")
def _(pdf):
    elements(pdf, "H2")[0].S = Name.H


@damage("types/circular")
def _(pdf):
    elements(pdf, "P")[1].S = Name.Stycke
    pdf.Root.StructTreeRoot.RoleMap = Dictionary(Stycke=Name.Text, Text=Name.Stycke)


@damage("notes/twice", "names")
def _(pdf):
    first, second = elements(pdf, "Note")[:2]
    second.ID = first.ID


@damage("figure-boxes")
def _(pdf):
    del elements(pdf, "Figure")[0].A["/BBox"]


@damage("figure-captions")
def _(pdf):
    figure = elements(pdf, "Figure")[1]
    outer = figure.P
    outer.S = Name.Figure
    outer.Alt = String("Allt")
    outer.A = figure.A


@damage("notes")
def _(pdf):
    note = elements(pdf, "Note")[0]
    names = pdf.Root.StructTreeRoot.IDTree.Names
    for i in range(0, len(names), 2):
        if bytes(names[i]) == bytes(note.ID):
            del names[i + 1]
            del names[i]
            break
    del note["/ID"]


# --- trying them ---


def apply(function, data, path):
    """Writes the damaged file. A function of bytes damages them, one of a Pdf its objects."""
    if function.__code__.co_varnames[0] == "data":
        damaged = function(data)
        assert damaged != data
        with open(path, "wb") as file:
            file.write(damaged)
        return
    source = path + ".whole"
    with open(source, "wb") as file:
        file.write(data)
    with pikepdf.open(source) as pdf:
        more = function(pdf) or {}
        pdf.save(path, compress_streams=True, fix_metadata_version=False, **more)


def try_damage(name, function, also, data, path):
    """None, or what is wrong with the check."""
    apply(function, data, path)
    failing = {c.name for c, _ in faults(Document(path))}
    should = {name.split("/")[0]} | also
    if failing == should:
        return None
    return f"damaged for {name}: fails {sorted(failing)}, should fail {sorted(should)}"


def cases(data, folder):
    """(name, fault or None) for every case."""
    whole = os.path.join(folder, "whole.pdf")
    with open(whole, "wb") as file:
        file.write(data)
    found = check.check_file(whole)
    yield "the whole file", "\n".join(found) or None
    shown = {name.split("/")[0] for name in DAMAGES}
    missing, unknown = set(CHECKS) - shown, shown - set(CHECKS)
    yield "every check has its damage", f"missing {missing}, unknown {unknown}" if missing or unknown else None
    for name, (function, also) in DAMAGES.items():
        try:
            yield name, try_damage(name, function, also, data, os.path.join(folder, "damaged.pdf"))
        except Exception as error:  # a damage that does not apply is a failure of its own
            yield name, f"{type(error).__name__}: {error}"
    text = Document(whole).text()
    yield "text: equal", check.text_difference(Document(whole), text)
    yield "text: one word", None if check.text_difference(Document(whole), text.replace("2022", "2021", 1)) else "not seen"
    yield "text: order", None if check.text_difference(Document(whole), "\n".join(text.split("\n")[::-1])) else "not seen"
    with open(whole, "wb") as file:
        file.write(data[:len(data) // 2])
    yield "half a file", None if check.check_file(whole) else "not seen"


def main():
    if len(sys.argv) != 2:
        sys.exit("usage: test_damage.py FILE")
    with open(sys.argv[1], "rb") as file:
        data = file.read()
    passed = failed = 0
    with tempfile.TemporaryDirectory() as folder:
        for name, fault in cases(data, folder):
            passed, failed = passed + (fault is None), failed + (fault is not None)
            if fault is not None:
                print(f"FAILED: {name}\n{fault}")
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
