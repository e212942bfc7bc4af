/* Pages as they were chosen, as pieces of the galley with their places. */
#include "typeset/pagebreak.h"

enum { SLACK = 1000 /* of rounding, in what a page holds */ };

enum range_kind { IN_FLOW, AT_HEAD, AT_FOOT };

/* Slabs of a page that stand one below the other. */
struct range {
    uint32_t first, end;
    uint8_t kind;  /* enum range_kind */
    aj_len space;  /* above it, where something stands above it */
    aj_len height; /* of a float */
    aj_len after;  /* below one at the head */
};

struct ranges {
    struct range *items;
    uint32_t count, cap;
};

static int64_t first_height(const struct ty_galley *galley, uint32_t slab)
{
    return ty_stretch_height(galley, slab, slab + 1);
}

static uint32_t least_of(uint32_t a, uint32_t b)
{
    return a < b ? a : b;
}

void ty_add_sheet(struct ty_paginator *p, struct ty_sheet sheet)
{
    AJ_PUSH(p->ctx->arena, p->plan->sheets, p->plan->sheet_count, p->plan->sheet_cap, sheet);
}

static void add_piece(struct ty_paginator *p, struct ty_piece piece)
{
    AJ_PUSH(p->ctx->arena, p->plan->pieces, p->plan->piece_count, p->plan->piece_cap, piece);
    p->plan->sheets[piece.page].piece_count++;
}

/* A column's piece; two of them where a float that is put off stood. */
static void add_column(struct ty_paginator *p, struct ty_piece piece)
{
    const struct ty_galley *g = p->galley;
    struct ty_piece below = piece;
    below.first = below.end;
    if (g->skip && g->skip->first && piece.first < g->skip->first && piece.end >= g->skip->end) {
        below.first = g->skip->end;
        piece.end = g->skip->first;
        below.y += (aj_len)ty_stretch_height(g, piece.first, piece.end) + g->skip->joined;
        below.segment = below.first < below.end ? g->slabs[below.first].segment : 0;
    }
    if (piece.end > piece.first)
        add_piece(p, piece);
    if (below.end > below.first)
        add_piece(p, below);
}

/* Ends of columns that are all filled. False when the last one is too high then. */
static bool fill_all(struct ty_paginator *p, const struct ty_segment *segment, struct ty_span slabs,
                     uint32_t limit, aj_len height, uint32_t ends[TY_COLUMNS_OF_FLOW])
{
    const struct ty_galley *g = p->galley;
    uint32_t at = slabs.first, from = at;
    for (uint32_t c = 0; c < segment->columns; c++) {
        from = at;
        if (c + 1 == segment->columns || at == slabs.end || first_height(g, at) > height)
            at = slabs.end;
        else
            at = least_of(ty_column_fill(g, at, limit, height), slabs.end);
        ends[c] = at;
    }
    return ty_stretch_height(g, from, slabs.end) + ty_tail_of(g, from, slabs.end) <= height;
}

/*
 * The pieces of the part of a segment that stands on this page, up to slab `last`; `limit` is where the
 * segment ends, or the stretch. Returns how high they are.
 */
static aj_len add_columns(struct ty_paginator *p, struct ty_piece piece, const struct ty_segment *segment,
                          uint32_t last, uint32_t limit, int64_t room, int64_t notes)
{
    const struct ty_galley *g = p->galley;
    uint32_t ends[TY_COLUMNS_OF_FLOW];
    struct ty_span slabs = {piece.first, last};
    aj_len balanced = (aj_len)(room - ty_with_gap(notes + ty_notes_of(g, piece.first, last)));
    if (last != limit || ty_columns_balance(g, segment, piece.first, last, balanced, ends) < 0) {
        aj_len height = ty_column_room(g, segment, piece.first, limit, room, notes);
        if (!fill_all(p, segment, slabs, limit, height, ends) && last != limit &&
            ty_columns_balance(g, segment, piece.first, last, balanced, ends) < 0)
            fill_all(p, segment, slabs, limit, height, ends);
    }
    int64_t highest = 0;
    aj_len left = piece.x;
    for (uint32_t c = 0; c < segment->columns && piece.first < last; c++) {
        piece.end = ends[c];
        piece.column = c;
        piece.x = left + (aj_len)c * (segment->column_width + segment->gap);
        piece.segment = g->slabs[piece.first].segment;
        int64_t height = ty_stretch_height(g, piece.first, piece.end);
        highest = height > highest ? height : highest;
        add_column(p, piece);
        piece.first = piece.end;
    }
    return (aj_len)highest;
}

static void add_range(struct ty_paginator *p, struct ranges *ranges, struct range range)
{
    if (range.end > range.first)
        AJ_PUSH(p->ctx->arena, ranges->items, ranges->count, ranges->cap, range);
}

static void add_float(struct ty_paginator *p, struct ranges *ranges, const struct ty_float *it, uint8_t kind)
{
    add_range(
        p, ranges,
        (struct range){it->first, it->end, kind, p->galley->slabs[it->first].space, it->height, it->after});
}

