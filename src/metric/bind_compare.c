/* Comparisons in prose: "högre än rikssnittet", "bland de 25 procent bästa kommunerna". */
#include "metric/prose.h"

#include "base/number.h"

#include <string.h>

/* The one period that an element speaks of; false after a finding. */
static bool its_period(struct met_result *r, const xmlNode *node, const struct met_subject *subject,
                       struct mdl_period *out)
{
    struct mdl_period *periods;
    uint32_t count;
    bool span;
    aj_at at = src_xml_at(node);
    if (!met_read_periods(r, met_attr(r, node, "period"), subject, at, &periods, &count, &span))
        return false;
    if (count != 1)
        aj_diag_add(r->job->diags, AJ_E0340, at, subject->name,
                    met_periods_text(r->job->arena, periods, count), NULL);
    *out = periods[0];
    return count == 1;
}

static bool find_figure(struct met_result *r, const xmlNode *node, struct met_subject *subject)
{
    const char *of = met_need(r, node, "of");
    *subject = of ? met_subject_find(r, of, src_xml_at(node)) : (struct met_subject){0};
    if (subject->kind == MET_METRIC || subject->kind == MET_SERIES)
        return true;
    if (subject->kind)
        aj_diag_add(r->job->diags, AJ_E0341, src_xml_at(node), of, (const char *)node->name, "value", NULL);
    return false;
}

/* Whether better and worse are to be said; false after a finding. */
static bool read_show(struct met_result *r, const xmlNode *node, const struct met_subject *subject,
                      bool *judge)
{
    const char *show = met_attr(r, node, "show");
    *judge = show != NULL;
    if (show && strcmp(show, "värdering") != 0) {
        aj_diag_add(r->job->diags, AJ_E0216, src_xml_at(node), "show", show, "värdering", NULL);
        return false;
    }
    if (!show || met_subject_better(subject) != MDL_NEITHER)
        return true;
    aj_diag_add(r->job->diags, AJ_E0333, src_xml_at(node), subject->name, NULL);
    return false;
}

struct comparison {
    struct met_subject subject;
    struct met_against against;
    struct mdl_period period;
    struct met_value own, other;
    struct met_within level;
    bool judge;
};

static bool eval_sides(struct met_result *r, struct comparison *c, aj_at at)
{
    c->own = met_eval_spoken(r, &c->subject, c->period, at);
    if (c->own.state != MET_KNOWN) {
        met_report_unknown(r, &c->subject, c->period, &c->own, at);
        return false;
    }
    c->other = met_eval_against(r, &c->subject, &c->against, c->period, c->own.scenario, at);
    if (c->other.state == MET_KNOWN)
        return true;
    struct met_subject whose = c->against.kind == MET_WITH_FIGURE ? c->against.figure : c->subject;
    if (c->against.kind == MET_WITH_GROUP) {
        whose.name = aj_printf(r->job->arena, "%s / %s", whose.name, c->against.group);
        whose.group = whose.kind == MET_SERIES ? c->against.group : NULL;
    }
    struct mdl_period period = c->period;
    if (c->against.kind == MET_WITH_YEAR_BEFORE)
        period = met_year_before(period, 1);
    if (c->against.kind == MET_WITH_BUDGET)
        period.scenario = MDL_BUDGET;
    met_report_unknown(r, &whose, period, &c->other, at);
    return false;
}

static const char *comparison_text(struct met_result *r, const struct comparison *c, const char *words)
{
    struct aj_arena *arena = r->job->arena;
    struct aj_rat apart = aj_rat_sub(arena, c->own.exact, c->other.exact);
    int order = met_order(arena, &c->own, &c->other);
    if (met_is_within(arena, &c->level, apart, c->other.exact))
        order = 0;
    if (!order)
        return aj_printf(arena, "i nivå med %s", words);
    int judged = met_subject_better(&c->subject) == MDL_LOWER ? -order : order;
    return aj_printf(arena, "%s än %s",
                     met_comparative(met_subject_slag(&c->subject), order, c->judge, judged), words);
}

static bool read_comparison(struct met_result *r, const xmlNode *node, struct comparison *c)
{
    aj_at at = src_xml_at(node);
    const char *with = met_need(r, node, "with"), *level = met_attr(r, node, "level");
    return with && its_period(r, node, &c->subject, &c->period) &&
           met_against_parse(r, with, &c->subject, at, &c->against) &&
           (!level || met_within_parse(r, level, &c->subject, at, &c->level)) &&
           read_show(r, node, &c->subject, &c->judge) && eval_sides(r, c, at);
}

/* A row whose definition is new is not compared with the year before. */
static bool is_comparable(struct met_result *r, const struct comparison *c, aj_at at)
{
    struct aj_arena *arena = r->job->arena;
    struct mdl_period before = met_year_before(c->period, 1);
    int year = c->against.kind == MET_WITH_YEAR_BEFORE ? met_redefined(&c->subject, before, c->period) : 0;
    if (year)
        aj_diag_add(r->job->diags, AJ_E0380, at, c->subject.name, aj_printf(arena, "%d", year),
                    mdl_period_text(arena, before), mdl_period_text(arena, c->period), NULL);
    return !year;
}

