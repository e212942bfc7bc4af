/*
 * Grids. The rows are those of a table without borders (table_band.c): an item is a cell whose content is the
 * item's whole box. Only the widths of the columns have their own rules (CSS Grid Layout 2, 12.4 to 12.7).
 */
#include "typeset/grid.h"
#include "typeset/table.h"

/* The items, one cell each: blocks, and runs of what stands in lines. No more columns than `most`. */
static struct ty_table *collect(struct ty_context *ctx, doc_id id, uint32_t most)
{
    struct ty_table *t = AJ_NEW(ctx->arena, struct ty_table);
    const struct doc_style *s = ty_doc_style(ctx, ty_node(ctx, id)->style);
    t->ctx = ctx;
    t->node = id;
    t->style = s;
    t->grid = true;
    t->spacing[0] = s->column_gap;
    t->spacing[1] = s->row_gap;
    uint32_t columns = s->track_count ? s->track_count : 1, column = 0;
    columns = columns < most ? columns : most;
    for (uint32_t c = 0; c < columns; c++) {
        struct ty_column one = {.wanted =
                                    s->track_count ? s->tracks[c] : (struct doc_size){DOC_FRACTION, 1000}};
        AJ_PUSH(ctx->arena, t->columns, t->column_count, t->column_cap, one);
    }
    struct ty_child child;
    for (doc_id at = ty_node(ctx, id)->first; ty_next_child(ctx, at, &child); at = child.end) {
        if (!child.block && ty_para_empty(ty_para_of(ctx, id, child.first, child.end)))
            continue;
        if (column == 0) {
            struct ty_row row = {.group = TY_BODY_ROW, .cell_first = t->cell_count};
            AJ_PUSH(ctx->arena, t->rows, t->row_count, t->row_cap, row);
        }
        struct ty_cell cell = {.node = child.first,
                               .end = child.end,
                               .run = !child.block,
                               .row = t->row_count - 1,
                               .column = column,
                               .rows = 1,
                               .columns = 1};
        AJ_PUSH(ctx->arena, t->cells, t->cell_count, t->cell_cap, cell);
        t->rows[t->row_count - 1].cell_count++;
        column = (column + 1) % columns;
    }
    return t;
}

static void raise(aj_len *value, aj_len least)
{
    if (*value < least)
        *value = least;
}

static void measure(struct ty_table *t, doc_id id)
{
    for (uint32_t i = 0; i < t->cell_count; i++) {
        const struct ty_cell *cell = &t->cells[i];
        struct ty_column *column = &t->columns[cell->column];
        if (column->wanted.unit == DOC_LENGTH || column->wanted.unit == DOC_PERCENT)
            continue;
        struct ty_child child = {cell->node, cell->end, !cell->run};
        struct ty_extent e = ty_measure_child(t->ctx, id, &child);
        raise(&column->least, e.least);
        raise(&column->smallest, e.smallest);
        raise(&column->whole, e.whole);
        raise(&column->greatest, e.greatest);
    }
}

/* Columns of so many fr share what the others leave; one whose content needs more has that (12.7.1). */
static void share_fractions(struct ty_table *t, int64_t spare)
{
    for (bool again = true; again;) {
        int64_t sum = 0, rest = spare;
        again = false;
        for (uint32_t c = 0; c < t->column_count; c++)
            if (t->columns[c].wanted.unit == DOC_FRACTION && !t->columns[c].held)
                sum += t->columns[c].wanted.value;
        for (uint32_t c = 0; c < t->column_count; c++) {
            struct ty_column *column = &t->columns[c];
            if (column->wanted.unit != DOC_FRACTION || column->held)
                continue;
            int64_t parts = column->wanted.value;
            column->width = rest > 0 && sum > 0 ? (aj_len)(rest * parts / sum) : 0;
            rest -= column->width;
            sum -= parts;
        }
        for (uint32_t c = 0; c < t->column_count && !again; c++) {
            struct ty_column *column = &t->columns[c];
            if (column->wanted.unit != DOC_FRACTION || column->held || column->width >= column->least)
                continue;
            column->width = column->least;
            column->held = again = true;
            spare -= column->width;
        }
    }
}

/* Columns that are auto: as wide as their content asks, when there is room; they share what is missing. */
static int64_t share_automatic(struct ty_table *t, int64_t spare)
{
    int64_t least = 0, greatest = 0;
    bool fractions = false;
    uint32_t count = 0;
    for (uint32_t c = 0; c < t->column_count; c++) {
        fractions |= t->columns[c].wanted.unit == DOC_FRACTION;
        if (t->columns[c].wanted.unit != DOC_AUTO)
            continue;
        count++;
        least += t->columns[c].least;
        greatest += t->columns[c].greatest;
    }
    int64_t target = greatest < spare && fractions ? greatest : spare, used = 0;
    for (uint32_t c = 0; c < t->column_count; c++) {
        struct ty_column *column = &t->columns[c];
        if (column->wanted.unit != DOC_AUTO)
            continue;
        int64_t more = 0;
        if (target >= greatest)
            more = column->greatest - column->least + (target - greatest) / count;
        else if (target > least)
            more = (target - least) * (column->greatest - column->least) / (greatest - least);
        column->width = column->least + (aj_len)more;
        used += column->width;
    }
    return spare - used;
}

