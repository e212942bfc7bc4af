/* A waterfall: sums as bars from zero, and between them steps that each begin where the one before ended. */
#include "chart/internal.h"

#include "base/number.h"

#include <math.h>
#include <string.h>

enum { STANDING_MOST = 14, BAR_MOST = 5600, BETWEEN = 700, VALUE_GAP = 300, NAME_GAP = 600, PLOT = 17000 };

/* Looks: of sums, of steps up and of steps down. */
enum look { SUM, RISE, FALL, LOOKS };

/* Where the axis is broken: it begins or ends away from zero, or leaves a part out that long bars cross. */
enum cut { WHOLE, BEGINS, ENDS, WITHIN };

struct fall {
    struct ch_drawing *d;
    struct ch_series looks[LOOKS];
    double from[CH_CATEGORIES_MOST], to[CH_CATEGORIES_MOST]; /* where each bar begins and ends */
    const char *text[CH_CATEGORIES_MOST];                    /* of its label: a step's has its sign */
    const char *after[CH_CATEGORIES_MOST];                   /* what the bars so far come to */
    ch_len middle[CH_CATEGORIES_MOST];                       /* lying: of each bar */
    enum cut cut;
    double cut_low, cut_high; /* the part of the axis that is left out, as it is drawn */
    double zero;              /* where zero is drawn */
    const char *note;         /* what is told of the cut */
};

/* "+12 300"; what has its sign already, and nothing at all, stay as they are. */
static const char *signed_text(struct ch_drawing *d, const struct ch_cell *cell)
{
    bool plain = cell->value > 0 && *cell->text != '+';
    return plain ? aj_printf(d->job->arena, "+%s", cell->text) : cell->text;
}

/* How far one figure may be from its exact value: half the last decimal that any of the table has; nothing
 * where they are no decimal numbers. */
static struct aj_rat rounding(struct ch_drawing *d)
{
    enum { DECIMALS_MOST = 6 };
    struct aj_arena *arena = d->job->arena;
    int decimals = 0;
    for (uint32_t c = 0; c < d->data->category_count; c++) {
        const struct aj_rat exact = d->data->series[0].cells[c].exact;
        while (decimals <= DECIMALS_MOST && d->data->series[0].cells[c].known &&
               aj_rat_cmp(aj_rat_round(arena, exact, decimals), exact) != 0)
            decimals++;
    }
    if (decimals > DECIMALS_MOST)
        return aj_rat_int(arena, 0);
    return aj_rat_div(arena, aj_rat_frac(arena, 1, 2), aj_rat_pow10(arena, decimals));
}

/*
 * Adds up the steps: E0689 where a sum says something else than their rounding explains, E0692 where a figure
 * is missing.
 */
static bool add_up(struct fall *f)
{
    uint32_t figures = 0; /* since the sum before: it and the steps */
    struct ch_drawing *d = f->d;
    struct aj_arena *arena = d->job->arena;
    aj_at at = d->doc->nodes[d->figure].at;
    struct aj_rat sum = aj_rat_int(arena, 0), half = rounding(d);
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
        struct aj_rat off = aj_rat_sub(arena, after, sum);
        figures++;
        struct aj_rat most = aj_rat_mul(arena, half, aj_rat_int(arena, figures));
        if (d->data->full[c] && c > 0 && aj_rat_cmp(aj_rat_abs(off), most) > 0) {
            const char *is = aj_number_format(arena, sum, ch_decimals(cell->text));
            aj_diag_add(d->job->diags, AJ_E0689, at, name, cell->text, is,
                        aj_number_format(arena, off, ch_decimals(cell->text)), NULL);
            good = false;
        }
        figures = d->data->full[c] ? 1 : figures;
        sum = after;
        f->to[c] = aj_rat_double(sum);
        f->after[c] = aj_number_format(arena, sum, ch_decimals(cell->text));
    }
    return good;
}

/* The widest part of the axis where no bar ends, and what stands on either side of it. */
struct gap {
    double low, high, least, greatest; /* its sides; those of all bars */
    const char *low_text, *high_text;  /* its sides, printed */
};

static struct gap find_gap(const struct fall *f)
{
    double ends[CH_CATEGORIES_MOST + 1] = {0};
    const char *texts[CH_CATEGORIES_MOST + 1] = {"0"};
    uint32_t count = 1;
    for (uint32_t c = 0; c < f->d->data->category_count; c++, count++) {
        uint32_t at = count;
        for (; at > 0 && ends[at - 1] > f->to[c]; at--) {
            ends[at] = ends[at - 1];
            texts[at] = texts[at - 1];
        }
        ends[at] = f->to[c];
        texts[at] = f->after[c];
    }
    struct gap gap = {0, 0, ends[0], ends[count - 1], "", ""};
    for (uint32_t i = 1; i < count; i++)
        if (ends[i] - ends[i - 1] > gap.high - gap.low) {
            gap.low = ends[i - 1];
            gap.high = ends[i];
            gap.low_text = texts[i - 1];
            gap.high_text = texts[i];
        }
    return gap;
}

