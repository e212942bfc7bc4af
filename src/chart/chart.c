#include "chart/internal.h"
#include "chart/own.h"
#include "chart/units.h"

#include <stdlib.h>
#include <string.h>

/* Sets the drawing's size, which is known when all is drawn, in px. */
void ch_set_size(struct ch_drawing *d)
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

void ch_set_alt(struct aj_job *job, struct doc_document *doc, doc_id figure, const char *alt)
{
    const char *own = doc_attr(doc, figure, "alt");
    if (own && *own)
        return;
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

/* The kinds whose table is read as categories and series. */
static const struct kind {
    const char *name;
    ch_drawer *draw;
} kinds[CH_KINDS] = {
    [CH_BARS] = {"bars", ch_draw_bars},
    [CH_STACKED] = {"stacked", ch_draw_bars},
    [CH_LINES] = {"lines", ch_draw_lines},
    [CH_PYRAMID] = {"pyramid", ch_draw_pyramid},
    [CH_WATERFALL] = {"waterfall", ch_draw_waterfall},
    [CH_SLOPE] = {"slope", ch_draw_slope},
};

/* All kinds; those drawn elsewhere are named for the sake of who misspells them. */
static const char *const names[] = {"bars",  "stacked", "lines",  "pyramid", "waterfall",
                                    "slope", "hundred", "bullet", "matrix",  "organisation"};

static bool find_kind(struct aj_job *job, const struct doc_document *doc, doc_id figure, enum ch_kind *kind)
{
    enum { COUNT = sizeof names / sizeof *names };
    const char *name = doc_attr(doc, figure, "data-chart");
    for (int i = 0; i < CH_KINDS; i++)
        if (!strcmp(name, kinds[i].name)) {
            *kind = (enum ch_kind)i;
            return true;
        }
    struct aj_buf list = AJ_BUF_INIT;
    for (int i = 0; i < COUNT; i++)
        aj_buf_printf(&list, "%s%s", i ? ", " : "", names[i]);
    const char *meant = aj_did_you_mean(name, names, COUNT);
    aj_diag_add(job->diags, AJ_E0681, doc->nodes[figure].at, name,
                meant ? aj_printf(job->arena, "did you mean \"%s\"? ", meant) : "",
                meant ? aj_printf(job->arena, "menade du \"%s\"? ", meant) : "", list.data, NULL);
    aj_buf_free(&list);
    return false;
}

/* The width of a second drawing, in 1/1000 pt: 270 px, which a page shows a fifth larger. */
enum { NARROW = 202500 };

/* The first drawing in a figure, 0 if there is none. */
static doc_id drawing_of(const struct doc_document *doc, doc_id figure)
{
    doc_id id = doc->nodes[figure].first;
    while (id && !(doc->nodes[id].kind == DOC_ELEMENT && doc->nodes[id].tag == DOC_TAG_SVG))
        id = doc->nodes[id].next;
    return id;
}

struct ch_drawing ch_begin(struct aj_job *job, struct fnt_library *fonts, struct doc_document *doc,
                           doc_id figure)
{
    struct ch_drawing d = {.job = job, .fonts = fonts, .doc = doc, .figure = figure};
    d.paper = ch_find_paper(doc, figure);
    d.paper_text = aj_printf(job->arena, "#%02x%02x%02x", d.paper.r, d.paper.g, d.paper.b);
    uint32_t style = doc_style_for(doc, figure, DOC_TAG_SVG, "");
    d.svg = doc_append_element(doc, figure, DOC_TAG_SVG, DOC_ROLE_NONE, style, NULL, 0);
    d.text_style = doc_style_for(doc, d.svg, DOC_TAG_SVG_TEXT, "");
    bool narrow = drawing_of(doc, figure) != d.svg;
    int32_t width = narrow ? NARROW : ch_figure_width(doc, figure);
    d.width = (ch_len)((int64_t)(width > 72000 ? width : 72000) * 2 / 15);
    d.width -= d.width % 100;
    ch_len size = (ch_len)((int64_t)doc->styles[d.text_style].font_size * 2 / 15);
    d.ascent = size * 80 / 100;
    d.line = size * 125 / 100;
    return d;
}

static bool draw_organisation(struct aj_job *job, struct fnt_library *fonts, struct doc_document *doc,
                              doc_id figure)
{
    struct ch_units *units = AJ_NEW(job->arena, struct ch_units);
    if (!ch_read_units(job, doc, figure, units))
        return false;
    struct ch_drawing d = ch_begin(job, fonts, doc, figure);
    bool good = ch_draw_units(&d, units);
    ch_set_size(&d);
    ch_set_alt(job, doc, figure, ch_units_alt(job, units));
    return good;
}

static bool draw(struct aj_job *job, struct fnt_library *fonts, struct doc_document *doc, doc_id figure)
{
    struct ch_data *data = AJ_NEW(job->arena, struct ch_data);
    if (!find_kind(job, doc, figure, &data->kind) || !ch_read(job, doc, figure, data))
        return false;
    struct ch_drawing d = ch_begin(job, fonts, doc, figure);
    d.data = data;
    bool good = ch_style_series(&d, data);
    good = kinds[data->kind].draw(&d) && good;
    ch_set_size(&d);
    ch_set_alt(job, doc, figure, ch_cut_alt(job->arena, ch_alt(job, data)));
    return good;
}

static bool draw_any(struct aj_job *job, struct fnt_library *fonts, struct doc_document *doc, doc_id figure)
{
    bool good;
    if (ch_draw_own(job, fonts, doc, figure, &good))
        return good;
    if (!strcmp(doc_attr(doc, figure, "data-chart"), "organisation"))
        return draw_organisation(job, fonts, doc, figure);
    return draw(job, fonts, doc, figure);
}

static bool is_chart(const struct doc_document *doc, doc_id id)
{
    return doc->nodes[id].kind == DOC_ELEMENT && doc->nodes[id].tag == DOC_TAG_FIGURE &&
           doc_attr(doc, id, "data-chart");
}

bool ch_draw(struct aj_job *job, struct fnt_library *fonts, struct doc_document *doc)
{
    bool good = true;
    uint32_t count = doc->node_count; /* drawing adds nodes */
    for (doc_id id = 1; id < count; id++)
        if (is_chart(doc, id))
            good = draw_any(job, fonts, doc, id) && good;
    return good;
}

/* What is the figure's last child stands no longer in it. */
static void drop_last(struct doc_document *doc, doc_id figure)
{
    struct doc_node *node = &doc->nodes[figure];
    doc_id last = node->last, before = doc->nodes[last].previous;
    doc->nodes[before].next = 0;
    doc->nodes[last].previous = doc->nodes[last].parent = 0;
    node->last = before;
}

void ch_draw_narrow(struct aj_job *job, struct fnt_library *fonts, struct doc_document *doc)
{
    struct aj_diags *told = job->diags;
    uint32_t count = doc->node_count;
    job->diags = aj_diags_new(job->arena, job->places); /* the first drawing has told them */
    for (doc_id id = 1; id < count; id++) {
        doc_id first = is_chart(doc, id) ? drawing_of(doc, id) : 0;
        const char *width = first ? doc_attr(doc, first, "width") : NULL;
        if (!width || strtol(width, NULL, 10) * 750 <= NARROW)
            continue;
        if (!draw_any(job, fonts, doc, id) && doc->nodes[id].last != first)
            drop_last(doc, id);
    }
    job->diags = told;
}
