/* Checks that everything of a sort has what it needs: every goal an indicator, every action someone
 * responsible. */
#include "metric/trends.h"

#include "base/accept.h"

#include <string.h>

struct coverage {
    struct met_result *r;
    const struct met_check *check;
};

void met_coverage_tell(struct met_result *r, const struct met_check *check, const char *name, aj_at at)
{
    struct aj_diags *diags = r->job->diags;
    struct aj_diag *diag = aj_diag_add(diags, AJ_W0361, at, name, check->name, check->id, NULL);
    diag->template_at = check->at;
    aj_diag_by_check(diags, diag, check->id);
}

static void tell(const struct coverage *coverage, const char *name, aj_at at)
{
    met_coverage_tell(coverage->r, coverage->check, name, at);
}

static bool goal_has_indicator(const struct met_result *r, const struct mdl_goal *goal)
{
    for (uint32_t t = 0; t < r->model->table_len; t++) {
        const struct mdl_table *table = r->model->tables[t];
        for (uint32_t i = 0; table->kind == MDL_INDICATORS && i < table->series_len; i++)
            if (table->series[i]->goal && !strcmp(table->series[i]->goal, goal->no))
                return true;
    }
    return false;
}

/* Without a single indicator the report speaks of goals alone, and none of them lacks one. */
static bool any_indicators(const struct met_result *r)
{
    for (uint32_t t = 0; t < r->model->table_len; t++)
        if (r->model->tables[t]->kind == MDL_INDICATORS)
            return true;
    return false;
}

/* A goal that the report does not print may be one that its trends aim at. */
static bool is_linked(const struct met_result *r, const struct mdl_goal *goal)
{
    for (uint32_t i = 0; i < r->trends->len; i++)
        if (met_trend_reaches(r->trends->items[i], goal))
            return true;
    return false;
}

static void goals(const struct coverage *coverage)
{
    const struct met_result *r = coverage->r;
    for (uint32_t i = 0; i < r->model->goal_len && any_indicators(r); i++) {
        const struct mdl_goal *goal = &r->model->goals[i];
        if ((goal->printed || is_linked(r, goal)) && !goal_has_indicator(r, goal))
            tell(coverage, aj_printf(r->job->arena, "mål %s", goal->no), goal->at);
    }
}

enum need { NEED_TARGET, NEED_OUTCOME, NEED_SOURCE, NEED_DIRECTION };

/* A figure, or a sign that says why there is none, of any year. */
static bool has_outcome(struct met_result *r, const struct met_subject *subject)
{
    struct mdl_period *periods;
    uint32_t count = met_periods(r, subject, &periods);
    for (uint32_t i = 0; i < count; i++) {
        struct met_value value = met_eval_series(r, subject, periods[i], 0);
        if (value.state != MET_LACKING && !(value.state == MET_MISSING && value.missing == MDL_EMPTY))
            return true;
    }
    return false;
}

static bool indicator_has(struct met_result *r, const struct mdl_series *series, enum need need)
{
    struct met_subject subject = met_row_subject(r, series);
    switch (need) {
    case NEED_TARGET:
        return met_eval_goal(r, &subject).state != MET_LACKING;
    case NEED_OUTCOME:
        return has_outcome(r, &subject);
    case NEED_SOURCE:
        return series->source && *series->source;
    case NEED_DIRECTION:
        return series->better != MDL_NEITHER;
    }
    return true;
}

static void each_indicator(const struct coverage *coverage, enum need need)
{
    struct met_result *r = coverage->r;
    const char *type = coverage->check->type;
    bool quiet = r->quiet;
    r->quiet = true;
    for (uint32_t t = 0; t < r->model->table_len; t++) {
        const struct mdl_table *table = r->model->tables[t];
        for (uint32_t i = 0; table->kind == MDL_INDICATORS && i < table->series_len; i++) {
            const struct mdl_series *series = table->series[i];
            bool asked = met_is_item(series) && (!type || !series->type || !strcmp(series->type, type));
            if (asked && !indicator_has(r, series, need))
                tell(coverage, series->name, series->at);
        }
    }
    r->quiet = quiet;
}