/* Whether a step is too short to be seen on an axis of that length. */
static bool has_thin_step(const struct fall *f, double length)
{
    for (uint32_t c = 0; c < f->d->data->category_count; c++) {
        double step = fabs(f->to[c] - f->from[c]);
        if (!f->d->data->full[c] && step > 0 && step < length / 20)
            return true;
    }
    return false;
}

/*
 * Small steps beside great sums could not be seen on a whole axis: then the widest part of it where no bar
 * ends is left out, which the bars across it show and a line tells.
 */
static enum cut choose_cut(const struct fall *f, const struct gap *gap)
{
    double length = gap->greatest - gap->least, wide = gap->high - gap->low;
    bool at_zero = (gap->low == 0 && gap->least == 0) || (gap->high == 0 && gap->greatest == 0);
    if (!(wide > length * 6 / 10) || !(wide < length))
        return WHOLE;
    if (at_zero && f->d->data->full[0])
        return gap->low == 0 ? BEGINS : ENDS;
    return has_thin_step(f, length) ? WITHIN : WHOLE;
}

/* Moves what stands beyond the cut nearer to the longer side, with a quarter of what is left between them. */
static void close_up(struct fall *f, struct gap *gap)
{
    uint32_t count = f->d->data->category_count;
    double below = gap->low - gap->least, above = gap->greatest - gap->high, rest = (below + above) / 4;
    double by = gap->high - gap->low - rest, middle = (gap->low + gap->high) / 2;
    bool up = above >= below; /* what is below moves up */
    for (uint32_t c = 0; c < count; c++) {
        double *ends[2] = {&f->from[c], &f->to[c]};
        for (int i = 0; i < 2; i++)
            *ends[i] += up && *ends[i] < middle ? by : !up && *ends[i] > middle ? -by : 0;
    }
    f->zero = up && middle > 0 ? by : !up && middle < 0 ? -by : 0;
    *gap = (struct gap){up ? gap->low + by : gap->low,
                        up ? gap->high : gap->high - by,
                        up ? gap->least + by : gap->least,
                        up ? gap->greatest : gap->greatest - by,
                        gap->low_text,
                        gap->high_text};
}

/* The ticks of the side that is drawn where it is. */
static void drop_ticks(struct fall *f)
{
    struct ch_scale *scale = &f->d->scale;
    bool up = f->cut_high - f->cut_low > 0 && scale->high - f->cut_high >= f->cut_low - scale->low;
    uint32_t kept = 0;
    for (uint32_t i = 0; i < scale->tick_count; i++) {
        if (up ? scale->ticks[i] < f->cut_high : scale->ticks[i] > f->cut_low)
            continue;
        scale->ticks[kept] = scale->ticks[i];
        scale->labels[kept++] = scale->labels[i];
    }
    scale->tick_count = kept;
}

static void make_scale(struct fall *f, uint32_t steps)
{
    struct ch_drawing *d = f->d;
    struct aj_arena *arena = d->job->arena;
    struct gap gap = find_gap(f);
    double span = gap.greatest - gap.least - (gap.high - gap.low);
    f->cut = choose_cut(f, &gap);
    if (f->cut == WITHIN)
        close_up(f, &gap);
    d->scale = ch_make_scale(arena, f->cut == BEGINS ? gap.high - span / 4 : gap.least,
                             f->cut == ENDS ? gap.low + span / 4 : gap.greatest, f->cut != WHOLE, steps);
    if (f->cut == BEGINS || f->cut == ENDS) {
        uint32_t end = f->cut == BEGINS ? 0 : d->scale.tick_count - 1;
        f->zero = d->scale.ticks[end];
        f->note = aj_printf(arena, "Axeln %s vid %s.", f->cut == BEGINS ? "börjar" : "slutar",
                            d->scale.labels[end]);
        for (uint32_t c = 0; c < d->data->category_count; c++)
            if (d->data->full[c])
                f->from[c] = f->zero;
    } else if (f->cut == WITHIN) {
        f->cut_low = gap.low;
        f->cut_high = gap.high;
        f->note = aj_printf(arena, "Axeln är bruten mellan %s och %s.", gap.low_text, gap.high_text);
        drop_ticks(f);
    }
}

