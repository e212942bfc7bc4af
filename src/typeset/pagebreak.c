/*
 * Page breaking: between forced breaks every legal break is tried, and the cheapest chain of pages wins. Only
 * breaks that fill at most one page are looked at from each start, so that time grows with the number of
 * pages. A page's cost is the square of what it leaves empty plus the cost of its break. The spaces between
 * blocks give a little: less when that saves what would stand nearly alone on a page of its own, more so that
 * the pages of a chapter end at the same height.
 */
#include "typeset/page.h"

#include <string.h>

enum {
    TY_COST_OVERFULL = 1000000000,
    TY_COST_TIGHT = 40000, /* of a page whose spaces give all that they may */
    TY_COST_NOTE = 60000,  /* of a note that goes on on the next page */
    TY_COST_REMNANT = 600, /* of each thousandth that a last page has less than a seventh */
    REMNANT = 850,         /* a last page that is emptier than this holds a remnant */
    LESS = 300,
    MORE = 400, /* thousandths that a space gives at most */
};

/* The best way to a break before a slab. */
struct stop {
    int64_t cost; /* INT64_MAX: none found */
    uint32_t from;
    uint32_t pages;              /* from the stretch's start */
    struct ty_note_rest carried; /* of a note, by the page that ends here */
};

struct paginator {
    struct ty_context *ctx;
    const struct ty_galley *galley;
    struct ty_plan *plan;
    struct stop *stops;
};

/* Page 1 is a right-hand page. */
static bool is_left(uint32_t page)
{
    return page % 2 == 1;
}

/* What the page is like that starts with a slab; `forced`: after a forced break. */
static const struct doc_page *rules_for(const struct paginator *p, uint32_t slab, bool forced, uint32_t page)
{
    const struct ty_slab *s = &p->galley->slabs[slab];
    enum doc_page_kind kind = page == 0            ? DOC_PAGE_FIRST
                              : forced && s->group ? DOC_PAGE_GROUP_FIRST
                                                   : DOC_PAGE_PLAIN;
    return doc_page_of(p->ctx->doc, s->page ? s->page : "", kind, is_left(page));
}

static aj_len content_height(const struct doc_page *rules)
{
    return rules->height - rules->margin[0] - rules->margin[2];
}

/* The room that a slab's start of a page takes: a repeated header, and what the cut moves down. */
aj_len ty_head_height(const struct ty_galley *galley, uint32_t slab)
{
    uint32_t table = galley->slabs[slab].table;
    return table ? galley->heads[table - 1].height : 0;
}

static int64_t first_height(const struct ty_galley *galley, uint32_t slab)
{
    return ty_stretch_height(galley, slab, slab + 1);
}

static int64_t page_cost(int64_t used, int64_t room, int64_t elastic)
{
    if (used > room) {
        int64_t most = elastic * LESS / 1000, over = used - room;
        return over <= most ? TY_COST_TIGHT * over / most * over / most : TY_COST_OVERFULL;
    }
    int64_t empty = room > 0 ? (room - used) * 1000 / room : 0;
    return empty * empty;
}

/* A stretch's last page may be as empty as it comes, though a nearly empty one is no beauty. */
static int64_t last_cost(int64_t used, int64_t room)
{
    int64_t empty = room > 0 ? (room - used) * 1000 / room : 0;
    return empty * empty / 100 + (empty > REMNANT ? (empty - REMNANT) * TY_COST_REMNANT : 0);
}

static const struct ty_segment *segment_at(const struct ty_galley *galley, uint32_t slab)
{
    uint32_t segment = galley->slabs[slab].segment;
    return segment ? &galley->segments[segment - 1] : NULL;
}

static uint32_t least_of(uint32_t a, uint32_t b)
{
    return a < b ? a : b;
}

/* A page being filled, from a slab on. */
struct filling {
    struct paginator *p;
    uint32_t begin, from, end; /* of the stretch; the page's first slab */
    int64_t room, used;
    int64_t notes;   /* height of the notes called so far */
    int64_t elastic; /* spaces that can give; 0 with columns on the page */
    bool columns;
    const struct ty_note *last_note;
};

static int64_t with_gap(int64_t notes)
{
    return notes ? notes + TY_NOTES_GAP : 0;
}

static int64_t notes_of(const struct ty_galley *galley, uint32_t first, uint32_t end)
{
    int64_t height = 0;
    for (uint32_t i = first; galley->note_count && i < end; i++)
        height += galley->slabs[i].notes_height;
    return height;
}

