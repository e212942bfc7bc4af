/*
 * Metric. Enters: the report's XML tree (with places), the definitions in templates/statements and
 * templates/metrics. Leaves: the data document (templates/schema/data.rng), in which every figure is already
 * text with its exact value, and the figures for the build record. All memory belongs to the job.
 */
#ifndef MET_METRIC_H
#define MET_METRIC_H

#include "base/job.h"

#include <libxml/tree.h>

struct met_result;

/* One figure that the report prints or computes, for the build record. */
struct met_figure {
    const char *name, *period, *unit, *text, *exact; /* "Resultatandel", "2024", "procent", "4,0", "n/d" */
};

/*
 * Loads the sources that the report names, evaluates, checks and binds. Never NULL; errors are findings.
 * `report` is not changed.
 */
struct met_result *met_bind(struct aj_job *job, xmlDocPtr report);

/* The data document; every element that came from the report has its at attribute. Owned by the job; NULL
 * when forgotten. */
xmlDocPtr met_data(const struct met_result *result);

/* Frees the data document; met_data gives NULL from then on. The report may be freed too. */
void met_forget(struct aj_job *job, struct met_result *result);

/*
 * The findings so far are put into a draft's data document: marked where they are, listed at its end, instead
 * of what an earlier call put there.
 */
void met_mark_findings(struct aj_job *job, struct met_result *result);

const struct met_figure *met_figures(const struct met_result *result, uint32_t *count);

/* The lineage of a figure by name, as text for a terminal. False after a finding when nothing bears that
 * name. */
bool met_explain(struct aj_job *job, struct met_result *result, const char *name, struct aj_buf *out);

/* The bound narrative as plain text, bound words between U+27E6 and U+27E7: arshjul data --format text. */
void met_text(struct aj_job *job, const struct met_result *result, struct aj_buf *out);

#endif
