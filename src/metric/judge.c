/*
 * Verdicts. A figure is known to half a unit of what was printed, so each value carries an interval:
 * (1) the limit lies inside it: met, with a note; (2) missed, though the printed figures hide it: missed,
 * with a note that says by how much; (3) otherwise plainly met or missed.
 */
#include "metric/prose.h"

#include "base/number.h"

#include <string.h>

struct margin {
    struct aj_rat exact, low, high; /* positive: kept; negative: missed */
};

static struct margin difference(struct aj_arena *arena, const struct met_value *a, const struct met_value *b)
{
    return (struct margin){aj_rat_sub(arena, a->exact, b->exact), aj_rat_sub(arena, a->low, b->high),
                           aj_rat_sub(arena, a->high, b->low)};
}

static struct margin turned(struct margin margin)
{
    return (struct margin){aj_rat_neg(margin.exact), aj_rat_neg(margin.high), aj_rat_neg(margin.low)};
}

static bool inside(const struct margin *margin)
{
    return aj_rat_sign(margin->low) < 0 && aj_rat_sign(margin->high) > 0;
}

/* "+0,000009" or "−0,031". */
static const char *signed_text(struct aj_arena *arena, struct aj_rat base, const struct mdl_unit *unit,
                               int decimals)
{
    const char *text = met_number_text(arena, base, unit, decimals);
    return aj_rat_sign(base) > 0 ? aj_printf(arena, "+%s", text) : text;
}

static const char *judged_text(struct met_result *r, const char *words, struct mdl_period period)
{
    period.scenario = MDL_UNSAID;
    return aj_printf(r->job->arena, "%s %s", words, mdl_period_text(r->job->arena, period));
}

struct question {
    const char *words;
    const struct met_subject *subject;
    struct mdl_period period;
    bool strict; /* equality is a miss */
    bool equal;  /* anything but equality is a miss */
    aj_at at;
};

static void note_inside(struct met_result *r, const struct question *q, const struct margin *margin)
{
    struct mdl_unit unit = met_subject_unit(q->subject);
    int decimals = met_subject_decimals(q->subject, NULL) + 5;
    aj_diag_add(r->job->diags, q->strict ? AJ_N0337 : AJ_N0318, q->at, judged_text(r, q->words, q->period),
                signed_text(r->job->arena, margin->exact, &unit, decimals), NULL);
}

/* Whether both sides rounded as they are printed would pass. */
static bool hidden(struct met_result *r, const struct question *q, const struct met_value *a,
                   const struct met_value *b, bool least)
{
    struct aj_arena *arena = r->job->arena;
    struct mdl_unit unit = met_subject_unit(q->subject);
    int decimals = met_subject_decimals(q->subject, a);
    struct aj_rat left = aj_rat_round(arena, aj_rat_div(arena, a->exact, unit.scale), decimals);
    struct aj_rat right = aj_rat_round(arena, aj_rat_div(arena, b->exact, unit.scale), decimals);
    int order = aj_rat_cmp(left, right);
    return q->equal ? !order : least ? order >= 0 : order <= 0;
}

static void note_hidden(struct met_result *r, const struct question *q, const struct margin *margin)
{
    struct aj_arena *arena = r->job->arena;
    struct mdl_unit unit = met_subject_unit(q->subject);
    struct mdl_unit shown = mdl_unit_difference(arena, &unit);
    int decimals = met_subject_decimals(q->subject, NULL) + 2;
    const char *number = met_number_text(arena, aj_rat_abs(margin->exact), &shown, decimals);
    aj_diag_add(r->job->diags, AJ_N0319, q->at, judged_text(r, q->words, q->period),
                met_with_unit(arena, number, &shown), NULL);
}

/* a at least b (least) or at most b. */
static enum met_outcome compare(struct met_result *r, const struct question *q, const struct met_value *a,
                                const struct met_value *b, bool least, struct aj_rat *margin_out)
{
    struct margin margin = difference(r->job->arena, a, b);
    if (!least)
        margin = turned(margin);
    int sign = aj_rat_sign(margin.exact);
    *margin_out = q->equal && sign > 0 ? aj_rat_neg(margin.exact) : margin.exact;
    if (!sign)
        return q->strict ? MET_NO : MET_YES;
    bool open = inside(&margin);
    if (open && !(q->strict && sign < 0))
        note_inside(r, q, &margin);
    if (open && !q->strict)
        return MET_YES;
    bool yes = sign > 0 && !q->equal;
    if (!yes && !q->strict && hidden(r, q, a, b, least))
        note_hidden(r, q, &margin);
    return yes ? MET_YES : MET_NO;
}

