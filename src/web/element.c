/* One element's tags: HTML's name, and the attributes that HTML knows there. */
#include "web/internal.h"

#include <string.h>

static bool is_svg(const struct doc_node *node)
{
    return node->tag >= DOC_TAG_SVG && node->tag <= DOC_TAG_SVG_DESC;
}

static bool is_heading(const struct doc_node *node)
{
    return node->tag >= DOC_TAG_H1 && node->tag <= DOC_TAG_H6;
}

/* NULL: only what is in it is written. */
static const char *name_of(const struct web_page *page, doc_id id)
{
    static const char *const headings[] = {"h1", "h1", "h2", "h3", "h4", "h5", "h6"};
    const struct doc_node *node = &page->doc->nodes[id];
    if (id == page->title)
        return "h1";
    if (web_is_note(page->doc, id))
        return "div";
    if (is_heading(node))
        return headings[page->level[id]];
    switch (node->tag) {
    case DOC_TAG_HTML:
    case DOC_TAG_HEAD:
        return NULL;
    case DOC_TAG_BEFORE:
    case DOC_TAG_AFTER:
    case DOC_TAG_MARKER:
        return "span";
    case DOC_TAG_LIST_BODY:
        return page->doc->nodes[node->parent].tag == DOC_TAG_LI ? "div" : NULL;
    case DOC_TAG_SPAN:
        return node->generated ? NULL : "span"; /* a structure element around a link */
    default:
        return doc_tag_name((enum doc_tag)node->tag);
    }
}

static const char *made_class(const struct doc_node *node)
{
    switch (node->tag) {
    case DOC_TAG_BEFORE:
        return "before";
    case DOC_TAG_AFTER:
        return "after";
    case DOC_TAG_MARKER:
        return "marker";
    case DOC_TAG_LIST_BODY:
        return "body";
    default:
        return node->generated && node->tag == DOC_TAG_DIV ? "text" : NULL;
    }
}

/* Addresses that a page may lead to. */
static bool is_address(const struct web_page *page, const char *href)
{
    static const char *const kinds[] = {"http://", "https://", "mailto:", "tel:"};
    if (href[0] == '#')
        return doc_find(page->doc, href + 1) != 0;
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (!strncmp(href, kinds[i], strlen(kinds[i])))
            return true;
    return false;
}

static bool is_kept(const struct web_page *page, const struct doc_node *node, const struct doc_attr *attr)
{
    static const char *const everywhere[] = {
        "id", "lang", "title", "role", "aria-label", "aria-labelledby", "aria-hidden", "aria-describedby"};
    static const struct {
        const char *name;
        uint8_t tags[2];
    } some[] = {{"colspan", {DOC_TAG_TD, DOC_TAG_TH}},     {"rowspan", {DOC_TAG_TD, DOC_TAG_TH}},
                {"headers", {DOC_TAG_TD, DOC_TAG_TH}},     {"scope", {DOC_TAG_TH, DOC_TAG_TH}},
                {"abbr", {DOC_TAG_TH, DOC_TAG_TH}},        {"datetime", {DOC_TAG_TIME, DOC_TAG_TIME}},
                {"cite", {DOC_TAG_BLOCKQUOTE, DOC_TAG_Q}}, {"start", {DOC_TAG_OL, DOC_TAG_OL}},
                {"span", {DOC_TAG_COL, DOC_TAG_COLGROUP}}, {"value", {DOC_TAG_LI, DOC_TAG_LI}}};
    for (size_t i = 0; i < sizeof everywhere / sizeof *everywhere; i++)
        if (!strcmp(attr->name, everywhere[i]))
            return *attr->value || strcmp(attr->name, "id") != 0;
    if (!strcmp(attr->name, "href"))
        return node->tag == DOC_TAG_A && is_address(page, attr->value);
    for (size_t i = 0; i < sizeof some / sizeof *some; i++)
        if (!strcmp(attr->name, some[i].name) &&
            (node->tag == some[i].tags[0] || node->tag == some[i].tags[1]))
            return true;
    return false;
}

static void write_attrs(struct web_page *page, doc_id id)
{
    const struct doc_node *node = &page->doc->nodes[id];
    const char *own = doc_attr(page->doc, id, "class"), *made = made_class(node);
    if (id == page->main)
        aj_buf_str(page->out, " tabindex=\"-1\"");
    if (id == page->main && !doc_attr(page->doc, id, "id"))
        aj_buf_str(page->out, " id=\"web-main\"");
    if (own || made)
        web_attr(page->out, "class", own ? own : made);
    for (uint32_t i = 0; i < node->attr_count; i++)
        if (is_kept(page, node, &node->attrs[i]))
            web_attr(page->out, node->attrs[i].name, node->attrs[i].value);
}

static doc_id first_heading(const struct web_page *page, doc_id id)
{
    const struct doc_document *doc = page->doc;
    for (doc_id child = doc->nodes[id].first; child; child = doc->nodes[child].next)
        if (doc->nodes[child].kind == DOC_ELEMENT && is_heading(&doc->nodes[child]) && !page->left_out[child])
            return child;
    return 0;
}

