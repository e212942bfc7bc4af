/* What a document must be for every reader: headings in order, names, alternatives (ISO 14289-1, WCAG 2.1).
 */
#include "document/build.h"

#include <string.h>

/* No level may be skipped on the way down (ISO 14289-1, 7.4.2); the first heading is of level 1. */
static void check_headings(struct doc_builder *b)
{
    struct doc_document *doc = b->doc;
    int last = 0;
    for (doc_id id = 1; id < doc->node_count; id++) {
        const struct doc_node *node = &doc->nodes[id];
        if (node->kind != DOC_ELEMENT || node->role < DOC_ROLE_H1 || node->role > DOC_ROLE_H6)
            continue;
        int level = node->role - DOC_ROLE_H1 + 1;
        if (level > last + 1) {
            const char *is = aj_printf(b->job->arena, "h%d", level);
            const char *should = aj_printf(b->job->arena, "h%d", last + 1);
            const char *text = doc_text(doc, id);
            aj_diag_add(b->job->diags, AJ_E0514, node->at, is, text, should, NULL);
        }
        last = level;
    }
}

void doc_check(struct doc_builder *b)
{
    struct doc_document *doc = b->doc;
    aj_at at = doc->nodes[1].at;
    if (!*doc->lang)
        aj_diag_add(b->job->diags, AJ_E0542, at, NULL);
    if (!*doc->title)
        aj_diag_add(b->job->diags, AJ_E0543, at, NULL);
    check_headings(b);
    for (doc_id id = 1; id < doc->node_count; id++)
        if (doc->nodes[id].kind == DOC_ELEMENT && doc->nodes[id].role == DOC_ROLE_TABLE)
            doc_check_table(b, id);
    doc_check_contrast(b);
}
