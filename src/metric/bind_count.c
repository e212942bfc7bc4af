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

/* What is asked of a verdict: its step, or whether there is an outcome at all. */
struct wanted {
    enum met_outcome outcome;
    int measured; /* 1 what is measured, -1 what is not, 0: the step is asked for */
};

/* The verdict that words name: "uppfyllda", "ej uppfyllt", "ej mätta"; false if none. */
static bool wanted_of(struct aj_arena *arena, const char *status, struct wanted *out)
{
    const char *folded = mdl_fold(arena, status);
    *out = (struct wanted){.measured = !strcmp(folded, "ej mätta") || !strcmp(folded, "ej mätt") ? -1
                                       : !strcmp(folded, "mätta") || !strcmp(folded, "mätt")     ? 1
                                                                                                 : 0};
    for (enum met_outcome o = MET_YES; o < MET_OUTCOMES && !out->measured; o++)
        for (int form = 0; form < 4; form++) {
            out->outcome = o;
            if (!strcmp(folded, met_outcome_word(o, form / 2, form % 2)))
                return true;
        }
    return out->measured;
}

static bool is_unmeasured(const struct met_judgement *judgement)
{
    return judgement->unmeasured || judgement->left.state == MET_MISSING;
}

static bool is_wanted(const struct wanted *wanted, const struct met_judgement *judgement)
{
    if (wanted->measured)
        return is_unmeasured(judgement) == (wanted->measured < 0);
    return judgement->outcome == wanted->outcome;
}

/* Targets or indicators with the names that they are listed by; with a status only those so judged. */
static bool collect_judged(struct met_result *r, const xmlNode *node, const struct met_that *weighed,
                           const char *const *names, struct items *items)
{
    const char *status = met_attr(r, node, "status"), *when = met_attr(r, node, "period");
    aj_at at = src_xml_at(node);
    struct wanted wanted = {MET_YES, 0};
    struct mdl_period *periods = NULL;
    uint32_t count, judged = 0;
    bool span;
    if (status && !wanted_of(r->job->arena, status, &wanted)) {
        aj_diag_add(r->job->diags, AJ_E0383, at, status, NULL);
        return false;
    }
    if (status && (!met_read_periods(r, when, &weighed->left, at, &periods, &count, &span) || count != 1)) {
        aj_diag_add(r->job->diags, AJ_E0384, at, status, NULL);
        return false;
    }
    for (uint32_t i = 0; i < weighed->target_len; i++) {
        const struct met_judgement *judgement =
            status && weighed->targets[i]->valid ? met_weigh_one(r, weighed, i, periods[0], at) : NULL;
        judged += judgement && (judgement->outcome != MET_UNDECIDED || is_unmeasured(judgement));
        if (!status || (judgement && is_wanted(&wanted, judgement)))
            AJ_PUSH(r->job->arena, items->names, items->len, items->cap, names[i]);
    }
    if (status && judged && wanted.outcome != MET_UNDECIDED)
        met_weigh_report(r, weighed, periods[0], at);
    if (!status || judged || !weighed->target_len || wanted.outcome == MET_UNDECIDED)
        return true;
    if (!r->model->faulty)
        aj_diag_add(r->job->diags, AJ_E0386, at, items->many, mdl_period_text(r->job->arena, periods[0]),
                    NULL);
    return false;
}

/* Targets that are weighed together, or "målen": all that weigh no others; or the indicators of a goal. */
static bool collect_targets(struct met_result *r, const xmlNode *node, const struct met_that *weighed,
                            struct items *items)
{
    const char **names = AJ_NEW_N(r->job->arena, const char *, weighed->target_len + 1);
    for (uint32_t i = 0; i < weighed->target_len; i++)
        names[i] = weighed->targets[i]->name;
    *items = (struct items){.one = "mål", .many = "mål", .genus = MDL_NEUTRUM};
    if (weighed->indicators)
        *items = (struct items){.one = "indikator", .many = "indikatorer", .genus = MDL_UTRUM};
    return collect_judged(r, node, weighed, names, items);
}

static bool collect_indicators(struct met_result *r, const xmlNode *node, struct items *items)
{
    struct met_that weighed = {.kind = MET_WEIGHED};
    const char *no = met_attr(r, node, "goal");
    const struct mdl_goal *goal = no ? met_goal_asked(r, no, src_xml_at(node)) : NULL;
    if (no && !goal)
        return false;
    *items = (struct items){.one = "indikator", .many = "indikatorer", .genus = MDL_UTRUM};
    if (met_weigh_indicators(r, goal ? goal->no : r->goal, src_xml_at(node), &weighed))
        weighed.left = weighed.targets[0]->that.left;
    return collect_targets(r, node, &weighed, items);
}

