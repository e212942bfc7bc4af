/* What actions may save together: by status, term or whom; exactly, per year and once kept apart. */
#include "metric/prose.h"

#include "base/number.h"

#include <string.h>

const char *met_rhythm_unit(struct aj_arena *arena, const struct mdl_unit *unit, enum mdl_rhythm rhythm)
{
    static const char *const words[MDL_RHYTHMS] = {"", " per år", " engångs"};
    return aj_printf(arena, "%s%s", unit->name, words[rhythm]);
}

const char *met_amount_text(struct met_result *r, const struct mdl_amount *amount, enum mdl_rhythm rhythm,
                            bool prose)
{
    static const char *const words[MDL_RHYTHMS][2] = {
        {"", ""}, {" per år", " per år"}, {" engångs", " som engångsbelopp"}};
    struct aj_arena *arena = r->job->arena;
    const char *number = met_number_text(arena, amount->value, &amount->unit, amount->decimals);
    return aj_printf(arena, "%s%s", met_with_unit(arena, number, &amount->unit), words[rhythm][prose]);
}

/* The finer of two like units, and the decimals that lose nothing of either. */
static void join_units(struct aj_arena *arena, struct mdl_amount *sum, const struct mdl_amount *amount)
{
    struct mdl_unit finer = aj_rat_cmp(amount->unit.scale, sum->unit.scale) < 0 ? amount->unit : sum->unit;
    int a = met_decimals_in(arena, &sum->unit, &finer, sum->decimals);
    int b = met_decimals_in(arena, &amount->unit, &finer, amount->decimals);
    sum->unit = finer;
    sum->decimals = a > b ? a : b;
}

/* False after E0307 for amounts that cannot be added. */
static bool add_amounts(struct met_result *r, struct mdl_amounts *sum, const struct met_action **first,
                        const struct met_action *action)
{
    for (int i = 0; i < MDL_RHYTHMS; i++) {
        const struct mdl_amount *amount = &action->is.saving.of[i];
        struct mdl_amount *into = &sum->of[i];
        if (!amount->known)
            continue;
        if (*first) {
            const struct mdl_amount *other = NULL;
            for (int j = 0; j < MDL_RHYTHMS && !other; j++)
                other = (*first)->is.saving.of[j].known ? &(*first)->is.saving.of[j] : NULL;
            if (!mdl_unit_like(&other->unit, &amount->unit)) {
                aj_diag_add(r->job->diags, AJ_E0307, action->is.at, met_action_says(*first, MDL_ACTION_NAME),
                            other->unit.name, met_action_says(action, MDL_ACTION_NAME), amount->unit.name,
                            NULL);
                return false;
            }
        } else {
            *first = action;
        }
        if (!into->known) {
            *into = *amount;
            continue;
        }
        join_units(r->job->arena, into, amount);
        into->value = aj_rat_add(r->job->arena, into->value, amount->value);
    }
    return true;
}

static bool any_amount(const struct mdl_amounts *amounts)
{
    for (int i = 0; i < MDL_RHYTHMS; i++)
        if (amounts->of[i].known)
            return true;
    return false;
}

static const struct met_status *is_outside(const struct met_result *r, const struct met_action *action)
{
    const struct met_status *status = action->status >= 0 ? &r->states[action->status] : NULL;
    return status && status->outside ? status : NULL;
}

bool met_tally_actions(struct met_result *r, const struct met_actions *list, const char *status,
                       struct met_tally *out)
{
    const struct met_action *first = NULL;
    *out = (struct met_tally){0};
    for (uint32_t i = 0; i < list->len; i++) {
        const struct met_action *action = list->items[i];
        const char *own = action->is.says[MDL_ACTION_STATUS];
        if (status && !met_status_is(r, own, status))
            continue;
        bool outside = !status && is_outside(r, action);
        if (!add_amounts(r, outside ? &out->outside : &out->sum, &first, action))
            return false;
        if (outside)
            out->outside_count++;
        else
            out->count++;
        out->lacking += !outside && !any_amount(&action->is.saving);
    }
    return true;
}

