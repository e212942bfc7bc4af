/* Formulas evaluated exactly, with the interval that the rounding of the inputs leaves open. */
#include "metric/internal.h"

#include <string.h>

enum { MOST_EVAL_DEPTH = 200 };

static struct met_value fault(void)
{
    return (struct met_value){.state = MET_FAULT};
}

static struct met_value number(struct aj_rat value)
{
    return (struct met_value){.exact = value, .low = value, .high = value, .dimension = "", .decimals = -1};
}

/* What is lacking on either side, each named once. */
static const char *join_lacks(struct aj_arena *arena, const char *a, const char *b)
{
    if (!a || !b || strstr(a, b))
        return a ? a : b;
    return strstr(b, a) ? b : aj_printf(arena, "%s, %s", a, b);
}

static enum mdl_scenario least_certain(enum mdl_scenario a, enum mdl_scenario b)
{
    return a > b ? a : b;
}

/* When one side is not known neither is the result; true then. */
static bool unknown(struct aj_arena *arena, const struct met_value *a, const struct met_value *b,
                    struct met_value *out)
{
    if (a->state == MET_KNOWN && b->state == MET_KNOWN)
        return false;
    *out = a->state > b->state ? *a : *b;
    out->lack = join_lacks(arena, a->lack, b->lack);
    out->written = NULL;
    return true;
}

static struct aj_rat least(const struct aj_rat *items, int count)
{
    struct aj_rat best = items[0];
    for (int i = 1; i < count; i++)
        if (aj_rat_cmp(items[i], best) < 0)
            best = items[i];
    return best;
}

static struct aj_rat most(const struct aj_rat *items, int count)
{
    struct aj_rat best = items[0];
    for (int i = 1; i < count; i++)
        if (aj_rat_cmp(items[i], best) > 0)
            best = items[i];
    return best;
}

static struct met_value add(struct met_result *r, const struct met_value *a, const struct met_value *b,
                            bool minus)
{
    struct aj_arena *arena = r->job->arena;
    struct met_value out = {.dimension = a->dimension, .decimals = -1};
    out.exact = minus ? aj_rat_sub(arena, a->exact, b->exact) : aj_rat_add(arena, a->exact, b->exact);
    out.low = minus ? aj_rat_sub(arena, a->low, b->high) : aj_rat_add(arena, a->low, b->low);
    out.high = minus ? aj_rat_sub(arena, a->high, b->low) : aj_rat_add(arena, a->high, b->high);
    return out;
}

/* The dimension of a product: numbers vanish, and kr/person times person is kr. */
static const char *times(struct aj_arena *arena, const char *a, const char *b)
{
    if (!*a || !*b)
        return *a ? a : b;
    const char *slash = strchr(a, '/');
    if (slash && !strcmp(slash + 1, b))
        return aj_strndup(arena, a, (size_t)(slash - a));
    return NULL;
}

static const char *per(struct aj_arena *arena, const char *a, const char *b)
{
    if (!strcmp(a, b))
        return "";
    if (!*b)
        return a;
    return strchr(a, '/') || strchr(b, '/') ? NULL : aj_printf(arena, "%s/%s", a, b);
}

static struct met_value multiply(struct met_result *r, const struct met_value *a, const struct met_value *b)
{
    struct aj_arena *arena = r->job->arena;
    struct aj_rat ends[] = {aj_rat_mul(arena, a->low, b->low), aj_rat_mul(arena, a->low, b->high),
                            aj_rat_mul(arena, a->high, b->low), aj_rat_mul(arena, a->high, b->high)};
    return (struct met_value){.exact = aj_rat_mul(arena, a->exact, b->exact),
                              .low = least(ends, 4),
                              .high = most(ends, 4),
                              .dimension = times(arena, a->dimension, b->dimension),
                              .decimals = -1};
}

static struct met_value divide(struct met_result *r, const struct met_value *a, const struct met_value *b)
{
    struct aj_arena *arena = r->job->arena;
    struct met_value out = {.exact = aj_rat_div(arena, a->exact, b->exact),
                            .dimension = per(arena, a->dimension, b->dimension),
                            .decimals = -1};
    /* A divisor that rounding alone may turn to zero leaves the quotient's interval open: keep the value. */
    if (aj_rat_sign(b->low) * aj_rat_sign(b->high) <= 0) {
        out.low = out.high = out.exact;
        return out;
    }
    struct aj_rat ends[] = {aj_rat_div(arena, a->low, b->low), aj_rat_div(arena, a->low, b->high),
                            aj_rat_div(arena, a->high, b->low), aj_rat_div(arena, a->high, b->high)};
    out.low = least(ends, 4);
    out.high = most(ends, 4);
    return out;
}

static const char *describe(struct met_result *r, const struct met_node *node)
{
    switch (node->op) {
    case MET_NAME:
        return node->name;
    case MET_NUMBER:
        return aj_rat_text(r->job->arena, node->number);
    default:
        return node->a ? describe(r, node->a) : "";
    }
}

static struct met_value unlike(struct met_result *r, const struct met_node *node, const struct met_value *a,
                               const struct met_value *b, aj_at at)
{
    if (!r->quiet)
        aj_diag_add(r->job->diags, AJ_E0307, at, describe(r, node->a), *a->dimension ? a->dimension : "tal",
                    describe(r, node->b), *b->dimension ? b->dimension : "tal", NULL);
    return fault();
}

