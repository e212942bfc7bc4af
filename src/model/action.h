/* Actions out of a table: what they are called, what is said of each, what they may save. */
#ifndef MDL_ACTION_H
#define MDL_ACTION_H

#include "arshjul.h"
#include "model/unit.h"

struct mdl_model;
struct mdl_hint;
struct src_table;

/* How an amount counts over time. Amounts that count in different ways are never added. */
enum mdl_rhythm { MDL_ANYTIME, MDL_YEARLY, MDL_ONCE, MDL_RHYTHMS };

struct mdl_amount {
    bool known;
    struct aj_rat value; /* base units */
    struct mdl_unit unit;
    int decimals; /* as written */
};

/* "1 000 tkr per år och 300 tkr engångs": one amount of each rhythm; none known: a reason in words. */
struct mdl_amounts {
    struct mdl_amount of[MDL_RHYTHMS];
    bool plain;        /* nothing but amounts was written: they may be printed evenly */
    const char *about; /* what stood before the first: "cirka"; "" if nothing */
    const char *rest;  /* what followed it, where it has its unit from its column; else NULL */
};

enum mdl_amounts_fault { MDL_AMOUNTS_FINE, MDL_AMOUNTS_UNIT, MDL_AMOUNTS_NO_UNIT, MDL_AMOUNTS_TWICE };

/*
 * Reads what an action may save. `unit` (may be NULL) and `rhythm` are those of its column, for amounts that
 * say none of their own; an author's own text has none. MDL_AMOUNTS_UNIT: `*unknown` is the unit that no one
 * knows; MDL_AMOUNTS_NO_UNIT: neither the text nor the column says the unit of a figure. MDL_AMOUNTS_TWICE:
 * two amounts count in the same way, and whether they add up is not said.
 */
enum mdl_amounts_fault mdl_amounts_parse(struct aj_arena *arena, const char *text,
                                         const struct mdl_unit *unit, enum mdl_rhythm rhythm,
                                         struct mdl_amounts *out, const char **unknown);

/* The rhythm that words such as "per år" or "engångs" tell. */
enum mdl_rhythm mdl_rhythm_of(struct aj_arena *arena, const char *text);

/* What may be said of an action, and stands in a column of its table. */
enum mdl_action_field {
    MDL_ACTION_NAME,
    MDL_ACTION_WHAT,
    MDL_ACTION_EXTENT, /* "cirka 5 mnkr per år", of the parenthesis that ends the name */
    MDL_ACTION_SAVING,
    MDL_ACTION_BEFORE, /* its status in an earlier edition; no column of its own table */
    MDL_ACTION_STATUS,
    MDL_ACTION_GOAL, /* a goal's number */
    MDL_ACTION_RESPONSIBLE,
    MDL_ACTION_TIME,
    MDL_ACTION_TERM, /* the group that it belongs to: "kort sikt" */
    MDL_ACTION_NOW,
    MDL_ACTION_FIELDS
};

struct mdl_action {
    const char *written;                 /* its name with the parenthesis that ends it */
    const char *says[MDL_ACTION_FIELDS]; /* NULL where nothing is said */
    aj_at ats[MDL_ACTION_FIELDS];
    struct mdl_amounts saving, extent;
    aj_at at;
};

struct mdl_action_table {
    const char *name; /* what the report calls it, else its file's name without folder and end */
    const char *file;
    const char *edition; /* "2023–2024", of an earlier one; NULL: they are the report's own */
    const char *headings[MDL_ACTION_FIELDS]; /* as the table has them, without a unit; NULL: no such column */
    struct mdl_action *items;
    uint32_t len, cap;
    aj_at at;
};

/* Whether a table's headings are those of actions: a column of names, and one at least of what is said. */
bool mdl_is_actions(struct aj_arena *arena, const struct src_table *source);

/* Takes the table into the model's actions. Findings: E0107, E0210, E0219, E0265, E0268, E0269. */
void mdl_take_actions(struct mdl_model *model, const struct src_table *source, const struct mdl_hint *hint,
                      aj_at at);

/* Parts "Omställningsfond (cirka 5 mnkr per år)" into name and extent, where the parenthesis has an amount of
 * money. */
void mdl_action_name(struct aj_arena *arena, const char *text, struct mdl_action *out);

#endif
