/* The checks of a report as its author wrote it: kind, schema, levels of headings. */
#include "compose/internal.h"

#include <string.h>

static bool named(const xmlNode *node, const char *name)
{
    return node->type == XML_ELEMENT_NODE && !strcmp((const char *)node->name, name);
}

/* The level of the heading that an element is or brings; 0 if none. A goal is printed under an h2 of its own.
 */
static int heading_level(const xmlNode *node)
{
    const char *name = (const char *)node->name;
    if (node->type != XML_ELEMENT_NODE)
        return 0;
    if (name[0] == 'h' && name[1] >= '1' && name[1] <= '6' && !name[2])
        return name[1] - '0';
    return named(node, "goal") ? 2 : 0;
}

/*
 * Headings may go down one level at a time (ISO 14289-1, 7.4.2), up any number. Each chapter begins anew:
 * that it begins with an h1 is the schema's business.
 */
static bool check_headings(struct aj_job *job, const xmlNode *chapter)
{
    bool right = true;
    int last = 0;
    const xmlNode *node = chapter;
    while (node) {
        int level = heading_level(node);
        if (level && last && level > last + 1) {
            const char *got = aj_printf(job->arena, "h%d", level);
            const char *before = aj_printf(job->arena, "h%d", last);
            const char *should = aj_printf(job->arena, "h%d", last + 1);
            aj_diag_add(job->diags, AJ_E0419, src_xml_at(node), got, before, should, NULL);
            right = false;
        }
        if (level)
            last = level;
        if (node->type == XML_ELEMENT_NODE && node->children) {
            node = node->children;
            continue;
        }
        while (node != chapter && !node->next)
            node = node->parent;
        node = node == chapter ? NULL : node->next;
    }
    return right;
}

bool cmp_check_report(struct aj_job *job, struct cmp_library *library, xmlDocPtr report, bool judged)
{
    struct cmp_schema *schema = cmp_schema_get(job, library, "schema/report.rng");
    const xmlNode *root = xmlDocGetRootElement(report);
    bool right = schema && cmp_schema_check(job, schema, report, judged);
    const char *kind = root && named(root, "report") ? src_xml_attr(job, root, "kind") : NULL;
    if (kind)
        right &= cmp_check_kind(job, kind, src_xml_at(root));
    for (const xmlNode *child = root ? root->children : NULL; child; child = child->next)
        if (named(child, "section"))
            right &= check_headings(job, child);
    if (root) {
        right &= cmp_check_front(job, root);
        right &= cmp_check_notes(job, root);
    }
    return right;
}

bool cmp_check_calendar(struct aj_job *job, struct cmp_library *library, xmlDocPtr calendar)
{
    struct cmp_schema *schema = cmp_schema_get(job, library, "schema/kalender.rng");
    return schema && cmp_schema_check(job, schema, calendar, true);
}

bool cmp_check_data(struct aj_job *job, struct cmp_library *library, xmlDocPtr data)
{
    struct cmp_schema *schema = cmp_schema_get(job, library, "schema/data.rng");
    if (!schema)
        return false;
    struct aj_diags *ours = job->diags;
    job->diags = aj_diags_new(job->arena, job->places);
    bool right = cmp_schema_check(job, schema, data, true);
    /* The words are those for authors, who have nothing to mend here. */
    for (uint32_t i = 0; i < job->diags->len; i++) {
        const struct aj_diag *diag = &job->diags->items[i];
        aj_diag_add(ours, AJ_F0426, diag->at, aj_diag_message(job->diags, diag, AJ_ENGLISH),
                    aj_diag_message(job->diags, diag, AJ_SWEDISH), NULL);
    }
    job->diags = ours;
    return right;
}
