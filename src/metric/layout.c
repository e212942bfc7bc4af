/*
 * Tables of statements whose columns a layout of templates/layouts works out for each row: budget, outcome,
 * forecast and deviation, wherever the sources have them.
 */
#include "metric/layout.h"

#include "base/buf.h"
#include "metric/decimals.h"
#include "model/template.h"

#include <string.h>

enum { MOST_COLUMNS = 16 };

struct column {
    struct met_metric *figure; /* a formula of the layout's own, or a metric declared for any row */
    const char *heading;
    bool optional; /* left out where no row has a figure */
    bool known;    /* a row has */
    int decimals;  /* of figures in the rows' own unit, where these stand as the source has them */
};

struct layout {
    const char *id;
    struct column columns[MOST_COLUMNS];
    uint32_t len;
};

/* The rows of all tables of one statement, each once, in the order of the first. */
struct rows {
    const struct mdl_series **items;
    uint32_t len, cap;
};

struct sheet {
    struct met_result *r;
    const xmlNode *node;
    const struct mdl_table *table;
    struct met_look look;
    struct mdl_period period;
    struct layout layout;
    struct rows rows;
    struct met_value *values; /* row by row */
};

/* ---- definitions ---- */

/* "{år}", "{år-1}", "{period}", "{period-1}", "{dag}" and "{dag-1}" (the last of the year before). */
static const char *placed(struct aj_arena *arena, struct mdl_period period, const char *name, size_t n)
{
    static const char year[] = "år", part[] = "period", day[] = "dag";
    bool before = n > 2 && !strncmp(name + n - 2, "-1", 2);
    size_t m = before ? n - 2 : n;
    struct mdl_period wanted = {.year = period.year - before, .part = period.part};
    if (m == sizeof year - 1 && !strncmp(name, year, m))
        return aj_printf(arena, "%d", wanted.year);
    if (m == sizeof part - 1 && !strncmp(name, part, m))
        return mdl_period_heading(arena, wanted);
    if (m != sizeof day - 1 || strncmp(name, day, m) != 0)
        return NULL;
    if (before)
        wanted.part = NULL;
    const char *end = mdl_period_end(arena, wanted);
    return end ? end : mdl_period_text(arena, wanted);
}

static const char *heading_of(struct aj_arena *arena, const char *text, struct mdl_period period)
{
    struct aj_buf out = AJ_BUF_INIT;
    while (*text) {
        size_t plain = strcspn(text, "{"), n = text[plain] ? strcspn(text + plain, "}") : 0;
        aj_buf_add(&out, text, plain);
        text += plain;
        if (!*text)
            break;
        const char *put = text[n] ? placed(arena, period, text + 1, n - 1) : NULL;
        n += text[n] != '\0';
        if (put)
            aj_buf_str(&out, put);
        else
            aj_buf_add(&out, text, n);
        text += n;
    }
    char *copy = aj_strndup(arena, out.data ? out.data : "", out.len);
    aj_buf_free(&out);
    return copy;
}

/* A metric of the library that is declared for any row; NULL if there is none of that name. */
static struct met_metric *metric_named(const struct met_result *r, const char *name)
{
    const char *folded = mdl_fold(r->job->arena, name);
    for (uint32_t i = 0; i < r->metric_len; i++)
        if (r->metrics[i]->per_row && !strcmp(mdl_fold(r->job->arena, r->metrics[i]->name), folded))
            return r->metrics[i];
    return NULL;
}

static void load_column(struct sheet *sheet, const xmlNode *node)
{
    struct aj_job *job = sheet->r->job;
    struct layout *layout = &sheet->layout;
    const char *heading = src_xml_attr(job, node, "heading"), *formula = src_xml_attr(job, node, "formula"),
               *metric = src_xml_attr(job, node, "metric"), *optional = src_xml_attr(job, node, "optional");
    if (!heading || (!formula && !metric)) {
        aj_diag_add(job->diags, AJ_E0217, src_xml_at(node), "column", heading ? "formula" : "heading", NULL);
        return;
    }
    if (layout->len == MOST_COLUMNS)
        return;
    struct column column = {.decimals = -1,
                            .heading = heading_of(job->arena, heading, sheet->period),
                            .optional = optional && !strcmp(optional, "ja")};
    if (metric) {
        column.figure = metric_named(sheet->r, metric);
        if (!column.figure)
            aj_diag_add(job->diags, AJ_E0244, src_xml_at(node), metric, NULL);
    } else {
        column.figure = AJ_NEW(job->arena, struct met_metric);
        *column.figure = (struct met_metric){
            .name = aj_printf(job->arena, "%s, kolumn %u: %s", layout->id, layout->len + 1, column.heading),
            .formula = formula,
            .decimals = -1,
            .per_row = true,
            .at = src_xml_at(node)};
    }
    if (column.figure)
        layout->columns[layout->len++] = column;
}