static const char *amounts_text(struct met_result *r, const struct mdl_amounts *amounts)
{
    const char *texts[MDL_RHYTHMS];
    uint32_t count = 0;
    for (int i = 0; i < MDL_RHYTHMS; i++)
        if (amounts->of[i].known)
            texts[count++] = met_amount_text(r, &amounts->of[i], (enum mdl_rhythm)i, true);
    return met_join(r->job->arena, texts, count, "och");
}

static const char *counted(struct aj_arena *arena, uint32_t count)
{
    return aj_printf(arena, "%s %s", met_count_word(arena, count, MDL_UTRUM),
                     count == 1 ? "åtgärd" : "åtgärder");
}

/* Of those outside: "en åtgärd som inte går att genomföra och två åtgärder som har avbrutits". */
static const char *outside_text(struct met_result *r, const struct met_actions *list, bool amounts)
{
    struct aj_arena *arena = r->job->arena;
    const char **texts = AJ_NEW_N(arena, const char *, r->state_len + 1);
    uint32_t shown = 0;
    for (uint32_t s = 0; s < r->state_len; s++) {
        struct met_actions these = {.name = list->name};
        if (!r->states[s].outside)
            continue;
        for (uint32_t i = 0; i < list->len; i++)
            if (list->items[i]->status == (int)s)
                AJ_PUSH(arena, these.items, these.len, these.cap, list->items[i]);
        struct met_tally tally;
        if (!these.len || !met_tally_actions(r, &these, r->states[s].name, &tally))
            continue;
        bool known = any_amount(&tally.sum);
        const char *who = aj_printf(arena, "%s %s", counted(arena, these.len), r->states[s].said);
        texts[shown++] =
            amounts && known ? aj_printf(arena, "%s för %s", amounts_text(r, &tally.sum), who) : who;
    }
    return met_join(arena, texts, shown, "och");
}

static const char *exclusive_text(struct met_result *r, const struct met_actions *list)
{
    return aj_printf(r->job->arena, "exklusive %s", outside_text(r, list, true));
}

static const char *lacking_text(struct met_result *r, uint32_t count)
{
    struct aj_arena *arena = r->job->arena;
    return count ? aj_printf(arena, "%s saknar belopp", counted(arena, count)) : "ingen åtgärd saknar belopp";
}

/* ---- the table ---- */

struct group {
    const char *name;
    int order; /* of a status, as it is declared; else as they come */
    struct met_actions list;
};

/* After those that are declared come those that are not, and last those that say nothing. */
enum { UNDECLARED = 1000, SILENT = 1001 };

struct groups {
    struct group **items;
    uint32_t len, cap;
    struct aj_map names; /* folded */
};

static const char *group_name(const struct met_result *r, const struct met_action *action,
                              enum mdl_action_field by, int *order)
{
    *order = 0;
    const char *text = met_action_says(action, by);
    const struct mdl_goal *goal = by == MDL_ACTION_GOAL ? mdl_goal_find(r->model, text) : NULL;
    if (goal)
        return aj_printf(r->job->arena, "%s. %s", goal->no, goal->title);
    if (by != MDL_ACTION_STATUS || action->status < 0)
        return text;
    *order = action->status;
    return r->states[action->status].name;
}

static void add_to_group(struct met_result *r, struct groups *groups, struct met_action *action,
                         enum mdl_action_field by)
{
    struct aj_arena *arena = r->job->arena;
    int order;
    const char *name = group_name(r, action, by, &order), *folded = mdl_fold(arena, name);
    struct group *group = aj_map_find(&groups->names, folded);
    if (!group) {
        bool undeclared = by == MDL_ACTION_STATUS && action->status < 0;
        group = AJ_NEW(arena, struct group);
        *group = (struct group){name, *name ? undeclared ? UNDECLARED : order : SILENT, {.name = name}};
        aj_map_put(&groups->names, folded, group);
        AJ_PUSH(arena, groups->items, groups->len, groups->cap, group);
    }
    AJ_PUSH(arena, group->list.items, group->list.len, group->list.cap, action);
}

