/* Between the files that read lists of actions and print them. */
#ifndef MET_ACTIONS_H
#define MET_ACTIONS_H

#include "metric/metric.h"
#include "model/model.h"

struct met_result;

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

bool met_status_is(const struct met_result *r, const char *status, const char *wanted);

/* False after E0321 when neither a declaration nor a list knows the status. */
bool met_status_known(struct met_result *r, const char *status, aj_at at);

/* The index of an action's status; E0365 or W0366, once for each word, when it is not declared. */
int met_status_take(struct met_result *r, const char *status, aj_at at);

#endif
