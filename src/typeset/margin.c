/* Margin boxes (CSS Paged Media 3, 5): running heads and feet, with page numbers and named strings. */
#include "base/utf8.h"
#include "typeset/block.h"
#include "typeset/page.h"

#include <string.h>

/* A named string: its values in document order, and how far the pages have come. */
struct series {
    const char *name;
    uint32_t count, cap;
    uint32_t next; /* the first value on a page not yet reached */
    const char **values;
    uint32_t *pages; /* 1 + index */
    doc_id *nodes;
};

struct ty_strings {
    struct series *series;
    uint32_t count, cap;
};

static struct series *find_series(struct ty_strings *strings, const char *name)
{
    for (uint32_t i = 0; i < strings->count; i++)
        if (!strcmp(strings->series[i].name, name))
            return &strings->series[i];
    return NULL;
}

struct ty_strings *ty_strings_new(struct ty_context *ctx, const uint32_t *node_page)
{
    struct ty_strings *strings = AJ_NEW(ctx->arena, struct ty_strings);
    for (uint32_t i = 0; i < ctx->doc->string_count; i++) {
        const struct doc_string *s = &ctx->doc->strings[i];
        struct series *series = find_series(strings, s->name);
        if (!series) {
            AJ_PUSH(ctx->arena, strings->series, strings->count, strings->cap,
                    ((struct series){.name = s->name}));
            series = &strings->series[strings->count - 1];
        }
        uint32_t page_cap = series->cap, node_cap = series->cap;
        series->values =
            aj_grow(ctx->arena, series->values, &series->cap, series->count + 1, sizeof *series->values);
        series->pages =
            aj_grow(ctx->arena, series->pages, &page_cap, series->count + 1, sizeof *series->pages);
        series->nodes =
            aj_grow(ctx->arena, series->nodes, &node_cap, series->count + 1, sizeof *series->nodes);
        series->nodes[series->count] = s->node;
        series->values[series->count] = s->value;
        series->pages[series->count++] = node_page[s->node];
    }
    return strings;
}

/* Whether the page begins with the element or with something in it. */
static bool page_begins_with(const struct ty_context *ctx, uint32_t page, doc_id element)
{
    doc_id id = ctx->page_starts[page];
    while (id > element)
        id = ty_node(ctx, id)->parent;
    return id == element;
}

/* The value that a page shows (GCPM 3, 1.1.2), of those that it sets and the last one set before. */
static const char *string_on(const struct ty_context *ctx, struct ty_strings *strings,
                             const struct doc_content *content, uint32_t page)
{
    struct series *s = find_series(strings, content->text);
    if (!s)
        return "";
    while (s->next < s->count && s->pages[s->next] < page + 1)
        s->next++;
    uint32_t end = s->next;
    while (end < s->count && s->pages[end] == page + 1)
        end++;
    const char *before = s->next ? s->values[s->next - 1] : "";
    if (end == s->next)
        return before;
    switch ((enum doc_which)content->style) {
    case DOC_START:
        return page_begins_with(ctx, page, s->nodes[s->next]) ? s->values[s->next] : before;
    case DOC_LAST:
        return s->values[end - 1];
    case DOC_FIRST_EXCEPT:
        return "";
    default:
        return s->values[s->next];
    }
}

/* A page's margin being set. */
struct margin {
    struct ty_output *out;
    struct ty_strings *strings;
    const struct doc_page *rules;
    uint32_t page, page_count;
};

static void add_number(struct aj_buf *text, const struct ty_context *ctx, int32_t number, uint8_t style)
{
    aj_buf_str(text, doc_number(ctx->doc, number, style));
}

/* Text that is put together so far goes into the paragraph. */
static void flush_text(struct ty_context *ctx, struct ty_para *para, const struct doc_margin_box *box,
                       struct aj_buf *text)
{
    if (text->len == 0)
        return;
    const char *copy = aj_strndup(ctx->arena, text->data, text->len);
    ty_para_add_text(ctx, para, 0, copy, strlen(copy), box->style, 0);
    text->len = 0;
    text->data[0] = '\0';
}

