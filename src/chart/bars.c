/* Bars: side by side, stacked, or lying where the categories' names are long. */
#include "chart/internal.h"

#include <string.h>

enum { BAR_MOST = 5600, GAP = 150, LABEL_GAP = 150 };

/* The left edge of a category's band, and of the one after the last the plot's right edge. */
static ch_len band(const struct ch_drawing *d, uint32_t i)
{
    return d->left + (ch_len)((int64_t)(d->right - d->left) * i / d->data->category_count);
}

/* Whether every printed value finds room over a bar of that width. */
static bool labels_fit(struct ch_drawing *d, ch_len room)
{
    const struct ch_data *data = d->data;
    for (uint32_t s = 0; s < data->series_count; s++)
        for (uint32_t c = 0; c < data->category_count; c++)
            if (data->series[s].cells[c].known &&
                ch_text_width(d, data->series[s].cells[c].text) + LABEL_GAP > room)
                return false;
    return true;
}

/* A value over or under its bar, on blank paper where a grid line would run through it. */
static void label_bar(struct ch_drawing *d, ch_len x, ch_len y, bool below, const char *text)
{
    ch_len top = below ? y + 200 : y - 300 - d->ascent, bottom = top + d->ascent + 100;
    for (uint32_t i = 0; i < d->scale.tick_count; i++) {
        ch_len grid = ch_y_of(d, d->scale.ticks[i]), width = ch_text_width(d, text) + 200;
        if (grid > top && grid < bottom)
            ch_put_blank(d, d->svg, x - width / 2, grid - 100, width, 200);
    }
    ch_put_text(d, d->svg, x, below ? y + 200 + d->ascent : y - 300, "middle", NULL, text);
}

static void draw_grouped(struct ch_drawing *d)
{
    const struct ch_data *data = d->data;
    ch_len zero = ch_y_of(d, 0), whole = (d->right - d->left) / (ch_len)data->category_count;
    /* Wider bars where that makes room for their values. */
    ch_len bar = 0;
    bool labels = false;
    for (int share = 72; share <= 92 && !labels; share += 10) {
        bar = (whole * share / 100 - GAP * (ch_len)(data->series_count - 1)) / (ch_len)data->series_count;
        bar = bar > BAR_MOST ? BAR_MOST : bar;
        labels = labels_fit(d, data->series_count > 1 ? bar + GAP : whole);
    }
    if (!labels) {
        bar = (whole * 76 / 100 - GAP * (ch_len)(data->series_count - 1)) / (ch_len)data->series_count;
        bar = bar > BAR_MOST ? BAR_MOST : bar;
    }
    ch_len group = bar * (ch_len)data->series_count + GAP * (ch_len)(data->series_count - 1);
    for (uint32_t c = 0; c < data->category_count; c++) {
        ch_len x = (band(d, c) + band(d, c + 1) - group) / 2;
        for (uint32_t s = 0; s < data->series_count; s++, x += bar + GAP) {
            const struct ch_cell *cell = &data->series[s].cells[c];
            if (!cell->known)
                continue;
            ch_len y = ch_y_of(d, cell->value);
            bool below = cell->value < 0;
            ch_put_area(d, d->svg, &data->series[s], x, below ? zero : y, bar, below ? y - zero : zero - y);
            if (labels)
                label_bar(d, x + bar / 2, y, below, cell->text);
        }
    }
}

/* The series' names, in at most `room`, each beside its part of the last bar; 0 where they have none. */
static uint32_t name_parts(struct ch_drawing *d, ch_len room, struct ch_beside *names)
{
    const struct ch_data *data = d->data;
    for (uint32_t s = 0; s < data->series_count; s++) {
        const struct ch_cell *cell = &data->series[s].cells[data->category_count - 1];
        names[s] = (struct ch_beside){.series = s};
        names[s].count = ch_wrap(d, data->series[s].label, room, names[s].lines);
        if (!names[s].count || !cell->known || cell->value <= 0)
            return 0;
    }
    return data->series_count;
}

ch_len ch_stack_names_width(struct ch_drawing *d, ch_len plot)
{
    struct ch_beside names[CH_SERIES_MOST];
    if (d->data->kind != CH_STACKED || d->data->series_count < 2)
        return 0;
    uint32_t count = name_parts(d, d->width * 3 / 10, names);
    ch_len widest = 0, high = 0;
    for (uint32_t i = 0; i < count; i++) {
        ch_len width = ch_beside_width(d, &names[i]);
        widest = width > widest ? width : widest;
        high += d->line * (ch_len)names[i].count;
    }
    return count && high <= plot ? widest + 300 : 0;
}

/* The names beside the last bar, from whose right edge they begin. */
static void put_part_names(struct ch_drawing *d, ch_len edge)
{
    struct ch_beside names[CH_SERIES_MOST];
    uint32_t count = name_parts(d, d->width * 3 / 10, names);
    double sum = 0;
    for (uint32_t i = 0; i < count; i++) {
        double value = d->data->series[i].cells[d->data->category_count - 1].value;
        names[i].wanted = ch_y_of(d, sum + value / 2);
        sum += value;
    }
    ch_spread(d, names, count, d->top, d->bottom);
    for (uint32_t i = 0; i < count; i++) {
        if (names[i].y != names[i].wanted)
            ch_put_rule(d, d->svg, edge + 100, names[i].wanted, d->right + 100, names[i].y, "#777777", "0.4");
        ch_put_beside(d, &names[i], d->right + 300, "start");
    }
}

