/* Figures in prose: value, period, trend, count, list. */
#include "metric/internal.h"

#include "base/buf.h"
#include "base/number.h"

#include <string.h>

static xmlNodePtr add_bound(struct met_result *r, xmlNodePtr out, const xmlNode *node, const char *kind,
                            const char *of, const char *text)
{
    xmlNodePtr bound = met_add(r, out, "bound", node);
    met_set(bound, "kind", kind);
    if (of)
        met_set(bound, "of", of);
    met_add_text(bound, text);
    return bound;
}

/* Decimals in a unit of the author's choice: what 22,0 mnkr says, 22 000 tkr says without any. */
static int decimals_in(struct aj_arena *arena, const struct mdl_unit *own, const struct mdl_unit *unit,
                       int decimals)
{
    struct aj_rat times = aj_rat_div(arena, own->scale, unit->scale);
    if (aj_rat_cmp(times, aj_rat_int(arena, 1)) < 0)
        return decimals > 0 ? decimals : 1;
    for (; decimals > 0 && aj_rat_cmp(times, aj_rat_int(arena, 10)) >= 0; decimals--)
        times = aj_rat_div(arena, times, aj_rat_int(arena, 10));
    return decimals;
}

/* The author's unit and decimals over the declared ones; false after a finding. */
static bool read_look(struct met_result *r, const xmlNode *node, const char *name, struct mdl_unit *unit,
                      int *decimals)
{
    const char *text = met_attr(r, node, "unit"), *digits = met_attr(r, node, "decimals");
    aj_at at = src_xml_at(node);
    struct mdl_unit own = *unit;
    if (text && strcmp(text, own.name) != 0 && !mdl_unit_known(r->job->arena, text, unit)) {
        const char *meant = mdl_unit_meant(text);
        aj_diag_add(r->job->diags, AJ_E0313, at, text, meant ? meant : own.name, NULL);
        return false;
    }
    if (!mdl_unit_like(&own, unit)) {
        aj_diag_add(r->job->diags, AJ_E0331, at, name, own.name, unit->name, NULL);
        return false;
    }
    if (digits) {
        if (*digits < '0' || *digits > '9' || digits[1]) {
            aj_diag_add(r->job->diags, AJ_E0338, at, digits, NULL);
            return false;
        }
        *decimals = *digits - '0';
    } else if (text) {
        *decimals = decimals_in(r->job->arena, &own, unit, *decimals);
    }
    return true;
}

struct figures {
    struct mdl_period *periods;
    struct met_value *values;
    uint32_t count;
};

static bool eval_all(struct met_result *r, const struct met_subject *subject, struct figures *figures,
                     aj_at at)
{
    bool all = true;
    figures->values = AJ_NEW_N(r->job->arena, struct met_value, figures->count);
    for (uint32_t i = 0; i < figures->count; i++) {
        struct met_value *value = &figures->values[i];
        *value = met_eval_spoken(r, subject, figures->periods[i], at);
        if (value->state != MET_KNOWN)
            met_report_unknown(r, subject, figures->periods[i], value, at);
        all &= value->state == MET_KNOWN;
    }
    return all;
}

/* As many decimals as the most exact of the figures is written with. */
static int decimals_for(const struct met_subject *subject, const struct figures *figures)
{
    int most = 0;
    for (uint32_t i = 0; i < figures->count; i++) {
        int decimals = met_subject_decimals(subject, &figures->values[i]);
        most = decimals > most ? decimals : most;
    }
    return most;
}

/* A span has one exact value for each period, parted by spaces. */
static void set_exacts(struct met_result *r, xmlNodePtr bound, const struct figures *figures,
                       const struct mdl_unit *unit)
{
    struct aj_arena *arena = r->job->arena;
    struct aj_buf list = AJ_BUF_INIT;
    for (uint32_t i = 0; i < figures->count; i++)
        aj_buf_printf(&list, "%s%s", i ? " " : "",
                      aj_rat_text(arena, aj_rat_div(arena, figures->values[i].exact, unit->scale)));
    met_set(bound, "exact", list.data);
    if (*unit->name)
        met_set(bound, "unit", unit->name);
    aj_buf_free(&list);
}