/* What a box shows on the page. Its pictures are sized by the page, so that they are drawn once. */
static struct ty_para *box_para(const struct margin *m, const struct doc_margin_box *box)
{
    struct ty_context *ctx = m->out->ctx;
    struct ty_para *para = ty_para_new(ctx, box->style, 0);
    struct aj_buf text = AJ_BUF_INIT;
    ctx->available = m->rules->width;
    for (uint32_t i = 0; i < box->count; i++) {
        const struct doc_content *c = &box->content[i];
        switch (c->kind) {
        case DOC_CONTENT_TEXT:
            aj_buf_str(&text, c->text);
            break;
        case DOC_CONTENT_STRING:
            aj_buf_str(&text, string_on(ctx, m->strings, c, m->page));
            break;
        case DOC_CONTENT_PAGE:
            add_number(&text, ctx, ctx->page_numbers[m->page], c->style);
            break;
        case DOC_CONTENT_PAGES:
            add_number(&text, ctx, (int32_t)m->page_count, c->style);
            break;
        case DOC_CONTENT_IMAGE:
            flush_text(ctx, para, box, &text);
            ty_para_add_object(ctx, para, c->node, 0);
            break;
        }
    }
    flush_text(ctx, para, box, &text);
    aj_buf_free(&text);
    ty_para_finish(ctx, para);
    return para;
}

static bool present(const struct doc_page *rules, enum doc_margin_place place)
{
    return rules->boxes[place].count > 0;
}

/* Sets one box into its area, its text along the area as the style aligns it. */
static void set_box(struct margin *m, enum doc_margin_place place, struct ty_rect area, enum doc_align align)
{
    struct ty_context *ctx = m->out->ctx;
    const struct doc_margin_box *box = &m->rules->boxes[place];
    if (!box->count || area.width <= 0 || area.height <= 0)
        return;
    const struct doc_style *s = ty_doc_style(ctx, box->style);
    struct ty_edges e = ty_edges_of(s, area.width);
    area.x += e.margin[3];
    area.y += e.margin[0];
    area.width -= e.margin[1] + e.margin[3];
    area.height -= e.margin[0] + e.margin[2];
    const struct ty_paint *paint = ty_paint_of(ctx, box->style);
    if (paint)
        ty_emit_box(m->out, paint, area, 0, 15);
    aj_len x = area.x + e.border[3] + e.padding[3];
    aj_len width = area.width - e.border[1] - e.border[3] - e.padding[1] - e.padding[3];
    aj_len top = area.y + e.border[0] + e.padding[0];
    aj_len height = area.height - e.border[0] - e.border[2] - e.padding[0] - e.padding[2];
    struct ty_para *para = box_para(m, box);
    if (ty_para_empty(para) || width <= 0)
        return;
    uint32_t count;
    struct ty_line *lines = ty_break(ctx, para, width, 0, &count);
    aj_len used = 0;
    for (uint32_t i = 0; i < count; i++)
        used += lines[i].above + lines[i].below;
    if (s->vertical_align == DOC_BOTTOM)
        top += height - used;
    else if (s->vertical_align != DOC_TOP)
        top += (height - used) / 2;
    for (uint32_t i = 0; i < count; i++) {
        lines[i].align = (uint8_t)(s->text_align == DOC_LEFT ? align : s->text_align);
        ty_emit_line(m->out, &lines[i], x, top + lines[i].above);
        top += lines[i].above + lines[i].below;
    }
}

static aj_len natural_width(struct margin *m, enum doc_margin_place place)
{
    struct ty_context *ctx = m->out->ctx;
    const struct doc_margin_box *box = &m->rules->boxes[place];
    if (!box->count)
        return 0;
    struct ty_para *para = box_para(m, box);
    ty_para_measure(ctx, para);
    struct ty_edges e = ty_edges_of(ty_doc_style(ctx, box->style), 0);
    return para->natural + e.margin[1] + e.margin[3] + e.padding[1] + e.padding[3] + e.border[1] +
           e.border[3];
}

