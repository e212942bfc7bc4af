/*
 * Page floats (css-page-floats-3): blocks that may leave their place in the flow. They are laid out in it, as
 * slabs like any others; page breaking decides where they stand.
 */
#include "typeset/block.h"
#include "typeset/page.h"

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
    if (may_float(galley, s))
        begin_float(galley, (uint8_t)s->float_, parent);
    bool own = galley->floating && galley->float_block == parent;
    ty_layout_block(galley, id, room);
    if (own && !ties_next(galley->ctx, id))
        end_float(galley);
}
