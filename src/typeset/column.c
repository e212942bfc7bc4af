/* Columns: segments of the flow that are set in several, filled one after the other, and balanced where they
 * end. */
#include "typeset/block.h"
#include "typeset/page.h"

enum { BALANCED = 200 /* a balanced height is found to 0.2 pt */ };

struct ty_room ty_columns_leave(struct ty_galley *galley)
{
    struct ty_segment *segment = &galley->segments[galley->segment - 1];
    segment->end = galley->slab_count;
    galley->segment = 0;
    return (struct ty_room){galley->columns_x, galley->columns_width};
}

void ty_columns_enter(struct ty_galley *galley)
{
    const struct doc_style *s = ty_doc_style(galley->ctx, galley->columns_style);
    uint32_t columns = s->columns < TY_COLUMNS_OF_FLOW ? s->columns : TY_COLUMNS_OF_FLOW;
    aj_len width = galley->columns_width - s->column_gap * (aj_len)(columns - 1);
    struct ty_segment segment = {.first = galley->slab_count,
                                 .end = galley->slab_count,
                                 .columns = columns,
                                 .x = galley->columns_x,
                                 .column_width = width > 0 ? width / (aj_len)columns : 0,
                                 .gap = s->column_gap,
                                 .fill_auto = s->column_fill_auto,
                                 .rule_width = s->column_rule_width,
                                 .rule_color = s->column_rule_color};
    AJ_PUSH(galley->ctx->arena, galley->segments, galley->segment_count, galley->segment_cap, segment);
    galley->segment = galley->segment_count;
}

void ty_layout_columns(struct ty_galley *galley, doc_id id, struct ty_room room)
{
    galley->columns_style = ty_node(galley->ctx, id)->style;
    galley->columns_x = room.x;
    galley->columns_width = room.width;
    galley->columns_painted = galley->painted;
    ty_columns_enter(galley);
    aj_len width = galley->segments[galley->segment - 1].column_width;
    ty_layout_content(galley, id, (struct ty_room){room.x, width});
    ty_columns_leave(galley);
    galley->columns_width = 0;
}

/* What a slab takes at the top of a column or page. */
static int64_t first_height(const struct ty_galley *galley, uint32_t slab)
{
    const struct ty_slab *s = &galley->slabs[slab];
    return (int64_t)ty_head_height(galley, slab) + s->extra + s->height;
}

aj_len ty_space_above(const struct ty_slab *slab, int32_t give)
{
    return slab->elastic ? slab->space + (aj_len)((int64_t)slab->space * give / 1000000) : slab->space;
}

uint32_t ty_next_slab(const struct ty_galley *galley, uint32_t slab)
{
    slab++;
    return galley->skip && galley->skip->first && slab == galley->skip->first ? galley->skip->end : slab;
}

aj_len ty_space_over(const struct ty_galley *galley, uint32_t slab)
{
    bool joined = galley->skip && galley->skip->first && slab == galley->skip->end;
    return joined ? galley->skip->joined : galley->slabs[slab].space;
}

int64_t ty_stretch_height(const struct ty_galley *galley, uint32_t first, uint32_t end)
{
    int64_t height = first < end ? first_height(galley, first) : 0;
    for (uint32_t i = ty_next_slab(galley, first); i < end; i = ty_next_slab(galley, i))
        height += ty_space_over(galley, i) + galley->slabs[i].height;
    return height;
}

aj_len ty_tail_of(const struct ty_galley *galley, uint32_t first, uint32_t end)
{
    const struct ty_skip *skip = galley->skip;
    if (skip && skip->first && end == skip->end)
        end = skip->first;
    return first < end ? galley->slabs[end - 1].tail : 0;
}

