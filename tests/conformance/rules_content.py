"""Checks of marked content and of what joins it to the structure tree; of links."""
from collections import Counter

from pikepdf import Array, Dictionary, Name

from reading import Reference, name_of, text_of
from rules import check


@check("all-marked", "UA 7.1")
def all_marked(d):
    """Whatever is painted is tagged content or an artifact."""
    for page in d.pages:
        for operator, count in Counter(p.operator for p in page.painted if p.mcid is None and not p.artifact).items():
            yield f"page {page.index + 1}: {operator} {count} times outside marked content"


@check("artifacts-apart", "UA 7.1")
def artifacts_apart(d):
    """No artifact lies in tagged content, no tagged content in an artifact."""
    for page in d.pages:
        for sequence, around in page.sequences:
            tagged = any(s.mcid is not None for s in around)
            if (sequence.tag == "Artifact" and tagged) or (
                    sequence.mcid is not None and (tagged or any(s.tag == "Artifact" for s in around))):
                yield f"page {page.index + 1}: {sequence.tag} within {[s.tag for s in around]}"


@check("artifact-types", "PDF 14.8.2.2.2")
def artifact_types(d):
    """Artifacts say what they are; pagination says which, backgrounds say where."""
    for page in d.pages:
        for sequence, _ in page.sequences:
            if sequence.tag != "Artifact":
                continue
            kind = name_of(sequence.properties.get("/Type"))
            if kind not in ("Pagination", "Layout", "Page", "Background"):
                yield f"page {page.index + 1}: an artifact of type {kind!r}"
            elif kind == "Pagination" and "/Subtype" not in sequence.properties:
                yield f"page {page.index + 1}: pagination without a subtype"
            elif kind == "Background" and "/BBox" not in sequence.properties:
                yield f"page {page.index + 1}: a background without a box"


@check("balance", "PDF 14.6.1, A 6.1.13")
def balance(d):
    """Marked content and saved states are closed; states nest at most 28 deep."""
    for page in d.pages:
        for fault in page.faults:
            yield f"page {page.index + 1}: {fault}"
        if page.depth > 28:
            yield f"page {page.index + 1}: q nests {page.depth} deep"


@check("mcids", "PDF 14.7.4.2")
def mcids(d):
    """An MCID names one sequence of a page."""
    for page in d.pages:
        count = Counter(s.mcid for s, _ in page.sequences if s.mcid is not None)
        for mcid in (m for m, n in count.items() if n > 1):
            yield f"page {page.index + 1}: MCID {mcid} {count[mcid]} times"


@check("content-in-structure", "UA 7.1")
def content_in_structure(d):
    """Every tagged sequence is named by one element, and every element's sequences are there."""
    named = Counter((m.page, m.mcid) for e in d.elements for m in e.marks())
    there = {(p.number, s.mcid) for p in d.pages for s, _ in p.sequences if s.mcid is not None}
    for page, mcid in sorted(there - set(named)):
        yield f"object {page}: no element names MCID {mcid}"
    for page, mcid in sorted(set(named) - there, key=str):
        yield f"object {page}: an element names MCID {mcid}, which is not there"
    for (page, mcid), n in named.items():
        if n > 1:
            yield f"object {page}: {n} elements name MCID {mcid}"


@check("parent-tree", "PDF 14.7.4.4")
def parent_tree(d):
    """The way back: the parent tree names for each MCID the element that names it."""
    parents = d.parents()
    owner = {(m.page, m.mcid): e for e in d.elements for m in e.marks()}
    for page in d.pages:
        entries = parents.get(int(page.obj.get("/StructParents", -1)))
        here = {s.mcid for s, _ in page.sequences if s.mcid is not None}
        if here and not isinstance(entries, Array):
            yield f"page {page.index + 1}: no entry in the parent tree"
            continue
        for mcid in sorted(here):
            element = owner.get((page.number, mcid))
            entry = entries[mcid] if mcid < len(entries) else None
            if element and (not isinstance(entry, Dictionary) or entry.objgen != element.obj.objgen):
                yield f"page {page.index + 1}: MCID {mcid} leads back to another element"


