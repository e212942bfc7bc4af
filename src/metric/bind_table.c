/* Tables of the data document: whole statements, and small tables of metrics by year. */
#include "metric/chart.h"

#include "metric/decimals.h"
#include "metric/layout.h"

#include "base/number.h"
#include "base/utf8.h"

#include <stdio.h>
#include <string.h>

xmlNodePtr met_table_new(struct met_result *r, xmlNodePtr out, const xmlNode *node, const char *kind)
{
    xmlNodePtr table = met_add(r, out, "table", node);
    const char *id = met_attr(r, node, "id");
    met_set(table, "kind", kind);
    met_set(table, "id", id ? id : met_id_new(r, NULL, "tabell"));
    return table;
}

void met_table_column(xmlNodePtr table, const char *type, const char *heading)
{
    xmlNodePtr column = xmlNewChild(table, NULL, BAD_CAST "column", NULL);
    met_set(column, "type", type);
    met_add_text(column, heading);
}

xmlNodePtr met_table_row(xmlNodePtr table, const char *role, aj_at at)
{
    xmlNodePtr row = xmlNewChild(table, NULL, BAD_CAST "row", NULL);
    met_set(row, "role", role);
    met_set_at(row, at);
    return row;
}

xmlNodePtr met_table_label(xmlNodePtr row, const char *text, aj_at at)
{
    xmlNodePtr cell = xmlNewChild(row, NULL, BAD_CAST "cell", NULL);
    met_set(cell, "type", "label");
    met_set_at(cell, at);
    met_add_text(cell, text);
    return cell;
}

/* "Namn (enhet)", unless the name says the unit. */
static const char *with_unit(struct aj_arena *arena, const char *name, const char *unit)
{
    return *unit && !aj_has_words(name, unit) ? aj_printf(arena, "%s (%s)", name, unit) : name;
}

xmlNodePtr met_table_name(struct met_result *r, xmlNodePtr row, const struct met_subject *subject,
                          const char *name, const char *unit, aj_at at)
{
    xmlNodePtr label = met_table_label(row, with_unit(r->job->arena, name, unit), at);
    const char *shorter = subject->kind == MET_SERIES ? subject->series[0]->short_name : NULL;
    if (shorter && !strcmp(name, subject->name) && strcmp(name, shorter) != 0)
        met_set(label, "short", with_unit(r->job->arena, shorter, unit));
    return label;
}

static const char *value_text(struct aj_arena *arena, const struct mdl_series *series,
                              const struct mdl_value *value, int least, bool alone)
{
    int own = mdl_shown_decimals(series, value->decimals), decimals = own > least ? own : least;
    const char *text =
        value->missing ? mdl_missing_sign(value->missing) : aj_number_format(arena, value->value, decimals);
    if (value->year && !alone)
        text = aj_printf(arena, "%s (%d)", text, value->year);
    return value->letter ? aj_printf(arena, "%c. %s", value->letter, text) : text;
}

static void set_value(struct aj_arena *arena, xmlNodePtr node, const struct mdl_value *value)
{
    char letter[2] = {value->letter, '\0'};
    if (value->missing)
        met_set(node, "missing", mdl_missing_name(value->missing));
    else
        met_set(node, "exact", aj_rat_text(arena, value->value));
    if (value->year)
        met_set(node, "year", aj_printf(arena, "%d", value->year));
    if (value->letter)
        met_set(node, "letter", letter);
}

/* A year that the table itself gives (in a column of years) is not said again in the cell. */
static bool year_is_said(const struct mdl_series *series)
{
    return mdl_column_of(series->table->columns, series->table->column_len, MDL_COL_YEAR) >= 0;
}

void met_table_cell(struct met_result *r, xmlNodePtr row, const struct mdl_series *series, uint32_t column)
{
    met_table_cell_of(r, row, series, column, &series->cells[column], 0);
}

