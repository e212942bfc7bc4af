/* A waterfall: sums as bars from zero, and between them steps that each begin where the one before ended. */
#include "chart/internal.h"

#include "base/number.h"

#include <string.h>

enum { STANDING_MOST = 14, BAR_MOST = 5600, BETWEEN = 700, VALUE_GAP = 300, NAME_GAP = 600, PLOT = 17000 };

/* Looks: of sums, of steps up and of steps down. */
enum look { SUM, RISE, FALL, LOOKS };

struct fall {
    struct ch_drawing *d;
    struct ch_series looks[LOOKS];
    double from[CH_CATEGORIES_MOST], to[CH_CATEGORIES_MOST]; /* where each bar begins and ends */
    const char *text[CH_CATEGORIES_MOST];                    /* of its label: a step's has its sign */
    ch_len middle[CH_CATEGORIES_MOST];                       /* lying: of each bar */
    bool broken;                                             /* the axis does not begin at zero */
};

/* "+12 300"; what has its sign already, and nothing at all, stay as they are. */
static const char *signed_text(struct ch_drawing *d, const struct ch_cell *cell)
{
    bool plain = cell->value > 0 && *cell->text != '+';
    return plain ? aj_printf(d->job->arena, "+%s", cell->text) : cell->text;
}

/* Adds up the steps, exactly: E0689 where a sum says something else, E0692 where a figure is missing. */
static bool add_up(struct fall *f)
{
    struct ch_drawing *d = f->d;
    struct aj_arena *arena = d->job->arena;
    aj_at at = d->doc->nodes[d->figure].at;
    struct aj_rat sum = aj_rat_int(arena, 0);
    bool good = true;
    for (uint32_t c = 0; c < d->data->category_count; c++) {
        const struct ch_cell *cell = &d->data->series[0].cells[c];
        const char *name = d->data->categories[c];
        if (!cell->known) {
            aj_diag_add(d->job->diags, AJ_E0692, at, name, NULL);
            return false;
        }
        f->text[c] = d->data->full[c] ? cell->text : signed_text(d, cell);
        f->from[c] = d->data->full[c] ? 0 : aj_rat_double(sum);
        struct aj_rat after = d->data->full[c] ? cell->exact : aj_rat_add(arena, sum, cell->exact);
        if (d->data->full[c] && c > 0 && aj_rat_cmp(after, sum) != 0) {
            const char *is = aj_number_format(arena, sum, ch_decimals(cell->text));
            struct aj_rat off = aj_rat_sub(arena, after, sum);
            aj_diag_add(d->job->diags, AJ_E0689, at, name, cell->text, is,
                        aj_number_format(arena, off, ch_decimals(cell->text)), NULL);
            good = false;
        }
        sum = after;
        f->to[c] = aj_rat_double(sum);
    }
    return good;
}

/*
 * The scale. Small steps between great sums could not be seen on an axis from zero: then it is broken, which
 * the sums' bars show and a line tells.
 */
static void make_scale(struct fall *f, uint32_t steps)
{
    struct ch_drawing *d = f->d;
    double least = 0, greatest = 0, low = f->to[0];
    for (uint32_t c = 0; c < d->data->category_count; c++) {
        double from = d->data->full[c] ? f->to[c] : f->from[c];
        double below = from < f->to[c] ? from : f->to[c], above = from > f->to[c] ? from : f->to[c];
        least = below < least ? below : least;
        greatest = above > greatest ? above : greatest;
        low = below < low ? below : low;
    }
    f->broken = low > 0 && low > greatest * 6 / 10 && low < greatest && d->data->full[0];
    double span = greatest - low;
    d->scale = ch_make_scale(d->job->arena, f->broken ? low - span / 4 : least, greatest, f->broken, steps);
    for (uint32_t c = 0; f->broken && c < d->data->category_count; c++)
        if (d->data->full[c])
            f->from[c] = d->scale.low;
}

static enum look look_of(const struct fall *f, uint32_t c)
{
    return f->d->data->full[c] ? SUM : f->to[c] < f->from[c] ? FALL : RISE;
}

static void style_looks(struct fall *f)
{
    static const char *const classes[LOOKS] = {"series-1", "series-2", "series-3"};
    for (int i = 0; i < LOOKS; i++) {
        f->looks[i] = f->d->data->series[0];
        f->looks[i].style = doc_style_for_class(f->d->doc, f->d->svg, classes[i]);
    }
    f->looks[FALL].pattern = CH_FALLING;
}

static ch_len band(const struct ch_drawing *d, uint32_t c)
{
    return d->left + (ch_len)((int64_t)(d->right - d->left) * c / d->data->category_count);
}

