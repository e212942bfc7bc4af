/* Targets, their limits and verdicts; claims and conditions. */
#include "metric/prose.h"

#include <string.h>

static void add_target(struct met_result *r, const xmlNode *node, const char *name, const char *goal)
{
    struct met_target *target = AJ_NEW(r->job->arena, struct met_target);
    target->at = src_xml_at(node);
    target->name = name;
    target->goal = goal;
    target->node = node;
    bool ambiguous;
    if (met_subject_peek(r, target->name, &ambiguous).kind || ambiguous) {
        aj_diag_add(r->job->diags, AJ_E0342, target->at, target->name, NULL);
        return;
    }
    AJ_PUSH(r->job->arena, r->targets, r->target_len, r->target_cap, target);
    met_names_add_target(r, target);
}

/* every="mål": one for each goal that has indicators, "Mål 1", "Mål 2" ... */
void met_target_read(struct met_result *r, const xmlNode *node)
{
    const char *that = met_need(r, node, "that"), *name = met_attr(r, node, "name");
    name = name ? name : that ? that : "";
    if (!met_attr(r, node, "every")) {
        add_target(r, node, name, NULL);
        return;
    }
    for (uint32_t i = 0; i < r->model->goal_len; i++) {
        const char *no = r->model->goals[i].no;
        if (met_goal_table(r, no))
            add_target(r, node, aj_printf(r->job->arena, "%s %s", name, no), no);
    }
}

static void parse_target(struct met_result *r, struct met_target *target, int weighed)
{
    const char *that = met_attr(r, target->node, "that"), *outer = r->goal;
    if (!that || met_weighs(that) != weighed)
        return;
    r->goal = target->goal;
    target->valid = met_that_parse(r, that, target->at, &target->that);
    r->goal = outer;
    enum met_that_kind kind = target->that.kind;
    if (target->valid && (kind == MET_TARGET_MET || kind == MET_LACKS || kind == MET_SUMS)) {
        aj_diag_add(r->job->diags, AJ_E0336, target->at, target->that.text, "target", NULL);
        target->valid = false;
    }
    if (target->valid)
        met_steps_of_target(r, target->node, &target->that);
}

/* Those that weigh others come last: they may stand before them. */
void met_targets_parse(struct met_result *r)
{
    for (int weighed = 0; weighed < 3; weighed++)
        for (uint32_t i = 0; i < r->target_len; i++)
            parse_target(r, r->targets[i], weighed);
}

static const struct met_target *target_at(const struct met_result *r, aj_at at)
{
    for (uint32_t i = 0; i < r->target_len; i++)
        if (r->targets[i]->at == at)
            return r->targets[i];
    return NULL;
}

void met_bind_target(struct met_result *r, const xmlNode *node, xmlNodePtr out, uint32_t depth)
{
    met_anchor_at(r, node, out);
    met_bind_children(r, node, out, depth);
}

void met_bind_limit(struct met_result *r, const xmlNode *node, xmlNodePtr out, uint32_t depth)
{
    (void)depth;
    const xmlNode *up = node->parent;
    while (up && up->type == XML_ELEMENT_NODE && strcmp((const char *)up->name, "target") != 0)
        up = up->parent;
    const struct met_target *target =
        up && up->type == XML_ELEMENT_NODE ? target_at(r, src_xml_at(up)) : NULL;
    if (!target)
        aj_diag_add(r->job->diags, AJ_E0343, src_xml_at(node), NULL);
    if (!target || !target->valid || !target->that.limit_text) {
        if (target && target->valid)
            aj_diag_add(r->job->diags, AJ_E0344, src_xml_at(node), target->that.text, NULL);
        met_add_open(r, out, node, "limit", target ? target->name : "limit");
        return;
    }
    xmlNodePtr bound = met_add(r, out, "bound", node);
    met_set(bound, "kind", "limit");
    met_set(bound, "of", target->name);
    if (target->that.kind == MET_COMPARE && !target->that.right.kind)
        met_set_exact(r, bound, target->that.limit, &target->that.unit);
    met_add_text(bound, target->that.limit_text);
}

static void put_verdict(struct met_result *r, const xmlNode *node, xmlNodePtr out,
                        const struct met_subject *subject, const struct mdl_period *periods, uint32_t count,
                        const struct met_saying *saying)
{
    struct aj_arena *arena = r->job->arena;
    struct met_judgement *judgements = AJ_NEW_N(arena, struct met_judgement, count);
    struct met_that reach = {.kind = MET_REACHES, .left = *subject, .text = subject->name};
    aj_at at = src_xml_at(node);
    for (uint32_t i = 0; i < count; i++) {
        judgements[i] = subject->kind == MET_TARGET ? *met_judge_target(r, subject->target, periods[i], at)
                                                    : met_judge(r, &reach, periods[i], at);
        if (judgements[i].outcome == MET_NO && subject->kind != MET_TARGET)
            judgements[i].outcome = met_step_of(r, &reach, &judgements[i]);
        /* What a faulty source would have held was told there. */
        bool lacking = judgements[i].left.state == MET_LACKING || judgements[i].right.state == MET_LACKING;
        if (judgements[i].outcome == MET_UNDECIDED && judgements[i].left.state != MET_FAULT &&
            !(lacking && r->model->faulty))
            met_add_lack(r, AJ_W0345, at, subject->name, periods[i],
                         judgements[i].reason ? judgements[i].reason : "");
        if (!judgements[i].scenario)
            judgements[i].scenario = met_year_scenario(r, periods[i].year);
    }
    xmlNodePtr bound = met_add(r, out, "bound", node);
    met_set(bound, "kind", "verdict");
    met_set(bound, "of", subject->name);
    met_set(bound, "period", met_periods_text(arena, periods, count));
    met_add_text(bound, met_verdict_words(arena, judgements, count, saying));
}

