"""Checks of fonts: what is embedded, and what codes mean."""
import re

from pikepdf import Stream

from reading import advances, name_of
from rules import check


@check("embedded", "A 6.2.11.4, UA 7.21.4")
def embedded(d):
    """Every font that shows text is a composite one with its program embedded."""
    for font in d.fonts.values():
        if name_of(font.obj.get("/Subtype")) != "Type0" or font.program() is None:
            yield f"{font.name()} is not embedded"


@check("font-names", "PDF 9.6.4")
def font_names(d):
    """Subsets have a tag, the same in font and descriptor."""
    for font in d.fonts.values():
        if font.descendant is None or "/FontDescriptor" not in font.descendant:
            continue
        names = name_of(font.descendant.get("/BaseFont")), name_of(font.descendant["/FontDescriptor"].get("/FontName"))
        if names[0] != names[1] or not re.match(r"[A-Z]{6}\+.", names[0]) or not font.name().startswith(names[0]):
            yield f"{font.name()}: {names}"


@check("cid-to-gid", "A 6.2.11.3.2")
def cid_to_gid(d):
    """A TrueType CIDFont says which glyph a CID shows."""
    for font in d.fonts.values():
        if font.descendant is not None and name_of(font.descendant.get("/Subtype")) == "CIDFontType2":
            value = font.descendant.get("/CIDToGIDMap")
            if not isinstance(value, Stream) and name_of(value) != "Identity":
                yield f"{font.name()}: no CIDToGIDMap"


@check("to-unicode", "A 6.2.11.7.2, UA 7.21.7")
def to_unicode(d):
    """Every code that is shown has a text, and none is U+0000, U+FEFF or U+FFFE."""
    for font in d.fonts.values():
        for code in sorted(font.used):
            text = font.to_unicode.get(code, "")
            if not text or any(c in text for c in "\0\ufeff\ufffe"):
                yield f"{font.name()}: code {code} stands for {text!r}"


@check("private-use", "A 6.2.11.7.3")
def private_use(d):
    """Text of private use has an ActualText."""
    for page in d.pages:
        for painted in page.painted:
            if not painted.actual and re.search("[\ue000-\uf8ff\U000f0000-\U0010ffff]", painted.text):
                yield f"page {page.index + 1}: {painted.text!r}"


@check("notdef", "A 6.2.11.8")
def notdef(d):
    """No code shows glyph 0."""
    for font in d.fonts.values():
        glyphs = font.glyphs()
        for code in sorted(font.used):
            cid = font.cid(code)
            if (glyphs[cid] if glyphs and cid < len(glyphs) else 0 if glyphs else cid) == 0:
                yield f"{font.name()}: code {code} shows glyph 0"


@check("widths", "A 6.2.11.5")
def widths(d):
    """W and the font program agree to 1/1000 em."""
    for font in d.fonts.values():
        program = font.program()
        if program is None:
            continue
        real, said, glyphs = advances(program), font.widths(), font.glyphs()
        for code in sorted(font.used):
            cid = font.cid(code)
            glyph = glyphs[cid] if glyphs and cid < len(glyphs) else cid
            if glyph >= len(real) or abs(said.get(cid, 1000) - real[glyph]) > 1:
                yield f"{font.name()}: CID {cid} is {said.get(cid)} wide, its glyph is not"
