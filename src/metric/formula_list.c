/* The several figures that a function takes: of periods, of organisations, of a table's rows. */
#include "metric/internal.h"

#include "model/organisation.h"

#include <string.h>

static void push(struct met_result *r, struct met_values *out, struct met_value value)
{
    AJ_PUSH(r->job->arena, out->items, out->len, out->cap, value);
}

/* One figure as another organisation has it. */
static struct met_value eval_who(struct met_result *r, const struct met_node *node, const char *who,
                                 struct mdl_period period, aj_at at)
{
    const char *before = r->who;
    r->who = who ? who : before;
    struct met_value value = met_eval_node(r, node, period, at);
    r->who = before;
    return value;
}

const struct met_node *met_first_name(const struct met_node *node)
{
    if (!node || node->op == MET_NAME)
        return node;
    for (uint32_t i = 0; i < node->arg_len; i++) {
        const struct met_node *found = met_first_name(node->args[i]);
        if (found)
            return found;
    }
    return NULL;
}

/* The rows on which a formula rests first: a name's own, or those of the metric that it names. */
static struct met_subject first_rows(struct met_result *r, const struct met_node *node)
{
    enum { MOST_STEPS_DOWN = 16 };
    struct met_subject subject = {0};
    for (int i = 0; i < MOST_STEPS_DOWN; i++) {
        bool ambiguous;
        const struct met_node *name = met_first_name(node);
        if (!name)
            break;
        subject = met_subject_peek(r, name->name, &ambiguous);
        if (subject.kind != MET_METRIC)
            break;
        node = met_metric_tree(r, subject.metric);
    }
    return subject;
}

static bool told_before(struct aj_arena *arena, const struct mdl_table *table, uint32_t column)
{
    const char *group = mdl_fold(arena, table->columns[column].group);
    for (uint32_t i = 0; i < column; i++)
        if (table->columns[i].role == MDL_COL_FIGURE &&
            !strcmp(mdl_fold(arena, table->columns[i].group), group))
            return true;
    return false;
}

void met_eval_all(struct met_result *r, const struct met_node *node, struct mdl_period period, aj_at at,
                  struct met_values *out)
{
    struct met_subject subject = first_rows(r, node);
    if (subject.kind != MET_SERIES) {
        push(r, out, met_eval_node(r, node, period, at));
        return;
    }
    const struct mdl_table *table = subject.series[0]->table;
    for (uint32_t i = 0; i < table->column_len; i++) {
        const struct mdl_column *column = &table->columns[i];
        if (column->role != MDL_COL_FIGURE || told_before(r->job->arena, table, i))
            continue;
        if (mdl_organisation_of(r->job->arena, column->group) == MDL_ORG_SINGLE)
            push(r, out, eval_who(r, node, column->group, period, at));
    }
}

struct met_subject met_row_subject(struct met_result *r, const struct mdl_series *series)
{
    const struct mdl_series **rows = AJ_NEW_N(r->job->arena, const struct mdl_series *, 1);
    rows[0] = series;
    return (struct met_subject){.kind = MET_SERIES, .name = series->name, .series = rows, .series_len = 1};
}

bool met_is_item(const struct mdl_series *series)
{
    return series->role == MDL_ITEM && !series->within && !series->whole;
}

/* The items of a table; its sums, and rows that are parts of others, are left out. */
static void eval_rows(struct met_result *r, const struct mdl_table *table, struct mdl_period period, aj_at at,
                      struct met_values *out)
{
    for (uint32_t i = 0; i < table->series_len; i++) {
        const struct mdl_series *series = table->series[i];
        if (!met_is_item(series))
            continue;
        struct met_subject subject = met_row_subject(r, series);
        met_trace_input(r, &subject, period);
        push(r, out, met_eval_series(r, &subject, period, at));
    }
}

void met_eval_list(struct met_result *r, const struct met_node *node, struct mdl_period period, aj_at at,
                   struct met_values *out)
{
    bool ambiguous;
    struct met_subject subject = {0};
    if (node->op == MET_NAME)
        subject = met_subject_peek(r, node->name, &ambiguous);
    if (subject.kind == MET_TABLE) {
        eval_rows(r, subject.table, period, at, out);
    } else if (node->op != MET_AT) {
        push(r, out, met_eval_node(r, node, period, at));
    } else if (node->all) {
        met_eval_all(r, node->args[0], period, at, out);
    } else if (node->who) {
        push(r, out, eval_who(r, node->args[0], node->who, period, at));
    } else {
        for (uint32_t i = 0; i < node->period_len; i++)
            push(r, out, met_eval_node(r, node->args[0], met_period_at(period, node->periods[i]), at));
    }
}
