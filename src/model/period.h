/* Periods: a year, what kind of figures stand in it, and the part of the year; read from headings and prose.
 */
#ifndef MDL_PERIOD_H
#define MDL_PERIOD_H

#include "base/arena.h"

#include <stdbool.h>
#include <stdint.h>

enum mdl_scenario { MDL_UNSAID, MDL_OUTCOME, MDL_FORECAST, MDL_BUDGET, MDL_PLAN, MDL_TARGET };

struct mdl_period {
    int year;
    enum mdl_scenario scenario;
    const char *part; /* as mdl_part_of writes it; NULL for the whole year */
};

/* A column heading taken apart: "Budget 2022", "Utfall jan–aug 2024", "Liknande kommuner 2024", "År 2022". */
struct mdl_heading {
    struct mdl_period period; /* year 0: there is none */
    const char *rest;         /* the words that are neither: "Liknande kommuner"; "" if none */
};

struct mdl_heading mdl_heading_parse(struct aj_arena *arena, const char *text);

/*
 * A list of periods as an attribute gives them: "2024", "2022–2024", "2020 2019 2018", "2022 och 2023",
 * "Utfall 2021". False when it is no such list; at most 60 periods. `*span` tells that it was one span.
 */
bool mdl_periods_parse(struct aj_arena *arena, const char *text, struct mdl_period **out, uint32_t *count,
                       bool *span);

/* "Plan 2023", "2023", "Utfall jan-aug 2024". */
const char *mdl_period_text(struct aj_arena *arena, struct mdl_period period);

/* "Plan"; "" when unsaid. */
const char *mdl_scenario_name(enum mdl_scenario scenario);

/*
 * The part of a year that folded words name, each in one way of writing: "jan-aug" (also "januari-augusti"),
 * "januari" ("jan", "m01"), "tertial 1" ("t1"), "kvartal 2" ("k2", "kv2", "q2"), "halvår 1" ("h1", "första
 * halvåret"), "helår", "delår". NULL if they name none.
 */
const char *mdl_part_of(struct aj_arena *arena, const char *folded);

/* Parts in the order of the year, by their beginning and then by their length; the whole year comes last. */
int mdl_part_order(const char *part);

/* Earlier years first, within a year outcomes before forecasts before budgets, then the parts of the year. */
int mdl_period_cmp(struct mdl_period a, struct mdl_period b);

#endif
