#include "model/long.h"

#include "base/map.h"

#include <string.h>

static const struct {
    const char *heading; /* folded */
    enum mdl_long_role role;
} headings[] = {
    {"mått", MDL_LONG_MEASURE},
    {"nyckeltal", MDL_LONG_MEASURE},
    {"kpi", MDL_LONG_MEASURE},
    {"kpi_title", MDL_LONG_MEASURE},
    {"kpi-namn", MDL_LONG_MEASURE},
    {"measure", MDL_LONG_MEASURE},
    {"indikator", MDL_LONG_MEASURE},
    {"indicator", MDL_LONG_MEASURE},
    {"variabel", MDL_LONG_MEASURE},
    {"variable", MDL_LONG_MEASURE},
    {"tabellinnehåll", MDL_LONG_MEASURE},
    {"contentscode", MDL_LONG_MEASURE},
    {"post", MDL_LONG_MEASURE},
    {"rad", MDL_LONG_MEASURE},
    {"uppgift", MDL_LONG_MEASURE},
    {"nämnd", MDL_LONG_MEASURE},
    {"verksamhet", MDL_LONG_MEASURE},
    {"benämning", MDL_LONG_MEASURE},
    {"kpi_id", MDL_LONG_ID},
    {"kpi-id", MDL_LONG_ID},
    {"kpi id", MDL_LONG_ID},
    {"nyckeltals-id", MDL_LONG_ID},
    {"nyckeltalsid", MDL_LONG_ID},
    {"kolada", MDL_LONG_ID},
    {"kolada-id", MDL_LONG_ID},
    {"period", MDL_LONG_PERIOD},
    {"år", MDL_LONG_PERIOD},
    {"ar", MDL_LONG_PERIOD},
    {"year", MDL_LONG_PERIOD},
    {"tid", MDL_LONG_PERIOD},
    {"time", MDL_LONG_PERIOD},
    {"månad", MDL_LONG_PERIOD},
    {"kvartal", MDL_LONG_PERIOD},
    {"tertial", MDL_LONG_PERIOD},
    {"scenario", MDL_LONG_SCENARIO},
    {"utfall/budget", MDL_LONG_SCENARIO},
    {"budget/utfall", MDL_LONG_SCENARIO},
    {"värdetyp", MDL_LONG_SCENARIO},
    {"kommun", MDL_LONG_WHO},
    {"municipality", MDL_LONG_WHO},
    {"region", MDL_LONG_WHO},
    {"organisation", MDL_LONG_WHO},
    {"organization", MDL_LONG_WHO},
    {"län", MDL_LONG_WHO},
    {"kommunkod", MDL_LONG_WHO},
    {"kommun_id", MDL_LONG_WHO},
    {"municipality_id", MDL_LONG_WHO},
    {"regionkod", MDL_LONG_WHO},
    {"kön", MDL_LONG_GENDER},
    {"kon", MDL_LONG_GENDER},
    {"gender", MDL_LONG_GENDER},
    {"sex", MDL_LONG_GENDER},
    {"ålder", MDL_LONG_AGE},
    {"alder", MDL_LONG_AGE},
    {"age", MDL_LONG_AGE},
    {"åldersgrupp", MDL_LONG_AGE},
    {"värde", MDL_LONG_VALUE},
    {"varde", MDL_LONG_VALUE},
    {"mätvärde", MDL_LONG_VALUE},
    {"value", MDL_LONG_VALUE},
    {"belopp", MDL_LONG_VALUE},
    {"unit", MDL_LONG_KEEP},
    {"måttenhet", MDL_LONG_KEEP},
    {"status", MDL_LONG_IGNORE},
    {"count", MDL_LONG_IGNORE},
    {"comment", MDL_LONG_IGNORE},
    {"anmärkning", MDL_LONG_IGNORE},
};

enum { HEADINGS = sizeof headings / sizeof *headings, SAMPLE = 60 };

/* Whether the first rows hold nothing but figures in a column, and one at least. */
static bool seems_figures(struct aj_arena *arena, const struct src_table *source, uint32_t column)
{
    bool any = false;
    for (uint32_t row = 1; row < source->rows && row <= SAMPLE; row++) {
        struct mdl_cell cell;
        if (!mdl_cell_parse(arena, src_cell_at(source, row, column).text, &cell))
            return false;
        any |= cell.values[0].missing == MDL_PRESENT;
    }
    return any;
}

static struct mdl_long_column read_column(struct aj_arena *arena, const struct src_table *source,
                                          uint32_t index)
{
    struct mdl_long_column column = {.role = MDL_LONG_OTHER};
    const char *text = src_cell_at(source, 0, index).text, *folded = mdl_fold(arena, text);
    for (size_t i = 0; i < HEADINGS; i++) {
        if (!strcmp(headings[i].heading, folded)) {
            column.role = headings[i].role;
            column.kept = column.role == MDL_LONG_KEEP ? MDL_COL_UNIT : MDL_COL_OTHER;
            return column;
        }
    }
    if (mdl_column_known(folded, &column.kept)) {
        column.role = column.kept == MDL_COL_OTHER ? MDL_LONG_IGNORE : MDL_LONG_KEEP;
        return column;
    }
    column.heading = mdl_heading_parse(arena, text);
    if (column.heading.period.year || column.heading.period.scenario)
        column.role = MDL_LONG_DATED;
    else if (!*folded)
        column.role = MDL_LONG_IGNORE;
    else if (seems_figures(arena, source, index))
        column.role = MDL_LONG_FIGURE;
    return column;
}

