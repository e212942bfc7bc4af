#include "model/long.h"

#include "base/map.h"

#include <string.h>

struct mdl_model *mdl_model_new(struct aj_job *job)
{
    struct mdl_model *model = AJ_NEW(job->arena, struct mdl_model);
    model->job = job;
    mdl_defs_load(model);
    return model;
}

/* "data/nyckeltal-2024.csv" is called "nyckeltal-2024" until someone gives it a name. */
static const char *stem(struct aj_arena *arena, const char *file)
{
    const char *slash = strrchr(file, '/'), *start = slash ? slash + 1 : file, *dot = strrchr(start, '.');
    return dot ? aj_strndup(arena, start, (size_t)(dot - start)) : start;
}

/* A column worked out from the others, beside those that are periods. */
static bool is_derived(struct aj_arena *arena, const struct mdl_column *column)
{
    static const char *const words[] = {"avvikelse", "förändring", "differens", "skillnad", "total", "summa"};
    const char *folded = mdl_fold(arena, column->group);
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (!strncmp(folded, words[i], strlen(words[i])))
            return true;
    return false;
}

static void report_headings(struct mdl_model *model, const struct mdl_table *table)
{
    static const char *const words[] = {"Budget", "Plan", "Prognos", "Utfall", "Bokslut", "Delmål"};
    struct aj_job *job = model->job;
    for (uint32_t i = 0; i < table->column_len; i++) {
        const struct mdl_column *column = &table->columns[i];
        if (column->role != MDL_COL_FIGURE)
            continue;
        bool odd = *column->group && table->kind != MDL_FIGURES && !is_derived(model->job->arena, column);
        if (odd)
            mdl_unknown(job, AJ_E0211, AJ_E0213, column->at, column->group, table->name, words,
                        sizeof words / sizeof *words);
        for (uint32_t j = 0; j < i && !odd; j++) {
            const struct mdl_column *other = &table->columns[j];
            if (other->role == MDL_COL_FIGURE &&
                !strcmp(mdl_fold(job->arena, other->heading), mdl_fold(job->arena, column->heading)))
                aj_diag_add(job->diags, AJ_E0214, column->at, column->heading, NULL);
        }
    }
}

const struct mdl_unit *mdl_figure_unit(const struct mdl_series *series, uint32_t column)
{
    const struct mdl_unit *own = &series->table->columns[column].unit;
    return own->name ? own : &series->unit;
}

/* A unit from the report's `source`, for a statement or for rows that name none. */
static struct mdl_unit table_unit(struct mdl_model *model, struct mdl_hint hint,
                                  const struct mdl_table *table, aj_at at)
{
    struct aj_job *job = model->job;
    struct mdl_unit unit = {0};
    if (hint.unit && !mdl_unit_known(job->arena, hint.unit, &unit)) {
        const char *meant = mdl_unit_meant(hint.unit);
        aj_diag_add(job->diags, AJ_E0210, at, hint.unit, meant ? meant : "tkr", NULL);
        unit = mdl_unit_any(job->arena, hint.unit);
    }
    bool in_rows = mdl_column_of(table->columns, table->column_len, MDL_COL_UNIT) >= 0;
    if (!hint.unit && table->def && !in_rows)
        aj_diag_add(job->diags, AJ_E0219, at, table->name, NULL);
    if (!unit.name && table->def)
        unit = mdl_unit_any(job->arena, "tkr");
    return unit;
}

/* Rows that name their own unit, all the same, give it to the table. */
static void take_unit(struct mdl_table *table, struct mdl_hint hint)
{
    for (uint32_t i = 0; i < table->series_len && !hint.unit && table->def; i++)
        if (table->series[i]->unit.name && *table->series[i]->unit.name) {
            table->unit = table->series[i]->unit;
            return;
        }
}

static void give_unit(const struct mdl_table *table)
{
    for (uint32_t i = 0; i < table->series_len; i++)
        if (table->unit.name && !*table->series[i]->unit.name)
            table->series[i]->unit = table->unit;
}

