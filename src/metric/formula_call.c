/* The functions of formulas. Each takes figures of one period and organisation; some take lists. */
#include "metric/internal.h"

#include "base/buf.h"

#include <stdlib.h>
#include <string.h>

struct call {
    struct met_result *r;
    const struct met_node *node;
    struct mdl_period period;
    aj_at at;
};

struct met_function {
    const char *name;
    struct met_arity arity;
    struct met_value (*eval)(const struct call *call);
};

static struct met_value arg_at(const struct call *call, uint32_t index, struct mdl_period period)
{
    return met_eval_node(call->r, call->node->args[index], period, call->at);
}

static struct met_value arg(const struct call *call, uint32_t index)
{
    return arg_at(call, index, call->period);
}

static struct met_value combine(const struct call *call, enum met_op op, struct met_value a,
                                struct met_value b)
{
    const struct met_node *first = call->node->args[0];
    struct met_node node = {.op = op, .args = {first, first}, .arg_len = 2};
    return met_combine(call->r, &node, a, b, call->period, call->at);
}

static struct met_value whole(const struct call *call, int64_t number)
{
    return met_number(aj_rat_int(call->r->job->arena, number));
}

/* The whole number that an argument is, from `least` to `most`; false after E0355. */
static bool small_number(const struct call *call, uint32_t index, int least, int most, int *out)
{
    const struct met_node *node = call->node->args[index];
    struct aj_arena *arena = call->r->job->arena;
    for (int i = least; node->op == MET_NUMBER && i <= most; i++) {
        if (!aj_rat_cmp(node->number, aj_rat_int(arena, i))) {
            *out = i;
            return true;
        }
    }
    if (!call->r->quiet)
        aj_diag_add(call->r->job->diags, AJ_E0355, call->at, call->node->function->name,
                    aj_printf(arena, "%d", least), aj_printf(arena, "%d", most), NULL);
    return false;
}

static struct met_value eval_abs(const struct call *call)
{
    struct met_value a = arg(call, 0);
    return a.state == MET_KNOWN && aj_rat_sign(a.exact) < 0 ? met_negated(a) : a;
}

/* An earlier year's figure: budget against budget where there is one, else whatever that year has. */
static struct met_value before(const struct call *call, enum mdl_scenario scenario, int years)
{
    struct mdl_period period = met_year_before(call->period, years);
    struct met_trace *trace = call->r->trace;
    if (scenario) {
        bool quiet = call->r->quiet;
        period.scenario = scenario;
        call->r->trace = NULL;
        call->r->quiet = true;
        bool there = arg_at(call, 0, period).state == MET_KNOWN;
        call->r->quiet = quiet;
        call->r->trace = trace;
        /* A budget whose year is being followed up was made before the year before it was closed. */
        enum mdl_scenario first = met_year_scenario(call->r, call->period.year);
        bool followed = call->r->checking && (scenario == MDL_BUDGET || scenario == MDL_PLAN) &&
                        first != MDL_UNSAID && first < MDL_BUDGET;
        if (!there && !followed)
            period.scenario = MDL_UNSAID;
    }
    return arg_at(call, 0, period);
}

static struct met_value eval_prev(const struct call *call)
{
    int years = 1;
    if (call->node->arg_len > 1 && !small_number(call, 1, 1, 60, &years))
        return met_fault();
    struct met_value a = before(call, arg(call, 0).scenario, years);
    a.scenario = MDL_UNSAID;
    return a;
}

/* x and x of the year before; the result is as certain as this year's. */
static struct met_value since_last(const struct call *call, enum met_op op)
{
    struct met_value now = arg(call, 0), last = before(call, now.scenario, 1);
    last.scenario = now.scenario;
    return combine(call, op, now, last);
}

/* x / prev(x) - 1 */
static struct met_value eval_growth(const struct call *call)
{
    struct met_value out = since_last(call, MET_DIV);
    if (out.state != MET_KNOWN)
        return out;
    struct met_value one = whole(call, 1);
    enum mdl_scenario scenario = out.scenario;
    out = met_sum_of(call->r, &out, &one, true);
    out.scenario = scenario;
    return out;
}

static struct met_value eval_change(const struct call *call)
{
    return since_last(call, MET_SUB);
}

/* index(x, 2020): x in relation to its figure of that year, which is 100. */
static struct met_value eval_index(const struct call *call)
{
    int year;
    if (!small_number(call, 1, 1900, 2199, &year))
        return met_fault();
    struct met_value now = arg(call, 0);
    struct met_value base = arg_at(call, 0, (struct mdl_period){.year = year, .part = call->period.part});
    base.scenario = now.scenario;
    return combine(call, MET_MUL, combine(call, MET_DIV, now, base), whole(call, 100));
}

