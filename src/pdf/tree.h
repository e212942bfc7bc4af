/*
 * The structure tree of a document, before it is PDF: one element a node that has a role, its text in
 * segments between its child elements. Where XHTML allows what ISO 32000-1 14.8.4 does not (a list item
 * without a body, a row with fewer cells than its table), an element without a node stands in, so that any
 * document gives a valid tree.
 */
#ifndef PDF_TREE_H
#define PDF_TREE_H

#include "document/document.h"
#include "pdf/text.h"

/* What a text string of /Scope says. */
enum pdf_scope { PDF_SCOPE_NONE, PDF_SCOPE_ROW, PDF_SCOPE_COLUMN };

/* A header cell of a list of them, newest first. */
struct pdf_header {
    uint32_t elem;
    const struct pdf_header *next;
};

/* What a TH or TD has besides an element's own. */
struct pdf_cell {
    uint32_t row, column, row_span, column_span; /* on the table's grid, from 0 */
    enum pdf_scope scope;                        /* TH */
    bool is_group;                               /* TH for a row group, beyond what Scope can say */
    const struct pdf_header *headers;            /* named where Scope does not suffice; else NULL */
};

struct pdf_elem {
    uint8_t role;         /* enum doc_role */
    bool keep;            /* set by pdf_tree_prune: it is written */
    bool has_content;     /* to be set by the caller of pdf_tree_prune: it or a descendant has content */
    doc_id node;          /* 0 for an element that stands in */
    uint32_t parent;      /* 0 for the root, which is element 1 */
    uint32_t first, last; /* of tree->kids; 0 for none */
    uint32_t kid;         /* its own place among its parent's kids */
    uint32_t open;        /* the segment that text goes into, 0 for none; while the tree is built */
    const char *lang;     /* never NULL */
    const char *expansion, *alt, *actual; /* E, Alt, ActualText, or NULL */
    const char *numbering;                /* L: ListNumbering's value, or NULL */
    const char *id;                       /* Note, and TH that is named by Headers; else NULL */
    struct pdf_cell *cell;                /* TH and TD */
    doc_id target;                        /* LINK: where it goes, or 0 */
    const char *uri;                      /* LINK: where else it goes, or NULL */
    pdf_obj object;                       /* struct.c's */
};

struct pdf_kid {
    uint32_t elem, segment; /* one of them is 0 */
    uint32_t next;
};

/* Content of one element between two of its child elements. */
struct pdf_segment {
    uint32_t elem;                  /* 0: turned into an artifact */
    bool blank;                     /* nothing but white space */
    uint32_t first_mark, last_mark; /* content.c's list of marked-content sequences */
};

struct pdf_tree {
    struct aj_arena *arena;
    const struct doc_document *doc;
    struct aj_job *findings; /* NULL: nobody wants them */
    struct pdf_elem *elems;  /* from 1; a parent stands before its children, unless it stands in */
    uint32_t elem_count, elem_cap;
    struct pdf_kid *kids; /* from 1 */
    uint32_t kid_count, kid_cap;
    struct pdf_segment *segments; /* from 1 */
    uint32_t segment_count, segment_cap;
    uint32_t *segment_of; /* by node: where its content goes; 0: artifact */
    uint32_t *link_of;    /* by node: the LINK element around it, or 0 */
    uint32_t *order;      /* by node: its place in document order */
    bool *after_break;    /* by node: text that stands on a line of its own after other text of its segment */
    doc_id last_text;     /* while the tree is built */
    doc_id last_block;
    uint32_t header_count;
    uint32_t *again; /* elements whose role changed after they were repaired */
    uint32_t again_count, again_cap;
};

/*
 * The tree of a document, in `arena`. With `job`, what cannot be read out as it should is a finding (a figure
 * without alternative text, a link that leads nowhere). Element 1 is the Document.
 */
struct pdf_tree *pdf_tree_build(struct aj_arena *arena, const struct doc_document *doc, struct aj_job *job);

/*
 * Decides what is written from has_content, and fits headings to it (ISO 14289-1 7.4.2: no level is skipped):
 * an element without content is left out, but for cells and rows of tables that have some.
 */
void pdf_tree_prune(struct pdf_tree *tree);

/* The next element of the whole tree in document order, children first; 0 after the last. `elem` 0: the
 * first. Goes over kept elements only. */
uint32_t pdf_tree_next(const struct pdf_tree *tree, uint32_t elem);

/* For tree*.c, table.c: an element as the last kid of `parent` (0: not yet placed). */
uint32_t pdf_tree_add(struct pdf_tree *tree, uint32_t parent, enum doc_role role, doc_id node);
void pdf_tree_append(struct pdf_tree *tree, uint32_t parent, uint32_t elem, uint32_t segment);

/* Makes every element's kids such as the standard allows (ISO 32000-1 14.8.4.3, ISO 14289-1 7.2, 7.5, 7.6).
 */
void pdf_tree_repair(struct pdf_tree *tree);

/* Puts the cells of every table on its grid and finds what they are headed by. */
void pdf_tree_tables(struct pdf_tree *tree);

/* The value of ListNumbering for a list (ISO 32000-1 14.8.5.5), from its first mark; NULL when it has none.
 */
const char *pdf_list_numbering(const struct pdf_tree *tree, uint32_t list);

/* What stands for a figure in words: its alt, aria-label, title or desc; NULL when there is nothing. */
const char *pdf_figure_alt(const struct pdf_tree *tree, doc_id figure);

/* White space is made single and taken off the ends: for what is not set but spoken or shown in an outline.
 */
char *pdf_plain_text(struct aj_arena *arena, const char *text);

/* What an outline or a link says of a heading or another element: its text without notes and artifacts. */
char *pdf_heading_text(struct aj_arena *arena, const struct doc_document *doc, doc_id heading);

/*
 * A link's Contents: the author's title, else the heading, caption or note that it leads to and the page's
 * number as printed, or its own words and the address. In the tree's arena or the document's.
 */
const char *pdf_link_words(const struct pdf_tree *tree, const struct pdf_elem *link, const char *page,
                           bool swedish);

/* Whether text is of a language tag's form (BCP 47: letters, then letters and digits by hyphens). */
bool pdf_is_language(const char *text);

#endif