@check("parents", "PDF 14.7.2")
def parents_agree(d):
    """Every element's P is the element or root that holds it."""
    for e in d.elements:
        above = e.parent.obj if e.parent else d.tree
        if "/P" not in e.obj or e.obj["/P"].objgen != above.objgen:
            yield f"{e.path()}: P names another"


@check("link-words", "UA 7.18.1, 7.18.5")
def link_words(d):
    """A link says in Contents where it goes."""
    for page, annotation in d.annotations:
        if name_of(annotation.get("/Subtype")) == "Link" and not text_of(annotation.get("/Contents")).strip():
            yield f"page {page.index + 1}: a link without Contents"


@check("link-structure", "UA 7.18.5")
def link_structure(d):
    """A link annotation is in a Link element, by OBJR and by the parent tree."""
    parents = d.parents()
    owner = {k.obj.objgen: e for e in d.elements for k in e.kids if isinstance(k, Reference)}
    for page, annotation in d.annotations:
        element = owner.get(annotation.objgen)
        entry = parents.get(int(annotation.get("/StructParent", -1)))
        if element is None or element.role != "Link":
            yield f"page {page.index + 1}: an annotation in no Link element"
        elif not isinstance(entry, Dictionary) or entry.objgen != element.obj.objgen:
            yield f"page {page.index + 1}: the parent tree names another element for a link"


@check("link-elements", "UA 7.18.5")
def link_elements(d):
    """A Link element has an annotation of a page."""
    there = {a.objgen for _, a in d.annotations}
    for e in d.elements:
        if e.role == "Link" and not any(isinstance(k, Reference) and k.obj.objgen in there for k in e.kids):
            yield f"{e.path()}: a Link without an annotation"


@check("link-flags", "A 6.3.2")
def link_flags(d):
    """Annotations are printed and neither hidden nor without view."""
    for page, annotation in d.annotations:
        flags = int(annotation.get("/F", 0))
        if not flags & 4 or flags & (1 | 2 | 32):
            yield f"page {page.index + 1}: F is {flags}"


@check("link-places", "PDF 12.5.6.5")
def link_places(d):
    """Rectangles lie on their page, quadrilaterals in their rectangle."""
    for page, annotation in d.annotations:
        box = [float(v) for v in page.obj.MediaBox]
        rect = [float(v) for v in annotation.get("/Rect", Array([0, 0, 0, 0]))]
        if not (rect[0] < rect[2] and rect[1] < rect[3]):
            yield f"page {page.index + 1}: an empty rectangle"
        if rect[2] < box[0] or rect[0] > box[2] or rect[3] < box[1] or rect[1] > box[3]:
            yield f"page {page.index + 1}: a link outside the page"
        quads = [float(v) for v in annotation.get("/QuadPoints", Array([]))]
        inside = all(rect[i % 2] - 0.01 <= v <= rect[2 + i % 2] + 0.01 for i, v in enumerate(quads))
        if len(quads) % 8 or not inside:
            yield f"page {page.index + 1}: quadrilaterals outside their link"


@check("link-targets", "PDF 12.3.2, 12.6.4.7")
def link_targets(d):
    """A link leads to a page of this document, or to a URI in ASCII."""
    for page, annotation in d.annotations:
        target, action = annotation.get("/Dest"), annotation.get("/A")
        if target is None and action is not None and name_of(action.get("/S")) == "GoTo":
            target = action.get("/D")
        if target is not None:
            if not isinstance(target, Array) or target[0].objgen[0] not in d.page_by_number:
                yield f"page {page.index + 1}: a link to no page"
        elif action is None or not bytes(action.get("/URI", b"")).isascii() or not bytes(action.get("/URI", b"")):
            yield f"page {page.index + 1}: a link to nothing, or to a URI that is not ASCII"


@check("page-keys", "PDF 14.7.4.4")
def page_keys(d):
    """Pages and annotations have keys of their own in the parent tree."""
    keys = Counter(int(p.obj["/StructParents"]) for p in d.pages if "/StructParents" in p.obj)
    keys.update(int(a["/StructParent"]) for _, a in d.annotations if "/StructParent" in a)
    for key, n in keys.items():
        if n > 1:
            yield f"key {key} is used {n} times"
    highest = max(keys, default=-1)
    if d.tree is not None and int(d.tree.get("/ParentTreeNextKey", 0)) <= highest:
        yield "ParentTreeNextKey is not beyond the keys"
