/* The figures of a chart, out of its table's cells. */
#include "chart/internal.h"

#include "base/utf8.h"

#include <string.h>

enum { COLUMNS_MOST = 64, ROWS_MOST = 64 };

struct grid_row {
    const char *label;
    bool sum;
    struct ch_cell cells[COLUMNS_MOST];
};

struct grid {
    const char *headings[COLUMNS_MOST];
    bool sums[COLUMNS_MOST];
    enum ch_scenario scenarios[COLUMNS_MOST];
    uint32_t columns; /* of figures */
    bool gaps;        /* rows without a figure count too */
    struct grid_row *rows;
    uint32_t row_len, row_cap;
};

bool ch_has_class(const struct doc_document *doc, doc_id id, const char *word)
{
    return aj_list_has(doc_attr(doc, id, "class"), word);
}

static bool is_mark(const struct doc_document *doc, doc_id id)
{
    const struct doc_node *node = &doc->nodes[id];
    return node->generated ||
           (node->kind == DOC_ELEMENT && (node->tag == DOC_TAG_SUP || ch_has_class(doc, id, "unit")));
}

const char *ch_label(const struct doc_document *doc, doc_id cell)
{
    const char *shorter = doc_attr(doc, cell, "abbr");
    return shorter && *shorter ? shorter : ch_text(doc, cell);
}

char *ch_text(const struct doc_document *doc, doc_id root)
{
    struct aj_buf buf = AJ_BUF_INIT;
    for (doc_id id = root; id;) {
        const struct doc_node *node = &doc->nodes[id];
        if (node->kind == DOC_TEXT && !node->generated)
            for (uint32_t i = 0; i < node->length; i++) {
                bool space = strchr(" \n\t\r", node->text[i]) != NULL;
                if (!space || (buf.len && buf.data[buf.len - 1] != ' '))
                    aj_buf_char(&buf, space ? ' ' : node->text[i]);
            }
        bool skip = id != root && is_mark(doc, id);
        if (!skip) {
            id = doc_next(doc, root, id);
            continue;
        }
        while (id != root && !doc->nodes[id].next)
            id = doc->nodes[id].parent;
        id = id == root ? 0 : doc->nodes[id].next;
    }
    while (buf.len && buf.data[buf.len - 1] == ' ')
        buf.len--;
    char *text = aj_strndup(doc->job->arena, buf.data ? buf.data : "", buf.len);
    aj_buf_free(&buf);
    return text;
}

static uint32_t span_of(const struct doc_document *doc, doc_id cell)
{
    const char *text = doc_attr(doc, cell, "colspan");
    uint32_t span = 0;
    for (; text && *text >= '0' && *text <= '9' && span < 1000; text++)
        span = span * 10 + (uint32_t)(*text - '0');
    return span ? span : 1;
}

static bool is_cell(const struct doc_node *node)
{
    return node->kind == DOC_ELEMENT && (node->tag == DOC_TAG_TH || node->tag == DOC_TAG_TD);
}

static bool starts_with_sum(const char *text)
{
    return !strncmp(text, "Summa", 5) || !strncmp(text, "Total", 5) || !strncmp(text, "summa", 5) ||
           !strncmp(text, "total", 5);
}

static const struct {
    const char *word; /* as it begins or ends a heading, in lower case */
    const char *name; /* as a class of the heading */
    enum ch_scenario scenario;
} scenario_words[] = {
    {"utfall", "outcome", CH_OUTCOME},    {"bokslut", "outcome", CH_OUTCOME},
    {"prognos", "forecast", CH_FORECAST}, {"helårsprognos", "forecast", CH_FORECAST},
    {"budget", "budget", CH_BUDGET},      {"plan", "plan", CH_PLAN},
};
enum { SCENARIO_WORDS = sizeof scenario_words / sizeof *scenario_words };

/* Whether the text is that word, its first letter in either case, up to `end`. */
static bool is_word(const char *text, size_t n, const char *word)
{
    bool first = n > 0 && (text[0] | 0x20) == word[0];
    return first && n == strlen(word) && !memcmp(text + 1, word + 1, n - 1);
}

