/* Lists of actions: out of tables and out of the report, which adds its prose to those that a table has. */
#include "metric/internal.h"

#include "model/template.h"

#include <string.h>

const char *met_action_says(const struct met_action *action, enum mdl_action_field field)
{
    return action->is.says[field] ? action->is.says[field] : "";
}

static struct met_actions *list_new(struct met_result *r, const char *name, aj_at at)
{
    struct met_actions *list = AJ_NEW(r->job->arena, struct met_actions);
    list->name = name;
    list->at = at;
    return list;
}

static void list_add(struct met_result *r, struct met_actions *list, struct met_action *action)
{
    AJ_PUSH(r->job->arena, list->items, list->len, list->cap, action);
}

static void add_to_all(struct met_result *r, struct met_action *action)
{
    if (!r->all)
        r->all = list_new(r, "åtgärder", action->is.at);
    list_add(r, r->all, action);
}

static struct met_actions *list_find(const struct met_result *r, const char *name)
{
    return aj_map_find(&r->list_names, mdl_fold(r->job->arena, name));
}

/* A list of a table by a name that nothing else in the report has. */
static struct met_actions *list_named(struct met_result *r, const char *name,
                                      const struct mdl_action_table *table, aj_at at)
{
    bool ambiguous;
    struct met_actions *list = list_find(r, name);
    if (list)
        return list;
    list = list_new(r, name, at);
    list->table = table;
    AJ_PUSH(r->job->arena, r->lists, r->list_len, r->list_cap, list);
    aj_map_put(&r->list_names, mdl_fold(r->job->arena, name), list);
    if (met_subject_peek(r, name, &ambiguous).kind || ambiguous)
        aj_diag_add(r->job->diags, AJ_E0342, at, name, NULL);
    else
        met_names_add_actions(r, list);
    return list;
}

static void check_goal(struct met_result *r, const struct met_action *action)
{
    const char *goal = action->is.says[MDL_ACTION_GOAL], *list = "";
    if (!goal || !r->model->goal_len || mdl_goal_find(r->model, goal))
        return;
    for (uint32_t i = 0; i < r->model->goal_len; i++)
        list = aj_printf(r->job->arena, "%s%s%s", list, *list ? ", " : "", r->model->goals[i].no);
    aj_diag_add(r->job->diags, AJ_E0323, action->is.ats[MDL_ACTION_GOAL], goal, list, NULL);
}

/* One action of a table, in the lists of its group and its table. */
static void load_one(struct met_result *r, const struct mdl_action_table *table,
                     const struct mdl_action *data, struct met_actions *whole)
{
    struct aj_arena *arena = r->job->arena;
    struct met_action *action = AJ_NEW(arena, struct met_action);
    const char *term = data->says[MDL_ACTION_TERM], *status = data->says[MDL_ACTION_STATUS];
    *action = (struct met_action){.is = *data, .status = -1, .from_table = true};
    if (status)
        action->status = met_status_take(r, status, data->ats[MDL_ACTION_STATUS]);
    check_goal(r, action);
    list_add(r, whole, action);
    add_to_all(r, action);
    if (term) {
        struct met_actions *group = list_named(r, term, table, data->ats[MDL_ACTION_TERM]);
        if (group != whole)
            list_add(r, group, action);
    }
    const char *names[] = {data->written, data->says[MDL_ACTION_NAME]};
    for (int i = 0; i < 2; i++)
        if (!aj_map_find(&r->action_names, mdl_fold(arena, names[i])))
            aj_map_put(&r->action_names, mdl_fold(arena, names[i]), action);
}

void met_actions_load(struct met_result *r)
{
    for (uint32_t t = 0; t < r->model->action_len; t++) {
        const struct mdl_action_table *table = r->model->actions[t];
        if (table->edition)
            continue;
        struct met_actions *whole = list_named(r, table->name, table, table->at);
        for (uint32_t i = 0; i < table->len; i++)
            load_one(r, table, &table->items[i], whole);
    }
}

/* ---- the report's own ---- */

static const struct {
    const char *attribute;
    enum mdl_action_field field;
} attributes[] = {
    {"status", MDL_ACTION_STATUS}, {"saving", MDL_ACTION_SAVING}, {"responsible", MDL_ACTION_RESPONSIBLE},
    {"time", MDL_ACTION_TIME},     {"term", MDL_ACTION_TERM},     {"goal", MDL_ACTION_GOAL}};

enum { ATTRIBUTES = sizeof attributes / sizeof *attributes };

static void read_saving(struct met_result *r, struct mdl_action *data, aj_at at)
{
    const char *text = data->says[MDL_ACTION_SAVING], *unknown = "";
    enum mdl_amounts_fault fault =
        mdl_amounts_parse(r->job->arena, text, NULL, MDL_ANYTIME, &data->saving, &unknown);
    if (fault == MDL_AMOUNTS_FINE)
        return;
    data->saving = (struct mdl_amounts){.about = ""};
    if (fault == MDL_AMOUNTS_TWICE) {
        aj_diag_add(r->job->diags, AJ_E0265, at, text, NULL);
        return;
    }
    const char *meant = mdl_unit_meant(unknown);
    aj_diag_add(r->job->diags, AJ_E0313, at, unknown, meant ? meant : "tkr", NULL);
}

