#include "model/internal.h"

#include "base/buf.h"
#include "base/number.h"

#include <string.h>

const char *mdl_text_of(const struct mdl_table *table, const struct src_table *source, uint32_t row,
                        enum mdl_column_role role)
{
    int column = mdl_column_of(table->columns, table->column_len, role);
    return column < 0 ? "" : src_cell_at(source, row, (uint32_t)column).text;
}

const char *mdl_unknown(struct aj_job *job, enum aj_code near_code, enum aj_code far_code, aj_at at,
                        const char *name, const char *where, const char *const *names, size_t count)
{
    const char *meant = aj_did_you_mean(name, names, count);
    if (meant) {
        aj_diag_add(job->diags, near_code, at, name, where, meant, NULL);
        return meant;
    }
    enum { SHOWN = 12 };
    struct aj_buf list = AJ_BUF_INIT;
    for (size_t i = 0; i < count && i < SHOWN; i++)
        aj_buf_printf(&list, "%s\"%s\"", i ? ", " : "", names[i]);
    if (count > SHOWN)
        aj_buf_str(&list, " …");
    aj_diag_add(job->diags, far_code, at, name, where, list.data ? list.data : "-", NULL);
    aj_buf_free(&list);
    return NULL;
}

static const char *trim(struct aj_arena *arena, const char *text, size_t n)
{
    while (n > 0 && strchr(" ,:;", text[n - 1]))
        n--;
    return aj_strndup(arena, text, n);
}

/* The unit that words at a label's end name: "mnkr", "%", "skala 1-6", "1–4" (a scale), "antal/1000 inv". */
static bool label_unit(struct aj_arena *arena, const char *text, bool in_parentheses, struct mdl_unit *unit)
{
    if (mdl_unit_known(arena, text, unit))
        return true;
    const char *folded = mdl_fold(arena, text);
    bool scale =
        !strncmp(folded, "skala ", 6) || (!strncmp(folded, "index ", 6) && strpbrk(folded, "0123456789"));
    bool count = !strncmp(folded, "antal/", 6);
    size_t low = strspn(folded, "0123456789");
    bool ends =
        low && folded[low] == '-' && strspn(folded + low + 1, "0123456789") == strlen(folded + low + 1);
    if (in_parentheses && ends && folded[low + 1])
        *unit = mdl_unit_any(arena, aj_printf(arena, "skala %s", folded));
    else if (scale || count)
        *unit = mdl_unit_any(arena, text);
    else
        return false;
    return true;
}

const char *mdl_label_cut(struct aj_arena *arena, const char *label, struct mdl_unit *unit)
{
    size_t n = strlen(label);
    while (n > 0 && strchr(" ,:;", label[n - 1]))
        n--;
    if (n > 2 && label[n - 1] == ')') {
        size_t open = n - 1;
        while (open > 0 && label[open] != '(')
            open--;
        if (label[open] == '(' && open > 0 &&
            label_unit(arena, aj_strndup(arena, label + open + 1, n - open - 2), true, unit))
            return trim(arena, label, open);
    }
    for (size_t i = n; i-- > 1;)
        if (label[i] == ',' && label[i + 1] == ' ')
            return label_unit(arena, aj_strndup(arena, label + i + 2, n - i - 2), false, unit)
                       ? trim(arena, label, i)
                       : NULL;
    return NULL;
}

/* Lines "a. tätbyggt" after the first become lettered parts. */
static const char *cut_letters(struct aj_arena *arena, struct mdl_series *series, const char *label)
{
    const char *line = strchr(label, '\n');
    const char *end = line;
    for (; line; line = strchr(line + 1, '\n')) {
        const char *p = line + 1;
        if (*p < 'a' || *p > 'z' || p[1] != '.')
            continue;
        if (!series->letter_len)
            end = line;
        const char *text = p + 2 + strspn(p + 2, " ");
        struct mdl_letter part = {*p, trim(arena, text, strcspn(text, "\n"))};
        AJ_PUSH(arena, series->letters, series->letter_len, series->letter_cap, part);
    }
    return series->letter_len ? trim(arena, label, (size_t)(end - label)) : label;
}

/* Line breaks inside a label are the spreadsheet's, not the reader's. */
static const char *one_line(struct aj_arena *arena, const char *text)
{
    if (!strpbrk(text, "\n\r"))
        return text;
    char *line = aj_strdup(arena, text);
    for (char *p = line; *p; p++)
        if (*p == '\n' || *p == '\r')
            *p = ' ';
    return line;
}

