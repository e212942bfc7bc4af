/* The structure tree's objects (ISO 32000-1 14.7): elements, what content is theirs, and the ways back. */
#include "pdf/write.h"

#include <stdlib.h>
#include <string.h>

/* A number tree's leaves hold this many keys. */
enum { LEAF = 64 };

static void put_attributes(struct pdf_writer *w, struct aj_buf *buf, const struct pdf_elem *elem,
                           uint32_t index)
{
    static const char *const scopes[] = {NULL, "/Scope/Row", "/Scope/Column"};
    const struct pdf_cell *cell = elem->cell;
    if (elem->role == DOC_ROLE_L && elem->numbering) {
        aj_buf_str(buf, "/A<</O/List/ListNumbering");
        pdf_put_name(buf, elem->numbering);
        aj_buf_str(buf, ">>");
    }
    if (elem->role == DOC_ROLE_FIGURE && w->extents[index].page) {
        enum doc_display display = elem->node ? doc_style_of(w->doc, elem->node)->display : DOC_BLOCK;
        aj_buf_str(buf, "/A<</O/Layout");
        if (display != DOC_INLINE && display != DOC_INLINE_BLOCK)
            aj_buf_str(buf, "/Placement/Block");
        aj_buf_str(buf, "/BBox");
        pdf_put_box(buf, w->extents[index].box);
        aj_buf_str(buf, ">>");
    }
    if (!cell || (!cell->scope && !cell->headers && cell->row_span == 1 && cell->column_span == 1))
        return;
    aj_buf_str(buf, "/A<</O/Table");
    if (cell->scope)
        aj_buf_str(buf, scopes[cell->scope]);
    if (cell->row_span > 1) {
        aj_buf_str(buf, "/RowSpan ");
        pdf_put_int(buf, cell->row_span);
    }
    if (cell->column_span > 1) {
        aj_buf_str(buf, "/ColSpan ");
        pdf_put_int(buf, cell->column_span);
    }
    if (cell->headers) {
        aj_buf_str(buf, "/Headers[");
        for (const struct pdf_header *h = cell->headers; h; h = h->next) {
            const char *id = w->tree->elems[h->elem].id;
            pdf_put_bytes(buf, id, strlen(id));
        }
        aj_buf_char(buf, ']');
    }
    aj_buf_str(buf, ">>");
}

static void put_string(struct aj_buf *buf, const char *key, const char *text)
{
    if (!text)
        return;
    aj_buf_str(buf, key);
    pdf_put_text(buf, text, strlen(text));
}

/* The page of the first marked content that is the element's own, plus 1; 0 if it has none. */
static uint32_t own_page(const struct pdf_writer *w, const struct pdf_elem *elem)
{
    for (uint32_t k = elem->first; k; k = w->tree->kids[k].next) {
        uint32_t segment = w->tree->kids[k].segment;
        if (segment && w->tree->segments[segment].first_mark)
            return w->marks[w->tree->segments[segment].first_mark].page + 1;
    }
    return 0;
}

static void put_marks(const struct pdf_writer *w, struct aj_buf *buf, uint32_t segment, uint32_t page)
{
    for (uint32_t m = w->tree->segments[segment].first_mark; m; m = w->marks[m].next) {
        if (w->marks[m].page + 1 == page) {
            aj_buf_char(buf, ' ');
            pdf_put_int(buf, w->marks[m].mcid);
        } else {
            aj_buf_str(buf, "<</Type/MCR/Pg ");
            pdf_put_ref(buf, w->page_objects[w->marks[m].page]);
            aj_buf_str(buf, "/MCID ");
            pdf_put_int(buf, w->marks[m].mcid);
            aj_buf_str(buf, ">>");
        }
    }
}

/* By element, its first annotation plus 1; further ones of the same link follow through `next`. */
struct references {
    uint32_t *first, *next;
};

