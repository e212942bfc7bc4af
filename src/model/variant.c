/*
 * Variants: another party's budget holds only the rows in which it differs. What it does not hold is as in
 * the table that it differs from; a sum that it does not hold is that table's, changed by as much as its
 * rows.
 */
#include "model/internal.h"

#include "base/accept.h"
#include "base/number.h"

#include <string.h>

const struct mdl_variant *mdl_variant_find(const struct mdl_model *model, const char *name)
{
    const char *folded = mdl_fold(model->job->arena, name);
    for (uint32_t i = 0; i < model->variant_len; i++)
        if (!strcmp(mdl_fold(model->job->arena, model->variants[i].name), folded))
            return &model->variants[i];
    return NULL;
}

static struct mdl_variant *variant_for(struct mdl_model *model, const char *name, aj_at at)
{
    struct mdl_variant *known = (struct mdl_variant *)mdl_variant_find(model, name);
    if (known)
        return known;
    struct mdl_variant variant = {.name = name, .at = at};
    AJ_PUSH(model->job->arena, model->variants, model->variant_len, model->variant_cap, variant);
    return &model->variants[model->variant_len - 1];
}

static bool has_rows(const struct mdl_table *table)
{
    return table->kind == MDL_STATEMENT || table->kind == MDL_FIGURES || table->kind == MDL_INDICATORS;
}

/* The row that a label names in a table, or NULL. */
static struct mdl_series *row_named(struct aj_arena *arena, const struct mdl_table *table, const char *label)
{
    const char *folded = mdl_fold(arena, label);
    bool drifted;
    const struct mdl_row_def *def = table->def ? mdl_def_row(table->def, folded, &drifted) : NULL;
    for (uint32_t i = 0; i < table->series_len; i++) {
        struct mdl_series *series = table->series[i];
        if (series->role == MDL_GROUP || series->whole)
            continue;
        if (def ? series->def == def
                : !strcmp(mdl_fold(arena, series->name), folded) ||
                      !strcmp(mdl_fold(arena, series->written), folded))
            return series;
    }
    return NULL;
}

static bool is_named(struct aj_arena *arena, const struct mdl_table *table, const char *name)
{
    const char *folded = mdl_fold(arena, name);
    return !strcmp(mdl_fold(arena, table->name), folded) || !strcmp(mdl_fold(arena, table->id), folded);
}

static struct mdl_table *find_base(struct mdl_model *model, const struct src_table *source, uint32_t label,
                                   struct mdl_hint hint)
{
    struct aj_arena *arena = model->job->arena;
    const char *said = hint.name ? hint.name : hint.kind;
    struct mdl_table *best = NULL;
    uint32_t most = 0;
    for (uint32_t t = 0; t < model->table_len; t++) {
        struct mdl_table *table = model->tables[t];
        uint32_t common = 0;
        if (!has_rows(table) || (said && !is_named(arena, table, said)))
            continue;
        for (uint32_t row = 1; row < source->rows; row++)
            common += row_named(arena, table, src_cell_at(source, row, label).text) != NULL;
        if (common > most || (said && !best)) {
            most = common;
            best = table;
        }
    }
    return best;
}

/* The table's column that a variant's column stands for, or -1 after a finding. */
static int base_column(struct mdl_model *model, const struct mdl_table *table,
                       const struct mdl_column *column)
{
    struct aj_arena *arena = model->job->arena;
    const char *list = "", *wanted = mdl_fold(arena, column->heading);
    int found = -1;
    for (uint32_t c = 0; c < table->column_len; c++) {
        const struct mdl_column *own = &table->columns[c];
        if (own->role != MDL_COL_FIGURE)
            continue;
        list = aj_printf(arena, "%s%s\"%s\"", list, *list ? ", " : "", own->heading);
        bool year = column->period.year && own->period.year == column->period.year &&
                    !own->period.part == !column->period.part && !column->period.scenario &&
                    !strcmp(mdl_fold(arena, own->group), mdl_fold(arena, column->group));
        if (!strcmp(mdl_fold(arena, own->heading), wanted))
            return (int)c;
        if (year && found < 0)
            found = (int)c;
    }
    if (found < 0)
        aj_diag_add(model->job->diags, AJ_E0240, column->at, column->heading, table->name, list, NULL);
    return found;
}