/*
 * How high the columns can be that begin with slab `at` in the rest of a page, when they do not hold the rest
 * of the segment: the notes that they would call without any notes are given room.
 */
static aj_len column_room(const struct ty_galley *g, const struct ty_segment *segment, uint32_t at,
                          uint32_t end, int64_t room, int64_t notes)
{
    int64_t height = room - with_gap(notes), called = 0;
    for (int tries = 0; g->note_count && height > 0 && tries < 6; tries++) {
        uint32_t from = at;
        for (uint32_t c = 0; c < segment->columns && from < end && first_height(g, from) <= height; c++)
            from = ty_column_fill(g, from, end, (aj_len)height);
        int64_t more = notes_of(g, at, from);
        if (more <= called)
            break;
        called = more;
        height = room - with_gap(notes + called);
    }
    return (aj_len)height;
}

/* A page that ends before slab `to` and is filled up to `used`, columns parted at further cost. */
static void record(struct filling *f, uint32_t to, int64_t used, int64_t further)
{
    const struct stop *start = &f->p->stops[f->from];
    struct stop *stop = &f->p->stops[to];
    int64_t cost = page_cost(used, f->room, f->elastic) + further;
    struct ty_note_rest rest = {NULL, 0, 0, 0};
    if (used - f->elastic * LESS / 1000 > f->room && f->last_note && !f->columns && to < f->end) {
        rest = ty_note_cut(f->last_note, used - f->room, f->room / 2);
        if (rest.note)
            cost = page_cost(used - rest.saved, f->room, 0) + TY_COST_NOTE;
    }
    if (to == f->end && used <= f->room)
        cost = (f->from == f->begin ? 0 : last_cost(used, f->room)) + further / 100;
    else if (to < f->end)
        cost += f->p->galley->slabs[to].cost;
    if (start->cost + cost < stop->cost)
        *stop = (struct stop){start->cost + cost, f->from, start->pages + 1, rest};
}

/* The columns of a segment that does not end on this page: all filled, the last one ended where it is best.
 */
static void fill_columns(struct filling *f, const struct ty_segment *segment, uint32_t at, uint32_t end,
                         int64_t top)
{
    const struct ty_galley *g = f->p->galley;
    aj_len height = column_room(g, segment, at, end, f->room - top, f->notes);
    int64_t cost = 0;
    uint32_t start = at;
    for (uint32_t c = 0; c + 1 < segment->columns && at < end; c++) {
        if (first_height(g, at) > height)
            break;
        at = ty_column_fill(g, at, end, height);
        if (at < end && g->slabs[at].force != DOC_BREAK_COLUMN)
            cost += g->slabs[at].cost;
    }
    if (at > start && at < end && first_height(g, at) > height)
        record(f, at, f->room, cost - g->slabs[at].cost);
    int64_t used = 0, called = f->notes + notes_of(g, start, at);
    for (uint32_t i = at; i < end; i++) {
        called += g->slabs[i].notes_height;
        used += i == at ? first_height(g, i) : g->slabs[i].space + g->slabs[i].height;
        bool over = used > height || top + height + with_gap(called) > f->room;
        if (over && !(i == at && at == f->from))
            break;
        if (i + 1 < end || over)
            record(f, i + 1, top + used + f->room - top - height, cost);
        if (over || (i + 1 < end && g->slabs[i + 1].force == DOC_BREAK_COLUMN))
            break;
    }
}

/* Tries every page that starts with slab `from`. */
static void try_from(struct paginator *p, uint32_t begin, uint32_t from, uint32_t end, uint32_t first_page)
{
    const struct ty_galley *g = p->galley;
    struct filling f = {.p = p, .begin = begin, .from = from, .end = end};
    f.room = content_height(rules_for(p, from, from == begin, first_page + p->stops[from].pages));
    f.notes = p->stops[from].carried.height;
    for (uint32_t i = from; i < end;) {
        const struct ty_segment *segment = segment_at(g, i);
        int64_t space = i > from || from == begin ? g->slabs[i].space : 0;
        if (segment) {
            uint32_t last = least_of(segment->end, end), ends[TY_COLUMNS_OF_FLOW];
            int64_t notes = f.notes + notes_of(g, i, last);
            aj_len height = ty_columns_balance(g, segment, i, last,
                                               (aj_len)(f.room - f.used - space - with_gap(notes)), ends);
            if (height < 0) {
                f.elastic = 0;
                fill_columns(&f, segment, i, last, f.used + space);
                break;
            }
            f.used += space + height;
            f.elastic = 0;
            f.columns = true;
            f.notes = notes;
            i = last;
        } else {
            f.used += space + (i == from ? first_height(g, i) : g->slabs[i].height);
            if (i > from && g->slabs[i].elastic && !f.columns)
                f.elastic += space;
            f.notes += g->slabs[i].notes_height;
            if (g->slabs[i].note_count)
                f.last_note = ty_last_note(&g->slabs[i], g);
            i++;
        }
        int64_t used = f.used + with_gap(f.notes);
        int64_t least = f.used + with_gap(f.last_note ? f.notes - f.last_note->height : f.notes);
        if (used - f.elastic * LESS / 1000 > f.room && least > f.room && i > from + 1)
            break;
        record(&f, i, used, 0);
    }
}

