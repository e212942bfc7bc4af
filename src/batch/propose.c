/* Bare tables: what each is, and the `source` that would name it in a report. */
#include "base/folder.h"
#include "base/text.h"
#include "batch/internal.h"
#include "model/model.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum { DEEPEST = 4, MOST_TABLES = 1000, MOST_SHOWN = 8 };

static bool is_table_name(const char *name)
{
    /* The last four are told to be what cannot be read. */
    static const char *const ends[] = {".csv", ".tsv", ".skv", ".json", ".px", ".se", ".si"};
    const char *dot = strrchr(name, '.');
    for (size_t i = 0; dot && dot > name && i < sizeof ends / sizeof *ends; i++)
        if (!strcasecmp(dot, ends[i]))
            return true;
    return false;
}

const char **bat_find_tables(struct aj_arena *arena, const char *folder, uint32_t *count)
{
    const struct aj_folder_filter tables = {.fits = is_table_name, .most = MOST_TABLES, .deepest = DEEPEST};
    return aj_folder_files(arena, folder, tables, count);
}

/* The first finding of a code, or NULL. */
static const struct aj_diag *find(const struct aj_diags *diags, enum aj_code code)
{
    for (uint32_t i = 0; i < diags->len; i++)
        if (diags->items[i].code == code)
            return &diags->items[i];
    return NULL;
}

static char *strdup_of(const char *text)
{
    size_t n = strlen(text) + 1;
    return memcpy(aj_malloc(n), text, n);
}

/* Reads the file with what was proposed so far, into a job of its own. */
static void take(struct bat_proposal *proposal, const char *root, const char *templates)
{
    aj_job_free(proposal->job);
    proposal->job = aj_job_new(root, templates);
    proposal->model = mdl_model_new(proposal->job);
    struct mdl_hint hint = {
        .unit = proposal->unit, .organisation = proposal->organisation, .name = proposal->name};
    uint32_t file = aj_places_add_file(proposal->job->places, proposal->file, NULL, 0);
    aj_at at = aj_places_add(proposal->job->places, file, 0, 0);
    const struct src_table *table = src_csv_read(proposal->job, NULL, proposal->file, at);
    if (table && table->rows > 1 && mdl_is_actions(proposal->job->arena, table))
        mdl_take_actions(proposal->model, table, &hint, at);
    else if (table)
        mdl_take(proposal->model, table, hint, at);
    if (table && table->title && !proposal->title)
        proposal->title = strdup_of(table->title);
}

/* What the file calls its table, where a statement is otherwise named by its definition: "Resultaträkning".
 */
static bool take_title(struct bat_proposal *proposal)
{
    const struct mdl_model *model = proposal->model;
    const struct mdl_table *table = model->table_len == 1 ? model->tables[0] : NULL;
    struct aj_arena *arena = proposal->job->arena;
    enum { LONGEST = 60 };
    if (!table || !table->def || !proposal->title || strlen(proposal->title) > LONGEST ||
        !strcmp(mdl_fold(arena, proposal->title), mdl_fold(arena, table->name)))
        return false;
    proposal->name = proposal->title;
    return true;
}

struct bat_proposal *bat_propose(struct bat_worker *worker, const char *folder, const char *file)
{
    struct bat_proposal *proposal = aj_malloc(sizeof *proposal);
    *proposal = (struct bat_proposal){.file = file};
    char *root = realpath(folder, NULL);
    take(proposal, root, worker->templates);
    /* The rest can be told when what cannot be known is guessed; the guess is said to be one. */
    if (find(proposal->job->diags, AJ_E0219)) {
        proposal->unit = "tkr";
        proposal->guessed_unit = true;
        take(proposal, root, worker->templates);
    }
    const struct aj_diag *whose = find(proposal->job->diags, AJ_E0230);
    if (whose) {
        proposal->guessed = strdup_of(whose->args[2]);
        proposal->organisation = proposal->guessed;
        take(proposal, root, worker->templates);
    }
    if (take_title(proposal))
        take(proposal, root, worker->templates);
    free(root);
    return proposal;
}

void bat_proposal_free(struct bat_proposal *proposal)
{
    aj_job_free(proposal->job);
    free(proposal->guessed);
    free(proposal->title);
    free(proposal);
}

