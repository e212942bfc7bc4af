/*
 * Rows as slabs. Rows that a spanning cell joins make one band, others a band each. A band is cut where a
 * line of some cell ends and at its rows' borders; what stands between two cuts is a slab. A line that a cut
 * would part goes below it, and the slab below then asks for that much more room when it starts a page.
 */
#include "typeset/page.h"
#include "typeset/table.h"

#include <stdlib.h>

enum {
    HIGH_ROW = 6,     /* a row of a sixth of the page is not lost when it stands alone */
    LOW_ROW = 8,      /* one of an eighth is better whole */
    LOWEST_ROW = 1000 /* each has a place of its own on the page */
};

struct band {
    struct ty_table *t;
    struct ty_galley *galley;
    struct ty_context *ctx;
    uint32_t first_row, end_row, first_cell, end_cell;
    aj_len height;
    int32_t row_cost; /* of a break inside a row */
    aj_len *cuts;     /* ascending; the last is the band's height */
    uint32_t cut_count, cut_cap;
    uint32_t slab; /* the first one's index */
};

/* A grid's item, with its own margins and frame. */
static void layout_item(struct band *b, struct ty_galley *g, const struct ty_cell *cell)
{
    struct ty_room room = {0, g->width};
    aj_len available = b->ctx->available;
    b->ctx->available = g->width;
    if (cell->run)
        ty_layout_para(g, ty_para_of(b->ctx, b->t->node, cell->node, cell->end), room);
    else
        ty_layout_block(g, cell->node, room);
    b->ctx->available = available;
}

/* `fill`: the height that a grid's item fills with its box; 0: its own. */
static void layout_cell(struct band *b, struct ty_cell *cell, aj_len fill)
{
    struct ty_table *t = b->t;
    cell->x = t->columns[cell->column].x;
    cell->width = ty_table_across(t, cell->column, cell->columns);
    aj_len width = cell->width - cell->edge[1] - cell->edge[3];
    struct ty_galley *g = ty_galley_new(b->ctx, width > 0 ? width : 0);
    if (cell->columns == 1 && t->columns[cell->column].from_edge)
        g->decimal = width + cell->edge[1] - t->columns[cell->column].from_edge;
    g->fill = fill;
    if (!t->grid)
        ty_layout_content(g, cell->node, (struct ty_room){0, g->width});
    else
        layout_item(b, g, cell);
    cell->galley = g;
    cell->height = (g->slab_count ? g->slabs[0].space : 0) + ty_galley_height(g) + g->space;
}

static aj_len outer_height(struct band *b, const struct ty_cell *cell)
{
    const struct doc_style *s = ty_doc_style(b->ctx, ty_node(b->ctx, cell->node)->style);
    aj_len height = cell->height;
    if (!b->t->grid && s->height.unit == DOC_LENGTH && s->height.value > height)
        height = s->height.value;
    return height + cell->edge[0] + cell->edge[2];
}

static enum doc_valign valign_of(struct band *b, const struct ty_cell *cell)
{
    if (b->t->grid) {
        enum doc_items items = b->t->style->align_items;
        return items == DOC_ITEMS_CENTER ? DOC_MIDDLE : items == DOC_ITEMS_END ? DOC_BOTTOM : DOC_TOP;
    }
    return ty_doc_style(b->ctx, ty_node(b->ctx, cell->node)->style)->vertical_align;
}

static aj_len cell_baseline(const struct ty_cell *cell)
{
    aj_len baseline = ty_galley_baseline(cell->galley);
    return baseline < 0 ? -1 : baseline + cell->galley->slabs[0].space + cell->edge[0];
}

/* The height of one row from its own cells, those on the baseline moved down to the lowest one. */
static aj_len row_height(struct band *b, uint32_t row)
{
    struct ty_row *r = &b->t->rows[row];
    const struct doc_style *s = ty_doc_style(b->ctx, ty_node(b->ctx, r->node)->style);
    aj_len height = !b->t->grid && s->height.unit == DOC_LENGTH ? s->height.value : 0, line = 0;
    for (uint32_t i = r->cell_first; i < r->cell_first + r->cell_count; i++) {
        struct ty_cell *cell = &b->t->cells[i];
        aj_len baseline = valign_of(b, cell) == DOC_BASELINE ? cell_baseline(cell) : -1;
        line = baseline > line ? baseline : line;
    }
    for (uint32_t i = r->cell_first; i < r->cell_first + r->cell_count; i++) {
        struct ty_cell *cell = &b->t->cells[i];
        aj_len baseline = valign_of(b, cell) == DOC_BASELINE ? cell_baseline(cell) : -1;
        cell->shift = baseline >= 0 ? line - baseline : 0;
        if (cell->rows == 1 && outer_height(b, cell) + cell->shift > height)
            height = outer_height(b, cell) + cell->shift;
    }
    return height;
}