static void draw_stacked(struct ch_drawing *d)
{
    const struct ch_data *data = d->data;
    for (uint32_t c = 0; c < data->category_count; c++) {
        ch_len width = (band(d, c + 1) - band(d, c)) * 62 / 100;
        width = width > BAR_MOST * 3 / 2 ? BAR_MOST * 3 / 2 : width;
        ch_len x = (band(d, c) + band(d, c + 1) - width) / 2;
        double up = 0, down = 0;
        for (uint32_t s = 0; s < data->series_count; s++) {
            const struct ch_cell *cell = &data->series[s].cells[c];
            if (!cell->known)
                continue;
            double *sum = cell->value < 0 ? &down : &up;
            ch_len from = ch_y_of(d, *sum), to = ch_y_of(d, *sum + cell->value);
            *sum += cell->value;
            ch_len top = from < to ? from : to, height = from < to ? to - from : from - to;
            ch_put_area(d, d->svg, &data->series[s], x, top, width, height);
            ch_put_inside(d, &data->series[s], cell->text, x, top, width, height);
        }
        if (data->totals[c] && down == 0)
            label_bar(d, x + width / 2, ch_y_of(d, up), false, data->totals[c]);
        if (d->beside && c + 1 == data->category_count)
            put_part_names(d, x + width);
    }
}

static void draw_grid(struct ch_drawing *d)
{
    for (uint32_t i = 0; i < d->scale.tick_count; i++) {
        ch_len y = ch_y_of(d, d->scale.ticks[i]);
        if (d->scale.ticks[i] != 0)
            ch_put_rule(d, d->svg, d->left, y, d->right, y, "#c8c8c8", "0.5");
        ch_put_text(d, d->svg, d->left - 500, y + d->ascent / 2 - 50, "end", NULL, d->scale.labels[i]);
    }
}

/* How many categories apart their names stand, so that they do not meet. */
static uint32_t label_step(struct ch_drawing *d)
{
    ch_len widest = 0, whole = (d->right - d->left) / (ch_len)d->data->category_count;
    for (uint32_t c = 0; c < d->data->category_count; c++) {
        ch_len width = ch_text_width(d, d->data->categories[c]);
        ch_len under = ch_text_width(d, ch_scenario_word(d->data->scenarios[c]));
        width = under > width ? under : width;
        widest = width > widest ? width : widest;
    }
    uint32_t step = 1;
    while (step < d->data->category_count && whole * (ch_len)step < widest + 400)
        step++;
    return step;
}

/* Whether some years have other figures than outcomes, which then stands under each. */
static bool tells_scenarios(const struct ch_data *data)
{
    for (uint32_t c = 0; data->time && c < data->category_count; c++)
        if (data->scenarios[c] > CH_OUTCOME)
            return true;
    return false;
}

static void name_categories(struct ch_drawing *d)
{
    uint32_t step = d->data->time ? label_step(d) : 1;
    bool scenarios = tells_scenarios(d->data);
    for (uint32_t c = 0; c < d->data->category_count; c += step) {
        const char *lines[3] = {d->data->categories[c]};
        uint32_t count =
            d->data->time ? 1 : ch_wrap(d, d->data->categories[c], band(d, 1) - band(d, 0) - 300, lines);
        ch_len x = (band(d, c) + band(d, c + 1)) / 2, y = d->names + d->ascent;
        for (uint32_t i = 0; i < (count ? count : 1); i++, y += d->line)
            ch_put_text(d, d->svg, x, y, "middle", NULL, lines[i]);
        const char *scenario = ch_scenario_word(d->data->scenarios[c]);
        ch_len half = ch_text_width(d, scenario) / 2;
        if (*scenario && scenarios && x >= half && x + half <= d->width)
            ch_put_text(d, d->svg, x, y, "middle", NULL, scenario);
    }
}

/* Lines that the longest category name takes under its band; 0 if it does not fit in three. */
static uint32_t name_lines(struct ch_drawing *d)
{
    uint32_t most = 1;
    if (d->data->time)
        return tells_scenarios(d->data) ? 2 : 1;
    for (uint32_t c = 0; c < d->data->category_count; c++) {
        const char *lines[3];
        uint32_t count = ch_wrap(d, d->data->categories[c], band(d, 1) - band(d, 0) - 300, lines);
        if (!count)
            return 0;
        most = count > most ? count : most;
    }
    return most;
}

/* Where the categories' names begin: below the plot, and below the values under bars that hang from zero. */
static ch_len names_top(const struct ch_drawing *d)
{
    ch_len top = d->bottom + 500;
    for (uint32_t s = 0; s < d->data->series_count && d->data->kind == CH_BARS; s++)
        for (uint32_t c = 0; c < d->data->category_count; c++) {
            const struct ch_cell *cell = &d->data->series[s].cells[c];
            ch_len below = cell->known && cell->value < 0 ? ch_y_of(d, cell->value) + 400 + d->line : 0;
            top = below > top ? below : top;
        }
    return top;
}

bool ch_draw_bars(struct ch_drawing *d)
{
    ch_lay_out(d);
    uint32_t lines = d->data->lying ? 0 : name_lines(d);
    if (!lines)
        return ch_draw_lying(d);
    ch_draw_legend(d);
    d->names = names_top(d);
    d->height = d->names + d->line * (ch_len)lines + 200;
    draw_grid(d);
    if (d->data->kind == CH_STACKED)
        draw_stacked(d);
    else
        draw_grouped(d);
    ch_len zero = ch_y_of(d, 0);
    ch_put_rule(d, d->svg, d->left, zero, d->right, zero, "#555555", "0.8");
    name_categories(d);
    return true;
}
