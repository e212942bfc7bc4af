#include "chart/internal.h"
#include "chart/units.h"

#include <math.h>
#include <string.h>

enum { SWATCH = 800, SWATCH_GAP = 500, LEGEND_GAP = 1800, PLOT_LEAST = 9000, PLOT_MOST = 18000 };
enum { CHAIN_MOST = 256 };

static int32_t resolve(struct doc_size size, int32_t width, int32_t other)
{
    if (size.unit == DOC_LENGTH)
        return size.value;
    return size.unit == DOC_PERCENT ? (int32_t)((int64_t)width * size.value / 100000) : other;
}

/* What is left of a width inside an element: margins, borders and padding taken off. */
static int32_t inner_width(const struct doc_style *s, int32_t width)
{
    int32_t outer = width;
    width = resolve(s->width, width, 0);
    if (width <= 0)
        width = outer - resolve(s->margin[1], outer, 0) - resolve(s->margin[3], outer, 0) -
                s->border_width[1] - s->border_width[3] - resolve(s->padding[1], outer, 0) -
                resolve(s->padding[3], outer, 0);
    int32_t most = s->max_width.unit == DOC_AUTO ? width : resolve(s->max_width, outer, width);
    return width < most ? width : most;
}

/* The width of a grid's column that a child of its stands in, near enough: as if each had room for its words.
 */
static int32_t track_width(const struct doc_document *doc, doc_id grid, doc_id child, int32_t width)
{
    const struct doc_style *s = doc_style_of(doc, grid);
    uint32_t index = 0;
    if (s->track_count < 2)
        return width;
    for (doc_id id = doc->nodes[grid].first; id && id != child; id = doc->nodes[id].next)
        index += doc->nodes[id].kind == DOC_ELEMENT;
    const struct doc_size *track = &s->tracks[index % s->track_count];
    int64_t left = width - (int64_t)s->column_gap * (s->track_count - 1), shares = 0;
    for (uint32_t i = 0; i < s->track_count; i++) {
        enum doc_unit unit = s->tracks[i].unit;
        shares += unit == DOC_FRACTION ? s->tracks[i].value : unit == DOC_AUTO ? 1000 : 0;
        left -= resolve(s->tracks[i], width, 0);
    }
    if (track->unit == DOC_LENGTH || track->unit == DOC_PERCENT)
        return resolve(*track, width, width);
    int64_t own = track->unit == DOC_FRACTION ? track->value : 1000;
    return left > 0 && shares > 0 ? (int32_t)(left * own / shares) : width;
}

/* The width that a figure will have, in 1/1000 pt: its page's, less what the elements around it take. */
static int32_t figure_width(const struct doc_document *doc, doc_id figure)
{
    doc_id chain[CHAIN_MOST];
    uint32_t count = 0;
    const char *page_name = "";
    for (doc_id id = figure; id && count < CHAIN_MOST; id = doc->nodes[id].parent) {
        const char *page = doc_style_of(doc, id)->page;
        page_name = *page_name || !page ? page_name : page;
        chain[count++] = id;
    }
    const struct doc_page *page = doc_page_for(doc, page_name, false, false);
    int32_t width = page->width - page->margin[1] - page->margin[3], whole = width;
    while (count--) {
        const struct doc_style *s = doc_style_of(doc, chain[count]);
        if (s->column_span_all)
            width = whole;
        doc_id parent = doc->nodes[chain[count]].parent;
        if (parent && doc_style_of(doc, parent)->display == DOC_GRID)
            width = whole = track_width(doc, parent, chain[count], width);
        width = inner_width(s, width);
        whole = s->columns > 1 ? width : whole;
        if (s->columns > 1)
            width = (width - s->column_gap * (s->columns - 1)) / s->columns;
    }
    return width;
}

/* The colour behind a figure: the nearest background around it, the page's, or white. */
static struct doc_color find_paper(const struct doc_document *doc, doc_id figure)
{
    for (doc_id id = figure; id; id = doc->nodes[id].parent)
        if (doc_style_of(doc, id)->background.a)
            return doc_style_of(doc, id)->background;
    const struct doc_page *page = doc_page_for(doc, "", false, false);
    return page->background.a ? page->background : (struct doc_color){255, 255, 255, 255};
}

static bool check_color(struct ch_drawing *d, uint32_t i, struct doc_color color)
{
    double contrast = ch_contrast(color, d->paper);
    if (contrast >= 3)
        return true;
    int tenths = (int)floor(contrast * 10);
    aj_diag_add(d->job->diags, AJ_E0684, d->doc->nodes[d->figure].at,
                aj_printf(d->job->arena, "#%02x%02x%02x", color.r, color.g, color.b),
                aj_printf(d->job->arena, "%d,%d:1", tenths / 10, tenths % 10),
                aj_printf(d->job->arena, "%u", i + 1), NULL);
    return false;
}

