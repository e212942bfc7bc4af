/* Compounds: which listed words a word is made of. */
#ifndef TY_HYPHEN_COMPOUND_H
#define TY_HYPHEN_COMPOUND_H

#include "typeset/hyphen_words.h"

enum { TY_LETTERS_MOST = 200, TY_PARTS_MOST = 16 };

struct ty_part {
    uint8_t start, length; /* letters; a linking s belongs to the part before it, an ending to the last */
    const struct ty_word *word; /* NULL: not listed, the patterns alone know it */
};

/*
 * Parts `letters` (ISO 8859-1, lower case, 0 for others; at most TY_LETTERS_MOST) into listed words and at
 * most one stretch that is not listed. Returns how many parts there are; 1 with word NULL when no listed word
 * is found.
 */
uint32_t ty_compound_split(const struct ty_words *words, const uint8_t *letters, uint32_t count,
                           struct ty_part parts[TY_PARTS_MOST]);

bool ty_is_vowel(uint8_t letter);

#endif