static struct mdl_series *find_row(struct mdl_model *model, const struct mdl_table *table,
                                   struct src_cell cell)
{
    struct mdl_series *series = row_named(model->job->arena, table, cell.text);
    if (series)
        return series;
    const char **names = AJ_NEW_N(model->job->arena, const char *, table->series_len + 1);
    uint32_t count = 0;
    for (uint32_t i = 0; i < table->series_len; i++)
        if (table->series[i]->role != MDL_GROUP && !table->series[i]->whole)
            names[count++] = table->series[i]->name;
    mdl_unknown(model->job, AJ_E0202, AJ_E0203, cell.at, cell.text, table->name, names, count);
    return NULL;
}

static struct mdl_override *override_of(const struct mdl_variant *variant, const struct mdl_series *series,
                                        uint32_t column)
{
    for (uint32_t i = 0; i < variant->len; i++)
        if (variant->items[i].series == series && variant->items[i].column == column)
            return &variant->items[i];
    return NULL;
}

static void put(struct mdl_model *model, struct mdl_variant *variant, struct mdl_override item)
{
    struct mdl_override *known = override_of(variant, item.series, item.column);
    if (known)
        known->own = item.own;
    else
        AJ_PUSH(model->job->arena, variant->items, variant->len, variant->cap, item);
}

static const struct mdl_value *only_value(const struct mdl_cell *cell)
{
    return cell->count == 1 && !cell->values[0].missing ? &cell->values[0] : NULL;
}

/* E0271 for a sign where there is a figure to differ from, E0272 for a second figure of the same. */
static bool is_clear(struct mdl_model *model, const struct mdl_variant *variant,
                     const struct mdl_override *item, const char *text)
{
    struct aj_arena *arena = model->job->arena;
    const struct mdl_override *known = override_of(variant, item->series, item->column);
    const struct mdl_value *own = only_value(&item->own), *other = known ? only_value(&known->own) : NULL;
    if (item->own.count == 1 && !own && only_value(&item->base)) {
        aj_diag_add(model->job->diags, AJ_E0271, item->own.at, variant->name, text, item->series->table->name,
                    NULL);
        return false;
    }
    if (!own || !other || !aj_rat_cmp(own->value, other->value))
        return true;
    aj_diag_add(model->job->diags, AJ_E0272, item->own.at, variant->name,
                aj_number_format(arena, other->value, other->decimals),
                aj_number_format(arena, own->value, own->decimals), NULL);
    return false;
}

/* A figure in the unit that the variant's source is in, in that of its row. */
static void convert(struct aj_arena *arena, struct mdl_cell *cell, const struct mdl_unit *from,
                    const struct mdl_series *series, uint32_t column)
{
    const struct mdl_unit *to = mdl_figure_unit(series, column);
    if (!mdl_unit_like(from, to) || !aj_rat_cmp(from->scale, to->scale))
        return;
    struct mdl_value *values = AJ_NEW_N(arena, struct mdl_value, cell->count);
    memcpy(values, cell->values, cell->count * sizeof *values);
    for (uint32_t v = 0; v < cell->count; v++) {
        if (values[v].missing)
            continue;
        values[v].value = aj_rat_div(arena, aj_rat_mul(arena, values[v].value, from->scale), to->scale);
        values[v].decimals = series->decimals;
    }
    cell->values = values;
}

static void take_cell(struct mdl_model *model, struct mdl_variant *variant, struct mdl_series *series,
                      uint32_t column, struct src_cell cell, const struct mdl_unit *unit)
{
    struct mdl_override item = {.series = series, .column = column, .held = true};
    if (!*cell.text)
        return;
    if (!mdl_cell_parse(model->job->arena, cell.text, &item.own)) {
        aj_diag_add(model->job->diags, AJ_E0205, cell.at, cell.text, NULL);
        return;
    }
    if (unit)
        convert(model->job->arena, &item.own, unit, series, column);
    item.own.at = cell.at;
    item.base = series->cells[column];
    if (is_clear(model, variant, &item, cell.text))
        put(model, variant, item);
}