static struct met_value combine(struct met_result *r, const struct met_node *node, struct met_value a,
                                struct met_value b, struct mdl_period period, aj_at at)
{
    struct met_value out;
    if (unknown(r->job->arena, &a, &b, &out))
        return out;
    bool sum = node->op == MET_ADD || node->op == MET_SUB;
    if (sum && strcmp(a.dimension, b.dimension) != 0)
        return unlike(r, node, &a, &b, at);
    if (node->op == MET_DIV && !aj_rat_sign(b.exact)) {
        if (!r->quiet)
            aj_diag_add(r->job->diags, AJ_E0308, at, describe(r, node->b),
                        mdl_period_text(r->job->arena, period), NULL);
        return fault();
    }
    out = sum                   ? add(r, &a, &b, node->op == MET_SUB)
          : node->op == MET_MUL ? multiply(r, &a, &b)
                                : divide(r, &a, &b);
    if (!out.dimension)
        return unlike(r, node, &a, &b, at);
    out.scenario = least_certain(a.scenario, b.scenario);
    return out;
}

static struct met_value negate(struct met_value value)
{
    struct aj_rat low = value.low;
    value.exact = aj_rat_neg(value.exact);
    value.low = aj_rat_neg(value.high);
    value.high = aj_rat_neg(low);
    return value;
}

static struct mdl_period year_before(struct mdl_period period)
{
    period.year--;
    /* What stood last year may well be an outcome where this year is a budget. */
    period.scenario = MDL_UNSAID;
    return period;
}

/* x / prev(x) - 1: the change in relation to the year before. */
static struct met_value growth(struct met_result *r, const struct met_node *node, struct mdl_period period,
                               aj_at at)
{
    struct met_value now = met_eval_node(r, node->a, period, at);
    struct met_value before = met_eval_node(r, node->a, year_before(period), at);
    before.scenario = now.scenario;
    struct met_node quotient = {.op = MET_DIV, .a = node->a, .b = node->a};
    struct met_value out = combine(r, &quotient, now, before, period, at);
    if (out.state != MET_KNOWN)
        return out;
    struct met_value one = number(aj_rat_int(r->job->arena, 1));
    enum mdl_scenario scenario = out.scenario;
    out = add(r, &out, &one, true);
    out.scenario = scenario;
    return out;
}

static struct met_value eval_name(struct met_result *r, const struct met_node *node, struct mdl_period period,
                                  aj_at at)
{
    bool ambiguous;
    struct met_subject subject = met_subject_peek(r, node->name, &ambiguous);
    if (subject.kind == MET_METRIC || subject.kind == MET_SERIES)
        return met_eval(r, &subject, period, at);
    struct met_value out = {.state = MET_LACKING};
    out.lack = aj_printf(r->job->arena, "\"%s\"", node->name);
    return out;
}

static struct met_value eval_depth(struct met_result *r, const struct met_node *node,
                                   struct mdl_period period, aj_at at)
{
    struct met_value a;
    switch (node->op) {
    case MET_NUMBER:
        return number(node->number);
    case MET_NAME:
        return eval_name(r, node, period, at);
    case MET_NEG:
        a = met_eval_node(r, node->a, period, at);
        return a.state == MET_KNOWN ? negate(a) : a;
    case MET_ABS:
        a = met_eval_node(r, node->a, period, at);
        return a.state == MET_KNOWN && aj_rat_sign(a.exact) < 0 ? negate(a) : a;
    case MET_PREV:
        a = met_eval_node(r, node->a, year_before(period), at);
        a.scenario = MDL_UNSAID;
        return a;
    case MET_GROWTH:
        return growth(r, node, period, at);
    default:
        a = met_eval_node(r, node->a, period, at);
        return combine(r, node, a, met_eval_node(r, node->b, period, at), period, at);
    }
}

struct met_value met_eval_node(struct met_result *r, const struct met_node *node, struct mdl_period period,
                               aj_at at)
{
    if (r->depth >= MOST_EVAL_DEPTH)
        return fault();
    r->depth++;
    struct met_value value = eval_depth(r, node, period, at);
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

static struct met_value compute(struct met_result *r, struct met_metric *metric, struct mdl_period period,
                                aj_at at)
{
    const struct met_node *tree = met_metric_tree(r, metric);
    if (!tree && metric->formula)
        return fault();
    if (!tree)
        return (struct met_value){.state = MET_LACKING,
                                  .lack = aj_printf(r->job->arena, "\"%s\"", metric->name)};
    struct met_value value = met_eval_node(r, tree, period, at);
    value.decimals = -1;
    value.written = NULL;
    if (value.state != MET_KNOWN || !strcmp(value.dimension, metric->unit.dimension))
        return value;
    /* A source whose unit is wrong has been told of. */
    if (!r->quiet && !r->model->faulty)
        aj_diag_add(r->job->diags, AJ_E0309, metric->at, metric->name, metric->unit.name,
                    *value.dimension ? value.dimension : "tal", NULL);
    return fault();
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

static bool same_period(struct mdl_period a, struct mdl_period b)
{
    return a.year == b.year && a.scenario == b.scenario &&
           (a.part == b.part || (a.part && b.part && !strcmp(a.part, b.part)));
}

struct met_value met_eval_metric(struct met_result *r, struct met_metric *metric, struct mdl_period period,
                                 aj_at at)
{
    for (uint32_t i = 0; i < metric->memo_len; i++)
        if (same_period(metric->memos[i].period, period))
            return metric->memos[i].value;
    if (metric->busy) {
        aj_diag_add(r->job->diags, AJ_E0311, metric->at, metric->name, NULL);
        return fault();
    }
    metric->busy = true;
    const struct met_given *given = met_given_find(r, metric, period);
    struct met_value value = given ? from_given(r, given) : compute(r, metric, period, at);
    metric->busy = false;
    struct met_memo memo = {period, value};
    /* A fault that was kept quiet must be told when someone asks aloud. */
    if (!r->quiet || value.state != MET_FAULT)
        AJ_PUSH(r->job->arena, metric->memos, metric->memo_len, metric->memo_cap, memo);
    return value;
}
