/* Drawings inline, pictures as data: what a page shows of figures. */
#include "web/internal.h"

#include "typeset/image.h"

#include <stdlib.h>
#include <string.h>

enum { WIDE = 420 /* px: a drawing so wide is moved sideways on a phone rather than made illegible */ };

static doc_id svg_of(const struct web_page *page, doc_id id)
{
    const struct doc_node *nodes = page->doc->nodes;
    while (id && nodes[id].tag != DOC_TAG_SVG)
        id = nodes[id].parent;
    return id;
}

/* What is in a picture's file has its ids in data-id, for its own references alone. */
static bool is_from_file(const struct web_page *page, doc_id svg)
{
    doc_id parent = page->doc->nodes[svg].parent;
    return page->doc->nodes[parent].kind == DOC_ELEMENT && page->doc->nodes[parent].tag == DOC_TAG_IMG;
}

/* The value with "#name" made the drawing's own: url(#clip) is url(#g12-clip). */
static const char *with_own_ids(struct web_page *page, doc_id svg, const char *name, const char *value)
{
    const char *hash = strchr(value, '#');
    if (!hash || (strcmp(name, "href") != 0 && strncmp(value, "url(", 4) != 0) || !is_from_file(page, svg))
        return value;
    return aj_printf(page->job->arena, "%.*s#g%u-%s", (int)(hash - value), value, svg, hash + 1);
}

static void write_color(struct web_page *page, doc_id id)
{
    const struct doc_node *node = &page->doc->nodes[id];
    struct doc_color color = doc_style_of(page->doc, id)->color,
                     up = doc_style_of(page->doc, node->parent)->color;
    if (node->tag == DOC_TAG_SVG || memcmp(&color, &up, sizeof color) != 0)
        aj_buf_printf(page->out, " color=\"#%02x%02x%02x\"", color.r, color.g, color.b);
}

/* Text takes size and weight from its style, where its attributes say nothing. */
static void write_font(struct web_page *page, doc_id id)
{
    const struct doc_node *node = &page->doc->nodes[id];
    const struct doc_style *style = doc_style_of(page->doc, id), *up = doc_style_of(page->doc, node->parent);
    bool top = node->tag == DOC_TAG_SVG;
    if ((top || style->font_size != up->font_size) && !doc_attr(page->doc, id, "font-size")) {
        aj_len hundredths = (style->font_size * 4 / 3 + 5) / 10;
        aj_buf_printf(page->out, " font-size=\"%d.%02d\"", (int)(hundredths / 100), (int)(hundredths % 100));
    }
    if ((top || style->font_weight != up->font_weight) && !doc_attr(page->doc, id, "font-weight"))
        aj_buf_printf(page->out, " font-weight=\"%u\"", (unsigned)style->font_weight);
}

/* A chart's text is a table's on paper; a screen is read from further away. */
static void write_size(struct web_page *page, const char *name, const char *value)
{
    enum { LARGER = 6, THAN = 5, MOST = 100000 };
    long size = strtol(value, NULL, 10);
    if (size > 0 && size < MOST)
        aj_buf_printf(page->out, " %s=\"%ld\"", name, size * LARGER / THAN);
}

static void write_attrs(struct web_page *page, doc_id id, doc_id svg)
{
    static const char *const passed_over[] = {"role",   "aria-label",       "aria-hidden", "aria-labelledby",
                                              "alt",    "aria-describedby", "title",       "class",
                                              "version"};
    const struct doc_node *node = &page->doc->nodes[id];
    bool chart = id == svg && doc_attr(page->doc, node->parent, "data-chart");
    for (uint32_t i = 0; i < node->attr_count; i++) {
        const char *name = node->attrs[i].name, *value = node->attrs[i].value;
        bool passed = false;
        for (size_t k = 0; k < sizeof passed_over / sizeof *passed_over; k++)
            passed = passed || !strcmp(name, passed_over[k]);
        if (chart && (!strcmp(name, "width") || !strcmp(name, "height")))
            write_size(page, name, value);
        else if (!strcmp(name, "data-id"))
            web_attr(page->out, "id", aj_printf(page->job->arena, "g%u-%s", svg, value));
        else if (!strcmp(name, "href") ? value[0] == '#' : !passed && strncmp(name, "data-", 5) != 0)
            web_attr(page->out, name, with_own_ids(page, svg, name, value));
    }
}

