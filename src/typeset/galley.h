/*
 * A galley: a flow set at a known width as slabs, one below the other. A slab is what no page break can part
 * (a line, an image, a slice of table rows); between slabs stand the space and the cost of a break there.
 * Nothing here knows its page yet.
 */
#ifndef TY_GALLEY_H
#define TY_GALLEY_H

#include "typeset/inline.h"

/* Costs of a break, in units of (1/1000 of a page left empty)²: a whole empty page costs a million. */
enum {
    TY_COST_HYPHEN = 10000,      /* after a line that ends in a hyphen */
    TY_COST_HYPHEN_LAST = 90000, /* … where hyphenate-limit-last speaks against it */
    TY_COST_PARTED = 60000,      /* inside a paragraph whose rest has room on the page */
    TY_COST_ROW = 25000,         /* inside a table row */
    TY_COST_LOW_ROW = 90000,     /* … that is low */
    TY_COST_SPAN = 12000,        /* between rows, for each cell that spans both */
    TY_COST_ALONE = 150000,      /* leaves one row of a table alone */
    TY_COST_ITEM = 60000,        /* leaves one item of a list alone */
    TY_COST_FEW = 6000000,       /* a widow or an orphan */
    TY_COST_INSIDE = 4000000,    /* break-inside: avoid */
    TY_COST_AVOID = 8000000,     /* break-before or break-after: avoid: a heading and what follows it */
    TY_COST_NEVER = 200000000,   /* a top edge and its content */
};

enum ty_item_kind { TY_ITEM_LINE, TY_ITEM_FRAGMENTS, TY_ITEM_GALLEY };

/* Ready fragments around their own origin. */
struct ty_drawing {
    const struct ty_fragment *fragments;
    uint32_t count;
};

/* What a slab shows; x from the galley's left edge, y from the slab's top (for a line: of its baseline). */
struct ty_item {
    uint8_t kind;
    aj_len x, y;
    union {
        const struct ty_line *line;
        const struct ty_drawing *drawing;
        const struct ty_galley *galley; /* placed whole */
    } as;
};

struct ty_slab {
    aj_len space; /* above it, dropped where an unforced break comes before it */
    bool elastic; /* the space may be a little more or less, so that the page is full */
    aj_len height;
    aj_len extra;  /* more room above when it starts a page: a table row's lines that the cut would part */
    aj_len tail;   /* more room below when it ends a page or column: padding of boxes that go on after it */
    int32_t cost;  /* of a break before it */
    aj_len rest;   /* a paragraph's line after its first: the height of that and those after it, else 0 */
    uint8_t force; /* enum doc_break: a forced break before it, else DOC_BREAK_AUTO */
    bool baselined;
    aj_len baseline;  /* of its first line, from its top */
    const char *page; /* the named page it stands on, or NULL */
    bool group;       /* an element that names its page begins with it: a page group, if a page does */
    uint32_t item_first, item_count;
    uint32_t segment; /* 1 + index of the column segment it stands in; 0: none */
    uint32_t float_;  /* 1 + index of the float that begins with it; 0: none */
    uint8_t clear;    /* enum ty_clear: which floats from before it may not come after it */
    uint32_t table;   /* 1 + index of the table whose header is repeated when a page starts here; 0: none */
    uint32_t label_first, label_count; /* row-spanning cells that may be repeated when a page starts here */
    aj_len notes_height;               /* of the notes called in it */
    uint32_t note_first, note_count;   /* notes called in it */
};

/* What may not come after a slab that was before it: nothing, tables on pages of their own, any float. */
enum ty_clear { TY_CLEAR_NONE, TY_CLEAR_TURNED, TY_CLEAR_ALL };

/* What a box paints. */
struct ty_paint {
    struct doc_color background;
    aj_len border_width[4]; /* top, right, bottom, left */
    uint8_t border_style[4];
    struct doc_color border_color[4];
    aj_len radius;
};

/* A painted box from slab `first` to slab `last`. */
struct ty_deco {
    uint32_t first, last;
    aj_len top;    /* its upper edge from the top of the first slab */
    aj_len bottom; /* its lower edge from the bottom of the last slab */
    aj_len x, width;
    doc_id node;
    bool grows; /* on pages that are wider than `page`, the named page of its box, it is wider */
    const char *page;
    uint32_t table;       /* the slab's table, so that it starts below a repeated header */
    uint32_t segment;     /* 1 + index of the column segment it lies in; 0: across */
    bool top_at_break;    /* its upper border is also drawn where a page break cuts it (collapsed borders) */
    bool bottom_at_break; /* and so its lower one (box-decoration-break: clone) */
    aj_len around;        /* what the boxes around this one have of a slab's tail */
    bool only_at_break;   /* its upper border is drawn only there, or when a page starts with it */
    const struct ty_paint *paint;
};

struct ty_span {
    uint32_t first, end;
};

/* Slabs that may leave their place for the head or foot of a page. */
struct ty_float {
    uint32_t first, end;
    uint8_t kind;   /* enum doc_float; of one that is turned: none */
    bool turned;    /* a table on pages of its own, which come after the one that holds its place */
    uint8_t clear;  /* of one that is turned: what was asked for before it, and holds for what follows */
    uint32_t pages; /* of one that is turned: how many; known when pages are broken */
    aj_len height;
    aj_len after;  /* space below it */
    aj_len joined; /* space above what follows, when it is gone */
};

