#include "base/rat.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* More digits than any figure of a report; keeps hostile input from costing quadratic time. */
enum { MOST_DIGITS = 4096, MOST_POWER = 4096 };

static const mp_limb_t one_limb = 1;

/* A read-only GMP number on the limbs of `a`: nothing to clear, and never a result. */
static void view(mpq_t q, struct aj_rat a)
{
    mpz_roinit_n(mpq_numref(q), a.num_size ? a.num : &one_limb, a.num_size);
    if (a.den_size)
        mpz_roinit_n(mpq_denref(q), a.den, a.den_size);
    else
        mpz_roinit_n(mpq_denref(q), &one_limb, 1);
}

static const mp_limb_t *keep_limbs(struct aj_arena *arena, mpz_srcptr z)
{
    size_t n = mpz_size(z);
    mp_limb_t *limbs = AJ_NEW_N(arena, mp_limb_t, n);
    memcpy(limbs, mpz_limbs_read(z), n * sizeof *limbs);
    return limbs;
}

/* Copies a canonical result into the arena and clears it. */
static struct aj_rat keep(struct aj_arena *arena, mpq_t q)
{
    struct aj_rat a = {0};
    int sign = mpq_sgn(q);
    if (sign) {
        a.num = keep_limbs(arena, mpq_numref(q));
        a.num_size = (int32_t)mpz_size(mpq_numref(q)) * sign;
    }
    if (mpz_cmp_ui(mpq_denref(q), 1) != 0) {
        a.den = keep_limbs(arena, mpq_denref(q));
        a.den_size = (int32_t)mpz_size(mpq_denref(q));
    }
    mpq_clear(q);
    return a;
}

static_assert(sizeof(long) == sizeof(int64_t), "GMP takes a long where an int64_t is meant");

struct aj_rat aj_rat_int(struct aj_arena *arena, int64_t n)
{
    mpq_t q;
    mpq_init(q);
    mpz_set_si(mpq_numref(q), n);
    return keep(arena, q);
}

struct aj_rat aj_rat_frac(struct aj_arena *arena, int64_t n, int64_t d)
{
    mpq_t q;
    mpq_init(q);
    mpz_set_si(mpq_numref(q), n);
    mpz_set_si(mpq_denref(q), d);
    mpq_canonicalize(q);
    return keep(arena, q);
}

typedef void operation(mpq_ptr, mpq_srcptr, mpq_srcptr);

static struct aj_rat calculate(struct aj_arena *arena, operation *op, struct aj_rat a, struct aj_rat b)
{
    mpq_t x, y, result;
    view(x, a);
    view(y, b);
    mpq_init(result);
    op(result, x, y);
    return keep(arena, result);
}

struct aj_rat aj_rat_add(struct aj_arena *arena, struct aj_rat a, struct aj_rat b)
{
    return calculate(arena, mpq_add, a, b);
}

struct aj_rat aj_rat_sub(struct aj_arena *arena, struct aj_rat a, struct aj_rat b)
{
    return calculate(arena, mpq_sub, a, b);
}

struct aj_rat aj_rat_mul(struct aj_arena *arena, struct aj_rat a, struct aj_rat b)
{
    return calculate(arena, mpq_mul, a, b);
}

struct aj_rat aj_rat_div(struct aj_arena *arena, struct aj_rat a, struct aj_rat b)
{
    return calculate(arena, mpq_div, a, b);
}

struct aj_rat aj_rat_neg(struct aj_rat a)
{
    a.num_size = -a.num_size;
    return a;
}

struct aj_rat aj_rat_abs(struct aj_rat a)
{
    a.num_size = a.num_size < 0 ? -a.num_size : a.num_size;
    return a;
}

int aj_rat_sign(struct aj_rat a)
{
    return (a.num_size > 0) - (a.num_size < 0);
}

int aj_rat_cmp(struct aj_rat a, struct aj_rat b)
{
    mpq_t x, y;
    view(x, a);
    view(y, b);
    int order = mpq_cmp(x, y);
    return (order > 0) - (order < 0);
}

