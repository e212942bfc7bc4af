#include "model/internal.h"

#include <string.h>

static const struct {
    const char *heading; /* folded */
    enum mdl_column_role role;
} headings[] = {
    {"post", MDL_COL_LABEL},
    {"nämnd", MDL_COL_LABEL},
    {"nyckeltal", MDL_COL_LABEL},
    {"indikator", MDL_COL_LABEL},
    {"indikatorer", MDL_COL_LABEL},
    {"styrande indikator", MDL_COL_LABEL},
    {"styrande indikatorer", MDL_COL_LABEL},
    {"styrande indikationer", MDL_COL_LABEL},
    {"rad", MDL_COL_LABEL},
    {"uppgift", MDL_COL_LABEL},
    {"verksamhet", MDL_COL_LABEL},
    {"benämning", MDL_COL_LABEL},
    {"enhet", MDL_COL_UNIT},
    {"år", MDL_COL_YEAR},
    {"mål", MDL_COL_GOAL_NO},
    {"målnummer", MDL_COL_GOAL_NO},
    {"rubrik", MDL_COL_GOAL_TITLE},
    {"prioriterat mål", MDL_COL_GOAL_TITLE},
    {"målformulering", MDL_COL_GOAL_TITLE},
    {"fokusområde", MDL_COL_FOCUS},
    {"kortnamn", MDL_COL_SHORT},
    {"typ", MDL_COL_TYPE},
    {"bäst", MDL_COL_BETTER},
    {"riktning", MDL_COL_BETTER},
    {"bättre", MDL_COL_BETTER},
    {"definition ändrad", MDL_COL_REDEFINED},
    {"definitionen ändrades", MDL_COL_REDEFINED},
    {"ny definition", MDL_COL_REDEFINED},
    {"kolada", MDL_COL_KOLADA},
    {"kolada-id", MDL_COL_KOLADA},
    {"källa", MDL_COL_SOURCE},
    {"källor", MDL_COL_SOURCE},
    {"kategori", MDL_COL_CATEGORY},
    {"område", MDL_COL_CATEGORY},
    {"genus", MDL_COL_GENUS},
    {"decimaler", MDL_COL_DECIMALS},
    {"förkortning", MDL_COL_ABBREVIATION},
    {"betydelse", MDL_COL_MEANING},
    {"budgetrad", MDL_COL_BUDGET},
    {"budgetrader", MDL_COL_BUDGET},
    {"budgetpost", MDL_COL_BUDGET},
    {"budgetposter", MDL_COL_BUDGET},
    {"nr", MDL_COL_OTHER},
    {"nummer", MDL_COL_OTHER},
    {"id", MDL_COL_OTHER},
    {"kommentar", MDL_COL_OTHER},
    {"not", MDL_COL_OTHER},
};

enum { HEADINGS = sizeof headings / sizeof *headings };

bool mdl_column_known(const char *folded, enum mdl_column_role *role)
{
    for (size_t i = 0; i < HEADINGS; i++) {
        if (!strcmp(headings[i].heading, folded)) {
            *role = headings[i].role;
            return true;
        }
    }
    return false;
}

/* Whether every cell below the heading is a figure, missing or empty, and one at least is a figure. */
static bool holds_figures(struct aj_arena *arena, const struct src_table *source, uint32_t column)
{
    bool any = false;
    for (uint32_t row = 1; row < source->rows; row++) {
        struct mdl_cell cell;
        struct aj_mark mark = aj_arena_mark(arena);
        if (!mdl_cell_parse(arena, src_cell_at(source, row, column).text, &cell))
            return false;
        any |= cell.values[0].missing == MDL_PRESENT;
        aj_arena_rewind(arena, mark);
    }
    return any;
}

int mdl_column_of(const struct mdl_column *columns, uint32_t count, enum mdl_column_role role)
{
    for (uint32_t i = 0; i < count; i++)
        if (columns[i].role == role)
            return (int)i;
    return -1;
}

/* "Avvikelse" of "Avvikelse (%)", "Avvikelse %" or "Avvikelse i procent", and the unit. */
static const char *cut_column_unit(struct aj_arena *arena, const char *heading, struct mdl_unit *unit)
{
    const char *cut = mdl_label_cut(arena, heading, unit), *blank = strrchr(heading, ' ');
    if (cut || !blank || blank == heading || !mdl_unit_known(arena, blank + 1, unit) || !*unit->name)
        return cut ? cut : heading;
    size_t n = (size_t)(blank - heading);
    if (n > 2 && !strncmp(heading + n - 2, " i", 2))
        n -= 2;
    return aj_strndup(arena, heading, n);
}

/* A unit that all columns of figures have is that of the table. */
static void share_unit(struct mdl_column *columns, uint32_t count)
{
    const struct mdl_unit *first = NULL;
    bool alike = true;
    for (uint32_t i = 0; i < count; i++) {
        if (columns[i].role != MDL_COL_FIGURE)
            continue;
        if (!first)
            first = &columns[i].unit;
        alike &= first->name && columns[i].unit.name && !strcmp(first->name, columns[i].unit.name);
    }
    for (uint32_t i = 0; i < count; i++)
        if (alike || columns[i].role != MDL_COL_FIGURE)
            columns[i].unit = (struct mdl_unit){0};
}