/* The id of the heading that names a part of the page, made if it has none; NULL without one. */
static const char *naming_id(struct web_page *page, doc_id id, bool *made)
{
    doc_id heading = first_heading(page, id);
    const char *own = heading ? doc_attr(page->doc, heading, "id") : NULL;
    *made = heading && !own;
    return *made ? aj_printf(page->job->arena, "web-h%u", heading) : own;
}

/* What has a place of its own among the parts of the page that a screen reader lists. */
static bool is_landmark(const struct web_page *page, doc_id id)
{
    const struct doc_node *node = &page->doc->nodes[id];
    return node->tag == DOC_TAG_NAV || (node->tag == DOC_TAG_SECTION && node->parent == page->body);
}

static void write_landmark(struct web_page *page, doc_id id)
{
    bool made;
    if (!is_landmark(page, id) || doc_attr(page->doc, id, "aria-label") ||
        doc_attr(page->doc, id, "aria-labelledby"))
        return;
    const char *name = naming_id(page, id, &made);
    if (name)
        web_attr(page->out, "aria-labelledby", name);
}

static void write_heading_id(struct web_page *page, doc_id id)
{
    bool made;
    doc_id parent = page->doc->nodes[id].parent;
    bool names = is_landmark(page, parent) && first_heading(page, parent) == id;
    const char *name = names ? naming_id(page, parent, &made) : NULL;
    if (name && made)
        web_attr(page->out, "id", name);
}

/* A missing figure is read out in words; its mark is for the eye. */
static bool is_missing(const struct web_page *page, doc_id id)
{
    return page->doc->nodes[id].tag == DOC_TAG_ABBR && web_has_class(page->doc, id, "missing") &&
           doc_attr(page->doc, id, "title");
}

static void before(struct web_page *page, doc_id id)
{
    const struct doc_node *node = &page->doc->nodes[id];
    if (node->tag == DOC_TAG_TABLE)
        web_table_start(page, id);
    if (id == page->side_first)
        aj_buf_str(page->out, "<div class=\"web-side\">\n");
    if (id == page->main && !page->side_first)
        web_write_contents(page);
}

static void after(struct web_page *page, doc_id id)
{
    if (id == page->body)
        web_write_body_start(page);
    if (is_missing(page, id))
        aj_buf_str(page->out, "<span aria-hidden=\"true\">");
}

bool web_open_element(struct web_page *page, doc_id id)
{
    const struct doc_node *node = &page->doc->nodes[id];
    if (node->tag == DOC_TAG_IMG) {
        web_write_image(page, id);
        return false;
    }
    if (is_svg(node)) {
        web_open_svg(page, id);
        return true;
    }
    const char *name = name_of(page, id);
    if (!name)
        return true;
    before(page, id);
    aj_buf_char(page->out, '<');
    aj_buf_str(page->out, name);
    write_attrs(page, id);
    web_table_attrs(page, id);
    write_landmark(page, id);
    if (is_heading(node))
        write_heading_id(page, id);
    aj_buf_char(page->out, '>');
    after(page, id);
    return true;
}

/* What a list of contents holds below its heading can be folded away. */
static void fold(struct web_page *page, doc_id heading)
{
    doc_id parent = page->doc->nodes[heading].parent;
    if (page->doc->nodes[parent].tag != DOC_TAG_NAV || first_heading(page, parent) != heading)
        return;
    aj_buf_str(page->out, "\n<details><summary>");
    aj_buf_str(page->out, web_word(page, WEB_WORD_OPEN));
    aj_buf_str(page->out, "</summary>");
}

static void before_end(struct web_page *page, doc_id id)
{
    const struct doc_node *node = &page->doc->nodes[id];
    if (is_missing(page, id)) {
        const char *title = doc_attr(page->doc, id, "title");
        aj_buf_str(page->out, "</span><span class=\"web-said\">");
        web_escape(page->out, title, strlen(title));
        aj_buf_str(page->out, "</span>");
    }
    if (node->tag == DOC_TAG_HEADER && node->parent == page->body)
        web_write_header_end(page);
    if (node->tag == DOC_TAG_NAV && first_heading(page, id))
        aj_buf_str(page->out, "</details>\n");
    if (id == page->body)
        web_write_footer(page);
}

void web_close_element(struct web_page *page, doc_id id)
{
    const struct doc_node *node = &page->doc->nodes[id];
    const char *name = is_svg(node) ? doc_tag_name((enum doc_tag)node->tag) : name_of(page, id);
    if (!name || node->tag == DOC_TAG_BR || node->tag == DOC_TAG_HR || node->tag == DOC_TAG_COL)
        return;
    before_end(page, id);
    aj_buf_printf(page->out, "</%s>", name);
    /* A number above its heading is a word of its own also where nothing is laid out. */
    if (node->tag == DOC_TAG_BEFORE && doc_style_of(page->doc, id)->display == DOC_BLOCK)
        aj_buf_char(page->out, ' ');
    if (is_heading(node))
        fold(page, id);
    if (node->tag == DOC_TAG_TABLE)
        web_table_end(page, id);
    if (node->tag == DOC_TAG_SVG && page->doc->nodes[node->parent].tag == DOC_TAG_FIGURE)
        aj_buf_str(page->out, "</div>");
    if (id == page->side_last)
        aj_buf_str(page->out, "\n</div>");
}
