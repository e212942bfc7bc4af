/* Charts: a table of figures that is drawn, and stays beside the drawing. */
#include "metric/chart.h"

#include <stdlib.h>
#include <string.h>

bool met_chart_is(const char *value, const char *word)
{
    return value && !strcmp(value, word);
}

static bool is_element(const xmlNode *node, const char *name)
{
    return node->type == XML_ELEMENT_NODE && !strcmp((const char *)node->name, name);
}

/* The rows of the table that `of` names, without its sums, headings and parts of rows. */
static void read_table(struct met_result *r, const struct mdl_table *table, struct met_lines *lines)
{
    for (uint32_t i = 0; i < table->series_len; i++) {
        const struct mdl_series *series = table->series[i];
        bool sum = series->role == MDL_TOTAL;
        if (series->whole || series->within || (series->role != MDL_ITEM && !(sum && lines->sums)))
            continue;
        struct met_line line = {met_row_subject(r, series), series->name, NULL, sum, series->at};
        AJ_PUSH(r->job->arena, lines->items, lines->len, lines->cap, line);
    }
}

static void read_rows(struct met_result *r, const xmlNode *node, struct met_lines *lines)
{
    for (const xmlNode *child = node->children; child; child = child->next) {
        bool sum = is_element(child, "sum");
        struct met_line line = {.node = child, .sum = sum, .at = src_xml_at(child)};
        if (!sum && !is_element(child, "row"))
            continue;
        if (!met_chart_row(r, child, &line.subject)) {
            lines->faulty = true;
            continue;
        }
        const char *label = met_attr(r, child, "label");
        line.label = label ? label : line.subject.name;
        AJ_PUSH(r->job->arena, lines->items, lines->len, lines->cap, line);
    }
}

struct mdl_unit met_line_unit(const struct met_lines *lines, uint32_t i)
{
    return lines->as.unit ? *lines->as.unit : met_subject_unit(&lines->items[i].subject);
}

/* The unit and decimals that the author asks for: false after E0313 where it cannot be that of a figure. */
static bool read_look(struct met_result *r, const xmlNode *node, struct met_lines *lines)
{
    const char *text = met_attr(r, node, "unit"), *decimals = met_attr(r, node, "decimals");
    lines->as =
        (struct met_as){NULL, decimals && *decimals >= '0' && *decimals <= '9' ? *decimals - '0' : -1};
    if (!text)
        return true;
    struct mdl_unit *unit = AJ_NEW(r->job->arena, struct mdl_unit);
    for (uint32_t i = 0; i < lines->len; i++) {
        struct mdl_unit own = met_subject_unit(&lines->items[i].subject);
        if (mdl_unit_of(r->job->arena, text, &own, unit) && mdl_unit_like(unit, &own))
            continue;
        const char *meant = mdl_unit_meant(text);
        aj_diag_add(r->job->diags, AJ_E0313, src_xml_at(node), text, meant ? meant : own.name, NULL);
        return false;
    }
    lines->as.unit = unit;
    return true;
}

bool met_read_lines(struct met_result *r, const xmlNode *node, struct met_lines *lines)
{
    if (met_attr(r, node, "of")) {
        const struct mdl_table *table = met_table_find(r, node);
        if (!table)
            return false;
        read_table(r, table, lines);
    } else {
        read_rows(r, node, lines);
    }
    if (!read_look(r, node, lines))
        return false;
    for (uint32_t i = 0; i < lines->len; i++) {
        struct mdl_unit unit = met_line_unit(lines, i);
        lines->unit = i && strcmp(lines->unit, unit.name) != 0 ? "" : unit.name;
        if (!*lines->unit)
            break;
    }
    return lines->len > 0 && !lines->faulty;
}

bool met_chart_periods(struct met_result *r, const xmlNode *node, struct mdl_period **periods,
                       uint32_t *count)
{
    struct met_subject none = {.name = "chart"};
    bool span;
    const char *text = met_need(r, node, "period");
    return text && met_read_periods(r, text, &none, src_xml_at(node), periods, count, &span);
}

void met_chart_unit(xmlNodePtr table, const char *unit)
{
    if (unit && *unit)
        met_set(table, "unit", unit);
}

