/* Lists of actions printed: as a table, or each with a heading, its text and what is said of it in short. */
#include "metric/internal.h"

#include "base/number.h"
#include "base/utf8.h"
#include "model/template.h"

#include <string.h>

/* What is printed of an action, in the order of the columns. */
static const struct {
    const char *key, *word; /* of the data document, and of its heading; in `show` */
} parts[MDL_ACTION_FIELDS] = {
    [MDL_ACTION_NAME] = {"label", ""},
    [MDL_ACTION_WHAT] = {"what", "beskrivning"},
    [MDL_ACTION_EXTENT] = {"extent", "omfattning"},
    [MDL_ACTION_SAVING] = {"saving", "effektivisering"},
    [MDL_ACTION_BEFORE] = {"before", "förra"},
    [MDL_ACTION_STATUS] = {"status", "läge"},
    [MDL_ACTION_GOAL] = {"goal", "mål"},
    [MDL_ACTION_RESPONSIBLE] = {"responsible", "ansvar"},
    [MDL_ACTION_TIME] = {"time", "tidplan"},
    [MDL_ACTION_TERM] = {"term", "sikt"},
    [MDL_ACTION_NOW] = {"now", "uppföljning"},
};

/* Years parted by a hyphen are a span, which has a dash; line breaks are the spreadsheet's. */
static const char *evenly(struct aj_arena *arena, const char *text)
{
    char *out = aj_alloc(arena, 3 * strlen(text) + 1), *p = out;
    for (const char *s = text; *s; s++) {
        bool span = *s == '-' && s - text >= 4 && strspn(s - 4, "0123456789") == 4 &&
                    strspn(s + 1, "0123456789") == 4;
        if (span)
            p += aj_utf8_put(p, 0x2013);
        else
            *p++ = *s == '\n' ? ' ' : *s;
    }
    *p = '\0';
    return out;
}

/* A few words in a narrow column stay on one line: "ej genomförbar", "1 000 tkr per år". */
static const char *together(struct aj_arena *arena, const char *text)
{
    enum { FEW = 16 };
    if (aj_utf8_length(text) > FEW)
        return text;
    char *out = aj_alloc(arena, 2 * strlen(text) + 1), *p = out;
    for (; *text; text++)
        if (*text == ' ')
            p += aj_utf8_put(p, 0xA0);
        else
            *p++ = *text;
    *p = '\0';
    return out;
}

/* The author's words around a figure whose unit stands above its column: "ca 1 000 tkr från 2026". */
static const char *with_unit(struct met_result *r, const struct mdl_amounts *amounts)
{
    struct aj_arena *arena = r->job->arena;
    for (enum mdl_rhythm i = 0; i < MDL_RHYTHMS; i++) {
        if (!amounts->of[i].known)
            continue;
        bool said = mdl_rhythm_of(arena, amounts->rest) != MDL_ANYTIME;
        const char *even = met_amount_text(r, &amounts->of[i], said ? MDL_ANYTIME : i, false);
        return evenly(arena, aj_printf(arena, "%s%s%s %s", amounts->about, *amounts->about ? " " : "", even,
                                       amounts->rest));
    }
    return "";
}

/* A cell's text that is all figures gets the blanks of Swedish figures: "cirka 1 000 tkr". */
static const char *saving_text(struct met_result *r, const struct met_action *action)
{
    struct aj_arena *arena = r->job->arena;
    const struct mdl_amounts *amounts = &action->is.saving;
    const char *parted[MDL_RHYTHMS];
    uint32_t count = 0;
    if (!amounts->plain)
        return amounts->rest && *amounts->rest ? with_unit(r, amounts)
                                               : evenly(arena, met_action_says(action, MDL_ACTION_SAVING));
    for (int i = 0; i < MDL_RHYTHMS; i++)
        if (amounts->of[i].known)
            parted[count++] = met_amount_text(r, &amounts->of[i], (enum mdl_rhythm)i, false);
    const char *even = count ? met_join(arena, parted, count, "och") : "";
    return !count            ? met_action_says(action, MDL_ACTION_SAVING)
           : *amounts->about ? aj_printf(arena, "%s %s", amounts->about, even)
                             : even;
}

