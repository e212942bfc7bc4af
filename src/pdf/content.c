/*
 * Page content: which marked content each fragment belongs to (ISO 32000-1 14.6, 14.7.4), and what the
 * structure tree and links learn on the way.
 */
#include "pdf/content.h"

#include <string.h>

/* The artifact a fragment is part of: TY_CONTENT for real content. */
struct share {
    uint8_t artifact;
    bool attached; /* page furniture, which belongs to the page's edge */
    uint32_t segment;
};

static bool is_visible(const struct ty_fragment *f)
{
    switch ((enum ty_kind)f->kind) {
    case TY_TEXT:
        return f->as.run->glyph_count > 0 && f->as.run->size > 0;
    case TY_RECT:
        return f->color.a && f->rect.width > 0 && f->rect.height > 0;
    case TY_LINE:
        return f->color.a && f->line_width > 0 && f->line_style != DOC_BORDER_NONE;
    case TY_PATH:
        return f->as.path->verb_count &&
               (f->as.path->fill.a || (f->as.path->stroke.a && f->as.path->stroke_width > 0));
    case TY_IMAGE:
        return f->rect.width > 0 && f->rect.height > 0;
    }
    return false;
}

static struct share share_of(const struct pdf_content *c, const struct ty_fragment *f)
{
    const struct pdf_tree *tree = c->w->tree;
    struct share share = {.artifact = f->artifact, .attached = !f->node};
    if (f->artifact != TY_CONTENT)
        return share;
    doc_id node = f->node < tree->doc->node_count ? f->node : 0;
    uint32_t segment = tree->segment_of[node];
    /* Text that names its element instead of its text node belongs to that element's first text. */
    if (!segment && node && f->kind == TY_TEXT)
        for (doc_id id = node; id && !segment; id = doc_next(tree->doc, node, id))
            segment = tree->segment_of[id];
    if (segment && tree->segments[segment].elem)
        share.segment = segment;
    else
        share.artifact = TY_LAYOUT;
    return share;
}

static bool is_same(struct share a, struct share b)
{
    return a.artifact == b.artifact && a.segment == b.segment &&
           (a.attached == b.attached || a.artifact == TY_CONTENT || a.artifact == TY_LAYOUT);
}

static void close_mark(struct pdf_content *c)
{
    pdf_end_text(c);
    if (c->open != PDF_OPEN_NOTHING)
        aj_buf_str(&c->buf, "EMC\n");
    c->open = PDF_OPEN_NOTHING;
}

/* Enters the mark in its segment's list, which is in document order, then painting order. */
static void list_mark(struct pdf_writer *w, uint32_t mark)
{
    struct pdf_segment *segment = &w->tree->segments[w->marks[mark].segment];
    if (!segment->first_mark) {
        segment->first_mark = segment->last_mark = mark;
        return;
    }
    if (w->marks[segment->last_mark].order <= w->marks[mark].order) {
        w->marks[segment->last_mark].next = mark;
        segment->last_mark = mark;
        return;
    }
    uint32_t *at = &segment->first_mark;
    while (w->marks[*at].order <= w->marks[mark].order)
        at = &w->marks[*at].next;
    w->marks[mark].next = *at;
    *at = mark;
}

static uint32_t figure_of(const struct pdf_tree *tree, uint32_t elem)
{
    while (elem && tree->elems[elem].role != DOC_ROLE_FIGURE)
        elem = tree->elems[elem].parent;
    return elem;
}

static void open_content(struct pdf_content *c, uint32_t segment, uint32_t order)
{
    struct pdf_writer *w = c->w;
    struct pdf_elem *elem = &w->tree->elems[w->tree->segments[segment].elem];
    struct pdf_mark mark = {
        .page = c->page, .mcid = w->page_marks[c->page]++, .segment = segment, .order = order};
    AJ_PUSH(w->arena, w->marks, w->mark_count, w->mark_cap, mark);
    list_mark(w, w->mark_count - 1);
    elem->has_content = true;
    close_mark(c);
    pdf_put_name(&c->buf, doc_role_name(elem->role));
    aj_buf_str(&c->buf, "<</MCID ");
    pdf_put_int(&c->buf, mark.mcid);
    aj_buf_str(&c->buf, ">>BDC\n");
    c->open = PDF_OPEN_MARK;
    c->segment = segment;
    c->figure = figure_of(w->tree, w->tree->segments[segment].elem);
}

/* The rectangle of a fragment in PDF's coordinates. */
static void box_of(const struct pdf_content *c, const struct ty_fragment *f, int64_t box[4])
{
    int64_t top = (int64_t)c->height - f->rect.y;
    box[0] = f->rect.x;
    box[1] = top - f->rect.height;
    box[2] = (int64_t)f->rect.x + f->rect.width;
    box[3] = top;
}

