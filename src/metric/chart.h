/* The tables of charts that show more than rows by year; bind_chart.c chooses among them. */
#ifndef MET_CHART_H
#define MET_CHART_H

#include "metric/internal.h"

/*
 * Fills the table of a chart of that kind from its element in the report: columns, rows, notes. The caption
 * stands in the table already. Gives whether there is a figure to draw; without one a finding has told why.
 */
typedef bool met_chart_table(struct met_result *r, const xmlNode *node, xmlNodePtr table, uint32_t depth);

/* NULL for the kinds whose rows are figures by year. */
met_chart_table *met_chart_table_of(const char *kind);

met_chart_table met_put_hundred, met_put_bullet, met_put_matrix;

/* A column with a key, by which the chart finds it. */
void met_chart_column(xmlNodePtr table, const char *type, const char *key, const char *heading);

/* A cell with an exact value in a unit. */
xmlNodePtr met_chart_cell(struct met_result *r, xmlNodePtr row, struct aj_rat base,
                          const struct mdl_unit *unit, int decimals, aj_at at);

/* The chart's one period; false after E0675. */
bool met_chart_period(struct met_result *r, const xmlNode *node, struct mdl_period *period);

/* The figure of a row; false after a finding. */
bool met_chart_row(struct met_result *r, const xmlNode *row, struct met_subject *subject);

/* A note below the table, without a mark. */
void met_chart_note(xmlNodePtr table, aj_at at, const char *text);

#endif