static void put_kids(const struct pdf_writer *w, struct aj_buf *buf, const struct pdf_elem *elem,
                     uint32_t page, uint32_t annotation, const uint32_t *next_annotation)
{
    aj_buf_str(buf, "/K[");
    for (uint32_t k = elem->first; k; k = w->tree->kids[k].next) {
        const struct pdf_kid *kid = &w->tree->kids[k];
        if (kid->segment) {
            put_marks(w, buf, kid->segment, page);
        } else if (w->tree->elems[kid->elem].keep) {
            aj_buf_char(buf, ' ');
            pdf_put_ref(buf, w->tree->elems[kid->elem].object);
        }
    }
    for (; annotation; annotation = next_annotation[annotation - 1]) {
        const struct pdf_annotation *a = &w->annotations[annotation - 1];
        aj_buf_str(buf, "<</Type/OBJR/Pg ");
        pdf_put_ref(buf, w->page_objects[a->page]);
        aj_buf_str(buf, "/Obj ");
        pdf_put_ref(buf, a->object);
        aj_buf_str(buf, ">>");
    }
    if (buf->data[buf->len - 1] == '[')
        buf->len -= 3; /* nothing: no K */
    else
        aj_buf_char(buf, ']');
}

static void write_element(struct pdf_writer *w, uint32_t index, pdf_obj root,
                          const struct references *references)
{
    const struct pdf_elem *elem = &w->tree->elems[index], *parent = &w->tree->elems[elem->parent];
    uint32_t page = own_page(w, elem);
    struct aj_buf *buf = pdf_begin(w);
    aj_buf_str(buf, "/S");
    pdf_put_name(buf, doc_role_name(elem->role));
    aj_buf_str(buf, "/P ");
    pdf_put_ref(buf, elem->parent ? parent->object : root);
    if (page) {
        aj_buf_str(buf, "/Pg ");
        pdf_put_ref(buf, w->page_objects[page - 1]);
    }
    put_kids(w, buf, elem, page, references->first[index], references->next);
    put_attributes(w, buf, elem, index);
    if (elem->parent && strcmp(elem->lang, parent->lang) != 0) {
        aj_buf_str(buf, "/Lang");
        pdf_put_bytes(buf, elem->lang, strlen(elem->lang));
    }
    put_string(buf, "/Alt", elem->alt);
    put_string(buf, "/ActualText", elem->actual);
    put_string(buf, "/E", elem->expansion);
    if (elem->id) {
        aj_buf_str(buf, "/ID");
        pdf_put_bytes(buf, elem->id, strlen(elem->id));
    }
    pdf_end(w, elem->object);
}

/* The entries of keys from..to-1: a page's elements by MCID, then an annotation's element. */
static void put_parents(const struct pdf_writer *w, struct aj_buf *buf, const uint32_t *first_mark,
                        uint32_t from, uint32_t to)
{
    const uint32_t pages = w->pages->page_count;
    aj_buf_str(buf, "/Nums[");
    for (uint32_t key = from; key < to; key++) {
        aj_buf_char(buf, ' ');
        pdf_put_int(buf, key);
        aj_buf_char(buf, key < pages ? '[' : ' ');
        if (key >= pages) {
            pdf_put_ref(buf, w->tree->elems[w->annotations[key - pages].link].object);
            continue;
        }
        for (uint32_t i = 0; i < w->page_marks[key]; i++) {
            const struct pdf_mark *mark = &w->marks[first_mark[key] + i];
            aj_buf_str(buf, i ? " " : "");
            pdf_put_ref(buf, w->tree->elems[w->tree->segments[mark->segment].elem].object);
        }
        aj_buf_char(buf, ']');
    }
    aj_buf_char(buf, ']');
}

