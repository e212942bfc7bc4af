/* Axes with round steps. */
#include "base/number.h"
#include "chart/internal.h"

#include <math.h>

/* A step of 1, 2, 2.5 or 5 times a power of ten. */
struct step {
    int64_t mantissa; /* of mantissa * 10^(power - 1): 10, 20, 25, 50 */
    int power;
};

static double step_value(struct step step)
{
    double value = (double)step.mantissa;
    for (int i = 1; i < step.power; i++)
        value *= 10;
    for (int i = step.power; i < 1; i++)
        value /= 10;
    return value;
}

/* The least round step that needs at most `most` steps between the values. */
static struct step find_step(double least, double greatest, uint32_t most)
{
    static const int64_t mantissas[] = {10, 20, 25, 50};
    for (int power = -20; power < 60; power++)
        for (int i = 0; i < 4; i++) {
            struct step step = {mantissas[i], power};
            double value = step_value(step);
            double first = floor(least / value), last = ceil(greatest / value);
            if (last - first <= (double)most)
                return step;
        }
    return (struct step){10, 60};
}

/* The label of n steps, exact. */
static const char *tick_label(struct aj_arena *arena, struct step step, int64_t n)
{
    struct aj_rat value =
        aj_rat_mul(arena, aj_rat_int(arena, n * step.mantissa), aj_rat_pow10(arena, step.power - 1));
    int decimals = step.power < 0 ? -step.power : 0;
    if (step.mantissa == 25 && step.power < 1)
        decimals = 1 - step.power;
    return aj_number_format(arena, value, decimals);
}

struct ch_scale ch_make_scale(struct aj_arena *arena, double least, double greatest, bool free,
                              uint32_t steps_most)
{
    if (!free && least > 0)
        least = 0;
    if (!free && greatest < 0)
        greatest = 0;
    if (least == greatest)
        greatest = least + (least != 0 ? fabs(least) / 2 : 1);
    if (steps_most > CH_TICKS_MOST - 1)
        steps_most = CH_TICKS_MOST - 1;
    struct step step = find_step(least, greatest, steps_most < 2 ? 2 : steps_most);
    double value = step_value(step);
    int64_t first = (int64_t)floor(least / value), last = (int64_t)ceil(greatest / value);
    struct ch_scale scale = {.low = (double)first * value, .high = (double)last * value};
    for (int64_t n = first; n <= last && scale.tick_count < CH_TICKS_MOST; n++) {
        scale.ticks[scale.tick_count] = (double)n * value;
        scale.labels[scale.tick_count++] = tick_label(arena, step, n);
    }
    return scale;
}
