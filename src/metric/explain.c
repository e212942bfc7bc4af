/* The lineage of a figure: its formula unfolded down to the cells, each with file, line and column. */
#include "metric/internal.h"

#include "base/buf.h"
#include "base/number.h"

#include <string.h>

enum { MOST_DEPTH = 40 };

static void indent(struct aj_buf *out, int depth)
{
    for (int i = 0; i < depth; i++)
        aj_buf_str(out, "  ");
}

static void put_place(struct aj_job *job, aj_at at, struct aj_buf *out)
{
    struct aj_place place = aj_places_at(job->places, at);
    if (!place.file)
        return;
    aj_buf_printf(out, "  [%s:%u:%u", place.file, place.line, place.column);
    if (place.label)
        aj_buf_printf(out, " %s", place.label);
    aj_buf_char(out, ']');
}

static void explain_subject(struct met_result *r, const struct met_subject *subject, struct mdl_period period,
                            struct aj_buf *out, int depth);

static void explain_node(struct met_result *r, const struct met_node *node, struct mdl_period period,
                         struct aj_buf *out, int depth)
{
    if (!node || depth > MOST_DEPTH)
        return;
    struct mdl_period before = {.year = period.year - 1, .part = period.part};
    bool ambiguous;
    if (node->op == MET_NAME) {
        struct met_subject subject = met_subject_peek(r, node->name, &ambiguous);
        if (subject.kind == MET_METRIC || subject.kind == MET_SERIES) {
            explain_subject(r, &subject, period, out, depth);
        } else {
            indent(out, depth);
            aj_buf_printf(out, "%s: finns inte i någon tabell\n", node->name);
        }
        return;
    }
    if (node->op != MET_PREV)
        explain_node(r, node->a, period, out, depth);
    if (node->op == MET_PREV || node->op == MET_GROWTH)
        explain_node(r, node->a, before, out, depth);
    explain_node(r, node->b, period, out, depth);
}

static void put_value(struct met_result *r, const struct met_subject *subject, const struct met_value *value,
                      struct aj_buf *out)
{
    struct aj_arena *arena = r->job->arena;
    struct mdl_unit unit = subject->kind == MET_SERIES ? subject->series[0]->unit : met_subject_unit(subject);
    int decimals = value->decimals >= 0 ? value->decimals : met_subject_decimals(subject, value);
    const char *number = met_number_text(arena, value->exact, &unit, decimals);
    const char *exact = aj_rat_text(arena, aj_rat_div(arena, value->exact, unit.scale));
    aj_buf_printf(out, " = %s", met_with_unit(arena, number, &unit));
    if (strchr(exact, '/'))
        aj_buf_printf(out, "  (%s)", exact);
}

static void explain_metric(struct met_result *r, const struct met_subject *subject, struct mdl_period period,
                           const struct met_value *value, struct aj_buf *out, int depth)
{
    const struct met_metric *metric = subject->metric;
    if (value->given) {
        indent(out, depth + 1);
        aj_buf_printf(out, "given: %s; %s\n", value->given->from, value->given->why);
        return;
    }
    if (metric->formula) {
        indent(out, depth + 1);
        aj_buf_printf(out, "formel: %s\n", metric->formula);
    }
    explain_node(r, met_metric_tree(r, subject->metric), period, out, depth + 1);
}

static void explain_subject(struct met_result *r, const struct met_subject *subject, struct mdl_period period,
                            struct aj_buf *out, int depth)
{
    struct met_value value = met_eval(r, subject, period, 0);
    const char *table = subject->kind == MET_SERIES ? subject->series[0]->table->name : NULL;
    indent(out, depth);
    aj_buf_printf(out, "%s%s%s %s", table ? table : "", table ? " / " : "", subject->name,
                  mdl_period_text(r->job->arena, period));
    if (value.state == MET_KNOWN)
        put_value(r, subject, &value, out);
    else if (value.state == MET_MISSING)
        aj_buf_printf(out, ": %s", mdl_missing_spoken(value.missing));
    else
        aj_buf_printf(out, ": saknar %s", value.lack ? value.lack : "underlag");
    put_place(r->job, value.at, out);
    aj_buf_char(out, '\n');
    if (subject->kind == MET_METRIC && depth < MOST_DEPTH)
        explain_metric(r, subject, period, &value, out, depth);
}

static void put_head(const struct met_metric *metric, struct aj_buf *out)
{
    aj_buf_printf(out, "%s (%s)\n", metric->name, metric->unit.name);
    if (metric->definition)
        aj_buf_printf(out, "  %s\n", metric->definition);
    if (metric->source)
        aj_buf_printf(out, "  källa: %s\n", metric->source);
}

static void explain_target(struct met_result *r, const struct met_target *target, struct aj_buf *out)
{
    static const char *const words[] = {"uppnås", "uppnås inte", "kan inte bedömas"};
    struct mdl_period *periods;
    uint32_t count = met_periods(r, &target->that.left, &periods);
    aj_buf_printf(out, "%s: %s\n", target->name, target->that.text);
    for (uint32_t i = 0; i < count; i++) {
        const struct met_judgement *judgement =
            met_judge_target(r, (struct met_target *)target, periods[i], target->at);
        aj_buf_printf(out, "  %s: %s\n", mdl_period_text(r->job->arena, periods[i]),
                      words[judgement->outcome]);
    }
}

bool met_explain(struct aj_job *job, struct met_result *r, const char *name, struct aj_buf *out)
{
    (void)job;
    struct met_subject subject = met_subject_find(r, name, 0);
    if (!subject.kind)
        return false;
    if (subject.kind == MET_TARGET) {
        if (subject.target->valid)
            explain_target(r, subject.target, out);
        subject = subject.target->that.left;
    }
    if (subject.kind == MET_METRIC)
        put_head(subject.metric, out);
    struct mdl_period *periods;
    uint32_t count = 0;
    bool figure = subject.kind == MET_METRIC || subject.kind == MET_SERIES;
    if (figure)
        count = met_periods(r, &subject, &periods);
    if (figure && !count)
        count = met_all_years(r, &periods);
    bool quiet = r->quiet;
    r->quiet = true;
    for (uint32_t i = 0; i < count; i++)
        explain_subject(r, &subject, periods[i], out, 0);
    r->quiet = quiet;
    return true;
}
