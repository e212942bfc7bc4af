/*
 * The structure tree as text: an element a line, two spaces a level, its own text in quotes; what is spoken
 * besides or instead in brackets.
 */
#include "pdf/pdf.h"
#include "pdf/tree.h"

#include <string.h>

/* An element has content here when a node of it has text or is a picture. */
static void find_content(struct pdf_tree *tree)
{
    for (doc_id id = 1; id < tree->doc->node_count; id++) {
        uint32_t segment = tree->segment_of[id];
        const struct doc_node *node = &tree->doc->nodes[id];
        bool has = node->kind == DOC_ELEMENT ? !tree->segments[segment].blank
                                             : node->length > 0 || node->kind == DOC_PAGE_REF;
        if (segment && has)
            tree->elems[tree->segments[segment].elem].has_content = true;
    }
}

static int depth_of(const struct pdf_tree *tree, uint32_t elem)
{
    int depth = 0;
    while ((elem = tree->elems[elem].parent) != 0)
        depth++;
    return depth;
}

static void put_note(struct aj_buf *out, const char *name, const char *value)
{
    if (value)
        aj_buf_printf(out, " [%s %s]", name, value);
}

static void put_cell(struct pdf_tree *tree, struct aj_buf *out, const struct pdf_cell *cell)
{
    static const char *const scopes[] = {NULL, "row", "column"};
    put_note(out, "scope", scopes[cell->scope]);
    if (cell->row_span > 1)
        aj_buf_printf(out, " [rows %u]", cell->row_span);
    if (cell->column_span > 1)
        aj_buf_printf(out, " [columns %u]", cell->column_span);
    if (!cell->headers)
        return;
    aj_buf_str(out, " [headers");
    for (const struct pdf_header *h = cell->headers; h; h = h->next)
        aj_buf_printf(out, " %s", tree->elems[h->elem].id);
    aj_buf_char(out, ']');
}

/* By segment, its nodes' text. */
static struct aj_buf *collect_texts(struct pdf_tree *tree)
{
    struct aj_buf *texts = AJ_NEW_N(tree->arena, struct aj_buf, tree->segment_count);
    for (doc_id id = tree->doc->node_count > 1 ? 1 : 0; id; id = doc_next(tree->doc, 1, id)) {
        const struct doc_node *node = &tree->doc->nodes[id];
        uint32_t segment = tree->segment_of[id];
        if (segment && node->kind != DOC_ELEMENT && node->text)
            aj_buf_add(&texts[segment], node->text, strlen(node->text));
    }
    return texts;
}

static void put_element(struct pdf_tree *tree, struct aj_buf *out, uint32_t index, const struct aj_buf *texts)
{
    const struct pdf_elem *elem = &tree->elems[index], *parent = &tree->elems[elem->parent];
    aj_buf_printf(out, "%*s%s", 2 * depth_of(tree, index), "", doc_role_name(elem->role));
    if (elem->parent == 0 || strcmp(elem->lang, parent->lang) != 0)
        put_note(out, "lang", elem->lang);
    put_note(out, "id", elem->id);
    put_note(out, "numbering", elem->numbering);
    if (elem->cell)
        put_cell(tree, out, elem->cell);
    put_note(out, "alt", elem->alt);
    put_note(out, "instead", elem->actual);
    put_note(out, "meaning", elem->expansion);
    if (elem->uri)
        put_note(out, "to", elem->uri);
    else if (elem->target)
        aj_buf_printf(out, " [to #%s]",
                      doc_attr(tree->doc, elem->target, "id") ? doc_attr(tree->doc, elem->target, "id") : "");
    /* A figure's alternative text speaks for what is drawn in it. */
    for (uint32_t k = elem->first; k && elem->role != DOC_ROLE_FIGURE; k = tree->kids[k].next) {
        uint32_t segment = tree->kids[k].segment;
        if (segment && texts[segment].len && !tree->segments[segment].blank)
            aj_buf_printf(out, " \"%s\"", texts[segment].data);
    }
    aj_buf_char(out, '\n');
}

void pdf_dump_structure(const struct doc_document *doc, struct aj_buf *out)
{
    struct aj_arena *arena = aj_arena_new();
    struct pdf_tree *tree = pdf_tree_build(arena, doc, NULL);
    find_content(tree);
    pdf_tree_prune(tree);
    struct aj_buf *texts = collect_texts(tree);
    for (uint32_t i = pdf_tree_next(tree, 0); i; i = pdf_tree_next(tree, i))
        put_element(tree, out, i, texts);
    for (uint32_t i = 0; i < tree->segment_count; i++)
        aj_buf_free(&texts[i]);
    aj_arena_free(arena);
}