static void indicators_target(const struct coverage *coverage)
{
    each_indicator(coverage, NEED_TARGET);
}

static void indicators_outcome(const struct coverage *coverage)
{
    each_indicator(coverage, NEED_OUTCOME);
}

static void indicators_source(const struct coverage *coverage)
{
    each_indicator(coverage, NEED_SOURCE);
}

static void indicators_direction(const struct coverage *coverage)
{
    each_indicator(coverage, NEED_DIRECTION);
}

/* A target that the report states and nowhere says whether it is met. */
static void targets_judged(const struct coverage *coverage)
{
    const struct met_result *r = coverage->r;
    for (uint32_t i = 0; i < r->target_len; i++)
        if (r->targets[i]->valid && !r->targets[i]->judgement_len)
            tell(coverage, r->targets[i]->name, r->targets[i]->at);
}

/* One action without what any other of its list has, or all are asked for: see the check's `type`. */
static void each_action(const struct coverage *coverage, enum mdl_action_field field)
{
    struct met_result *r = coverage->r;
    for (uint32_t l = 0; l < r->action_len; l++) {
        const struct met_actions *list = r->actions[l];
        for (uint32_t i = 0; i < list->len; i++) {
            const struct met_action *action = list->items[i];
            if (!*met_action_says(action, field))
                tell(coverage, met_action_says(action, MDL_ACTION_NAME), action->is.at);
        }
    }
}

static void actions_responsible(const struct coverage *coverage)
{
    each_action(coverage, MDL_ACTION_RESPONSIBLE);
}

static void actions_time(const struct coverage *coverage)
{
    each_action(coverage, MDL_ACTION_TIME);
}

static void actions_status(const struct coverage *coverage)
{
    each_action(coverage, MDL_ACTION_STATUS);
}

static void actions_saving(const struct coverage *coverage)
{
    each_action(coverage, MDL_ACTION_SAVING);
}

/* The same figure of the same year in two tables that differ. */
static void same_figure(const struct coverage *coverage, const struct mdl_series *a,
                        const struct mdl_series *b)
{
    struct met_result *r = coverage->r;
    struct met_subject one = met_row_subject(r, a), other = met_row_subject(r, b);
    struct mdl_period *periods;
    uint32_t count = met_periods(r, &one, &periods);
    for (uint32_t i = 0; i < count; i++) {
        struct met_value x = met_eval_series(r, &one, periods[i], 0),
                         y = met_eval_series(r, &other, periods[i], 0);
        if (x.state != MET_KNOWN || y.state != MET_KNOWN || x.scenario != y.scenario ||
            strcmp(x.dimension, y.dimension) != 0)
            continue;
        /* Both are right when each is the other's rounding. */
        bool alike = aj_rat_cmp(x.low, y.high) <= 0 && aj_rat_cmp(y.low, x.high) <= 0;
        if (!alike)
            tell(coverage,
                 aj_printf(r->job->arena, "%s %s", b->name, mdl_period_text(r->job->arena, periods[i])),
                 y.at);
    }
}

/* Whether a table's labels name measures, which mean the same wherever they stand; a table of committees or
 * services holds one measure, and another such table another. */
static bool names_measures(struct aj_arena *arena, const struct mdl_table *table)
{
    static const char *const headings[] = {"nyckeltal", "indikator", "mått", "mätetal", "styrande indikator"};
    const char *heading = table->label_heading ? mdl_fold(arena, table->label_heading) : "";
    for (size_t i = 0; i < sizeof headings / sizeof *headings; i++)
        if (!strncmp(heading, headings[i], strlen(headings[i])))
            return true;
    return table->kind == MDL_INDICATORS;
}

/* Rows of tables that are not statements, by name; statements have checks of their own. */
static void figures_agree(const struct coverage *coverage)
{
    struct met_result *r = coverage->r;
    struct aj_map seen = AJ_MAP_INIT(r->job->arena);
    bool quiet = r->quiet;
    r->quiet = true;
    for (uint32_t t = 0; t < r->model->table_len; t++) {
        const struct mdl_table *table = r->model->tables[t];
        bool figures = (table->kind == MDL_INDICATORS || table->kind == MDL_FIGURES) &&
                       names_measures(r->job->arena, table);
        for (uint32_t i = 0; figures && i < table->series_len; i++) {
            const struct mdl_series *series = table->series[i];
            if (series->role == MDL_GROUP || series->whole)
                continue;
            const char *key = mdl_fold(r->job->arena, series->name);
            const struct mdl_series *first = aj_map_find(&seen, key);
            if (!first)
                aj_map_put(&seen, key, (void *)series);
            else if (first->table != table)
                same_figure(coverage, first, series);
        }
    }
    r->quiet = quiet;
}

