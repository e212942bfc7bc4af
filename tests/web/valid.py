"""
HTML as the standard wants it, as far as our pages go: elements nested and closed as they may be, attributes known and
written once, one of each landmark, headings in order, tables whole. Also the page's text, and what it carries.
"""
import base64
import re
from html.parser import HTMLParser

VOID = {"meta", "link", "br", "hr", "img", "col", "input"}
PHRASING = {"a", "abbr", "b", "br", "cite", "code", "em", "i", "img", "q", "small", "span", "strong", "sub", "sup",
            "svg", "time"}
FLOW = PHRASING | {"article", "aside", "blockquote", "details", "div", "dl", "figure", "footer", "h1", "h2", "h3", "h4",
                   "h5", "h6", "header", "hr", "main", "nav", "ol", "p", "section", "table", "ul"}
ONLY = {"html": {"head", "body"}, "head": {"meta", "title", "link", "style"}, "ul": {"li"}, "ol": {"li"},
        "dl": {"dt", "dd", "div"}, "table": {"caption", "colgroup", "thead", "tbody", "tfoot"}, "colgroup": {"col"},
        "thead": {"tr"}, "tbody": {"tr"}, "tfoot": {"tr"}, "tr": {"th", "td"}}
PHRASING_ONLY = {"p", "h1", "h2", "h3", "h4", "h5", "h6", "dt", "caption"} | (PHRASING - {"a", "svg"})
EXTRA = {"figure": {"figcaption"}, "details": {"summary"}, "summary": {"h2", "h3"}}
SVG = {"svg", "g", "path", "rect", "line", "circle", "ellipse", "polyline", "polygon", "use", "defs", "symbol",
       "clippath", "lineargradient", "radialgradient", "stop", "text", "tspan", "title", "desc"}
GLOBAL = {"id", "class", "lang", "title", "role", "tabindex"}
ATTRS = {"a": {"href", "type", "download"}, "td": {"colspan", "rowspan", "headers"},
         "th": {"colspan", "rowspan", "headers", "scope", "abbr"}, "img": {"src", "alt", "width", "height"},
         "meta": {"charset", "name", "content", "http-equiv"}, "link": {"rel", "type", "href"}, "time": {"datetime"},
         "blockquote": {"cite"}, "q": {"cite"}, "ol": {"start"}, "li": {"value"}, "col": {"span"},
         "colgroup": {"span"}, "details": {"open"}}
# What only the program's own pages have: the list of an archive, with its search; a marked place in a line.
OWN = {"form": FLOW | {"button", "input", "label", "select"}, "select": {"option"}, "body": FLOW | {"form", "script"}, "script": set(),
       "option": set(), "label": PHRASING, "button": PHRASING, "code": PHRASING | {"mark"}}
OWN_ATTRS = {"form": {"hidden"}, "p": {"hidden"}, "label": {"for"}, "option": {"value"}, "select": {"name"}, "button": {"type"},
             "input": {"type", "name", "autocomplete", "spellcheck"}}


