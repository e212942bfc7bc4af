/* Between the files of the metric stage. */
#ifndef MET_INTERNAL_H
#define MET_INTERNAL_H

#include "base/map.h"
#include "metric/metric.h"
#include "model/model.h"

/* ---- definitions ---- */

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

struct met_metric {
    const char *name, *formula, *definition, *source;
    const char **aliases;
    uint32_t alias_len, alias_cap;
    struct mdl_unit unit;
    int decimals;
    enum mdl_genus genus;
    enum mdl_slag slag;
    enum mdl_better better;
    const char *plus, *minus, *zero; /* what is said above, below and at zero: "en positiv avvikelse" */
    const struct met_node *tree;
    bool parsed, busy;
    bool misfit;  /* that its figures are in another unit was told */
    bool per_row; /* declared for any row, which its formula names 'rad' */
    struct met_memo *memos;
    uint32_t memo_len, memo_cap;
    aj_at at;
};

struct met_check {
    const char *id, *name;
    const char *left, *right;  /* formulas that must give the same; or NULL */
    const char *every, *needs; /* what everything of a sort must have; or NULL */
    const char *type;          /* "styrande": only of indicators of that type; NULL: of all */
    const char *kinds;         /* of reports, parted by spaces; NULL: of all */
    const char *unless;        /* a formula: where it is known, `left` and `right` say nothing; or NULL */
    aj_at at;
};

/* A figure that the report supplies because the tables cannot yield it. */
struct met_given {
    const struct met_metric *metric;
    struct mdl_period period;
    struct aj_rat value, half; /* base units */
    struct mdl_unit unit;
    int decimals;
    const char *from, *why;
    aj_at at;
};

/* ---- subjects: what a name stands for ---- */

enum met_kind { MET_NOTHING, MET_METRIC, MET_SERIES, MET_TARGET, MET_ACTIONS, MET_TABLE };

struct met_target;
struct met_actions;

struct met_subject {
    enum met_kind kind;
    const char *name; /* as it is printed */
    struct met_metric *metric;
    const struct mdl_series **series; /* one, or the same row of several tables */
    uint32_t series_len;
    const char *group; /* whose figures, in a table that compares; NULL: the first */
    struct met_target *target;
    struct met_actions *actions;
    const struct mdl_table *table;
};

/* ---- `that` ---- */

enum met_that_kind {
    MET_COMPARE,
    MET_TREND,
    MET_TARGET_MET,
    MET_REACHES,
    MET_LACKS,
    MET_AGAINST, /* higher or lower than, or level with, others or another time */
    MET_STANDS,  /* among the best or the worst */
    MET_WEIGHED  /* several targets together */
};

/* Which step of a verdict's scale; a report that chooses no scale knows the first and the last. */
enum met_outcome { MET_YES, MET_MAINLY, MET_PARTLY, MET_NO, MET_UNDECIDED, MET_OUTCOMES };

/* A stated limit: a share of something, or an amount. */
struct met_within {
    bool stated, relative;
    struct aj_rat amount; /* base units; of a share the share itself */
    const char *dimension;
};

/* How many of several: "en majoritet", "minst hälften", "alla", "minst 2". */
enum met_quantity_kind { MET_MAJORITY, MET_HALF, MET_ALL, MET_SO_MANY };
struct met_quantity {
    bool stated;
    enum met_quantity_kind kind;
    uint32_t number; /* MET_SO_MANY */
};

/* What a figure is compared with. */
enum met_against_kind { MET_WITH_GROUP, MET_WITH_YEAR_BEFORE, MET_WITH_BUDGET, MET_WITH_FIGURE };
struct met_against {
    enum met_against_kind kind;
    const char *group;         /* as the table's heading has it */
    struct met_subject figure; /* MET_WITH_FIGURE */
    const char *words;         /* "rikssnittet", "liknande kommuner", "föregående år" */
};

struct met_that {
    enum met_that_kind kind;
    struct met_subject left, right; /* right.kind MET_NOTHING: the limit is a number */
    enum met_compare compare;
    bool negated, rising;
    struct aj_rat limit; /* base units */
    struct mdl_unit unit;
    const char *limit_text; /* "minst 4 procent" with no-break space */
    const char *status;
    const char *text;        /* as the author wrote it, white space made even */
    enum met_outcome wanted; /* MET_TARGET_MET: the step that is claimed */
    struct met_against against;
    int order;                        /* MET_AGAINST: 1 more, -1 less, 0 level with */
    bool judged;                      /* the order is of better and worse */
    struct met_within level;          /* what still counts as level with */
    struct met_within mainly, partly; /* what a miss may be to count as much as that */
    struct aj_rat share;              /* MET_STANDS: among how large a part; from the best, or the worst */
    bool worst;
    struct met_target **targets; /* MET_WEIGHED */
    uint32_t target_len, target_cap;
    struct met_quantity quantity;  /* how many of them at least */
    struct met_quantity partly_of; /* how many are partly enough; not stated: none */
    bool indicators;               /* they are indicators, not targets by name */
    bool measured;                 /* of these only those that have an outcome count */
};

