/* Formulas evaluated exactly: names looked up, operators applied, for one period and one organisation. */
#include "metric/internal.h"

#include <string.h>

enum {
    MOST_EVAL_DEPTH = 200,
    MOST_STEPS = 100000 /* of one figure: lists inside lists multiply */
};

static const char *describe(struct met_result *r, const struct met_node *node)
{
    if (node->op == MET_NAME)
        return node->name;
    if (node->op == MET_NUMBER)
        return aj_rat_text(r->job->arena, node->number);
    return node->arg_len ? describe(r, node->args[0]) : "";
}

static struct met_value unlike(struct met_result *r, const struct met_node *node, const struct met_value *a,
                               const struct met_value *b, aj_at at)
{
    if (!r->quiet)
        aj_diag_add(r->job->diags, AJ_E0307, at, describe(r, node->args[0]),
                    *a->dimension ? a->dimension : "tal", describe(r, node->args[1]),
                    *b->dimension ? b->dimension : "tal", NULL);
    return met_fault();
}

static struct met_value compare(struct met_result *r, const struct met_node *node, const struct met_value *a,
                                const struct met_value *b)
{
    int order = aj_rat_cmp(a->exact, b->exact);
    bool holds = node->compare == MET_LEAST   ? order >= 0
                 : node->compare == MET_MOST  ? order <= 0
                 : node->compare == MET_OVER  ? order > 0
                 : node->compare == MET_UNDER ? order < 0
                                              : !order;
    struct met_value out = met_number(aj_rat_int(r->job->arena, holds));
    out.dimension = MET_TRUTH;
    return out;
}

static struct met_value by_zero(struct met_result *r, const struct met_node *node, struct mdl_period period,
                                aj_at at)
{
    if (r->in_table)
        return (struct met_value){.state = MET_MISSING,
                                  .missing = MDL_NOT_APPLICABLE,
                                  .lack = aj_printf(r->job->arena, "\"%s\"", describe(r, node->args[1]))};
    if (!r->quiet)
        aj_diag_add(r->job->diags, AJ_E0308, at, describe(r, node->args[1]),
                    mdl_period_text(r->job->arena, period), NULL);
    return met_fault();
}

struct met_value met_combine(struct met_result *r, const struct met_node *node, struct met_value a,
                             struct met_value b, struct mdl_period period, aj_at at)
{
    struct met_value out;
    if (met_either_unknown(r->job->arena, &a, &b, &out))
        return out;
    bool alike = node->op == MET_ADD || node->op == MET_SUB || node->op == MET_COMPARES;
    if (alike && strcmp(a.dimension, b.dimension) != 0)
        return unlike(r, node, &a, &b, at);
    if (node->op == MET_DIV && !aj_rat_sign(b.exact))
        return by_zero(r, node, period, at);
    out = node->op == MET_COMPARES ? compare(r, node, &a, &b)
          : alike                  ? met_sum_of(r, &a, &b, node->op == MET_SUB)
          : node->op == MET_MUL    ? met_product_of(r, &a, &b)
                                   : met_quotient_of(r, &a, &b);
    if (!out.dimension)
        return unlike(r, node, &a, &b, at);
    out.scenario = a.scenario > b.scenario ? a.scenario : b.scenario;
    return out;
}

struct mdl_period met_year_before(struct mdl_period period, int years)
{
    period.year -= years;
    /* What stood last year may well be an outcome where this year is a budget. */
    period.scenario = MDL_UNSAID;
    return period;
}

struct mdl_period met_period_at(struct mdl_period period, struct mdl_period wanted)
{
    if (wanted.year)
        return wanted;
    if (wanted.scenario)
        period.scenario = wanted.scenario;
    if (wanted.part || wanted.whole)
        period.part = wanted.part;
    return period;
}