/* The year in a heading: "2024", "2024 prognos", "Budget 2024"; NULL if it holds anything else. */
static const char *year_in(const char *text)
{
    const char *year = text;
    size_t n = text ? strcspn(text, " ") : 0;
    for (int i = 0; text && i < SCENARIO_WORDS && year == text; i++)
        if (is_word(text, n, scenario_words[i].word) && text[n] == ' ')
            year = text + n + 1;
    for (int i = 0; text && i < 4; i++)
        if (year[i] < '0' || year[i] > '9')
            return NULL;
    bool good = text && (*year == '1' || *year == '2') && !(year[4] >= '0' && year[4] <= '9');
    return good && (year == text || !year[4]) ? year : NULL;
}

/* What a heading says of its figures, by its class or its words. */
static enum ch_scenario scenario_of(const struct doc_document *doc, doc_id cell, const char *heading)
{
    const char *year = year_in(heading);
    for (int i = 0; i < SCENARIO_WORDS; i++) {
        const char *word = scenario_words[i].word;
        if (!year)
            break;
        bool before = year > heading && is_word(heading, (size_t)(year - heading) - 1, word);
        bool after = year[4] == ' ' && is_word(year + 5, strlen(year + 5), word);
        if (before || after || (cell && ch_has_class(doc, cell, scenario_words[i].name)))
            return scenario_words[i].scenario;
    }
    return CH_UNSAID;
}

/* The headings of the figures' columns: the head's last row, but for its first cell. */
static void read_head(const struct doc_document *doc, doc_id row, struct grid *grid)
{
    uint32_t column = 0;
    grid->columns = 0;
    for (doc_id id = doc->nodes[row].first; id; id = doc->nodes[id].next) {
        if (!is_cell(&doc->nodes[id]))
            continue;
        uint32_t span = span_of(doc, id);
        const char *text = ch_text(doc, id);
        for (uint32_t i = 0; i < span; i++, column++)
            if (column > 0 && column <= COLUMNS_MOST) {
                grid->headings[column - 1] = text;
                grid->scenarios[column - 1] = scenario_of(doc, id, text);
                grid->sums[column - 1] = starts_with_sum(text) && !doc_attr(doc, id, "data-include");
                grid->columns = column;
            }
    }
}

bool ch_read_cell(struct aj_job *job, const struct doc_document *doc, doc_id id, struct ch_cell *cell)
{
    const char *value = doc_attr(doc, id, "data-value");
    cell->text = ch_text(doc, id);
    if (!value)
        return true;
    cell->known = aj_rat_parse(job->arena, value, &cell->exact);
    cell->value = cell->known ? aj_rat_double(cell->exact) : 0;
    if (!cell->known || !(cell->value < 1e50 && cell->value > -1e50)) {
        aj_diag_add(job->diags, AJ_E0685, doc->nodes[id].at, value, NULL);
        return false;
    }
    return true;
}

static bool read_row(struct aj_job *job, const struct doc_document *doc, doc_id figure, doc_id id,
                     struct grid *grid)
{
    struct grid_row *row = AJ_NEW(job->arena, struct grid_row);
    uint32_t column = 0;
    bool any = false, good = true;
    for (doc_id cell = doc->nodes[id].first; cell; cell = doc->nodes[cell].next) {
        if (!is_cell(&doc->nodes[cell]))
            continue;
        uint32_t span = span_of(doc, cell);
        if (column == 0)
            row->label = ch_label(doc, cell);
        else if (column <= COLUMNS_MOST)
            good = ch_read_cell(job, doc, cell, &row->cells[column - 1]) && good;
        any = any || (column > 0 && column <= COLUMNS_MOST && row->cells[column - 1].known);
        column += span;
    }
    bool include = doc_attr(doc, id, "data-include") || doc_attr(doc, figure, "data-include");
    row->sum = !include && (ch_has_class(doc, id, "sum") || ch_has_class(doc, id, "total"));
    if ((any || grid->gaps) && grid->row_len < ROWS_MOST + 1 && !(ch_has_class(doc, id, "sub") && !include))
        AJ_PUSH(job->arena, grid->rows, grid->row_len, grid->row_cap, *row);
    return good;
}

static bool read_grid(struct aj_job *job, const struct doc_document *doc, doc_id figure, doc_id table,
                      struct grid *grid)
{
    bool good = true;
    for (doc_id id = table; id; id = doc_next(doc, table, id)) {
        const struct doc_node *node = &doc->nodes[id];
        if (node->kind != DOC_ELEMENT || node->tag != DOC_TAG_TR)
            continue;
        if (doc->nodes[node->parent].tag == DOC_TAG_THEAD)
            read_head(doc, id, grid);
        else
            good = read_row(job, doc, figure, id, grid) && good;
    }
    return good;
}

