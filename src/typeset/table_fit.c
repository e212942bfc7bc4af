/*
 * Tables too wide for their place, by the rule of the theme (-arshjul-table-fit): set smaller down to a
 * floor, else turned to a page of their own, else reported; and even then nothing lies over its neighbour.
 */
#include "typeset/page.h"
#include "typeset/table.h"

#include <string.h>

enum {
    WHOLE = 1000,
    STEP = 25,     /* sizes that tables share, in thousandths: few, so that they look alike */
    FINE_STEP = 5, /* below the floor, or to make up for what rounding took */
    SMALLEST = 20,
    TRIES = 8,
    HEADINGS_MOST = 6 /* in a row that go with the table below them */
};

/* --- smaller styles --- */

static aj_len smaller(aj_len length, uint32_t scale)
{
    return ty_share(length, scale, WHOLE);
}

static void shrink_size(struct doc_size *size, uint32_t scale)
{
    if (size->unit == DOC_LENGTH)
        size->value = smaller(size->value, scale);
}

/* The index of a style at a scale; borders keep their width, so that hairlines are seen. */
static uint32_t scaled_style(struct ty_context *ctx, uint32_t index, uint32_t scale)
{
    struct doc_style s;
    memcpy(&s, ty_doc_style(ctx, index), sizeof s); /* padding too: styles are compared as bytes */
    s.font_size = smaller(s.font_size, scale);
    s.line_height = smaller(s.line_height, scale);
    s.letter_spacing = smaller(s.letter_spacing, scale);
    s.word_spacing = smaller(s.word_spacing, scale);
    s.vertical_shift = smaller(s.vertical_shift, scale);
    s.border_radius = smaller(s.border_radius, scale);
    s.column_gap = smaller(s.column_gap, scale);
    s.row_gap = smaller(s.row_gap, scale);
    shrink_size(&s.text_indent, scale);
    shrink_size(&s.width, scale);
    shrink_size(&s.height, scale);
    shrink_size(&s.min_width, scale);
    shrink_size(&s.max_width, scale);
    for (int i = 0; i < 2; i++)
        s.border_spacing[i] = smaller(s.border_spacing[i], scale);
    for (int side = 0; side < 4; side++) {
        shrink_size(&s.margin[side], scale);
        shrink_size(&s.padding[side], scale);
    }
    return ty_add_style(ctx, &s);
}

/* What stands in the table, but is no part of its rows: its captions, notes at the foot, drawings. */
static bool stands_apart(const struct ty_context *ctx, doc_id id)
{
    const struct doc_node *n = ty_node(ctx, id);
    const struct doc_style *s = ty_doc_style(ctx, n->style);
    return n->kind == DOC_ELEMENT &&
           (s->display == DOC_TABLE_CAPTION || s->float_ == DOC_FLOAT_FOOTNOTE || n->tag == DOC_TAG_SVG);
}

static doc_id after_subtree(const struct ty_context *ctx, doc_id root, doc_id id)
{
    while (id != root && !ty_node(ctx, id)->next)
        id = ty_node(ctx, id)->parent;
    return id == root ? 0 : ty_node(ctx, id)->next;
}

static void forget(struct ty_context *ctx, doc_id id)
{
    ctx->paras[id] = NULL;
    ctx->objects[id] = NULL;
    ctx->tables[id] = NULL;
}

/* Sets a table's rows smaller: their nodes get other styles, and what was made of them is made anew. */
static struct ty_table *scale_table(struct ty_context *ctx, doc_id node, uint32_t scale)
{
    struct doc_node *nodes = ctx->doc->nodes;
    uint32_t known = ctx->doc->style_count;
    uint32_t *scaled = AJ_NEW_N(ctx->arena, uint32_t, known); /* 0: not asked for */
    aj_len spacing[2] = {ctx->tables[node]->spacing[0], ctx->tables[node]->spacing[1]};
    for (doc_id id = nodes[node].first; id;) {
        if (stands_apart(ctx, id)) {
            id = after_subtree(ctx, node, id);
            continue;
        }
        uint32_t style = nodes[id].style;
        if (!scaled[style])
            scaled[style] = scaled_style(ctx, style, scale);
        nodes[id].style = scaled[style];
        forget(ctx, id);
        id = doc_next(ctx->doc, node, id);
    }
    forget(ctx, node);
    struct ty_table *t = ty_table_of(ctx, node);
    for (int i = 0; i < 2; i++)
        t->spacing[i] = smaller(spacing[i], scale);
    return t;
}