static struct met_value limit_value(const struct met_that *that)
{
    return (struct met_value){
        .exact = that->limit, .low = that->limit, .high = that->limit, .dimension = that->unit.dimension};
}

static bool known(struct met_judgement *judgement, const struct met_value *value)
{
    if (value->state == MET_KNOWN)
        return true;
    judgement->outcome = MET_UNDECIDED;
    judgement->reason = value->lack ? value->lack : "";
    bool unknown = value->missing == MDL_NOT_REPORTED || value->missing == MDL_NO_DATA;
    judgement->unmeasured = value == &judgement->left && value->state == MET_MISSING && unknown;
    return false;
}

/* "definitionen ändrades 2023": figures on both sides of it are not compared. */
static bool redefined(struct met_result *r, const struct met_that *that, struct mdl_period from,
                      struct met_judgement *judgement)
{
    int year = met_redefined(&that->left, from, judgement->period);
    if (!year)
        return false;
    judgement->outcome = MET_UNDECIDED;
    judgement->reason = aj_printf(r->job->arena, "definitionen ändrades %d", year);
    return true;
}

static void judge_compare(struct met_result *r, const struct met_that *that, struct met_judgement *out,
                          aj_at at)
{
    struct question q = {that->text, &that->left, out->period, false, false, at};
    q.strict = that->compare == MET_OVER || that->compare == MET_UNDER;
    q.equal = that->compare == MET_EQUAL;
    bool least = that->compare == MET_LEAST || that->compare == MET_OVER || q.equal;
    /* A negative limit is set for the figure as the statement prints it. */
    bool as_printed = !that->right.kind && aj_rat_sign(that->limit) < 0;
    out->left = as_printed ? met_eval(r, &that->left, out->period, at)
                           : met_eval_spoken(r, &that->left, out->period, at);
    out->right = that->right.kind ? met_eval_spoken(r, &that->right, out->period, at) : limit_value(that);
    out->scenario = out->left.scenario;
    if (known(out, &out->left) && known(out, &out->right))
        out->outcome = compare(r, &q, &out->left, &out->right, least, &out->margin);
}

/* From one period to another: rising or falling, or at least not so. */
static void judge_step(struct met_result *r, const struct met_that *that, struct mdl_period from,
                       struct met_judgement *out, aj_at at)
{
    struct question q = {that->text, &that->left, out->period, !that->negated, false, at};
    if (redefined(r, that, from, out))
        return;
    out->left = met_eval_spoken(r, &that->left, out->period, at);
    out->right = met_eval_spoken(r, &that->left, from, at);
    out->scenario = out->left.scenario;
    if (known(out, &out->left) && known(out, &out->right))
        out->outcome = compare(r, &q, &out->left, &out->right, that->rising != that->negated, &out->margin);
}

static void judge_reach(struct met_result *r, const struct met_that *that, struct met_judgement *out,
                        aj_at at)
{
    struct question q = {that->text, &that->left, out->period, false, false, at};
    enum mdl_better better = met_subject_better(&that->left);
    if (better == MDL_NEITHER) {
        aj_diag_add(r->job->diags, AJ_E0333, at, that->left.name, NULL);
        out->left.state = MET_FAULT;
        out->outcome = MET_UNDECIDED;
        return;
    }
    out->left = met_eval(r, &that->left, out->period, at);
    out->right = met_eval_goal(r, &that->left);
    out->scenario = out->left.scenario;
    if (!known(out, &out->left) || !known(out, &out->right))
        return;
    /* A goal is what was decided, not a rounded figure. */
    out->right.low = out->right.high = out->right.exact;
    out->outcome = compare(r, &q, &out->left, &out->right, better == MDL_HIGHER, &out->margin);
}