/* What a spanning cell needs beyond its rows: rows that only such cells stand in share it, else the last has
 * it. */
static void stretch_rows(struct ty_table *t, const struct ty_cell *cell, aj_len missing)
{
    uint32_t empty = 0, end = cell->row + cell->rows;
    for (uint32_t r = cell->row; r < end; r++)
        empty += t->rows[r].height <= LOWEST_ROW;
    for (uint32_t r = cell->row; r < end && empty; r++) {
        if (t->rows[r].height > LOWEST_ROW)
            continue;
        aj_len part = missing / (aj_len)empty--;
        t->rows[r].height += part;
        missing -= part;
    }
    t->rows[end - 1].height += missing;
}

static void place_rows(struct band *b)
{
    struct ty_table *t = b->t;
    for (uint32_t r = b->first_row; r < b->end_row; r++) {
        t->rows[r].height = row_height(b, r);
        if (!t->grid && t->rows[r].height < LOWEST_ROW)
            t->rows[r].height = LOWEST_ROW;
    }
    for (uint32_t i = b->first_cell; i < b->end_cell; i++) {
        struct ty_cell *cell = &t->cells[i];
        if (cell->rows == 1)
            continue;
        aj_len have = t->spacing[1] * (aj_len)(cell->rows - 1);
        for (uint32_t r = cell->row; r < cell->row + cell->rows; r++)
            have += t->rows[r].height;
        aj_len need = outer_height(b, cell) + cell->shift;
        if (need > have)
            stretch_rows(t, cell, need - have);
    }
    aj_len y = 0;
    for (uint32_t r = b->first_row; r < b->end_row; r++) {
        t->rows[r].y = y;
        y += t->rows[r].height + (r + 1 < b->end_row ? t->spacing[1] : 0);
    }
    b->height = y;
}

/* Boxes side by side that are seen as boxes end together, unless the grid aligns them otherwise. */
static void stretch_items(struct band *b)
{
    const struct ty_table *t = b->t;
    for (uint32_t i = b->first_cell; i < b->end_cell; i++) {
        struct ty_cell *cell = &b->t->cells[i];
        uint32_t style = ty_node(b->ctx, cell->node)->style;
        const struct doc_style *s = ty_doc_style(b->ctx, style);
        bool box = !cell->run && ty_paint_of(b->ctx, style) && s->height.unit == DOC_AUTO;
        if (!box || s->display == DOC_TABLE || t->style->align_items != DOC_ITEMS_STRETCH ||
            cell->height >= b->height)
            continue;
        bool quiet = b->ctx->quiet;
        b->ctx->quiet = true; /* what its lines had to tell is told */
        ty_galley_spare(cell->galley);
        layout_cell(b, cell, b->height);
        b->ctx->quiet = quiet;
    }
}

static void place_cell(struct band *b, struct ty_cell *cell)
{
    const struct ty_row *last = &b->t->rows[cell->row + cell->rows - 1];
    cell->y = b->t->rows[cell->row].y;
    aj_len spare = last->y + last->height - cell->y - cell->height - cell->edge[0] - cell->edge[2];
    enum doc_valign align = valign_of(b, cell);
    if (align == DOC_MIDDLE)
        cell->shift = spare / 2;
    else if (align == DOC_BOTTOM)
        cell->shift = spare;
    /* A tall cell that may be cut starts at its top. */
    if (cell->galley->slab_count > 12 && align != DOC_BASELINE)
        cell->shift = 0;
}

static aj_len content_top(const struct ty_cell *cell)
{
    return cell->y + cell->edge[0] + cell->shift;
}

static int compare_lengths(const void *a, const void *b)
{
    aj_len x = *(const aj_len *)a, y = *(const aj_len *)b;
    return x < y ? -1 : x > y;
}