static void add_sheet(struct paginator *p, struct ty_sheet sheet)
{
    AJ_PUSH(p->ctx->arena, p->plan->sheets, p->plan->sheet_count, p->plan->sheet_cap, sheet);
}

static void add_piece(struct paginator *p, struct ty_piece piece)
{
    AJ_PUSH(p->ctx->arena, p->plan->pieces, p->plan->piece_count, p->plan->piece_cap, piece);
    p->plan->sheets[piece.page].piece_count++;
}

/*
 * The pieces of the part of a segment that stands on this page, up to slab `last`; `limit` is where the
 * segment ends, or the stretch. Returns how high they are.
 */
static aj_len add_columns(struct paginator *p, struct ty_piece piece, const struct ty_segment *segment,
                          uint32_t last, uint32_t limit, int64_t room, int64_t notes)
{
    const struct ty_galley *g = p->galley;
    uint32_t ends[TY_COLUMNS_OF_FLOW];
    aj_len balanced = (aj_len)(room - with_gap(notes + notes_of(g, piece.first, last)));
    if (last != limit || ty_columns_balance(g, segment, piece.first, last, balanced, ends) < 0) {
        uint32_t at = piece.first;
        aj_len height = column_room(g, segment, at, limit, room, notes);
        for (uint32_t c = 0; c < segment->columns; c++) {
            if (c + 1 == segment->columns || at == last || first_height(g, at) > height)
                at = last;
            else
                at = least_of(ty_column_fill(g, at, limit, height), last);
            ends[c] = at;
        }
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
        if (piece.end > piece.first)
            add_piece(p, piece);
        piece.first = piece.end;
    }
    return (aj_len)highest;
}

/*
 * What the page's elastic spaces give, in millionths: less than nothing when it is too full, more when it is
 * not a chapter's last and the bottom margin is so near that it can be reached.
 */
static int32_t find_give(struct paginator *p, uint32_t first, uint32_t end, bool forced, bool last)
{
    const struct ty_galley *g = p->galley;
    int64_t elastic = 0;
    for (uint32_t i = first; i < end; i++) {
        if (g->slabs[i].segment)
            return 0;
        if (i > first && g->slabs[i].elastic)
            elastic += g->slabs[i].space;
    }
    int64_t used = ty_stretch_height(g, first, end) + (forced ? g->slabs[first].space : 0) +
                   with_gap(notes_of(g, first, end) + p->stops[first].carried.height) -
                   p->stops[end].carried.saved;
    int64_t spare = content_height(rules_for(p, first, forced, p->plan->sheet_count)) - used;
    bool tight = spare < 0 && -spare <= elastic * LESS / 1000;
    bool loose = spare > 0 && !last && spare <= elastic * MORE / 1000;
    return tight || loose ? (int32_t)(spare * 1000000 / elastic) : 0;
}

static void add_page(struct paginator *p, uint32_t first, uint32_t end, uint32_t stretch_end, bool forced)
{
    const struct ty_galley *g = p->galley;
    uint32_t page = p->plan->sheet_count;
    const struct doc_page *rules = rules_for(p, first, forced, page);
    int32_t give = find_give(p, first, end, forced, end == stretch_end);
    add_sheet(p, (struct ty_sheet){.rules = rules,
                                   .piece_first = p->plan->piece_count,
                                   .carried = p->stops[first].carried,
                                   .onward = p->stops[end].carried});
    aj_len top = rules->margin[0], low = top + content_height(rules);
    int64_t notes = p->stops[first].carried.height;
    for (uint32_t i = first; i < end;) {
        const struct ty_segment *segment = segment_at(g, i);
        if (i > first || forced)
            top += g->slabs[i].space;
        struct ty_piece piece = {.page = page, .first = i, .x = rules->margin[3], .y = top, .give = give};
        if (segment) {
            uint32_t last = least_of(segment->end, end);
            top +=
                add_columns(p, piece, segment, last, least_of(segment->end, stretch_end), low - top, notes);
            notes += notes_of(g, i, last);
            i = last;
            continue;
        }
        piece.end = i + 1;
        while (piece.end < end && !g->slabs[piece.end].segment)
            piece.end++;
        add_piece(p, piece);
        /* A piece below another starts no page: no header is repeated, no cut moves it down. */
        top += (aj_len)ty_stretch_height(g, i, piece.end);
        notes += notes_of(g, i, piece.end);
        i = piece.end;
    }
}

