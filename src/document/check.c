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

static bool is_forced(enum doc_break value)
{
    return value != DOC_BREAK_AUTO && value != DOC_BREAK_AVOID;
}

/* What stands in a grid is laid out beside its neighbours: no page or column can begin there. */
static void check_breaks(struct doc_builder *b)
{
    struct doc_document *doc = b->doc;
    bool *inside = NULL;
    for (doc_id id = 1; id < doc->node_count; id++) {
        const struct doc_node *node = &doc->nodes[id];
        if (node->kind != DOC_ELEMENT)
            continue;
        const struct doc_style *s = doc_style_of(doc, id);
        if (!inside && s->display != DOC_GRID)
            continue;
        if (!inside)
            inside = AJ_NEW_N(b->job->arena, bool, doc->node_count);
        if (inside[id] && (is_forced(s->break_before) || is_forced(s->break_after)))
            aj_diag_add(b->job->diags, AJ_W0561, node->at, doc_tag_name((enum doc_tag)node->tag), NULL);
        for (doc_id child = node->first; child && (inside[id] || s->display == DOC_GRID);
             child = doc->nodes[child].next)
            inside[child] = true;
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
    check_breaks(b);
    for (doc_id id = 1; id < doc->node_count; id++)
        if (doc->nodes[id].kind == DOC_ELEMENT && doc->nodes[id].role == DOC_ROLE_TABLE)
            doc_check_table(b, id);
    doc_check_contrast(b);
}