/* Shares the space among the columns; how much they then have together. */
static int64_t share(struct ty_table *t, aj_len room, int64_t space)
{
    int64_t spare = space, needed = 0;
    for (uint32_t c = 0; c < t->column_count; c++) {
        struct ty_column *column = &t->columns[c];
        if (column->wanted.unit == DOC_LENGTH || column->wanted.unit == DOC_PERCENT) {
            column->width = ty_resolve(column->wanted, room, 0);
            spare -= column->width;
        }
    }
    spare = share_automatic(t, spare);
    share_fractions(t, spare);
    for (uint32_t c = 0; c < t->column_count; c++)
        needed += t->columns[c].width;
    return needed;
}

static int64_t space_of(const struct ty_table *t, struct ty_room room)
{
    return room.width - (int64_t)t->spacing[0] * (t->column_count - 1);
}

/* Finds the widths; false when the columns have no room beside each other. */
static bool find_widths(struct ty_table *t, struct ty_room room)
{
    int64_t space = space_of(t, room);
    if (share(t, room.width, space) <= space)
        return true;
    /* Rather smaller tables than fewer columns. */
    for (uint32_t c = 0; c < t->column_count; c++) {
        t->columns[c].least = t->columns[c].smallest;
        t->columns[c].held = false;
    }
    return share(t, room.width, space) <= space;
}

/* Columns that need more than there is share it, so that nothing leaves the page, and it is told. */
static void fit(struct ty_table *t, struct ty_room room)
{
    struct ty_context *ctx = t->ctx;
    int64_t needed = 0, space = space_of(t, room);
    for (uint32_t c = 0; c < t->column_count; c++)
        needed += t->columns[c].width;
    if (!ctx->quiet)
        aj_diag_add(ctx->job->diags, AJ_E0618, ty_node(ctx, t->node)->at,
                    ty_mm(ctx, needed < INT32_MAX / 2 ? (aj_len)needed : INT32_MAX / 2),
                    ty_mm(ctx, space > 0 ? (aj_len)space : 0), NULL);
    for (uint32_t c = 0; c < t->column_count; c++)
        t->columns[c].width = ty_share(space > 0 ? space : 0, t->columns[c].width, needed);
}

static bool is_flexible(const struct ty_table *t)
{
    for (uint32_t c = 0; c < t->column_count; c++)
        if (t->columns[c].wanted.unit != DOC_FRACTION)
            return false;
    return true;
}

/*
 * The grid with its columns in their places. Where columns that only share the room have too little for what
 * stands in them, there are fewer of them and more rows: a figure may be longer than whoever drew the look
 * thought of.
 */
static struct ty_table *with_room(struct ty_context *ctx, doc_id id, struct ty_room room)
{
    struct ty_table *t = collect(ctx, id, UINT32_MAX), *whole = t;
    measure(t, id);
    while (!find_widths(t, room)) {
        if (t->column_count == 1 || !is_flexible(t)) {
            t = whole;
            fit(t, room);
            break;
        }
        t = collect(ctx, id, t->column_count - 1);
        measure(t, id);
    }
    aj_len x = 0;
    for (uint32_t c = 0; c < t->column_count; c++) {
        t->columns[c].x = x;
        x += t->columns[c].width + t->spacing[0];
    }
    t->x = room.x;
    t->width = room.width;
    return t;
}

void ty_layout_grid(struct ty_galley *galley, doc_id id, struct ty_room room)
{
    struct ty_context *ctx = galley->ctx;
    aj_len available = ctx->available;
    bool rigid = galley->rigid;
    ctx->available = room.width;
    struct ty_table *t = with_room(ctx, id, room);
    galley->rigid = true;
    for (uint32_t r = 0; r < t->row_count; r++) {
        if (r > 0)
            ty_galley_space(galley, t->spacing[1]);
        ty_table_band(t, galley, r, r + 1);
    }
    galley->rigid = rigid;
    ctx->available = available;
}

struct ty_extent ty_grid_extent(struct ty_context *ctx, doc_id id)
{
    ctx->depth++;
    struct ty_table *t = collect(ctx, id, UINT32_MAX);
    measure(t, id);
    ctx->depth--;
    aj_len gaps = t->spacing[0] * (aj_len)(t->column_count - 1);
    struct ty_extent extent = {.least = gaps, .smallest = gaps, .whole = gaps, .greatest = gaps};
    for (uint32_t c = 0; c < t->column_count; c++) {
        const struct ty_column *column = &t->columns[c];
        bool fixed = column->wanted.unit == DOC_LENGTH;
        extent.least += fixed ? column->wanted.value : column->least;
        extent.smallest += fixed ? column->wanted.value : column->smallest;
        extent.whole += fixed ? column->wanted.value : column->whole;
        extent.greatest += fixed ? column->wanted.value : column->greatest;
    }
    return extent;
}
