/* Counts and lists of actions, goals and indicators in prose: "fem åtgärder", "a, b och c". */
#include "metric/prose.h"
#include "metric/trends.h"

#include <string.h>

/* The last character before `node`'s place that is no white space, 0 at the start of a block. */
static char last_before(const xmlNode *out)
{
    static const char *const inlines[] = {"em", "strong", "a", "abbr", "sub", "sup", "span"};
    const xmlNode *last = out->last;
    for (; out; last = out->prev, out = out->parent) {
        for (const xmlNode *node = last; node; node = node->prev) {
            xmlChar *content = xmlNodeGetContent(node);
            size_t n = strlen((const char *)content);
            while (n > 0 && strchr(" \t\r\n", content[n - 1]))
                n--;
            char found = n ? (char)content[n - 1] : '\0';
            xmlFree(content);
            if (found)
                return found;
        }
        bool is_inline = false;
        for (size_t i = 0; i < sizeof inlines / sizeof *inlines; i++)
            is_inline |= !strcmp(inlines[i], (const char *)out->name);
        if (!is_inline)
            break;
    }
    return '\0';
}

bool met_starts_sentence(const xmlNode *out)
{
    char last = last_before(out);
    return !last || strchr(".!?", last) != NULL;
}

/* What can be counted besides lists of actions. */
enum counted { ACTIONS, GOALS, INDICATORS, FOCUS };

static const struct {
    const char *name; /* folded */
    enum counted what;
} countable[] = {
    {"mål", GOALS},
    {"prioriterade mål", GOALS},
    {"indikatorer", INDICATORS},
    {"styrande indikatorer", INDICATORS},
    {"fokusområden", FOCUS},
};

struct items {
    const char **names;
    uint32_t len, cap;
    const char *one, *many;
    enum mdl_genus genus;
};

static void add_item(struct met_result *r, struct items *items, const char *name)
{
    for (uint32_t i = 0; i < items->len; i++)
        if (!strcmp(items->names[i], name))
            return;
    AJ_PUSH(r->job->arena, items->names, items->len, items->cap, name);
}

static void collect_actions(struct met_result *r, const struct met_actions *actions, const char *status,
                            struct items *items)
{
    *items = (struct items){.one = "åtgärd", .many = "åtgärder", .genus = MDL_UTRUM};
    for (uint32_t i = 0; i < actions->len; i++)
        if (!status || met_status_is(r, actions->items[i]->is.says[MDL_ACTION_STATUS], status))
            AJ_PUSH(r->job->arena, items->names, items->len, items->cap,
                    met_action_says(actions->items[i], MDL_ACTION_NAME));
}

static void collect_indicators(struct met_result *r, struct items *items)
{
    *items = (struct items){.one = "indikator", .many = "indikatorer", .genus = MDL_UTRUM};
    for (uint32_t t = 0; t < r->model->table_len; t++) {
        const struct mdl_table *table = r->model->tables[t];
        for (uint32_t i = 0; table->kind == MDL_INDICATORS && i < table->series_len; i++) {
            const struct mdl_series *series = table->series[i];
            bool own = !r->goal || (series->goal && !strcmp(series->goal, r->goal));
            bool supporting = series->type && !strcmp(series->type, "stödjande");
            if (own && !supporting && !series->whole && series->role != MDL_GROUP)
                AJ_PUSH(r->job->arena, items->names, items->len, items->cap, series->name);
        }
    }
}

/* The outcome that a word of verdicts names: "uppfyllda", "ej uppfyllt"; false if none. */
static bool outcome_of(struct aj_arena *arena, const char *status, enum met_outcome *out)
{
    const char *folded = mdl_fold(arena, status);
    for (enum met_outcome o = MET_YES; o < MET_OUTCOMES; o++)
        for (int form = 0; form < 4; form++) {
            *out = o;
            if (!strcmp(folded, met_outcome_word(o, form / 2, form % 2)))
                return true;
        }
    return false;
}

