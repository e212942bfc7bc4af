/* How a figure has changed, in words: trend. */
#include "metric/prose.h"

#include <string.h>

xmlNodePtr met_add_bound(struct met_result *r, xmlNodePtr out, const xmlNode *node, const char *kind,
                         const char *of, const char *text)
{
    xmlNodePtr bound = met_add(r, out, "bound", node);
    met_set(bound, "kind", kind);
    if (of)
        met_set(bound, "of", of);
    met_add_text(bound, text);
    return bound;
}

const char *met_own_words(struct met_result *r, const xmlNode *node)
{
    xmlChar *content = xmlNodeGetContent(node);
    char *text = aj_strdup(r->job->arena, (const char *)content), *end = text;
    xmlFree(content);
    bool space = false;
    for (const char *p = text; *p; p++) {
        bool is_space = strchr(" \t\r\n", *p) != NULL;
        if (!is_space && space && end > text)
            *end++ = ' ';
        if (!is_space)
            *end++ = *p;
        space = is_space;
    }
    *end = '\0';
    return *text ? text : NULL;
}

static bool read_form(struct met_result *r, const xmlNode *node, enum met_form *form)
{
    static const char *const names[] = {"", "har", "imperfekt", "presens", "väntas", "är"};
    const char *text = met_attr(r, node, "form");
    *form = MET_FORM_AUTO;
    if (!text)
        return true;
    for (size_t i = 1; i < sizeof names / sizeof *names; i++) {
        if (strcmp(names[i], text) != 0)
            continue;
        *form = (enum met_form)i;
        return true;
    }
    aj_diag_add(r->job->diags, AJ_E0216, src_xml_at(node), "form", text,
                "har, imperfekt, presens, väntas, är", NULL);
    return false;
}

static bool one_period(struct met_result *r, const xmlNode *node, const char *attribute,
                       const struct met_subject *subject, struct mdl_period *out)
{
    const char *text = met_need(r, node, attribute);
    struct mdl_period *list;
    uint32_t count;
    bool span;
    if (!text || !met_read_periods(r, text, subject, src_xml_at(node), &list, &count, &span))
        return false;
    if (count != 1)
        aj_diag_add(r->job->diags, AJ_E0305, src_xml_at(node), text, NULL);
    *out = list[0];
    return count == 1;
}

/* Whether every figure that a formula rests on is of a day, not of a time. */
static bool tree_is_moment(struct met_result *r, const struct met_node *node, int depth);

static bool is_moment(struct met_result *r, const struct met_subject *subject, int depth)
{
    if (subject->kind == MET_SERIES)
        return subject->series[0]->table->def && subject->series[0]->table->def->moment;
    return subject->kind == MET_METRIC && tree_is_moment(r, met_metric_tree(r, subject->metric), depth);
}

static bool tree_is_moment(struct met_result *r, const struct met_node *node, int depth)
{
    enum { MOST_STEPS = 40 };
    if (!node || depth > MOST_STEPS)
        return false;
    if (node->op == MET_NAME) {
        bool ambiguous;
        struct met_subject subject = met_subject_peek(r, node->name, &ambiguous);
        return is_moment(r, &subject, depth + 1);
    }
    for (uint32_t i = 0; i < node->arg_len; i++)
        if (node->args[i]->op != MET_NUMBER && !tree_is_moment(r, node->args[i], depth + 1))
            return false;
    return node->arg_len > 0;
}

bool met_is_moment(struct met_result *r, const struct met_subject *subject)
{
    return is_moment(r, subject, 0);
}

bool met_read_ends(struct met_result *r, const xmlNode *node, const struct met_subject *subject,
                   struct mdl_period periods[2])
{
    if (!one_period(r, node, "from", subject, &periods[0]) ||
        !one_period(r, node, "to", subject, &periods[1]))
        return false;
    if (!mdl_part_same(periods[0].part, periods[1].part) && !met_is_moment(r, subject))
        aj_diag_add(r->job->diags, AJ_W0246, src_xml_at(node), subject->name,
                    mdl_period_text(r->job->arena, periods[0]), mdl_period_text(r->job->arena, periods[1]),
                    NULL);
    return true;
}

static bool eval_both(struct met_result *r, const struct met_subject *subject,
                      const struct mdl_period periods[2], struct met_value values[2], aj_at at)
{
    for (int i = 0; i < 2; i++) {
        values[i] = met_eval_spoken(r, subject, periods[i], at);
        if (values[i].state != MET_KNOWN)
            met_report_unknown(r, subject, periods[i], &values[i], at);
    }
    return values[0].state == MET_KNOWN && values[1].state == MET_KNOWN;
}

/* show="värdering": which way is better must be declared. False after a finding. */
static bool read_judgement(struct met_result *r, const xmlNode *node, const struct met_subject *subject,
                           struct met_change *change)
{
    const char *show = met_attr(r, node, "show");
    aj_at at = src_xml_at(node);
    if (!show)
        return true;
    if (strcmp(show, "värdering") != 0) {
        aj_diag_add(r->job->diags, AJ_E0216, at, "show", show, "värdering", NULL);
        return false;
    }
    enum mdl_better better = met_subject_better(subject);
    if (change->slag == MDL_RANG && better == MDL_NEITHER)
        better = MDL_LOWER;
    if (better == MDL_NEITHER) {
        aj_diag_add(r->job->diags, AJ_E0333, at, subject->name, NULL);
        return false;
    }
    change->judge = true;
    change->judged = better == MDL_LOWER ? -change->direction : change->direction;
    return true;
}