/* Whether each label has a year of its own. */
static bool are_years(const char *const *labels, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++) {
        const char *year = year_in(labels[i]);
        if (!year)
            return false;
        for (uint32_t k = 0; k < i; k++)
            if (!memcmp(year_in(labels[k]), year, 4) && (year_in(labels[k]) > labels[k] || year > labels[i]))
                return false;
    }
    return count > 0;
}

static bool columns_are_years(const struct grid *grid)
{
    const char *labels[COLUMNS_MOST];
    uint32_t count = 0;
    for (uint32_t i = 0; i < grid->columns; i++)
        if (!grid->sums[i])
            labels[count++] = grid->headings[i];
    return are_years(labels, count);
}

static bool rows_are_years(const struct grid *grid)
{
    const char *labels[ROWS_MOST + 1];
    uint32_t count = 0;
    for (uint32_t i = 0; i < grid->row_len; i++)
        if (!grid->rows[i].sum)
            labels[count++] = grid->rows[i].label;
    return are_years(labels, count);
}

static bool too_many(struct aj_job *job, aj_at at, const struct grid *grid, bool turned)
{
    uint32_t rows = 0, columns = 0;
    for (uint32_t i = 0; i < grid->row_len; i++)
        rows += !grid->rows[i].sum;
    for (uint32_t i = 0; i < grid->columns; i++)
        columns += !grid->sums[i];
    uint32_t series = turned ? columns : rows, categories = turned ? rows : columns;
    if (series <= CH_SERIES_MOST && categories <= CH_CATEGORIES_MOST)
        return false;
    aj_diag_add(job->diags, AJ_E0683, at, aj_printf(job->arena, "%u", series),
                aj_printf(job->arena, "%u", categories), NULL);
    return true;
}

/* Rows as series along the columns' headings. */
static void take_rows(struct aj_job *job, const struct grid *grid, struct ch_data *data)
{
    for (uint32_t c = 0; c < grid->columns; c++)
        if (!grid->sums[c]) {
            data->scenarios[data->category_count] = grid->scenarios[c];
            data->categories[data->category_count++] = grid->headings[c] ? grid->headings[c] : "";
        }
    uint32_t sums = 0;
    for (uint32_t r = 0; r < grid->row_len; r++) {
        const struct grid_row *row = &grid->rows[r];
        struct ch_cell *cells = AJ_NEW_N(job->arena, struct ch_cell, data->category_count);
        uint32_t n = 0;
        for (uint32_t c = 0; c < grid->columns; c++)
            if (!grid->sums[c])
                cells[n++] = row->cells[c];
        if (!row->sum)
            data->series[data->series_count++] = (struct ch_series){.label = row->label, .cells = cells};
        else if (sums++ == 0)
            for (uint32_t i = 0; i < n; i++)
                data->totals[i] = cells[i].known ? cells[i].text : NULL;
    }
    if (sums > 1) /* which of them is the stack's? */
        memset(data->totals, 0, sizeof data->totals);
}

/* Columns as series along the rows' labels. */
static void take_columns(struct aj_job *job, const struct grid *grid, struct ch_data *data)
{
    for (uint32_t r = 0; r < grid->row_len; r++)
        if (!grid->rows[r].sum) {
            data->scenarios[data->category_count] = scenario_of(NULL, 0, grid->rows[r].label);
            data->categories[data->category_count++] = grid->rows[r].label;
        }
    uint32_t sums = 0;
    for (uint32_t c = 0; c < grid->columns; c++) {
        struct ch_cell *cells = AJ_NEW_N(job->arena, struct ch_cell, data->category_count);
        uint32_t n = 0;
        bool any = false;
        for (uint32_t r = 0; r < grid->row_len; r++)
            if (!grid->rows[r].sum) {
                any = any || grid->rows[r].cells[c].known;
                cells[n++] = grid->rows[r].cells[c];
            }
        if (!grid->sums[c] && any)
            data->series[data->series_count++] =
                (struct ch_series){.label = grid->headings[c] ? grid->headings[c] : "", .cells = cells};
        else if (grid->sums[c] && sums++ == 0)
            for (uint32_t i = 0; i < n; i++)
                data->totals[i] = cells[i].known ? cells[i].text : NULL;
    }
}

