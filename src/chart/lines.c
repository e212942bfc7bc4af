/* Lines over time, each named at its end. */
#include "chart/internal.h"

#include <string.h>

enum { VALUES_MOST = 6, LABELS_MOST = 3 * VALUES_MOST };

/* Values beside their points: middles of their baselines, and half their widths. */
struct labels {
    ch_len x[LABELS_MOST], y[LABELS_MOST], half[LABELS_MOST];
    const char *text[LABELS_MOST];
    uint32_t count;
};

/* The points stand half a year's name within the plot, so that the names stay under it. */
ch_len ch_line_x(const struct ch_drawing *d, uint32_t i)
{
    uint32_t last = d->data->category_count - 1;
    ch_len left = d->left + d->inset, width = d->right - d->inset - left;
    return last ? left + (ch_len)((int64_t)width * i / last) : left + width / 2;
}

/* Where the rule stands that parts outcomes from what is planned; -1 where there is none. */
static ch_len turn_of(const struct ch_drawing *d)
{
    uint32_t ahead = d->data->ahead;
    return ahead ? (ch_line_x(d, ahead - 1) + ch_line_x(d, ahead)) / 2 : -1;
}

/* Points in a row, from the category `first` on: solid up to the last outcome, then dashed. */
static void draw_run(struct ch_drawing *d, const struct ch_series *series, const ch_len *points,
                     uint32_t first, uint32_t count)
{
    uint32_t ahead = d->data->ahead, done = ahead > first ? ahead - first : 0;
    done = done > count ? count : done;
    if (!ahead && count > 1)
        ch_put_polyline(d, d->svg, series, points, count);
    if (ahead && done > 1)
        ch_put_stroke(d, d->svg, series->style, NULL, points, done);
    uint32_t from = done ? done - 1 : 0;
    if (ahead && count - from > 1)
        ch_put_stroke(d, d->svg, series->style, "5 3", points + (size_t)2 * from, count - from);
    for (uint32_t i = 0; i < count; i++)
        if (ahead && i >= done)
            ch_put_open_marker(d, d->svg, series, points[2 * i], points[2 * i + 1]);
        else
            ch_put_marker(d, d->svg, series, points[2 * i], points[2 * i + 1]);
}