/* Statuses as they are declared, all else as it comes: insertion, for the groups mostly come in order. */
static void sort_groups(struct groups *groups)
{
    bool sorted = true;
    for (uint32_t i = 1; i < groups->len; i++)
        sorted &= groups->items[i - 1]->order <= groups->items[i]->order;
    for (uint32_t i = 1; i < groups->len && !sorted; i++) {
        struct group *group = groups->items[i];
        uint32_t at = i;
        for (; at > 0 && groups->items[at - 1]->order > group->order; at--)
            groups->items[at] = groups->items[at - 1];
        groups->items[at] = group;
    }
}

static const struct {
    const char *word, *heading,
        *none; /* in `by`; of headings.c: the column's, and what those without it stand under */
    enum mdl_action_field field;
} ways[] = {
    {"läge", "totals-status", "totals-status-none", MDL_ACTION_STATUS},
    {"sikt", "totals-term", "totals-term-none", MDL_ACTION_TERM},
    {"ansvar", "totals-responsible", "totals-responsible-none", MDL_ACTION_RESPONSIBLE},
    {"mål", "totals-goal", "totals-goal-none", MDL_ACTION_GOAL},
};

enum { WAYS = sizeof ways / sizeof *ways };

static const char *const basis_headings[MDL_RHYTHMS] = {"totals-whole", "totals-yearly", "totals-once"};

/* The look of a column of amounts: that of the sum of all. */
struct totals {
    struct met_result *r;
    struct met_tally all;
    xmlNodePtr table;
    const struct met_actions *list;
    size_t way;
    bool lacking;
};

static void put_count(struct met_result *r, xmlNodePtr row, uint32_t count)
{
    xmlNodePtr cell = xmlNewChild(row, NULL, BAD_CAST "cell", NULL);
    met_set(cell, "exact", aj_printf(r->job->arena, "%u", count));
    met_add_text(cell, aj_number_format(r->job->arena, aj_rat_int(r->job->arena, count), 0));
}

static void put_totals_row(struct totals *totals, const char *role, const char *label,
                           const struct met_tally *tally)
{
    struct met_result *r = totals->r;
    struct aj_arena *arena = r->job->arena;
    xmlNodePtr row = met_table_row(totals->table, role, 0);
    met_table_label(row, label, 0);
    put_count(r, row, tally->count);
    for (int i = 0; i < MDL_RHYTHMS; i++) {
        const struct mdl_amount *look = &totals->all.sum.of[i], *amount = &tally->sum.of[i];
        if (!look->known)
            continue;
        struct aj_rat value = amount->known ? amount->value : aj_rat_int(arena, 0);
        xmlNodePtr cell = xmlNewChild(row, NULL, BAD_CAST "cell", NULL);
        met_set(cell, "exact", aj_rat_text(arena, aj_rat_div(arena, value, look->unit.scale)));
        met_set(cell, "unit", met_rhythm_unit(arena, &look->unit, (enum mdl_rhythm)i));
        met_add_text(cell, met_number_text(arena, value, &look->unit, look->decimals));
        met_record(r, aj_printf(arena, "%s, %s", totals->list->name, label),
                   met_heading(r, basis_headings[i]), look->unit.name,
                   met_number_text(arena, value, &look->unit, look->decimals),
                   aj_rat_div(arena, value, look->unit.scale));
    }
    if (totals->lacking)
        put_count(r, row, tally->lacking);
}

