/*
 * Document. Enters: XHTML (compose's) and a theme's CSS. Leaves: a flat array of nodes with computed styles
 * and structure roles, generated content (counters, list marks, ::before, ::after) in place as nodes. Every
 * later stage reads this; the text of these nodes in order IS the document's text.
 */
#ifndef DOC_DOCUMENT_H
#define DOC_DOCUMENT_H

#include "document/style.h"
#include "font/font.h"

#include <libxml/tree.h>

typedef uint32_t doc_id; /* index into doc->nodes; 0 is "none", the root <html> is 1 */

enum doc_kind {
    DOC_ELEMENT,
    DOC_TEXT,     /* white space already collapsed */
    DOC_LEADER,   /* leader(): `text` repeated to fill the line; an artifact */
    DOC_PAGE_REF, /* target-counter(…, page): `target`'s page label, set by typeset into `text` */
};

/* Elements, in XHTML's and SVG's names; generated ones last. */
enum doc_tag {
#define T(id, name) DOC_TAG_##id,
#include "document/tags.def"
#undef T
    DOC_TAG_COUNT
};

/* Structure types of ISO 32000-1 14.8.4, decided here once; the pdf stage only writes them. */
enum doc_role {
    DOC_ROLE_NONE, /* transparent: content belongs to the nearest ancestor with a role */
#define R(id, name) DOC_ROLE_##id,
#include "document/roles.def"
#undef R
    DOC_ROLE_ARTIFACT, /* not content: neither it nor what is in it is read out */
};

struct doc_attr {
    const char *name, *value;
};

struct doc_node {
    uint8_t kind; /* enum doc_kind */
    uint8_t role; /* enum doc_role, elements only */
    uint8_t
        tag; /* enum doc_tag of elements; of a DOC_PAGE_REF 1 + its style for doc_number, 0: the page's own */
    bool generated;
    uint32_t style; /* index into doc->styles; a text node has its parent's */
    doc_id parent, first, last, next, previous;
    aj_at at;
    doc_id target;    /* DOC_PAGE_REF, and a[href="#…"]: the node referred to; else 0 */
    const char *text; /* DOC_TEXT, DOC_LEADER, DOC_PAGE_REF */
    uint32_t length;  /* bytes in text */
    uint32_t attr_count;
    const struct doc_attr *attrs; /* as in the XHTML (class too), without at */
};

/* What a margin box or string-set is made of. */
enum doc_content_kind {
    DOC_CONTENT_TEXT,
    DOC_CONTENT_STRING,
    DOC_CONTENT_PAGE,
    DOC_CONTENT_PAGES,
    DOC_CONTENT_IMAGE
};

/* Which of the values that a page gives a named string (GCPM 3, 1.1.2); without one, the last one before. */
enum doc_which {
    DOC_FIRST,
    DOC_START, /* the first if the page begins with it, else the last one before */
    DOC_LAST,
    DOC_FIRST_EXCEPT /* nothing where the page gives it a value */
};

struct doc_content {
    enum doc_content_kind kind;
    uint8_t style;    /* of a number: for doc_number; of a string: enum doc_which */
    const char *text; /* the literal text, or the named string's name */
    doc_id node;      /* of a picture: an <img> that stands outside the tree */
};

enum doc_margin_place {
    DOC_TOP_LEFT_CORNER,
    DOC_TOP_LEFT,
    DOC_TOP_CENTER,
    DOC_TOP_RIGHT,
    DOC_TOP_RIGHT_CORNER,
    DOC_RIGHT_TOP,
    DOC_RIGHT_MIDDLE,
    DOC_RIGHT_BOTTOM,
    DOC_BOTTOM_RIGHT_CORNER,
    DOC_BOTTOM_RIGHT,
    DOC_BOTTOM_CENTER,
    DOC_BOTTOM_LEFT,
    DOC_BOTTOM_LEFT_CORNER,
    DOC_LEFT_BOTTOM,
    DOC_LEFT_MIDDLE,
    DOC_LEFT_TOP,
    DOC_MARGIN_COUNT
};

struct doc_margin_box {
    uint32_t count; /* 0: the box is not there */
    const struct doc_content *content;
    uint32_t style;
};

enum doc_orientation { DOC_UPRIGHT, DOC_ROTATE_LEFT, DOC_ROTATE_RIGHT };

/* Printer's marks, as bits. */
enum { DOC_CROP = 1, DOC_CROSS = 2 };

/* Pages that @page tells apart by :first and :blank. */
enum doc_page_kind {
    DOC_PAGE_PLAIN,
    DOC_PAGE_GROUP_FIRST, /* the first of a group: of the pages that one element with a page name begins */
    DOC_PAGE_FIRST,       /* the document's first, and its group's */
    DOC_PAGE_BLANK        /* left empty so that the next one is a left or a right one */
};

/* The cascaded @page rules for one kind of page. */
struct doc_page {
    aj_len width, height;
    aj_len margin[4];    /* top, right, bottom, left */
    aj_len bleed;        /* how far paint at the edges goes on beyond them, to be cut off */
    uint8_t marks;       /* DOC_CROP, DOC_CROSS: drawn beyond the bleed */
    uint8_t orientation; /* enum doc_orientation: how a screen turns it */
    struct doc_color background;
    const struct css_declaration *painted_by; /* what gave it that, of the document stage */
    struct doc_margin_box boxes[DOC_MARGIN_COUNT];
};

/* The value a named string takes at a node (string-set), in document order. */
struct doc_string {
    doc_id node;
    const char *name, *value;
};

/* The number that the page gets on which a node stands (counter-reset or counter-set of page). */
struct doc_page_number {
    doc_id node;
    int32_t value;
};

