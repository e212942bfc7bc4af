/* Lines over time, each named at its end. */
#include "chart/internal.h"

#include <string.h>

enum { LABELS_MOST = 3 * CH_SERIES_MOST };

/* Values beside their points: middles of their baselines, and half their widths. */
struct labels {
    ch_len x[LABELS_MOST], y[LABELS_MOST], half[LABELS_MOST];
    const char *text[LABELS_MOST];
    uint32_t count;
};

/* The points stand half a year's name within the plot, so that the names stay under it. */
static ch_len x_of(const struct ch_drawing *d, uint32_t i)
{
    uint32_t last = d->data->category_count - 1;
    ch_len left = d->left + d->inset, width = d->right - d->inset - left;
    return last ? left + (ch_len)((int64_t)width * i / last) : left + width / 2;
}

static void draw_series(struct ch_drawing *d, const struct ch_series *series)
{
    ch_len points[2 * CH_CATEGORIES_MOST];
    uint32_t count = 0;
    for (uint32_t c = 0; c <= d->data->category_count; c++) {
        bool known = c < d->data->category_count && series->cells[c].known;
        if (known) {
            points[2 * count] = x_of(d, c);
            points[2 * count + 1] = ch_y_of(d, series->cells[c].value);
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

/* Whether a series' line comes between two heights anywhere from x - half to x + half of the point c. */
static bool line_passes(const struct ch_drawing *d, const struct ch_cell *cells, uint32_t c, ch_len half,
                        ch_len top, ch_len bottom)
{
    ch_len here = ch_y_of(d, cells[c].value), high = here, low = here;
    for (int side = -1; side <= 1; side += 2) {
        uint32_t next = side < 0 ? c - 1 : c + 1; /* before the first it wraps round to none */
        if (next >= d->data->category_count || !cells[next].known)
            continue;
        ch_len apart = side < 0 ? x_of(d, c) - x_of(d, next) : x_of(d, next) - x_of(d, c);
        int64_t share = half < apart ? half : apart;
        ch_len y = here + (ch_len)(apart ? (ch_y_of(d, cells[next].value) - here) * share / apart : 0);
        high = y < high ? y : high;
        low = y > low ? y : low;
    }
    return low > top - 400 && high < bottom + 400;
}

/* Whether a value's label at that point stays in the plot and clear of the other series' lines. */
static bool is_free(struct ch_drawing *d, uint32_t s, uint32_t c, ch_len top, ch_len bottom)
{
    ch_len half = ch_text_width(d, d->data->series[s].cells[c].text) / 2;
    for (uint32_t k = 0; k < d->data->series_count; k++)
        if (k != s && d->data->series[k].cells[c].known &&
            line_passes(d, d->data->series[k].cells, c, half, top, bottom))
            return false;
    return bottom < d->bottom - 200 && top > d->top - d->line;
}

/* Finds room for a value's label on the side where its own line leaves it; none where others are in the way.
 */
static void place_value(struct ch_drawing *d, struct labels *labels, uint32_t s, uint32_t c, bool above)
{
    const struct ch_cell *cell = &d->data->series[s].cells[c];
    ch_len y = ch_y_of(d, cell->value), baseline = above ? y - 600 : y + 500 + d->ascent;
    ch_len half = ch_text_width(d, cell->text) / 2 + 150, x = x_of(d, c);
    x = x - half < d->left ? d->left + half : x;
    x = x + half > d->right ? d->right - half : x;
    if (!is_free(d, s, c, baseline - d->ascent, baseline) || labels->count == LABELS_MOST)
        return;
    for (uint32_t i = 0; i < labels->count; i++) {
        ch_len apart = x > labels->x[i] ? x - labels->x[i] : labels->x[i] - x;
        ch_len over = baseline > labels->y[i] ? baseline - labels->y[i] : labels->y[i] - baseline;
        if (apart < half + labels->half[i] && over < d->line)
            return;
    }
    labels->x[labels->count] = x;
    labels->y[labels->count] = baseline;
    labels->half[labels->count] = half;
    labels->text[labels->count++] = cell->text;
}

/* The first, greatest and least value of a series; the last one stands at the line's end. */
static void place_values(struct ch_drawing *d, struct labels *labels, uint32_t s)
{
    const struct ch_cell *cells = d->data->series[s].cells;
    uint32_t none = d->data->category_count, first = none, second = none, last = none, least = none,
             greatest = none;
    for (uint32_t c = 0; c < none; c++) {
        if (!cells[c].known)
            continue;
        second = first != none && second == none ? c : second;
        first = first == none ? c : first;
        last = c;
        least = least == none || cells[c].value < cells[least].value ? c : least;
        greatest = greatest == none || cells[c].value > cells[greatest].value ? c : greatest;
    }
    if (first == last)
        return;
    place_value(d, labels, s, first, cells[second].value <= cells[first].value);
    if (greatest != first && greatest != last)
        place_value(d, labels, s, greatest, true);
    if (least != first && least != last && least != greatest)
        place_value(d, labels, s, least, false);
}

/* What stands at a line's end: the series' name, if there are several, and its last value. */
static const char *end_label(const struct ch_drawing *d, uint32_t s, uint32_t *last)
{
    const struct ch_series *series = &d->data->series[s];
    *last = d->data->category_count;
    for (uint32_t c = 0; c < d->data->category_count; c++)
        if (series->cells[c].known)
            *last = c;
    if (*last == d->data->category_count)
        return NULL;
    const char *value = series->cells[*last].text;
    if (d->data->series_count == 1 || d->legend)
        return value;
    return aj_printf(d->job->arena, "%s %s", value, series->label);
}

/* Labels at the lines' ends, in order of their height, moved apart where they would meet. */
static void label_ends(struct ch_drawing *d)
{
    struct {
        const char *text;
        uint32_t series, last;
        ch_len y, end;
    } ends[CH_SERIES_MOST];
    uint32_t count = 0;
    for (uint32_t s = 0; s < d->data->series_count; s++) {
        uint32_t last;
        const char *text = end_label(d, s, &last);
        if (!text)
            continue;
        ch_len y = ch_y_of(d, d->data->series[s].cells[last].value);
        uint32_t at = count++;
        for (; at > 0 && ends[at - 1].y > y; at--)
            ends[at] = ends[at - 1];
        ends[at].text = text;
        ends[at].series = s;
        ends[at].last = last;
        ends[at].y = ends[at].end = y;
    }
    for (uint32_t i = 1; i < count; i++)
        if (ends[i].y < ends[i - 1].y + d->line)
            ends[i].y = ends[i - 1].y + d->line;
    for (uint32_t i = count; i-- > 0;) {
        ch_len lowest = i + 1 < count ? ends[i + 1].y - d->line : d->bottom;
        ends[i].y = ends[i].y > lowest ? lowest : ends[i].y;
    }
    for (uint32_t i = 0; i < count; i++) {
        ch_len x = x_of(d, d->data->category_count - 1) + 800, from = x_of(d, ends[i].last) + 300;
        bool apart = ends[i].y != ends[i].end || ends[i].last + 1 != d->data->category_count;
        if (apart)
            ch_put_rule(d, d->svg, from, ends[i].end, x + 300, ends[i].y, "#777777", "0.4");
        ch_put_text(d, d->svg, x + 500, ends[i].y + d->ascent / 2 - 50, "start", NULL, ends[i].text);
    }
}

/* How wide the labels at the lines' ends are. */
static ch_len ends_width(struct ch_drawing *d)
{
    ch_len widest = 0;
    for (uint32_t s = 0; s < d->data->series_count; s++) {
        uint32_t last;
        const char *text = end_label(d, s, &last);
        ch_len width = text ? ch_text_width(d, text) : 0;
        widest = width > widest ? width : widest;
    }
    return widest;
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

bool ch_lines_need_legend(struct ch_drawing *d)
{
    d->legend = false;
    return ends_width(d) > d->width * 2 / 5;
}

/* The grid ends with the lines, so that it does not run into what is written there. */
static void draw_grid(struct ch_drawing *d, const struct labels *labels)
{
    ch_len end = x_of(d, d->data->category_count - 1) + 300;
    for (uint32_t i = 0; i < d->scale.tick_count; i++) {
        ch_len y = ch_y_of(d, d->scale.ticks[i]);
        bool zero = d->scale.ticks[i] == 0 || !i;
        ch_put_rule(d, d->svg, d->left, y, i ? end : d->right, y, zero ? "#555555" : "#c8c8c8",
                    zero ? "0.8" : "0.5");
        ch_put_text(d, d->svg, d->left - 500, y + d->ascent / 2 - 50, "end", NULL, d->scale.labels[i]);
        for (uint32_t k = 0; i && k < labels->count; k++)
            if (y > labels->y[k] - d->ascent && y < labels->y[k] + 100)
                ch_put_blank(d, d->svg, labels->x[k] - labels->half[k] + 50, y - 100,
                             2 * labels->half[k] - 100, 200);
    }
}

bool ch_draw_lines(struct ch_drawing *d)
{
    struct labels labels = {.count = 0};
    ch_lay_out(d);
    ch_draw_legend(d);
    d->inset = ch_text_width(d, d->data->categories[d->data->category_count - 1]) / 2 + 100;
    d->right = d->width - ends_width(d) - 1300 + d->inset;
    d->right = d->right > d->width ? d->width : d->right;
    d->height = d->bottom + 500 + d->line + 200;
    for (uint32_t s = 0; s < d->data->series_count; s++)
        place_values(d, &labels, s);
    draw_grid(d, &labels);
    for (uint32_t s = 0; s < d->data->series_count; s++)
        draw_series(d, &d->data->series[s]);
    for (uint32_t i = 0; i < labels.count; i++)
        ch_put_text(d, d->svg, labels.x[i], labels.y[i], "middle", NULL, labels.text[i]);
    label_ends(d);
    name_categories(d);
    return true;
}
