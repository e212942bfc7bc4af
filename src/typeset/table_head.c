/* What is repeated of a table on its later pages: its caption, with a word that says so, and its header. */
#include "typeset/page.h"
#include "typeset/table.h"

#include <string.h>

/* A repeated head that takes more than a third of the page's text is not repeated. */
enum { PARTS_OF_PAGE = 3 };

static doc_id top_caption(const struct ty_table *t)
{
    struct ty_context *ctx = t->ctx;
    for (doc_id c = ty_node(ctx, t->node)->first; c; c = ty_node(ctx, c)->next) {
        const struct doc_node *n = ty_node(ctx, c);
        const struct doc_style *s = ty_doc_style(ctx, n->style);
        if (n->kind == DOC_ELEMENT && s->display == DOC_TABLE_CAPTION && !s->caption_bottom)
            return c;
    }
    return 0;
}

/* A paragraph as it is, but without its notes, and with words after it. */
static struct ty_para *continued_para(struct ty_context *ctx, const struct ty_para *para, const char *words)
{
    struct ty_para *copy = ty_para_new(ctx, para->style, para->at);
    for (uint32_t i = 0; i < para->atom_count; i++) {
        if (para->atoms[i].kind == TY_ATOM_NOTE)
            continue;
        AJ_PUSH(ctx->arena, copy->atoms, copy->atom_count, copy->atom_cap, para->atoms[i]);
    }
    copy->uniform = para->uniform;
    copy->leaders = para->leaders;
    ty_para_add_text(ctx, copy, 0, words, strlen(words), para->style, 0);
    ty_para_finish(ctx, copy);
    return copy;
}

/* The caption's lines again; what it holds besides lines is left out. */
static void layout_again(struct ty_galley *galley, doc_id caption, struct ty_room room, const char *words)
{
    struct ty_context *ctx = galley->ctx;
    struct ty_child child, next = {0};
    doc_id at = ty_node(ctx, caption)->first;
    for (bool more = ty_next_child(ctx, at, &child); more; child = next) {
        more = ty_next_child(ctx, child.end, &next);
        if (!child.block)
            ty_layout_para(
                galley,
                continued_para(ctx, ty_para_of(ctx, caption, child.first, child.end), more ? "" : words),
                room);
    }
}

struct ty_galley *ty_table_continued(struct ty_table *t, struct ty_room box)
{
    struct ty_context *ctx = t->ctx;
    doc_id caption = top_caption(t);
    if (!caption || !t->style->caption_continued)
        return NULL;
    struct ty_edges e = ty_edges_of(ty_doc_style(ctx, ty_node(ctx, caption)->style), box.width);
    aj_len left = e.margin[3] + e.padding[3], width = box.width - left - e.margin[1] - e.padding[1];
    struct ty_galley *galley = ty_galley_new(ctx, box.width);
    bool quiet = ctx->quiet;
    ctx->quiet = true; /* what its lines have to tell is told */
    layout_again(galley, caption, (struct ty_room){box.x + left, width > 0 ? width : 0},
                 t->style->caption_continued);
    ctx->quiet = quiet;
    galley->after = e.padding[2] + e.margin[2];
    return galley->slab_count ? galley : NULL;
}

void ty_table_keep_head(struct ty_galley *galley, struct ty_table_head head, const struct ty_galley *caption)
{
    const struct doc_page *page =
        doc_page_for(galley->ctx->doc, galley->page ? galley->page : "", false, false);
    int64_t most = (page->height - page->margin[0] - page->margin[2]) / PARTS_OF_PAGE, height = 0;
    for (uint32_t i = head.slabs.first; i < head.slabs.end; i++)
        height += (i > head.slabs.first ? galley->slabs[i].space : 0) + galley->slabs[i].height;
    int64_t more = caption ? (int64_t)ty_galley_height(caption) + caption->after : 0;
    if (galley->root && caption && height + more <= most) {
        head.caption = caption;
        head.caption_height = (aj_len)more;
    }
    if (galley->root && height + head.caption_height <= most)
        head.height = (aj_len)height + head.caption_height;
    AJ_PUSH(galley->ctx->arena, galley->heads, galley->head_count, galley->head_cap, head);
    galley->table = galley->head_count;
}