struct doc_document {
    struct aj_job *job;
    struct doc_node *nodes;
    uint32_t node_count, node_cap;
    const struct doc_style *styles; /* interned; styles[0] is the initial style */
    uint32_t style_count;
    const struct doc_string *strings;
    uint32_t string_count;
    struct doc_page_number *numbers; /* in document order */
    uint32_t number_count, number_cap;
    bool roman_pages; /* some pages' numbers are not in digits: a reference to one takes more room */
    const char *title, *lang;
    const struct doc_attr *metas; /* <meta name content> of the head, in order */
    uint32_t meta_count;
    uint32_t style_cap;
    struct doc_private *own; /* ids, the cascade, the @page rules: the document stage's */
};

static inline const struct doc_style *doc_style_of(const struct doc_document *doc, doc_id id)
{
    return &doc->styles[doc->nodes[id].style];
}

/* Parsed stylesheets by path; a worker's, outlives documents. */
struct doc_library;

struct doc_library *doc_library_new(void);
void doc_library_free(struct doc_library *library);

/* The theme of a report that names none. */
#define DOC_STANDARD_THEME "standard"

/*
 * What is found now where a stylesheet in `folder` asks for the font `src`, as the job's inputs noted it; its
 * file's own name is left in `*name`, in the job's arena.
 */
struct aj_state doc_font_now(struct aj_job *job, const char *folder, const char *src, const char **name);

/*
 * Builds the document: nodes, cascade of templates/themes/<theme>/theme.css (which may @import below the
 * templates folder), faces, counters, roles. NULL after an error that leaves no document; findings otherwise:
 * heading levels, contrast, ids, what is outside the CSS subset.
 */
struct doc_document *doc_build(struct aj_job *job, struct doc_library *library, struct fnt_library *fonts,
                               xmlDocPtr xhtml, const char *theme);

/*
 * The same with the stylesheet given as text, named `css_name` in findings: for tests and fuzzers. What it
 * imports is read below the templates folder.
 */
struct doc_document *doc_build_css(struct aj_job *job, struct doc_library *library, struct fnt_library *fonts,
                                   xmlDocPtr xhtml, const char *css_name, const char *css);

/* A document without nodes and with the initial style (index 0) alone, in the job's arena. */
struct doc_document *doc_new(struct aj_job *job);

/* The index of a style in doc->styles; a style that is there already is not added again. */
uint32_t doc_add_style(struct doc_document *doc, const struct doc_style *style);

/*
 * The style that a <span class="class_name"> (or, with a tag given, that element) would get below `parent`:
 * for charts, whose colours and fonts are the theme's. The parent's own style in a hand-made document.
 */
uint32_t doc_style_for_class(struct doc_document *doc, doc_id parent, const char *class_name);
uint32_t doc_style_for(struct doc_document *doc, doc_id parent, enum doc_tag tag, const char *class_name);

/*
 * Where the colour of a <span class="class_name"> below `parent` was declared, the custom property if it has
 * it from one: *own tells whether in a stylesheet of the organisation's. 0 in a hand-made document.
 */
aj_at doc_color_place(struct doc_document *doc, doc_id parent, const char *class_name, bool *own);

/* The attribute's value, or NULL. */
const char *doc_attr(const struct doc_document *doc, doc_id id, const char *name);

/* The node that comes after `id` in document order within `root`'s subtree, children first; 0 at the end. */
doc_id doc_next(const struct doc_document *doc, doc_id root, doc_id id);

/* The element with that id attribute, or 0. */
doc_id doc_find(const struct doc_document *doc, const char *id);

/* The text of a subtree as one string in the job's arena. */
char *doc_text(const struct doc_document *doc, doc_id id);

/*
 * Appends an element or a text below `parent`, styled as `style` (an index), at the parent's place: for the
 * chart stage. attrs are copied.
 */
doc_id doc_append_element(struct doc_document *doc, doc_id parent, enum doc_tag tag, enum doc_role role,
                          uint32_t style, const struct doc_attr *attrs, uint32_t attr_count);
doc_id doc_append_text(struct doc_document *doc, doc_id parent, const char *text, uint32_t style);

/* The page rules for a named page ("" for none) as the first, a left or a right page. */
const struct doc_page *doc_page_for(const struct doc_document *doc, const char *name, bool first, bool left);
const struct doc_page *doc_page_of(const struct doc_document *doc, const char *name, enum doc_page_kind kind,
                                   bool left);

/* A number in a counter style (enum css_counter_style: 0 is decimal), in the job's arena. */
char *doc_number(const struct doc_document *doc, int32_t value, uint8_t style);

const char *doc_tag_name(enum doc_tag tag);
const char *doc_role_name(enum doc_role role);

/*
 * The custom properties of the root element as declarations, "--ink:#1c2024;--line:15pt;", var() in them
 * replaced, in an order that depends on the stylesheet alone: for a page whose own stylesheet uses them. One
 * that holds an address is left out. What is written may stand in an HTML style element.
 */
void doc_write_properties(const struct doc_document *doc, struct aj_buf *out);

/* The folder of the theme's stylesheet, as aj_job_read_template takes it and with "/" at its end; "" without
 * one. */
const char *doc_theme_folder(const struct doc_document *doc);

/* A face that some style of the document names, as its @font-face rule declares it. */
struct doc_font {
    const char *family;
    uint16_t weight;
    bool italic;
    const struct fnt_face *face;
};

/* The faces that were loaded, in the order of their rules; in the job's arena. */
const struct doc_font *doc_fonts(const struct doc_document *doc, uint32_t *count);

/* The document as XHTML with its stylesheet inlined, generated content included: arshjul document. */
void doc_dump(const struct doc_document *doc, struct aj_buf *out);

#endif