struct mdl_column *mdl_columns(struct aj_job *job, const struct src_table *source)
{
    struct mdl_column *columns = AJ_NEW_N(job->arena, struct mdl_column, source->columns);
    for (uint32_t i = 0; i < source->columns; i++) {
        struct src_cell cell = src_cell_at(source, 0, i);
        struct mdl_column *column = &columns[i];
        *column = (struct mdl_column){.heading = cell.text, .at = cell.at, .group = ""};
        if (mdl_column_known(mdl_fold(job->arena, cell.text), &column->role))
            continue;
        const char *text = cut_column_unit(job->arena, cell.text, &column->unit);
        struct mdl_heading heading = mdl_heading_parse(job->arena, text);
        bool dated = heading.period.year || heading.period.scenario;
        if (i == 0 && !dated)
            column->role = MDL_COL_LABEL;
        else if (dated || (*cell.text && holds_figures(job->arena, source, i))) {
            column->role = MDL_COL_FIGURE;
            column->period = heading.period;
            column->group = heading.rest;
            column->moment = heading.moment;
            /* A part of no year is a name: "Januari", "Jan Karlsson". */
            if (!dated && heading.period.part) {
                column->period.part = NULL;
                column->group = text;
            }
        }
    }
    bool apt = columns[0].role == MDL_COL_OTHER || columns[0].role == MDL_COL_CATEGORY;
    if (mdl_column_of(columns, source->columns, MDL_COL_LABEL) < 0 && apt)
        columns[0].role = MDL_COL_LABEL;
    share_unit(columns, source->columns);
    return columns;
}

static bool heading_is(const struct mdl_column *column, const char *word)
{
    return strstr(column->heading, word) != NULL;
}

bool mdl_recognise(const struct src_table *source, const struct mdl_column *columns, enum mdl_kind *kind)
{
    uint32_t count = source->columns;
    int label = mdl_column_of(columns, count, MDL_COL_LABEL);
    bool figures = mdl_column_of(columns, count, MDL_COL_FIGURE) >= 0;
    bool titles = mdl_column_of(columns, count, MDL_COL_GOAL_TITLE) >= 0;
    /* A number and what pays for it: the goal's title stands in another table. */
    titles |= mdl_column_of(columns, count, MDL_COL_BUDGET) >= 0 && label < 0 &&
              mdl_column_of(columns, count, MDL_COL_GOAL_NO) >= 0;
    bool indicators = label >= 0 && (heading_is(&columns[label], "ndika"));
    if (mdl_column_of(columns, count, MDL_COL_ABBREVIATION) >= 0 &&
        mdl_column_of(columns, count, MDL_COL_MEANING) >= 0)
        *kind = MDL_ABBREVIATIONS;
    else if (titles && !figures)
        *kind = MDL_GOALS;
    else if (indicators)
        *kind = figures ? MDL_INDICATORS : MDL_CATALOGUE;
    else if (figures && label >= 0)
        *kind = MDL_FIGURES;
    else
        return false;
    return true;
}

/* No statement is longer, unless the report says that it is one. */
enum { MOST_STATEMENT_ROWS = 5000 };

/* How many labels of the table a definition knows, and whether its closing row is among them. */
static uint32_t matches(struct aj_arena *arena, const struct mdl_def *def, const struct src_table *source,
                        uint32_t label, bool *closing)
{
    uint32_t count = 0;
    *closing = false;
    for (uint32_t row = 1; row < source->rows; row++) {
        bool drifted;
        struct aj_mark mark = aj_arena_mark(arena);
        const char *folded = mdl_fold(arena, src_cell_at(source, row, label).text);
        const struct mdl_row_def *found = mdl_def_row(def, folded, &drifted);
        count += found ? 4 - drifted : 0;
        *closing |= found && found->role == MDL_TOTAL;
        aj_arena_rewind(arena, mark);
    }
    return count;
}

const struct mdl_def *mdl_def_named(const struct mdl_model *model, const char *name)
{
    const char *folded = mdl_fold(model->job->arena, name);
    for (uint32_t i = 0; i < model->def_len; i++)
        if (!strcmp(folded, model->defs[i].id) ||
            !strcmp(folded, mdl_fold(model->job->arena, model->defs[i].name)))
            return &model->defs[i];
    return NULL;
}

const struct mdl_def *mdl_recognise_statement(struct mdl_model *model, const struct src_table *source,
                                              uint32_t label, const char *kind)
{
    if (kind)
        return mdl_def_named(model, kind);
    if (source->rows > MOST_STATEMENT_ROWS)
        return NULL;
    const struct mdl_def *best = NULL;
    uint32_t most = 0;
    for (uint32_t i = 0; i < model->def_len; i++) {
        bool closing;
        const struct mdl_def *def = &model->defs[i];
        uint32_t count = matches(model->job->arena, def, source, label, &closing);
        bool enough = def->open ? closing : count >= 6 && count * 3 >= (source->rows - 1) * 4;
        /* A file that bears the statement's name settles what the labels leave open. */
        if (enough && source->file && strstr(source->file, def->id))
            count += 3;
        if (enough && count > most) {
            most = count;
            best = def;
        }
    }
    return best;
}