/* --- how wide --- */

/* `whole`: without breaking words. */
static int64_t needs(const struct ty_table *t, aj_len room, bool whole)
{
    struct ty_edges e = ty_edges_of(t->style, room);
    int64_t width = (int64_t)t->spacing[0] * (t->column_count + 1) + e.margin[1] + e.margin[3];
    for (int side = 1; side < 4; side += 2)
        width += t->collapse ? 0 : e.border[side] + e.padding[side];
    for (uint32_t c = 0; c < t->column_count; c++)
        width += whole ? t->columns[c].whole : t->columns[c].least;
    return width;
}

static uint32_t floor_of(const struct ty_table *t)
{
    return t->style->table_scale ? t->style->table_scale : WHOLE;
}

aj_len ty_table_smallest(const struct ty_table *t, aj_len least)
{
    return t->style->table_fixed ? least : ty_share(least, floor_of(t), WHOLE);
}

static uint32_t scale_for(int64_t needed, int64_t room, uint32_t step)
{
    int64_t scale = room * WHOLE / needed;
    return (uint32_t)(scale - scale % step);
}

static const char *caption_of(const struct ty_table *t)
{
    struct ty_context *ctx = t->ctx;
    for (doc_id c = ty_node(ctx, t->node)->first; c; c = ty_node(ctx, c)->next)
        if (ty_node(ctx, c)->tag == DOC_TAG_CAPTION)
            return doc_text(ctx->doc, c);
    return "";
}

static void report(const struct ty_table *t, int64_t needed, aj_len room)
{
    struct ty_context *ctx = t->ctx;
    const char *name = caption_of(t);
    const int64_t most = INT32_MAX;
    if (!ctx->quiet)
        aj_diag_add(ctx->job->diags, AJ_E0611, ty_node(ctx, t->node)->at, ty_excerpt(ctx, name, strlen(name)),
                    ty_mm(ctx, (aj_len)(needed < most ? needed : most)), ty_mm(ctx, room), NULL);
}

struct ty_table *ty_table_fit(struct ty_context *ctx, doc_id node, aj_len room, bool *too_wide)
{
    struct ty_table *t = ty_table_of(ctx, node);
    int64_t needed = needs(t, room, false);
    uint32_t floor = floor_of(t), step = STEP;
    *too_wide = false;
    if (t->style->table_fixed || needed <= room || room <= 0)
        return t;
    /* When it must be smaller, then so that its words can stay whole. */
    uint32_t scale = scale_for(needs(t, room, true), room, step);
    if (scale < floor && needed * floor <= (int64_t)room * WHOLE)
        scale = floor;
    if (scale < floor) {
        report(t, needed, room);
        *too_wide = true;
        scale = scale_for(needed, room, FINE_STEP);
    }
    /* Lengths that are rounded, and borders, do not shrink as much: a little more then. */
    for (int tries = 0; needed > room && tries < TRIES; tries++) {
        t = scale_table(ctx, node, scale > SMALLEST ? scale : SMALLEST);
        needed = needs(t, room, false);
        scale = WHOLE - FINE_STEP;
    }
    return t;
}

/* --- turned --- */

/* Paint around the table would have to be as wide as both pages. */
static bool stands_on_paint(struct ty_context *ctx, doc_id id)
{
    for (id = ty_node(ctx, id)->parent; id; id = ty_node(ctx, id)->parent)
        if (ty_paint_of(ctx, ty_node(ctx, id)->style))
            return true;
    return false;
}

static aj_len page_room(const struct ty_context *ctx, const char *name)
{
    const struct doc_page *page = doc_page_for(ctx->doc, name ? name : "", false, false);
    return page->width - page->margin[1] - page->margin[3];
}

/* The page that a table must have to itself, or NULL. */
static const char *page_of_table(struct ty_galley *galley, doc_id id, struct ty_room room)
{
    struct ty_context *ctx = galley->ctx;
    const struct doc_style *s = ty_doc_style(ctx, ty_node(ctx, id)->style);
    if (s->display != DOC_TABLE || !s->table_page || s->table_fixed || s->page ||
        page_room(ctx, s->table_page) <= page_room(ctx, galley->page))
        return NULL;
    aj_len available = ctx->available;
    ctx->available = room.width;
    const struct ty_table *t = ty_table_of(ctx, id);
    ctx->available = available;
    bool fits = needs(t, room.width, false) * floor_of(t) <= (int64_t)room.width * WHOLE;
    return fits || stands_on_paint(ctx, id) ? NULL : s->table_page;
}

