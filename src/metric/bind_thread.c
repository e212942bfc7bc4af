/* The thread from trend to goal, indicator and budget: a table of words, with what is missing said. */
#include "metric/trends.h"

#include "metric/prose.h"

#include <string.h>

/* One row: a goal with the indicators in which the trend is seen. */
struct strand {
    const struct mdl_goal *goal; /* NULL: of no goal */
    const struct mdl_series **indicators;
    uint32_t len, cap;
};

struct strands {
    struct strand *items;
    uint32_t len, cap;
};

struct thread {
    struct met_result *r;
    const xmlNode *node;
    xmlNodePtr out;     /* the tbody */
    bool budget;        /* some goal or indicator names what pays for it */
    const char *period; /* of its figures; NULL: none */
};

static bool is_goals_own(const struct mdl_series *series, const struct mdl_goal *goal)
{
    bool supporting = series->type && !strcmp(series->type, "stödjande");
    return series->goal && !strcmp(series->goal, goal->no) && !series->whole && !supporting &&
           series->role != MDL_GROUP;
}

/* All of a goal, where trends name goals alone. */
static void add_goals_own(struct met_result *r, struct strand *strand)
{
    for (uint32_t t = 0; t < r->model->table_len; t++) {
        const struct mdl_table *table = r->model->tables[t];
        for (uint32_t i = 0; table->kind == MDL_INDICATORS && i < table->series_len; i++)
            if (is_goals_own(table->series[i], strand->goal))
                AJ_PUSH(r->job->arena, strand->indicators, strand->len, strand->cap, table->series[i]);
    }
}

/* Where trends name indicators, one that names none in a goal is seen in none there. */
static bool names_indicators(const struct met_result *r)
{
    for (uint32_t i = 0; i < r->trends->len; i++)
        if (*r->trends->items[i]->parts[MDL_TREND_INDICATORS].text)
            return true;
    return false;
}

static struct strands strands_of(struct met_result *r, const struct met_trend *trend)
{
    struct aj_arena *arena = r->job->arena;
    struct strands strands = {.items = NULL};
    for (uint32_t g = 0; g < r->model->goal_len; g++) {
        const struct mdl_goal *goal = &r->model->goals[g];
        struct strand strand = {.goal = goal};
        if (!met_trend_reaches(trend, goal))
            continue;
        for (uint32_t i = 0; i < trend->indicator_len; i++)
            if (trend->indicators[i]->goal && !strcmp(trend->indicators[i]->goal, goal->no))
                AJ_PUSH(arena, strand.indicators, strand.len, strand.cap, trend->indicators[i]);
        if (!strand.len && !names_indicators(r))
            add_goals_own(r, &strand);
        AJ_PUSH(arena, strands.items, strands.len, strands.cap, strand);
    }
    struct strand rest = {.goal = NULL};
    for (uint32_t i = 0; i < trend->indicator_len; i++)
        if (!trend->indicators[i]->goal)
            AJ_PUSH(arena, rest.indicators, rest.len, rest.cap, trend->indicators[i]);
    if (rest.len || !strands.len)
        AJ_PUSH(arena, strands.items, strands.len, strands.cap, rest);
    return strands;
}

static void put_gap(xmlNodePtr cell, const char *text)
{
    xmlNodePtr gap = xmlNewChild(cell, NULL, BAD_CAST "em", NULL);
    met_set(gap, "class", "gap");
    met_add_text(gap, text);
}

static xmlNodePtr put_cell(const struct thread *thread, xmlNodePtr row, const char *name, aj_at at)
{
    xmlNodePtr cell = xmlNewChild(row, NULL, BAD_CAST name, NULL);
    met_set_at(cell, at ? at : src_xml_at(thread->node));
    return cell;
}

/* Several things of a cell are a list, each with a line of its own; one stands in the cell itself. */
static xmlNodePtr put_lines(xmlNodePtr cell, uint32_t count)
{
    if (count < 2)
        return cell;
    xmlNodePtr list = xmlNewChild(cell, NULL, BAD_CAST "ul", NULL);
    met_set(list, "class", "lines");
    return list;
}

static xmlNodePtr put_line(xmlNodePtr lines, aj_at at)
{
    if (!src_xml_is(lines, "ul"))
        return lines;
    xmlNodePtr line = xmlNewChild(lines, NULL, BAD_CAST "li", NULL);
    met_set_at(line, at);
    return line;
}