static bool recognise(struct mdl_model *model, struct mdl_table *table, const struct src_table *source,
                      struct mdl_hint hint, aj_at at)
{
    struct aj_job *job = model->job;
    bool known = mdl_recognise(source, table->columns, &table->kind);
    bool special = known && (table->kind != MDL_FIGURES);
    int label = mdl_column_of(table->columns, table->column_len, MDL_COL_LABEL);
    if (!special && label >= 0)
        table->def = mdl_recognise_statement(model, source, (uint32_t)label, hint.kind);
    if (hint.kind && !table->def && !special) {
        const char **names = AJ_NEW_N(job->arena, const char *, model->def_len + 1);
        for (uint32_t i = 0; i < model->def_len; i++)
            names[i] = model->defs[i].name;
        mdl_unknown(job, AJ_E0220, AJ_E0221, at, hint.kind, "", names, model->def_len);
        return false;
    }
    if (table->def)
        table->kind = MDL_STATEMENT;
    if (!known && !table->def)
        aj_diag_add(job->diags, AJ_E0201, source->rows ? src_cell_at(source, 0, 0).at : at, source->file,
                    NULL);
    return known || table->def;
}

/*
 * In a statement a part of a year whose heading does not say what its figures are is what has been: budgets
 * and forecasts of parts are said to be such. So is the last day of a year beside such columns: "2021-12-31".
 */
static void say_outcomes(struct mdl_table *table)
{
    bool done = false;
    for (uint32_t c = 0; c < table->column_len; c++) {
        struct mdl_column *column = &table->columns[c];
        if (column->role != MDL_COL_FIGURE)
            continue;
        if (column->period.part && !column->period.scenario)
            column->period.scenario = MDL_OUTCOME;
        done |= column->period.scenario == MDL_OUTCOME;
    }
    for (uint32_t c = 0; c < table->column_len; c++)
        if (done && table->columns[c].moment && !table->columns[c].period.scenario)
            table->columns[c].period.scenario = MDL_OUTCOME;
}

/* Trends are the model's own; their table has no rows of figures. */
static struct mdl_table *take_trends(struct mdl_model *model, const struct src_table *source,
                                     struct mdl_hint hint, aj_at at)
{
    struct mdl_table *table = AJ_NEW(model->job->arena, struct mdl_table);
    table->kind = MDL_TRENDS;
    table->file = source->file;
    table->id = stem(model->job->arena, source->file);
    table->name = hint.name ? hint.name : table->id;
    table->label_heading = "";
    table->at = at;
    mdl_take_trends(model, source);
    AJ_PUSH(model->job->arena, model->tables, model->table_len, model->table_cap, table);
    return table;
}

struct mdl_table *mdl_take(struct mdl_model *model, const struct src_table *source, struct mdl_hint hint,
                           aj_at at)
{
    struct aj_arena *arena = model->job->arena;
    if (source->rows < 2) {
        aj_diag_add(model->job->diags, AJ_E0222, at, source->file, NULL);
        return NULL;
    }
    if (mdl_is_trends(arena, source))
        return take_trends(model, source, hint, at);
    if (mdl_is_parted(arena, source))
        return mdl_take_parts(model, source, hint, at);
    const char *unit = NULL;
    source = mdl_heads(model->job, source, &unit);
    const struct mdl_long_column *roles = mdl_long_columns(model->job, source);
    struct mdl_column *columns = NULL;
    if (roles)
        source = mdl_pivot(model, source, roles, hint, at, &columns);
    if (!source)
        return NULL;
    struct mdl_table *table = AJ_NEW(arena, struct mdl_table);
    table->file = source->file;
    table->at = at;
    table->column_len = source->columns;
    table->columns = columns ? columns : mdl_columns(model->job, source);
    table->pivoted = columns != NULL;
    if (mdl_column_of(table->columns, table->column_len, MDL_COL_UNIT) < 0 && !hint.unit)
        hint.unit = unit;
    if (!recognise(model, table, source, hint, at))
        return NULL;
    if (table->def)
        say_outcomes(table);
    table->id = table->def ? table->def->id : stem(arena, source->file);
    table->name = hint.name ? hint.name : table->def ? table->def->name : table->id;
    int label = mdl_column_of(table->columns, table->column_len, MDL_COL_LABEL);
    table->label_heading = label >= 0 ? table->columns[label].heading : "";
    if (table->def && table->def->label &&
        (!*table->label_heading || !strcmp(mdl_fold(arena, table->label_heading), "rad")))
        table->label_heading = table->def->label;
    if (table->kind == MDL_STATEMENT || table->kind == MDL_FIGURES)
        table->unit = table_unit(model, hint, table, at);
    uint32_t errors = aj_diags_count(model->job->diags, AJ_ERROR);
    report_headings(model, table);
    table->faulty = aj_diags_count(model->job->diags, AJ_ERROR) > errors;
    if (table->kind == MDL_STATEMENT)
        mdl_take_statement(model, table, source);
    else if (table->kind == MDL_GOALS)
        mdl_take_goals(model, table, source);
    else if (table->kind == MDL_ABBREVIATIONS)
        mdl_take_abbreviations(model, table, source);
    else
        mdl_take_rows(model, table, source);
    take_unit(table, hint);
    give_unit(table);
    if (table->kind == MDL_FIGURES)
        mdl_check_plain_footing(model, table);
    AJ_PUSH(arena, model->tables, model->table_len, model->table_cap, table);
    return table;
}

