/* Rows of indicator tables, goal tables, catalogues and key-figure tables. */
#include "model/internal.h"

#include <string.h>

static const char *or_null(const char *text)
{
    return *text ? text : NULL;
}

static enum mdl_better better_of(struct aj_arena *arena, const char *text)
{
    if (!*text)
        return MDL_NEITHER;
    const char *folded = mdl_fold(arena, text);
    if (!strncmp(folded, "hög", strlen("hög")))
        return MDL_HIGHER;
    return !strncmp(folded, "låg", strlen("låg")) || !strncmp(folded, "läg", strlen("läg")) ? MDL_LOWER
                                                                                            : MDL_NEITHER;
}

/* As declared; else "Antal ..." is neutrum and the rest utrum, which most key figures are. */
static enum mdl_genus genus_of(struct aj_arena *arena, const char *text, const char *label)
{
    struct aj_mark mark = aj_arena_mark(arena);
    const char *folded = mdl_fold(arena, *text ? text : label);
    bool counted = !*text && !strncmp(folded, "antal ", 6);
    if (!*text)
        aj_arena_rewind(arena, mark);
    if (!*text)
        return counted ? MDL_NEUTRUM : MDL_UTRUM;
    return !strcmp(folded, "neutrum") ? MDL_NEUTRUM : !strcmp(folded, "plural") ? MDL_PLURAL : MDL_UTRUM;
}

/* A unit that is nearly a known one is a slip; other unknown ones are units of their own. */
static struct mdl_unit read_unit(struct mdl_model *model, const struct mdl_table *table,
                                 const struct src_table *source, uint32_t row)
{
    struct aj_arena *arena = model->job->arena;
    const char *text = mdl_text_of(table, source, row, MDL_COL_UNIT);
    struct mdl_unit unit = {0};
    if (!*text)
        return unit;
    if (!mdl_unit_known(arena, text, &unit)) {
        const char *meant = strpbrk(text, "0123456789/") ? NULL : mdl_unit_meant(text);
        if (meant) {
            int column = mdl_column_of(table->columns, table->column_len, MDL_COL_UNIT);
            aj_diag_add(model->job->diags, AJ_E0210, src_cell_at(source, row, (uint32_t)column).at, text,
                        meant, NULL);
        }
        unit = mdl_unit_any(arena, text);
    }
    return unit;
}

/* The year in the column "Definition ändrad", 0 if it is empty or after E0250. */
static int read_redefined(struct mdl_model *model, const struct mdl_table *table,
                          const struct src_table *source, uint32_t row)
{
    int column = mdl_column_of(table->columns, table->column_len, MDL_COL_REDEFINED);
    if (column < 0)
        return 0;
    struct src_cell cell = src_cell_at(source, row, (uint32_t)column);
    int year = 0;
    for (int i = 0; i < 4 && cell.text[i] >= '0' && cell.text[i] <= '9'; i++)
        year = year * 10 + (cell.text[i] - '0');
    if (!*cell.text || (year >= 1900 && year < 2200 && !cell.text[4]))
        return year;
    aj_diag_add(model->job->diags, AJ_E0250, cell.at, cell.text, NULL);
    return 0;
}

/* The cell that names budget rows; text "" if there is no such column. */
static struct src_cell budget_of(const struct mdl_table *table, const struct src_table *source, uint32_t row)
{
    int column = mdl_column_of(table->columns, table->column_len, MDL_COL_BUDGET);
    return column < 0 ? (struct src_cell){"", 0} : src_cell_at(source, row, (uint32_t)column);
}

static void read_texts(struct mdl_model *model, struct mdl_series *series, const struct src_table *source,
                       uint32_t row)
{
    struct aj_arena *arena = model->job->arena;
    const struct mdl_table *table = series->table;
    series->short_name = or_null(mdl_text_of(table, source, row, MDL_COL_SHORT));
    series->kolada = or_null(mdl_text_of(table, source, row, MDL_COL_KOLADA));
    series->source = or_null(mdl_text_of(table, source, row, MDL_COL_SOURCE));
    series->category = or_null(mdl_text_of(table, source, row, MDL_COL_CATEGORY));
    series->better = better_of(arena, mdl_text_of(table, source, row, MDL_COL_BETTER));
    series->genus = genus_of(arena, mdl_text_of(table, source, row, MDL_COL_GENUS), series->written);
    series->genus_said = *mdl_text_of(table, source, row, MDL_COL_GENUS) != '\0';
    series->redefined = read_redefined(model, table, source, row);
    const char *type = mdl_text_of(table, source, row, MDL_COL_TYPE);
    if (*type)
        series->type = mdl_fold(arena, type);
    series->unit = read_unit(model, table, source, row);
    series->budget = budget_of(table, source, row);
}