struct met_judgement {
    struct mdl_period period;
    enum met_outcome outcome;
    struct met_value left, right;
    struct aj_rat margin; /* base units; negative: what is missing */
    const char *reason;   /* why it cannot be judged */
    enum mdl_scenario scenario;
    bool unmeasured; /* the cell says that there is no outcome */
};

struct met_target {
    const char *name;
    const xmlNode *node;
    struct met_that that;
    struct met_judgement *judgements;
    uint32_t judgement_len, judgement_cap;
    bool valid;
    const char *goal; /* whose indicators it weighs, where it was declared for every goal; else NULL */
    aj_at at;
};

/* How far an action has come, in a word that templates/metrics or the report declares. */
struct met_status {
    const char *name;     /* "ej genomförbar" */
    const char **aliases; /* "inte genomförbar" */
    uint32_t alias_len, alias_cap;
    bool outside;     /* no sum counts it */
    const char *said; /* of those outside: "som inte går att genomföra" */
    aj_at at;
};

/* One action, however many lists hold it. */
struct met_action {
    struct mdl_action is;
    const xmlNode *node; /* the report's element, which may hold its text; NULL if it has none */
    int status;          /* in the result's states, -1 where its word is not declared or none is said */
    bool from_table;
};

struct met_actions {
    const char *name;
    struct met_action **items;
    uint32_t len, cap;
    const struct mdl_action_table *table; /* whose headings it is printed with, or NULL */
    bool single;                          /* one action by its own name */
    aj_at at;
    aj_at summed;      /* where prose gives its sum, 0 if nowhere */
    bool outside_said; /* and that the sum leaves some of it out */
};

/* A line of the list that met_text ends with: a claim that holds, in its place among the findings. */
struct met_held {
    const char *text;
    uint32_t before; /* the finding that follows it */
};

/* Where findings on an element that is gone from the data document are marked. */
struct met_anchor {
    aj_at at;
    xmlNodePtr node;
};

/* What a formula asked for. */
struct met_input {
    struct met_subject subject;
    struct mdl_period period;
    const char *who;
};

struct met_trace {
    struct met_input *items;
    uint32_t len, cap;
};

struct met_trends;

struct met_result {
    struct aj_job *job;
    struct mdl_model *model;
    struct met_metric **metrics;
    uint32_t metric_len, metric_cap;
    struct met_check *checks;
    uint32_t check_len, check_cap;
    struct met_given *givens;
    uint32_t given_len, given_cap;
    struct met_target **targets;
    uint32_t target_len, target_cap;
    struct met_actions **actions; /* what is printed: one for each element */
    uint32_t action_len, action_cap;
    struct met_actions **lists; /* those of the tables, by the names that they have there */
    uint32_t list_len, list_cap;
    struct aj_map list_names;   /* folded name -> one of them */
    struct met_actions *all;    /* every action, once */
    const char *edition;        /* the earlier one that they are laid beside, NULL if none */
    struct aj_map action_names; /* folded name -> struct met_action, of the tables */
    struct met_status *states;  /* in the order in which they are declared */
    uint32_t state_len, state_cap;
    struct aj_map names;          /* folded name -> struct met_name */
    struct aj_map of_rows;        /* "metric / row", folded -> that metric for that row */
    struct aj_map statuses;       /* folded status of an action, where it is not declared */
    struct aj_map known_statuses; /* folded status of an action -> the declared one */
    struct met_trends *trends;    /* trends.h; never NULL once the report is read ahead */
    struct met_figure *figures;
    uint32_t figure_len, figure_cap;
    struct aj_map figure_keys;
    struct met_held *held;
    uint32_t held_len, held_cap;
    xmlDocPtr data;
    struct met_front *front;
    struct met_content *content; /* when it was asked for */
    xmlDocPtr report;
    struct met_anchor *anchors;
    uint32_t anchor_len, anchor_cap;
    const char *goal;                 /* the number of the goal that is being bound, or NULL */
    uint32_t table_count;             /* ids given so far */
    struct aj_map ids;                /* those of the author and those given */
    uint32_t depth, steps;            /* of evaluation */
    struct met_trace *trace;          /* what a formula asks for is noted here; NULL: nobody asks */
    const char *who;                  /* whose figures a formula asks for; NULL: the report's own */
    bool quiet;                       /* evaluation asks, and tells no findings */
    bool checking;                    /* formulas are compared by a check */
    int steps_of_verdicts;            /* 2, 3 or 4, chosen by the report */
    struct met_within mainly, partly; /* the report's own, where a target states none */
};