static void put_columns(struct totals *totals)
{
    struct aj_arena *arena = totals->r->job->arena;
    const char *own = totals->list->table ? totals->list->table->headings[ways[totals->way].field] : NULL;
    met_table_column(totals->table, "label", own ? own : met_heading(totals->r, ways[totals->way].heading));
    met_table_column(totals->table, "figure", met_heading(totals->r, "totals-count"));
    for (int i = 0; i < MDL_RHYTHMS; i++)
        if (totals->all.sum.of[i].known)
            met_table_column(totals->table, "figure",
                             aj_printf(arena, "%s, %s", met_heading(totals->r, basis_headings[i]),
                                       totals->all.sum.of[i].unit.name));
    if (totals->lacking)
        met_table_column(totals->table, "figure", met_heading(totals->r, "totals-lacking"));
}

/* What the sums leave out, and what they cannot hold, in one note below the table. */
static void put_totals_note(struct totals *totals, const struct met_actions *list)
{
    struct met_result *r = totals->r;
    struct aj_arena *arena = r->job->arena;
    const char *text = "";
    if (totals->all.outside_count)
        text = aj_printf(arena, "%s.", met_capital(arena, exclusive_text(r, list)));
    if (totals->lacking)
        text = aj_printf(arena, "%s%s%s och ingår bara i antalet.", text, *text ? " " : "",
                         met_capital(arena, lacking_text(r, totals->all.lacking)));
    if (*text)
        met_add_text(xmlNewChild(totals->table, NULL, BAD_CAST "note", NULL), text);
}

/* The list that the element names; NULL after a finding. */
static struct met_actions *list_of(struct met_result *r, const xmlNode *node)
{
    const char *of = met_need(r, node, "of");
    struct met_subject subject = of ? met_subject_find(r, of, src_xml_at(node)) : (struct met_subject){0};
    if (subject.kind == MET_ACTIONS)
        return subject.actions;
    if (subject.kind)
        aj_diag_add(r->job->diags, AJ_E0320, src_xml_at(node), of, NULL);
    return NULL;
}

void met_bind_totals(struct met_result *r, const xmlNode *node, xmlNodePtr out, uint32_t depth)
{
    struct met_actions *list = list_of(r, node);
    const char *by = met_attr(r, node, "by");
    struct totals totals = {.r = r};
    struct groups groups = {.names = AJ_MAP_INIT(r->job->arena)};
    while (by && totals.way < WAYS - 1 && strcmp(ways[totals.way].word, by) != 0)
        totals.way++;
    if (!list || !met_tally_actions(r, list, NULL, &totals.all)) {
        met_anchor_at(r, node, out);
        return;
    }
    list->outside_said = true;
    totals.list = list;
    totals.lacking = totals.all.lacking && any_amount(&totals.all.sum);
    for (uint32_t i = 0; i < list->len; i++)
        if (!is_outside(r, list->items[i]))
            add_to_group(r, &groups, list->items[i], ways[totals.way].field);
    sort_groups(&groups);
    totals.table = met_table_new(r, out, node, "totals");
    met_set(totals.table, "of", list->name);
    met_table_caption(r, node, totals.table, NULL, depth);
    put_columns(&totals);
    for (uint32_t i = 0; i < groups.len; i++) {
        struct met_tally tally;
        const char *name =
            *groups.items[i]->name ? groups.items[i]->name : met_heading(r, ways[totals.way].none);
        if (met_tally_actions(r, &groups.items[i]->list, NULL, &tally))
            put_totals_row(&totals, "item", met_capital(r->job->arena, name), &tally);
    }
    put_totals_row(&totals, "total", met_heading(r, "sum"), &totals.all);
    put_totals_note(&totals, list);
}

/* ---- in prose ---- */

/* One exact value, or one for each rhythm, parted by spaces. */
static void set_exacts(struct met_result *r, xmlNodePtr bound, const struct mdl_amounts *amounts)
{
    struct aj_arena *arena = r->job->arena;
    const char *exacts = "", *units = "";
    for (int i = 0; i < MDL_RHYTHMS; i++) {
        const struct mdl_amount *amount = &amounts->of[i];
        if (!amount->known)
            continue;
        const char *blank = *exacts ? " " : "";
        exacts = aj_printf(arena, "%s%s%s", exacts, blank,
                           aj_rat_text(arena, aj_rat_div(arena, amount->value, amount->unit.scale)));
        units = aj_printf(arena, "%s%s%s", units, *blank ? ", " : "",
                          met_rhythm_unit(arena, &amount->unit, (enum mdl_rhythm)i));
    }
    met_set(bound, "exact", exacts);
    met_set(bound, "unit", units);
}