static void find_cuts(struct band *b)
{
    struct ty_table *t = b->t;
    for (uint32_t r = b->first_row; r + 1 < b->end_row; r++)
        AJ_PUSH(b->ctx->arena, b->cuts, b->cut_count, b->cut_cap, t->rows[r + 1].y);
    for (uint32_t i = b->first_cell; i < b->end_cell; i++) {
        const struct ty_cell *cell = &t->cells[i];
        aj_len y = content_top(cell);
        for (uint32_t k = 0; k + 1 < cell->galley->slab_count; k++) {
            y += cell->galley->slabs[k].space + cell->galley->slabs[k].height;
            if (cell->galley->slabs[k + 1].cost < TY_COST_NEVER && y > 0 && y < b->height)
                AJ_PUSH(b->ctx->arena, b->cuts, b->cut_count, b->cut_cap, y);
        }
    }
    AJ_PUSH(b->ctx->arena, b->cuts, b->cut_count, b->cut_cap, b->height);
    qsort(b->cuts, b->cut_count, sizeof *b->cuts, compare_lengths);
    uint32_t kept = 0;
    for (uint32_t i = 0; i < b->cut_count; i++)
        if (kept == 0 || b->cuts[i] > b->cuts[kept - 1])
            b->cuts[kept++] = b->cuts[i];
    b->cut_count = kept;
}

/* The slice that holds a thing which ends at y. */
static uint32_t slice_of(const struct band *b, aj_len y)
{
    uint32_t low = 0, high = b->cut_count - 1;
    while (low < high) {
        uint32_t middle = (low + high) / 2;
        if (b->cuts[middle] >= y)
            high = middle;
        else
            low = middle + 1;
    }
    return low;
}

static aj_len slice_top(const struct band *b, uint32_t slice)
{
    return slice ? b->cuts[slice - 1] : 0;
}

/* Between rows, a break is the better the fewer cells it parts. */
static void charge_rows(struct band *b)
{
    const struct ty_table *t = b->t;
    uint32_t *parted = AJ_NEW_N(b->ctx->arena, uint32_t, b->end_row - b->first_row + 1);
    for (uint32_t i = b->first_cell; i < b->end_cell; i++)
        for (uint32_t r = 1; r < t->cells[i].rows; r++)
            parted[t->cells[i].row + r - b->first_row]++;
    for (uint32_t r = b->first_row + 1; r < b->end_row; r++) {
        struct ty_slab *slab = &b->galley->slabs[b->slab + slice_of(b, t->rows[r].y) + 1];
        int64_t cost = (int64_t)parted[r - b->first_row] * TY_COST_SPAN;
        if (slab->cost == b->row_cost && cost < b->row_cost)
            slab->cost = (int32_t)cost;
    }
}

static void make_slabs(struct band *b)
{
    struct ty_table *t = b->t;
    bool head = t->rows[b->first_row].group == TY_HEAD_ROW;
    b->slab = b->galley->slab_count;
    b->row_cost = b->height < b->ctx->page_height / LOW_ROW ? TY_COST_LOW_ROW : TY_COST_ROW;
    for (uint32_t k = 0; k < b->cut_count; k++) {
        if (k > 0)
            ty_galley_cost(b->galley, head ? TY_COST_NEVER : b->row_cost);
        ty_galley_slab(b->galley, b->cuts[k] - slice_top(b, k));
    }
    if (!head && !t->grid)
        charge_rows(b);
    for (uint32_t r = b->first_row; r < b->end_row; r++) {
        struct ty_row *row = &t->rows[r];
        const struct doc_style *s = ty_doc_style(b->ctx, ty_node(b->ctx, row->node)->style);
        row->slab_first = b->slab + (r == b->first_row ? 0 : slice_of(b, row->y) + 1);
        row->slab_last = b->slab + slice_of(b, row->y + row->height);
        if (row->slab_first > row->slab_last)
            row->slab_first = row->slab_last;
        bool whole = !t->grid && s->break_inside == DOC_BREAK_AVOID;
        for (uint32_t k = row->slab_first + 1; k <= row->slab_last && whole; k++)
            b->galley->slabs[k].cost = TY_COST_INSIDE;
    }
}

