/* From galleys to pages of fragments: breaking, placing, emitting. */
#ifndef TY_PAGE_H
#define TY_PAGE_H

#include "typeset/galley.h"

/* A stretch of slabs that stands on a page (or in one of its columns). */
struct ty_piece {
    uint32_t page; /* index */
    uint32_t first, end;
    aj_len x, y; /* of the galley's left edge and the piece's top, on the page */
    aj_len height;
    uint32_t segment; /* 1 + index of the column segment; 0: none */
    uint32_t column;
    bool floated;    /* a float, at the page's head or foot */
    bool keep_space; /* the first slab's space above counts: the page starts with a forced break */
    int32_t give;    /* of elastic spaces, in millionths of each: more, or less than 0 */
};

/* The lines of a note that go on at the foot of the next page. */
struct ty_note_rest {
    const struct ty_note *note; /* NULL: there are none */
    uint32_t first;             /* of its slabs */
    aj_len height, saved;       /* theirs; by so much the note is less high on its own page */
};

/* What is known of a page before anything is placed. */
struct ty_sheet {
    const struct doc_page *rules;
    uint32_t piece_first, piece_count;
    struct ty_note_rest carried, onward; /* from the page before, to the next one */
};

struct ty_plan {
    aj_len *tops;          /* by slab: its top on its page */
    uint32_t *deco_lists;  /* indices of decorations, piece by piece */
    uint32_t *deco_starts; /* piece_count + 1 of them */
    struct ty_sheet *sheets;
    uint32_t sheet_count, sheet_cap;
    struct ty_piece *pieces;
    uint32_t piece_count, piece_cap;
};

/* Where fragments go. */
struct ty_output {
    struct ty_context *ctx;
    struct ty_pages *pages;
    uint8_t artifact; /* enum ty_artifact of everything emitted, TY_CONTENT for the document's own */
};

enum { TY_COLUMNS_OF_FLOW = 8 };

/*
 * The end of a column of `height` that starts with slab `first`: the best break before `end` or the end
 * itself. At least one slab, even when it is too high.
 */
uint32_t ty_column_fill(const struct ty_galley *galley, uint32_t first, uint32_t end, aj_len height);

/* The room below [first, end) where a page or column ends with it. */
aj_len ty_tail_of(const struct ty_galley *galley, uint32_t first, uint32_t end);

/* The slab that stands below another one: past a float that is put off (galley->skip). */
uint32_t ty_next_slab(const struct ty_galley *galley, uint32_t slab);

/* The space between the two. */
aj_len ty_space_over(const struct ty_galley *galley, uint32_t slab);

/* The space above a slab within a piece that gives so much. */
aj_len ty_space_above(const struct ty_slab *slab, int32_t give);

/* The height of the slabs [first, end) as one column or page. */
int64_t ty_stretch_height(const struct ty_galley *galley, uint32_t first, uint32_t end);

/* The least height at which the columns hold [first, end), at most `most`; -1 if that is not enough. */
aj_len ty_columns_balance(const struct ty_galley *galley, const struct ty_segment *segment, uint32_t first,
                          uint32_t end, aj_len most, uint32_t ends[TY_COLUMNS_OF_FLOW]);

/* Breaks the document's galley into pages. */
struct ty_plan *ty_paginate(struct ty_context *ctx, const struct ty_galley *galley);

/* Ends planning: positions, and which decorations each piece shows. */
void ty_plan_finish(struct ty_context *ctx, const struct ty_galley *galley, struct ty_plan *plan);

/* The height of the header that is repeated when a page starts with the slab. */
aj_len ty_head_height(const struct ty_galley *galley, uint32_t slab);

/* Emits the page's fragments: backgrounds, then content, in the galley's order. */
void ty_emit_sheet(struct ty_output *out, const struct ty_galley *galley, const struct ty_plan *plan,
                   uint32_t index);

/* The last note that is called in the slab, or NULL. */
const struct ty_note *ty_last_note(const struct ty_slab *slab, const struct ty_galley *galley);

/* What of a note must go on, so that it is less high by `over`; none when that is not at most `most` high. */
struct ty_note_rest ty_note_cut(const struct ty_note *note, int64_t over, int64_t most);

/* The notes of the page above its lower margin, below a short rule. */
void ty_emit_notes(struct ty_output *out, const struct ty_galley *galley, const struct ty_plan *plan,
                   const struct ty_sheet *sheet);

struct ty_fragment *ty_emit(struct ty_output *out, struct ty_fragment fragment);

/* A line with its baseline at y. */
void ty_emit_line(struct ty_output *out, const struct ty_line *line, aj_len x, aj_len y);
void ty_emit_item(struct ty_output *out, const struct ty_item *item, aj_len x, aj_len y);

/* A whole galley, unbroken, backgrounds first. */
void ty_emit_galley(struct ty_output *out, const struct ty_galley *galley, aj_len x, aj_len y);

/* Some slabs of one, unbroken; and of the given decorations those that lie within some slabs. */
void ty_emit_slabs(struct ty_output *out, const struct ty_galley *galley, struct ty_span slabs, aj_len x,
                   aj_len y);
void ty_emit_decos(struct ty_output *out, const struct ty_galley *galley, struct ty_span slabs,
                   struct ty_span decos, aj_len x, aj_len y);

/* Background and borders of a box, as fragments of node; sides whose bit (1 top, 2 right, 4 bottom, 8 left)
 * is off are left out. */
void ty_emit_box(struct ty_output *out, const struct ty_paint *paint, struct ty_rect box, doc_id node,
                 unsigned sides);

/* The paint of a style, or NULL when it paints nothing. */
const struct ty_paint *ty_paint_of(struct ty_context *ctx, uint32_t style);

/* The margin boxes of a page. `strings` are the named strings in force: see margin.c. */
struct ty_strings;
struct ty_strings *ty_strings_new(struct ty_context *ctx, const uint32_t *node_page);
void ty_emit_margins(struct ty_output *out, struct ty_strings *strings, const struct doc_page *rules,
                     uint32_t page, uint32_t page_count);

/* For every node the page (1 + index) its first content stands on; sets the text of every page reference. */
uint32_t *ty_resolve_references(struct ty_context *ctx, const struct ty_galley *galley,
                                const struct ty_plan *plan);

/*
 * Numbers the pages: each has the number after the one before it, or what an element on it sets; its label is
 * that number as the page's own margin boxes write it. Fills ctx->page_numbers and ctx->page_labels.
 */
void ty_number_pages(struct ty_context *ctx, const struct ty_plan *plan, const uint32_t *node_page);

/* Printer's marks beyond the trim and its bleed (css-page-3, 7.2), and how far they reach beyond the bleed.
 */
aj_len ty_marks_reach(const struct doc_page *rules);
void ty_emit_marks(struct ty_output *out, const struct doc_page *rules);

#endif