/* The layout of that id; false after E0351. */
static bool load_layout(struct sheet *sheet, const char *id)
{
    enum { MOST_LAYOUTS = 64 };
    struct aj_job *job = sheet->r->job;
    const char **files, *ids[MOST_LAYOUTS];
    uint32_t count = mdl_template_files(job, "layouts", &files), len = 0;
    for (uint32_t i = 0; i < count; i++) {
        xmlDocPtr doc = src_xml_read_template(job, files[i]);
        const xmlNode *root = doc ? xmlDocGetRootElement(doc) : NULL;
        const char *own = root && src_xml_is(root, "layout") ? src_xml_attr(job, root, "id") : NULL;
        if (own && len < MOST_LAYOUTS)
            ids[len++] = own;
        if (!own || strcmp(mdl_fold(job->arena, own), mdl_fold(job->arena, id)) != 0)
            continue;
        sheet->layout.id = own;
        for (const xmlNode *child = root->children; child; child = child->next)
            if (src_xml_is(child, "column"))
                load_column(sheet, child);
        return sheet->layout.len > 0;
    }
    const char *meant = aj_did_you_mean(id, ids, len);
    const char *list = len ? met_join(job->arena, ids, len, "och") : "-";
    aj_diag_add(job->diags, AJ_E0351, src_xml_at(sheet->node), id, meant ? meant : list, NULL);
    return false;
}

/* ---- rows ---- */

static bool same_row(struct aj_arena *arena, const struct mdl_series *a, const struct mdl_series *b)
{
    if (a->def || b->def)
        return a->def == b->def;
    return a->role == b->role && !strcmp(mdl_fold(arena, a->name), mdl_fold(arena, b->name));
}

static uint32_t place_of(struct sheet *sheet, const struct mdl_series *series)
{
    uint32_t i = 0;
    while (i < sheet->rows.len && !same_row(sheet->r->job->arena, sheet->rows.items[i], series))
        i++;
    return i;
}

/* A row that the first table lacks stands after the one that it follows in its own. */
static void take_rows(struct sheet *sheet, const struct mdl_table *table)
{
    struct rows *rows = &sheet->rows;
    uint32_t after = 0;
    for (uint32_t i = 0; i < table->series_len; i++) {
        const struct mdl_series *series = table->series[i];
        if (series->whole)
            continue;
        uint32_t place = place_of(sheet, series);
        if (place < rows->len) {
            after = place + 1;
            continue;
        }
        AJ_PUSH(sheet->r->job->arena, rows->items, rows->len, rows->cap, series);
        memmove(rows->items + after + 1, rows->items + after, (rows->len - 1 - after) * sizeof *rows->items);
        rows->items[after++] = series;
    }
}

static void gather_rows(struct sheet *sheet)
{
    const struct mdl_model *model = sheet->r->model;
    take_rows(sheet, sheet->table);
    for (uint32_t t = 0; sheet->table->def && t < model->table_len; t++)
        if (model->tables[t] != sheet->table && model->tables[t]->def == sheet->table->def)
            take_rows(sheet, model->tables[t]);
}

/* ---- figures ---- */

/* Whichever of a statement's tables has the figure: their common name is the definition's. */
static const char *row_name(struct aj_arena *arena, const struct mdl_series *series)
{
    const struct mdl_table *table = series->table;
    return aj_printf(arena, "%s / %s", table->def ? table->def->name : table->name, series->name);
}

