/* Statements: rows matched against their definition. */
#include "model/internal.h"

#include "base/map.h"

#include <string.h>

static bool starts(const char *text, const char *with)
{
    return !strncmp(text, with, strlen(with));
}

/* Whether the row has no figure in any column: a heading between rows. */
static bool is_heading(const struct mdl_table *table, const struct src_table *source, uint32_t row)
{
    for (uint32_t i = 0; i < table->column_len; i++)
        if (table->columns[i].role == MDL_COL_FIGURE && *src_cell_at(source, row, i).text)
            return false;
    return true;
}

const struct mdl_series *mdl_row_find(const struct mdl_table *table, const char *id)
{
    for (uint32_t i = 0; i < table->series_len; i++)
        if (table->series[i]->def && !strcmp(table->series[i]->def->id, id))
            return table->series[i];
    return NULL;
}

/* The row that was probably meant: told once here, and taken as that row from here on. */
static const struct mdl_row_def *unknown_row(struct mdl_model *model, const struct mdl_table *table,
                                             const struct src_cell *cell)
{
    const struct mdl_def *def = table->def;
    const char **names = AJ_NEW_N(model->job->arena, const char *, def->row_len + 1);
    for (uint32_t i = 0; i < def->row_len; i++)
        names[i] = def->rows[i].label;
    const char *meant =
        mdl_unknown(model->job, AJ_E0202, AJ_E0203, cell->at, cell->text, def->name, names, def->row_len);
    for (uint32_t i = 0; meant && i < def->row_len; i++)
        if (names[i] == meant)
            return mdl_row_find(table, def->rows[i].id) ? NULL : &def->rows[i];
    return NULL;
}

/* In an open statement any row may stand, but not one that is nearly a declared one. */
static bool near_declared(const struct mdl_def *def, const char *label)
{
    for (uint32_t i = 0; i < def->row_len; i++)
        if (mdl_nearly(def->rows[i].label, label))
            return true;
    return false;
}

static void define(struct mdl_model *model, struct mdl_series *series, const struct src_cell *cell,
                   bool heading)
{
    struct aj_job *job = model->job;
    const struct mdl_def *def = series->table->def;
    const char *folded = mdl_fold(job->arena, cell->text);
    bool drifted;
    series->def = mdl_def_row(def, folded, &drifted);
    series->better = def->better;
    if (series->def && drifted)
        aj_diag_add(job->diags, AJ_N0208, cell->at, cell->text, series->def->label, NULL);
    if (!series->def && !heading && (!def->open || near_declared(def, cell->text)))
        series->def = unknown_row(model, series->table, cell);
    if (series->def) {
        series->role = series->def->role;
        series->genus = series->def->genus;
        series->name = series->label = series->def->label;
    } else if (heading) {
        series->role = MDL_GROUP;
    } else if (starts(folded, "summa ") || starts(folded, "delsumma") || starts(folded, "totalt ")) {
        series->role = MDL_SUB;
    }
    series->within = starts(folded, "varav ");
}

static void warn_sign(struct mdl_model *model, const struct mdl_series *series)
{
    if (!series->def || !series->def->sign)
        return;
    for (uint32_t i = 0; i < series->table->column_len; i++) {
        const struct mdl_cell *cell = &series->cells[i];
        for (uint32_t v = 0; v < cell->count; v++) {
            if (cell->values[v].missing || aj_rat_sign(cell->values[v].value) * series->def->sign >= 0)
                continue;
            aj_diag_add(model->job->diags, AJ_W0215, cell->at, series->name,
                        series->def->sign < 0 ? "-" : "+", NULL);
            return;
        }
    }
}

static void report_missing_rows(struct mdl_model *model, const struct mdl_table *table)
{
    for (uint32_t i = 0; i < table->def->row_len; i++) {
        const struct mdl_row_def *row = &table->def->rows[i];
        bool excused = row->unless && (!*row->unless || mdl_row_find(table, row->unless));
        if (!excused && !mdl_row_find(table, row->id))
            aj_diag_add(model->job->diags, AJ_E0204, table->columns[0].at, row->label, table->def->name,
                        NULL);
    }
}

/* Each row once: by its id, or by its label where rows are open. */
static void report_twins(struct mdl_model *model, struct aj_map *seen, const struct mdl_series *series)
{
    struct aj_arena *arena = model->job->arena;
    const char *key = series->def ? aj_printf(arena, "\n%s", series->def->id) : mdl_fold(arena, series->name);
    if (series->role == MDL_GROUP)
        return;
    if (aj_map_find(seen, key))
        aj_diag_add(model->job->diags, AJ_E0212, series->at, series->written, NULL);
    aj_map_put(seen, key, (void *)series->name);
}

void mdl_take_statement(struct mdl_model *model, struct mdl_table *table, const struct src_table *source)
{
    int label = mdl_column_of(table->columns, table->column_len, MDL_COL_LABEL);
    struct aj_map seen = AJ_MAP_INIT(model->job->arena);
    for (uint32_t row = 1; row < source->rows; row++) {
        struct src_cell cell = src_cell_at(source, row, (uint32_t)label);
        bool heading = is_heading(table, source, row);
        if (!*cell.text && heading)
            continue;
        struct mdl_series *series = mdl_series_new(model, table, source, row, label);
        const char *own = mdl_text_of(table, source, row, MDL_COL_UNIT);
        series->unit = *own ? mdl_unit_any(model->job->arena, own) : table->unit;
        define(model, series, &cell, heading);
        report_twins(model, &seen, series);
        if (series->role != MDL_GROUP)
            mdl_read_cells(model, series, source, row);
        warn_sign(model, series);
    }
    report_missing_rows(model, table);
    mdl_check_footing(model, table);
}
