/* Checks between statements, declared beside the metrics: two formulas that must give the same figure. */
#include "metric/internal.h"

#include "base/accept.h"
#include "base/number.h"

#include <string.h>

/* The place of the first name's figure: where a reader begins to look. */
static aj_at place_of(struct met_result *r, const struct met_node *node, struct mdl_period period)
{
    node = met_first_name(node);
    return node ? met_eval_node(r, node, period, 0).at : 0;
}

/* A check's formulas. */
struct sides {
    const struct met_node *left, *right, *unless;
};

static void run_one(struct met_result *r, const struct met_check *check, const struct sides *sides,
                    struct mdl_period period)
{
    const struct met_node *left = sides->left, *right = sides->right;
    struct aj_arena *arena = r->job->arena;
    if (sides->unless && met_eval_node(r, sides->unless, period, 0).state == MET_KNOWN)
        return;
    struct met_value a = met_eval_node(r, left, period, 0), b = met_eval_node(r, right, period, 0);
    /* A check that lacks a table has nothing to say. */
    if (a.state != MET_KNOWN || b.state != MET_KNOWN || strcmp(a.dimension, b.dimension) != 0)
        return;
    struct aj_rat off = aj_rat_sub(arena, a.exact, b.exact);
    bool rounding = aj_rat_cmp(a.high, b.low) > 0 && aj_rat_cmp(b.high, a.low) > 0;
    if (!aj_rat_sign(off) || rounding)
        return;
    struct mdl_unit unit;
    if (!mdl_unit_known(arena, "tkr", &unit) || strcmp(unit.dimension, a.dimension) != 0)
        unit = mdl_unit_base(arena, a.dimension);
    struct aj_diag *diag = aj_diag_add(
        r->job->diags, AJ_E0332, place_of(r, left, period), check->name, mdl_period_text(arena, period),
        met_number_text(arena, a.exact, &unit, 0), met_number_text(arena, b.exact, &unit, 0),
        met_with_unit(arena, met_number_text(arena, off, &unit, 0), &unit), check->id, NULL);
    diag->template_at = check->at;
    aj_diag_by_check(r->job->diags, diag, check->id);
}

enum { MOST_PERIODS = 120 };

/* The years that the figure columns of statements speak of, each with its scenarios; a plan is a budget. */
struct periods {
    struct mdl_period items[MOST_PERIODS];
    uint32_t len;
};

static void add_period(struct periods *periods, int year, const char *part, enum mdl_scenario scenario)
{
    if (scenario == MDL_PLAN)
        scenario = MDL_BUDGET;
    for (uint32_t i = 0; i < periods->len; i++)
        if (periods->items[i].year == year && periods->items[i].scenario == scenario &&
            mdl_part_same(periods->items[i].part, part))
            return;
    if (year && periods->len < MOST_PERIODS)
        periods->items[periods->len++] =
            (struct mdl_period){.year = year, .part = part, .scenario = scenario};
}

static void find_periods(struct met_result *r, struct periods *periods)
{
    for (uint32_t t = 0; t < r->model->table_len; t++) {
        const struct mdl_table *table = r->model->tables[t];
        for (uint32_t c = 0; table->kind == MDL_STATEMENT && c < table->column_len; c++) {
            const struct mdl_period *period = &table->columns[c].period;
            enum mdl_scenario scenario = period->scenario ? period->scenario : table->def->scenario;
            if (table->columns[c].role == MDL_COL_FIGURE && scenario != MDL_TARGET)
                add_period(periods, period->year, period->part, scenario);
        }
    }
}

/* A year with one scenario is asked for by itself. */
static struct mdl_period asked(const struct periods *periods, uint32_t index)
{
    struct mdl_period period = periods->items[index];
    bool rivals = false;
    for (uint32_t i = 0; i < periods->len; i++)
        rivals |= i != index && periods->items[i].year == period.year &&
                  mdl_part_same(periods->items[i].part, period.part);
    if (!rivals)
        period.scenario = MDL_UNSAID;
    return period;
}

void met_run_checks(struct met_result *r)
{
    struct periods periods = {.len = 0};
    find_periods(r, &periods);
    bool quiet = r->quiet;
    for (uint32_t i = 0; i < r->check_len && periods.len; i++) {
        const struct met_check *check = &r->checks[i];
        if (!check->left)
            continue;
        struct sides sides = {met_formula_parse(r->job, check->left, check->at),
                              met_formula_parse(r->job, check->right, check->at),
                              check->unless ? met_formula_parse(r->job, check->unless, check->at) : NULL};
        r->quiet = r->checking = true;
        for (uint32_t y = 0; y < periods.len && sides.left && sides.right; y++)
            run_one(r, check, &sides, asked(&periods, y));
        r->quiet = quiet;
        r->checking = false;
    }
}
