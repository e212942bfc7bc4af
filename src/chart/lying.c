/* Bars that run to the right, each category's below the one before, its name on the left. */
#include "chart/internal.h"

enum { GAP = 100, NAME_GAP = 600, VALUE_GAP = 300, BETWEEN = 700 };

ch_len ch_names_width(struct ch_drawing *d)
{
    ch_len most = d->width * 2 / 5, widest = 0;
    for (uint32_t c = 0; c < d->data->category_count; c++) {
        struct ch_beside name = ch_break_label(d, d->data->categories[c], most);
        if (!name.count && *d->data->categories[c])
            return 0;
        ch_len width = ch_beside_width(d, &name);
        widest = width > widest ? width : widest;
    }
    return widest;
}

static ch_len values_width(struct ch_drawing *d, bool negative)
{
    const struct ch_data *data = d->data;
    ch_len widest = 0;
    for (uint32_t c = 0; c < data->category_count; c++) {
        for (uint32_t s = 0; s < data->series_count && data->kind == CH_BARS; s++) {
            const struct ch_cell *cell = &data->series[s].cells[c];
            ch_len width =
                cell->known && (cell->value < 0) == negative ? ch_text_width(d, cell->text) + VALUE_GAP : 0;
            widest = width > widest ? width : widest;
        }
        if (data->kind == CH_STACKED && data->totals[c] && !negative) {
            ch_len width = ch_text_width(d, data->totals[c]) + VALUE_GAP;
            widest = width > widest ? width : widest;
        }
    }
    return widest;
}

/* Bars that bear their values need no axis; parts of a stack do, as few bear theirs. */
static void make_scale(struct ch_drawing *d)
{
    double least, greatest;
    ch_find_range(d->data, &least, &greatest);
    if (d->data->kind == CH_STACKED) {
        d->scale = ch_make_scale(d->job->arena, least, greatest, false, 6);
        return;
    }
    d->scale = (struct ch_scale){.low = least < 0 ? least : 0, .high = greatest > 0 ? greatest : 0};
    if (d->scale.low == d->scale.high)
        d->scale.high = 1;
}

static void set_sides(struct ch_drawing *d, ch_len names)
{
    d->left = names ? names + NAME_GAP : 0;
    d->left += d->scale.low < 0 ? values_width(d, true) : 0;
    d->right = d->width - values_width(d, false);
    if (!d->scale.tick_count)
        return;
    /* The first and last label of the axis stand under its ends. */
    ch_len first = ch_text_width(d, d->scale.labels[0]) / 2,
           last = ch_text_width(d, d->scale.labels[d->scale.tick_count - 1]) / 2 + 100;
    d->left = d->left < first ? first : d->left;
    d->right = d->right > d->width - last ? d->width - last : d->right;
}

/* Every so many labels of the axis, so that they do not meet. */
static uint32_t tick_step(struct ch_drawing *d)
{
    ch_len widest = 0;
    for (uint32_t i = 0; i < d->scale.tick_count; i++) {
        ch_len width = ch_text_width(d, d->scale.labels[i]);
        widest = width > widest ? width : widest;
    }
    ch_len apart = (d->right - d->left) / (ch_len)(d->scale.tick_count > 1 ? d->scale.tick_count - 1 : 1);
    uint32_t step = 1;
    while (step < d->scale.tick_count && apart * (ch_len)step < widest + 500)
        step++;
    return step;
}

/* Grid lines of an axis of values from left to right, or its labels below d->bottom. */
static void draw_axis_below(struct ch_drawing *d, bool labels)
{
    uint32_t step = tick_step(d);
    for (uint32_t i = 0; i < d->scale.tick_count; i++) {
        ch_len x = ch_x_of(d, d->scale.ticks[i]);
        if (!labels && d->scale.ticks[i] != 0)
            ch_put_rule(d, d->svg, x, d->top, x, d->bottom, "#c8c8c8", "0.5");
        if (labels && i % step == 0)
            ch_put_text(d, d->svg, x, d->bottom + 500 + d->ascent, "middle", NULL, d->scale.labels[i]);
    }
}

static void put_name(struct ch_drawing *d, uint32_t c, ch_len names, ch_len top, ch_len height)
{
    struct ch_beside name = ch_break_label(d, d->data->categories[c], names);
    name.y = top + height / 2;
    ch_put_beside(d, &name, names, "end");
}

