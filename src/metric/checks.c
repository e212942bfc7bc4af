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

static void run_one(struct met_result *r, const struct met_check *check, const struct met_node *left,
                    const struct met_node *right, struct mdl_period period)
{
    struct aj_arena *arena = r->job->arena;
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

/* The years that the figure columns of statements speak of. */
static uint32_t statement_years(struct met_result *r, int *years, uint32_t most)
{
    uint32_t count = 0;
    for (uint32_t t = 0; t < r->model->table_len; t++) {
        const struct mdl_table *table = r->model->tables[t];
        for (uint32_t c = 0; table->kind == MDL_STATEMENT && c < table->column_len; c++) {
            int year = table->columns[c].period.year;
            bool known = table->columns[c].role != MDL_COL_FIGURE || !year;
            for (uint32_t i = 0; i < count && !known; i++)
                known = years[i] == year;
            if (!known && count < most)
                years[count++] = year;
        }
    }
    return count;
}

void met_run_checks(struct met_result *r)
{
    int years[64];
    uint32_t count = statement_years(r, years, 64);
    bool quiet = r->quiet;
    for (uint32_t i = 0; i < r->check_len && count; i++) {
        const struct met_check *check = &r->checks[i];
        if (!check->left)
            continue;
        const struct met_node *left = met_formula_parse(r->job, check->left, check->at);
        const struct met_node *right = met_formula_parse(r->job, check->right, check->at);
        r->quiet = true;
        for (uint32_t y = 0; y < count && left && right; y++)
            run_one(r, check, left, right, (struct mdl_period){.year = years[y]});
        r->quiet = quiet;
    }
}