static doc_id element_before(const struct ty_context *ctx, doc_id id)
{
    do
        id = ty_node(ctx, id)->previous;
    while (id && ty_node(ctx, id)->kind != DOC_ELEMENT);
    return id;
}

/* Whether the block must stand right below the one before it. */
static bool belongs_to(const struct ty_context *ctx, doc_id id, doc_id before)
{
    return ty_doc_style(ctx, ty_node(ctx, id)->style)->break_before == DOC_BREAK_AVOID ||
           ty_doc_style(ctx, ty_node(ctx, before)->style)->break_after == DOC_BREAK_AVOID;
}

static bool is_heading(const struct doc_node *n)
{
    return n->tag >= DOC_TAG_H1 && n->tag <= DOC_TAG_H6;
}

/* The first thing in a block that is no box around others. */
static doc_id first_within(struct ty_context *ctx, doc_id id)
{
    struct ty_child child;
    while (ty_doc_style(ctx, ty_node(ctx, id)->style)->display != DOC_TABLE &&
           ty_next_child(ctx, ty_node(ctx, id)->first, &child) && child.block)
        id = child.first;
    return id;
}

/* Whether something stands below a heading and a table but the notes of the table, in the same section. */
static bool leads_on(struct ty_context *ctx, doc_id heading, doc_id table)
{
    doc_id last = table;
    struct ty_child next;
    for (doc_id at = table; at; at = last = ty_node(ctx, at)->parent) {
        const struct doc_style *s = ty_doc_style(ctx, ty_node(ctx, at)->style);
        if (at != table && (ty_node(ctx, at)->tag == DOC_TAG_SECTION || s->page))
            return false;
        while (ty_next_child(ctx, ty_node(ctx, last)->next, &next)) {
            if (!next.block)
                return true;
            if (belongs_to(ctx, next.first, last)) {
                last = next.first;
                continue;
            }
            doc_id found = first_within(ctx, next.first);
            const struct doc_node *n = ty_node(ctx, found);
            bool forced = ty_doc_style(ctx, n->style)->break_before >= DOC_BREAK_PAGE ||
                          ty_doc_style(ctx, ty_node(ctx, next.first)->style)->break_before >= DOC_BREAK_PAGE;
            return !forced && !(is_heading(n) && n->tag <= ty_node(ctx, heading)->tag);
        }
    }
    return false;
}

const char *ty_table_turns(struct ty_galley *galley, doc_id id, struct ty_room room, bool *headed)
{
    struct ty_context *ctx = galley->ctx;
    const struct doc_style *s = ty_doc_style(ctx, ty_node(ctx, id)->style);
    *headed = false;
    if (!galley->root || s->page)
        return NULL;
    /* What belongs to the table above stays with it. */
    if (galley->turned && element_before(ctx, id) == galley->turned && belongs_to(ctx, id, galley->turned))
        return galley->turned_page;
    /* A heading goes with the table that it leads to, if to nothing else. */
    doc_id heading = 0;
    struct ty_child next = {.first = id, .end = ty_node(ctx, id)->next, .block = true};
    for (int levels = 0; levels < HEADINGS_MOST && next.block; levels++) {
        const struct doc_style *each = ty_doc_style(ctx, ty_node(ctx, next.first)->style);
        if (each->display == DOC_TABLE) {
            const char *page = page_of_table(galley, next.first, room);
            *headed = heading != 0;
            return page && heading && leads_on(ctx, heading, next.first) ? NULL : page;
        }
        if (is_heading(ty_node(ctx, next.first)))
            heading = next.first;
        if (each->break_after != DOC_BREAK_AVOID || !ty_next_child(ctx, next.end, &next))
            return NULL;
    }
    return NULL;
}

static bool too_wide_for(struct ty_context *ctx, doc_id id, aj_len column)
{
    const struct doc_style *s = ty_doc_style(ctx, ty_node(ctx, id)->style);
    if (s->display != DOC_TABLE || s->table_fixed || (!s->table_scale && !s->table_page))
        return false;
    return needs(ty_table_of(ctx, id), column, false) > column;
}

bool ty_table_spans(struct ty_galley *galley, doc_id id, aj_len column)
{
    struct ty_context *ctx = galley->ctx;
    doc_id before = element_before(ctx, id);
    return too_wide_for(ctx, id, column) ||
           (before && belongs_to(ctx, id, before) && too_wide_for(ctx, before, column));
}
