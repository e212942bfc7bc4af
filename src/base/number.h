/* Swedish numbers as text: read as people write them, printed one way. */
#ifndef AJ_NUMBER_H
#define AJ_NUMBER_H

#include "base/rat.h"

enum aj_number_flag {
    AJ_NUMBER_POINT = 1,  /* a decimal point stood where a comma belongs ("88.9") */
    AJ_NUMBER_PERCENT = 2 /* a percent sign followed ("3,4 %", "8,9%") */
};

struct aj_number {
    struct aj_rat value;
    int decimals;   /* digits after the comma as written */
    unsigned flags; /* enum aj_number_flag */
    size_t length;  /* bytes read */
};

/*
 * Reads a number at the start of `text`: sign -, U+2212 or +, thousands parted by space, U+00A0, U+2009
 * or U+202F (one to three digits, then groups of exactly three: "12 34" is 12, and 34 is left), decimal
 * comma. False when no number stands there, or one of more than 400 digits.
 */
bool aj_number_parse(struct aj_arena *arena, const char *text, struct aj_number *out);

/* The value rounded once, half away from zero, with U+00A0 between thousands, decimal comma, U+2212. */
char *aj_number_format(struct aj_arena *arena, struct aj_rat value, int decimals);

#endif
