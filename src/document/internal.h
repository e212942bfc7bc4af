/* What the files of the document stage share. */
#ifndef DOC_INTERNAL_H
#define DOC_INTERNAL_H

#include "base/map.h"
#include "document/document.h"

struct doc_cascade;
struct doc_pages;

struct doc_private {
    struct aj_map ids;     /* id attribute -> (void *)(uintptr_t)doc_id, the first of each */
    uint32_t *style_slots; /* open hash of doc->styles: index + 1 */
    uint32_t style_slot_count;
    struct doc_cascade *cascade; /* NULL in a hand-made document */
    struct doc_pages *pages;     /* NULL: A4 with margins of 2.5 cm */
};

/* The values of CSS's initial style. */
struct doc_style doc_initial_style(void);

/* A bare node, linked as the last child of `parent` (0: none). */
doc_id doc_add_node(struct doc_document *doc, doc_id parent, enum doc_kind kind);

/* Copies attributes into the node and enters its id. */
void doc_set_attrs(struct doc_document *doc, doc_id id, const struct doc_attr *attrs, uint32_t count);

#endif