static void eval_all(struct sheet *sheet)
{
    struct met_result *r = sheet->r;
    uint32_t columns = sheet->layout.len;
    sheet->values = AJ_NEW_N(r->job->arena, struct met_value, sheet->rows.len * columns + 1);
    for (uint32_t i = 0; i < sheet->rows.len; i++) {
        const struct mdl_series *series = sheet->rows.items[i];
        if (series->role == MDL_GROUP)
            continue;
        struct met_subject subject = met_row_subject(r, series);
        for (uint32_t c = 0; c < columns; c++) {
            struct column *column = &sheet->layout.columns[c];
            struct met_metric *one =
                met_metric_for_row(r, column->figure, row_name(r->job->arena, series), &subject);
            r->in_table = true;
            struct met_value value = met_eval_metric(r, one, sheet->period, src_xml_at(sheet->node));
            r->in_table = false;
            sheet->values[i * columns + c] = value;
            column->known |= value.state == MET_KNOWN;
        }
    }
}

/* Columns without a single figure are left out: told of, unless the layout says that they may be. */
static void drop_columns(struct sheet *sheet)
{
    struct met_result *r = sheet->r;
    struct met_subject subject = met_row_subject(r, sheet->rows.items[sheet->rows.len - 1]);
    subject = met_subject_peek(r, row_name(r->job->arena, subject.series[0]), &(bool){false});
    struct mdl_period *periods;
    uint32_t count = subject.kind == MET_SERIES ? met_periods(r, &subject, &periods) : 0;
    for (uint32_t c = 0; c < sheet->layout.len; c++) {
        const struct column *column = &sheet->layout.columns[c];
        if (column->known || column->optional || r->model->faulty)
            continue;
        const char **texts = AJ_NEW_N(r->job->arena, const char *, count + 1);
        for (uint32_t i = 0; i < count; i++)
            texts[i] = mdl_period_text(r->job->arena, periods[i]);
        aj_diag_add(r->job->diags, AJ_E0352, src_xml_at(sheet->node), column->heading, sheet->table->name,
                    count ? met_join(r->job->arena, texts, count, "och") : "-", NULL);
    }
}

/*
 * A column's figures have one number of decimals: what its figures need, and what every row is written with.
 * No more than the sources have: what is computed (a share of a grant) may go on for ever.
 */
static void set_decimals(struct sheet *sheet)
{
    struct met_result *r = sheet->r;
    int most = met_most_decimals(r, sheet->table), least = most;
    uint32_t columns = sheet->layout.len;
    const struct mdl_series *first = NULL;
    for (uint32_t i = 0; i < sheet->rows.len; i++) {
        const struct mdl_series *series = sheet->rows.items[i];
        if (series->role == MDL_GROUP)
            continue;
        int own = mdl_shown_decimals(series, series->decimals);
        least = own < least ? own : least;
        first = first ? first : series;
        if (!mdl_unit_like(&first->unit, &series->unit) ||
            aj_rat_cmp(first->unit.scale, series->unit.scale) != 0)
            return;
    }
    for (uint32_t c = 0; c < columns; c++) {
        struct column *column = &sheet->layout.columns[c];
        column->decimals = least;
        for (uint32_t i = 0; i < sheet->rows.len && column->decimals < most; i++) {
            const struct met_value *value = &sheet->values[i * columns + c];
            if (sheet->rows.items[i]->role == MDL_GROUP || value->state != MET_KNOWN)
                continue;
            int needed = met_needed_decimals(r, value->exact, &sheet->rows.items[i]->unit, most);
            column->decimals = needed > column->decimals ? needed : column->decimals;
        }
    }
}