/* More than, less than or level with what it is compared with, by more than rounding may have made. */
static void judge_against(struct met_result *r, const struct met_that *that, struct met_judgement *out,
                          aj_at at)
{
    struct aj_arena *arena = r->job->arena;
    enum mdl_better better = met_subject_better(&that->left);
    struct mdl_period before = met_year_before(out->period, 1);
    if (that->against.kind == MET_WITH_YEAR_BEFORE && redefined(r, that, before, out))
        return;
    out->left = met_eval_spoken(r, &that->left, out->period, at);
    out->scenario = out->left.scenario;
    if (!known(out, &out->left))
        return;
    out->right = met_eval_against(r, &that->left, &that->against, out->period, out->left.scenario, at);
    if (!known(out, &out->right))
        return;
    out->margin = aj_rat_sub(arena, out->left.exact, out->right.exact);
    int order = met_order(arena, &out->left, &out->right);
    if (that->level.stated && met_is_within(arena, &that->level, out->margin, out->right.exact))
        order = 0;
    if (that->judged && better == MDL_LOWER)
        order = -order;
    out->outcome = (order > 0) - (order < 0) == that->order ? MET_YES : MET_NO;
}

static void judge_standing(struct met_result *r, const struct met_that *that, struct met_judgement *out,
                           aj_at at)
{
    struct aj_arena *arena = r->job->arena;
    struct met_standing standing;
    if (!met_stand(r, &that->left, out->period, at, &standing, &out->left)) {
        out->left.state = MET_FAULT;
        return;
    }
    uint32_t others = that->worst ? standing.behind : standing.ahead;
    struct aj_rat place = aj_rat_frac(arena, others, standing.count);
    out->scenario = out->left.scenario;
    out->right = out->left;
    out->outcome = aj_rat_cmp(place, that->share) < 0 ? MET_YES : MET_NO;
}

static void negate(struct met_judgement *judgement)
{
    if (judgement->outcome != MET_UNDECIDED)
        judgement->outcome = judgement->outcome == MET_YES ? MET_NO : MET_YES;
}

struct met_judgement met_judge(struct met_result *r, const struct met_that *that, struct mdl_period period,
                               aj_at at)
{
    struct met_judgement out = {.period = period, .outcome = MET_UNDECIDED};
    struct mdl_period before = {.year = period.year - 1, .part = period.part};
    switch (that->kind) {
    case MET_COMPARE:
        judge_compare(r, that, &out, at);
        break;
    case MET_TREND:
        judge_step(r, that, before, &out, at);
        break;
    case MET_TARGET_MET:
        out.left.state = MET_FAULT;
        if (that->left.target->valid)
            out = *met_judge_target(r, that->left.target, period, at);
        /* Each step of the scale is a claim of its own. */
        if (out.outcome != MET_UNDECIDED)
            out.outcome = out.outcome == that->wanted ? MET_YES : MET_NO;
        return out;
    case MET_REACHES:
        judge_reach(r, that, &out, at);
        break;
    case MET_AGAINST:
        judge_against(r, that, &out, at);
        break;
    case MET_STANDS:
        judge_standing(r, that, &out, at);
        break;
    case MET_WEIGHED:
        met_weigh_judge(r, that, &out, at);
        break;
    default:
        break;
    }
    if (that->negated && that->kind != MET_TREND)
        negate(&out);
    return out;
}

const struct met_judgement *met_judge_target(struct met_result *r, struct met_target *target,
                                             struct mdl_period period, aj_at at)
{
    for (uint32_t i = 0; i < target->judgement_len; i++)
        if (!mdl_period_cmp(target->judgements[i].period, period))
            return &target->judgements[i];
    struct met_judgement judgement = met_judge(r, &target->that, period, at);
    if (judgement.outcome == MET_NO)
        judgement.outcome = met_step_of(r, &target->that, &judgement);
    AJ_PUSH(r->job->arena, target->judgements, target->judgement_len, target->judgement_cap, judgement);
    return &target->judgements[target->judgement_len - 1];
}

static const struct met_subject *figure_of(const struct met_that *that)
{
    return that->kind == MET_TARGET_MET ? &that->left.target->that.left : &that->left;
}

static bool is_weighed(const struct met_that *that)
{
    return that->kind == MET_WEIGHED ||
           (that->kind == MET_TARGET_MET && that->left.target->that.kind == MET_WEIGHED);
}

