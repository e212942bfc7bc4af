/*
 * Compose. Enters: the report (to be checked against templates/schema/report.rng) and the data document.
 * Leaves: strict XHTML in which every element has at="N". XSLT places what is there and computes nothing.
 */
#ifndef CMP_COMPOSE_H
#define CMP_COMPOSE_H

#include "base/job.h"

#include <libxml/tree.h>

/* Compiled stylesheets and schemas of a templates folder; a worker's, outlives documents. */
struct cmp_library;

struct cmp_library *cmp_library_new(void);
void cmp_library_free(struct cmp_library *library);

/*
 * Checks a report as its author wrote it against the authoring schema; a finding with our own words for each
 * fault (unknown element or attribute, what is allowed there, a heading level skipped). False if any is an
 * error. When `judged`, what our own reading of the schema lets through is put to libxml2 too: compiling the
 * schema for it costs more than reading the report, and the tests hold that both readings agree.
 */
bool cmp_check_report(struct aj_job *job, struct cmp_library *library, xmlDocPtr report, bool judged);

/*
 * Checks a data document against its schema (templates/schema/data.rng). What is wrong there is our own
 * fault, or a template's for metrics, and is told as such. False if anything is.
 */
bool cmp_check_data(struct aj_job *job, struct cmp_library *library, xmlDocPtr data);

/* Checks a kalender.xml against templates/schema/kalender.rng; findings as for a report. False if any is an
 * error. */
bool cmp_check_calendar(struct aj_job *job, struct cmp_library *library, xmlDocPtr calendar);

/* The XHTML of a data document by templates/<kind>/report.xsl, owned by the job; NULL after a finding. */
xmlDocPtr cmp_compose(struct aj_job *job, struct cmp_library *library, xmlDocPtr data);

/*
 * A page of the program's own (the index of an archive, a list of findings): what the stylesheet
 * templates/<path> makes of a tree that was made for it. Owned by the job; NULL after a finding.
 */
xmlDocPtr cmp_page(struct aj_job *job, struct cmp_library *library, const char *path, xmlDocPtr tree);

#endif