/* What stands on a page: floats that waited for it, the flow around those that are put off, those at its
 * foot.
 */
static struct ranges find_ranges(struct ty_paginator *p, const struct ty_page_span *span, int64_t room)
{
    const struct ty_galley *g = p->galley;
    struct ranges ranges = {0};
    uint32_t before = ty_floats_before(p, span->first);
    uint32_t defer = ty_floats_before(p, span->end) - span->left;
    if (span->waiting) {
        int64_t height;
        uint32_t first = before - span->waiting;
        uint32_t fit = ty_floats_that_fit(g, first, span->waiting, room, &height);
        for (uint32_t i = first; i < first + fit; i++)
            add_float(p, &ranges, &g->floats[i], AT_HEAD);
    }
    struct range flow = {.first = span->first};
    flow.space = span->first < g->slab_count ? g->slabs[span->first].space : 0;
    for (uint32_t i = before; p->floats_before && i < ty_floats_before(p, span->end); i++) {
        const struct ty_float *it = &g->floats[i];
        bool sinks = ty_float_sinks(it, it->first, span->first);
        if (i < defer && !sinks)
            continue;
        flow.end = it->first;
        add_range(p, &ranges, flow);
        flow = (struct range){.first = it->end, .space = it->joined};
    }
    flow.end = span->end;
    add_range(p, &ranges, flow);
    for (uint32_t i = before; p->floats_before && i < least_of(defer, ty_floats_before(p, span->end)); i++)
        if (ty_float_sinks(&g->floats[i], g->floats[i].first, span->first))
            add_float(p, &ranges, &g->floats[i], AT_FOOT);
    return ranges;
}

/*
 * What the page's elastic spaces give, in millionths: less than nothing when it is too full, more when it is
 * not a chapter's last and the bottom margin is so near that it can be reached.
 */
static int32_t find_give(struct ty_paginator *p, const struct ty_page_span *span, const struct ranges *ranges,
                         int64_t room)
{
    const struct ty_galley *g = p->galley;
    const struct ty_note_rest *carried = &ty_end_at(p, span->first, span->waiting)->carried;
    int64_t elastic = 0, used = 0, notes = carried->height;
    bool flow = false;
    aj_len tail = 0; /* of what stands last */
    for (uint32_t k = 0; k < ranges->count; k++) {
        const struct range *r = &ranges->items[k];
        notes += ty_notes_of(g, r->first, r->end);
        if (r->kind != IN_FLOW) {
            used += r->kind == AT_HEAD ? r->height + r->after : r->height + r->space;
            continue;
        }
        used += ty_stretch_height(g, r->first, r->end) + (flow || span->forced ? r->space : 0);
        flow = true;
        tail = ty_tail_of(g, r->first, r->end);
        for (uint32_t i = r->first; i < r->end; i++) {
            if (g->slabs[i].segment)
                return 0;
            if (i > r->first && g->slabs[i].elastic)
                elastic += g->slabs[i].space;
        }
    }
    int64_t spare =
        room - used - tail - ty_with_gap(notes) + ty_end_at(p, span->end, span->left)->carried.saved;
    bool tight = spare < 0 && -spare <= elastic * TY_LESS / 1000;
    bool last = ty_text_ends(p, span->end, span->left, span->stretch_end);
    bool loose = spare > 0 && !last && spare <= elastic * TY_MORE / 1000;
    return tight || loose ? (int32_t)(spare * 1000000 / elastic) : 0;
}

/* A page being put together. */
struct making {
    struct ty_paginator *p;
    const struct ty_page_span *span;
    uint32_t page;
    int32_t give;
    aj_len x, top, low;
    int64_t notes;
    bool begun;     /* something of the flow stands on it */
    uint32_t defer; /* the first float that is put off by it */
    const struct ranges *ranges;
};

/* What floats from before a slab take at the page's foot; their notes are added. */
static int64_t foot_height(const struct making *m, uint32_t slab, int64_t *notes)
{
    int64_t height = 0;
    for (uint32_t k = 0; k < m->ranges->count; k++) {
        const struct range *r = &m->ranges->items[k];
        if (r->kind != AT_FOOT || r->first > slab)
            continue;
        height += r->height + r->space;
        *notes += ty_notes_of(m->p->galley, r->first, r->end);
    }
    return height;
}

static aj_len given_height(const struct ty_galley *g, uint32_t first, uint32_t end, int32_t give)
{
    int64_t height = ty_stretch_height(g, first, end);
    for (uint32_t i = first + 1; i < end && give; i++)
        height += ty_space_above(&g->slabs[i], give) - g->slabs[i].space;
    return (aj_len)height;
}