/* Each series' colour, and a pattern where its grey is near that of an earlier series. */
static bool style_series(struct ch_drawing *d, struct ch_data *data)
{
    static const char *const classes[CH_SERIES_MOST] = {"series-1", "series-2", "series-3",
                                                        "series-4", "series-5", "series-6"};
    bool good = true;
    for (uint32_t i = 0; i < data->series_count; i++) {
        struct ch_series *series = &data->series[i];
        series->style = doc_style_for_class(d->doc, d->svg, classes[i]);
        struct doc_color color = d->doc->styles[series->style].color;
        good = check_color(d, i, color) && good;
        series->pattern = data->kind == CH_LINES ? (int)i : CH_PLAIN;
        for (uint32_t k = 0; k < i && series->pattern == CH_PLAIN; k++)
            if (ch_contrast(color, d->doc->styles[data->series[k].style].color) < 1.4)
                series->pattern = (int)i;
    }
    return good;
}

/* Places the legend's entries in rows; draws them, or only says how high they are. */
static ch_len run_legend(struct ch_drawing *d, bool draw)
{
    if (!d->legend)
        return 0;
    ch_len x = 0, y = 0, high = d->line;
    for (uint32_t i = 0; i < d->data->series_count; i++) {
        const struct ch_series *series = &d->data->series[i];
        ch_len before = SWATCH + SWATCH_GAP + (d->data->kind == CH_LINES ? 400 : 0);
        ch_len width = before + ch_text_width(d, series->label);
        if (x > 0 && x + width > d->width) {
            x = 0;
            y += high + 200;
            high = d->line;
        }
        /* A name that is too long for the figure goes on below itself. */
        const char *lines[3] = {series->label};
        uint32_t count = width > d->width ? ch_wrap(d, series->label, d->width - before, lines) : 1;
        if (count == 0)
            lines[0] = series->label;
        high = (ch_len)(count ? count : 1) * d->line > high ? (ch_len)(count ? count : 1) * d->line : high;
        ch_len top = y + (d->line - SWATCH) / 2, middle = y + d->line / 2;
        ch_len sample[] = {x - 400, middle, x + SWATCH + 400, middle};
        if (draw && d->data->kind == CH_LINES) {
            sample[0] = x;
            ch_put_polyline(d, d->svg, series, sample, 2);
            ch_put_marker(d, d->svg, series, x + (SWATCH + 400) / 2, middle);
        } else if (draw) {
            ch_put_area(d, d->svg, series, x, top, SWATCH, SWATCH);
        }
        for (uint32_t k = 0; draw && (k == 0 || k < count); k++)
            ch_put_text(d, d->svg, x + before, y + (ch_len)k * d->line + d->ascent, "start", NULL, lines[k]);
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

/* The least and greatest value, or of stacked bars the least and greatest sum. */
static void find_range(const struct ch_data *data, double *least, double *greatest)
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

static void lay_out(struct ch_drawing *d)
{
    const struct doc_style *style = &d->doc->styles[d->text_style];
    ch_len size = (ch_len)((int64_t)style->font_size * 2 / 15);
    d->ascent = size * 80 / 100;
    d->line = size * 125 / 100;
    double least, greatest;
    find_range(d->data, &least, &greatest);
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
    d->right = d->width;
    d->legend = d->data->series_count > 1 && (d->data->kind != CH_LINES || ch_lines_need_legend(d));
    d->top = ch_legend_height(d) + d->line;
    if (d->data->unit_on_axis)
        d->top += d->line;
    d->bottom = d->top + plot;
}

/* Sets the drawing's size, which is known when all is drawn, in px. */
static void set_size(struct ch_drawing *d)
{
    struct aj_arena *arena = d->job->arena;
    struct doc_attr *attrs = AJ_NEW_N(arena, struct doc_attr, 3);
    unsigned width = (unsigned)(d->width / 100), height = (unsigned)((d->height + 99) / 100);
    attrs[0] = (struct doc_attr){"width", aj_printf(arena, "%u", width)};
    attrs[1] = (struct doc_attr){"height", aj_printf(arena, "%u", height)};
    attrs[2] = (struct doc_attr){"viewBox", aj_printf(arena, "0 0 %u %u", width, height)};
    d->doc->nodes[d->svg].attrs = attrs;
    d->doc->nodes[d->svg].attr_count = 3;
}

static void set_alt(struct aj_job *job, struct doc_document *doc, doc_id figure, const char *alt)
{
    struct doc_node *node = &doc->nodes[figure];
    struct doc_attr *attrs = AJ_NEW_N(job->arena, struct doc_attr, node->attr_count + 1);
    uint32_t count = 0;
    for (uint32_t i = 0; i < node->attr_count; i++)
        if (strcmp(node->attrs[i].name, "alt") != 0)
            attrs[count++] = node->attrs[i];
    attrs[count++] = (struct doc_attr){"alt", alt};
    node->attrs = attrs;
    node->attr_count = count;
}

static bool find_kind(struct aj_job *job, const struct doc_document *doc, doc_id figure, enum ch_kind *kind)
{
    static const char *const kinds[] = {"bars", "stacked", "lines", "organisation"};
    const char *name = doc_attr(doc, figure, "data-chart");
    for (int i = 0; i < 3; i++)
        if (!strcmp(name, kinds[i])) {
            *kind = (enum ch_kind)i;
            return true;
        }
    const char *meant = aj_did_you_mean(name, kinds, 4);
    aj_diag_add(job->diags, AJ_E0681, doc->nodes[figure].at, name,
                meant ? aj_printf(job->arena, "did you mean \"%s\"? ", meant) : "",
                meant ? aj_printf(job->arena, "menade du \"%s\"? ", meant) : "", NULL);
    return false;
}

/* What every drawing begins with: its svg below the figure, and the width that it has. */
static struct ch_drawing begin(struct aj_job *job, struct fnt_library *fonts, struct doc_document *doc,
                               doc_id figure)
{
    struct ch_drawing d = {.job = job, .fonts = fonts, .doc = doc, .figure = figure};
    d.paper = find_paper(doc, figure);
    d.paper_text = aj_printf(job->arena, "#%02x%02x%02x", d.paper.r, d.paper.g, d.paper.b);
    uint32_t style = doc_style_for(doc, figure, DOC_TAG_SVG, "");
    d.svg = doc_append_element(doc, figure, DOC_TAG_SVG, DOC_ROLE_NONE, style, NULL, 0);
    d.text_style = doc_style_for(doc, d.svg, DOC_TAG_SVG_TEXT, "");
    int32_t width = figure_width(doc, figure);
    d.width = (ch_len)((int64_t)(width > 72000 ? width : 72000) * 2 / 15);
    d.width -= d.width % 100;
    return d;
}

static bool draw_organisation(struct aj_job *job, struct fnt_library *fonts, struct doc_document *doc,
                              doc_id figure)
{
    struct ch_units *units = AJ_NEW(job->arena, struct ch_units);
    if (!ch_read_units(job, doc, figure, units))
        return false;
    struct ch_drawing d = begin(job, fonts, doc, figure);
    bool good = ch_draw_units(&d, units);
    set_size(&d);
    const char *alt = doc_attr(doc, figure, "alt");
    if (!alt || !*alt)
        set_alt(job, doc, figure, ch_units_alt(job, units));
    return good;
}

static bool draw(struct aj_job *job, struct fnt_library *fonts, struct doc_document *doc, doc_id figure)
{
    struct ch_data *data = AJ_NEW(job->arena, struct ch_data);
    if (!find_kind(job, doc, figure, &data->kind) || !ch_read(job, doc, figure, data))
        return false;
    struct ch_drawing d = begin(job, fonts, doc, figure);
    d.data = data;
    bool good = style_series(&d, data);
    lay_out(&d);
    ch_draw_legend(&d);
    if (data->kind == CH_LINES)
        ch_draw_lines(&d);
    else
        ch_draw_bars(&d);
    set_size(&d);
    const char *alt = doc_attr(doc, figure, "alt");
    if (!alt || !*alt)
        set_alt(job, doc, figure, ch_alt(job, data));
    return good;
}

bool ch_draw(struct aj_job *job, struct fnt_library *fonts, struct doc_document *doc)
{
    bool good = true;
    uint32_t count = doc->node_count; /* drawing adds nodes */
    for (doc_id id = 1; id < count; id++)
        if (doc->nodes[id].kind == DOC_ELEMENT && doc->nodes[id].tag == DOC_TAG_FIGURE &&
            doc_attr(doc, id, "data-chart")) {
            bool units = !strcmp(doc_attr(doc, id, "data-chart"), "organisation");
            good = (units ? draw_organisation(job, fonts, doc, id) : draw(job, fonts, doc, id)) && good;
        }
    return good;
}
