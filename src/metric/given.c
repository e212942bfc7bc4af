/* Figures that the report gives because its tables cannot yield them, each with source and reason. */
#include "metric/internal.h"

#include "base/number.h"

#include <string.h>

/* How well a given figure answers for the period, 0: not at all; as a column of a table would. */
static int fit(struct mdl_period wanted, struct mdl_period given)
{
    if (given.year != wanted.year || !mdl_part_same(given.part, wanted.part))
        return 0;
    if (!wanted.scenario || wanted.scenario == given.scenario)
        return 2;
    return !given.scenario && wanted.scenario != MDL_TARGET ? 1 : 0;
}

const struct met_given *met_given_find(const struct met_result *r, const struct met_metric *metric,
                                       struct mdl_period period, bool *rivals)
{
    const struct met_given *best = NULL;
    int best_fit = 0;
    *rivals = false;
    for (uint32_t i = 0; i < r->given_len; i++) {
        const struct met_given *given = &r->givens[i];
        int how = given->metric == metric ? fit(period, given->period) : 0;
        *rivals = (*rivals && how <= best_fit) || (how && how == best_fit);
        if (how > best_fit) {
            best = given;
            best_fit = how;
        }
    }
    return best;
}

static const char *skip(const char *p)
{
    for (;;) {
        if (strchr(" \t\n;", *p) && *p)
            p++;
        else if (!strncmp(p, "\xC2\xA0", 2))
            p += 2;
        else if (!strncmp(p, "och ", 4))
            p += 4;
        else
            return p;
    }
}

/* "117,9 112,9 148,7 procent": as many numbers as periods, then their unit. */
static bool read_numbers(struct met_result *r, const char *text, struct aj_number *numbers, uint32_t count,
                         const char **unit)
{
    const char *p = skip(text);
    for (uint32_t i = 0; i < count; i++) {
        if (!aj_number_parse(r->job->arena, p, &numbers[i]))
            return false;
        if (numbers[i].flags & AJ_NUMBER_PERCENT)
            numbers[i].length--;
        p += numbers[i].length;
        p = skip(p);
    }
    *unit = p;
    return *p && (*p < '0' || *p > '9');
}

static bool read_unit(struct met_result *r, const char *text, const struct met_metric *metric, aj_at at,
                      struct mdl_unit *unit)
{
    if (!mdl_unit_of(r->job->arena, text, &metric->unit, unit)) {
        const char *meant = mdl_unit_meant(text);
        aj_diag_add(r->job->diags, AJ_E0313, at, text, meant ? meant : metric->unit.name, NULL);
        return false;
    }
    if (!mdl_unit_like(unit, &metric->unit)) {
        aj_diag_add(r->job->diags, AJ_E0309, at, metric->name, metric->unit.name, unit->name, NULL);
        return false;
    }
    return true;
}

/* Whether the figure of that very period has been given, which is told. */
static bool is_given(struct met_result *r, const struct met_given *given, struct mdl_period period)
{
    for (uint32_t i = 0; i < r->given_len; i++) {
        const struct met_given *other = &r->givens[i];
        if (other->metric != given->metric || other->period.year != period.year ||
            other->period.scenario != period.scenario || !mdl_part_same(other->period.part, period.part))
            continue;
        aj_diag_add(r->job->diags, AJ_E0388, given->at, given->metric->name,
                    mdl_period_text(r->job->arena, period), NULL);
        return true;
    }
    return false;
}

static void keep(struct met_result *r, const struct met_given *like, const struct aj_number *number,
                 struct mdl_period period)
{
    struct aj_arena *arena = r->job->arena;
    struct met_given given = *like;
    struct aj_rat half = aj_rat_div(arena, aj_rat_pow10(arena, -number->decimals), aj_rat_int(arena, 2));
    if (is_given(r, like, period))
        return;
    given.period = period;
    given.value = aj_rat_mul(arena, number->value, given.unit.scale);
    given.half = aj_rat_mul(arena, half, given.unit.scale);
    given.decimals = number->decimals;
    AJ_PUSH(arena, r->givens, r->given_len, r->given_cap, given);
}

void met_given_load(struct met_result *r, const xmlNode *node)
{
    struct met_given given = {.at = src_xml_at(node)};
    const char *of = met_need(r, node, "of"), *periods = met_need(r, node, "period");
    const char *value = met_need(r, node, "value");
    given.from = met_need(r, node, "from");
    given.why = met_need(r, node, "why");
    if (!of || !periods || !value || !given.from || !given.why)
        return;
    struct met_subject subject = met_subject_find(r, of, given.at);
    if (!subject.kind)
        return;
    if (subject.kind != MET_METRIC) {
        aj_diag_add(r->job->diags, AJ_E0328, given.at, of, NULL);
        return;
    }
    given.metric = subject.metric;
    struct mdl_period *list;
    uint32_t count;
    bool span;
    if (!met_read_periods(r, periods, &subject, given.at, &list, &count, &span))
        return;
    struct aj_number *numbers = AJ_NEW_N(r->job->arena, struct aj_number, count);
    const char *unit;
    if (!read_numbers(r, value, numbers, count, &unit)) {
        aj_diag_add(r->job->diags, AJ_E0322, given.at, value, aj_printf(r->job->arena, "%u", count), periods,
                    NULL);
        return;
    }
    if (!read_unit(r, unit, given.metric, given.at, &given.unit))
        return;
    for (uint32_t i = 0; i < count; i++)
        keep(r, &given, &numbers[i], list[i]);
}

/* A figure that the tables do yield must not be given otherwise. */
void met_given_check(struct met_result *r)
{
    struct aj_arena *arena = r->job->arena;
    for (uint32_t i = 0; i < r->given_len; i++) {
        const struct met_given *given = &r->givens[i];
        struct met_metric *metric = (struct met_metric *)given->metric;
        const struct met_node *tree = met_metric_tree(r, metric);
        if (!tree)
            continue;
        bool quiet = r->quiet;
        r->quiet = true;
        struct met_value value = met_eval_node(r, tree, given->period, given->at);
        r->quiet = quiet;
        if (value.state != MET_KNOWN || strcmp(value.dimension, metric->unit.dimension) != 0)
            continue;
        bool same = aj_rat_cmp(value.low, aj_rat_add(arena, given->value, given->half)) <= 0 &&
                    aj_rat_cmp(value.high, aj_rat_sub(arena, given->value, given->half)) >= 0;
        aj_diag_add(r->job->diags, same ? AJ_N0329 : AJ_E0330, given->at, metric->name,
                    mdl_period_text(arena, given->period),
                    met_number_text(arena, given->value, &metric->unit, given->decimals),
                    met_number_text(arena, value.exact, &metric->unit, given->decimals + 1), NULL);
    }
}