void met_table_cell_of(struct met_result *r, xmlNodePtr row, const struct mdl_series *series, uint32_t column,
                       const struct mdl_cell *source, int least)
{
    struct aj_arena *arena = r->job->arena;
    xmlNodePtr cell = xmlNewChild(row, NULL, BAD_CAST "cell", NULL);
    bool alone = year_is_said(series);
    met_set_at(cell, source->at);
    const struct mdl_unit *unit = mdl_figure_unit(series, column);
    if (*unit->name)
        met_set(cell, "unit", unit->name);
    if (source->count == 1) {
        set_value(arena, cell, &source->values[0]);
        met_add_text(cell, value_text(arena, series, &source->values[0], least, alone));
        return;
    }
    for (uint32_t v = 0; v < source->count; v++) {
        xmlNodePtr part = xmlNewChild(cell, NULL, BAD_CAST "part", NULL);
        set_value(arena, part, &source->values[v]);
        met_add_text(part, value_text(arena, series, &source->values[v], least, alone));
    }
}

void met_table_unit(struct met_result *r, xmlNodePtr row, const struct mdl_series *series)
{
    /* "skala 1–6" is not parted before its figures. */
    const char *name = series->unit.name, *space = strchr(name, ' ');
    while (space && !(space[1] >= '0' && space[1] <= '9'))
        space = strchr(space + 1, ' ');
    if (space)
        name = aj_printf(r->job->arena, "%.*s\xC2\xA0%s", (int)(space - name), name, space + 1);
    met_add_text(xmlNewChild(row, NULL, BAD_CAST "cell", NULL), name);
}

void met_table_caption(struct met_result *r, const xmlNode *node, xmlNodePtr table, const char *otherwise,
                       uint32_t depth)
{
    for (const xmlNode *child = node->children; child; child = child->next) {
        if (child->type != XML_ELEMENT_NODE || strcmp((const char *)child->name, "caption") != 0)
            continue;
        xmlNodePtr caption = met_add(r, table, "caption", child);
        met_bind_children(r, child, caption, depth);
        return;
    }
    if (otherwise) {
        xmlNodePtr caption = met_add(r, table, "caption", node);
        met_add_text(caption, otherwise);
    }
}

void met_table_credit(struct met_result *r, const xmlNode *node, xmlNodePtr table, uint32_t depth)
{
    for (const xmlNode *child = node->children; child; child = child->next)
        if (child->type == XML_ELEMENT_NODE && !strcmp((const char *)child->name, "credit"))
            met_bind_children(r, child, met_add(r, table, "note", child), depth);
}

/* ---- statements ---- */

static const char *const role_names[] = {"item", "sub", "sum", "total", "group"};

/* Whether a column is among the periods that the author asked for (all, when none are named). A whole year is
 * not its parts, and a kind of figures that is named is met by no other. */
static bool is_shown(const struct mdl_table *table, uint32_t c, const struct mdl_period *periods,
                     uint32_t count)
{
    const struct mdl_column *column = &table->columns[c];
    enum mdl_scenario scenario = column->period.scenario;
    if (column->role != MDL_COL_FIGURE)
        return false;
    if (!scenario && table->def)
        scenario = table->def->scenario;
    for (uint32_t i = 0; i < count; i++)
        if (periods[i].year == column->period.year && mdl_part_same(periods[i].part, column->period.part) &&
            (!periods[i].scenario || !scenario || periods[i].scenario == scenario))
            return true;
    return !count;
}

/* Tells of periods that no column of the table is of. */
static void report_unshown(struct met_result *r, const struct mdl_table *table,
                           const struct mdl_period *periods, uint32_t count, aj_at at)
{
    struct met_subject subject = {.kind = MET_TABLE, .name = table->name, .table = table};
    struct met_value none = {.state = MET_LACKING};
    for (uint32_t i = 0; i < count && !table->faulty; i++) {
        bool any = false;
        for (uint32_t c = 0; c < table->column_len; c++)
            any |= is_shown(table, c, &periods[i], 1);
        if (!any)
            met_report_unknown(r, &subject, periods[i], &none, at);
    }
}

static xmlNodePtr shown_row(struct met_result *r, xmlNodePtr table, const struct mdl_series *series,
                            const char *name)
{
    (void)r;
    xmlNodePtr row = met_table_row(table, role_names[series->role], series->at);
    if (series->def)
        met_set(row, "key", series->def->id);
    met_table_label(row, name, series->at);
    return row;
}

