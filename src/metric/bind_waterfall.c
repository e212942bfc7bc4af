/* The table of a waterfall: from one sum to the next, with the steps between. */
#include "metric/chart.h"

#include <stdlib.h>
#include <string.h>

struct step {
    const char *label;
    struct aj_rat base; /* in base units */
    bool sum;
    aj_at at;
    uint32_t index;
};

struct fall {
    struct met_result *r;
    const xmlNode *node;
    struct met_lines lines;
    struct mdl_period *periods;
    uint32_t period_count;
    struct mdl_unit unit;
    int decimals;
    bool costs;
    struct step *steps;
    uint32_t len, cap;
};

/* Whether all lines are costs that their statement gives a sign, which is then not said. */
static bool all_costs(const struct met_lines *lines)
{
    for (uint32_t i = 0; i < lines->len; i++) {
        const struct met_subject *subject = &lines->items[i].subject;
        const struct mdl_row_def *def = subject->kind == MET_SERIES ? subject->series[0]->def : NULL;
        if (!def || def->sign >= 0)
            return false;
    }
    return true;
}

static bool value_of(struct fall *f, const struct met_line *line, uint32_t period, struct met_value *value)
{
    aj_at at = line->at ? line->at : src_xml_at(f->node);
    *value = met_eval(f->r, &line->subject, f->periods[period], at);
    if (f->costs)
        *value = met_spoken(&line->subject, *value);
    if (value->state == MET_MISSING) {
        aj_diag_add(f->r->job->diags, AJ_E0692, src_xml_at(f->node), line->label, NULL);
        return false;
    }
    if (value->state != MET_KNOWN) {
        met_report_unknown(f->r, &line->subject, f->periods[period], value, src_xml_at(f->node));
        return false;
    }
    int decimals = met_decimals_as(&line->subject, value, f->lines.as);
    f->decimals = decimals > f->decimals ? decimals : f->decimals;
    return true;
}

static void add_step(struct fall *f, const char *label, struct aj_rat base, bool sum, aj_at at)
{
    struct step step = {label, base, sum, at, f->len};
    AJ_PUSH(f->r->job->arena, f->steps, f->len, f->cap, step);
}

/* One period: the rows are the steps. */
static bool take_steps(struct fall *f)
{
    for (uint32_t i = 0; i < f->lines.len; i++) {
        struct met_value value;
        if (!value_of(f, &f->lines.items[i], 0, &value))
            return false;
        add_step(f, f->lines.items[i].label, value.exact, f->lines.items[i].sum, value.at);
    }
    return true;
}

/* "Budget 2024": the period with the kind of figures that it has. */
static const char *period_name(struct fall *f, uint32_t i, enum mdl_scenario scenario)
{
    struct mdl_period period = f->periods[i];
    period.scenario = period.scenario ? period.scenario : scenario;
    return mdl_period_text(f->r->job->arena, period);
}

/* Two periods: from the sum of the first to that of the second by what each row changes. */
static bool take_changes(struct fall *f)
{
    struct aj_arena *arena = f->r->job->arena;
    struct aj_rat sums[2] = {aj_rat_int(arena, 0), aj_rat_int(arena, 0)};
    enum mdl_scenario scenarios[2] = {MDL_UNSAID, MDL_UNSAID};
    aj_at at[2] = {src_xml_at(f->node), src_xml_at(f->node)};
    bool given = false;
    add_step(f, "", sums[0], true, at[0]);
    for (uint32_t i = 0; i < f->lines.len; i++) {
        const struct met_line *line = &f->lines.items[i];
        struct met_value values[2];
        if (!value_of(f, line, 0, &values[0]) || !value_of(f, line, 1, &values[1]))
            return false;
        for (int k = 0; k < 2; k++) {
            scenarios[k] = values[k].scenario;
            if (!line->sum && !given)
                sums[k] = aj_rat_add(arena, sums[k], values[k].exact);
            at[k] = line->sum ? values[k].at : at[k];
            if (line->sum)
                sums[k] = values[k].exact;
        }
        given |= line->sum;
        if (!line->sum)
            add_step(f, line->label, aj_rat_sub(arena, values[1].exact, values[0].exact), false,
                     values[1].at);
    }
    f->steps[0] = (struct step){period_name(f, 0, scenarios[0]), sums[0], true, at[0], 0};
    add_step(f, period_name(f, 1, scenarios[1]), sums[1], true, at[1]);
    return true;
}