static void put_values(struct met_result *r, const xmlNode *node, xmlNodePtr out,
                       const struct met_subject *subject, struct figures *figures)
{
    struct aj_arena *arena = r->job->arena;
    struct mdl_unit unit = met_subject_unit(subject);
    int decimals = decimals_for(subject, figures);
    if (!read_look(r, node, subject->name, &unit, &decimals)) {
        met_add_open(r, out, node, "value", subject->name);
        return;
    }
    const char **texts = AJ_NEW_N(arena, const char *, figures->count);
    uint32_t shown = figures->count;
    bool alike = true;
    for (uint32_t i = 0; i < figures->count; i++) {
        texts[i] = met_number_text(arena, figures->values[i].exact, &unit, decimals);
        alike &= !strcmp(texts[i], texts[0]);
        met_record(r, met_subject_own_name(r, subject), mdl_period_text(arena, figures->periods[i]),
                   unit.name, texts[i], aj_rat_div(arena, figures->values[i].exact, unit.scale));
    }
    if (alike)
        shown = 1;
    const char *numbers = met_join(arena, texts, shown, "respektive");
    xmlNodePtr bound = add_bound(r, out, node, "value", subject->name, met_with_unit(arena, numbers, &unit));
    met_set(bound, "period", met_periods_text(arena, figures->periods, figures->count));
    if (figures->count == 1)
        met_set_exact(r, bound, figures->values[0].exact, &unit);
    else
        set_exacts(r, bound, figures, &unit);
}

/* One exact value in a unit of its own: a sum, a goal, a gap. */
static void put_one(struct met_result *r, const xmlNode *node, xmlNodePtr out, const char *name,
                    const char *period, struct aj_rat base, struct mdl_unit unit, int decimals)
{
    struct aj_arena *arena = r->job->arena;
    if (!read_look(r, node, name, &unit, &decimals)) {
        met_add_open(r, out, node, "value", name);
        return;
    }
    const char *number = met_number_text(arena, base, &unit, decimals);
    xmlNodePtr bound = add_bound(r, out, node, "value", name, met_with_unit(arena, number, &unit));
    if (*period)
        met_set(bound, "period", period);
    met_set_exact(r, bound, base, &unit);
    met_record(r, name, period, unit.name, number, aj_rat_div(arena, base, unit.scale));
}

static bool put_sum(struct met_result *r, const xmlNode *node, xmlNodePtr out,
                    const struct met_subject *subject)
{
    struct aj_arena *arena = r->job->arena;
    struct figures figures;
    bool span;
    aj_at at = src_xml_at(node);
    if (!met_read_periods(r, met_attr(r, node, "period"), subject, at, &figures.periods, &figures.count,
                          &span) ||
        !eval_all(r, subject, &figures, at))
        return false;
    struct aj_rat sum = aj_rat_int(arena, 0);
    for (uint32_t i = 0; i < figures.count; i++)
        sum = aj_rat_add(arena, sum, figures.values[i].exact);
    put_one(r, node, out, subject->name, met_periods_text(arena, figures.periods, figures.count), sum,
            met_subject_unit(subject), decimals_for(subject, &figures));
    return true;
}

static bool put_goal(struct met_result *r, const xmlNode *node, xmlNodePtr out,
                     const struct met_subject *subject)
{
    if (subject->kind == MET_TARGET) {
        if (!subject->target->valid || !subject->target->that.limit_text)
            return false;
        add_bound(r, out, node, "limit", subject->name, subject->target->that.limit_text);
        return true;
    }
    struct met_value goal = met_eval_goal(r, subject);
    if (goal.state != MET_KNOWN) {
        aj_diag_add(r->job->diags, AJ_E0339, src_xml_at(node), subject->name, NULL);
        return false;
    }
    put_one(r, node, out, subject->name, "", goal.exact, met_subject_unit(subject),
            met_subject_decimals(subject, &goal));
    return true;
}

struct gap {
    struct aj_rat base;
    struct mdl_unit unit;
    int decimals;
};

/*
 * What is missing to a limit. For a quotient A/B that is said in A's own unit: the A that would do, less the
 * A there is (0,9 mnkr short of 4 percent), which a reader can weigh; else it is the plain difference.
 */
static struct gap measure_gap(struct met_result *r, const struct met_that *that,
                              const struct met_judgement *judgement, aj_at at)
{
    struct aj_arena *arena = r->job->arena;
    struct mdl_unit unit = met_subject_unit(&that->left);
    struct gap gap = {aj_rat_abs(judgement->margin), mdl_unit_difference(arena, &unit),
                      met_subject_decimals(&that->left, &judgement->left)};
    const struct met_node *tree =
        that->left.kind == MET_METRIC ? met_metric_tree(r, that->left.metric) : NULL;
    if (!tree || tree->op != MET_DIV || judgement->left.given)
        return gap;
    struct met_value below = met_eval_node(r, tree->args[1], judgement->period, at);
    bool ambiguous;
    const struct met_node *name = met_first_name(tree->args[0]); /* its unit is that of the money */
    struct met_subject above = name ? met_subject_peek(r, name->name, &ambiguous) : (struct met_subject){0};
    if (below.state != MET_KNOWN || (above.kind != MET_SERIES && above.kind != MET_METRIC))
        return gap;
    gap.base = aj_rat_abs(aj_rat_mul(arena, judgement->margin, below.exact));
    gap.unit = met_subject_unit(&above);
    gap.decimals = met_subject_decimals(&above, NULL);
    return gap;
}

