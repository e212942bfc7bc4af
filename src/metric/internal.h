/* Between the files of the metric stage: what it knows of a report, names and judgements. */
#ifndef MET_INTERNAL_H
#define MET_INTERNAL_H

#include "base/map.h"
#include "metric/actions.h"
#include "metric/bind.h"
#include "metric/formula.h"
#include "metric/metric.h"
#include "model/model.h"

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
    MET_SUMS,    /* what actions save together against an amount */
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
    enum mdl_rhythm rhythm;  /* MET_SUMS: how the limit counts over time */
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
    struct aj_map headings;       /* id -> text, as headings.c gives it */
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
    bool in_table;                    /* of every row: a share of nothing is not applicable, and no fault */
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

/* library.c: every metric, check, heading and status of templates/metrics. */
void met_library_load(struct met_result *r);

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

/*
 * The figure that is given for the period, or NULL: of that very part of the year, since neither does a
 * year's figure answer for a part of it nor the reverse. `*rivals` tells that figures of several kinds
 * answer.
 */
const struct met_given *met_given_find(const struct met_result *r, const struct met_metric *metric,
                                       struct mdl_period period, bool *rivals);
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

/* number text in a unit: value (base units) as "109,3". */
const char *met_number_text(struct aj_arena *arena, struct aj_rat base, const struct mdl_unit *unit,
                            int decimals);

/* "109,3 mnkr" with a no-break space; the unit in the singular where the printed number is one. */
const char *met_with_unit(struct aj_arena *arena, const char *number, const struct mdl_unit *unit);

/* bind_that.c: targets are read before any prose. */
void met_target_read(struct met_result *r, const xmlNode *node);
met_binder met_bind_fulfilment;
void met_targets_parse(struct met_result *r);

/* bind_difference.c: the report's figures are those of the variant that its root names. */
void met_variant_use(struct met_result *r, const xmlNode *report);

/* strict.c: numbers that the author typed, when the report is strict. */
void met_check_strict(struct met_result *r, const xmlNode *report);

/*
 * reference.c: whether the number of `length` bytes at `p` in `text` names something, as "2018:597", "13 kap.
 * 1 §" and "kl. 9" do. `begins`: the text is the first of its element.
 */
bool met_is_reference(struct met_result *r, const char *text, const char *p, size_t length, bool begins);

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
