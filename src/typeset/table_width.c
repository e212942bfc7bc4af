/*
 * Column widths. One pass over the cells gives each column what it needs at least and what it would take;
 * spanning cells raise their columns in order of span; then the room is shared out.
 */
#include "typeset/table.h"

#include <stdlib.h>
#include <string.h>

enum {
    NARROWEST = 8, /* em of hyphenated text */
    LONGEST = 13   /* em of a word that is not broken while there is room */
};

static void raise(aj_len *value, aj_len least)
{
    if (*value < least)
        *value = least;
}

/* Text that is hyphenated keeps room for more than a syllable, and not for every monster of a word. */
static void bound_words(struct ty_extent *extent, aj_len em)
{
    aj_len most = LONGEST * em, least = NARROWEST * em;
    if (extent->whole > most)
        extent->whole = most > extent->least ? most : extent->least;
    raise(&extent->least, extent->whole < least ? extent->whole : least);
}

static void measure_cell(struct ty_table *t, struct ty_cell *cell)
{
    struct ty_context *ctx = t->ctx;
    const struct doc_style *s = ty_doc_style(ctx, ty_node(ctx, cell->node)->style);
    aj_len frame = cell->edge[1] + cell->edge[3];
    cell->extent = ty_measure(ctx, cell->node);
    if (s->hyphens == DOC_HYPHENS_AUTO)
        bound_words(&cell->extent, s->font_size);
    cell->extent.least += frame;
    cell->extent.whole += frame;
    cell->extent.greatest += frame;
    if (cell->columns > 1)
        return;
    struct ty_column *column = &t->columns[cell->column];
    raise(&column->least, cell->extent.least);
    raise(&column->whole, cell->extent.whole);
    raise(&column->greatest, cell->extent.greatest);
    if (cell->extent.numeric) {
        raise(&column->before_edge, cell->extent.before_mark + cell->edge[3]);
        raise(&column->from_edge, cell->extent.from_mark + cell->edge[1]);
    }
    if (column->at_least.unit == DOC_AUTO)
        column->at_least = s->min_width;
    if (column->wanted.unit == DOC_AUTO && s->width.unit != DOC_AUTO) {
        column->wanted = s->width;
        if (s->width.unit == DOC_LENGTH)
            column->wanted.value += frame;
    }
}

/* Raises the columns that a cell spans so that they hold `need`, in proportion to what they would take. */
static void raise_span(struct ty_table *t, const struct ty_cell *cell, aj_len need, size_t field)
{
    int64_t sum = (int64_t)t->spacing[0] * (cell->columns - 1), weight = 0;
    for (uint32_t c = cell->column; c < cell->column + cell->columns; c++) {
        sum += *(aj_len *)((char *)&t->columns[c] + field);
        weight += t->columns[c].greatest + 1;
    }
    int64_t missing = need - sum;
    for (uint32_t c = cell->column; missing > 0 && c < cell->column + cell->columns; c++) {
        int64_t own = t->columns[c].greatest + 1;
        aj_len part = weight > 0 ? (aj_len)(missing * own / weight) : 0;
        *(aj_len *)((char *)&t->columns[c] + field) += part;
        missing -= part;
        weight -= own;
    }
}

static int by_span(const void *a, const void *b)
{
    const struct ty_cell *x = *(const struct ty_cell *const *)a, *y = *(const struct ty_cell *const *)b;
    if (x->columns != y->columns)
        return x->columns < y->columns ? -1 : 1;
    return x < y ? -1 : x > y;
}

void ty_table_measure(struct ty_table *t)
{
    const struct ty_cell **spans = AJ_NEW_N(t->ctx->arena, const struct ty_cell *, t->cell_count + 1);
    uint32_t count = 0;
    for (uint32_t i = 0; i < t->cell_count; i++) {
        measure_cell(t, &t->cells[i]);
        if (t->cells[i].columns > 1)
            spans[count++] = &t->cells[i];
    }
    for (uint32_t c = 0; c < t->column_count; c++) {
        struct ty_column *column = &t->columns[c];
        raise(&column->least, column->before_edge + column->from_edge);
        raise(&column->whole, column->least);
        raise(&column->greatest, column->whole);
    }
    if (count)
        qsort(spans, count, sizeof *spans, by_span);
    for (uint32_t i = 0; i < count; i++) {
        raise_span(t, spans[i], spans[i]->extent.least, offsetof(struct ty_column, least));
        raise_span(t, spans[i], spans[i]->extent.whole, offsetof(struct ty_column, whole));
        raise_span(t, spans[i], spans[i]->extent.greatest, offsetof(struct ty_column, greatest));
    }
    for (uint32_t c = 0; c < t->column_count; c++) {
        raise(&t->columns[c].whole, t->columns[c].least);
        raise(&t->columns[c].greatest, t->columns[c].whole);
    }
}

