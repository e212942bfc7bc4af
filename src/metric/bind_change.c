/* Changes and deviations as figures: by how much, and whether that is a surplus or a deficit. */
#include "metric/prose.h"

#include <string.h>

struct step {
    struct mdl_period periods[2];
    struct met_value from, to;
};

/* Both ends of a change, which a new definition between them forbids. False after a finding. */
static bool read_step(struct met_result *r, const xmlNode *node, const struct met_subject *subject,
                      struct step *step)
{
    struct aj_arena *arena = r->job->arena;
    aj_at at = src_xml_at(node);
    if (!met_read_ends(r, node, subject, step->periods))
        return false;
    int redefined = met_redefined(subject, step->periods[0], step->periods[1]);
    if (redefined) {
        aj_diag_add(r->job->diags, AJ_E0380, at, subject->name, aj_printf(arena, "%d", redefined),
                    mdl_period_text(arena, step->periods[0]), mdl_period_text(arena, step->periods[1]), NULL);
        return false;
    }
    struct met_value *values[] = {&step->from, &step->to};
    bool known = true;
    for (int i = 0; i < 2; i++) {
        *values[i] = met_eval_spoken(r, subject, step->periods[i], at);
        if (values[i]->state != MET_KNOWN)
            met_report_unknown(r, subject, step->periods[i], values[i], at);
        known &= values[i]->state == MET_KNOWN;
    }
    return known;
}

/* A change is said without its sign: the words around it tell the direction. */
static struct met_value without_sign(struct met_value value)
{
    return aj_rat_sign(value.exact) < 0 ? met_negated(value) : value;
}

bool met_put_change(struct met_result *r, const xmlNode *node, xmlNodePtr out,
                    const struct met_subject *subject, bool growth)
{
    struct aj_arena *arena = r->job->arena;
    struct step step;
    if (!read_step(r, node, subject, &step))
        return false;
    struct mdl_unit own = met_subject_unit(subject);
    struct met_amount amount = {.name = subject->name,
                                .period = met_periods_text(arena, step.periods, 2),
                                .unit = mdl_unit_difference(arena, &own),
                                .decimals = met_subject_decimals(subject, &step.to)};
    int from = met_subject_decimals(subject, &step.from);
    amount.decimals = from > amount.decimals ? from : amount.decimals;
    if (growth && aj_rat_sign(step.from.exact) <= 0) {
        const char *number = met_number_text(arena, step.from.exact, &own, amount.decimals);
        aj_diag_add(r->job->diags, AJ_E0382, src_xml_at(node), subject->name,
                    met_with_unit(arena, number, &own), mdl_period_text(arena, step.periods[0]), NULL);
        return false;
    }
    struct met_value change = met_sum_of(r, &step.to, &step.from, true);
    if (growth) {
        change = met_quotient_of(r, &change, &step.from);
        amount.unit = mdl_unit_any(arena, "procent");
        amount.decimals = 1;
    }
    amount.value = without_sign(change);
    return met_put_amount(r, node, out, &amount);
}

/*
 * A rate that is decided upon, and whether that is a change: "21,36 kronor per skattekrona, vilket är
 * oförändrat jämfört med 2021", "…, en höjning med 50 öre per skattekrona jämfört med 2021".
 */
bool met_put_rate(struct met_result *r, const xmlNode *node, xmlNodePtr out,
                  const struct met_subject *subject)
{
    struct aj_arena *arena = r->job->arena;
    struct step step;
    if (!read_step(r, node, subject, &step))
        return false;
    met_tell_backward(r, node, step.periods);
    struct mdl_unit own = met_subject_unit(subject);
    int decimals = met_subject_decimals(subject, &step.to), from = met_subject_decimals(subject, &step.from);
    int finer = from > decimals ? from : decimals; /* what parts them needs the digits of both */
    const char *before = mdl_period_prose(arena, step.periods[0]);
    int order = aj_rat_cmp(step.to.exact, step.from.exact);
    const struct mdl_unit written = own;
    if (!met_read_look(r, node, subject->name, &own, &decimals))
        return false;
    struct mdl_unit unit = mdl_unit_difference(arena, &own);
    struct aj_rat change = aj_rat_abs(aj_rat_sub(arena, step.to.exact, step.from.exact));
    const char *words = aj_printf(arena, ", vilket är oförändrat jämfört med %s", before);
    if (order) {
        int shown = met_decimals_in(arena, &written, &unit, finer);
        const char *number = met_number_text(arena, change, &unit, shown);
        words = aj_printf(arena, ", en %s med %s jämfört med %s", order > 0 ? "höjning" : "sänkning",
                          met_with_unit(arena, number, &unit), before);
    }
    const char *number = met_number_text(arena, step.to.exact, &own, decimals);
    const char *text = aj_printf(arena, "%s%s", met_with_unit(arena, number, &own), words);
    xmlNodePtr bound = met_add_bound(r, out, node, "value", subject->name, text);
    met_set(bound, "period", mdl_period_text(arena, step.periods[1]));
    met_set_exact(r, bound, step.to.exact, &own);
    met_record(r, met_subject_own_name(r, subject), mdl_period_text(arena, step.periods[1]), own.name, number,
               aj_rat_div(arena, step.to.exact, own.scale));
    return true;
}

/* A row of money that may be above or below zero: a result. */
static bool is_result(const struct met_subject *subject)
{
    const struct mdl_series *series = subject->kind == MET_SERIES ? subject->series[0] : NULL;
    return series && series->def && !series->def->sign && !strcmp(series->unit.dimension, "kr");
}

bool met_has_words(const struct met_subject *subject)
{
    if (subject->kind == MET_METRIC)
        return subject->metric->plus && subject->metric->minus;
    return is_result(subject);
}

bool met_put_words(struct met_result *r, const xmlNode *node, xmlNodePtr out,
                   const struct met_subject *subject)
{
    struct aj_arena *arena = r->job->arena;
    aj_at at = src_xml_at(node);
    struct mdl_period *periods;
    uint32_t count;
    bool span;
    if (!met_read_periods(r, met_attr(r, node, "period"), subject, at, &periods, &count, &span))
        return false;
    if (count != 1) {
        aj_diag_add(r->job->diags, AJ_E0340, at, subject->name, met_periods_text(arena, periods, count),
                    NULL);
        return false;
    }
    struct met_value value = met_eval_spoken(r, subject, periods[0], at);
    if (value.state != MET_KNOWN) {
        met_report_unknown(r, subject, periods[0], &value, at);
        return false;
    }
    const struct met_metric *metric = subject->kind == MET_METRIC ? subject->metric : NULL;
    int sign = aj_rat_sign(value.exact);
    const char *period = mdl_period_text(arena, periods[0]);
    if (!sign) {
        const char *zero = !metric ? "ett nollresultat" : metric->zero ? metric->zero : "noll";
        xmlNodePtr bound = met_add_bound(r, out, node, "value", subject->name, zero);
        met_set(bound, "period", period);
        struct mdl_unit unit = met_subject_unit(subject);
        met_set_exact(r, bound, value.exact, &unit);
        return true;
    }
    const char *words = sign > 0 ? metric ? metric->plus : "ett överskott"
                        : metric ? metric->minus
                                 : "ett underskott";
    struct met_amount amount = {.name = subject->name,
                                .period = period,
                                .value = without_sign(value),
                                .unit = met_subject_unit(subject),
                                .decimals = met_subject_decimals(subject, &value),
                                .before = aj_printf(arena, "%s på", words)};
    return met_put_amount(r, node, out, &amount);
}