/* Targets that are weighed together, or "målen": all that weigh no others; with a status those so judged. */
static bool collect_targets(struct met_result *r, const xmlNode *node, const struct met_that *weighed,
                            struct items *items)
{
    const char *status = met_attr(r, node, "status"), *when = met_attr(r, node, "period");
    aj_at at = src_xml_at(node);
    enum met_outcome wanted = MET_YES;
    struct mdl_period *periods;
    uint32_t count;
    bool span;
    *items = (struct items){.one = "mål", .many = "mål", .genus = MDL_NEUTRUM};
    if (status && !outcome_of(r->job->arena, status, &wanted)) {
        aj_diag_add(r->job->diags, AJ_E0383, at, status, NULL);
        return false;
    }
    if (status && (!met_read_periods(r, when, &weighed->left, at, &periods, &count, &span) || count != 1)) {
        aj_diag_add(r->job->diags, AJ_E0384, at, status, NULL);
        return false;
    }
    for (uint32_t i = 0; i < weighed->target_len; i++) {
        struct met_target *target = weighed->targets[i];
        bool counted =
            !status || (target->valid && met_judge_target(r, target, periods[0], at)->outcome == wanted);
        if (counted)
            AJ_PUSH(r->job->arena, items->names, items->len, items->cap, target->name);
    }
    return true;
}

static bool collect_named(struct met_result *r, const char *of, struct items *items)
{
    const char *folded = mdl_fold(r->job->arena, of);
    for (size_t i = 0; i < sizeof countable / sizeof *countable; i++) {
        if (strcmp(countable[i].name, folded) != 0)
            continue;
        if (countable[i].what == INDICATORS) {
            collect_indicators(r, items);
            return true;
        }
        bool goals = countable[i].what == GOALS;
        *items = (struct items){.one = goals ? "mål" : "fokusområde",
                                .many = goals ? "mål" : "fokusområden",
                                .genus = MDL_NEUTRUM};
        for (uint32_t g = 0; g < r->model->goal_len; g++)
            add_item(r, items, goals ? r->model->goals[g].title : r->model->goals[g].focus);
        return true;
    }
    return false;
}

static bool collect_trends(struct met_result *r, const xmlNode *node, struct items *items)
{
    *items = (struct items){.one = "trend", .many = "trender", .genus = MDL_UTRUM};
    bool chosen = met_trends_chosen(r, node, &items->names, &items->len);
    items->cap = items->len;
    return chosen;
}

static bool collect(struct met_result *r, const xmlNode *node, struct items *items)
{
    aj_at at = src_xml_at(node);
    const char *of = met_need(r, node, "of"), *status = met_attr(r, node, "status");
    bool ambiguous;
    if (!of)
        return false;
    struct met_subject subject = met_subject_peek(r, of, &ambiguous);
    if (!subject.kind && !strcmp(mdl_fold(r->job->arena, of), "trender"))
        return collect_trends(r, node, items);
    if (!subject.kind && collect_named(r, of, items))
        return true;
    if (subject.kind == MET_TARGET && subject.target->that.kind == MET_WEIGHED && subject.target->valid)
        return collect_targets(r, node, &subject.target->that, items);
    if (subject.kind != MET_ACTIONS) {
        if (subject.kind)
            aj_diag_add(r->job->diags, AJ_E0320, at, of, NULL);
        else
            (void)met_subject_find(r, of, at);
        return false;
    }
    if (status && !met_status_known(r, status, at))
        return false;
    collect_actions(r, subject.actions, status, items);
    return true;
}

void met_bind_count(struct met_result *r, const xmlNode *node, xmlNodePtr out, uint32_t depth)
{
    (void)depth;
    struct aj_arena *arena = r->job->arena;
    const char *of = met_attr(r, node, "of"), *status = met_attr(r, node, "status");
    struct items items;
    if (!collect(r, node, &items)) {
        met_add_open(r, out, node, "count", of);
        return;
    }
    const char *text = met_count_word(arena, items.len, items.genus);
    if (!items.len)
        text = items.genus == MDL_NEUTRUM ? "inget" : "ingen";
    if (!status)
        text = aj_printf(arena, "%s %s", text, items.len > 1 ? items.many : items.one);
    if (met_starts_sentence(out))
        text = met_capital(arena, text);
    xmlNodePtr bound = met_add(r, out, "bound", node);
    met_set(bound, "kind", "count");
    met_set(bound, "of", of);
    met_set(bound, "exact", aj_printf(arena, "%u", items.len));
    met_add_text(bound, text);
}

void met_bind_list(struct met_result *r, const xmlNode *node, xmlNodePtr out, uint32_t depth)
{
    (void)depth;
    const char *of = met_attr(r, node, "of");
    struct items items;
    if (!collect(r, node, &items) || !items.len) {
        met_add_open(r, out, node, "list", of);
        return;
    }
    xmlNodePtr bound = met_add(r, out, "bound", node);
    met_set(bound, "kind", "list");
    met_set(bound, "of", of);
    met_add_text(bound, met_join(r->job->arena, items.names, items.len, "och"));
}
