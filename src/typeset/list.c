/* List marks: they hang before the item's text, on the baseline of its first line. */
#include "typeset/block.h"

void ty_layout_mark(struct ty_galley *galley, doc_id marker, struct ty_room room)
{
    struct ty_context *ctx = galley->ctx;
    const struct doc_node *node = ty_node(ctx, marker);
    if (!node->first)
        return;
    struct ty_para *para = ty_para_of(ctx, marker, node->first, 0);
    if (ty_para_empty(para))
        return;
    uint32_t count;
    struct ty_line *line = ty_break(ctx, para, INT32_MAX / 4, 0, &count);
    line->align = DOC_LEFT;
    line->width = ty_line_natural(ctx, line);
    galley->mark = line;
    galley->mark_x = room.x - line->width - ty_doc_style(ctx, node->style)->font_size * 2 / 5;
}