static void draw_side_by_side(struct ch_drawing *d, uint32_t c, ch_len y, ch_len bar)
{
    ch_len zero = ch_x_of(d, 0);
    for (uint32_t s = 0; s < d->data->series_count; s++, y += bar + GAP) {
        const struct ch_cell *cell = &d->data->series[s].cells[c];
        if (!cell->known)
            continue;
        ch_len x = ch_x_of(d, cell->value);
        ch_put_area(d, d->svg, &d->data->series[s], x < zero ? x : zero, y, x < zero ? zero - x : x - zero,
                    bar);
        ch_put_text(d, d->svg, cell->value < 0 ? x - VALUE_GAP : x + VALUE_GAP,
                    y + bar / 2 + d->ascent / 2 - 50, cell->value < 0 ? "end" : "start", NULL, cell->text);
    }
}

static void draw_stack(struct ch_drawing *d, uint32_t c, ch_len y, ch_len bar)
{
    double up = 0, down = 0;
    for (uint32_t s = 0; s < d->data->series_count; s++) {
        const struct ch_series *series = &d->data->series[s];
        const struct ch_cell *cell = &series->cells[c];
        if (!cell->known)
            continue;
        double *sum = cell->value < 0 ? &down : &up;
        ch_len from = ch_x_of(d, *sum), to = ch_x_of(d, *sum + cell->value);
        *sum += cell->value;
        ch_len x = from < to ? from : to, width = from < to ? to - from : from - to;
        ch_put_area(d, d->svg, series, x, y, width, bar);
        ch_put_inside(d, series, cell->text, x, y, width, bar);
    }
    if (d->data->totals[c] && down == 0)
        ch_put_text(d, d->svg, ch_x_of(d, up) + VALUE_GAP, y + bar / 2 + d->ascent / 2 - 50, "start", NULL,
                    d->data->totals[c]);
}

/* How high a category is: its bars, or its name where that takes more. */
static ch_len category_height(struct ch_drawing *d, uint32_t c, ch_len names, ch_len bar)
{
    uint32_t bars = d->data->kind == CH_STACKED ? 1 : d->data->series_count;
    ch_len high = (bar + GAP) * (ch_len)bars - GAP;
    const char *lines[3];
    ch_len name = names ? (ch_len)ch_wrap(d, d->data->categories[c], names, lines) * d->line : 0;
    return name > high ? name : high;
}

bool ch_draw_lying(struct ch_drawing *d)
{
    d->legend = d->data->series_count > 1;
    ch_draw_legend(d);
    ch_len names = ch_names_width(d), bar = d->data->kind == CH_STACKED ? d->line * 3 / 2 : d->line - GAP;
    make_scale(d);
    set_sides(d, names);
    d->top = ch_legend_height(d) + (d->data->unit_on_axis ? d->line + 300 : 100);
    d->bottom = d->top;
    for (uint32_t c = 0; c < d->data->category_count; c++)
        d->bottom += category_height(d, c, names, bar) + BETWEEN + (names ? 0 : d->line + 100);
    d->bottom -= BETWEEN - 200;
    draw_axis_below(d, false);
    ch_len y = d->top + 100;
    for (uint32_t c = 0; c < d->data->category_count; c++) {
        ch_len high = category_height(d, c, names, bar);
        uint32_t bars = d->data->kind == CH_STACKED ? 1 : d->data->series_count;
        ch_len own = (bar + GAP) * (ch_len)bars - GAP;
        if (names) {
            put_name(d, c, names, y, high);
        } else {
            ch_put_blank(d, d->svg, 0, y, ch_text_width(d, d->data->categories[c]) + 200, d->line);
            ch_put_text(d, d->svg, 0, y + d->ascent, "start", NULL, d->data->categories[c]);
            y += d->line + 100;
        }
        if (d->data->kind == CH_STACKED)
            draw_stack(d, c, y + (high - own) / 2, bar);
        else
            draw_side_by_side(d, c, y + (high - own) / 2, bar);
        if (!names)
            ch_put_rule(d, d->svg, ch_x_of(d, 0), y - 50, ch_x_of(d, 0), y + high + 50, "#555555", "0.8");
        y += high + BETWEEN;
    }
    if (names)
        ch_put_rule(d, d->svg, ch_x_of(d, 0), d->top, ch_x_of(d, 0), d->bottom, "#555555", "0.8");
    draw_axis_below(d, true);
    d->height = d->bottom + (d->scale.tick_count ? 500 + d->line + 200 : 100);
    return true;
}