static bool read_marginal(struct met_result *r, const xmlNode *node, const struct met_subject *subject,
                          const struct met_value values[2], struct met_change *change)
{
    struct aj_arena *arena = r->job->arena;
    const char *text = met_attr(r, node, "marginal");
    struct met_within within;
    if (!text)
        return true;
    if (!met_within_parse(r, text, subject, src_xml_at(node), &within))
        return false;
    struct aj_rat moved = aj_rat_sub(arena, values[1].exact, values[0].exact);
    change->marginal = met_is_within(arena, &within, moved, values[0].exact);
    return true;
}

/* " mellan 2018 och 2021 (2019 och 2020 saknas)", or nothing where the series has no gap. */
static const char *gap_text(struct met_result *r, const struct met_subject *subject,
                            const struct mdl_period periods[2])
{
    struct aj_arena *arena = r->job->arena;
    struct mdl_period *missing;
    bool back = periods[1].year < periods[0].year;
    struct mdl_period first = periods[back], last = periods[!back];
    uint32_t count = met_gap_years(r, subject, first, last, &missing);
    if (!count)
        return "";
    const char **years = AJ_NEW_N(arena, const char *, count);
    for (uint32_t i = 0; i < count; i++)
        years[i] = aj_printf(arena, "%d", missing[i].year);
    const char *list =
        count > 3 ? met_periods_text(arena, missing, count) : met_join(arena, years, count, "och");
    return aj_printf(arena, " mellan %d och %d (%s saknas)", first.year, last.year, list);
}

static const char *rank_steps(struct met_result *r, const struct met_subject *subject,
                              const struct met_value values[2])
{
    struct aj_arena *arena = r->job->arena;
    struct mdl_unit unit = met_subject_unit(subject);
    struct aj_rat moved = aj_rat_abs(aj_rat_sub(arena, values[1].exact, values[0].exact));
    const char *number = met_number_text(arena, moved, &unit, 0);
    return aj_printf(arena, " %s\xC2\xA0%s", number, strcmp(number, "1") ? "placeringar" : "placering");
}

void met_tell_backward(struct met_result *r, const xmlNode *node, const struct mdl_period periods[2])
{
    if (periods[0].year > periods[1].year)
        aj_diag_add(r->job->diags, AJ_W0248, src_xml_at(node), met_attr(r, node, "from"),
                    met_attr(r, node, "to"), NULL);
}

static bool put_trend(struct met_result *r, const xmlNode *node, xmlNodePtr out,
                      const struct met_subject *subject)
{
    struct aj_arena *arena = r->job->arena;
    aj_at at = src_xml_at(node);
    struct mdl_period periods[2];
    struct met_value values[2];
    struct met_change change = {.slag = met_subject_slag(subject),
                                .genus = met_subject_genus(subject),
                                .subject = met_own_words(r, node)};
    if (!met_read_ends(r, node, subject, periods) || !read_form(r, node, &change.form))
        return false;
    met_tell_backward(r, node, periods);
    const char *text;
    int redefined = met_redefined(subject, periods[0], periods[1]);
    if (redefined) {
        aj_diag_add(r->job->diags, AJ_N0381, at, subject->name, aj_printf(arena, "%d", redefined),
                    mdl_period_text(arena, periods[0]), mdl_period_text(arena, periods[1]), NULL);
        text = aj_printf(arena, "jämförs inte, definitionen ändrades %d", redefined);
        text = met_inverted(arena, text, change.subject);
    } else {
        if (!eval_both(r, subject, periods, values, at))
            return false;
        change.direction = met_order(arena, &values[1], &values[0]);
        change.scenario = values[1].scenario;
        change.steps = rank_steps(r, subject, values);
        if (!read_judgement(r, node, subject, &change) || !read_marginal(r, node, subject, values, &change))
            return false;
        text = aj_printf(arena, "%s%s", met_change_text(arena, &change), gap_text(r, subject, periods));
    }
    xmlNodePtr bound = met_add_bound(r, out, node, "trend", subject->name, text);
    met_set(bound, "period", met_periods_text(arena, periods, 2));
    return true;
}

void met_bind_trend(struct met_result *r, const xmlNode *node, xmlNodePtr out, uint32_t depth)
{
    (void)depth;
    const char *of = met_need(r, node, "of");
    struct met_subject subject = of ? met_subject_find(r, of, src_xml_at(node)) : (struct met_subject){0};
    bool figure = subject.kind == MET_METRIC || subject.kind == MET_SERIES;
    if (subject.kind && !figure)
        aj_diag_add(r->job->diags, AJ_E0341, src_xml_at(node), of, "trend", "value", NULL);
    if (!figure || !put_trend(r, node, out, &subject))
        met_add_open(r, out, node, "trend", of);
}