class Page(HTMLParser):
    """Reads a page; `faults` are its faults, `text` the document's text without what the page adds."""

    def __init__(self, source, own=False):
        super().__init__(convert_charrefs=True)
        self.own = own
        self.faults, self.stack, self.ids, self.headings, self.landmarks = [], [], set(), [], {}
        self.pieces, self.notes, self.skipping, self.metas, self.links, self.addresses = [], [], 0, {}, [], []
        self.references, self.title, self.language = [], "", None
        if not source.startswith("<!doctype html>\n<html "):
            self.fault("it does not begin with the doctype and <html>")
        self.feed(source)
        self.close()
        if self.stack:
            self.fault(f"not closed: {[name for name, _ in self.stack]}")
        for where, identity in self.references:
            if identity not in self.ids:
                self.fault(f"{where} names the id {identity}, which is not there")
        for before, after in zip(self.headings, self.headings[1:]):
            if after > before + 1:
                self.fault(f"h{after} follows h{before}")
        if self.headings.count(1) != 1 or self.headings[:1] != [1]:
            self.fault(f"{self.headings.count(1)} h1, the first heading is {self.headings[:1]}")
        for part in ("main", "footer"):
            if self.landmarks.get(part) != 1:
                self.fault(f"{self.landmarks.get(part)} <{part}>")

    def fault(self, text):
        self.faults.append(f"{self.getpos()[0]}:{self.getpos()[1]}: {text}")

    def in_svg(self):
        return any(name == "svg" for name, _ in self.stack)

    def check_place(self, name):
        parent = self.stack[-1][0] if self.stack else None
        if self.in_svg() or name == "svg":
            if name not in SVG:
                self.fault(f"<{name}> in <svg>")
            return
        if parent is None:
            allowed = {"html"}
        elif parent in ONLY:
            allowed = ONLY[parent]
        else:
            allowed = (PHRASING if parent in PHRASING_ONLY else FLOW) | EXTRA.get(parent, set())
            if parent == "div" and len(self.stack) > 1 and self.stack[-2][0] == "dl":
                allowed = {"dt", "dd"}
        if self.own and parent in OWN:
            allowed = OWN[parent]
        elif self.own and parent == "div" and any(n == "form" for n, _ in self.stack):
            allowed = OWN["form"]
        if name not in allowed:
            self.fault(f"<{name}> in <{parent}>")
        if name == "a" and any(n == "a" for n, _ in self.stack):
            self.fault("a link in a link")

    def check_attrs(self, name, attrs):
        names = [n for n, _ in attrs]
        if len(names) != len(set(names)):
            self.fault(f"<{name}> has an attribute twice")
        for key, value in attrs:
            if key == "id":
                if value in self.ids or not value or re.search(r"\s", value):
                    self.fault(f"the id {value!r} is not one of its own")
                self.ids.add(value)
            if key in ("aria-labelledby", "aria-describedby", "headers"):
                self.references += [(f"{name}[{key}]", part) for part in value.split()]
            if key == "href" and value.startswith("#") and len(value) > 1:
                self.references.append((name, value[1:]))
            if key in ("src", "href", "cite", "poster", "action", "srcset", "background"):
                self.addresses.append((name, key, value))
            known = key in GLOBAL or key.startswith(("aria-", "data-")) or key in ATTRS.get(name, ()) or (
                self.own and key in OWN_ATTRS.get(name, ()))
            if not known and not (name in SVG and (self.in_svg() or name == "svg") and key != "style"):
                self.fault(f"<{name} {key}>")
            if key == "style" or key.startswith("on"):
                self.fault(f"<{name}> has {key}")

    def handle_starttag(self, name, attrs):
        self.check_place(name)
        self.check_attrs(name, attrs)
        given = dict(attrs)
        if name == "html":
            self.language = given.get("lang")
        if name == "meta" and "name" in given:
            self.metas.setdefault(given["name"], given.get("content"))
        if name == "meta" and "http-equiv" in given:
            self.metas[given["http-equiv"]] = given["content"]
        if name == "a":
            self.links.append(given)
        if name in ("main", "header", "footer", "nav"):
            self.landmarks[name] = self.landmarks.get(name, 0) + 1
        if re.fullmatch("h[1-6]", name):
            self.headings.append(int(name[1]))
        if name == "img" and "alt" not in given:
            self.fault("a picture without alt")
        if name == "svg" and not (given.get("role") == "img" and given.get("aria-label")) and given.get("aria-hidden") != "true":
            self.fault("a drawing that says nothing")
        classes = (given.get("class") or "").split()
        added = name in ("svg", "style", "title") or any(
            c.startswith("web-") and c not in ("web-table", "web-scroll", "web-side", "web-notes", "web-drawing",
                                               "web-wide", "web-narrow", "web-picture", "web-data", "web-caption", "web-whole") for c in classes)
        added = added or name == "summary"
        if name in VOID:
            if name in ("br", "img"):
                self.text_piece(" ")
            return
        if "footnote" in classes:
            self.notes.append("")
        self.stack.append((name, (added, "footnote" in classes)))
        self.skipping += added
        if name not in PHRASING:
            self.text_piece(" ")

    def handle_endtag(self, name):
        if name in VOID or not self.stack or self.stack[-1][0] != name:
            self.fault(f"</{name}> closes {self.stack[-1][0] if self.stack else 'nothing'}")
            return
        _, (added, _) = self.stack.pop()
        self.skipping -= added
        if name not in PHRASING:
            self.text_piece(" ")

    def text_piece(self, text):
        if self.skipping:
            return
        if any(note for _, (_, note) in self.stack):
            self.notes[-1] += text
        else:
            self.pieces.append(text)

    def handle_data(self, data):
        if self.stack and self.stack[-1][0] == "title" and not self.in_svg():
            self.title += data
        self.text_piece(data)

    def handle_comment(self, data):
        self.fault("a comment")

    @property
    def text(self):
        return " ".join("".join(self.pieces).split())

    @property
    def note_texts(self):
        return [" ".join(note.split()) for note in self.notes]


