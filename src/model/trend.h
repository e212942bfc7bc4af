/* Trends out of a table: what each says of itself, as written, with the place of every cell. */
#ifndef MDL_TREND_H
#define MDL_TREND_H

#include "source/source.h"

#include <stdbool.h>

/* What is said of a trend. The last three are of a response, of which a trend may have several. */
enum mdl_trend_part {
    MDL_TREND_ID,
    MDL_TREND_TITLE,
    MDL_TREND_FORCE,
    MDL_TREND_EFFECT,
    MDL_TREND_LIKELIHOOD,
    MDL_TREND_HORIZON,
    MDL_TREND_GOALS,
    MDL_TREND_INDICATORS,
    MDL_TREND_TEXT,
    MDL_TREND_RESPONSE,
    MDL_TREND_RESPONSIBLE,
    MDL_TREND_TIME,
    MDL_TREND_PARTS
};

struct mdl_trend_response {
    struct src_cell what, responsible, time; /* text "" where it does not say */
};

/* A trend of a table; text "" (never NULL) where a column is not there or empty. */
struct mdl_trend {
    struct src_cell parts[MDL_TREND_PARTS];
    struct mdl_trend_response *responses;
    uint32_t response_len, response_cap;
    aj_at at; /* the row's */
};

struct mdl_model;

/* Whether the headings are those of a table of trends: a title, and one of trend, driving force, likelihood.
 */
bool mdl_is_trends(struct aj_arena *arena, const struct src_table *source);

/*
 * Takes its rows into the model. A row with neither id nor title adds its response to the trend above it.
 * W0261 for a heading that is nearly one it knows, E0263 for a row of no trend.
 */
void mdl_take_trends(struct mdl_model *model, const struct src_table *source);

#endif
