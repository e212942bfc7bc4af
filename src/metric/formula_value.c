/* Arithmetic on exact values, with the interval that the rounding of the inputs leaves open. */
#include "metric/internal.h"

#include <string.h>

struct met_value met_fault(void)
{
    return (struct met_value){.state = MET_FAULT};
}

struct met_value met_number(struct aj_rat value)
{
    return (struct met_value){.exact = value, .low = value, .high = value, .dimension = "", .decimals = -1};
}

/* What is lacking on either side, each named once. */
static const char *join_lacks(struct aj_arena *arena, const char *a, const char *b)
{
    if (!a || !b || strstr(a, b))
        return a ? a : b;
    return strstr(b, a) ? b : aj_printf(arena, "%s, %s", a, b);
}

bool met_either_unknown(struct aj_arena *arena, const struct met_value *a, const struct met_value *b,
                        struct met_value *out)
{
    if (a->state == MET_KNOWN && b->state == MET_KNOWN)
        return false;
    *out = a->state > b->state ? *a : *b;
    out->lack = join_lacks(arena, a->lack, b->lack);
    out->written = NULL;
    return true;
}

static struct aj_rat least(const struct aj_rat *items, int count)
{
    struct aj_rat best = items[0];
    for (int i = 1; i < count; i++)
        if (aj_rat_cmp(items[i], best) < 0)
            best = items[i];
    return best;
}

static struct aj_rat most(const struct aj_rat *items, int count)
{
    struct aj_rat best = items[0];
    for (int i = 1; i < count; i++)
        if (aj_rat_cmp(items[i], best) > 0)
            best = items[i];
    return best;
}

struct met_value met_sum_of(struct met_result *r, const struct met_value *a, const struct met_value *b,
                            bool minus)
{
    struct aj_arena *arena = r->job->arena;
    struct met_value out = {.dimension = a->dimension, .decimals = -1};
    out.exact = minus ? aj_rat_sub(arena, a->exact, b->exact) : aj_rat_add(arena, a->exact, b->exact);
    out.low = minus ? aj_rat_sub(arena, a->low, b->high) : aj_rat_add(arena, a->low, b->low);
    out.high = minus ? aj_rat_sub(arena, a->high, b->low) : aj_rat_add(arena, a->high, b->high);
    return out;
}

/* The dimension of a product: numbers vanish, and kr/person times person is kr. */
static const char *times(struct aj_arena *arena, const char *a, const char *b)
{
    if (!*a || !*b)
        return *a ? a : b;
    const char *slash = strchr(a, '/');
    if (slash && !strcmp(slash + 1, b))
        return aj_strndup(arena, a, (size_t)(slash - a));
    return NULL;
}

static const char *per(struct aj_arena *arena, const char *a, const char *b)
{
    if (!strcmp(a, b))
        return "";
    if (!*b)
        return a;
    return strchr(a, '/') || strchr(b, '/') ? NULL : aj_printf(arena, "%s/%s", a, b);
}

struct met_value met_product_of(struct met_result *r, const struct met_value *a, const struct met_value *b)
{
    struct aj_arena *arena = r->job->arena;
    struct aj_rat ends[] = {aj_rat_mul(arena, a->low, b->low), aj_rat_mul(arena, a->low, b->high),
                            aj_rat_mul(arena, a->high, b->low), aj_rat_mul(arena, a->high, b->high)};
    return (struct met_value){.exact = aj_rat_mul(arena, a->exact, b->exact),
                              .low = least(ends, 4),
                              .high = most(ends, 4),
                              .dimension = times(arena, a->dimension, b->dimension),
                              .decimals = -1};
}

struct met_value met_quotient_of(struct met_result *r, const struct met_value *a, const struct met_value *b)
{
    struct aj_arena *arena = r->job->arena;
    struct met_value out = {.exact = aj_rat_div(arena, a->exact, b->exact),
                            .dimension = per(arena, a->dimension, b->dimension),
                            .decimals = -1};
    /* A divisor that rounding alone may turn to zero leaves the quotient's interval open: keep the value. */
    if (aj_rat_sign(b->low) * aj_rat_sign(b->high) <= 0) {
        out.low = out.high = out.exact;
        return out;
    }
    struct aj_rat ends[] = {aj_rat_div(arena, a->low, b->low), aj_rat_div(arena, a->low, b->high),
                            aj_rat_div(arena, a->high, b->low), aj_rat_div(arena, a->high, b->high)};
    out.low = least(ends, 4);
    out.high = most(ends, 4);
    return out;
}

struct met_value met_negated(struct met_value value)
{
    struct aj_rat low = value.low;
    value.exact = aj_rat_neg(value.exact);
    value.low = aj_rat_neg(value.high);
    value.high = aj_rat_neg(low);
    return value;
}
