/* What page breaking asks of floats: which wait, which come next, what holds them back. */
#include "typeset/pagebreak.h"

static uint32_t least_of(uint32_t a, uint32_t b)
{
    return a < b ? a : b;
}

uint32_t ty_floats_before(const struct ty_paginator *p, uint32_t slab)
{
    return p->floats_before ? p->floats_before[slab] : 0;
}

bool ty_float_sinks(const struct ty_float *it, uint32_t at, uint32_t from)
{
    return it->kind == DOC_FLOAT_BOTTOM && at > from;
}

uint32_t ty_floats_that_fit(const struct ty_galley *g, uint32_t first, uint32_t count, int64_t room,
                            int64_t *height)
{
    int64_t notes = 0;
    *height = 0;
    for (uint32_t i = 0; i < count; i++) {
        const struct ty_float *it = &g->floats[first + i];
        notes += ty_notes_of(g, it->first, it->end);
        if (i > 0 && (it->turned || *height + it->height + ty_with_gap(notes) > room))
            return i;
        *height += it->height + it->after;
    }
    return count;
}

const struct ty_float *ty_next_turned(const struct ty_paginator *p, uint32_t slab, uint32_t end,
                                      uint32_t waiting)
{
    const struct ty_galley *g = p->galley;
    if (!p->floats_before || (!waiting && (slab == end || !g->slabs[slab].float_)))
        return NULL;
    const struct ty_float *it =
        &g->floats[waiting ? p->floats_before[slab] - waiting : g->slabs[slab].float_ - 1];
    return it->turned ? it : NULL;
}

bool ty_holds(const struct ty_slab *slab, uint8_t barrier)
{
    /* A float waits behind those before it by itself. */
    return barrier && (slab->clear == TY_CLEAR_ALL ||
                       (slab->clear == TY_CLEAR_TURNED && barrier == TY_CLEAR_TURNED && !slab->float_));
}

bool ty_text_ends(const struct ty_paginator *p, uint32_t to, uint32_t waiting, uint32_t end)
{
    const struct ty_galley *g = p->galley;
    uint32_t before = ty_floats_before(p, to);
    for (uint32_t i = before - waiting; i < before; i++)
        if (!g->floats[i].turned)
            return false;
    const struct ty_float *here = ty_next_turned(p, to, end, 0);
    if (here)
        to = here->end;
    return to == end || ((here || waiting) && ty_holds(&g->slabs[to], TY_CLEAR_TURNED));
}

uint8_t ty_barrier(const struct ty_galley *g, uint32_t defer, uint32_t passed, bool sunk)
{
    for (uint32_t i = defer; i < passed; i++)
        if (g->floats[i].turned)
            return TY_CLEAR_TURNED;
    return passed > defer || sunk ? TY_CLEAR_ALL : TY_CLEAR_NONE;
}

/* Where something clears as much as the barrier in columns that a page might hold, or `end`. */
static uint32_t find_barrier(const struct ty_paginator *p, uint32_t slab, uint32_t end, uint32_t columns,
                             uint8_t barrier)
{
    const struct ty_galley *g = p->galley;
    int64_t height = 0, most = 2 * (int64_t)columns * p->ctx->page_height;
    for (uint32_t i = slab; i < end && height < most; i++) {
        if (g->slabs[i].clear >= barrier)
            return i;
        height += g->slabs[i].height;
    }
    return end;
}

uint32_t ty_columns_end(const struct ty_paginator *p, uint32_t slab, uint32_t end, uint32_t defer,
                        uint8_t barrier)
{
    const struct ty_galley *g = p->galley;
    const struct ty_segment *segment = ty_segment_at(g, slab);
    uint32_t last = least_of(segment->end, end);
    if (!p->floats_before)
        return last;
    if (barrier)
        last = find_barrier(p, slab + 1, last, segment->columns, barrier);
    if (last >= end || last < segment->end || !g->slabs[last].float_)
        return last;
    const struct ty_float *it = &g->floats[g->slabs[last].float_ - 1];
    const struct ty_segment *next = it->end < end ? ty_segment_at(g, it->end) : NULL;
    if (it->turned && defer >= g->slabs[last].float_)
        defer = g->slabs[last].float_ - 1U;
    bool deferred = g->slabs[last].float_ > defer && g->slabs[last].float_ - defer <= p->most;
    barrier = it->turned || barrier == TY_CLEAR_TURNED ? TY_CLEAR_TURNED : TY_CLEAR_ALL;
    if (!deferred || !next || next->columns != segment->columns || next->x != segment->x ||
        next->column_width != segment->column_width || g->slabs[it->end].clear >= barrier)
        return last;
    *g->skip = (struct ty_skip){it->first, it->end, it->joined};
    return find_barrier(p, it->end + 1, least_of(next->end, end), segment->columns, barrier);
}

void ty_columns_done(const struct ty_paginator *p)
{
    if (p->galley->skip)
        *p->galley->skip = (struct ty_skip){0, 0, 0};
}
