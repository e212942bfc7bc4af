/*
 * Chart. Enters: the styled document, with <figure data-chart="KIND" data-table="ID"> elements. Leaves: the
 * same document with an <svg> in each such figure, drawn from the table's exact values (td data-value="n/d")
 * in the theme's colours (the color of .series-1 to .series-6), and as the figure's alt attribute a text
 * composed from them. The table itself stays beside the figure.
 *
 * Kinds: bars, stacked, lines, slope, waterfall, pyramid; hundred, bullet, matrix (chart/own.h); organisation
 * (chart/units.h).
 *
 * The table's first column names what stands along the axis or the series, whichever the years are not: rows
 * and columns are turned so that years run along the axis; data-axis="rows" on the figure sets the rows along
 * it instead, the years side by side. data-direction="lying": bars run to the right. A heading is a year also
 * when it says what kind of figures it has ("Budget 2024", "2024 prognos", or by its class: outcome,
 * forecast, budget, plan). Rows of class sum or total, and columns whose heading is one, are left out unless
 * the row or figure has data-include; of a waterfall they are its full bars. A figure without a value leaves
 * a gap.
 */
#ifndef CH_CHART_H
#define CH_CHART_H

#include "document/document.h"

/*
 * Draws every chart; `fonts` measures its labels. False after an error; findings name the figure's place
 * (E0680 to E0685, E0689 to E0694).
 */
bool ch_draw(struct aj_job *job, struct fnt_library *fonts, struct doc_document *doc);

/*
 * Draws those that are wider than a phone a second time, 270 px wide, as an <svg> right after the first: for
 * a page on a screen, not for paper. What cannot be drawn so narrow is left alone. No findings.
 */
void ch_draw_narrow(struct aj_job *job, struct fnt_library *fonts, struct doc_document *doc);

#endif
