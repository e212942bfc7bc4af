/* Two editions of one year: the rows of a table in which a variant has other figures, side by side. */
#include "metric/internal.h"

#include "base/number.h"

#include <string.h>

/* The columns that are shown, and the variant's cells of them. */
struct difference {
    struct met_result *r;
    const struct mdl_table *table;
    const struct mdl_variant *variant;
    const uint32_t *columns;
    uint32_t len;
    int decimals; /* of a statement's figures, all of which have the same number */
};

/* "did you mean", or what there is. */
static void report_unknown(struct met_result *r, const char *name, aj_at at)
{
    struct aj_arena *arena = r->job->arena;
    uint32_t count = r->model->variant_len;
    const char **names = AJ_NEW_N(arena, const char *, count + 1);
    for (uint32_t i = 0; i < count; i++)
        names[i] = r->model->variants[i].name;
    const char *meant = aj_did_you_mean(name, names, count);
    const char *list = count ? met_join(arena, names, count, "och") : "";
    const char *english = meant   ? aj_printf(arena, "did you mean \"%s\"?", meant)
                          : count ? aj_printf(arena, "the sources have %s", list)
                                  : "write variant=\"...\" on the source that holds its figures";
    const char *swedish = meant   ? aj_printf(arena, "menade du \"%s\"?", meant)
                          : count ? aj_printf(arena, "källorna har %s", list)
                                  : "skriv variant=\"...\" på den källa som har dess siffror";
    if (!r->model->incomplete)
        aj_diag_add(r->job->diags, AJ_E0242, at, name, english, swedish, NULL);
}

void met_variant_use(struct met_result *r, const xmlNode *report)
{
    const char *name = report ? met_attr(r, report, "variant") : NULL;
    const struct mdl_variant *variant = name ? mdl_variant_find(r->model, name) : NULL;
    if (variant)
        mdl_variant_use(variant);
    else if (name)
        report_unknown(r, name, src_xml_at(report));
}

/* The one that is asked for, or the only one. */
static const struct mdl_variant *variant_of(struct met_result *r, const xmlNode *node)
{
    bool one = r->model->variant_len == 1;
    const char *name = one ? met_attr(r, node, "variant") : met_need(r, node, "variant");
    if (!name)
        return one ? &r->model->variants[0] : NULL;
    const struct mdl_variant *variant = mdl_variant_find(r->model, name);
    if (!variant)
        report_unknown(r, name, src_xml_at(node));
    return variant;
}

static const struct mdl_override *override_of(const struct difference *d, const struct mdl_series *series,
                                              uint32_t column)
{
    for (uint32_t i = 0; i < d->variant->len; i++)
        if (d->variant->items[i].series == series && d->variant->items[i].column == column)
            return &d->variant->items[i];
    return NULL;
}

static const struct mdl_value *only_value(const struct mdl_cell *cell)
{
    return cell->count == 1 && !cell->values[0].missing ? &cell->values[0] : NULL;
}

static bool differs(const struct mdl_override *item)
{
    if (!item)
        return false;
    const struct mdl_value *a = only_value(&item->base), *b = only_value(&item->own);
    return !a || !b || aj_rat_cmp(a->value, b->value) != 0;
}

static int finer(const struct mdl_cell *cell, int decimals)
{
    const struct mdl_value *value = only_value(cell);
    return value && value->decimals > decimals ? value->decimals : decimals;
}

/* The most decimals of what the two hold of a statement; of key figures each row has its own. */
static int decimals_of(const struct difference *d)
{
    int decimals = 0;
    for (uint32_t i = 0; i < d->variant->len && d->table->kind == MDL_STATEMENT; i++) {
        const struct mdl_override *item = &d->variant->items[i];
        bool shown = false;
        for (uint32_t c = 0; c < d->len; c++)
            shown |= d->columns[c] == item->column;
        if (shown && item->series->table == d->table)
            decimals = finer(&item->own, finer(&item->base, decimals));
    }
    return decimals;
}

static bool row_differs(const struct difference *d, const struct mdl_series *series)
{
    for (uint32_t i = 0; i < d->len; i++)
        if (differs(override_of(d, series, d->columns[i])))
            return true;
    return false;
}

static bool column_differs(const struct difference *d, uint32_t column)
{
    for (uint32_t i = 0; i < d->variant->len; i++) {
        const struct mdl_override *item = &d->variant->items[i];
        if (item->series->table == d->table && item->column == column && differs(item))
            return true;
    }
    return false;
}

