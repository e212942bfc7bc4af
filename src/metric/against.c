/* What a figure is compared with: other organisations, the year before, the budget, another figure. */
#include "metric/prose.h"

#include "base/buf.h"
#include "model/organisation.h"

#include <string.h>

enum { MOST_GROUPS = 64 };

/* The headings' groups of a table, each once. */
static uint32_t groups_of(struct aj_arena *arena, const struct mdl_table *table,
                          const char *groups[MOST_GROUPS])
{
    uint32_t count = 0;
    for (uint32_t i = 0; table && i < table->column_len && count < MOST_GROUPS; i++) {
        const struct mdl_column *column = &table->columns[i];
        bool told = column->role != MDL_COL_FIGURE || !*column->group;
        for (uint32_t g = 0; g < count && !told; g++)
            told = !strcmp(mdl_fold(arena, groups[g]), mdl_fold(arena, column->group));
        if (!told)
            groups[count++] = column->group;
    }
    return count;
}

/* The first rows that a figure rests on: of one table, or of several that have the same row. */
static struct met_subject rows_of(struct met_result *r, const struct met_subject *subject)
{
    enum { MOST_STEPS_DOWN = 16 };
    struct met_subject below = *subject;
    for (int i = 0; i < MOST_STEPS_DOWN && below.kind == MET_METRIC; i++) {
        const struct met_node *name = met_first_name(met_metric_tree(r, below.metric));
        bool ambiguous;
        below = name ? met_subject_peek(r, name->name, &ambiguous) : (struct met_subject){0};
    }
    return below.kind == MET_SERIES ? below : (struct met_subject){0};
}

/* How prose names those of a heading. What is weighted is not called a mean of municipalities, or the
 * reverse. */
static const char *group_words(struct aj_arena *arena, const char *group, const char *asked)
{
    bool average = !strncmp(mdl_fold(arena, asked), "rikssnitt", strlen("rikssnitt"));
    switch (mdl_organisation_of(arena, group)) {
    case MDL_ORG_NATION:
        return average ? "rikssnittet" : "riket";
    case MDL_ORG_MEAN:
        return "kommungenomsnittet";
    case MDL_ORG_SIMILAR:
        return mdl_fold(arena, group);
    case MDL_ORG_COUNTY:
        return !strcmp(mdl_fold(arena, asked), "länet") ? "länet" : group;
    default:
        return group;
    }
}

/* A word for a kind of organisations, whatever the table's heading calls them. */
static enum mdl_organisation named_kind(struct aj_arena *arena, const char *text)
{
    static const char *const names[] = {
        "riket",       "rikssnitt",          "rikssnittet",   "sverige",           "kommungenomsnitt",
        "kommunsnitt", "kommungenomsnittet", "kommunsnittet", "liknande kommuner", "jämförbara kommuner",
        "länet",       "länssnitt",          "länssnittet"};
    const char *folded = mdl_fold(arena, text);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (!strcmp(names[i], folded))
            return mdl_organisation_of(arena, text);
    return MDL_ORG_SINGLE;
}

static bool find_group(struct met_result *r, const char *text, const struct mdl_table *table,
                       struct met_against *out)
{
    struct aj_arena *arena = r->job->arena;
    const char *groups[MOST_GROUPS], *found = NULL;
    uint32_t count = groups_of(arena, table, groups), alike = 0;
    enum mdl_organisation kind = named_kind(arena, text);
    for (uint32_t i = 0; i < count && !found; i++)
        if (!strcmp(mdl_fold(arena, groups[i]), mdl_fold(arena, text)))
            found = groups[i];
    for (uint32_t i = 0; i < count && (!found || alike) && kind != MDL_ORG_SINGLE; i++) {
        if (mdl_organisation_of(arena, groups[i]) != kind)
            continue;
        found = groups[i];
        alike++;
    }
    if (!found || alike > 1)
        return false;
    *out = (struct met_against){MET_WITH_GROUP, found, {0}, group_words(arena, found, text)};
    return true;
}

bool met_against_parse(struct met_result *r, const char *text, const struct met_subject *subject, aj_at at,
                       struct met_against *out)
{
    struct aj_arena *arena = r->job->arena;
    const char *folded = mdl_fold(arena, text);
    const struct met_subject rows = rows_of(r, subject);
    const struct mdl_table *table = rows.series_len ? rows.series[0]->table : NULL;
    *out = (struct met_against){0};
    if (!strcmp(folded, "föregående år") || !strcmp(folded, "året före")) {
        *out = (struct met_against){MET_WITH_YEAR_BEFORE, NULL, {0}, folded};
        return true;
    }
    if (!strcmp(folded, "budget") || !strcmp(folded, "budgeten")) {
        *out = (struct met_against){MET_WITH_BUDGET, NULL, {0}, folded};
        return true;
    }
    for (uint32_t i = 0; i < rows.series_len; i++)
        if (find_group(r, text, rows.series[i]->table, out))
            return true;
    bool ambiguous;
    struct met_subject other = met_subject_peek(r, text, &ambiguous);
    if (other.kind == MET_METRIC || other.kind == MET_SERIES) {
        struct mdl_unit own = met_subject_unit(subject), its = met_subject_unit(&other);
        *out = (struct met_against){MET_WITH_FIGURE, NULL, other, other.name};
        if (!mdl_unit_like(&own, &its))
            aj_diag_add(r->job->diags, AJ_E0331, at, subject->name, own.name, its.name, NULL);
        return mdl_unit_like(&own, &its);
    }
    const char *groups[MOST_GROUPS + 2], *meant;
    uint32_t count = groups_of(arena, table, groups);
    groups[count++] = "föregående år";
    groups[count++] = "budget";
    meant = aj_did_you_mean(text, groups, count);
    if (meant)
        aj_diag_add(r->job->diags, AJ_E0371, at, text, subject->name, meant, NULL);
    else
        aj_diag_add(r->job->diags, AJ_E0372, at, text, subject->name, met_join(arena, groups, count, "och"),
                    NULL);
    return false;
}

struct met_value met_eval_against(struct met_result *r, const struct met_subject *subject,
                                  const struct met_against *against, struct mdl_period period,
                                  enum mdl_scenario scenario, aj_at at)
{
    struct met_subject other = *subject;
    const char *who = r->who;
    struct met_value value;
    switch (against->kind) {
    case MET_WITH_YEAR_BEFORE:
        period = met_year_before(period, 1);
        if (period.scenario == MDL_UNSAID && scenario == MDL_OUTCOME)
            period.scenario = scenario;
        return met_eval_spoken(r, subject, period, at);
    case MET_WITH_BUDGET:
        period.scenario = MDL_BUDGET;
        return met_eval_spoken(r, subject, period, at);
    case MET_WITH_FIGURE:
        return met_eval_spoken(r, &against->figure, period, at);
    default:
        other.group = other.kind == MET_SERIES ? against->group : NULL;
        r->who = against->group;
        value = met_eval_spoken(r, &other, period, at);
        r->who = who;
        return value;
    }
}

int met_order(struct aj_arena *arena, const struct met_value *a, const struct met_value *b)
{
    if (aj_rat_sign(aj_rat_sub(arena, a->low, b->high)) < 0 &&
        aj_rat_sign(aj_rat_sub(arena, a->high, b->low)) > 0)
        return 0;
    return aj_rat_cmp(a->exact, b->exact);
}
