/* Between the files that choose words: changes, comparisons, verdicts. */
#ifndef MET_PROSE_H
#define MET_PROSE_H

#include "metric/internal.h"

/* How sure a scenario's figures are, which decides the verb. */
enum met_sureness { MET_DONE, MET_JUDGED, MET_PLANNED, MET_SURENESSES };
enum met_sureness met_sureness_of(enum mdl_scenario scenario);

/* words_change.c: a change in words ("har ökat", "är marginellt högre"). */
struct met_change {
    int direction; /* 1 up, -1 down, 0 as before */
    enum met_form form;
    enum mdl_scenario scenario; /* of the later figure */
    enum mdl_slag slag;
    enum mdl_genus genus;
    const char *steps;   /* of a rank: " 3 placeringar", with its leading blank; "" if none */
    const char *subject; /* set after the verb ("har den ökat"); NULL if it stands before */
    bool marginal;       /* below the limit that the author states */
    int judged;          /* 1 to the better, -1 to the worse, 0: only the direction is said */
    bool judge;          /* the judgement is said instead of the direction */
};
const char *met_change_text(struct aj_arena *arena, const struct met_change *change);

/* "högre", "färre", "längre", "bättre"; `judge`: bättre or sämre whatever the kind. Direction 1 or -1. */
const char *met_comparative(enum mdl_slag slag, int direction, bool judge, int judged);

/* The text with the subject after its first word, which is the finite verb. */
const char *met_inverted(struct aj_arena *arena, const char *text, const char *subject);

/* words_verdict.c */
enum met_verdict_form { MET_VERDICT_HAR, MET_VERDICT_IMPERFEKT, MET_VERDICT_PRESENS, MET_VERDICT_KORT };
struct met_saying {
    bool indicator; /* "når målvärdet" instead of "uppnås" */
    bool four;      /* of four steps: what is met is so "i hög grad" */
    enum met_verdict_form form;
    const char *subject; /* as in met_change */
};
const char *met_verdict_words(struct aj_arena *arena, const struct met_judgement *judgements, uint32_t count,
                              const struct met_saying *saying);

/* "uppnås delvis", for lists of verdicts. */
const char *met_step_name(enum met_outcome outcome);

/* What the data document calls it: yes, mainly, partly, no, open. */
const char *met_outcome_key(enum met_outcome outcome);

/* "uppfyllt", "delvis uppfyllda": of one target or of several. */
const char *met_outcome_word(enum met_outcome outcome, bool four, bool plural);

/* magnitude.c: the unit and decimals in which amounts are said so that none of them loses its digits: 350
 * tkr, not 0,4 mnkr. Other units are left as they are. */
void met_fit_unit(struct aj_arena *arena, const struct met_value *values, uint32_t count,
                  struct mdl_unit *unit, int *decimals);

/* within.c: "inom 5 procent" (of the limit), "inom 0,5 procentenheter": false after E0373. The unit must be
 * like the subject's, which may be NULL: any will do then. */
bool met_within_parse(struct met_result *r, const char *text, const struct met_subject *subject, aj_at at,
                      struct met_within *out);

/* Whether a difference is at most what is stated. */
bool met_is_within(struct aj_arena *arena, const struct met_within *within, struct aj_rat difference,
                   struct aj_rat of);

/* The steps of a verdict that the report and the target choose: reads verdicts, partly, mainly. */
void met_steps_read(struct met_result *r, const xmlNode *root);
void met_steps_of_target(struct met_result *r, const xmlNode *node, struct met_that *that);

/* What a miss is, by the stated limits. */
enum met_outcome met_step_of(struct met_result *r, const struct met_that *that,
                             const struct met_judgement *missed);

/* against.c: what a figure is compared with; false after E0372. */
bool met_against_parse(struct met_result *r, const char *text, const struct met_subject *subject, aj_at at,
                       struct met_against *out);

/* The figure compared with, for the period of the subject's own. */
struct met_value met_eval_against(struct met_result *r, const struct met_subject *subject,
                                  const struct met_against *against, struct mdl_period period,
                                  enum mdl_scenario scenario, aj_at at);

/* 1, -1, or 0 where rounding may have made the difference. */
int met_order(struct aj_arena *arena, const struct met_value *a, const struct met_value *b);

/* standing.c: in which part of the organisations a figure lies, by how many do better. */
struct met_standing {
    uint32_t ahead, behind, count;
};
bool met_stand(struct met_result *r, const struct met_subject *subject, struct mdl_period period, aj_at at,
               struct met_standing *out, struct met_value *own);

/* weigh.c: targets weighed together. met_weigh_parse: whether the text is of that kind; *valid tells whether
 * it was understood, else a finding has told. */
bool met_weigh_parse(struct met_result *r, const char *text, aj_at at, struct met_that *out, bool *valid);

/* 1 of a text that weighs indicators, 2 of one that weighs targets, 0 of any other. */
int met_weighs(const char *text);

/* "minst hälften", "minst 2" of so many; false when it is no such words. */
bool met_quantity_parse(const char *text, struct met_quantity *out);

/* bind_fulfilment.c: the target that was declared for the goal by its number, NULL if none was. */
struct met_target *met_target_of_goal(const struct met_result *r, const char *no);

