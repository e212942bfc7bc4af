/* Lists of actions: read before the prose that counts and sums them, printed as a table. */
#include "metric/internal.h"

#include "base/number.h"
#include "base/utf8.h"
#include "model/template.h"

#include <string.h>

/* What an action's state may be called; a list may use words of its own besides. */
static const char *const statuses[] = {"planeras",  "ej påbörjad", "utreds",         "testas",   "pågår",
                                       "genomförd", "avslutad",    "ej genomförbar", "avbruten", "pausad"};

enum { STATUSES = sizeof statuses / sizeof *statuses };

/* "genomförda", "genomfört" and "genomförd" are one word: the endings of number and genus come off. */
static const char *stem(struct aj_arena *arena, const char *status)
{
    const char *folded = mdl_fold(arena, status);
    size_t n = strlen(folded);
    static const char *const strong[] = {"na", "en", "et"}; /* avbrutna, avbruten, avbrutet */
    /* "pågående" is "pågår". */
    if (n > 6 && !strcmp(folded + n - 4, "ende"))
        return aj_printf(arena, "%.*sr", (int)(n - 4), folded);
    for (size_t i = 0; n > 6 && i < sizeof strong / sizeof *strong; i++)
        if (!strcmp(folded + n - 2, strong[i]))
            return aj_strndup(arena, folded, n - 2);
    if (n > 4 && strchr("aet", folded[n - 1]))
        n--;
    if (n > 5 && folded[n - 1] == 'd')
        n--;
    return aj_strndup(arena, folded, n);
}

bool met_status_is(struct aj_arena *arena, const char *status, const char *wanted)
{
    return status && !strcmp(stem(arena, status), stem(arena, wanted));
}

static bool is_among(struct aj_arena *arena, const char *const *names, size_t count, const char *status)
{
    for (size_t i = 0; i < count; i++)
        if (met_status_is(arena, names[i], status))
            return true;
    return false;
}

bool met_status_known(struct met_result *r, const char *status, aj_at at)
{
    const char *names[STATUSES + 64];
    size_t count = 0;
    for (; count < STATUSES; count++)
        names[count] = statuses[count];
    for (uint32_t i = 0; i < r->statuses.len && count < STATUSES + 64; i++)
        if (!is_among(r->job->arena, names, STATUSES, r->statuses.entries[i].key))
            names[count++] = r->statuses.entries[i].key;
    if (is_among(r->job->arena, names, count, status))
        return true;
    const char *meant = aj_did_you_mean(status, names, count);
    uint32_t shown = count > 12 ? 12 : (uint32_t)count;
    aj_diag_add(r->job->diags, AJ_E0321, at, status,
                meant ? aj_printf(r->job->arena, "\"%s\"", meant)
                      : met_join(r->job->arena, names, shown, "eller"),
                NULL);
    return false;
}

/* An amount ("1 000 tkr", "1 000 tkr per år") or a reason in words why there is none. */
static void read_saving(struct met_result *r, struct met_action *action)
{
    struct aj_number number;
    const char *text = action->saving;
    if (!text || !aj_number_parse(r->job->arena, text, &number))
        return;
    const char *unit = text + number.length + strspn(text + number.length, " ");
    while (!strncmp(unit, "\xC2\xA0", 2))
        unit += 2;
    if (!mdl_unit_known(r->job->arena, unit, &action->unit)) {
        const char *meant = mdl_unit_meant(unit);
        aj_diag_add(r->job->diags, AJ_E0313, action->at, unit, meant ? meant : "tkr", NULL);
        return;
    }
    action->amount = true;
    action->decimals = number.decimals;
    action->value = aj_rat_mul(r->job->arena, number.value, action->unit.scale);
}

static void read_action(struct met_result *r, struct met_actions *actions, const xmlNode *node)
{
    const xmlNode *heading = src_xml_child(node, "h");
    struct met_action action = {.name = heading ? mdl_node_text(r->job, heading) : "",
                                .status = met_attr(r, node, "status"),
                                .saving = met_attr(r, node, "saving"),
                                .responsible = met_attr(r, node, "responsible"),
                                .time = met_attr(r, node, "time"),
                                .node = node,
                                .at = src_xml_at(node)};
    read_saving(r, &action);
    if (action.status)
        aj_map_put(&r->statuses, mdl_fold(r->job->arena, action.status), r);
    AJ_PUSH(r->job->arena, actions->items, actions->len, actions->cap, action);
}

void met_actions_read(struct met_result *r, const xmlNode *node)
{
    struct met_actions *actions = AJ_NEW(r->job->arena, struct met_actions);
    bool ambiguous;
    actions->at = src_xml_at(node);
    actions->name = met_attr(r, node, "name");
    for (const xmlNode *child = node->children; child; child = child->next)
        if (src_xml_is(child, "action"))
            read_action(r, actions, child);
    AJ_PUSH(r->job->arena, r->actions, r->action_len, r->action_cap, actions);
    if (!actions->name)
        return;
    if (met_subject_peek(r, actions->name, &ambiguous).kind || ambiguous)
        aj_diag_add(r->job->diags, AJ_E0342, actions->at, actions->name, NULL);
    else
        met_names_add_actions(r, actions);
}