/* link.c: what repeated notes, marks and call-outs' headings refer back to, as attributes of the data
 * document. */
void met_link(struct met_result *r);

/* front.c: the report's front as compose reads it: one chain of decisions, one date. */
void met_bind_front(struct met_result *r, const xmlNode *front, xmlNodePtr out);

/* metric.c: no tables and no names yet, the definitions of the templates loaded. */
struct met_result *met_result_new(struct aj_job *job);

/* library.c: every metric and check of templates/metrics. */
void met_library_load(struct met_result *r);

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

/* names.c */
void met_names_build(struct met_result *r);
void met_names_add_target(struct met_result *r, struct met_target *target);
void met_names_add_actions(struct met_result *r, struct met_actions *actions);

/* What a name stands for; kind MET_NOTHING when it is unknown or ambiguous, which met_subject_find tells. */
struct met_subject met_subject_peek(struct met_result *r, const char *name, bool *ambiguous);
struct met_subject met_subject_find(struct met_result *r, const char *name, aj_at at);

/* The rows that bear a metric's name or alias; kind MET_NOTHING where none or more than one does. */
struct met_subject met_metric_rows(struct met_result *r, const struct met_metric *metric);

/* library.c: the metric that is declared for any row, for `row`, which stands for `subject`; made once. */
struct met_metric *met_metric_for_row(struct met_result *r, const struct met_metric *metric, const char *row,
                                      const struct met_subject *subject);

/* The name by which no other figure is called: "Driftbudget / Socialnämnden" where both budgets have such a
 * row. */
const char *met_subject_own_name(struct met_result *r, const struct met_subject *subject);

/* Every row of that name, each a subject of its own; how many. */
uint32_t met_subject_all(struct met_result *r, const char *name, struct met_subject **out);

/* The unit and decimals in which prose and small tables give a subject's figures. */
struct mdl_unit met_subject_unit(const struct met_subject *subject);
int met_subject_decimals(const struct met_subject *subject, const struct met_value *value);
enum mdl_genus met_subject_genus(const struct met_subject *subject);
enum mdl_slag met_subject_slag(const struct met_subject *subject);
enum mdl_better met_subject_better(const struct met_subject *subject);

/* given.c */
void met_given_load(struct met_result *r, const xmlNode *node);
const struct met_given *met_given_find(const struct met_result *r, const struct met_metric *metric,
                                       struct mdl_period period);
void met_given_check(struct met_result *r);

/* that_parse.c: false after a finding at `at`. */
bool met_that_parse(struct met_result *r, const char *text, aj_at at, struct met_that *out);

/* judge.c: one period; `words` is the that-text for notes. */
struct met_judgement met_judge(struct met_result *r, const struct met_that *that, struct mdl_period period,
                               aj_at at);
const struct met_judgement *met_judge_target(struct met_result *r, struct met_target *target,
                                             struct mdl_period period, aj_at at);

/* Whether `that` holds for the attribute's periods (NULL: those that its subject has). */
enum met_outcome met_holds(struct met_result *r, const struct met_that *that, const char *periods, aj_at at,
                           const char **shown, const char **why);

/* words.c */
const char *met_count_word(struct aj_arena *arena, uint32_t count, enum mdl_genus genus);
const char *met_capital(struct aj_arena *arena, const char *text);
const char *met_join(struct aj_arena *arena, const char *const *items, uint32_t count, const char *last);
enum met_form {
    MET_FORM_AUTO,
    MET_FORM_HAR,
    MET_FORM_IMPERFEKT,
    MET_FORM_PRESENS,
    MET_FORM_VANTAS,
    MET_FORM_AR /* between two points: "är högre" */
};

/* The text of a value that could not be bound, for a draft: "[Skatteintäckter?]". */
xmlNodePtr met_add_open(struct met_result *r, xmlNodePtr out, const xmlNode *node, const char *kind,
                        const char *name);

/* number text in a unit: value (base units) as "109,3". */
const char *met_number_text(struct aj_arena *arena, struct aj_rat base, const struct mdl_unit *unit,
                            int decimals);

/* "109,3 mnkr" with a no-break space; the unit in the singular where the printed number is one. */
const char *met_with_unit(struct aj_arena *arena, const char *number, const struct mdl_unit *unit);

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

/* action_list.c: the lists of the tables get their names before the report's own are read, all before any
 * prose, so that prose may speak of what comes later. */
void met_actions_load(struct met_result *r);
void met_actions_read(struct met_result *r, const xmlNode *node);

