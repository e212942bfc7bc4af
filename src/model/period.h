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
    bool whole;       /* the whole year was said ("helår"), where a part might else be understood */
};

/* A column heading taken apart: "Budget 2022", "Utfall jan–aug 2024", "Liknande kommuner 2024", "År 2022". */
struct mdl_heading {
    struct mdl_period period; /* year 0: there is none */
    const char *rest;         /* the words that are neither: "Liknande kommuner"; "" if none */
    bool moment;              /* a date told the period, up to its day: "2022-08-31" */
};

struct mdl_heading mdl_heading_parse(struct aj_arena *arena, const char *text);

/*
 * A list of periods as an attribute gives them: "2024", "2022–2024", "2020 2019 2018", "2022 och 2023",
 * "Utfall 2021". False when it is no such list; at most 60 periods. `*span` tells that it was one span.
 */
bool mdl_periods_parse(struct aj_arena *arena, const char *text, struct mdl_period **out, uint32_t *count,
                       bool *span);

/* "Plan 2023", "2023", "Utfall jan–aug 2024". */
const char *mdl_period_text(struct aj_arena *arena, struct mdl_period period);

/* The same for a narrow column: it is parted before a part of the year and nowhere in it. */
const char *mdl_period_heading(struct aj_arena *arena, struct mdl_period period);

/* As running text says it, without the scenario: "januari–augusti 2024", "andra tertialet 2024", "2024". */
const char *mdl_period_prose(struct aj_arena *arena, struct mdl_period period);

/* The last day of the period: "31 augusti 2024"; NULL of a part that has no end of its own ("delår"). */
const char *mdl_period_end(struct aj_arena *arena, struct mdl_period period);

/*
 * The part of a year that folded words name, each in one way of writing: "jan-aug" (also "januari-augusti"),
 * "januari" ("jan", "m01"), "tertial 1" ("t1"), "kvartal 2" ("k2", "kv2", "q2"), "halvår 1" ("h1", "första
 * halvåret"), "delår". NULL if they name none.
 */
const char *mdl_part_of(struct aj_arena *arena, const char *folded);

/* Parts in the order of the year, by their beginning and then by their length; the whole year comes last. */
int mdl_part_order(const char *part);

/* Whether two parts are the same months: "tertial 1" and "jan-apr", or the whole year twice. */
bool mdl_part_same(const char *a, const char *b);

/* From the year's beginning to the end of a month, 1 to 12: "jan-aug"; NULL for 12, which is the whole year.
 */
const char *mdl_part_until(struct aj_arena *arena, int month);

/* The month, from 1, that a part is; 0 of any other part. */
int mdl_part_month(const char *part);

/* A part in the words of running text: "januari–augusti", "första tertialet"; itself where it has none. */
const char *mdl_part_prose(struct aj_arena *arena, const char *part);

/* date.c: the days of a month, 1 to 12, in the Gregorian calendar. */
int mdl_month_days(int year, int month);

/* The period up to a day that ends a month: "2022-08-31", "220831", "per 31 aug 2022"; also
 * "202201-202208". `word` is folded, `*p` what follows it, moved on behind what belongs to the date. */
bool mdl_date_take(struct aj_arena *arena, const char *word, const char **p, struct mdl_period *out,
                   bool *moment);

/* The next word of a text, parted by white space, copied; NULL at the end. Moves *p on. */
const char *mdl_word_next(struct aj_arena *arena, const char **p);

/* Earlier years first, within a year outcomes before forecasts before budgets, then the parts of the year. */
int mdl_period_cmp(struct mdl_period a, struct mdl_period b);

#endif
