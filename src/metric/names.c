/*
 * What names stand for: the row labels of the tables, the metrics' printed names, the report's own targets
 * and lists; without regard to case and spacing. "A / B" is B of table A, or A's figures for group B.
 */
#include "metric/internal.h"

#include "base/buf.h"

#include <string.h>

/* All that bear a name. */
struct met_name {
    const char *shown;
    struct met_metric *metric;
    struct met_metric *per_row; /* declared for any row: "NAME / ROW" */
    struct met_target *target;
    struct met_actions *actions;
    const struct mdl_table *table;
    const struct mdl_series **series;
    uint32_t len, cap;
};

static struct met_name *name_for(struct met_result *r, const char *text)
{
    const char *folded = mdl_fold(r->job->arena, text);
    struct met_name *name = aj_map_find(&r->names, folded);
    if (!name) {
        name = AJ_NEW(r->job->arena, struct met_name);
        name->shown = text;
        aj_map_put(&r->names, folded, name);
    }
    return name;
}

static void add_series(struct met_result *r, const char *text, const struct mdl_series *series)
{
    if (!text || !*text)
        return;
    struct met_name *name = name_for(r, text);
    /* A row's names are added one after the other. */
    if (name->len && name->series[name->len - 1] == series)
        return;
    if (!name->cap) { /* nearly every name has one row */
        name->series = AJ_NEW(r->job->arena, const struct mdl_series *);
        name->cap = 1;
    }
    AJ_PUSH(r->job->arena, name->series, name->len, name->cap, series);
}

static void add_table(struct met_result *r, const struct mdl_table *table)
{
    bool counted =
        table->kind == MDL_STATEMENT || table->kind == MDL_INDICATORS || table->kind == MDL_FIGURES;
    if (!counted)
        return;
    name_for(r, table->name)->table = table;
    for (uint32_t i = 0; i < table->series_len; i++) {
        const struct mdl_series *series = table->series[i];
        if (series->role == MDL_GROUP)
            continue;
        add_series(r, series->name, series);
        if (!series->whole)
            add_series(r, series->written, series);
        add_series(r, series->short_name, series);
        add_series(r, series->kolada, series);
        for (uint32_t a = 0; series->def && a < series->def->alias_len; a++)
            add_series(r, series->def->aliases[a], series);
    }
}

static void add_metric(struct met_name *name, struct met_metric *metric)
{
    if (metric->per_row)
        name->per_row = metric;
    else
        name->metric = metric;
}

void met_names_build(struct met_result *r)
{
    for (uint32_t t = 0; t < r->model->table_len; t++)
        add_table(r, r->model->tables[t]);
    for (uint32_t i = 0; i < r->metric_len; i++) {
        struct met_metric *metric = r->metrics[i];
        add_metric(name_for(r, metric->name), metric);
        for (uint32_t a = 0; a < metric->alias_len; a++)
            add_metric(name_for(r, metric->aliases[a]), metric);
    }
}

void met_names_add_target(struct met_result *r, struct met_target *target)
{
    name_for(r, target->name)->target = target;
}

void met_names_add_actions(struct met_result *r, struct met_actions *actions)
{
    name_for(r, actions->name)->actions = actions;
}

/* One table's row in several files (budget here, outcome there) is one figure with more periods. */
static bool same_row(struct aj_arena *arena, const struct mdl_series *a, const struct mdl_series *b)
{
    if (a->def || b->def)
        return a->def == b->def;
    bool open = a->table != b->table && a->table->def && a->table->def == b->table->def;
    return open && !strcmp(mdl_fold(arena, a->name), mdl_fold(arena, b->name));
}

static bool table_is(struct met_result *r, const struct mdl_series *series, const char *folded)
{
    struct aj_arena *arena = r->job->arena;
    const struct mdl_table *table = series->table;
    if (series->goal && !strcmp(mdl_fold(arena, aj_printf(arena, "mål %s", series->goal)), folded))
        return true;
    return !strcmp(mdl_fold(arena, table->name), folded) || !strcmp(mdl_fold(arena, table->id), folded) ||
           (table->def && !strcmp(mdl_fold(arena, table->def->name), folded));
}

static const char *qualified(struct met_result *r, const struct mdl_series *series)
{
    struct aj_arena *arena = r->job->arena;
    return series->goal ? aj_printf(arena, "Mål %s / %s", series->goal, series->name)
                        : aj_printf(arena, "%s / %s", series->table->name, series->name);
}