/* `next`: the range after it, whose columns may go on with this one's; NULL: there is none. */
static void add_flow(struct making *m, const struct range *r, struct range *next)
{
    const struct ty_galley *g = m->p->galley;
    for (uint32_t i = r->first; i < r->end;) {
        const struct ty_segment *segment = ty_segment_at(g, i);
        if (m->begun || m->span->forced)
            m->top += i > r->first ? g->slabs[i].space : r->space;
        m->begun = true;
        struct ty_piece piece = {.page = m->page, .first = i, .x = m->x, .y = m->top, .give = m->give};
        if (segment) {
            uint8_t barrier = ty_barrier(g, m->defer, ty_floats_before(m->p, i), false);
            uint32_t limit = ty_columns_end(m->p, i, m->span->stretch_end, m->defer, barrier);
            uint32_t last = least_of(limit, next && limit > r->end ? next->end : r->end);
            int64_t notes = m->notes, foot = foot_height(m, i, &notes);
            m->top += add_columns(m->p, piece, segment, last, limit, m->low - m->top - foot, notes);
            m->notes += ty_notes_of(g, i, last);
            ty_columns_done(m->p);
            if (next && last > next->first) {
                next->first = last;
                next->space = last < g->slab_count ? g->slabs[last].space : 0;
            }
            i = last;
            continue;
        }
        piece.end = i + 1;
        while (piece.end < r->end && !g->slabs[piece.end].segment)
            piece.end++;
        add_piece(m->p, piece);
        /* A piece below another starts no page: no header is repeated, no cut moves it down. */
        m->top += given_height(g, i, piece.end, m->give);
        m->notes += ty_notes_of(g, i, piece.end);
        i = piece.end;
    }
}

static void add_floated(struct making *m, const struct range *r, aj_len y)
{
    add_piece(m->p,
              (struct ty_piece){
                  .page = m->page, .first = r->first, .end = r->end, .x = m->x, .y = y, .floated = true});
}

/* A finding when the notes of a page have no room; it names the longest. */
static void check_notes(struct ty_paginator *p, const struct ranges *ranges, int64_t over)
{
    const struct ty_galley *g = p->galley;
    const struct ty_note *longest = NULL;
    for (uint32_t k = 0; k < ranges->count; k++)
        for (uint32_t i = ranges->items[k].first; i < ranges->items[k].end; i++)
            for (uint32_t n = 0; n < g->slabs[i].note_count; n++) {
                const struct ty_note *note = g->notes[g->slabs[i].note_first + n];
                if (!longest || note->height > longest->height)
                    longest = note;
            }
    if (longest)
        aj_diag_add(p->ctx->job->diags, AJ_E0629, ty_node(p->ctx, longest->node)->at,
                    ty_mm(p->ctx, over < INT32_MAX ? (aj_len)over : INT32_MAX), NULL);
}

void ty_add_page(struct ty_paginator *p, const struct ty_page_span *span)
{
    const struct ty_galley *g = p->galley;
    uint32_t page = p->plan->sheet_count;
    const struct doc_page *rules = ty_rules_for(p, span->stretch_first, span->forced, page);
    struct ranges ranges = find_ranges(p, span, ty_text_height(rules));
    struct ty_note_rest carried = ty_end_at(p, span->first, span->waiting)->carried;
    struct ty_note_rest onward = ty_end_at(p, span->end, span->left)->carried;
    int32_t give = find_give(p, span, &ranges, ty_text_height(rules));
    ty_add_sheet(
        p, (struct ty_sheet){
               .rules = rules, .piece_first = p->plan->piece_count, .carried = carried, .onward = onward});
    aj_len top = rules->margin[0], low = top + ty_text_height(rules);
    struct making m = {p,      span, page,           give,  rules->margin[3],
                       top,    low,  carried.height, false, ty_floats_before(p, span->end) - span->left,
                       &ranges};
    int64_t all = carried.height - onward.saved;
    for (uint32_t k = 0; k < ranges.count; k++)
        all += ty_notes_of(g, ranges.items[k].first, ranges.items[k].end);
    for (uint32_t k = 0; k < ranges.count; k++) {
        const struct range *r = &ranges.items[k];
        if (r->kind == IN_FLOW)
            add_flow(&m, r, k + 1 < ranges.count && r[1].kind == IN_FLOW ? &ranges.items[k + 1] : NULL);
        if (r->kind != AT_HEAD)
            continue;
        add_floated(&m, r, m.top);
        m.top += r->height + r->after;
        m.notes += ty_notes_of(g, r->first, r->end);
    }
    /* At the foot the last of them stands lowest, above the notes. */
    aj_len foot = low - (aj_len)ty_with_gap(all);
    for (uint32_t k = 0; k < ranges.count; k++)
        foot -= ranges.items[k].kind == AT_FOOT ? ranges.items[k].height + ranges.items[k].space : 0;
    if (all && m.top > foot + SLACK)
        check_notes(p, &ranges, (int64_t)m.top - foot);
    for (uint32_t k = 0; k < ranges.count; k++) {
        const struct range *r = &ranges.items[k];
        if (r->kind != AT_FOOT)
            continue;
        add_floated(&m, r, foot + r->space);
        foot += r->space + r->height;
    }
}
