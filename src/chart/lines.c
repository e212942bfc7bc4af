/* Lines over time, each named at its end. */
#include "chart/internal.h"

#include <string.h>

static ch_len y_of(const struct ch_drawing *d, double value)
{
    double share = (value - d->scale.low) / (d->scale.high - d->scale.low);
    return d->bottom - (ch_len)(share * (d->bottom - d->top) + 0.5);
}

static ch_len x_of(const struct ch_drawing *d, uint32_t i)
{
    uint32_t last = d->data->category_count - 1;
    return last ? d->left + (ch_len)((int64_t)(d->right - d->left) * i / last) : (d->left + d->right) / 2;
}

static void draw_series(struct ch_drawing *d, const struct ch_series *series)
{
    ch_len points[2 * CH_CATEGORIES_MOST];
    uint32_t count = 0;
    for (uint32_t c = 0; c <= d->data->category_count; c++) {
        bool known = c < d->data->category_count && series->cells[c].known;
        if (known) {
            points[2 * count] = x_of(d, c);
            points[2 * count + 1] = y_of(d, series->cells[c].value);
            count++;
            continue;
        }
        if (count > 1) /* a gap ends the line */
            ch_put_polyline(d, d->svg, series, points, count);
        for (uint32_t i = 0; i < count; i++)
            ch_put_marker(d, d->svg, series, points[2 * i], points[2 * i + 1]);
        count = 0;
    }
}

/* Whether a value's label at that point would run into another series' point or line there. */
static bool is_free(const struct ch_drawing *d, uint32_t s, uint32_t c, ch_len top, ch_len bottom)
{
    for (uint32_t k = 0; k < d->data->series_count; k++) {
        const struct ch_cell *cell = &d->data->series[k].cells[c];
        if (k == s || !cell->known)
            continue;
        ch_len y = y_of(d, cell->value);
        if (y > top - 500 && y < bottom + 500)
            return false;
    }
    return true;
}

/* The first, last, least and greatest value of each series, where there is room above or below their points.
 */
static void label_values(struct ch_drawing *d, uint32_t s)
{
    const struct ch_series *series = &d->data->series[s];
    uint32_t count = d->data->category_count, marks[4] = {count, count, count, count};
    for (uint32_t c = 0; c < count; c++) {
        if (!series->cells[c].known)
            continue;
        double value = series->cells[c].value;
        marks[0] = marks[0] == count ? c : marks[0];
        marks[1] = c;
        marks[2] = marks[2] == count || value < series->cells[marks[2]].value ? c : marks[2];
        marks[3] = marks[3] == count || value > series->cells[marks[3]].value ? c : marks[3];
    }
    for (int i = 0; i < 4; i++) {
        bool seen = marks[i] == count;
        for (int k = 0; k < i; k++)
            seen = seen || marks[k] == marks[i];
        if (seen)
            continue;
        ch_len x = x_of(d, marks[i]), y = y_of(d, series->cells[marks[i]].value);
        const char *anchor = marks[i] == 0 && count > 1           ? "start"
                             : marks[i] == count - 1 && count > 1 ? "end"
                                                                  : "middle";
        bool below = marks[i] == marks[2] && marks[2] != marks[3];
        ch_len baseline = below ? y + 500 + d->ascent : y - 600;
        if (is_free(d, s, marks[i], baseline - d->ascent, baseline))
            ch_put_text(d, d->svg, x, baseline, anchor, NULL, series->cells[marks[i]].text);
    }
}

static void name_categories(struct ch_drawing *d)
{
    ch_len widest = 0, apart = d->data->category_count > 1 ? x_of(d, 1) - x_of(d, 0) : d->width;
    for (uint32_t c = 0; c < d->data->category_count; c++) {
        ch_len width = ch_text_width(d, d->data->categories[c]);
        widest = width > widest ? width : widest;
    }
    uint32_t step = 1;
    while (step < d->data->category_count && apart * (ch_len)step < widest + 400)
        step++;
    for (uint32_t c = 0; c < d->data->category_count; c += step) {
        ch_len x = x_of(d, c);
        ch_put_rule(d, d->svg, x, d->bottom, x, d->bottom + 300, "#555555", "0.8");
        ch_put_text(d, d->svg, x, d->bottom + 500 + d->ascent, "middle", NULL, d->data->categories[c]);
    }
}

void ch_draw_lines(struct ch_drawing *d)
{
    ch_len half = ch_text_width(d, d->data->categories[d->data->category_count - 1]) / 2 + 300;
    d->right -= half; /* the last year's name stands under the last point */
    d->left += half > 800 ? 800 : half;
    d->height = d->bottom + 500 + d->line + 200;
    for (uint32_t i = 0; i < d->scale.tick_count; i++) {
        ch_len y = y_of(d, d->scale.ticks[i]);
        ch_put_rule(d, d->svg, d->left, y, d->right, y, i ? "#c8c8c8" : "#555555", i ? "0.5" : "0.8");
        ch_put_text(d, d->svg, d->left - 500, y + d->ascent / 2 - 50, "end", NULL, d->scale.labels[i]);
    }
    for (uint32_t s = 0; s < d->data->series_count; s++)
        draw_series(d, &d->data->series[s]);
    for (uint32_t s = 0; s < d->data->series_count; s++)
        label_values(d, s);
    name_categories(d);
}