/* Weighs the goal's governing indicators (NULL: all goals'); false when there are none. */
bool met_weigh_indicators(struct met_result *r, const char *no, aj_at at, struct met_that *out);

/* Whether as many are met as are partly enough. */
bool met_weigh_partly(struct met_result *r, const struct met_that *that, const struct met_judgement *missed);

/* The verdict on the i:th of what is weighed, which must be valid. */
const struct met_judgement *met_weigh_one(struct met_result *r, const struct met_that *that, uint32_t i,
                                          struct mdl_period period, aj_at at);

/* W0345 for each of what is weighed that cannot be judged: a number of those that are met would hide it. */
void met_weigh_report(struct met_result *r, const struct met_that *that, struct mdl_period period, aj_at at);

/* How many of what is weighed are met, of how many that count. */
void met_weigh_count(struct met_result *r, const struct met_that *that, struct mdl_period period, aj_at at,
                     uint32_t *met, uint32_t *of);

void met_weigh_judge(struct met_result *r, const struct met_that *that, struct met_judgement *out, aj_at at);

/* "en majoritet av målen (3 av 5) är uppfyllda". */
const char *met_weigh_text(struct met_result *r, const struct met_that *that, struct mdl_period period,
                           aj_at at);

/* series.c's years: which of a row's years between two others have no figure, though its tables speak of
 * them. */
uint32_t met_gap_years(struct met_result *r, const struct met_subject *subject, struct mdl_period from,
                       struct mdl_period to, struct mdl_period **out);

/* The year between two in which the row's definition changed, 0 if none did. */
int met_redefined(const struct met_subject *subject, struct mdl_period from, struct mdl_period to);

/* bind_change.c: a value's show="change", "growth" (between from and to) and "words" (a surplus or a
 * deficit). */
bool met_put_change(struct met_result *r, const xmlNode *node, xmlNodePtr out,
                    const struct met_subject *subject, bool growth);
bool met_put_words(struct met_result *r, const xmlNode *node, xmlNodePtr out,
                   const struct met_subject *subject);

/* show="rate": a rate that is decided upon, from one year to another. */
bool met_put_rate(struct met_result *r, const xmlNode *node, xmlNodePtr out,
                  const struct met_subject *subject);
bool met_has_words(const struct met_subject *subject);

/* bind_value.c: one exact value in a unit of its own, with the interval that it is known to. */
struct met_amount {
    const char *name, *period;
    struct met_value value; /* exact, low and high */
    struct mdl_unit unit;
    int decimals;
    const char *before; /* words of the same breath, NULL if none */
    bool asis;          /* in this very unit */
};
bool met_put_amount(struct met_result *r, const xmlNode *node, xmlNodePtr out,
                    const struct met_amount *amount);

/* The author's unit and decimals over the declared ones; false after a finding. */
bool met_read_look(struct met_result *r, const xmlNode *node, const char *name, struct mdl_unit *unit,
                   int *decimals);

/* Decimals in another unit: what 22,0 mnkr says, 22 000 tkr says without any. */
int met_decimals_in(struct aj_arena *arena, const struct mdl_unit *own, const struct mdl_unit *unit,
                    int decimals);

/* bind_count.c: whether what is put into the element next begins a sentence. */
bool met_starts_sentence(const xmlNode *out);

/* totals.c: what actions may save together. */
struct met_tally {
    struct mdl_amounts sum, outside; /* outside: of those that no sum counts */
    uint32_t count, outside_count, lacking;
};

/* Those of a status, or with NULL all; false after E0307 for amounts of unlike units. */
bool met_tally_actions(struct met_result *r, const struct met_actions *list, const char *status,
                       struct met_tally *out);

/*
 * that_sum.c: "1 000 tkr per år" after a list of actions and "minst"; false after a finding. Whether it
 * holds: an amount that is not stated of an action leaves open what the sum is at most, and `*why` says so.
 */
bool met_sum_limit_parse(struct met_result *r, const char *words, const char *text, aj_at at,
                         struct met_that *out);
enum met_outcome met_sum_holds(struct met_result *r, const struct met_that *that, aj_at at, const char **why);

/* A value's show="sum", "outside" and "lacking" of a list, and an action's own amount. */
bool met_put_action(struct met_result *r, const xmlNode *node, xmlNodePtr out, const struct met_actions *one);
bool met_put_action_sum(struct met_result *r, const xmlNode *node, xmlNodePtr out, struct met_actions *list);
bool met_put_action_words(struct met_result *r, const xmlNode *node, xmlNodePtr out, struct met_actions *list,
                          bool outside);

/* bind_trend.c. A balance's figures are of a day: they are compared however long the parts are, and do not
 * add up over time. */
bool met_is_moment(struct met_result *r, const struct met_subject *subject);
bool met_read_ends(struct met_result *r, const xmlNode *node, const struct met_subject *subject,
                   struct mdl_period periods[2]);

/* Tells (W0248) of a change that is asked for from a later year to an earlier: its words say the opposite of
 * what happened. */
void met_tell_backward(struct met_result *r, const xmlNode *node, const struct mdl_period periods[2]);
xmlNodePtr met_add_bound(struct met_result *r, xmlNodePtr out, const xmlNode *node, const char *kind,
                         const char *of, const char *text);

/* The element's own words, NULL if it has none. */
const char *met_own_words(struct met_result *r, const xmlNode *node);

#endif