static bool repeats(const struct mdl_series *series)
{
    return series->def && series->def->repeats;
}

/* Whether every row of the name repeats another statement's. */
static bool only_repeats(const struct met_name *name)
{
    for (uint32_t i = 0; i < name->len; i++)
        if (!repeats(name->series[i]))
            return false;
    return true;
}

/* The rows of a name that lie in `table` (NULL: anywhere); in a goal, that goal's own come first. */
static struct met_subject pick_series(struct met_result *r, const struct met_name *name, const char *table,
                                      bool *ambiguous)
{
    struct met_subject subject = {0};
    bool all = table || only_repeats(name);
    uint32_t cap = 0;
    for (int own = r->goal && !table; own >= 0 && !subject.series_len; own--) {
        for (uint32_t i = 0; i < name->len; i++) {
            const struct mdl_series *series = name->series[i];
            bool apt =
                own ? series->goal && !strcmp(series->goal, r->goal) : !table || table_is(r, series, table);
            if (!apt || (!all && repeats(series)))
                continue;
            if (subject.series_len && !same_row(r->job->arena, subject.series[0], series)) {
                *ambiguous = true;
                continue;
            }
            AJ_PUSH(r->job->arena, subject.series, subject.series_len, cap, series);
        }
    }
    if (subject.series_len) {
        subject.kind = MET_SERIES;
        subject.name = subject.series[0]->name;
    }
    return subject;
}

struct met_subject met_metric_rows(struct met_result *r, const struct met_metric *metric)
{
    struct met_subject subject = {0};
    for (uint32_t i = 0; i <= metric->alias_len && !subject.kind; i++) {
        const char *text = i ? metric->aliases[i - 1] : metric->name;
        const struct met_name *name = aj_map_find(&r->names, mdl_fold(r->job->arena, text));
        bool ambiguous = false;
        if (name && name->len)
            subject = pick_series(r, name, NULL, &ambiguous);
        if (ambiguous)
            subject = (struct met_subject){0};
    }
    return subject;
}

static struct met_subject pick(struct met_result *r, const struct met_name *name, const char *table,
                               bool *ambiguous)
{
    struct met_subject subject = {.name = name->shown};
    *ambiguous = false;
    if (!table && name->target) {
        subject.kind = MET_TARGET;
        subject.target = name->target;
    } else if (!table && name->actions) {
        subject.kind = MET_ACTIONS;
        subject.actions = name->actions;
    } else if (!table && name->metric) {
        subject.kind = MET_METRIC;
        subject.metric = name->metric;
        subject.name = name->metric->name;
    } else {
        subject = pick_series(r, name, table, ambiguous);
        if (!subject.kind && !table && name->table)
            subject =
                (struct met_subject){.kind = MET_TABLE, .name = name->table->name, .table = name->table};
    }
    return subject;
}

static bool has_group(struct met_result *r, const struct met_subject *subject, const char *folded)
{
    const struct mdl_table *table = subject->series[0]->table;
    for (uint32_t i = 0; i < table->column_len; i++)
        if (table->columns[i].role == MDL_COL_FIGURE &&
            !strcmp(mdl_fold(r->job->arena, table->columns[i].group), folded))
            return true;
    return false;
}

/* The last " / " of a name, or NULL. */
static const char *last_slash(const char *text)
{
    const char *found = NULL;
    for (const char *p = strstr(text, " / "); p; p = strstr(p + 1, " / "))
        found = p;
    return found;
}

static struct met_subject peek(struct met_result *r, const char *text, bool *ambiguous, int depth);

/* "Budgetavvikelse" of "Budgetavvikelse / Driftbudget / Socialnämnden". */
static const char *first_part(struct aj_arena *arena, const char *text)
{
    return aj_strndup(arena, text, (size_t)(strstr(text, " / ") - text));
}

