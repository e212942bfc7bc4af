/* What a list of actions saves together against an amount: "kort sikt minst 1 000 tkr per år". */
#include "metric/prose.h"

#include "base/number.h"

#include <string.h>

bool met_sum_limit_parse(struct met_result *r, const char *words, const char *text, aj_at at,
                         struct met_that *out)
{
    struct aj_arena *arena = r->job->arena;
    struct mdl_amounts amounts;
    const char *unknown = "", *meant;
    enum mdl_amounts_fault fault = mdl_amounts_parse(arena, text, NULL, MDL_ANYTIME, &amounts, &unknown);
    uint32_t known = 0;
    for (int i = 0; i < MDL_RHYTHMS; i++) {
        if (!amounts.of[i].known)
            continue;
        known++;
        out->rhythm = (enum mdl_rhythm)i;
    }
    if (fault == MDL_AMOUNTS_FINE && known == 1 && amounts.plain && !*amounts.about) {
        const struct mdl_amount *limit = &amounts.of[out->rhythm];
        out->kind = MET_SUMS;
        out->limit = limit->value;
        out->unit = limit->unit;
        out->limit_text = aj_printf(arena, "%s %s", words, met_amount_text(r, limit, out->rhythm, true));
        return true;
    }
    if (fault == MDL_AMOUNTS_UNIT) {
        meant = mdl_unit_meant(unknown);
        aj_diag_add(r->job->diags, AJ_E0313, at, unknown, meant ? meant : "tkr", NULL);
    } else if (fault == MDL_AMOUNTS_NO_UNIT) {
        aj_diag_add(r->job->diags, AJ_E0335, at, text, "tkr", NULL);
    } else {
        aj_diag_add(r->job->diags, AJ_E0336, at, out->left.name, words, NULL);
    }
    return false;
}

/* Whether the limit is kept; of an amount that is only known to be as much at least, what that tells. */
static enum met_outcome judged(enum met_compare compare, int order, bool all)
{
    bool most = compare == MET_MOST || compare == MET_UNDER || compare == MET_EQUAL;
    bool holds = compare == MET_LEAST   ? order >= 0
                 : compare == MET_MOST  ? order <= 0
                 : compare == MET_OVER  ? order > 0
                 : compare == MET_UNDER ? order < 0
                                        : !order;
    bool exceeded = compare == MET_UNDER ? order >= 0 : order > 0;
    if (!all && (most ? !exceeded : !holds))
        return MET_UNDECIDED;
    return holds ? MET_YES : MET_NO;
}

enum met_outcome met_sum_holds(struct met_result *r, const struct met_that *that, aj_at at, const char **why)
{
    struct aj_arena *arena = r->job->arena;
    struct met_actions *list = that->left.actions;
    struct met_tally tally;
    if (!met_tally_actions(r, list, NULL, &tally))
        return MET_UNDECIDED;
    const struct mdl_amount *sum = &tally.sum.of[that->rhythm];
    if (sum->known && !mdl_unit_like(&sum->unit, &that->unit)) {
        aj_diag_add(r->job->diags, AJ_E0331, at, list->name, sum->unit.name, that->unit.name, NULL);
        return MET_UNDECIDED;
    }
    if (tally.outside_count && !list->summed)
        list->summed = at;
    *why = sum->known
               ? met_amount_text(r, sum, that->rhythm, true)
               : aj_printf(arena, "\"%s\" %s", list->name, met_rhythm_unit(arena, &that->unit, that->rhythm));
    if (!sum->known)
        return MET_UNDECIDED;
    enum met_outcome outcome = judged(that->compare, aj_rat_cmp(sum->value, that->limit), !tally.lacking);
    if (outcome == MET_UNDECIDED)
        *why =
            aj_printf(arena, "%s, %s saknar belopp", *why, met_count_word(arena, tally.lacking, MDL_UTRUM));
    return outcome;
}