static void unite(int64_t box[4], const int64_t more[4])
{
    for (int i = 0; i < 4; i++)
        if (i < 2 ? more[i] < box[i] : more[i] > box[i])
            box[i] = more[i];
}

/* A property list as Table 330 asks: Type, and Subtype and Attached for what belongs to the page's edge. */
static void open_artifact(struct pdf_content *c, struct share share, const int64_t box[4])
{
    static const char *const types[] = {[TY_CONTENT] = "/Layout",
                                        [TY_BACKGROUND] = "/Background",
                                        [TY_LAYOUT] = "/Layout",
                                        [TY_HEADER] = "/Pagination/Subtype/Header",
                                        [TY_FOOTER] = "/Pagination/Subtype/Footer"};
    close_mark(c);
    aj_buf_str(&c->buf, "/Artifact<</Type");
    aj_buf_str(&c->buf, types[share.artifact <= TY_FOOTER ? share.artifact : TY_LAYOUT]);
    if (share.attached && share.artifact == TY_HEADER)
        aj_buf_str(&c->buf, "/Attached[/Top]");
    if (share.attached && share.artifact == TY_FOOTER)
        aj_buf_str(&c->buf, "/Attached[/Bottom]");
    if (share.artifact != TY_LAYOUT) {
        aj_buf_str(&c->buf, "/BBox");
        pdf_put_box(&c->buf, box);
    }
    aj_buf_str(&c->buf, ">>BDC\n");
    c->open = PDF_OPEN_ARTIFACT;
}

/* Which link a fragment's rectangle can be clicked for, or 0. Leaders are dots, but lead there too. */
static uint32_t link_at(const struct pdf_content *c, const struct ty_fragment *f)
{
    const struct pdf_tree *tree = c->w->tree;
    if (!f->node || f->node >= tree->doc->node_count)
        return 0;
    bool leader = tree->doc->nodes[f->node].kind == DOC_LEADER;
    if (f->artifact != TY_CONTENT && !(leader && f->artifact == TY_LAYOUT))
        return 0;
    return tree->link_of[f->node];
}

/* What sticks out of the page cannot be pressed there (ISO 32000-1 12.5.6.5); a point of it stays at the
 * edge. */
static void clip_to_page(const struct ty_page *page, const int64_t box[4], int64_t clipped[4])
{
    enum { POINT = 1000 };
    for (int i = 0; i < 2; i++) {
        int64_t most = i ? page->height : page->width, low = box[i], high = box[i + 2];
        low = low > most - POINT ? most - POINT : low;
        high = high > most ? most : high;
        clipped[i] = low < 0 ? 0 : low;
        clipped[i + 2] = high < clipped[i] + POINT ? clipped[i] + POINT : high;
    }
}

static void note_spot(struct pdf_content *c, uint32_t link, const int64_t whole[4])
{
    struct pdf_writer *w = c->w;
    int64_t box[4];
    clip_to_page(&w->pages->pages[c->page], whole, box);
    struct pdf_spot *last = w->spot_count ? &w->spots[w->spot_count - 1] : NULL;
    /* One line's parts make one rectangle: they share more than half of the lower one's height. */
    if (last && last->link == link && last->page == c->page) {
        int64_t low = last->box[1] > box[1] ? last->box[1] : box[1];
        int64_t high = last->box[3] < box[3] ? last->box[3] : box[3];
        int64_t least =
            box[3] - box[1] < last->box[3] - last->box[1] ? box[3] - box[1] : last->box[3] - last->box[1];
        if ((high - low) * 2 > least) {
            unite(last->box, box);
            return;
        }
    }
    struct pdf_spot spot = {.link = link, .page = c->page};
    memcpy(spot.box, box, sizeof spot.box);
    AJ_PUSH(w->arena, w->spots, w->spot_count, w->spot_cap, spot);
}

static void note_figure(struct pdf_content *c, const int64_t box[4])
{
    struct pdf_extent *extent = &c->w->extents[c->figure];
    if (!c->figure || (extent->page && extent->page != c->page + 1))
        return;
    if (extent->page)
        unite(extent->box, box);
    else
        memcpy(extent->box, box, sizeof extent->box);
    extent->page = c->page + 1;
}

static void paint(struct pdf_content *c, const struct ty_fragment *f)
{
    const struct doc_document *doc = c->w->doc;
    c->w->at = f->node < doc->node_count ? doc->nodes[f->node].at : 0;
    if (f->kind != TY_TEXT)
        pdf_end_text(c);
    switch ((enum ty_kind)f->kind) {
    case TY_TEXT:
        pdf_paint_text(c, f);
        break;
    case TY_RECT:
        pdf_paint_rect(c, f);
        break;
    case TY_LINE:
        pdf_paint_line(c, f);
        break;
    case TY_PATH:
        pdf_paint_path(c, f);
        break;
    case TY_IMAGE:
        pdf_paint_image(c, f);
        break;
    }
}

