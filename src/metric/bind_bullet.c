/*
 * Indicators against their targets and against others: a row each with its outcome, target, what others have
 * and the verdict. Each keeps its own unit.
 */
#include "metric/chart.h"
#include "metric/prose.h"

#include <string.h>

enum { OTHERS_MOST = 3 };

struct measure {
    const xmlNode *node; /* its row; NULL where the chart's table has it */
    struct met_subject subject;
    const char *label;
    struct met_value own, others[OTHERS_MOST];
    bool compared[OTHERS_MOST]; /* its table has such a group */
    struct met_judgement judgement;
    bool judged;            /* it has a target */
    enum mdl_better better; /* what its target or column says */
    aj_at at;
};

struct measures {
    struct measure items[MET_CHART_ROWS];
    uint32_t count;
    const char *others[OTHERS_MOST]; /* as the author wrote them */
    const char *words[OTHERS_MOST];  /* as headings say them */
    uint32_t other_count;
    struct mdl_period period;
    bool any_target, any_unit;
    struct met_as as; /* what the author asks for */
};

/* "liknande kommuner; riket"; false after E0676 for too many. */
static bool read_others(struct met_result *r, const xmlNode *node, struct measures *all)
{
    const char *with = met_attr(r, node, "with");
    while (with && *with) {
        size_t n = strcspn(with, ";");
        const char *end = with + n;
        while (n && (*with == ' ' || *with == '\n'))
            with++, n--;
        while (n && (with[n - 1] == ' ' || with[n - 1] == '\n'))
            n--;
        if (n && all->other_count == OTHERS_MOST) {
            aj_diag_add(r->job->diags, AJ_E0676, src_xml_at(node), met_attr(r, node, "with"), NULL);
            return false;
        }
        if (n)
            all->others[all->other_count++] = aj_strndup(r->job->arena, with, n);
        with = *end ? end + 1 : end;
    }
    return true;
}

/* The target that the row names, or the indicator's own goal. */
static bool judge(struct met_result *r, const struct measures *all, struct measure *m)
{
    const char *name = m->node ? met_attr(r, m->node, "target") : NULL;
    m->better = met_subject_better(&m->subject);
    if (name) {
        struct met_subject target = met_subject_find(r, name, m->at);
        if (target.kind != MET_TARGET || !target.target->valid || target.target->that.kind != MET_COMPARE) {
            if (target.kind)
                aj_diag_add(r->job->diags, AJ_E0677, m->at, name, NULL);
            return false;
        }
        enum met_compare compare = target.target->that.compare;
        m->better = compare == MET_LEAST || compare == MET_OVER   ? MDL_HIGHER
                    : compare == MET_MOST || compare == MET_UNDER ? MDL_LOWER
                                                                  : MDL_NEITHER;
        m->judgement = *met_judge_target(r, target.target, all->period, m->at);
        m->judged = true;
        return true;
    }
    if (met_eval_goal(r, &m->subject).state != MET_KNOWN)
        return true;
    struct met_that reach = {.kind = MET_REACHES, .left = m->subject, .text = m->subject.name};
    m->judgement = met_judge(r, &reach, all->period, m->at);
    m->judged = true;
    return m->judgement.left.state != MET_FAULT;
}

static bool read_measure(struct met_result *r, struct measures *all, const struct met_line *line,
                         const xmlNode *chart, struct measure *m)
{
    *m = (struct measure){.node = line->node, .subject = line->subject, .label = line->label};
    m->at = src_xml_at(line->node ? line->node : chart);
    m->own = met_eval_spoken(r, &m->subject, all->period, m->at);
    if (m->own.state != MET_KNOWN && m->own.state != MET_MISSING) {
        met_report_unknown(r, &m->subject, all->period, &m->own, m->at);
        return false;
    }
    for (uint32_t i = 0; i < all->other_count; i++) {
        struct met_against against;
        if (!met_against_parse(r, all->others[i], &m->subject, m->at, &against))
            return false;
        m->others[i] = met_eval_against(r, &m->subject, &against, all->period, m->own.scenario, m->at);
        m->compared[i] = true;
        all->words[i] = against.words;
    }
    struct mdl_unit unit = met_subject_unit(&m->subject);
    all->any_unit = all->any_unit || *unit.name;
    bool good = judge(r, all, m);
    all->any_target = all->any_target || m->judged;
    return good;
}

