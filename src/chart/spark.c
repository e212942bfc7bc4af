/* A sparkline: how a row runs over the years, as a line in a cell that ends in a point. It has no table: its
 * points stand on the figure, "2018 101/2 50,5;2019;2020 52 52". */
#include "chart/own.h"

#include <string.h>

enum { POINTS_MOST = 64, PAD = 350 };

struct points {
    struct ch_cell cells[POINTS_MOST];
    const char *years[POINTS_MOST];
    bool ahead[POINTS_MOST]; /* no outcome */
    uint32_t count, known;
};

static char *take_word(struct aj_arena *arena, const char **p, const char *end)
{
    size_t n = 0;
    while (*p < end && **p == ' ')
        ++*p;
    while (*p + n < end && (*p)[n] != ' ')
        n++;
    char *word = aj_strndup(arena, *p, n);
    *p += n;
    return word;
}

static bool read_points(struct aj_job *job, const struct doc_document *doc, doc_id figure,
                        struct points *points)
{
    const char *p = doc_attr(doc, figure, "data-points");
    while (p && *p && points->count < POINTS_MOST) {
        const char *end = p + strcspn(p, ";");
        struct ch_cell *cell = &points->cells[points->count];
        points->years[points->count] = take_word(job->arena, &p, end);
        const char *value = take_word(job->arena, &p, end);
        cell->text = take_word(job->arena, &p, end);
        points->ahead[points->count++] = *take_word(job->arena, &p, end) != '\0';
        cell->known = *value && aj_rat_parse(job->arena, value, &cell->exact);
        cell->value = cell->known ? aj_rat_double(cell->exact) : 0;
        if (*value && (!cell->known || !(cell->value < 1e50 && cell->value > -1e50))) {
            aj_diag_add(job->diags, AJ_E0685, doc->nodes[figure].at, value, NULL);
            return false;
        }
        points->known += cell->known;
        p = end + (*end == ';');
    }
    return true;
}

/* The width that the theme gives it, 60 px if none. */
static ch_len width_of(const struct doc_document *doc, doc_id figure)
{
    struct doc_size width = doc_style_of(doc, figure)->width;
    return width.unit == DOC_LENGTH ? (ch_len)((int64_t)width.value * 2 / 15) : 6000;
}

static void draw_points(struct ch_drawing *d, const struct points *points)
{
    const struct ch_series dot = {.style = doc_style_for_class(d->doc, d->svg, "series-1")};
    double low = 0, high = 0;
    bool any = false;
    ch_len from_x = 0, from_y = 0, before = POINTS_MOST;
    for (uint32_t i = 0; i < points->count; i++)
        if (points->cells[i].known) {
            low = !any || points->cells[i].value < low ? points->cells[i].value : low;
            high = !any || points->cells[i].value > high ? points->cells[i].value : high;
            any = true;
        }
    uint32_t label_style = d->text_style;
    d->text_style = dot.style;
    for (uint32_t i = 0; i < points->count; i++) {
        if (!points->cells[i].known)
            continue;
        double share = high > low ? (points->cells[i].value - low) / (high - low) : 0.5;
        ch_len x = PAD + (ch_len)((int64_t)(d->width - 2 * PAD) * i / (points->count - 1));
        ch_len y = d->height - PAD - (ch_len)(share * (d->height - 2 * PAD) + 0.5);
        bool gap = before + 1 != (ch_len)i, next = i + 1 < points->count && points->cells[i + 1].known;
        if (!gap)
            ch_put_rule(d, d->svg, from_x, from_y, x, y, NULL, "1.2");
        else if (!next) /* a year between gaps has no line to lie on */
            ch_put_rule(d, d->svg, x - 80, y, x + 80, y, NULL, "1.6");
        from_x = x;
        from_y = y;
        before = (ch_len)i;
    }
    if (any)
        ch_put_marker(d, d->svg, &dot, from_x, from_y);
    d->text_style = label_style;
}

bool ch_draw_spark(struct aj_job *job, struct fnt_library *fonts, struct doc_document *doc, doc_id figure)
{
    struct points *points = AJ_NEW(job->arena, struct points);
    if (!read_points(job, doc, figure, points))
        return false;
    struct ch_drawing d = ch_begin(job, fonts, doc, figure);
    d.width = width_of(doc, figure);
    d.height = d.line;
    if (points->count > 1)
        draw_points(&d, points);
    ch_set_size(&d);
    struct ch_data data = {.kind = CH_LINES, .title = "", .unit = "", .time = true, .series_count = 1};
    data.category_count = points->count < CH_CATEGORIES_MOST ? points->count : CH_CATEGORIES_MOST;
    data.series[0] = (struct ch_series){.label = "", .cells = points->cells};
    for (uint32_t i = 0; i < data.category_count; i++)
        data.categories[i] = points->years[i];
    ch_set_alt(job, doc, figure, ch_alt_spark(job, &data, points->ahead));
    return true;
}
