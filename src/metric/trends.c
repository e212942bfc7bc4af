/* Trends: the chapters of the report and the rows of the tables made one, numbered, judged and linked. */
#include "metric/trends.h"

#include "base/buf.h"
#include "model/template.h"

#include <string.h>

/* The attribute of a chapter that says the same as a column; those of a response stand elsewhere. */
static const char *const attributes[MDL_TREND_PARTS] = {
    [MDL_TREND_FORCE] = "force",     [MDL_TREND_EFFECT] = "effect", [MDL_TREND_LIKELIHOOD] = "likelihood",
    [MDL_TREND_HORIZON] = "horizon", [MDL_TREND_GOALS] = "goals",   [MDL_TREND_INDICATORS] = "indicators",
};

static const char *const part_names[MDL_TREND_PARTS] = {
    [MDL_TREND_TITLE] = "rubriken",
    [MDL_TREND_FORCE] = "drivkraften",
    [MDL_TREND_EFFECT] = "effekten",
    [MDL_TREND_LIKELIHOOD] = "sannolikheten",
    [MDL_TREND_HORIZON] = "horisonten",
    [MDL_TREND_GOALS] = "målen",
    [MDL_TREND_INDICATORS] = "indikatorerna",
    [MDL_TREND_RESPONSIBLE] = "ansvaret",
    [MDL_TREND_TIME] = "tiden",
};

static struct met_trends *trends_of(struct met_result *r)
{
    if (!r->trends) {
        r->trends = AJ_NEW(r->job->arena, struct met_trends);
        r->trends->goal_ids = (struct aj_map)AJ_MAP_INIT(r->job->arena);
    }
    return r->trends;
}

static struct met_trend *trend_new(struct met_result *r, aj_at at)
{
    struct met_trends *trends = trends_of(r);
    struct met_trend *trend = AJ_NEW(r->job->arena, struct met_trend);
    trend->at = at;
    trend->title = "";
    for (int part = 0; part < MDL_TREND_PARTS; part++)
        trend->parts[part] = (struct src_cell){"", at};
    AJ_PUSH(r->job->arena, trends->items, trends->len, trends->cap, trend);
    trend->no = trends->len;
    return trend;
}

void met_trend_note(struct met_result *r, const xmlNode *node)
{
    if (src_xml_is(node, "goal")) {
        const char *no = met_attr(r, node, "no"), *id = met_attr(r, node, "id");
        if (no)
            aj_map_put(&trends_of(r)->goal_ids, no,
                       (void *)(id ? id : aj_printf(r->job->arena, "mal-%s", no)));
        return;
    }
    struct met_trend *trend = trend_new(r, src_xml_at(node));
    trend->node = node;
}

/* A heading's words without its notes. */
static const char *heading_of(struct met_result *r, const xmlNode *node)
{
    const xmlNode *heading = src_xml_child(node, "h1");
    struct aj_buf out = AJ_BUF_INIT;
    for (const xmlNode *child = heading ? heading->children : NULL; child; child = child->next) {
        if (src_xml_is(child, "note"))
            continue;
        const char *text =
            child->type == XML_TEXT_NODE ? (const char *)child->content : mdl_node_text(r->job, child);
        aj_buf_str(&out, text);
    }
    char *text = aj_strndup(r->job->arena, out.data ? out.data : "", out.len), *to = text;
    for (const char *p = text; *p; p++)
        if (!strchr(" \t\r\n", *p))
            *to++ = *p;
        else if (to > text && to[-1] != ' ')
            *to++ = ' ';
    while (to > text && to[-1] == ' ')
        to--;
    *to = '\0';
    aj_buf_free(&out);
    return text;
}

static const struct mdl_trend *row_named(struct met_result *r, const char *name)
{
    struct aj_arena *arena = r->job->arena;
    const char *folded = name ? mdl_fold(arena, name) : "";
    for (int part = MDL_TREND_ID; part <= MDL_TREND_TITLE && *folded; part++)
        for (uint32_t i = 0; i < r->model->trend_len; i++)
            if (!strcmp(mdl_fold(arena, r->model->trends[i]->parts[part].text), folded))
                return r->model->trends[i];
    return NULL;
}

