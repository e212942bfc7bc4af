/* The document's nodes in order, as tags and text. */
#include "web/internal.h"

#include "base/utf8.h"

#include <string.h>

/* Between blocks a line break changes nothing, and the page can be read. */
static bool ends_line(const struct doc_node *node)
{
    return (node->tag >= DOC_TAG_BODY && node->tag <= DOC_TAG_FIGCAPTION) && node->tag != DOC_TAG_COL;
}

static void write_notes(struct web_page *page);

/* The bytes of the letters that end at `p`, or begin there. */
static size_t letters_before(const char *text, const char *p)
{
    const char *from = p;
    while (from > text) {
        const char *letter = from - 1, *end = from;
        while (letter > text && ((unsigned char)*letter & 0xC0) == 0x80)
            letter--;
        const char *next = letter;
        if (!aj_utf8_is_letter(aj_utf8_next(&next, end)))
            break;
        from = letter;
    }
    return (size_t)(p - from);
}

static size_t letters_after(const char *p, const char *end)
{
    const char *to = p;
    for (const char *next = p; to < end && aj_utf8_is_letter(aj_utf8_next(&next, end)); to = next)
        ;
    return (size_t)(to - p);
}

/* Text; a range from one short word to another ("jan–aug") is not parted after its dash, as browsers do. */
static void write_text(struct web_page *page, const char *text, size_t length)
{
    enum { DASH = 3, SHORT = 20 /* bytes of it all */ };
    const char *from = text, *end = text + length, *p = text;
    while ((p = memchr(p, 0xE2, (size_t)(end - p))) != NULL) {
        const char *after = p + DASH;
        if (end - p < DASH || memcmp(p, "\xE2\x80\x93", DASH) != 0) {
            p++;
            continue;
        }
        size_t before = letters_before(from, p), behind = letters_after(after, end);
        if (before && behind && before + behind + DASH <= SHORT) {
            web_escape(page->out, from, (size_t)(p - before - from));
            aj_buf_str(page->out, "<span class=\"web-whole\">");
            web_escape(page->out, p - before, before + behind + DASH);
            aj_buf_str(page->out, "</span>");
            from = after + behind;
        }
        p = after + behind;
    }
    web_escape(page->out, from, (size_t)(end - from));
}

static void leave(struct web_page *page, doc_id id)
{
    const struct doc_node *node = &page->doc->nodes[id];
    if (node->kind != DOC_ELEMENT)
        return;
    /* A chapter ends with its notes; what is left stands at the end of the text. */
    if (node->parent == page->main || id == page->main || id == page->body)
        write_notes(page);
    web_close_element(page, id);
    if (ends_line(node))
        aj_buf_char(page->out, '\n');
}

/* Writes what begins at a node; true when its children follow. */
static bool enter(struct web_page *page, doc_id id, doc_id root)
{
    const struct doc_document *doc = page->doc;
    const struct doc_node *node = &doc->nodes[id];
    if (page->left_out[id])
        return false;
    if (node->kind == DOC_TEXT) {
        enum doc_tag around = (enum doc_tag)doc->nodes[node->parent].tag;
        if (around >= DOC_TAG_SVG && around <= DOC_TAG_SVG_DESC)
            web_escape(page->out, node->text, node->length);
        else
            write_text(page, node->text, node->length);
        return false;
    }
    if (node->kind != DOC_ELEMENT)
        return false;
    if (id != root && web_is_note(doc, id)) {
        AJ_PUSH(page->job->arena, page->notes, page->note_count, page->note_cap, id);
        return false;
    }
    if (!web_open_element(page, id))
        return false;
    if (page->instead[id]) {
        web_escape(page->out, page->instead[id], strlen(page->instead[id]));
        leave(page, id);
        return false;
    }
    if (!node->first)
        leave(page, id);
    return node->first != 0;
}

void web_write_tree(struct web_page *page, doc_id root)
{
    const struct doc_node *nodes = page->doc->nodes;
    for (doc_id id = root; id;) {
        if (enter(page, id, root)) {
            id = nodes[id].first;
            continue;
        }
        while (id != root && !nodes[id].next) {
            id = nodes[id].parent;
            leave(page, id);
        }
        id = id == root ? 0 : nodes[id].next;
    }
}

static void write_notes(struct web_page *page)
{
    if (!page->note_count)
        return;
    uint32_t count = page->note_count;
    doc_id *notes = page->notes;
    page->notes = NULL;
    page->note_count = page->note_cap = 0;
    aj_buf_str(page->out, "<div class=\"web-notes\">\n");
    for (uint32_t i = 0; i < count; i++) {
        web_write_tree(page, notes[i]);
        aj_buf_char(page->out, '\n');
    }
    aj_buf_str(page->out, "</div>\n");
    /* A note in a note: after those that lead to it. */
    write_notes(page);
}