static bool put_gap(struct met_result *r, const xmlNode *node, xmlNodePtr out,
                    const struct met_subject *subject)
{
    aj_at at = src_xml_at(node);
    struct met_that reach = {.kind = MET_REACHES, .left = *subject, .text = subject->name};
    const struct met_that *that = &reach;
    if (subject->kind == MET_TARGET)
        that = &subject->target->that;
    struct mdl_period *periods;
    uint32_t count;
    bool span;
    if ((subject->kind == MET_TARGET && !subject->target->valid) ||
        !met_read_periods(r, met_attr(r, node, "period"), &that->left, at, &periods, &count, &span))
        return false;
    struct met_judgement judgement = subject->kind == MET_TARGET
                                         ? *met_judge_target(r, subject->target, periods[0], at)
                                         : met_judge(r, that, periods[0], at);
    if (judgement.outcome == MET_UNDECIDED && r->model->faulty)
        return false;
    if (judgement.outcome != MET_NO || count != 1) {
        aj_diag_add(r->job->diags, AJ_E0334, at, subject->name,
                    met_periods_text(r->job->arena, periods, count), NULL);
        return false;
    }
    struct gap gap = measure_gap(r, that, &judgement, at);
    put_one(r, node, out, subject->name, mdl_period_text(r->job->arena, periods[0]), gap.base, gap.unit,
            gap.decimals);
    return true;
}

static bool sum_actions(struct met_result *r, const xmlNode *node, xmlNodePtr out,
                        const struct met_actions *actions)
{
    struct aj_arena *arena = r->job->arena;
    struct aj_rat sum = aj_rat_int(arena, 0);
    const struct met_action *first = NULL;
    int decimals = 0;
    for (uint32_t i = 0; i < actions->len; i++) {
        const struct met_action *action = &actions->items[i];
        if (!action->amount)
            continue;
        if (first && !mdl_unit_like(&first->unit, &action->unit)) {
            aj_diag_add(r->job->diags, AJ_E0307, action->at, first->name, first->unit.name, action->name,
                        action->unit.name, NULL);
            return false;
        }
        first = first ? first : action;
        int own = decimals_in(r->job->arena, &action->unit, &first->unit, action->decimals);
        decimals = own > decimals ? own : decimals;
        sum = aj_rat_add(arena, sum, action->value);
    }
    if (!first) {
        aj_diag_add(r->job->diags, AJ_E0304, src_xml_at(node), actions->name, "", "-", NULL);
        return false;
    }
    put_one(r, node, out, actions->name, "", sum, first->unit, decimals);
    return true;
}

static bool put_plain(struct met_result *r, const xmlNode *node, xmlNodePtr out,
                      const struct met_subject *subject)
{
    struct figures figures;
    bool span;
    aj_at at = src_xml_at(node);
    const char *text = met_attr(r, node, "period");
    if (!met_read_periods(r, text, subject, at, &figures.periods, &figures.count, &span))
        return false;
    if (!text && figures.count > 1) {
        aj_diag_add(r->job->diags, AJ_E0340, at, subject->name,
                    met_periods_text(r->job->arena, figures.periods, figures.count), NULL);
        return false;
    }
    if (!eval_all(r, subject, &figures, at))
        return false;
    put_values(r, node, out, subject, &figures);
    return true;
}

static bool put_shown(struct met_result *r, const xmlNode *node, xmlNodePtr out,
                      const struct met_subject *subject, const char *show)
{
    bool figure = subject->kind == MET_METRIC || subject->kind == MET_SERIES;
    bool target = subject->kind == MET_TARGET;
    if (!show && figure)
        return put_plain(r, node, out, subject);
    if (show && !strcmp(show, "sum") && figure)
        return put_sum(r, node, out, subject);
    if (show && !strcmp(show, "sum") && subject->kind == MET_ACTIONS)
        return sum_actions(r, node, out, subject->actions);
    if (show && !strcmp(show, "target") && (subject->kind == MET_SERIES || target))
        return put_goal(r, node, out, subject);
    if (show && !strcmp(show, "gap") && (subject->kind == MET_SERIES || target))
        return put_gap(r, node, out, subject);
    const char *allowed = figure                         ? "sum, target, gap"
                          : target                       ? "target, gap"
                          : subject->kind == MET_ACTIONS ? "sum"
                                                         : "-";
    aj_diag_add(r->job->diags, AJ_E0341, src_xml_at(node), subject->name, show ? show : "", allowed, NULL);
    return false;
}