xmlNodePtr met_table_series(struct met_result *r, xmlNodePtr table, const struct mdl_series *series)
{
    return shown_row(r, table, series, series->label);
}

/* A figure of a statement in another unit than its own: rounded once, here. */
static void converted_cell(struct met_result *r, xmlNodePtr row, const struct mdl_series *series,
                           uint32_t column, const struct mdl_unit *unit, int decimals)
{
    struct aj_arena *arena = r->job->arena;
    const struct mdl_cell *source = &series->cells[column];
    const struct mdl_unit *own = mdl_figure_unit(series, column);
    if (source->count != 1 || source->values[0].missing || !mdl_unit_like(own, unit)) {
        met_table_cell(r, row, series, column);
        return;
    }
    xmlNodePtr cell = xmlNewChild(row, NULL, BAD_CAST "cell", NULL);
    struct aj_rat base = aj_rat_mul(arena, source->values[0].value, own->scale);
    met_set_at(cell, source->at);
    met_set_exact(r, cell, base, unit);
    met_add_text(cell, met_number_text(arena, base, unit, decimals));
}

struct look {
    struct mdl_unit unit;
    int decimals;
    bool own;           /* figures as they stand in the source */
    bool in_unit;       /* in `unit`, not each in its own */
    const int *written; /* of each column, the decimals of its figures as they stand */
};

/* Whether figures of all rows, which may have units of their own, can be written in that unit. */
static bool fits_all(struct aj_arena *arena, const struct mdl_table *table, const char *text,
                     struct mdl_unit *unit)
{
    for (uint32_t i = 0; i < table->series_len; i++) {
        const struct mdl_unit *own = &table->series[i]->unit;
        if (own->name && table->series[i]->role != MDL_GROUP &&
            (!mdl_unit_of(arena, text, own, unit) || !mdl_unit_like(unit, own)))
            return false;
    }
    return unit->name != NULL;
}

static bool statement_look(struct met_result *r, const xmlNode *node, const struct mdl_table *table,
                           struct look *look)
{
    const char *unit = met_attr(r, node, "unit"), *decimals = met_attr(r, node, "decimals");
    bool said = decimals && *decimals >= '0' && *decimals <= '9';
    *look = (struct look){table->unit, said ? *decimals - '0' : 1, !unit && !said, unit != NULL,
                          met_written_decimals(r, table)};
    if (unit && !fits_all(r->job->arena, table, unit, &look->unit)) {
        const char *meant = mdl_unit_meant(unit);
        const char *own = table->unit.name        ? table->unit.name
                          : table->series_len > 0 ? table->series[0]->unit.name
                                                  : "";
        aj_diag_add(r->job->diags, AJ_E0313, src_xml_at(node), unit, meant ? meant : own, NULL);
        return false;
    }
    return true;
}

static void look_cell(struct met_result *r, xmlNodePtr row, const struct mdl_series *series, uint32_t column,
                      const struct look *look)
{
    const struct mdl_unit *unit = look->in_unit ? &look->unit : mdl_figure_unit(series, column);
    if (look->own)
        met_table_cell_of(r, row, series, column, &series->cells[column], look->written[column]);
    else
        converted_cell(r, row, series, column, unit, look->decimals);
}

/* The row's turn over the years, where the element asks for it. */
static void turn_cell(struct met_result *r, xmlNodePtr row, const struct mdl_series *series,
                      const struct met_turn *turn)
{
    struct met_subject subject = met_row_subject(r, series);
    if (turn)
        met_put_trend_cell(r, row, &subject, turn, series->at);
}

static void statement_rows(struct met_result *r, xmlNodePtr out, const struct mdl_table *table,
                           const struct look *look, const struct mdl_period *periods, uint32_t count,
                           const struct met_turn *turn)
{
    for (uint32_t i = 0; i < table->series_len; i++) {
        const struct mdl_series *series = table->series[i];
        if (series->whole)
            continue;
        xmlNodePtr row = shown_row(r, out, series, series->label);
        if (series->role == MDL_GROUP)
            continue;
        for (uint32_t c = 0; c < table->column_len; c++) {
            if (is_shown(table, c, periods, count))
                look_cell(r, row, series, c, look);
        }
        turn_cell(r, row, series, turn);
    }
}