/* The id that stands for a long table's measure, "N15001" of "N15001, kvinnor"; "" if it has a name. */
static const char *id_name(struct aj_arena *arena, const struct mdl_series *series)
{
    size_t n = series->table->pivoted ? strcspn(series->name, ",") : 0;
    bool id = n == 6 && strchr("NU", *series->name) && strspn(series->name + 1, "0123456789") == 5;
    return id ? aj_strndup(arena, series->name, n) : series->kolada ? series->kolada : "";
}

static void describe(struct aj_arena *arena, struct mdl_series *series, const struct mdl_series *entry)
{
    size_t n = entry->kolada ? strlen(entry->kolada) : 0;
    bool part = n && !strncmp(series->name, entry->kolada, n) && series->name[n] == ',';
    if (n && !strncmp(series->name, entry->kolada, n) && (!series->name[n] || series->name[n] == ','))
        series->name = series->label = aj_printf(arena, "%s%s", entry->name, series->name + n);
    if (entry->short_name)
        series->short_name = entry->short_name;
    if (entry->redefined)
        series->redefined = entry->redefined;
    if (entry->better)
        series->better = entry->better;
    if (entry->unit.name && *entry->unit.name)
        series->unit = entry->unit;
    if (entry->kolada && !part) /* the id alone is no name for one gender's row */
        series->kolada = entry->kolada;
    if (entry->source)
        series->source = entry->source;
    if (entry->type)
        series->type = entry->type;
    if (entry->genus_said) {
        series->genus = entry->genus;
        series->genus_said = true;
    }
    if (*entry->budget.text)
        series->budget = entry->budget;
}

/* The indicators that bear one name, in a chain. */
struct namesake {
    struct mdl_series *series;
    struct namesake *next;
};

static void add_namesake(struct aj_map *names, const char *name, struct mdl_series *series)
{
    const char *folded = mdl_fold(names->arena, name);
    struct namesake *first = aj_map_find(names, folded), *one = AJ_NEW(names->arena, struct namesake);
    *one = (struct namesake){series, first};
    aj_map_put(names, folded, one);
}

static struct aj_map name_indicators(struct mdl_model *model)
{
    struct aj_map names = AJ_MAP_INIT(model->job->arena);
    for (uint32_t t = 0; t < model->table_len; t++) {
        const struct mdl_table *table = model->tables[t];
        bool apt = table->kind == MDL_INDICATORS || table->kind == MDL_FIGURES;
        for (uint32_t i = 0; apt && i < table->series_len; i++) {
            add_namesake(&names, table->series[i]->name, table->series[i]);
            add_namesake(&names, table->series[i]->written, table->series[i]);
            const char *id = id_name(model->job->arena, table->series[i]);
            if (*id)
                add_namesake(&names, id, table->series[i]);
        }
    }
    return names;
}