char *aj_rat_text(struct aj_arena *arena, struct aj_rat a)
{
    mpq_t q;
    view(q, a);
    size_t num_room = mpz_sizeinbase(mpq_numref(q), 10) + 2;
    size_t den_room = a.den_size ? mpz_sizeinbase(mpq_denref(q), 10) + 2 : 0;
    char *text = aj_alloc(arena, num_room + den_room);
    mpz_get_str(text, 10, mpq_numref(q));
    if (a.den_size) {
        char *end = text + strlen(text);
        *end++ = '/';
        mpz_get_str(end, 10, mpq_denref(q));
    }
    return text;
}

static size_t digits_at(const char *text)
{
    size_t n = 0;
    while (text[n] >= '0' && text[n] <= '9')
        n++;
    return n;
}

/* Reads n digits that stand at text into z. */
static void read_digits(mpz_t z, const char *text, size_t n)
{
    char *copy = aj_malloc(n + 1);
    memcpy(copy, text, n);
    copy[n] = '\0';
    mpz_set_str(z, copy, 10);
    free(copy);
}

bool aj_rat_parse(struct aj_arena *arena, const char *text, struct aj_rat *out)
{
    bool negative = *text == '-';
    const char *num = text + negative;
    size_t num_length = digits_at(num);
    const char *end = num + num_length, *den = NULL;
    size_t den_length = 0;
    if (*end == '/') {
        den = end + 1;
        den_length = digits_at(den);
        end = den + den_length;
        if (!den_length || den_length > MOST_DIGITS)
            return false;
    }
    if (!num_length || num_length > MOST_DIGITS || *end)
        return false;
    mpq_t q;
    mpq_init(q);
    read_digits(mpq_numref(q), num, num_length);
    if (den)
        read_digits(mpq_denref(q), den, den_length);
    if (mpz_sgn(mpq_denref(q)) == 0) {
        mpq_clear(q);
        return false;
    }
    if (negative)
        mpq_neg(q, q);
    mpq_canonicalize(q);
    *out = keep(arena, q);
    return true;
}

double aj_rat_double(struct aj_rat a)
{
    mpq_t q, rest;
    view(q, a);
    double near = mpq_get_d(q);
    if (!isfinite(near))
        return near;
    /* GMP truncates; adding what it cut off lets the processor round to the nearest. */
    mpq_init(rest);
    mpq_set_d(rest, near);
    mpq_sub(rest, q, rest);
    near += mpq_get_d(rest);
    mpq_clear(rest);
    return near;
}

struct aj_rat aj_rat_round(struct aj_arena *arena, struct aj_rat a, int decimals)
{
    mpq_t q, result;
    mpz_t power, den;
    int n = decimals < 0 ? -decimals : decimals;
    if (n > MOST_POWER)
        n = MOST_POWER;
    view(q, a);
    mpz_init(power);
    mpz_init(den);
    mpq_init(result);
    mpz_ui_pow_ui(power, 10, (unsigned long)n);
    /* round(|a| * 10^decimals) = floor((2 * num + den) / (2 * den)) of the scaled fraction. */
    mpz_abs(mpq_numref(result), mpq_numref(q));
    mpz_set(den, mpq_denref(q));
    if (decimals < 0)
        mpz_mul(den, den, power);
    else
        mpz_mul(mpq_numref(result), mpq_numref(result), power);
    mpz_mul_2exp(mpq_numref(result), mpq_numref(result), 1);
    mpz_add(mpq_numref(result), mpq_numref(result), den);
    mpz_mul_2exp(den, den, 1);
    mpz_fdiv_q(mpq_numref(result), mpq_numref(result), den);
    if (decimals < 0)
        mpz_mul(mpq_numref(result), mpq_numref(result), power);
    else
        mpz_set(mpq_denref(result), power);
    if (a.num_size < 0)
        mpq_neg(result, result);
    mpq_canonicalize(result);
    mpz_clear(power);
    mpz_clear(den);
    return keep(arena, result);
}

struct aj_rat aj_rat_pow10(struct aj_arena *arena, int n)
{
    mpq_t q;
    mpq_init(q);
    mpz_set_ui(mpq_numref(q), 1);
    mpz_ui_pow_ui(n < 0 ? mpq_denref(q) : mpq_numref(q), 10, (unsigned long)(n < 0 ? -n : n));
    return keep(arena, q);
}
