/* The lineage of a figure: its formula unfolded down to the cells, as a tree that the writers put out. */
#include "metric/prose.h"

#include <string.h>

enum {
    MOST_DEPTH = 40,
    MOST_FIGURES =
        20000 /* what a reader could ever follow; a formula over long lists branches at every step */
};

struct explaining {
    struct met_result *r;
    uint32_t count;
};

/* The inputs that the evaluation of a metric's formula asked for, in order, each once. */
static struct met_trace trace_inputs(struct met_result *r, struct met_metric *metric,
                                     struct mdl_period period)
{
    struct met_trace trace = {0};
    const struct met_node *tree = met_metric_tree(r, metric);
    if (!tree)
        return trace;
    struct met_trace *before = r->trace;
    r->trace = &trace;
    (void)met_eval_node(r, tree, period, 0);
    r->trace = before;
    return trace;
}

static void describe_value(struct met_result *r, const struct met_subject *subject,
                           const struct met_value *value, struct met_lineage *out)
{
    struct aj_arena *arena = r->job->arena;
    if (value->state != MET_KNOWN) {
        out->absence = value->state == MET_MISSING ? MET_ABSENCE_KIND : MET_ABSENCE_LACK;
        out->lack = value->lack;
        out->missing = value->state == MET_MISSING
                           ? mdl_missing_spoken(value->missing)
                           : aj_printf(arena, "saknar %s", value->lack ? value->lack : "underlag");
        return;
    }
    struct mdl_unit unit = subject->kind == MET_SERIES ? subject->series[0]->unit : met_subject_unit(subject);
    int decimals = value->decimals >= 0 ? value->decimals : met_subject_decimals(subject, value);
    out->unit = unit.name;
    out->exact = aj_rat_text(arena, aj_rat_div(arena, value->exact, unit.scale));
    out->text = met_with_unit(arena, met_number_text(arena, value->exact, &unit, decimals), &unit);
}

static struct met_lineage *explain_subject(struct explaining *e, const struct met_subject *subject,
                                           struct mdl_period period, int depth);

static void explain_metric(struct explaining *e, struct met_metric *metric, const struct met_value *value,
                           struct mdl_period period, struct met_lineage *out, int depth)
{
    struct met_result *r = e->r;
    if (value->given) {
        out->given_from = value->given->from;
        out->given_why = value->given->why;
        return;
    }
    out->formula = metric->formula;
    if (depth >= MOST_DEPTH)
        return;
    struct met_trace trace = trace_inputs(r, metric, period);
    for (uint32_t i = 0; i < trace.len && e->count < MOST_FIGURES; i++) {
        const struct met_input *input = &trace.items[i];
        const char *before = r->who;
        r->who = input->who;
        struct met_lineage *child = explain_subject(e, &input->subject, input->period, depth + 1);
        r->who = before;
        AJ_PUSH(r->job->arena, out->inputs, out->input_len, out->input_cap, child);
    }
}

static struct met_lineage *explain_subject(struct explaining *e, const struct met_subject *subject,
                                           struct mdl_period period, int depth)
{
    struct met_result *r = e->r;
    struct met_lineage *out = AJ_NEW(r->job->arena, struct met_lineage);
    e->count++;
    out->name = subject->name;
    out->period = mdl_period_text(r->job->arena, period);
    out->organisation = subject->group ? subject->group : r->who;
    if (subject->kind != MET_SERIES && subject->kind != MET_METRIC) {
        out->missing = "finns inte i någon tabell";
        out->absence = MET_ABSENCE_UNKNOWN;
        return out;
    }
    struct met_trace *before = r->trace;
    r->trace = NULL;
    struct met_value value = met_eval(r, subject, period, 0);
    r->trace = before;
    out->table = subject->kind == MET_SERIES ? subject->series[0]->table->name : NULL;
    out->at = value.at;
    describe_value(r, subject, &value, out);
    if (subject->kind == MET_METRIC)
        explain_metric(e, subject->metric, &value, period, out, depth);
    return out;
}

static void describe_target(struct met_result *r, struct met_target *target, struct met_explanation *out)
{
    struct mdl_period *periods;
    uint32_t count = met_periods(r, &target->that.left, &periods);
    out->target = target->name;
    out->that = target->that.text;
    out->verdicts = AJ_NEW_N(r->job->arena, struct met_target_verdict, count + 1);
    for (uint32_t i = 0; i < count; i++) {
        const struct met_judgement *judgement = met_judge_target(r, target, periods[i], target->at);
        out->verdicts[out->verdict_len++] = (struct met_target_verdict){
            mdl_period_text(r->job->arena, periods[i]), met_step_name(judgement->outcome)};
    }
}

