/*
 * Any bytes as a table: a table whose every cell can be placed, or a finding; never both, never neither. What
 * is a table goes to the model, as the report's own and as one that says everything: tables of the model, or
 * findings.
 */
#include "fuzz.h"

#include "model/model.h"

#include <string.h>

static void check_cell(struct aj_job *job, struct src_cell cell)
{
    struct aj_place place = aj_places_at(job->places, cell.at);
    fuzz_demand(place.file && place.line && place.column);
    /* The caret must stand on the line, or at its end. */
    fuzz_demand(place.column <= place.line_length + 1);
    fuzz_demand(aj_utf8_valid(cell.text, strlen(cell.text)) == strlen(cell.text));
}

static void check_series(const struct mdl_series *series)
{
    fuzz_demand(series->name && series->label && series->table && series->cells);
    for (uint32_t c = 0; c < series->table->column_len; c++) {
        bool figure = series->table->columns[c].role == MDL_COL_FIGURE && series->role != MDL_GROUP;
        fuzz_demand(!series->cells[c].count || figure || series->role == MDL_GROUP);
    }
}

static void take(struct aj_job *job, const struct src_table *source, struct mdl_hint hint)
{
    struct mdl_model *model = mdl_model_new(job);
    uint32_t before = job->diags->len;
    const struct mdl_table *table = mdl_take(model, source, hint, 0);
    fuzz_demand(table || model->table_len || job->diags->len > before);
    for (uint32_t t = 0; t < model->table_len; t++)
        for (uint32_t i = 0; i < model->tables[t]->series_len; i++)
            check_series(model->tables[t]->series[i]);
    mdl_finish(model);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    struct aj_job *job = aj_job_new(NULL, NULL);
    const struct src_table *table = src_csv_parse(job, "fuzz.csv", (const char *)bytes, length);
    fuzz_demand(!table == (job->diags->len > 0));
    for (uint32_t row = 0; table && row < table->rows; row++)
        for (uint32_t column = 0; column < table->columns; column++)
            check_cell(job, src_cell_at(table, row, column));
    if (table) {
        take(job, table, (struct mdl_hint){0});
        take(job, table, (struct mdl_hint){.unit = "tkr", .name = "Tabell", .own = "Storby kommun"});
    }
    fuzz_print(job);
    aj_job_free(job);
    return 0;
}