static struct met_value eval_name(struct met_result *r, const struct met_node *node, struct mdl_period period,
                                  aj_at at)
{
    bool ambiguous;
    struct met_subject subject = met_subject_peek(r, node->name, &ambiguous);
    if (!subject.kind)
        subject.name = node->name;
    met_trace_input(r, &subject, period);
    if (subject.kind == MET_METRIC || subject.kind == MET_SERIES)
        return met_eval(r, &subject, period, at);
    struct met_value out = {.state = MET_LACKING};
    out.lack = aj_printf(r->job->arena, "\"%s\"", node->name);
    return out;
}

/* The same formula elsewhere: a list of one. */
static struct met_value eval_at(struct met_result *r, const struct met_node *node, struct mdl_period period,
                                aj_at at)
{
    struct met_values values = {0};
    met_eval_list(r, node, period, at, &values);
    return values.len ? values.items[0] : met_fault();
}

static struct met_value eval_step(struct met_result *r, const struct met_node *node, struct mdl_period period,
                                  aj_at at)
{
    struct met_value a;
    switch (node->op) {
    case MET_NUMBER:
        a = met_number(node->number);
        a.dimension = node->dimension ? node->dimension : a.dimension;
        return a;
    case MET_NAME:
        return eval_name(r, node, period, at);
    case MET_NEG:
        a = met_eval_node(r, node->args[0], period, at);
        return a.state == MET_KNOWN ? met_negated(a) : a;
    case MET_CALL:
        return met_call(r, node, period, at);
    case MET_AT:
        return eval_at(r, node, period, at);
    default:
        a = met_eval_node(r, node->args[0], period, at);
        return met_combine(r, node, a, met_eval_node(r, node->args[1], period, at), period, at);
    }
}

struct met_value met_eval_node(struct met_result *r, const struct met_node *node, struct mdl_period period,
                               aj_at at)
{
    if (!r->depth)
        r->steps = 0;
    if (r->depth >= MOST_EVAL_DEPTH || ++r->steps > MOST_STEPS) {
        if (!r->quiet && r->steps == MOST_STEPS + 1)
            aj_diag_add(r->job->diags, AJ_E0354, at, describe(r, node), NULL);
        return met_fault();
    }
    r->depth++;
    struct met_value value = eval_step(r, node, period, at);
    r->depth--;
    return value;
}

const struct met_node *met_metric_tree(struct met_result *r, struct met_metric *metric)
{
    if (!metric->parsed && metric->formula)
        metric->tree = met_formula_parse(r->job, metric->formula, metric->at);
    metric->parsed = true;
    return metric->tree;
}

/* Of people and things alike a table may say that they are a number: "Antal invånare", in "antal". */
static bool is_plain_count(const struct mdl_unit *unit, const struct met_metric *metric)
{
    return unit->slag == MDL_ANTAL && !*unit->dimension && metric->unit.slag == MDL_ANTAL;
}

/* A row that says no unit is in the one that its metric declares. */
static struct met_value in_unit_of(struct aj_arena *arena, const struct met_metric *metric,
                                   const struct met_subject *rows, struct met_value value)
{
    const struct mdl_unit *unit = &rows->series[0]->unit;
    bool said = unit->name && *unit->name && !is_plain_count(unit, metric);
    if (value.state != MET_KNOWN || said)
        return value;
    value.exact = aj_rat_mul(arena, value.exact, metric->unit.scale);
    value.low = aj_rat_mul(arena, value.low, metric->unit.scale);
    value.high = aj_rat_mul(arena, value.high, metric->unit.scale);
    value.dimension = metric->unit.dimension;
    return value;
}

/* What cannot be computed may stand in a table, in a row of the metric's name. */
static struct met_value stated(struct met_result *r, const struct met_metric *metric,
                               struct mdl_period period, aj_at at, struct met_value lacking)
{
    struct met_subject rows = met_metric_rows(r, metric);
    if (rows.kind != MET_SERIES)
        return lacking;
    struct met_value value = met_eval_series(r, &rows, period, at);
    if (value.state == MET_LACKING)
        return lacking;
    met_trace_input(r, &rows, period);
    return in_unit_of(r->job->arena, metric, &rows, value);
}

