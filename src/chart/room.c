/* The room of a figure on its page. */
#include "chart/internal.h"

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

/* The page's width, less what the elements around the figure take. */
int32_t ch_figure_width(const struct doc_document *doc, doc_id figure)
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

/* The nearest background around it, the page's, or white. */
struct doc_color ch_find_paper(const struct doc_document *doc, doc_id figure)
{
    for (doc_id id = figure; id; id = doc->nodes[id].parent)
        if (doc_style_of(doc, id)->background.a)
            return doc_style_of(doc, id)->background;
    const struct doc_page *page = doc_page_for(doc, "", false, false);
    return page->background.a ? page->background : (struct doc_color){255, 255, 255, 255};
}
