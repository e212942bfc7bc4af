/* What is decided before the page is written: what of the document is not for a screen, and what stands for
 * it.
 */
#include "web/internal.h"

#include "base/utf8.h"

#include <string.h>

bool web_has_class(const struct doc_document *doc, doc_id id, const char *name)
{
    return aj_list_has(doc_attr(doc, id, "class"), name);
}

bool web_is_note(const struct doc_document *doc, doc_id id)
{
    const struct doc_node *node = &doc->nodes[id];
    const char *role = node->kind == DOC_ELEMENT ? doc_attr(doc, id, "role") : NULL;
    return role && !strcmp(role, "doc-footnote") && doc_style_of(doc, id)->float_ == DOC_FLOAT_FOOTNOTE;
}

doc_id web_child(const struct doc_document *doc, doc_id id, enum doc_tag tag)
{
    for (doc_id child = doc->nodes[id].first; child; child = doc->nodes[child].next)
        if (doc->nodes[child].kind == DOC_ELEMENT && doc->nodes[child].tag == tag)
            return child;
    return 0;
}

static bool is_heading(const struct doc_node *node)
{
    return node->kind == DOC_ELEMENT && node->tag >= DOC_TAG_H1 && node->tag <= DOC_TAG_H6;
}

static bool is_mark(const struct doc_document *doc, doc_id id)
{
    return doc->nodes[id].tag == DOC_TAG_A &&
           (web_has_class(doc, id, "call") || web_has_class(doc, id, "table-call") ||
            web_has_class(doc, id, "mark"));
}

static doc_id skip(const struct doc_document *doc, doc_id root, doc_id id)
{
    while (id && id != root && !doc->nodes[id].next)
        id = doc->nodes[id].parent;
    return id == root ? 0 : doc->nodes[id].next;
}

/* With a space where blocks and line breaks part words. */
static const char *text_of(const struct web_page *page, doc_id root, bool generated)
{
    const struct doc_document *doc = page->doc;
    struct aj_buf text = AJ_BUF_INIT;
    for (doc_id id = root; id;) {
        const struct doc_node *node = &doc->nodes[id];
        bool element = node->kind == DOC_ELEMENT;
        bool made = element && (node->tag == DOC_TAG_BEFORE || node->tag == DOC_TAG_AFTER);
        if (id != root && (page->left_out[id] ||
                           (element && ((made && !generated) || web_is_note(doc, id) || is_mark(doc, id))))) {
            id = skip(doc, root, id);
            continue;
        }
        if (node->kind == DOC_TEXT)
            aj_buf_add(&text, node->text, node->length);
        else if (element && (doc->styles[node->style].display != DOC_INLINE || node->tag == DOC_TAG_BR))
            aj_buf_char(&text, ' ');
        id = doc_next(doc, root, id);
    }
    char *copy = AJ_NEW_N(page->job->arena, char, text.len + 1);
    size_t n = 0;
    for (size_t i = 0; i < text.len; i++)
        if (text.data[i] != ' ' || (n && copy[n - 1] != ' '))
            copy[n++] = text.data[i];
    while (n && copy[n - 1] == ' ')
        n--;
    copy[n] = '\0';
    aj_buf_free(&text);
    return copy;
}

/* A subtree's own text: no generated content, marks or notes; white space collapsed; in the job's arena. */
static const char *own_text(const struct web_page *page, doc_id root)
{
    return text_of(page, root, false);
}

const char *web_whole_text(const struct web_page *page, doc_id root)
{
    return text_of(page, root, true);
}

/* --- references to pages --- */

/* The number in a caption ("Tabell 7"), without what parts it from the words. */
static const char *number_of(const struct web_page *page, doc_id target)
{
    const struct doc_document *doc = page->doc;
    enum doc_tag tag = (enum doc_tag)doc->nodes[target].tag;
    if (tag != DOC_TAG_TABLE && tag != DOC_TAG_FIGURE)
        return NULL;
    doc_id caption = web_child(doc, target, tag == DOC_TAG_TABLE ? DOC_TAG_CAPTION : DOC_TAG_FIGCAPTION);
    for (doc_id id = caption; id; id = doc_next(doc, caption, id)) {
        if (doc->nodes[id].kind != DOC_ELEMENT || doc->nodes[id].tag != DOC_TAG_BEFORE)
            continue;
        const char *text = web_whole_text(page, id);
        size_t n = strlen(text);
        while (n && strchr(" .:", text[n - 1]))
            n--;
        return n ? aj_strndup(page->job->arena, text, n) : NULL;
    }
    return NULL;
}

/* The words of the heading that the node is, begins with, or stands below. */
static const char *heading_of(const struct web_page *page, doc_id target)
{
    const struct doc_document *doc = page->doc;
    doc_id first = doc->nodes[target].first, id = target;
    if (!is_heading(&doc->nodes[id]) && first && is_heading(&doc->nodes[first]))
        id = first;
    while (id && !is_heading(&doc->nodes[id]))
        id--;
    return id ? own_text(page, id) : doc->title;
}