class Source(HTMLParser):
    """
    The text that a page must have, from what "arshjul document" prints: without drawings, page numbers, leaders and
    the words generated around them; a reference that is nothing but a page number gives UNKNOWN, for the page to name.
    """

    UNKNOWN = "\uFFFC"

    def __init__(self, source):
        super().__init__(convert_charrefs=True)
        self.tree = ["", {}, []]
        self.open = [self.tree]
        body = source[source.index("<body"):]
        self.feed(body)
        self.close()
        self.pieces, self.notes = [], []
        self.write(self.tree, self.pieces)

    def handle_starttag(self, name, attrs):
        node = [name, dict(attrs), []]
        self.open[-1][2].append(node)
        if name not in ("br", "hr", "col"):
            self.open.append(node)

    def handle_startendtag(self, name, attrs):
        self.open[-1][2].append([name, dict(attrs), []])

    def handle_endtag(self, name):
        if any(node[0] == name for node in self.open):
            while self.open.pop()[0] != name:
                pass

    def handle_data(self, data):
        self.open[-1][2].append(data)

    @staticmethod
    def is_page(node):
        return isinstance(node, list) and node[1].get("class") == "generated page"

    @staticmethod
    def is_made(node):
        return isinstance(node, list) and (node[1].get("class") or "") in ("generated before", "generated after")

    def plain(self, node):
        out = []
        self.write(node, out)
        return "".join(out).strip()

    def trimmed(self, children):
        """The children of generated content without pages and the words next to them."""
        kept = list(children)
        for i, child in enumerate(children):
            if self.is_page(child):
                kept[i] = ""
                for k in (i - 1, i + 1):
                    if 0 <= k < len(children) and isinstance(children[k], str):
                        kept[k] = re.match(r"(?:[A-ZÅÄÖ]?[0-9]+(?:[.:][0-9]+)*)?", children[k]).group()  # another number's
        return [c for c in kept if c != ""]

    def bare_page(self, node):
        """Whether a link is a page number, with at most a word of its own before it."""
        for child in node[2]:
            if self.is_made(child) and any(self.is_page(c) for c in child[2]):
                rest = self.trimmed(child[2])
                if not any(self.is_page(c) for c in child[2][:1]) and "".join(
                        self.plain(c) if isinstance(c, list) else c for c in node[2] if c is not child).strip():
                    continue
                return not any((c if isinstance(c, str) else self.plain(c)).strip() for c in rest)
        return False

    def write(self, node, out):
        if isinstance(node, str):
            out.append(node)
            return
        name, attrs, children = node
        classes = attrs.get("class") or ""
        if name == "svg" or classes in ("generated leader", "generated page"):
            return
        if "footnote" in classes.split() and name == "span":
            own = []
            for child in children:
                self.write(child, own)
            self.notes.append(" ".join("".join(own).split()))
            return
        if (name == "a" or (name == "span" and "ref" in classes.split())) and self.bare_page(node):
            out.append(self.UNKNOWN)
            return
        block = name not in PHRASING or name in ("br", "img") or classes == "generated list-body"
        if block:
            out.append(" ")
        for child in self.trimmed(children) if self.is_made(node) else children:
            self.write(child, out)
            # A number above its heading is a word of its own; one before it on the line brings its space.
            if name in ("h1", "h2", "h3", "h4", "h5", "h6") and self.is_made(child):
                out.append(" ")
        if block:
            out.append(" ")

    @property
    def text(self):
        return " ".join("".join(self.pieces).split())


def text_fault(source, page):
    """None when a page says what its document says."""
    expected, got = Source(source), page
    pairs = [(expected.text, got.text)] + list(zip(expected.notes, got.note_texts))
    if len(expected.notes) != len(got.notes):
        return f"{len(got.notes)} footnotes for {len(expected.notes)}"
    for want, have in pairs:
        pattern = ".{1,300}?".join(re.escape(part) for part in want.split(Source.UNKNOWN))
        if re.fullmatch(pattern, have):
            continue
        at = next((i for i, (a, b) in enumerate(zip(want, have)) if a != b), min(len(want), len(have)))
        return f"…{want[max(0, at - 60):at + 60]}…\n…{have[max(0, at - 60):at + 60]}…"
    return None


def csv_of(href):
    """The rows of a data: address with a table, or None when it is none."""
    head = "data:text/csv;charset=utf-8;base64,"
    if not href.startswith(head):
        return None
    text = base64.b64decode(href[len(head):], validate=True).decode("utf-8")
    if not text.startswith("\ufeff") or not text.endswith("\r\n"):
        return None
    import csv
    import io
    return list(csv.reader(io.StringIO(text[1:], newline=""), delimiter=";"))
