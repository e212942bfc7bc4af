/*
 * How far goals are met, as tables: within a goal its indicators, each with its verdict and which way it
 * goes; elsewhere the goals, each weighed of its indicators, or the targets that the element names.
 */
#include "metric/prose.h"

#include <string.h>

struct fulfilment {
    struct met_result *r;
    const xmlNode *node;
    xmlNodePtr table;
    struct mdl_period period, before;
    aj_at at;
};

/* A column whose cells the key tells apart from other text. */
static void text_column(const struct fulfilment *f, const char *key, const char *heading)
{
    met_table_column(f->table, "text", heading);
    met_set(xmlGetLastChild(f->table), "key", key);
}

static xmlNodePtr text_cell(const struct fulfilment *f, xmlNodePtr row, const char *text)
{
    xmlNodePtr cell = xmlNewChild(row, NULL, BAD_CAST "cell", NULL);
    met_set_at(cell, f->at);
    met_add_text(cell, text);
    return cell;
}

static void put_outcome(const struct fulfilment *f, xmlNodePtr cell, const struct met_judgement *judgement)
{
    bool open = judgement->outcome == MET_UNDECIDED;
    bool unmeasured = open && (judgement->unmeasured || judgement->left.state == MET_MISSING);
    met_set(cell, "verdict", met_outcome_key(judgement->outcome));
    met_add_text(cell, unmeasured
                           ? "ej mätt"
                           : met_outcome_word(judgement->outcome, f->r->steps_of_verdicts == 4, false));
}

/* ---- indicators ---- */

/* The figure of the year before, or of the last year before it that has one. */
static struct met_value last_before(const struct fulfilment *f, const struct met_subject *subject,
                                    struct mdl_period *period)
{
    struct mdl_period *periods;
    uint32_t count = met_periods(f->r, subject, &periods);
    struct met_value best = {.state = MET_LACKING};
    for (uint32_t i = 0; i < count; i++) {
        if (periods[i].year >= f->period.year || !mdl_part_same(periods[i].part, f->period.part) ||
            periods[i].scenario > MDL_OUTCOME)
            continue;
        struct met_value value = met_eval(f->r, subject, periods[i], f->at);
        if (value.state != MET_KNOWN)
            continue;
        best = value;
        *period = periods[i];
    }
    return best;
}

/* Which way a figure goes: 1 to the better, -1 to the worse, 0 as before, 2 not known. */
static int way_of(const struct fulfilment *f, const struct met_subject *subject, int *since)
{
    struct mdl_period period = {0};
    struct met_value now = met_eval(f->r, subject, f->period, f->at);
    struct met_value before = last_before(f, subject, &period);
    *since = period.year;
    enum mdl_better better = met_subject_better(subject);
    if (now.state != MET_KNOWN || before.state != MET_KNOWN || better == MDL_NEITHER ||
        met_redefined(subject, period, f->period))
        return 2;
    int order = aj_rat_cmp(now.exact, before.exact);
    order = (order > 0) - (order < 0);
    return better == MDL_LOWER ? -order : order;
}

static void put_way(const struct fulfilment *f, xmlNodePtr cell, const struct met_subject *subject)
{
    static const char *const names[] = {"worse", "same", "better"}, *const words[] = {"sämre", "oförändrat",
                                                                                      "bättre"};
    int since, way = way_of(f, subject, &since);
    if (way == 2) {
        met_set(cell, "missing", mdl_missing_name(MDL_NOT_REPORTED));
        met_add_text(cell, mdl_missing_sign(MDL_NOT_REPORTED));
        return;
    }
    met_set(cell, "way", names[way + 1]);
    met_add_text(cell, since == f->period.year - 1
                           ? words[way + 1]
                           : aj_printf(f->r->job->arena, "%s (%d)", words[way + 1], since));
}

static void judge_one(const struct fulfilment *f, xmlNodePtr cell, const struct met_subject *subject)
{
    struct met_that reach = {.kind = MET_REACHES, .left = *subject, .text = subject->name};
    struct met_judgement judgement = {.outcome = MET_UNDECIDED};
    if (met_eval_goal(f->r, subject).state != MET_KNOWN) {
        met_set(cell, "missing", mdl_missing_name(MDL_EMPTY));
        return;
    }
    judgement = met_judge(f->r, &reach, f->period, f->at);
    if (judgement.outcome == MET_NO)
        judgement.outcome = met_step_of(f->r, &reach, &judgement);
    put_outcome(f, cell, &judgement);
}