/* The one amount of an action, NULL where it has none or several. */
static const struct mdl_amount *one_amount(const struct mdl_amounts *amounts, enum mdl_rhythm *rhythm)
{
    const struct mdl_amount *found = NULL;
    for (int i = 0; i < MDL_RHYTHMS; i++) {
        if (!amounts->of[i].known)
            continue;
        if (found)
            return NULL;
        found = &amounts->of[i];
        *rhythm = (enum mdl_rhythm)i;
    }
    return found;
}

static void put_saving(struct met_result *r, xmlNodePtr cell, const struct met_action *action)
{
    struct aj_arena *arena = r->job->arena;
    enum mdl_rhythm rhythm;
    const struct mdl_amount *amount = one_amount(&action->is.saving, &rhythm);
    met_set_at(cell, action->is.ats[MDL_ACTION_SAVING] ? action->is.ats[MDL_ACTION_SAVING] : action->is.at);
    if (amount) {
        met_set(cell, "exact", aj_rat_text(arena, aj_rat_div(arena, amount->value, amount->unit.scale)));
        met_set(cell, "unit", met_rhythm_unit(arena, &amount->unit, rhythm));
    }
    met_add_text(cell, together(arena, saving_text(r, action)));
}

static const xmlNode *own_text(const struct met_action *action, enum mdl_action_field field)
{
    const char *name = field == MDL_ACTION_WHAT ? "what" : field == MDL_ACTION_NOW ? "now" : NULL;
    return name && action->node ? src_xml_child(action->node, name) : NULL;
}

static bool says(const struct met_action *action, enum mdl_action_field field)
{
    return *met_action_says(action, field) || own_text(action, field);
}

/* Paragraphs of a table's cell, one a line. */
static void put_lines(struct met_result *r, xmlNodePtr out, const char *text, aj_at at)
{
    while (*text) {
        size_t n = strcspn(text, "\n");
        const char *line = aj_strndup(r->job->arena, text, n);
        if (line[strspn(line, " ")]) {
            xmlNodePtr p = xmlNewChild(out, NULL, BAD_CAST "p", NULL);
            met_set_at(p, at);
            met_add_text(p, line);
        }
        text += n + (text[n] == '\n');
    }
}

/* The report's own text of an action comes before its table's. */
static void put_text(struct met_result *r, xmlNodePtr out, const struct met_action *action,
                     enum mdl_action_field field, uint32_t depth)
{
    const xmlNode *own = own_text(action, field);
    if (own)
        met_bind_children(r, own, out, depth);
    else
        put_lines(r, out, met_action_says(action, field), action->is.ats[field]);
}

/* What is said in a few words, as a cell or a fact has it. */
static const char *few_words(struct met_result *r, const struct met_action *action,
                             enum mdl_action_field field)
{
    const char *text = evenly(r->job->arena, met_action_says(action, field));
    const struct mdl_goal *goal = field == MDL_ACTION_GOAL ? mdl_goal_find(r->model, text) : NULL;
    return goal ? aj_printf(r->job->arena, "%s. %s", goal->no, goal->title) : text;
}

struct showing {
    const struct met_actions *list;
    const xmlNode *node; /* the element that prints it */
    bool shown[MDL_ACTION_FIELDS];
    const char *label;
    uint32_t depth;
};

static const char *heading_of(struct met_result *r, const struct showing *showing,
                              enum mdl_action_field field)
{
    const struct mdl_action_table *table = showing->list->table;
    if (field == MDL_ACTION_NAME && showing->label)
        return showing->label;
    if (field == MDL_ACTION_BEFORE)
        return aj_printf(r->job->arena, "%s %s", heading_of(r, showing, MDL_ACTION_STATUS), r->edition);
    if (table && table->headings[field])
        return table->headings[field];
    return met_heading(r, aj_printf(r->job->arena, "action-%s", parts[field].key));
}