/* Lines that a name takes under its band; 0 when names or values do not fit there. */
static uint32_t name_lines(struct fall *f)
{
    struct ch_drawing *d = f->d;
    uint32_t most = 1;
    ch_len room = (d->right - d->left) / (ch_len)d->data->category_count - 300;
    if (d->data->lying || d->data->category_count > STANDING_MOST)
        return 0;
    for (uint32_t c = 0; c < d->data->category_count; c++) {
        const char *lines[3];
        uint32_t count = ch_wrap(d, d->data->categories[c], room, lines);
        if (!count || ch_text_width(d, f->text[c]) > room)
            return 0;
        most = count > most ? count : most;
    }
    return most;
}

/* Two slanted lines of paper across a bar that does not show its whole length. */
static void put_break(struct ch_drawing *d, ch_len x, ch_len y, ch_len width, bool upright)
{
    for (ch_len i = 0; i < 2; i++) {
        if (upright)
            ch_put_rule(d, d->svg, x - 100, y - i * 400, x + width + 100, y - i * 400 - 500, d->paper_text,
                        "1.6");
        else
            ch_put_rule(d, d->svg, x + i * 400, y + width + 100, x + i * 400 + 500, y - 100, d->paper_text,
                        "1.6");
    }
}

static const char *break_text(struct ch_drawing *d)
{
    return aj_printf(d->job->arena, "Axeln börjar vid %s.", d->scale.labels[0]);
}

/* The foot of the drawing tells that the axis is broken. */
static void tell_break(struct fall *f, ch_len y)
{
    struct ch_drawing *d = f->d;
    d->height = y + 100;
    if (!f->broken)
        return;
    struct ch_beside note = ch_break_label(d, break_text(d), d->width);
    note.y = y + (ch_len)note.count * d->line / 2;
    ch_put_beside(d, &note, 0, "start");
    d->height = y + (ch_len)note.count * d->line + 100;
}

static void put_axis(struct ch_drawing *d)
{
    for (uint32_t i = 0; i < d->scale.tick_count; i++) {
        ch_len y = ch_y_of(d, d->scale.ticks[i]);
        bool zero = d->scale.ticks[i] == 0;
        ch_put_rule(d, d->svg, d->left, y, d->right, y, zero ? "#555555" : "#c8c8c8", zero ? "0.8" : "0.5");
        ch_put_text(d, d->svg, d->left - 500, y + d->ascent / 2 - 50, "end", NULL, d->scale.labels[i]);
    }
}

static void put_standing_bar(struct fall *f, uint32_t c)
{
    struct ch_drawing *d = f->d;
    ch_len whole = band(d, c + 1) - band(d, c), bar = whole * 70 / 100;
    bar = bar > BAR_MOST ? BAR_MOST : bar;
    ch_len x = band(d, c) + (whole - bar) / 2, from = ch_y_of(d, f->from[c]), to = ch_y_of(d, f->to[c]);
    ch_len top = from < to ? from : to, foot = from < to ? to : from;
    ch_put_area(d, d->svg, &f->looks[look_of(f, c)], x, top, bar, foot - top > 150 ? foot - top : 150);
    if (f->broken && d->data->full[c])
        put_break(d, x, d->bottom - 500, bar, true);
    if (c + 1 < d->data->category_count) {
        ch_len next = band(d, c + 2) - band(d, c + 1), other = next * 70 / 100;
        other = other > BAR_MOST ? BAR_MOST : other;
        ch_put_rule(d, d->svg, x + bar, to, band(d, c + 1) + (next - other) / 2, to, "#555555", "0.6");
    }
    ch_len baseline = top - 350, width = ch_text_width(d, f->text[c]) + 200;
    for (uint32_t i = 0; i < d->scale.tick_count; i++) {
        ch_len grid = ch_y_of(d, d->scale.ticks[i]);
        if (grid > baseline - d->ascent && grid < baseline + 100 && d->scale.ticks[i] != 0)
            ch_put_blank(d, d->svg, x + bar / 2 - width / 2, grid - 100, width, 200);
    }
    ch_put_text(d, d->svg, x + bar / 2, baseline, "middle", NULL, f->text[c]);
}

static void draw_standing(struct fall *f, uint32_t lines)
{
    struct ch_drawing *d = f->d;
    put_axis(d);
    for (uint32_t c = 0; c < d->data->category_count; c++)
        put_standing_bar(f, c);
    for (uint32_t c = 0; c < d->data->category_count; c++) {
        struct ch_beside name = ch_break_label(d, d->data->categories[c], band(d, 1) - band(d, 0) - 300);
        name.y = d->bottom + 500 + (ch_len)name.count * d->line / 2;
        ch_put_beside(d, &name, (band(d, c) + band(d, c + 1)) / 2, "middle");
    }
    tell_break(f, d->bottom + 500 + (ch_len)lines * d->line + 200);
}