/* Rows by period: a table's own, or those written in a unit that the author asks for. */
static bool put_table(struct met_result *r, const xmlNode *node, xmlNodePtr table)
{
    struct met_lines lines = {.unit = ""};
    struct met_notes notes = {0};
    struct mdl_period *periods;
    uint32_t count;
    bool any = false;
    if (!met_chart_periods(r, node, &periods, &count) || !met_read_lines(r, node, &lines))
        return false;
    met_chart_unit(table, lines.unit);
    met_table_column(table, "label", "");
    for (uint32_t i = 0; i < count; i++)
        met_table_column(table, "figure", mdl_period_text(r->job->arena, periods[i]));
    for (uint32_t i = 0; i < lines.len; i++) {
        const struct met_line *line = &lines.items[i];
        struct mdl_unit unit = met_line_unit(&lines, i);
        xmlNodePtr row = met_table_row(table, line->sum ? "sum" : "item", line->at);
        met_set(row, "of", line->subject.name);
        bool said = *lines.unit || met_caption_says(table, unit.name);
        met_table_name(r, row, &line->subject, line->label, said ? "" : unit.name, line->at);
        for (uint32_t k = 0; k < count; k++)
            any |= met_metric_cell(r, row, &line->subject, periods[k], lines.as, &notes, src_xml_at(node));
    }
    met_put_notes(table, r->job->arena, &notes);
    return any;
}

/* ---- what is done with the finished table ---- */

static const char *scenario_key(enum mdl_scenario scenario)
{
    switch (scenario) {
    case MDL_OUTCOME:
        return "outcome";
    case MDL_FORECAST:
        return "forecast";
    case MDL_BUDGET:
        return "budget";
    case MDL_PLAN:
        return "plan";
    default:
        return NULL;
    }
}

/* What kind of figures each period has, as its column's key, where some are outcomes and others are not. */
static void key_columns(struct met_result *r, const xmlNode *node, xmlNodePtr table)
{
    struct met_lines lines = {.unit = ""};
    struct mdl_period *periods;
    uint32_t count;
    bool quiet = r->quiet, outcome = false, ahead = false;
    if (!met_chart_periods(r, node, &periods, &count) || count < 2 || !met_read_lines(r, node, &lines))
        return;
    const char **keys = AJ_NEW_N(r->job->arena, const char *, count);
    r->quiet = true;
    for (uint32_t i = 0; i < count; i++) {
        struct met_value value = met_eval(r, &lines.items[0].subject, periods[i], src_xml_at(node));
        enum mdl_scenario scenario = value.state == MET_KNOWN ? value.scenario : periods[i].scenario;
        keys[i] = scenario_key(scenario);
        outcome |= scenario == MDL_OUTCOME;
        ahead |= keys[i] && scenario != MDL_OUTCOME;
    }
    r->quiet = quiet;
    uint32_t i = 0;
    for (xmlNodePtr column = table->children; column && outcome && ahead; column = column->next) {
        xmlChar *type = is_element(column, "column") ? xmlGetProp(column, BAD_CAST "type") : NULL;
        if (type && !strcmp((const char *)type, "figure") && i < count) {
            if (keys[i])
                met_set(column, "key", keys[i]);
            i++;
        }
        xmlFree(type);
    }
}

struct sorted {
    xmlNodePtr row;
    bool known;
    struct aj_rat value;
    uint32_t index;
    int way; /* 1: the greatest first */
};

static int by_value(const void *a, const void *b)
{
    const struct sorted *s = a, *t = b;
    if (s->known != t->known)
        return s->known ? -1 : 1;
    int order = s->known ? aj_rat_cmp(t->value, s->value) * s->way : 0;
    return order ? order : (s->index > t->index) - (s->index < t->index);
}

/* The value of a row's last figure; of those that have none false. */
static bool last_figure(struct met_result *r, const xmlNode *row, struct aj_rat *value)
{
    bool known = false;
    for (const xmlNode *cell = row->children; cell; cell = cell->next) {
        xmlChar *exact = is_element(cell, "cell") ? xmlGetProp(cell, BAD_CAST "exact") : NULL;
        if (exact)
            known = aj_rat_parse(r->job->arena, (const char *)exact, value);
        xmlFree(exact);
    }
    return known;
}

/* Sorts each run of rows between sums by the figure of the last period. */
static void order_rows(struct met_result *r, xmlNodePtr table, int way)
{
    struct sorted *rows = NULL;
    uint32_t len = 0, cap = 0;
    for (xmlNodePtr node = table->children, next; node; node = next) {
        next = node->next;
        xmlChar *role = is_element(node, "row") ? xmlGetProp(node, BAD_CAST "role") : NULL;
        bool item = role && !strcmp((const char *)role, "item");
        xmlFree(role);
        if (item) {
            struct sorted row = {.row = node, .index = len, .way = way};
            row.known = last_figure(r, node, &row.value);
            AJ_PUSH(r->job->arena, rows, len, cap, row);
        }
        if ((item && next) || !len)
            continue;
        xmlNodePtr end = rows[len - 1].row;
        qsort(rows, len, sizeof *rows, by_value);
        xmlNodePtr mark = xmlAddNextSibling(end, xmlNewComment(BAD_CAST ""));
        for (uint32_t i = 0; i < len; i++) {
            xmlUnlinkNode(rows[i].row);
            xmlAddPrevSibling(mark, rows[i].row);
        }
        xmlUnlinkNode(mark);
        xmlFreeNode(mark);
        len = 0;
    }
}

