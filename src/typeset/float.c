/*
 * Page floats (css-page-floats-3): blocks that may leave their place in the flow. They are laid out in it, as
 * slabs like any others; page breaking decides where they stand. A table on a page of its own is one too: the
 * text around its place is set as one, and its pages come after the one that its place is on.
 */
#include "typeset/block.h"
#include "typeset/page.h"
#include "typeset/table.h"

#include <string.h>

/* Whether a block may float: in the page's flow, in no box whose paint would be left behind. */
static bool may_float(const struct ty_galley *galley, const struct doc_style *s)
{
    return s->float_ > DOC_FLOAT_FOOTNOTE && galley->root && (!galley->segment || s->column_span_all) &&
           !galley->painted && !galley->floating && s->columns < 2;
}

/* Whether what comes after a block must stand with it. */
static bool ties_next(const struct ty_context *ctx, doc_id id)
{
    struct ty_child next;
    if (!ty_next_child(ctx, ty_node(ctx, id)->next, &next) || !next.block)
        return false;
    return ty_doc_style(ctx, ty_node(ctx, id)->style)->break_after == DOC_BREAK_AVOID ||
           ty_doc_style(ctx, ty_node(ctx, next.first)->style)->break_before == DOC_BREAK_AVOID;
}

static bool same_page(const char *a, const char *b)
{
    return a == b || (a && b && !strcmp(a, b));
}

/*
 * The page of its own that a block goes to, out of the text around it, or NULL: it must stand in the text of
 * one page, and what follows must be free to come up: past a section's heading it is not.
 */
static const char *turns_out(struct ty_galley *galley, doc_id id, struct ty_room room)
{
    const struct doc_style *s = ty_doc_style(galley->ctx, ty_node(galley->ctx, id)->style);
    uint32_t before = ty_galley_flow_end(galley);
    if (!galley->root || galley->floating || before == 0 || galley->force != DOC_BREAK_AUTO ||
        s->break_before > DOC_BREAK_COLUMN || s->break_before == DOC_BREAK_PAGE)
        return NULL;
    if (galley->segment) {
        if (galley->painted != galley->columns_painted)
            return NULL;
        room = (struct ty_room){galley->columns_x, galley->columns_width};
    }
    if (!same_page(galley->slabs[before - 1].page, galley->page))
        return NULL;
    bool headed;
    const char *page = ty_table_turns(galley, id, room, &headed);
    return headed ? NULL : page;
}

static void begin_float(struct ty_galley *galley, uint8_t kind, doc_id parent)
{
    struct ty_float begun = {.first = galley->slab_count, .kind = kind, .joined = galley->space};
    AJ_PUSH(galley->ctx->arena, galley->floats, galley->float_count, galley->float_cap, begun);
    if (!galley->skip)
        galley->skip = AJ_NEW(galley->ctx->arena, struct ty_skip);
    galley->floating = true;
    galley->float_block = parent;
    galley->joining = false;
}

/* One that comes right after another of its page shares its pages. */
static void begin_turned(struct ty_galley *galley, const char *page, doc_id parent)
{
    struct ty_float *last = galley->float_count ? &galley->floats[galley->float_count - 1] : NULL;
    uint32_t end = galley->slab_count;
    if (last && last->turned && last->end == end && same_page(galley->slabs[end - 1].page, page)) {
        last->end = 0;
        last->clear = galley->clear;
        galley->floating = true;
        galley->float_block = parent;
        galley->joining = false;
        return;
    }
    begin_float(galley, DOC_FLOAT_NONE, parent);
    last = &galley->floats[galley->float_count - 1];
    last->turned = true;
    last->clear = galley->clear;
}

/* What is forced within it is beyond it; else the text around it is one. */
static void end_turned(struct ty_galley *galley)
{
    struct ty_float *f = &galley->floats[galley->float_count - 1];
    galley->floating = false;
    f->end = galley->slab_count;
    bool forced = f->end == f->first;
    for (uint32_t i = f->first + 1; i < f->end; i++)
        forced = forced || galley->slabs[i].force != DOC_BREAK_AUTO;
    if (forced) {
        if (f->end > f->first) {
            galley->slabs[f->first].float_ = 0;
            galley->slabs[f->first].force = DOC_BREAK_PAGE;
        }
        galley->float_count--;
        return;
    }
    struct ty_slab *first = &galley->slabs[f->first];
    first->float_ = galley->float_count;
    first->force = DOC_BREAK_AUTO;
    galley->space = f->joined;
    ty_galley_cost(galley, first->cost);
    ty_galley_clear(galley, f->clear);
    galley->joining = true;
}

/* A float that holds nothing, begins a page or does not fit on one is none. */
static void end_float(struct ty_galley *galley)
{
    struct ty_float *f = &galley->floats[galley->float_count - 1];
    galley->floating = false;
    f->end = galley->slab_count;
    int64_t height = ty_stretch_height(galley, f->first, f->end);
    bool forced = false;
    for (uint32_t i = f->first; i < f->end; i++)
        forced = forced || galley->slabs[i].force != DOC_BREAK_AUTO || galley->slabs[i].segment;
    if (f->end == f->first || f->first == 0 || forced || height > galley->ctx->page_height) {
        galley->float_count--;
        return;
    }
    f->height = (aj_len)height;
    f->after = galley->space;
    galley->slabs[f->first].float_ = galley->float_count;
    galley->joining = true;
}

void ty_layout_float(struct ty_galley *galley, doc_id id, struct ty_room room)
{
    const struct doc_style *s = ty_doc_style(galley->ctx, ty_node(galley->ctx, id)->style);
    doc_id parent = ty_node(galley->ctx, id)->parent;
    const char *turned = turns_out(galley, id, room);
    if (turned)
        begin_turned(galley, turned, parent);
    else if (may_float(galley, s))
        begin_float(galley, (uint8_t)s->float_, parent);
    bool own = galley->floating && galley->float_block == parent;
    ty_layout_block(galley, id, room);
    if (own && !ties_next(galley->ctx, id)) {
        if (galley->floats[galley->float_count - 1].turned)
            end_turned(galley);
        else
            end_float(galley);
    }
}