typedef void put_one(const struct fulfilment *f, xmlNodePtr cell, const struct met_subject *subject);

/* A cell that speaks of a row, or of each of its lettered parts. */
static void put_of_row(const struct fulfilment *f, xmlNodePtr row, const struct mdl_series *series,
                       put_one *put)
{
    xmlNodePtr cell = xmlNewChild(row, NULL, BAD_CAST "cell", NULL);
    struct met_subject subject = met_row_subject(f->r, series);
    met_set_at(cell, series->at);
    met_set(cell, "type", "text");
    if (!series->letter_len) {
        put(f, cell, &subject);
        return;
    }
    for (uint32_t i = 0, l = 0; i < series->table->series_len && l < series->letter_len; i++) {
        if (series->table->series[i]->whole != series)
            continue;
        char letter[2] = {series->letters[l++].letter, '\0'};
        subject = met_row_subject(f->r, series->table->series[i]);
        if (put == judge_one && met_eval_goal(f->r, &subject).state != MET_KNOWN)
            continue;
        xmlNodePtr part = xmlNewChild(cell, NULL, BAD_CAST "part", NULL);
        met_set(part, "letter", letter);
        subject = met_row_subject(f->r, series->table->series[i]);
        met_add_text(part, aj_printf(f->r->job->arena, "%s. ", letter));
        put(f, part, &subject);
    }
}

enum { MOST_COLUMNS = 8 };

struct picked {
    uint32_t columns[MOST_COLUMNS];
    uint32_t len;
};

/* The goal and the period's outcome; the years before are drawn. */
static void pick(const struct fulfilment *f, const struct mdl_table *table, struct picked *picked)
{
    for (int step = 0; step < 2; step++)
        for (uint32_t c = 0; c < table->column_len && picked->len < MOST_COLUMNS; c++) {
            const struct mdl_column *column = &table->columns[c];
            bool goal = column->period.scenario == MDL_TARGET;
            bool outcome = !goal && column->period.year == f->period.year &&
                           mdl_part_same(column->period.part, f->period.part);
            if (column->role == MDL_COL_FIGURE && (step ? outcome : goal))
                picked->columns[picked->len++] = c;
        }
}

static bool has_units(const struct mdl_table *table, const char *goal)
{
    for (uint32_t i = 0; i < table->series_len; i++)
        if (met_is_indicator(table->series[i], goal) && *table->series[i]->unit.name)
            return true;
    return false;
}

static void indicator_row(const struct fulfilment *f, const struct mdl_series *series, bool units,
                          const struct picked *picked)
{
    xmlNodePtr row = met_table_series(f->r, f->table, series), label = xmlGetLastChild(row);
    for (uint32_t l = 0; l < series->letter_len; l++) {
        char letter[2] = {series->letters[l].letter, '\0'};
        xmlNodePtr part = xmlNewChild(label, NULL, BAD_CAST "part", NULL);
        met_set(part, "letter", letter);
        met_add_text(part, aj_printf(f->r->job->arena, "%s. %s", letter, series->letters[l].text));
    }
    if (units)
        met_table_unit(f->r, row, series);
    for (uint32_t i = 0; i < picked->len; i++)
        met_table_cell(f->r, row, series, picked->columns[i]);
    struct met_subject subject = met_row_subject(f->r, series);
    struct met_turn turn = met_turn_of(&f->period, 1);
    if (series->letter_len)
        text_cell(f, row, "");
    else
        met_put_trend_cell(f->r, row, &subject, &turn, series->at);
    put_of_row(f, row, series, put_way);
    put_of_row(f, row, series, judge_one);
}

static void indicator_rows(const struct fulfilment *f, const struct mdl_table *table, const char *goal)
{
    struct picked picked = {.len = 0};
    bool units = has_units(table, goal);
    pick(f, table, &picked);
    met_table_column(f->table, "label", met_heading(f->r, "indicator"));
    if (units)
        met_table_column(f->table, "text", met_heading(f->r, "unit"));
    for (uint32_t i = 0; i < picked.len; i++)
        met_table_column(f->table, "figure",
                         met_column_heading(f->r->job->arena, &table->columns[picked.columns[i]]));
    met_table_column(f->table, "trend", met_heading(f->r, "course"));
    const char *before = aj_printf(f->r->job->arena, "%d", f->before.year);
    text_column(f, "way", met_heading_with(f->r, "against", (const char *const[]){before, NULL}));
    text_column(f, "verdict", met_heading(f->r, "verdict"));
    for (int supporting = 0; supporting < 2; supporting++) {
        bool headed = !supporting;
        for (uint32_t i = 0; i < table->series_len; i++) {
            const struct mdl_series *series = table->series[i];
            if (!met_is_indicator(series, goal) || series->role == MDL_GROUP ||
                met_is_supporting(series) != supporting)
                continue;
            if (!headed) {
                xmlNodePtr row = met_table_row(f->table, "group", series->at);
                xmlNodePtr label = met_table_label(row, met_heading(f->r, "supporting"), series->at);
                met_set(label, "span", aj_printf(f->r->job->arena, "%u", 4 + units + picked.len));
            }
            headed = true;
            indicator_row(f, series, units, &picked);
        }
    }
}

