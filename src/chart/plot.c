/* What charts on value axes share: the scale, the plot's sides, the legend. */
#include "chart/internal.h"

enum { SWATCH = 800, SWATCH_GAP = 500, LEGEND_GAP = 1800, PLOT_LEAST = 9000, PLOT_MOST = 18000 };

/* Places the legend's entries in rows; draws them, or only says how high they are. */
static ch_len run_legend(struct ch_drawing *d, bool draw)
{
    if (!d->legend)
        return 0;
    ch_len x = 0, y = 0, high = d->line;
    bool lines = d->data->kind == CH_LINES || d->data->kind == CH_SLOPE;
    for (uint32_t i = 0; i < d->data->series_count; i++) {
        const struct ch_series *series = &d->data->series[i];
        ch_len before = SWATCH + SWATCH_GAP + (lines ? 400 : 0);
        ch_len width = before + ch_text_width(d, series->label);
        if (x > 0 && x + width > d->width) {
            x = 0;
            y += high + 200;
            high = d->line;
        }
        /* A name that is too long for the figure goes on below itself. */
        const char *parts[3] = {series->label};
        uint32_t count = width > d->width ? ch_wrap(d, series->label, d->width - before, parts) : 1;
        if (count == 0)
            parts[0] = series->label;
        high = (ch_len)(count ? count : 1) * d->line > high ? (ch_len)(count ? count : 1) * d->line : high;
        ch_len top = y + (d->line - SWATCH) / 2, middle = y + d->line / 2;
        ch_len sample[] = {x - 400, middle, x + SWATCH + 400, middle};
        if (draw && lines) {
            sample[0] = x;
            if (d->data->kind == CH_SLOPE || d->data->ahead)
                ch_put_stroke(d, d->svg, series->style, NULL, sample, 2);
            else
                ch_put_polyline(d, d->svg, series, sample, 2);
            ch_put_marker(d, d->svg, series, x + (SWATCH + 400) / 2, middle);
        } else if (draw) {
            ch_put_area(d, d->svg, series, x, top, SWATCH, SWATCH);
        }
        for (uint32_t k = 0; draw && (k == 0 || k < count); k++)
            ch_put_text(d, d->svg, x + before, y + (ch_len)k * d->line + d->ascent, "start", NULL, parts[k]);
        x += width + LEGEND_GAP;
    }
    return y + high + 800;
}

ch_len ch_legend_height(struct ch_drawing *d)
{
    return run_legend(d, false);
}

void ch_draw_legend(struct ch_drawing *d)
{
    run_legend(d, true);
    if (d->data->unit_on_axis)
        ch_put_text(d, d->svg, 0, ch_legend_height(d) + d->ascent, "start", NULL, d->data->unit);
}

void ch_find_range(const struct ch_data *data, double *least, double *greatest)
{
    bool any = false;
    *least = *greatest = 0;
    for (uint32_t c = 0; c < data->category_count; c++) {
        double up = 0, down = 0;
        for (uint32_t s = 0; s < data->series_count; s++) {
            const struct ch_cell *cell = &data->series[s].cells[c];
            if (!cell->known)
                continue;
            up += cell->value > 0 ? cell->value : 0;
            down += cell->value < 0 ? cell->value : 0;
            double low = data->kind == CH_STACKED ? down : cell->value;
            double high = data->kind == CH_STACKED ? up : cell->value;
            *least = !any || low < *least ? low : *least;
            *greatest = !any || high > *greatest ? high : *greatest;
            any = true;
        }
    }
}

const char *ch_scenario_word(enum ch_scenario scenario)
{
    static const char *const words[CH_SCENARIOS] = {"", "utfall", "prognos", "budget", "plan"};
    return words[scenario];
}

ch_len ch_y_of(const struct ch_drawing *d, double value)
{
    double share = (value - d->scale.low) / (d->scale.high - d->scale.low);
    return d->bottom - (ch_len)(share * (d->bottom - d->top) + 0.5);
}

ch_len ch_x_of(const struct ch_drawing *d, double value)
{
    double share = (value - d->scale.low) / (d->scale.high - d->scale.low);
    return d->left + (ch_len)(share * (d->right - d->left) + 0.5);
}

void ch_lay_out(struct ch_drawing *d)
{
    double least, greatest;
    ch_find_range(d->data, &least, &greatest);
    /* A line may leave the zero out when its values lie in the upper half. */
    bool free = d->data->kind == CH_LINES && least > 0 && least > greatest / 2;
    ch_len plot = d->width * 38 / 100;
    plot = plot < PLOT_LEAST ? PLOT_LEAST : plot > PLOT_MOST ? PLOT_MOST : plot;
    d->scale = ch_make_scale(d->job->arena, least, greatest, free, (uint32_t)(plot / (d->line * 2)));
    ch_len labels = 0;
    for (uint32_t i = 0; i < d->scale.tick_count; i++) {
        ch_len width = ch_text_width(d, d->scale.labels[i]);
        labels = width > labels ? width : labels;
    }
    d->left = labels + 600;
    d->beside = ch_stack_names_width(d, plot);
    d->right = d->width - d->beside;
    d->legend =
        d->data->series_count > 1 && !d->beside && (d->data->kind != CH_LINES || ch_lines_need_legend(d));
    d->top = ch_legend_height(d) + d->line;
    if (d->data->unit_on_axis)
        d->top += d->line;
    d->bottom = d->top + plot;
}