static bool describe_named(const struct aj_map *names, const char *name, const struct mdl_series *entry)
{
    bool found = false;
    for (struct namesake *one = aj_map_find(names, mdl_fold(names->arena, name)); one; one = one->next) {
        const char *goal = one->series->goal;
        if (entry->goal && goal && strcmp(entry->goal, goal) != 0)
            continue;
        describe(names->arena, one->series, entry);
        found = true;
    }
    return found;
}

static void report_stray(struct mdl_model *model, const struct aj_map *indicators,
                         const struct mdl_series *entry)
{
    if (model->incomplete)
        return;
    const char **names = AJ_NEW_N(model->job->arena, const char *, indicators->len + 1);
    uint32_t count = 0;
    for (uint32_t i = 0; i < indicators->len; i++) {
        const struct mdl_series *series = ((const struct namesake *)indicators->entries[i].value)->series;
        if (!strcmp(indicators->entries[i].key, mdl_fold(model->job->arena, series->name)))
            names[count++] = series->name;
    }
    mdl_unknown(model->job, AJ_W0223, AJ_W0224, entry->at, entry->written, "", names, count);
}

/* Strays beyond these are not told: a catalogue that fits nothing is one fault. */
enum { MOST_STRAYS = 10 };

static void apply_catalogue(struct mdl_model *model, const struct aj_map *names,
                            const struct mdl_table *table)
{
    uint32_t strays = 0;
    for (uint32_t i = 0; i < table->series_len; i++) {
        const struct mdl_series *entry = table->series[i];
        bool written = describe_named(names, entry->written, entry);
        bool named = describe_named(names, entry->name, entry);
        bool by_id = entry->kolada && describe_named(names, entry->kolada, entry);
        if (!written && !named && !by_id && strays++ < MOST_STRAYS)
            report_stray(model, names, entry);
    }
}

/* The same committee spelt in two ways would be two committees. */
static void report_alike(struct mdl_model *model, const struct mdl_table *a, const struct mdl_table *b)
{
    /* Every pair is compared; tables of this size hold no committees. */
    enum { MOST_ROWS = 200 };
    if (a->series_len > MOST_ROWS || b->series_len > MOST_ROWS)
        return;
    struct aj_arena *arena = model->job->arena;
    for (uint32_t i = 0; i < b->series_len; i++) {
        const struct mdl_series *series = b->series[i], *near = NULL;
        bool same = series->def != NULL;
        for (uint32_t j = 0; j < a->series_len && !same; j++) {
            same = !strcmp(mdl_fold(arena, a->series[j]->name), mdl_fold(arena, series->name));
            if (!a->series[j]->def && mdl_nearly(a->series[j]->name, series->name))
                near = a->series[j];
        }
        if (!same && near)
            aj_diag_add(model->job->diags, AJ_W0225, series->at, series->name, near->name, NULL);
    }
}

static void compare_names(struct mdl_model *model)
{
    for (uint32_t t = 0; t < model->table_len; t++)
        for (uint32_t u = 0; u < t; u++)
            if (model->tables[t]->def && model->tables[t]->def->open && model->tables[u]->def &&
                model->tables[u]->def->open)
                report_alike(model, model->tables[u], model->tables[t]);
}

/* A goal of whose budget a table tells, but of which no table has the title. */
static void report_untitled(struct mdl_model *model)
{
    for (uint32_t i = 0; i < model->goal_len; i++)
        if (!*model->goals[i].title)
            aj_diag_add(model->job->diags, AJ_E0264, model->goals[i].at, model->goals[i].no, NULL);
}

void mdl_finish(struct mdl_model *model)
{
    bool described = false;
    report_untitled(model);
    for (uint32_t t = 0; t < model->table_len; t++)
        described |= model->tables[t]->kind == MDL_CATALOGUE;
    compare_names(model);
    if (!described)
        return;
    struct aj_map names = name_indicators(model);
    for (uint32_t t = 0; t < model->table_len; t++)
        if (model->tables[t]->kind == MDL_CATALOGUE)
            apply_catalogue(model, &names, model->tables[t]);
}
