/* What stands in a table's cell: one figure, several dated or lettered ones, or a kind of missing. */
#ifndef MDL_CELL_H
#define MDL_CELL_H

#include "arshjul.h"
#include "base/rat.h"

/* Why there is no figure. The kinds are kept apart all the way to the page. */
enum mdl_missing {
    MDL_PRESENT,
    MDL_NOT_REPORTED,   /* - */
    MDL_NOT_APPLICABLE, /* . */
    MDL_CONFIDENTIAL,   /* .. */
    MDL_NO_DATA,        /* i.u. */
    MDL_EMPTY
};

struct mdl_value {
    struct aj_rat value; /* in the unit of its row */
    enum mdl_missing missing;
    int decimals; /* as written */
    int year;     /* "15 (2023)"; 0 if none stands there */
    char letter;  /* "a. 98"; 0 if none */
    bool point;   /* written with a decimal point */
    bool percent; /* a percent sign follows */
    bool faulty;  /* what stands there is no figure, which has been told; missing is MDL_EMPTY */
};

struct mdl_cell {
    const struct mdl_value *values;
    uint32_t count; /* 0: the column holds no figures */
    aj_at at;
    const struct aj_rat *footed; /* what the rows of a sum add up to, where that is not what is printed */
};

/* Reads "2,28 (2020) 2,50 (2021)", "a. 98\nb. 55", "i.u.", "88.9"; false when it is something else. */
bool mdl_cell_parse(struct aj_arena *arena, const char *text, struct mdl_cell *out);

/* "not-reported" ..., NULL for a present figure: the data document's words. */
const char *mdl_missing_name(enum mdl_missing missing);

/* "-", ".", "..", "i.u.", "". */
const char *mdl_missing_sign(enum mdl_missing missing);

/* "uppgift saknas" ...: how it is read aloud. */
const char *mdl_missing_spoken(enum mdl_missing missing);

#endif