/* A text is the same however its blanks are. */
static bool agree(struct aj_arena *arena, const char *a, const char *b)
{
    return !strcmp(mdl_fold(arena, a), mdl_fold(arena, b));
}

static bool same_amounts(const struct mdl_amounts *a, const struct mdl_amounts *b)
{
    bool any = false;
    for (int i = 0; i < MDL_RHYTHMS; i++) {
        const struct mdl_amount *x = &a->of[i], *y = &b->of[i];
        if (x->known != y->known ||
            (x->known && (!mdl_unit_like(&x->unit, &y->unit) || aj_rat_cmp(x->value, y->value) != 0)))
            return false;
        any |= x->known;
    }
    return any;
}

static bool contradicts(struct met_result *r, const struct mdl_action *table, const struct mdl_action *own,
                        enum mdl_action_field field)
{
    const char *a = table->says[field], *b = own->says[field];
    if (agree(r->job->arena, a, b))
        return false;
    if (field == MDL_ACTION_STATUS)
        return !met_status_is(r, a, b);
    return field != MDL_ACTION_SAVING || !same_amounts(&table->saving, &own->saving);
}

static void read_attributes(struct met_result *r, const xmlNode *node, struct mdl_action *data)
{
    data->at = src_xml_at(node);
    for (size_t i = 0; i < ATTRIBUTES; i++) {
        data->says[attributes[i].field] = met_attr(r, node, attributes[i].attribute);
        data->ats[attributes[i].field] = data->at;
    }
    if (data->says[MDL_ACTION_SAVING])
        read_saving(r, data, data->at);
}

/* What the report says of an action that a table has: its prose, and what the table leaves out. */
static void merge(struct met_result *r, struct met_action *action, const xmlNode *node)
{
    struct mdl_action own = {0};
    read_attributes(r, node, &own);
    for (size_t i = 0; i < ATTRIBUTES; i++) {
        enum mdl_action_field field = attributes[i].field;
        if (!own.says[field])
            continue;
        if (!action->is.says[field]) {
            action->is.says[field] = own.says[field];
            action->is.ats[field] = own.ats[field];
            if (field == MDL_ACTION_SAVING)
                action->is.saving = own.saving;
            if (field == MDL_ACTION_STATUS)
                action->status = met_status_take(r, own.says[field], own.at);
        } else if (contradicts(r, &action->is, &own, field)) {
            struct aj_place place = aj_places_at(r->job->places, action->is.ats[field]);
            aj_diag_add(r->job->diags, AJ_E0368, own.at, met_action_says(action, MDL_ACTION_NAME),
                        own.says[field], action->is.says[field],
                        aj_printf(r->job->arena, "%s:%u", place.file, place.line), attributes[i].attribute,
                        NULL);
        }
    }
    if (!action->node || src_xml_child(node, "what") || src_xml_child(node, "now"))
        action->node = node;
}

static struct met_action *new_action(struct met_result *r, const xmlNode *node)
{
    const xmlNode *heading = src_xml_child(node, "h");
    struct met_action *action = AJ_NEW(r->job->arena, struct met_action);
    *action = (struct met_action){.node = node, .status = -1};
    mdl_action_name(r->job->arena, heading ? mdl_node_text(r->job, heading) : "", &action->is);
    action->is.says[MDL_ACTION_NAME] = action->is.written; /* its heading is printed as it stands */
    action->is.says[MDL_ACTION_EXTENT] = NULL;
    read_attributes(r, node, &action->is);
    if (action->is.says[MDL_ACTION_STATUS])
        action->status = met_status_take(r, action->is.says[MDL_ACTION_STATUS], action->is.at);
    check_goal(r, action);
    add_to_all(r, action);
    return action;
}

static bool is_called(struct aj_arena *arena, const struct met_action *action, const char *folded)
{
    struct aj_mark mark = aj_arena_mark(arena);
    bool same = !strcmp(mdl_fold(arena, action->is.written), folded) ||
                !strcmp(mdl_fold(arena, met_action_says(action, MDL_ACTION_NAME)), folded);
    aj_arena_rewind(arena, mark);
    return same;
}

static struct met_action *find_in(const struct met_result *r, const struct met_actions *list,
                                  const char *name)
{
    const char *folded = mdl_fold(r->job->arena, name);
    for (uint32_t i = 0; list && i < list->len; i++)
        if (is_called(r->job->arena, list->items[i], folded))
            return list->items[i];
    return NULL;
}

static void report_unknown(struct met_result *r, const char *name, const char *const *names, uint32_t count,
                           aj_at at)
{
    enum { MOST_SHOWN = 12 };
    if (r->model->incomplete)
        return;
    const char *meant = aj_did_you_mean(name, names, count);
    const char *list = met_join(r->job->arena, names, count > MOST_SHOWN ? MOST_SHOWN : count, "eller");
    aj_diag_add(r->job->diags, AJ_E0367, at, name,
                meant   ? aj_printf(r->job->arena, "\"%s\"", meant)
                : count ? list
                        : "-",
                NULL);
}