/* ---- goals ---- */

struct met_target *met_target_of_goal(const struct met_result *r, const char *no)
{
    for (uint32_t i = 0; i < r->target_len; i++)
        if (r->targets[i]->goal && !strcmp(r->targets[i]->goal, no))
            return r->targets[i];
    return NULL;
}

/* "3 bättre, 1 sämre". */
static const char *ways_text(const struct fulfilment *f, const struct met_that *that)
{
    static const char *const words[] = {"sämre", "oförändrad", "bättre"};
    struct aj_arena *arena = f->r->job->arena;
    uint32_t by[3] = {0};
    const char *text = "";
    for (uint32_t i = 0; i < that->target_len; i++) {
        const struct met_that *one = &that->targets[i]->that;
        for (uint32_t p = 0; p < (one->kind == MET_WEIGHED ? one->target_len : 1); p++) {
            int since;
            const struct met_subject *subject =
                one->kind == MET_WEIGHED ? &one->targets[p]->that.left : &one->left;
            int way = way_of(f, subject, &since);
            if (way < 2)
                by[way + 1]++;
        }
    }
    for (int way = 2; way >= 0; way--)
        if (by[way])
            text = aj_printf(arena, "%s%s%u\xC2\xA0%s%s", text, *text ? ", " : "", by[way], words[way],
                             way == 1 && by[way] > 1 ? "e" : "");
    return text;
}

static void goal_row(const struct fulfilment *f, const struct mdl_goal *goal)
{
    struct met_result *r = f->r;
    struct aj_arena *arena = r->job->arena;
    struct met_target *target = met_target_of_goal(r, goal->no);
    if (!target) {
        aj_diag_add(r->job->diags, AJ_E0245, f->at, goal->no, NULL);
        return;
    }
    if (!target->valid)
        return;
    const struct met_judgement *judgement = met_judge_target(r, target, f->period, f->at);
    uint32_t met, of;
    met_weigh_count(r, &target->that, f->period, f->at, &met, &of);
    xmlNodePtr row = met_table_row(f->table, "item", goal->at);
    met_table_label(row, aj_printf(arena, "%s. %s", goal->no, goal->title), goal->at);
    text_cell(f, row, aj_printf(arena, "%u av %u", met, of));
    text_cell(f, row, ways_text(f, &target->that));
    put_outcome(f, text_cell(f, row, ""), judgement);
}

static void goal_rows(const struct fulfilment *f)
{
    struct met_result *r = f->r;
    met_table_column(f->table, "label", met_heading(f->r, "goal"));
    text_column(f, "count", met_heading(f->r, "reaches"));
    text_column(f, "way", met_heading(f->r, "course"));
    text_column(f, "verdict", met_heading(f->r, "verdict"));
    for (uint32_t i = 0; i < r->model->goal_len; i++)
        if (met_goal_table(r, r->model->goals[i].no))
            goal_row(f, &r->model->goals[i]);
}

/* ---- targets by their names ---- */

/* What is asked for: the limit, or the figure that it is compared with as that figure is. */
static const char *limit_of(const struct fulfilment *f, const struct met_that *that,
                            const struct met_judgement *judgement)
{
    struct aj_arena *arena = f->r->job->arena;
    bool figure = that->kind == MET_COMPARE && that->right.kind;
    if ((!figure && that->kind != MET_TREND) || judgement->right.state != MET_KNOWN)
        return that->limit_text ? that->limit_text : that->text;
    static const char *const compared[] = {"minst", "högst", "över", "under", "lika med"};
    static const char *const moved[2][2] = {{"under", "över"}, {"minst", "högst"}};
    const char *word = figure ? compared[that->compare] : moved[that->negated][that->rising];
    struct mdl_unit unit = met_subject_unit(&that->left);
    const char *number = met_number_text(arena, judgement->right.exact, &unit,
                                         met_subject_decimals(&that->left, &judgement->right));
    return aj_printf(arena, "%s %s", word, met_with_unit(arena, number, &unit));
}

