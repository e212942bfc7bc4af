/* The document's nodes in order, as tags and text. */
#include "web/internal.h"

#include <string.h>

/* Between blocks a line break changes nothing, and the page can be read. */
static bool ends_line(const struct doc_node *node)
{
    return (node->tag >= DOC_TAG_BODY && node->tag <= DOC_TAG_FIGCAPTION) && node->tag != DOC_TAG_COL;
}

static void write_notes(struct web_page *page);

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
        web_escape(page->out, node->text, node->length);
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
