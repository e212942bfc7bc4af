/* A population pyramid: women to the left, men to the right, ages upward; another year as an outline. */
#include "chart/internal.h"

enum { AGE_GAP = 500, SWATCH = 800, BAR_LEAST = 500, OUTLINE_MOST = 4 * CH_CATEGORIES_MOST + 2 };

struct pyramid {
    struct ch_drawing *d;
    ch_len ages;      /* half the width of the ages' column */
    ch_len middle;    /* of it */
    ch_len half;      /* the width of either side */
    ch_len bar, band; /* a bar's height, and from one to the next */
};

/* What an age may take of the width before it goes on below itself. */
static ch_len ages_most(const struct ch_drawing *d)
{
    return d->width * 3 / 10;
}

/* Where a value's bar ends. */
static ch_len end_of(const struct pyramid *p, enum ch_sex sex, double value)
{
    ch_len run = (ch_len)(value / p->d->scale.high * (double)p->half + 0.5);
    return sex == CH_WOMEN ? p->middle - p->ages - run : p->middle + p->ages + run;
}

static ch_len top_of(const struct pyramid *p, uint32_t category)
{
    return p->d->bottom - (ch_len)(category + 1) * p->band + (p->band - p->bar) / 2;
}

static void draw_side(const struct pyramid *p, const struct ch_series *series)
{
    for (uint32_t c = 0; c < p->d->data->category_count; c++) {
        if (!series->cells[c].known)
            continue;
        ch_len from = end_of(p, series->sex, 0), to = end_of(p, series->sex, series->cells[c].value);
        ch_put_area(p->d, p->d->svg, series, from < to ? from : to, top_of(p, c),
                    from < to ? to - from : from - to, p->bar);
    }
}

/* The other year's bars as one line along their ends; a missing value interrupts it. */
static void draw_outline(const struct pyramid *p, const struct ch_series *series)
{
    ch_len points[OUTLINE_MOST];
    uint32_t count = 0, last = p->d->data->category_count;
    for (uint32_t c = 0; c <= last; c++) {
        if (c < last && series->cells[c].known) {
            ch_len x = end_of(p, series->sex, series->cells[c].value);
            ch_len foot = p->d->bottom - (ch_len)c * p->band;
            points[2 * count] = points[2 * count + 2] = x;
            points[2 * count + 1] = foot;
            points[2 * count + 3] = foot - p->band;
            count += 2;
            continue;
        }
        if (count) { /* closed at the top */
            points[2 * count] = end_of(p, series->sex, 0);
            points[2 * count + 1] = points[2 * count - 1];
            ch_put_outline(p->d, p->d->svg, points, count + 1);
        }
        count = 0;
    }
}

/* The width of the ages' column, and how many lines the longest of them takes. */
static uint32_t measure_ages(struct pyramid *p)
{
    struct ch_drawing *d = p->d;
    uint32_t most = 1;
    for (uint32_t c = 0; c < d->data->category_count; c++) {
        struct ch_beside age = ch_break_label(d, d->data->categories[c], ages_most(d));
        ch_len width = ch_beside_width(d, &age) / 2 + AGE_GAP;
        p->ages = width > p->ages ? width : p->ages;
        most = age.count > most ? age.count : most;
    }
    return most;
}

static void draw_axes(const struct pyramid *p)
{
    struct ch_drawing *d = p->d;
    ch_len widest = 0;
    for (uint32_t i = 0; i < d->scale.tick_count; i++) {
        ch_len width = ch_text_width(d, d->scale.labels[i]);
        widest = width > widest ? width : widest;
    }
    uint32_t step = 1, last = d->scale.tick_count - 1;
    while (step < last && p->half / (ch_len)last * (ch_len)step < widest + 500)
        step++;
    for (uint32_t i = 0; i <= last; i++)
        for (int sex = CH_WOMEN; sex <= CH_MEN; sex++) {
            ch_len x = end_of(p, (enum ch_sex)sex, d->scale.ticks[i]);
            ch_put_rule(d, d->svg, x, d->top, x, d->bottom, i ? "#c8c8c8" : "#555555", i ? "0.5" : "0.8");
            /* The noughts would stand where the ages are; one between them is enough. */
            if (i && i % step == 0)
                ch_put_text(d, d->svg, x, d->bottom + 500 + d->ascent, "middle", NULL, d->scale.labels[i]);
        }
}

