/* The tables of charts that show more than rows by year; bind_chart.c chooses among them. */
#ifndef MET_CHART_H
#define MET_CHART_H

#include "metric/internal.h"

/*
 * Fills the table of a chart of that kind from its element in the report: columns, rows, notes. The caption
 * stands in the table already. Gives whether there is a figure to draw; without one a finding has told why.
 */
typedef bool met_chart_table(struct met_result *r, const xmlNode *node, xmlNodePtr table, uint32_t depth);

/* bind_table.c: what tables of figures and charts share. */
struct met_note {
    const struct met_given *given;
    uint32_t mark;
};

struct met_notes {
    struct met_note *items;
    uint32_t len, cap;
};

/* The unit and decimals that an author asks for; decimals -1: as the figures have in that unit. */
struct met_as {
    const struct mdl_unit *unit; /* NULL: the figure's own */
    int decimals;
};

/* A cell with the figure of a period, with the mark of its note if it is given; whether there is a figure. */
bool met_metric_cell(struct met_result *r, xmlNodePtr row, const struct met_subject *subject,
                     struct mdl_period period, struct met_as as, struct met_notes *notes, aj_at at);
int met_decimals_as(const struct met_subject *subject, const struct met_value *value, struct met_as as);
void met_put_notes(xmlNodePtr table, struct aj_arena *arena, const struct met_notes *notes);

/* Whether the table's caption says the unit, as a word of its own. */
bool met_caption_says(const xmlNode *table, const char *unit);

/* The rows that stand in the element, by period; whether any has a figure. */
bool met_put_metrics(struct met_result *r, const xmlNode *node, xmlNodePtr table, uint32_t depth,
                     bool caption);

/* What a chart's rows are of: those of the table that the chart's `of` names, or those that stand in it. */
struct met_line {
    struct met_subject subject;
    const char *label;
    const xmlNode *node; /* NULL where the table that `of` names has it */
    bool sum;
    aj_at at;
};

struct met_lines {
    struct met_line *items;
    uint32_t len, cap;
    const char *unit; /* of all of them, "" where they differ */
    struct met_as as; /* what the author asks for */
    bool sums;        /* totals of a table are asked for */
    bool faulty;      /* some name nothing */
};

/* bind_chart.c. False after a finding, or when there are none. */
bool met_read_lines(struct met_result *r, const xmlNode *node, struct met_lines *lines);
bool met_chart_periods(struct met_result *r, const xmlNode *node, struct mdl_period **periods,
                       uint32_t *count);
struct mdl_unit met_line_unit(const struct met_lines *lines, uint32_t i);
void met_chart_unit(xmlNodePtr table, const char *unit);
bool met_chart_is(const char *value, const char *word);

/* bind_people.c: of a table of people by age and sex, which `of` names. */
met_chart_table met_put_pyramid, met_put_ages;

/* bind_waterfall.c */
met_chart_table met_put_waterfall;

/* NULL for the kinds whose rows are figures by year. */
met_chart_table *met_chart_table_of(const char *kind);

met_chart_table met_put_hundred, met_put_bullet, met_put_items;

/* An appendix at the end for the tables of charts that send theirs there, unless the report has a place for
 * them. */
void met_chart_appendix(struct met_result *r);

/* A column with a key, by which the chart finds it. */
void met_chart_column(xmlNodePtr table, const char *type, const char *key, const char *heading);

/* A cell with an exact value in a unit. */
xmlNodePtr met_chart_cell(struct met_result *r, xmlNodePtr row, struct aj_rat base,
                          const struct mdl_unit *unit, int decimals, aj_at at);

/* How many rows a chart of a kind of its own has at most: the chart stage draws no more. */
enum { MET_CHART_ROWS = 64 };

/* The chart's one period; false after E0675. */
bool met_chart_period(struct met_result *r, const xmlNode *node, struct mdl_period *period);

/* Whether so many rows, sums among them, can be drawn; false after E0672. */
bool met_chart_room(struct met_result *r, const xmlNode *node, uint32_t rows);

/* The figure of a row; false after a finding. */
bool met_chart_row(struct met_result *r, const xmlNode *row, struct met_subject *subject);

/* A note below the table, without a mark. */
void met_chart_note(xmlNodePtr table, aj_at at, const char *text);

#endif
