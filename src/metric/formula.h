/* Formulas: what one is made of, and the values that it gives. */
#ifndef MET_FORMULA_H
#define MET_FORMULA_H

#include "metric/metric.h"
#include "model/model.h"

struct met_given;
struct met_metric;
struct met_result;
struct met_subject;

enum { MET_ARGUMENTS = 12 };

enum met_op {
    MET_NUMBER,
    MET_NAME,
    MET_NEG,
    MET_ADD,
    MET_SUB,
    MET_MUL,
    MET_DIV,
    MET_COMPARES, /* two figures: a truth */
    MET_CALL,     /* a function of its arguments */
    MET_AT        /* its argument at other periods, or of another organisation: 'x'[2020], 'x'[utfall] */
};

enum met_compare { MET_LEAST, MET_MOST, MET_OVER, MET_UNDER, MET_EQUAL };

struct met_function;

struct met_node {
    enum met_op op;
    enum met_compare compare;            /* MET_COMPARES */
    struct aj_rat number;                /* MET_NUMBER, in base units */
    const char *dimension;               /* MET_NUMBER: "kr"; NULL for a plain number */
    const char *name;                    /* MET_NAME: as the formula writes it */
    const struct met_function *function; /* MET_CALL */
    const struct met_node *args[MET_ARGUMENTS];
    uint32_t arg_len;
    /* MET_AT. A year of 0 leaves the year as it is. */
    const struct mdl_period *periods;
    uint32_t period_len;
    const char *who; /* an organisation's heading, or NULL */
    bool all;        /* every organisation of the table */
    bool list;       /* gives several figures: stands only where a function takes such */
};

enum met_state {
    MET_KNOWN,
    MET_MISSING, /* the cell says that there is no figure */
    MET_LACKING, /* an input is not there; `lack` names it */
    MET_FAULT    /* a finding has told why */
};

/* An exact value and the interval that the rounding of its inputs leaves open, in base units. */
struct met_value {
    enum met_state state;
    struct aj_rat exact, low, high;
    const char *dimension;
    const char *lack;
    enum mdl_missing missing;
    enum mdl_scenario scenario;
    int decimals; /* as written, -1 for a computed one */
    const struct met_given *given;
    const struct mdl_value *written; /* the cell's own value, NULL for a computed one */
    aj_at at;                        /* the cell, or the report's `given` */
};

struct met_memo {
    struct mdl_period period;
    const char *who;
    struct met_value value;
};

/* formula_parse.c: NULL after E0310 at `at` when the formula is none. */
const struct met_node *met_formula_parse(struct aj_job *job, const char *text, aj_at at);

/* formula_value.c: arithmetic on exact values with their intervals. */
struct met_value met_fault(void);
struct met_value met_number(struct aj_rat value);
struct met_value met_sum_of(struct met_result *r, const struct met_value *a, const struct met_value *b,
                            bool minus);
/* Of unlike or unfitting units the dimension is NULL. */
struct met_value met_product_of(struct met_result *r, const struct met_value *a, const struct met_value *b);
struct met_value met_quotient_of(struct met_result *r, const struct met_value *a, const struct met_value *b);
struct met_value met_negated(struct met_value value);

/* When one of two is not known neither is the result: true then, and why in `out`. */
bool met_either_unknown(struct aj_arena *arena, const struct met_value *a, const struct met_value *b,
                        struct met_value *out);

/* formula_call.c: NULL when no function bears the name. */
const struct met_function *met_function_find(const char *name, size_t length);
const char *met_function_names(void);

/* What a function takes: figures at least and at most, and whether they may be lists. */
struct met_arity {
    uint32_t least, most;
    bool lists;
};
struct met_arity met_function_arity(const struct met_function *function);
struct met_value met_call(struct met_result *r, const struct met_node *node, struct mdl_period period,
                          aj_at at);

/* formula_list.c: the figures of an argument: one, or those of several periods, organisations, or the items
 * of a table. */
struct met_values {
    struct met_value *items;
    uint32_t len, cap;
};
void met_eval_list(struct met_result *r, const struct met_node *node, struct mdl_period period, aj_at at,
                   struct met_values *out);

/* The figures of every single organisation for which the argument's tables have one; averages are left out.
 */
void met_eval_all(struct met_result *r, const struct met_node *node, struct mdl_period period, aj_at at,
                  struct met_values *out);

/* Whether a row counts by itself: no sum, no part of another. */
bool met_is_item(const struct mdl_series *series);

/* One row of a table as a subject. */
struct met_subject met_row_subject(struct met_result *r, const struct mdl_series *series);

/* The first name in a formula, or NULL. */
const struct met_node *met_first_name(const struct met_node *node);

/* The dimension of what is true or false. */
#define MET_TRUTH "sant eller falskt"

/* The period that [..] makes of another. */
struct mdl_period met_period_at(struct mdl_period period, struct mdl_period wanted);
struct mdl_period met_year_before(struct mdl_period period, int years);

/* formula_eval.c */
struct met_value met_combine(struct met_result *r, const struct met_node *node, struct met_value a,
                             struct met_value b, struct mdl_period period, aj_at at);
struct met_value met_eval_node(struct met_result *r, const struct met_node *node, struct mdl_period period,
                               aj_at at);
struct met_value met_eval_metric(struct met_result *r, struct met_metric *metric, struct mdl_period period,
                                 aj_at at);
const struct met_node *met_metric_tree(struct met_result *r, struct met_metric *metric);

/* explain.c: notes the figure, once, while someone traces a formula. */
void met_trace_input(struct met_result *r, const struct met_subject *subject, struct mdl_period period);

/* series.c: the figure of a row for a period; and the subject's figure whatever it is. */
struct met_value met_eval(struct met_result *r, const struct met_subject *subject, struct mdl_period period,
                          aj_at at);
struct met_value met_eval_series(struct met_result *r, const struct met_subject *subject,
                                 struct mdl_period period, aj_at at);

/* The figure as prose speaks of it: costs, which a statement prints negative, lose their sign. */
struct met_value met_spoken(const struct met_subject *subject, struct met_value value);
struct met_value met_eval_spoken(struct met_result *r, const struct met_subject *subject,
                                 struct mdl_period period, aj_at at);

/* The goal that is set for an indicator: the figure of its Delmål column. */
struct met_value met_eval_goal(struct met_result *r, const struct met_subject *subject);

/* The periods for which the subject has a figure (goals left out), in order; one for each year and kind. */
uint32_t met_periods(struct met_result *r, const struct met_subject *subject, struct mdl_period **out);

/* Every year that the tables and what is given speak of, in order. */
uint32_t met_all_years(struct met_result *r, struct mdl_period **out);

/* "2022–2024", "2020, 2022": years in order, a span where three or more follow each other. */
const char *met_periods_text(struct aj_arena *arena, const struct mdl_period *periods, uint32_t count);

/* What the year's figures are in the tables, for a figure that does not say: budget, outcome ... */
enum mdl_scenario met_year_scenario(const struct met_result *r, int year);

/*
 * Adds a finding about the lack of something for a period; {1} name, {2} periods, {3} rest. The same lack of
 * the same name at the same place is one finding, however many periods it has.
 */
void met_add_lack(struct met_result *r, enum aj_code code, aj_at at, const char *name,
                  struct mdl_period period, const char *rest);

/* Tells why a value is not known: E0304, E0306 or E0327; nothing when it has been told. */
void met_report_unknown(struct met_result *r, const struct met_subject *subject, struct mdl_period period,
                        const struct met_value *value, aj_at at);

#endif
