/* What the tables of charts of their own kinds have in common. */
#include "metric/chart.h"

#include <string.h>

met_chart_table *met_chart_table_of(const char *kind)
{
    static const struct {
        const char *kind;
        met_chart_table *put;
    } kinds[] = {{"hundred", met_put_hundred},
                 {"bullet", met_put_bullet},
                 {"matrix", met_put_items},
                 {"waterfall", met_put_waterfall},
                 {"pyramid", met_put_pyramid}};
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (!strcmp(kinds[i].kind, kind))
            return kinds[i].put;
    return NULL;
}

void met_chart_column(xmlNodePtr table, const char *type, const char *key, const char *heading)
{
    xmlNodePtr column = xmlNewChild(table, NULL, BAD_CAST "column", NULL);
    met_set(column, "type", type);
    met_set(column, "key", key);
    met_add_text(column, heading);
}

xmlNodePtr met_chart_cell(struct met_result *r, xmlNodePtr row, struct aj_rat base,
                          const struct mdl_unit *unit, int decimals, aj_at at)
{
    xmlNodePtr cell = xmlNewChild(row, NULL, BAD_CAST "cell", NULL);
    met_set_at(cell, at);
    met_set_exact(r, cell, base, unit);
    met_add_text(cell, met_number_text(r->job->arena, base, unit, decimals));
    return cell;
}

bool met_chart_period(struct met_result *r, const xmlNode *node, struct mdl_period *period)
{
    struct met_subject none = {.name = "chart"};
    struct mdl_period *periods;
    uint32_t count;
    bool span;
    const char *text = met_need(r, node, "period");
    if (!text || !met_read_periods(r, text, &none, src_xml_at(node), &periods, &count, &span))
        return false;
    if (count != 1)
        aj_diag_add(r->job->diags, AJ_E0675, src_xml_at(node), met_attr(r, node, "kind"), text, NULL);
    *period = periods[0];
    return count == 1;
}

bool met_chart_room(struct met_result *r, const xmlNode *node, uint32_t rows)
{
    struct aj_arena *arena = r->job->arena;
    if (rows > MET_CHART_ROWS)
        aj_diag_add(r->job->diags, AJ_E0672, src_xml_at(node), aj_printf(arena, "%u", rows),
                    aj_printf(arena, "%d", MET_CHART_ROWS), NULL);
    return rows <= MET_CHART_ROWS;
}

bool met_chart_row(struct met_result *r, const xmlNode *row, struct met_subject *subject)
{
    const char *of = met_need(r, row, "of");
    *subject = of ? met_subject_find(r, of, src_xml_at(row)) : (struct met_subject){0};
    if (subject->kind == MET_METRIC || subject->kind == MET_SERIES)
        return true;
    if (subject->kind)
        aj_diag_add(r->job->diags, AJ_E0341, src_xml_at(row), of, "row", "value", NULL);
    return false;
}

void met_chart_note(xmlNodePtr table, aj_at at, const char *text)
{
    xmlNodePtr note = xmlNewChild(table, NULL, BAD_CAST "note", NULL);
    met_set_at(note, at);
    met_add_text(note, text);
}

static xmlNodePtr next_element(xmlNodePtr node, const xmlNode *root)
{
    xmlNodePtr next = node->children;
    while (!next && node && node != root) {
        next = node->next;
        node = node->parent;
    }
    return next;
}

void met_chart_appendix(struct met_result *r)
{
    xmlNodePtr root = xmlDocGetRootElement(r->data);
    bool wanted = false;
    for (xmlNodePtr node = root; node; node = next_element(node, root)) {
        if (node->type != XML_ELEMENT_NODE)
            continue;
        if (!strcmp((const char *)node->name, "chart"))
            wanted = wanted || xmlHasProp(node, BAD_CAST "table");
        if (strcmp((const char *)node->name, "index") != 0)
            continue;
        xmlChar *of = xmlGetNoNsProp(node, BAD_CAST "of");
        bool placed = of && !strcmp((const char *)of, "diagram");
        xmlFree(of);
        if (placed)
            return;
    }
    if (!wanted)
        return;
    xmlNodePtr section = xmlNewChild(root, NULL, BAD_CAST "section", NULL);
    met_set(section, "id", met_id_new(r, "diagramunderlag", "bilaga"));
    met_set(section, "class", "bilaga");
    met_add_text(xmlNewChild(section, NULL, BAD_CAST "h1", NULL), met_heading(r, "chart-data"));
    met_set(xmlNewChild(section, NULL, BAD_CAST "index", NULL), "of", "diagram");
}