/* What a link that is a page number, with at most a word before it, says here. */
static const char *named(const struct web_page *page, const char *own, doc_id target)
{
    struct aj_arena *arena = page->job->arena;
    const char *number = number_of(page, target), *heading = heading_of(page, target);
    if (number)
        return number;
    if (!*own)
        return heading;
    const char *p = own, *word = web_word(page, WEB_WORD_SECTION);
    uint32_t first = aj_utf8_next(&p, own + strlen(own));
    char *capital = aj_strdup(arena, word);
    if (aj_utf8_lower(first) != first)
        capital[0] = (char)(capital[0] - 'a' + 'A');
    return aj_printf(arena, page->swedish ? "%s ”%s”" : "%s “%s”", capital, heading);
}

static bool is_literal(const struct doc_node *node)
{
    return node->kind == DOC_TEXT && !node->generated;
}

/* Leaves out a page number with the words around it that its rule generates. */
static void drop_page(struct web_page *page, doc_id id)
{
    const struct doc_document *doc = page->doc;
    const struct doc_node *nodes = doc->nodes, *node = &nodes[id];
    doc_id made = node->parent;
    page->left_out[id] = true;
    if (nodes[made].tag != DOC_TAG_BEFORE && nodes[made].tag != DOC_TAG_AFTER)
        return;
    if (node->previous && is_literal(&nodes[node->previous]))
        page->left_out[node->previous] = true;
    if (node->next && is_literal(&nodes[node->next]))
        page->left_out[node->next] = true;
    doc_id link = nodes[made].parent;
    bool alone = nodes[made].first == id || !*own_text(page, link);
    if (alone && node->target && !*web_whole_text(page, made) && !page->instead[link])
        page->instead[link] = named(page, own_text(page, link), node->target);
}

/* --- headings --- */

/* The page's own heading is the title; levels below follow without a gap. */
static void set_levels(struct web_page *page)
{
    const struct doc_document *doc = page->doc;
    uint8_t last = 1;
    for (doc_id id = 1; id < doc->node_count; id++) {
        if (!is_heading(&doc->nodes[id]))
            continue;
        uint8_t level = (uint8_t)(doc->nodes[id].tag - DOC_TAG_H1 + 2);
        if (level > last + 1)
            level = (uint8_t)(last + 1);
        page->level[id] = last = level > 6 ? 6 : level;
    }
}

/* Where the parts of the page are. */
static void find_parts(struct web_page *page)
{
    const struct doc_document *doc = page->doc;
    page->body = web_child(doc, 1, DOC_TAG_BODY);
    for (doc_id id = page->body ? doc->nodes[page->body].first : 0; id; id = doc->nodes[id].next) {
        if (doc->nodes[id].kind != DOC_ELEMENT)
            continue;
        if (doc->nodes[id].tag == DOC_TAG_MAIN && !page->main)
            page->main = id;
        if (doc->nodes[id].tag == DOC_TAG_NAV && !page->main &&
            (!page->side_first || doc->nodes[id].previous == page->side_last)) {
            page->side_first = page->side_first ? page->side_first : id;
            page->side_last = id;
        }
    }
    doc_id cover = page->body ? web_child(doc, page->body, DOC_TAG_HEADER) : 0;
    for (doc_id id = cover; id && !page->title; id = doc_next(doc, cover, id))
        if (doc->nodes[id].kind == DOC_ELEMENT && doc->nodes[id].tag == DOC_TAG_P &&
            web_has_class(doc, id, "title"))
            page->title = id;
}

void web_plan(struct web_page *page)
{
    const struct doc_document *doc = page->doc;
    struct aj_arena *arena = page->job->arena;
    page->left_out = AJ_NEW_N(arena, bool, doc->node_count + 1);
    page->instead = AJ_NEW_N(arena, const char *, doc->node_count + 1);
    page->level = AJ_NEW_N(arena, uint8_t, doc->node_count + 1);
    page->column = AJ_NEW_N(arena, uint16_t, doc->node_count + 1);
    for (doc_id id = 1; id < doc->node_count; id++)
        if (doc->nodes[id].kind == DOC_LEADER ||
            (doc->nodes[id].kind == DOC_ELEMENT && doc_style_of(doc, id)->display == DOC_NONE &&
             !(doc->nodes[id].tag >= DOC_TAG_SVG && doc->nodes[id].tag <= DOC_TAG_SVG_DESC)))
            page->left_out[id] = true;
    for (doc_id id = 1; id < doc->node_count; id++)
        if (doc->nodes[id].kind == DOC_PAGE_REF)
            drop_page(page, id);
    set_levels(page);
    find_parts(page);
}