/* Whether a column says anything that tells its rows apart. */
static bool varies(const struct src_table *source, uint32_t column)
{
    const char *first = source->rows > 1 ? src_cell_at(source, 1, column).text : "";
    for (uint32_t row = 2; row < source->rows; row++) {
        const char *text = src_cell_at(source, row, column).text;
        if (text != first && strcmp(text, first) != 0)
            return true;
    }
    return false;
}

/* Whether a text stands on two rows of a column. */
static bool repeats(const struct src_table *source, uint32_t column)
{
    struct aj_arena *scratch = aj_arena_new();
    struct aj_map seen = AJ_MAP_INIT(scratch);
    bool twice = false;
    for (uint32_t row = 1; row < source->rows && !twice; row++) {
        const char *text = src_cell_at(source, row, column).text;
        twice = aj_map_find(&seen, text) != NULL;
        aj_map_put(&seen, text, &seen);
    }
    aj_arena_free(scratch);
    return twice;
}

/*
 * A column of periods and one of figures make a table long if the figures are called values or if it tells of
 * whom they are; so do columns of gender or age beside the periods' own columns.
 */
static bool is_long(const uint32_t *n)
{
    bool people = n[MDL_LONG_GENDER] || n[MDL_LONG_AGE], of = people || n[MDL_LONG_WHO];
    if (n[MDL_LONG_PERIOD] == 1 && !n[MDL_LONG_DATED])
        return n[MDL_LONG_VALUE] == 1 || (!n[MDL_LONG_VALUE] && of && n[MDL_LONG_FIGURE]);
    return !n[MDL_LONG_PERIOD] && n[MDL_LONG_DATED] && !n[MDL_LONG_VALUE] &&
           (people || (n[MDL_LONG_WHO] && n[MDL_LONG_MEASURE]));
}

/* Whether columns of periods are of women and of men: "Kvinnor 2024", "Män 2024". */
static bool parted_by_gender(struct aj_arena *arena, const struct mdl_long_column *columns, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++) {
        const char *rest = columns[i].role == MDL_LONG_DATED ? columns[i].heading.rest : "";
        const char *word = *rest ? mdl_long_word(arena, MDL_LONG_GENDER, rest) : NULL;
        if (word && (!strcmp(word, "kvinnor") || !strcmp(word, "män")))
            return true;
    }
    return false;
}

struct mdl_long_column *mdl_long_columns(struct aj_job *job, const struct src_table *source)
{
    if (source->columns < 2 || source->rows < 2)
        return NULL;
    struct mdl_long_column *columns = AJ_NEW_N(job->arena, struct mdl_long_column, source->columns);
    uint32_t count[MDL_LONG_FIGURE + 1] = {0}, measure = 0;
    for (uint32_t i = 0; i < source->columns; i++) {
        columns[i] = read_column(job->arena, source, i);
        /* A second column of names is a dimension of the first. */
        if (columns[i].role == MDL_LONG_MEASURE && count[MDL_LONG_MEASURE])
            columns[i].role = MDL_LONG_OTHER;
        count[columns[i].role]++;
        if (columns[i].role == MDL_LONG_MEASURE)
            measure = i;
    }
    if (!is_long(count) || parted_by_gender(job->arena, columns, source->columns))
        return NULL;
    /* Where every measure stands once, with the year of its figure, the table has its usual shape. */
    bool dimensions = count[MDL_LONG_WHO] || count[MDL_LONG_GENDER] || count[MDL_LONG_AGE];
    if (count[MDL_LONG_MEASURE] && !count[MDL_LONG_SCENARIO] && !dimensions && !repeats(source, measure))
        return NULL;
    for (uint32_t i = 0; i < source->columns; i++) {
        columns[i].varies = columns[i].role == MDL_LONG_OTHER && varies(source, i);
        if (columns[i].role == MDL_LONG_FIGURE && count[MDL_LONG_VALUE] + count[MDL_LONG_DATED])
            columns[i].role = MDL_LONG_IGNORE;
    }
    return columns;
}

static const struct {
    const char *text, *word; /* word NULL: all of them together */
} genders[] = {
    {"k", "kvinnor"},
    {"kvinnor", "kvinnor"},
    {"kvinna", "kvinnor"},
    {"2", "kvinnor"},
    {"female", "kvinnor"},
    {"women", "kvinnor"},
    {"m", "män"},
    {"män", "män"},
    {"man", "män"},
    {"1", "män"},
    {"male", "män"},
    {"men", "män"},
    {"1+2", NULL},
    {"båda könen", NULL},
    {"kvinnor och män", NULL},
    {"män och kvinnor", NULL},
};

static bool is_all(const char *folded)
{
    static const char *const words[] = {
        "",     "t",           "tot", "total",           "totalt",       "samtliga",
        "alla", "alla åldrar", "all", "samtliga åldrar", "totalt ålder", "totalt, alla åldrar"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (!strcmp(words[i], folded))
            return true;
    return false;
}

const char *mdl_long_word(struct aj_arena *arena, enum mdl_long_role role, const char *text)
{
    const char *folded = mdl_fold(arena, text);
    if (is_all(folded))
        return NULL;
    for (size_t i = 0; role == MDL_LONG_GENDER && i < sizeof genders / sizeof *genders; i++)
        if (!strcmp(genders[i].text, folded))
            return genders[i].word;
    if (role == MDL_LONG_AGE && strspn(folded, "0123456789+-") == strlen(folded)) {
        const char *dash = strchr(folded, '-');
        return dash ? aj_printf(arena, "%.*s\xE2\x80\x93%s år", (int)(dash - folded), folded, dash + 1)
                    : aj_printf(arena, "%s år", folded);
    }
    return role == MDL_LONG_GENDER ? folded : text;
}