/* Each lettered part can be spoken of by itself: "Hushåll ...: tätbyggt". */
static void add_parts(struct mdl_model *model, const struct mdl_series *whole)
{
    struct aj_arena *arena = model->job->arena;
    struct mdl_table *table = whole->table;
    for (uint32_t l = 0; l < whole->letter_len; l++) {
        struct mdl_series *part = AJ_NEW(arena, struct mdl_series);
        *part = *whole;
        part->whole = whole;
        part->letter_len = 0;
        part->name = aj_printf(arena, "%s: %s", whole->name, whole->letters[l].text);
        part->short_name = NULL;
        part->cells = AJ_NEW_N(arena, struct mdl_cell, table->column_len);
        for (uint32_t c = 0; c < table->column_len; c++) {
            const struct mdl_cell *from = &whole->cells[c];
            struct mdl_value *values = AJ_NEW_N(arena, struct mdl_value, from->count + 1);
            struct mdl_cell *to = &part->cells[c];
            *to = (struct mdl_cell){.values = values, .at = from->at};
            for (uint32_t v = 0; v < from->count; v++)
                if (from->values[v].letter == whole->letters[l].letter)
                    values[to->count++] = from->values[v];
        }
        AJ_PUSH(arena, table->series, table->series_len, table->series_cap, part);
    }
}

static bool no_figures(const struct mdl_table *table, const struct src_table *source, uint32_t row)
{
    for (uint32_t i = 0; i < table->column_len; i++)
        if (table->columns[i].role == MDL_COL_FIGURE && *src_cell_at(source, row, i).text)
            return false;
    return true;
}

static struct mdl_goal *goal_by_no(struct mdl_model *model, const char *no)
{
    for (uint32_t i = 0; i < model->goal_len; i++)
        if (!strcmp(model->goals[i].no, no))
            return &model->goals[i];
    return NULL;
}

struct mdl_goal *mdl_goal_find(const struct mdl_model *model, const char *no)
{
    return goal_by_no((struct mdl_model *)model, no);
}

/* Two tables may word a goal differently: the first stands, and the drift is told. */
static void add_goal(struct mdl_model *model, struct mdl_goal goal)
{
    struct aj_arena *arena = model->job->arena;
    struct mdl_goal *known = goal_by_no(model, goal.no);
    if (!known) {
        AJ_PUSH(arena, model->goals, model->goal_len, model->goal_cap, goal);
        return;
    }
    if (*goal.budget.text && !*known->budget.text)
        known->budget = goal.budget;
    if (!*goal.title)
        return;
    if (!*known->title) {
        known->title = goal.title;
        known->focus = *goal.focus ? goal.focus : known->focus;
        known->at = goal.at;
    } else if (strcmp(mdl_fold(arena, known->title), mdl_fold(arena, goal.title)))
        aj_diag_add(model->job->diags, AJ_N0218, goal.at, goal.no, goal.title, known->title, NULL);
    else if (*goal.focus && strcmp(mdl_fold(arena, known->focus), mdl_fold(arena, goal.focus)))
        aj_diag_add(model->job->diags, AJ_N0218, goal.at, goal.no, goal.focus, known->focus, NULL);
}

