/* Statements: rows matched against their definition, and totals compared with what they sum up. */
#include "model/internal.h"

#include "base/accept.h"
#include "base/map.h"
#include "base/number.h"

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

static const struct mdl_series *find_row(const struct mdl_table *table, const char *id)
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
            return find_row(table, def->rows[i].id) ? NULL : &def->rows[i];
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
        bool excused = row->unless && (!*row->unless || find_row(table, row->unless));
        if (!excused && !find_row(table, row->id))
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

struct sum {
    struct aj_rat total, tolerance;
    struct aj_rat footed; /* the total with what the addends' own rows add up to */
    bool complete;        /* no addend is missing */
    uint32_t addends;
};

static struct sum sum_new(struct aj_arena *arena)
{
    struct aj_rat zero = aj_rat_int(arena, 0);
    return (struct sum){.total = zero, .tolerance = zero, .footed = zero, .complete = true};
}

/* Half a unit of the last decimal with which a figure is written. */
static struct aj_rat half_unit(struct aj_arena *arena, const struct mdl_value *value)
{
    return aj_rat_div(arena, aj_rat_pow10(arena, -value->decimals), aj_rat_int(arena, 2));
}

static void add_row(struct aj_arena *arena, struct sum *sum, const struct mdl_series *series, uint32_t column,
                    bool minus)
{
    const struct mdl_cell *cell = &series->cells[column];
    if (cell->count != 1 || cell->values[0].missing == MDL_EMPTY || series->role == MDL_GROUP) {
        sum->complete &= series->role == MDL_GROUP;
        return;
    }
    const struct mdl_value *value = &cell->values[0];
    sum->addends++;
    if (value->missing)
        return;
    struct aj_rat footed = cell->footed ? *cell->footed : value->value;
    sum->total = aj_rat_add(arena, sum->total, minus ? aj_rat_neg(value->value) : value->value);
    sum->footed = aj_rat_add(arena, sum->footed, minus ? aj_rat_neg(footed) : footed);
    sum->tolerance = aj_rat_add(arena, sum->tolerance, half_unit(arena, value));
}

/* Every row that the definition does not name. */
static void add_open_rows(struct aj_arena *arena, struct sum *sum, const struct mdl_table *table,
                          uint32_t column)
{
    for (uint32_t i = 0; i < table->series_len; i++) {
        const struct mdl_series *series = table->series[i];
        if (!series->def && series->role == MDL_ITEM && !series->within)
            add_row(arena, sum, series, column, false);
    }
}

/* One alternative of a footing formula, from *p to '|' or the end; false when a row of it is not there. */
static bool add_alternative(struct aj_arena *arena, struct sum *sum, const struct mdl_table *table,
                            uint32_t column, const char **p)
{
    bool all = true;
    for (;;) {
        *p += strspn(*p, " +");
        size_t n = strcspn(*p, " +|");
        if (!n)
            break;
        bool minus = **p == '-', optional = (*p)[n - 1] == '?';
        const char *id = aj_strndup(arena, *p + minus, n - minus - optional);
        const struct mdl_series *series = find_row(table, id);
        *p += n;
        if (!strcmp(id, "open"))
            add_open_rows(arena, sum, table, column);
        else if (series)
            add_row(arena, sum, series, column, minus);
        else
            all &= optional;
    }
    return all;
}

static void compare(struct mdl_model *model, const struct mdl_series *series, uint32_t column, struct sum sum)
{
    struct aj_arena *arena = model->job->arena;
    struct mdl_cell *cell = &series->cells[column];
    if (!sum.complete || !sum.addends || cell->count != 1 || cell->values[0].missing)
        return;
    const struct mdl_value *printed = &cell->values[0];
    struct aj_rat off = aj_rat_sub(arena, printed->value, sum.total);
    if (!aj_rat_sign(off))
        return;
    int decimals = series->decimals;
    struct aj_rat tolerance = aj_rat_add(arena, sum.tolerance, half_unit(arena, printed));
    bool rounding = aj_rat_cmp(aj_rat_abs(off), tolerance) < 0;
    if (!rounding) {
        struct aj_rat *footed = AJ_NEW(arena, struct aj_rat);
        *footed = sum.footed;
        cell->footed = footed;
        /* An addend that does not foot was told of; a sum that is right without that fault is not wrong too.
         */
        if (aj_rat_cmp(aj_rat_abs(aj_rat_sub(arena, printed->value, sum.footed)), tolerance) < 0)
            return;
    }
    struct aj_diag *diag =
        aj_diag_add(model->job->diags, rounding ? AJ_N0207 : AJ_E0206, cell->at, series->name,
                    aj_number_format(arena, printed->value, decimals),
                    aj_number_format(arena, sum.total, decimals), aj_number_format(arena, off, decimals),
                    series->unit.name, aj_number_format(arena, tolerance, decimals + 1), NULL);
    aj_diag_by_check(model->job->diags, diag, MDL_FOOTING);
}

static void foot_declared(struct mdl_model *model, const struct mdl_series *series, uint32_t column)
{
    struct aj_arena *arena = model->job->arena;
    for (const char *p = series->def->foots; *p;) {
        struct sum sum = sum_new(arena);
        if (add_alternative(arena, &sum, series->table, column, &p)) {
            compare(model, series, column, sum);
            return;
        }
        p += strcspn(p, "|");
        p += *p == '|';
    }
}

/* A subtotal among open rows sums up the items since the subtotal or heading before it. */
static void foot_open(struct mdl_model *model, const struct mdl_table *table, uint32_t index, uint32_t column)
{
    struct aj_arena *arena = model->job->arena;
    struct sum sum = sum_new(arena);
    for (uint32_t i = index; i-- > 0;) {
        const struct mdl_series *series = table->series[i];
        if (series->role != MDL_ITEM)
            break;
        if (!series->within)
            add_row(arena, &sum, series, column, false);
    }
    compare(model, table->series[index], column, sum);
}

void mdl_check_footing(struct mdl_model *model, const struct mdl_table *table)
{
    for (uint32_t i = 0; i < table->series_len; i++) {
        const struct mdl_series *series = table->series[i];
        for (uint32_t column = 0; column < table->column_len; column++) {
            if (table->columns[column].role != MDL_COL_FIGURE)
                continue;
            if (series->def && series->def->foots)
                foot_declared(model, series, column);
            else if (!series->def && series->role == MDL_SUB)
                foot_open(model, table, i, column);
        }
    }
}