static void put_lying_bar(struct fall *f, uint32_t c, ch_len y, ch_len bar)
{
    struct ch_drawing *d = f->d;
    ch_len from = ch_x_of(d, f->from[c]), to = ch_x_of(d, f->to[c]);
    ch_len x = from < to ? from : to, end = from < to ? to : from;
    ch_put_area(d, d->svg, &f->looks[look_of(f, c)], x, y, end - x > 150 ? end - x : 150, bar);
    if (f->broken && d->data->full[c])
        put_break(d, x + 500, y, bar, false);
    f->middle[c] = y + bar / 2;
}

/* The labels at the bars' ends, on blank paper where they would stand on the line of zero. */
static void put_lying_labels(struct fall *f, ch_len zero)
{
    struct ch_drawing *d = f->d;
    for (uint32_t c = 0; c < d->data->category_count; c++) {
        ch_len from = ch_x_of(d, f->from[c]), to = ch_x_of(d, f->to[c]), end = from > to ? from : to;
        ch_len x = end + VALUE_GAP, width = ch_text_width(d, f->text[c]);
        if (zero > x - 150 && zero < x + width + 150)
            ch_put_blank(d, d->svg, zero - 100, f->middle[c] - d->line / 2, 200, d->line);
        ch_put_text(d, d->svg, x, f->middle[c] + d->ascent / 2 - 50, "start", NULL, f->text[c]);
    }
}

static void draw_lying(struct fall *f)
{
    struct ch_drawing *d = f->d;
    ch_len names = ch_names_width(d), bar = d->line + 100, y = d->top, values = 0, before = 0;
    for (uint32_t c = 0; c < d->data->category_count; c++) {
        ch_len width = ch_text_width(d, f->text[c]) + VALUE_GAP;
        values = width > values ? width : values;
    }
    d->left = names ? names + NAME_GAP : 0;
    d->right = d->width - values;
    ch_len zero = !f->broken && d->scale.low <= 0 ? ch_x_of(d, 0) : 0;
    for (uint32_t c = 0; c < d->data->category_count; c++) {
        struct ch_beside name = {.count = 1, .lines = {d->data->categories[c]}};
        if (names)
            name = ch_break_label(d, d->data->categories[c], names);
        ch_len high = (ch_len)name.count * d->line;
        high = high > bar ? high : bar;
        name.y = names ? y + high / 2 : y + d->line / 2;
        if (!names) {
            y += d->line + 50;
            high = bar;
        }
        ch_len top = y + (high - bar) / 2;
        if (c > 0)
            ch_put_rule(d, d->svg, ch_x_of(d, f->to[c - 1]), before, ch_x_of(d, f->to[c - 1]), top, "#555555",
                        "0.6");
        put_lying_bar(f, c, top, bar);
        if (!names)
            ch_put_blank(d, d->svg, 0, y - d->line - 50, ch_text_width(d, name.lines[0]) + 200, d->line);
        ch_put_beside(d, &name, names, names ? "end" : "start");
        before = top + bar;
        y += high + BETWEEN;
    }
    if (zero || d->scale.low == 0)
        ch_put_rule(d, d->svg, zero, d->top - 100, zero, y - BETWEEN + 100, "#555555", "0.8");
    put_lying_labels(f, zero);
    tell_break(f, y - BETWEEN + 600);
}

bool ch_draw_waterfall(struct ch_drawing *d)
{
    struct fall *f = AJ_NEW(d->job->arena, struct fall);
    f->d = d;
    bool good = add_up(f);
    for (uint32_t c = 0; c < d->data->category_count; c++)
        if (!d->data->series[0].cells[c].known)
            return false;
    style_looks(f);
    make_scale(f, (uint32_t)(PLOT / (d->line * 2)));
    ch_len labels = 0;
    for (uint32_t i = 0; i < d->scale.tick_count; i++) {
        ch_len width = ch_text_width(d, d->scale.labels[i]);
        labels = width > labels ? width : labels;
    }
    d->left = labels + 600;
    d->right = d->width;
    d->top = d->data->unit_on_axis ? d->line + 200 : 100;
    if (d->data->unit_on_axis)
        ch_put_text(d, d->svg, 0, d->ascent, "start", NULL, d->data->unit);
    uint32_t lines = name_lines(f);
    if (lines) {
        d->top += d->line;
        d->bottom = d->top + PLOT;
        draw_standing(f, lines);
    } else {
        draw_lying(f);
    }
    return good;
}