/* A waterfall's bars are the rows of one column, sums among them. */
static bool take_steps(struct aj_job *job, aj_at at, const struct grid *grid, struct ch_data *data)
{
    if (grid->columns != 1 || grid->row_len > CH_CATEGORIES_MOST) {
        aj_diag_add(job->diags, AJ_E0683, at, aj_printf(job->arena, "%u", grid->columns),
                    aj_printf(job->arena, "%u", grid->row_len), NULL);
        return false;
    }
    struct ch_cell *cells = AJ_NEW_N(job->arena, struct ch_cell, grid->row_len);
    for (uint32_t r = 0; r < grid->row_len; r++) {
        cells[r] = grid->rows[r].cells[0];
        data->full[r] = grid->rows[r].sum;
        data->categories[data->category_count++] = grid->rows[r].label;
    }
    const char *label = grid->headings[0] ? grid->headings[0] : "";
    data->series[data->series_count++] = (struct ch_series){.label = label, .cells = cells};
    return true;
}

static bool begins_with(const char *label, const char *word)
{
    size_t n = strlen(word);
    return !strncmp(label, word, n) && (!label[n] || label[n] == ' ' || label[n] == ',');
}

/* Women and men, of one year or two: E0691 unless the series are these, E0693 for what is below zero. */
static bool take_sexes(struct aj_job *job, aj_at at, struct ch_data *data)
{
    static const char *const words[] = {"Kvinnor", "Män"};
    struct ch_series ordered[4];
    uint32_t found = 0;
    for (uint32_t s = 0; s < data->series_count; s++) {
        struct ch_series *series = &data->series[s];
        int sex = begins_with(series->label, words[CH_MEN]) ? CH_MEN : CH_WOMEN;
        if (data->series_count > 4 || !begins_with(series->label, words[sex]))
            break;
        series->sex = (enum ch_sex)sex;
        series->year = series->label + strlen(words[sex]);
        series->year += strspn(series->year, ", ");
        for (uint32_t c = 0; c < data->category_count; c++)
            if (series->cells[c].known && series->cells[c].value < 0) {
                aj_diag_add(job->diags, AJ_E0693, at, series->label, data->categories[c],
                            series->cells[c].text, NULL);
                return false;
            }
    }
    /* Pairs of the same year, in the order of the women. */
    for (uint32_t s = 0; s < data->series_count && data->series_count <= 4; s++)
        for (uint32_t k = 0; k < data->series_count; k++) {
            const struct ch_series *women = &data->series[s], *men = &data->series[k];
            if (women->year && men->year && women->sex == CH_WOMEN && men->sex == CH_MEN &&
                !strcmp(women->year, men->year) && found < 4) {
                ordered[found++] = *women;
                ordered[found++] = *men;
            }
        }
    if (found != data->series_count || (found != 2 && found != 4)) {
        aj_diag_add(job->diags, AJ_E0691, at, NULL);
        return false;
    }
    memcpy(data->series, ordered, found * sizeof *ordered);
    return true;
}

/* Years stand alone on the axis; what kind of figures they have is said beside them. */
static void part_years(struct aj_job *job, struct ch_data *data)
{
    bool outcome = false;
    for (uint32_t c = 0; c < data->category_count; c++) {
        const char *year = year_in(data->categories[c]);
        if (data->scenarios[c])
            data->categories[c] = aj_strndup(job->arena, year, 4);
        if (data->scenarios[c] > CH_OUTCOME && outcome && !data->ahead)
            data->ahead = c;
        if (data->scenarios[c] == CH_OUTCOME && data->ahead)
            data->ahead = CH_CATEGORIES_MOST; /* back again: no turn that a rule could mark */
        outcome = outcome || data->scenarios[c] == CH_OUTCOME;
    }
    data->ahead = data->ahead == CH_CATEGORIES_MOST ? 0 : data->ahead;
}

static doc_id child_with(const struct doc_document *doc, doc_id parent, enum doc_tag tag)
{
    doc_id id = doc->nodes[parent].first;
    while (id && !(doc->nodes[id].kind == DOC_ELEMENT && doc->nodes[id].tag == tag))
        id = doc->nodes[id].next;
    return id;
}