static bool one_unit(const struct mdl_table *table)
{
    for (uint32_t i = 1; i < table->series_len; i++)
        if (strcmp(table->series[i]->unit.name ? table->series[i]->unit.name : "",
                   table->series[0]->unit.name ? table->series[0]->unit.name : ""))
            return false;
    return true;
}

/* Whether a column's heading names its own unit: then the table's caption names none. */
static bool headings_tell(const struct mdl_table *table)
{
    for (uint32_t c = 0; c < table->column_len; c++)
        if (table->columns[c].role == MDL_COL_FIGURE && table->columns[c].unit.name)
            return true;
    return false;
}

/* Key figures whose units differ from row to row have a column for them. */
static void figure_rows(struct met_result *r, xmlNodePtr out, const struct mdl_table *table, bool units,
                        const struct look *look, const struct mdl_period *periods, uint32_t count,
                        const struct met_turn *turn)
{
    for (uint32_t i = 0; i < table->series_len; i++) {
        const struct mdl_series *series = table->series[i];
        if (series->whole)
            continue;
        xmlNodePtr row = shown_row(r, out, series, series->label);
        if (series->role == MDL_GROUP)
            continue;
        if (units)
            met_table_unit(r, row, series);
        for (uint32_t c = 0; c < table->column_len; c++)
            if (is_shown(table, c, periods, count))
                look_cell(r, row, series, c, look);
        turn_cell(r, row, series, turn);
    }
}

const struct mdl_table *met_table_find(struct met_result *r, const xmlNode *node)
{
    const char *of = met_need(r, node, "of");
    if (!of)
        return NULL;
    const char *folded = mdl_fold(r->job->arena, of), *names[64];
    uint32_t count = 0;
    for (uint32_t t = 0; t < r->model->table_len; t++) {
        const struct mdl_table *table = r->model->tables[t];
        if (table->kind != MDL_STATEMENT && table->kind != MDL_FIGURES)
            continue;
        if (!strcmp(folded, mdl_fold(r->job->arena, table->name)) ||
            !strcmp(folded, mdl_fold(r->job->arena, table->id)))
            return table;
        if (count < sizeof names / sizeof *names)
            names[count++] = table->name;
    }
    const char *meant = aj_did_you_mean(of, names, count);
    const char *list = count ? met_join(r->job->arena, names, count, "och") : "-";
    if (meant || !r->model->incomplete)
        aj_diag_add(r->job->diags, meant ? AJ_E0324 : AJ_E0325, src_xml_at(node), of, meant ? meant : list,
                    NULL);
    return NULL;
}

static struct met_turn columns_turn(struct met_result *r, const struct mdl_table *table,
                                    const struct mdl_period *periods, uint32_t count)
{
    struct mdl_period *shown = AJ_NEW_N(r->job->arena, struct mdl_period, table->column_len + 1);
    uint32_t len = 0;
    for (uint32_t c = 0; c < table->column_len; c++)
        if (is_shown(table, c, periods, count))
            shown[len++] = table->columns[c].period;
    return met_turn_of(shown, len);
}