static void push_figure(struct met_result *r, struct met_explanation *out, const struct met_lineage *figure)
{
    AJ_PUSH(r->job->arena, out->figures, out->figure_len, out->figure_cap, figure);
}

/* Every period of a figure. */
static void explain_figure(struct met_result *r, const struct met_subject *subject,
                           struct met_explanation *out)
{
    struct mdl_period *periods;
    uint32_t count = met_periods(r, subject, &periods);
    if (!count)
        count = met_all_years(r, &periods);
    bool quiet = r->quiet;
    r->quiet = true;
    struct explaining e = {.r = r};
    for (uint32_t i = 0; i < count; i++)
        push_figure(r, out, explain_subject(&e, subject, periods[i], 0));
    r->quiet = quiet;
}

/* A list of actions: what each of them may save, in the author's words. */
static void explain_actions(struct met_result *r, const struct met_actions *actions,
                            struct met_explanation *out)
{
    for (uint32_t i = 0; i < actions->len; i++) {
        const struct met_action *action = actions->items[i];
        const char *status = action->is.says[MDL_ACTION_STATUS];
        struct met_lineage *line = AJ_NEW(r->job->arena, struct met_lineage);
        line->name = met_action_says(action, MDL_ACTION_NAME);
        line->period = status ? status : "";
        line->text = action->is.says[MDL_ACTION_SAVING];
        line->missing = line->text ? NULL : "effekten är inte angiven";
        line->absence = line->text ? MET_ABSENCE_NONE : MET_ABSENCE_AMOUNT;
        line->at = line->text ? action->is.ats[MDL_ACTION_SAVING] : action->is.at;
        for (int k = 0; k < MDL_RHYTHMS && !line->exact; k++) {
            const struct mdl_amount *amount = &action->is.saving.of[k];
            if (!amount->known)
                continue;
            line->unit = met_rhythm_unit(r->job->arena, &amount->unit, (enum mdl_rhythm)k);
            if (action->is.saving.plain)
                line->text = met_amount_text(r, amount, (enum mdl_rhythm)k, false);
            line->exact =
                aj_rat_text(r->job->arena, aj_rat_div(r->job->arena, amount->value, amount->unit.scale));
        }
        push_figure(r, out, line);
    }
}

static void explain_one(struct met_result *r, struct met_subject subject, struct met_explanation *out)
{
    if (subject.kind == MET_TARGET) {
        if (subject.target->valid)
            describe_target(r, subject.target, out);
        subject = subject.target->that.left;
    }
    out->name = subject.name;
    if (subject.kind == MET_METRIC) {
        out->unit = subject.metric->unit.name;
        out->definition = subject.metric->definition;
        out->source = subject.metric->source;
    }
    if (subject.kind == MET_METRIC || subject.kind == MET_SERIES)
        explain_figure(r, &subject, out);
    else if (subject.kind == MET_ACTIONS)
        explain_actions(r, subject.actions, out);
}

const struct met_explanation *met_explain(struct met_result *r, const char *name)
{
    bool ambiguous;
    struct met_explanation *out = AJ_NEW(r->job->arena, struct met_explanation);
    struct met_subject subject = met_subject_peek(r, name, &ambiguous), *all;
    if (ambiguous) {
        /* Whoever asks for a name that several figures bear is shown each of them. */
        uint32_t count = met_subject_all(r, name, &all);
        for (uint32_t i = 0; i < count; i++)
            explain_one(r, all[i], out);
        return out;
    }
    subject = met_subject_find(r, name, 0);
    if (!subject.kind)
        return NULL;
    explain_one(r, subject, out);
    return out;
}

void met_trace_input(struct met_result *r, const struct met_subject *subject, struct mdl_period period)
{
    struct met_trace *trace = r->trace;
    struct met_input input = {*subject, period, r->who};
    for (uint32_t i = 0; trace && i < trace->len; i++) {
        const struct met_input *known = &trace->items[i];
        if (!strcmp(known->subject.name, subject->name) && known->subject.kind == subject->kind &&
            !mdl_period_cmp(known->period, period) && known->who == r->who)
            return;
    }
    if (trace)
        AJ_PUSH(r->job->arena, trace->items, trace->len, trace->cap, input);
}