static void draw_series(struct ch_drawing *d, const struct ch_series *series)
{
    ch_len points[2 * CH_CATEGORIES_MOST];
    uint32_t count = 0;
    for (uint32_t c = 0; c <= d->data->category_count; c++) {
        bool known = c < d->data->category_count && series->cells[c].known;
        if (known) {
            points[2 * count] = ch_line_x(d, c);
            points[2 * count + 1] = ch_y_of(d, series->cells[c].value);
            count++;
            continue;
        }
        if (count) /* a gap ends the line */
            draw_run(d, series, points, c - count, count);
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
        ch_len apart = side < 0 ? ch_line_x(d, c) - ch_line_x(d, next) : ch_line_x(d, next) - ch_line_x(d, c);
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
    ch_len half = ch_text_width(d, cell->text) / 2 + 150, x = ch_line_x(d, c);
    x = x - half < d->left ? d->left + half : x;
    x = x + half > d->right ? d->right - half : x;
    ch_len turn = turn_of(d);
    if (!is_free(d, s, c, baseline - d->ascent, baseline) || labels->count == LABELS_MOST ||
        (turn > x - half && turn < x + half))
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

static void name_categories(struct ch_drawing *d)
{
    ch_len widest = 0, apart = d->data->category_count > 1 ? ch_line_x(d, 1) - ch_line_x(d, 0) : d->width;
    for (uint32_t c = 0; c < d->data->category_count; c++) {
        ch_len width = ch_text_width(d, d->data->categories[c]);
        widest = width > widest ? width : widest;
    }
    uint32_t step = 1;
    while (step < d->data->category_count && apart * (ch_len)step < widest + 400)
        step++;
    for (uint32_t c = 0; c < d->data->category_count; c += step) {
        ch_len x = ch_line_x(d, c);
        ch_put_rule(d, d->svg, x, d->bottom, x, d->bottom + 300, "#555555", "0.8");
        ch_len half = ch_text_width(d, d->data->categories[c]) / 2;
        if (x >= half && x + half <= d->width)
            ch_put_text(d, d->svg, x, d->bottom + 500 + d->ascent, "middle", NULL, d->data->categories[c]);
    }
}

/* The grid ends with the lines, so that it does not run into what is written there. */
static void draw_grid(struct ch_drawing *d, const struct labels *labels)
{
    ch_len end = ch_line_x(d, d->data->category_count - 1) + 300;
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

/* "budget och plan": the kinds of figures after the turn, each once. */
static const char *words_ahead(const struct ch_drawing *d)
{
    const char *words = "";
    bool told[CH_SCENARIOS] = {false}, last[CH_SCENARIOS] = {false};
    enum ch_scenario final = CH_UNSAID;
    for (uint32_t c = d->data->ahead; c < d->data->category_count; c++)
        if (d->data->scenarios[c] && !last[d->data->scenarios[c]]) {
            final = d->data->scenarios[c];
            last[final] = true;
        }
    for (uint32_t c = d->data->ahead; c < d->data->category_count; c++) {
        enum ch_scenario scenario = d->data->scenarios[c];
        if (!scenario || told[scenario])
            continue;
        const char *between = !*words ? "" : scenario == final ? " och " : ", ";
        words = aj_printf(d->job->arena, "%s%s%s", words, between, ch_scenario_word(scenario));
        told[scenario] = true;
    }
    return words;
}

/* A rule between outcomes and what is planned, and on either side of its head which is which. */
static void draw_turn(struct ch_drawing *d)
{
    ch_len turn = turn_of(d), baseline = d->top - d->line - 200;
    const char *after = words_ahead(d), *before = ch_scenario_word(CH_OUTCOME);
    if (turn < 0)
        return;
    ch_put_rule(d, d->svg, turn, baseline - d->ascent, turn, d->bottom, "#777777", "0.6");
    if (turn - 600 > ch_text_width(d, before))
        ch_put_text(d, d->svg, turn - 600, baseline, "end", NULL, before);
    ch_len room = d->width - turn - 600;
    const char *first = ch_scenario_word(d->data->scenarios[d->data->ahead]);
    after = ch_text_width(d, after) > room ? first : after;
    if (ch_text_width(d, after) <= room)
        ch_put_text(d, d->svg, turn + 600, baseline, "start", NULL, after);
}

bool ch_draw_lines(struct ch_drawing *d)
{
    struct labels labels = {.count = 0};
    ch_lay_out(d);
    ch_draw_legend(d);
    if (d->data->ahead) {
        d->top += d->line * 3 / 2;
        d->bottom += d->line * 3 / 2;
    }
    ch_len ends = ch_line_ends_height(d);
    d->bottom = d->bottom < d->top + ends ? d->top + ends : d->bottom;
    d->inset = ch_text_width(d, d->data->categories[d->data->category_count - 1]) / 2 + 100;
    d->right = d->width - ch_line_ends_width(d) + d->inset;
    d->right = d->right > d->width ? d->width : d->right;
    d->height = d->bottom + 500 + d->line + 200;
    for (uint32_t s = 0; s < d->data->series_count && d->data->series_count <= VALUES_MOST; s++)
        place_values(d, &labels, s);
    draw_grid(d, &labels);
    draw_turn(d);
    for (uint32_t s = 0; s < d->data->series_count; s++)
        draw_series(d, &d->data->series[s]);
    for (uint32_t i = 0; i < labels.count; i++)
        ch_put_text(d, d->svg, labels.x[i], labels.y[i], "middle", NULL, labels.text[i]);
    ch_draw_line_ends(d);
    name_categories(d);
    return true;
}