/* The one term of a whole list is said by the words around it. */
static bool one_term(const struct met_actions *list)
{
    for (uint32_t i = 1; i < list->len; i++)
        if (strcmp(met_action_says(list->items[i], MDL_ACTION_TERM),
                   met_action_says(list->items[0], MDL_ACTION_TERM)) != 0)
            return false;
    return true;
}

/* Whether `show` has the word, or says nothing. */
static bool is_asked(const char *show, const char *word)
{
    size_t n = strlen(word);
    for (const char *p = show ? strstr(show, word) : NULL; p; p = strstr(p + n, word))
        if ((p == show || p[-1] == ' ') && (!p[n] || p[n] == ' '))
            return true;
    return !show;
}

/* A column that no action of the list fills is left out, and what the author does not ask for. */
static void choose(struct met_result *r, const xmlNode *node, struct showing *showing)
{
    const char *show = met_attr(r, node, "show");
    for (enum mdl_action_field field = MDL_ACTION_WHAT; field < MDL_ACTION_FIELDS; field++) {
        bool any = false;
        for (uint32_t i = 0; i < showing->list->len && !any; i++)
            any = says(showing->list->items[i], field);
        bool apt =
            show || (field != MDL_ACTION_BEFORE && (field != MDL_ACTION_TERM || !one_term(showing->list)));
        showing->shown[field] = any && apt && is_asked(show, parts[field].word);
    }
}

static bool is_long(enum mdl_action_field field)
{
    return field == MDL_ACTION_WHAT || field == MDL_ACTION_NOW;
}

static void put_name(struct met_result *r, xmlNodePtr out, const struct met_action *action, uint32_t depth)
{
    const xmlNode *heading = action->node ? src_xml_child(action->node, "h") : NULL;
    if (heading)
        met_bind_children(r, heading, out, depth);
    else
        met_add_text(out, met_action_says(action, MDL_ACTION_NAME));
}

/* An action that several lists print has its id where the author gave it. */
static const char *id_of(struct met_result *r, const struct showing *showing, const struct met_action *action)
{
    return action->node && action->node->parent == showing->node ? met_attr(r, action->node, "id") : NULL;
}

static void put_row(struct met_result *r, xmlNodePtr table, const struct showing *showing,
                    const struct met_action *action)
{
    xmlNodePtr row = met_table_row(table, "item", action->is.at);
    const char *id = id_of(r, showing, action);
    if (id)
        met_set(row, "id", id);
    put_name(r, met_table_label(row, "", action->is.at), action, showing->depth);
    for (enum mdl_action_field field = MDL_ACTION_WHAT; field < MDL_ACTION_FIELDS; field++) {
        if (!showing->shown[field])
            continue;
        xmlNodePtr cell = xmlNewChild(row, NULL, BAD_CAST "cell", NULL);
        if (is_long(field)) {
            const xmlNode *own = own_text(action, field);
            met_set_at(cell, own ? src_xml_at(own) : action->is.ats[field]);
            put_text(r, cell, action, field, showing->depth);
        } else if (field == MDL_ACTION_SAVING) {
            put_saving(r, cell, action);
        } else {
            met_add_text(cell, few_words(r, action, field));
        }
    }
}

static void put_table(struct met_result *r, const xmlNode *node, xmlNodePtr out,
                      const struct showing *showing)
{
    const struct met_actions *list = showing->list;
    xmlNodePtr table = met_table_new(r, out, node, "actions");
    if (list->name)
        met_set(table, "of", list->name);
    met_table_caption(r, node, table, NULL, showing->depth);
    met_table_column(table, "label", heading_of(r, showing, MDL_ACTION_NAME));
    for (enum mdl_action_field field = MDL_ACTION_WHAT; field < MDL_ACTION_FIELDS; field++) {
        if (!showing->shown[field])
            continue;
        met_table_column(table, "text", heading_of(r, showing, field));
        met_set(xmlGetLastChild(table), "key", parts[field].key);
    }
    for (uint32_t i = 0; i < list->len; i++)
        put_row(r, table, showing, list->items[i]);
}