/* "+1 200", or empty where one of the two is missing. */
static void put_gap(const struct difference *d, xmlNodePtr row, const struct mdl_unit *of,
                    const struct mdl_cell *base, const struct mdl_cell *own)
{
    struct aj_arena *arena = d->r->job->arena;
    const struct mdl_value *a = only_value(base), *b = only_value(own);
    xmlNodePtr cell = xmlNewChild(row, NULL, BAD_CAST "cell", NULL);
    met_set_at(cell, own->at);
    if (!a || !b) {
        met_set(cell, "missing", mdl_missing_name(MDL_EMPTY));
        return;
    }
    struct mdl_unit unit = mdl_unit_difference(arena, of);
    struct aj_rat gap = aj_rat_sub(arena, b->value, a->value);
    int decimals = a->decimals > b->decimals ? a->decimals : b->decimals;
    decimals = d->decimals > decimals ? d->decimals : decimals;
    if (unit.name && *unit.name)
        met_set(cell, "unit", unit.name);
    met_set(cell, "exact", aj_rat_text(arena, gap));
    const char *text = aj_number_format(arena, gap, decimals);
    met_add_text(cell, aj_rat_sign(gap) > 0 ? aj_printf(arena, "+%s", text) : text);
}

static void put_row(const struct difference *d, xmlNodePtr table, struct mdl_series *series)
{
    xmlNodePtr row = met_table_series(d->r, table, series);
    for (uint32_t i = 0; i < d->len; i++) {
        const struct mdl_override *item = override_of(d, series, d->columns[i]);
        const struct mdl_cell *same = &series->cells[d->columns[i]];
        const struct mdl_cell *base = item ? &item->base : same, *own = item ? &item->own : same;
        met_table_cell_of(d->r, row, series, d->columns[i], base, d->decimals);
        met_table_cell_of(d->r, row, series, d->columns[i], own, d->decimals);
        put_gap(d, row, mdl_figure_unit(series, d->columns[i]), base, own);
    }
}

static void put_columns(const struct difference *d, xmlNodePtr table)
{
    struct aj_arena *arena = d->r->job->arena;
    met_table_column(table, "label", d->table->label_heading);
    for (uint32_t i = 0; i < d->len; i++) {
        const struct mdl_column *column = &d->table->columns[d->columns[i]];
        const char *year = d->len > 1 ? aj_printf(arena, " %d", column->period.year) : "";
        met_table_column(table, "figure", column->heading);
        met_table_column(table, "figure", aj_printf(arena, "%s%s", d->variant->name, year));
        met_table_column(table, "figure", aj_printf(arena, "%s%s", met_heading(d->r, "difference"), year));
    }
}

/* The columns of the periods that are asked for; without any, those in which something differs. */
static bool find_columns(struct difference *d, const xmlNode *node)
{
    struct met_result *r = d->r;
    const char *text = met_attr(r, node, "period");
    struct met_subject subject = {.kind = MET_TABLE, .name = d->table->name, .table = d->table};
    struct mdl_period *periods = NULL;
    uint32_t count = 0, *columns = AJ_NEW_N(r->job->arena, uint32_t, d->table->column_len + 1);
    bool span, any = false;
    if (text && !met_read_periods(r, text, &subject, src_xml_at(node), &periods, &count, &span))
        return false;
    for (uint32_t c = 0; c < d->table->column_len; c++) {
        const struct mdl_column *column = &d->table->columns[c];
        bool asked = !text;
        for (uint32_t i = 0; i < count; i++)
            asked |= periods[i].year == column->period.year &&
                     (!periods[i].scenario || periods[i].scenario == column->period.scenario);
        bool other = column->role == MDL_COL_FIGURE && column_differs(d, c);
        any |= asked && other;
        if (column->role == MDL_COL_FIGURE && asked && (text || other))
            columns[d->len++] = c;
    }
    d->columns = columns;
    if (!any)
        aj_diag_add(r->job->diags, AJ_E0243, src_xml_at(node), d->variant->name,
                    text ? aj_printf(r->job->arena, "%s %s", d->table->name, text) : d->table->name, NULL);
    return any;
}

void met_bind_difference(struct met_result *r, const xmlNode *node, xmlNodePtr out, uint32_t depth)
{
    struct difference d = {.r = r, .table = met_table_find(r, node)};
    if (d.table)
        d.variant = variant_of(r, node);
    if (!d.variant || !find_columns(&d, node)) {
        met_anchor_at(r, node, out);
        return;
    }
    d.decimals = decimals_of(&d);
    const char *unit = d.table->kind == MDL_STATEMENT ? d.table->unit.name : "";
    xmlNodePtr table = met_add(r, out, "table", node);
    const char *id = met_attr(r, node, "id");
    met_set(table, "kind", "statement");
    met_set(table, "id",
            id ? id : met_id_new(r, aj_printf(r->job->arena, "%s skillnad", d.table->name), "tabell"));
    met_set(table, "of", d.table->name);
    if (*unit)
        met_set(table, "unit", unit);
    const char *name = aj_printf(r->job->arena, "%s, skillnad mot %s%s%s", d.table->name, d.variant->name,
                                 *unit ? ", " : "", unit);
    met_table_caption(r, node, table, name, depth);
    put_columns(&d, table);
    for (uint32_t i = 0; i < d.table->series_len; i++) {
        struct mdl_series *series = d.table->series[i];
        bool shown = series->role != MDL_GROUP && !series->whole &&
                     (series->role == MDL_TOTAL || row_differs(&d, series));
        if (shown)
            put_row(&d, table, series);
    }
}
