/*
 * Long tables: a row holds one figure, and columns tell of what, when, of whom. They become tables of the
 * usual shape: a row for each measure (with its gender, age and whatever else varies), a column for each
 * period, scenario and organisation. Internal to model.
 */
#ifndef MDL_LONG_H
#define MDL_LONG_H

#include "model/internal.h"

/* What a column of a long table holds. */
enum mdl_long_role {
    MDL_LONG_KEEP,    /* goes with the row as it is: unit, source, category */
    MDL_LONG_IGNORE,  /* remarks and counts */
    MDL_LONG_MEASURE, /* what the figure is of */
    MDL_LONG_ID,      /* the measure's id in Kolada or a table's code */
    MDL_LONG_PERIOD,
    MDL_LONG_SCENARIO,
    MDL_LONG_WHO,
    MDL_LONG_GENDER,
    MDL_LONG_AGE,
    MDL_LONG_OTHER, /* another dimension */
    MDL_LONG_VALUE,
    MDL_LONG_DATED, /* figures of the period in its heading */
    MDL_LONG_FIGURE /* figures of the measure in its heading */
};

struct mdl_long_column {
    enum mdl_long_role role;
    enum mdl_column_role kept; /* MDL_LONG_KEEP */
    struct mdl_heading heading;
    bool varies; /* MDL_LONG_OTHER: more than one value */
};

/* The columns' roles if the table is a long one, else NULL. */
struct mdl_long_column *mdl_long_columns(struct aj_job *job, const struct src_table *source);

/* "kvinnor", "2", "K" as "kvinnor"; "20" as "20 år"; NULL for both genders, all ages, all of a dimension. */
const char *mdl_long_word(struct aj_arena *arena, enum mdl_long_role role, const char *text);

/* An organisation that a long table tells of. */
struct mdl_who {
    const char *text; /* as it stands: "2062 Mora", "1489", "Riket" */
    const char *name; /* "Mora", "1489", "Riket" */
    const char *code; /* "2062", "" if none */
    enum mdl_organisation kind;
    bool own;
};

struct mdl_who mdl_who_read(struct aj_arena *arena, const char *text);

/* Names the municipalities that a table knows by their codes alone (templates/municipalities.xml). */
void mdl_who_name(struct aj_job *job, struct mdl_who *whos, uint32_t count);

/*
 * Finds the report's own among the organisations and marks it. False after E0229 or E0230, when nothing tells
 * which it is.
 */
bool mdl_who_own(struct aj_job *job, struct mdl_who *whos, uint32_t count, struct mdl_hint hint, aj_at at,
                 const char *file);

/*
 * The long table in the usual shape, and its columns; every figure keeps its place. NULL after findings.
 */
struct src_table *mdl_pivot(struct mdl_model *model, const struct src_table *source,
                            const struct mdl_long_column *roles, struct mdl_hint hint, aj_at at,
                            struct mdl_column **columns);

#endif
