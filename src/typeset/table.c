/* A table in its flow: caption, header that is repeated, bands of rows, frame. */
#include "typeset/table.h"
#include "typeset/page.h"

static void layout_captions(struct ty_galley *galley, const struct ty_table *t, bool bottom,
                            struct ty_room box)
{
    struct ty_context *ctx = t->ctx;
    for (doc_id c = ty_node(ctx, t->node)->first; c; c = ty_node(ctx, c)->next) {
        const struct doc_node *n = ty_node(ctx, c);
        if (n->kind != DOC_ELEMENT)
            continue;
        const struct doc_style *s = ty_doc_style(ctx, n->style);
        if (s->display != DOC_TABLE_CAPTION || s->caption_bottom != bottom)
            continue;
        if (bottom)
            ty_galley_cost(galley, TY_COST_AVOID);
        ty_layout_block(galley, c, box);
        if (!bottom)
            ty_galley_cost(galley, TY_COST_AVOID);
    }
}

/* The table's own frame above or below its rows, when borders are separate. */
static void frame_edge(struct ty_galley *galley, const struct ty_table *t, const struct ty_edges *e, int side)
{
    if (t->collapse)
        return;
    aj_len height = e->border[side] + e->padding[side] + t->spacing[1];
    if (height <= 0)
        return;
    if (side == 2)
        ty_galley_cost(galley, TY_COST_NEVER);
    ty_galley_slab(galley, height);
    if (side == 0)
        ty_galley_cost(galley, TY_COST_NEVER);
}

/* `caption`: what is repeated of it, or NULL. */
static void layout_rows(struct ty_galley *galley, struct ty_table *t, const struct ty_galley *caption)
{
    struct ty_table_head head = {.slabs = {galley->slab_count, galley->slab_count},
                                 .decos = {galley->deco_count, galley->deco_count}};
    bool in_head = t->row_count > 0 && t->rows[0].group == TY_HEAD_ROW;
    if (!in_head && caption)
        ty_table_keep_head(galley, head, caption);
    for (uint32_t r = 0; r < t->row_count;) {
        uint32_t end = r + 1;
        while (end < t->row_count && t->rows[end].joined)
            end++;
        if (in_head && t->rows[r].group != TY_HEAD_ROW) {
            in_head = false;
            head.slabs.end = galley->slab_count;
            head.decos.end = galley->deco_count;
            head.rules.end = t->rule_count;
            ty_table_keep_head(galley, head, caption);
            ty_galley_cost(galley, TY_COST_NEVER);
        } else if (in_head && r > 0) {
            ty_galley_cost(galley, TY_COST_NEVER);
        }
        if (r > 0)
            ty_galley_space(galley, t->spacing[1]);
        ty_table_band(t, galley, r, end);
        r = end;
    }
}

void ty_layout_table(struct ty_galley *galley, doc_id id, struct ty_room room)
{
    struct ty_context *ctx = galley->ctx;
    aj_len available = ctx->available;
    bool quiet = ctx->quiet;
    ctx->available = room.width;
    bool too_wide;
    struct ty_table *t = ty_table_fit(ctx, id, room.width, &too_wide);
    uint32_t outer = galley->table;
    struct ty_room box = ty_table_widths(t, room);
    ctx->quiet = quiet || too_wide;
    struct ty_edges e = ty_edges_of(t->style, room.width);
    ty_galley_space(galley, e.margin[0]);
    uint32_t before = galley->slab_count;
    layout_captions(galley, t, false, box);
    uint32_t first = galley->slab_count, deco = galley->deco_count;
    const struct ty_paint *paint = ty_paint_of(ctx, ty_node(ctx, id)->style);
    if (paint && (!t->collapse || paint->background.a))
        AJ_PUSH(ctx->arena, galley->decos, galley->deco_count, galley->deco_cap, (struct ty_deco){0});
    else
        paint = NULL;
    frame_edge(galley, t, &e, 0);
    uint32_t head = galley->head_count;
    bool rigid = galley->rigid;
    galley->rigid = true;
    if (t->column_count)
        layout_rows(galley, t, galley->root ? ty_table_continued(t, box) : NULL);
    galley->rigid = rigid;
    frame_edge(galley, t, &e, 2);
    galley->table = outer;
    ty_deco_close(galley, deco, first, paint, box, id);
    /* The rules of all rows come last, over all backgrounds. */
    if (head < galley->head_count) {
        galley->heads[head].rules.first += galley->deco_count;
        galley->heads[head].rules.end += galley->deco_count;
    }
    for (uint32_t i = 0; i < t->rule_count; i++)
        AJ_PUSH(ctx->arena, galley->decos, galley->deco_count, galley->deco_cap, t->rules[i]);
    t->rule_count = 0;
    layout_captions(galley, t, true, box);
    if (t->style->break_inside == DOC_BREAK_AVOID)
        ty_galley_keep(galley, before);
    ty_galley_space(galley, e.margin[2]);
    ctx->available = available;
    ctx->quiet = quiet;
}