bool mdl_take_variant(struct mdl_model *model, const struct src_table *source, const char *name,
                      struct mdl_hint hint, aj_at at)
{
    struct mdl_unit unit;
    const char *said = NULL;
    source = mdl_heads(model->job, source, &said);
    said = hint.unit ? hint.unit : said;
    const struct mdl_column *columns = mdl_columns(model->job, source);
    int label = mdl_column_of(columns, source->columns, MDL_COL_LABEL);
    struct mdl_table *table =
        source->rows > 1 && label >= 0 ? find_base(model, source, (uint32_t)label, hint) : NULL;
    if (!table) {
        aj_diag_add(model->job->diags, AJ_E0241, at, source->file, NULL);
        return false;
    }
    uint32_t errors = aj_diags_count(model->job->diags, AJ_ERROR);
    bool in_unit = said && mdl_unit_known(model->job->arena, said, &unit);
    if (hint.unit && !in_unit) {
        const char *meant = mdl_unit_meant(hint.unit);
        aj_diag_add(model->job->diags, AJ_E0210, at, hint.unit, meant ? meant : "tkr", NULL);
    }
    struct mdl_variant *variant = variant_for(model, name, at);
    int *to = AJ_NEW_N(model->job->arena, int, source->columns);
    for (uint32_t c = 0; c < source->columns; c++)
        to[c] = columns[c].role == MDL_COL_FIGURE ? base_column(model, table, &columns[c]) : -1;
    for (uint32_t row = 1; row < source->rows; row++) {
        struct src_cell cell = src_cell_at(source, row, (uint32_t)label);
        struct mdl_series *series = *cell.text ? find_row(model, table, cell) : NULL;
        for (uint32_t c = 0; series && c < source->columns; c++)
            if (to[c] >= 0)
                take_cell(model, variant, series, (uint32_t)to[c], src_cell_at(source, row, c),
                          in_unit ? &unit : NULL);
    }
    return aj_diags_count(model->job->diags, AJ_ERROR) == errors;
}

void mdl_variant_use(const struct mdl_variant *variant)
{
    for (uint32_t i = 0; i < variant->len; i++) {
        const struct mdl_override *item = &variant->items[i];
        item->series->cells[item->column] = item->own;
    }
}

static void use_base(const struct mdl_variant *variant)
{
    for (uint32_t i = 0; i < variant->len; i++) {
        const struct mdl_override *item = &variant->items[i];
        item->series->cells[item->column] = item->base;
    }
}

/* ---- sums ---- */

/* One sum of a table with what its rows add up to in the base. */
struct foot {
    struct mdl_series *series;
    uint32_t index, column;
    struct aj_rat base;
};

struct feet {
    struct foot *items;
    uint32_t len, cap;
};

static bool changes(const struct mdl_variant *variant, const struct mdl_table *table)
{
    for (uint32_t i = 0; i < variant->len; i++)
        if (variant->items[i].series->table == table)
            return true;
    return false;
}

static void find_feet(struct mdl_model *model, const struct mdl_variant *variant, struct feet *feet)
{
    struct aj_arena *arena = model->job->arena;
    for (uint32_t t = 0; t < model->table_len; t++) {
        const struct mdl_table *table = model->tables[t];
        for (uint32_t i = 0; changes(variant, table) && i < table->series_len; i++)
            for (uint32_t c = 0; c < table->column_len; c++) {
                struct foot foot = {.series = table->series[i], .index = i, .column = c};
                if (only_value(&table->series[i]->cells[c]) && mdl_foot(arena, table, i, c, &foot.base))
                    AJ_PUSH(arena, feet->items, feet->len, feet->cap, foot);
            }
    }
}