void met_bind_statement(struct met_result *r, const xmlNode *node, xmlNodePtr out, uint32_t depth)
{
    const struct mdl_table *table = met_table_find(r, node);
    struct mdl_period *periods = NULL;
    uint32_t count = 0;
    bool span;
    struct look look;
    const char *text = met_attr(r, node, "period");
    struct met_subject subject = {.kind = MET_TABLE, .name = table ? table->name : "", .table = table};
    if (!table || (text && !met_read_periods(r, text, &subject, src_xml_at(node), &periods, &count, &span)) ||
        !statement_look(r, node, table, &look)) {
        met_anchor_at(r, node, out);
        return;
    }
    if (met_attr(r, node, "layout")) {
        met_bind_layout(r, node, out, depth, table, (struct met_look){look.unit, look.decimals, look.own});
        return;
    }
    report_unshown(r, table, periods, count, src_xml_at(node));
    bool statement = table->kind == MDL_STATEMENT, units = !statement && !look.in_unit && !one_unit(table);
    const char *unit = statement || look.in_unit                             ? look.unit.name
                       : units || !table->series_len || headings_tell(table) ? ""
                                                                             : table->series[0]->unit.name;
    xmlNodePtr shown = met_add(r, out, "table", node);
    const char *id = met_attr(r, node, "id");
    met_set(shown, "kind", statement ? "statement" : "metrics");
    met_set(shown, "id", id ? id : met_id_new(r, table->name, "tabell"));
    met_set(shown, "of", table->name);
    if (*unit)
        met_set(shown, "unit", unit);
    met_table_caption(r, node, shown,
                      *unit ? aj_printf(r->job->arena, "%s, %s", table->name, unit) : table->name, depth);
    met_table_column(shown, "label", table->label_heading);
    if (units)
        met_table_column(shown, "text", met_heading(r, "unit"));
    for (uint32_t c = 0; c < table->column_len; c++)
        if (is_shown(table, c, periods, count))
            met_table_column(shown, "figure", met_column_heading(r->job->arena, &table->columns[c]));
    struct met_turn turns = columns_turn(r, table, periods, count);
    const struct met_turn *turn = met_wants_trend(r, node) ? &turns : NULL;
    if (turn)
        met_turn_column(r, shown, turn);
    if (statement)
        statement_rows(r, shown, table, &look, periods, count, turn);
    else
        figure_rows(r, shown, table, units, &look, periods, count, turn);
    met_table_credit(r, node, shown, depth);
}

/* ---- metrics ---- */

/* One note for each source and reason; its mark is a number. */
static const char *note_mark(struct met_result *r, struct met_notes *notes, const struct met_given *given)
{
    for (uint32_t i = 0; i < notes->len; i++) {
        const struct met_given *other = notes->items[i].given;
        if (!strcmp(other->from, given->from) && !strcmp(other->why, given->why))
            return aj_printf(r->job->arena, "%u", i + 1);
    }
    struct met_note note = {given, notes->len + 1};
    AJ_PUSH(r->job->arena, notes->items, notes->len, notes->cap, note);
    return aj_printf(r->job->arena, "%u", notes->len);
}

bool met_caption_says(const xmlNode *table, const char *unit)
{
    for (const xmlNode *child = table->children; child; child = child->next) {
        if (child->type != XML_ELEMENT_NODE || strcmp((const char *)child->name, "caption") != 0)
            continue;
        xmlChar *text = xmlNodeGetContent(child);
        bool said = aj_has_words((const char *)text, unit);
        xmlFree(text);
        return said;
    }
    return false;
}

int met_decimals_as(const struct met_subject *subject, const struct met_value *value, struct met_as as)
{
    bool written = subject->kind == MET_SERIES && as.unit && value->decimals >= 0 &&
                   aj_rat_cmp(subject->series[0]->unit.scale, as.unit->scale) == 0;
    if (as.decimals >= 0)
        return as.decimals;
    return !as.unit ? met_subject_decimals(subject, value) : written ? value->decimals : 1;
}

bool met_metric_cell(struct met_result *r, xmlNodePtr row, const struct met_subject *subject,
                     struct mdl_period period, struct met_as as, struct met_notes *notes, aj_at at)
{
    struct aj_arena *arena = r->job->arena;
    struct met_value value = met_eval(r, subject, period, at);
    xmlNodePtr cell = xmlNewChild(row, NULL, BAD_CAST "cell", NULL);
    met_set_at(cell, value.at ? value.at : at);
    struct mdl_unit unit = as.unit ? *as.unit : met_subject_unit(subject);
    if (value.state == MET_MISSING) {
        met_set(cell, "missing", mdl_missing_name(value.missing));
        met_add_text(cell, mdl_missing_sign(value.missing));
        return false;
    }
    if (value.state != MET_KNOWN) {
        met_report_unknown(r, subject, period, &value, at);
        met_set(cell, "missing", "no-data");
        met_add_text(cell, "?");
        return false;
    }
    const char *text = met_number_text(arena, value.exact, &unit, met_decimals_as(subject, &value, as));
    met_set_exact(r, cell, value.exact, &unit);
    if (value.given)
        met_set(cell, "mark", note_mark(r, notes, value.given));
    met_add_text(cell, text);
    met_record(r, met_subject_own_name(r, subject), mdl_period_text(arena, period), unit.name, text,
               aj_rat_div(arena, value.exact, unit.scale));
    return true;
}

