/* Amounts are said in a unit that keeps their digits: 350 tkr, not 0,4 mnkr. */
#include "metric/prose.h"

#include <string.h>

static const char *smaller_unit(const struct mdl_unit *unit)
{
    static const char *const down[][2] = {{"mdkr", "mnkr"}, {"mnkr", "tkr"}, {"mkr", "tkr"}, {"tkr", "kr"}};
    for (size_t i = 0; i < sizeof down / sizeof *down; i++)
        if (!strcmp(down[i][0], unit->name))
            return down[i][1];
    return NULL;
}

/* What is known of the least exact of the figures: the width of its interval. */
static struct aj_rat widest(struct aj_arena *arena, const struct met_value *values, uint32_t count)
{
    struct aj_rat most = aj_rat_int(arena, 0);
    for (uint32_t i = 0; i < count; i++) {
        struct aj_rat width = aj_rat_sub(arena, values[i].high, values[i].low);
        if (aj_rat_cmp(width, most) > 0)
            most = width;
    }
    return most;
}

static struct aj_rat largest(const struct met_value *values, uint32_t count)
{
    struct aj_rat most = aj_rat_abs(values[0].exact);
    for (uint32_t i = 1; i < count; i++)
        if (aj_rat_cmp(aj_rat_abs(values[i].exact), most) > 0)
            most = aj_rat_abs(values[i].exact);
    return most;
}

/* The last digit shown, in base units. */
static struct aj_rat last_digit(struct aj_arena *arena, const struct mdl_unit *unit, int decimals)
{
    return aj_rat_mul(arena, aj_rat_pow10(arena, -decimals), unit->scale);
}

/* Whether the largest is less than five of the last digit, or one of them vanishes. */
static bool loses_digits(struct aj_arena *arena, const struct met_value *values, uint32_t count,
                         const struct mdl_unit *unit, int decimals)
{
    struct aj_rat step = last_digit(arena, unit, decimals);
    if (aj_rat_cmp(largest(values, count), aj_rat_mul(arena, step, aj_rat_int(arena, 5))) < 0)
        return true;
    for (uint32_t i = 0; i < count; i++) {
        struct aj_rat twice = aj_rat_mul(arena, aj_rat_abs(values[i].exact), aj_rat_int(arena, 2));
        if (aj_rat_sign(twice) && aj_rat_cmp(twice, step) < 0)
            return true;
    }
    return false;
}

void met_fit_unit(struct aj_arena *arena, const struct met_value *values, uint32_t count,
                  struct mdl_unit *unit, int *decimals)
{
    struct aj_rat width = widest(arena, values, count), ten = aj_rat_int(arena, 10);
    const char *down = smaller_unit(unit);
    while (down && loses_digits(arena, values, count, unit, *decimals)) {
        struct mdl_unit smaller;
        if (!mdl_unit_known(arena, down, &smaller))
            return;
        /* A digit that the tables do not know is none. */
        bool known = aj_rat_cmp(width, aj_rat_mul(arena, smaller.scale, ten)) <= 0;
        struct aj_rat next = last_digit(arena, unit, *decimals + 1);
        if (known) {
            *unit = smaller;
            *decimals = 0;
            down = smaller_unit(unit);
        } else if (aj_rat_cmp(width, next) <= 0 && *decimals < 9) {
            ++*decimals;
        } else {
            return;
        }
    }
}