/* A metric that is declared for any row, for this one. */
static struct met_subject of_row(struct met_result *r, struct met_metric *metric, const char *row,
                                 bool *ambiguous, int depth)
{
    struct met_subject subject = peek(r, row, ambiguous, depth + 1);
    bool figure = subject.kind == MET_SERIES || subject.kind == MET_METRIC;
    /* A metric with a unit of its own may ask each of several tables for its row of that name. */
    if (metric->unit.name && *ambiguous) {
        *ambiguous = false;
        subject.name = row;
        figure = true;
    }
    if (!figure || *ambiguous || strchr(row, '\''))
        return (struct met_subject){0};
    struct met_metric *one = met_metric_for_row(r, metric, row, &subject);
    return (struct met_subject){.kind = MET_METRIC, .name = one->name, .metric = one};
}

static struct met_subject peek(struct met_result *r, const char *text, bool *ambiguous, int depth)
{
    struct aj_arena *arena = r->job->arena;
    *ambiguous = false;
    const struct met_name *name = aj_map_find(&r->names, mdl_fold(arena, text));
    if (name)
        return pick(r, name, NULL, ambiguous);
    const char *slash = last_slash(text);
    if (!slash || depth > 2)
        return (struct met_subject){0};
    const char *left = aj_strndup(arena, text, (size_t)(slash - text)), *right = slash + 3;
    const struct met_name *whole = aj_map_find(&r->names, mdl_fold(arena, first_part(arena, text)));
    if (whole && whole->per_row)
        return of_row(r, whole->per_row, strstr(text, " / ") + 3, ambiguous, depth);
    name = aj_map_find(&r->names, mdl_fold(arena, right));
    if (name) {
        struct met_subject subject = pick(r, name, mdl_fold(arena, left), ambiguous);
        if (subject.kind)
            return subject;
    }
    struct met_subject subject = peek(r, left, ambiguous, depth + 1);
    if (subject.kind != MET_SERIES || *ambiguous || !has_group(r, &subject, mdl_fold(arena, right)))
        return (struct met_subject){0};
    subject.group = right;
    return subject;
}

struct met_subject met_subject_peek(struct met_result *r, const char *name, bool *ambiguous)
{
    return peek(r, name, ambiguous, 0);
}

static void report_ambiguous(struct met_result *r, const char *text, aj_at at)
{
    const struct met_name *name = aj_map_find(&r->names, mdl_fold(r->job->arena, text));
    struct aj_buf list = AJ_BUF_INIT;
    for (uint32_t i = 0; name && i < name->len; i++) {
        const char *one = qualified(r, name->series[i]);
        if (!list.len || !strstr(list.data, one))
            aj_buf_printf(&list, "%s\"%s\"", list.len ? ", " : "", one);
    }
    aj_diag_add(r->job->diags, AJ_E0303, at, text, list.data ? list.data : "", NULL);
    aj_buf_free(&list);
}

/* Whether a statement has such a row, though no source that could be read does. */
static bool is_declared(struct met_result *r, const char *text)
{
    const char *folded = mdl_fold(r->job->arena, text);
    for (uint32_t i = 0; i < r->model->def_len; i++)
        for (uint32_t j = 0; j < r->model->defs[i].row_len; j++)
            if (!strcmp(r->model->defs[i].rows[j].folded, folded))
                return true;
    return false;
}

/* "Insikt / Liknande komuner": the name with the group of its table that was meant, or NULL. */
static const char *meant_group(struct met_result *r, const char *text, const char *slash)
{
    enum { MOST_GROUPS = 32 };
    bool ambiguous;
    const char *left = aj_strndup(r->job->arena, text, (size_t)(slash - text)), *groups[MOST_GROUPS];
    struct met_subject subject = peek(r, left, &ambiguous, 1);
    if (subject.kind != MET_SERIES)
        return NULL;
    const struct mdl_table *table = subject.series[0]->table;
    size_t count = 0;
    for (uint32_t i = 0; i < table->column_len && count < MOST_GROUPS; i++)
        if (table->columns[i].role == MDL_COL_FIGURE && *table->columns[i].group)
            groups[count++] = table->columns[i].group;
    const char *meant = aj_did_you_mean(slash + 3, groups, count);
    return meant ? aj_printf(r->job->arena, "%s / %s", left, meant) : NULL;
}

