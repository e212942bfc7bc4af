/*
 * Chart. Enters: the styled document, with <figure data-chart="bars" data-table="ID"> elements. Leaves: the
 * same document with an <svg> in each such figure, drawn from the table's exact values (td data-value="n/d")
 * in the theme's colours, and an alt text composed from them. The table itself stays beside the figure.
 */
#ifndef CH_CHART_H
#define CH_CHART_H

#include "document/document.h"

/* Draws every chart. False after an error; findings name the figure's place. */
bool ch_draw(struct aj_job *job, struct doc_document *doc);

#endif