/* E0394: the ids, or the one that was meant. */
static void report_unknown(struct met_result *r, const char *name, aj_at at)
{
    enum { MOST_SHOWN = 12 };
    struct aj_arena *arena = r->job->arena;
    uint32_t count = r->model->trend_len;
    const char **names = AJ_NEW_N(arena, const char *, 2 * count + 1);
    for (uint32_t i = 0; i < count; i++) {
        const struct src_cell *parts = r->model->trends[i]->parts;
        names[i] = *parts[MDL_TREND_ID].text ? parts[MDL_TREND_ID].text : parts[MDL_TREND_TITLE].text;
        names[count + i] = parts[MDL_TREND_TITLE].text;
    }
    const char *meant = aj_did_you_mean(name, names, 2 * (size_t)count);
    const char *list = met_join(arena, names, count > MOST_SHOWN ? MOST_SHOWN : count, "eller");
    const char *english = "write its heading in an h1, or add a source with the columns Id and Trend";
    const char *swedish = "skriv rubriken i en h1, eller lägg till en källa med kolumnerna Id och Trend";
    if (meant) {
        english = aj_printf(arena, "did you mean \"%s\"?", meant);
        swedish = aj_printf(arena, "menade du \"%s\"?", meant);
    } else if (count) {
        english = aj_printf(arena, "the table has %s; a chapter that it lacks has an h1", list);
        swedish = aj_printf(arena, "tabellen har %s; ett kapitel som saknas där har en h1", list);
    }
    if (!r->model->incomplete)
        aj_diag_add(r->job->diags, AJ_E0394, at, name, english, swedish, NULL);
}

static bool same_words(struct aj_arena *arena, const char *a, const char *b)
{
    const char *x = mdl_fold(arena, a), *y = mdl_fold(arena, b);
    size_t n = strlen(x), m = strlen(y);
    n -= n && x[n - 1] == '.';
    m -= m && y[m - 1] == '.';
    return n == m && !strncmp(x, y, n);
}

/* What chapter and table both say must be the same; it is printed as the table has it. */
static struct src_cell merged(struct met_result *r, const struct met_trend *trend, enum mdl_trend_part part,
                              struct src_cell own, struct src_cell row)
{
    if (!*own.text || !*row.text)
        return *own.text ? own : row;
    if (!same_words(r->job->arena, own.text, row.text))
        aj_diag_add(r->job->diags, AJ_E0395, own.at, trend->title, part_names[part], own.text, row.text,
                    aj_places_at(r->job->places, row.at).file, NULL);
    return row;
}

static void merge_response(struct met_result *r, struct met_trend *trend, const xmlNode *node)
{
    const xmlNode *heading = src_xml_child(node, "h");
    const char *what = heading ? mdl_node_text(r->job, heading) : "";
    aj_at at = src_xml_at(node);
    const char *responsible = met_attr(r, node, "responsible"), *time = met_attr(r, node, "time");
    struct src_cell who = {responsible ? responsible : "", at}, when = {time ? time : "", at};
    for (uint32_t i = 0; i < trend->response_len; i++) {
        struct met_response *known = &trend->responses[i];
        if (known->node || !same_words(r->job->arena, known->what, what))
            continue;
        struct src_cell row_who = {known->responsible, known->at}, row_when = {known->time, known->at};
        known->responsible = merged(r, trend, MDL_TREND_RESPONSIBLE, who, row_who).text;
        known->time = merged(r, trend, MDL_TREND_TIME, when, row_when).text;
        known->node = node;
        return;
    }
    struct met_response response = {what, who.text, when.text, node, at};
    AJ_PUSH(r->job->arena, trend->responses, trend->response_len, trend->response_cap, response);
}

static void merge_responses(struct met_result *r, struct met_trend *trend)
{
    for (uint32_t i = 0; trend->row && i < trend->row->response_len; i++) {
        const struct mdl_trend_response *row = &trend->row->responses[i];
        struct met_response response = {row->what.text, row->responsible.text, row->time.text, NULL,
                                        row->what.at};
        AJ_PUSH(r->job->arena, trend->responses, trend->response_len, trend->response_cap, response);
    }
    for (const xmlNode *node = trend->node ? trend->node->children : NULL; node; node = node->next)
        if (src_xml_is(node, "response"))
            merge_response(r, trend, node);
}

