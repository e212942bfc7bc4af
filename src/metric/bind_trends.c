/* A chapter on a trend: its heading, what is known of it, the author's text, and how it can be met. */
#include "metric/trends.h"

#include "model/template.h"

#include <string.h>

/* What is said of the trend, in the order in which it is printed. */
static const struct {
    enum mdl_trend_part part;
    const char *key, *heading;
} facts[] = {
    {MDL_TREND_FORCE, "force", "trend-force"},
    {MDL_TREND_EFFECT, "effect", "trend-effect"},
    {MDL_TREND_LIKELIHOOD, "likelihood", "trend-likelihood"},
    {MDL_TREND_HORIZON, "horizon", "trend-horizon"},
    {MDL_TREND_GOALS, "goals", "trend-goals"},
    {MDL_TREND_INDICATORS, "indicators", "trend-indicators"},
};

/* "stor"; of bare numbers "4 på skalan 1–5". */
static const char *step_text(struct aj_arena *arena, const struct met_scale *scale, int step,
                             const char *text)
{
    if (!step)
        return text;
    const char *word = scale->words[step - 1];
    bool number = *word >= '0' && *word <= '9';
    return number ? aj_printf(arena, "%s på skalan 1–%d", word, scale->len) : word;
}

static void put_goals(struct met_result *r, xmlNodePtr fact, const struct met_trend *trend)
{
    for (uint32_t g = 0; g < r->model->goal_len; g++) {
        if (!met_trend_reaches(trend, &r->model->goals[g]))
            continue;
        xmlNodePtr p = xmlNewChild(fact, NULL, BAD_CAST "p", NULL);
        met_set_at(p, trend->parts[MDL_TREND_GOALS].at);
        met_put_goal(r, p, &r->model->goals[g]);
    }
}

static void put_indicators(struct met_result *r, xmlNodePtr fact, const struct met_trend *trend)
{
    const char **names = AJ_NEW_N(r->job->arena, const char *, trend->indicator_len + 1);
    for (uint32_t i = 0; i < trend->indicator_len; i++)
        names[i] = met_indicator_name(trend->indicators[i]);
    met_add_text(fact, met_join(r->job->arena, names, trend->indicator_len, "och"));
}

static void put_facts(struct met_result *r, const struct met_trend *trend, xmlNodePtr out)
{
    xmlNodePtr list = NULL;
    for (size_t i = 0; i < sizeof facts / sizeof *facts; i++) {
        enum mdl_trend_part part = facts[i].part;
        const char *text = trend->parts[part].text;
        bool said = part == MDL_TREND_GOALS        ? trend->goal_len > 0
                    : part == MDL_TREND_INDICATORS ? trend->indicator_len > 0
                                                   : *text != '\0';
        if (!said)
            continue;
        if (!list) {
            list = xmlNewChild(out, NULL, BAD_CAST "facts", NULL);
            met_set_at(list, trend->at);
        }
        xmlNodePtr fact = xmlNewChild(list, NULL, BAD_CAST "fact", NULL);
        met_set_at(fact, trend->parts[part].at);
        met_set(fact, "key", facts[i].key);
        met_set(fact, "name", met_heading(r, facts[i].heading));
        if (part == MDL_TREND_GOALS)
            put_goals(r, fact, trend);
        else if (part == MDL_TREND_INDICATORS)
            put_indicators(r, fact, trend);
        else if (part == MDL_TREND_EFFECT)
            met_add_text(fact, step_text(r->job->arena, &r->trends->effect, trend->effect, text));
        else if (part == MDL_TREND_LIKELIHOOD)
            met_add_text(fact, step_text(r->job->arena, &r->trends->likelihood, trend->likelihood, text));
        else
            met_add_text(fact, text);
    }
}

