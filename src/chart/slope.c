/* Two periods: a line for each series between what it was and what it became, labelled at both ends. */
#include "chart/internal.h"

enum { LABEL_GAP = 800, PLOT_LEAST = 17000, TOP_GAP = 500 };

/* The series' values in one of the two periods, with what stands beside them. */
static uint32_t gather(struct ch_drawing *d, uint32_t period, struct ch_beside *labels, bool named,
                       ch_len room)
{
    uint32_t count = 0;
    for (uint32_t s = 0; s < d->data->series_count; s++) {
        const struct ch_series *series = &d->data->series[s];
        const struct ch_cell *cell = &series->cells[period];
        if (!cell->known)
            continue;
        struct ch_beside *label = &labels[count++];
        *label = (struct ch_beside){.count = 1, .series = s, .lines = {cell->text}};
        if (named && *series->label) {
            const char *text = period ? aj_printf(d->job->arena, "%s %s", cell->text, series->label)
                                      : aj_printf(d->job->arena, "%s %s", series->label, cell->text);
            uint32_t lines = ch_wrap(d, text, room, label->lines);
            label->count = lines ? lines : 1;
            if (!lines)
                label->lines[0] = text;
        }
    }
    return count;
}

static ch_len widest_of(struct ch_drawing *d, const struct ch_beside *labels, uint32_t count)
{
    ch_len widest = 0;
    for (uint32_t i = 0; i < count; i++) {
        ch_len width = ch_beside_width(d, &labels[i]);
        widest = width > widest ? width : widest;
    }
    return widest;
}

static ch_len height_of(const struct ch_drawing *d, const struct ch_beside *labels, uint32_t count)
{
    ch_len height = 0;
    for (uint32_t i = 0; i < count; i++)
        height += (ch_len)labels[i].count * d->line;
    return height;
}

/* Labels at one side of the plot, joined to their points where they had to move. */
static void put_labels(struct ch_drawing *d, struct ch_beside *labels, uint32_t count, uint32_t period)
{
    ch_len x = period ? d->right : d->left, out = period ? 1 : -1;
    for (uint32_t i = 0; i < count; i++)
        labels[i].wanted = ch_y_of(d, d->data->series[labels[i].series].cells[period].value);
    ch_spread(d, labels, count, d->top - d->line / 2, d->bottom + d->line / 2);
    for (uint32_t i = 0; i < count; i++) {
        if (labels[i].y != labels[i].wanted)
            ch_put_rule(d, d->svg, x + out * 350, labels[i].wanted, x + out * (LABEL_GAP - 100), labels[i].y,
                        "#777777", "0.4");
        ch_put_beside(d, &labels[i], x + out * LABEL_GAP, period ? "start" : "end");
    }
}

static void draw_series(struct ch_drawing *d)
{
    for (uint32_t s = 0; s < d->data->series_count; s++) {
        const struct ch_series *series = &d->data->series[s];
        const struct ch_cell *from = &series->cells[0], *to = &series->cells[1];
        ch_len points[] = {d->left, 0, d->right, 0};
        if (from->known)
            points[1] = ch_y_of(d, from->value);
        if (to->known)
            points[3] = ch_y_of(d, to->value);
        if (from->known && to->known)
            ch_put_stroke(d, d->svg, series->style, NULL, points, 2);
        if (from->known)
            ch_put_marker(d, d->svg, series, points[0], points[1]);
        if (to->known)
            ch_put_marker(d, d->svg, series, points[2], points[3]);
    }
}

bool ch_draw_slope(struct ch_drawing *d)
{
    struct ch_beside left[CH_SERIES_MOST], right[CH_SERIES_MOST];
    bool many = d->data->series_count > 1;
    ch_len room = d->width * 36 / 100;
    uint32_t on_left = gather(d, 0, left, many, room), on_right = gather(d, 1, right, many, room);
    /* Where names do not fit twice they stand at the end alone. */
    if (widest_of(d, left, on_left) > room ||
        height_of(d, left, on_left) > d->line * 3 / 2 * (ch_len)on_left) {
        room = d->width / 2;
        on_left = gather(d, 0, left, false, room);
        on_right = gather(d, 1, right, many, room);
    }
    /* Nor there: then a legend names the lines. */
    d->legend = many && widest_of(d, right, on_right) > room;
    if (d->legend)
        on_right = gather(d, 1, right, false, room);
    ch_draw_legend(d);
    ch_len legend = ch_legend_height(d);
    ch_len names[] = {ch_text_width(d, d->data->categories[0]) / 2,
                      ch_text_width(d, d->data->categories[1]) / 2};
    d->left = widest_of(d, left, on_left) + LABEL_GAP;
    d->left = d->left < names[0] ? names[0] : d->left;
    ch_len after = widest_of(d, right, on_right) + LABEL_GAP;
    d->right = d->width - (after < names[1] ? names[1] : after);
    ch_len high = height_of(d, left, on_left), other = height_of(d, right, on_right);
    high = other > high ? other : high;
    d->top = legend + d->line + TOP_GAP + d->line / 2 + (d->data->unit_on_axis ? d->line : 0);
    d->bottom = d->top + (high * 5 / 4 > PLOT_LEAST ? high * 5 / 4 : PLOT_LEAST);
    double least, greatest;
    ch_find_range(d->data, &least, &greatest);
    d->scale = (struct ch_scale){.low = least, .high = greatest > least ? greatest : least + 1};
    for (int i = 0; i < 2; i++) {
        ch_len x = i ? d->right : d->left;
        ch_put_rule(d, d->svg, x, d->top - d->line / 2, x, d->bottom + d->line / 2, "#c8c8c8", "0.5");
        ch_put_text(d, d->svg, x, d->top - d->line / 2 - TOP_GAP, "middle", NULL, d->data->categories[i]);
    }
    draw_series(d);
    put_labels(d, left, on_left, 0);
    put_labels(d, right, on_right, 1);
    d->height = d->bottom + d->line / 2 + 200;
    return true;
}
