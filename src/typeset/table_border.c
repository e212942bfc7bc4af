/* Collapsed borders (CSS 2.1, 17.6.2): of those that meet at an edge the widest wins. */
#include "typeset/table.h"

static struct ty_rule *across_at(struct ty_table *t, uint32_t row, uint32_t column)
{
    return &t->across[(size_t)row * t->column_count + column];
}

static struct ty_rule *down_at(struct ty_table *t, uint32_t row, uint32_t column)
{
    return &t->down[(size_t)row * (t->column_count + 1) + column];
}

/* Double beats solid, solid dashed, dashed dotted. */
static int rank(uint8_t style)
{
    switch (style) {
    case DOC_BORDER_DOUBLE:
        return 4;
    case DOC_BORDER_SOLID:
        return 3;
    case DOC_BORDER_DASHED:
        return 2;
    case DOC_BORDER_DOTTED:
        return 1;
    default:
        return 0;
    }
}

static void meet(struct ty_rule *rule, const struct doc_style *s, int side)
{
    if (s->border_style[side] == DOC_BORDER_NONE || s->border_width[side] <= 0)
        return;
    if (s->border_width[side] > rule->width ||
        (s->border_width[side] == rule->width && rank(s->border_style[side]) > rank(rule->style)))
        *rule = (struct ty_rule){s->border_width[side], s->border_style[side], s->border_color[side]};
}

/* A box over rows [r0, r1) and columns [c0, c1). */
static void meet_box(struct ty_table *t, doc_id node, uint32_t r0, uint32_t r1, uint32_t c0, uint32_t c1)
{
    const struct doc_style *s = ty_doc_style(t->ctx, ty_node(t->ctx, node)->style);
    if (!ty_style_at(t->ctx, ty_node(t->ctx, node)->style)->decorated)
        return;
    for (uint32_t c = c0; c < c1; c++) {
        meet(across_at(t, r0, c), s, 0);
        meet(across_at(t, r1, c), s, 2);
    }
    for (uint32_t r = r0; r < r1; r++) {
        meet(down_at(t, r, c0), s, 3);
        meet(down_at(t, r, c1), s, 1);
    }
}

static void collapse(struct ty_table *t)
{
    t->across = AJ_NEW_N(t->ctx->arena, struct ty_rule, ((size_t)t->row_count + 1) * t->column_count + 1);
    t->down = AJ_NEW_N(t->ctx->arena, struct ty_rule, (size_t)t->row_count * (t->column_count + 1) + 1);
    for (uint32_t i = 0; i < t->cell_count; i++) {
        const struct ty_cell *c = &t->cells[i];
        meet_box(t, c->node, c->row, c->row + c->rows, c->column, c->column + c->columns);
    }
    for (uint32_t r = 0; r < t->row_count; r++)
        meet_box(t, t->rows[r].node, r, r + 1, 0, t->column_count);
    for (uint32_t r = 0; r < t->row_count;) {
        uint32_t end = r + 1;
        while (end < t->row_count && !t->rows[end].group_start &&
               t->rows[end].group_node == t->rows[r].group_node)
            end++;
        if (t->rows[r].group_node)
            meet_box(t, t->rows[r].group_node, r, end, 0, t->column_count);
        r = end;
    }
    meet_box(t, t->node, 0, t->row_count, 0, t->column_count);
    /* Nothing is drawn through a cell. */
    for (uint32_t i = 0; i < t->cell_count; i++) {
        const struct ty_cell *c = &t->cells[i];
        for (uint32_t r = c->row; r < c->row + c->rows; r++)
            for (uint32_t k = c->column; k < c->column + c->columns; k++) {
                if (r > c->row)
                    *across_at(t, r, k) = (struct ty_rule){0};
                if (k > c->column)
                    *down_at(t, r, k) = (struct ty_rule){0};
            }
    }
}