static struct met_value eval_if(const struct call *call)
{
    struct met_value condition = arg(call, 0);
    if (condition.state != MET_KNOWN)
        return condition;
    if (strcmp(condition.dimension, MET_TRUTH) != 0) {
        if (!call->r->quiet)
            aj_diag_add(call->r->job->diags, AJ_E0356, call->at, NULL);
        return met_fault();
    }
    return arg(call, aj_rat_sign(condition.exact) ? 1 : 2);
}

static struct met_value eval_per_capita(const struct call *call)
{
    static const struct met_node people = {.op = MET_NAME, .name = "Antal inv\xC3\xA5nare"};
    struct met_value a = arg(call, 0);
    return combine(call, MET_DIV, a, met_eval_node(call->r, &people, call->period, call->at));
}

/* ---- of several ---- */

/* All the figures of the arguments from `first` on. `gaps`: those that a table says are missing are passed
 * over. */
static struct met_values gather(const struct call *call, uint32_t first, bool gaps, struct met_value *unknown)
{
    struct met_values all = {0};
    for (uint32_t i = first; i < call->node->arg_len; i++)
        met_eval_list(call->r, call->node->args[i], call->period, call->at, &all);
    uint32_t kept = 0;
    *unknown = (struct met_value){.state = MET_KNOWN};
    for (uint32_t i = 0; i < all.len; i++) {
        const struct met_value *value = &all.items[i];
        if (value->state == MET_MISSING && gaps)
            continue;
        if (value->state != MET_KNOWN && unknown->state == MET_KNOWN)
            *unknown = *value;
        all.items[kept++] = *value;
    }
    if (!kept && all.len && unknown->state == MET_KNOWN)
        *unknown = all.items[0];
    all.len = kept;
    return all;
}

static struct met_value total(const struct call *call, const struct met_values *values)
{
    struct met_value sum = values->items[0];
    for (uint32_t i = 1; i < values->len; i++)
        sum = combine(call, MET_ADD, sum, values->items[i]);
    return sum;
}

static struct met_value eval_sum(const struct call *call)
{
    struct met_value unknown;
    struct met_values values = gather(call, 0, false, &unknown);
    if (unknown.state != MET_KNOWN)
        return unknown;
    return values.len ? total(call, &values) : met_fault();
}

static struct met_value eval_avg(const struct call *call)
{
    struct met_value unknown;
    struct met_values values = gather(call, 0, true, &unknown);
    if (unknown.state != MET_KNOWN)
        return unknown;
    return values.len ? combine(call, MET_DIV, total(call, &values), whole(call, values.len)) : met_fault();
}

static int by_value(const void *a, const void *b)
{
    return aj_rat_cmp(((const struct met_value *)a)->exact, ((const struct met_value *)b)->exact);
}

/* The figures in order; false when they are unlike or one is not known, and `out` says so. */
static bool ordered(const struct call *call, uint32_t first, struct met_values *values, struct met_value *out)
{
    *values = gather(call, first, true, out);
    if (out->state != MET_KNOWN)
        return false;
    *out = met_fault();
    enum mdl_scenario scenario = MDL_UNSAID;
    for (uint32_t i = 0; i < values->len; i++) {
        struct met_value alike = combine(call, MET_SUB, values->items[0], values->items[i]);
        if (alike.state != MET_KNOWN)
            return false;
        scenario = alike.scenario > scenario ? alike.scenario : scenario;
    }
    if (!values->len)
        return false;
    qsort(values->items, values->len, sizeof *values->items, by_value);
    for (uint32_t i = 0; i < values->len; i++)
        values->items[i].scenario = scenario;
    return true;
}

static struct met_value eval_min(const struct call *call)
{
    struct met_values values;
    struct met_value out;
    return ordered(call, 0, &values, &out) ? values.items[0] : out;
}

static struct met_value eval_max(const struct call *call)
{
    struct met_values values;
    struct met_value out;
    return ordered(call, 0, &values, &out) ? values.items[values.len - 1] : out;
}

static struct met_value eval_median(const struct call *call)
{
    struct met_values values;
    struct met_value out;
    if (!ordered(call, 0, &values, &out))
        return out;
    struct met_value low = values.items[(values.len - 1) / 2], high = values.items[values.len / 2];
    return combine(call, MET_DIV, combine(call, MET_ADD, low, high), whole(call, 2));
}

static struct met_value eval_count(const struct call *call)
{
    struct met_value unknown;
    struct met_values values = gather(call, 0, true, &unknown);
    return unknown.state == MET_KNOWN ? whole(call, values.len) : unknown;
}