static void name_ages(const struct pyramid *p)
{
    struct ch_drawing *d = p->d;
    uint32_t step = (uint32_t)((d->line - 200 + p->band - 1) / p->band);
    for (uint32_t c = 0; c < d->data->category_count; c += step ? step : 1) {
        struct ch_beside age = ch_break_label(d, d->data->categories[c], ages_most(d));
        age.y = top_of(p, c) + p->bar / 2;
        ch_put_beside(d, &age, p->middle, "middle");
    }
}

/* Which year the areas are of and which the line; nothing where there is one. Returns its lower edge. */
static ch_len draw_years(struct ch_drawing *d)
{
    const struct ch_series *series = d->data->series;
    if (d->data->series_count < 4)
        return 0;
    ch_len x = 0, top = (d->line - SWATCH) / 2;
    ch_put_area(d, d->svg, &series[0], x, top, SWATCH, SWATCH);
    ch_put_area(d, d->svg, &series[1], x + SWATCH, top, SWATCH, SWATCH);
    x += 2 * SWATCH + 500;
    ch_put_text(d, d->svg, x, d->ascent, "start", NULL, series[0].year);
    x += ch_text_width(d, series[0].year) + 1800;
    ch_len sample[] = {x, d->line / 2, x + 2 * SWATCH, d->line / 2};
    ch_put_outline(d, d->svg, sample, 2);
    ch_put_text(d, d->svg, x + 2 * SWATCH + 500, d->ascent, "start", NULL, series[2].year);
    return d->line + 500;
}

bool ch_draw_pyramid(struct ch_drawing *d)
{
    const struct ch_data *data = d->data;
    struct pyramid p = {.d = d};
    double least, greatest;
    ch_find_range(data, &least, &greatest);
    uint32_t lines = measure_ages(&p);
    d->scale = ch_make_scale(d->job->arena, 0, greatest, false, 5);
    ch_len edge = ch_text_width(d, d->scale.labels[d->scale.tick_count - 1]) / 2 + 100;
    p.middle = d->width / 2;
    p.half = d->width / 2 - p.ages - edge;
    p.band = d->line * 24 / (ch_len)data->category_count;
    p.band = p.band > d->line * 8 / 5 ? d->line * 8 / 5 : p.band;
    p.band = lines > 1 ? d->line * (ch_len)lines + 200 : p.band < BAR_LEAST ? BAR_LEAST : p.band;
    p.bar = p.band - (p.band > 900 ? 150 : 80);
    ch_len y = draw_years(d);
    const char *unit = data->unit_on_axis ? data->unit : NULL;
    ch_put_text(d, d->svg, end_of(&p, CH_WOMEN, 0), y + d->ascent, "end", NULL, "Kvinnor");
    ch_put_text(d, d->svg, end_of(&p, CH_MEN, 0), y + d->ascent, "start", NULL, "Män");
    if (unit && ch_text_width(d, unit) + ch_text_width(d, "Kvinnor") + 500 < p.half)
        ch_put_text(d, d->svg, 0, y + d->ascent, "start", NULL, unit);
    d->top = y + d->line + 200;
    d->bottom = d->top + p.band * (ch_len)data->category_count;
    draw_axes(&p);
    for (uint32_t s = 0; s < 2; s++)
        draw_side(&p, &data->series[s]);
    for (uint32_t s = 2; s < data->series_count; s++)
        draw_outline(&p, &data->series[s]);
    name_ages(&p);
    ch_put_text(d, d->svg, p.middle, d->bottom + 500 + d->ascent, "middle", NULL, "0");
    d->height = d->bottom + 500 + d->line + 200;
    return true;
}