void met_bind_value(struct met_result *r, const xmlNode *node, xmlNodePtr out, uint32_t depth)
{
    (void)depth;
    const char *of = met_need(r, node, "of");
    struct met_subject subject = of ? met_subject_find(r, of, src_xml_at(node)) : (struct met_subject){0};
    if (!subject.kind || !put_shown(r, node, out, &subject, met_attr(r, node, "show")))
        met_add_open(r, out, node, "value", of);
}

void met_bind_period(struct met_result *r, const xmlNode *node, xmlNodePtr out, uint32_t depth)
{
    (void)depth;
    const char *of = met_need(r, node, "of");
    struct met_subject subject = of ? met_subject_find(r, of, src_xml_at(node)) : (struct met_subject){0};
    struct mdl_period *periods;
    uint32_t count = 0;
    bool span;
    if (subject.kind == MET_TARGET)
        subject = subject.target->that.left;
    if (!subject.kind || !met_read_periods(r, NULL, &subject, src_xml_at(node), &periods, &count, &span)) {
        met_add_open(r, out, node, "period", of);
        return;
    }
    add_bound(r, out, node, "period", subject.name, met_periods_text(r->job->arena, periods, count));
}

static bool read_form(struct met_result *r, const xmlNode *node, enum met_form *form)
{
    static const char *const names[] = {"", "har", "imperfekt", "presens", "väntas"};
    const char *text = met_attr(r, node, "form");
    *form = MET_FORM_AUTO;
    if (!text)
        return true;
    for (int i = 1; i < 5; i++) {
        if (strcmp(names[i], text) != 0)
            continue;
        *form = (enum met_form)i;
        return true;
    }
    aj_diag_add(r->job->diags, AJ_E0216, src_xml_at(node), "form", text, "har, imperfekt, presens, väntas",
                NULL);
    return false;
}

/* A change that the rounding of the figures may have made is no change. */
static int direction_of(struct met_result *r, const struct figures *figures)
{
    struct aj_arena *arena = r->job->arena;
    const struct met_value *from = &figures->values[0], *to = &figures->values[1];
    if (aj_rat_sign(aj_rat_sub(arena, to->low, from->high)) < 0 &&
        aj_rat_sign(aj_rat_sub(arena, to->high, from->low)) > 0)
        return 0;
    return aj_rat_cmp(to->exact, from->exact);
}

static bool one_period(struct met_result *r, const xmlNode *node, const char *attribute,
                       const struct met_subject *subject, struct mdl_period *out)
{
    const char *text = met_need(r, node, attribute);
    struct mdl_period *list;
    uint32_t count;
    bool span;
    if (!text || !met_read_periods(r, text, subject, src_xml_at(node), &list, &count, &span))
        return false;
    if (count != 1)
        aj_diag_add(r->job->diags, AJ_E0305, src_xml_at(node), text, NULL);
    *out = list[0];
    return count == 1;
}

static bool put_trend(struct met_result *r, const xmlNode *node, xmlNodePtr out,
                      const struct met_subject *subject)
{
    struct aj_arena *arena = r->job->arena;
    struct mdl_period periods[2];
    struct figures figures = {.periods = periods, .count = 2};
    enum met_form form;
    if (!one_period(r, node, "from", subject, &periods[0]) ||
        !one_period(r, node, "to", subject, &periods[1]) || !read_form(r, node, &form) ||
        !eval_all(r, subject, &figures, src_xml_at(node)))
        return false;
    enum mdl_slag slag = met_subject_slag(subject);
    struct aj_rat moved = aj_rat_abs(aj_rat_sub(arena, figures.values[1].exact, figures.values[0].exact));
    struct mdl_unit unit = met_subject_unit(subject);
    const char *number = met_number_text(arena, moved, &unit, 0);
    const char *steps =
        aj_printf(arena, " %s\xC2\xA0%s", number, strcmp(number, "1") ? "placeringar" : "placering");
    const char *text = met_trend_text(arena, direction_of(r, &figures), form, figures.values[1].scenario,
                                      slag, met_subject_genus(subject), steps);
    xmlNodePtr bound = add_bound(r, out, node, "trend", subject->name, text);
    met_set(bound, "period", met_periods_text(arena, periods, 2));
    return true;
}

void met_bind_trend(struct met_result *r, const xmlNode *node, xmlNodePtr out, uint32_t depth)
{
    (void)depth;
    const char *of = met_need(r, node, "of");
    struct met_subject subject = of ? met_subject_find(r, of, src_xml_at(node)) : (struct met_subject){0};
    bool figure = subject.kind == MET_METRIC || subject.kind == MET_SERIES;
    if (subject.kind && !figure)
        aj_diag_add(r->job->diags, AJ_E0341, src_xml_at(node), of, "trend", "value", NULL);
    if (!figure || !put_trend(r, node, out, &subject))
        met_add_open(r, out, node, "trend", of);
}
