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
    const char *part; /* "jan-aug", "helår": folded; NULL for the whole year */
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

/* Earlier years first, within a year outcomes before forecasts before budgets. */
int mdl_period_cmp(struct mdl_period a, struct mdl_period b);

#endif