/* Text fragments that are passed over still have their codes. */
static void skip(struct pdf_content *c, const struct ty_fragment *f)
{
    if (f->kind != TY_TEXT)
        return;
    c->codes += f->as.run->glyph_count;
    c->run_fonts++;
}

static bool ends_in_space(const struct ty_run *run)
{
    const char *end = run->text + run->text_length;
    /* U+0020, U+00A0 and, where a word goes on, U+00AD */
    return run->text_length &&
           (end[-1] == ' ' || end[-1] == '\n' ||
            (run->text_length > 1 && end[-2] == '\xC2' && (end[-1] == '\xA0' || end[-1] == '\xAD')));
}

static void write_content(struct pdf_content *c, const struct ty_fragment *f, uint32_t index,
                          uint32_t segment)
{
    struct pdf_writer *w = c->w;
    int64_t box[4];
    box_of(c, f, box);
    uint32_t order = w->tree->order[f->node];
    if (c->open != PDF_OPEN_MARK || c->segment != segment || order < c->order)
        open_content(c, segment, order);
    c->order = order;
    if (!w->first_fragment[order])
        w->first_fragment[order] = index + 1;
    note_figure(c, box);
    if (f->kind == TY_TEXT && w->tree->after_break[f->node] && f->node != c->last && !c->spaced)
        pdf_paint_space(c, f);
    paint(c, f);
    c->last = f->node;
    c->spaced = f->kind == TY_TEXT && ends_in_space(f->as.run);
}

/* Paints the artifact that starts at fragment `from` and gives where it ends. */
static uint32_t write_artifact(struct pdf_content *c, uint32_t from, uint32_t end, struct share share)
{
    const struct ty_fragment *fragments = c->w->pages->fragments;
    int64_t box[4], more[4];
    uint32_t to = from;
    box_of(c, &fragments[from], box);
    while (to < end && (!is_visible(&fragments[to]) || is_same(share_of(c, &fragments[to]), share))) {
        box_of(c, &fragments[to], more);
        if (is_visible(&fragments[to]))
            unite(box, more);
        to++;
    }
    open_artifact(c, share, box);
    for (uint32_t i = from; i < to; i++) {
        uint32_t link = link_at(c, &fragments[i]);
        box_of(c, &fragments[i], more);
        if (link)
            note_spot(c, link, more);
        if (is_visible(&fragments[i]))
            paint(c, &fragments[i]);
        else
            skip(c, &fragments[i]);
    }
    return to;
}

static void write_page(struct pdf_content *c)
{
    const struct ty_page *page = &c->w->pages->pages[c->page];
    const struct ty_fragment *fragments = c->w->pages->fragments;
    uint32_t end = page->first + page->count;
    for (uint32_t i = page->first; i < end;) {
        const struct ty_fragment *f = &fragments[i];
        if (!is_visible(f)) {
            skip(c, f);
            i++;
            continue;
        }
        struct share share = share_of(c, f);
        if (share.artifact != TY_CONTENT) {
            i = write_artifact(c, i, end, share);
            continue;
        }
        uint32_t link = link_at(c, f);
        int64_t box[4];
        box_of(c, f, box);
        if (link)
            note_spot(c, link, box);
        write_content(c, f, i, share.segment);
        i++;
    }
    close_mark(c);
}

/* The state of graphics at a page's start (ISO 32000-1, Table 52). */
static void begin_page(struct pdf_content *c, uint32_t page)
{
    const struct doc_color black = {0, 0, 0, 255};
    aj_buf_clear(&c->buf);
    c->page = page;
    c->w->page = page + 1;
    c->height = c->w->pages->pages[page].height;
    c->open = PDF_OPEN_NOTHING;
    c->in_text = c->invisible = c->dashed = false;
    c->font = c->cap = c->join = 0;
    c->miter = 0;
    c->size = c->rise = 0;
    c->fill = c->stroke = black;
    c->line_width = 1000;
}

void pdf_write_contents(struct pdf_writer *w)
{
    struct pdf_content content = {.w = w, .codes = w->codes, .run_fonts = w->run_fonts};
    struct pdf_mark none = {0};
    AJ_PUSH(w->arena, w->marks, w->mark_count, w->mark_cap, none);
    w->extents = AJ_NEW_N(w->arena, struct pdf_extent, w->tree->elem_count);
    w->first_fragment = AJ_NEW_N(w->arena, uint32_t, w->doc->node_count + 1);
    for (uint32_t i = 0; i < w->pages->page_count; i++) {
        begin_page(&content, i);
        write_page(&content);
        pdf_deflate(w, content.buf.data ? content.buf.data : "", content.buf.len);
        pdf_gate_contents(w->gate, w->page_objects[i], w->deflated.data, w->deflated.len);
    }
    w->page = 0;
    aj_buf_free(&content.buf);
}