static void put_cell(struct sheet *sheet, xmlNodePtr row, const struct mdl_series *series,
                     const struct column *column, const struct met_value *value)
{
    struct met_result *r = sheet->r;
    struct aj_arena *arena = r->job->arena;
    xmlNodePtr cell = xmlNewChild(row, NULL, BAD_CAST "cell", NULL);
    met_set_at(cell, value->at ? value->at : series->at);
    if (value->state == MET_KNOWN) {
        bool own = column->figure->unit.name != NULL;
        const struct mdl_unit *unit = own               ? &column->figure->unit
                                      : sheet->look.own ? &series->unit
                                                        : &sheet->look.unit;
        int decimals = own               ? column->figure->decimals
                       : sheet->look.own ? (column->decimals >= 0 ? column->decimals : series->decimals)
                                         : sheet->look.decimals;
        const char *text = met_number_text(arena, value->exact, unit, decimals);
        met_set_exact(r, cell, value->exact, unit);
        met_add_text(cell, text);
        met_record(r, row_name(arena, series), column->heading, unit->name, text,
                   aj_rat_div(arena, value->exact, unit->scale));
        return;
    }
    enum mdl_missing missing = value->state == MET_MISSING ? value->missing : MDL_NOT_REPORTED;
    if (value->state == MET_LACKING && series->role == MDL_ITEM && !column->optional)
        aj_diag_add(r->job->diags, AJ_W0353, series->at, series->name, column->heading, NULL);
    met_set(cell, "missing", mdl_missing_name(missing));
    met_add_text(cell, mdl_missing_sign(missing));
}

/* The row's turn, of the figures that every file has of it. */
static void put_turn(const struct sheet *sheet, xmlNodePtr row, const struct mdl_series *series,
                     const struct met_turn *turn)
{
    bool ambiguous;
    struct met_subject subject =
        met_subject_peek(sheet->r, row_name(sheet->r->job->arena, series), &ambiguous);
    if (subject.kind != MET_SERIES || ambiguous)
        subject = met_row_subject(sheet->r, series);
    met_put_trend_cell(sheet->r, row, &subject, turn, series->at);
}

static void put_table(struct sheet *sheet, xmlNodePtr out, uint32_t depth)
{
    struct met_result *r = sheet->r;
    const struct mdl_table *table = sheet->table;
    const struct layout *layout = &sheet->layout;
    const char *unit = sheet->look.unit.name ? sheet->look.unit.name : "";
    xmlNodePtr shown = met_table_new(r, out, sheet->node, "statement");
    met_set(shown, "of", table->name);
    if (*unit)
        met_set(shown, "unit", unit);
    met_table_caption(r, sheet->node, shown,
                      *unit ? aj_printf(r->job->arena, "%s, %s", table->name, unit) : table->name, depth);
    met_table_column(shown, "label", table->label_heading);
    for (uint32_t c = 0; c < layout->len; c++)
        if (layout->columns[c].known)
            met_table_column(shown, "figure", layout->columns[c].heading);
    struct met_turn turn = {.part = sheet->period.part};
    bool turns = met_wants_trend(r, sheet->node);
    if (turns)
        met_turn_column(r, shown, &turn);
    for (uint32_t i = 0; i < sheet->rows.len; i++) {
        const struct mdl_series *series = sheet->rows.items[i];
        xmlNodePtr row = met_table_series(r, shown, series);
        for (uint32_t c = 0; c < layout->len && series->role != MDL_GROUP; c++)
            if (layout->columns[c].known)
                put_cell(sheet, row, series, &layout->columns[c], &sheet->values[i * layout->len + c]);
        if (turns && series->role != MDL_GROUP)
            put_turn(sheet, row, series, &turn);
    }
    met_table_credit(r, sheet->node, shown, depth);
}

void met_bind_layout(struct met_result *r, const xmlNode *node, xmlNodePtr out, uint32_t depth,
                     const struct mdl_table *table, struct met_look look)
{
    struct sheet sheet = {.r = r, .node = node, .table = table, .look = look};
    struct mdl_period *periods;
    uint32_t count;
    bool span;
    struct met_subject subject = {.kind = MET_TABLE, .name = table->name, .table = table};
    const char *text = met_need(r, node, "period");
    if (!text || !met_read_periods(r, text, &subject, src_xml_at(node), &periods, &count, &span)) {
        met_anchor_at(r, node, out);
        return;
    }
    sheet.period = periods[0];
    if (count != 1)
        aj_diag_add(r->job->diags, AJ_E0305, src_xml_at(node), text, NULL);
    gather_rows(&sheet);
    if (count != 1 || !sheet.rows.len || !load_layout(&sheet, met_attr(r, node, "layout"))) {
        met_anchor_at(r, node, out);
        return;
    }
    eval_all(&sheet);
    drop_columns(&sheet);
    set_decimals(&sheet);
    put_table(&sheet, out, depth);
}