/* A row of the budget with its figure. */
static void put_budget_row(const struct thread *thread, xmlNodePtr line, const char *name, aj_at at)
{
    struct met_result *r = thread->r;
    struct met_subject subject = met_subject_find(r, name, at);
    struct mdl_period *periods;
    uint32_t count;
    bool span;
    met_add_text(line, subject.kind ? subject.name : name);
    bool figure = subject.kind == MET_SERIES || subject.kind == MET_METRIC;
    if (!figure || !thread->period ||
        !met_read_periods(r, thread->period, &subject, src_xml_at(thread->node), &periods, &count, &span))
        return;
    struct met_value value = met_eval_spoken(r, &subject, periods[0], at);
    if (value.state != MET_KNOWN) {
        met_report_unknown(r, &subject, periods[0], &value, at);
        return;
    }
    struct met_amount amount = {.name = subject.name,
                                .period = mdl_period_text(r->job->arena, periods[0]),
                                .value = value,
                                .unit = met_subject_unit(&subject),
                                .decimals = met_subject_decimals(&subject, &value)};
    met_add_text(line, ", ");
    (void)met_put_amount(r, thread->node, line, &amount);
}

/* What pays for the goal and its indicators, each name once. */
struct payers {
    struct src_cell *items;
    uint32_t len, cap;
};

static void add_payers(struct aj_arena *arena, struct payers *payers, struct src_cell told)
{
    struct met_pieces names = met_pieces_of(arena, told.text ? told.text : "", ";\n");
    for (uint32_t n = 0; n < names.len; n++) {
        bool known = false;
        for (uint32_t i = 0; i < payers->len && !known; i++)
            known = !strcmp(payers->items[i].text, names.items[n]);
        struct src_cell payer = {names.items[n], told.at};
        if (!known)
            AJ_PUSH(arena, payers->items, payers->len, payers->cap, payer);
    }
}

static void put_budget(const struct thread *thread, xmlNodePtr row, const struct strand *strand)
{
    struct payers payers = {.items = NULL};
    xmlNodePtr cell = put_cell(thread, row, "td", 0);
    if (strand->goal)
        add_payers(thread->r->job->arena, &payers, strand->goal->budget);
    for (uint32_t i = 0; i < strand->len; i++)
        add_payers(thread->r->job->arena, &payers, strand->indicators[i]->budget);
    xmlNodePtr lines = put_lines(cell, payers.len);
    for (uint32_t i = 0; i < payers.len; i++)
        put_budget_row(thread, put_line(lines, payers.items[i].at), payers.items[i].text, payers.items[i].at);
    if (!payers.len)
        put_gap(cell, "ingen budgetrad");
}

static void put_strand(const struct thread *thread, xmlNodePtr row, const struct strand *strand)
{
    struct met_result *r = thread->r;
    xmlNodePtr goal = put_cell(thread, row, "td", strand->goal ? strand->goal->at : 0);
    if (strand->goal)
        met_put_goal(r, goal, strand->goal);
    else
        put_gap(goal, "inget mål");
    xmlNodePtr cell = put_cell(thread, row, "td", strand->len ? strand->indicators[0]->at : 0);
    xmlNodePtr lines = put_lines(cell, strand->len);
    for (uint32_t i = 0; i < strand->len; i++)
        met_add_text(put_line(lines, strand->indicators[i]->at), met_indicator_name(strand->indicators[i]));
    if (!strand->len)
        put_gap(cell, "ingen indikator");
    if (thread->budget)
        put_budget(thread, row, strand);
}

/* A trend, or NULL for the goals that none reaches, with its rows. */
static void put_strands(const struct thread *thread, const struct met_trend *trend,
                        const struct strands *strands)
{
    struct aj_arena *arena = thread->r->job->arena;
    xmlNodePtr body = xmlNewChild(thread->out, NULL, BAD_CAST "tbody", NULL);
    met_set_at(body, trend ? trend->at : src_xml_at(thread->node));
    for (uint32_t i = 0; i < strands->len; i++) {
        xmlNodePtr row = put_cell(thread, body, "tr", trend ? trend->at : 0);
        if (!i) {
            xmlNodePtr heading = put_cell(thread, row, "th", trend ? trend->at : 0);
            if (strands->len > 1)
                met_set(heading, "rowspan", aj_printf(arena, "%u", strands->len));
            if (trend)
                met_put_trend(thread->r, heading, trend);
            else
                put_gap(heading, "ingen trend");
        }
        put_strand(thread, row, &strands->items[i]);
    }
}