static void columns_crossfoot(const struct coverage *coverage)
{
    met_crossfoot(coverage->r, coverage->check);
}

static void names_alike(const struct coverage *coverage)
{
    met_spelling(coverage->r, coverage->check);
}

static void trends_answered(const struct coverage *coverage)
{
    met_trends_answered(coverage->r, coverage->check);
}

static void trends_aimed(const struct coverage *coverage)
{
    met_trends_aimed(coverage->r, coverage->check);
}

static void trends_judged(const struct coverage *coverage)
{
    met_trends_judged(coverage->r, coverage->check);
}

static void trends_distinct(const struct coverage *coverage)
{
    met_trends_distinct(coverage->r, coverage->check);
}

static void trends_linked(const struct coverage *coverage)
{
    met_trends_linked(coverage->r, coverage->check);
}

static void trends_on_scale(const struct coverage *coverage)
{
    met_trends_on_scale(coverage->r, coverage->check);
}

static void goals_reached(const struct coverage *coverage)
{
    met_goals_reached(coverage->r, coverage->check);
}

static const struct {
    const char *every, *needs;
    void (*run)(const struct coverage *coverage);
} rules[] = {
    {"mål", "indikator", goals},
    {"indikator", "delmål", indicators_target},
    {"indikator", "utfall", indicators_outcome},
    {"indikator", "källa", indicators_source},
    {"indikator", "riktning", indicators_direction},
    {"målsättning", "bedömning", targets_judged},
    {"åtgärd", "ansvarig", actions_responsible},
    {"åtgärd", "tid", actions_time},
    {"åtgärd", "läge", actions_status},
    {"åtgärd", "effekt", actions_saving},
    {"siffra", "samma värde", figures_agree},
    {"kolumn", "tvärsumma", columns_crossfoot},
    {"namn", "samma skrivsätt", names_alike},
    {"trend", "svar", trends_answered},
    {"trend", "mål", trends_aimed},
    {"trend", "bedömning", trends_judged},
    {"trend", "eget id", trends_distinct},
    {"trend", "kända kopplingar", trends_linked},
    {"trend", "steg på skalan", trends_on_scale},
    {"mål", "trend", goals_reached},
};

enum { RULES = sizeof rules / sizeof *rules };

bool met_coverage_known(const char *every, const char *needs)
{
    for (size_t i = 0; i < RULES; i++)
        if (!strcmp(rules[i].every, every) && !strcmp(rules[i].needs, needs))
            return true;
    return false;
}

const char *met_coverage_list(struct aj_arena *arena)
{
    const char *list = "";
    for (size_t i = 0; i < RULES; i++)
        list = aj_printf(arena, "%s%s%s/%s", list, *list ? ", " : "", rules[i].every, rules[i].needs);
    return list;
}

static bool concerns(const struct met_check *check, const char *kind)
{
    if (!check->kinds)
        return true;
    size_t n = strlen(kind);
    if (!n) /* no report, or one that does not say its kind */
        return false;
    for (const char *p = check->kinds; (p = strstr(p, kind)); p += n)
        if ((p == check->kinds || p[-1] == ' ') && (!p[n] || p[n] == ' '))
            return true;
    return false;
}

void met_run_coverage(struct met_result *r, const char *kind)
{
    for (uint32_t i = 0; i < r->check_len; i++) {
        const struct met_check *check = &r->checks[i];
        struct coverage coverage = {r, check};
        for (size_t j = 0; check->every && concerns(check, kind) && j < RULES; j++)
            if (!strcmp(rules[j].every, check->every) && !strcmp(rules[j].needs, check->needs))
                rules[j].run(&coverage);
    }
}
