/*
 * Typeset. Enters: the document. Leaves: pages of placed fragments. Lengths are 1/1000 pt, the origin is the
 * page's top left corner, y grows downwards. The pdf stage reads only this and the document.
 */
#ifndef TY_TYPESET_H
#define TY_TYPESET_H

#include "document/document.h"

struct ty_rect {
    aj_len x, y, width, height;
};

/* What a fragment is besides content; decides the artifact's type in the PDF (ISO 32000-1 14.8.2.2). */
enum ty_artifact {
    TY_CONTENT,    /* real content: belongs to `node` */
    TY_BACKGROUND, /* tints and page backgrounds */
    TY_LAYOUT,     /* rules, borders, leaders, repeated row-span labels */
    TY_HEADER,     /* pagination: margin boxes above the text, repeated table headers */
    TY_FOOTER,     /* pagination: margin boxes below the text */
};

enum ty_kind { TY_TEXT, TY_RECT, TY_LINE, TY_PATH, TY_IMAGE };

struct ty_glyph {
    uint16_t gid;
    uint8_t text_length; /* bytes of the run's text that this glyph stands for; 0: its cluster's first glyph
                            has them */
    uint8_t unused;
    uint32_t text; /* offset into the run's text */
    aj_len x, y;   /* pen position from the run's origin, y upwards */
};

/* A line's stretch of text in one face, size, colour and node; spaces are glyphs too, also at a line's end.
 */
struct ty_run {
    const struct fnt_face *face;
    aj_len size;
    uint32_t glyph_count;
    const struct ty_glyph *glyphs;
    const char *text; /* UTF-8: what the glyphs say; a hyphen set at a line's end is U+00AD */
    uint32_t text_length;
};

enum ty_verb { TY_MOVE, TY_LINE_TO, TY_CURVE_TO, TY_CLOSE };

struct ty_stop {
    int32_t offset; /* 1/1000 of the way */
    struct doc_color color;
};

/*
 * Colours on the way from (0, 0) to (1, 0), or from `focus` (1/1000) out to the circle of radius 1 around
 * (0, 0); beyond, the ends' colours go on. The matrix takes that to the page: x' = m0 x + m2 y + m4,
 * y' = m1 x + m3 y + m5.
 */
struct ty_gradient {
    bool radial;
    aj_len matrix[6];
    int32_t focus[2];
    uint32_t stop_count; /* at least 2, their offsets never falling */
    const struct ty_stop *stops;
};

/* What is painted only within a path (its geometry and even_odd), and within the outer clip's. */
struct ty_clip {
    const struct ty_path *path;
    const struct ty_clip *outer; /* or NULL */
};

/* Path in page coordinates: verbs, and their points (1, 1, 3, 0 each) as x, y pairs. */
struct ty_path {
    uint32_t verb_count, point_count;
    const uint8_t *verbs;
    const aj_len *points;          /* 2 * point_count */
    struct doc_color fill, stroke; /* a: how opaque; 0: none */
    aj_len stroke_width;
    bool even_odd;
    const aj_len *dashes;
    uint32_t dash_count;
    aj_len dash_offset;                 /* how far into the dashes the stroke begins */
    uint8_t cap, join;                  /* as PDF numbers them (ISO 32000-1, 8.4.3.3): 0 butt or miter */
    int32_t miter_limit;                /* 1/1000; 0: PDF's 10 */
    const struct ty_gradient *gradient; /* fills instead of `fill`, which is a colour of it; or NULL */
    const struct ty_gradient *stroke_gradient; /* the same for the stroke */
    const struct ty_clip *clip;                /* or NULL */
};

struct ty_image {
    const char *path;  /* absolute; the pdf stage embeds each file once */
    const char *bytes; /* what was read of it, as long as the job lives; NULL: the pdf stage reads the file */
    size_t length;
    bool jpeg;
    uint8_t turned; /* how a camera stored it (Exif 2.3, 4.6.4): 1 upright … 8; 0 as 1 */
    uint32_t pixel_width, pixel_height; /* upright */
};

struct ty_fragment {
    uint8_t kind;        /* enum ty_kind */
    uint8_t artifact;    /* enum ty_artifact */
    doc_id node;         /* the innermost node it belongs to (the text node for text); 0 for page furniture */
    struct ty_rect rect; /* the box it covers; for text: x, and from ascent to descent */
    aj_len baseline;     /* TY_TEXT: y of the baseline */
    struct doc_color color; /* TY_TEXT, TY_RECT: fill; TY_LINE: stroke, along the rect's longer middle axis */
    aj_len line_width;      /* TY_LINE */
    uint8_t line_style;     /* TY_LINE: enum doc_border_style */
    union {
        const struct ty_run *run;
        const struct ty_path *path;
        const struct ty_image *image;
    } as;
};

struct ty_page {
    aj_len width, height;
    aj_len bleed;          /* beyond each edge, where tints of the edge go on: cut off by the printer */
    aj_len slug;           /* beyond the bleed, for printer's marks; 0 without them */
    uint8_t orientation;   /* enum doc_orientation: how a screen turns the page */
    uint32_t first, count; /* fragments, in painting order */
    const char *label;     /* "1", "ii" … as printed; goes into PageLabels */
};

struct ty_pages {
    struct ty_page *pages;
    uint32_t page_count, page_cap;
    struct ty_fragment *fragments;
    uint32_t fragment_count, fragment_cap;
    /* Of what the fragments show (runs, paths): whoever has no more use for that may clear it, while pages
     * and fragments stay. NULL in pages made by hand. */
    struct aj_arena *shown;
};

/* Hyphenation patterns and exceptions; a worker's, outlives documents. */
struct ty_library;

struct ty_library *ty_library_new(void);
void ty_library_free(struct ty_library *library);

/*
 * Lays out the whole document. Never NULL for a document that has a body; findings: overfull line, table too
 * wide, missing glyph, image that cannot be read. Sets the text of every DOC_PAGE_REF node.
 */
struct ty_pages *ty_layout(struct aj_job *job, struct ty_library *library, struct fnt_library *fonts,
                           struct doc_document *doc);

/* Pages as text, for golden files and arshjul pages: one line a fragment, text readable. */
void ty_dump(const struct doc_document *doc, const struct ty_pages *pages, struct aj_buf *out);

#endif