/* A figure in the measure's unit, or the sign of what is missing. */
static void put_value(struct met_result *r, xmlNodePtr row, const struct measures *all,
                      const struct measure *m, const struct met_value *value, bool record)
{
    struct mdl_unit unit = all->as.unit ? *all->as.unit : met_subject_unit(&m->subject);
    if (value->state == MET_KNOWN) {
        int decimals = met_decimals_as(&m->subject, value, all->as);
        met_chart_cell(r, row, value->exact, &unit, decimals, value->at ? value->at : m->at);
        if (record)
            met_record(r, met_subject_own_name(r, &m->subject),
                       mdl_period_text(r->job->arena, m->judgement.period), unit.name,
                       met_number_text(r->job->arena, value->exact, &unit, decimals),
                       aj_rat_div(r->job->arena, value->exact, unit.scale));
        return;
    }
    enum mdl_missing missing = value->state == MET_MISSING ? value->missing : MDL_NOT_REPORTED;
    xmlNodePtr cell = xmlNewChild(row, NULL, BAD_CAST "cell", NULL);
    met_set_at(cell, m->at);
    met_set(cell, "missing", mdl_missing_name(missing));
    met_add_text(cell, mdl_missing_sign(missing));
}

static void put_text(xmlNodePtr row, const char *text)
{
    met_add_text(xmlNewChild(row, NULL, BAD_CAST "cell", NULL), text);
}

static void put_measure(struct met_result *r, xmlNodePtr table, const struct measures *all,
                        const struct measure *m)
{
    const struct met_saying saying = {
        .indicator = true, .four = r->steps_of_verdicts == 4, .form = MET_VERDICT_KORT};
    struct mdl_unit unit = all->as.unit ? *all->as.unit : met_subject_unit(&m->subject);
    xmlNodePtr row = met_table_row(table, "item", m->at);
    met_set(row, "of", m->subject.name);
    if (m->better != MDL_NEITHER)
        met_set(row, "better", m->better == MDL_HIGHER ? "högt" : "lågt");
    if (m->judged)
        met_set(row, "verdict", met_outcome_key(m->judgement.outcome));
    met_table_name(r, row, &m->subject, m->label, "", m->at);
    if (all->any_unit)
        put_text(row, unit.name);
    put_value(r, row, all, m, &m->own, true);
    if (all->any_target && m->judged)
        put_value(r, row, all, m, &m->judgement.right, false);
    else if (all->any_target)
        put_text(row, "");
    for (uint32_t i = 0; i < all->other_count; i++)
        put_value(r, row, all, m, &m->others[i], false);
    if (all->any_target)
        put_text(row, m->judged ? met_verdict_words(r->job->arena, &m->judgement, 1, &saying) : "inget mål");
}

bool met_put_bullet(struct met_result *r, const xmlNode *node, xmlNodePtr table, uint32_t depth)
{
    (void)depth;
    struct aj_arena *arena = r->job->arena;
    struct measures *all = AJ_NEW(arena, struct measures);
    struct met_lines lines = {.unit = ""};
    bool good = met_chart_period(r, node, &all->period) && met_read_lines(r, node, &lines) &&
                met_chart_room(r, node, lines.len) && read_others(r, node, all);
    all->as = lines.as;
    for (uint32_t i = 0, count = good ? lines.len : 0; i < count; i++) {
        if (lines.items[i].sum)
            continue;
        struct measure *m = &all->items[all->count];
        if (read_measure(r, all, &lines.items[i], node, m))
            all->count++;
        else
            good = false;
        m->judgement.period = all->period;
    }
    if (!good || !all->count)
        return false;
    met_table_column(table, "label", "");
    if (all->any_unit)
        met_chart_column(table, "text", "of-unit", met_heading(r, "unit"));
    met_chart_column(table, "figure", "outcome", mdl_period_text(arena, all->period));
    if (all->any_target)
        met_chart_column(table, "figure", "target", met_heading(r, "bullet-target"));
    for (uint32_t i = 0; i < all->other_count; i++)
        met_chart_column(table, "figure", "other", met_capital(arena, all->words[i]));
    if (all->any_target)
        met_chart_column(table, "text", "verdict", met_heading(r, "bullet-verdict"));
    for (uint32_t i = 0; i < all->count; i++)
        put_measure(r, table, all, &all->items[i]);
    return true;
}
