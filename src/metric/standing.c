/* Where a figure stands among those of single municipalities. */
#include "metric/prose.h"

bool met_stand(struct met_result *r, const struct met_subject *subject, struct mdl_period period, aj_at at,
               struct met_standing *out, struct met_value *own)
{
    struct met_node name = {.op = MET_NAME, .name = subject->name};
    struct met_values values = {0};
    *out = (struct met_standing){0};
    *own = met_eval(r, subject, period, at);
    if (own->state != MET_KNOWN) {
        met_report_unknown(r, subject, period, own, at);
        return false;
    }
    if (met_subject_better(subject) == MDL_NEITHER) {
        aj_diag_add(r->job->diags, AJ_E0333, at, subject->name, NULL);
        return false;
    }
    bool quiet = r->quiet, low = met_subject_better(subject) == MDL_LOWER;
    r->quiet = true;
    met_eval_all(r, &name, period, at, &values);
    r->quiet = quiet;
    for (uint32_t i = 0; i < values.len; i++) {
        if (values.items[i].state != MET_KNOWN)
            continue;
        int order = aj_rat_cmp(values.items[i].exact, own->exact);
        out->ahead += low ? order < 0 : order > 0;
        out->behind += low ? order > 0 : order < 0;
        out->count++;
    }
    if (out->count > 1)
        return true;
    aj_diag_add(r->job->diags, AJ_E0377, at, subject->name, NULL);
    return false;
}
