#include "typeset/galley.h"

#include <string.h>

struct ty_galley *ty_galley_new(struct ty_context *ctx, aj_len width)
{
    struct ty_galley *galley = ctx->spare;
    if (galley)
        ctx->spare = galley->next_spare;
    else
        galley = AJ_NEW(ctx->arena, struct ty_galley);
    galley->next_spare = NULL;
    galley->ctx = ctx;
    galley->width = width;
    galley->decimal = -1;
    return galley;
}

void ty_galley_spare(struct ty_galley *galley)
{
    struct ty_galley clean = {.ctx = galley->ctx,
                              .slabs = galley->slabs,
                              .slab_cap = galley->slab_cap,
                              .items = galley->items,
                              .item_cap = galley->item_cap,
                              .decos = galley->decos,
                              .deco_cap = galley->deco_cap,
                              .notes = galley->notes,
                              .note_cap = galley->note_cap,
                              .next_spare = galley->ctx->spare};
    *galley = clean;
    galley->ctx->spare = galley;
}

void ty_galley_space(struct ty_galley *galley, aj_len margin)
{
    if (margin > galley->space)
        galley->space = margin;
    if (galley->joining && margin > galley->floats[galley->float_count - 1].joined)
        galley->floats[galley->float_count - 1].joined = margin;
}

void ty_galley_cost(struct ty_galley *galley, int32_t cost)
{
    if (cost > galley->cost)
        galley->cost = cost;
}

void ty_galley_break(struct ty_galley *galley, enum doc_break kind)
{
    if (kind == DOC_BREAK_AVOID)
        ty_galley_cost(galley, TY_COST_AVOID);
    else if (kind == DOC_BREAK_COLUMN && !galley->segment)
        return; /* outside columns it means nothing */
    else if (kind != DOC_BREAK_AUTO && (galley->force == DOC_BREAK_AUTO || kind > DOC_BREAK_COLUMN)) {
        galley->force = (uint8_t)kind;
        /* Margins before a forced break are cut off, those after it stay (CSS Fragmentation 3, 5.2). */
        galley->space = 0;
    }
}

void ty_galley_keep(struct ty_galley *galley, uint32_t first)
{
    enum { ENDS = 3 }; /* slabs that stay together at either end of what must be parted */
    int64_t height = 0;
    for (uint32_t i = first; i < galley->slab_count; i++)
        height += galley->slabs[i].height + (i > first ? galley->slabs[i].space : 0);
    bool whole = height <= galley->ctx->page_height;
    for (uint32_t i = first + 1; i < galley->slab_count; i++)
        if ((whole || i < first + ENDS || i + ENDS > galley->slab_count) &&
            galley->slabs[i].cost < TY_COST_INSIDE)
            galley->slabs[i].cost = TY_COST_INSIDE;
}

void ty_galley_clear(struct ty_galley *galley, enum ty_clear clear)
{
    if (clear > galley->clear)
        galley->clear = (uint8_t)clear;
}

static bool same_page(const char *a, const char *b)
{
    return a == b || (a && b && !strcmp(a, b));
}

uint32_t ty_galley_flow_end(const struct ty_galley *galley)
{
    uint32_t end = galley->slab_count;
    for (uint32_t i = galley->float_count; i-- > 0 && galley->floats[i].turned;) {
        if (galley->floats[i].end != end)
            break;
        end = galley->floats[i].first;
    }
    return end;
}

/* A table on pages of its own keeps its place when what follows goes on on them. */
static void join_turned(struct ty_galley *galley)
{
    if (ty_galley_flow_end(galley) == galley->slab_count ||
        !same_page(galley->page, galley->slabs[galley->slab_count - 1].page))
        return;
    struct ty_slab *first = &galley->slabs[galley->floats[--galley->float_count].first];
    first->float_ = 0;
    first->force = DOC_BREAK_PAGE;
}

struct ty_slab *ty_galley_slab(struct ty_galley *galley, aj_len height)
{
    join_turned(galley);
    struct ty_slab slab = {.space = galley->space,
                           .elastic = galley->root && !galley->rigid && !galley->segment,
                           .height = height,
                           .cost = galley->cost,
                           .force = galley->force,
                           .page = galley->page,
                           .group = galley->group,
                           .clear = galley->clear,
                           .item_first = galley->item_count,
                           .note_first = galley->note_count,
                           .segment = galley->segment,
                           .table = galley->table};
    if (galley->slab_count == 0) {
        slab.cost = 0;
        if (slab.force == DOC_BREAK_PAGE || slab.force == DOC_BREAK_COLUMN)
            slab.force = DOC_BREAK_AUTO;
    } else if (!same_page(slab.page, galley->slabs[ty_galley_flow_end(galley) - 1].page) &&
               slab.force <= DOC_BREAK_COLUMN) {
        slab.force = DOC_BREAK_PAGE;
    }
    galley->space = 0;
    galley->cost = 0;
    galley->force = DOC_BREAK_AUTO;
    galley->group = false;
    galley->joining = false;
    galley->clear = TY_CLEAR_NONE;
    AJ_PUSH(galley->ctx->arena, galley->slabs, galley->slab_count, galley->slab_cap, slab);
    return &galley->slabs[galley->slab_count - 1];
}

void ty_galley_item(struct ty_galley *galley, struct ty_item item)
{
    AJ_PUSH(galley->ctx->arena, galley->items, galley->item_count, galley->item_cap, item);
    galley->slabs[galley->slab_count - 1].item_count++;
}

void ty_galley_note(struct ty_galley *galley, const struct ty_note *note)
{
    AJ_PUSH(galley->ctx->arena, galley->notes, galley->note_count, galley->note_cap, note);
    galley->slabs[galley->slab_count - 1].note_count++;
    galley->slabs[galley->slab_count - 1].notes_height += note->height;
}

aj_len ty_galley_height(const struct ty_galley *galley)
{
    int64_t height = 0;
    for (uint32_t i = 0; i < galley->slab_count; i++)
        height += (i ? galley->slabs[i].space : 0) + galley->slabs[i].height;
    return height > INT32_MAX / 2 ? INT32_MAX / 2 : (aj_len)height;
}

aj_len ty_galley_baseline(const struct ty_galley *galley)
{
    aj_len y = 0;
    for (uint32_t i = 0; i < galley->slab_count; i++) {
        const struct ty_slab *slab = &galley->slabs[i];
        y += i ? slab->space : 0;
        if (slab->baselined)
            return y + slab->baseline;
        y += slab->height;
    }
    return -1;
}
