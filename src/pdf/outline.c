/* The outline (ISO 32000-1 12.3.3): what the stylesheet gives a bookmark-level, nested by level. */
#include "pdf/write.h"

#include <string.h>

struct item {
    doc_id node; /* the heading; 0 for the root, item 0 */
    const char *title;
    uint32_t parent, previous, next, first, last;
    uint32_t below; /* how many items it has under it, all levels */
    int level;
    pdf_obj object;
};

struct outline {
    struct item *items;
    uint32_t count, cap;
};

static void add_item(struct pdf_writer *w, struct outline *outline, doc_id node, const char *title, int level,
                     uint32_t after)
{
    uint32_t parent = after;
    while (parent && outline->items[parent].level >= level)
        parent = outline->items[parent].parent;
    struct item item = {.node = node,
                        .title = title,
                        .parent = parent,
                        .previous = outline->items[parent].last,
                        .level = level,
                        .object = pdf_gate_dict(w->gate)};
    uint32_t index = outline->count;
    AJ_PUSH(w->arena, outline->items, outline->count, outline->cap, item);
    if (item.previous)
        outline->items[item.previous].next = index;
    else
        outline->items[parent].first = index;
    outline->items[parent].last = index;
}

static void put_relative(struct aj_buf *buf, const struct outline *outline, const char *key, uint32_t index)
{
    if (!index)
        return;
    aj_buf_str(buf, key);
    pdf_put_ref(buf, outline->items[index].object);
}

static void write_item(struct pdf_writer *w, const struct outline *outline, uint32_t index)
{
    const struct item *item = &outline->items[index];
    struct aj_buf *buf = pdf_begin(w);
    if (index) {
        aj_buf_str(buf, "/Title");
        pdf_put_text(buf, item->title, strlen(item->title));
        aj_buf_str(buf, "/Parent ");
        pdf_put_ref(buf, outline->items[item->parent].object);
        aj_buf_str(buf, "/Dest");
        if (!pdf_put_destination(w, buf, item->node)) {
            aj_buf_char(buf, '[');
            pdf_put_ref(buf, w->page_objects[0]);
            aj_buf_str(buf, "/Fit]");
        }
    } else {
        aj_buf_str(buf, "/Type/Outlines");
    }
    put_relative(buf, outline, "/Prev ", item->previous);
    put_relative(buf, outline, "/Next ", item->next);
    put_relative(buf, outline, "/First ", item->first);
    put_relative(buf, outline, "/Last ", item->last);
    if (item->first) {
        /* Chapters are shown; what is below them opens on demand: a negative count. */
        uint32_t shown = 0;
        for (uint32_t i = item->first; i; i = outline->items[i].next)
            shown++;
        aj_buf_str(buf, index ? "/Count -" : "/Count ");
        pdf_put_int(buf, shown);
    }
    pdf_end(w, item->object);
}

/* A heading's text, or what a picture in its place says; NULL when it says nothing. */
static const char *title_of(struct pdf_writer *w, doc_id heading)
{
    const char *title = pdf_heading_text(w->arena, w->doc, heading);
    if (!*title)
        title = pdf_plain_text(w->arena, doc_text(w->doc, heading));
    if (!*title)
        title = pdf_figure_alt(w->tree, heading);
    return title && *title ? title : NULL;
}

pdf_obj pdf_add_outline(struct pdf_writer *w)
{
    struct outline outline = {0};
    struct item root = {0};
    AJ_PUSH(w->arena, outline.items, outline.count, outline.cap, root);
    for (uint32_t i = pdf_tree_next(w->tree, 0); i; i = pdf_tree_next(w->tree, i)) {
        const struct pdf_elem *elem = &w->tree->elems[i];
        int level = elem->node ? doc_style_of(w->doc, elem->node)->bookmark_level : 0;
        const char *title = level ? title_of(w, elem->node) : NULL;
        if (title)
            add_item(w, &outline, elem->node, title, level, outline.count - 1);
    }
    if (outline.count == 1)
        return 0;
    outline.items[0].object = pdf_gate_dict(w->gate);
    for (uint32_t i = 0; i < outline.count; i++)
        write_item(w, &outline, i);
    return outline.items[0].object;
}