static void put_unreached(const struct thread *thread)
{
    struct met_result *r = thread->r;
    struct strands strands = {.items = NULL};
    for (uint32_t g = 0; g < r->model->goal_len; g++) {
        struct strand strand = {.goal = &r->model->goals[g]};
        bool reached = false;
        for (uint32_t i = 0; i < r->trends->len && !reached; i++)
            reached = met_trend_reaches(r->trends->items[i], strand.goal);
        if (reached)
            continue;
        add_goals_own(r, &strand);
        AJ_PUSH(r->job->arena, strands.items, strands.len, strands.cap, strand);
    }
    if (strands.len)
        put_strands(thread, NULL, &strands);
}

/* The first name of a budget row that a goal or indicator tells, or NULL. */
static const char *first_budget(struct met_result *r)
{
    for (uint32_t g = 0; g < r->model->goal_len; g++)
        if (*r->model->goals[g].budget.text)
            return met_pieces_of(r->job->arena, r->model->goals[g].budget.text, ";\n").items[0];
    for (uint32_t t = 0; t < r->model->table_len; t++) {
        const struct mdl_table *table = r->model->tables[t];
        for (uint32_t i = 0; table->kind == MDL_INDICATORS && i < table->series_len; i++)
            if (table->series[i]->budget.text && *table->series[i]->budget.text)
                return met_pieces_of(r->job->arena, table->series[i]->budget.text, ";\n").items[0];
    }
    return NULL;
}

/* The period that the author asks for, else the first for which the rows have a budget, else their first. */
static const char *budget_period(struct met_result *r, const xmlNode *node, const char *name)
{
    bool ambiguous;
    const char *asked = met_attr(r, node, "period");
    struct met_subject subject = met_subject_peek(r, name, &ambiguous);
    struct mdl_period *periods;
    if (asked || (subject.kind != MET_SERIES && subject.kind != MET_METRIC))
        return asked;
    uint32_t count = met_periods(r, &subject, &periods), first = 0;
    for (uint32_t i = count; i > 0; i--)
        if (periods[i - 1].scenario == MDL_BUDGET)
            first = i - 1;
    return count ? mdl_period_text(r->job->arena, periods[first]) : NULL;
}

/* The heading says that it is a budget: "2022" of "Budget 2022". */
static const char *year_of(const char *period)
{
    static const char word[] = "Budget ";
    return strncmp(period, word, sizeof word - 1) ? period : period + sizeof word - 1;
}

/* Of the rows' budgets: that of one period has its year. */
static const char *cost_heading(const struct thread *thread)
{
    if (!thread->period)
        return met_heading(thread->r, "thread-cost");
    return met_heading_with(thread->r, "thread-cost-of",
                            (const char *const[]){year_of(thread->period), NULL});
}

void met_put_thread(struct met_result *r, const xmlNode *node, xmlNodePtr out, uint32_t depth)
{
    const char *id = met_attr(r, node, "id"), *budget = first_budget(r);
    xmlNodePtr table = met_add(r, out, "table", node);
    struct thread thread = {.r = r, .node = node, .out = table, .budget = budget != NULL};
    if (budget)
        thread.period = budget_period(r, node, budget);
    met_set(table, "id", id ? id : met_id_new(r, "roda-traden", "roda-traden"));
    met_table_caption(r, node, table, met_heading(r, budget ? "thread-budget" : "thread"), depth);
    xmlNodePtr row = put_cell(&thread, put_cell(&thread, table, "thead", 0), "tr", 0);
    static const char *const headings[] = {"trend", "goal", "indicator"};
    for (int i = 0; i < 3; i++)
        met_add_text(put_cell(&thread, row, "th", 0), met_heading(r, headings[i]));
    if (budget)
        met_add_text(put_cell(&thread, row, "th", 0), cost_heading(&thread));
    for (uint32_t i = 0; i < r->trends->len; i++) {
        struct strands strands = strands_of(r, r->trends->items[i]);
        put_strands(&thread, r->trends->items[i], &strands);
    }
    put_unreached(&thread);
}
