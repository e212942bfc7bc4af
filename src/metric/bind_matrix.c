/* What the trends are as a whole: the map of effect and likelihood, or the thread to the budget. */
#include "metric/trends.h"

#include "metric/prose.h"
#include "model/template.h"

#include <string.h>

const char *met_indicator_name(const struct mdl_series *series)
{
    return series->short_name ? series->short_name : series->name;
}

void met_put_goal(struct met_result *r, xmlNodePtr out, const struct mdl_goal *goal)
{
    const char *id = aj_map_find(&r->trends->goal_ids, goal->no);
    const char *text = aj_printf(r->job->arena, "%s. %s", goal->no, goal->title);
    if (!id) {
        met_add_text(out, text);
        return;
    }
    xmlNodePtr link = xmlNewChild(out, NULL, BAD_CAST "a", NULL);
    met_set(link, "href", aj_printf(r->job->arena, "#%s", id));
    met_add_text(link, text);
}

void met_put_trend(struct met_result *r, xmlNodePtr out, const struct met_trend *trend)
{
    const char *text = aj_printf(r->job->arena, "%u. %s", trend->no, trend->title);
    if (!trend->id) {
        met_add_text(out, text);
        return;
    }
    xmlNodePtr link = xmlNewChild(out, NULL, BAD_CAST "a", NULL);
    met_set(link, "href", aj_printf(r->job->arena, "#%s", trend->id));
    met_add_text(link, text);
}

static bool any_says(const struct met_result *r, enum mdl_trend_part part)
{
    for (uint32_t i = 0; i < r->trends->len; i++)
        if (*r->trends->items[i]->parts[part].text)
            return true;
    return false;
}

static void put_axis(struct met_result *r, xmlNodePtr table, const char *key, const char *heading,
                     const struct met_scale *scale)
{
    const char *steps = "";
    for (int i = 0; i < scale->len; i++)
        steps = aj_printf(r->job->arena, "%s%s%s", steps, i ? "; " : "", scale->words[i]);
    met_table_column(table, "figure", heading);
    met_set(xmlGetLastChild(table), "key", key);
    met_set(xmlGetLastChild(table), "steps", steps);
}

static void put_step(struct met_result *r, xmlNodePtr row, const struct met_scale *scale, int step,
                     struct src_cell said)
{
    xmlNodePtr cell = xmlNewChild(row, NULL, BAD_CAST "cell", NULL);
    met_set_at(cell, said.at);
    if (step) {
        met_set(cell, "exact", aj_printf(r->job->arena, "%d", step));
        met_add_text(cell, scale->words[step - 1]);
    } else {
        met_set(cell, "missing", mdl_missing_name(MDL_NOT_REPORTED));
        met_add_text(cell, mdl_missing_sign(MDL_NOT_REPORTED));
    }
}

static void put_map(struct met_result *r, const xmlNode *node, xmlNodePtr out, uint32_t depth)
{
    static const struct {
        enum mdl_trend_part part;
        const char *key, *heading;
    } texts[] = {{MDL_TREND_HORIZON, "horizon", "trend-horizon"}, {MDL_TREND_FORCE, "force", "trend-force"}};
    enum { TEXTS = sizeof texts / sizeof *texts };
    const char *id = met_attr(r, node, "id");
    xmlNodePtr chart = met_add(r, out, "chart", node);
    met_set(chart, "kind", "matrix");
    met_set(chart, "id", id ? id : met_id_new(r, "trendkarta", "trendkarta"));
    met_table_caption(r, node, chart, met_heading(r, "trend-map"), depth);
    xmlNodePtr table = met_add(r, chart, "table", node);
    met_set(table, "kind", "metrics");
    met_set(table, "id", met_id_new(r, NULL, "tabell"));
    xmlNodePtr caption = met_add(r, table, "caption", node);
    met_add_text(caption, met_heading(r, "trend-map-table"));
    met_table_column(table, "label", met_heading(r, "trend"));
    put_axis(r, table, "effect", met_heading(r, "trend-effect"), &r->trends->effect);
    put_axis(r, table, "likelihood", met_heading(r, "trend-likelihood"), &r->trends->likelihood);
    for (int t = 0; t < TEXTS; t++)
        if (any_says(r, texts[t].part)) {
            met_table_column(table, "text", met_heading(r, texts[t].heading));
            met_set(xmlGetLastChild(table), "key", texts[t].key);
        }
    for (uint32_t i = 0; i < r->trends->len; i++) {
        const struct met_trend *trend = r->trends->items[i];
        xmlNodePtr row = met_table_row(table, "item", trend->at);
        met_put_trend(r, met_table_label(row, "", trend->at), trend);
        put_step(r, row, &r->trends->effect, trend->effect, trend->parts[MDL_TREND_EFFECT]);
        put_step(r, row, &r->trends->likelihood, trend->likelihood, trend->parts[MDL_TREND_LIKELIHOOD]);
        for (int t = 0; t < TEXTS; t++)
            if (any_says(r, texts[t].part))
                met_add_text(xmlNewChild(row, NULL, BAD_CAST "cell", NULL), trend->parts[texts[t].part].text);
    }
    met_table_credit(r, node, table, depth);
}

void met_bind_matrix(struct met_result *r, const xmlNode *node, xmlNodePtr out, uint32_t depth)
{
    const char *of = met_need(r, node, "of");
    if (!of)
        return;
    if (!r->trends->len) {
        met_anchor_at(r, node, out);
        if (!r->model->incomplete)
            aj_diag_add(r->job->diags, AJ_E0399, src_xml_at(node), NULL);
    } else if (!strcmp(mdl_fold(r->job->arena, of), "trendkarta")) {
        put_map(r, node, out, depth);
    } else {
        met_put_thread(r, node, out, depth);
    }
}