/* ---- as text ---- */

/* The level below the author's nearest heading before the list: 2 to 4. */
static int level_below(const xmlNode *node)
{
    for (; node; node = node->parent)
        for (const xmlNode *before = node->prev; before; before = before->prev) {
            const char *name = before->type == XML_ELEMENT_NODE ? (const char *)before->name : "";
            if (name[0] == 'h' && name[1] >= '1' && name[1] <= '3' && !name[2])
                return name[1] - '0' + 1;
        }
    return 2;
}

/* What is said in few words, whom it concerns first: term by term, as Ansvar and Tidplan. */
static void put_facts(struct met_result *r, xmlNodePtr out, const struct showing *showing,
                      const struct met_action *action)
{
    static const enum mdl_action_field order[] = {
        MDL_ACTION_RESPONSIBLE, MDL_ACTION_TIME, MDL_ACTION_EXTENT, MDL_ACTION_SAVING,
        MDL_ACTION_STATUS,      MDL_ACTION_TERM, MDL_ACTION_GOAL};
    xmlNodePtr facts = NULL;
    for (size_t i = 0; i < sizeof order / sizeof *order; i++) {
        enum mdl_action_field field = order[i];
        if (!showing->shown[field] || !says(action, field))
            continue;
        if (!facts) {
            facts = xmlNewChild(out, NULL, BAD_CAST "dl", NULL);
            met_set_at(facts, action->is.at);
            met_set(facts, "class", "facts");
        }
        xmlNodePtr term = xmlNewChild(facts, NULL, BAD_CAST "dt", NULL);
        xmlNodePtr said = xmlNewChild(facts, NULL, BAD_CAST "dd", NULL);
        met_set_at(term, action->is.at);
        met_set_at(said, action->is.ats[field]);
        met_add_text(term, heading_of(r, showing, field));
        met_add_text(said,
                     met_capital(r->job->arena, field == MDL_ACTION_SAVING ? saving_text(r, action)
                                                                           : few_words(r, action, field)));
    }
}

static void put_chapter(struct met_result *r, xmlNodePtr out, const struct showing *showing,
                        const struct met_action *action, int level)
{
    const char *id = id_of(r, showing, action);
    xmlNodePtr heading = xmlNewChild(out, NULL, BAD_CAST aj_printf(r->job->arena, "h%d", level), NULL);
    met_set_at(heading, action->is.at);
    if (id)
        met_set(heading, "id", id);
    put_name(r, heading, action, showing->depth);
    if (showing->shown[MDL_ACTION_WHAT])
        put_text(r, out, action, MDL_ACTION_WHAT, showing->depth);
    if (showing->shown[MDL_ACTION_NOW])
        put_text(r, out, action, MDL_ACTION_NOW, showing->depth);
    put_facts(r, out, showing, action);
}

void met_bind_actions(struct met_result *r, const xmlNode *node, xmlNodePtr out, uint32_t depth)
{
    const struct met_actions *list = met_actions_at(r, src_xml_at(node));
    const char *layout = met_attr(r, node, "layout");
    if (!list || !list->len) {
        met_anchor_at(r, node, out);
        return;
    }
    struct showing showing = {
        .list = list, .node = node, .label = met_attr(r, node, "label"), .depth = depth};
    choose(r, node, &showing);
    if (!layout || strcmp(layout, "text") != 0) {
        put_table(r, node, out, &showing);
        return;
    }
    int level = level_below(node);
    met_anchor_at(r, node, out);
    for (uint32_t i = 0; i < list->len; i++)
        put_chapter(r, out, &showing, list->items[i], level);
}
