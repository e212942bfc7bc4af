/* What the trends are as a whole: the map of effect and likelihood, and the thread from trend to goal,
 * indicator and budget. */
#include "metric/trends.h"

#include "metric/layout.h"
#include "metric/prose.h"
#include "model/template.h"

#include <string.h>

const char *met_indicator_name(const struct mdl_series *series)
{
    return series->short_name ? series->short_name : series->name;
}

void met_put_goal(struct met_result *r, xmlNodePtr out, const struct mdl_goal *goal)
{
    const char *id = aj_map_find(&r->trends->goal_ids, goal->no);
    const char *text = aj_printf(r->job->arena, "%s. %s", goal->no, goal->title);
    if (!id) {
        met_add_text(out, text);
        return;
    }
    xmlNodePtr link = xmlNewChild(out, NULL, BAD_CAST "a", NULL);
    met_set(link, "href", aj_printf(r->job->arena, "#%s", id));
    met_add_text(link, text);
}

/* "3. Nya livsmönster påverkar platsbundenhet", which leads to its chapter. */
static void put_trend(struct met_result *r, xmlNodePtr out, const struct met_trend *trend)
{
    const char *text = aj_printf(r->job->arena, "%u. %s", trend->no, trend->title);
    if (!trend->id) {
        met_add_text(out, text);
        return;
    }
    xmlNodePtr link = xmlNewChild(out, NULL, BAD_CAST "a", NULL);
    met_set(link, "href", aj_printf(r->job->arena, "#%s", trend->id));
    met_add_text(link, text);
}

/* ---- the map ---- */

static bool any_says(const struct met_result *r, enum mdl_trend_part part)
{
    for (uint32_t i = 0; i < r->trends->len; i++)
        if (*r->trends->items[i]->parts[part].text)
            return true;
    return false;
}

static void put_axis(struct met_result *r, xmlNodePtr table, const char *key, const char *heading,
                     const struct met_scale *scale)
{
    const char *steps = "";
    for (int i = 0; i < scale->len; i++)
        steps = aj_printf(r->job->arena, "%s%s%s", steps, i ? "; " : "", scale->words[i]);
    met_table_column(table, "figure", heading);
    met_set(xmlGetLastChild(table), "key", key);
    met_set(xmlGetLastChild(table), "steps", steps);
}

static void put_step(struct met_result *r, xmlNodePtr row, const struct met_scale *scale, int step,
                     struct src_cell said)
{
    xmlNodePtr cell = xmlNewChild(row, NULL, BAD_CAST "cell", NULL);
    met_set_at(cell, said.at);
    if (step) {
        met_set(cell, "exact", aj_printf(r->job->arena, "%d", step));
        met_add_text(cell, scale->words[step - 1]);
    } else {
        met_set(cell, "missing", mdl_missing_name(MDL_NOT_REPORTED));
        met_add_text(cell, mdl_missing_sign(MDL_NOT_REPORTED));
    }
}

static void put_map(struct met_result *r, const xmlNode *node, xmlNodePtr out, uint32_t depth)
{
    static const struct {
        enum mdl_trend_part part;
        const char *key, *heading;
    } texts[] = {{MDL_TREND_HORIZON, "horizon", "Horisont"}, {MDL_TREND_FORCE, "force", "Drivkraft"}};
    enum { TEXTS = sizeof texts / sizeof *texts };
    const char *id = met_attr(r, node, "id");
    xmlNodePtr chart = met_add(r, out, "chart", node);
    met_set(chart, "kind", "matrix");
    met_set(chart, "id", id ? id : met_id_new(r, "trendkarta", "trendkarta"));
    met_table_caption(r, node, chart, "Trendernas effekt och sannolikhet", depth);
    xmlNodePtr table = met_add(r, chart, "table", node);
    met_set(table, "kind", "metrics");
    met_set(table, "id", met_id_new(r, NULL, "tabell"));
    xmlNodePtr caption = met_add(r, table, "caption", node);
    met_add_text(caption, "Trenderna med effekt och sannolikhet");
    met_table_column(table, "label", "Trend");
    put_axis(r, table, "effect", "Effekt", &r->trends->effect);
    put_axis(r, table, "likelihood", "Sannolikhet", &r->trends->likelihood);
    for (int t = 0; t < TEXTS; t++)
        if (any_says(r, texts[t].part)) {
            met_table_column(table, "text", texts[t].heading);
            met_set(xmlGetLastChild(table), "key", texts[t].key);
        }
    for (uint32_t i = 0; i < r->trends->len; i++) {
        const struct met_trend *trend = r->trends->items[i];
        xmlNodePtr row = met_table_row(table, "item", trend->at);
        put_trend(r, met_table_label(row, "", trend->at), trend);
        put_step(r, row, &r->trends->effect, trend->effect, trend->parts[MDL_TREND_EFFECT]);
        put_step(r, row, &r->trends->likelihood, trend->likelihood, trend->parts[MDL_TREND_LIKELIHOOD]);
        for (int t = 0; t < TEXTS; t++)
            if (any_says(r, texts[t].part))
                met_add_text(xmlNewChild(row, NULL, BAD_CAST "cell", NULL), trend->parts[texts[t].part].text);
    }
    met_table_credit(r, node, table, depth);
}