aj_len ty_table_across(const struct ty_table *t, uint32_t column, uint32_t columns)
{
    aj_len width = t->spacing[0] * (aj_len)(columns - 1);
    for (uint32_t c = column; c < column + columns; c++)
        width += t->columns[c].width;
    return width;
}

static aj_len *measure_at(struct ty_column *column, size_t field)
{
    return (aj_len *)((char *)column + field);
}

/* Makes the columns [first, end) equal in one of their measures, if they are much alike and it fits. */
static void make_equal(struct ty_table *t, uint32_t first, uint32_t end, size_t field, int64_t target)
{
    aj_len most = 0, least = INT32_MAX;
    int64_t sum = 0;
    for (uint32_t c = 0; c < t->column_count; c++) {
        aj_len own = *measure_at(&t->columns[c], field);
        if (c < first || c >= end) {
            /* Words of others are broken rather than like columns unlike. */
            sum += field == offsetof(struct ty_column, whole) ? t->columns[c].least : own;
            continue;
        }
        most = own > most ? own : most;
        least = own < least ? own : least;
    }
    if (most / 8 * 5 > least || sum + (int64_t)most * (end - first) > target)
        return;
    for (uint32_t c = first; c < end; c++)
        *measure_at(&t->columns[c], field) = most;
}

/* The end of the columns of figures that stand side by side from `first` on and ask for the same width, as of
 * several years; `first` itself when it is none. */
static uint32_t like_columns(const struct ty_table *t, uint32_t first)
{
    uint32_t end = first;
    while (end < t->column_count && t->columns[end].from_edge &&
           t->columns[end].wanted.unit == t->columns[first].wanted.unit &&
           t->columns[end].wanted.value == t->columns[first].wanted.value)
        end++;
    return end;
}

/* Like columns are equally wide. */
static void even_out(struct ty_table *t, int64_t target)
{
    static const size_t fields[] = {offsetof(struct ty_column, least), offsetof(struct ty_column, whole),
                                    offsetof(struct ty_column, greatest)};
    for (uint32_t c = 0; c < t->column_count;) {
        uint32_t end = like_columns(t, c);
        for (size_t i = 0; i < 3 && end > c + 1; i++)
            make_equal(t, c, end, fields[i], target);
        c = end > c ? end : c + 1;
    }
}

/* The same for widths that were shared out; those that need more than the mean stay as they are. */
static void even_widths(struct ty_table *t)
{
    for (uint32_t c = 0; c < t->column_count;) {
        uint32_t end = like_columns(t, c);
        int64_t sum = 0;
        aj_len need = 0;
        for (uint32_t i = c; i < end; i++) {
            sum += t->columns[i].width;
            raise(&need, t->columns[i].whole);
        }
        if (end > c + 1 && sum / (end - c) >= need)
            for (uint32_t i = c; i < end; i++) {
                t->columns[i].width = (aj_len)(sum / (end - i));
                sum -= t->columns[i].width;
            }
        c = end > c ? end : c + 1;
    }
}

/* What the columns ask for, and the sums of it. */
struct sums {
    int64_t least, whole, wish;
    aj_len *wishes;
};

static struct sums sum_up(struct ty_table *t, int64_t target)
{
    struct sums s = {.wishes = AJ_NEW_N(t->ctx->arena, aj_len, t->column_count + 1)};
    for (uint32_t c = 0; c < t->column_count; c++) {
        struct ty_column *column = &t->columns[c];
        if (column->at_least.unit != DOC_AUTO)
            raise(&column->whole, ty_resolve(column->at_least, (aj_len)target, 0));
        raise(&column->greatest, column->whole);
        s.wishes[c] = column->greatest;
        if (column->wanted.unit != DOC_AUTO) {
            s.wishes[c] = ty_resolve(column->wanted, (aj_len)target, 0);
            raise(&s.wishes[c], column->least);
            /* A column that is asked to be narrow is hyphenated rather than widened. */
            if (column->whole > s.wishes[c])
                column->whole = s.wishes[c];
        }
        s.least += column->least;
        s.whole += column->whole;
        s.wish += s.wishes[c];
    }
    return s;
}