/* A cell has half of each inner border, and all of an outer one. */
static void collapsed_edges(struct ty_table *t, struct ty_cell *c)
{
    aj_len widest[4] = {0};
    uint32_t r1 = c->row + c->rows, c1 = c->column + c->columns;
    for (uint32_t k = c->column; k < c1; k++) {
        aj_len top = across_at(t, c->row, k)->width, low = across_at(t, r1, k)->width;
        widest[0] = top > widest[0] ? top : widest[0];
        widest[2] = low > widest[2] ? low : widest[2];
    }
    for (uint32_t r = c->row; r < r1; r++) {
        aj_len left = down_at(t, r, c->column)->width, right = down_at(t, r, c1)->width;
        widest[3] = left > widest[3] ? left : widest[3];
        widest[1] = right > widest[1] ? right : widest[1];
    }
    bool outer[4] = {c->row == 0, c1 == t->column_count, r1 == t->row_count, c->column == 0};
    for (int side = 0; side < 4; side++)
        c->edge[side] += outer[side] ? widest[side] : (widest[side] + (side == 0 || side == 3)) / 2;
}

void ty_table_borders(struct ty_table *t)
{
    if (t->collapse && t->row_count && t->column_count)
        collapse(t);
    for (uint32_t i = 0; i < t->cell_count; i++) {
        struct ty_cell *c = &t->cells[i];
        const struct doc_style *s = ty_doc_style(t->ctx, ty_node(t->ctx, c->node)->style);
        struct ty_edges e = ty_edges_of(s, t->ctx->available);
        for (int side = 0; side < 4; side++)
            c->edge[side] = e.padding[side] + (t->collapse ? 0 : e.border[side]);
        if (t->collapse)
            collapsed_edges(t, c);
    }
}

static bool same_rule(const struct ty_rule *a, const struct ty_rule *b)
{
    return a->width == b->width && a->style == b->style && a->color.r == b->color.r &&
           a->color.g == b->color.g && a->color.b == b->color.b && a->color.a == b->color.a;
}

static void add_rule(struct ty_table *t, const struct ty_rule *rule, int side, struct ty_deco deco)
{
    struct ty_paint *paint = AJ_NEW(t->ctx->arena, struct ty_paint);
    paint->border_width[side] = rule->width;
    paint->border_style[side] = rule->style;
    paint->border_color[side] = rule->color;
    deco.paint = paint;
    AJ_PUSH(t->ctx->arena, t->rules, t->rule_count, t->rule_cap, deco);
}

/* The rules above (side 0) or below (side 2) a row, equal neighbours as one. */
static void add_across(struct ty_table *t, struct ty_deco base, uint32_t row, int side)
{
    uint32_t edge = side == 0 ? row : row + 1;
    bool outer = edge == 0 || edge == t->row_count;
    for (uint32_t c = 0; c < t->column_count;) {
        const struct ty_rule *rule = across_at(t, edge, c);
        uint32_t end = c + 1;
        while (end < t->column_count && same_rule(rule, across_at(t, edge, end)))
            end++;
        if (rule->width) {
            struct ty_deco deco = base;
            deco.x = t->x + t->columns[c].x;
            deco.width = t->columns[end - 1].x + t->columns[end - 1].width - t->columns[c].x;
            if (side == 0)
                deco.top = outer ? 0 : -(rule->width / 2);
            else
                deco.bottom = outer ? 0 : rule->width / 2;
            deco.only_at_break = side == 0 && row > 0;
            add_rule(t, rule, side, deco);
        }
        c = end;
    }
}

static void add_down(struct ty_table *t, struct ty_deco base, uint32_t row)
{
    for (uint32_t c = 0; c <= t->column_count; c++) {
        const struct ty_rule *rule = down_at(t, row, c);
        if (!rule->width)
            continue;
        struct ty_deco deco = base;
        aj_len at = c < t->column_count ? t->columns[c].x : t->columns[c - 1].x + t->columns[c - 1].width;
        aj_len back = c == 0 ? 0 : c == t->column_count ? rule->width : rule->width / 2;
        deco.x = t->x + at - back;
        deco.width = rule->width;
        add_rule(t, rule, 3, deco);
    }
}

void ty_table_rules(struct ty_table *t, struct ty_galley *galley, uint32_t first, uint32_t end)
{
    if (!t->collapse)
        return;
    for (uint32_t r = first; r < end; r++) {
        struct ty_deco base = {.first = t->rows[r].slab_first,
                               .last = t->rows[r].slab_last,
                               .node = t->node,
                               .table = galley->table,
                               .segment = galley->segment};
        add_across(t, base, r, 0);
        add_across(t, base, r, 2);
        add_down(t, base, r);
    }
}