/* What cutting at the top of a cell's line costs the slab that begins there. */
static void charge_cut(struct band *b, uint32_t before, uint32_t after, aj_len top, int32_t cost)
{
    for (uint32_t k = before + 1; k <= after; k++) {
        struct ty_slab *slab = &b->galley->slabs[b->slab + k];
        if (cost && cost + b->row_cost > slab->cost)
            slab->cost = cost < TY_COST_NEVER ? cost + b->row_cost : cost;
        aj_len parted = slice_top(b, k) - top;
        if (parted > slab->extra)
            slab->extra = parted;
    }
}

/* Tells every slab what its cell's lines ask of a break there. */
static void charge_cell(struct band *b, const struct ty_cell *cell)
{
    const struct ty_galley *g = cell->galley;
    aj_len y = content_top(cell);
    uint32_t before = 0;
    for (uint32_t k = 0; k < g->slab_count; k++) {
        y += g->slabs[k].space;
        uint32_t after = slice_of(b, y + g->slabs[k].height);
        /* A cut before a cell's first line costs nothing by itself: other cells may have begun. */
        if (k > 0 || after > 0)
            charge_cut(b, before, after, y, k > 0 ? g->slabs[k].cost : 0);
        before = after;
        y += g->slabs[k].height;
    }
}

/*
 * Where a row goes on at the top of a page, its text keeps the distance from the rule above that its cells'
 * padding gave it where it began.
 */
static void repeat_padding(struct band *b)
{
    aj_len *padding = AJ_NEW_N(b->ctx->arena, aj_len, b->cut_count);
    for (uint32_t i = b->first_cell; i < b->end_cell; i++) {
        const struct ty_cell *cell = &b->t->cells[i];
        const struct ty_row *last = &b->t->rows[cell->row + cell->rows - 1];
        /* Of the slices, those that begin below the cell's top and above its bottom. */
        uint32_t k = cell->y > 0 ? slice_of(b, cell->y) + 2 : 1;
        for (; k < b->cut_count && b->cuts[k - 1] < last->y + last->height; k++)
            if (cell->edge[0] > padding[k])
                padding[k] = cell->edge[0];
    }
    for (uint32_t k = 1; k < b->cut_count; k++)
        b->galley->slabs[b->slab + k].extra += padding[k];
}

static void take_note(struct band *b, struct ty_slab *slab, const struct ty_note *note)
{
    AJ_PUSH(b->ctx->arena, b->galley->notes, b->galley->note_count, b->galley->note_cap, note);
    slab->note_count++;
    slab->notes_height += note->height;
}

static void add_items(struct band *b)
{
    struct ty_table *t = b->t;
    uint32_t cells = b->end_cell - b->first_cell;
    uint32_t *next = AJ_NEW_N(b->ctx->arena, uint32_t, cells + 1);
    aj_len *at = AJ_NEW_N(b->ctx->arena, aj_len, cells + 1);
    for (uint32_t i = 0; i < cells; i++)
        at[i] = content_top(&t->cells[b->first_cell + i]);
    for (uint32_t k = 0; k < b->cut_count; k++) {
        struct ty_slab *slab = &b->galley->slabs[b->slab + k];
        slab->item_first = b->galley->item_count;
        slab->note_first = b->galley->note_count;
        for (uint32_t i = 0; i < cells; i++) {
            const struct ty_cell *cell = &t->cells[b->first_cell + i];
            const struct ty_galley *g = cell->galley;
            for (; next[i] < g->slab_count; next[i]++) {
                const struct ty_slab *line = &g->slabs[next[i]];
                aj_len top = at[i] + line->space;
                if (k + 1 < b->cut_count && top + line->height > b->cuts[k])
                    break;
                for (uint32_t n = 0; n < line->item_count; n++) {
                    struct ty_item item = g->items[line->item_first + n];
                    item.x += t->x + cell->x + cell->edge[3];
                    item.y += top - slice_top(b, k);
                    AJ_PUSH(b->ctx->arena, b->galley->items, b->galley->item_count, b->galley->item_cap,
                            item);
                }
                for (uint32_t n = 0; n < line->note_count; n++)
                    take_note(b, slab, g->notes[line->note_first + n]);
                if (line->baselined && !slab->baselined) {
                    slab->baselined = true;
                    slab->baseline = top - slice_top(b, k) + line->baseline;
                }
                at[i] = top + line->height;
            }
        }
        slab->item_count = b->galley->item_count - slab->item_first;
    }
}