static void report_no_action(struct met_result *r, const struct met_actions *group, const char *name,
                             aj_at at)
{
    const struct met_actions *among = group ? group : r->all;
    uint32_t count = 0;
    const char **names = AJ_NEW_N(r->job->arena, const char *, (among ? among->len : 0) + 1);
    for (uint32_t i = 0; among && i < among->len; i++)
        if (among->items[i]->from_table)
            names[count++] = met_action_says(among->items[i], MDL_ACTION_NAME);
    report_unknown(r, name, names, count, at);
}

/* The term that a list is named by, NULL if it is no such list. */
static const char *term_of(const struct met_result *r, const struct met_actions *group)
{
    const char *term = group->len ? group->items[0]->is.says[MDL_ACTION_TERM] : NULL;
    return term && agree(r->job->arena, term, group->name) ? term : NULL;
}

static void read_action(struct met_result *r, struct met_actions *list, struct met_actions *group,
                        const xmlNode *node)
{
    const char *name = met_attr(r, node, "name");
    const xmlNode *heading = src_xml_child(node, "h");
    struct met_action *action = NULL;
    if (name) {
        action = find_in(r, group, name);
        if (!action && !group)
            action = aj_map_find(&r->action_names, mdl_fold(r->job->arena, name));
        if (!action)
            report_no_action(r, group, name, src_xml_at(node));
    } else if (group && heading) {
        action = find_in(r, group, mdl_node_text(r->job, heading));
    }
    if (action)
        merge(r, action, node);
    else if (heading)
        action = name ? NULL : new_action(r, node);
    else if (!name)
        (void)met_need(r, node, "name");
    if (!action || (group && action->from_table))
        return;
    list_add(r, list, action);
    if (group && !action->is.says[MDL_ACTION_TERM])
        action->is.says[MDL_ACTION_TERM] = term_of(r, group);
    if (group) /* what the report adds to a table's list is one of them wherever they are counted */
        list_add(r, group, action);
}

/* The list of a table that the element prints whole, NULL if it lists its actions itself. */
static struct met_actions *group_of(struct met_result *r, const xmlNode *node, const char *name)
{
    const char *of = met_attr(r, node, "of");
    struct met_actions *group = of ? list_find(r, of) : name ? list_find(r, name) : NULL;
    if (group || !of)
        return group;
    const char **names = AJ_NEW_N(r->job->arena, const char *, r->list_len + 1);
    for (uint32_t i = 0; i < r->list_len; i++)
        names[i] = r->lists[i]->name;
    report_unknown(r, of, names, r->list_len, src_xml_at(node));
    return NULL;
}

void met_actions_read(struct met_result *r, const xmlNode *node)
{
    bool ambiguous;
    const char *name = met_attr(r, node, "name");
    struct met_actions *group = group_of(r, node, name);
    struct met_actions *list = list_new(r, group ? group->name : name, src_xml_at(node));
    for (uint32_t i = 0; group && i < group->len; i++)
        list_add(r, list, group->items[i]);
    list->table = group ? group->table : NULL;
    for (const xmlNode *child = node->children; child; child = child->next)
        if (src_xml_is(child, "action"))
            read_action(r, list, group, child);
    if (!group && !src_xml_child(node, "action"))
        (void)met_need(r, node, "of"); /* neither a table's actions nor any of its own */
    AJ_PUSH(r->job->arena, r->actions, r->action_len, r->action_cap, list);
    if (!name || (group && !strcmp(mdl_fold(r->job->arena, name), mdl_fold(r->job->arena, group->name))))
        return;
    list->name = name;
    if (met_subject_peek(r, name, &ambiguous).kind || ambiguous)
        aj_diag_add(r->job->diags, AJ_E0342, list->at, name, NULL);
    else
        met_names_add_actions(r, list);
}

void met_actions_name(struct met_result *r)
{
    bool ambiguous;
    if (!r->all)
        return;
    if (!met_subject_peek(r, r->all->name, &ambiguous).kind && !ambiguous)
        met_names_add_actions(r, r->all);
    for (uint32_t i = 0; i < r->all->len; i++) {
        struct met_action *action = r->all->items[i];
        const char *name = met_action_says(action, MDL_ACTION_NAME);
        if (!*name || met_subject_peek(r, name, &ambiguous).kind || ambiguous)
            continue;
        struct met_actions *one = list_new(r, name, action->is.at);
        one->single = true;
        list_add(r, one, action);
        met_names_add_actions(r, one);
    }
}

const struct met_actions *met_actions_at(const struct met_result *r, aj_at at)
{
    uint32_t low = 0, high = r->action_len; /* they were read in the order of their places */
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (r->actions[middle]->at < at)
            low = middle + 1;
        else
            high = middle;
    }
    return low < r->action_len && r->actions[low]->at == at ? r->actions[low] : NULL;
}