/* The alternative text of the figure or picture that the drawing is; NULL for what only adorns. */
static const char *name_of(const struct web_page *page, doc_id svg)
{
    const struct doc_document *doc = page->doc;
    const char *name = doc_attr(doc, svg, "alt");
    if (!name)
        name = doc_attr(doc, svg, "aria-label");
    for (doc_id id = doc->nodes[svg].parent; id && !name; id = doc->nodes[id].parent) {
        enum doc_tag tag = (enum doc_tag)doc->nodes[id].tag;
        if (tag != DOC_TAG_FIGURE && tag != DOC_TAG_IMG && tag != DOC_TAG_DIV)
            break;
        name = doc_attr(doc, id, "alt");
        if (!name)
            name = doc_attr(doc, id, "aria-label");
    }
    return name && *name ? name : NULL;
}

static const char *caption_of(const struct web_page *page, doc_id svg)
{
    doc_id figure = page->doc->nodes[svg].parent;
    doc_id caption = web_child(page->doc, figure, DOC_TAG_FIGCAPTION);
    const char *text = caption ? web_whole_text(page, caption) : "";
    return *text ? text : aj_printf(page->job->arena, "%s %u", web_word(page, WEB_WORD_CHART), svg);
}

/* A drawing right after another is the same for a narrow screen: the stylesheet shows one of them. */
static bool is_narrow(const struct web_page *page, doc_id svg)
{
    const struct doc_node *nodes = page->doc->nodes;
    doc_id before = nodes[svg].previous;
    return before && nodes[before].kind == DOC_ELEMENT && nodes[before].tag == DOC_TAG_SVG;
}

static void open_frame(struct web_page *page, doc_id svg)
{
    if (is_narrow(page, svg)) {
        aj_buf_str(page->out, "<div class=\"web-drawing web-narrow\">");
        return;
    }
    const char *width = doc_attr(page->doc, svg, "width");
    bool wide = width && strtol(width, NULL, 10) > WIDE;
    aj_buf_str(page->out, wide ? "<div class=\"web-drawing web-wide\" role=\"region\" tabindex=\"0\""
                               : "<div class=\"web-drawing\"");
    if (wide)
        web_attr(page->out, "aria-label", caption_of(page, svg));
    aj_buf_char(page->out, '>');
}

void web_open_svg(struct web_page *page, doc_id id)
{
    const struct doc_node *node = &page->doc->nodes[id];
    doc_id svg = svg_of(page, id);
    bool top = node->tag == DOC_TAG_SVG;
    if (top && page->doc->nodes[node->parent].tag == DOC_TAG_FIGURE)
        open_frame(page, id);
    aj_buf_char(page->out, '<');
    aj_buf_str(page->out, doc_tag_name((enum doc_tag)node->tag));
    if (top) {
        const char *name = name_of(page, id);
        aj_buf_str(page->out, name ? " role=\"img\"" : " aria-hidden=\"true\"");
        if (name)
            web_attr(page->out, "aria-label", name);
    }
    write_attrs(page, id, svg);
    write_color(page, id);
    write_font(page, id);
    aj_buf_char(page->out, '>');
}

/* The picture's bytes in the address; false after a finding. */
static bool write_data(struct web_page *page, doc_id id, const char *src)
{
    const struct doc_node *node = &page->doc->nodes[id];
    size_t length;
    const char *bytes = ty_picture_read(page->job, src, node->generated, node->at, &length, NULL);
    struct ty_image image = {0};
    int turned;
    if (!bytes || ty_image_identify(bytes, length, &image, &turned) != TY_IMAGE_GOOD)
        return false;
    if (length > web_most(page)) {
        web_too_large(page, node->at, length);
        return false;
    }
    bool upright = turned < 5;
    aj_buf_printf(page->out, " width=\"%d\" height=\"%d\"",
                  (int)(upright ? image.pixel_width : image.pixel_height),
                  (int)(upright ? image.pixel_height : image.pixel_width));
    aj_buf_printf(page->out, " src=\"data:image/%s;base64,", image.jpeg ? "jpeg" : "png");
    web_base64(page->out, bytes, length);
    aj_buf_char(page->out, '"');
    return true;
}

void web_write_image(struct web_page *page, doc_id id)
{
    const struct doc_node *node = &page->doc->nodes[id];
    const char *src = doc_attr(page->doc, id, "src"), *alt = doc_attr(page->doc, id, "alt");
    const char *class_name = doc_attr(page->doc, id, "class"), *own = doc_attr(page->doc, id, "id");
    if (node->first) {
        aj_buf_str(page->out, "<span class=\"web-picture\">");
        web_write_tree(page, node->first);
        aj_buf_str(page->out, "</span>");
        return;
    }
    size_t start = page->out->len;
    aj_buf_str(page->out, "<img");
    if (class_name)
        web_attr(page->out, "class", class_name);
    if (own)
        web_attr(page->out, "id", own);
    web_attr(page->out, "alt", alt ? alt : "");
    if (src && write_data(page, id, src)) {
        aj_buf_char(page->out, '>');
        return;
    }
    page->out->len = start;
    page->out->data[start] = '\0';
}