/* Whether the bar goes across what is left out of the axis. */
static bool is_cut(const struct fall *f, uint32_t c)
{
    double low = fmin(f->from[c], f->to[c]), high = fmax(f->from[c], f->to[c]);
    return f->cut == WITHIN ? low <= f->cut_low && high >= f->cut_high
                            : f->cut != WHOLE && f->d->data->full[c];
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

/* The foot of the drawing tells that the axis is broken. */
static void tell_break(struct fall *f, ch_len y)
{
    struct ch_drawing *d = f->d;
    d->height = y + 100;
    if (!f->note)
        return;
    struct ch_beside note = ch_break_label(d, f->note, d->width);
    note.y = y + (ch_len)note.count * d->line / 2;
    ch_put_beside(d, &note, 0, "start");
    d->height = y + (ch_len)note.count * d->line + 100;
}

static void put_axis(struct fall *f)
{
    struct ch_drawing *d = f->d;
    ch_len base = ch_y_of(d, f->zero);
    if (f->cut == WITHIN && f->zero != 0)
        ch_put_rule(d, d->svg, d->left, base, d->right, base, "#555555", "0.8");
    for (uint32_t i = 0; i < d->scale.tick_count; i++) {
        ch_len y = ch_y_of(d, d->scale.ticks[i]);
        bool zero = d->scale.ticks[i] == 0;
        ch_put_rule(d, d->svg, d->left, y, d->right, y, zero ? "#555555" : "#c8c8c8", zero ? "0.8" : "0.5");
        ch_put_text(d, d->svg, d->left - 500, y + d->ascent / 2 - 50, "end", NULL, d->scale.labels[i]);
    }
}

/* Blank paper where the label would stand on a level line. */
static void clear_line(struct ch_drawing *d, ch_len middle, ch_len width, ch_len baseline, ch_len y)
{
    if (y > baseline - d->ascent && y < baseline + 100)
        ch_put_blank(d, d->svg, middle - width / 2, y - 100, width, 200);
}

static void put_standing_bar(struct fall *f, uint32_t c)
{
    struct ch_drawing *d = f->d;
    ch_len whole = band(d, c + 1) - band(d, c), bar = whole * 70 / 100;
    bar = bar > BAR_MOST ? BAR_MOST : bar;
    ch_len x = band(d, c) + (whole - bar) / 2, from = ch_y_of(d, f->from[c]), to = ch_y_of(d, f->to[c]);
    ch_len top = from < to ? from : to, foot = from < to ? to : from;
    ch_put_area(d, d->svg, &f->looks[look_of(f, c)], x, top, bar, foot - top > 150 ? foot - top : 150);
    if (is_cut(f, c)) {
        ch_len edge = f->cut == BEGINS ? d->bottom - 500
                      : f->cut == ENDS ? d->top + 1400
                                       : ch_y_of(d, (f->cut_low + f->cut_high) / 2) + 450;
        put_break(d, x, edge, bar, true);
    }
    if (c + 1 < d->data->category_count) {
        ch_len next = band(d, c + 2) - band(d, c + 1), other = next * 70 / 100;
        other = other > BAR_MOST ? BAR_MOST : other;
        ch_put_rule(d, d->svg, x + bar, to, band(d, c + 1) + (next - other) / 2, to, "#555555", "0.6");
    }
    ch_len baseline = top - 350, width = ch_text_width(d, f->text[c]) + 200;
    clear_line(d, x + bar / 2, width, baseline, ch_y_of(d, f->zero));
    for (uint32_t i = 0; i < d->scale.tick_count; i++)
        clear_line(d, x + bar / 2, width, baseline, ch_y_of(d, d->scale.ticks[i]));
    ch_put_text(d, d->svg, x + bar / 2, baseline, "middle", NULL, f->text[c]);
}

static void draw_standing(struct fall *f, uint32_t lines)
{
    struct ch_drawing *d = f->d;
    put_axis(f);
    for (uint32_t c = 0; c < d->data->category_count; c++)
        put_standing_bar(f, c);
    for (uint32_t c = 0; c < d->data->category_count; c++) {
        struct ch_beside name = ch_break_label(d, d->data->categories[c], band(d, 1) - band(d, 0) - 300);
        name.y = d->bottom + 500 + (ch_len)name.count * d->line / 2;
        ch_put_beside(d, &name, (band(d, c) + band(d, c + 1)) / 2, "middle");
    }
    /* Apart from the names, which it else seems to go on with. */
    tell_break(f, d->bottom + 500 + (ch_len)lines * d->line + (f->note ? d->line / 2 : 200));
}

static void put_lying_bar(struct fall *f, uint32_t c, ch_len y, ch_len bar)
{
    struct ch_drawing *d = f->d;
    ch_len from = ch_x_of(d, f->from[c]), to = ch_x_of(d, f->to[c]);
    ch_len x = from < to ? from : to, end = from < to ? to : from;
    ch_put_area(d, d->svg, &f->looks[look_of(f, c)], x, y, end - x > 150 ? end - x : 150, bar);
    if (is_cut(f, c)) {
        ch_len edge = f->cut == BEGINS ? x + 500
                      : f->cut == ENDS ? end - 1400
                                       : ch_x_of(d, (f->cut_low + f->cut_high) / 2) - 450;
        put_break(d, edge, y, bar, false);
    }
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
    bool has_zero = f->cut == WHOLE || f->cut == WITHIN;
    ch_len zero = has_zero ? ch_x_of(d, f->zero) : -1000;
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
    if (has_zero)
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
