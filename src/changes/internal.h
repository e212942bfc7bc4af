/* Between the files of changes. */
#ifndef CHG_INTERNAL_H
#define CHG_INTERNAL_H

#include "changes/changes.h"

/* A text's words, parted by white space, as positions in it. */
struct chg_word {
    const char *text;
    uint32_t length;
    uint32_t hash;
};

struct chg_words {
    struct chg_word *items;
    uint32_t len, cap;
};

struct chg_words chg_words(struct aj_arena *arena, const char *text);

/* How alike two texts are: twice the words they share, of all their words; from 0 to 1000. */
uint32_t chg_likeness(struct aj_arena *arena, const char *a, const char *b);

/* The two texts in one: what went between "[-" and "-]", what came between "{+" and "+}", long stretches of
 * what stayed as an ellipsis. */
const char *chg_reworded(struct aj_arena *arena, const char *before, const char *after);

/*
 * A longest common subsequence of two sequences of numbers: partner[i] is the index in `b` of a[i]'s partner,
 * or UINT32_MAX. Sequences too long for a table of all pairs are matched at what is unique in both alone.
 */
void chg_align(struct aj_arena *arena, const uint32_t *a, uint32_t a_len, const uint32_t *b, uint32_t b_len,
               uint32_t *partner);

/* paragraphs.c: adds the changes of two lists of paragraphs. */
void chg_paragraphs(struct aj_arena *arena, const json_t *before, const json_t *after, struct chg_list *list);

void chg_add(struct aj_arena *arena, struct chg_list *list, struct chg_change change);

/* A text of an object, "" if it is not there. */
const char *chg_string(const json_t *object, const char *key);

#endif