/* data-unit, or what stands in class "unit" in one of the captions. */
static const char *find_unit(const struct doc_document *doc, doc_id figure, doc_id caption,
                             doc_id table_caption)
{
    const char *given = doc_attr(doc, figure, "data-unit");
    doc_id captions[] = {caption, table_caption};
    for (int i = 0; i < 2 && !given; i++)
        for (doc_id id = captions[i]; id && !given; id = doc_next(doc, captions[i], id))
            if (doc->nodes[id].kind == DOC_ELEMENT && ch_has_class(doc, id, "unit"))
                given = ch_text(doc, id);
    return given ? given : "";
}

/* The text in brackets at a label's end, as in "Investeringar (mnkr)"; NULL if there is none. */
static const char *bracket_of(const char *label)
{
    size_t n = strlen(label);
    const char *open = strrchr(label, '(');
    return open && open > label + 1 && open[-1] == ' ' && label[n - 1] == ')' && open + 2 < label + n ? open
                                                                                                      : NULL;
}

/* A unit that every series' label repeats is said once, on the axis. */
static void share_unit(struct aj_job *job, struct ch_data *data)
{
    const char *first = bracket_of(data->series[0].label);
    for (uint32_t i = 0; i < data->series_count; i++) {
        const char *unit = bracket_of(data->series[i].label);
        if (!first || !unit || strcmp(unit, first) != 0)
            return;
    }
    size_t n = strlen(first);
    if (!*data->unit) {
        data->unit = aj_strndup(job->arena, first + 1, n - 2);
        data->unit_on_axis = true;
    } else if (strlen(data->unit) != n - 2 || memcmp(data->unit, first + 1, n - 2) != 0) {
        return;
    }
    for (uint32_t i = 0; i < data->series_count; i++)
        data->series[i].label =
            aj_strndup(job->arena, data->series[i].label, strlen(data->series[i].label) - n - 1);
}

/* The series and categories of the table, as its kind reads it. */
static bool take(struct aj_job *job, const struct doc_document *doc, doc_id figure, const struct grid *grid,
                 struct ch_data *data)
{
    aj_at at = doc->nodes[figure].at;
    const char *axis = doc_attr(doc, figure, "data-axis"), *way = doc_attr(doc, figure, "data-direction");
    data->lying = way && !strcmp(way, "lying");
    if (data->kind == CH_WATERFALL)
        return take_steps(job, at, grid, data);
    bool rows_along = (axis && !strcmp(axis, "rows")) || data->kind == CH_PYRAMID;
    bool turned = rows_along || (!columns_are_years(grid) && (rows_are_years(grid) || grid->row_len > 1));
    if (data->kind == CH_SLOPE || (data->kind == CH_LINES && rows_are_years(grid) != columns_are_years(grid)))
        turned = !columns_are_years(grid) && rows_are_years(grid);
    if (too_many(job, at, grid, turned))
        return false;
    if (turned)
        take_columns(job, grid, data);
    else
        take_rows(job, grid, data);
    data->time = turned ? rows_are_years(grid) : columns_are_years(grid);
    if (data->time)
        part_years(job, data);
    if (data->kind == CH_SLOPE && data->category_count != 2) {
        aj_diag_add(job->diags, AJ_E0694, at, "slope", aj_printf(job->arena, "%u", data->category_count),
                    "two", "två", NULL);
        return false;
    }
    return data->kind != CH_PYRAMID || !data->series_count || take_sexes(job, at, data);
}

bool ch_read(struct aj_job *job, struct doc_document *doc, doc_id figure, struct ch_data *data)
{
    aj_at at = doc->nodes[figure].at;
    const char *name = doc_attr(doc, figure, "data-table");
    doc_id table = name ? doc_find(doc, name) : 0;
    if (!table || doc->nodes[table].tag != DOC_TAG_TABLE) {
        aj_diag_add(job->diags, AJ_E0680, at, name ? name : "", NULL);
        return false;
    }
    struct grid *grid = AJ_NEW(job->arena, struct grid);
    grid->gaps = data->kind == CH_WATERFALL;
    if (!read_grid(job, doc, figure, table, grid))
        return false;
    if (!take(job, doc, figure, grid, data))
        return false;
    if (!data->series_count || !data->category_count) {
        aj_diag_add(job->diags, AJ_E0682, at, name, NULL);
        return false;
    }
    doc_id caption = child_with(doc, figure, DOC_TAG_FIGCAPTION),
           own = child_with(doc, table, DOC_TAG_CAPTION);
    data->unit = find_unit(doc, figure, caption, own);
    share_unit(job, data);
    data->title = caption ? ch_text(doc, caption) : own ? ch_text(doc, own) : "";
    return true;
}
