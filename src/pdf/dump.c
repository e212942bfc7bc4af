/*
 * The structure tree as text: an element a line, two spaces a level, its text in quotes (on lines of their
 * own between the elements within it); what is spoken besides or instead in brackets.
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
        if (!segment || node->kind == DOC_ELEMENT || !node->text)
            continue;
        struct aj_buf *text = &texts[segment];
        if (tree->after_break[id] && text->len && text->data[text->len - 1] != ' ')
            aj_buf_char(text, ' ');
        aj_buf_add(text, node->text, strlen(node->text));
    }
    return texts;
}

/* Whether a segment's text is shown. A figure's alternative text speaks for what is drawn in it. */
static bool speaks(const struct pdf_tree *tree, uint32_t segment, const struct aj_buf *texts)
{
    uint32_t elem = tree->segments[segment].elem;
    return segment && texts[segment].len && !tree->segments[segment].blank &&
           tree->elems[elem].role != DOC_ROLE_FIGURE;
}

static void put_element(struct pdf_tree *tree, struct aj_buf *out, uint32_t index)
{
    const struct pdf_elem *elem = &tree->elems[index], *parent = &tree->elems[elem->parent];
    aj_buf_str(out, doc_role_name(elem->role));
    if (elem->parent == 0 || strcmp(elem->lang, parent->lang) != 0)
        put_note(out, "lang", elem->lang);
    put_note(out, "id", elem->id);
    put_note(out, "numbering", elem->numbering);
    if (elem->cell)
        put_cell(tree, out, elem->cell);
    put_note(out, "alt", elem->alt);
    put_note(out, "instead", elem->actual);
    put_note(out, "meaning", elem->expansion);
    const char *id = elem->target ? doc_attr(tree->doc, elem->target, "id") : NULL;
    if (id)
        aj_buf_printf(out, " [to #%s]", id);
    put_note(out, "to", elem->uri);
}

/* Whether an element holds others: text alone stands beside it. */
static bool holds_elements(const struct pdf_tree *tree, uint32_t index)
{
    for (uint32_t k = tree->elems[index].first; k; k = tree->kids[k].next)
        if (tree->kids[k].elem && tree->elems[tree->kids[k].elem].keep)
            return true;
    return false;
}

/* A kid's line; gives whether its own kids follow on theirs. */
static bool put_kid(struct pdf_tree *tree, struct aj_buf *out, uint32_t parent, const struct pdf_kid *kid,
                    const struct aj_buf *texts)
{
    if (kid->elem ? !tree->elems[kid->elem].keep : !speaks(tree, kid->segment, texts))
        return false;
    aj_buf_printf(out, "%*s", 2 * depth_of(tree, parent) + 2, "");
    if (!kid->elem) {
        aj_buf_printf(out, "\"%s\"\n", texts[kid->segment].data);
        return false;
    }
    bool holds = holds_elements(tree, kid->elem);
    put_element(tree, out, kid->elem);
    for (uint32_t k = holds ? 0 : tree->elems[kid->elem].first; k; k = tree->kids[k].next)
        if (speaks(tree, tree->kids[k].segment, texts))
            aj_buf_printf(out, " \"%s\"", texts[tree->kids[k].segment].data);
    aj_buf_char(out, '\n');
    return holds;
}

static void put_tree(struct pdf_tree *tree, struct aj_buf *out, const struct aj_buf *texts)
{
    uint32_t parent = 1, k = tree->elems[1].first;
    put_element(tree, out, 1);
    aj_buf_char(out, '\n');
    while (k || parent != 1) {
        if (!k) {
            k = tree->kids[tree->elems[parent].kid].next;
            parent = tree->elems[parent].parent;
        } else if (put_kid(tree, out, parent, &tree->kids[k], texts)) {
            parent = tree->kids[k].elem;
            k = tree->elems[parent].first;
        } else {
            k = tree->kids[k].next;
        }
    }
}

void pdf_dump_structure(const struct doc_document *doc, struct aj_buf *out)
{
    struct aj_arena *arena = aj_arena_new();
    struct pdf_tree *tree = pdf_tree_build(arena, doc, NULL);
    find_content(tree);
    pdf_tree_prune(tree);
    struct aj_buf *texts = collect_texts(tree);
    put_tree(tree, out, texts);
    for (uint32_t i = 0; i < tree->segment_count; i++)
        aj_buf_free(&texts[i]);
    aj_arena_free(arena);
}