static int by_size(const void *a, const void *b)
{
    const struct step *s = a, *t = b;
    int order = aj_rat_cmp(t->base, s->base);
    return order ? order : (s->index > t->index) - (s->index < t->index);
}

static int by_size_up(const void *a, const void *b)
{
    const struct step *s = a, *t = b;
    int order = aj_rat_cmp(s->base, t->base);
    return order ? order : (s->index > t->index) - (s->index < t->index);
}

/* Sorts the steps between each sum and the next. */
static void order_steps(struct fall *f, const char *order)
{
    for (uint32_t i = 0, from = 0; order && i <= f->len; i++) {
        if (i < f->len && !f->steps[i].sum)
            continue;
        if (i > from)
            qsort(f->steps + from, i - from, sizeof *f->steps,
                  met_chart_is(order, "stigande") ? by_size_up : by_size);
        from = i + 1;
    }
}

/* With more decimals where a step would read as nothing. */
static const char *step_text(struct fall *f, const struct step *step)
{
    enum { MORE_MOST = 6 };
    int decimals = f->decimals;
    struct aj_arena *arena = f->r->job->arena;
    const char *text = met_number_text(arena, step->base, &f->unit, decimals);
    while (aj_rat_sign(step->base) != 0 && !strpbrk(text, "123456789") && decimals < f->decimals + MORE_MOST)
        text = met_number_text(arena, step->base, &f->unit, ++decimals);
    return text;
}

static void put_step(struct fall *f, xmlNodePtr table, const struct step *step)
{
    struct aj_arena *arena = f->r->job->arena;
    xmlNodePtr row = met_table_row(table, step->sum ? "sum" : "item", step->at);
    met_table_label(row, step->label, step->at);
    xmlNodePtr cell = xmlNewChild(row, NULL, BAD_CAST "cell", NULL);
    met_set_at(cell, step->at);
    met_set_exact(f->r, cell, step->base, &f->unit);
    const char *text = step_text(f, step);
    bool up = !step->sum && aj_rat_sign(step->base) > 0;
    met_add_text(cell, up ? aj_printf(arena, "+%s", text) : text);
}

bool met_put_waterfall(struct met_result *r, const xmlNode *node, xmlNodePtr table, uint32_t depth)
{
    struct fall f = {.r = r, .node = node, .lines = {.sums = true, .unit = ""}};
    (void)depth;
    if (!met_chart_periods(r, node, &f.periods, &f.period_count) || !met_read_lines(r, node, &f.lines))
        return false;
    if (f.period_count > 2) {
        aj_diag_add(r->job->diags, AJ_E0694, src_xml_at(node), "waterfall",
                    aj_printf(r->job->arena, "%u", f.period_count), "one or two", "en eller två", NULL);
        return false;
    }
    f.costs = all_costs(&f.lines);
    f.unit = met_line_unit(&f.lines, 0);
    for (uint32_t i = 1; i < f.lines.len; i++) {
        struct mdl_unit unit = met_line_unit(&f.lines, i);
        if (!mdl_unit_like(&f.unit, &unit)) {
            aj_diag_add(r->job->diags, AJ_E0307, f.lines.items[i].at, f.lines.items[0].label, f.unit.name,
                        f.lines.items[i].label, unit.name, NULL);
            return false;
        }
    }
    if (!(f.period_count == 2 ? take_changes(&f) : take_steps(&f)))
        return false;
    order_steps(&f, met_attr(r, node, "order"));
    met_chart_unit(table, f.unit.name);
    met_table_column(table, "label", "");
    met_table_column(table, "figure", met_heading(r, "amount"));
    for (uint32_t i = 0; i < f.len; i++)
        put_step(&f, table, &f.steps[i]);
    return f.len > 0;
}