static void report_no_name(struct met_result *r, const char *text, aj_at at)
{
    const char **names = AJ_NEW_N(r->job->arena, const char *, r->names.len + 1);
    size_t count = 0;
    for (uint32_t i = 0; i < r->names.len; i++) {
        const struct met_name *name = r->names.entries[i].value;
        names[count++] = name->shown;
    }
    const char *slash = last_slash(text);
    if (r->model->faulty && is_declared(r, slash ? slash + 3 : text))
        return;
    const char *meant = slash ? meant_group(r, text, slash) : NULL;
    if (!meant)
        meant = aj_did_you_mean(slash ? slash + 3 : text, names, count);
    if (meant)
        aj_diag_add(r->job->diags, AJ_E0301, at, text, meant, NULL);
    else if (!r->model->incomplete) {
        aj_diag_add(r->job->diags, AJ_E0302, at, text, NULL);
        /* Without any source every name is unknown: once is enough. */
        if (!r->model->table_len)
            r->model->incomplete = r->model->faulty = true;
    }
}

struct met_subject met_subject_find(struct met_result *r, const char *name, aj_at at)
{
    bool ambiguous;
    struct met_subject subject = met_subject_peek(r, name, &ambiguous);
    if (ambiguous) {
        report_ambiguous(r, name, at);
        return (struct met_subject){0};
    }
    const struct met_name *known =
        subject.kind ? NULL : aj_map_find(&r->names, mdl_fold(r->job->arena, name));
    if (known && known->per_row)
        aj_diag_add(r->job->diags, AJ_E0357, at, known->per_row->name, NULL);
    else if (!subject.kind)
        report_no_name(r, name, at);
    return subject;
}

const char *met_subject_own_name(struct met_result *r, const struct met_subject *subject)
{
    struct aj_arena *arena = r->job->arena;
    bool ambiguous;
    const char *name = subject->name;
    if (subject->kind == MET_SERIES) {
        struct met_subject bare = met_subject_peek(r, name, &ambiguous);
        if (ambiguous || bare.kind != MET_SERIES || bare.series[0]->table != subject->series[0]->table)
            name = qualified(r, subject->series[0]);
    }
    return subject->group && *subject->group ? aj_printf(arena, "%s / %s", name, subject->group) : name;
}

uint32_t met_subject_all(struct met_result *r, const char *name, struct met_subject **out)
{
    const struct met_name *known = aj_map_find(&r->names, mdl_fold(r->job->arena, name));
    *out = AJ_NEW_N(r->job->arena, struct met_subject, known ? known->len + 1 : 1);
    for (uint32_t i = 0; known && i < known->len; i++)
        (*out)[i] = met_row_subject(r, known->series[i]);
    return known ? known->len : 0;
}

struct mdl_unit met_subject_unit(const struct met_subject *subject)
{
    if (subject->kind == MET_METRIC)
        return subject->metric->unit;
    const struct mdl_series *series = subject->series[0];
    const struct mdl_def *def = series->table->def;
    /* A column that compares may have a unit of its own: "Avvikelse, procent". */
    for (uint32_t i = 0; subject->group && i < series->table->column_len; i++)
        if (series->table->columns[i].unit.name && !strcmp(series->table->columns[i].group, subject->group))
            return series->table->columns[i].unit;
    return def && mdl_unit_like(&def->prose_unit, &series->unit) ? def->prose_unit : series->unit;
}

int met_subject_decimals(const struct met_subject *subject, const struct met_value *value)
{
    if (subject->kind == MET_METRIC)
        return subject->metric->decimals;
    const struct mdl_series *series = subject->series[0];
    const struct mdl_def *def = series->table->def;
    if (def && mdl_unit_like(&def->prose_unit, &series->unit))
        return def->prose_decimals;
    return mdl_shown_decimals(series, value && value->decimals >= 0 ? value->decimals : series->decimals);
}

enum mdl_genus met_subject_genus(const struct met_subject *subject)
{
    if (subject->kind == MET_METRIC)
        return subject->metric->genus;
    const struct mdl_series *series = subject->series[0];
    /* What is called an index is one, unless its table knows better: "nöjdheten är oförändrad". */
    return series->unit.slag == MDL_INDEX && !series->genus_said && series->genus == MDL_UTRUM
               ? MDL_NEUTRUM
               : series->genus;
}

enum mdl_slag met_subject_slag(const struct met_subject *subject)
{
    return subject->kind == MET_METRIC ? subject->metric->slag : subject->series[0]->unit.slag;
}

enum mdl_better met_subject_better(const struct met_subject *subject)
{
    return subject->kind == MET_METRIC ? subject->metric->better : subject->series[0]->better;
}