/* Gives `room` to the columns between two of their measures. */
static void between(struct ty_table *t, const aj_len *low, const aj_len *high, int64_t low_sum,
                    int64_t high_sum, int64_t room)
{
    int64_t spare = room - low_sum, range = high_sum - low_sum;
    for (uint32_t c = 0; c < t->column_count; c++) {
        int64_t own = high[c] - low[c];
        aj_len part = range > 0 ? (aj_len)(spare * own / range) : 0;
        t->columns[c].width = low[c] + part;
        spare -= part;
        range -= own;
    }
}

enum { AIR = 4000 /* that a column gets whose longest word is wider than the column was to be */ };

static bool is_full(const struct ty_table *t, const struct sums *s, uint32_t column, int64_t target)
{
    struct doc_size wanted = t->columns[column].wanted;
    return wanted.unit != DOC_AUTO && s->wishes[column] > ty_resolve(wanted, (aj_len)target, 0);
}

/* Where there is room, such a word does not stand close to its neighbour. Returns what is left to share. */
static int64_t give_air(const struct ty_table *t, struct sums *s, int64_t spare, int64_t target)
{
    int64_t asked = 0;
    for (uint32_t c = 0; c < t->column_count; c++)
        asked += is_full(t, s, c, target) ? AIR : 0;
    if (asked > spare / 2)
        return spare;
    for (uint32_t c = 0; c < t->column_count; c++)
        s->wishes[c] += is_full(t, s, c, target) ? AIR : 0;
    return spare - asked;
}

/* Room beyond what the columns want goes to those without a width of their own, by what they want. */
static void widen(struct ty_table *t, struct sums *s, int64_t room)
{
    int64_t weight = 0, spare = give_air(t, s, room - s->wish, room);
    bool all = true;
    for (uint32_t c = 0; c < t->column_count; c++)
        all = all && t->columns[c].wanted.unit != DOC_AUTO;
    for (uint32_t c = 0; c < t->column_count; c++)
        weight += all || t->columns[c].wanted.unit == DOC_AUTO ? s->wishes[c] + 1 : 0;
    for (uint32_t c = 0; c < t->column_count; c++) {
        int64_t own = all || t->columns[c].wanted.unit == DOC_AUTO ? s->wishes[c] + 1 : 0;
        aj_len part = weight > 0 ? (aj_len)(spare * own / weight) : 0;
        t->columns[c].width = s->wishes[c] + part;
        spare -= part;
        weight -= own;
    }
}

/* The columns share what there is, so that nothing is printed outside the page. */
static void squeeze(struct ty_table *t, int64_t room)
{
    int64_t sum = 0;
    for (uint32_t c = 0; c < t->column_count; c++)
        sum += t->columns[c].least;
    for (uint32_t c = 0; c < t->column_count; c++)
        t->columns[c].width = ty_share(room > 0 ? room : 0, t->columns[c].least, sum);
}

static void fixed_widths(struct ty_table *t, struct sums *s, int64_t room)
{
    int64_t left = room;
    uint32_t open = 0;
    for (uint32_t c = 0; c < t->column_count; c++) {
        if (t->columns[c].wanted.unit == DOC_AUTO) {
            open++;
            continue;
        }
        t->columns[c].width = ty_resolve(t->columns[c].wanted, (aj_len)room, 0);
        left -= t->columns[c].width;
    }
    if (open == 0)
        widen(t, s, room > s->wish ? room : s->wish);
    for (uint32_t c = 0; open && c < t->column_count; c++)
        if (t->columns[c].wanted.unit == DOC_AUTO) {
            aj_len part = left > 0 ? (aj_len)(left / open) : 0;
            t->columns[c].width = part;
            left -= part;
            open--;
        }
}

/* How far columns give way to have room beside each other: the first that is enough. */
enum giving { GIVE_LONG_TEXT, GIVE_SHORT_TEXT, GIVE_WISHES, GIVE_WORDS, GIVINGS };

/* What is at most so much of a table is short. */
enum { SHORT = 6 };

static aj_len lower_bound(const struct ty_column *column, aj_len wish, int64_t target, enum giving giving)
{
    bool asked = column->wanted.unit != DOC_AUTO;
    if (asked && giving < GIVE_WISHES)
        return wish;
    if (!asked && giving == GIVE_LONG_TEXT && column->greatest <= target / SHORT)
        return column->greatest;
    return giving < GIVE_WORDS ? column->whole : column->least + (column->whole - column->least) / 2;
}

/*
 * Between what columns need and what they want: where words can stay whole they do, a column keeps the width
 * that it asks for, and the rest is shared so that the rows are low.
 */