/* How the verdict is to be said; false after a finding. */
static bool read_saying(struct met_result *r, const xmlNode *node, const struct met_subject *subject,
                        struct met_saying *saying)
{
    static const char *const names[] = {"har", "imperfekt", "presens", "kort"};
    const char *form = met_attr(r, node, "form");
    *saying = (struct met_saying){.indicator = subject->kind != MET_TARGET,
                                  .four = r->steps_of_verdicts == 4,
                                  .subject = met_own_words(r, node)};
    if (subject->kind == MET_TARGET && subject->target->that.kind == MET_WEIGHED)
        saying->four = false;
    for (size_t i = 0; form && i < sizeof names / sizeof *names; i++) {
        if (strcmp(names[i], form) != 0)
            continue;
        saying->form = (enum met_verdict_form)i;
        return true;
    }
    if (form)
        aj_diag_add(r->job->diags, AJ_E0216, src_xml_at(node), "form", form, "har, imperfekt, presens, kort",
                    NULL);
    return !form;
}

/* show="antal": how many of the targets that are weighed together are met. */
static bool put_weighed(struct met_result *r, const xmlNode *node, xmlNodePtr out,
                        const struct met_subject *subject, const struct mdl_period *periods, uint32_t count,
                        const char *show)
{
    aj_at at = src_xml_at(node);
    bool weighed = subject->kind == MET_TARGET && subject->target->that.kind == MET_WEIGHED;
    if (!weighed || strcmp(show, "antal") != 0) {
        aj_diag_add(r->job->diags, AJ_E0341, at, subject->name, show, weighed ? "antal" : "-", NULL);
        return false;
    }
    if (count != 1) {
        aj_diag_add(r->job->diags, AJ_E0340, at, subject->name,
                    met_periods_text(r->job->arena, periods, count), NULL);
        return false;
    }
    (void)met_judge_target(r, subject->target, periods[0], at);
    met_weigh_report(r, &subject->target->that, periods[0], at);
    xmlNodePtr bound = met_add_bound(r, out, node, "verdict", subject->name,
                                     met_weigh_text(r, &subject->target->that, periods[0], at));
    met_set(bound, "period", mdl_period_text(r->job->arena, periods[0]));
    return true;
}

void met_bind_verdict(struct met_result *r, const xmlNode *node, xmlNodePtr out, uint32_t depth)
{
    (void)depth;
    aj_at at = src_xml_at(node);
    const char *of = met_need(r, node, "of");
    struct met_subject subject = of ? met_subject_find(r, of, at) : (struct met_subject){0};
    bool apt = subject.kind == MET_TARGET || subject.kind == MET_SERIES;
    if (subject.kind && !apt)
        aj_diag_add(r->job->diags, AJ_E0346, at, of, NULL);
    struct mdl_period *periods;
    uint32_t count;
    bool span;
    const struct met_subject *figure =
        apt && subject.kind == MET_TARGET ? &subject.target->that.left : &subject;
    bool valid = apt && (subject.kind != MET_TARGET || subject.target->valid);
    if (!valid || !met_read_periods(r, met_attr(r, node, "period"), figure, at, &periods, &count, &span)) {
        met_add_open(r, out, node, "verdict", of);
        return;
    }
    const char *show = met_attr(r, node, "show");
    struct met_saying saying;
    if (show ? !put_weighed(r, node, out, &subject, periods, count, show)
             : !read_saying(r, node, &subject, &saying))
        met_add_open(r, out, node, "verdict", of);
    else if (!show)
        put_verdict(r, node, out, &subject, periods, count, &saying);
}

static void hold(struct met_result *r, const char *text)
{
    struct met_held held = {text, r->job->diags->len};
    AJ_PUSH(r->job->arena, r->held, r->held_len, r->held_cap, held);
}

/* The author's words stay whatever comes of it: a claim that is not true stops the document, not the words.
 */
void met_bind_claim(struct met_result *r, const xmlNode *node, xmlNodePtr out, uint32_t depth)
{
    aj_at at = src_xml_at(node);
    const char *text = met_need(r, node, "that"), *shown, *why;
    struct met_that that;
    met_anchor_at(r, node, out);
    if (text && met_that_parse(r, text, at, &that)) {
        enum met_outcome outcome = met_holds(r, &that, met_attr(r, node, "period"), at, &shown, &why);
        if (outcome == MET_YES)
            hold(r, aj_printf(r->job->arena, "%s %s", that.text, shown));
        else if (outcome == MET_NO)
            aj_diag_add(r->job->diags, AJ_E0312, at, that.text, shown, why, NULL);
        else if (*why)
            aj_diag_add(r->job->diags, AJ_E0317, at, that.text, shown, why, NULL);
    }
    met_bind_children(r, node, out, depth);
}

void met_bind_if(struct met_result *r, const xmlNode *node, xmlNodePtr out, uint32_t depth)
{
    aj_at at = src_xml_at(node);
    const char *text = met_need(r, node, "that"), *shown, *why;
    struct met_that that;
    met_anchor_at(r, node, out);
    if (!text || !met_that_parse(r, text, at, &that))
        return;
    enum met_outcome outcome = met_holds(r, &that, met_attr(r, node, "period"), at, &shown, &why);
    if (outcome == MET_YES)
        met_bind_children(r, node, out, depth);
    else if (outcome == MET_UNDECIDED && *why)
        aj_diag_add(r->job->diags, AJ_E0317, at, that.text, shown, why, NULL);
}