/* A table's header, for repeating. */
struct ty_table_head {
    struct ty_span slabs, decos, rules; /* rules: collapsed borders, after the table's other decorations */
    aj_len height;                      /* 0: not repeated */
    const struct ty_galley *caption;    /* above it; NULL: none. Its height is part of `height` */
    aj_len caption_height;
};

/* A row-spanning cell. */
struct ty_label {
    uint32_t first, last;  /* the slabs it spans */
    uint32_t content_last; /* the last slab that holds something of it */
    aj_len x, y, height;
    const struct ty_galley *galley;
};

/* A stretch of slabs set in columns. */
struct ty_segment {
    uint32_t first, end;
    uint32_t columns; /* 2 or more */
    aj_len x, column_width, gap;
    bool fill_auto;
    aj_len rule_width;
    struct doc_color rule_color;
};

/* A note for the foot of the page. */
struct ty_note {
    doc_id node;
    const struct ty_galley *galley;
    aj_len height;
};

enum {
    TY_NOTES_GAP = 12000, /* between the text and the notes, with the rule in it */
    TY_NOTES_RULE = 400
};

/* A float between two stretches of the same columns that is put off: they are set as one. */
struct ty_skip {
    uint32_t first, end; /* its slabs; 0, 0: none */
    aj_len joined;       /* the space above what follows it */
};

struct ty_galley {
    struct ty_context *ctx;
    struct ty_galley *next_spare;
    aj_len width;
    struct ty_slab *slabs;
    uint32_t slab_count, slab_cap;
    struct ty_item *items;
    uint32_t item_count, item_cap;
    struct ty_deco *decos;
    uint32_t deco_count, deco_cap;
    struct ty_table_head *heads;
    uint32_t head_count, head_cap;
    struct ty_label *labels;
    uint32_t label_count, label_cap;
    struct ty_segment *segments;
    uint32_t segment_count, segment_cap;
    const struct ty_note **notes;
    uint32_t note_count, note_cap;
    struct ty_float *floats;
    uint32_t float_count, float_cap;
    struct ty_skip *skip; /* page breaking's; NULL before */
    bool floating;        /* what is laid out belongs to the last float */
    doc_id float_block;   /* the block that the last float is a child of */
    bool joining;         /* the last float is done, and nothing came after it */
    uint32_t painted;     /* boxes with paint around what is laid out: no float leaves them */
    uint8_t clear;        /* enum ty_clear, of the next slab */
    /* what the next slab gets */
    aj_len space;
    int32_t cost;
    uint8_t force;
    const char *page;
    bool group;
    uint32_t table, segment; /* current */
    doc_id turned;           /* the last block that went to a page of its own, of that name */
    const char *turned_page;
    bool root;              /* the document's flow: named pages and columns that break are possible */
    bool rigid;             /* in a table's rows: spaces are as they are */
    aj_len fill;            /* the height that the next frame fills with its margins; 0: its content's */
    aj_len after;           /* space below the last slab, known when the galley is finished */
    uint32_t columns_style; /* of the multi-column container being laid out */
    aj_len columns_x, columns_width; /* its room; width 0: there is none */
    uint32_t columns_painted;        /* boxes with paint around them */
    /* a list mark waiting for the first line of its item */
    const struct ty_line *mark;
    aj_len mark_x;
    /* decimal alignment in a table column: where the mark stands, or -1 */
    aj_len decimal;
};

struct ty_galley *ty_galley_new(struct ty_context *ctx, aj_len width);

/* Gives a galley back whose slabs are not needed any more: the next one uses its rooms. */
void ty_galley_spare(struct ty_galley *galley);

/* A margin: the larger of adjoining ones counts. */
void ty_galley_space(struct ty_galley *galley, aj_len margin);

/* A cost or a forced break before the next slab. */
void ty_galley_cost(struct ty_galley *galley, int32_t cost);
void ty_galley_break(struct ty_galley *galley, enum doc_break kind);

/*
 * Keeps the slabs from `first` on together, as break-inside: avoid asks. What is higher than a page cannot be
 * whole and begins where it stands; only its ends are kept from being parted.
 */
void ty_galley_keep(struct ty_galley *galley, uint32_t first);

/* Where the flow ends: before the tables on pages of their own that come last. */
uint32_t ty_galley_flow_end(const struct ty_galley *galley);

/* What the next slab holds back; the stronger of two counts. */
void ty_galley_clear(struct ty_galley *galley, enum ty_clear clear);

/* Appends a slab; borrowed until the next one. */
struct ty_slab *ty_galley_slab(struct ty_galley *galley, aj_len height);

/* Appends an item to the last slab. */
void ty_galley_item(struct ty_galley *galley, struct ty_item item);

/* A note called in the last slab. */
void ty_galley_note(struct ty_galley *galley, const struct ty_note *note);

/* Height of the whole galley with its inner spaces, without the space above its first slab. */
aj_len ty_galley_height(const struct ty_galley *galley);

/* The first baseline from the top of the galley, or -1. */
aj_len ty_galley_baseline(const struct ty_galley *galley);

#endif