/* The statement's closing row, of which a row is a share. */
static struct met_value closing_row(const struct call *call)
{
    bool ambiguous;
    const struct met_node *name = met_first_name(call->node->args[0]);
    struct met_subject subject =
        name ? met_subject_peek(call->r, name->name, &ambiguous) : (struct met_subject){0};
    struct mdl_table *table = subject.kind == MET_SERIES ? subject.series[0]->table : NULL;
    for (uint32_t i = table ? table->series_len : 0; i-- > 0;) {
        if (table->series[i]->role != MDL_TOTAL && table->series[i]->role != MDL_SUM)
            continue;
        struct met_subject sum = met_row_subject(call->r, table->series[i]);
        met_trace_input(call->r, &sum, call->period);
        return met_eval_series(call->r, &sum, call->period, call->at);
    }
    return (struct met_value){.state = MET_LACKING,
                              .lack =
                                  aj_printf(call->r->job->arena, "a sum of \"%s\"", name ? name->name : "")};
}

static struct met_value eval_share(const struct call *call)
{
    struct met_value part = arg(call, 0);
    return combine(call, MET_DIV, part, call->node->arg_len > 1 ? arg(call, 1) : closing_row(call));
}

/* ---- a sum parted in whole units ---- */

/* The rows of the table in which a name stands, itself among them, and which of them it is. */
static bool siblings(const struct call *call, struct met_values *values, uint32_t *self)
{
    bool ambiguous;
    const struct met_node *name = call->node->args[0];
    struct met_subject subject = {0};
    if (name->op == MET_NAME)
        subject = met_subject_peek(call->r, name->name, &ambiguous);
    if (subject.kind != MET_SERIES)
        return false;
    const struct mdl_table *table = subject.series[0]->table;
    *self = UINT32_MAX;
    for (uint32_t i = 0; i < table->series_len; i++) {
        if (!met_is_item(table->series[i]))
            continue;
        struct met_subject row = met_row_subject(call->r, table->series[i]);
        if (table->series[i] == subject.series[0])
            *self = values->len;
        met_trace_input(call->r, &row, call->period);
        AJ_PUSH(call->r->job->arena, values->items, values->len, values->cap,
                met_eval_series(call->r, &row, call->period, call->at));
    }
    return *self != UINT32_MAX;
}

static struct aj_rat floor_of(struct aj_arena *arena, struct aj_rat a)
{
    struct aj_rat near = aj_rat_round(arena, a, 0);
    return aj_rat_cmp(near, a) > 0 ? aj_rat_sub(arena, near, aj_rat_int(arena, 1)) : near;
}

/* How many of the rows leave a larger remainder than this one; of equal ones the upper row goes first. */
static uint32_t larger_remainders(const struct aj_rat *remainders, uint32_t count, uint32_t self)
{
    uint32_t larger = 0;
    for (uint32_t i = 0; i < count; i++) {
        int order = aj_rat_cmp(remainders[i], remainders[self]);
        larger += order > 0 || (!order && i < self);
    }
    return larger;
}

/*
 * apportion('row', 100 kr): the row's part of so many whole units among the items of its table, by the method
 * of the largest remainder, so that the parts add up.
 */
static struct met_value eval_apportion(const struct call *call)
{
    struct aj_arena *arena = call->r->job->arena;
    struct met_values rows = {0};
    uint32_t self;
    struct met_value all = arg(call, 1);
    if (all.state != MET_KNOWN)
        return all;
    if (!siblings(call, &rows, &self))
        return arg(call, 0);
    struct met_value sum = total(call, &rows);
    if (sum.state != MET_KNOWN || !aj_rat_sign(sum.exact))
        return sum.state != MET_KNOWN ? sum : combine(call, MET_DIV, all, sum);
    struct aj_rat *remainders = AJ_NEW_N(arena, struct aj_rat, rows.len), own = {0};
    struct aj_rat left = all.exact;
    for (uint32_t i = 0; i < rows.len; i++) {
        struct aj_rat part = aj_rat_div(arena, aj_rat_mul(arena, all.exact, rows.items[i].exact), sum.exact);
        struct aj_rat floor = floor_of(arena, part);
        remainders[i] = aj_rat_sub(arena, part, floor);
        left = aj_rat_sub(arena, left, floor);
        if (i == self)
            own = floor;
    }
    struct aj_rat before = aj_rat_int(arena, larger_remainders(remainders, rows.len, self));
    if (aj_rat_cmp(before, left) < 0)
        own = aj_rat_add(arena, own, aj_rat_int(arena, 1));
    struct met_value out = met_number(own);
    out.dimension = all.dimension;
    out.scenario = sum.scenario;
    return out;
}

/* ---- standing among others ---- */

