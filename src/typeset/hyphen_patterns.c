#include "typeset/hyphen_patterns.h"

#include <string.h>

/* The state that `letter` leads to from `state`, or 0. */
static uint32_t step(const struct ty_patterns *patterns, uint32_t state, uint8_t letter)
{
    uint32_t end = patterns->first[state + 1];
    for (uint32_t next = patterns->first[state]; next < end; next++)
        if (patterns->letter[next] == letter)
            return next;
    return 0;
}

/*
 * Like libhyphen, only the longest string that a pattern could stand in counts at each letter: its
 * dictionaries are prepared so that the values of shorter patterns are merged into the longer ones'
 * (substrings.pl).
 */
void ty_patterns_match(const struct ty_patterns *patterns, const uint8_t *letters, uint32_t count,
                       uint8_t *values)
{
    memset(values, 0, count + 1);
    uint32_t state = 0;
    for (uint32_t i = 0; i < count + 2; i++) {
        uint8_t letter = i == 0 || i == count + 1 ? '.' : letters[i - 1];
        uint32_t next;
        while (!(next = step(patterns, state, letter)) && state)
            state = patterns->fallback[state];
        state = next;
        const uint8_t *pool = patterns->pool + patterns->values[state];
        if (!pool[0])
            continue;
        /* The last value stands after the letter read, which is letter i - 1: the values begin before i - n
         * + 1. */
        int64_t at = (int64_t)i - pool[0] + 1;
        for (uint32_t k = 0; k < pool[0]; k++, at++)
            if (at >= 0 && at <= count && values[at] < pool[k + 1])
                values[at] = pool[k + 1];
    }
}