uint32_t ty_column_fill(const struct ty_galley *galley, uint32_t first, uint32_t end, aj_len height)
{
    int64_t used = first_height(galley, first), best_cost = INT64_MAX;
    uint32_t second = ty_next_slab(galley, first), best = second, above = first;
    for (uint32_t i = second;; above = i, i = ty_next_slab(galley, i)) {
        int64_t whole = used + galley->slabs[above].tail;
        if (i >= end || galley->slabs[i].force == DOC_BREAK_COLUMN)
            return whole <= height || i == second ? i : best;
        if (whole > height)
            return best;
        int64_t empty = height > 0 ? (height - whole) * 1000 / height : 0;
        int64_t cost = empty * empty + galley->slabs[i].cost;
        if (cost <= best_cost) {
            best_cost = cost;
            best = i;
        }
        used += ty_space_over(galley, i) + galley->slabs[i].height;
    }
}

/* Whether [first, end) stands in one column of the height. */
static bool fits(const struct ty_galley *galley, uint32_t first, uint32_t end, aj_len height)
{
    int64_t used = 0;
    aj_len tail = 0;
    for (uint32_t i = first; i < end; i = ty_next_slab(galley, i)) {
        if (i > first && galley->slabs[i].force == DOC_BREAK_COLUMN)
            return false;
        used += i == first ? first_height(galley, i) : ty_space_over(galley, i) + galley->slabs[i].height;
        tail = galley->slabs[i].tail;
        if (used > height)
            return false;
    }
    return used + tail <= height;
}

/*
 * Fills a segment's columns of `height` from slab `first`; ends[c] is where column c ends. True when all of
 * [first, end) is in them; `worst` is the highest cost of their breaks.
 */
static bool split(const struct ty_galley *galley, const struct ty_segment *segment, struct ty_span slabs,
                  aj_len height, uint32_t ends[TY_COLUMNS_OF_FLOW], int32_t *worst)
{
    uint32_t at = slabs.first, end = slabs.end;
    bool whole = true;
    *worst = 0;
    for (uint32_t c = 0; c < segment->columns; c++) {
        if (at < end) {
            uint32_t from = at;
            if (c + 1 == segment->columns && fits(galley, at, end, height))
                at = end;
            else
                at = ty_column_fill(galley, at, end, height);
            whole = whole && fits(galley, from, at, height);
            if (at < end && galley->slabs[at].force != DOC_BREAK_COLUMN && galley->slabs[at].cost > *worst)
                *worst = galley->slabs[at].cost;
        }
        ends[c] = at;
    }
    return whole && at == end;
}

aj_len ty_columns_balance(const struct ty_galley *galley, const struct ty_segment *segment, uint32_t first,
                          uint32_t end, aj_len most, uint32_t ends[TY_COLUMNS_OF_FLOW])
{
    int64_t total = 0, tallest = 0, room = (int64_t)most * segment->columns;
    for (uint32_t i = first; i < end; i = ty_next_slab(galley, i)) {
        int64_t height = galley->slabs[i].height;
        total += height;
        tallest = height > tallest ? height : tallest;
        if (total > room)
            return -1;
    }
    /* What is to be kept together is parted only where no height would spare it. */
    int32_t worst, allowed = TY_COST_INSIDE - 1;
    struct ty_span slabs = {first, end};
    if (most <= 0 || !split(galley, segment, slabs, most, ends, &worst))
        return -1;
    if (worst > allowed)
        allowed = INT32_MAX;
    aj_len high = most, low = (aj_len)(total / segment->columns);
    if (low < tallest)
        low = (aj_len)tallest;
    uint32_t trial[TY_COLUMNS_OF_FLOW];
    while (!segment->fill_auto && high - low > BALANCED) {
        aj_len middle = low + (high - low) / 2;
        if (split(galley, segment, slabs, middle, trial, &worst) && worst <= allowed)
            high = middle;
        else
            low = middle;
    }
    split(galley, segment, slabs, high, ends, &worst);
    /* The columns are as high as the highest of them, not as the room that was tried. */
    int64_t used = 0;
    for (uint32_t c = 0, from = first; c < segment->columns; from = ends[c], c++) {
        int64_t height = ty_stretch_height(galley, from, ends[c]) + ty_tail_of(galley, from, ends[c]);
        used = height > used ? height : used;
    }
    return (aj_len)used;
}