static void put_response(struct met_result *r, const struct met_response *response, xmlNodePtr out)
{
    xmlNodePtr shown = xmlNewChild(out, NULL, BAD_CAST "response", NULL);
    met_set_at(shown, response->at);
    if (*response->responsible)
        met_set(shown, "responsible", response->responsible);
    if (*response->time)
        met_set(shown, "time", response->time);
    if (response->node) {
        met_bind_children(r, response->node, shown, 2);
        return;
    }
    xmlNodePtr heading = xmlNewChild(shown, NULL, BAD_CAST "h", NULL);
    met_set_at(heading, response->at);
    met_add_text(heading, response->what);
}

/* "Så kan Alingsås kommun möta utvecklingen", unless the author's own h2 ends the text. */
static void put_responses(struct met_result *r, const struct met_trend *trend, const char *last,
                          xmlNodePtr out)
{
    if (!trend->response_len)
        return;
    if (strcmp(last, "h2") != 0) {
        const xmlNode *root = xmlDocGetRootElement(r->report);
        const xmlNode *own = src_xml_child(src_xml_child(root, "front"), "organisation");
        const char *name = own ? mdl_node_text(r->job, own) : "";
        xmlNodePtr heading = met_add(r, out, "h2", trend->node);
        const char *const who[] = {*name ? name : "kommunen", NULL};
        met_add_text(heading, met_heading_with(r, "trend-responses", who));
    }
    xmlNodePtr list = met_add(r, out, "responses", trend->node);
    for (uint32_t i = 0; i < trend->response_len; i++)
        put_response(r, &trend->responses[i], list);
}

static void put_heading(struct met_result *r, const struct met_trend *trend, xmlNodePtr out)
{
    const xmlNode *heading = src_xml_child(trend->node, "h1");
    xmlNodePtr shown = met_add(r, out, "h1", heading ? heading : trend->node);
    if (!heading) {
        met_add_text(shown, *trend->title ? trend->title : "[?]");
        return;
    }
    for (const xmlAttr *attr = heading->properties; attr; attr = attr->next)
        if (strcmp((const char *)attr->name, "at") != 0)
            met_set(shown, (const char *)attr->name, met_attr(r, heading, (const char *)attr->name));
    met_bind_children(r, heading, shown, 2);
}

/* The table's description, where the chapter has no text of its own. */
static void put_description(struct met_result *r, const struct met_trend *trend, xmlNodePtr out)
{
    struct src_cell cell = trend->parts[MDL_TREND_TEXT];
    struct met_pieces paragraphs = met_pieces_of(r->job->arena, cell.text, "\n");
    for (uint32_t i = 0; i < paragraphs.len; i++) {
        xmlNodePtr p = xmlNewChild(out, NULL, BAD_CAST "p", NULL);
        met_set_at(p, cell.at);
        met_add_text(p, paragraphs.items[i]);
    }
}

void met_bind_trend_chapter(struct met_result *r, const xmlNode *node, xmlNodePtr out)
{
    const struct met_trend *trend = met_trend_of(r, node);
    const char *class = met_attr(r, node, "class"), *lang = met_attr(r, node, "lang"), *last = "";
    xmlNodePtr section = met_add(r, out, "section", node);
    met_set(section, "id", trend->id);
    met_set(section, "class", class ? aj_printf(r->job->arena, "trend %s", class) : "trend");
    if (lang)
        met_set(section, "lang", lang);
    put_heading(r, trend, section);
    /* What is known of it stands after the paragraph that opens the chapter. */
    bool told = false, any = false;
    for (const xmlNode *child = node->children; child; child = child->next) {
        bool ours = src_xml_is(child, "h1") || src_xml_is(child, "response");
        if (child->type != XML_ELEMENT_NODE || ours)
            continue;
        if (!told && (any || !src_xml_is(child, "p"))) {
            put_facts(r, trend, section);
            told = true;
        }
        met_bind_one(r, child, section, 1);
        any = true;
        last = (const char *)child->name;
    }
    if (!any)
        put_description(r, trend, section);
    if (!told)
        put_facts(r, trend, section);
    put_responses(r, trend, last, section);
}