/* ---- the chart ---- */

static bool is_plain(const char *kind)
{
    return met_chart_is(kind, "bars") || met_chart_is(kind, "stacked") || met_chart_is(kind, "lines");
}

static bool put_rows(struct met_result *r, const xmlNode *node, xmlNodePtr table, const char *kind,
                     uint32_t depth)
{
    met_chart_table *own = met_chart_table_of(kind);
    if (!own && met_attr(r, node, "groups"))
        own = met_put_ages;
    bool of = met_attr(r, node, "of") || met_attr(r, node, "unit") || met_attr(r, node, "decimals");
    bool any = own  ? own(r, node, table, depth)
               : of ? put_table(r, node, table)
                    : met_put_metrics(r, node, table, depth, false);
    if (own || of)
        met_table_credit(r, node, table, depth);
    if (any && is_plain(kind))
        key_columns(r, node, table);
    const char *order = met_attr(r, node, "order");
    if (order && !met_chart_is(kind, "waterfall"))
        order_rows(r, table, met_chart_is(order, "stigande") ? -1 : 1);
    return any;
}

/* Whether the table has the figures of one period for several rows: bars of one period stand side by side. */
static bool is_one_period(const xmlNode *table)
{
    uint32_t figures = 0, rows = 0;
    for (const xmlNode *node = table->children; node; node = node->next) {
        xmlChar *type = is_element(node, "column") ? xmlGetProp(node, BAD_CAST "type") : NULL;
        figures += type && !strcmp((const char *)type, "figure");
        xmlFree(type);
        rows += is_element(node, "row");
    }
    return figures == 1 && rows > 1;
}

/* Rows that are sorted or lie, stand along the axis when the author does not say. */
static const char *axis_of(struct met_result *r, const xmlNode *node, const char *kind)
{
    const char *axis = met_attr(r, node, "axis");
    bool along = met_attr(r, node, "order") || met_attr(r, node, "groups") ||
                 (met_attr(r, node, "direction") &&
                  met_chart_is(met_attr(r, node, "direction"), "liggande") && met_chart_is(kind, "bars"));
    return axis ? axis : along && !met_chart_is(kind, "lines") && is_plain(kind) ? "rader" : NULL;
}

void met_bind_chart(struct met_result *r, const xmlNode *node, xmlNodePtr out, uint32_t depth)
{
    const char *kind = met_attr(r, node, "kind"), *id = met_attr(r, node, "id"),
               *direction = met_attr(r, node, "direction");
    xmlNodePtr chart = met_add(r, out, "chart", node);
    kind = kind ? kind : "bars";
    const char *axis = axis_of(r, node, kind);
    met_set(chart, "kind", kind);
    if (met_attr(r, node, "class"))
        met_set(chart, "class", met_attr(r, node, "class"));
    if (axis)
        met_set(chart, "axis", axis);
    if (direction)
        met_set(chart, "direction", direction);
    if (met_attr(r, node, "table") && !strcmp(met_attr(r, node, "table"), "bilaga"))
        met_set(chart, "table", "bilaga");
    met_set(chart, "id", id ? id : met_id_new(r, NULL, "diagram"));
    met_table_caption(r, node, chart, NULL, depth);
    xmlNodePtr table = met_add(r, chart, "table", node);
    met_set(table, "kind", "metrics");
    met_set(table, "id", met_id_new(r, NULL, "tabell"));
    met_table_caption(r, node, table, NULL, depth);
    uint32_t errors = aj_diags_count(r->job->diags, AJ_ERROR);
    bool any = put_rows(r, node, table, kind, depth);
    if (!axis && met_chart_is(kind, "bars") && is_one_period(table))
        met_set(chart, "axis", "rader");
    bool told = r->model->faulty || aj_diags_count(r->job->diags, AJ_ERROR) > errors;
    if (any || !told)
        return;
    /* Nothing to draw, for a reason that has been told: the table alone shows what is open. */
    xmlUnlinkNode(table);
    xmlReplaceNode(chart, table);
    xmlFreeNode(chart);
}