/* Where in the report the first thing of a slab is from. */
static aj_at place_of(struct paginator *p, uint32_t slab)
{
    const struct ty_slab *s = &p->galley->slabs[slab];
    for (uint32_t i = 0; i < s->item_count; i++) {
        const struct ty_item *item = &p->galley->items[s->item_first + i];
        if (item->kind == TY_ITEM_LINE)
            return item->as.line->para->at;
        if (item->kind == TY_ITEM_FRAGMENTS && item->as.drawing->count)
            return ty_node(p->ctx, item->as.drawing->fragments[0].node)->at;
    }
    return 0;
}

/* A finding when what no break can part is higher than its page. */
static void check_height(struct paginator *p, uint32_t first, uint32_t end, bool forced)
{
    const struct ty_galley *g = p->galley;
    if (end != first + 1 || g->slabs[first].segment)
        return;
    int64_t room = content_height(rules_for(p, first, forced, p->plan->sheet_count));
    int64_t over = first_height(g, first) + (forced ? g->slabs[first].space : 0) +
                   with_gap(g->slabs[first].notes_height + p->stops[first].carried.height) -
                   p->stops[end].carried.saved - room;
    if (over > 0)
        aj_diag_add(p->ctx->job->diags, AJ_E0615, place_of(p, first),
                    ty_mm(p->ctx, over < INT32_MAX ? (aj_len)over : INT32_MAX), NULL);
}

/* A blank page where the next one must be a left or a right one. */
static void turn_to_side(struct paginator *p, uint32_t slab)
{
    enum doc_break force = p->galley->slabs[slab].force;
    bool left = is_left(p->plan->sheet_count);
    const char *name = p->galley->slabs[slab].page;
    if ((force == DOC_BREAK_LEFT && !left) || (force == DOC_BREAK_RIGHT && left))
        add_sheet(
            p, (struct ty_sheet){.rules = doc_page_of(p->ctx->doc, name ? name : "", DOC_PAGE_BLANK, left)});
}

/* Breaks the slabs [begin, end), between two forced breaks, into pages. */
static void break_stretch(struct paginator *p, uint32_t begin, uint32_t end)
{
    turn_to_side(p, begin);
    uint32_t first_page = p->plan->sheet_count;
    for (uint32_t i = begin; i <= end; i++)
        p->stops[i] = (struct stop){.cost = INT64_MAX};
    p->stops[begin] = (struct stop){.from = begin};
    for (uint32_t i = begin; i < end; i++)
        if (p->stops[i].cost != INT64_MAX)
            try_from(p, begin, i, end, first_page);
    uint32_t pages = p->stops[end].pages;
    uint32_t *starts = AJ_NEW_N(p->ctx->arena, uint32_t, pages + 1);
    starts[pages] = end;
    for (uint32_t at = end, n = pages; n > 0; n--)
        starts[n - 1] = at = p->stops[at].from;
    for (uint32_t i = 0; i < pages; i++) {
        check_height(p, starts[i], starts[i + 1], i == 0);
        add_page(p, starts[i], starts[i + 1], end, i == 0);
    }
}

struct ty_plan *ty_paginate(struct ty_context *ctx, const struct ty_galley *galley)
{
    struct paginator p = {ctx, galley, AJ_NEW(ctx->arena, struct ty_plan), NULL};
    p.stops = AJ_NEW_N(ctx->arena, struct stop, galley->slab_count + 1);
    uint32_t begin = 0;
    for (uint32_t i = 1; i <= galley->slab_count; i++)
        if (i == galley->slab_count || galley->slabs[i].force > DOC_BREAK_COLUMN ||
            galley->slabs[i].force == DOC_BREAK_PAGE) {
            break_stretch(&p, begin, i);
            begin = i;
        }
    if (p.plan->sheet_count == 0)
        add_sheet(&p, (struct ty_sheet){.rules = doc_page_for(ctx->doc, "", true, false)});
    ty_plan_finish(ctx, galley, p.plan);
    return p.plan;
}