static void push_deco(struct band *b, struct ty_deco deco)
{
    AJ_PUSH(b->ctx->arena, b->galley->decos, b->galley->deco_count, b->galley->deco_cap, deco);
}

/* The background of a box whose borders are drawn otherwise, or not at all. */
static const struct ty_paint *fill_of(struct band *b, doc_id node)
{
    uint32_t style = ty_node(b->ctx, node)->style;
    const struct ty_paint *paint = ty_paint_of(b->ctx, style);
    if (!paint || !paint->background.a)
        return NULL;
    struct ty_style *derived = &b->ctx->styles[style];
    if (!derived->fill) {
        struct ty_paint *fill = AJ_NEW(b->ctx->arena, struct ty_paint);
        fill->background = paint->background;
        derived->fill = fill;
    }
    return derived->fill;
}

static void decorate_row(struct band *b, uint32_t r)
{
    struct ty_table *t = b->t;
    const struct ty_row *row = &t->rows[r];
    doc_id nodes[2] = {row->group_node, row->node};
    aj_len left = t->columns[0].x;
    aj_len width = t->columns[t->column_count - 1].x + t->columns[t->column_count - 1].width - left;
    for (int i = 0; i < 2; i++) {
        const struct ty_paint *paint = nodes[i] ? fill_of(b, nodes[i]) : NULL;
        if (paint)
            push_deco(b, (struct ty_deco){.first = row->slab_first,
                                          .last = row->slab_last,
                                          .x = t->x + left,
                                          .width = width,
                                          .node = nodes[i],
                                          .table = b->galley->table,
                                          .segment = b->galley->segment,
                                          .paint = paint});
    }
}

/* A cell's box, and the boxes within it as decorations of the band's slabs. */
static void decorate_cell(struct band *b, const struct ty_cell *cell)
{
    struct ty_table *t = b->t;
    const struct ty_galley *g = cell->galley;
    struct ty_deco base = {.first = t->rows[cell->row].slab_first,
                           .last = t->rows[cell->row + cell->rows - 1].slab_last,
                           .x = t->x + cell->x,
                           .width = cell->width,
                           .node = cell->node,
                           .table = b->galley->table,
                           .segment = b->galley->segment};
    base.paint = t->grid       ? NULL
                 : t->collapse ? fill_of(b, cell->node)
                               : ty_paint_of(b->ctx, ty_node(b->ctx, cell->node)->style);
    if (base.paint)
        push_deco(b, base);
    if (g->deco_count == 0)
        return;
    aj_len *tops = AJ_NEW_N(b->ctx->arena, aj_len, g->slab_count + 1);
    aj_len y = content_top(cell);
    for (uint32_t k = 0; k < g->slab_count; k++) {
        tops[k] = y += g->slabs[k].space;
        y += g->slabs[k].height;
    }
    for (uint32_t i = 0; i < g->deco_count; i++) {
        struct ty_deco d = g->decos[i];
        if (!d.paint)
            continue;
        aj_len top = tops[d.first] + d.top, bottom = tops[d.last] + g->slabs[d.last].height + d.bottom;
        uint32_t first = slice_of(b, tops[d.first] + g->slabs[d.first].height);
        uint32_t last = slice_of(b, tops[d.last] + g->slabs[d.last].height);
        d.first = b->slab + first;
        d.last = b->slab + last;
        d.top = top - slice_top(b, first);
        d.bottom = bottom - b->cuts[last];
        d.x += t->x + cell->x + cell->edge[3];
        d.table = base.table;
        d.segment = base.segment;
        push_deco(b, d);
    }
}

/* Whether a cell says what the rows beside it are about: it spans several, or heads one that may be parted.
 */
static bool is_label(const struct band *b, const struct ty_cell *cell)
{
    if (cell->galley->slab_count == 0 || b->t->grid)
        return false;
    bool heads = ty_node(b->ctx, cell->node)->tag == DOC_TAG_TH && cell->column == 0 && cell->columns == 1;
    return cell->rows > 1 || (heads && b->cut_count > 1);
}

