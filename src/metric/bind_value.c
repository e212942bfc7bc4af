/* Figures in prose: value and period. */
#include "metric/prose.h"

#include "base/buf.h"
#include "base/number.h"

#include <string.h>

/* Decimals in a unit of the author's choice: what 22,0 mnkr says, 22 000 tkr says without any. */
int met_decimals_in(struct aj_arena *arena, const struct mdl_unit *own, const struct mdl_unit *unit,
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
bool met_read_look(struct met_result *r, const xmlNode *node, const char *name, struct mdl_unit *unit,
                   int *decimals)
{
    const char *text = met_attr(r, node, "unit"), *digits = met_attr(r, node, "decimals");
    aj_at at = src_xml_at(node);
    struct mdl_unit own = *unit;
    if (text && strcmp(text, own.name) != 0 && !mdl_unit_spoken(r->job->arena, text, unit) &&
        !mdl_unit_of(r->job->arena, text, &own, unit)) {
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
        *decimals = met_decimals_in(r->job->arena, &own, unit, *decimals);
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
    if (!met_read_look(r, node, subject->name, &unit, &decimals)) {
        met_add_open(r, out, node, "value", subject->name);
        return;
    }
    if (!met_attr(r, node, "unit") && !met_attr(r, node, "decimals"))
        met_fit_unit(arena, figures->values, figures->count, &unit, &decimals);
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
    xmlNodePtr bound =
        met_add_bound(r, out, node, "value", subject->name, met_with_unit(arena, numbers, &unit));
    met_set(bound, "period", met_periods_text(arena, figures->periods, figures->count));
    if (figures->count == 1)
        met_set_exact(r, bound, figures->values[0].exact, &unit);
    else
        set_exacts(r, bound, figures, &unit);
}

bool met_put_amount(struct met_result *r, const xmlNode *node, xmlNodePtr out,
                    const struct met_amount *amount)
{
    struct aj_arena *arena = r->job->arena;
    struct mdl_unit unit = amount->unit;
    struct aj_rat base = amount->value.exact;
    int decimals = amount->decimals;
    if (!met_read_look(r, node, amount->name, &unit, &decimals))
        return false;
    if (!met_attr(r, node, "unit") && !met_attr(r, node, "decimals") && !amount->asis)
        met_fit_unit(arena, &amount->value, 1, &unit, &decimals);
    const char *number = met_number_text(arena, base, &unit, decimals);
    const char *text = met_with_unit(arena, number, &unit);
    if (amount->before)
        text = aj_printf(arena, "%s\xC2\xA0%s", amount->before, text);
    xmlNodePtr bound = met_add_bound(r, out, node, "value", amount->name, text);
    if (*amount->period)
        met_set(bound, "period", amount->period);
    met_set_exact(r, bound, base, &unit);
    met_record(r, amount->name, amount->period, unit.name, number, aj_rat_div(arena, base, unit.scale));
    return true;
}

/* One exact value in a unit of its own: a sum, a goal. */
static bool put_one(struct met_result *r, const xmlNode *node, xmlNodePtr out, const char *name,
                    const char *period, struct met_value value, struct mdl_unit unit, int decimals)
{
    struct met_amount amount = {name, period, value, unit, decimals, NULL, false};
    return met_put_amount(r, node, out, &amount);
}

static struct met_value exactly(struct aj_rat base)
{
    return (struct met_value){.exact = base, .low = base, .high = base};
}

/* Amounts and numbers of what happens during a time; no shares, indexes, ranks or rates, nor what is of a
 * day. */
static bool adds_up(struct met_result *r, const struct met_subject *subject)
{
    struct mdl_unit unit = met_subject_unit(subject);
    enum mdl_slag slag = met_subject_slag(subject);
    bool plain = !*unit.dimension && slag != MDL_ANTAL;
    return !plain && slag != MDL_INDEX && slag != MDL_RANG && !strchr(unit.dimension, '/') &&
           !met_is_moment(r, subject);
}

/* Whether a time is in both; a part of a year is in the whole of it. */
static bool overlap(struct mdl_period a, struct mdl_period b)
{
    return a.year == b.year && (!a.part || !b.part || mdl_part_same(a.part, b.part));
}

/* Periods whose figures may be added to each other; false after a finding. */
static bool may_add(struct met_result *r, const struct met_subject *subject, const struct figures *figures,
                    aj_at at)
{
    struct aj_arena *arena = r->job->arena;
    const char *name = subject->name;
    if (!adds_up(r, subject)) {
        aj_diag_add(r->job->diags, AJ_E0389, at, name, NULL);
        return false;
    }
    for (uint32_t i = 0; i < figures->count; i++)
        for (uint32_t j = 0; j < i; j++) {
            if (!overlap(figures->periods[j], figures->periods[i]))
                continue;
            aj_diag_add(r->job->diags, AJ_E0316, at, name, mdl_period_text(arena, figures->periods[j]),
                        mdl_period_text(arena, figures->periods[i]), NULL);
            return false;
        }
    return true;
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
        !may_add(r, subject, &figures, at) || !eval_all(r, subject, &figures, at))
        return false;
    struct met_value sum = exactly(aj_rat_int(arena, 0));
    for (uint32_t i = 0; i < figures.count; i++) {
        sum.exact = aj_rat_add(arena, sum.exact, figures.values[i].exact);
        sum.low = aj_rat_add(arena, sum.low, figures.values[i].low);
        sum.high = aj_rat_add(arena, sum.high, figures.values[i].high);
    }
    return put_one(r, node, out, subject->name, met_periods_text(arena, figures.periods, figures.count), sum,
                   met_subject_unit(subject), decimals_for(subject, &figures));
}

static bool put_goal(struct met_result *r, const xmlNode *node, xmlNodePtr out,
                     const struct met_subject *subject)
{
    if (subject->kind == MET_TARGET) {
        if (!subject->target->valid || !subject->target->that.limit_text)
            return false;
        met_add_bound(r, out, node, "limit", subject->name, subject->target->that.limit_text);
        return true;
    }
    struct met_value goal = met_eval_goal(r, subject);
    if (goal.state != MET_KNOWN) {
        aj_diag_add(r->job->diags, AJ_E0339, src_xml_at(node), subject->name, NULL);
        return false;
    }
    return put_one(r, node, out, subject->name, "", goal, met_subject_unit(subject),
                   met_subject_decimals(subject, &goal));
}

struct gap {
    struct aj_rat base, width; /* width: of the interval that it is known to */
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
    struct gap gap = {aj_rat_abs(judgement->margin),
                      aj_rat_sub(arena, judgement->left.high, judgement->left.low),
                      mdl_unit_difference(arena, &unit), met_subject_decimals(&that->left, &judgement->left)};
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
    gap.width = aj_rat_abs(aj_rat_mul(arena, gap.width, below.exact));
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
    bool missed = judgement.outcome != MET_YES && judgement.outcome != MET_UNDECIDED;
    if (!missed || count != 1) {
        aj_diag_add(r->job->diags, AJ_E0334, at, subject->name,
                    met_periods_text(r->job->arena, periods, count), NULL);
        return false;
    }
    struct gap gap = measure_gap(r, that, &judgement, at);
    struct met_value value = exactly(gap.base);
    value.high = aj_rat_add(r->job->arena, value.low, gap.width);
    return put_one(r, node, out, subject->name, mdl_period_text(r->job->arena, periods[0]), value, gap.unit,
                   gap.decimals);
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

/* What a value is told besides its name, by what it shows. */
static const char *takes_of(const struct met_subject *subject, const char *show)
{
    bool moved = show && (!strcmp(show, "change") || !strcmp(show, "growth") || !strcmp(show, "rate"));
    if (subject->kind == MET_ACTIONS)
        return !show                  ? "of unit decimals id"
               : !strcmp(show, "sum") ? "of show status unit decimals id"
                                      : "of show id";
    if (show && !strcmp(show, "target"))
        return subject->kind == MET_TARGET ? "of show id" : "of show unit decimals id";
    return moved ? "of show from to unit decimals id" : "of show period unit decimals id";
}

static bool put_shown(struct met_result *r, const xmlNode *node, xmlNodePtr out,
                      const struct met_subject *subject, const char *show)
{
    bool figure = subject->kind == MET_METRIC || subject->kind == MET_SERIES;
    bool target = subject->kind == MET_TARGET;
    if (!met_takes_only(r, node, subject->name, takes_of(subject, show)))
        return false;
    bool plain_target =
        target && subject->target->that.kind != MET_WEIGHED && subject->target->that.kind != MET_STANDS;
    if (!show && figure)
        return put_plain(r, node, out, subject);
    bool change = show && !strcmp(show, "change"), growth = show && !strcmp(show, "growth");
    if ((change || growth) && figure)
        return met_put_change(r, node, out, subject, growth);
    if (show && !strcmp(show, "rate") && figure)
        return met_put_rate(r, node, out, subject);
    if (show && !strcmp(show, "words") && figure && met_has_words(subject))
        return met_put_words(r, node, out, subject);
    if (show && !strcmp(show, "sum") && figure)
        return put_sum(r, node, out, subject);
    if (subject->kind == MET_ACTIONS && show && !strcmp(show, "sum"))
        return met_put_action_sum(r, node, out, subject->actions);
    if (subject->kind == MET_ACTIONS && show && (!strcmp(show, "outside") || !strcmp(show, "lacking")))
        return met_put_action_words(r, node, out, subject->actions, *show == 'o');
    if (subject->kind == MET_ACTIONS && !show && subject->actions->single)
        return met_put_action(r, node, out, subject->actions);
    if (show && !strcmp(show, "target") && (subject->kind == MET_SERIES || target))
        return put_goal(r, node, out, subject);
    if (show && !strcmp(show, "gap") && (subject->kind == MET_SERIES || plain_target))
        return put_gap(r, node, out, subject);
    const char *allowed = figure && met_has_words(subject) ? "sum, target, gap, change, growth, rate, words"
                          : figure                         ? "sum, target, gap, change, growth, rate"
                          : target                         ? "target, gap"
                          : subject->kind == MET_ACTIONS   ? "sum, outside, lacking"
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
    met_add_bound(r, out, node, "period", subject.name, met_periods_text(r->job->arena, periods, count));
}
