/*
 * Hyphenation patterns (F. M. Liang, "Word Hy-phen-a-tion by Com-put-er", 1983) as an automaton of constants,
 * made from a dictionary of libhyphen by tools/hyphen_compile.c when the program is built.
 */
#ifndef TY_HYPHEN_PATTERNS_H
#define TY_HYPHEN_PATTERNS_H

#include <stdint.h>

/*
 * States are numbered breadth first, 0 is the start; the ways out of state s are the states from first[s] to
 * first[s + 1] - 1, in order of their letters.
 */
struct ty_patterns {
    uint32_t state_count;
    const uint16_t *first;    /* state_count + 1 */
    const uint8_t *letter;    /* the letter (ISO 8859-1) that leads into each state */
    const uint16_t *fallback; /* the state of the longest suffix that is one */
    const uint16_t *values;   /* where the state's values stand in `pool`; 0: it has none */
    const uint8_t *pool;      /* a length, and as many values from 0 to 9; the last stands after the letter */
};

extern const struct ty_patterns ty_patterns_sv;

/*
 * The values between the letters of a word: values[i] (count + 1 of them) belongs before letter i. An odd
 * value allows a break there. `letters` are ISO 8859-1 in lower case, 0 for any other letter.
 */
void ty_patterns_match(const struct ty_patterns *patterns, const uint8_t *letters, uint32_t count,
                       uint8_t *values);

#endif
