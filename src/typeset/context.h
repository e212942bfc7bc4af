/* One document's typesetting: what every file of the stage is handed. */
#ifndef TY_CONTEXT_H
#define TY_CONTEXT_H

#include "base/map.h"
#include "typeset/typeset.h"

struct ty_para;
struct ty_paint;
struct ty_object;
struct ty_table;
struct ty_galley;

/* What is derived from a computed style once. Lengths in 1/1000 pt. */
struct ty_style {
    bool ready;
    bool swedish;           /* lang is sv or sv-…: the rules about units and numbers apply */
    const char *features;   /* for fnt_shape; ligatures off where letters are spaced */
    aj_len ascent, descent; /* of the first face; both positive */
    aj_len above, below;    /* of the inline box around the baseline: half the leading on either side */
    aj_len space;           /* a U+0020 with the word spacing */
    const struct fnt_word *space_word, *hyphen_word; /* in the first face */
    aj_len hyphen;
    bool decorated;               /* it has a background or a border */
    const struct ty_paint *paint; /* then; NULL until asked for */
    const struct ty_paint *fill;  /* its background alone */
};

struct ty_break_point;
struct ty_break_node;

struct ty_context {
    struct aj_job *job;
    struct aj_arena *arena; /* the layout's own, freed with it; while pages are emitted that of the pages */
    struct ty_library *library;
    struct fnt_library *fonts;
    struct doc_document *doc;
    struct ty_style *styles; /* doc->style_count of them, filled when asked for */
    uint32_t style_cap;
    struct ty_para **paras;        /* by the first node of their run; NULL until asked for */
    uint8_t *block_inside;         /* by node: an inline element with a block in it is laid out as a block */
    aj_len reference_digits;       /* how many digits a page number is given room for */
    uint32_t depth;                /* of nested blocks */
    aj_len note_width;             /* of the page's foot */
    aj_len page_height;            /* of the page's text: pictures shrink to it */
    bool measuring;                /* only sizes are asked for: nothing is drawn, nothing told */
    aj_len available;              /* width of the block being laid out: objects shrink to it */
    struct aj_map images;          /* pictures that were opened, for image.h */
    struct ty_object **objects;    /* by node; NULL until asked for */
    struct ty_table **tables;      /* by node; NULL until asked for */
    struct ty_break_point *points; /* room that breaking reuses from one paragraph to the next */
    struct ty_break_node *nodes;
    uint32_t *active;
    int32_t *page_numbers; /* by page, once they are known; and as they are printed */
    const char **page_labels;
    doc_id *page_starts;     /* the first node on each page */
    struct ty_galley *spare; /* galleys to use again */
    uint32_t point_cap, node_cap, active_cap;
    bool quiet; /* no findings about lines: their table has one already */
};

enum { TY_DEPTH_MOST = 200 };

/* The derived style, computed on first use. */
const struct ty_style *ty_style_at(struct ty_context *ctx, uint32_t style);

/* The index of a style that is made while typesetting. What was borrowed of the others stays as it is. */
uint32_t ty_add_style(struct ty_context *ctx, const struct doc_style *style);

static inline const struct doc_style *ty_doc_style(const struct ty_context *ctx, uint32_t style)
{
    return &ctx->doc->styles[style];
}

static inline const struct doc_node *ty_node(const struct ty_context *ctx, doc_id id)
{
    return &ctx->doc->nodes[id];
}

/* A size against the containing block's width; `other` where it is auto. */
aj_len ty_resolve(struct doc_size size, aj_len width, aj_len other);

/* A rounded share of a length: value * part / whole, in 64 bits. */
aj_len ty_share(int64_t value, int64_t part, int64_t whole);

/* A length for a message, in millimetres with one decimal: "12,3 mm". */
char *ty_mm(struct ty_context *ctx, aj_len length);

/* The first words of a text for a message, at most about 40 characters. */
char *ty_excerpt(struct ty_context *ctx, const char *text, size_t length);

#endif