/* What stands in a row whose figure is not known. */
static void open_cell(xmlNodePtr row, aj_at at)
{
    xmlNodePtr cell = xmlNewChild(row, NULL, BAD_CAST "cell", NULL);
    met_set_at(cell, at);
    met_set(cell, "missing", "no-data");
    met_add_text(cell, "?");
}

/* Whether the row has a figure. */
static bool metric_row(struct met_result *r, const xmlNode *node, xmlNodePtr table, const char *role,
                       const struct mdl_period *periods, uint32_t count, struct met_notes *notes)
{
    aj_at at = src_xml_at(node);
    const char *of = met_need(r, node, "of"), *label = met_attr(r, node, "label");
    struct met_subject subject = of ? met_subject_find(r, of, at) : (struct met_subject){0};
    bool figure = subject.kind == MET_METRIC || subject.kind == MET_SERIES;
    if (subject.kind && !figure)
        aj_diag_add(r->job->diags, AJ_E0341, at, of, "row", "value", NULL);
    xmlNodePtr row = met_table_row(table, role, at);
    if (!figure) {
        met_table_label(row, aj_printf(r->job->arena, "[%s?]", of ? of : ""), at);
        for (uint32_t i = 0; i < count; i++)
            open_cell(row, at);
        return false;
    }
    struct mdl_unit unit = met_subject_unit(&subject);
    met_set(row, "of", subject.name);
    const char *name = label ? label : subject.name;
    met_table_name(r, row, &subject, name, met_caption_says(table, unit.name) ? "" : unit.name, at);
    bool any = false;
    for (uint32_t i = 0; i < count; i++)
        any |= met_metric_cell(r, row, &subject, periods[i], (struct met_as){NULL, -1}, notes, at);
    struct met_turn turn = met_turn_of(periods, count);
    if (met_wants_trend(r, node->parent))
        met_put_trend_cell(r, row, &subject, &turn, at);
    return any;
}

void met_put_notes(xmlNodePtr table, struct aj_arena *arena, const struct met_notes *notes)
{
    for (uint32_t i = 0; i < notes->len; i++) {
        const struct met_given *given = notes->items[i].given;
        xmlNodePtr note = xmlNewChild(table, NULL, BAD_CAST "note", NULL);
        met_set(note, "mark", aj_printf(arena, "%u", notes->items[i].mark));
        met_set_at(note, given->at);
        met_add_text(note, aj_printf(arena, "Uppgift från %s: %s.", given->from, given->why));
    }
}

static const char *role_of(const xmlNode *node)
{
    if (node->type != XML_ELEMENT_NODE)
        return NULL;
    return !strcmp((const char *)node->name, "row")   ? "item"
           : !strcmp((const char *)node->name, "sum") ? "sum"
                                                      : NULL;
}

bool met_put_metrics(struct met_result *r, const xmlNode *node, xmlNodePtr table, uint32_t depth,
                     bool caption)
{
    struct met_subject none = {.name = "metrics"};
    struct mdl_period *periods;
    uint32_t count;
    bool span;
    struct met_notes notes = {0};
    const char *text = met_need(r, node, "period");
    if (caption)
        met_table_caption(r, node, table, NULL, depth);
    if (!text || !met_read_periods(r, text, &none, src_xml_at(node), &periods, &count, &span))
        return false;
    bool any = false;
    met_table_column(table, "label", "");
    for (uint32_t i = 0; i < count; i++)
        met_table_column(table, "figure", met_period_column(r, periods[i]));
    struct met_turn turn = met_turn_of(periods, count);
    if (met_wants_trend(r, node))
        met_turn_column(r, table, &turn);
    for (const xmlNode *child = node->children; child; child = child->next)
        if (role_of(child))
            any |= metric_row(r, child, table, role_of(child), periods, count, &notes);
    met_put_notes(table, r->job->arena, &notes);
    met_table_credit(r, node, table, depth);
    return any;
}

void met_bind_metrics(struct met_result *r, const xmlNode *node, xmlNodePtr out, uint32_t depth)
{
    met_put_metrics(r, node, met_table_new(r, out, node, "metrics"), depth, true);
}
