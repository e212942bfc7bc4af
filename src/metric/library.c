/* The metrics, checks, headings and statuses of actions that templates/metrics declares. */
#include "metric/bind.h"
#include "metric/internal.h"

#include "model/template.h"

#include <string.h>

static const char *const genus_names[] = {"utrum", "neutrum", "plural", NULL};
static const char *const slag_names[] = {"tal", "index", "tid", "rang", "antal", "styrka", NULL};
static const char *const better_names[] = {"varken", "högre", "lägre", NULL};

static void load_children(struct met_result *r, struct met_metric *metric, const xmlNode *node)
{
    for (const xmlNode *child = node->children; child; child = child->next) {
        if (child->type != XML_ELEMENT_NODE)
            continue;
        const char *text = mdl_node_text(r->job, child);
        if (src_xml_is(child, "alias"))
            AJ_PUSH(r->job->arena, metric->aliases, metric->alias_len, metric->alias_cap, text);
        else if (src_xml_is(child, "formula"))
            metric->formula = text;
        else if (src_xml_is(child, "definition"))
            metric->definition = text;
        else if (src_xml_is(child, "source"))
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
    const char *of = src_xml_attr(job, node, "of");
    metric->per_row = of && !strcmp(of, "rad");
    if (!metric->name || (!unit && !metric->per_row)) {
        aj_diag_add(job->diags, AJ_E0217, metric->at, "metric", metric->name ? "unit" : "name", NULL);
        return;
    }
    if (unit)
        metric->unit = mdl_unit_any(job->arena, unit);
    metric->decimals = decimals && *decimals >= '0' && *decimals <= '9' ? *decimals - '0' : unit ? 1 : -1;
    bool index = metric->unit.slag == MDL_INDEX; /* "indexet är oförändrat", where nothing else is said */
    metric->genus =
        (enum mdl_genus)mdl_choice(job, node, "genus", genus_names, index ? MDL_NEUTRUM : MDL_UTRUM);
    metric->slag = (enum mdl_slag)mdl_choice(job, node, "slag", slag_names, (int)metric->unit.slag);
    metric->better = (enum mdl_better)mdl_choice(job, node, "bättre", better_names, MDL_NEITHER);
    metric->plus = src_xml_attr(job, node, "plus");
    metric->minus = src_xml_attr(job, node, "minus");
    metric->zero = src_xml_attr(job, node, "noll");
    load_children(r, metric, node);
    AJ_PUSH(job->arena, r->metrics, r->metric_len, r->metric_cap, metric);
}

/* The formula with the row's name in each 'rad' and each 'Table / rad'. */
static const char *formula_for_row(struct aj_arena *arena, const char *formula, const char *row)
{
    static const char any[] = "rad'";
    const char *out = "", *from = formula, *found;
    for (; (found = strstr(from, any)); from = found + sizeof any - 1) {
        bool alone = found > formula && (found[-1] == '\'' || (found[-1] == ' ' && found[-2] == '/'));
        out = aj_printf(arena, "%s%.*s%s'", out, (int)(found - from), from, alone ? row : "rad");
    }
    return aj_printf(arena, "%s%s", out, from);
}

struct met_metric *met_metric_for_row(struct met_result *r, const struct met_metric *metric, const char *row,
                                      const struct met_subject *subject)
{
    struct aj_arena *arena = r->job->arena;
    const char *key = mdl_fold(arena, aj_printf(arena, "%s / %s", metric->name, row));
    struct met_metric *one = aj_map_find(&r->of_rows, key);
    if (one)
        return one;
    one = AJ_NEW(arena, struct met_metric);
    *one = *metric;
    one->per_row = one->parsed = false;
    one->alias_len = one->alias_cap = 0;
    one->memos = NULL;
    one->memo_len = one->memo_cap = 0;
    one->name = aj_printf(arena, "%s, %s", metric->name, subject->name);
    one->formula = metric->formula ? formula_for_row(arena, metric->formula, row) : NULL;
    if (!one->unit.name) {
        one->unit = met_subject_unit(subject);
        one->slag = one->unit.slag;
    }
    if (one->decimals < 0)
        one->decimals = met_subject_decimals(subject, NULL);
    aj_map_put(&r->of_rows, key, one);
    return one;
}

/* What a check lacks of its attributes; NULL when it is whole. */
static const char *lacking(const struct met_check *check)
{
    if (!check->id || !check->name)
        return check->id ? "name" : "id";
    if (check->every || check->needs)
        return check->every && check->needs ? NULL : check->every ? "needs" : "every";
    return check->left && check->right ? NULL : check->left ? "right" : "left";
}

static void load_check(struct met_result *r, const xmlNode *node)
{
    struct aj_job *job = r->job;
    struct met_check check = {.id = src_xml_attr(job, node, "id"),
                              .name = src_xml_attr(job, node, "name"),
                              .left = src_xml_attr(job, node, "left"),
                              .right = src_xml_attr(job, node, "right"),
                              .every = src_xml_attr(job, node, "every"),
                              .needs = src_xml_attr(job, node, "needs"),
                              .type = src_xml_attr(job, node, "type"),
                              .kinds = src_xml_attr(job, node, "kinds"),
                              .unless = src_xml_attr(job, node, "unless"),
                              .at = src_xml_at(node)};
    const char *lacks = lacking(&check);
    if (lacks)
        aj_diag_add(job->diags, AJ_E0217, check.at, "check", lacks, NULL);
    else if (check.every && !met_coverage_known(check.every, check.needs))
        aj_diag_add(job->diags, AJ_E0362, check.at, check.every, check.needs, met_coverage_list(job->arena),
                    NULL);
    else
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
            if (src_xml_is(node, "metric"))
                load_metric(r, node);
            else if (src_xml_is(node, "check"))
                load_check(r, node);
            else if (src_xml_is(node, "status"))
                met_status_load(r, node);
            else if (src_xml_is(node, "heading"))
                met_heading_load(r, node);
        }
    }
}
