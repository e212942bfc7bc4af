/*
 * Exact rational numbers. A value is immutable, its limbs live in an arena, and it may be copied freely; GMP
 * does the arithmetic. No figure of a report is ever a double.
 */
#ifndef AJ_RAT_H
#define AJ_RAT_H

#include "base/arena.h"

#include <gmp.h>
#include <stdbool.h>

struct aj_rat {
    const mp_limb_t *num, *den; /* canonical: no common factor, den > 0 */
    int32_t num_size;           /* limbs, negative for a negative value, 0 for zero (num may then be NULL) */
    int32_t den_size;           /* limbs; 0 means the denominator 1 (den may then be NULL) */
};

struct aj_rat aj_rat_int(struct aj_arena *arena, int64_t n);

/* n/d; d must not be 0. */
struct aj_rat aj_rat_frac(struct aj_arena *arena, int64_t n, int64_t d);

struct aj_rat aj_rat_add(struct aj_arena *arena, struct aj_rat a, struct aj_rat b);
struct aj_rat aj_rat_sub(struct aj_arena *arena, struct aj_rat a, struct aj_rat b);
struct aj_rat aj_rat_mul(struct aj_arena *arena, struct aj_rat a, struct aj_rat b);

/* a/b; b must not be zero: ask aj_rat_sign first. */
struct aj_rat aj_rat_div(struct aj_arena *arena, struct aj_rat a, struct aj_rat b);
struct aj_rat aj_rat_neg(struct aj_rat a);
struct aj_rat aj_rat_abs(struct aj_rat a);

/* -1, 0, 1. */
int aj_rat_sign(struct aj_rat a);
int aj_rat_cmp(struct aj_rat a, struct aj_rat b);

/* "-109264", "3/2"; and back: false when the text is no such number. */
char *aj_rat_text(struct aj_arena *arena, struct aj_rat a);
bool aj_rat_parse(struct aj_arena *arena, const char *text, struct aj_rat *out);

/* The nearest double, for drawing only. */
double aj_rat_double(struct aj_rat a);

/* Rounded to `decimals` (may be negative: -3 is thousands), half away from zero. */
struct aj_rat aj_rat_round(struct aj_arena *arena, struct aj_rat a, int decimals);

/* 10^n as a rational, n from -60 to 60. */
struct aj_rat aj_rat_pow10(struct aj_arena *arena, int n);

#endif