static void put_attribute(struct aj_buf *out, const char *name, const char *value)
{
    aj_buf_printf(out, " %s=\"", name);
    for (const char *p = value; *p; p++) {
        const char *named = *p == '&' ? "&amp;" : *p == '<' ? "&lt;" : *p == '"' ? "&quot;" : NULL;
        if (named)
            aj_buf_str(out, named);
        else
            aj_buf_char(out, *p);
    }
    aj_buf_char(out, '"');
}

static const char *kind_name(const struct mdl_table *table)
{
    static const char *const names[] = {
        [MDL_STATEMENT] = AJ_TEXT("statement"), [MDL_INDICATORS] = AJ_TEXT("indicators"),
        [MDL_GOALS] = AJ_TEXT("goals"),         [MDL_CATALOGUE] = AJ_TEXT("catalogue of indicators"),
        [MDL_FIGURES] = AJ_TEXT("key figures"), [MDL_ABBREVIATIONS] = AJ_TEXT("abbreviations"),
        [MDL_TRENDS] = AJ_TEXT("trends"),
    };
    return names[table->kind];
}

static const char actions_name[] = AJ_TEXT("actions");
static const char several_units[] = AJ_TEXT("several units"), no_unit[] = AJ_TEXT("no unit");

/* The one unit of the rows, several_units, or no_unit. */
static const char *unit_name(const struct mdl_table *table)
{
    const char *name = NULL;
    for (uint32_t i = 0; i < table->series_len; i++) {
        const char *unit = table->series[i]->unit.name ? table->series[i]->unit.name : "";
        if (table->series[i]->role == MDL_GROUP)
            continue;
        if (name && strcmp(name, unit) != 0)
            return several_units;
        name = unit;
    }
    return name && *name ? name : no_unit;
}

/* The same for a person. */
static const char *unit_text(const struct mdl_table *table)
{
    const char *name = unit_name(table);
    return name == several_units || name == no_unit ? aj_text(name) : name;
}

/* Long tables have their columns in the order of the organisations: their periods are told in their own. */
static void sort_periods(const char **texts, struct mdl_period *periods, uint32_t len)
{
    for (uint32_t i = 1; i < len; i++)
        for (uint32_t k = i; k > 0 && mdl_period_cmp(periods[k], periods[k - 1]) < 0; k--) {
            struct mdl_period period = periods[k];
            const char *text = texts[k];
            periods[k] = periods[k - 1];
            texts[k] = texts[k - 1];
            periods[k - 1] = period;
            texts[k - 1] = text;
        }
}

/* Each different text once, in the order of the columns. */
static uint32_t distinct(struct aj_arena *arena, const struct mdl_table *table, bool periods,
                         const char ***out)
{
    struct mdl_period *found = NULL;
    uint32_t len = 0, cap = 0, found_len = 0, found_cap = 0;
    *out = NULL;
    for (uint32_t c = 0; c < table->column_len; c++) {
        const struct mdl_column *column = &table->columns[c];
        if (column->role != MDL_COL_FIGURE || !column->period.year)
            continue;
        const char *text = periods ? mdl_period_text(arena, column->period) : column->group;
        bool known = !*text;
        for (uint32_t i = 0; i < len && !known; i++)
            known = !strcmp((*out)[i], text);
        if (known)
            continue;
        AJ_PUSH(arena, *out, len, cap, text);
        AJ_PUSH(arena, found, found_len, found_cap, column->period);
    }
    if (periods && table->pivoted)
        sort_periods(*out, found, len);
    return len;
}

static void put_list(struct aj_buf *out, const char *before, const char *const *texts, uint32_t count)
{
    for (uint32_t i = 0; i < count && i < MOST_SHOWN; i++)
        aj_buf_printf(out, "%s%s", i ? ", " : before, texts[i]);
    if (count > MOST_SHOWN)
        aj_buf_printf(out, aj_text(" and %u more"), count - MOST_SHOWN);
}

static void put_rows(struct aj_buf *out, uint32_t count)
{
    aj_buf_str(out, ", ");
    aj_buf_printf(out, aj_text_n("%u row", "%u rows", count), count);
}

/* Also of a table whose rows are no rows of figures. */
static uint32_t row_count(const struct mdl_model *model, const struct mdl_table *table)
{
    return table->kind == MDL_TRENDS ? model->trend_len : table->series_len;
}