/* ---- the thread ---- */

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

/* A name of the budget with its figure, on a line of its own. */
static void put_budget_row(const struct thread *thread, xmlNodePtr cell, const char *name, aj_at at)
{
    struct met_result *r = thread->r;
    struct met_subject subject = met_subject_find(r, name, at);
    struct mdl_period *periods;
    uint32_t count;
    bool span;
    if (cell->children)
        met_set_at(xmlNewChild(cell, NULL, BAD_CAST "br", NULL), at);
    met_add_text(cell, subject.kind ? subject.name : name);
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
    met_add_text(cell, ", ");
    (void)met_put_amount(r, thread->node, cell, &amount);
}

static void put_budget(const struct thread *thread, xmlNodePtr row, const struct strand *strand)
{
    struct aj_map seen = AJ_MAP_INIT(thread->r->job->arena);
    xmlNodePtr cell = put_cell(thread, row, "td", 0);
    uint32_t sources = strand->len + 1;
    for (uint32_t i = 0; i < sources; i++) {
        struct src_cell told = i              ? strand->indicators[i - 1]->budget
                               : strand->goal ? strand->goal->budget
                                              : (struct src_cell){"", 0};
        struct met_pieces names = met_pieces_of(thread->r->job->arena, told.text ? told.text : "", ";\n");
        for (uint32_t n = 0; n < names.len; n++) {
            if (aj_map_find(&seen, names.items[n]))
                continue;
            aj_map_put(&seen, names.items[n], thread->r);
            put_budget_row(thread, cell, names.items[n], told.at);
        }
    }
    if (!seen.len)
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
    for (uint32_t i = 0; i < strand->len; i++) {
        if (i)
            met_set_at(xmlNewChild(cell, NULL, BAD_CAST "br", NULL), strand->indicators[i]->at);
        met_add_text(cell, met_indicator_name(strand->indicators[i]));
    }
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
                put_trend(thread->r, heading, trend);
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

static void put_thread(struct met_result *r, const xmlNode *node, xmlNodePtr out, uint32_t depth)
{
    const char *id = met_attr(r, node, "id"), *budget = first_budget(r);
    xmlNodePtr table = met_add(r, out, "table", node);
    struct thread thread = {.r = r, .node = node, .out = table, .budget = budget != NULL};
    if (budget)
        thread.period = budget_period(r, node, budget);
    met_set(table, "id", id ? id : met_id_new(r, "roda-traden", "roda-traden"));
    met_table_caption(r, node, table,
                      budget ? "Den röda tråden från trend till mål, indikator och budget"
                             : "Den röda tråden från trend till mål och indikator",
                      depth);
    xmlNodePtr row = put_cell(&thread, put_cell(&thread, table, "thead", 0), "tr", 0);
    const char *headings[] = {"Trend", "Mål", "Indikator", "Budget"};
    for (int i = 0; i < (budget ? 4 : 3); i++)
        met_add_text(put_cell(&thread, row, "th", 0), headings[i]);
    if (thread.period)
        met_add_text(xmlGetLastChild(row), aj_printf(r->job->arena, " %s", year_of(thread.period)));
    for (uint32_t i = 0; i < r->trends->len; i++) {
        struct strands strands = strands_of(r, r->trends->items[i]);
        put_strands(&thread, r->trends->items[i], &strands);
    }
    put_unreached(&thread);
}

void met_bind_matrix(struct met_result *r, const xmlNode *node, xmlNodePtr out, uint32_t depth)
{
    const char *of = met_need(r, node, "of");
    if (!of)
        return;
    if (!r->trends->len) {
        met_anchor_at(r, node, out);
        if (!r->model->incomplete)
            aj_diag_add(r->job->diags, AJ_E0399, src_xml_at(node), NULL);
    } else if (!strcmp(mdl_fold(r->job->arena, of), "trendkarta")) {
        put_map(r, node, out, depth);
    } else {
        put_thread(r, node, out, depth);
    }
}