/* Whether the first argument is better low; by its own declaration. */
static bool better_low(const struct call *call)
{
    bool ambiguous;
    const struct met_node *name = met_first_name(call->node->args[0]);
    struct met_subject subject =
        name ? met_subject_peek(call->r, name->name, &ambiguous) : (struct met_subject){0};
    bool figure = subject.kind == MET_SERIES || subject.kind == MET_METRIC;
    return figure && met_subject_better(&subject) == MDL_LOWER;
}

/*
 * deviation(outcome, plan): what the outcome is better than the plan, by the direction in which the figure is
 * better: lower costs and higher revenues are positive.
 */
static struct met_value eval_deviation(const struct call *call)
{
    struct met_value outcome = arg(call, 0), plan = arg(call, 1);
    return better_low(call) ? combine(call, MET_SUB, plan, outcome) : combine(call, MET_SUB, outcome, plan);
}

/* How many do better, and how many there are; false when it is not known, and `out` says why. */
static bool standing(const struct call *call, uint32_t *ahead, uint32_t *count, struct met_value *out)
{
    struct met_values values = {0};
    *out = arg(call, 0);
    if (out->state != MET_KNOWN)
        return false;
    const struct met_node *figure = call->node->args[0];
    if (figure->op == MET_AT && figure->who)
        figure = figure->args[0];
    met_eval_all(call->r, figure, call->period, call->at, &values);
    bool low = better_low(call);
    *ahead = *count = 0;
    for (uint32_t i = 0; i < values.len; i++) {
        if (values.items[i].state != MET_KNOWN)
            continue;
        int order = aj_rat_cmp(values.items[i].exact, out->exact);
        *ahead += low ? order < 0 : order > 0;
        ++*count;
    }
    return true;
}

/* rank(x): 1 is the best of the table's organisations, by the direction in which the figure is better. */
static struct met_value eval_rank(const struct call *call)
{
    uint32_t ahead, count;
    struct met_value out;
    if (!standing(call, &ahead, &count, &out))
        return out;
    enum mdl_scenario scenario = out.scenario;
    out = whole(call, (int64_t)ahead + 1);
    out.dimension = "placering";
    out.scenario = scenario;
    return out;
}

/* quartile(x): in which quarter of the organisations, 1 the best; quartile(x, 3) in which third. */
static struct met_value eval_quartile(const struct call *call)
{
    uint32_t ahead, count;
    struct met_value out;
    int parts = 4;
    if (call->node->arg_len > 1 && !small_number(call, 1, 2, 100, &parts))
        return met_fault();
    if (!standing(call, &ahead, &count, &out))
        return out;
    enum mdl_scenario scenario = out.scenario;
    out = whole(call, count ? (int64_t)ahead * parts / count + 1 : 1);
    out.scenario = scenario;
    return out;
}

static const struct met_function functions[] = {
    {"abs", {1, 1, false}, eval_abs},
    {"apportion", {2, 2, false}, eval_apportion},
    {"avg", {1, MET_ARGUMENTS, true}, eval_avg},
    {"change", {1, 1, false}, eval_change},
    {"count", {1, MET_ARGUMENTS, true}, eval_count},
    {"deviation", {2, 2, false}, eval_deviation},
    {"growth", {1, 1, false}, eval_growth},
    {"if", {3, 3, false}, eval_if},
    {"index", {2, 2, false}, eval_index},
    {"max", {1, MET_ARGUMENTS, true}, eval_max},
    {"median", {1, MET_ARGUMENTS, true}, eval_median},
    {"min", {1, MET_ARGUMENTS, true}, eval_min},
    {"per_capita", {1, 1, false}, eval_per_capita},
    {"prev", {1, 2, false}, eval_prev},
    {"quartile", {1, 2, false}, eval_quartile},
    {"rank", {1, 1, false}, eval_rank},
    {"share", {1, 2, false}, eval_share},
    {"sum", {1, MET_ARGUMENTS, true}, eval_sum},
};

enum { FUNCTIONS = sizeof functions / sizeof *functions };

const struct met_function *met_function_find(const char *name, size_t length)
{
    for (size_t i = 0; i < FUNCTIONS; i++)
        if (strlen(functions[i].name) == length && !strncmp(functions[i].name, name, length))
            return &functions[i];
    return NULL;
}

const char *met_function_names(void)
{
    return "a function: abs apportion avg change count deviation growth if index max median min per_capita "
           "prev quartile rank share sum";
}

struct met_arity met_function_arity(const struct met_function *function)
{
    return function->arity;
}

struct met_value met_call(struct met_result *r, const struct met_node *node, struct mdl_period period,
                          aj_at at)
{
    struct call call = {r, node, period, at};
    struct met_value value = node->function->eval(&call);
    value.decimals = -1;
    value.written = NULL;
    return value;
}