static struct met_value compute(struct met_result *r, struct met_metric *metric, struct mdl_period period,
                                aj_at at)
{
    const struct met_node *tree = met_metric_tree(r, metric);
    if (!tree && metric->formula)
        return met_fault();
    struct met_value value = {.state = MET_LACKING, .lack = aj_printf(r->job->arena, "\"%s\"", metric->name)};
    if (tree)
        value = met_eval_node(r, tree, period, at);
    value.decimals = -1;
    value.written = NULL;
    if (value.state == MET_LACKING)
        value = stated(r, metric, period, at, value);
    /* A number may be an index of any base: index(x, 2020) is of "index 2020=100". */
    bool index = metric->unit.slag == MDL_INDEX && value.state == MET_KNOWN && !*value.dimension;
    if (index)
        value.dimension = metric->unit.dimension;
    if (value.state != MET_KNOWN || !strcmp(value.dimension, metric->unit.dimension))
        return value;
    /* A source whose unit is wrong has been told of. */
    bool tell = !r->quiet && !r->model->faulty && !metric->misfit;
    metric->misfit |= tell;
    if (tell)
        aj_diag_add(r->job->diags, AJ_E0309, metric->at, metric->name, metric->unit.name,
                    *value.dimension ? value.dimension : "tal", NULL);
    return met_fault();
}

static struct met_value from_given(struct met_result *r, const struct met_given *given)
{
    struct aj_arena *arena = r->job->arena;
    enum mdl_scenario said = given->period.scenario;
    return (struct met_value){.exact = given->value,
                              .low = aj_rat_sub(arena, given->value, given->half),
                              .high = aj_rat_add(arena, given->value, given->half),
                              .dimension = given->unit.dimension,
                              .decimals = given->decimals,
                              .scenario = said ? said : met_year_scenario(r, given->period.year),
                              .given = given,
                              .at = given->at};
}

/* Two names of organisations, or none. */
static bool same_who(const char *a, const char *b)
{
    return a == b || (a && b && !strcmp(a, b));
}

static bool same_period(struct mdl_period a, struct mdl_period b)
{
    return a.year == b.year && a.scenario == b.scenario && mdl_part_same(a.part, b.part);
}

/* What is given is the report's own, and of one kind only. */
static struct met_value given_or_computed(struct met_result *r, struct met_metric *metric,
                                          struct mdl_period period, aj_at at)
{
    bool rivals = false;
    const struct met_given *given = r->who ? NULL : met_given_find(r, metric, period, &rivals);
    if (!given)
        return compute(r, metric, period, at);
    if (!rivals)
        return from_given(r, given);
    if (!r->quiet)
        aj_diag_add(r->job->diags, AJ_E0326, at, metric->name, mdl_period_text(r->job->arena, period),
                    mdl_period_text(r->job->arena, given->period), NULL);
    return met_fault();
}

struct met_value met_eval_metric(struct met_result *r, struct met_metric *metric, struct mdl_period period,
                                 aj_at at)
{
    for (uint32_t i = 0; i < metric->memo_len; i++)
        if (same_period(metric->memos[i].period, period) && same_who(metric->memos[i].who, r->who))
            return metric->memos[i].value;
    if (metric->busy) {
        aj_diag_add(r->job->diags, AJ_E0311, metric->at, metric->name, NULL);
        return met_fault();
    }
    metric->busy = true;
    struct met_trace *trace = r->trace;
    r->trace = NULL;
    struct met_value value = given_or_computed(r, metric, period, at);
    r->trace = trace;
    metric->busy = false;
    struct met_memo memo = {period, r->who, value};
    /* A fault that was kept quiet must be told when someone asks aloud. */
    if (!r->quiet || value.state != MET_FAULT)
        AJ_PUSH(r->job->arena, metric->memos, metric->memo_len, metric->memo_cap, memo);
    return value;
}
