#include "metric/decimals.h"

#include <string.h>

static bool same_unit(const struct mdl_unit *a, const struct mdl_unit *b)
{
    return !strcmp(a->name ? a->name : "", b->name ? b->name : "");
}

static bool has_figures(const struct mdl_series *series)
{
    return !series->whole && series->role != MDL_GROUP;
}

static int of_column(const struct mdl_table *table, uint32_t column)
{
    const struct mdl_unit *unit = NULL;
    int most = 0;
    for (uint32_t i = 0; i < table->series_len; i++) {
        const struct mdl_series *series = table->series[i];
        if (!has_figures(series))
            continue;
        const struct mdl_unit *own = mdl_figure_unit(series, column);
        unit = unit ? unit : own;
        if (!same_unit(unit, own))
            return -1;
        const struct mdl_cell *cell = &series->cells[column];
        for (uint32_t v = 0; v < cell->count && !series->small; v++) {
            int shown = cell->values[v].missing ? 0 : mdl_shown_decimals(series, cell->values[v].decimals);
            most = shown > most ? shown : most;
        }
    }
    return most;
}

const int *met_written_decimals(struct met_result *r, const struct mdl_table *table)
{
    int *decimals = AJ_NEW_N(r->job->arena, int, table->column_len + 1);
    for (uint32_t c = 0; c < table->column_len; c++)
        decimals[c] = table->kind == MDL_STATEMENT && table->columns[c].role == MDL_COL_FIGURE
                          ? of_column(table, c)
                          : -1;
    return decimals;
}

static int of_table(const struct mdl_table *table)
{
    int most = 0;
    for (uint32_t i = 0; i < table->series_len; i++) {
        const struct mdl_series *series = table->series[i];
        int shown = has_figures(series) ? mdl_shown_decimals(series, series->decimals) : 0;
        most = shown > most ? shown : most;
    }
    return most;
}

int met_most_decimals(struct met_result *r, const struct mdl_table *table)
{
    int most = of_table(table);
    for (uint32_t t = 0; table->def && t < r->model->table_len; t++) {
        int other = r->model->tables[t]->def == table->def ? of_table(r->model->tables[t]) : 0;
        most = other > most ? other : most;
    }
    return most;
}

int met_needed_decimals(struct met_result *r, struct aj_rat exact, const struct mdl_unit *unit, int most)
{
    struct aj_arena *arena = r->job->arena;
    struct aj_rat value = aj_rat_div(arena, exact, unit->scale);
    for (int decimals = 0; decimals < most; decimals++)
        if (!aj_rat_cmp(aj_rat_round(arena, value, decimals), value))
            return decimals;
    return most;
}
