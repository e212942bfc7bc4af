/* Blocks: laid out at a known width into a galley. */
#ifndef TY_BLOCK_H
#define TY_BLOCK_H

#include "typeset/galley.h"

/* Where a block may stand: from the galley's left edge. */
struct ty_room {
    aj_len x, width;
};

/* Whether a node makes a block of its own: by its display, or because a block is in it. */
bool ty_is_block(const struct ty_context *ctx, doc_id id);

/* A block or a run of inline siblings below a block. */
struct ty_child {
    doc_id first, end; /* the siblings [first, end) */
    bool block;
};

/* The child that starts at `from` (0: none left). Runs of nothing but space between blocks are passed over.
 */
bool ty_next_child(const struct ty_context *ctx, doc_id from, struct ty_child *child);

/* Lays a block out with its margins, borders and padding. */
void ty_layout_block(struct ty_galley *galley, doc_id id, struct ty_room room);

/* Lays out a block of a flow; if it floats, what is tied to it belongs to the float. */
void ty_layout_float(struct ty_galley *galley, doc_id id, struct ty_room room);

/* Lays out what is in a block, without its own edges. */
void ty_layout_content(struct ty_galley *galley, doc_id id, struct ty_room room);

/* Lays out a paragraph's lines as slabs. */
void ty_layout_para(struct ty_galley *galley, struct ty_para *para, struct ty_room room);

/* The frame and content of an inline block, as of a block. */
void ty_layout_inline_block(struct ty_galley *galley, doc_id id, struct ty_room room);

/* What follows stands on pages of this kind: their foot and height are what notes and pictures may take. */
void ty_use_page(struct ty_context *ctx, const struct doc_page *rules);

/* Tables and lists have their own layout. */
void ty_layout_table(struct ty_galley *galley, doc_id id, struct ty_room room);

/*
 * The named page that a block goes to because of a table that is too wide for `room` and is turned: the table
 * itself, its headings when nothing else stands under them, and what belongs to it below; else NULL. `headed`
 * gets whether the block is such a heading.
 */
const char *ty_table_turns(struct ty_galley *galley, doc_id id, struct ty_room room, bool *headed);

/* Whether a table in a column of the flow is too wide for it, and so spans all columns. */
bool ty_table_spans(struct ty_galley *galley, doc_id id, aj_len column);

void ty_layout_mark(struct ty_galley *galley, doc_id marker, struct ty_room room);

/* The content of a multi-column container in the document's flow. */
void ty_layout_columns(struct ty_galley *galley, doc_id id, struct ty_room room);

/* Around an element that spans all columns: ends their segment (returns the container's room), begins
 * another. */
struct ty_room ty_columns_leave(struct ty_galley *galley);
void ty_columns_enter(struct ty_galley *galley);

/* The edges of a block's boxes at a containing width. */
struct ty_edges {
    aj_len margin[4], padding[4], border[4]; /* top, right, bottom, left */
};

struct ty_edges ty_edges_of(const struct doc_style *style, aj_len width);

/* Fills in the decoration whose place was taken: it covers the slabs from `first` on; empty without any, or
 * paint. */
void ty_deco_close(struct ty_galley *galley, uint32_t deco, uint32_t first, const struct ty_paint *paint,
                   struct ty_room box, doc_id node);

/* The narrowest and widest that a block's content can be: see intrinsic.c. */
struct ty_extent {
    aj_len least;    /* hyphenated */
    aj_len smallest; /* the same with tables set as small as their style allows (-arshjul-table-fit) */
    aj_len whole;    /* without hyphenation */
    aj_len greatest; /* nothing broken */
    aj_len before_mark, from_mark;
    bool numeric;
    int64_t area;  /* of the text: width times line height, in 1/1000 pt² */
    int64_t lines; /* height when nothing is broken */
};

struct ty_extent ty_measure(struct ty_context *ctx, doc_id block);

/* The same for one of its children alone, with its margins. */
struct ty_extent ty_measure_child(struct ty_context *ctx, doc_id parent, const struct ty_child *child);

#endif