/* The prioritised goals; with a status each is judged by the target that is declared for it. */
static bool collect_goals(struct met_result *r, const xmlNode *node, struct items *items)
{
    struct met_that weighed = {.kind = MET_WEIGHED};
    struct aj_arena *arena = r->job->arena;
    uint32_t cap = 0;
    const char **names = AJ_NEW_N(arena, const char *, r->model->goal_len + 1);
    *items = (struct items){.one = "mål", .many = "mål", .genus = MDL_NEUTRUM};
    if (!met_attr(r, node, "status")) {
        for (uint32_t g = 0; g < r->model->goal_len; g++)
            add_item(r, items, r->model->goals[g].title);
        return true;
    }
    for (uint32_t g = 0; g < r->model->goal_len; g++) {
        const struct mdl_goal *goal = &r->model->goals[g];
        struct met_target *target = met_target_of_goal(r, goal->no);
        if (!target) {
            aj_diag_add(r->job->diags, AJ_E0245, src_xml_at(node), goal->no, NULL);
            return false;
        }
        names[weighed.target_len] = goal->title;
        AJ_PUSH(arena, weighed.targets, weighed.target_len, cap, target);
    }
    if (weighed.target_len)
        weighed.left = weighed.targets[0]->that.left;
    return collect_judged(r, node, &weighed, names, items);
}

static void collect_focus(struct met_result *r, struct items *items)
{
    *items = (struct items){.one = "fokusområde", .many = "fokusområden", .genus = MDL_NEUTRUM};
    for (uint32_t g = 0; g < r->model->goal_len; g++)
        add_item(r, items, r->model->goals[g].focus);
}

/* What `of` names by a word of its own, not by a name that the report gives; false if none. */
static bool is_countable(struct aj_arena *arena, const char *of, enum counted *out)
{
    const char *folded = mdl_fold(arena, of);
    for (size_t i = 0; i < sizeof countable / sizeof *countable; i++)
        if (!strcmp(countable[i].name, folded)) {
            *out = countable[i].what;
            return true;
        }
    return false;
}

/* What is judged for a period is only asked for one together with a verdict. */
static const char *verdict_filters(struct met_result *r, const xmlNode *node, bool goal)
{
    bool status = met_attr(r, node, "status") != NULL;
    return status ? goal ? "of status period goal" : "of status period"
           : goal ? "of status+period goal"
                  : "of status+period";
}

static bool collect_named(struct met_result *r, const xmlNode *node, const char *of, enum counted what,
                          struct items *items)
{
    const char *takes = what == FOCUS ? "of" : verdict_filters(r, node, what == INDICATORS);
    if (!met_takes_only(r, node, of, takes))
        return false;
    if (what == INDICATORS)
        return collect_indicators(r, node, items);
    if (what == GOALS)
        return collect_goals(r, node, items);
    collect_focus(r, items);
    return true;
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
        return met_takes_only(r, node, of, "of effect likelihood force goal") &&
               collect_trends(r, node, items);
    enum counted what;
    if (!subject.kind && is_countable(r->job->arena, of, &what))
        return collect_named(r, node, of, what, items);
    if (subject.kind == MET_TARGET && subject.target->that.kind == MET_WEIGHED && subject.target->valid)
        return met_takes_only(r, node, of, verdict_filters(r, node, false)) &&
               collect_targets(r, node, &subject.target->that, items);
    if (subject.kind != MET_ACTIONS) {
        if (subject.kind)
            aj_diag_add(r->job->diags, AJ_E0320, at, of, NULL);
        else
            (void)met_subject_find(r, of, at);
        return false;
    }
    if (!met_takes_only(r, node, of, "of status") || (status && !met_status_known(r, status, at)))
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
    bool known = collect(r, node, &items);
    if (known && !items.len && !r->model->incomplete)
        aj_diag_add(r->job->diags, AJ_E0387, src_xml_at(node), of, NULL);
    if (!known || !items.len) {
        met_add_open(r, out, node, "list", of);
        return;
    }
    xmlNodePtr bound = met_add(r, out, "bound", node);
    met_set(bound, "kind", "list");
    met_set(bound, "of", of);
    met_add_text(bound, met_join(r->job->arena, items.names, items.len, "och"));
}
