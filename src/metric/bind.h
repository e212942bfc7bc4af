/* What binding a report's elements shares: elements, attributes, cells and tables of the data document. */
#ifndef MET_BIND_H
#define MET_BIND_H

#include "metric/metric.h"
#include "model/model.h"

struct met_result;
struct met_subject;

/* The text of a value that could not be bound, for a draft: "[Skatteintäckter?]". */
xmlNodePtr met_add_open(struct met_result *r, xmlNodePtr out, const xmlNode *node, const char *kind,
                        const char *name);

/* bind.c: the children of a report's element into an element of the data document. */
void met_bind_children(struct met_result *r, const xmlNode *from, xmlNodePtr to, uint32_t depth);
void met_bind_one(struct met_result *r, const xmlNode *node, xmlNodePtr to, uint32_t depth);
xmlNodePtr met_add(struct met_result *r, xmlNodePtr parent, const char *name, const xmlNode *origin);
void met_set(xmlNodePtr node, const char *name, const char *value);
void met_set_exact(struct met_result *r, xmlNodePtr node, struct aj_rat base, const struct mdl_unit *unit);
void met_anchor_at(struct met_result *r, const xmlNode *origin, xmlNodePtr node);
void met_add_text(xmlNodePtr node, const char *text);
const char *met_attr(struct met_result *r, const xmlNode *node, const char *name);

/* An attribute that must be there: NULL after E0314. */
const char *met_need(struct met_result *r, const xmlNode *node, const char *name);

/* Whether the element has no attributes but these, parted by spaces; else E0385, so that none is passed over.
 */
bool met_takes_only(struct met_result *r, const xmlNode *node, const char *name, const char *takes);

/* The periods of an attribute; false after E0305. A NULL text gives all that the subject has. */
bool met_read_periods(struct met_result *r, const char *text, const struct met_subject *subject, aj_at at,
                      struct mdl_period **out, uint32_t *count, bool *span);
void met_record(struct met_result *r, const char *name, const char *period, const char *unit,
                const char *text, struct aj_rat exact);

typedef void met_binder(struct met_result *r, const xmlNode *node, xmlNodePtr out, uint32_t depth);
met_binder met_bind_value, met_bind_period, met_bind_trend, met_bind_limit, met_bind_target, met_bind_verdict,
    met_bind_claim, met_bind_if, met_bind_count, met_bind_list, met_bind_metrics, met_bind_chart,
    met_bind_statement, met_bind_goal, met_bind_indicators, met_bind_sources, met_bind_actions,
    met_bind_orgchart, met_bind_compare, met_bind_standing, met_bind_proposal, met_bind_difference,
    met_bind_matrix, met_bind_totals;

/* bind_goal.c: the first table with indicators of that goal (NULL: of any), or NULL. */
const struct mdl_table *met_goal_table(const struct met_result *r, const char *no);

/* Whether a row stands by itself among a goal's indicators (NULL: any goal's), and whether as a supporting
 * one. */
bool met_is_indicator(const struct mdl_series *series, const char *no);
bool met_is_supporting(const struct mdl_series *series);

/* An id that no one has: the name in plain letters if it is free, else the stem with a number. `name` may be
 * NULL. */
const char *met_id_new(struct met_result *r, const char *name, const char *stem);
void met_id_take(struct met_result *r, const char *id);

/* bind_table.c: the parts that every table of the data document is made of. */
xmlNodePtr met_table_new(struct met_result *r, xmlNodePtr out, const xmlNode *node, const char *kind);
void met_table_column(xmlNodePtr table, const char *type, const char *heading);
xmlNodePtr met_table_label(xmlNodePtr row, const char *text, aj_at at);

/* heading.c: a column's heading as its source writes it, "jan–aug" with an en dash; and that of a period, for
 * which the statements' own heading stands where they agree ("Bokslut 2025"), else the common words. */
const char *met_column_heading(struct aj_arena *arena, const struct mdl_column *column);
const char *met_period_column(struct met_result *r, struct mdl_period period);

/* The label of a row of that subject: its name, with the unit unless that is "" or said by the name. Where
 * the name is not the author's own, the subject's short name stands beside for what has little room. */
xmlNodePtr met_table_name(struct met_result *r, xmlNodePtr row, const struct met_subject *subject,
                          const char *name, const char *unit, aj_at at);

xmlNodePtr met_table_row(xmlNodePtr table, const char *role, aj_at at);
void met_set_at(xmlNodePtr node, aj_at at);

/* A cell with a row's figures as they stand in its source, in the row's own unit and decimals. */
void met_table_cell(struct met_result *r, xmlNodePtr row, const struct mdl_series *series, uint32_t column);

/* The same with a cell that need not be the row's own, and at least so many decimals. */
void met_table_cell_of(struct met_result *r, xmlNodePtr row, const struct mdl_series *series, uint32_t column,
                       const struct mdl_cell *source, int least);

/* A cell with the unit of a row's figures. */
void met_table_unit(struct met_result *r, xmlNodePtr row, const struct mdl_series *series);

/*
 * headings.c: a heading or caption that templates/metrics declares by its id; E0251 at the report's root,
 * once, when it declares none, and then the id. `args` (to NULL) stand where the text has {1}, {2} …
 */
void met_heading_load(struct met_result *r, const xmlNode *node);
const char *met_heading(struct met_result *r, const char *id);
const char *met_heading_with(struct met_result *r, const char *id, const char *const *args);

/* The caption that the author gave the table's element, else `otherwise` if that is not NULL. */
void met_table_caption(struct met_result *r, const xmlNode *node, xmlNodePtr table, const char *otherwise,
                       uint32_t depth);

/* The source line that the author gave a table, as a note of it without a mark. */
void met_table_credit(struct met_result *r, const xmlNode *node, xmlNodePtr table, uint32_t depth);

/* bind_spark.c: whether a table's element asks for its rows' turns over the years, trend="ja". */
bool met_wants_trend(struct met_result *r, const xmlNode *node);

/* Of what kind of period a table's turns are: of that which most of the years are that it shows, else of
 * whole years. `shown` is kept. */
struct met_turn {
    const struct mdl_period *shown; /* the table's columns; none: of whatever kinds they are */
    uint32_t count;
    const char *part; /* NULL: whole years */
};
struct met_turn met_turn_of(const struct mdl_period *shown, uint32_t count);

/* The column of turns, whose heading says the part where the table has others too; and a cell of it. */
void met_turn_column(struct met_result *r, xmlNodePtr table, const struct met_turn *turn);
void met_put_trend_cell(struct met_result *r, xmlNodePtr row, const struct met_subject *subject,
                        const struct met_turn *turn, aj_at at);

/* The row of a table of the data document that shows a series. */
xmlNodePtr met_table_series(struct met_result *r, xmlNodePtr table, const struct mdl_series *series);

/* The table that the element's `of` names; NULL after a finding. */
const struct mdl_table *met_table_find(struct met_result *r, const xmlNode *node);

#endif