static void put_table(struct aj_arena *arena, const struct mdl_model *model, const struct mdl_table *table,
                      struct aj_buf *out)
{
    const char **texts;
    aj_buf_printf(out, "  %s: %s", table->name, aj_text(kind_name(table)));
    if (row_count(model, table))
        put_rows(out, row_count(model, table));
    if (table->series_len && table->kind != MDL_CATALOGUE)
        aj_buf_printf(out, ", %s", unit_text(table));
    bool own = false;
    for (uint32_t c = 0; c < table->column_len; c++)
        own |= table->columns[c].role == MDL_COL_FIGURE && !*table->columns[c].group;
    uint32_t count = distinct(arena, table, true, &texts);
    put_list(out, "; ", texts, count);
    count = distinct(arena, table, false, &texts);
    put_list(out, own ? aj_text("; also of ") : aj_text("; of "), texts, count);
    aj_buf_char(out, '\n');
}

void bat_proposal_text(const struct bat_proposal *proposal, struct aj_buf *out)
{
    const struct mdl_model *model = proposal->model;
    if (!model->table_len && !model->goal_len && !model->abbreviation_len && !model->action_len) {
        aj_buf_printf(out, aj_text("%s: cannot be read\n"), proposal->file);
        return;
    }
    aj_buf_str(out, "<source");
    put_attribute(out, "file", proposal->file);
    if (proposal->name)
        put_attribute(out, "name", proposal->name);
    if (proposal->unit)
        put_attribute(out, "unit", proposal->unit);
    if (proposal->organisation)
        put_attribute(out, "organisation", proposal->organisation);
    aj_buf_str(out, "/>\n");
    for (uint32_t i = 0; i < model->table_len; i++)
        put_table(proposal->job->arena, model, model->tables[i], out);
    for (uint32_t i = 0; i < model->action_len; i++) {
        aj_buf_printf(out, "  %s: %s", model->actions[i]->name, aj_text(actions_name));
        put_rows(out, model->actions[i]->len);
        aj_buf_char(out, '\n');
    }
    if (proposal->guessed_unit)
        aj_buf_str(out, aj_text("  the file does not say its unit: tkr is a guess\n"));
    if (proposal->guessed)
        aj_buf_printf(
            out, aj_text("  the file does not say whose figures are the report's own: \"%s\" is a guess\n"),
            proposal->guessed);
}

static json_t *list_json(const char *const *texts, uint32_t count)
{
    json_t *array = json_array();
    for (uint32_t i = 0; i < count; i++)
        json_array_append_new(array, bat_json_text(texts[i]));
    return array;
}

json_t *bat_proposal_json(const struct bat_proposal *proposal)
{
    struct aj_arena *arena = proposal->job->arena;
    json_t *object = json_object(), *tables = json_array(), *guesses = json_array();
    json_object_set_new(object, "file", bat_json_text(proposal->file));
    if (proposal->name)
        json_object_set_new(object, "name", bat_json_text(proposal->name));
    if (proposal->unit)
        json_object_set_new(object, "unit", bat_json_text(proposal->unit));
    if (proposal->organisation)
        json_object_set_new(object, "organisation", bat_json_text(proposal->organisation));
    if (proposal->guessed_unit)
        json_array_append_new(guesses, json_string("unit"));
    if (proposal->guessed)
        json_array_append_new(guesses, json_string("organisation"));
    json_object_set_new(object, "guesses", guesses);
    for (uint32_t i = 0; i < proposal->model->table_len; i++) {
        const struct mdl_table *table = proposal->model->tables[i];
        const char **periods, **others;
        uint32_t period_len = distinct(arena, table, true, &periods),
                 other_len = distinct(arena, table, false, &others);
        json_t *one = json_object();
        json_object_set_new(one, "name", bat_json_text(table->name));
        json_object_set_new(one, "kind", json_string(kind_name(table)));
        json_object_set_new(one, "rows", json_integer(row_count(proposal->model, table)));
        json_object_set_new(one, "unit", bat_json_text(unit_name(table)));
        json_object_set_new(one, "periods", list_json(periods, period_len));
        json_object_set_new(one, "others", list_json(others, other_len));
        json_array_append_new(tables, one);
    }
    for (uint32_t i = 0; i < proposal->model->action_len; i++)
        json_array_append_new(tables, json_pack("{s:o, s:s, s:i}", "name",
                                                bat_json_text(proposal->model->actions[i]->name), "kind",
                                                actions_name, "rows", (int)proposal->model->actions[i]->len));
    json_object_set_new(object, "tables", tables);
    json_object_set_new(object, "findings", bat_findings_json(proposal->job));
    return object;
}