/* They are repeated where a page starts below all they say. */
static void add_labels(struct band *b)
{
    struct ty_galley *g = b->galley;
    uint32_t first = g->label_count;
    for (uint32_t i = b->first_cell; i < b->end_cell; i++) {
        const struct ty_cell *cell = &b->t->cells[i];
        if (!is_label(b, cell))
            continue;
        aj_len end = content_top(cell) + cell->height;
        struct ty_label label = {.first = b->t->rows[cell->row].slab_first,
                                 .last = b->t->rows[cell->row + cell->rows - 1].slab_last,
                                 .content_last = b->slab + slice_of(b, end),
                                 .x = b->t->x + cell->x + cell->edge[3],
                                 .y = cell->edge[0],
                                 .height = cell->height,
                                 .galley = cell->galley};
        AJ_PUSH(b->ctx->arena, g->labels, g->label_count, g->label_cap, label);
    }
    for (uint32_t k = 1; k < b->cut_count; k++) {
        g->slabs[b->slab + k].label_first = first;
        g->slabs[b->slab + k].label_count = g->label_count - first;
    }
}

/* A row that a break before `row` leaves alone: the first below the head, or the last one. */
static bool leaves_one(const struct ty_table *t, uint32_t row)
{
    if (t->grid)
        return false;
    bool first = row > 1 && t->rows[row - 1].group != TY_HEAD_ROW && t->rows[row - 2].group == TY_HEAD_ROW;
    aj_len high = t->ctx->page_height / HIGH_ROW;
    return (first && t->rows[row - 1].height < high) ||
           (row > 0 && row + 1 == t->row_count && t->rows[row].height < high);
}

/* Whether a break inside the band leaves less than a row: it is the first below the head, or the last. */
static bool parts_one(const struct band *b)
{
    const struct ty_table *t = b->t;
    bool first = b->first_row > 0 && t->rows[b->first_row - 1].group == TY_HEAD_ROW;
    return first || (b->first_row > 0 && b->end_row == t->row_count);
}

static void break_rules(struct band *b)
{
    struct ty_table *t = b->t;
    struct ty_row *first = &t->rows[b->first_row], *last = &t->rows[b->end_row - 1];
    const struct doc_style *s = ty_doc_style(b->ctx, ty_node(b->ctx, first->node)->style);
    const struct doc_style *z = ty_doc_style(b->ctx, ty_node(b->ctx, last->node)->style);
    struct ty_slab *slab = &b->galley->slabs[b->slab];
    if (t->grid)
        return;
    if (s->break_before == DOC_BREAK_AVOID && slab->cost < TY_COST_AVOID)
        slab->cost = TY_COST_AVOID;
    if (leaves_one(t, b->first_row) && slab->cost < TY_COST_ALONE)
        slab->cost = TY_COST_ALONE;
    for (uint32_t k = 1; k < b->cut_count && parts_one(b) && b->height < b->ctx->page_height / HIGH_ROW; k++)
        if (slab[k].cost < TY_COST_ALONE + b->row_cost)
            slab[k].cost = TY_COST_ALONE + b->row_cost;
    ty_galley_break(b->galley, z->break_after);
}

void ty_table_band(struct ty_table *t, struct ty_galley *galley, uint32_t first, uint32_t end)
{
    struct band b = {.t = t,
                     .galley = galley,
                     .ctx = t->ctx,
                     .first_row = first,
                     .end_row = end,
                     .first_cell = t->rows[first].cell_first,
                     .end_cell = t->rows[end - 1].cell_first + t->rows[end - 1].cell_count};
    for (uint32_t i = b.first_cell; i < b.end_cell; i++)
        layout_cell(&b, &t->cells[i], 0);
    place_rows(&b);
    if (t->grid)
        stretch_items(&b);
    for (uint32_t i = b.first_cell; i < b.end_cell; i++)
        place_cell(&b, &t->cells[i]);
    find_cuts(&b);
    make_slabs(&b);
    for (uint32_t i = b.first_cell; i < b.end_cell && b.cut_count > 1; i++)
        charge_cell(&b, &t->cells[i]);
    if (b.cut_count > 1)
        repeat_padding(&b);
    for (uint32_t r = first; r < end; r++)
        decorate_row(&b, r);
    for (uint32_t i = b.first_cell; i < b.end_cell; i++)
        decorate_cell(&b, &t->cells[i]);
    add_items(&b);
    add_labels(&b);
    break_rules(&b);
    if (!t->grid)
        ty_table_rules(t, galley, first, end);
    for (uint32_t i = b.first_cell; i < b.end_cell; i++)
        if (!is_label(&b, &t->cells[i]))
            ty_galley_spare(t->cells[i].galley);
}
