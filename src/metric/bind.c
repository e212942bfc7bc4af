/* The report's tree walked into the data document: what is the author's stays, what is ours is bound. */
#include "metric/internal.h"
#include "metric/trends.h"

#include "base/buf.h"
#include "base/number.h"

#include <stdio.h>
#include <string.h>

/* Deeper nesting than this is refused when the report is read; here it only bounds the recursion. */
enum { MOST_DEPTH = 200 };

static const struct {
    const char *name;
    met_binder *bind;
} binders[] = {
    {"value", met_bind_value},           {"period", met_bind_period},
    {"trend", met_bind_trend},           {"limit", met_bind_limit},
    {"target", met_bind_target},         {"verdict", met_bind_verdict},
    {"claim", met_bind_claim},           {"if", met_bind_if},
    {"count", met_bind_count},           {"list", met_bind_list},
    {"metrics", met_bind_metrics},       {"chart", met_bind_chart},
    {"statement", met_bind_statement},   {"goal", met_bind_goal},
    {"indicators", met_bind_indicators}, {"compare", met_bind_compare},
    {"standing", met_bind_standing},     {"sources", met_bind_sources},
    {"actions", met_bind_actions},       {"orgchart", met_bind_orgchart},
    {"difference", met_bind_difference}, {"proposal", met_bind_proposal},
    {"matrix", met_bind_matrix},         {"totals", met_bind_totals},
    {"fulfilment", met_bind_fulfilment},
};

static met_binder *binder_of(const xmlNode *node)
{
    for (size_t i = 0; i < sizeof binders / sizeof *binders; i++)
        if (!strcmp(binders[i].name, (const char *)node->name))
            return binders[i].bind;
    return NULL;
}

void met_set(xmlNodePtr node, const char *name, const char *value)
{
    xmlNewProp(node, BAD_CAST name, BAD_CAST value);
}

void met_set_at(xmlNodePtr node, aj_at at)
{
    char text[16];
    if (!at)
        return;
    snprintf(text, sizeof text, "%u", at);
    xmlSetProp(node, BAD_CAST "at", BAD_CAST text);
}

xmlNodePtr met_add(struct met_result *r, xmlNodePtr parent, const char *name, const xmlNode *origin)
{
    (void)r;
    xmlNodePtr node = xmlNewChild(parent, NULL, BAD_CAST name, NULL);
    if (origin)
        met_set_at(node, src_xml_at(origin));
    return node;
}

void met_add_text(xmlNodePtr node, const char *text)
{
    xmlNodeAddContent(node, BAD_CAST text);
}

void met_set_exact(struct met_result *r, xmlNodePtr node, struct aj_rat base, const struct mdl_unit *unit)
{
    struct aj_arena *arena = r->job->arena;
    met_set(node, "exact", aj_rat_text(arena, aj_rat_div(arena, base, unit->scale)));
    if (*unit->name)
        met_set(node, "unit", unit->name);
}

void met_anchor_at(struct met_result *r, const xmlNode *origin, xmlNodePtr node)
{
    struct met_anchor anchor = {src_xml_at(origin), node};
    AJ_PUSH(r->job->arena, r->anchors, r->anchor_len, r->anchor_cap, anchor);
}

const char *met_attr(struct met_result *r, const xmlNode *node, const char *name)
{
    return src_xml_attr(r->job, node, name);
}

const char *met_need(struct met_result *r, const xmlNode *node, const char *name)
{
    const char *text = met_attr(r, node, name);
    if (text && text[strspn(text, " \t\r\n")])
        return text;
    aj_diag_add(r->job->diags, AJ_E0314, src_xml_at(node), (const char *)node->name, name, NULL);
    return NULL;
}

/* Whether a word stands in a list of words parted by single spaces. */
static bool is_among(const char *list, const char *word)
{
    size_t n = strlen(word);
    for (const char *p = strstr(list, word); p; p = strstr(p + 1, word))
        if ((p == list || p[-1] == ' ') && (!p[n] || p[n] == ' '))
            return true;
    return false;
}

bool met_takes_only(struct met_result *r, const xmlNode *node, const char *name, const char *takes)
{
    struct aj_arena *arena = r->job->arena;
    for (const xmlAttr *attr = node->properties; attr; attr = attr->next) {
        const char *given = (const char *)attr->name;
        if (!strcmp(given, "at") || is_among(takes, given))
            continue; /* at is ours: where it stands */
        struct met_pieces pieces = met_pieces_of(arena, takes, " ");
        aj_diag_add(r->job->diags, AJ_E0385, src_xml_at(node), name, given,
                    met_join(arena, pieces.items, pieces.len, "och"), NULL);
        return false;
    }
    return true;
}

xmlNodePtr met_add_open(struct met_result *r, xmlNodePtr out, const xmlNode *node, const char *kind,
                        const char *name)
{
    xmlNodePtr bound = met_add(r, out, "bound", node);
    met_set(bound, "kind", kind);
    met_add_text(bound, aj_printf(r->job->arena, "[%s?]", name ? name : kind));
    return bound;
}

bool met_read_periods(struct met_result *r, const char *text, const struct met_subject *subject, aj_at at,
                      struct mdl_period **out, uint32_t *count, bool *span)
{
    *span = false;
    if (text) {
        if (mdl_periods_parse(r->job->arena, text, out, count, span))
            return true;
        aj_diag_add(r->job->diags, AJ_E0305, at, text, NULL);
        return false;
    }
    *count = met_periods(r, subject, out);
    if (*count)
        return true;
    aj_diag_add(r->job->diags, AJ_E0304, at, subject->name, "", "-", NULL);
    return false;
}

void met_record(struct met_result *r, const char *name, const char *period, const char *unit,
                const char *text, struct aj_rat exact)
{
    struct aj_arena *arena = r->job->arena;
    const char *key = aj_printf(arena, "%s\n%s\n%s\n%s", name, period, unit, text);
    if (aj_map_find(&r->figure_keys, key))
        return;
    struct met_figure figure = {name, period, unit, text, aj_rat_text(arena, exact)};
    aj_map_put(&r->figure_keys, key, r);
    AJ_PUSH(arena, r->figures, r->figure_len, r->figure_cap, figure);
}

static void copy_element(struct met_result *r, const xmlNode *node, xmlNodePtr out, uint32_t depth)
{
    xmlNodePtr copy = xmlNewChild(out, NULL, node->name, NULL);
    for (const xmlAttr *attr = node->properties; attr; attr = attr->next) {
        const char *value = met_attr(r, node, (const char *)attr->name);
        if (value)
            met_set(copy, (const char *)attr->name, value);
    }
    met_bind_children(r, node, copy, depth + 1);
}

void met_bind_one(struct met_result *r, const xmlNode *node, xmlNodePtr to, uint32_t depth)
{
    if (node->type == XML_TEXT_NODE || node->type == XML_CDATA_SECTION_NODE) {
        met_add_text(to, (const char *)node->content);
        return;
    }
    if (node->type != XML_ELEMENT_NODE)
        return;
    met_binder *bind = binder_of(node);
    if (bind)
        bind(r, node, to, depth + 1);
    else
        copy_element(r, node, to, depth);
}

void met_bind_children(struct met_result *r, const xmlNode *from, xmlNodePtr to, uint32_t depth)
{
    if (depth > MOST_DEPTH)
        return;
    for (const xmlNode *node = from->children; node; node = node->next)
        met_bind_one(r, node, to, depth);
}