/* "Nettokostnadsutveckling 2,0 procent, Skatteintäktsutveckling 2,1 procent". */
static const char *describe(struct met_result *r, const struct met_that *that,
                            const struct met_judgement *judgement)
{
    struct aj_arena *arena = r->job->arena;
    const struct met_subject *subject = figure_of(that);
    if (judgement->left.state == MET_FAULT)
        return "";
    if (judgement->outcome == MET_UNDECIDED)
        return aj_printf(arena, "%s ?", judgement->reason ? judgement->reason : subject->name);
    if (is_weighed(that))
        return aj_printf(arena, "%s: %s av %s", mdl_period_text(arena, judgement->period),
                         aj_rat_text(arena, judgement->left.exact),
                         aj_rat_text(arena, judgement->right.exact));
    struct mdl_unit unit = met_subject_unit(subject);
    int decimals = met_subject_decimals(subject, &judgement->left);
    const char *left = met_number_text(arena, judgement->left.exact, &unit, decimals);
    const char *right = met_number_text(arena, judgement->right.exact, &unit, decimals);
    bool differ = aj_rat_cmp(judgement->left.exact, judgement->right.exact) != 0;
    if (!strcmp(left, right) && (differ || !strpbrk(left, "123456789"))) {
        left = met_number_text(arena, judgement->left.exact, &unit, decimals + 2);
        right = met_number_text(arena, judgement->right.exact, &unit, decimals + 2);
    }
    return aj_printf(arena, "%s: %s, %s", mdl_period_text(arena, judgement->period),
                     met_with_unit(arena, left, &unit), met_with_unit(arena, right, &unit));
}

struct tally {
    enum met_outcome outcome;
    const char *why;
};

static void take(struct met_result *r, struct tally *tally, const struct met_that *that,
                 const struct met_judgement *judgement)
{
    if (judgement->outcome == MET_YES || tally->outcome == MET_NO)
        return;
    tally->outcome = judgement->outcome;
    tally->why = describe(r, that, judgement);
    if (judgement->outcome != MET_UNDECIDED)
        return;
    const struct met_value *lacking = judgement->left.state ? &judgement->left : &judgement->right;
    /* What a faulty source would have held was told there. */
    if (lacking->state == MET_FAULT || (lacking->state == MET_LACKING && r->model->faulty))
        tally->why = "";
}

/* Over several periods every step from one to the next must hold; years without a figure are passed over. */
static void judge_steps(struct met_result *r, const struct met_that *that, const struct mdl_period *periods,
                        uint32_t count, struct tally *tally, aj_at at)
{
    uint32_t last = 0, steps = 0;
    bool started = false;
    for (uint32_t i = 0; i < count; i++) {
        struct met_value value = met_eval(r, &that->left, periods[i], at);
        bool between = i > 0 && i + 1 < count;
        if (value.state != MET_KNOWN && between)
            continue;
        if (started) {
            struct met_judgement judgement = {.period = periods[i], .outcome = MET_UNDECIDED};
            judge_step(r, that, periods[last], &judgement, at);
            take(r, tally, that, &judgement);
            steps++;
        }
        started = true;
        last = i;
    }
    if (!steps)
        tally->outcome = MET_UNDECIDED;
}

static bool lacks_status(struct met_result *r, const struct met_that *that)
{
    const struct met_actions *actions = that->left.actions;
    for (uint32_t i = 0; i < actions->len; i++)
        if (met_status_is(r, actions->items[i]->is.says[MDL_ACTION_STATUS], that->status))
            return false;
    return true;
}

enum met_outcome met_holds(struct met_result *r, const struct met_that *that, const char *text, aj_at at,
                           const char **shown, const char **why)
{
    *shown = text ? text : "";
    *why = "";
    if (that->kind == MET_LACKS)
        return lacks_status(r, that) ? MET_YES : MET_NO;
    if (that->kind == MET_SUMS)
        return met_sum_holds(r, that, at, why);
    /* What is wrong with a target was told there. */
    if (that->kind == MET_TARGET_MET && !that->left.target->valid)
        return MET_UNDECIDED;
    struct mdl_period *periods;
    uint32_t count;
    bool span;
    struct tally tally = {MET_YES, ""};
    if (!met_read_periods(r, text, figure_of(that), at, &periods, &count, &span))
        return MET_UNDECIDED;
    if (that->kind == MET_TREND && count > 1) {
        judge_steps(r, that, periods, count, &tally, at);
    } else {
        for (uint32_t i = 0; i < count; i++) {
            struct met_judgement judgement = met_judge(r, that, periods[i], at);
            take(r, &tally, that, &judgement);
        }
    }
    *why = tally.why;
    return tally.outcome;
}