static void put_blocks(struct met_result *r, xmlNodePtr row, const xmlNode *from, uint32_t depth)
{
    xmlNodePtr cell = xmlNewChild(row, NULL, BAD_CAST "cell", NULL);
    if (!from)
        return;
    met_set_at(cell, src_xml_at(from));
    met_bind_children(r, from, cell, depth);
}

/* A few words in a narrow column stay on one line: "ej genomförbar", "1 000 tkr per år". */
static const char *together(struct aj_arena *arena, const char *text)
{
    enum { FEW = 18 };
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

static void put_saving(struct met_result *r, xmlNodePtr row, const struct met_action *action)
{
    xmlNodePtr cell = xmlNewChild(row, NULL, BAD_CAST "cell", NULL);
    met_set_at(cell, action->at);
    if (!action->amount) {
        met_add_text(cell, action->saving ? action->saving : "");
        return;
    }
    const char *number = met_number_text(r->job->arena, action->value, &action->unit, action->decimals);
    met_set_exact(r, cell, action->value, &action->unit);
    met_add_text(cell, together(r->job->arena, met_with_unit(r->job->arena, number, &action->unit)));
}

/* What is said of an action; a column that no action of the list fills is left out. */
enum part { WHAT, SAVING, STATUS, RESPONSIBLE, TIME, NOW, PARTS };

static const struct {
    const char *key, *heading;
} parts[PARTS] = {[WHAT] = {"what", "Beskrivning"}, [SAVING] = {"saving", "Möjlig effektivisering"},
                  [STATUS] = {"status", "Läge"},    [RESPONSIBLE] = {"responsible", "Ansvar"},
                  [TIME] = {"time", "Tidplan"},     [NOW] = {"now", "Uppföljning"}};

/* "" where the action does not say. */
static const char *attribute_of(const struct met_action *action, enum part part)
{
    const char *text = part == SAVING        ? action->saving
                       : part == STATUS      ? action->status
                       : part == RESPONSIBLE ? action->responsible
                                             : action->time;
    return text ? text : "";
}

static bool says(const struct met_action *action, enum part part)
{
    switch (part) {
    case SAVING:
    case STATUS:
    case RESPONSIBLE:
    case TIME:
        return *attribute_of(action, part);
    default:
        return src_xml_child(action->node, parts[part].key);
    }
}

static bool any_says(const struct met_actions *actions, enum part part)
{
    for (uint32_t i = 0; i < actions->len; i++)
        if (says(&actions->items[i], part))
            return true;
    return false;
}

static void put_part(struct met_result *r, xmlNodePtr row, const struct met_action *action, enum part part,
                     uint32_t depth)
{
    if (part == SAVING)
        put_saving(r, row, action);
    else if (part == STATUS || part == RESPONSIBLE || part == TIME)
        met_add_text(xmlNewChild(row, NULL, BAD_CAST "cell", NULL),
                     together(r->job->arena, attribute_of(action, part)));
    else
        put_blocks(r, row, src_xml_child(action->node, parts[part].key), depth);
}

static void put_action(struct met_result *r, xmlNodePtr table, const struct met_action *action,
                       const bool shown[PARTS], uint32_t depth)
{
    xmlNodePtr row = met_table_row(table, "item", action->at);
    xmlNodePtr label = met_table_label(row, "", action->at);
    const xmlNode *heading = src_xml_child(action->node, "h");
    if (heading)
        met_bind_children(r, heading, label, depth);
    for (enum part part = 0; part < PARTS; part++)
        if (shown[part])
            put_part(r, row, action, part, depth);
}

/* They were read in the order of their places. */
static const struct met_actions *actions_at(const struct met_result *r, aj_at at)
{
    uint32_t low = 0, high = r->action_len;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (r->actions[middle]->at < at)
            low = middle + 1;
        else
            high = middle;
    }
    return low < r->action_len && r->actions[low]->at == at ? r->actions[low] : NULL;
}

void met_bind_actions(struct met_result *r, const xmlNode *node, xmlNodePtr out, uint32_t depth)
{
    const struct met_actions *actions = actions_at(r, src_xml_at(node));
    xmlNodePtr table = met_table_new(r, out, node, "actions");
    if (!actions)
        return;
    if (actions->name)
        met_set(table, "of", actions->name);
    const xmlNode *caption = src_xml_child(node, "caption");
    xmlNodePtr shown = met_add(r, table, "caption", caption ? caption : node);
    if (caption)
        met_bind_children(r, caption, shown, depth);
    const char *label = met_attr(r, node, "label");
    met_table_column(table, "label", label ? label : "Åtgärd");
    bool filled[PARTS];
    for (enum part part = 0; part < PARTS; part++) {
        filled[part] = any_says(actions, part);
        if (!filled[part])
            continue;
        met_table_column(table, "text", parts[part].heading);
        met_set(xmlGetLastChild(table), "key", parts[part].key);
    }
    for (uint32_t i = 0; i < actions->len; i++)
        put_action(r, table, &actions->items[i], filled, depth);
}