static bool put_amounts(struct met_result *r, const xmlNode *node, xmlNodePtr out, const char *name,
                        struct mdl_amounts amounts)
{
    for (int i = 0; i < MDL_RHYTHMS; i++) {
        struct mdl_amount *amount = &amounts.of[i];
        if (!amount->known)
            continue;
        if (!met_read_look(r, node, name, &amount->unit, &amount->decimals))
            return false;
        met_record(r, name, "", met_rhythm_unit(r->job->arena, &amount->unit, (enum mdl_rhythm)i),
                   met_number_text(r->job->arena, amount->value, &amount->unit, amount->decimals),
                   aj_rat_div(r->job->arena, amount->value, amount->unit.scale));
    }
    set_exacts(r, met_add_bound(r, out, node, "value", name, amounts_text(r, &amounts)), &amounts);
    return true;
}

bool met_put_action(struct met_result *r, const xmlNode *node, xmlNodePtr out, const struct met_actions *one)
{
    const struct met_action *action = one->items[0];
    const struct mdl_amounts *amounts =
        any_amount(&action->is.extent) ? &action->is.extent : &action->is.saving;
    if (any_amount(amounts))
        return put_amounts(r, node, out, one->name, *amounts);
    aj_diag_add(r->job->diags, AJ_E0304, src_xml_at(node), one->name, "", "-", NULL);
    return false;
}

bool met_put_action_sum(struct met_result *r, const xmlNode *node, xmlNodePtr out, struct met_actions *list)
{
    const char *status = met_attr(r, node, "status");
    aj_at at = src_xml_at(node);
    struct met_tally tally;
    if ((status && !met_status_known(r, status, at)) || !met_tally_actions(r, list, status, &tally))
        return false;
    if (!any_amount(&tally.sum)) {
        aj_diag_add(r->job->diags, AJ_E0304, at, list->name, "", "-", NULL);
        return false;
    }
    if (tally.outside_count && !list->summed)
        list->summed = at;
    return put_amounts(r, node, out, list->name, tally.sum);
}

bool met_put_action_words(struct met_result *r, const xmlNode *node, xmlNodePtr out, struct met_actions *list,
                          bool outside)
{
    struct met_tally tally;
    if (!met_tally_actions(r, list, NULL, &tally))
        return false;
    if (outside && !tally.outside_count) {
        aj_diag_add(r->job->diags, AJ_E0341, src_xml_at(node), list->name, "outside", "sum, lacking", NULL);
        return false;
    }
    list->outside_said |= outside;
    const char *text = outside ? exclusive_text(r, list) : lacking_text(r, tally.lacking);
    if (met_starts_sentence(out))
        text = met_capital(r->job->arena, text);
    xmlNodePtr bound = met_add_bound(r, out, node, "value", list->name, text);
    if (outside && any_amount(&tally.outside))
        set_exacts(r, bound, &tally.outside);
    else
        met_set(bound, "exact",
                aj_printf(r->job->arena, "%u", outside ? tally.outside_count : tally.lacking));
    return true;
}

static void check_list(struct met_result *r, const struct met_actions *list)
{
    if (list->summed && !list->outside_said)
        aj_diag_add(r->job->diags, AJ_W0369, list->summed, list->name, outside_text(r, list, true), NULL);
}

void met_check_sums(struct met_result *r)
{
    for (uint32_t i = 0; i < r->list_len; i++)
        check_list(r, r->lists[i]);
    for (uint32_t i = 0; i < r->action_len; i++)
        check_list(r, r->actions[i]);
    if (r->all)
        check_list(r, r->all);
}
