/* The metrics and checks that templates/metrics declares. */
#include "metric/internal.h"

#include "model/template.h"

#include <string.h>

static const char *const genus_names[] = {"utrum", "neutrum", "plural", NULL};
static const char *const slag_names[] = {"tal", "index", "tid", "rang", "antal", "styrka", NULL};
static const char *const better_names[] = {"varken", "högre", "lägre", NULL};

static bool is_element(const xmlNode *node, const char *name)
{
    return node->type == XML_ELEMENT_NODE && !strcmp((const char *)node->name, name);
}

static void load_children(struct met_result *r, struct met_metric *metric, const xmlNode *node)
{
    for (const xmlNode *child = node->children; child; child = child->next) {
        if (child->type != XML_ELEMENT_NODE)
            continue;
        const char *text = mdl_node_text(r->job, child);
        if (is_element(child, "alias"))
            AJ_PUSH(r->job->arena, metric->aliases, metric->alias_len, metric->alias_cap, text);
        else if (is_element(child, "formula"))
            metric->formula = text;
        else if (is_element(child, "definition"))
            metric->definition = text;
        else if (is_element(child, "source"))
            metric->source = text;
    }
}

static void load_metric(struct met_result *r, const xmlNode *node)
{
    struct aj_job *job = r->job;
    struct met_metric *metric = AJ_NEW(job->arena, struct met_metric);
    const char *unit = src_xml_attr(job, node, "unit"), *decimals = src_xml_attr(job, node, "decimals");
    metric->at = src_xml_at(node);
    metric->name = src_xml_attr(job, node, "name");
    if (!metric->name || !unit) {
        aj_diag_add(job->diags, AJ_E0217, metric->at, "metric", metric->name ? "unit" : "name", NULL);
        return;
    }
    metric->unit = mdl_unit_any(job->arena, unit);
    metric->decimals = decimals && *decimals >= '0' && *decimals <= '9' ? *decimals - '0' : 1;
    metric->genus = (enum mdl_genus)mdl_choice(job, node, "genus", genus_names, MDL_UTRUM);
    metric->slag = (enum mdl_slag)mdl_choice(job, node, "slag", slag_names, (int)metric->unit.slag);
    metric->better = (enum mdl_better)mdl_choice(job, node, "bättre", better_names, MDL_NEITHER);
    load_children(r, metric, node);
    AJ_PUSH(job->arena, r->metrics, r->metric_len, r->metric_cap, metric);
}

static void load_check(struct met_result *r, const xmlNode *node)
{
    struct aj_job *job = r->job;
    struct met_check check = {.id = src_xml_attr(job, node, "id"),
                              .name = src_xml_attr(job, node, "name"),
                              .left = src_xml_attr(job, node, "left"),
                              .right = src_xml_attr(job, node, "right"),
                              .at = src_xml_at(node)};
    if (!check.id || !check.name || !check.left || !check.right) {
        const char *lacks = !check.id ? "id" : !check.name ? "name" : !check.left ? "left" : "right";
        aj_diag_add(job->diags, AJ_E0217, check.at, "check", lacks, NULL);
        return;
    }
    AJ_PUSH(job->arena, r->checks, r->check_len, r->check_cap, check);
}

void met_library_load(struct met_result *r)
{
    const char **names;
    uint32_t count = mdl_template_files(r->job, "metrics", &names);
    for (uint32_t i = 0; i < count; i++) {
        xmlDocPtr doc = src_xml_read_template(r->job, names[i]);
        if (!doc)
            continue;
        for (const xmlNode *node = xmlDocGetRootElement(doc)->children; node; node = node->next) {
            if (is_element(node, "metric"))
                load_metric(r, node);
            else if (is_element(node, "check"))
                load_check(r, node);
        }
    }
}