static void share_low(struct ty_table *t, const struct sums *s, int64_t target)
{
    uint32_t n = t->column_count;
    aj_len *lower = AJ_NEW_N(t->ctx->arena, aj_len, n + 1), *upper = AJ_NEW_N(t->ctx->arena, aj_len, n + 1);
    int64_t lower_sum = 0, upper_sum = 0;
    for (int giving = 0; giving < GIVINGS; giving++) {
        lower_sum = upper_sum = 0;
        for (uint32_t c = 0; c < n; c++) {
            lower[c] = lower_bound(&t->columns[c], s->wishes[c], target, (enum giving)giving);
            upper[c] = s->wishes[c];
            raise(&upper[c], lower[c]);
            lower_sum += lower[c];
            upper_sum += upper[c];
        }
        if (lower_sum <= target)
            break;
    }
    if (lower_sum > target) {
        for (uint32_t c = 0; c < n; c++) {
            upper[c] = lower[c];
            lower[c] = t->columns[c].least;
        }
        between(t, lower, upper, s->least, lower_sum, target);
        return;
    }
    if (upper_sum < target) /* columns that ask for a width leave the rest to the others */
        for (uint32_t c = 0; c < n; c++)
            if (t->columns[c].wanted.unit == DOC_AUTO) {
                upper_sum += target - upper[c];
                upper[c] = (aj_len)target;
            }
    between(t, lower, upper, lower_sum, upper_sum > lower_sum ? upper_sum : lower_sum, target);
    ty_table_lower(t, lower, upper);
    even_widths(t);
}

static void share_out(struct ty_table *t, struct sums *s, int64_t target)
{
    if (t->style->table_fixed)
        fixed_widths(t, s, target);
    else if (target >= s->wish)
        widen(t, s, target);
    else
        share_low(t, s, target);
}

struct ty_room ty_table_widths(struct ty_table *t, struct ty_room room)
{
    struct ty_edges e = ty_edges_of(t->style, room.width);
    aj_len frame = 0;
    for (int side = 1; side < 4; side += 2) {
        if (t->collapse)
            e.border[side] = e.padding[side] = 0;
        frame += e.border[side] + e.padding[side];
    }
    aj_len space = room.width - e.margin[1] - e.margin[3];
    aj_len gaps = frame + t->spacing[0] * (aj_len)(t->column_count + 1);
    bool fitted = t->style->width.unit == DOC_AUTO;
    aj_len wanted = ty_resolve(t->style->width, room.width, space);
    if (t->style->max_width.unit != DOC_AUTO && wanted > ty_resolve(t->style->max_width, room.width, wanted))
        wanted = ty_resolve(t->style->max_width, room.width, wanted);
    if (wanted > space)
        wanted = space;
    int64_t target = (int64_t)wanted - gaps;
    even_out(t, target);
    struct sums s = sum_up(t, target);
    if (fitted && s.wish < target)
        target = s.wish;
    if (target < s.least && !t->style->table_fixed && target < (int64_t)space - gaps)
        target = s.least < (int64_t)space - gaps ? s.least : (int64_t)space - gaps;
    if (target < s.least && !t->style->table_fixed)
        squeeze(t, target);
    else
        share_out(t, &s, target);
    aj_len x = e.border[3] + e.padding[3] + t->spacing[0];
    for (uint32_t c = 0; c < t->column_count; c++) {
        t->columns[c].x = x;
        x += t->columns[c].width + t->spacing[0];
    }
    t->width = t->column_count ? x + e.border[1] + e.padding[1] : frame;
    aj_len left = e.margin[3], spare = space - t->width;
    if (t->style->margin[3].unit == DOC_AUTO && spare > 0)
        left = t->style->margin[1].unit == DOC_AUTO ? spare / 2 : spare;
    t->x = room.x + left;
    return (struct ty_room){t->x, t->width};
}

struct ty_extent ty_table_extent(struct ty_context *ctx, doc_id node)
{
    struct ty_table *t = ty_table_of(ctx, node);
    struct ty_edges e = ty_edges_of(t->style, 0);
    aj_len frame = t->spacing[0] * (aj_len)(t->column_count + 1);
    if (!t->collapse)
        frame += e.border[1] + e.border[3] + e.padding[1] + e.padding[3];
    struct ty_extent extent = {.least = frame, .whole = frame, .greatest = frame};
    for (uint32_t c = 0; c < t->column_count; c++) {
        extent.least += t->columns[c].least;
        extent.whole += t->columns[c].whole;
        extent.greatest += t->columns[c].greatest;
    }
    if (t->style->width.unit == DOC_LENGTH) {
        raise(&extent.least, t->style->width.value);
        raise(&extent.whole, t->style->width.value);
        raise(&extent.greatest, t->style->width.value);
    }
    extent.smallest = ty_table_smallest(t, extent.least);
    return extent;
}
