/*
 * Page breaking: between forced breaks every legal break is tried, and the cheapest chain of pages wins. Only
 * breaks that fill at most one page are looked at from each start, so that time grows with the number of
 * pages. A page's cost is the square of what it leaves empty plus the cost of its break.
 */
#include "typeset/page.h"

#include <string.h>

enum { TY_COST_OVERFULL = 1000000000 };

/* The best way to a break before a slab. */
struct stop {
    int64_t cost; /* INT64_MAX: none found */
    uint32_t from;
    uint32_t pages; /* from the stretch's start */
};

struct paginator {
    struct ty_context *ctx;
    const struct ty_galley *galley;
    struct ty_plan *plan;
    struct stop *stops;
};

const char *ty_page_label(struct ty_context *ctx, uint32_t page)
{
    return aj_printf(ctx->arena, "%u", (unsigned)(page + 1));
}

/* Page 1 is a right-hand page. */
static bool is_left(uint32_t page)
{
    return page % 2 == 1;
}

static const struct doc_page *rules_for(const struct paginator *p, const char *name, uint32_t page)
{
    return doc_page_for(p->ctx->doc, name ? name : "", page == 0, is_left(page));
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

static int64_t page_cost(int64_t used, int64_t room)
{
    if (used > room)
        return TY_COST_OVERFULL;
    int64_t empty = room > 0 ? (room - used) * 1000 / room : 0;
    return empty * empty;
}

/* Tries every page that starts with slab `from`; the pages of [begin, end) count from page `first_page`. */
static void try_from(struct paginator *p, uint32_t begin, uint32_t from, uint32_t end, uint32_t first_page)
{
    const struct ty_galley *g = p->galley;
    const struct stop *start = &p->stops[from];
    const char *name = g->slabs[begin].page;
    int64_t room = content_height(rules_for(p, name, first_page + start->pages));
    int64_t used = ty_head_height(g, from) + g->slabs[from].extra;
    for (uint32_t i = from; i < end; i++) {
        const struct ty_slab *slab = &g->slabs[i];
        if (i > from || (from == begin))
            used += slab->space;
        used += slab->height;
        if (used > room && i > from)
            break;
        /* A stretch's last page may be as empty as it comes, though a nearly empty one is no beauty. */
        int64_t cost = i + 1 == end ? (used > room ? TY_COST_OVERFULL : page_cost(used, room) / 100)
                                    : page_cost(used, room) + g->slabs[i + 1].cost;
        struct stop *to = &p->stops[i + 1];
        if (start->cost + cost < to->cost)
            *to = (struct stop){start->cost + cost, from, start->pages + 1};
    }
}

static void add_sheet(struct paginator *p, struct ty_sheet sheet)
{
    AJ_PUSH(p->ctx->arena, p->plan->sheets, p->plan->sheet_count, p->plan->sheet_cap, sheet);
}

static void add_page(struct paginator *p, uint32_t first, uint32_t end, bool forced)
{
    uint32_t page = p->plan->sheet_count;
    const struct doc_page *rules = rules_for(p, p->galley->slabs[first].page, page);
    struct ty_piece piece = {.page = page,
                             .first = first,
                             .end = end,
                             .x = rules->margin[3],
                             .y = rules->margin[0],
                             .height = content_height(rules),
                             .keep_space = forced};
    add_sheet(p, (struct ty_sheet){.rules = rules, .piece_first = p->plan->piece_count, .piece_count = 1});
    AJ_PUSH(p->ctx->arena, p->plan->pieces, p->plan->piece_count, p->plan->piece_cap, piece);
}

/* A blank page where the next one must be a left or a right one. */
static void turn_to_side(struct paginator *p, uint32_t slab)
{
    enum doc_break force = p->galley->slabs[slab].force;
    bool left = is_left(p->plan->sheet_count);
    if ((force == DOC_BREAK_LEFT && !left) || (force == DOC_BREAK_RIGHT && left))
        add_sheet(p,
                  (struct ty_sheet){.rules = rules_for(p, p->galley->slabs[slab].page, p->plan->sheet_count),
                                    .blank = true});
}

/* Breaks the slabs [begin, end), between two forced breaks, into pages. */
static void break_stretch(struct paginator *p, uint32_t begin, uint32_t end)
{
    turn_to_side(p, begin);
    uint32_t first_page = p->plan->sheet_count;
    for (uint32_t i = begin; i <= end; i++)
        p->stops[i] = (struct stop){INT64_MAX, 0, 0};
    p->stops[begin] = (struct stop){0, begin, 0};
    for (uint32_t i = begin; i < end; i++)
        if (p->stops[i].cost != INT64_MAX)
            try_from(p, begin, i, end, first_page);
    uint32_t pages = p->stops[end].pages;
    uint32_t *starts = AJ_NEW_N(p->ctx->arena, uint32_t, pages + 1);
    starts[pages] = end;
    for (uint32_t at = end, n = pages; n > 0; n--)
        starts[n - 1] = at = p->stops[at].from;
    for (uint32_t i = 0; i < pages; i++)
        add_page(p, starts[i], starts[i + 1], i == 0);
}

struct ty_plan *ty_paginate(struct ty_context *ctx, const struct ty_galley *galley)
{
    struct paginator p = {ctx, galley, AJ_NEW(ctx->arena, struct ty_plan), NULL};
    p.stops = AJ_NEW_N(ctx->arena, struct stop, galley->slab_count + 1);
    uint32_t begin = 0;
    for (uint32_t i = 1; i <= galley->slab_count; i++)
        if (i == galley->slab_count || galley->slabs[i].force != DOC_BREAK_AUTO) {
            break_stretch(&p, begin, i);
            begin = i;
        }
    if (p.plan->sheet_count == 0)
        add_sheet(&p, (struct ty_sheet){.rules = rules_for(&p, NULL, 0)});
    ty_plan_finish(ctx, galley, p.plan);
    return p.plan;
}