/* When the report was read: every action by its own name, all of them as "åtgärder". */
void met_actions_name(struct met_result *r);

/* editions.c: what each action was in an earlier edition; W0266 for one of it that is told of no more. */
void met_editions_compare(struct met_result *r);

/* The list that an element prints, by its place; NULL if it was not read. */
const struct met_actions *met_actions_at(const struct met_result *r, aj_at at);

/* What is said of an action, "" if nothing. */
const char *met_action_says(const struct met_action *action, enum mdl_action_field field);

/* totals.c: "1 000 tkr per år", "500 tkr engångs"; in prose "som engångsbelopp". And the unit of such. */
const char *met_amount_text(struct met_result *r, const struct mdl_amount *amount, enum mdl_rhythm rhythm,
                            bool prose);
const char *met_rhythm_unit(struct aj_arena *arena, const struct mdl_unit *unit, enum mdl_rhythm rhythm);

/* totals.c: when all is bound, W0369 for each sum in prose that leaves out what nothing in the report tells.
 */
void met_check_sums(struct met_result *r);

/* status.c: a status that templates/metrics or the report declares. */
void met_status_load(struct met_result *r, const xmlNode *node);

/* Its index in the result's states, -1 if none is called so. */
int met_status_find(const struct met_result *r, const char *status);
bool met_status_is(const struct met_result *r, const char *status, const char *wanted);

/* False after E0321 when neither a declaration nor a list knows the status. */
bool met_status_known(struct met_result *r, const char *status, aj_at at);

/* The index of an action's status; E0365 or W0366, once for each word, when it is not declared. */
int met_status_take(struct met_result *r, const char *status, aj_at at);

/* bind_that.c: targets are read before any prose. */
void met_target_read(struct met_result *r, const xmlNode *node);
met_binder met_bind_fulfilment;
void met_targets_parse(struct met_result *r);

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
xmlNodePtr met_table_row(xmlNodePtr table, const char *role, aj_at at);
void met_set_at(xmlNodePtr node, aj_at at);

/* A cell with a row's figures as they stand in its source, in the row's own unit and decimals. */
void met_table_cell(struct met_result *r, xmlNodePtr row, const struct mdl_series *series, uint32_t column);

/* The same with a cell that need not be the row's own. */
void met_table_cell_of(struct met_result *r, xmlNodePtr row, const struct mdl_series *series, uint32_t column,
                       const struct mdl_cell *source);

/* A cell with the unit of a row's figures. */
void met_table_unit(struct met_result *r, xmlNodePtr row, const struct mdl_series *series);

/* The caption that the author gave the table's element, else `otherwise` if that is not NULL. */
void met_table_caption(struct met_result *r, const xmlNode *node, xmlNodePtr table, const char *otherwise,
                       uint32_t depth);

/* bind_spark.c: whether a table's element asks for its rows' turns over the years, trend="ja"; and a cell
 * with it. */
bool met_wants_trend(struct met_result *r, const xmlNode *node);
void met_put_trend_cell(struct met_result *r, xmlNodePtr row, const struct met_subject *subject, aj_at at);

/* The row of a table of the data document that shows a series. */
xmlNodePtr met_table_series(struct met_result *r, xmlNodePtr table, const struct mdl_series *series);

/* The table that the element's `of` names; NULL after a finding. */
const struct mdl_table *met_table_find(struct met_result *r, const xmlNode *node);

/* bind_difference.c: the report's figures are those of the variant that its root names. */
void met_variant_use(struct met_result *r, const xmlNode *report);

/* targets and lists, in document order, before any prose */
void met_read_ahead(struct met_result *r, const xmlNode *root);

/* strict.c: numbers that the author typed, when the report is strict. */
void met_check_strict(struct met_result *r, const xmlNode *report);

/* accept.c: before anything is checked. */
void met_accept_read(struct met_result *r, const xmlNode *data);

/* checks.c: formulas that must agree. */
void met_run_checks(struct met_result *r);

/* coverage.c: everything of a sort must have what it needs; run when all is bound, for a report of this kind.
 */
void met_run_coverage(struct met_result *r, const char *kind);

/* W0361: what a check misses in one thing, with the check's id, by which the report may accept it. */
void met_coverage_tell(struct met_result *r, const struct met_check *check, const char *name, aj_at at);

/* crossfoot.c: E0363 for each row of a deviation or a total that its columns do not make. */
void met_crossfoot(struct met_result *r, const struct met_check *check);

/* spelling.c: W0364 for each name that is spelt in two ways, in the tables or in the bound text. */
void met_spelling(struct met_result *r, const struct met_check *check);
bool met_coverage_known(const char *every, const char *needs);
const char *met_coverage_list(struct aj_arena *arena);

#endif