/* The base's sum and what its rows differ; false when they differ by nothing. */
static bool follow(struct mdl_model *model, const struct foot *foot, const struct mdl_cell *base,
                   struct aj_rat *out)
{
    struct aj_arena *arena = model->job->arena;
    struct aj_rat now;
    if (!mdl_foot(arena, foot->series->table, foot->index, foot->column, &now))
        return false;
    *out = aj_rat_add(arena, base->values[0].value, aj_rat_sub(arena, now, foot->base));
    return true;
}

/* A sum that the variant's file holds must be what its rows make of it. */
static void check_held(struct mdl_model *model, const struct foot *foot, const struct mdl_override *item)
{
    struct aj_arena *arena = model->job->arena;
    struct aj_rat made;
    const struct mdl_value *held = only_value(&item->own);
    if (!held || !follow(model, foot, &item->base, &made))
        return;
    struct aj_rat off = aj_rat_sub(arena, held->value, made);
    struct aj_rat most = aj_rat_mul(arena, aj_rat_int(arena, (int64_t)foot->series->table->series_len + 1),
                                    aj_rat_pow10(arena, -held->decimals));
    if (aj_rat_cmp(aj_rat_abs(off), most) < 0)
        return;
    int decimals = foot->series->decimals;
    struct aj_diag *diag =
        aj_diag_add(model->job->diags, AJ_E0206, item->own.at, foot->series->name,
                    aj_number_format(arena, held->value, decimals), aj_number_format(arena, made, decimals),
                    aj_number_format(arena, off, decimals), foot->series->unit.name,
                    aj_number_format(arena, most, decimals), NULL);
    aj_diag_by_check(model->job->diags, diag, MDL_FOOTING);
}

/* As many as the finest figure of the variant's in the column: "+0,05" of a row is not "+0,1" of its sum. */
static int finest(const struct mdl_variant *variant, const struct foot *foot, int decimals)
{
    for (uint32_t i = 0; i < variant->len; i++) {
        const struct mdl_override *item = &variant->items[i];
        const struct mdl_value *own = only_value(&item->own);
        if (item->series->table == foot->series->table && item->column == foot->column && own &&
            own->decimals > decimals)
            decimals = own->decimals;
    }
    return decimals;
}

/* Sets a sum; true when it was another one before. */
static bool set_sum(struct mdl_model *model, struct mdl_variant *variant, const struct foot *foot)
{
    struct aj_arena *arena = model->job->arena;
    struct mdl_override *known = override_of(variant, foot->series, foot->column);
    struct mdl_cell *cell = &foot->series->cells[foot->column];
    struct aj_rat made;
    if ((known && known->held) || !follow(model, foot, known ? &known->base : cell, &made) ||
        !aj_rat_cmp(made, cell->values[0].value))
        return false;
    struct mdl_value *value = AJ_NEW(arena, struct mdl_value);
    *value = cell->values[0];
    value->value = made;
    value->decimals = finest(variant, foot, value->decimals);
    struct mdl_override item = {.series = foot->series, .column = foot->column, .base = *cell};
    item.own = (struct mdl_cell){.values = value, .count = 1, .at = variant->at};
    put(model, variant, item);
    *cell = item.own;
    return true;
}

static void finish(struct mdl_model *model, struct mdl_variant *variant)
{
    struct feet feet = {0};
    find_feet(model, variant, &feet);
    mdl_variant_use(variant);
    bool more = true;
    /* A sum of sums settles one round later than they do. */
    for (uint32_t round = 0; more && round <= feet.len; round++) {
        more = false;
        for (uint32_t i = 0; i < feet.len; i++)
            more |= set_sum(model, variant, &feet.items[i]);
    }
    for (uint32_t i = 0; i < feet.len; i++) {
        const struct mdl_override *item = override_of(variant, feet.items[i].series, feet.items[i].column);
        if (item && item->held)
            check_held(model, &feet.items[i], item);
    }
    use_base(variant);
}

void mdl_finish_variants(struct mdl_model *model)
{
    for (uint32_t i = 0; i < model->variant_len; i++)
        finish(model, &model->variants[i]);
}