/*
 * The three boxes of an upper or lower edge share its width: one alone has all of it, one in the middle takes
 * what it needs and the others the same on either side, two take by what they hold.
 */
static void set_row(struct margin *m, enum doc_margin_place left, enum doc_margin_place center,
                    enum doc_margin_place right, struct ty_rect area)
{
    aj_len widths[3] = {area.width, area.width, area.width};
    bool has[3] = {present(m->rules, left), present(m->rules, center), present(m->rules, right)};
    if (has[1] && (has[0] || has[2])) {
        aj_len middle = natural_width(m, center);
        if (middle > area.width)
            middle = area.width;
        widths[1] = middle;
        widths[0] = widths[2] = (area.width - middle) / 2;
    } else if (has[0] && has[2]) {
        aj_len a = natural_width(m, left), b = natural_width(m, right);
        if (a + b > area.width)
            a = ty_share(area.width, a, (int64_t)a + b);
        else
            a += (area.width - a - b) / 2;
        widths[0] = a;
        widths[2] = area.width - a;
    }
    set_box(m, left, (struct ty_rect){area.x, area.y, widths[0], area.height}, DOC_LEFT);
    set_box(m, center,
            (struct ty_rect){area.x + (area.width - widths[1]) / 2, area.y, widths[1], area.height},
            DOC_CENTER);
    set_box(m, right, (struct ty_rect){area.x + area.width - widths[2], area.y, widths[2], area.height},
            DOC_RIGHT);
}

static void set_column(struct margin *m, const enum doc_margin_place places[3], struct ty_rect area)
{
    for (int i = 0; i < 3; i++)
        set_box(m, places[i],
                (struct ty_rect){area.x, area.y + area.height / 3 * i, area.width, area.height / 3},
                DOC_CENTER);
}

void ty_emit_margins(struct ty_output *out, struct ty_strings *strings, const struct doc_page *rules,
                     uint32_t page, uint32_t page_count)
{
    struct margin m = {out, strings, rules, page, page_count};
    static const enum doc_margin_place lefts[] = {DOC_LEFT_TOP, DOC_LEFT_MIDDLE, DOC_LEFT_BOTTOM};
    static const enum doc_margin_place rights[] = {DOC_RIGHT_TOP, DOC_RIGHT_MIDDLE, DOC_RIGHT_BOTTOM};
    const aj_len *g = rules->margin;
    aj_len width = rules->width - g[1] - g[3], height = rules->height - g[0] - g[2];
    aj_len right = rules->width - g[1], low = rules->height - g[2];
    out->artifact = TY_HEADER;
    set_box(&m, DOC_TOP_LEFT_CORNER, (struct ty_rect){0, 0, g[3], g[0]}, DOC_RIGHT);
    set_row(&m, DOC_TOP_LEFT, DOC_TOP_CENTER, DOC_TOP_RIGHT, (struct ty_rect){g[3], 0, width, g[0]});
    set_box(&m, DOC_TOP_RIGHT_CORNER, (struct ty_rect){right, 0, g[1], g[0]}, DOC_LEFT);
    set_column(&m, lefts, (struct ty_rect){0, g[0], g[3], height});
    set_column(&m, rights, (struct ty_rect){right, g[0], g[1], height});
    out->artifact = TY_FOOTER;
    set_box(&m, DOC_BOTTOM_LEFT_CORNER, (struct ty_rect){0, low, g[3], g[2]}, DOC_RIGHT);
    set_row(&m, DOC_BOTTOM_LEFT, DOC_BOTTOM_CENTER, DOC_BOTTOM_RIGHT,
            (struct ty_rect){g[3], low, width, g[2]});
    set_box(&m, DOC_BOTTOM_RIGHT_CORNER, (struct ty_rect){right, low, g[1], g[2]}, DOC_LEFT);
    out->artifact = TY_CONTENT;
}