static void merge_one(struct met_result *r, struct met_trend *trend)
{
    const struct mdl_trend *row = trend->row;
    for (int part = 0; part < MDL_TREND_RESPONSE; part++) {
        const char *own = trend->node && attributes[part] ? met_attr(r, trend->node, attributes[part]) : NULL;
        struct src_cell cell = {own ? own : "", trend->at};
        struct src_cell told = row ? row->parts[part] : (struct src_cell){"", trend->at};
        if (part == MDL_TREND_TITLE && trend->node)
            cell.text = heading_of(r, trend->node);
        trend->parts[part] = merged(r, trend, (enum mdl_trend_part)part, cell, told);
        if (part == MDL_TREND_TITLE)
            trend->title = trend->parts[part].text;
    }
    merge_responses(r, trend);
}

/* The row that a chapter is of: by `of`, its id, or its heading. */
static void find_row(struct met_result *r, struct met_trend *trend)
{
    const char *of = met_attr(r, trend->node, "of"), *id = met_attr(r, trend->node, "id");
    const char *heading = heading_of(r, trend->node);
    trend->title = *heading ? heading : of ? of : id ? id : "";
    trend->row = row_named(r, of);
    if (!trend->row && !of)
        trend->row = row_named(r, id);
    if (!trend->row && !of)
        trend->row = row_named(r, heading);
    if (!trend->row && (of || !*heading))
        report_unknown(r, of ? of : trend->title, trend->at);
    const char *key = trend->row ? trend->row->parts[MDL_TREND_ID].text : "";
    if (!*key)
        key = trend->row ? trend->row->parts[MDL_TREND_TITLE].text : heading;
    /* A number alone is no id. */
    if (*key >= '0' && *key <= '9')
        key = aj_printf(r->job->arena, "trend %s", key);
    trend->id = id ? id : met_id_new(r, key, "trend");
}

static bool is_taken(const struct met_trends *trends, uint32_t count, const struct mdl_trend *row)
{
    for (uint32_t i = 0; i < count; i++)
        if (trends->items[i]->row == row)
            return true;
    return false;
}

/* A row's id, or its title where it has none; a chapter's own without a row is its title. */
static const char *key_of(const struct met_trend *trend)
{
    const char *id = trend->parts[MDL_TREND_ID].text;
    return *id ? id : trend->title;
}

static void find_twice(struct met_result *r)
{
    struct aj_map seen = AJ_MAP_INIT(r->job->arena);
    for (uint32_t i = 0; i < r->trends->len; i++) {
        struct met_trend *trend = r->trends->items[i];
        const char *key = mdl_fold(r->job->arena, key_of(trend));
        trend->twice = *key && aj_map_find(&seen, key);
        aj_map_put(&seen, key, trend);
    }
}

void met_trends_merge(struct met_result *r, const xmlNode *data)
{
    struct met_trends *trends = trends_of(r);
    uint32_t chapters = trends->len;
    for (uint32_t i = 0; i < chapters; i++)
        find_row(r, trends->items[i]);
    for (uint32_t i = 0; i < r->model->trend_len; i++)
        if (!is_taken(trends, chapters, r->model->trends[i]))
            trend_new(r, r->model->trends[i]->at)->row = r->model->trends[i];
    for (uint32_t i = 0; i < trends->len; i++)
        merge_one(r, trends->items[i]);
    find_twice(r);
    met_scales_read(r, data);
    for (uint32_t i = 0; i < trends->len; i++) {
        struct met_trend *trend = trends->items[i];
        const struct src_cell *parts = trend->parts;
        trend->effect = met_scale_step(r->job->arena, &trends->effect, parts[MDL_TREND_EFFECT].text);
        trend->likelihood =
            met_scale_step(r->job->arena, &trends->likelihood, parts[MDL_TREND_LIKELIHOOD].text);
        met_trend_link(r, trend);
    }
}

const struct met_trend *met_trend_of(const struct met_result *r, const xmlNode *node)
{
    for (uint32_t i = 0; i < r->trends->len; i++)
        if (r->trends->items[i]->node == node)
            return r->trends->items[i];
    return NULL;
}
