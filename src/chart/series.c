/* Colours and patterns of series. */
#include "chart/internal.h"

#include <math.h>
#include <string.h>

/* Whether the same is told already: a theme's colour once a paper, not once a chart. */
static bool is_known(const struct aj_diags *diags, const char *const args[3])
{
    for (uint32_t i = 0; i < diags->len; i++) {
        const struct aj_diag *d = &diags->items[i];
        if (d->code == AJ_E0684 && !strcmp(d->args[0], args[0]) && !strcmp(d->args[1], args[1]) &&
            !strcmp(d->args[2], args[2]))
            return true;
    }
    return false;
}

static bool check_color(struct ch_drawing *d, uint32_t i, struct doc_color color)
{
    double contrast = ch_contrast(color, d->paper);
    if (contrast >= 3)
        return true;
    int tenths = (int)floor(contrast * 10);
    const char *args[3] = {aj_printf(d->job->arena, "#%02x%02x%02x", color.r, color.g, color.b),
                           aj_printf(d->job->arena, "%d,%d:1", tenths / 10, tenths % 10),
                           aj_printf(d->job->arena, "%u", i + 1)};
    if (is_known(d->job->diags, args))
        return false;
    bool own;
    aj_at css = doc_color_place(d->doc, d->svg, aj_printf(d->job->arena, "series-%u", i + 1), &own);
    aj_diag_add(d->job->diags, AJ_E0684, own ? 0 : d->doc->nodes[d->figure].at, args[0], args[1], args[2],
                NULL)
        ->template_at = css;
    return false;
}

/* Whether a pattern tells the series from every earlier one of like colour. */
static bool is_told(const struct ch_drawing *d, const struct ch_data *data, uint32_t i, int pattern,
                    bool in_grey)
{
    struct doc_color color = d->doc->styles[data->series[i].style].color;
    for (uint32_t k = 0; k < i; k++) {
        const struct ch_series *other = &data->series[k];
        bool like = in_grey ? ch_least_contrast(color, d->doc->styles[other->style].color) < CH_APART
                            : i % CH_COLORS == k % CH_COLORS;
        if (like && other->pattern == pattern)
            return false;
    }
    return true;
}

/* A pattern where the series' grey is near that of an earlier one; lines and points have one each. */
static int choose_pattern(const struct ch_drawing *d, const struct ch_data *data, uint32_t i)
{
    int own = (int)((i + i / CH_COLORS) % CH_PATTERN_COUNT);
    if (data->kind == CH_LINES || data->kind == CH_SLOPE)
        return own;
    if (data->kind == CH_PYRAMID) /* told by their sides */
        return CH_PLAIN;
    for (int grey = 1; grey >= 0; grey--) {
        if (is_told(d, data, i, CH_PLAIN, grey))
            return CH_PLAIN;
        for (int k = 0; k < CH_PATTERN_COUNT; k++)
            if (is_told(d, data, i, (own + k) % CH_PATTERN_COUNT, grey))
                return (own + k) % CH_PATTERN_COUNT;
    }
    return own;
}

bool ch_style_series(struct ch_drawing *d, struct ch_data *data)
{
    bool good = true, told = false;
    /* Lines have a dash and points of their own, a pyramid's series a side or an outline. */
    bool apart = data->kind == CH_LINES || data->kind == CH_SLOPE || data->kind == CH_PYRAMID;
    for (uint32_t i = 0; i < data->series_count; i++) {
        struct ch_series *series = &data->series[i];
        const char *class = aj_printf(d->job->arena, "series-%u", i % CH_COLORS + 1);
        series->style = doc_style_for_class(d->doc, d->svg, class);
        if (i < CH_COLORS)
            good = check_color(d, i, d->doc->styles[series->style].color) && good;
        series->pattern = choose_pattern(d, data, i);
        if (apart || told || is_told(d, data, i, series->pattern, true))
            continue;
        aj_diag_add(d->job->diags, AJ_W0695, d->doc->nodes[d->figure].at, series->label, NULL);
        told = true;
    }
    return good;
}