static void target_row(const struct fulfilment *f, struct met_target *target)
{
    struct met_result *r = f->r;
    struct aj_arena *arena = r->job->arena;
    if (!target->valid)
        return;
    const struct met_judgement *judgement = met_judge_target(r, target, f->period, f->at);
    const struct met_that *that = &target->that;
    xmlNodePtr row = met_table_row(f->table, "item", target->at);
    met_table_label(row, met_capital(arena, target->name), target->at);
    text_cell(f, row, limit_of(f, that, judgement));
    xmlNodePtr cell = text_cell(f, row, "");
    met_set(cell, "type", "figure");
    if (that->kind == MET_WEIGHED) {
        uint32_t met, of;
        met_weigh_count(r, that, f->period, f->at, &met, &of);
        met_add_text(cell, aj_printf(arena, "%u av %u", met, of));
    } else if (judgement->left.state == MET_KNOWN) {
        struct mdl_unit unit = met_subject_unit(&that->left);
        const char *text = met_number_text(arena, judgement->left.exact, &unit,
                                           met_subject_decimals(&that->left, &judgement->left));
        met_set_exact(r, cell, judgement->left.exact, &unit);
        met_add_text(cell, met_with_unit(arena, text, &unit));
    } else {
        met_set(cell, "missing", mdl_missing_name(MDL_NOT_REPORTED));
        met_add_text(cell, mdl_missing_sign(MDL_NOT_REPORTED));
    }
    put_outcome(f, text_cell(f, row, ""), judgement);
}

static void target_rows(const struct fulfilment *f, const char *of)
{
    struct met_result *r = f->r;
    met_table_column(f->table, "label", met_heading(f->r, "goal"));
    text_column(f, "limit", met_heading(f->r, "limit"));
    struct mdl_period period = f->period;
    if (!period.scenario)
        period.scenario = met_year_scenario(r, period.year);
    met_table_column(f->table, "figure",
                     period.part ? mdl_period_heading(r->job->arena, period) : met_period_column(r, period));
    text_column(f, "verdict", met_heading(f->r, "verdict"));
    for (const char *p = of; *p;) {
        p += strspn(p, " ;");
        size_t n = strcspn(p, ";"), end = n;
        while (end && p[end - 1] == ' ')
            end--;
        const char *name = aj_strndup(r->job->arena, p, end);
        struct met_subject subject = end ? met_subject_find(r, name, f->at) : (struct met_subject){0};
        if (subject.kind == MET_TARGET)
            target_row(f, subject.target);
        else if (subject.kind)
            aj_diag_add(r->job->diags, AJ_E0346, f->at, name, NULL);
        p += n;
    }
}

void met_bind_fulfilment(struct met_result *r, const xmlNode *node, xmlNodePtr out, uint32_t depth)
{
    struct fulfilment f = {.r = r, .node = node, .at = src_xml_at(node)};
    struct mdl_period *periods;
    uint32_t count;
    bool span;
    struct met_subject none = {.name = "fulfilment"};
    const char *text = met_need(r, node, "period"), *of = met_attr(r, node, "of");
    const struct mdl_table *table = of ? NULL : met_goal_table(r, r->goal);
    if (!text || !met_read_periods(r, text, &none, f.at, &periods, &count, &span)) {
        met_anchor_at(r, node, out);
        return;
    }
    if (!of && !table) {
        if (!r->model->incomplete)
            aj_diag_add(r->job->diags, AJ_E0347, f.at, r->goal ? r->goal : "", NULL);
        met_anchor_at(r, node, out);
        return;
    }
    f.period = periods[0];
    f.before = met_year_before(f.period, 1);
    f.table = met_table_new(r, out, node, "fulfilment");
    const char *caption = r->goal ? met_heading_with(r, "indicators-of", (const char *const[]){r->goal, NULL})
                                  : met_heading(r, of ? "targets" : "fulfilment");
    met_table_caption(r, node, f.table, caption, depth);
    if (of)
        target_rows(&f, of);
    else if (r->goal)
        indicator_rows(&f, table, r->goal);
    else
        goal_rows(&f);
    met_table_credit(r, node, f.table, depth);
}