void met_bind_compare(struct met_result *r, const xmlNode *node, xmlNodePtr out, uint32_t depth)
{
    (void)depth;
    struct comparison c = {.level = {0}};
    if (!find_figure(r, node, &c.subject) || !read_comparison(r, node, &c) ||
        !is_comparable(r, &c, src_xml_at(node))) {
        met_add_open(r, out, node, "compare", met_attr(r, node, "of"));
        return;
    }
    const char *words = met_own_words(r, node);
    xmlNodePtr bound = met_add_bound(r, out, node, "compare", c.subject.name,
                                     comparison_text(r, &c, words ? words : c.against.words));
    met_set(bound, "period", mdl_period_text(r->job->arena, c.period));
}

/* ---- standing ---- */

enum { MOST_PARTS = 20 };

struct split {
    int parts[MOST_PARTS]; /* percent, the best first; all 0 where the parts are equal */
    uint32_t count;
    const char *part; /* "tredjedelen" of equal parts that make no whole percent; NULL: percent */
};

/* "25 50 25", "kvartiler", "tertiler"; false after E0375. */
static bool read_split(struct met_result *r, const xmlNode *node, struct split *split)
{
    static const struct {
        const char *name;
        int parts;
        const char *one;
    } named[] = {{"tertiler", 3, "tredjedelen"},
                 {"kvartiler", 4, NULL},
                 {"kvintiler", 5, NULL},
                 {"deciler", 10, NULL}};
    const char *text = met_attr(r, node, "split");
    *split = (struct split){{25, 50, 25}, 3, NULL};
    if (!text)
        return true;
    for (size_t i = 0; i < sizeof named / sizeof *named; i++) {
        if (strcmp(named[i].name, text) != 0)
            continue;
        *split = (struct split){.count = (uint32_t)named[i].parts, .part = named[i].one};
        for (int part = 0; part < named[i].parts && !named[i].one; part++)
            split->parts[part] = 100 / named[i].parts;
        return true;
    }
    int sum = 0;
    split->count = 0;
    for (const char *p = text + strspn(text, " /"); *p && split->count < MOST_PARTS; p += strspn(p, " /")) {
        int part = 0;
        const char *start = p;
        for (; *p >= '0' && *p <= '9' && part < 1000; p++)
            part = part * 10 + (*p - '0');
        sum += part;
        split->parts[split->count++] = part;
        if (p == start || !part)
            sum = -1000;
        if (p == start)
            break;
    }
    if (sum == 100 && split->count > 1)
        return true;
    aj_diag_add(r->job->diags, AJ_E0375, src_xml_at(node), text, "25 50 25", NULL);
    return false;
}

/* In which part so large a share of them do better; its bounds in hundredths, or in parts of equal ones. */
static uint32_t part_of(const struct split *split, const struct met_standing *standing, int *before,
                        int *through)
{
    uint32_t i = 0;
    *before = 0;
    for (;; i++) {
        *through = *before + (split->part ? 1 : split->parts[i]);
        uint64_t whole = split->part ? split->count : 100;
        if (i + 1 == split->count || (uint64_t)standing->ahead * whole < (uint64_t)*through * standing->count)
            return i;
        *before = *through;
    }
}

static const char *standing_text(struct met_result *r, const struct split *split,
                                 const struct met_standing *standing, const char *whom)
{
    struct aj_arena *arena = r->job->arena;
    int before, through;
    uint32_t part = part_of(split, standing, &before, &through);
    int whole = split->part ? (int)split->count : 100;
    bool best = part == 0, worst = part + 1 == split->count;
    /* Between the outer parts: cumulative from the nearer end, so that what is said holds. */
    bool middle = !best && !worst && 2 * before < whole && 2 * through > whole;
    const char *how = middle ? "mittersta" : best || (!worst && 2 * through <= whole) ? "bästa" : "sämsta";
    if (split->part)
        return aj_printf(arena, "bland den %s %s av %s", how, split->part, whom);
    int share = middle ? through - before : !strcmp(how, "bästa") ? through : 100 - before;
    return aj_printf(arena, "bland de %d\xC2\xA0procent %s %s", share, how, whom);
}

void met_bind_standing(struct met_result *r, const xmlNode *node, xmlNodePtr out, uint32_t depth)
{
    (void)depth;
    struct met_subject subject;
    struct met_standing standing;
    struct met_value own;
    struct mdl_period period;
    struct split split;
    if (!find_figure(r, node, &subject) || !its_period(r, node, &subject, &period) ||
        !read_split(r, node, &split) || !met_stand(r, &subject, period, src_xml_at(node), &standing, &own)) {
        met_add_open(r, out, node, "standing", met_attr(r, node, "of"));
        return;
    }
    const char *whom = met_own_words(r, node);
    xmlNodePtr bound = met_add_bound(r, out, node, "standing", subject.name,
                                     standing_text(r, &split, &standing, whom ? whom : "kommunerna"));
    met_set(bound, "period", mdl_period_text(r->job->arena, period));
}