/* "1. Alingsås växer ..." parted into number and title, without a full stop at its end. */
static struct mdl_goal read_goal(struct mdl_model *model, const struct mdl_table *table,
                                 const struct src_table *source, uint32_t row)
{
    struct aj_arena *arena = model->job->arena;
    int column = mdl_column_of(table->columns, table->column_len, MDL_COL_GOAL_TITLE);
    struct mdl_goal goal = {.no = mdl_text_of(table, source, row, MDL_COL_GOAL_NO),
                            .title = mdl_text_of(table, source, row, MDL_COL_GOAL_TITLE),
                            .focus = mdl_text_of(table, source, row, MDL_COL_FOCUS),
                            .budget = table->kind == MDL_GOALS ? budget_of(table, source, row)
                                                               : (struct src_cell){"", 0}};
    if (column < 0)
        column = mdl_column_of(table->columns, table->column_len, MDL_COL_GOAL_NO);
    if (column >= 0)
        goal.at = src_cell_at(source, row, (uint32_t)column).at;
    size_t digits = strspn(goal.title, "0123456789");
    if (!*goal.no && digits && goal.title[digits] == '.') {
        goal.no = aj_strndup(arena, goal.title, digits);
        goal.title += digits + 1 + strspn(goal.title + digits + 1, " ");
    } else if (!*goal.no) {
        goal.no = aj_printf(arena, "%u", model->goal_len + 1);
    }
    size_t n = strlen(goal.title);
    if (n && goal.title[n - 1] == '.')
        goal.title = aj_strndup(arena, goal.title, n - 1);
    return goal;
}

void mdl_take_goals(struct mdl_model *model, struct mdl_table *table, const struct src_table *source)
{
    for (uint32_t row = 1; row < source->rows; row++)
        if (*mdl_text_of(table, source, row, MDL_COL_GOAL_TITLE) ||
            *mdl_text_of(table, source, row, MDL_COL_BUDGET))
            add_goal(model, read_goal(model, table, source, row));
}

/* A row of the table that only heads others: "Stödjande indikatorer". */
static const char *heading_type(struct aj_arena *arena, const char *label)
{
    const char *folded = mdl_fold(arena, label);
    if (!strncmp(folded, "stödjande indika", strlen("stödjande indika")))
        return "stödjande";
    return !strncmp(folded, "styrande indika", strlen("styrande indika")) ? "styrande" : NULL;
}

static bool begins(const char *text, const char *with)
{
    return !strncmp(text, with, strlen(with));
}

/* What a key-figure table's label says of its row: a sum of others, or a part of one. */
static void read_role(struct aj_arena *arena, struct mdl_series *series)
{
    struct aj_mark mark = aj_arena_mark(arena);
    const char *folded = mdl_fold(arena, series->written);
    series->within = begins(folded, "varav ");
    if (begins(folded, "summa") || begins(folded, "totalt") || !strcmp(folded, "total"))
        series->role = MDL_TOTAL;
    aj_arena_rewind(arena, mark);
}

static void take_row(struct mdl_model *model, struct mdl_table *table, const struct src_table *source,
                     uint32_t row, const char **goal, const char **type)
{
    struct aj_arena *arena = model->job->arena;
    int label = mdl_column_of(table->columns, table->column_len, MDL_COL_LABEL);
    const char *no = mdl_text_of(table, source, row, MDL_COL_GOAL_NO);
    const char *title = mdl_text_of(table, source, row, MDL_COL_GOAL_TITLE);
    if (*title) {
        struct mdl_goal told = read_goal(model, table, source, row);
        add_goal(model, told);
        *goal = told.no;
    } else if (*no) {
        *goal = no;
    }
    if (!*src_cell_at(source, row, (uint32_t)label).text)
        return;
    struct mdl_series *series = mdl_series_new(model, table, source, row, label);
    bool empty = table->kind != MDL_CATALOGUE && no_figures(table, source, row);
    const char *heads = empty ? heading_type(arena, series->written) : NULL;
    if (heads || (empty && table->kind == MDL_FIGURES)) {
        series->role = MDL_GROUP;
        *type = heads;
    } else if (table->kind == MDL_FIGURES) {
        read_role(arena, series);
    }
    read_texts(model, series, source, row);
    if (!series->type)
        series->type = *type;
    series->goal = *goal;
    mdl_label_part(arena, series);
    mdl_read_cells(model, series, source, row);
    add_parts(model, series);
}

void mdl_take_rows(struct mdl_model *model, struct mdl_table *table, const struct src_table *source)
{
    const char *goal = NULL, *type = NULL;
    for (uint32_t row = 1; row < source->rows; row++)
        take_row(model, table, source, row, &goal, &type);
}
