/* A table's rows, cells and columns from its elements. */
#include "base/utf8.h"
#include "typeset/table.h"

#include <stdlib.h>

struct grid {
    struct ty_table *t;
    struct ty_context *ctx;
    uint32_t until[TY_COLUMNS_MOST]; /* by column: the row below the cell that reaches down into it */
    uint32_t group_end;
};

static uint32_t span_of(const struct doc_document *doc, doc_id id, const char *name, uint32_t most)
{
    const char *text = doc_attr(doc, id, name);
    uint32_t n = 0;
    for (; text && *text >= '0' && *text <= '9' && n < 1000000; text++)
        n = n * 10 + (uint32_t)(*text - '0');
    if (text && n == 0)
        n = most; /* rowspan="0": to the end of its group */
    if (n < 1)
        n = 1;
    return n < most ? n : most;
}

static void add_column(struct grid *g, doc_id id)
{
    uint32_t span = span_of(g->ctx->doc, id, "span", TY_COLUMNS_MOST);
    for (uint32_t i = 0; i < span && g->t->column_count < TY_COLUMNS_MOST; i++) {
        struct ty_column column = {.node = id,
                                   .wanted = ty_doc_style(g->ctx, ty_node(g->ctx, id)->style)->width};
        AJ_PUSH(g->ctx->arena, g->t->columns, g->t->column_count, g->t->column_cap, column);
    }
}

static void add_column_group(struct grid *g, doc_id id)
{
    bool any = false;
    for (doc_id c = ty_node(g->ctx, id)->first; c; c = ty_node(g->ctx, c)->next)
        if (ty_node(g->ctx, c)->tag == DOC_TAG_COL) {
            add_column(g, c);
            any = true;
        }
    if (!any)
        add_column(g, id);
}

/* The first column from `column` on where so many are free in the row. */
static uint32_t free_column(const struct grid *g, uint32_t row, uint32_t column, uint32_t columns)
{
    for (uint32_t c = column; c < TY_COLUMNS_MOST && c < column + columns; c++)
        if (g->until[c] > row)
            column = c + 1;
    return column;
}

static void add_cell(struct grid *g, doc_id id, uint32_t row, uint32_t *column)
{
    struct ty_table *t = g->t;
    uint32_t columns = span_of(g->ctx->doc, id, "colspan", TY_COLUMNS_MOST);
    *column = free_column(g, row, *column, columns);
    if (*column >= TY_COLUMNS_MOST) {
        aj_diag_add(g->ctx->job->diags, AJ_E0614, ty_node(g->ctx, id)->at,
                    aj_printf(g->ctx->arena, "%d", TY_COLUMNS_MOST), NULL);
        return;
    }
    struct ty_cell cell = {.node = id, .row = row, .column = *column};
    cell.columns = columns < TY_COLUMNS_MOST - *column ? columns : TY_COLUMNS_MOST - *column;
    cell.rows = span_of(g->ctx->doc, id, "rowspan", g->group_end - row);
    for (uint32_t i = 0; i < cell.columns; i++)
        g->until[*column + i] = row + cell.rows;
    *column += cell.columns;
    while (t->column_count < *column)
        AJ_PUSH(g->ctx->arena, t->columns, t->column_count, t->column_cap, (struct ty_column){0});
    AJ_PUSH(g->ctx->arena, t->cells, t->cell_count, t->cell_cap, cell);
    t->rows[row].cell_count++;
}

static bool is_row(struct ty_context *ctx, doc_id id)
{
    const struct doc_node *n = ty_node(ctx, id);
    return n->kind == DOC_ELEMENT && ty_doc_style(ctx, n->style)->display == DOC_TABLE_ROW;
}

static void add_row(struct grid *g, doc_id id, doc_id group_node, enum ty_row_group group, bool first)
{
    struct ty_table *t = g->t;
    uint32_t row = t->row_count, column = 0;
    struct ty_row r = {.node = id,
                       .group_node = group_node,
                       .group = (uint8_t)group,
                       .group_start = first,
                       .cell_first = t->cell_count};
    for (uint32_t c = 0; c < t->column_count; c++)
        r.joined |= g->until[c] > row;
    AJ_PUSH(g->ctx->arena, t->rows, t->row_count, t->row_cap, r);
    for (doc_id c = ty_node(g->ctx, id)->first; c; c = ty_node(g->ctx, c)->next) {
        const struct doc_node *n = ty_node(g->ctx, c);
        if (n->kind == DOC_ELEMENT && ty_doc_style(g->ctx, n->style)->display == DOC_TABLE_CELL)
            add_cell(g, c, row, &column);
    }
}

static uint32_t count_rows(struct grid *g, doc_id parent)
{
    uint32_t n = 0;
    for (doc_id c = ty_node(g->ctx, parent)->first; c; c = ty_node(g->ctx, c)->next)
        n += is_row(g->ctx, c);
    return n;
}

static void add_group(struct grid *g, doc_id id, enum ty_row_group group)
{
    g->group_end = g->t->row_count + count_rows(g, id);
    bool first = true;
    for (doc_id c = ty_node(g->ctx, id)->first; c; c = ty_node(g->ctx, c)->next)
        if (is_row(g->ctx, c)) {
            add_row(g, c, id, group, first);
            first = false;
        }
}

static void add_groups(struct grid *g, enum ty_row_group group)
{
    static const enum doc_display displays[] = {DOC_TABLE_HEADER_GROUP, DOC_TABLE_ROW_GROUP,
                                                DOC_TABLE_FOOTER_GROUP};
    for (doc_id c = ty_node(g->ctx, g->t->node)->first; c; c = ty_node(g->ctx, c)->next) {
        const struct doc_node *n = ty_node(g->ctx, c);
        if (n->kind != DOC_ELEMENT)
            continue;
        if (ty_doc_style(g->ctx, n->style)->display == displays[group]) {
            add_group(g, c, group);
        } else if (group == TY_BODY_ROW && is_row(g->ctx, c)) {
            /* Rows without a group: each is told the end of its run. */
            g->group_end = g->t->row_count;
            for (doc_id r = c; r && (is_row(g->ctx, r) || ty_node(g->ctx, r)->kind == DOC_TEXT);
                 r = ty_node(g->ctx, r)->next)
                g->group_end += is_row(g->ctx, r);
            add_row(g, c, 0, group, false);
        }
    }
}

struct ty_table *ty_table_of(struct ty_context *ctx, doc_id node)
{
    if (ctx->tables[node])
        return ctx->tables[node];
    struct ty_table *t = AJ_NEW(ctx->arena, struct ty_table);
    struct grid *g = aj_malloc(sizeof *g);
    *g = (struct grid){.t = t, .ctx = ctx};
    t->ctx = ctx;
    t->node = node;
    t->style = ty_doc_style(ctx, ty_node(ctx, node)->style);
    t->collapse = t->style->border_collapse;
    if (!t->collapse) {
        t->spacing[0] = t->style->border_spacing[0];
        t->spacing[1] = t->style->border_spacing[1];
    }
    for (doc_id c = ty_node(ctx, node)->first; c; c = ty_node(ctx, c)->next) {
        if (ty_node(ctx, c)->tag == DOC_TAG_COL)
            add_column(g, c);
        else if (ty_node(ctx, c)->tag == DOC_TAG_COLGROUP)
            add_column_group(g, c);
    }
    add_groups(g, TY_HEAD_ROW);
    add_groups(g, TY_BODY_ROW);
    add_groups(g, TY_FOOT_ROW);
    free(g);
    ty_table_borders(t);
    ty_table_measure(t);
    ctx->tables[node] = t;
    return t;
}