static pdf_obj add_parent_tree(struct pdf_writer *w)
{
    /* Marks were made page by page, in the order of their MCIDs. */
    uint32_t pages = w->pages->page_count, count = pages + w->annotation_count, next = 1;
    uint32_t *first_mark = AJ_NEW_N(w->arena, uint32_t, pages + 1);
    for (uint32_t i = 0; i < pages; i++) {
        first_mark[i] = next;
        next += w->page_marks[i];
    }
    uint32_t leaf_count = (count + LEAF - 1) / LEAF;
    pdf_obj *leaves = AJ_NEW_N(w->arena, pdf_obj, leaf_count + 1);
    for (uint32_t i = 0; i < leaf_count; i++) {
        uint32_t from = i * LEAF, to = from + LEAF < count ? from + LEAF : count;
        struct aj_buf *buf = pdf_begin(w);
        put_parents(w, buf, first_mark, from, to);
        if (leaf_count > 1) {
            aj_buf_str(buf, "/Limits[");
            pdf_put_int(buf, from);
            aj_buf_char(buf, ' ');
            pdf_put_int(buf, to - 1);
            aj_buf_char(buf, ']');
        }
        leaves[i] = pdf_gate_dict(w->gate);
        pdf_end(w, leaves[i]);
    }
    if (leaf_count == 1)
        return leaves[0];
    struct aj_buf *buf = pdf_begin(w);
    aj_buf_str(buf, "/Kids[");
    for (uint32_t i = 0; i < leaf_count; i++) {
        aj_buf_char(buf, ' ');
        pdf_put_ref(buf, leaves[i]);
    }
    aj_buf_char(buf, ']');
    pdf_obj tree = pdf_gate_dict(w->gate);
    pdf_end(w, tree);
    return tree;
}

struct named {
    const char *id;
    pdf_obj object;
};

static int compare_names(const void *a, const void *b)
{
    return strcmp(((const struct named *)a)->id, ((const struct named *)b)->id);
}

/* Elements with an ID, by it; 0 when there are none. */
static pdf_obj add_id_tree(struct pdf_writer *w)
{
    struct named *names = NULL;
    uint32_t count = 0, cap = 0;
    for (uint32_t i = pdf_tree_next(w->tree, 0); i; i = pdf_tree_next(w->tree, i)) {
        const struct pdf_elem *elem = &w->tree->elems[i];
        struct named named = {elem->id, elem->object};
        if (elem->id)
            AJ_PUSH(w->arena, names, count, cap, named);
    }
    if (!count)
        return 0;
    qsort(names, count, sizeof *names, compare_names);
    struct aj_buf *buf = pdf_begin(w);
    aj_buf_str(buf, "/Names[");
    for (uint32_t i = 0; i < count; i++) {
        pdf_put_bytes(buf, names[i].id, strlen(names[i].id));
        pdf_put_ref(buf, names[i].object);
    }
    aj_buf_char(buf, ']');
    pdf_obj tree = pdf_gate_dict(w->gate);
    pdf_end(w, tree);
    return tree;
}

static struct references find_references(struct pdf_writer *w)
{
    struct references references = {AJ_NEW_N(w->arena, uint32_t, w->tree->elem_count),
                                    AJ_NEW_N(w->arena, uint32_t, w->annotation_count + 1)};
    for (uint32_t i = w->annotation_count; i-- > 0;) {
        references.next[i] = references.first[w->annotations[i].link];
        references.first[w->annotations[i].link] = i + 1;
    }
    return references;
}

pdf_obj pdf_add_structure(struct pdf_writer *w)
{
    struct pdf_tree *tree = w->tree;
    pdf_obj root = pdf_gate_dict(w->gate);
    uint32_t notes = 0;
    for (uint32_t i = pdf_tree_next(tree, 0); i; i = pdf_tree_next(tree, i)) {
        tree->elems[i].object = pdf_gate_dict(w->gate);
        if (tree->elems[i].role == DOC_ROLE_NOTE)
            tree->elems[i].id = aj_printf(w->arena, "n%u", ++notes);
    }
    struct references references = find_references(w);
    for (uint32_t i = pdf_tree_next(tree, 0); i; i = pdf_tree_next(tree, i))
        write_element(w, i, root, &references);
    pdf_obj parents = add_parent_tree(w), ids = add_id_tree(w);
    struct aj_buf *buf = pdf_begin(w);
    aj_buf_str(buf, "/Type/StructTreeRoot/K[");
    pdf_put_ref(buf, tree->elems[1].object);
    aj_buf_str(buf, "]/ParentTree ");
    pdf_put_ref(buf, parents);
    aj_buf_str(buf, "/ParentTreeNextKey ");
    pdf_put_int(buf, (int64_t)w->pages->page_count + w->annotation_count);
    if (ids) {
        aj_buf_str(buf, "/IDTree ");
        pdf_put_ref(buf, ids);
    }
    pdf_end(w, root);
    return root;
}