void mdl_label_part(struct aj_arena *arena, struct mdl_series *series)
{
    const char *label = one_line(arena, cut_letters(arena, series, series->written));
    struct mdl_unit unit;
    struct aj_mark mark = aj_arena_mark(arena);
    const char *cut = series->unit.name ? NULL : mdl_label_cut(arena, label, &unit);
    if (!cut)
        aj_arena_rewind(arena, mark);
    if (cut)
        series->unit = unit;
    series->name = series->label = cut ? cut : label;
}

struct mdl_series *mdl_series_new(struct mdl_model *model, struct mdl_table *table,
                                  const struct src_table *source, uint32_t row, int label_column)
{
    struct aj_arena *arena = model->job->arena;
    struct src_cell cell = src_cell_at(source, row, (uint32_t)label_column);
    struct mdl_series *series = AJ_NEW(arena, struct mdl_series);
    series->table = table;
    series->written = series->name = series->label = cell.text;
    series->at = cell.at;
    series->cells = AJ_NEW_N(arena, struct mdl_cell, table->column_len);
    AJ_PUSH(arena, table->series, table->series_len, table->series_cap, series);
    return series;
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* The first point that parts decimals; not the one of "b. 88" or "1.". */
static char *point_in(char *text)
{
    for (char *p = text; (p = strchr(p, '.')); p++)
        if (p > text && is_digit(p[-1]) && is_digit(p[1]))
            return p;
    return strchr(text, '.');
}

/* What a figure with a decimal point is written as: the cell's text, or its word where the cell has several.
 */
static char *written(struct aj_arena *arena, const char *text, uint32_t values)
{
    char *copy = aj_strdup(arena, text);
    if (values == 1)
        return copy;
    char *point = point_in(copy), *start = point, *end = point;
    while (start > copy && !strchr(" \t\r\n", start[-1]))
        start--;
    end += strcspn(end, " \t\r\n");
    return aj_strndup(arena, start, (size_t)(end - start));
}

/* Once for a column: what wrote one decimal point wrote them all. A long table's figures were one column. */
static void note_points(struct aj_job *job, struct mdl_table *table, uint32_t column,
                        const struct src_cell *cell, const struct mdl_cell *read)
{
    bool *told = table->pivoted ? &table->pointed : &table->columns[column].pointed;
    if (*told)
        return;
    for (uint32_t i = 0; i < read->count; i++) {
        if (!read->values[i].point)
            continue;
        *told = true;
        char *point = written(job->arena, cell->text, read->count), *comma = aj_strdup(job->arena, point);
        comma[point_in(comma) - comma] = ',';
        aj_diag_add(job->diags, AJ_N0209, cell->at, point, comma, NULL);
        return;
    }
}

/* The year column dates the figures of a row that have no year of their own. */
static int row_year(struct mdl_model *model, const struct mdl_table *table, const struct src_table *source,
                    uint32_t row)
{
    const char *text = mdl_text_of(table, source, row, MDL_COL_YEAR);
    return *text ? mdl_heading_parse(model->job->arena, text).period.year : 0;
}

static void date_values(struct aj_arena *arena, struct mdl_cell *cell, int year)
{
    struct mdl_value *values = AJ_NEW_N(arena, struct mdl_value, cell->count);
    memcpy(values, cell->values, cell->count * sizeof *values);
    for (uint32_t i = 0; i < cell->count; i++)
        if (!values[i].year)
            values[i].year = year;
    cell->values = values;
}

/* What a label without a unit says by its words: a rank, an index, a number of things. */
static const char *unit_in_words(struct aj_arena *arena, const char *label)
{
    struct aj_mark mark = aj_arena_mark(arena);
    const char *folded = mdl_fold(arena, label), *unit = "";
    if (strstr(folded, "ranking") || strstr(folded, "rankning") || strstr(folded, "placering"))
        unit = "placering";
    else if (strstr(folded, "index"))
        unit = "index";
    else if (!strncmp(folded, "antal ", 6))
        unit = "antal";
    aj_arena_rewind(arena, mark);
    return unit;
}

/*
 * The unit in the headings of the columns that are the table's own side, "Utfall 2024 (tkr)": the first,
 * where they are alike; NULL if they have none. "Förändring (%)" beside them is another's.
 */
static const struct mdl_unit *unit_of_columns(struct aj_arena *arena, const struct mdl_table *table)
{
    const struct mdl_column *own = NULL;
    for (uint32_t i = 0; i < table->column_len; i++) {
        const struct mdl_column *column = &table->columns[i];
        if (column->role != MDL_COL_FIGURE || (!own && column->period.scenario == MDL_TARGET) ||
            (own && strcmp(mdl_fold(arena, own->group), mdl_fold(arena, column->group)) != 0))
            continue;
        own = own ? own : column;
        if (!column->unit.name || !mdl_unit_like(&column->unit, &own->unit))
            return NULL;
    }
    return own ? &own->unit : NULL;
}

enum { SHOWN = 2, WRITTEN = 3 };

int mdl_shown_decimals(const struct mdl_series *series, int decimals)
{
    int most = series->table->pivoted ? SHOWN : WRITTEN;
    return decimals > most && !series->small ? SHOWN : decimals;
}

/* Whether two decimals would leave nothing of a figure. */
static bool vanishes(struct aj_arena *arena, const struct mdl_value *value)
{
    struct aj_rat half = aj_rat_frac(arena, 1, 200);
    return aj_rat_sign(value->value) && aj_rat_cmp(aj_rat_abs(value->value), half) < 0;
}

/*
 * "1.234" and "12,345" of kronor or people are thousands, if a spreadsheet with other settings wrote them:
 * told where every figure that has decimals has three of them, and none is so large that its thousands are
 * parted. Nothing is written to the thousandth of a person; of tkr two such figures are needed.
 */
static void warn_of_thousands(struct aj_job *job, const struct mdl_series *series)
{
    const struct mdl_unit *unit = &series->unit;
    const struct mdl_table *table = series->table;
    bool money = unit->dimension && !strcmp(unit->dimension, "kr") && unit->name;
    bool small = (money && !strcmp(unit->name, "kr")) || unit->slag == MDL_ANTAL;
    struct aj_rat one = aj_rat_int(job->arena, 1), thousand = aj_rat_int(job->arena, 1000);
    uint32_t like = 0;
    aj_at at = 0;
    const struct mdl_value *first = NULL;
    if (table->pivoted || (!small && !(money && !strcmp(unit->name, "tkr"))))
        return;
    for (uint32_t i = 0; i < table->column_len; i++) {
        const struct mdl_cell *cell = &series->cells[i];
        for (uint32_t v = 0; !table->columns[i].unit.name && v < cell->count; v++) {
            const struct mdl_value *value = &cell->values[v];
            struct aj_rat size = value->missing ? one : aj_rat_abs(value->value);
            if (value->missing || !value->decimals)
                continue;
            if (value->decimals != 3 || aj_rat_cmp(size, one) < 0 || aj_rat_cmp(size, thousand) >= 0)
                return;
            at = like++ ? at : cell->at;
            first = first ? first : value;
        }
    }
    if (like > (small ? 0 : 1))
        aj_diag_add(job->diags, AJ_W0270, at, aj_number_format(job->arena, first->value, 3), unit->name,
                    aj_number_format(job->arena, aj_rat_mul(job->arena, first->value, thousand), 0), NULL);
}

/* Stands for what could not be read. */
static const struct mdl_value faulty = {.missing = MDL_EMPTY, .faulty = true};

void mdl_read_cells(struct mdl_model *model, struct mdl_series *series, const struct src_table *source,
                    uint32_t row)
{
    struct aj_job *job = model->job;
    const struct mdl_table *table = series->table;
    int year = row_year(model, table, source, row);
    bool percent = false;
    for (uint32_t i = 0; i < table->column_len; i++) {
        if (table->columns[i].role != MDL_COL_FIGURE)
            continue;
        struct src_cell cell = src_cell_at(source, row, i);
        struct mdl_cell *out = &series->cells[i];
        if (!mdl_cell_parse(job->arena, cell.text, out)) {
            aj_diag_add(job->diags, AJ_E0205, cell.at, cell.text, NULL);
            *out = (struct mdl_cell){.values = &faulty, .count = 1};
        }
        out->at = cell.at;
        note_points(job, series->table, i, &cell, out);
        for (uint32_t v = 0; v < out->count; v++) {
            percent |= out->values[v].percent;
            if (out->values[v].decimals > series->decimals)
                series->decimals = out->values[v].decimals;
            series->small |= out->values[v].decimals > SHOWN && vanishes(job->arena, &out->values[v]);
        }
        if (year && !table->columns[i].period.year)
            date_values(job->arena, out, year);
    }
    const struct mdl_unit *shared = series->unit.name ? NULL : unit_of_columns(job->arena, table);
    if (shared)
        series->unit = *shared;
    else if (!series->unit.name)
        series->unit =
            mdl_unit_any(job->arena, percent ? "procent" : unit_in_words(job->arena, series->name));
    if (series->decimals == 3)
        warn_of_thousands(job, series);
}
